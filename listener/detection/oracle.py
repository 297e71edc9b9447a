"""The fastest there can be: a CUSUM that is told the rate, the share and the change to come. Pure.

For a known change no detector with the same false alarms has a shorter worst delay (Moustakides
1986, doi 10.1214/aos/1176350164). Its threshold is found by simulation: what it takes is put
beside what a detector takes that is told nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from listener.detection.windows import MONTH

Numbers: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.integer[Any]]

THRESHOLDS = np.arange(0, 12.2, 0.2)
"""The mean time between false alarms is exp(threshold) quarters at least: three months are 9.1."""

A_DAY = 96
_DAYS, _SERIES = 120, 100
"""What thresholds are found on: 400 months."""

_SETTLED, _WITHIN, _TRIALS = 7, 28, 400


class Shift(NamedTuple):
    """Talk times `volume`, of which `share` is negative."""

    volume: float
    share: float


def heights(
    items: Counts, negatives: Counts, rates: Numbers, share: float, shift: Shift
) -> Numbers:
    """The log likelihood ratio of each quarter, changed against unchanged.

    A row for each quarter, in which `rates` items are usual; a column for each series.
    """
    negative = log(shift.volume * shift.share / share)
    other = log(shift.volume * (1 - shift.share) / (1 - share))
    expected = rates[:, None] * (shift.volume - 1)
    found: Numbers = negatives * negative + (items - negatives) * other - expected
    return found


def false_alarms(quiet: Numbers) -> Numbers:
    """Alarms a month in ordinary talk of these heights, for each of the thresholds."""
    quarters, series = quiet.shape
    level = np.zeros((len(THRESHOLDS), series))
    limits, count = THRESHOLDS[:, None], np.zeros(len(THRESHOLDS))
    for step in quiet:
        level += step
        np.maximum(level, 0, out=level)
        raised = level > limits
        if raised.any():
            count += raised.sum(axis=1)
            level[raised] = 0
    found: Numbers = count * (MONTH / (series * quarters))
    return found


def threshold(rates: Numbers, alarms: float) -> float:
    """The lowest level that ordinary talk passes so many times a month."""
    if rates[-1] > alarms:
        return float(THRESHOLDS[-1])
    kept = int(np.argmax(rates <= alarms))
    if kept == 0:
        return 0.0
    above, below = log(rates[kept - 1]), log(max(rates[kept], 1e-9))
    part = (above - log(alarms)) / (above - below)
    return float(THRESHOLDS[kept - 1] + part * (THRESHOLDS[kept] - THRESHOLDS[kept - 1]))


def first_alarms(told: Numbers, at: Counts, limit: float) -> Numbers:
    """The quarter after which each series alarms first, from its own quarter `at` on."""
    trials = told.shape[1]
    level, first = np.zeros(trials), np.full(trials, np.inf)
    for quarter, step in enumerate(told):
        level = np.maximum(level + step, 0)
        raised = level > limit
        first[raised & (quarter >= at) & np.isinf(first)] = quarter + 1
        level[raised] = 0
    return first


def fastest(
    rng: np.random.Generator,
    day: Numbers,
    share: float,
    shift: Shift,
    budgets: Sequence[float],
    starts: int = 0,
) -> list[float | None]:
    """Quarters from the change to the alarm, median, at each of these false alarms a month.

    `day` are the items that are usual in each quarter of a day, `starts` is the one of the change.
    None where it is not seen within four weeks.
    """
    share = min(max(share, 0.001), 0.999)
    shift = Shift(shift.volume, min(max(shift.share, 0.001), 0.999))
    if not day.any() or shift == Shift(1.0, share):
        return [None] * len(budgets)
    rates = false_alarms(_ordinary(rng, day, share, shift))
    told, at = _changed(rng, day, share, shift, starts)
    found = (np.median(first_alarms(told, at, threshold(rates, each)) - at) for each in budgets)
    return [float(each) if np.isfinite(each) else None for each in found]


def _ordinary(rng: np.random.Generator, day: Numbers, share: float, shift: Shift) -> Numbers:
    rates = np.tile(day, _DAYS)
    items = rng.poisson(rates[:, None], (len(rates), _SERIES))
    return heights(items, rng.binomial(items, share), rates, share, shift)


def _changed(
    rng: np.random.Generator, day: Numbers, share: float, shift: Shift, starts: int
) -> tuple[Numbers, Counts]:
    at = _SETTLED * A_DAY + starts
    rates = np.tile(day, _SETTLED + 1 + _WITHIN)
    on = (np.arange(len(rates)) >= at)[:, None]
    items = rng.poisson(rates[:, None] * np.where(on, shift.volume, 1), (len(rates), _TRIALS))
    negatives = rng.binomial(items, np.where(on, shift.share, share))
    return heights(items, negatives, rates, share, shift), np.full(_TRIALS, at)
