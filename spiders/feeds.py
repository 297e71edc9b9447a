"""RSS, Atom and JSON feeds: blogs, newspapers, alerts, forums."""

from __future__ import annotations

import re
import zlib
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Bookmark, Engagement, Mention, Page, Payload, Request, Watch
from listener.source import About, FindsListings, Found, Pace, Source

from ._answers import json_of
from ._entry import Entry, digest_of, with_ids
from ._feedxml import absolute, names_a_feed, xml_entries
from ._found import name_of
from ._jsonfeed import entries_of, is_json_feed
from ._offers import offers

LARGEST = 20_000_000
MOST_OFFERS = 20
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)


class Feeds(Source, FindsListings):
    """All that a feed shows at one time; it has one page and no order to rely on."""

    about = About(
        name="feeds",
        title="RSS",
        homepage="https://www.rssboard.org",
        docs="https://www.rssboard.org/rss-specification",
        access="public-feed",
        gives="mentions",
        watches="listing",
        example="https://example.com/feed.xml",
        sees={
            "es": "Lo que publica cualquier canal RSS, Atom o JSON Feed: periódicos, blogs, "
            "alertas de Google, comunidades de Reddit, canales de YouTube. Guarda lo que "
            "menciona tu marca.",
            "en": "What any RSS, Atom or JSON feed publishes: newspapers, blogs, Google alerts, "
            "Reddit communities, YouTube channels. It keeps what mentions your brand.",
        },
        misses={
            "es": "El artículo completo si el canal solo da un resumen, los comentarios de los "
            "lectores y lo que salió del canal entre dos visitas.",
            "en": "The whole article where the feed gives a summary only, readers' comments, and "
            "what left the feed between two visits.",
        },
        pace=Pace(delay=1.0, concurrency=1),
        pages=1,
        overlap=timedelta(0),
    )

    def normal_listing(self, listing: str) -> str:
        """The address of the feed in one form; `feed:` addresses are read as https."""
        address = re.sub(r"^feed:(//)?(?=https?://)|^feed://", "", listing.strip())
        if listing.strip().startswith("feed://"):
            address = f"https://{address}"
        try:
            parts = urlsplit(address)
            host, _port = parts.hostname, parts.port
        except ValueError as error:
            raise ValueError(say("sources.bad_feed_address")) from error
        if parts.scheme.lower() not in ("http", "https") or not host or " " in parts.netloc:
            raise ValueError(say("sources.bad_feed_address"))
        place = (parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, "")
        return urlunsplit(place)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The feed, unless it has not changed since the last time."""
        address = self.normal_listing(watch.listing)
        headers = {"Accept": _ACCEPT}
        return Request(url=address, headers=headers, conditional=True, cursor={"feed": address})

    def read(self, request: Request, payload: Payload) -> Page:
        """Every different entry of the feed once."""
        body = _unpacked(payload.body)
        if not body.strip():
            raise UnexpectedAnswer(say("sources.empty_feed"))
        feed, base = request.cursor["feed"], payload.url or request.url
        entries = _json(body) if _looks_like_json(body) else _xml(body, payload, base)
        # The id of an entry is its own within its feed only; http or https is the same feed.
        scope = digest_of(feed.partition("://")[2])
        mentions = tuple(_mention(entry, scope, feed, base) for entry in with_ids(entries))
        return Page(mentions=mentions)

    def look_up(self, name: str, site: str, country: str) -> Request | None:
        """The page of the site, which names its feeds, if there is a site."""
        if not site:
            return None
        headers = {"Accept": f"text/html, application/xhtml+xml, {_ACCEPT}"}
        return Request(url=site, headers=headers, cursor={"feed": site})

    def found(self, request: Request, payload: Payload) -> tuple[tuple[Found, ...], Request | None]:
        """The feeds that the page offers; or the site itself, if it is one."""
        body, base = _unpacked(payload.body), payload.url or request.url
        listed = list(offers(body, base))
        if not listed and _may_be_feed(body) and self._is_feed(request, payload):
            listed = [(base, "")]
        return tuple(_found(*each) for each in listed[:MOST_OFFERS]), None

    def _is_feed(self, request: Request, payload: Payload) -> bool:
        try:
            self.read(request, payload)
        except UnexpectedAnswer:
            return False
        return True


def _found(address: str, title: str) -> Found:
    return Found(source="feeds", listing=address, title=name_of(title) or address, url=address)


def _mention(entry: Entry, scope: str, feed: str, base: str) -> Mention:
    return Mention(
        id=f"{scope}:{entry.id}",
        id_kind="native" if entry.is_native else "derived",
        kind="article",
        url=absolute(base, entry.link),
        title=entry.title,
        text=entry.text,
        author=entry.author,
        published_at=entry.published_at,
        edited_at=entry.edited_at,
        precision=entry.precision,
        language=entry.language.strip().replace("_", "-").lower() or None,
        subject=feed,
        engagement=None if entry.replies is None else Engagement(replies=entry.replies),
    )


def _json(body: bytes) -> list[Entry]:
    data = json_of(Payload(body=body), Feeds.about.title)
    if not is_json_feed(data):
        raise UnexpectedAnswer(say("sources.not_a_feed"))
    return entries_of(data)


def _xml(body: bytes, payload: Payload, base: str) -> list[Entry]:
    entries = xml_entries(body, payload.content_type)
    if entries is None:
        raise UnexpectedAnswer(_what_it_is(body, base))
    return entries


def _looks_like_json(body: bytes) -> bool:
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _may_be_feed(body: bytes) -> bool:
    """Whether it is worth trying as a feed."""
    return b"<html" not in body[:3000].lower() and (_looks_like_json(body) or names_a_feed(body))


def _what_it_is(body: bytes, base: str) -> str:
    """What to do about an answer that is no feed; a page may say where its feed is."""
    url, _title = next(offers(body, base), ("", ""))
    return say("sources.page_not_feed", url=url) if url else say("sources.not_a_feed")


def _unpacked(body: bytes) -> bytes:
    """The body, unpacked where it is a `.gz` file rather than a compressed answer."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, LARGEST)
    except zlib.error as error:
        raise UnexpectedAnswer(say("sources.not_a_feed")) from error
    if unpacker.unconsumed_tail:
        megabytes = LARGEST // 1_000_000
        raise UnexpectedAnswer(say("sources.feed_too_large", megabytes=megabytes))
    return unpacked


SOURCE = Feeds()
