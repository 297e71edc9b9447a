"""The entries of an RSS or Atom feed, however broken, as feedparser finds them."""

from __future__ import annotations

import io
import re
from calendar import timegm
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from listener.model import Author, Precision

from ._answers import text_of, time_of, whole
from ._entry import Entry, precision_of

_UTF8 = "application/xml; charset=utf-8"
# UTF-16 without the mark that feedparser needs: https://www.w3.org/TR/xml/#sec-guessing
_UNMARKED = {b"\x00<": "utf-16-be", b"<\x00": "utf-16-le"}
# References to characters that do not exist, on which feedparser 6.0 gives up the whole feed.
_BEYOND = re.compile(rb"&#(?:0*[1-9][0-9]{6,}|[xX]0*[1-9a-fA-F][0-9a-fA-F]{5,});?")
# A picture within a tag, or a bomb: its attributes take forty times their room in memory.
_BLOATED = re.compile(rb"<\w[^<>]{100000,}+>")
_ELEMENT_OF_FEEDS = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel|item|entry)\b", re.IGNORECASE
)


def absolute(base: str, link: str) -> str:
    """The absolute address of a link, or nothing where it is no web address."""
    try:
        address = urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""
    return address if address.lower().startswith(("http://", "https://")) else ""


def names_a_feed(body: bytes) -> bool:
    """Whether an element that only feeds have stands in it, in whatever Unicode it comes.

    Asked before a page is tried as a feed: feedparser reads to the end what is none.
    """
    return bool(_ELEMENT_OF_FEEDS.search(body.replace(b"\x00", b"")))


def xml_entries(body: bytes, said: str) -> list[Entry] | None:
    """The entries that feedparser finds, however broken the XML; None in what is no feed.

    `said` is the content type that the site gave.

    As a stream, for in bytes it would look for the name of a file or an address. It is not told
    the feed's address, for it would put it before ids, and they would change with a redirect.
    Its cleaning of HTML is left out: only the words are kept.
    """
    import feedparser

    body, content_type = _told_apart(body, said)
    try:
        parsed = feedparser.parse(
            io.BytesIO(_BLOATED.sub(b"", _BEYOND.sub(b"", body))),
            response_headers={"content-type": content_type} if content_type else {},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, TypeError, LookupError, AttributeError):
        # feedparser 6.0 trips over some broken encodings, names and numbers; seen 2026-11-22.
        return None
    if not parsed.get("version") and not parsed.entries:
        return None
    language = str(parsed.feed.get("language") or "")
    whole_ones = parsed.entries[:-1] if _is_cut_off(body) else parsed.entries
    return [_entry(entry, language) for entry in whole_ones]


def _is_cut_off(body: bytes) -> bool:
    """Whether it ends within an entry: half of one would seem edited once it comes whole."""
    low = body.lower()
    began = max(low.rfind(b"<item"), low.rfind(b"<entry"))
    return began > max(map(low.rfind, (b"</item", b"</entry", b"</rss", b"</feed", b"</rdf")))


def _told_apart(body: bytes, said: str) -> tuple[bytes, str]:
    """The body and its content type, with the charset that the bytes prove.

    Spanish feeds in UTF-8 are often announced or declared as ISO-8859-1, which the standards
    say wins; but accents that read as UTF-8 are never anything else.
    """
    if codec := _UNMARKED.get(body[:2]):
        return body.decode(codec, "replace").encode(), _UTF8
    if body.isascii():
        return body, said
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body, said
    return body, _UTF8


def _entry(entry: Any, language: str) -> Entry:
    published, precision = _time(entry, "published")
    edited, edited_precision = _time(entry, "updated")
    content, title = entry.get("content") or [{}], entry.get("title_detail") or {}
    source = entry.get("source") or {}
    return Entry(
        id=str(entry.get("id") or "").strip(),
        link=str(entry.get("link") or "").strip(),
        title=" ".join(_words(title).split()),
        text=max(_words(content[0]), _words(entry.get("summary_detail")), key=len),
        author=_author(entry),
        published_at=published or edited,
        edited_at=edited if published and edited and edited > published else None,
        precision=precision if published else edited_precision,
        language=str(content[0].get("language") or title.get("language") or language),
        replies=whole(entry.get("slash_comments")),
        publisher=" ".join(str(source.get("title") or "").split()),
        publisher_url=str(source.get("href") or "").strip(),
    )


def _words(detail: Any) -> str:
    """The words of a text as feedparser describes it: plain or HTML."""
    value = str((detail or {}).get("value") or "")
    return value.strip() if detail and detail.get("type") == "text/plain" else text_of(value)


def _author(entry: Any) -> Author | None:
    detail = entry.get("author_detail") or {}
    name = str(detail.get("name") or entry.get("author") or "").strip()
    return Author(name=name, url=detail.get("href") or None) if name else None


def _time(entry: Any, name: str) -> tuple[datetime | None, Precision]:
    """A time and how exact it is written.

    `dict.get`, because feedparser's own answers with the publication where an edit is asked.
    """
    parsed, raw = dict.get(entry, f"{name}_parsed"), dict.get(entry, name)
    try:
        at = time_of(timegm(parsed)) if parsed else None
    except (ValueError, OverflowError):
        at = None
    return (at, precision_of(str(raw))) if at else (None, "none")
