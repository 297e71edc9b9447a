"""English by vaderSentiment: its own lexicon, constants and answers, several times faster.

Every value equals the library's on every text (tests/sentiment/test_english.py). The time is won
by looking only at the few words that are in the lexicon, and by taking each word apart once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import fabs, sqrt
from string import punctuation
from typing import NamedTuple

from listener.model import Sentiment
from listener.sentiment import label_of

CACHED_WORDS = 50_000
"""So many different words are remembered, about 10 MB, before it begins anew."""


class Values(NamedTuple):
    """The library's four values."""

    neg: float
    neu: float
    pos: float
    compound: float


class EnglishScorer:
    """vaderSentiment behind the face of a scorer."""

    model = "vader-3.3.2"
    languages = frozenset({"en"})

    def score(self, texts: Sequence[str]) -> list[Sentiment]:
        """Polarity is the compound value; without a word of the lexicon confidence is nought."""
        compound = vader().compound
        return [_sentiment(compound(text)) for text in texts]


def _sentiment(compound: float) -> Sentiment:
    return Sentiment(
        label=label_of(compound),
        polarity=compound,
        language="en",
        model=EnglishScorer.model,
        confidence=abs(compound),
    )


@cache
def vader() -> Vader:
    """The one reader of the process: the lexicon is loaded when the first text comes."""
    return Vader()


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
        self._but_check = analyzer._but_check
        self._scored = frozenset(self._lexicon) - frozenset(self._boosters)
        self._words = _Words(frozenset(library.NEGATE))
        in_idioms = frozenset(" ".join(self._idioms).split())
        self._special = in_idioms | {"no", "kind"}
        # All words that can change the value of one of the three words after them.
        in_boosters = " ".join(self._boosters).split()
        self._modifiers = self._special.union(in_boosters, self._boosters, _CONTEXT)

    def compound(self, text: str) -> float:
        """The compound value alone, -1 to 1: what a mention is judged by."""
        if not text.isascii() and not self._pictures.isdisjoint(text):
            text = self._described(text)
        valences = self._valences(text)[0]
        return round(_normalized(_total(valences, _emphasis(text))), 4) if valences else 0.0

    def values(self, text: str) -> Values:
        """All four values, as `polarity_scores` of the library gives them."""
        if not text.isascii() and not self._pictures.isdisjoint(text):
            text = self._described(text)
        valences, words = self._valences(text)
        if not words:
            return Values(0.0, 0.0, 0.0, 0.0)
        emphasis = _emphasis(text)
        neg, neu, pos = _shares(valences, words, emphasis)
        return Values(neg, neu, pos, round(_normalized(_total(valences, emphasis)), 4))

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

    def _valences(self, text: str) -> tuple[list[float], int]:
        """What each word of the lexicon adds (noughts left out), and how many words there are."""
        known = self._words
        if len(known) > CACHED_WORDS:
            known.forget()
        tokens = text.split()
        words = [known[token] for token in tokens]
        scored = self._scored
        hits = [i for i, word in enumerate(words) if word in scored]
        if not hits:
            return [], len(words)
        shout = self._some_shouted(tokens, hits)
        valences = {i: self._valence(tokens, words, i, shout) for i in hits}
        if "but" in words:
            every = [valences.get(i, 0) for i in range(len(words))]
            return [value for value in self._but_check(words, every) if value], len(words)
        return [value for value in valences.values() if value], len(words)

    @staticmethod
    def _some_shouted(tokens: list[str], hits: list[int]) -> bool:
        """Whether capitals mean something: some near a scored word, but not everywhere."""
        near = any(token.isupper() for i in hits for token in tokens[max(0, i - 3) : i + 1])
        return near and not all(map(str.isupper, tokens))

    def _valence(self, tokens: list[str], words: list[str], i: int, shout: bool) -> float:
        word = words[i]
        before = words[i - 3 if i > 3 else 0 : i]
        plain = self._modifiers.isdisjoint(before) and self._words.negations.isdisjoint(before)
        if plain and word not in self._special:
            value = self._lexicon[word]
        elif word == "kind" and words[i + 1 : i + 2] == ["of"]:
            return 0.0
        else:
            value = self._after_no(words, i)
            plain = False
        if shout and tokens[i].isupper():
            value += self._caps if value > 0 else -self._caps
        return value if plain else self._modified(value, tokens, words, i, shout)

    def _after_no(self, words: list[str], i: int) -> float:
        """The value of a word that `no` may stand before, or that is `no` itself."""
        word, lexicon = words[i], self._lexicon
        one, two, three = _three_before(words, i)
        if "no" in (one, two) or (three == "no" and one in ("or", "nor")):
            return lexicon[word] * self._turn
        if word == "no" and i + 1 < len(words) and words[i + 1] in lexicon:
            return 0.0
        return lexicon[word]

    def _modified(
        self, value: float, tokens: list[str], words: list[str], i: int, shout: bool
    ) -> float:
        """The value after boosters, negations, idioms and `least` among the words before it."""
        lexicon, boosters, negations = self._lexicon, self._boosters, self._words.negations
        for back, fading in ((1, 1.0), (2, 0.95), (3, 0.9)):
            if i < back or (word := words[i - back]) in lexicon:
                continue
            if word in boosters:
                value += self._boost(tokens[i - back], boosters[word], value, shout) * fading
            turn = _turn(words, i, back)
            if turn is not None:
                value *= turn
            elif word in negations:
                value *= self._turn
            if back == 3:
                value = self._idiomatic(value, words, i)
        return value * self._turn if self._at_least(words, i) else value

    def _boost(self, token: str, boost: float, value: float, shout: bool) -> float:
        if value < 0:
            boost = -boost
        if shout and token.isupper():
            boost += self._caps if value > 0 else -self._caps
        return boost

    def _idiomatic(self, value: float, words: list[str], i: int) -> float:
        """Idioms that end, stand or begin at the word, and boosters of several words before it."""
        three, two, one, zero = words[i - 3 : i + 1]
        up_to = (f"{one} {zero}", f"{two} {one} {zero}", f"{two} {one}")
        boosts = (f"{three} {two} {one}", f"{three} {two}", up_to[2])
        for phrase in (*up_to, *boosts[:2]):
            if phrase in self._idioms:
                value = self._idioms[phrase]
                break
        for end in (i + 2, i + 3):
            if end <= len(words):
                value = self._idioms.get(" ".join(words[i:end]), value)
        for phrase in boosts:
            value += self._boosters.get(phrase, 0)
        return value

    def _at_least(self, words: list[str], i: int) -> bool:
        """Whether `least` turns the word; `at least` and `very least` do not."""
        one, two, _ = _three_before(words, i)
        if one != "least" or one in self._lexicon:
            return False
        return i < 2 or two not in ("at", "very")


