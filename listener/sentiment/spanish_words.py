"""Spanish words taken apart once and remembered: their value, their role, the phrases they open."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Literal

from msgspec import Struct

from listener.sentiment import spanish_lexicon as lexicon
from listener.text import fold

LONGEST_WORD = 40
CACHED_WORDS = 50_000
"""So many different words are remembered, about 15 MB, before it begins anew."""

Role = Literal["", "break", "end", "negation", "booster", "diminisher", "but", "although"]
Phrases = dict[str, list[tuple[list[str], float]]]
"""Second word → the phrases with it, the longest first, each with its value."""

_PICTURES = "\u2600-\u27bf\u2b50\u2b55\u2639\u263a\U0001f300-\U0001faff"
_EMOTICONS = "|".join(map(re.escape, sorted(lexicon.EMOTICONS, key=len, reverse=True)))
_TOKEN = re.compile(rf"[^\W_]+|(?:{_EMOTICONS})(?!\w)|[{_PICTURES}]|[.,;:!?…]")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_STRONGER = re.compile(r"(.{2,})(?:isim|azaz)[oa]s?$")
_SHADED = re.compile(r"(.{3,})(?:it|az)[oa]s?$")
_ENDS = {"end": ".!?…", "break": ",;:"}


class Token(Struct, frozen=True, eq=False):
    """A word, sign or picture of a text.

    It matters if it has a value or a role, or may open a phrase; others are only stepped over.
    """

    word: str
    value: float = 0.0
    role: Role = ""
    boost: float = 0.0
    shouted: bool = False
    stretched: bool = False
    opens: Phrases = {}
    matters: bool = True

    def phrase(self, tokens: list[Token], at: int) -> tuple[float | None, int]:
        """The value and length of the longest phrase that begins here, or None and 1."""
        following = tokens[at + 1].word if at + 1 < len(tokens) else ""
        for words, value in self.opens.get(following, ()):
            found = [token.word for token in tokens[at : at + len(words)]]
            if found == words:
                return value, len(words)
        return None, 1


class Tokens(dict[str, tuple[Token, ...]]):
    """What stands between two blanks → its word and signs."""

    def __init__(self) -> None:
        super().__init__()
        self._forms, self._stems = _words()
        self._signs = _signs()
        self._phrases = _phrases()
        self._roles = _roles()

    def read(self, text: str) -> list[Token]:
        """The text as tokens; the end of a line is the end of a sentence."""
        if len(self) > CACHED_WORDS:
            self.clear()
        if "\n" in text:
            text = text.replace("\n", " . ")
        return [token for chunk in text.split() for token in self[chunk]]

    def __missing__(self, chunk: str) -> tuple[Token, ...]:
        tokens = tuple(
            self._word(part) if part[0].isalnum() else self._sign(part)
            for part in _TOKEN.findall(chunk)
        )
        self[chunk] = tokens
        return tokens

    def _sign(self, written: str) -> Token:
        for role, signs in _ENDS.items():
            if written in signs:
                return Token(written, role=role)  # type: ignore[arg-type]
        return Token(written, self._signs.get(written, 0.0))

    def _word(self, written: str) -> Token:
        word = fold(written)
        stretched = _STRETCHED.search(word) is not None
        if stretched:
            word = self._unstretched(word)
        role, boost = self._roles.get(word, ("", 0.0))
        value = 0.0 if role or len(word) > LONGEST_WORD else self.value(word)
        opens = self._phrases.get(word, {})
        shouted = len(written) > 2 and written.isupper()
        matters = bool(value or role or opens)
        return Token(word, value, role, boost, shouted, stretched, opens, matters)

    def _unstretched(self, word: str) -> str:
        """`graciaaaas` as it is in the dictionary: letters once, or twice as in `perro`."""
        once, twice = _DOUBLED.sub(r"\1", word), _STRETCHED.sub(r"\1\1", word)
        known = (form for form in (_STRETCHED.sub(r"\1", word), twice, once) if self._known(form))
        return next(known, _STRETCHED.sub(r"\1", word))

    def _known(self, word: str) -> bool:
        return word in self._roles or word in self._phrases or bool(self.value(word))

    def value(self, word: str) -> float:
        """The value of a folded word: itself, its base form, or the longest stem."""
        value = self._inflected(word)
        if value is not None:
            return value
        if (strong := _STRONGER.match(word)) and (base := self._base(strong[1])):
            return base + (0.6 if base > 0 else -0.6)
        if (shaded := _SHADED.match(word)) and (base := self._base(shaded[1])):
            return base
        if word.endswith("mente") and (base := self._inflected(word[:-5])):
            return base
        for end in range(len(word), 2, -1):
            if word[:end] in self._stems:
                return self._stems[word[:end]]
        return 0.0

    def _inflected(self, word: str) -> float | None:
        """The word in its own form, or as plural or feminine of one."""
        singular = word.removesuffix("s")
        for form in (word, singular, word.removesuffix("es")):
            if form in self._forms:
                return self._forms[form]
        return self._forms.get(singular[:-1] + "o") if singular.endswith("a") else None

    def _base(self, root: str) -> float | None:
        """The word behind an ending cut off: `rapid` of rápido, `simpatiqu` of simpático."""
        for start in (root, root[:-2] + "c" if root.endswith("qu") else root):
            for ending in ("o", "", "e", "a", "le"):
                if start + ending in self._forms:
                    return self._forms[start + ending]
            if start in self._stems:
                return self._stems[start]
        return None


def _words() -> tuple[dict[str, float], dict[str, float]]:
    """The lexicon as whole forms and as stems, folded."""
    forms: dict[str, float] = {}
    stems: dict[str, float] = {}
    for value, words in lexicon.WORDS.items():
        for word in fold(words).split():
            if word.endswith("*"):
                stems[word[:-1]] = value
            else:
                forms[word] = value
    return forms, stems


def _signs() -> dict[str, float]:
    signs = {sign: value for value, many in lexicon.EMOJI.items() for sign in many}
    return signs | lexicon.EMOTICONS


def _phrases() -> dict[str, Phrases]:
    """First word → the phrases that it opens."""
    opened: dict[str, Phrases] = defaultdict(lambda: defaultdict(list))
    for value, block in lexicon.PHRASES.items():
        for phrase in fold(block.replace("\n", "|")).split("|"):
            if words := phrase.split():
                opened[words[0]][words[1]].append((words, value))
    for seconds in opened.values():
        for phrases in seconds.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
    return {first: dict(seconds) for first, seconds in opened.items()}


def _roles() -> dict[str, tuple[Role, float]]:
    roles: dict[str, tuple[Role, float]] = {}
    for boost, words in lexicon.BOOSTERS.items():
        roles |= dict.fromkeys(fold(words).split(), ("booster", boost))
    plain: dict[Role, str] = {
        "diminisher": lexicon.DIMINISHERS,
        "negation": lexicon.NEGATIONS,
        "but": lexicon.TURNS,
        "although": lexicon.CONCESSIONS,
    }
    for role, words in plain.items():
        roles |= dict.fromkeys(fold(words).split(), (role, 0.0))
    return roles
