"""English by vaderSentiment: its own lexicon, constants and answers, several times faster.

Every value equals the library's on every text (tests/sentiment/test_english.py). The time is won
by taking each word apart once, and by looking twice only at the few that are in the lexicon and
stand near one that can change them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from string import punctuation
from typing import NamedTuple

CACHED_WORDS = 50_000
"""So many different words are remembered, about 10 MB, before it begins anew."""


class Values(NamedTuple):
    """The library's four values."""

    neg: float
    neu: float
    pos: float
    compound: float


@cache
def vader() -> Vader:
    """The one reader of the process: the lexicon is loaded when the first text comes."""
    return Vader()


@dataclass(slots=True, eq=False)
class _Word:
    """What the rules need to know of a word that means anything to them."""

    word: str
    """Without the punctuation around it, in lower case."""
    value: float | None
    """Its value in the lexicon; None where it is only looked at beside others."""
    careful: bool
    """Whether its value depends on what follows: in idioms, `no`, `kind`."""
    changes: int
    """How it can change the value of one of the three words after it: not, simply, in phrases."""
    factor: float
    """By what it simply multiplies that value."""
    boost: float
    """What it simply adds to it."""
    shouted: bool


class Vader:
    """The rules of the library over its lexicon."""

    def __init__(self) -> None:
        import vaderSentiment.vaderSentiment as library  # noqa: N813 - the library is so named

        analyzer = library.SentimentIntensityAnalyzer()
        self._lexicon: dict[str, float] = analyzer.lexicon
        self._emojis: dict[str, str] = analyzer.emojis
        self._pictures = frozenset(key for key in self._emojis if len(key) == 1)
        self._boosters: dict[str, float] = library.BOOSTER_DICT
        self._idioms: dict[str, float] = library.SPECIAL_CASES
        self._caps: float = library.C_INCR
        self._turn: float = library.N_SCALAR
        self._negations = frozenset(library.NEGATE)
        phrases = [phrase for phrase in (*self._idioms, *self._boosters) if " " in phrase]
        # Of a phrase the longest word is enough: without it the phrase is not there.
        self._in_idioms = frozenset(max(phrase.split(), key=len) for phrase in phrases)
        self._words = _Words(self._meaning(" ".join(phrases).split()))
        self._known = self._words.__getitem__

    def compound(self, text: str) -> float:
        """The compound value alone, -1 to 1: what a mention is judged by."""
        if not text.isascii() and not self._pictures.isdisjoint(text):
            text = self._described(text)
        valences = self._valences(text.split())
        return _compound(valences, _emphasis(text)) if valences else 0.0

    def values(self, text: str) -> Values:
        """All four values, as `polarity_scores` of the library gives them."""
        if not text.isascii() and not self._pictures.isdisjoint(text):
            text = self._described(text)
        tokens = text.split()
        valences = self._valences(tokens)
        if not valences:
            return _PLAIN if tokens else _NOTHING
        return _all_four(valences, len(tokens), _emphasis(text))

    def _meaning(self, in_phrases: list[str]) -> Callable[[str], _Word | None]:
        """What takes a token apart: None where none of the rules asks for its word."""
        lexicon, boosters, negations = self._lexicon, self._boosters, self._negations
        careful = {word for idiom in self._idioms for word in idiom.split()} | {"no", "kind"}
        involved = self._in_idioms | _IN_PHRASES
        asked = involved.union(lexicon, negations, boosters, in_phrases, careful, _BESIDE)

        def meaning(token: str) -> _Word | None:
            stripped = token.strip(punctuation)
            word = (token if len(stripped) <= 2 else stripped).lower()
            negates = word in negations or "n't" in word
            if not negates and word not in asked:
                return None
            shouted, boost = token.isupper(), boosters.get(word, 0.0)
            simply = word not in lexicon and (negates or boost != 0)
            return _Word(
                word,
                None if boost else lexicon.get(word),
                word in careful,
                2 if word in involved or (shouted and boost) else 1 if simply else 0,
                self._turn if negates else 1.0,
                boost,
                shouted,
            )

        return meaning

    def _described(self, text: str) -> str:
        """Emoji in words; a letter behind an emoji is glued to its words, as in the library."""
        parts, after_space = [], True
        for char in text:
            description = self._emojis.get(char)
            if description is None:
                parts.append(char)
                after_space = char == " "
            else:
                parts.append(description if after_space else " " + description)
                after_space = False
        return "".join(parts)

    def _valences(  # noqa: C901 - the one loop that every word goes through: a call would cost more
        self, tokens: list[str]
    ) -> Sequence[float]:
        """What each word of the lexicon adds, noughts left out."""
        if len(self._words) > CACHED_WORDS:
            self._words.clear()
        words = list(map(self._known, tokens))
        found: dict[int, float] = {}
        changed, phrased, but = -4, -4, False
        for i, meant in enumerate(words):
            if meant is None:
                continue
            value = meant.value
            if value is not None:
                if meant.careful or i - phrased < 4:
                    value = self._valence(meant, tokens, words, i)
                else:
                    if meant.shouted:
                        value = self._emphasized(value, tokens)
                    if i - changed < 4:
                        value = _simply(value, words, i)
                if value:
                    found[i] = value
            if meant.changes:
                changed = i
                if meant.changes == 2:
                    phrased = i
            elif meant.word == "but":
                but = True
        return _around_but(found, words) if but else list(found.values())

    def _valence(self, meant: _Word, tokens: list[str], words: list[_Word | None], i: int) -> float:
        """The value of a word of the lexicon as those around it make it."""
        at = min(i, 3)
        near = [each.word if each else "" for each in words[i - at : i + 3]]
        if meant.word == "kind" and near[at + 1 : at + 2] == ["of"]:
            return 0.0
        value = self._after_no(self._lexicon[meant.word], near, at)
        if meant.shouted:
            value = self._emphasized(value, tokens)
        return self._modified(value, tokens, near, i)

    def _emphasized(self, value: float, tokens: list[str]) -> float:
        """The value of a word in capitals; where all is in capitals they mean nothing."""
        if all(map(str.isupper, tokens)):
            return value
        return value + self._caps if value > 0 else value - self._caps

    def _after_no(self, value: float, near: list[str], at: int) -> float:
        """The value of a word that `no` may stand before, or that is `no` itself."""
        one, two, three = _three_before(near, at)
        if "no" in (one, two) or (three == "no" and one in ("or", "nor")):
            return value * self._turn
        if near[at] == "no" and at + 1 < len(near) and near[at + 1] in self._lexicon:
            return 0.0
        return value

    def _modified(self, value: float, tokens: list[str], near: list[str], i: int) -> float:
        """The value after boosters, negations, idioms and `least` among the words before it."""
        lexicon, boosters = self._lexicon, self._boosters
        at = min(i, 3)
        for back, fading in _FADING[:at]:
            word = near[at - back]
            if word in lexicon or (not word and back < 3):
                continue
            if word in boosters:
                value += self._boost(tokens, i - back, boosters[word], value) * fading
            turn = _turn(near, at, back)
            if turn is not None:
                value *= turn
            elif word in self._negations or "n't" in word:
                value *= self._turn
            if back == 3 and not self._in_idioms.isdisjoint(near):
                value = self._idiomatic(value, near)
        return value * self._turn if self._at_least(near, at) else value

    def _boost(self, tokens: list[str], i: int, boost: float, value: float) -> float:
        if value < 0:
            boost = -boost
        if tokens[i].isupper() and not all(map(str.isupper, tokens)):
            boost += self._caps if value > 0 else -self._caps
        return boost

    def _idiomatic(self, value: float, near: list[str]) -> float:
        """Idioms that end, stand or begin at the word, and boosters of several words before it."""
        three, two, one, zero = near[:4]
        up_to = (f"{one} {zero}", f"{two} {one} {zero}", f"{two} {one}")
        boosts = (f"{three} {two} {one}", f"{three} {two}", up_to[2])
        for phrase in (*up_to, *boosts[:2]):
            if phrase in self._idioms:
                value = self._idioms[phrase]
                break
        for end in (5, 6):
            if end <= len(near):
                value = self._idioms.get(" ".join(near[3:end]), value)
        for phrase in boosts:
            value += self._boosters.get(phrase, 0)
        return value

    def _at_least(self, near: list[str], at: int) -> bool:
        """Whether `least` turns the word; `at least` and `very least` do not."""
        one, two, _ = _three_before(near, at)
        if one != "least" or one in self._lexicon:
            return False
        return at < 2 or two not in ("at", "very")


