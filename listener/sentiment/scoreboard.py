"""Two that tell labels, compared on the same texts: macro-F1, and how right *negative* is. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from listener.model import Label
from listener.sentiment.probabilities import LABELS

DRAWS = 1_000


class Bounds(Struct, frozen=True, kw_only=True):
    """A figure and the bounds that hold it 95 times in 100."""

    value: float
    low: float
    high: float


class Score(Struct, frozen=True, kw_only=True):
    """How right the labels are: the mean F1 of the labels, and precision and recall of negative."""

    macro_f1: Bounds
    precision: Bounds
    recall: Bounds


class Compared(Struct, frozen=True, kw_only=True):
    """Two on the same texts, and by how much the first is ahead in macro-F1."""

    own: Score
    shipped: Score
    ahead: Bounds

    @property
    def better(self) -> bool:
        """Whether the first is ahead, and not by chance."""
        return self.ahead.low > 0


def compared(
    truth: Sequence[Label], own: Sequence[Label], shipped: Sequence[Label], seed: int = 1
) -> Compared:
    """The two, with bounds by drawing the texts anew: how often each case comes is drawn."""
    import numpy as np

    cases = Counter(zip(truth, own, shipped, strict=True))
    kinds = sorted(cases)
    counts = np.array([cases[kind] for kind in kinds], float)
    total = int(counts.sum())
    drawn = np.random.default_rng(seed).multinomial(total, counts / total, DRAWS)
    every = np.vstack([counts, drawn])
    first = _figures([(kind[0], kind[1]) for kind in kinds], every)
    second = _figures([(kind[0], kind[2]) for kind in kinds], every)
    return Compared(own=_score(first), shipped=_score(second), ahead=_bounds(first[0] - second[0]))


def _figures(kinds: Sequence[tuple[Label, Label]], counts: Any) -> tuple[Any, Any, Any]:
    """Macro-F1, precision and recall of negative, of each row of counts."""
    import numpy as np

    met = [label for label in LABELS if any(true == label for true, _ in kinds)]
    f1s, precision, recall = [], None, None
    for label in LABELS:
        hit = counts[:, [true == said == label for true, said in kinds]].sum(axis=1)
        told = counts[:, [said == label for _, said in kinds]].sum(axis=1)
        true = counts[:, [true == label for true, _ in kinds]].sum(axis=1)
        if label in met:
            f1s.append(2 * hit / np.maximum(told + true, 1))
        if label == "negative":
            precision, recall = hit / np.maximum(told, 1), hit / np.maximum(true, 1)
    return np.mean(f1s, axis=0), precision, recall


def _score(figures: tuple[Any, Any, Any]) -> Score:
    macro_f1, precision, recall = map(_bounds, figures)
    return Score(macro_f1=macro_f1, precision=precision, recall=recall)


def _bounds(values: Any) -> Bounds:
    import numpy as np

    low, high = np.quantile(values[1:], (0.025, 0.975))
    return Bounds(value=float(values[0]), low=float(low), high=float(high))
