"""Whether it says what kind of a spike it is: a worse share, more talk, or both.

What an evaluation calls an incident when it alarms, an hour after that (in slow talk when one more
item has come), and six hours after. Chatty talk, at one false alarm a month. Alarms of the first
two days count, in slow talk of the first five: later, more talk is half way to being usual.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from benchmarks.spikes.delay import broken_out
from benchmarks.spikes.running import MONDAY, frame, rates_of, walk
from benchmarks.spikes.simulation import (
    BINS_A_DAY,
    INCIDENTS,
    Counts,
    Regime,
    Stream,
)
from listener.detection.evaluating import evaluation
from listener.spikes import IncidentKind

RIGHT: Mapping[str, IncidentKind] = {
    "share .2->.5": "share",
    "share .2->.3": "share",
    "talk x3": "talk",
    "both x3, .5": "both",
}
KINDS: tuple[IncidentKind, ...] = ("share", "talk", "both", "unclear")
SEEN = ("10/day", "100/day", "1k/day", "1k/hour")
LATER = {"at once": 0, "1 h": 4, "6 h": 24}
"""Bins after the alarm; one item must have come since."""

SOON = {"10/day": 5, "100/day": 2, "1k/day": 2, "1k/hour": 1}
"""Days within which an alarm is for the incident."""

SLOW = "10/day"
"""Too slow for an hour to tell: told, but not summed up."""

SURE, TAKEN = 0.9, 0.01
BUDGET = 1.0


class Verdicts(NamedTuple):
    """What the alarms of an incident were called, and how many series it struck."""

    kinds: Counter[IncidentKind]
    struck: int

    def part(self, kind: IncidentKind) -> float:
        """How many of those that were found are called so."""
        return self.kinds[kind] / max(self.kinds.total(), 1)


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks spikes cause")
    parser.add_argument("--series", type=int, help="series of each incident and volume (120)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--regime", choices=("ideal", "chatty", "bursty"), default="chatty")
    parser.add_argument("--quick", action="store_true", help="40 series, from 100/day up")
    options = parser.parse_args(argv)
    series = options.series or (40 if options.quick else 120)
    print(f"called {', '.join(KINDS)} (found), {options.regime}, seed {options.seed}")
    found: dict[tuple[str, str], dict[str, Verdicts]] = {}
    for volume in SEEN[1 if options.quick else 0 :]:
        for name, verdicts in verdicts_of(volume, series, options.seed, options.regime).items():
            found[volume, name] = verdicts
            told = "".join(f"   {_told(later, each)}" for later, each in verdicts.items())
            print(f"{volume:<8} {name:<12}{told}", flush=True)
    _sum_up(found)


def verdicts_of(
    volume: str, series: int, seed: int, regime: Regime
) -> dict[str, dict[str, Verdicts]]:
    """For each incident, what it is called, at once and later."""
    rng = np.random.default_rng(seed)
    begun, streams = zip(
        *(broken_out(rng, volume, regime, name, series) for name in INCIDENTS), strict=True
    )
    told = Stream(*(np.concatenate(each, axis=1) for each in zip(*streams, strict=True)))
    called = _called(told, np.concatenate(begun), SOON[volume] * BINS_A_DAY)
    return {
        name: {
            later: Verdicts(Counter(filter(None, each[at * series : (at + 1) * series])), series)
            for later, each in called.items()
        }
        for at, name in enumerate(INCIDENTS)
    }


def _called(told: Stream, begun: Counts, longest: int) -> dict[str, list[IncidentKind]]:
    """What each series is called so long after its first alarm; nothing where there is none."""
    number = told.n.shape[1]
    alarmed = np.full(number, -1)
    since = np.zeros(number)
    kinds = {later: [""] * number for later in LATER}
    series = frame(BUDGET)
    for bin_, seen in enumerate(walk(told.n, told.k)):
        alarming = np.minimum(*rates_of(seen)) <= np.log(BUDGET / 2)
        within = (bin_ >= begun) & (bin_ < begun + longest)
        fresh = alarming & within & (alarmed < 0)
        since = np.where(alarmed >= 0, since + told.n[bin_], 0)
        alarmed[fresh] = bin_
        for later, bins in LATER.items():
            due = (alarmed >= 0) & (bin_ >= alarmed + bins) & ((since > 0) | (bins == 0))
            for column in np.flatnonzero(due):
                if not kinds[later][column]:
                    found = evaluation(seen, column, MONDAY + bin_, series, live=True)
                    kinds[later][column] = found.kind
    return kinds


def _told(later: str, verdicts: Verdicts) -> str:
    counts = "/".join(f"{verdicts.kinds[kind]:d}" for kind in KINDS)
    return f"{later} {counts} ({verdicts.kinds.total() / verdicts.struck:.2f})"


def _sum_up(found: Mapping[tuple[str, str], Mapping[str, Verdicts]]) -> None:
    for name, right in RIGHT.items():
        called = ", ".join(
            f"{volume} {each['1 h'].part(right):.0%}"
            for (volume, of), each in found.items()
            if of == name
        )
        print(f"{name} called {right} after an hour: {called} (at least {SURE:.0%})")
    talk = Counter[IncidentKind]()
    for (volume, name), each in found.items():
        if name == "talk x3" and volume != SLOW:
            for verdicts in each.values():
                talk += verdicts.kinds
    share = talk["share"] / max(talk.total(), 1)
    print(f"talk called share, but for {SLOW}: {share:.1%} (at most {TAKEN:.0%})")