class _Words(dict[str, "_Word | None"]):
    """Token → what the rules know of it."""

    def __init__(self, meaning: Callable[[str], _Word | None]) -> None:
        super().__init__()
        self._meaning = meaning

    def __missing__(self, token: str) -> _Word | None:
        meant = self[token] = self._meaning(token)
        return meant


_IN_PHRASES = frozenset({"no", "so", "this", "least", "never", "without"})
_BESIDE = ("or", "doubt", "at", "but")
_FADING = ((1, 1.0), (2, 0.95), (3, 0.9))
_filled = tuple.__new__
"""Half the time of calling a named tuple by its name."""
_NOTHING = Values(0.0, 0.0, 0.0, 0.0)
_PLAIN = Values(0.0, 1.0, 0.0, 0.0)


def _simply(value: float, words: list[_Word | None], i: int) -> float:
    """The value after the boosters and negations among the three words before it."""
    for back, fading in _FADING[:i]:
        meant = words[i - back]
        if meant is not None and meant.changes:
            boost = meant.boost
            if boost:
                value += (-boost if value < 0 else boost) * fading
            value *= meant.factor
    return value


def _around_but(found: dict[int, float], words: list[_Word | None]) -> list[float]:
    """Half of what stands before the first `but`, half as much again of what stands after it.

    The library changes the list it walks along, and of equal values always the first: so do we.
    """
    middle = next(i for i, each in enumerate(words) if each and each.word == "but")
    places, values = list(found), list(found.values())
    for value in values:
        first = values.index(value)
        values[first] = value * (0.5 if places[first] < middle else 1.5)
    return values


