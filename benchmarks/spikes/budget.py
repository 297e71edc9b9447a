"""False alarms a month over what was asked for: made-up ordinary talk, in which nothing happens.

Six volumes in three regimes, at three budgets: incidents by the product's lifecycle, of shares and
counts together and of each alone, once four weeks are known and before that.
"""

from __future__ import annotations

import argparse
from itertools import product

import numpy as np

from benchmarks.spikes.running import Rates, openings, rates
from benchmarks.spikes.simulation import (
    BINS_A_DAY,
    BUDGETS,
    DAYS_A_MONTH,
    REGIMES,
    VOLUMES,
    Numbers,
    Stream,
    simulate,
)

KNOWN = 28
"""Days after which what is usual is known."""

KEPT = 0.3, 1.2
CELLS = list(product(VOLUMES, REGIMES))


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks spikes budget")
    parser.add_argument("--series", type=int, help="series of each volume and regime (16)")
    parser.add_argument("--days", type=int, help="days of each (150)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="4 series of 88 days")
    options = parser.parse_args(argv)
    series = options.series or (4 if options.quick else 16)
    days = options.days or (88 if options.quick else 150)
    found = measured(options.seed, series, days)
    print(f"false alarms a month / what was asked for: seed {options.seed}, {series} series a row")
    young = _told(found, series, 0, KNOWN)
    grown = _told(found, series, KNOWN, days)
    _print_worst(f"days 0 to {KNOWN}", young)
    kept = (grown >= KEPT[0]) & (grown <= KEPT[1])
    _print_worst(f"from day {KNOWN} on", grown)
    print(
        f"from day {KNOWN} on {kept.sum()} of {kept.size} within {KEPT[0]} to {KEPT[1]},"
        f" lowest {grown.min():.2f}, highest {grown.max():.2f}; before highest {young.max():.2f}"
    )


def measured(seed: int, series: int, days: int) -> Rates:
    """So many series of each volume and regime, side by side."""
    rng = np.random.default_rng(seed)
    streams = [simulate(rng, volume, regime, days, series) for volume, regime in CELLS]
    told = Stream(*(np.concatenate(each, axis=1) for each in zip(*streams, strict=True)))
    return rates(told.n, told.k)


def ratios(relative: Numbers, series: int, budget: float, first: int, last: int) -> Numbers:
    """Alarms over budget of each volume and regime, between two days."""
    opened = openings(relative)[first * BINS_A_DAY : last * BINS_A_DAY].sum(axis=0)
    a_month = opened.reshape(-1, series).mean(axis=1) / (last - first) * DAYS_A_MONTH
    found: Numbers = a_month / budget
    return found


def _told(found: Rates, series: int, first: int, last: int) -> Numbers:
    """Print all cells; those of both together, a column a budget."""
    columns = []
    for budget in BUDGETS:
        share, count = found.at(budget)
        ways = np.minimum(share, count), share, count
        columns += [ratios(each, series, budget, first, last) for each in ways]
    print(
        f"days {first} to {last}" + "".join(f" | at {each:<4.2g} share count" for each in BUDGETS)
    )
    for (volume, regime), row in zip(CELLS, np.stack(columns, axis=1), strict=True):
        cells = "".join(" |{:8.2f}{:6.2f}{:6.2f}".format(*row[at : at + 3]) for at in (0, 3, 6))
        print(f"{volume:<8} {regime:<6}{cells}")
    return np.stack(columns[::3], axis=1)


def _print_worst(title: str, found: Numbers) -> None:
    cell, budget = np.unravel_index(found.argmax(), found.shape)
    print(f"{title}: highest {found.max():.2f} ({' '.join(CELLS[cell])} at {BUDGETS[budget]:.2g})")
