"""Made-up talk shaped like the product's: bins of a quarter of an hour, many series at once.

Six volumes from three reviews a week to ten thousand mentions an hour, two in ten negative, with
hours of the day and days of the week, in three regimes. `ideal` is Poisson talk and binomial
negatives; `chatty` has rate and share wander over hours; `bursty` adds a burst of talk seven
times in ten days, at the same share. Every number is the detector's to meet, never to be told.
"""

from __future__ import annotations

from math import exp, log
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Regime = Literal["ideal", "chatty", "bursty"]
Counts: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.float64]

REGIMES: tuple[Regime, ...] = ("ideal", "chatty", "bursty")
BINS_A_DAY = 96
BINS_AN_HOUR = 4
DAYS_A_MONTH = 30
SHARE = 0.2
"""How much of ordinary talk is negative."""

VOLUMES = {
    "3/week": 3 / 7 / BINS_A_DAY,
    "10/day": 10 / BINS_A_DAY,
    "100/day": 100 / BINS_A_DAY,
    "1k/day": 1_000 / BINS_A_DAY,
    "1k/hour": 1_000 / BINS_AN_HOUR,
    "10k/hour": 10_000 / BINS_AN_HOUR,
}
"""Items in a bin, on average."""

BUDGETS = (1 / 3, 1.0, 3.0)
"""Alarms a month."""

WARM_UP_DAYS = {**dict.fromkeys(VOLUMES, 28), "3/week": 182, "10/day": 42}
INCIDENT_DAYS = dict(zip(VOLUMES, (84, 21, 7, 2, 1, 1), strict=True))

HOUR_OF_DAY = np.array(
    [
        *(0.359, 0.2564, 0.2051, 0.1538, 0.1538, 0.2051, 0.359, 0.6154),
        *(0.9231, 1.1282, 1.2308, 1.3333, 1.4359, 1.3846, 1.3333, 1.3333),
        *(1.3846, 1.4872, 1.641, 1.7949, 1.8462, 1.641, 1.1282, 0.6667),
    ]
)
DAY_OF_WEEK = np.array([1.08, 1.1, 1.1, 1.08, 1.05, 0.85, 0.74])
"""From Monday on."""

_RATE_WANDER, _RATE_HOURS = 0.25, 4
_SHARE_WANDER, _SHARE_HOURS = 0.25, 6
_BURSTS_A_DAY, _BURST_TAIL, _BURST_BINS, _BURST_DECAY = 0.7, 1.6, 2, 3.0
_BURST_LASTS = 48


class Incident(NamedTuple):
    """Talk times `volume`, of which `share` is negative; none leaves it as it was."""

    volume: float
    share: float | None


INCIDENTS = {
    "share .2->.5": Incident(1, 0.5),
    "share .2->.3": Incident(1, 0.3),
    "talk x3": Incident(3, None),
    "both x3, .5": Incident(3, 0.5),
}


class Stream(NamedTuple):
    """Items, and the negatives among them: a row for each bin, a column for each series."""

    n: Counts
    k: Counts


def simulate(
    rng: np.random.Generator,
    volume: str,
    regime: Regime,
    days: int,
    series: int,
    incident: Incident | None = None,
    at: Counts | None = None,
) -> Stream:
    """So many series from Monday at midnight on; an incident lasts from bin `at` to the end."""
    shape = days * BINS_A_DAY, series
    rates = np.repeat(usual(volume, days)[:, None], series, axis=1)
    odds = np.full(shape, _logit(SHARE))
    if incident is not None:
        assert at is not None
        _break_out(rates, odds, incident, at)
    if regime != "ideal":
        rates *= np.exp(_wander(rng, shape, _RATE_WANDER, _RATE_HOURS) - _RATE_WANDER**2 / 2)
        odds += _wander(rng, shape, _SHARE_WANDER, _SHARE_HOURS)
    if regime == "bursty":
        rates += _bursts(rng, rates)
    items = rng.poisson(rates)
    return Stream(items, rng.binomial(items, 1 / (1 + np.exp(-odds))))


def usual(volume: str, days: int) -> Numbers:
    """The items expected in each bin, from Monday at midnight on."""
    hours = np.arange(days * 24)
    rates = VOLUMES[volume] * HOUR_OF_DAY[hours % 24] * DAY_OF_WEEK[hours // 24 % 7]
    return np.repeat(rates, BINS_AN_HOUR)


def starts(rng: np.random.Generator, volume: str, series: int) -> Counts:
    """When an incident begins: some bin of the week that follows what is learned from."""
    return WARM_UP_DAYS[volume] * BINS_A_DAY + rng.integers(7 * BINS_A_DAY, size=series)


def _break_out(rates: Numbers, odds: Numbers, incident: Incident, at: Counts) -> None:
    on = np.arange(len(rates))[:, None] >= at
    rates[on] *= incident.volume
    if incident.share is not None:
        odds[on] = _logit(incident.share)


def _wander(
    rng: np.random.Generator, shape: tuple[int, int], deviation: float, hours: float
) -> Numbers:
    """A level that strays about nought and forgets where it was within so many hours."""
    kept = exp(-1 / (hours * BINS_AN_HOUR))
    steps = rng.normal(0, deviation, shape)
    steps[1:] *= (1 - kept**2) ** 0.5
    for bin_ in range(1, len(steps)):
        steps[bin_] += kept * steps[bin_ - 1]
    return steps


def _bursts(rng: np.random.Generator, rates: Numbers) -> Numbers:
    """What bursts add: each at least half an hour of that moment's talk, gone within hours."""
    begun = rng.poisson(_BURSTS_A_DAY / BINS_A_DAY, rates.shape)
    bins, series = np.nonzero(begun)
    sizes = rng.pareto(_BURST_TAIL, len(bins)) + 1
    sizes *= _BURST_BINS * rates[bins, series] * begun[bins, series]
    fading = np.exp(-np.arange(_BURST_LASTS) / _BURST_DECAY)
    added = np.zeros((len(rates) + _BURST_LASTS, rates.shape[1]))
    for later, part in enumerate(fading / fading.sum()):
        np.add.at(added, (bins + later, series), sizes * part)
    return added[: len(rates)]


def _logit(share: float) -> float:
    return log(share / (1 - share))
