"""One walk over a source's pages: when to go on, when to stop, and what that proves.

Pure: it is told what the store knows, and decides. The rules, each with the loss it prevents:

* The bookmark moves only when a walk has ended, never after its first page.
* A page ends the walk only if everything on it lies behind the bookmark: older than the
  bookmark less the overlap, or, where there are no times or no overlap to go by, stored
  unchanged by a walk that ended (not by one that was cut).
* A walk that ends at a cap or at our page budget leaves a gap back to the old bookmark.
* A hole between two pages is a gap if it lies above the old bookmark: all below that was read, or
  told as a gap, by the walk that made it.
* Where a source shows only its last days, a walk that comes later than that leaves a gap, and
  the end of the list proves no absence: what is not there any more has only grown old.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from listener.model import Bookmark, Gap, Mention, Page, Request, StopReason

LATE = timedelta(days=1)
"""A cap leaves no gap for what may come later than this: busy listings would never be without."""


class WalkEnd(Struct, frozen=True, kw_only=True):
    """How a walk ended: the reason, the bookmark it earned, the gap it left.

    `complete` walks read the listing down to its end, so that what they did not see and what
    lies between `oldest_at` and `newest_at` has gone. `oldest_at` is how far down the last page
    reached without a hole: what is old on an earlier one was pinned there. `reread` walks went as
    far down as the site lets anyone go, to its end or its cap.
    """

    stopped_because: StopReason
    bookmark: Bookmark | None = None
    gap: Gap | None = None
    complete: bool = False
    reread: bool = False
    oldest_at: datetime | None = None
    newest_at: datetime | None = None


class Walk:
    """The state of one walk, fed page by page."""

    def __init__(
        self,
        *,
        since: Bookmark | None,
        started_at: datetime,
        overlap: timedelta,
        budget: int,
        to_the_end: bool = False,
        window: timedelta | None = None,
        floor: datetime | None = None,
    ) -> None:
        self.since = since
        self.started_at = started_at
        self.overlap = overlap
        self.budget = budget
        self.to_the_end = to_the_end or since is None
        self.window = window
        self.floor = floor
        self.pages = 0
        self.newest_at: datetime | None = None
        self.oldest_at: datetime | None = None
        self.holes: list[Gap] = []

    def take(self, page: Page, known_since: Mapping[str, datetime]) -> Request | WalkEnd:
        """The next request, or the end of the walk; one with a `floor` goes no deeper than that.

        `known_since` gives, for each id of the page that is stored with the same content,
        when it was first stored.
        """
        self.pages += 1
        self._measure(page)
        if page.stopped_because is not None:
            return self.end(page.stopped_because)
        if page.next is None:
            return self.end("exhausted")
        if not self.to_the_end and page.in_order and self._all_behind(page, known_since):
            return self.end("reached_bookmark")
        if page.in_order and self._all_below_floor(page):
            return replace(self.end("reached_bookmark"), reread=False)
        if self.pages >= self.budget:
            return self.end("page_budget")
        return page.next

    def end(self, reason: StopReason) -> WalkEnd:
        """The end of the walk for that reason, errors included."""
        cut = reason in ("throttled", "error")
        return WalkEnd(
            stopped_because=reason,
            bookmark=None if cut else self._bookmark(),
            gap=self._gap(reason) if cut else self._left_out(reason),
            complete=reason == "exhausted" and self.to_the_end and self.window is None,
            reread=self.to_the_end and not cut,
            oldest_at=self.holes[0].to_at if self.holes else self.oldest_at,
            newest_at=self.newest_at,
        )

    def _measure(self, page: Page) -> None:
        self.holes += [page.hole] if page.hole else []
        times = [at for at in map(_time_of, page.mentions) if at and at <= self.started_at]
        if times:
            self.newest_at = max(*times, self.newest_at or times[0])
            so_far = None if page.in_order else self.oldest_at
            self.oldest_at = min(*times, so_far or times[0])

    def _all_behind(self, page: Page, known_since: Mapping[str, datetime]) -> bool:
        if self.since is None or not page.mentions:
            return False
        return all(self._behind(mention, known_since) for mention in page.mentions)

    def _all_below_floor(self, page: Page) -> bool:
        """Whether all on the page is older than what a backfill was asked for."""
        if self.floor is None or not page.mentions:
            return False
        times = map(_time_of, page.mentions)
        return all(at is not None and at < self.floor for at in times)

    def _behind(self, mention: Mention, known_since: Mapping[str, datetime]) -> bool:
        assert self.since is not None
        at, newest = _time_of(mention), self.since.newest_at
        if at is not None and newest is not None and self.overlap:
            return at < newest - self.overlap
        first_seen = known_since.get(mention.id)
        return first_seen is not None and first_seen <= self.since.finished_at

    def _bookmark(self) -> Bookmark:
        newest = [at for at in (self.newest_at, self.since and self.since.newest_at) if at]
        return Bookmark(newest_at=max(newest, default=None), finished_at=self.started_at)

    def _gap(self, reason: StopReason) -> Gap | None:
        known, capped = self._known_until(), reason in ("source_cap", "page_budget")
        if capped:
            known = self._known_until(LATE)
            if self.since is None or (known and self.oldest_at and self.oldest_at < known):
                return None
        return Gap(
            from_at=known, to_at=self.oldest_at if capped else self.started_at, reason=reason
        )

    def _left_out(self, reason: StopReason) -> Gap | None:
        """What a walk that ended has not seen: below its last page, or in a hole above."""
        below = self._gap(reason) if reason in ("source_cap", "page_budget") else None
        holes = [hole for hole in self.holes if self._is_news(hole)]
        if not holes:
            return below or self._lost()
        known = [at for at in ((below or holes[-1]).from_at, self._known_until(LATE)) if at]
        return Gap(from_at=max(known, default=None), to_at=holes[0].to_at, reason=holes[0].reason)

    def _is_news(self, hole: Gap) -> bool:
        """Whether it lies above the bookmark; what was there before listening began is none."""
        if self.since is None:
            return False
        newest = self.since.newest_at
        return newest is None or hole.to_at is None or hole.to_at >= newest

    def _lost(self) -> Gap | None:
        """What grew too old to be shown since the walk that made the bookmark."""
        if self.window is None or self.since is None:
            return None
        known, shown = self.since.finished_at, self.started_at - self.window
        return Gap(from_at=known, to_at=shown, reason="source_cap") if known < shown else None

    def _known_until(self, late: timedelta = timedelta.max) -> datetime | None:
        """Late items may still be missing within the overlap."""
        if self.since is None or self.since.newest_at is None:
            return None
        return self.since.newest_at - min(self.overlap, late)


def _time_of(mention: Mention) -> datetime | None:
    return mention.edited_at or mention.published_at
