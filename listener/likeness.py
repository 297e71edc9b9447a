"""When one mention says the same as another, or nearly; and the sketch by which such are found.

A copy adds, cuts and retitles; it does not say other things in between. So of two long texts the
shorter one's runs of three words must nearly all stand in the longer one, and so must its numbers:
a template filled in anew fails by both. Short texts are compared whole, and by whom: forty people
who say "no funciona" are forty people.

How well that works is measured by `python -m benchmarks copies`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from zlib import crc32

from listener.model import Mention
from listener.text import fold

SHORTEST = 8
"""Words from which the same text by two people is a copy; below, both had the same to say."""

LONG = 16
"""Words from which a text is known although it was changed, and a review is more than praise."""

SHARED = 0.8
"""The part of the shorter text's runs of words that must stand in the longer one."""

VALUES = 6
"""The most values of a sketch."""

_LEAST_SHARE = 0.2
_LONG_WORD = 5
_MOST = 20_000
_LEAST_WORDS, _LEAST_NAME = 3, 5
_NOBODY = frozenset(
    "anonimo anonima anonymous usuario usuaria user guest invitado deleted unknown admin redaccion"
    " agencias staff editor google facebook instagram".split()
) | {"a google user", "un usuario de google", "google user", "[deleted]", "facebook user"}

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?:\b(?:rt|v[ií]a|cc)\s+)?@[\w.@-]+:?", re.IGNORECASE)
# "MADRID, 12 nov. (EUROPA PRESS) - ": whose date is no number of the story.
_DATELINE = re.compile(r"\s*[^().]{2,40}[^()]{0,12}\([^()]{2,30}\)\s*[-–—.:]+\s")
_OUTLET = re.compile(r"\s[-–—|]\s[^-–—|]{2,30}$")
# Scripts that write no spaces: each sign is a word.
_ALONE = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


class _Plain(dict[int, str]):
    """Each character as it counts in a word, or as the space that it stands for."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = plain = "" if unicodedata.category(char) in ("Mn", "Cf") else " "
        if char.isalnum():
            plain = "".join(each for each in fold(char) if each.isalnum())
            self[code] = plain = f" {plain} " if _ALONE.match(char) else plain
        return plain


_PLAIN = _Plain()
_BYTES = bytes(ord(_PLAIN[code]) if code < 128 else code for code in range(256))


def sketch(mention: Mention) -> tuple[int, ...]:
    """The values that a text shares with its copies, the best first; none if it can have none.

    Of a long text they are the smallest of the hashes of its runs of words, whichever those are: a
    text that holds most of another's runs holds most of the other's smallest too.
    """
    words = _said(mention)
    if len(words) >= LONG and mention.rating is None:
        return tuple(sorted(set(map(crc32, _telling(words))))[:VALUES])
    whole = b" ".join(words)
    if len(words) >= (SHORTEST if mention.rating is None else LONG):
        return (crc32(whole),)
    author = _author(mention)
    if author and len(words) >= _LEAST_WORDS:
        return (crc32(whole, crc32(author.encode())),)
    return ()


def alike(one: Mention, other: Mention) -> bool:
    """Whether one of the two is a copy of the other."""
    return Words(one).alike(Words(other))


class Words:
    """The words of a mention, made ready to be compared with those of many others."""

    def __init__(self, mention: Mention) -> None:
        self._words = _said(mention)
        self._rated = mention.rating is not None
        self._author = _author(mention)
        self._known: tuple[frozenset[bytes], frozenset[bytes]] | None = None

    def alike(self, other: Words) -> bool:
        """Whether one of the two is a copy of the other."""
        rated = self._rated or other._rated
        size = min(len(self._words), len(other._words))
        if self._words == other._words:
            if size >= (LONG if rated else SHORTEST):
                return True
            return not rated and bool(self._author) and self._author == other._author
        return not rated and size >= LONG and _nearly(self._sets(), other._sets())

    def _sets(self) -> tuple[frozenset[bytes], frozenset[bytes]]:
        """The runs of words, and the numbers."""
        if self._known is None:
            numbers = frozenset(word for word in self._words if word.isdigit())
            self._known = frozenset(_runs(self._words)), numbers
        return self._known


def _nearly(
    one: tuple[frozenset[bytes], frozenset[bytes]], other: tuple[frozenset[bytes], frozenset[bytes]]
) -> bool:
    (small, numbers), (large, all_numbers) = sorted((one, other), key=lambda sets: len(sets[0]))
    shared = len(small & large)
    return (
        shared >= SHARED * len(small)
        and shared >= _LEAST_SHARE * len(small | large)
        and numbers <= all_numbers
    )


def _said(mention: Mention) -> list[bytes]:
    """What is compared: the text, which papers keep; of a short one its title too."""
    words = _words(mention.text)
    if len(words) >= LONG or not mention.title:
        return words
    return _words(_OUTLET.sub("", mention.title)) + words


def _words(text: str) -> list[bytes]:
    """The words, folded, without addresses, handles, signs, and where an agency says it was."""
    text = text[:_MOST]
    if "(" in text[:60]:
        text = _DATELINE.sub("", text, count=1) if _DATELINE.match(text) else text
    if "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    if "@" in text:
        text = _HANDLE.sub(" ", text)
    # Few signs are foreign to ASCII in our languages: the rest goes at the speed of bytes.
    text = _FOREIGN.sub(lambda found: found[0].translate(_PLAIN), text)
    return text.encode("utf-8", "replace").translate(_BYTES).split()


def _runs(words: Sequence[bytes]) -> list[bytes]:
    return list(map(b" ".join, zip(words, words[1:], words[2:])))  # noqa: B905


def _telling(words: Sequence[bytes]) -> list[bytes]:
    """Runs of four with a long word second: half of all, and not those that any text has."""
    runs = zip(words, words[1:], words[2:], words[3:])  # noqa: B905
    return [b" ".join(run) for run in runs if len(run[1]) >= _LONG_WORD]


def _author(mention: Mention) -> str:
    """By what name the same person is known on two networks; nothing where many share it."""
    if mention.rating is not None or mention.author is None:
        return ""
    return name_of_one(mention.author.name or "")


def name_of_one(name: str) -> str:
    """The name as it is compared, if it tells one person; nothing where many share it."""
    name = fold(name).strip().removeprefix("@")
    if " " not in name:
        name = name.partition("@")[0].removesuffix(".bsky.social")
    return "" if name in _NOBODY or len(name) < _LEAST_NAME else name
