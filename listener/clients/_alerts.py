"""The entries of a Google Alerts mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from listener.clients._html import Piece, blocks_of
from listener.clients._mail import Mail
from listener.text import web_address

_SENDER = re.compile(r"(?:^|<)\s*googlealerts-noreply@google\.com\s*>?\s*$", re.IGNORECASE)

_GOOGLE = re.compile(r"(?:[a-z]+\.)?google\.(?:com?\.)?[a-z]{2,3}")
_WRAPPED = re.compile(r"<(https?://[^<>\s]{1,4000})>")
_RULE = re.compile(r"(?:===.*?===|(?:- ){4,}.*?$)", re.DOTALL | re.MULTILINE)
_PUBLISHER = 60
_LONGEST_TITLE = 300
_MOST = 200


class Entry(Struct, frozen=True):
    """One result: its title, where it stands, who published it, the lines Google shows of it."""

    title: str
    url: str
    publisher: str = ""
    snippet: str = ""


def is_alert(mail: Mail) -> bool:
    """Whether it says that Google Alerts sent it."""
    return bool(_SENDER.search(mail.heads.get("from", "")))


def entries_of(mail: Mail) -> list[Entry]:
    """Each address once, from the HTML, or from the plain text where that has none."""
    found: dict[str, Entry] = {}
    for entry in [*_of_html(mail.html)] or [*_of_text(mail.text)]:
        found.setdefault(entry.url, entry)
    return list(found.values())[:_MOST]


def unwrapped(link: str) -> str:
    """Where one of Google's links leads; nothing for those that stay with Google."""
    try:
        parts = urlsplit(link)
        if not _is_googles(link) or parts.path != "/url":
            return ""
        query = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return ""
    return web_address((query.get("url") or query.get("q") or [""])[0].strip())


def _is_googles(link: str) -> bool:
    try:
        return bool(_GOOGLE.fullmatch((urlsplit(link).hostname or "").lower()))
    except ValueError:
        return False


def _of_html(html: str) -> Iterator[Entry]:
    """A title is the first link to a page; what follows until the next link of Google's is said
    of it, the publisher first.
    """
    title, url, said = "", "", list[str]()
    for block in [*blocks_of(html), Piece("", "https://www.google.com/alerts")]:
        if not _is_googles(block.link) or unwrapped(block.link) == url != "":
            said.append(block.text)
            continue
        if url:
            yield _entry(title, url, said)
        title, url, said = block.text, unwrapped(block.link), []


def _of_text(text: str) -> Iterator[Entry]:
    """Title, publisher and snippet stand above the address, which is in angle brackets."""
    start = 0
    for link in _WRAPPED.finditer(text):
        above = _RULE.split(text[start : link.start()])[-1]
        start = link.end()
        lines = [line.strip() for line in above.strip().split("\n\n")[-1].split("\n")]
        if (url := unwrapped(link[1])) and lines[0]:
            yield _entry(lines[0], url, lines[1:])


def _entry(title: str, url: str, said: list[str]) -> Entry:
    has_publisher = bool(said) and len(said[0]) <= _PUBLISHER and len(said) > 1
    publisher = said[0] if has_publisher else ""
    return Entry(
        title[:_LONGEST_TITLE].strip(), url, publisher, " ".join(said[has_publisher:]).strip()
    )
