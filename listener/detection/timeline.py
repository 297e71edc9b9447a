"""A series as plain lists, one place per quarter of an hour, up to where the data end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import TypeVar

from msgspec import Struct

from listener.spikes import BIN, Bin, Series

_N = TypeVar("_N", int, float)

QUARTERS_A_DAY = 96
LARGEST_HOLE = 0.2
"""The share of a window that may be missing for it to be judged all the same."""

_ALARMING = ("ok", "partial")
_COMPLETE = ("ok", "backfilled")


class Timeline(Struct, frozen=True, kw_only=True):
    """Counts and coverage by quarter. The lists of sums have one place more: the sum before.

    `complete` quarters teach what is usual; `live` ones were listened to as they happened and
    may raise an alarm; none before the place where listening `began`. `late` negatives came by
    backfill or from a file; copies are negatives that only repeat others.
    """

    start: datetime
    began: int
    negatives: list[int]
    items: list[int]
    complete: list[bool]
    negative_sums: list[int]
    item_sums: list[int]
    complete_sums: list[int]
    live_sums: list[int]
    late_sums: list[int]
    copy_sums: list[int]

    @property
    def end(self) -> datetime:
        """Where the data end."""
        return self.start + BIN * len(self.negatives)


def timeline(series: Series, now: datetime, days: float) -> Timeline | None:
    """The last `days` of the series; nothing when there is nothing."""
    known = [b for b in series.bins if b.start <= now]
    if not known:
        return None
    end = _end(known, now)
    start = max(_floor(known[0].start), end - BIN * round(days * QUARTERS_A_DAY))
    size = max(0, (end - start) // BIN)
    bins = [b for b in known if b.start >= start]
    return _filled(series, bins, start, size) if size else None


def _end(bins: Sequence[Bin], now: datetime) -> datetime:
    """The end of the quarter of now; with coverage known, of the last one that was looked at."""
    end = _floor(now) + BIN
    if any(b.coverage for b in bins):
        end = min(end, _floor(bins[-1].start) + BIN)
    return end


def _filled(series: Series, bins: list[Bin], start: datetime, size: int) -> Timeline:
    negatives, items, late, copies = ([0] * size for _ in range(4))
    complete, live = _unsaid(series, start, size)
    for b in bins:
        place = (b.start - start) // BIN
        negatives[place] += max(0, b.negatives)
        items[place] += max(0, b.items, b.negatives)
        copies[place] += min(max(0, b.negative_copies), max(0, b.negatives))
        if b.coverage:
            complete[place] = b.coverage in _COMPLETE
            live[place] = b.coverage in _ALARMING
        if b.coverage == "backfilled":
            late[place] = negatives[place]
        else:
            late[place] = min(b.late, negatives[place])
    return Timeline(
        start=start,
        began=max(0, _first_live(series, start)),
        negatives=negatives,
        items=items,
        complete=complete,
        negative_sums=sums(negatives),
        item_sums=sums(items),
        complete_sums=sums(complete),
        live_sums=sums(live),
        late_sums=sums(late),
        copy_sums=sums(copies),
    )


def _unsaid(series: Series, start: datetime, size: int) -> tuple[list[bool], list[bool]]:
    """What a quarter without a word on coverage is: fine, unless others have one.

    Before listening began no coverage was written, and a quarter without items is an empty one.
    """
    if not any(b.coverage for b in series.bins):
        return [True] * size, [True] * size
    began = _first_live(series, start)
    return [place < began for place in range(size)], [False] * size


def _first_live(series: Series, start: datetime) -> int:
    """The first quarter that was listened to; the one before listening began still counts."""
    if series.collected_since is None:
        return 0
    return -((start - (series.collected_since - BIN)) // BIN)


def sums(values: Sequence[_N]) -> list[_N]:
    """Running sums, beginning with nought: a stretch is the difference of two."""
    return list(accumulate(values, initial=0))


def _floor(at: datetime) -> datetime:
    return at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
