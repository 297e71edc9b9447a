"""The negative binomial distribution: its upper tail and its band.

A count whose mean is itself uncertain: `spread` is the squared relative uncertainty of the mean,
so the variance is mean + spread x mean². Spread nought is Poisson.
"""

from __future__ import annotations

from math import exp, lgamma, log, sqrt

SMALLEST = 1e-300
"""Probabilities below are not told apart."""

_MIN_SPREAD = 1e-6
_MAX_TERMS = 20_000


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
    return _quantile(0.05, mean, spread), _quantile(0.95, mean, spread)


def _quantile(share: float, mean: float, spread: float) -> int:
    """The smallest count whose distribution function reaches `share`, by halving."""
    below, above = -1, int(mean + 2 * sqrt(mean + spread * mean * mean)) + 1
    while at_least(above + 1, mean, spread) > 1 - share:
        below, above = above, 2 * above
    while above - below > 1:
        middle = (below + above) // 2
        if at_least(middle + 1, mean, spread) > 1 - share:
            below = middle
        else:
            above = middle
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
    c, d = 1.0, 1 / _nonzero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MAX_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _nonzero(1 + term * d)
            c = _nonzero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < 1e-12:
            break
    return value


def _nonzero(value: float) -> float:
    return value if abs(value) > 1e-30 else 1e-30
