"""Reviews of an app in Apple's App Store, from the public customer-reviews feed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import (
    Author,
    Bookmark,
    Engagement,
    Mention,
    Page,
    Payload,
    Rating,
    Request,
    Watch,
)
from listener.source import About, Pace, Source, base_url

from ._answers import first_of_each, json_of, whole

LAST_PAGE = 10
FULL_PAGE = 50

_APP = re.compile(r"(?:^|/id|[?&]id=)([0-9]{4,15})(?=$|[/?&#])")
_LAST_LINK = re.compile(r"/page=(\d+)/")


class AppStore(Source):
    """Reviews of one app in one country, last edited first."""

    host = "https://itunes.apple.com"
    about = About(
        name="appstore",
        title="App Store",
        homepage="https://apps.apple.com",
        # Apple publishes no page about this feed; its own talks about feeds of the store:
        docs="https://rss.marketingtools.apple.com",
        access="public-feed",
        gives="reviews",
        watches="listing",
        example="https://apps.apple.com/es/app/id1234567890",
        sees={
            "es": "Las últimas 500 reseñas de tu app en cada país que elijas, con estrellas, "
            "título y versión.",
            "en": "The latest 500 reviews of your app in each country you choose, with stars, "
            "title and version.",
        },
        misses={
            "es": "Las estrellas sin texto, las respuestas del desarrollador, la fecha original "
            "de una reseña editada y todo lo anterior a las últimas 500 de cada país.",
            "en": "Stars without words, the developer's answers, the first date of an edited "
            "review, and all before the latest 500 of each country.",
        },
        pace=Pace(delay=1.0, concurrency=1),
        pages=20,
        overlap=timedelta(days=7),
        every=timedelta(hours=1),
        match=False,
        by_country=True,
        times="edited",
    )

    def normal_listing(self, listing: str) -> str:
        """The number of the app, from itself or from a link to the store."""
        text = listing.strip()
        found = _APP.search(text)
        if not found or not (text.isdigit() or "apple.com/" in text):
            raise ValueError(say("sources.bad_app"))
        return found[1]

    def first(self, watch: Watch, since: Bookmark | None) -> Request:  # noqa: ARG002 - no cursor
        """The reviews that were written or edited last."""
        return self._ask(self.normal_listing(watch.listing), watch.country.lower() or "us", 1)

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews of one answer.

        An empty page of JSON is asked again as XML before it is believed: the JSON twin is
        at times empty where the XML has reviews.
        """
        if payload.body.lstrip().startswith(b"CustomerReviews RSS page depth"):
            return Page(stopped_because="source_cap")
        cursor, number = request.cursor, int(request.cursor["page"])
        feed = _xml(payload.body) if cursor["form"] == "xml" else self._feed(payload)
        entries = _many(feed.get("entry"))
        reviews = [entry for entry in entries if _label(entry, "im:rating")]
        if not reviews and not all("im:name" in entry for entry in entries):
            raise _changed("im:rating")
        if not reviews:
            again = self._ask(cursor["app"], cursor["country"], number, "xml")
            return Page(next=again if cursor["form"] == "json" else None)
        mentions = first_of_each(_mention(review, cursor) for review in reviews)
        full = len(reviews) >= FULL_PAGE
        if number >= LAST_PAGE:
            return Page(mentions=mentions, stopped_because="source_cap" if full else None)
        more = full or number < _last_page(feed)
        following = self._ask(cursor["app"], cursor["country"], number + 1)
        return Page(mentions=mentions, next=following if more else None)

    def _ask(self, app: str, country: str, page: int, form: str = "json") -> Request:
        path = f"rss/customerreviews/page={page}/id={app}/sortby=mostrecent/{form}"
        return Request(
            url=f"{base_url('appstore', self.host)}/{country}/{path}",
            cursor={"app": app, "country": country, "page": str(page), "form": form},
        )

    def _feed(self, payload: Payload) -> dict[str, Any]:
        answer = json_of(payload, self.about.title)
        feed = answer.get("feed") if isinstance(answer, dict) else None
        if not isinstance(feed, dict):
            raise _changed("feed")
        return feed


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=AppStore.about.title, what=what))


def _mention(entry: dict[str, Any], cursor: dict[str, str]) -> Mention:
    """One review. Its only time is that of the last edit; the store keeps the first it saw."""
    at, author = _time(_label(entry, "updated")), _author(entry)
    app, country = cursor["app"], cursor["country"]
    title, text, given = _label(entry, "title"), _label(entry, "content"), _label(entry, "id")
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
        version=_label(entry, "im:version") or None,
        rating=_rating(_label(entry, "im:rating")),
        engagement=Engagement(likes=whole(_label(entry, "im:voteSum"))),
    )


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _author(entry: dict[str, Any]) -> Author | None:
    author = entry.get("author")
    name = _label(author, "name") if isinstance(author, dict) else ""
    return Author(name=name, url=_label(author, "uri") or None) if author and name else None


def _rating(raw: str) -> Rating | None:
    stars = whole(raw)
    return Rating(float(stars), 1.0, 5.0) if stars is not None and 1 <= stars <= 5 else None


def _time(raw: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(raw)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _label(entry: dict[str, Any], name: str) -> str:
    """The text of a field: `{"label": "5"}`, or bare, or the first of several."""
    value = entry.get(name)
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("label")
    return "" if value is None else str(value).strip()


def _many(value: object) -> list[dict[str, Any]]:
    """A list of objects, also where Apple writes a single one without its list."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def _last_page(feed: dict[str, Any]) -> int:
    """The number of the last page as the feed links to it, 0 when it does not."""
    for link in _many(feed.get("link")):
        facts = link.get("attributes")
        if isinstance(facts, dict) and facts.get("rel") == "last":
            found = _LAST_LINK.search(str(facts.get("href")))
            return int(found[1]) if found else 0
    return 0


def _xml(body: bytes) -> dict[str, Any]:
    """The XML twin in the form of the JSON."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(body, parser) if body.strip() else None
    except etree.XMLSyntaxError:
        root = None
    if root is None or not str(root.tag).endswith("feed"):
        raise _changed("feed")
    entries = [_fields(node) for node in root.iterchildren("{*}entry")]
    links = [{"attributes": dict(node.attrib)} for node in root.iterchildren("{*}link")]
    return {"entry": entries, "link": links}


def _fields(node: Any) -> dict[str, Any]:
    """The children of an XML element by name; of equal names the first counts."""
    found: dict[str, Any] = {}
    for child in node.iterchildren("*"):
        space, _, name = child.tag.rpartition("}")
        key = f"im:{name}" if space.endswith("itunes.apple.com/rss") else name
        value = _fields(child) if name == "author" else {"label": child.text or ""}
        found.setdefault(key, value)
    return found


SOURCE = AppStore()
