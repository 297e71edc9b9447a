"""The words and links of an HTML mail, in one pass that no mail can slow down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

# Each alternative takes what it began with, closed or not: no mail makes it look twice.
_TOKEN = re.compile(
    r"(?P<dead><!--.*?(?:-->|\Z)|<[!?][^>]*+>?"
    r"|<(?P<mute>script|style|title|template)\b.*?(?:</(?P=mute)\b[^>]*+>?|\Z))"
    r"""|<(?P<close>/?)(?P<name>[a-z][\w:-]{0,40}+)"""
    r"""(?P<more>(?:[^<>"']++|"[^"]*+"|'[^']*+'|["'])*+)>?"""
    r"|(?P<text>[^<]++|<)",
    re.IGNORECASE | re.DOTALL,
)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.IGNORECASE)
_BLOCKS = frozenset(
    "address article aside blockquote br center dd div dl dt fieldset figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_SPACE = re.compile(r"\s+")


class Piece(Struct, frozen=True):
    """A stretch of words in one line; `link` is where it leads, `quoted` how deep it is quoted."""

    text: str
    link: str = ""
    quoted: int = 0


def words_of(html: str, quote: str = "") -> str:
    """The words, a line for each block; before what the mail quotes stands `quote`."""
    lines: list[str] = []
    parts: list[str] = []
    mark = ""
    for piece in [*_pieces(html), Piece("")]:
        if piece.text:
            parts.append(piece.text)
            mark = quote if piece.quoted else ""
        elif line := _one_line(parts):
            lines.append(mark + line)
            parts = []
    return "\n".join(lines)


def blocks_of(html: str) -> Iterator[Piece]:
    """Lines and links in their order: the words of a link are a line with its address."""
    parts: list[str] = []
    link = ""
    for piece in [*_pieces(html), Piece("")]:
        if piece.text and piece.link == link:
            parts.append(piece.text)
        elif piece.text or not link:
            if line := _one_line(parts):
                yield Piece(line, link)
            parts, link = [piece.text], piece.link
    if line := _one_line(parts):
        yield Piece(line, link)


def _one_line(parts: list[str]) -> str:
    return _SPACE.sub(" ", "".join(parts)).strip()


def _pieces(html: str) -> Iterator[Piece]:
    """Words as they stand; a piece without any where a block begins or ends."""
    quoted, link = 0, ""
    for token in _TOKEN.finditer(html):
        name = (token["name"] or "").lower()
        if token["text"]:
            yield Piece(unescape(token["text"]), link, quoted)
        elif name == "a":
            link = "" if token["close"] else _address(token["more"])
        elif name == "blockquote":
            quoted = max(0, quoted - 1) if token["close"] else quoted + 1
        if name in _BLOCKS:
            yield Piece("", link, quoted)


def _address(attributes: str) -> str:
    found = _HREF.search(attributes)
    return unescape(next(filter(None, found.groups()), "")).strip() if found else ""
