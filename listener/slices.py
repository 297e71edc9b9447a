"""A backfill in slices of time: which to ask, when one is read, and what a cap leaves of it.

Pure. A slice holds the seconds from `from_at` up to, and without, `to_at`. The rules, each with
what it prevents:

* What was read is not asked again: slices that are done or capped, and all since listening began,
  except where a gap was left.
* A slice that was cut short is shortened to what is still to be read, where its pages came newest
  first; otherwise it is halved, since nobody knows which part of it was shown.
* A second that was the last to be read may hold more: it stays with the part that is left.
* A slice too short for its source to be halved, or that shows nothing of its own, is capped: told,
  and left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from listener.model import Gap, Page, Request, StopReason
from listener.walk import WalkEnd

LONGEST = timedelta(days=30)
"""No slice is longer at first: whoever is killed in the midst of one reads it again."""

SECOND = timedelta(seconds=1)
DEEPER = 10
"""How many times our page budget a walk may use that is to go as far as a source without slices."""

_Span = tuple[datetime, datetime]


class Slice(Struct, frozen=True, kw_only=True):
    """A stretch of published time that is read for itself, and how far that has come."""

    from_at: datetime
    to_at: datetime
    state: Literal["open", "done", "capped"] = "open"

    @property
    def length(self) -> timedelta:
        """How much time it spans."""
        return self.to_at - self.from_at


class SliceEnd(Struct, frozen=True, kw_only=True):
    """What became of a slice that was asked: its parts, which together are the whole of it."""

    asked: Slice
    parts: tuple[Slice, ...]
    stopped_because: StopReason
    items: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether the site has had enough for now."""
        return self.stopped_because in ("throttled", "error")


def wanted(
    since: datetime,
    now: datetime,
    *,
    listened_since: datetime | None,
    held: Sequence[Slice] = (),
    gaps: Sequence[Gap] = (),
) -> list[Slice]:
    """What is still to be asked so that nothing since then is missing; the newest first."""
    since, now = _whole(since), _whole(now)
    before = _minus([(since, min(now, listened_since or now))], _spans(held))
    missed = [
        (max(since, gap.from_at or since), min(now, gap.to_at + SECOND if gap.to_at else now))
        for gap in gaps
    ]
    known = [each for each in held if each.state != "done"]
    again = _minus(missed, _spans(known))
    found = [piece for span in _joined([*before, *again]) for piece in _pieces(span)]
    return sorted(found, key=lambda each: each.to_at, reverse=True)


def untold(parts: Iterable[Slice], gaps: Iterable[Gap]) -> list[Gap]:
    """The gaps that capped slices leave and that are not on record yet."""
    capped = [(part.from_at, part.to_at) for part in parts if part.state == "capped"]
    left = _minus(capped, map(_span_of, gaps))
    return [Gap(from_at=a, to_at=b - SECOND, reason="source_cap") for a, b in left]


def shortened(gap: Gap, parts: Iterable[Slice]) -> list[Gap]:
    """What is left of a gap once these slices were read; nothing when they cover all of it."""
    read = [(part.from_at, part.to_at) for part in parts if part.state == "done"]
    span = _span_of(gap)
    left = _minus([span], read)
    if left == [span]:
        return [gap]
    return [
        replace(
            gap,
            from_at=gap.from_at if start == span[0] else start,
            to_at=gap.to_at if end == span[1] else end - SECOND,
        )
        for start, end in left
    ]


def after_whole_walk(open_slices: Iterable[Slice], end: WalkEnd) -> tuple[SliceEnd, ...]:
    """What a walk from now down, as deep as a source lets anyone go, has read of open slices."""
    capped = end.stopped_because in ("source_cap", "page_budget")
    reached = (end.oldest_at and end.oldest_at + SECOND) if capped else None
    found = []
    for each in open_slices:
        limit = each.from_at if not capped else max(each.from_at, _whole(reached or each.to_at))
        parts = _split(each, min(each.to_at, limit), "capped")
        found.append(SliceEnd(asked=each, parts=parts, stopped_because=end.stopped_because))
    return tuple(found)


def too_old(open_slices: Iterable[Slice], shown: datetime) -> tuple[SliceEnd, ...]:
    """What is not shown any more of slices that begin before that; the rest stays open."""
    shown = _whole(shown)
    return tuple(
        SliceEnd(
            asked=each,
            parts=tuple(
                part
                for part in (
                    replace(each, from_at=min(each.to_at, shown)),
                    replace(each, to_at=min(each.to_at, shown), state="capped"),
                )
                if part.length > timedelta()
            ),
            stopped_because="source_cap",
        )
        for each in open_slices
        if each.from_at < shown
    )


def above(open_slices: Iterable[Slice], reached: datetime) -> tuple[SliceEnd, ...]:
    """What the walk that began the listening, from now down to there, has read of open slices."""
    reached = _whole(reached) + SECOND
    return tuple(
        SliceEnd(
            asked=each,
            parts=_split(each, max(each.from_at, reached), "open"),
            stopped_because="reached_bookmark",
        )
        for each in open_slices
        if each.to_at > reached
    )


