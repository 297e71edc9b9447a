"""How long a short spike stays open where little is said, and whether a second one is told.

Whole incidents, as the product follows them (`listener.detection.replay`): a burst of negatives
within three hours after two quiet months; the same again some days later; and a share that is
worse for ten days, which must not be called over while it goes on. Beside it the same by evidence
alone, without what `FALLEN` says of its way down.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from listener.config import Detection
from listener.detection import Case, ending, look
from listener.detection.replay import replay
from listener.spikes import BIN, Bin, Evaluation, EventKind, Series

START, QUIET, DAYS, SHORT = datetime(2026, 3, 2, tzinfo=UTC), 60, 30, 10
"""A Monday; days before it begins, and after."""

BEGINS = START + timedelta(days=QUIET, hours=10)
SOON, AGAIN = timedelta(hours=15), timedelta(days=3)
ALARMS = 0.25
_HOURS = np.array([3, 2, 1, 1, 1, 2, 3, 5, 8, *[10, 11] * 6, 11, 8, 5])
_NIGHTS = np.repeat(_HOURS / _HOURS.sum() / 4, 4)

Told = Sequence[tuple[datetime, EventKind]]


class Talk(NamedTuple):
    """So many mentions a day of which such a share is negative, and a burst of negatives."""

    a_day: int
    share: float
    burst: int


TALKS = (Talk(4, 0.35, 24), Talk(4, 0.1, 24), Talk(12, 0.3, 40), Talk(40, 0.2, 60))


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks spikes fading")
    parser.add_argument("--series", type=int, default=20, help="of each kind")
    parser.add_argument("--quick", action="store_true", help="four of each")
    options = parser.parse_args(argv)
    number = 4 if options.quick else options.series
    days, told, early = list[float](), [0, 0], 0
    for talk in TALKS:
        once, twice = (_seen(talk, number, again=again, worse=False) for again in (False, True))
        worse = _seen(talk, number, again=False, worse=True)
        for name, fallen in (("evidence alone", 1e99), ("as it is", ending.FALLEN)):
            with patch.object(ending, "FALLEN", fallen):
                open_for = np.median([_days_open(_told(each)) for each in once])
                second = sum(_is_told(_told(each), BEGINS + AGAIN) for each in twice)
                over = sum(_ends_early(_told(each)) for each in worse)
            print(
                f"{talk.a_day}/day, {talk.share:.0%} negative, {talk.burst} at once; {name}: open"
                f" {open_for:.1f} days, second told {second} of {number}, over while it goes on"
                f" {over} of {number}",
                flush=True,
            )
        days.append(float(open_for))
        told, early = [told[0] + second, told[1] + number], early + over
    print(
        f"a short spike is open {max(days):.1f} days at most (medians); a second after three days"
        f" is told {told[0]} of {told[1]} times; {early} of {told[1]} are over while they go on"
    )


def _seen(talk: Talk, number: int, *, again: bool, worse: bool) -> list[Sequence[Evaluation]]:
    cases = [
        Case(
            series=Series(
                brand=f"{seed}",
                source="feeds",
                bins=tuple(_bins(talk, seed, again=again, worse=worse)),
                collected_since=START,
            ),
            zone=UTC,
            settings=Detection(),
            budget=ALARMS,
            looked_until=START + timedelta(days=QUIET),
        )
        for seed in range(number)
    ]
    return [each.evaluations for each in look(cases, START + timedelta(days=QUIET + DAYS))]


def _bins(talk: Talk, seed: int, *, again: bool, worse: bool) -> Iterator[Bin]:
    chance = np.random.default_rng([seed, talk.a_day, talk.burst])
    items = chance.poisson(np.tile(_NIGHTS, QUIET + DAYS) * talk.a_day)
    shares, first = np.full(items.size, talk.share), (BEGINS - START) // BIN
    if worse:
        shares[first : first + SHORT * 96] = min(0.9, talk.share * 2)
    negatives = chance.binomial(items, shares)
    for at in () if worse else (first, first + AGAIN // BIN)[: 1 + again]:
        burst = chance.multinomial(talk.burst, np.full(10, 0.1))
        items[at : at + 10] += burst
        negatives[at : at + 10] += burst
    for place, (n, k) in enumerate(zip(items.tolist(), negatives.tolist(), strict=True)):
        yield Bin(start=START + place * BIN, items=n, negatives=k, coverage="ok")


def _told(evaluations: Sequence[Evaluation]) -> Told:
    return sorted(told for each in replay(evaluations) for told in each.told)


def _days_open(told: Told) -> float:
    ends = [at for at, event in told if event == "recovered" and at > BEGINS]
    return (min(ends, default=START + timedelta(days=QUIET + DAYS)) - BEGINS) / timedelta(days=1)


def _is_told(told: Told, begins: datetime) -> bool:
    return any(e in ("opened", "worse") and begins <= at <= begins + SOON for at, e in told)


def _ends_early(told: Told) -> bool:
    ends = BEGINS + timedelta(days=SHORT)
    return any(event == "recovered" and BEGINS < at <= ends for at, event in told)
