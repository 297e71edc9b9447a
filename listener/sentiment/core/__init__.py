"""The engine that listener comes with: how likely a text is negative, neutral, positive.

Two models, added up: features of what a text's words feel like in their places, and hashed n-grams.
`corpus/` and `training/` make its one file; docs/model-card.md says how good it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp, log, sqrt

from listener.model import Label, Sentiment
from listener.sentiment import READ
from listener.sentiment.core.grams import apart
from listener.sentiment.core.pack import Pack, Words, shipped, words_of
from listener.sentiment.core.reading import features
from listener.sentiment.core.words import Vocabulary, Word

LABELS: tuple[Label, Label, Label] = ("negative", "neutral", "positive")
NEAREST = {"gl": "pt", "ast": "es", "an": "es", "oc": "ca", "ext": "es", "lb": "de", "nds": "de"}
"""What is read with the words of a language near it."""

Logits = tuple[float, float, float]
"""A number for each label; of probabilities as well, which add up to one."""

_LEAST = 1e-3


class CoreScorer:
    """Scores texts of one language; of a language without words only what pictures say."""

    def __init__(self, language: str, pack: Pack | None = None) -> None:
        self._pack = pack or shipped()
        self._read = NEAREST.get(language, language)
        self.languages = frozenset({language})
        self.model = self._pack.version
        words = words_of(self._pack, self._read) if self._read in self._pack.languages else None
        self._knows = words is not None
        self._vocabulary = Vocabulary(self._pack, self._read, words, pictures())
        rows = self._pack.weights
        *self._weights, self._constants = zip(
            *(_scaled(rows, words) if words else rows), strict=True
        )

    def score(self, texts: Sequence[str]) -> list[Sentiment]:
        """What is not written in letters, or only in a language without words, is `unknown`."""
        return [self._sentiment(text[:READ]) for text in texts]

    def words(self, text: str) -> list[Word]:
        """The words of a text as the models see them."""
        return self._vocabulary.read(text)

    def _sentiment(self, text: str) -> Sentiment:
        words = self._vocabulary.read(text)
        if not (self._knows and _says(words)) and not any(word.valence for word in words):
            return Sentiment(label="unknown", model=self.model)
        negative, neutral, positive = self.probabilities(words)
        best = max(negative, neutral, positive)
        label = LABELS[0 if best == negative else 2 if best == positive else 1]
        return Sentiment(
            label=label,
            polarity=round(positive - negative, 4),
            model=self.model,
            confidence=round(best, 4),
            negative=round(negative, 4),
            positive=round(positive, 4),
        )

    def probabilities(self, words: Sequence[Word]) -> Logits:
        """Of negative, neutral and positive; they add up to one."""
        return softmax(self.logits(words), self._pack.temperature)

    def logits(self, words: Sequence[Word]) -> Logits:
        """The two models' logarithms added up, before the temperature."""
        first, second, third = self._felt(features(words))
        one, other, another = self._grams(words)
        share = self._pack.share
        return first + share * one, second + share * other, third + share * another

    def _felt(self, found: Sequence[float]) -> Logits:
        """What the model of features says."""
        first, second, third = self._constants
        for (one, other, another), value in zip(self._weights, found, strict=True):
            if value:
                first += one * value
                second += other * value
                third += another * value
        return first, second, third

    def _grams(self, words: Sequence[Word]) -> Logits:
        """What the model of n-grams says."""
        count = sum([word.count for word in words]) + len(words) + 1
        total = sum([word.grams for word in words]) + self._vocabulary.pairs(words)
        scale = self._pack.scale / sqrt(count)
        first, second, third = apart(total, count)
        one, other, another = self._pack.gram_constants
        return (
            _floored(one + scale * first),
            _floored(other + scale * second),
            _floored(another + scale * third),
        )


@cache
def pictures() -> dict[str, float]:
    """What pictures and emoticons feel like, in all languages."""
    from listener.sentiment.core.signs import SIGNS

    return {sign: valence for valence, many in SIGNS.items() for sign in many.split()}


def _says(words: Sequence[Word]) -> bool:
    return any(word.name[0].isalpha() for word in words)


def _scaled(weights: Sequence[Sequence[float]], words: Words) -> list[list[float]]:
    """The weights as they apply to features that are not standardized, the constant last."""
    rows = []
    for row in weights:
        scaled = [w / s for w, s in zip(row[:-1], words.spread, strict=True)]
        shift = sum(w * m for w, m in zip(scaled, words.mean, strict=True))
        rows.append([*scaled, row[-1] - shift])
    return rows


def _floored(value: float) -> float:
    """A logit as the logarithm of its logistic probability, which a rare word cannot sink."""
    return log(1.0 / (1.0 + exp(-value)) + _LEAST)


def softmax(logits: Logits, temperature: float) -> Logits:
    """The probabilities that logits stand for, evened out by a temperature."""
    top = max(logits)
    first, second, third = (exp((value - top) / temperature) for value in logits)
    whole = first + second + third
    return first / whole, second / whole, third / whole
