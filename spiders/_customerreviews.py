"""The shape of Apple's customer-reviews feed: JSON as it comes, XML brought into that form."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from listener.model import Author, Engagement, Mention, Rating

from ._answers import whole

_LAST_LINK = re.compile(r"/page=([0-9]{1,6})/")


def label(entry: dict[str, Any], name: str) -> str:
    """The text of a field: `{"label": "5"}`, or bare, or the first of several."""
    value = entry.get(name)
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("label")
    return "" if value is None else str(value).strip()


def many(value: object) -> list[dict[str, Any]]:
    """A list of objects, also where Apple writes a single one without its list."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def time_of_label(raw: str) -> datetime | None:
    """The moment in UTC, or None where it is no time."""
    try:
        at = datetime.fromisoformat(raw)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def last_page(feed: dict[str, Any]) -> int:
    """The number of the last page as the feed links to it, 0 when it does not."""
    for link in many(feed.get("link")):
        facts = link.get("attributes")
        if isinstance(facts, dict) and facts.get("rel") == "last":
            found = _LAST_LINK.search(str(facts.get("href")))
            return int(found[1]) if found else 0
    return 0


def review_of(entry: dict[str, Any], app: str, country: str) -> Mention:
    """One review. Its only time is that of the last edit; the store keeps the first it saw."""
    at, author = time_of_label(label(entry, "updated")), _author(entry)
    title, text, given = label(entry, "title"), label(entry, "content"), label(entry, "id")
    return Mention(
        id=given or _digest(app, country, author.name or "" if author else "", title, text),
        id_kind="native" if given else "derived",
        kind="review",
        url=f"https://apps.apple.com/{country}/app/id{app}?see-all=reviews",
        title=title,
        text=text,
        author=author,
        published_at=at,
        precision="second" if at else "none",
        country=country,
        subject=app,
        version=label(entry, "im:version") or None,
        rating=rating_of(label(entry, "im:rating")),
        engagement=Engagement(likes=whole(label(entry, "im:voteSum"))),
    )


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _author(entry: dict[str, Any]) -> Author | None:
    author = entry.get("author")
    name = label(author, "name") if isinstance(author, dict) else ""
    return Author(name=name, url=label(author, "uri") or None) if author and name else None


def rating_of(raw: str) -> Rating | None:
    """One to five stars; anything else is none."""
    stars = whole(raw)
    return Rating(float(stars), 1.0, 5.0) if stars is not None and 1 <= stars <= 5 else None


def from_xml(body: bytes) -> dict[str, Any] | None:
    """The XML twin in the form of the JSON; None when it is no feed."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(body, parser) if body.strip() else None
    except etree.XMLSyntaxError:
        root = None
    if root is None or not str(root.tag).endswith("feed"):
        return None
    made = root.findtext("{*}updated") or ""
    entries = [_fields(node) for node in root.iterchildren("{*}entry")]
    links = [{"attributes": dict(node.attrib)} for node in root.iterchildren("{*}link")]
    return {"updated": {"label": made}, "entry": entries, "link": links}


def _fields(node: Any) -> dict[str, Any]:
    """The children of an XML element by name; of equal names the first counts."""
    found: dict[str, Any] = {}
    for child in node.iterchildren("*"):
        space, _, name = child.tag.rpartition("}")
        key = f"im:{name}" if space.endswith("itunes.apple.com/rss") else name
        value = _fields(child) if name == "author" else {"label": child.text or ""}
        found.setdefault(key, value)
    return found
