"""The feeds that a page offers: https://www.rssboard.org/rss-autodiscovery."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin

from listener.text import web_address

# Bounded: in a page made of `<link` alone each would be followed to the end.
_LINK = re.compile(rb"<link\b[^<>]{0,1500}>", re.IGNORECASE)
_KIND = re.compile(
    rb"\btype=[\"']?application/(?:(?:rss|atom)\+xml|feed\+json|json)\b", re.IGNORECASE
)
_HREF = re.compile(rb"\bhref=(?:\"([^\"]+)\"|'([^']+)'|([^\"'\s>]+))", re.IGNORECASE)
_TITLE = re.compile(rb"\btitle=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
# WordPress links its own interface like this, which is no feed.
_NO_FEED = re.compile(r"/wp-json(?:/|$)|[?&]rest_route=|/oembed")
WITHIN = 200_000
"""Bytes of a page in which its head is looked for."""


def offers(body: bytes, base: str) -> Iterator[tuple[str, str]]:
    """Address and title of each feed, in the page's order; each address once."""
    seen: set[str] = set()
    for tag in _LINK.finditer(body[:WITHIN]):
        if not _KIND.search(tag[0]):
            continue
        address = _address(base, _attribute(_HREF, tag[0]))
        if address and address not in seen and not _NO_FEED.search(address):
            seen.add(address)
            yield address, _attribute(_TITLE, tag[0])


def _attribute(pattern: re.Pattern[bytes], tag: bytes) -> str:
    found = pattern.search(tag)
    value = next((each for each in found.groups() if each), b"") if found else b""
    return unescape(value.decode("utf-8", "replace")).strip()


def _address(base: str, href: str) -> str:
    try:
        return web_address(urljoin(base, href)) if href else ""
    except ValueError:
        return ""
