"""The negative binomial distribution: its upper tail and its band.

A count whose mean is itself uncertain: `spread` is the squared relative uncertainty of the mean,
so the variance is mean + spread x mean². Spread nought is Poisson.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log, sqrt

SMALLEST = 1e-300
"""Probabilities below are not told apart."""

_ONE_IN_TWENTY = 1.645
"""Deviations of a normal distribution that are exceeded so often."""

_MIN_SPREAD = 1e-6
_MAX_TERMS = 20_000
_CLOSE, _ALMOST_NOUGHT = 1e-12, 1e-30


def at_least(count: float, mean: float, spread: float) -> float:
    """The probability of `count` or more; between whole counts, in between."""
    if count <= 0:
        return 1.0
    if mean <= 0:
        return SMALLEST
    shape = 1 / max(spread, _MIN_SPREAD)
    return max(SMALLEST, min(1.0, _beta(mean / (mean + shape), count, shape)))


def band(mean: float, spread: float) -> tuple[int, int]:
    """The counts that are undercut, and exceeded, once in twenty times at most."""
    return _quantile(-_ONE_IN_TWENTY, 0.95, mean, spread), _quantile(
        _ONE_IN_TWENTY, 0.05, mean, spread
    )


def _quantile(deviations: float, above: float, mean: float, spread: float) -> int:
    """The smallest count that is exceeded with a probability of `above` at most.

    From where it should be, so many deviations off (Cornish and Fisher), in steps that double.
    """

    def rare(count: int) -> bool:
        return at_least(count + 1, mean, spread) <= above

    deviation, skew = sqrt(mean + spread * mean * mean), 1 + 2 * spread * mean
    guess = int(mean + deviations * deviation + skew * (deviations**2 - 1) / 6)
    return _first(rare, max(0, guess))


def _first(rare: Callable[[int], bool], guess: int) -> int:
    """The first count of which it is true, as of all beyond it; no count is below nought."""
    step = 1
    if rare(guess):
        below, above = guess - 1, guess
        while below >= 0 and rare(below):
            step *= 2
            below, above = max(-1, below - step), below
    else:
        below, above = guess, guess + 1
        while not rare(above):
            step *= 2
            below, above = above, above + step
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (below, middle) if rare(middle) else (middle, above)
    return above


def _beta(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function (https://dlmf.nist.gov/8.17#v)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Its continued fraction, by Lentz's method (https://dlmf.nist.gov/8.17#E22)."""
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or _ALMOST_NOUGHT)
    value, place, both = d, a, a + b
    for m in range(1, _MAX_TERMS):
        place += 2
        even = m * (b - m) * x / ((place - 1) * place)
        d = 1 / ((1 + even * d) or _ALMOST_NOUGHT)
        c = (1 + even / c) or _ALMOST_NOUGHT
        value *= c * d
        odd = -(a + m) * (both + m) * x / (place * (place + 1))
        d = 1 / ((1 + odd * d) or _ALMOST_NOUGHT)
        c = (1 + odd / c) or _ALMOST_NOUGHT
        step = c * d
        value *= step
        if -_CLOSE < step - 1 < _CLOSE:
            break
    return value
