"""What people have taught: asked around a scorer, it changes what that one says. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from listener.model import Sentiment
from listener.sentiment.calibration import Calibration, Place, found_for
from listener.sentiment.own import OwnModel
from listener.sentiment.phrases import Found, Phrases, added
from listener.sentiment.probabilities import NOTHING, chances_of, felt

Score = Callable[[Sequence[str]], list[Sentiment]]
"""How a scorer feels about texts of one language."""

ByModel = Mapping[str, Mapping[Place, Calibration]]
"""By the model that they were learned for, the calibrations of each place."""


class Taught:
    """Rules go first, since no scorer is to read what they are about, and last, to be heard.

    In between the user's own model, if there is one, reads the text on top of the scorer, and
    probabilities are read as labels have shown that they are to be read.
    """

    def __init__(
        self, phrases: Phrases, calibrations: ByModel | None = None, own: OwnModel | None = None
    ) -> None:
        self._phrases, self._own = phrases, own
        self._calibrations = calibrations or {}

    def __bool__(self) -> bool:
        return bool(self._phrases or self._calibrations or self._own)

    def __call__(
        self, score: Score, texts: Sequence[str], *, language: str, source: str, brand: str
    ) -> list[Sentiment]:
        """The sentiment of each text, in order."""
        if not self._phrases:
            return self._read(self._scored(score, texts), language, source)
        found = [self._phrases.find(text, language, brand) for text in texts]
        scored = self._read(self._scored(score, [each.rest for each in found]), language, source)
        return [
            _ruled(sentiment, each) if each.rules else sentiment
            for sentiment, each in zip(scored, found, strict=True)
        ]

    def _scored(self, score: Score, texts: Sequence[str]) -> list[Sentiment]:
        return score(texts) if self._own is None else self._own(texts, score(texts))

    def _read(self, scored: Sequence[Sentiment], language: str, source: str) -> list[Sentiment]:
        """Each with its probabilities calibrated, where any of its model were."""
        if not self._calibrations:
            return list(scored)
        found: dict[str, Calibration | None] = {
            model: found_for(self._calibrations.get(model, {}), source, language)
            for model in {sentiment.model for sentiment in scored}
        }
        return [_calibrated(sentiment, found[sentiment.model]) for sentiment in scored]


def _calibrated(sentiment: Sentiment, calibration: Calibration | None) -> Sentiment:
    chances = chances_of(sentiment)
    if calibration is None or chances is None:
        return sentiment
    return felt(sentiment, calibration(chances))


def _ruled(sentiment: Sentiment, found: Found) -> Sentiment:
    """The sentiment with the phrases' feeling; a text that is nothing but a name has none."""
    chances = NOTHING if found.blank else chances_of(sentiment)
    changed = added(chances or NOTHING, found.rules)
    if changed == (chances or NOTHING) and not found.blank:
        return sentiment
    return felt(sentiment, changed)
