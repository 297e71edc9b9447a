"""A text as numbered pieces: words, pairs of words, and three to five letters of a word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from zlib import crc32

from listener.text import fold

BITS = 18
BUCKETS = 1 << BITS
LONGEST_WORD = 40

_TOKEN = re.compile(r"https?://\S+|@\w+|[^\W_]+|[^\w\s]")
_REPEATED = re.compile(r"(\w)\1{2,}")


def words(text: str) -> list[str]:
    """The words and signs of a text, folded; addresses and names of people are all one."""
    found = []
    for token in _TOKEN.findall(fold(text)):
        if token[0] == "@" and len(token) > 1:
            found.append("@")
        elif token.startswith("http") and "://" in token:
            found.append("://")
        else:
            found.append(_REPEATED.sub(r"\1\1\1", token)[:LONGEST_WORD])
    return found


Kind = str | tuple[str, str]
"""A word, or two in a row."""


def kinds_of(said: Sequence[str]) -> Iterator[Kind]:
    """The words, and each with the one after it."""
    yield from said
    yield from pairwise(said)


def numbers_of(kind: Kind) -> list[int]:
    """The numbers of a word and of its runs of three to five letters; the one of a pair."""
    if not isinstance(kind, str):
        return [_number("\x1f".join(kind))]
    written = f" {kind} "
    pieces = [f"w{kind}"]
    for size in (3, 4, 5):
        pieces += [written[at : at + size] for at in range(len(written) - size + 1)]
    return [_number(piece) for piece in pieces]


def _number(piece: str) -> int:
    return crc32(piece.encode("utf-8", "replace")) & (BUCKETS - 1)
