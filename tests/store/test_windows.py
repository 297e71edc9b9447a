"""A source that shows its last days only: what is not read in time is lost, and it is said."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from listener.model import Gap
from tests.store.conftest import T0, Bench, posts

WEEK = timedelta(days=7)


def windowed(bench: Bench) -> None:
    """The site shows a week, newest first, and is read to its end each day."""
    bench.site.about = replace(bench.site.about, window=WEEK, rereads=timedelta(days=1))


def show(bench: Bench, count: int) -> None:
    """One post a day, of which the site shows those of the last week."""
    bench.site.items = [
        each
        for each in posts(count, T0 + timedelta(days=count - 1), timedelta(days=1))
        if each.published_at and T0 <= each.published_at <= bench.now
        if each.published_at > bench.now - WEEK
    ]


def test_nothing_is_gone_because_it_grew_old(bench: Bench) -> None:
    """Each day another post leaves the window; all of them stand."""
    windowed(bench)
    for _ in range(21):
        show(bench, 21)
        bench.walk()
        bench.later(days=1)
    stored = list(bench.store.mentions())
    assert len(stored) == 21
    assert not [each for each in stored if each.gone_at]
    assert bench.store.statuses()[0].gaps == ()


def test_what_was_not_read_in_time_is_a_gap_that_stays(bench: Bench) -> None:
    """Three weeks of silence hide two; no later walk can say otherwise."""
    windowed(bench)
    show(bench, 40)
    bench.walk()
    bench.later(days=21)
    lost = Gap(from_at=T0, to_at=bench.now - WEEK, reason="source_cap")
    for _ in range(3):
        show(bench, 40)
        bench.walk()
        assert bench.store.statuses()[0].gaps == (lost,)
        bench.later(days=1)


def test_the_lost_days_are_no_quiet_days(bench: Bench) -> None:
    """Detection learns nothing from days that could not be seen."""
    windowed(bench)
    show(bench, 40)
    bench.walk()
    bench.later(days=21)
    show(bench, 40)
    bench.walk()
    day = int((T0 + timedelta(days=5)).timestamp())
    states = bench.sql(
        "SELECT DISTINCT state FROM coverage WHERE bin >= ? AND bin < ?", day, day + 86_400
    )
    assert states == [("truncated",)]
