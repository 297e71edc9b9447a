"""Whether a budget of false alarms was kept, as far as the time that was looked at tells. Pure."""

from __future__ import annotations

from math import exp, fsum, lgamma, log, sqrt
from typing import Literal

from msgspec import Struct

Verdict = Literal["kept", "over", "open"]

TOLERATED = 1.5
"""So many times the budget is still called kept."""

_TAIL = 0.05


class Kept(Struct, frozen=True, kw_only=True):
    """What would have been sent in so many months at a budget; `true` of them people called so."""

    budget: float
    sent: int
    true: int
    months: float

    @property
    def false(self) -> int:
        """Of which nobody has said that they were right."""
        return self.sent - self.true

    @property
    def allowed(self) -> float:
        """How many the budget allows in the time."""
        return self.budget * self.months

    @property
    def ratio(self) -> float:
        """Measured against allowed."""
        return self.false / self.allowed

    @property
    def bounds(self) -> tuple[float, float]:
        """What the ratio may truly be, nine times in ten."""
        low, high = bounds(self.false)
        return low / self.allowed, high / self.allowed

    @property
    def verdict(self) -> Verdict:
        """Over where that is sure and by more than is tolerated, kept where that is sure."""
        low, high = self.bounds
        if self.ratio > TOLERATED and low > 1:
            return "over"
        return "kept" if high <= TOLERATED else "open"


def bounds(count: int) -> tuple[float, float]:
    """Between which means a count is no surprise, nine times in ten (Garwood 1936)."""
    low = _mean(count - 1, 1 - _TAIL) if count else 0.0
    return low, _mean(count, _TAIL)


def _mean(count: int, chance: float) -> float:
    """Where so many or fewer have that chance."""
    low, high = 1e-9, count + 10 + 5 * sqrt(count + 1)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(count, middle) > chance else (low, middle)
    return high


def _at_most(count: int, mean: float) -> float:
    """The chance of so many or fewer where so many are expected."""
    parts = (exp(each * log(mean) - mean - lgamma(each + 1)) for each in range(count + 1))
    return fsum(parts)
