"""A text's words, taken apart once and remembered: what each feels like, and does to others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal
from zlib import crc32

from msgspec import Struct

from listener.sentiment.core.pack import Pack, Words, mapped
from listener.text import fold

CACHED = 50_000
"""So many different chunks are remembered, about 20 MB, before it begins anew."""

WORD, LETTERS, PAIR = (crc32(mark) for mark in (b"w:", b"c:", b"b:"))
"""What the hashes of the three kinds of n-gram begin with."""

SHOUTED, STRETCHED, STRONGER = 0.4, 0.4, 0.6
"""What capitals, letters drawn out and a superlative add to a feeling."""

LONGEST = 40
"""Letters of a word that are looked at: what is longer is no word."""

Role = Literal["", "negator", "booster", "dampener", "but", "end"]
Sums = tuple[int, int, int]
Phrases = dict[str, list[tuple[tuple[str, ...], float]]]
"""Second word → the phrases that go on with it, the longest first, each with its valence."""

_PICTURES = "\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001faff"
_TOKEN = re.compile(
    r"[^\W_]+(?:['’][^\W_]+)*|[!?]+|\.{3}|[….,;]"
    rf"|[{_PICTURES}]|[:;=xX][-']?[)(DPp/|]|<3"
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ADDRESS = re.compile(r"https?:\S+|https?\b|www\.\S+|@\w+")
_RETOLD = re.compile(r"\bRT\b:?")
_STRETCHED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
_ENDING = re.compile(
    r"(.{3,}?)(iss?im[oae]s?|[oa]mente|mente|it[oa]s?|inh[oa]s?|az[oa]s?|as?|os?)$"
)
_ROLES: dict[Role, str] = {
    "but": "but",
    "booster": "boosters",
    "dampener": "dampeners",
    "negator": "negators",
}


class Word(Struct, frozen=True, eq=False, gc=False):
    """A word, sign or picture. `grams` are the sums of its n-grams, of which there are `count`."""

    name: str
    valence: float
    induced: float
    role: Role
    phrases: Phrases | None
    grams: Sums
    count: int


class Vocabulary(dict[str, tuple[Word, ...]]):
    """What stands between two blanks → its words and signs, in one language.

    A `language` that the model has no words of is read by pictures and n-grams alone.
    """

    def __init__(
        self, pack: Pack, language: str, words: Words | None, signs: dict[str, float]
    ) -> None:
        super().__init__()
        self._german = language == "de"
        self._romance = language in ("es", "pt", "ca", "it")
        self._buckets = Buckets(pack)
        self._signs = signs
        self._forms = mapped(words.forms, words.form_values) if words else {}
        self._stems = mapped(words.stems, words.stem_values) if words else {}
        self._induced = mapped(words.induced, words.induced_values) if words else {}
        self._phrases = _opening(mapped(words.phrases, words.phrase_values)) if words else {}
        self._roles = _roles(words.roles) if words else {}

    def read(self, text: str) -> list[Word]:
        """The words of a text; addresses, @names and what is not written in letters are none."""
        if len(self) > CACHED:
            self.clear()
        return [word for chunk in text.split() for word in self[chunk]]

    def pairs(self, words: Sequence[Word]) -> tuple[int, int, int]:
        """The sums of what stands side by side, the two ends of the text included."""
        return self._buckets.pairs([word.name for word in words])

    def __missing__(self, chunk: str) -> tuple[Word, ...]:
        written = chunk
        if "@" in chunk or "http" in chunk or "www." in chunk:
            written = _ADDRESS.sub(" ", chunk)
        words = () if written in ("RT", "RT:") else self._words(written)
        self[chunk] = words
        return words

    def _words(self, written: str) -> tuple[Word, ...]:
        return tuple(self._word(token) for token in _TOKEN.findall(written))

    def _word(self, token: str) -> Word:
        name = named(token, german=self._german)
        if not name[0].isalnum():
            ends = name[0] in ".!?…,;"
            sums, count = self._buckets.word(name) if name[0] not in ".,;" else ((0, 0, 0), 0)
            return Word(name, self._sign(token), 0.0, "end" if ends else "", None, sums, count)
        sums, count = self._buckets.word(name)
        valence = self.valence(name) or self._sign(token)
        if not valence and _STRETCHED.search(token):
            valence = self.valence(_DOUBLED.sub(r"\1", name))
        return Word(
            name,
            valence + loudness(token) * (valence > 0) - loudness(token) * (valence < 0),
            0.0 if valence else self._induced.get(name, 0.0),
            self._roles.get(name, ""),
            self._phrases.get(name),
            sums,
            count,
        )

    def _sign(self, token: str) -> float:
        found = self._forms.get(token)
        return self._signs.get(token, 0.0) if found is None else found

    def valence(self, name: str) -> float:
        """What a folded word feels like: itself, its kin, or its longest stem."""
        forms = self._forms
        found = forms.get(name)
        if found is None:
            found = forms.get(name.removesuffix("s"))
        if found is None and self._romance and (ending := _ENDING.match(name)):
            found = self._kin(*ending.groups())
        if found is not None:
            return found
        stems = self._stems
        if stems:
            for end in range(min(len(name), LONGEST), 2, -1):
                if name[:end] in stems:
                    return stems[name[:end]]
        return 0.0

    def _kin(self, root: str, ending: str) -> float | None:
        """The word behind a feminine, a superlative, a diminutive or an adverb."""
        root = root[:-2] + "c" if root.endswith("qu") else root
        for end in ("o", "", "e", "a"):
            if found := self._forms.get(root + end):
                louder = STRONGER if "sim" in ending else 0.0
                return found + (louder if found > 0 else -louder)
        return None


class Buckets:
    """The n-gram model's numbers: a bucket of three for each n-gram, found by its CRC-32."""

    def __init__(self, pack: Pack) -> None:
        self._numbers = memoryview(pack.grams).cast("b")
        self._mask = (1 << pack.gram_bits) - 1
        self._pairs: dict[str, Sums] = {}

    def word(self, name: str) -> tuple[Sums, int]:
        """The sums of a word and its letter n-grams, and how many those are."""
        grams = grams_of(name)
        mask, numbers = self._mask, self._numbers
        first = second = third = 0
        for gram in grams:
            at = 3 * (gram & mask)
            first += numbers[at]
            second += numbers[at + 1]
            third += numbers[at + 2]
        return (first, second, third), len(grams)

    def pairs(self, names: Sequence[str]) -> Sums:
        """The sums of neighbours."""
        known = self._pairs
        if len(known) > 4 * CACHED:
            known.clear()
        first = second = third = 0
        for pair in neighbours(names):
            sums = known.get(pair)
            if sums is None:
                at = 3 * (crc32(pair.encode("utf-8", "replace"), PAIR) & self._mask)
                numbers = self._numbers
                sums = known[pair] = (numbers[at], numbers[at + 1], numbers[at + 2])
            first += sums[0]
            second += sums[1]
            third += sums[2]
        return first, second, third


