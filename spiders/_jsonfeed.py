"""The items of a JSON Feed, as https://www.jsonfeed.org/version/1.1/ describes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from listener.model import Author, Precision

from ._answers import text_of
from ._entry import Entry, precision_of


def entries_of(feed: dict[str, Any]) -> list[Entry]:
    """The items of a JSON feed."""
    items = feed.get("items")
    return [_entry(item, feed) for item in items or () if isinstance(item, dict)]


def is_json_feed(data: object) -> bool:
    """Whether this JSON says that it is a feed."""
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return False
    return "jsonfeed.org" in str(data.get("version", ""))


def _entry(item: dict[str, Any], feed: dict[str, Any]) -> Entry:
    published, precision = _time(item.get("date_published"))
    edited, edited_precision = _time(item.get("date_modified"))
    return Entry(
        id=str(item["id"]) if item.get("id") is not None else "",
        link=str(item.get("url") or item.get("external_url") or ""),
        title=text_of(str(item.get("title") or "")),
        text=_text(item),
        author=_author(item),
        published_at=published or edited,
        edited_at=edited if published and edited and edited > published else None,
        precision=precision if published else edited_precision,
        language=str(item.get("language") or feed.get("language") or ""),
    )


def _text(item: dict[str, Any]) -> str:
    """The longer of content and summary; plain text is taken as it is."""
    plain = item.get("content_text")
    content = (
        plain.strip() if isinstance(plain, str) else text_of(str(item.get("content_html") or ""))
    )
    summary = str(item.get("summary") or "").strip()
    return max(content, summary, key=len)


def _author(item: dict[str, Any]) -> Author | None:
    """The first author; version 1 knew only one, under another name."""
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    if not isinstance(first, dict) or not first.get("name"):
        return None
    return Author(name=str(first["name"]), url=str(first["url"]) if first.get("url") else None)


def _time(raw: object) -> tuple[datetime | None, Precision]:
    """The moment written as RFC 3339, in UTC, and how exact it is."""
    if not isinstance(raw, str):
        return None, "none"
    try:
        at = datetime.fromisoformat(raw.strip())
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None, "none"
    return at, precision_of(raw)
