"""Hashed n-grams: the numbers of the model that learned from texts alone.

Three numbers for each n-gram, one a label, lie in one 64-bit number, so that a text's sums take one
addition an n-gram: `LANE` bits each, from which as many as a text can have do not run over.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from zlib import crc32

WORD, LETTERS, PAIR = (crc32(mark) for mark in (b"w:", b"c:", b"b:"))
"""What the hashes of the three kinds of n-gram begin with."""

LONGEST = 40
"""Letters of a word that are looked at: what is longer is no word."""

LANE = 24
_LANE_FULL = (1 << LANE) - 1
_ZERO = 128
"""What stands for nought in a lane, whose numbers are not signed."""

_UNSIGNED = bytes((byte + _ZERO) % 256 for byte in range(256))


class Buckets:
    """The numbers of all n-grams: one, holding three, for each bucket, found by CRC-32."""

    def __init__(self, grams: bytes, bits: int) -> None:
        self._mask = (1 << bits) - 1
        wide = bytearray(8 * (len(grams) // 3))
        for label in range(3):
            wide[label * LANE // 8 :: 8] = grams[label::3].translate(_UNSIGNED)
        self._numbers = array("Q", bytes(wide))
        if sys.byteorder == "big":
            self._numbers.byteswap()

    def word(self, name: str) -> tuple[int, int]:
        """The sum of a word and its letter n-grams, and how many those are."""
        numbers, mask = self._numbers, self._mask
        grams = grams_of(name)
        return sum([numbers[gram & mask] for gram in grams]), len(grams)

    def pairs(self, heads: Sequence[int], tails: Sequence[bytes]) -> int:
        """The sum of pairs, each the hash of its first word and the letters of its second."""
        numbers, mask = self._numbers, self._mask
        pairs = zip(heads, tails, strict=True)
        return sum([numbers[crc32(tail, head) & mask] for head, tail in pairs])


def apart(total: int, count: int) -> tuple[int, int, int]:
    """The three sums that the sum of `count` buckets holds."""
    nought = _ZERO * count
    first, second = total & _LANE_FULL, (total >> LANE) & _LANE_FULL
    return first - nought, second - nought, (total >> 2 * LANE) - nought


def grams_of(name: str) -> list[int]:
    """CRC-32 of a word, and of its runs of three to five letters with its ends marked."""
    whole = name[:LONGEST].encode("utf-8", "replace")
    grams = [crc32(whole, WORD)]
    if name[0].isalpha() and len(name) > 2:
        marked = b"<" + whole + b">"
        for size in (3, 4, 5):
            grams += [
                crc32(marked[at : at + size], LETTERS) for at in range(len(marked) - size + 1)
            ]
    return grams


def head_of(name: str) -> int:
    """The hash of a pair as far as its first word goes."""
    return crc32(name.encode("utf-8", "replace") + b" ", PAIR)


def tail_of(name: str) -> bytes:
    """What the second word of a pair adds to its hash."""
    return name.encode("utf-8", "replace")


BEGINS, ENDS = head_of("^"), tail_of("$")
"""The two ends of a text are neighbours as well."""


def pairs_of(names: Sequence[str]) -> list[int]:
    """CRC-32 of each two words that stand side by side, the ends of the text marked."""
    heads = (BEGINS, *map(head_of, names))
    tails = (*map(tail_of, names), ENDS)
    return [crc32(tail, head) for head, tail in zip(heads, tails, strict=True)]
