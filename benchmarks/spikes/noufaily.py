"""Weeks against the season of the year: outbreaks found, at how many false alarms.

`listener.detection.yearly` beside Farrington Flexible, both written here, on the same made-up
counts; at the probabilities that each names, and at one false alarm in a hundred weeks.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.spikes import farrington
from benchmarks.spikes.outbreaks import JUDGED, SCENARIOS, WEEKS, Weekly, simulate
from benchmarks.spikes.simulation import Numbers
from listener.detection.yearly import weeks_of_the_year

Way = Callable[[Numbers], Numbers]
Flags = NDArray[np.bool_]
NOMINAL = (0.05, 0.01, 0.005)
EQUAL = 0.01


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks spikes noufaily")
    parser.add_argument("--replicates", type=int, default=20, help="series of each scenario")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    told = simulate(np.random.default_rng(options.seed), options.replicates)
    print(f"{len(told.counts)} series and outbreaks, {told.quiet.sum():,} quiet weeks")
    found = [_told(told, *way) for way in (FARRINGTON, OURS)]
    error = (0.25 / len(told.counts)) ** 0.5
    print(
        f"found at {EQUAL:.0%} false alarms: listener {found[1]:.3f},"
        f" Farrington Flexible {found[0]:.3f} (standard error {error:.3f})"
    )


def _told(told: Weekly, name: str, way: Way) -> float:
    """Print all of a way, and say what part of the outbreaks it finds at equal false alarms."""
    chances = _weekly(told, way)
    equal = np.quantile(chances[told.quiet], EQUAL)
    print(name)
    for title, limit in [*((f"below {alpha}", alpha) for alpha in NOMINAL), ("equal", equal)]:
        alarms = chances < limit
        print(
            f"  {title:<12} false {alarms[told.quiet].mean():6.2%}"
            f" (worst {_worst(told, alarms):.1%})"
            f"  found {_detected(told, alarms):.3f}  in the first week {_at_once(told, alarms):.3f}"
        )
    return _detected(told, chances < equal)


def _detected(told: Weekly, alarms: Flags) -> float:
    """The part of outbreaks with an alarm in any of their weeks; one without cases is missed."""
    return float((alarms & told.outbreak).any(axis=1).mean())


def _at_once(told: Weekly, alarms: Flags) -> float:
    first = told.outbreak & (np.cumsum(told.outbreak, axis=1) == 1)
    return float((alarms & first).any(axis=1).mean())


def _worst(told: Weekly, alarms: Flags) -> float:
    """False alarms where there are most of them, of all scenarios."""
    groups = zip(
        np.split(alarms, len(SCENARIOS)), np.split(told.quiet, len(SCENARIOS)), strict=True
    )
    return float(max(each[quiet].mean() for each, quiet in groups))


def _weekly(told: Weekly, way: Way) -> Numbers:
    """What each of the last weeks was thought of when it was the present one."""
    counts = told.counts.astype(float)
    ends = range(WEEKS - JUDGED + 1, WEEKS + 1)
    return np.stack([way(counts[:, :end]) for end in ends], axis=1)


def _ours(counts: Numbers) -> Numbers:
    return np.array([week.probability for week in weeks_of_the_year(counts, alpha=EQUAL)])


FARRINGTON = "Farrington Flexible", farrington.probabilities
OURS = "listener", _ours
