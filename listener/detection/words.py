"""A text as the words and pairs of words that it says, folded; and how people spell those."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from listener.causes import Item
from listener.detection.stop_words import LINKS, NEGATIONS, stop_words
from listener.text import fold

HEAD = 2_000
"""Characters that are read of a text: what it is about stands there."""

_LONGEST = 40
_ALONE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
# A word, a number with its unit, a sign of a script without spaces, or what ends a run of words.
_TOKEN = re.compile(
    rf"[{_ALONE}]|v?\d+(?:[.,:]\d+)*[^\W_{_ALONE}]*[%€$£]?"
    rf"|[^\W\d_{_ALONE}][^\W_{_ALONE}]*(?:'[^\W\d_]+)*|[^\w \t'-]"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)
_NAMED = re.compile(r"(?<![\w.+-])[\w.+-]{0,64}@[\w.@-]+")
_BREAK = " \n "


class Reader:
    """Reads texts without the names that a brand goes by."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        folded = {" ".join(_plain(name).split()) for name in names}
        self._names = sorted((name for name in folded if name), key=lambda n: (-len(n), n))
        self._name = re.compile(
            r"(?<!\w)(?:" + "|".join(map(re.escape, self._names)) + r")(?:'s)?(?!\w)"
        )

    def terms(self, text: str, language: str) -> frozenset[str]:
        """The words and pairs of words that a text says, each once."""
        stop = stop_words(language)
        found: set[str] = set()
        before, link = "", ""
        for token in _TOKEN.findall(self._readable(text)):
            if token in NEGATIONS:
                before, link = token, ""
            elif token in stop:
                joins = before and not link and token in LINKS and before not in NEGATIONS
                before, link = (before, f"{token} ") if joins else ("", "")
            elif not token[0].isalnum() or len(token) > _LONGEST:
                before = link = ""
            else:
                if before and token != before and not (token[0].isdigit() and _bare(before)):
                    found.add(f"{before} {link}{token}")
                if len(token) > 1 and not _bare(token):
                    found.add(token)
                before, link = token, ""
        return frozenset(found)

    def spelling(self, term: str, items: Iterable[Item]) -> str:
        """The way most write a term: `reunión`, where some write `reunion`."""
        ways = Counter(way for item in items for way in set(_ways(term, item.text)))
        return min(ways, key=lambda way: (-ways[way], way != way.lower(), way), default=term)

    def _readable(self, text: str) -> str:
        said = _plain(text[:HEAD])
        if any(name in said for name in self._names):
            said = self._name.sub(_BREAK, said)
        return said


def content(pair: str) -> tuple[str, ...]:
    """The words of a pair that say something, without what joins or negates them."""
    words = pair.split(" ")
    return tuple(
        word
        for place, word in enumerate(words)
        if place in (0, len(words) - 1) and word not in NEGATIONS
    )


def _plain(text: str) -> str:
    """Folded, without addresses and without whom it speaks to."""
    said = fold(text.replace("’", "'"))
    if "://" in said or "www." in said:
        said = _ADDRESS.sub(_BREAK, said)
    return _NAMED.sub(_BREAK, said) if "@" in said else said


def _bare(token: str) -> bool:
    """Whether it is a number without a unit."""
    return token[0].isdigit() and token[-1].isdigit()


def _ways(term: str, text: str) -> Iterator[str]:
    """How a text spells a term, each time it does."""
    words = term.split(" ")
    if words[0] not in fold(text[:HEAD]):
        return
    written = unicodedata.normalize("NFC", text[:HEAD].replace("’", "'"))
    tokens = _TOKEN.findall(written)
    folded = [fold(token) for token in tokens]
    apart = "" if re.match(f"[{_ALONE}]", term) else " "
    for place in range(len(tokens) - len(words) + 1):
        if folded[place : place + len(words)] == words:
            yield apart.join(tokens[place : place + len(words)])
