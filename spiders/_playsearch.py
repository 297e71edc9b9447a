"""Apps found by name in Google Play, on the page of results that everybody sees.

It is no offered interface: the engine asks for it as for any page, after robots.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from listener.errors import UnexpectedAnswer
from listener.i18n import language_of, say
from listener.model import Payload, Request
from listener.source import Found

from ._found import checked, detail_of, name_of
from ._play import is_package

MOST = 10
TITLE = "Google Play"
_STARS = re.compile(r"[0-5][.,][0-9]")
_LONGEST_LABEL = 300


def app_search(host: str, name: str, country: str) -> Request | None:
    """The page of results for that name, in the reader's language."""
    if not name.strip():
        return None
    asked = {"q": name.strip(), "c": "apps", "hl": language_of(), "gl": country or "us"}
    return Request(url=f"{host}/store/search?{urlencode(asked, errors='replace')}")


def apps_found(payload: Payload) -> tuple[Found, ...]:
    """The apps that the page links to, in its order; each once."""
    from lxml.etree import ParserError  # type: ignore[import-untyped]
    from lxml.html import fromstring  # type: ignore[import-untyped]

    checked(payload, TITLE)
    try:
        tree = fromstring(payload.body)
    except (ParserError, ValueError) as error:
        raise UnexpectedAnswer(say("sources.changed", source=TITLE, what="html")) from error
    found: dict[str, Found] = {}
    asked: set[Any] = set()
    for link in tree.iterfind(".//a[@href]"):
        package = _package(str(link.get("href")))
        if package and package not in found and (told := _app(package, link, asked)):
            found[package] = told
        if len(found) == MOST:
            break
    return tuple(found.values())


def _package(href: str) -> str:
    """The app that a link leads to; nothing where it leads elsewhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    here = parts.netloc in ("", "play.google.com") and parts.path == "/store/apps/details"
    name = parse_qs(parts.query).get("id", [""])[0] if here else ""
    return name if is_package(name) else ""


def _app(package: str, link: Any, asked: set[Any]) -> Found | None:
    """Title, maker and stars stand within the link or, for the first hit, beside it.

    What is around links is read once: a page of nothing but links shall not take long.
    """
    said, around = list(_words(link)), link.getparent()
    if not said and around not in asked:
        asked.add(around)
        said = list(_words(around))
    title = said[0] if said else ""
    if not title:
        return None
    rest = said[1:]
    stars = next((float(w.replace(",", ".")) for w in rest if _STARS.fullmatch(w)), None)
    who = rest[0] if rest and not _STARS.fullmatch(rest[0]) else ""
    return Found(
        source="googleplay",
        listing=package,
        title=title,
        url=f"https://play.google.com/store/apps/details?{urlencode({'id': package})}",
        detail=detail_of(who, stars),
    )


def _words(node: Any) -> Iterator[str]:
    for text in [] if node is None else node.itertext():
        words = name_of(text[:_LONGEST_LABEL])
        if words:
            yield words
