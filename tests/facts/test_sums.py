"""Sums of days, quarters and rows together are what the rows say."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from listener.records import Totals
from tests.facts.world import T0, World

SPANS = (
    (T0 - timedelta(days=70), T0 + timedelta(days=1)),
    (T0 - timedelta(hours=24), T0),
    (T0 - timedelta(days=7, hours=3, minutes=7, seconds=41), T0 - timedelta(seconds=13)),
    (T0 - timedelta(days=20, minutes=11), T0 - timedelta(days=20, minutes=4)),
    (T0 - timedelta(days=30, seconds=1), T0 - timedelta(days=29, seconds=1)),
    (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 28, tzinfo=UTC)),
    (T0, T0),
)


def totals_of(rows: list[dict[str, Any]]) -> Totals:
    """What anybody would sum."""
    return Totals(
        items=len(rows),
        negatives=sum(row["felt"] == "negative" for row in rows),
        positives=sum(row["felt"] == "positive" for row in rows),
        polarity_sum=pytest.approx(sum(row["polarity"] for row in rows)),  # type: ignore[arg-type]
        rated=sum(row["stars"] is not None for row in rows),
        stars_sum=sum(row["stars"] or 0.0 for row in rows),
        undated=sum(row["published_at"] is None for row in rows),
        copies=sum(row["copy_of"] is not None for row in rows),
    )


def by_source(rows: list[dict[str, Any]]) -> dict[str, Totals]:
    """The same, source by source."""
    names = sorted({row["source"] for row in rows})
    return {name: totals_of([row for row in rows if row["source"] == name]) for name in names}


def test_sums_are_what_the_rows_say(world: World) -> None:
    """However a stretch lies across days and quarters, nothing is missed or counted twice."""
    for brand in ("acme", "zeta"):
        found = world.store.sums(brand, SPANS)
        assert found == [by_source(world.rows(brand, *span)) for span in SPANS]


def test_sums_of_some_watches_are_theirs(world: World) -> None:
    """What stands on one listing is summed for itself."""
    found = world.store.sums("acme", SPANS, [2, 3])
    for span, sums in zip(SPANS, found, strict=True):
        rows = [row for row in world.rows("acme", *span) if row["watch_id"] in (2, 3)]
        assert sums == by_source(rows)


def test_a_week_of_quarters_stands_in_the_hours_of_its_zone(world: World) -> None:
    """The hour that Madrid's clocks skip in March has nothing in it, and the others all."""
    since, zone = T0 - timedelta(days=21), ZoneInfo("Europe/Madrid")
    items, negatives = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    start, end = int(since.timestamp()), int(T0.timestamp())
    for row in world.rows("acme", since - timedelta(minutes=15), T0 + timedelta(minutes=15)):
        quarter = (row["published_at"] or 0) - (row["published_at"] or 0) % 900
        if row["published_at"] is not None and start <= quarter < end:
            at = datetime.fromtimestamp(row["published_at"], zone)
            items[at.weekday(), at.hour] += 1
            negatives[at.weekday(), at.hour] += row["felt"] == "negative"
    hours = world.report(since, T0).facts.hours
    week = [(day, hour) for day in range(7) for hour in range(24)]
    assert [hours.items[day][hour] for day, hour in week] == [items[each] for each in week]
    assert [hours.negatives[day][hour] for day, hour in week] == [negatives[each] for each in week]


def test_what_a_watch_brought_lately_is_what_its_rows_say(world: World) -> None:
    """Whole hours by their sums, and the rest by rows, to the second."""
    for ago in (timedelta(0), timedelta(days=3, minutes=50, seconds=7)):
        now = T0 - ago
        rows = world.rows("acme", now - timedelta(days=28), now)
        week = int((now - timedelta(days=7)).timestamp())
        found = world.store.lately("acme", now)
        counted = {
            key: (
                sum(row["watch_id"] == watch and row["at"] >= week for row in rows),
                sum(row["watch_id"] == watch for row in rows),
                max(row["at"] for row in rows if row["watch_id"] == watch),
            )
            for watch, key in world.sql("SELECT id, key FROM watches WHERE brand = 'acme'")
        }
        told = {key: (a, b, int(at.timestamp())) for key, (a, b, at) in found.items()}
        assert told == counted
