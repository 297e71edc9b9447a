"""A text's words, taken apart once and remembered: what each feels like, and does to others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from listener.sentiment.core.grams import BEGINS, ENDS, LONGEST, Buckets, head_of, tail_of
from listener.sentiment.core.pack import Pack, Words, mapped
from listener.text import fold

CACHED = 50_000
"""So many words of different chunks are remembered, some 5 MB, and as many that are older."""

SHOUTED, STRETCHED, STRONGER = 0.4, 0.4, 0.6
"""What capitals, letters drawn out and a superlative add to a feeling."""

Role = Literal["", "negator", "booster", "dampener", "but", "end"]
Phrases = dict[str, list[tuple[tuple[str, ...], float]]]
"""Second word → the phrases that go on with it, the longest first, each with its valence."""

_PICTURES = "\u231a-\u23ff\u2600-\u27bf\u2b50\u2b55\U0001f17e-\U0001f19a\U0001f300-\U0001faff"
_FACES = r"[:;=][-']?(?:[)|]|[(/DPp](?!\w))|:@|-[_.]-|\^_?\^|¬_?¬|<3"
"""Emoticons; where a word goes on, as in `Nota:Después`, most are none."""

_TOKEN = re.compile(rf"[^\W_]+(?:['’][^\W_]+)*|{_FACES}|[!?]+|\.{{3}}|[….,;]|[{_PICTURES}]")
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
    """A word, sign or picture, and all that is to be known of it wherever it stands.

    `tells` is whether it may change what is felt. `grams` is the sum of its n-grams, of which there
    are `count`; `head` and `tail` are what it is in a pair.
    """

    name: str
    valence: float
    induced: float
    role: Role
    phrases: Phrases | None
    tells: bool
    grams: int
    count: int
    head: int
    tail: bytes


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
        self._buckets = Buckets(pack.grams, pack.gram_bits)
        self._older: dict[str, tuple[Word, ...]] = {}
        self._tokens: dict[str, Word] = {}
        self._held = 0
        self._signs = signs
        self._forms = mapped(words.forms, words.form_values) if words else {}
        self._stems = mapped(words.stems, words.stem_values) if words else {}
        self._induced = mapped(words.induced, words.induced_values) if words else {}
        self._phrases = _opening(mapped(words.phrases, words.phrase_values)) if words else {}
        self._roles = _roles(words.roles) if words else {}

    def read(self, text: str) -> list[Word]:
        """The words of a text; addresses, @names and what is not written in letters are none."""
        return [word for chunk in text.split() for word in self[chunk]]

    def pairs(self, words: Sequence[Word]) -> int:
        """The sum of what stands side by side, the two ends of the text included."""
        heads = [BEGINS, *[word.head for word in words]]
        return self._buckets.pairs(heads, [*[word.tail for word in words], ENDS])

    def __missing__(self, chunk: str) -> tuple[Word, ...]:
        words = self._older.get(chunk)
        if words is None:
            words = self._words(chunk)
        if len(chunk) <= LONGEST:
            self._keep(chunk, words)
        return words

    def _keep(self, chunk: str, words: tuple[Word, ...]) -> None:
        """Remember a chunk; what has long not been met again makes room."""
        if self._held > CACHED:
            self._older = dict(self)
            self._tokens = {}
            self._held = 0
            self.clear()
        self._held += 1 + len(words)
        self[chunk] = words

    def _words(self, chunk: str) -> tuple[Word, ...]:
        if "@" in chunk or "http" in chunk or "www." in chunk:
            chunk = _ADDRESS.sub(" ", chunk)
        if chunk in ("RT", "RT:"):
            return ()
        return tuple([self._token(token) for token in _TOKEN.findall(chunk)])

    def _token(self, token: str) -> Word:
        word = self._tokens.get(token)
        if word is None:
            word = self._word(token)
            if len(token) <= LONGEST:
                self._tokens[token] = word
        return word

    def _word(self, token: str) -> Word:
        name = named(token, german=self._german)
        if not name[0].isalnum():
            return self._signed(token, name)
        sums, count = self._buckets.word(name)
        valence = self.valence(name) or self._sign(token)
        if not valence and _STRETCHED.search(token):
            valence = self.valence(_DOUBLED.sub(r"\1", name))
        if valence:
            valence += loudness(token) if valence > 0 else -loudness(token)
        role, phrases = self._roles.get(name, ""), self._phrases.get(name)
        return Word(
            name=name,
            valence=valence,
            induced=0.0 if valence else self._induced.get(name, 0.0),
            role=role,
            phrases=phrases,
            tells=bool(valence or role or phrases),
            grams=sums,
            count=count,
            head=head_of(name),
            tail=tail_of(name),
        )

    def _signed(self, token: str, name: str) -> Word:
        """A picture, an emoticon or a sign; commas and full stops are no n-grams of themselves."""
        ends = name[-1] in ".!?…,;"
        silent = ends and name[0] in ".,;"
        sums, count = (0, 0) if silent else self._buckets.word(name)
        valence = self._sign(token)
        return Word(
            name=name,
            valence=valence,
            induced=0.0,
            role="end" if ends else "",
            phrases=None,
            tells=bool(valence or ends),
            grams=sums,
            count=count,
            head=head_of(name),
            tail=tail_of(name),
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


def plain(text: str) -> str:
    """A text without addresses, @names and the marks of tags: as the encoder is shown it."""
    words = _RETOLD.sub(" ", _ADDRESS.sub(" ", text)).replace("#", " ").split()
    return " ".join(words) or text


def named(token: str, *, german: bool = False) -> str:
    """A token as it is looked up: folded, and no letter more than twice in a row.

    In German `schön` is not `schon`: umlauts become two letters, as where a keyboard lacks them.
    What is nothing but accents, as in `(ﾟ∀ﾟ)`, stays as it is.
    """
    if german and not token.isascii():
        token = token.lower().translate(_UMLAUTS)
    name = fold(token).replace("’", "'") or token
    return _STRETCHED.sub(r"\1\1", name) if len(name) > 2 else name


def tokens(text: str, *, german: bool = False) -> list[str]:
    """The names of a text's words and signs, as phrases are compared."""
    return [named(token, german=german) for token in _TOKEN.findall(text)]


def loudness(token: str) -> float:
    """What capitals and letters drawn out add."""
    shouted = SHOUTED if len(token) > 3 and token.isupper() else 0.0
    return shouted + (STRETCHED if _STRETCHED.search(token) else 0.0)


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
