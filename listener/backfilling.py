"""A watch whose past is read in slices, after its walk if that is due.

walk (if due) ─► lease ─► slice ─► page … ─► settled ─► next slice … ─► lease given back

Whatever is settled is not asked again, whoever dies in between. A slice that fails stays open, and
so do those that did not have their turn; the bookmark, health and absences are those of walks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from listener.collecting import Progress, WatchRun
from listener.errors import Interrupted, SourceError, Throttled, UnexpectedAnswer
from listener.i18n import say
from listener.model import Page, Payload, Request, Watch
from listener.resting import LONGEST_ERROR, asked_for, rest_after
from listener.slices import Slice, SliceEnd, SliceWalk, too_old
from listener.source import ClientSource, Source
from listener.store import Batch, Store
from listener.text import masked

ASKED_PAGES = 1000
"""After so many pages of one watch's past no further slice is begun, when a person asks."""

ASIDE_PAGES = 20
"""After so many in an ordinary crawl, of each of so many watches of a source."""

ASIDE_WATCHES = 5
SHARE = 0.5
"""How much of a budget the past may use: what is said today goes before."""

MARGIN = timedelta(minutes=5)
"""How much earlier than it says a window may end, by another clock or while we ask."""

AGAIN = timedelta(hours=1)


def has_slices(watch: Watch, source: Source | ClientSource, now: datetime) -> bool:
    """Whether the past of that watch can be asked for in slices of time."""
    if not isinstance(source, Source):
        return False
    return source.between(watch, now - timedelta(hours=1), now) is not None


class Backfill(Struct, frozen=True, kw_only=True):
    """That a person wants the past read: back to then, or only what was asked for before."""

    since: datetime | None = None


class Plan:
    """What of the past this crawl reads: all that a person wants now, or a little of what is left.

    `open` has the open slices of each watch that is to have a turn, `windows` how many days back
    the sources go, by their titles, that go no further than was asked.
    """

    def __init__(
        self,
        store: Store,
        now: datetime,
        wanted: Backfill | None,
        watches: Sequence[tuple[Watch, Source | ClientSource]],
    ) -> None:
        self.wanted = wanted
        self.windows: dict[str, int] = {}
        self._now = now
        self._since: dict[str, datetime] = {}
        has_past = [each for each in watches if _has_past(each[1])]
        if wanted is not None:
            asked = {watch.key: self._back_to(source) for watch, source in has_past}
            self._since = {key: at for key, at in asked.items() if at is not None}
            store.ask_backfill(asked, now)
        left = store.open_slices(now)
        keys = {watch.key: source.about.name for watch, source in has_past if watch.key in left}
        self.open = {key: left[key] for key in (keys if wanted else _some(left, keys))}

    def run(
        self,
        watch: Watch,
        source: Source | ClientSource,
        *,
        is_due: bool,
        **given: Any,
    ) -> WatchRun:
        """The walk of a watch as this plan wants it."""
        slices = self.open.get(watch.key, ())
        if slices and not has_slices(watch, source, self._now):
            return WatchRun(watch, source, down_to=min(each.from_at for each in slices), **given)
        since = self._since.get(watch.key)
        if not slices and since is None:
            return WatchRun(watch, source, **given)
        pages = ASKED_PAGES if self.wanted else ASIDE_PAGES
        return SliceRun(watch, source, is_due=is_due, pages=pages, since=since, **given)

    def _back_to(self, source: Source | ClientSource) -> datetime | None:
        assert self.wanted is not None
        since, window = self.wanted.since, source.about.window
        if since is None or window is None or since >= self._now - window:
            return since
        self.windows[source.about.title] = window.days
        return self._now - window


def _has_past(source: Source | ClientSource) -> bool:
    """Whether a source shows what was said, and not only counts, nor files alone."""
    return source.about.gives != "totals" and source.about.access != "own-file"


def _some(left: Iterable[str], sources: Mapping[str, str]) -> list[str]:
    """A few watches of each source, those first that have waited longest."""
    turns: dict[str, list[str]] = {}
    for key in left:
        if key in sources:
            turns.setdefault(sources[key], []).append(key)
    return [key for keys in turns.values() for key in keys[:ASIDE_WATCHES]]


