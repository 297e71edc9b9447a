"""The last whole week of a brand, against the same week of the years before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.config import Brand, Config
from listener.periods import lengths
from listener.records import WeekOfYear
from listener.spikes import Mark, Weeks
from listener.store import Store

WEEK = timedelta(weeks=1)
TWO_YEARS, FIVE_YEARS = 104, 261
"""Weeks: a season is known after the first, and what was before the second is long ago."""

ONCE_A_YEAR = 1 / 52
MOSTLY = 6 / 7
"""A week of which a day was not seen teaches nothing."""


def last_week(
    config: Config, store: Store, brand: Brand, since: datetime, until: datetime
) -> WeekOfYear | None:
    """How the last whole week before the end of a period compares with its season.

    None for a period of less than a week, a brand of less than two years, or where that week was
    not seen whole.
    """
    zone = ZoneInfo(brand.time_zone)
    if max(lengths(since, until, zone)) < WEEK:
        return None
    bounds = weeks_before(until, zone)
    known = store.weekly_negatives(brand.id, bounds)
    old = [each for each in known if each.listened and FIVE_YEARS - each.begins >= TWO_YEARS]
    seen = store.weeks_seen(brand.id, [each.source for each in old], bounds) if old else []
    if not old or seen[-1] < 1:
        return None
    settings = brand.detection or config.settings.detection
    young = [each.source for each in known if each not in old and each.negatives[-1]]
    week = _judged(old, seen, bounds, settings.min_negatives, young)
    return _excused(week, store.marks(brand.id, *bounds[-2:])) if week and week.unusual else week


def _excused(week: WeekOfYear, marks: Sequence[Mark]) -> WeekOfYear:
    """What somebody has called expected is not called unusual."""
    whys = dict.fromkeys(mark.why for mark in marks if mark.source not in week.without)
    return replace(week, unusual=not whys, expected_because="; ".join(whys))


def weeks_before(moment: datetime, zone: tzinfo) -> list[datetime]:
    """Where five years of weeks begin and end, the last of them over: Mondays in that zone."""
    today = moment.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    days = [monday - ago * WEEK for ago in range(FIVE_YEARS, -1, -1)]
    return [datetime.combine(day, time(), zone).astimezone(UTC) for day in days]


def _judged(
    old: Sequence[Weeks],
    seen: Sequence[float],
    bounds: Sequence[datetime],
    least: int,
    young: Sequence[str],
) -> WeekOfYear | None:
    """All sources together, from when the latest of them is known."""
    from listener.detection.yearly import week_of_the_year

    begins = max(each.begins for each in old)
    counts = [sum(week) for week in zip(*(each.negatives for each in old), strict=True)][begins:]
    known = [share >= MOSTLY for share in seen[begins:]]
    week = week_of_the_year(counts, alpha=ONCE_A_YEAR, known=known)
    if week is None:
        return None
    return WeekOfYear(
        since=bounds[-2],
        until=bounds[-1],
        observed=week.observed,
        expected=week.expected,
        low=week.low,
        high=week.high,
        probability=week.probability,
        years=sum(known) // 52,
        unusual=week.observed > week.high and week.observed >= least,
        without=tuple(young),
    )
