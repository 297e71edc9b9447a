"""Who is spoken of: the names of the brand and of the others, found and marked in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

BRAND, OTHER = "\ue000", "\ue001"
"""What a name is marked with, once for each of its letters: places in a text stay the same."""

_PLAIN = {
    **dict(zip("áéíóúñüçàèìòùâêîôûäëïöãõ", "aeiounucaeiouaeiouaeioao", strict=True)),
    **dict.fromkeys("«»“”„", '"'),
    "’": "'",
    "‘": "'",
    BRAND: " ",
    OTHER: " ",
}
_BACK, _AHEAD, _EDGE = 45, 25, 12
_SHORTEST_REST = 5
# Of these the rest of a name tells nothing: "Banco Norte" is not any "Norte".
_PLACES = frozenset("norte oeste centro nacional north south east west central".split())
_GENERIC = (
    r"\b(?:l[oa]s demas|la competencia|l[oa]s otr[oa]s(?! dos)|el resto(?= \w+n?\b)"
    r"|otr[oa]s (?:marcas|tiendas|apps|companias|empresas|bancos|cadenas)|las cadenas"
    r"|the others|the rest(?! of)|the competition|everyone else|the big chains"
    r"|other (?:brands|shops|stores|apps|companies|places|banks)|anyone else)\b"
)
_GENERIC_PARTS = "demas,compet,otr,resto,cadenas,the rest,other,one else,chains".split(",")
_OVER = re.compile(r"[.!?;:,…\n]|\b(?:pero|aunque|but|although|though|shame|porque|because)\b")
_LETTERS = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """The text in small letters without accents, as long as it was."""
    lower = text.lower()
    if lower.isascii():
        return lower
    if len(lower) != len(text):
        lower = "".join(char.lower()[:1] or char for char in text)
    for accented, plain in _PLAIN.items():
        if accented in lower:
            lower = lower.replace(accented, plain)
    return lower


class Named(NamedTuple):
    """A folded text, and where the brand is named in it."""

    folded: str
    spans: list[tuple[int, int]]

    def signs(self) -> bool:
        """Whether a name may stand under or over it all, as that of who writes."""
        return self.spans[0][0] <= _EDGE or self.spans[-1][1] + _EDGE >= len(self.folded)

    def is_late(self) -> bool:
        """Whether a sentence, or half of one, is over before the first name."""
        return bool(_OVER.search(self.folded, 0, self.spans[0][0]))

    def ends(self) -> bool:
        """Whether a name is the last word of all."""
        return not self.folded[self.spans[-1][1] :].strip(" .!")

    def beside(self) -> tuple[list[str], list[str]]:
        """The three words before each name, and all that may do a thing to it."""
        before: list[str] = []
        around: list[str] = []
        for start, end in self.spans:
            words = self.folded[max(0, start - _BACK) : start].split()
            before += words[-3:]
            around += words
            around += self.folded[end : end + _AHEAD].split()
        return before, around


class Parties:
    """The names of a brand and of those beside it, made ready for many texts."""

    def __init__(self, brand: Iterable[str], others: Iterable[str] = ()) -> None:
        own = _cleaned(brand)
        known = set(map(fold, own))
        beside = [name for name in _cleaned(others) if fold(name) not in known]
        self._brand, self._others = _Names(own), _Names(beside)
        self._brand_rests, self._other_rests = _Names(_rests(own)), _Names(_rests(beside))

    def named(self, text: str) -> Named | None:
        """Where the brand is named; None where it is not, which is told quickly."""
        if not self._brand.may_be_in(text.lower()):
            return None
        folded = fold(text)
        spans = self._brand.spans(folded)
        return Named(folded, spans) if spans else None

    def names_other(self, folded: str) -> bool:
        """Whether somebody else is named."""
        return bool(self._others.spans(folded) or _generic(folded))

    def marked(self, text: str) -> str:
        """The text folded, with marks in place of the names, each as long as it was."""
        folded = fold(text)
        marked = list(folded)
        for mark, spans in (
            (BRAND, self._brand.spans(folded)),
            (OTHER, self._others.spans(folded)),
            (OTHER, _generic(folded)),
            (BRAND, self._brand_rests.written(folded, text)),
            (OTHER, self._other_rests.written(folded, text)),
        ):
            for start, end in spans:
                if not {BRAND, OTHER}.intersection(marked[start:end]):
                    marked[start:end] = mark * (end - start)
        return "".join(marked)


class _Names:
    """Names to be found in folded texts.

    Each has a pattern of its own, for those that begin with letters are found ten times faster
    than one of all; and a part that nobody writes with an accent in it, to be looked for first.
    """

    def __init__(self, names: Sequence[str]) -> None:
        each = {fold(name): _part(name) for name in names}
        self._names = [(part, one) for name, part in each.items() for one in _patterns(name)]
        self._parts = tuple(dict.fromkeys(each.values()))

    def may_be_in(self, lower: str) -> bool:
        """Whether a part of any name is there; the text may have its accents still."""
        for part in self._parts:  # noqa: SIM110 - a generator costs three times as much
            if part in lower:
                return True
        return False

    def spans(self, folded: str) -> list[tuple[int, int]]:
        """Where they stand as whole words."""
        return [
            found.span()
            for part, pattern in self._names
            if part in folded
            for found in pattern.finditer(folded)
            if not found.start() or not _IN_WORD.match(folded[found.start() - 1])
        ]

    def written(self, folded: str, text: str) -> list[tuple[int, int]]:
        """Only where one is written as a name: "Cordillera", not "la cordillera"."""
        return [span for span in self.spans(folded) if text[span[0]].isupper()]


def _part(name: str) -> str:
    return max(_LETTERS.findall(name.lower()), key=len, default="")


def _patterns(name: str) -> list[re.Pattern[str]]:
    """A name as a whole word, whatever spaces; also as one word, as behind @ or #."""
    words = fold(name).split()
    found = [r"\s+".join(map(re.escape, words))]
    if len(words) > 1:
        found.append("".join(map(re.escape, words)))
    return [re.compile(rf"{each}(?!\w)") for each in found]


_IN_WORD = re.compile(r"\w")
_OTHERS = re.compile(_GENERIC)


def _generic(folded: str) -> list[tuple[int, int]]:
    """Where others are spoken of without a name: "los demás", "the competition"."""
    for part in _GENERIC_PARTS:
        if part in folded:
            return [found.span() for found in _OTHERS.finditer(folded)]
    return []


def _cleaned(names: Iterable[str]) -> list[str]:
    """Each name once, longest first."""
    return sorted(
        {name.strip(" *") for name in names if name.strip(" *")}, key=lambda n: (-len(n), n)
    )


def _rests(names: Sequence[str]) -> list[str]:
    """What is left of names of several words when people leave out the first: "la Glacia"."""
    rests = [name.partition(" ")[2].strip() for name in names]
    return [rest for rest in rests if len(rest) >= _SHORTEST_REST and fold(rest) not in _PLACES]
