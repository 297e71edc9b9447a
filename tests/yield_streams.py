"""Made-up streams of items, as days after a Monday: by chance, in weeks, in bursts, in waves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import exp, sqrt
from random import Random

from listener.records import DayCount

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


def at(days: float) -> datetime:
    return MONDAY + timedelta(days=days)


def by_chance(random: Random, rate: float, days: int, weekend: float = 1.0) -> list[float]:
    """So many a day; on Saturdays and Sundays that share of it."""
    found, now = [], random.expovariate(rate)
    while now < days:
        if int(now) % 7 < 5 or random.random() < weekend:
            found.append(now)
        now += random.expovariate(rate)
    return found


def in_office_weeks(random: Random, rate: float, days: int) -> list[float]:
    return by_chance(random, rate * 7 / 5, days, weekend=0.0)


def in_bursts(random: Random, rate: float, days: int) -> list[float]:
    """Five at once, on average, within some hours."""
    found = []
    for start in by_chance(random, rate / 5, days):
        found.append(start)
        while random.random() > 1 / 5:
            found.append(start + random.random() / 5)
    return sorted(found)


def in_waves(random: Random, rate: float, days: int) -> list[float]:
    """A rate that wanders from day to day, for weeks up and weeks down."""
    found, level = [], 0.0
    for day in range(days):
        level = 0.8 * level + random.gauss(0, 0.7 * sqrt(1 - 0.8**2))
        found += [day + x for x in by_chance(random, rate * exp(level - 0.245), 1)]
    return found


def days_of(times: list[float]) -> list[DayCount]:
    """The same, counted by day."""
    days: dict[int, list[float]] = {}
    for each in times:
        days.setdefault(int(each), []).append(each)
    return [
        DayCount(count=len(own), first=at(min(own)), last=at(max(own)))
        for _, own in sorted(days.items())
    ]


STREAMS = {
    "by chance": by_chance,
    "in office weeks": in_office_weeks,
    "in bursts": in_bursts,
    "in waves": in_waves,
}
