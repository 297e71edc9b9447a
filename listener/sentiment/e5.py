"""The `e5` engine: what the core calls negative or is unsure of, read by an encoder.

384 numbers of the text less their mean in its language, and the core's three log-probabilities,
give the three probabilities: one small matrix, trained by `make sentiment-model`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from listener.model import Label, Sentiment
from listener.scoring import Scoring

if TYPE_CHECKING:
    from listener.sentiment.projected import Floats, Head, Projected

MODEL: Final = "listener-e5-1"
HEAD: Final = Path(__file__).with_name("data") / "e5-head.npz"
LABELS: Final[tuple[Label, Label, Label]] = ("negative", "neutral", "positive")
_LEAST = 1e-4
"""No core is so sure that a second look could change nothing."""


class E5:
    """Looks again at what reads badly or unsurely; at everything where there is little."""

    model = MODEL

    def __init__(self, scoring: Scoring, beside: Path | None = None) -> None:
        self._scoring = scoring
        self._beside = beside

    def __call__(
        self, language: str, texts: Sequence[str], firsts: Sequence[Sentiment]
    ) -> list[Sentiment]:
        """What it looks at under its own name, the rest as the core said it."""
        found = list(firsts)
        few = len(texts) <= self._scoring.everything_up_to
        places = [
            place
            for place, (text, first) in enumerate(zip(texts, firsts, strict=True))
            if text.strip() and (few or doubtful(first, self._scoring.recheck_below))
        ]
        if places:
            again = self._again(
                language, [texts[place] for place in places], [firsts[place] for place in places]
            )
            for place, sentiment in zip(places, again, strict=True):
                found[place] = sentiment
        return found

    def _again(
        self, language: str, texts: Sequence[str], firsts: Sequence[Sentiment]
    ) -> list[Sentiment]:
        import numpy as np

        logs = np.log(np.array([probabilities(first) for first in firsts], np.float32))
        shares = self._head.shares(self._projected(texts), language, logs)
        return [_sentiment(row, first) for row, first in zip(shares, firsts, strict=True)]

    @cached_property
    def _head(self) -> Head:
        from listener.sentiment.projected import Head

        return Head.read(HEAD)

    @cached_property
    def _projected(self) -> Projected:
        from listener.sentiment.projected import Projected

        return Projected(self._head, self._scoring.workers, self._beside)


def doubtful(first: Sentiment, recheck_below: float) -> bool:
    """Whether a second look is worth its time: bad news, or two labels that lie close together.

    A language that the core does not read is as doubtful as can be; a text in none is not.
    """
    if first.label == "negative":
        return True
    if first.label == "unknown":
        return first.language != "und"
    best, second, _ = sorted(probabilities(first), reverse=True)
    return best - second < recheck_below


def probabilities(first: Sentiment) -> tuple[float, float, float]:
    """P of negative, neutral, positive; even where the core tells none."""
    if first.negative is None or first.positive is None:
        return (1 / 3, 1 / 3, 1 / 3)
    shares = (first.negative, 1 - first.negative - first.positive, first.positive)
    negative, neutral, positive = (max(_LEAST, share) for share in shares)
    return negative, neutral, positive


def _sentiment(shares: Floats, first: Sentiment) -> Sentiment:
    negative, neutral, positive = (float(share) for share in shares)
    surest = max(negative, neutral, positive)
    return Sentiment(
        label=LABELS[(negative, neutral, positive).index(surest)],
        polarity=positive - negative,
        language=first.language,
        model=MODEL,
        confidence=surest,
        negative=negative,
        positive=positive,
        vader=first.vader,
    )
