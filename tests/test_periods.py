"""The last day, week or month that is over, by the clocks of a place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from listener.periods import LOOKS_BACK, Stretch, last_whole, lengths, missing

MADRID = ZoneInfo("Europe/Madrid")


def at(text: str) -> datetime:
    """That time in Madrid."""
    return datetime.fromisoformat(text).replace(tzinfo=MADRID)


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        ("day", "2026-11-24", "2026-11-25"),
        ("week", "2026-11-16", "2026-11-23"),
        ("month", "2026-10-01", "2026-11-01"),
    ],
)
def test_the_last_whole_period_ends_where_this_one_began(period, since, until):
    """On Wednesday the 25th: yesterday, last week from Monday on, October."""
    found = last_whole(period, at("2026-11-25T08:00"), MADRID)
    assert found == Stretch(at(since), at(until))
    assert (found.since.tzinfo, found.until.tzinfo) == (UTC, UTC)


def test_a_day_is_as_long_as_its_clocks_make_it():
    """25 hours in October, 23 in March: what was said in them belongs to that day."""
    october = last_whole("day", at("2026-10-26T08:00"), MADRID)
    march = last_whole("day", at("2026-03-30T08:00"), MADRID)
    assert october.until - october.since == timedelta(hours=25)
    assert march.until - march.since == timedelta(hours=23)


def test_a_week_is_one_by_a_stopwatch_or_by_the_wall():
    """167 or 169 hours in the weeks in which the clocks change."""
    october = last_whole("week", at("2026-10-26T08:00"), MADRID)
    march = last_whole("week", at("2026-03-30T08:00"), MADRID)
    week, hour = timedelta(weeks=1), timedelta(hours=1)
    assert lengths(october.since, october.until, MADRID) == (week + hour, week)
    assert lengths(march.since, march.until, MADRID) == (week - hour, week)


def test_at_midnight_the_day_that_has_just_ended_is_whole():
    """Cron may be punctual."""
    assert last_whole("day", at("2026-11-25T00:00"), MADRID).until == at("2026-11-25")


def test_what_nobody_was_sent_is_found_out():
    """Two days were left out; after a run that was in time, none."""
    today = last_whole("day", at("2026-11-25T08:00"), MADRID)
    left = missing("day", at("2026-11-22"), today, MADRID)
    assert left == [
        Stretch(at("2026-11-22"), at("2026-11-23")),
        Stretch(at("2026-11-23"), at("2026-11-24")),
    ]
    assert missing("day", at("2026-11-24"), today, MADRID) == []
    assert missing("day", at("2026-11-25"), today, MADRID) == []


def test_months_are_missing_by_months():
    """Of whatever length they are."""
    month = last_whole("month", at("2026-05-03T08:00"), MADRID)
    (february, march) = missing("month", at("2026-02-01"), month, MADRID)
    assert february == Stretch(at("2026-02-01"), at("2026-03-01"))
    assert march == Stretch(at("2026-03-01"), at("2026-04-01"))


def test_nobody_is_told_of_years_of_days():
    """Whoever was away for long is told of two months of it."""
    today = last_whole("day", at("2026-11-25T08:00"), MADRID)
    assert len(missing("day", at("2020-01-01"), today, MADRID)) == LOOKS_BACK
