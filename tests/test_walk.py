"""Walks: when to go on, when to stop, and what that proves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from listener.model import Bookmark, Gap, Mention, Page, Request
from listener.walk import Walk, WalkEnd

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MORE = Request(url="https://example.com/?page=2")
YESTERDAY = Bookmark(newest_at=NOON - DAY, finished_at=NOON - DAY)


def walk(since: Bookmark | None = YESTERDAY, **settings) -> Walk:
    settings = {"started_at": NOON, "overlap": HOUR, "budget": 10} | settings
    return Walk(since=since, **settings)


def mention(name: str, at: datetime | None = None, **more) -> Mention:
    return Mention(id=name, published_at=at, **more)


def page(*mentions: Mention, more: Request | None = MORE, **said) -> Page:
    return Page(mentions=mentions, next=more, **said)


def test_a_first_walk_goes_down_to_the_end():
    """Without a bookmark every page is asked for, whatever is known already."""
    first = walk(since=None)
    old = mention("old", NOON - 400 * DAY)
    assert first.take(page(old), {"old": NOON - DAY}) == MORE
    end = first.take(page(mention("older", NOON - 500 * DAY), more=None), {})
    assert end == WalkEnd(
        stopped_because="exhausted",
        bookmark=Bookmark(newest_at=NOON - 400 * DAY, finished_at=NOON),
        complete=True,
        reread=True,
        oldest_at=NOON - 500 * DAY,
        newest_at=NOON - 400 * DAY,
    )


def test_a_walk_down_to_a_cap_is_a_reread_but_proves_no_absence():
    """What a site lets anyone read has been read again; what lies below its cap is unknown."""
    end = walk(since=None).take(page(more=None, stopped_because="source_cap"), {})
    assert end.reread
    assert not end.complete


def test_a_walk_ends_at_a_page_that_lies_wholly_behind_the_bookmark():
    """Older than the bookmark less the overlap, all of it: the rest is known."""
    end = walk().take(page(mention("a", NOON - DAY - 2 * HOUR)), {})
    assert end.stopped_because == "reached_bookmark"
    assert end.gap is None
    assert not end.complete


def test_the_bookmark_keeps_its_newest_time_when_a_walk_finds_nothing_newer():
    """A bookmark never goes back."""
    end = walk().take(page(mention("a", NOON - 3 * DAY)), {})
    assert end.bookmark == Bookmark(newest_at=NOON - DAY, finished_at=NOON)


def test_one_item_ahead_of_the_bookmark_keeps_the_walk_going():
    """A pinned old item at the top, or one new one at the bottom, does not end a walk."""
    behind, ahead = mention("behind", NOON - 3 * DAY), mention("ahead", NOON - HOUR)
    assert walk().take(page(behind, ahead), {}) == MORE


@pytest.mark.parametrize("reason", ["error", "throttled"])
def test_a_walk_cut_short_leaves_no_hole(reason):
    """A cut walk moves no bookmark; the next one goes past all that the cut one stored."""
    cut = walk()
    fresh = mention("fresh", NOON - HOUR)
    cut.take(page(fresh), {})
    end = cut.end(reason)
    assert end.bookmark is None
    assert end.gap == Gap(from_at=NOON - DAY - HOUR, to_at=NOON, reason=reason)

    again = walk(started_at=NOON + HOUR)
    assert again.take(page(fresh), {"fresh": NOON}) == MORE


def test_a_walk_cut_short_leaves_no_hole_without_times_either():
    """What only a cut walk has stored ends no walk, dated or not."""
    undated = mention("undated")
    stored_by_the_cut_walk = {"undated": NOON}
    assert walk(started_at=NOON + HOUR).take(page(undated), stored_by_the_cut_walk) == MORE


def test_a_first_walk_cut_short_leaves_a_gap_without_a_beginning():
    """Nothing is known yet, so the gap reaches back to the beginning."""
    end = walk(since=None).end("error")
    assert end.gap == Gap(from_at=None, to_at=NOON, reason="error")


def test_a_cap_leaves_a_gap():
    """What lies between the cap and the old bookmark, less the overlap, may be missing."""
    end = walk().take(page(mention("a", NOON - HOUR), more=None, stopped_because="source_cap"), {})
    assert end.gap == Gap(from_at=NOON - DAY - HOUR, to_at=NOON - HOUR, reason="source_cap")
    assert end.bookmark == Bookmark(newest_at=NOON - HOUR, finished_at=NOON)
    assert not end.complete


def test_our_own_page_budget_leaves_a_gap_likewise():
    """Stopping out of thrift is told like stopping at a cap."""
    end = walk(budget=1).take(page(mention("a", NOON - HOUR)), {})
    assert end.stopped_because == "page_budget"
    assert end.gap == Gap(from_at=NOON - DAY - HOUR, to_at=NOON - HOUR, reason="page_budget")


def test_a_first_walk_that_meets_a_cap_leaves_no_gap():
    """What was said before listening began and is not shown was never promised."""
    end = walk(since=None, budget=1).take(page(mention("a", NOON - HOUR)), {})
    assert end.gap is None
    assert end.bookmark is not None


@pytest.mark.parametrize("overlap", [HOUR, timedelta()])
def test_an_item_of_the_same_second_as_the_newest_is_kept(overlap):
    """The second of the bookmark itself is read again: it may hold more than was seen."""
    twin = mention("twin", NOON - DAY)
    assert walk(overlap=overlap).take(page(twin), {}) == MORE


def test_an_item_that_comes_late_with_an_older_date_is_kept():
    """Within the overlap behind the bookmark a walk goes on looking."""
    late = mention("late", NOON - DAY - HOUR)
    assert walk().take(page(late), {}) == MORE


def test_undated_items_end_a_walk_once_an_ended_walk_has_stored_them():
    """Without times, being stored unchanged by a walk that ended is what counts."""
    known = {"undated": YESTERDAY.finished_at}
    assert walk().take(page(mention("undated")), known).stopped_because == "reached_bookmark"
    assert walk().take(page(mention("undated")), {}) == MORE


def test_an_undated_new_item_among_old_ones_keeps_the_walk_going():
    """A page with one thing never seen is not behind anything."""
    old = mention("old", NOON - 9 * DAY)
    assert walk().take(page(old, mention("undated")), {}) == MORE


def test_without_overlap_an_old_date_proves_nothing():
    """A source with unsure times has no overlap: only what is stored counts."""
    old = mention("old", NOON - 9 * DAY)
    unsure = {"overlap": timedelta()}
    assert walk(**unsure).take(page(old), {}) == MORE
    assert walk(**unsure).take(page(old), {"old": NOON - DAY}).stopped_because == "reached_bookmark"


def test_an_edit_shows_by_its_own_time():
    """An old item edited a moment ago lies ahead of the bookmark."""
    edited = mention("old", NOON - 9 * DAY, edited_at=NOON - HOUR)
    assert walk().take(page(edited), {"old": NOON - 9 * DAY}) == MORE


def test_a_date_in_the_future_moves_no_bookmark():
    """A wrong clock at the source must not hide what is said between now and then."""
    end = walk().take(page(mention("a", NOON + DAY), mention("b", NOON - HOUR), more=None), {})
    assert end.bookmark == Bookmark(newest_at=NOON - HOUR, finished_at=NOON)


def test_an_empty_page_with_a_next_one_is_walked_through():
    """Some sites answer an empty page in the middle."""
    assert walk().take(page(), {}) == MORE


def test_a_source_may_say_itself_that_the_bookmark_is_reached():
    """Where the site filters by time, its end is ours."""
    end = walk().take(page(more=None, stopped_because="reached_bookmark"), {})
    assert end.stopped_because == "reached_bookmark"
    assert end.gap is None


def test_a_walk_asked_to_read_again_goes_past_the_bookmark():
    """In order to find edits and deletions a walk may be sent down to the end."""
    reading = walk(to_the_end=True)
    assert reading.take(page(mention("old", NOON - 9 * DAY)), {"old": NOON - 9 * DAY}) == MORE
    end = reading.take(page(mention("older", NOON - 99 * DAY), more=None), {})
    assert end.complete
    assert (end.oldest_at, end.newest_at) == (NOON - 99 * DAY, NOON - 9 * DAY)


def test_only_a_walk_down_to_the_end_proves_that_something_is_gone():
    """A walk that may stop early is never called complete."""
    assert not walk().take(page(mention("a", NOON - HOUR), more=None), {}).complete


def test_a_pinned_old_item_does_not_hide_how_far_a_capped_walk_came():
    """The gap ends where the last page did, not at what the site keeps on top."""
    capped = walk(since=Bookmark(newest_at=NOON - 9 * DAY, finished_at=NOON - 9 * DAY), budget=2)
    capped.take(page(mention("pinned", NOON - 900 * DAY), mention("new", NOON)), {})
    end = capped.take(page(mention("a", NOON - HOUR), mention("b", NOON - 2 * HOUR)), {})
    assert end.stopped_because == "page_budget"
    assert end.gap.to_at == NOON - 2 * HOUR


def test_a_cap_met_below_all_that_is_known_leaves_no_gap():
    """The last page of a site's ten went down past the bookmark: nothing was missed."""
    capped = walk()
    last = page(
        mention("new", NOON - HOUR),
        mention("old", NOON - 9 * DAY),
        more=None,
        stopped_because="source_cap",
    )
    end = capped.take(last, {})
    assert (end.stopped_because, end.gap) == ("source_cap", None)


