"""Whatever a site does within the rules, walking it loses nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from listener.model import Bookmark, Gap, Mention, Page, Request
from listener.walk import Walk, WalkEnd

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
NEXT = Request(url="https://example.com/next")


def minute(number: int) -> datetime:
    return BEGIN + timedelta(minutes=number)


class Item(Struct, frozen=True):
    """Something said at `at` that the site shows from `at + late` on; times in minutes."""

    at: int
    late: int
    dated: bool = True


class Visit(Struct, frozen=True):
    """A walk `pause` minutes after the last, `pace` minutes a page, cut after so many pages."""

    pause: int
    pace: int = 0
    cut_after: int | None = None


class Site(Struct):
    """Newest first, so many items a page, never more than `cap` items."""

    items: list[Item]
    size: int
    cap: int

    def shown(self, now: int) -> list[int]:
        """What the site shows at that minute, as places in `items`."""
        there = [i for i, item in enumerate(self.items) if item.at + item.late <= now]
        return sorted(there, key=lambda i: (-self.items[i].at, i))[: self.cap]

    def page(self, number: int, now: int) -> tuple[Page, list[int]]:
        shown = self.shown(now)
        here = shown[number * self.size : (number + 1) * self.size]
        last = (number + 1) * self.size >= len(shown)
        capped = last and len(shown) == self.cap
        mentions = tuple(self._mention(i) for i in here)
        stop = "source_cap" if capped else None
        return Page(mentions=mentions, next=None if last else NEXT, stopped_because=stop), here

    def _mention(self, i: int) -> Mention:
        item = self.items[i]
        return Mention(id=str(i), published_at=minute(item.at) if item.dated else None)


class Listener:
    """The least that a runner does: stores, keeps the bookmark, remembers gaps."""

    def __init__(self, site: Site, overlap: int, budget: int = 10_000) -> None:
        self.site, self.overlap, self.budget = site, timedelta(minutes=overlap), budget
        self.stored: dict[str, datetime] = {}
        self.bookmark: Bookmark | None = None
        self.gaps: list[Gap] = []
        self.now = 0

    def visit(self, visit: Visit) -> WalkEnd:
        self.now += visit.pause
        walk = Walk(
            since=self.bookmark,
            started_at=minute(self.now),
            overlap=self.overlap,
            budget=self.budget,
        )
        end = self._walked(walk, visit)
        if end.bookmark is not None:
            self.bookmark = end.bookmark
        if end.gap is not None:
            self.gaps.append(end.gap)
        return end

    def _walked(self, walk: Walk, visit: Visit) -> WalkEnd:
        number = 0
        while number != visit.cut_after:
            page, here = self.site.page(number, self.now)
            known = {str(i): self.stored[str(i)] for i in here if str(i) in self.stored}
            step = walk.take(page, known)
            for i in here:
                self.stored.setdefault(str(i), minute(self.now))
            if isinstance(step, WalkEnd):
                return step
            number += 1
            self.now += visit.pace
        return walk.end("error")

    def missing(self, shown: list[int]) -> list[Item]:
        return [self.site.items[i] for i in shown if str(i) not in self.stored]


# Many items on small pages in little time, so that most walks have something to lose.
OVERLAP = 3
moments = st.integers(0, 40)
late_items = st.lists(st.builds(Item, moments, st.integers(0, OVERLAP)), min_size=5, max_size=40)
punctual_items = st.lists(
    st.builds(Item, moments, st.just(0), st.booleans()), min_size=5, max_size=40
)
visits = st.lists(
    st.builds(
        Visit,
        pause=st.integers(1, 15),
        pace=st.integers(0, 2),
        cut_after=st.none() | st.integers(0, 4),
    ),
    min_size=1,
    max_size=6,
)
sizes = st.integers(1, 3)
caps = st.integers(5, 50)
thorough = settings(max_examples=300, deadline=None)


def walked(listener: Listener, plan: list[Visit]) -> tuple[list[int], WalkEnd]:
    """After all visits and a last one that nobody cuts: what was shown all through that one."""
    for visit in plan:
        listener.visit(visit)
    last = Visit(pause=1, pace=plan[-1].pace)
    before = listener.site.shown(listener.now + last.pause)
    end = listener.visit(last)
    after = set(listener.site.shown(listener.now))
    return [i for i in before if i in after], end


@thorough
@given(late_items, sizes, caps, visits)
@example([Item(0, 0), Item(5, 0), Item(5, 0)], 1, 80, [Visit(pause=5, cut_after=1)])
@example([Item(10, 0), Item(7, 3)], 1, 80, [Visit(pause=10)])
def test_a_whole_walk_has_everything_that_the_site_shows(items, size, cap, plan):
    """Late items and walks cut anywhere: after one whole walk nothing that is shown is missing."""
    listener = Listener(Site(items, size, cap), overlap=OVERLAP)
    shown, _ = walked(listener, plan)
    assert listener.missing(shown) == []


@thorough
@given(punctual_items, sizes, caps, visits)
def test_a_whole_walk_has_everything_without_times_or_overlap(items, size, cap, plan):
    """Where times are missing or unsure, what is stored decides, and nothing is missing either."""
    listener = Listener(Site(items, size, cap), overlap=0)
    shown, _ = walked(listener, plan)
    assert listener.missing(shown) == []


@thorough
@given(late_items, sizes, st.integers(1, 6), visits)
def test_what_our_own_budget_leaves_out_lies_in_a_gap(items, size, budget, plan):
    """After the first whole walk, whatever is shown and missing is told by a gap."""
    listener = Listener(Site(items, size, cap=10_000), overlap=OVERLAP, budget=budget)
    listener.visit(Visit(pause=1))
    seen_first = set(listener.site.shown(listener.now))
    shown, _ = walked(listener, plan)
    for item in listener.missing([i for i in shown if i not in seen_first]):
        assert any(_covers(gap, minute(item.at)) for gap in listener.gaps), item


@thorough
@given(late_items, sizes, visits)
def test_a_second_walk_over_a_still_site_stores_nothing(items, size, plan):
    """Walking again changes nothing and ends at the bookmark or the end."""
    listener = Listener(Site(items, size, cap=10_000), overlap=OVERLAP)
    listener.now = 500
    walked(listener, plan)
    stored = dict(listener.stored)
    end = listener.visit(Visit(pause=1))
    assert listener.stored == stored
    assert end.stopped_because in ("reached_bookmark", "exhausted")


def _covers(gap: Gap, at: datetime) -> bool:
    begins = gap.from_at is None or at >= gap.from_at
    return begins and (gap.to_at is None or at <= gap.to_at)
