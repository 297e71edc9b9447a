"""How far probabilities are from what happens: the calibration error, with its interval. Pure.

Ten parts of as many texts each, by what was said; of each the mean of what was said less the share
that is so, without its sign; their mean. Of few texts this is never nought, by chance alone:
`chance` is what it would be if every probability were exactly right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

PARTS = 10
DRAWS = 400


class Calibrated(Struct, frozen=True, kw_only=True):
    """A calibration error, the bounds that hold it 95 times in 100, and what chance alone gives."""

    error: float
    low: float
    high: float
    chance: float


def calibration_error(said: Sequence[float], true: Sequence[bool], seed: int = 1) -> Calibrated:
    """The error of so many probabilities; the bounds by drawing the texts anew."""
    import numpy as np

    p, y = np.array(said, float), np.array(true, float)
    draw = np.random.default_rng(seed)

    def error(p: Any, y: Any) -> float:
        # Equal ones in any order: else whoever is first in the file decides.
        order = np.lexsort((draw.random(len(p)), p))
        parts = np.array_split(order, min(PARTS, len(p)))
        off = sum(abs(p[part].mean() - y[part].mean()) * len(part) for part in parts)
        return float(off) / len(p)

    again = [error(p[chosen], y[chosen]) for chosen in draw.integers(0, len(p), (DRAWS, len(p)))]
    chance = [error(p, draw.random(len(p)) < p) for _ in range(DRAWS // 4)]
    low, high = np.quantile(again, (0.025, 0.975))
    return Calibrated(
        error=error(p, y), low=float(low), high=float(high), chance=float(np.mean(chance))
    )
