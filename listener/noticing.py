"""Watches as they are: what they usually bring, and whether their silence is a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.config import Config
from listener.model import Gap
from listener.records import DayCount, WatchStatus
from listener.source import load_source, source_names
from listener.store import Store
from listener.watching import as_promised
from listener.yields import SHORTEST_HISTORY, silence_of

LOOKS_BACK = timedelta(days=180)
"""Of what has been silent for over four months nobody knows any more what was usual."""

_WEEK, _MONTH = timedelta(days=7), timedelta(days=28)
_Days = tuple[DayCount, ...]


def noticed(
    config: Config, store: Store, known: Sequence[WatchStatus], now: datetime
) -> list[WatchStatus]:
    """The same watches, in the same order, in the light of what they promise and usually bring.

    One whose silence cannot be chance counts as broken, as one whose answers cannot be read.
    """
    zones = {brand.id: ZoneInfo(brand.time_zone) for brand in config.brands}
    found: dict[str, WatchStatus] = {}
    for brand, own in groupby(sorted(known, key=lambda each: each.brand), lambda s: s.brand):
        zone = now.astimezone(zones[brand]).utcoffset() if brand in zones else None
        days = store.day_counts(brand, now - LOOKS_BACK, now, zone or timedelta())
        for status in _of_brand(list(own), days, now):
            found[status.key] = status
    return [found[each.key] for each in known]


def silent(
    config: Config, store: Store, walked: Mapping[str, set[str]], now: datetime
) -> tuple[WatchStatus, ...]:
    """Which of the watches that were just walked, by brand, bring nothing any more."""
    return tuple(
        status
        for brand, keys in walked.items()
        for status in noticed(config, store, store.statuses(brand), now)
        if status.silence is not None and status.key in keys
    )


def _of_brand(
    known: Sequence[WatchStatus], days: dict[str, _Days], now: datetime
) -> Iterator[WatchStatus]:
    searching = {status.key for status in known if _searches(status)}
    for status in map(as_promised, known):
        pool = [status]
        if status.key in searching:
            # What one phrase finds is no longer news for another: they are heard together.
            pool = [s for s in known if s.source == status.source and s.key in searching]
        a_day = _a_day(days.get(status.key, ()), status, now)
        together = _together([days[each.key] for each in pool if each.key in days])
        judged = _judged(status, together) if _can_tell(status) else status
        yield replace(judged, a_day=a_day)


def _searches(status: WatchStatus) -> bool:
    """Whether it asks for what others ask for too; a listing is read by one watch alone."""
    if status.source not in source_names():
        return False
    about = load_source(status.source).about
    phrase = status.key.removeprefix(f"{status.brand}/{status.source}/").startswith('"')
    return phrase or about.watches == "query" or (about.watches == "both" and bool(about.dialect))


def _can_tell(status: WatchStatus) -> bool:
    """Whether this watch is well as far as we know, for long enough."""
    if status.health != "ok" or status.source not in source_names():
        return False
    about = load_source(status.source).about
    if about.gives == "totals" or about.access == "own-file":
        return False
    first, last = status.first_success_at, status.last_success_at
    return first is not None and last is not None and last - first >= SHORTEST_HISTORY


def _judged(status: WatchStatus, days: _Days) -> WatchStatus:
    assert status.first_success_at is not None
    assert status.last_success_at is not None
    silence = silence_of(days, status.first_success_at, status.last_success_at)
    # What lies in a gap was not seen to be missing.
    if silence is None or any(_reaches(gap, silence.since) for gap in status.gaps):
        return status
    return replace(status, health="broken", silence=silence)


def _reaches(gap: Gap, since: datetime) -> bool:
    return gap.to_at is None or gap.to_at > since


def _together(found: Sequence[_Days]) -> _Days:
    """The days of several watches as if they were one."""
    days: dict[object, DayCount] = {}
    for day in (each for one in found for each in one):
        same = days.get(day.first.date())
        days[day.first.date()] = day if same is None else _joined(same, day)
    return tuple(sorted(days.values(), key=lambda day: day.first))


def _joined(one: DayCount, other: DayCount) -> DayCount:
    return DayCount(
        count=one.count + other.count,
        first=min(one.first, other.first),
        last=max(one.last, other.last),
    )


def _a_day(days: _Days, status: WatchStatus, now: datetime) -> tuple[float, float] | None:
    """How many items came a day lately; nothing of a watch that was never read."""
    if status.last_success_at is None:
        return None
    week, month = (
        sum(day.count for day in days if day.last >= now - span) / span.days
        for span in (_WEEK, _MONTH)
    )
    return week, month
