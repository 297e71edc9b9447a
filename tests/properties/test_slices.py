"""A backfill, whatever its site does within the rules: nothing lost, nothing asked twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from listener.model import Gap, Mention, Page, Request
from listener.slices import SECOND, Slice, SliceEnd, SliceWalk, shortened, untold, wanted

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
NEXT = Request(url="https://example.com/next")
MINUTE = timedelta(minutes=1)
thorough = settings(max_examples=300, deadline=None)


def second(number: int) -> datetime:
    return BEGIN + timedelta(seconds=number)


def spans(slices: list[Slice]) -> set[int]:
    """The seconds of slices, each of which must stand in one only."""
    found: set[int] = set()
    for each in slices:
        own = range(seconds(each.from_at), seconds(each.to_at))
        assert found.isdisjoint(own)
        found |= set(own)
    return found


def seconds(at: datetime) -> int:
    return int((at - BEGIN).total_seconds())


class Site(Struct):
    """Answers a slice page by page, at most `cap` items of it; says when it cuts, and may lie."""

    items: list[int]
    size: int
    cap: int
    newest_first: bool
    includes_end: bool

    def walk(self, asked: Slice, budget: int) -> tuple[SliceEnd, set[int]]:
        start, end = seconds(asked.from_at), seconds(asked.to_at)
        of_slice = [
            i
            for i, at in enumerate(self.items)
            if start <= at < end or (self.includes_end and at == end)
        ]
        if self.newest_first:
            of_slice.sort(key=lambda i: -self.items[i])
        shown, seen = of_slice[: self.cap], set()
        walk, place = SliceWalk(asked, budget, MINUTE), 0
        while True:
            here = shown[place : place + self.size]
            place += self.size
            seen |= set(here)
            over = place >= len(shown)
            stop = "source_cap" if over and len(of_slice) > self.cap else None
            mentions = tuple(Mention(id=str(i), published_at=second(self.items[i])) for i in here)
            step = walk.take(
                Page(
                    mentions=mentions,
                    next=None if over else NEXT,
                    stopped_because=stop,
                    in_order=self.newest_first,
                )
            )
            if isinstance(step, SliceEnd):
                return step, seen


sites = st.builds(
    Site,
    items=st.lists(st.integers(0, 1200), max_size=60),
    size=st.integers(1, 5),
    cap=st.integers(1, 30),
    newest_first=st.booleans(),
    includes_end=st.booleans(),
)


@thorough
@given(sites, st.integers(1, 8), st.integers(0, 600), st.integers(700, 1300))
def test_a_backfill_has_all_but_what_is_told_as_a_gap(site, budget, start, end):
    """Slices tile what was asked for; each item of it is stored, or stands in a capped minute."""
    left = wanted(second(start), second(end), listened_since=None)
    assert spans(left) == set(range(start, end))
    settled: list[Slice] = []
    stored: set[int] = set()
    turns = 0
    while left:
        turns += 1
        assert turns < 500
        asked = left.pop(0)
        result, seen = site.walk(asked, budget)
        stored |= seen
        assert spans(list(result.parts)) == set(range(seconds(asked.from_at), seconds(asked.to_at)))
        settled += [part for part in result.parts if part.state != "open"]
        left += [part for part in result.parts if part.state == "open"]
        left.sort(key=lambda each: each.to_at, reverse=True)
        # Killed here, or not: what is settled is not wanted again, what is open stands already.
        assert wanted(second(start), second(end), listened_since=None, held=settled + left) == []
    assert spans(settled) == set(range(start, end))
    capped = [each for each in settled if each.state == "capped"]
    assert all(each.length <= MINUTE for each in capped)
    told = untold(capped, [])
    for i, at in enumerate(site.items):
        if start <= at < end and i not in stored:
            assert any(gap.from_at <= second(at) <= gap.to_at for gap in told)


ranges = st.tuples(st.integers(0, 300), st.integers(1, 100))
states = st.sampled_from(["open", "done", "capped"])


@thorough
@given(
    st.lists(st.tuples(ranges, states), max_size=6),
    st.lists(ranges, max_size=3),
    st.integers(0, 200),
    st.integers(0, 400) | st.none(),
)
def test_what_is_wanted_is_what_nobody_has_read(held, gaps, since, listened):
    """All before the listening that has no slice; of gaps, all but what is open or capped."""
    known = [Slice(from_at=second(a), to_at=second(a + n), state=state) for (a, n), state in held]
    missing = [Gap(from_at=second(a), to_at=second(a + n), reason="error") for a, n in gaps]
    now = 400
    found = wanted(
        second(since),
        second(now),
        listened_since=None if listened is None else second(listened),
        held=known,
        gaps=missing,
    )
    by_state = {
        state: {s for (a, n), of in held if of == state for s in range(a, a + n)}
        for state in ("open", "done", "capped")
    }
    before = set(range(since, now if listened is None else min(now, listened)))
    of_gaps = {s for a, n in gaps for s in range(max(a, since), min(a + n + 1, now))}
    expected = (before - set().union(*by_state.values())) | (
        of_gaps - by_state["open"] - by_state["capped"]
    )
    assert spans(found) == expected
    assert found == sorted(found, key=lambda each: each.to_at, reverse=True)


@thorough
@given(ranges, st.lists(ranges, max_size=4))
def test_a_gap_keeps_what_was_not_read(gap, read):
    """Closed when it was read whole; else what is left of it, seconds at its ends included."""
    a, n = gap
    parts = [Slice(from_at=second(b), to_at=second(b + m), state="done") for b, m in read]
    left = shortened(Gap(from_at=second(a), to_at=second(a + n), reason="error"), parts)
    expected = set(range(a, a + n + 1)) - {s for b, m in read for s in range(b, b + m)}
    found: set[int] = set()
    for each in left:
        own = set(range(seconds(each.from_at), seconds(each.to_at + SECOND)))
        assert found.isdisjoint(own)
        found |= own
    assert found == expected


def test_a_gap_without_a_beginning_keeps_none() -> None:
    """Read down to a time, it goes on below that."""
    gap = Gap(from_at=None, to_at=second(100), reason="source_cap")
    read = Slice(from_at=second(50), to_at=second(200), state="done")
    assert shortened(gap, [read]) == [Gap(from_at=None, to_at=second(49), reason="source_cap")]


def test_long_stretches_come_in_slices_of_a_month() -> None:
    """So that whoever is killed reads no more than that again."""
    found = wanted(BEGIN, BEGIN + timedelta(days=90), listened_since=None)
    assert [each.length.days for each in found] == [30, 30, 30]
