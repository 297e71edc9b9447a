"""How long it takes to say so when talk turns bad, beside one who knows what is to come.

Median hours from the start of an incident to its first alarm, at so many false alarms a month of
shares and counts together. The oracle (`benchmarks.spikes.oracle`) is told rate, share and change;
it has the ideal regime's talk, so that its ratio to chatty talk is a bound from afar.
"""

from __future__ import annotations

import argparse

import numpy as np

from benchmarks.spikes import oracle
from benchmarks.spikes.running import Flags, rates
from benchmarks.spikes.simulation import (
    BINS_A_DAY,
    BINS_AN_HOUR,
    INCIDENT_DAYS,
    INCIDENTS,
    VOLUMES,
    WARM_UP_DAYS,
    Counts,
    Numbers,
    Regime,
    Stream,
    simulate,
    starts,
)

BARS = {"share .2->.5": 1.5, "share .2->.3": 2.0, "talk x3": np.inf, "both x3, .5": 2.0}
FAST, EVALUATIONS = ("1k/hour", "10k/hour"), 2
SHOWN: tuple[Regime, ...] = ("ideal", "chatty")


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks spikes delay")
    parser.add_argument("--series", type=int, help="series of each incident, volume, regime (60)")
    parser.add_argument("--alarms", type=float, default=1.0, help="false alarms a month")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="24 series, from 100/day up")
    options = parser.parse_args(argv)
    series = options.series or (24 if options.quick else 60)
    volumes = list(VOLUMES)[2 if options.quick else 0 :]
    print(f"median hours (/ the oracle's; found), seed {options.seed}, {series} series each")
    found = {
        volume: _print_volume(volume, series, options.seed, options.alarms) for volume in volumes
    }
    worst = {}
    for name, bar in BARS.items():
        ratios = {
            volume: hours[name] / oracle.median_hours(volume, name, options.alarms)
            for volume, hours in found.items()
        }
        at = max(ratios, key=lambda volume: ratios[volume])
        worst[name] = f"{name} {ratios[at]:.2f}"
        limit = f" (at most {bar:g})" if np.isfinite(bar) else ""
        print(f"{name}: worst of ideal talk {ratios[at]:.2f} x the oracle{limit}, at {at}")
    slowest = max(hours["share .2->.5"] for volume, hours in found.items() if volume in FAST)
    print(
        f"worst times the oracle's: {', '.join(worst.values())};"
        f" .2->.5 from 1k/hour on {slowest * BINS_AN_HOUR:g} evaluations (at most {EVALUATIONS})"
    )


def _print_volume(volume: str, series: int, seed: int, alarms: float) -> dict[str, float]:
    """Print both regimes; the median hours of ideal talk."""
    delays = delays_of(volume, series, seed, alarms)
    medians = {cell: float(np.median(each)) for cell, each in delays.items()}
    for regime in SHOWN:
        told = []
        for name in INCIDENTS:
            hours, share = medians[regime, name], np.isfinite(delays[regime, name]).mean()
            best = oracle.median_hours(volume, name, alarms)
            told.append(f"{name} {hours:.3g} ({hours / best:.2f}; {share:.2f})")
        print(f"{volume:<8} {regime:<6} " + "   ".join(told), flush=True)
    return {name: medians["ideal", name] for name in INCIDENTS}


def delays_of(
    volume: str, series: int, seed: int, alarms: float
) -> dict[tuple[Regime, str], Numbers]:
    """Hours to the first alarm of each incident, infinite where there is none while it lasts."""
    rng = np.random.default_rng(seed)
    cells = [(regime, name) for regime in SHOWN for name in INCIDENTS]
    streams, begun = [], []
    for regime, name in cells:
        at, told = broken_out(rng, volume, regime, name, series)
        begun.append(at)
        streams.append(told)
    both = Stream(*(np.concatenate(each, axis=1) for each in zip(*streams, strict=True)))
    alarming = rates(both.n, both.k).alarms(alarms)
    hours = _hours(alarming, np.concatenate(begun), INCIDENT_DAYS[volume] * BINS_A_DAY)
    return dict(zip(cells, np.split(hours, len(cells)), strict=True))


def broken_out(
    rng: np.random.Generator, volume: str, regime: Regime, name: str, series: int
) -> tuple[Counts, Stream]:
    """When an incident begins in each of so many series, and their talk until it ends."""
    at = starts(rng, volume, series)
    days = WARM_UP_DAYS[volume] + 7 + INCIDENT_DAYS[volume]
    return at, simulate(rng, volume, regime, days, series, INCIDENTS[name], at)


def _hours(alarming: Flags, at: Counts, longest: int) -> Numbers:
    bins = np.arange(len(alarming))[:, None]
    counted = alarming & (bins >= at) & (bins < at + longest)
    first = np.where(counted.any(axis=0), counted.argmax(axis=0) - at + 1, np.inf)
    return first / BINS_AN_HOUR
