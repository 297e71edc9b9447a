"""The fastest there can be: a CUSUM that is told the rate, the share and the change to come.

For a known change no detector with the same false alarms has a shorter worst delay (Moustakides
1986, doi 10.1214/aos/1176350164). Its threshold is found by simulation. What a detector that is
told nothing takes is put beside it: `python -m benchmarks spikes oracle` prints the hours.
"""

from __future__ import annotations

import argparse
from functools import lru_cache
from math import log

import numpy as np

from benchmarks.spikes.simulation import (
    BINS_A_DAY,
    BINS_AN_HOUR,
    DAYS_A_MONTH,
    INCIDENT_DAYS,
    INCIDENTS,
    SHARE,
    VOLUMES,
    Incident,
    Numbers,
    Stream,
    simulate,
    usual,
)

DAYS, SERIES = 360, 200
"""What thresholds are found on: 2,400 months."""

TRIALS = 1_000
THRESHOLDS = np.arange(0, 9.4, 0.2)
"""The mean time between false alarms is exp(threshold) bins at least: three months are 9.1."""

_SEED = 1


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks spikes oracle")
    parser.add_argument("--alarms", type=float, default=1.0, help="false alarms a month")
    alarms = parser.parse_args(argv).alarms
    print(f"median hours to the alarm of one who knows all, at {alarms:.2g} false alarms a month")
    print(" " * 12 + "".join(f"{volume:>10}" for volume in VOLUMES))
    for name in INCIDENTS:
        hours = (median_hours(volume, name, alarms) for volume in VOLUMES)
        print(f"{name:<12}" + "".join(f"{each:10.3g}" for each in hours), flush=True)


@lru_cache
def median_hours(volume: str, incident: str, alarms: float) -> float:
    """How long it takes from the start of an incident, ideal regime; a bin is the least."""
    at, height = _trials(volume, incident)
    limit = threshold(volume, incident, alarms)
    level, first = np.zeros(TRIALS), np.full(TRIALS, np.inf)
    for bin_, step in enumerate(height):
        level = np.maximum(level + step, 0)
        raised = level > limit
        first[raised & (bin_ >= at) & np.isinf(first)] = bin_ + 1
        level[raised] = 0
    return float(np.median(first - at)) / BINS_AN_HOUR


def threshold(volume: str, incident: str, alarms: float) -> float:
    """The lowest level that ordinary talk passes so many times a month."""
    rates = _false_alarms(volume, incident)
    kept = int(np.argmax(rates <= alarms))
    if kept == 0:
        return 0.0
    above, below = log(rates[kept - 1]), log(max(rates[kept], 1e-9))
    part = (above - log(alarms)) / (above - below)
    return float(THRESHOLDS[kept - 1] + part * (THRESHOLDS[kept] - THRESHOLDS[kept - 1]))


@lru_cache
def _false_alarms(volume: str, incident: str) -> Numbers:
    """Alarms a month in ordinary talk, for each of the thresholds."""
    quiet = simulate(np.random.default_rng(_SEED), volume, "ideal", DAYS, SERIES)
    level = np.zeros((len(THRESHOLDS), SERIES))
    limits, count = THRESHOLDS[:, None], np.zeros(len(THRESHOLDS))
    for step in _heights(quiet, usual(volume, DAYS), INCIDENTS[incident]):
        level += step
        np.maximum(level, 0, out=level)
        raised = level > limits
        if raised.any():
            count += raised.sum(axis=1)
            level[raised] = 0
    return count / (SERIES * DAYS / DAYS_A_MONTH)


@lru_cache(maxsize=1)
def _trials(volume: str, incident: str) -> tuple[Numbers, Numbers]:
    """Starts in the second week, and how much every bin speaks for the change."""
    rng = np.random.default_rng(_SEED)
    days = 14 + INCIDENT_DAYS[volume]
    at = 7 * BINS_A_DAY + rng.integers(7 * BINS_A_DAY, size=TRIALS)
    change = INCIDENTS[incident]
    told = simulate(rng, volume, "ideal", days, TRIALS, change, at)
    return at, _heights(told, usual(volume, days), change)


def _heights(stream: Stream, rates: Numbers, change: Incident) -> Numbers:
    """The log likelihood ratio of each bin, changed against unchanged."""
    volume, share = change.volume, SHARE if change.share is None else change.share
    negative = log(volume * share / SHARE)
    other = log(volume * (1 - share) / (1 - SHARE))
    return stream.k * negative + (stream.n - stream.k) * other - rates[:, None] * (volume - 1)
