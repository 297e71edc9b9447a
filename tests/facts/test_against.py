"""What a period is held against, and whether both were seen alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from listener.concluding import coverage_changes
from listener.facts import Comparison, CoverageChange
from listener.model import Bookmark
from listener.store import Batch
from listener.walk import WalkEnd
from tests.facts.test_sums import totals_of
from tests.facts.world import T0, WATCHES, World

MADRID = ZoneInfo("Europe/Madrid")
DAY = timedelta(days=1)


def compared(world: World, since: datetime, until: datetime, **more: object) -> list[Comparison]:
    facts = world.report(since, until, **more).facts
    assert facts is not None
    return list(facts.comparisons)


def test_the_period_before_is_as_long(world: World) -> None:
    """Its sums are those of the rows before, and what a report calls previous."""
    since = T0 - timedelta(days=3, minutes=8)
    (before, _) = compared(world, since, T0)
    start = since - (T0 - since)
    assert (before.kind, before.since, before.until) == ("previous", start, since)
    assert before.totals == totals_of(world.rows("acme", start, since))
    assert before.totals == world.report(since, T0).previous


def test_weekdays_are_the_mean_of_four_weeks(world: World) -> None:
    """The same span 7, 14, 21 and 28 days before, as the clock on the wall has it."""
    since = datetime(2026, 3, 30, tzinfo=MADRID)
    (_, weeks) = compared(world, since.astimezone(UTC), (since + DAY).astimezone(UTC))
    spans = [since - timedelta(weeks=n) for n in range(1, 5)]
    rows = [
        world.rows("acme", each.astimezone(UTC), (each + DAY).astimezone(UTC)) for each in spans
    ]
    assert (weeks.kind, weeks.periods, weeks.wanted) == ("weekday", 4, 4)
    assert weeks.totals.items == round(sum(map(len, rows)) / 4)
    assert weeks.since == spans[-1].astimezone(UTC)
    assert weeks.until == (spans[0] + DAY).astimezone(UTC)
    assert weeks.negative is not None
    assert weeks.negative.n == sum(map(len, rows))


@pytest.mark.parametrize("month", [3, 10])
def test_a_week_in_which_the_clocks_change_is_a_week(world: World, month: int) -> None:
    """From Monday to Monday on the wall, or the last seven days: both have weeks before."""
    ends = datetime(2026, month, {3: 30, 10: 26}[month], tzinfo=MADRID)
    for until in (ends.astimezone(UTC), (ends + timedelta(hours=8)).astimezone(UTC)):
        for since in (until - 7 * DAY, (until.astimezone(MADRID) - 7 * DAY).astimezone(UTC)):
            assert [each.kind for each in compared(world, since, until)] == ["previous", "weekday"]


def test_what_was_asked_for_comes_first(world: World) -> None:
    """A day that somebody names, or the year before; the others follow."""
    named = T0 - timedelta(days=40)
    (asked, *others) = compared(world, T0 - DAY, T0, compare=named)
    assert (asked.kind, asked.since, asked.until) == ("asked", named, named + DAY)
    assert asked.totals == totals_of(world.rows("acme", named, named + DAY))
    assert [each.kind for each in others] == ["previous", "weekday"]
    kinds = [each.kind for each in compared(world, T0 - DAY, T0, compare="year")]
    assert kinds == ["year", "previous", "weekday"]
    kinds = [each.kind for each in compared(world, T0 - DAY, T0, compare="weekday")]
    assert kinds == ["weekday", "previous"]


def test_a_month_is_not_held_against_itself(world: World) -> None:
    """The same span a week before would be three quarters of the month itself."""
    assert [each.kind for each in compared(world, T0 - 28 * DAY, T0)] == ["previous"]


def listen(world: World, at: datetime) -> None:
    """Walk the first watch to its end, as a crawl at that time does."""
    lease = world.store.lease(WATCHES[0], "me", at, 600)
    assert lease is not None
    end = WalkEnd(
        bookmark=Bookmark(newest_at=at, finished_at=at),
        gap=None,
        stopped_because="exhausted",
        oldest_at=at,
        newest_at=at,
        complete=False,
        reread=False,
    )
    world.store.save(Batch(walk=lease, now=at, end=end))


def test_a_source_that_is_new_is_told(empty: World) -> None:
    """What is listened to for two days was not heard in any of the weeks before."""
    listen(empty, T0 - 2 * DAY)
    listen(empty, T0 - timedelta(hours=1))
    (before, weeks) = compared(empty, T0 - DAY, T0)
    assert before.changed == ()
    assert (weeks.periods, weeks.wanted, weeks.changed) == (0, 4, ())
    (before, _) = compared(empty, T0 - 2 * DAY, T0)
    assert before.periods == 0


@pytest.mark.parametrize(
    ("now", "others", "kind"),
    [
        (1.0, [0.0, 0.0], "new"),
        (0.0, [1.0, 0.99], "lost"),
        (0.5, [1.0, 1.0], "partial"),
        (1.0, [1.0, 0.2], "partial"),
        (0.97, [1.0, 0.9], None),
        (0.0, [0.0], None),
    ],
)
def test_a_difference_in_what_was_seen_is_named(
    now: float, others: list[float], kind: str | None
) -> None:
    """Watched since, watched no more, or seen in part; a few quarters missed are none."""
    found = coverage_changes([("forum", now, others), ("other", 1.0, [1.0] * len(others))])
    wanted = (CoverageChange(source="forum", kind=kind),) if kind else ()  # type: ignore[arg-type]
    assert found == wanted