WINDOW = 7 * DAY


def test_what_grew_too_old_to_be_shown_is_a_gap():
    """A site that shows seven days, read after nine, has hidden two for good."""
    since = Bookmark(newest_at=NOON - 20 * DAY, finished_at=NOON - 9 * DAY)
    end = walk(since, window=WINDOW).take(page(mention("a", NOON - DAY), more=None), {})
    assert end.gap == Gap(from_at=NOON - 9 * DAY, to_at=NOON - WINDOW, reason="source_cap")
    assert end.bookmark == Bookmark(newest_at=NOON - DAY, finished_at=NOON)


@pytest.mark.parametrize("since", [None, YESTERDAY])
def test_a_walk_within_the_window_leaves_no_gap(since):
    """Nor does the first one: what was said before listening began was never promised."""
    end = walk(since, window=WINDOW).take(page(mention("a", NOON - DAY), more=None), {})
    assert end.gap is None


def test_the_end_of_a_window_proves_no_absence():
    """What is not in the list any more has grown old; it is not gone."""
    end = walk(since=None, window=WINDOW).take(page(mention("a", NOON), more=None), {})
    assert end.stopped_because == "exhausted"
    assert not end.complete
    assert end.reread


def test_a_cut_walk_does_not_yet_say_what_grew_too_old():
    """Its gap reaches from the bookmark until now, and the next walk that ends will tell."""
    since = Bookmark(newest_at=NOON - 9 * DAY, finished_at=NOON - 9 * DAY)
    end = walk(since, window=WINDOW).end("error")
    assert end.gap == Gap(from_at=NOON - 9 * DAY - HOUR, to_at=NOON, reason="error")


