"""Negatives week by week, and how much of each week was seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from listener.model import Bookmark, Gap, Watch
from listener.store import Batch
from listener.walk import WalkEnd
from tests.store.conftest import Bench, post

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
MONDAY = datetime(2026, 2, 2, tzinfo=UTC)
BOUNDS = [MONDAY + n * WEEK for n in range(4)]
"""Three weeks; the last is over on the 23rd."""


def walked(bench: Bench, at: datetime, gap: Gap | None = None) -> None:
    """A walk that ended well, but for what a cap has hidden."""
    held = bench.store.lease(bench.watch, "me", at, 300)
    assert held is not None
    mark = Bookmark(newest_at=at, finished_at=at)
    end = WalkEnd(stopped_because="exhausted", bookmark=mark, gap=gap, oldest_at=at - 2 * WEEK)
    bench.store.save(Batch(walk=held, now=at, end=end))


def seen(bench: Bench) -> list[float]:
    return bench.store.weeks_seen("acme", ["site"], BOUNDS)


def test_negatives_count_in_the_week_they_were_published_in(bench: Bench) -> None:
    """Up to its last second; other mentions are no negatives."""
    second = timedelta(seconds=1)
    bench.site.items = [
        post(4, BOUNDS[3] - second, "bad"),
        post(3, BOUNDS[2], "bad"),
        post(2, BOUNDS[2] - second, "bad"),
        post(1, BOUNDS[1] + DAY, "good"),
    ]
    bench.walk()
    (weeks,) = bench.store.weekly_negatives("acme", BOUNDS)
    assert (weeks.source, weeks.negatives, weeks.begins) == ("site", (0, 1, 2), 1)
    assert weeks.listened


def test_what_is_newer_than_the_last_week_begins_no_history(bench: Bench) -> None:
    """A source of which the first mention is of this week has no past."""
    bench.site.items = [post(1, BOUNDS[3], "bad")]
    bench.walk()
    assert bench.store.weekly_negatives("acme", BOUNDS) == []
    assert bench.store.weekly_negatives("nobody", BOUNDS) == []


def test_a_week_between_two_walks_was_seen(bench: Bench) -> None:
    """The second reads down to the first; what was before that is taken for read."""
    walked(bench, BOUNDS[1] + DAY)
    walked(bench, BOUNDS[3])
    assert seen(bench) == [1, 1, 1]


def test_what_a_cap_has_hidden_was_not_seen(bench: Bench) -> None:
    """Three days below the cap are missing from their week."""
    walked(bench, BOUNDS[0])
    hidden = Gap(from_at=BOUNDS[1], to_at=BOUNDS[1] + 3 * DAY, reason="source_cap")
    walked(bench, BOUNDS[1])
    walked(bench, BOUNDS[3] + DAY, hidden)
    assert seen(bench) == pytest.approx([1, 4 / 7, 1], abs=0.01)


def test_the_last_week_is_whole_when_something_was_read_after_it(bench: Bench) -> None:
    """On Friday nobody knows what the week will be."""
    walked(bench, BOUNDS[0])
    walked(bench, BOUNDS[2] + 4 * DAY)
    assert seen(bench)[-1] == pytest.approx(4 / 7, abs=0.01)


def test_the_watch_that_saw_least_tells(bench: Bench) -> None:
    """One listing that fails leaves its source in part unseen; one that never worked does not."""
    second = Watch(brand="acme", source="site", listing="second", match=False)
    bench.store.register([bench.watch, second])
    for at in (BOUNDS[0], BOUNDS[3]):
        walked(bench, at)
    assert seen(bench) == [1, 1, 1]
    bench.watch = second
    walked(bench, BOUNDS[1])
    assert seen(bench)[-1] == 0


def test_what_is_months_away_from_any_walk_was_not_seen(bench: Bench) -> None:
    """Nobody listened, and a walk that comes so late covers the last sixty days only."""
    walked(bench, BOUNDS[0])
    walked(bench, BOUNDS[3] + 60 * DAY)
    assert seen(bench) == pytest.approx([0, 0, 0], abs=0.01)
