"""Weeks against the season of the year, for a brand that was listened to for two years and more.

What Noufaily et al. (2013, https://doi.org/10.1002/sim.5595) watch disease reports by, with waves
for the season: the logarithm of the weekly mean is a level, a trend where there is one, and two
waves, one and two to the year. Counts stray from it by a constant factor more than chance would
have them (quasi-Poisson, fitted by repeated weighted least squares). Weeks of the past that
stand out count less, so that last year's crisis does not pass for the season. This week, and half
of the one before, are held against a negative binomial that knows how unsure the mean is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from listener.detection.tails import at_least

Floats: TypeAlias = NDArray[np.float64]

YEAR = 365.2425 / 7
FEWEST, MOST = 104, 261
"""Weeks looked at: two years are needed, five are enough."""

ECHO = 0.5
"""How much of last week speaks with this one: what goes on for two weeks is seen sooner than by
this week alone, and what has just begun sooner than by two weeks together."""

_JUDGED = 2
"""Weeks that do not teach, because they are judged."""

_WAVES = 2
_WAVE_PRIOR, _TREND_PRIOR = 1.0, 0.5
"""Waves and trends of e times are ordinary, much more is not believed on few counts."""

_TREND_CERTAIN = 2.0
_STANDS_OUT = 2.58
_ROUNDS, _FIRST_STEPS, _STEPS = 4, 6, 3
_LOWEST, _HIGHEST = -7.0, 15.0
"""Logarithms of weekly means that are told apart."""


class Week(Struct, frozen=True, kw_only=True):
    """What this week has, what it usually has, and how much would be news after last week.

    More than `high` happens by chance in one of 1/alpha weeks; so does less than `low`, of which
    the week before knows nothing. `growth` is what a year multiplies the usual by, 1 where no
    trend is certain; `unrest` is the variance in units of the mean.
    """

    observed: int
    before: int
    expected: float
    low: int
    high: int
    probability: float
    growth: float
    unrest: float


def week_of_the_year(
    counts: Sequence[int], *, alpha: float, known: Sequence[bool] | None = None
) -> Week | None:
    """The last of the weekly counts, oldest first, against the season; none before two years.

    Weeks that are not `known`, because nobody listened, neither teach nor are judged.
    """
    taught = np.array(known if known is not None else [True] * len(counts))[-MOST:]
    if taught.sum() < FEWEST or not taught[-1]:
        return None
    (week,) = weeks_of_the_year(np.array([counts], float), alpha=alpha, known=taught)
    return week


def weeks_of_the_year(
    counts: Floats, *, alpha: float, known: NDArray[np.bool_] | None = None
) -> list[Week]:
    """The same for many series of the same weeks at once: a row for each."""
    counts = counts[:, -MOST:]
    weights = np.ones(counts.shape[1]) if known is None else known.astype(float)
    heard = np.array([ECHO * weights[-2], 1])
    weights[-_JUDGED:] = 0
    plain = _fitted(counts, weights, _design(counts.shape[1], trend=False))
    bent = _fitted(counts, weights, _design(counts.shape[1], trend=True))
    certain = np.abs(bent.coefficients[:, 1]) > _TREND_CERTAIN * np.sqrt(bent.covariance[:, 1, 1])
    return [
        _week(row, (bent if trend else plain).of(at), heard, alpha, trend=trend)
        for at, (row, trend) in enumerate(zip(counts, certain.tolist(), strict=True))
    ]


class _Fit(NamedTuple):
    """What is usual in each week of each series, how sure that is, and each week's say in it."""

    design: Floats
    coefficients: Floats
    means: Floats
    covariance: Floats
    unrest: Floats
    leverage: Floats

    def of(self, series: int) -> _Fit:
        return _Fit(self.design, *(each[series] for each in self[1:]))


def _week(counts: Floats, fit: _Fit, heard: Floats, alpha: float, *, trend: bool) -> Week:
    """What is usual is no news, whatever was the week before."""
    before, observed = (int(count) for count in counts[-2:])
    expected = float(fit.means[-1])
    tail = _tail(fit, heard, before)
    return Week(
        observed=observed,
        before=before,
        expected=expected,
        low=_low(_tail(fit, np.array([0.0, 1.0]), 0), alpha, int(expected)),
        high=_high(tail, alpha, int(expected)),
        probability=tail(observed) if observed > expected else 1.0,
        growth=float(np.exp(fit.coefficients[1])) if trend else 1.0,
        unrest=float(fit.unrest),
    )