class SliceRun(WatchRun):
    """The walk of a watch, if it is due, and then its open slices, as many as fit into `pages`."""

    def __init__(
        self,
        *given: Any,
        is_due: bool,
        pages: int,
        since: datetime | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self._walks_first = is_due
        self._pages_left = pages
        self._asked_since = since
        self._slice: SliceWalk | None = None
        self._is_saving = False
        self._slice_sums = Progress(event="started", watch=self.watch, backfills=True)

    def begin(self) -> bool:
        """Take the lease: for the walk if it is due, else for the slices."""
        if self._walks_first:
            return super().begin()
        self._next = self._begin_slices()
        return self._next is not None

    def first(self) -> Request:
        """Where the walk begins, or the first slice."""
        if self._slice is None:
            return super().first()
        assert self._next is not None
        return self._next

    def payable(self, request: Request) -> Request:
        """As for a walk, of what is left of that half."""
        return self._purse.payable(request, share=1.0 if self._slice is None else SHARE)

    def afford(self, request: Request) -> None:
        """As for a walk, within half of each budget: the other half is left to the walks."""
        if self._slice is None:
            return super().afford(request)
        try:
            self._purse.pay(request, share=SHARE)
        except Throttled as error:
            self._is_saving = True
            words = say("commands.past_saves", error=str(error))
            raise Throttled(words, retry_after=error.retry_after) from error

    def fail(self, error: SourceError, payload: Payload | None = None) -> None:
        """End here: what was not read of the slice stays open."""
        if self._slice is None:
            return super().fail(error, payload)
        self.failed = True
        if isinstance(error, Throttled):
            error.retry_after = error.retry_after or asked_for(payload, self._now())
        now, text = self._now(), masked(str(error), self._hidden)[:LONGEST_ERROR]
        rests = max(now + AGAIN, rest_after(error, 0, now) or now)
        end = self._slice.end("throttled" if isinstance(error, Throttled) else "error")
        self._give_back(
            end,
            error=text,
            health="throttled" if isinstance(error, Throttled) and not self._is_saving else "ok",
            rests_until=rests,
            interrupted=isinstance(error, Interrupted),
            payload=self._set_aside(payload) if isinstance(error, UnexpectedAnswer) else None,
        )
        self._tell_slices("ended" if self._is_saving else "failed", error=text)
        return None

    def _take(
        self, page: Page, validators: dict[str, str] | None, moved_to: str | None
    ) -> Request | None:
        if self._slice is not None:
            return self._take_slice(page)
        following = super()._take(page, validators, moved_to)
        if following is not None or self.failed:
            return following
        return self._begin_slices()

    def _begin_slices(self) -> Request | None:
        """Take the watch for its past; None where there is nothing to do, or another is at it."""
        now = self._now()
        if self._asked_since is not None and self._walks_first:
            # Once more, since the walk may have left a gap.
            self._store.ask_backfill({self.watch.key: self._asked_since}, now)
        if not self._open():
            return None
        seconds = 60 * self._settings.lease_minutes
        self._lease = self._store.lease_backfill(self.watch, self._holder, now, seconds)
        if self._lease is None:
            return None
        self._tell_slices("started")
        return self._next_slice()

    def _open(self) -> Sequence[Slice]:
        found = self._store.open_slices(self._now(), self.watch.key)
        return found.get(self.watch.key, ())

    def _shown(self) -> Sequence[Slice]:
        """What is open, but for what has grown too old to be shown since it was asked for."""
        window = self.source.about.window
        if window is None:
            return self._open()
        assert self._lease is not None
        now = self._now()
        if lost := too_old(self._open(), now - window + MARGIN):
            self._store.save(Batch(walk=self._lease, now=now, slices=lost))
        return self._open()

    def _next_slice(self) -> Request | None:
        """The question for the newest open slice; None, with the watch given back, without any."""
        assert isinstance(self.source, Source)
        for each in self._shown() if self._pages_left > 0 else ():
            request = self.source.between(self.watch, each.from_at, each.to_at)
            if request is None:
                break
            about = self.source.about
            self._slice = SliceWalk(each, about.pages, about.finest)
            return request
        self._give_back(None)
        self._tell_slices("ended")
        return None

    def _take_slice(self, page: Page) -> Request | None:
        assert self._slice is not None
        page, batch, _ = self._sorted(page)
        step = self._slice.take(page)
        self._pages_left -= 1
        end = step if isinstance(step, SliceEnd) else None
        saved = self._store.save(
            replace(batch, late_before=batch.now, slices=(end,) if end else ())
        )
        sums = self._slice_sums
        self._slice_sums = replace(
            sums,
            pages=sums.pages + 1,
            items=sums.items + len(page.mentions),
            new=sums.new + saved.new,
            changed=sums.changed + saved.changed,
        )
        self._tell_slices("page")
        if isinstance(step, Request):
            return step
        if step.is_cut:
            self._give_back(None, error=step.stopped_because, rests_until=self._now() + AGAIN)
            self._tell_slices("ended", stopped_because=step.stopped_because)
            return None
        return self._next_slice()

    def _give_back(self, end: SliceEnd | None, **named: Any) -> None:
        assert self._lease is not None
        slices = (end,) if end else ()
        self._store.save(
            Batch(walk=self._lease, now=self._now(), slices=slices, ends_slices=True, **named)
        )

    def _tell_slices(self, event: Any, **more: str) -> None:
        left = self._store.open_slices(key=self.watch.key).get(self.watch.key, ())
        self._tell(replace(self._slice_sums, event=event, slices_left=len(left), **more))
