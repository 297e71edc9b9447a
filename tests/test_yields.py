"""Silence: when it is no chance any more, how often that is wrong, and how long it takes."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from listener.records import DayCount
from listener.yields import DAY, silence_of
from tests.yield_streams import MONDAY, STREAMS, at, by_chance, days_of, in_office_weeks

MONTHS = 70


def test_what_usually_comes_and_comes_no_more_is_told() -> None:
    """Twelve a day for ten weeks, and nothing for three days."""
    days = days_of(by_chance(Random(1), 12, MONTHS))
    found = silence_of(days, MONDAY, at(MONTHS + 3))
    assert found is not None
    assert found.since == days[-1].last
    assert 11 < found.a_day < 13
    assert found.probability < 1e-4


def test_nothing_is_told_of_a_weekend() -> None:
    """A hundred on each working day, none from Friday evening to Monday morning."""
    days = days_of(in_office_weeks(Random(1), 100, MONTHS))
    assert silence_of(days, MONDAY, at(MONTHS + 0.3)) is None
    assert silence_of(days, MONDAY, at(MONTHS + 2)) is not None


@pytest.mark.parametrize("history", [1, 7, 13])
def test_a_new_watch_is_not_judged(history: int) -> None:
    """Fewer than two weeks say nothing, however much came."""
    days = days_of(by_chance(Random(1), 100, history))
    assert silence_of(days, MONDAY, at(history + 30)) is None


def test_of_few_items_nobody_knows_what_is_usual() -> None:
    """Eleven days with something in eight weeks, and nothing for a year."""
    days = [DayCount(count=1, first=at(n * 5), last=at(n * 5)) for n in range(11)]
    assert silence_of(days, MONDAY, at(400)) is None


def test_less_than_a_day_is_no_silence() -> None:
    """Even of a thousand a day: nights and breakdowns are shorter than that."""
    days = days_of(by_chance(Random(1), 1000, MONTHS))
    last = days[-1].last
    assert silence_of(days, MONDAY, last + DAY - timedelta(minutes=1)) is None
    assert silence_of(days, MONDAY, last + DAY + timedelta(minutes=1)) is not None


def test_no_items_at_all_are_no_silence() -> None:
    """What never brought anything has not stopped."""
    assert silence_of([], MONDAY, at(400)) is None


def false_alarms(times: list[float]) -> int:
    """How many pauses of a stream that is well would have been flagged before they ended."""
    days = days_of(times)
    return sum(
        silence_of(days[max(0, n - 60) : n], MONDAY, days[n].first) is not None
        for n in range(1, len(days))
        if days[n].first - days[n - 1].last >= DAY
    )


@pytest.mark.parametrize(
    ("name", "rate", "years", "most"),
    [
        ("by chance", 3 / 7, 30, 2),
        ("by chance", 3, 30, 2),
        ("by chance", 12, 30, 1),
        ("by chance", 100, 4, 0),
        ("in office weeks", 1, 20, 2),
        ("in office weeks", 12, 20, 1),
        ("in bursts", 3, 20, 2),
        ("in bursts", 12, 20, 2),
        ("in waves", 1, 20, 4),
        ("in waves", 12, 20, 4),
        ("in waves", 100, 4, 0),
    ],
)
def test_a_watch_that_is_well_is_hardly_ever_flagged(
    name: str, rate: float, years: int, most: int
) -> None:
    """By chance once in a hundred years of a watch; in waves of weeks up to once in ten."""
    random = Random(3)
    alarms = sum(false_alarms(STREAMS[name](random, rate, 730)) for _ in range(years // 2))
    assert alarms <= most


@pytest.mark.parametrize(
    ("name", "rate", "days"),
    [
        ("by chance", 3 / 7, 45),
        ("by chance", 1, 20),
        ("by chance", 3, 7),
        ("by chance", 12, 2),
        ("by chance", 100, 1.1),
        ("in office weeks", 12, 4),
        ("in bursts", 12, 10),
        ("in waves", 12, 7),
        ("in waves", 100, 2),
    ],
)
def test_how_long_it_takes_to_notice(name: str, rate: float, days: float) -> None:
    """In the median of nine streams that break off."""
    random, found = Random(5), []
    for _ in range(9):
        cut = random.uniform(70, 77)
        broken = days_of([each for each in STREAMS[name](random, rate, 80) if each < cut])
        steps = (n / 4 for n in range(1, 400))
        found.append(next((s for s in steps if silence_of(broken, MONDAY, at(cut + s))), 1000.0))
    assert sorted(found)[4] <= days
