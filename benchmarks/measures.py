"""Macro-F1, precision and recall of `negative`, how much was answered, and how sure all that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

LABELS = ("negative", "neutral", "positive")
TOLD = (*LABELS, "unknown")
SAMPLES = 2_000


class Quality(Struct, frozen=True, kw_only=True):
    """Percentages; `low` and `high` hold 95 of 100 macro-F1s of sets drawn anew from this one.

    What is not answered is wrong: `answered` says how much was, `answered_f1` how well.
    """

    texts: int
    macro_f1: float
    low: float
    high: float
    precision: float
    recall: float
    negative_f1: float
    answered: float
    answered_f1: float


def quality(wanted: Sequence[str], told: Sequence[str]) -> Quality:
    """How well labels were told, by those that are right."""
    import numpy as np

    counts = Counter(zip(wanted, told, strict=True))
    table = np.array([[[counts[w, t] for t in TOLD] for w in LABELS]], float)
    total = table.sum()
    drawn = np.random.default_rng(1).multinomial(int(total), table.ravel() / total, SAMPLES)
    samples = _macro_f1(drawn.reshape(-1, len(LABELS), len(TOLD)))
    low, high = np.percentile(samples, [2.5, 97.5])
    right, called, there = table[0, 0, 0], table[0, :, 0].sum(), table[0, 0].sum()
    answered = table.copy()
    answered[:, :, -1] = 0
    return Quality(
        texts=int(total),
        macro_f1=float(_macro_f1(table)[0]),
        low=float(low),
        high=float(high),
        precision=100 * right / called if called else 0.0,
        recall=100 * right / there if there else 0.0,
        negative_f1=200 * right / (called + there) if called + there else 0.0,
        answered=100 * answered.sum() / total,
        answered_f1=float(_macro_f1(answered)[0]),
    )


def _macro_f1(tables: Any) -> Any:
    """Of tables of counts, right by told: the mean of the F1 of the labels that occur."""
    import numpy as np

    right = np.stack([tables[:, n, n] for n in range(len(LABELS))], axis=1)
    there, called = tables.sum(axis=2), tables[:, :, : len(LABELS)].sum(axis=1)
    f1 = 2 * right / np.maximum(there + called, 1)
    occurs = there > 0
    return 100 * (f1 * occurs).sum(axis=1) / np.maximum(occurs.sum(axis=1), 1)