def _tail(fit: _Fit, heard: Floats, before: int) -> Callable[[int], float]:
    """How likely this week, at so many, and the echo of the last are that much or more.

    Their sum is measured in counts that vary as their mean does.
    """
    means, echo = fit.means[-2:], float(heard[0]) * before
    unit = float(means @ heard**2 / (means @ heard))
    expected = float(means @ heard) / unit
    slope = (means * heard) @ fit.design[-2:] / unit
    doubt = float(slope @ fit.covariance @ slope) / expected**2
    spread = (float(fit.unrest) - 1) / expected + doubt
    return lambda observed: at_least((observed + echo) / unit, expected, spread)


def _high(tail: Callable[[int], float], alpha: float, least: int) -> int:
    """The most that is not less likely than alpha, no less than `least`; by halving."""
    below, above = least, 2 * least + 2
    while tail(above) >= alpha:
        below, above = above, 2 * above
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if tail(middle) >= alpha else (below, middle)
    return below


def _low(tail: Callable[[int], float], alpha: float, most: int) -> int:
    """The least that is not rarer than alpha, so few and fewer together; by halving."""
    below, above = -1, most
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (below, middle) if 1 - tail(middle + 1) >= alpha else (middle, above)
    return above


def _design(weeks: int, *, trend: bool) -> Floats:
    """Level, trend in years, and waves of the year; the last week is week nought."""
    years = (np.arange(weeks) - (weeks - 1)) / YEAR
    columns = [np.ones(weeks), *([years] if trend else [])]
    for wave in range(1, _WAVES + 1):
        columns += [np.cos(2 * np.pi * wave * years), np.sin(2 * np.pi * wave * years)]
    return np.stack(columns, axis=1)


def _fitted(counts: Floats, known: Floats, design: Floats) -> _Fit:
    """Fit, take weight from the weeks that stand out, fit again."""
    prior = np.full(design.shape[1], _WAVE_PRIOR)
    prior[0] = 0
    if len(prior) > 1 + 2 * _WAVES:
        prior[1] = _TREND_PRIOR
    weights = np.repeat(known[None], len(counts), axis=0)
    start = np.zeros((len(counts), len(prior)))
    start[:, 0] = np.log((counts @ known + 0.5) / known.sum())
    found = _climbed(counts, weights, design, prior, start, _FIRST_STEPS)
    fit = _judged(counts, weights, design, prior, found)
    for _ in range(_ROUNDS - 1):
        weights = _lighter(counts, known, fit)
        found = _climbed(counts, weights, design, prior, fit.coefficients, _STEPS)
        fit = _judged(counts, weights, design, prior, found)
    return fit


def _climbed(
    counts: Floats, weights: Floats, design: Floats, prior: Floats, start: Floats, steps: int
) -> Floats:
    """So many steps of weighted least squares; the level is believed by half a count."""
    found = start
    for _ in range(steps):
        means = _means(found, design)
        slope = (weights * (counts - means)) @ design - prior * found
        slope[:, 0] += 0.5
        bend = _information(weights * means, design, prior)
        found = found + np.clip(np.linalg.solve(bend, slope[..., None])[..., 0], -2, 2)
    return found


def _judged(counts: Floats, weights: Floats, design: Floats, prior: Floats, found: Floats) -> _Fit:
    """How far counts stray from their means, and how sure these are."""
    means = _means(found, design)
    inverse = np.linalg.inv(_information(weights * means, design, prior))
    leverage = weights * means * np.einsum("ti,sij,tj->st", design, inverse, design)
    freedom = np.maximum(weights.sum(axis=1) - leverage.sum(axis=1), 1)
    strayed = weights * (counts - means) ** 2 / means
    unrest = np.maximum(1, strayed.sum(axis=1) / freedom)
    return _Fit(design, found, means, inverse * unrest[:, None, None], unrest, leverage)


def _lighter(counts: Floats, known: Floats, fit: _Fit) -> Floats:
    """Weeks beyond 2.58 deviations count by the square of that, and all together as before.

    Deviations are those of a gamma's cube root (Wilson and Hilferty 1931), which small counts
    follow better than Anscombe's two thirds: with these, every third busy week of a rare and
    restless series would stand out.
    """
    shape = fit.means / (fit.unrest[:, None] * np.clip(1 - fit.leverage, 0.05, 1))
    root = np.cbrt(np.maximum(counts - 0.5, 0) / fit.means)
    deviations = 3 * np.sqrt(shape) * (root - 1 + 1 / (9 * shape))
    weights = known * np.where(deviations > _STANDS_OUT, 1 / np.maximum(deviations, 1) ** 2, 1)
    return np.asarray(weights * (known.sum() / weights.sum(axis=1))[:, None])


def _means(coefficients: Floats, design: Floats) -> Floats:
    return np.exp(np.clip(coefficients @ design.T, _LOWEST, _HIGHEST))


def _information(weights: Floats, design: Floats, prior: Floats) -> Floats:
    number = design.shape[1]
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), number**2)
    return (weights @ products).reshape(-1, number, number) + np.diag(prior)
