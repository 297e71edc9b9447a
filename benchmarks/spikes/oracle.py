"""The fastest there can be, in made-up talk: a CUSUM that is told the change to come.

What a detector that is told nothing takes is put beside it; how it is found tells
`listener/detection/oracle.py`. `python -m benchmarks spikes oracle` prints the hours.
"""

from __future__ import annotations

import argparse
from functools import lru_cache

import numpy as np

from benchmarks.spikes.simulation import (
    BINS_A_DAY,
    BINS_AN_HOUR,
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
from listener.detection import oracle
from listener.detection.oracle import Shift

DAYS, SERIES = 360, 200
"""What thresholds are found on: 2,400 months."""

TRIALS = 1_000

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
    first = oracle.first_alarms(height, at, threshold(volume, incident, alarms))
    return float(np.median(first - at)) / BINS_AN_HOUR


def threshold(volume: str, incident: str, alarms: float) -> float:
    """The lowest level that ordinary talk passes so many times a month."""
    return oracle.threshold(_false_alarms(volume, incident), alarms)


@lru_cache
def _false_alarms(volume: str, incident: str) -> Numbers:
    """Alarms a month in ordinary talk, for each of the thresholds."""
    quiet = simulate(np.random.default_rng(_SEED), volume, "ideal", DAYS, SERIES)
    return oracle.false_alarms(_heights(quiet, usual(volume, DAYS), INCIDENTS[incident]))


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
    share = SHARE if change.share is None else change.share
    return oracle.heights(stream.n, stream.k, rates, SHARE, Shift(change.volume, share))
