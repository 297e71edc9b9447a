"""Six hours a week in which nothing can be read, and all of it comes afterwards: alarms as ever?

The product's own road (`look`): quarters are down when they are looked at, backfilled when they are
looked at again a run later. Chatty talk, at one alarm a month for each series; the same talk is
looked at without the outages. What is found only in what came late is past, and wakes nobody.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import log
from typing import NamedTuple

import numpy as np

from benchmarks.spikes.running import MONDAY, NEVER, openings
from benchmarks.spikes.simulation import BINS_A_DAY, DAYS_A_MONTH, Counts, Stream, simulate
from listener.config import Detection
from listener.detection.cases import Case, Look, look
from listener.detection.feed import moment_of, quarter_of
from listener.spikes import Bin, Coverage, Evaluation, Series

VOLUMES = "100/day", "1k/day", "1k/hour"
A_WEEK, DOWN = 7 * BINS_A_DAY, 6 * 4
LATER = 4
"""Bins after which a source that is back has told what was missed."""

KNOWN_WEEKS = 4


class Alarms(NamedTuple):
    """A month and series: those that wake people, and those that were over when they were found."""

    told: float
    past: float


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks spikes outage")
    parser.add_argument("--series", type=int, help="series of each volume (12)")
    parser.add_argument("--weeks", type=int, help="weeks of each (14)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="4 series of 8 weeks")
    options = parser.parse_args(argv)
    series = options.series or (4 if options.quick else 12)
    weeks = options.weeks or (8 if options.quick else 14)
    print(f"alarms a month of a series, {series} of each for {weeks} weeks, seed {options.seed}")
    ratios = []
    for volume in VOLUMES:
        rng = np.random.default_rng(options.seed)
        told = simulate(rng, volume, "chatty", weeks * 7, series)
        begins = rng.integers(A_WEEK - DOWN - LATER, size=weeks)
        without, with_ = (alarms(told, begins, down=down) for down in (0, DOWN))
        ratios.append((with_.told + 0.05) / (without.told + 0.05))
        print(
            f"{volume:<8} without {without.told:.2f}, with {with_.told:.2f}"
            f" and {with_.past:.2f} past",
            flush=True,
        )
    print("with outages / without: " + ", ".join(f"{each:.2f}" for each in ratios))


def alarms(told: Stream, begins: Counts, *, down: int) -> Alarms:
    """All weeks of all series, with an outage of so many bins in each."""
    bins, number = told.n.shape
    relative = np.full((bins, number), NEVER)
    past = 0
    for column, found in _evaluations(told, begins, down):
        if found.past:
            past += int(found.until > moment_of(MONDAY + KNOWN_WEEKS * A_WEEK))
        elif found.alarming or found.monthly > found.budget:
            bin_ = quarter_of(found.until) - 1 - MONDAY
            relative[bin_, column] = log(found.monthly / found.budget)
    counted = openings(relative)[KNOWN_WEEKS * A_WEEK :].sum()
    months = number * (bins / BINS_A_DAY - KNOWN_WEEKS * 7) / DAYS_A_MONTH
    return Alarms(counted / months, past / months)


def _evaluations(told: Stream, begins: Counts, down: int) -> Iterator[tuple[int, Evaluation]]:
    """What is said in two looks a week: one at the end of its outage, one when that is filled."""
    number = told.n.shape[1]
    looks: Sequence[Look | None] = [None] * number
    until: datetime | None = None
    for week, begin in enumerate(begins.tolist()):
        gone = range(week * A_WEEK + begin, week * A_WEEK + begin + down)
        filled = gone.start + DOWN + LATER
        for end, missing in ((gone.start + DOWN, True), (filled, False)):
            changed = None if missing else moment_of(MONDAY + gone.start)
            now = moment_of(MONDAY + end)
            cases = [
                Case(
                    series=_series(told, column, end, gone, missing=missing),
                    states=before.states if before else (),
                    changed_since=changed,
                    looked_until=until,
                    zone=UTC,
                    settings=Detection(),
                    budget=1.0,
                )
                for column, before in enumerate(looks)
            ]
            looks, until = look(cases, now), now
            for column, each in enumerate(looks):
                assert each is not None
                yield from ((column, one) for one in each.evaluations)


def _series(told: Stream, column: int, end: int, gone: range, *, missing: bool) -> Series:
    """The last three weeks: no state that is taken up is older."""
    first = max(0, end - 3 * A_WEEK)

    def bin_at(place: int) -> Bin:
        start = moment_of(MONDAY + place)
        if place in gone and missing:
            return Bin(start=start, coverage="down")
        coverage: Coverage = "backfilled" if place in gone else "ok"
        n, k = told.n[place, column], told.k[place, column]
        return Bin(start=start, items=int(n), negatives=int(k), coverage=coverage)

    return Series(
        brand="made up",
        source=f"source {column}",
        bins=tuple(bin_at(place) for place in range(first, end)),
        collected_since=moment_of(MONDAY),
    )
