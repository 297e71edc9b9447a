"""A series as it would be: heard all along; or had more been said, or worse. Pure.

What came by backfill alarms nobody, so that it has to be taken as heard to be replayed. Where a
source gave only a part of its past it is not: the day that listening began would look like a spike.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from listener.detection.feed import HEARD, moment_of, quarter_of
from listener.detection.oracle import A_DAY, Numbers, Shift
from listener.detection.step import AS_IF, JUMP
from listener.spikes import BIN, Bin, Series

USUAL = timedelta(days=28)
"""By how many days it is told what is usual before a change that is made up."""

_COMPARED = timedelta(days=7)

InjectionKind = Literal["share", "talk", "both"]


class Injection(Struct, frozen=True, kw_only=True):
    """A spike that is made up: talk times `volume`, of which `share` is negative, for a while.

    None: as it is. `usual` is the share that it takes for usual; None: that of the weeks before.
    """

    kind: InjectionKind
    since: datetime
    until: datetime
    volume: float = 1.0
    share: float | None = None
    usual: float | None = None


class Usual(NamedTuple):
    """The items of each quarter of a day, the share of negatives, and the part that has stars."""

    day: Numbers
    share: float
    rated: float


def as_heard(series: Series, since: datetime, until: datetime) -> Series:
    """The series as if it had been listened to from its first count on, where that is fair."""
    began = series.collected_since
    if not series.bins or (began is not None and (began <= since or _has_jumped(series, began))):
        return _to_the_end(series, until)
    first = series.bins[0].start
    end = quarter_of(until if began is None else min(began, until))
    there = {quarter_of(each.start): each for each in series.bins}
    heard = [
        replace(there.pop(at, Bin(start=moment_of(at))), coverage="ok", late=0)
        for at in range(quarter_of(first), end)
    ]
    rest = sorted(there.values(), key=lambda each: each.start)
    taken = replace(series, bins=(*heard, *rest), collected_since=first)
    return _to_the_end(taken, until)


def is_heard(one: Bin) -> bool:
    """Whether its counts are true as far as they go."""
    return one.coverage in HEARD


def usual_of(some: Sequence[Series], at: datetime) -> Usual:
    """What was usual in the weeks before, of all of them together."""
    day, items, negatives, rated = np.zeros(A_DAY), 0, 0, 0
    for series in some:
        bins = [b for b in series.bins if at - USUAL <= b.start < at and is_heard(b)]
        day += _a_day(bins)
        items += sum(each.items for each in bins)
        negatives += sum(each.negatives for each in bins)
        rated += sum(each.rated for each in bins)
    return Usual(day, negatives / max(items, 1), rated / max(items, 1))


def shift_of(injection: Injection, usual: Usual) -> Shift:
    """The change as one would know it who is told."""
    share = usual.share if injection.share is None else injection.share
    return Shift(injection.volume, share)


def injected(series: Series, injection: Injection, rng: np.random.Generator) -> Series:
    """The series with what is made up, chance included."""
    usual = usual_of([series], injection.since)
    return replace(
        series,
        bins=tuple(
            _changed(each, injection, usual, rng)
            if injection.since <= each.start < injection.until and is_heard(each)
            else each
            for each in series.bins
        ),
    )


def _changed(one: Bin, injection: Injection, usual: Usual, rng: np.random.Generator) -> Bin:
    """A quarter with more talk, whose other items have turned bad so that the share is met."""
    share = usual.share if injection.share is None else injection.share
    before = usual.share if injection.usual is None else injection.usual
    turned = 0.0 if injection.share is None else max(0.0, (share - before) / max(1 - before, 1e-9))
    more = int(rng.poisson((injection.volume - 1) * usual.day[quarter_of(one.start) % A_DAY]))
    more_rated = int(rng.binomial(more, usual.rated))
    low = one.low_rated + int(rng.binomial(max(0, one.rated - one.low_rated), turned))
    low += int(rng.binomial(more_rated, share))
    text = max(0, one.negatives - one.low_rated)
    others = max(0, one.items - one.rated - text)
    text += int(rng.binomial(others, turned)) + int(rng.binomial(more - more_rated, share))
    items, negatives = one.items + more, low + text
    return replace(
        one,
        items=items,
        negatives=negatives,
        positives=min(one.positives, items - negatives),
        rated=one.rated + more_rated,
        low_rated=low,
    )


def _to_the_end(series: Series, until: datetime) -> Series:
    """Silent about the time after its last word, so that what it said before is still looked at."""
    last = moment_of(quarter_of(until - timedelta(seconds=1)))
    bins = tuple(each for each in series.bins if each.start <= last)
    if not bins or bins[-1].start >= last:
        return replace(series, bins=bins)
    return replace(series, bins=(*bins, Bin(start=last, coverage="down")))


def _has_jumped(series: Series, began: datetime) -> bool:
    """Whether what came before listening began was of another size than what came then."""
    before = [b for b in series.bins if began - USUAL <= b.start < began]
    after = [b for b in series.bins if began <= b.start < began + _COMPARED and is_heard(b)]
    if not before or len(after) < A_DAY:
        # Some hours do not tell: a spike of that very day would make the past another amount.
        return not before
    a_quarter = sum(b.items for b in before) / ((began - before[0].start) / BIN)
    expected = a_quarter * len(after)
    times = (sum(b.items for b in after) + AS_IF) / (expected + AS_IF)
    return not 1 / JUMP <= times <= JUMP


def _a_day(bins: Sequence[Bin]) -> Numbers:
    """The mean of each hour of a day, as often as it was heard."""
    items, heard = np.zeros(A_DAY // 4), np.zeros(A_DAY // 4)
    for each in bins:
        hour = quarter_of(each.start) % A_DAY // 4
        items[hour] += each.items
        heard[hour] += 1
    return np.repeat(items / np.maximum(heard, 1), 4)
