"""Synthetic streams of mentions, and a clock that looks at them every few hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import exp, pi, sin, sqrt
from random import Random

from msgspec.structs import replace

from listener.config import Detection
from listener.detection import Case, Change, concerned, follow, look
from listener.spikes import BIN, Bin, Coverage, Incident, Series

START = datetime(2026, 3, 2, tzinfo=UTC)
DAY = 96


def chatty(seed: int, items_a_day: float, days: int, negative: float = 0.2) -> list[Bin]:
    """Talk with a daily tide whose pace and mood wander by a quarter within hours."""
    random = Random(seed)
    pace = mood = 0.0
    bins = []
    for place in range(days * DAY):
        pace = exp(-1 / 16) * pace + sqrt(1 - exp(-1 / 8)) * random.gauss(0, 0.25)
        mood = exp(-1 / 24) * mood + sqrt(1 - exp(-1 / 12)) * random.gauss(0, 0.25)
        tide = 1 + 0.7 * sin(2 * pi * (place / DAY - 0.4))
        share = 1 / (1 + (1 - negative) / negative * exp(-mood))
        items = poisson(random, items_a_day / DAY * tide * exp(pace))
        bins.append(bin_at(place, items, sum(random.random() < share for _ in range(items))))
    return bins


def poisson(random: Random, mean: float) -> int:
    """A count of mean `mean`, as arrivals of an even stream."""
    count, left = 0, random.expovariate(1)
    while left < mean:
        count, left = count + 1, left + random.expovariate(1)
    return count


def bin_at(place: int, items: int, negatives: int, coverage: Coverage | None = "ok") -> Bin:
    """The quarter at a place counted from START."""
    return Bin(start=START + BIN * place, items=items, negatives=negatives, coverage=coverage)


def even(days: int, negatives_a_day: int, coverage: Coverage | None = "ok") -> list[Bin]:
    """As many negatives every day, evenly spread, among twice as many items."""
    each = DAY // negatives_a_day if negatives_a_day else DAY * days + 1
    hits = (place % each == each // 2 for place in range(days * DAY))
    return [bin_at(place, 2 * hit, int(hit), coverage) for place, hit in enumerate(hits)]


def planted(bins: list[Bin], first: int, size: int, negatives: int) -> list[Bin]:
    """The stream with so many more negatives in each quarter of a stretch."""
    return [
        replace(b, items=b.items + negatives, negatives=b.negatives + negatives)
        if first <= place < first + size
        else b
        for place, b in enumerate(bins)
    ]


def series(bins: Iterable[Bin], since: datetime | None = START) -> Series:
    """A series as the store gives it: quarters without anything to say left out."""
    said = tuple(b for b in bins if b.items or b.coverage)
    return Series(brand="acme", source="hackernews", bins=said, collected_since=since)


def after(place: int) -> datetime:
    """A moment within the quarter that ends at a place."""
    return START + BIN * place - timedelta(minutes=1)


def case(known: Series, settings: Detection | None = None) -> Case:
    """The series to be looked at for the first time."""
    settings = settings or Detection()
    return Case(series=known, zone=UTC, settings=settings, budget=settings.alarms_per_month)


def told(
    bins: list[Bin], places: Iterable[int], settings: Detection | None = None
) -> list[tuple[int, Change]]:
    """What people are told when somebody looks after each of these places."""
    incidents: list[Incident] = []
    news = []
    looked, asked = None, case(series(bins), settings)
    for place in places:
        known = series(bins[:place])
        (found,) = look([replace(asked, series=known, looked_until=looked)], after(place))
        for seen in found.evaluations:
            incident = concerned(incidents, seen)
            change = follow(incident, seen, now=after(place), previous=looked)
            looked = seen.until
            if change is not None:
                kept = [each for each in incidents if each.first != change.incident.first]
                incidents = [*kept, change.incident]
                news += [(place, change)] if change.event else []
    return news
