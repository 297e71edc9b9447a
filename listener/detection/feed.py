"""A series as the detector takes it in: for each quarter of an hour, counts and how they came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from listener.detection.lateness import part_here, watermark
from listener.spikes import BIN, Bin

if TYPE_CHECKING:
    from datetime import tzinfo

    from listener.detection.cases import Case

Counts: TypeAlias = tuple[float, float, float, float, float, bool, bool, bool, bool]
"""Items, negatives, rated, low rated, part here; heard, whole, live, marked: as in a `Quarter`."""

_NOTHING: Counts = (0.0, 0.0, 0.0, 0.0, 1.0, False, False, False, False)
_SECONDS = int(BIN.total_seconds())
HEARD = ("ok", "partial", "backfilled", "truncated")
_WHOLE = ("ok", "backfilled")
_LIVE = ("ok", "partial", "truncated")


def quarter_of(at: datetime) -> int:
    """The number of a quarter of an hour since 1970."""
    return int(at.timestamp()) // _SECONDS


def moment_of(quarter: int) -> datetime:
    """Where a quarter begins."""
    return datetime.fromtimestamp(quarter * _SECONDS, UTC)


def slot_of(hour: int, zone: tzinfo) -> int:
    """The hour of the week, Monday at midnight being nought, of an hour counted since 1970.

    Of the whole hour, wherever in it a walk began: zones of half hours have two.
    """
    local = moment_of(4 * hour).astimezone(zone)
    return local.weekday() * 24 + local.hour


class Feed:
    """The quarters of a series from `start` to `end`; those before `final` are all here."""

    def __init__(
        self, case: Case, bins: dict[int, Bin], start: int, end: int, now: datetime
    ) -> None:
        series = case.series
        self.start, self.end, self.now = start, end, now
        self.zone: tzinfo = case.zone
        self.final = max(start, min(end, quarter_of(now - watermark(case.arrivals))))
        self.first_live = start
        if series.collected_since is not None:
            self.first_live = max(start, quarter_of(series.collected_since) - 1)
        self._bins, self._arrivals = bins, case.arrivals
        said = any(each.coverage for each in series.bins)
        self._said = said or series.collected_since is not None
        self._expected = [
            (quarter_of(m.since), quarter_of(m.until - timedelta(seconds=1))) for m in case.marks
        ]
        self._slots: dict[int, int] = {}

    def at(self, quarter: int) -> Counts:
        """What is known of a quarter."""
        if not self.start <= quarter < self.end:
            return _NOTHING
        one = self._bins.get(quarter)
        heard, whole, live = self._coverage(quarter, one)
        if not heard:
            return _NOTHING
        final = quarter < self.final
        part = 1.0 if final else part_here(self._arrivals, self.now - moment_of(quarter))
        marked = self._is_marked(quarter)
        sums = counted(one) if one is not None else (0.0, 0.0, 0.0, 0.0)
        return (*sums, part, True, whole and final and not marked, live, marked)

    def is_live(self, quarter: int) -> bool:
        """Whether it was listened to as it happened: what came late wakes nobody."""
        return self.at(quarter)[7]

    def slot(self, quarter: int) -> int:
        """Its hour of the week in the brand's time zone, Monday at midnight being nought."""
        hour = quarter // 4
        if hour not in self._slots:
            self._slots[hour] = slot_of(hour, self.zone)
        return self._slots[hour]

    def _coverage(self, quarter: int, one: Bin | None) -> tuple[bool, bool, bool]:
        """Heard, whole, live. Before listening began a quarter without items is an empty one."""
        if one is not None and one.coverage is not None:
            said = one.coverage
            return said in HEARD, said in _WHOLE, said in _LIVE
        if not self._said:
            return True, True, True
        before = quarter < self.first_live
        return before, before, False

    def _is_marked(self, quarter: int) -> bool:
        return any(since <= quarter <= until for since, until in self._expected)


def feed(case: Case, since: datetime | None, now: datetime) -> Feed:
    """The quarters of a case: from the state that is taken up, or else from its first count."""
    bins = {quarter_of(each.start): each for each in case.series.bins if each.start <= now}
    first = min(bins, default=quarter_of(now))
    start = quarter_of(since) if since else first
    end = max(start, _end(bins, now))
    return Feed(case, bins, start, end, now)


def _end(bins: dict[int, Bin], now: datetime) -> int:
    """The quarter after the last that was looked at; without a word on coverage, that of now."""
    if any(each.coverage for each in bins.values()):
        return max(at for at, each in bins.items() if each.coverage) + 1
    return quarter_of(now) + 1


def counted(one: Bin) -> tuple[float, float, float, float]:
    """What counts of a bin; what files added to a quarter that was listened to wakes nobody."""
    late = max(0, min(one.late, one.negatives)) if one.coverage in _LIVE else 0
    negatives = max(0, one.negatives - late)
    items = max(one.items - late, negatives, 0)
    rated = max(0, min(one.rated, items))
    low = max(0, min(one.low_rated, rated, negatives))
    return float(items), float(negatives), float(rated), float(low)
