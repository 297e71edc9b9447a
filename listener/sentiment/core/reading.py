"""One pass over a text's words: what they feel like in their places, as nineteen features."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from listener.sentiment.core.words import Phrases, Word

REACH = 4
"""How many words a negator turns, if no sentence ends before."""

BOOST_REACH = 2
BOOST = 0.7
DAMPED = 0.5
TURNED_GOOD, TURNED_BAD = -0.7, -0.4
"""What is not good is bad; what is not bad is only a little good."""

BEFORE_BUT, AFTER_BUT = 0.5, 1.5
FEATURES = 19
STRONG = 0.5
"""From this on an induced valence counts as one."""


def features(words: Sequence[Word]) -> list[float]:
    """What a text's words say, in the order of the model's weights.

    Thirteen of words that people have rated: the sum, what is good and what is bad of it, squeezed;
    the strongest of both; the last and the first; how many; none at all; the sum over the root of
    the length; negators; both kinds at once. Six of words that an encoder has rated: their sum, the
    strongest of both kinds, what is good and what is bad of it, and how many are strong.
    """
    reading = _Reading(words)
    return [*_rated(reading.values, reading.negators, len(words)), *_induced(words)]


class _Reading:
    """One pass over a text: what is under way while a word is read."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.values: list[float] = []
        self.negators = 0
        self._negated_to = self._boosted_to = -1
        self._boost, self._damped, self._weight = 0.0, False, 1.0
        names = [*[word.name for word in words], ""]
        read_to = 0
        for at, word in enumerate(words):
            if not word.tells or at < read_to:
                continue
            valence, phrases = word.valence, word.phrases
            if phrases and names[at + 1] in phrases and (found := _phrase(phrases, names, at)):
                valence, length = found
                read_to = at + length
            elif word.role and self._turns(word, at):
                valence = 0.0
            if valence:
                self._keep(valence, at)

    def _turns(self, word: Word, at: int) -> bool:
        """Note what a word does to others; whether it tells no feeling itself."""
        match word.role:
            case "but":
                self.values = [BEFORE_BUT * value for value in self.values]
                self._weight, self._negated_to = AFTER_BUT, -1
            case "booster":
                self._boost, self._boosted_to = BOOST, at + BOOST_REACH
            case "dampener":
                self._damped, self._boosted_to = True, at + BOOST_REACH
            case "negator":
                self._negated_to, self.negators = at + REACH, self.negators + 1
            case "end":
                self._negated_to = self._negated_to if word.name[0] in ",;" else -1
        return word.role in ("but", "booster", "dampener")

    def _keep(self, valence: float, at: int) -> None:
        if at <= self._boosted_to:
            louder = self._boost if valence > 0 else -self._boost
            valence = DAMPED * valence if self._damped else valence + louder
        if at <= self._negated_to:
            valence *= TURNED_GOOD if valence > 0 else TURNED_BAD
        self.values.append(valence * self._weight)
        self._boost, self._damped = 0.0, False


def _phrase(phrases: Phrases, names: Sequence[str], at: int) -> tuple[float, int] | None:
    """The valence and length of the longest phrase that begins here."""
    for phrase, valence in phrases[names[at + 1]]:
        if tuple(names[at : at + len(phrase)]) == phrase:
            return valence, len(phrase)
    return None


_NOTHING_RATED = [0.0] * 9 + [1.0, 0.0]


def _rated(values: Sequence[float], negators: int, length: int) -> list[float]:
    if not values:
        return [*_NOTHING_RATED, float(min(negators, 3)), 0.0]
    good = [value for value in values if value > 0]
    bad = [value for value in values if value < 0]
    pleased, angry = sum(good), -sum(bad)
    total = pleased - angry
    return [
        _squeezed(total),
        _squeezed(pleased),
        _squeezed(angry),
        max(values),
        min(values),
        values[-1],
        values[0],
        float(len(good)),
        float(len(bad)),
        0.0,
        total / sqrt(length),
        float(min(negators, 3)),
        1.0 if good and bad else 0.0,
    ]


def _induced(words: Sequence[Word]) -> list[float]:
    values = [word.induced for word in words if word.induced]
    if not values:
        return [0.0] * 6
    good = sum(value for value in values if value > 0)
    bad = sum(value for value in values if value < 0)
    return [
        (good + bad) / sqrt(len(words)),
        max(0.0, *values),
        min(0.0, *values),
        good / 3,
        -bad / 3,
        float(sum(abs(value) > STRONG for value in values)),
    ]


def _squeezed(total: float) -> float:
    return total / sqrt(total * total + 15)
