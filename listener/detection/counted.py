"""What was counted in each hour of a series, and where nothing could be seen. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from msgspec import Struct

from listener.config import Detection
from listener.detection.cases import Case
from listener.detection.feed import Counts, Feed, moment_of, quarter_of
from listener.spikes import Method, Series


class SeenHour(Struct, frozen=True, kw_only=True):
    """The items of an hour that a method looks at, and the negatives; None where nobody saw any."""

    start: datetime
    items: float
    negatives: int | None


def seen_hours(series: Series, start: datetime, hours: int, method: Method) -> list[SeenHour]:
    """So many hours from a quarter of an hour on, counted as the detector counts."""
    feed = _feed(series, start, hours)
    return [
        _together([feed.at(at + place) for place in range(4)], at, method)
        for at in range(feed.start, feed.end, 4)
    ]


def blind_times(series: Series, start: datetime, hours: int) -> list[tuple[datetime, datetime]]:
    """The stretches of these hours in which nothing could be seen, oldest first."""
    feed = _feed(series, start, hours)
    unseen = [at for at in range(feed.start, feed.end) if not feed.at(at)[5]]
    begin = [at for before, at in pairwise([-9, *unseen]) if at - before > 1]
    end = [at for at, after in pairwise([*unseen, feed.end + 9]) if after - at > 1]
    return [(moment_of(at), moment_of(to + 1)) for at, to in zip(begin, end, strict=True)]


def _feed(series: Series, start: datetime, hours: int) -> Feed:
    """As the detector would hear it once all is here."""
    case = Case(series=series, zone=UTC, settings=Detection(), budget=1.0)
    first = quarter_of(start)
    end = first + 4 * hours
    bins = {quarter_of(each.start): each for each in series.bins}
    return Feed(case, bins, first, end, moment_of(end) + timedelta(days=1))


def _together(quarters: list[Counts], at: int, method: Method) -> SeenHour:
    heard = [each for each in quarters if each[5]]
    items = sum(_items(each, method) for each in heard)
    negatives = round(sum(_negatives(each, method) for each in heard))
    return SeenHour(start=moment_of(at), items=items, negatives=negatives if heard else None)


def _items(counts: Counts, method: Method) -> float:
    items, _, rated, *_ = counts
    return rated if method == "stars" else items - rated if method == "share" else items


def _negatives(counts: Counts, method: Method) -> float:
    _, negatives, _, low, *_ = counts
    return low if method == "stars" else negatives - low if method == "share" else negatives
