"""What it costs to look at a thousand series again, after a quarter of an hour and after a day.

Through `look`, with kept states; what the store itself takes is not in it. Four weeks of
history beside thirty-two: the cost of a look must not grow with what was learned from.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter

import numpy as np

from benchmarks.spikes.running import MONDAY
from benchmarks.spikes.simulation import BINS_A_DAY, SHARE, VOLUMES, Stream, simulate
from listener.config import Detection
from listener.detection.cases import Case, look
from listener.detection.feed import moment_of
from listener.detection.layout import ENGINE, SIZE, newborn
from listener.detection.step import Quarter, nobody_s_guess, step
from listener.spikes import BIN, Bin, DetectorState, Series

SHORT, LONG = 28, 224
ONCE, A_DAY = 1.0, 60.0
"""Seconds that a look at a thousand series may take, after a quarter and after a day."""

_EACH = 10
"""Different histories of each volume; the series share them."""


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks spikes cost")
    parser.add_argument("--series", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="100 series")
    options = parser.parse_args(argv)
    number = 100 if options.quick else options.series
    print(f"{number} series, seed {options.seed}; {SIZE * 8:,} bytes of state each")
    taken = {}
    for days in (SHORT, LONG):
        told, states = _learned(options.seed, days)
        taken[days] = _timed(_cases(told, states, number, days, 1))
        print(f"a quarter after {days} days: {taken[days]:.2f} s")
        if days == SHORT:
            a_day = _timed(_cases(told, states, number, days, BINS_A_DAY))
            print(f"a day of quarters after {days} days: {a_day:.1f} s")
    print(
        f"a look {taken[SHORT]:.2f} s ({taken[SHORT] / number * 1e3:.2f} ms a series; below"
        f" {ONCE:g} s), {taken[LONG] / taken[SHORT]:.2f} times that with {LONG / SHORT:.0f} times"
        f" the history, a day {a_day:.1f} s (below {A_DAY:g} s)"
    )


def _learned(seed: int, days: int) -> tuple[Stream, list[bytes]]:
    """Histories, with a day more than was learned from, and what was learned."""
    rng = np.random.default_rng(seed)
    streams = [simulate(rng, volume, "chatty", days + 1, _EACH) for volume in VOLUMES]
    told = Stream(*(np.concatenate(each, axis=1) for each in zip(*streams, strict=True)))
    number = told.n.shape[1]
    states, guess = newborn(number), nobody_s_guess(number)
    yes, one, none = np.ones(number, bool), np.ones(number), np.zeros(number)
    for bin_ in range(days * BINS_A_DAY):
        counts = (each[bin_].astype(float) for each in told)
        quarter = Quarter(*counts, none, none, one, yes, yes, yes, ~yes)
        slot = np.full(number, bin_ // 4 % 168)
        step(states, MONDAY + bin_, slot, quarter, 672 * one, *guess)
    return told, [states.column(column) for column in range(number)]


def _cases(told: Stream, states: Sequence[bytes], number: int, days: int, new: int) -> list[Case]:
    return [_case(at, told, states[at % len(states)], days, new) for at in range(number)]


def _case(place: int, told: Stream, values: bytes, days: int, new: int) -> Case:
    """A series whose state is kept, with so many new quarters."""
    first = MONDAY + days * BINS_A_DAY
    at, column = moment_of(first), place % told.n.shape[1]
    counted = zip(told.n[-BINS_A_DAY:, column], told.k[-BINS_A_DAY:, column], strict=True)
    bins = tuple(
        Bin(start=at + BIN * number, items=int(n), negatives=int(k), coverage="ok")
        for number, (n, k) in enumerate(counted)
        if number < new
    )
    names = {"brand": f"brand {place // 20}", "source": f"source {place % 20}"}
    kept = DetectorState(engine=ENGINE, at=at, values=values, **names)
    return Case(
        series=Series(bins=bins, collected_since=moment_of(MONDAY), **names),
        states=(kept,),
        looked_until=at,
        zone=UTC,
        settings=Detection(),
        budget=SHARE,
    )


def _timed(cases: Sequence[Case]) -> float:
    now: datetime = max(each.series.bins[-1].start for each in cases) + BIN
    begun = perf_counter()
    look(cases, now)
    return perf_counter() - begun
