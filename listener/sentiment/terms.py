"""Lists of words made ready: which of their targets a text names, and where.

A term is a word with its plain endings, a stem (`demor*`, `*service`), one form only (`=caro`, for
`cara` is a face), or several of these in a row; `...` between them stands for up to three words
more. Accents and capitals do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from listener.text import fold

CACHED_WORDS = 50_000
"""So many different words are remembered, about 10 MB, before it begins anew."""

LONGEST_WORD = 40
_GAP = 3

_PICTURES = "\u2600-\u27bf\u2b50\u2b55\u231a-\u23f3\U0001f300-\U0001faff"
_TOKEN = re.compile(rf"[^\W_]+|[.!?…;\n]+|[,:()]|[–—]|[€$£%{_PICTURES}]")
_PART = re.compile(rf"[=*]?[^\W_]+\*?|\.\.\.|[€$£%{_PICTURES}]")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")

_ENDINGS: dict[str, tuple[str, ...]] = {
    "en": ("s", "es"),
    "es": ("s", "es"),
    "pt": ("s", "es"),
    "ca": ("s", "es", "ns"),
    "fr": ("s", "e", "es", "x"),
    "it": (),
    "de": ("e", "n", "en", "er", "es", "em", "s"),
}
_TURNED: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {"y": ("ies",)},
    "es": {"o": ("a", "os", "as"), "z": ("ces",)},
    "pt": {"o": ("a", "os", "as"), "m": ("ns",), "ao": ("oes", "oa"), "l": ("is",)},
    "ca": {"a": ("es",), "o": ("a", "os", "es"), "t": ("da", "des")},
    "fr": {"al": ("aux", "ale", "ales"), "er": ("ere", "eres"), "f": ("ve", "ves")},
    "it": {"o": ("a", "i", "e"), "a": ("e",), "e": ("i",), "co": ("chi", "che"), "ca": ("che",)},
}
"""What a word ends in → what stands in its place in the plural and in the other gender."""

Is = Callable[[str], bool]
Step = tuple[Is, int]
"""What the next word has to be, and among how many words it is looked for."""


class Opening(NamedTuple):
    """A term by its rarest word: what it stands for, and what is to stand left and right of it."""

    target: str
    left: tuple[Step, ...] = ()
    right: tuple[Step, ...] = ()


class Token(NamedTuple):
    """A word or sign of a text. `breaks`: "end" of a sentence, "pause", "joint" of two clauses."""

    word: str
    breaks: str = ""
    opens: tuple[Opening, ...] = ()


class Terms(dict[str, Token]):
    """What stands in a text → its token, known from the first time it was met."""

    def __init__(self, lists: Iterable[tuple[str, Mapping[str, Iterable[str]], Iterable[str]]]):
        """Of each language: its name, target → terms, and the words that join two clauses."""
        super().__init__()
        self._forms: dict[str, list[Opening]] = {}
        self._stems: dict[str, list[Opening]] = {}
        self._inside: list[tuple[Is, Opening]] = []
        self._joints: set[tuple[str, ...]] = set()
        for language, targets, joints in lists:
            self._joints |= {tuple(fold(joint).split()) for joint in joints}
            for target, terms in targets.items():
                for term in terms:
                    self._add(language, target, term)
        self._longest = max(map(len, self._stems), default=0)

    def read(self, text: str) -> list[Token]:
        """The text as tokens."""
        if len(self) > CACHED_WORDS:
            self.clear()
        return [self[each] for each in _TOKEN.findall(text)]

    def places(self, text: str) -> list[int]:
        """Where each token of the text begins."""
        return [found.start() for found in _TOKEN.finditer(text)]

    def __missing__(self, written: str) -> Token:
        self[written] = token = self._token(written)
        return token

    def _token(self, written: str) -> Token:
        if not written[0].isalnum():
            if written[0] in ".!?…;\n":
                return Token("?" if "?" in written else ".", "end")
            breaks = "pause" if written in ",:()–—" else ""
            return Token(written, breaks, tuple(self._forms.get(written, ())))
        word = _STRETCHED.sub(r"\1", fold(written[:LONGEST_WORD]))
        opens = [*self._forms.get(word, ())]
        for end in range(1, min(len(word), self._longest) + 1):
            opens += self._stems.get(word[:end], ())
        opens += [opening for fits, opening in self._inside if fits(word)]
        return Token(word, "joint" if (word,) in self._joints else "", tuple(opens))

    def _add(self, language: str, target: str, term: str) -> None:
        parts = parts_of(term)
        words = [at for at, part in enumerate(parts) if part != "..."]
        if not words:
            return
        rarest = max(words, key=lambda at: len(parts[at].strip("*")))
        opening = Opening(
            target,
            _steps(language, parts[rarest - 1 :: -1] if rarest else ()),
            _steps(language, parts[rarest + 1 :]),
        )
        part = parts[rarest]
        if part.startswith("*"):
            self._inside.append((_is(language, part), opening))
        elif part.endswith("*"):
            self._stems.setdefault(part[:-1], []).append(opening)
        else:
            for form in forms(language, part):
                self._forms.setdefault(form, []).append(opening)


def parts_of(term: str) -> list[str]:
    """The words, stems and gaps of a term, folded."""
    return _PART.findall(fold(term))


def forms(language: str, word: str) -> set[str]:
    """The word and what it becomes in its plural, and in its other gender."""
    if word.startswith("="):
        return {word[1:]}
    if len(word) < 3 or word.isdigit():
        return {word}
    found = {word, *(word + ending for ending in _ENDINGS.get(language, ()))}
    for end, others in _TURNED.get(language, {}).items():
        if word.endswith(end):
            found |= {word.removesuffix(end) + other for other in others}
    return found


def _steps(language: str, parts: Sequence[str]) -> tuple[Step, ...]:
    steps: list[Step] = []
    reach = 1
    for part in parts:
        if part == "...":
            reach += _GAP
        else:
            steps.append((_is(language, part), reach))
            reach = 1
    return tuple(steps)


def _is(language: str, part: str) -> Is:
    """Whether a folded word is that word, or has that stem."""
    bare = part.strip("*")
    if part.startswith("*"):
        inner = part.endswith("*")
        return lambda word: bare in word if inner else word.endswith(bare)
    if part.endswith("*"):
        return lambda word: word.startswith(bare)
    return forms(language, part).__contains__


def named(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """Where in the tokens which target is named."""
    return [
        (at, opening.target)
        for at, token in enumerate(tokens)
        if token.opens
        for opening in token.opens
        if (not opening.left or _follows(tokens, at, -1, opening.left))
        and (not opening.right or _follows(tokens, at, 1, opening.right))
    ]


def _follows(tokens: Sequence[Token], at: int, step: int, wanted: Sequence[Step]) -> bool:
    for fits, reach in wanted:
        for _ in range(reach):
            at += step
            if not 0 <= at < len(tokens) or tokens[at].breaks == "end":
                return False
            if fits(tokens[at].word):
                break
        else:
            return False
    return True