def test_a_cap_within_the_window_is_one_gap_with_what_grew_too_old():
    """It reaches further than the window already."""
    since = Bookmark(newest_at=NOON - 9 * DAY, finished_at=NOON - 9 * DAY)
    capped = page(mention("a", NOON - DAY), more=None, stopped_because="source_cap")
    end = walk(since, window=WINDOW).take(capped, {})
    assert end.gap == Gap(from_at=NOON - 9 * DAY - HOUR, to_at=NOON - DAY, reason="source_cap")


def test_where_there_is_no_order_old_mentions_end_nothing():
    """A list in no order may have something new on its last page."""
    going = walk()
    assert going.take(page(mention("old", NOON - 9 * DAY), in_order=False), {}) == MORE
    end = going.take(page(mention("new", NOON - HOUR), more=None, in_order=False), {})
    assert end.stopped_because == "exhausted"
    assert (end.oldest_at, end.newest_at) == (NOON - 9 * DAY, NOON - HOUR)


def test_a_hole_between_two_pages_is_a_gap_only_above_the_bookmark():
    """Below it all was read, or told as a gap, by the walk that made it."""
    for upper, told in ((NOON - HOUR, True), (NOON - 2 * DAY, False)):
        hole = Gap(from_at=upper - HOUR, to_at=upper, reason="source_cap")
        reading = walk()
        reading.take(page(mention("a", NOON)), {})
        end = reading.take(page(mention("b", NOON - 9 * DAY), hole=hole), {})
        assert (end.gap is not None) == told
        assert end.oldest_at == upper
    assert walk(since=None).take(page(more=None, hole=hole), {}).gap is None


def test_a_cap_met_a_day_behind_the_bookmark_leaves_no_gap():
    """However far back a source looks for late items: a busy listing would never be without one."""
    capped = page(mention("a", NOON - 3 * DAY), more=None, stopped_because="source_cap")
    assert walk(overlap=7 * DAY).take(capped, {}).gap is None
    soon = page(mention("a", NOON - DAY - HOUR), more=None, stopped_because="source_cap")
    assert walk(overlap=7 * DAY).take(soon, {}).gap.from_at == NOON - 2 * DAY