class _Words(dict[str, str]):
    """Token → word: without the punctuation around it, in lower case; and which of them negate."""

    def __init__(self, negations: frozenset[str]) -> None:
        super().__init__()
        self._always = negations
        self.negations = set(negations)

    def __missing__(self, token: str) -> str:
        stripped = token.strip(punctuation)
        word = (token if len(stripped) <= 2 else stripped).lower()
        if "n't" in word:
            self.negations.add(word)
        self[token] = word
        return word

    def forget(self) -> None:
        """Begin anew."""
        self.clear()
        self.negations = set(self._always)


_CONTEXT = frozenset({"or", "nor", "least", "so", "this", "doubt"})


def _three_before(words: list[str], i: int) -> tuple[str, str, str]:
    """The word before, the one before that, and the third; empty where the text begins."""
    return (
        words[i - 1] if i > 0 else "",
        words[i - 2] if i > 1 else "",
        words[i - 3] if i > 2 else "",
    )


def _turn(words: list[str], i: int, back: int) -> float | None:
    """The factor of `never so`, `never this` and `without doubt`; None for plain negation."""
    one, two, three = _three_before(words, i)
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


def _total(valences: list[float], emphasis: float) -> float:
    total = float(sum(valences))
    return total + emphasis if total > 0 else total - emphasis if total < 0 else total


def _normalized(total: float) -> float:
    value = total / sqrt(total * total + 15)
    return -1.0 if value < -1.0 else min(value, 1.0)


def _shares(valences: list[float], words: int, emphasis: float) -> tuple[float, float, float]:
    """The shares of negative, neutral and positive words, each word counting one and its value."""
    positive = negative = 0.0
    for value in valences:
        if value > 0:
            positive += value + 1
        else:
            negative += value - 1
    if positive > fabs(negative):
        positive += emphasis
    elif positive < fabs(negative):
        negative -= emphasis
    neutral = words - len(valences)
    total = positive + fabs(negative) + neutral
    shares = (fabs(part / total) for part in (negative, neutral, positive))
    neg, neu, pos = (round(share, 3) for share in shares)
    return neg, neu, pos