class SliceWalk:
    """The walk over one slice, fed page by page."""

    def __init__(self, asked: Slice, budget: int, finest: timedelta) -> None:
        self.asked, self.budget, self.finest = asked, budget, finest
        self.pages = 0
        self.items = 0
        self.holes: list[Gap] = []
        self._has_own = False
        self._in_order = True
        self._oldest: datetime | None = None

    def take(self, page: Page) -> Request | SliceEnd:
        """The next request, or what became of the slice."""
        self.pages += 1
        all_older = self._measure(page)
        if page.stopped_because is not None:
            return self.end(page.stopped_because)
        if page.next is None:
            return self.end("exhausted")
        if all_older and self._in_order:
            # Some sites know no beginning of a slice.
            return self.end("reached_bookmark")
        return self.end("page_budget") if self.pages >= self.budget else page.next

    def end(self, reason: StopReason) -> SliceEnd:
        """What became of the slice, for that reason; errors leave open what was not read."""
        if reason in ("exhausted", "reached_bookmark"):
            parts = self._read()
        elif reason in ("throttled", "error"):
            parts = _split(self.asked, self._reached(), "open")
        else:
            parts = self._capped()
        return SliceEnd(asked=self.asked, parts=parts, stopped_because=reason, items=self.items)

    def _measure(self, page: Page) -> bool:
        """Notes times and order; whether all on the page is older than the slice."""
        self.items += len(page.mentions)
        self.holes += [page.hole] if page.hole else []
        self._in_order = self._in_order and page.in_order
        times = [each.published_at for each in page.mentions]
        for at in times:
            if at is None or (self._oldest is not None and at > self._oldest):
                self._in_order = False
            if at is not None:
                self._oldest = min(at, self._oldest or at)
                # Many sites take the end for a part of it.
                self._has_own |= self.asked.from_at <= at <= self.asked.to_at
        return bool(times) and all(at is not None and at < self.asked.from_at for at in times)

    def _reached(self) -> datetime:
        """Down to where all was read; the end of the slice where nobody knows."""
        to_at = self.asked.to_at
        if self.holes:
            hole = self.holes[0].to_at
            reached = to_at if hole is None else _whole(hole) + SECOND
        elif self._in_order and self._oldest:
            reached = _whole(self._oldest) + SECOND
        else:
            reached = to_at
        return max(self.asked.from_at, min(to_at, reached))

    def _read(self) -> tuple[Slice, ...]:
        """All of it, but for what a page says that it could not show."""
        whole = (self.asked.from_at, self.asked.to_at)
        holes = [
            (
                max(whole[0], _whole(hole.from_at) if hole.from_at else whole[0]),
                min(whole[1], _whole(hole.to_at) + SECOND if hole.to_at else whole[1]),
            )
            for hole in self.holes
        ]
        read = [Slice(from_at=a, to_at=b, state="done") for a, b in _minus([whole], holes)]
        missed = [Slice(from_at=a, to_at=b, state="capped") for a, b in _joined(holes)]
        return tuple(sorted([*read, *missed], key=lambda each: each.to_at, reverse=True))

    def _capped(self) -> tuple[Slice, ...]:
        asked, reached = self.asked, self._reached()
        if reached < asked.to_at:
            return _split(asked, reached, "open")
        if asked.length <= self.finest or not self._has_own:
            return (replace(asked, state="capped"),)
        middle = _whole(asked.from_at + asked.length / 2)
        return (replace(asked, from_at=middle), replace(asked, to_at=middle))


def _split(asked: Slice, reached: datetime, left: Literal["open", "capped"]) -> tuple[Slice, ...]:
    parts = (
        replace(asked, from_at=reached, state="done"),
        replace(asked, to_at=reached, state=left),
    )
    return tuple(part for part in parts if part.length > timedelta())


def _span_of(gap: Gap) -> _Span:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC) - SECOND
    return gap.from_at or first, (gap.to_at or last) + SECOND


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _spans(slices: Iterable[Slice]) -> list[_Span]:
    return [(each.from_at, each.to_at) for each in slices]


def _joined(spans: Iterable[_Span]) -> list[_Span]:
    """The same time without overlaps, in order."""
    found: list[_Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _minus(spans: Iterable[_Span], taken: Iterable[_Span]) -> list[_Span]:
    """The time of the first that is in none of the others."""
    left = _joined(spans)
    for start, end in _joined(taken):
        left = [
            piece
            for a, b in left
            for piece in ((a, min(b, start)), (max(a, end), b))
            if piece[0] < piece[1]
        ]
    return left


def _pieces(span: _Span) -> Iterator[Slice]:
    """A long stretch in slices, cut from its newest end."""
    start, end = span
    while end - start > LONGEST:
        yield Slice(from_at=end - LONGEST, to_at=end)
        end -= LONGEST
    yield Slice(from_at=start, to_at=end)