def plain(text: str) -> str:
    """A text without addresses, @names and the marks of tags: as the encoder is shown it."""
    words = _RETOLD.sub(" ", _ADDRESS.sub(" ", text)).replace("#", " ").split()
    return " ".join(words) or text


def named(token: str, *, german: bool = False) -> str:
    """A token as it is looked up: folded, and no letter more than twice in a row.

    In German `schön` is not `schon`: umlauts become two letters, as where a keyboard lacks them.
    """
    if german and not token.isascii():
        token = token.lower().translate(_UMLAUTS)
    name = fold(token).replace("’", "'")
    return _STRETCHED.sub(r"\1\1", name) if len(name) > 2 else name


def tokens(text: str, *, german: bool = False) -> list[str]:
    """The names of a text's words and signs, as phrases are compared."""
    return [named(token, german=german) for token in _TOKEN.findall(text)]


def loudness(token: str) -> float:
    """What capitals and letters drawn out add."""
    shouted = SHOUTED if len(token) > 3 and token.isupper() else 0.0
    return shouted + (STRETCHED if _STRETCHED.search(token) else 0.0)


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


def neighbours(names: Sequence[str]) -> list[str]:
    """Each two that stand side by side, the ends of the text marked."""
    return [f"{before} {name}" for before, name in zip(("^", *names), (*names, "$"), strict=True)]


def _opening(phrases: dict[str, float]) -> dict[str, Phrases]:
    """First word → the phrases that it opens."""
    opened: dict[str, Phrases] = defaultdict(lambda: defaultdict(list))
    for phrase, valence in sorted(phrases.items(), key=lambda each: -each[0].count(" ")):
        names = tuple(phrase.split(" "))
        opened[names[0]][names[1]].append((names, valence))
    return {first: dict(seconds) for first, seconds in opened.items()}


def _roles(said: dict[str, str]) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for role, name in reversed(_ROLES.items()):
        roles |= dict.fromkeys(said.get(name, "").split(), role)
    return roles