def _three_before(near: list[str], at: int) -> tuple[str, str, str]:
    """The word before, the one before that, and the third; empty where the text begins."""
    return (
        near[at - 1] if at > 0 else "",
        near[at - 2] if at > 1 else "",
        near[at - 3] if at > 2 else "",
    )


def _turn(near: list[str], at: int, back: int) -> float | None:
    """The factor of `never so`, `never this` and `without doubt`; None for plain negation."""
    one, two, three = _three_before(near, at)
    if back == 2:
        if two == "never" and one in ("so", "this"):
            return 1.25
        return 1.0 if two == "without" and one == "doubt" else None
    if back == 3:
        if (three == "never" and two in ("so", "this")) or one in ("so", "this"):
            return 1.25
        return 1.0 if three == "without" and "doubt" in (two, one) else None
    return None


def _emphasis(text: str) -> float:
    """What exclamation and question marks add."""
    questions = text.count("?")
    asked = 0.0 if questions < 2 else questions * 0.18 if questions <= 3 else 0.96
    return min(text.count("!"), 4) * 0.292 + asked


def _compound(valences: Sequence[float], emphasis: float) -> float:
    total = sum(valences)
    if emphasis:
        total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
    return round(total / sqrt(total * total + 15), 4)


def _all_four(valences: Sequence[float], words: int, emphasis: float) -> Values:
    """The shares of negative, neutral and positive words, each word counting one and its value."""
    positive = negative = 0.0
    for value in valences:
        if value > 0:
            positive += value + 1
        else:
            negative += 1 - value
    if positive > negative:
        positive += emphasis
    elif positive < negative:
        negative += emphasis
    neutral = words - len(valences)
    total = positive + negative + neutral
    neg = round(negative / total, 3) if negative else 0.0
    pos = round(positive / total, 3) if positive else 0.0
    return _filled(Values, (neg, round(neutral / total, 3), pos, _compound(valences, emphasis)))
