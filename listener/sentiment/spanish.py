"""Spanish by rules in the manner of VADER over a lexicon of our own.

A valued word is strengthened or weakened by the words before it, turned by a negation in its
clause, and weighed by its place around `pero` and `aunque`. All in one pass over the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import copysign, sqrt

from listener.model import Sentiment
from listener.sentiment import label_of
from listener.sentiment.spanish_words import Token, Tokens

NEGATION_REACH = 4
BOOST_REACH = 2
TURNED_GOOD, TURNED_BAD = -0.74, -0.45
"""What is not good is bad; what is not bad is only a little good."""

_ONLY = frozenset({"solo", "solamente", "unicamente"})
_SHOUT = 0.6
_STRETCH = 0.4
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|@\w+")


class SpanishScorer:
    """Spanish of Spain and of America, as it is written in reviews and posts."""

    model = "listener-es-1"
    languages = frozenset({"es"})

    def score(self, texts: Sequence[str]) -> list[Sentiment]:
        """Without a word of the lexicon a text is neutral with confidence nought."""
        return [_sentiment(text) for text in texts]


def _sentiment(text: str) -> Sentiment:
    value = polarity(text)
    return Sentiment(
        label=label_of(value),
        polarity=value,
        language="es",
        model=SpanishScorer.model,
        confidence=abs(value),
    )


def polarity(text: str) -> float:
    """How a Spanish text feels, -1 to 1."""
    if "http" in text or "@" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    tokens = _tokens().read(text)
    places = [at for at, token in enumerate(tokens) if token.matters]
    if not places:
        return 0.0
    total = sum(_Reading(tokens, shouted=not text.isupper()).values(places))
    if not total:
        return 0.0
    total += copysign(0.25 * min(text.count("!"), 3), total)
    return round(total / sqrt(total * total + 15), 4)


@cache
def _tokens() -> Tokens:
    return Tokens()


class _Reading:
    """One pass over a text: what is under way while a word is read."""

    def __init__(self, tokens: list[Token], *, shouted: bool) -> None:
        self._tokens = tokens
        self._shouted = shouted
        self._found: list[float] = []
        self._sentence = 0
        self._weight = 1.0
        self._rest()

    def values(self, places: list[int]) -> list[float]:
        """The value of each word or phrase in its context; `places` are those that matter."""
        read_to = 0
        for at in places:
            if at < read_to:
                continue
            token = self._tokens[at]
            value, length = token.phrase(self._tokens, at) if token.opens else (None, 1)
            read_to = at + length
            if value is not None:
                self._keep(value, token, at)
            elif token.role:
                self._turn(token, at)
            elif token.value:
                self._keep(token.value, token, at)
        return self._found

    def _rest(self) -> None:
        """A clause ends: nothing reaches beyond it."""
        self._negated_to = self._boosted_to = -1
        self._boost = 0.0
        self._little = False
        self._conceded = 1.0

    def _turn(self, token: Token, at: int) -> None:
        match token.role:
            case "break":
                self._rest()
            case "end":
                self._rest()
                self._sentence, self._weight = len(self._found), 1.0
            case "negation":
                only = self._tokens[at + 1 : at + 2]
                reach = 0 if only and only[0].word in _ONLY else NEGATION_REACH
                self._negated_to = at + reach
            case "booster":
                self._boost += token.boost
                self._boosted_to = at + BOOST_REACH
            case "diminisher":
                self._little, self._boosted_to = True, at + BOOST_REACH
            case "but":
                self._rest()
                earlier = self._found[self._sentence :]
                self._found[self._sentence :] = [value * 0.5 for value in earlier]
                self._weight = 1.5
            case "although":
                self._rest()
                self._conceded = 0.5

    def _keep(self, value: float, token: Token, at: int) -> None:
        reached = at <= self._boosted_to
        strength = self._boost if reached else 0.0
        if self._shouted and token.shouted:
            strength += _SHOUT
        if token.stretched:
            strength += _STRETCH
        value = copysign(max(0.1, abs(value) + strength), value) if value else 0.0
        if reached and self._little:
            value *= -0.4 if value > 0 else 0.5
        if at <= self._negated_to:
            value *= TURNED_GOOD if value > 0 else TURNED_BAD
        self._found.append(value * self._weight * self._conceded)
        self._boost, self._boosted_to, self._little = 0.0, -1, False
