"""One walk of one watch, from lease to bookmark. Doing it again changes nothing.

lease ─► first request ─► page ─► match ─► what is new? ─► score ─► store ─► next page …
                                                                      └─► bookmark, at the end
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from listener.budgeting import Pays, Purse, account_with
from listener.config import Brand, Crawl
from listener.enriching import Enricher
from listener.errors import (
    Interrupted,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.i18n import say
from listener.lookagain import CanLookAgain
from listener.matching import Matcher
from listener.model import (
    Bookmark,
    Label,
    ListingTotals,
    Mention,
    Page,
    Payload,
    Request,
    Watch,
)
from listener.resting import LONGEST_ERROR, asked_for, health_after, rest_after
from listener.sentiment.language import identify
from listener.slices import DEEPER, SliceEnd, after_whole_walk
from listener.source import ClientSource, Source
from listener.store import Batch, Known, Lease, Store
from listener.text import masked, masked_bytes
from listener.tidying import claims, tidied
from listener.walk import Walk, WalkEnd


class Progress(Struct, frozen=True, kw_only=True):
    """Something that happened on a walk; counts are those of the walk so far.

    When it `backfills`, on the slices of a watch's past, of which so many are left.
    """

    event: Literal["started", "skipped", "page", "ended", "failed"]
    watch: Watch
    pages: int = 0
    items: int = 0
    new: int = 0
    changed: int = 0
    stopped_because: str = ""
    error: str = ""
    backfills: bool = False
    slices_left: int = 0


class WatchRun(Pays):
    """A watch being walked. The engine calls it page by page, always from one thread.

    With `down_to` it goes back to then, or as far as its source goes, whatever is known already.
    """

    def __init__(
        self,
        watch: Watch,
        source: Source | ClientSource,
        *,
        brand: Brand,
        store: Store,
        enrich: Enricher,
        settings: Crawl,
        holder: str,
        now: Callable[[], datetime],
        secrets: dict[str, str],
        tell: Callable[[Progress], None],
        purse: Purse | None = None,
        down_to: datetime | None = None,
    ) -> None:
        self.watch = watch
        self.source = source
        self.secrets = secrets
        self.since: Bookmark | None = None
        self.validators: dict[str, str] = {}
        self._brand = brand
        self._store = store
        self._enrich = enrich
        self._settings = settings
        self._holder = holder
        self._now = now
        self._tell = tell
        self._purse = purse or Purse(store, account_with(source.about, watch.source), now)
        self._down_to = down_to
        self.failed = False
        self._lease: Lease | None = None
        self._walk: Walk
        self._counted: ListingTotals | None = None
        self._sums = Progress(event="started", watch=watch)

    @cached_property
    def _match(self) -> Matcher:
        """Made when it is first needed: phrases cost milliseconds each, and brands are many."""
        among = self._brand.languages
        queries = [query.query for query in self._brand.queries]
        return Matcher(queries, identify=lambda text: identify(text, among))

    @property
    def _hidden(self) -> list[str]:
        """What nobody may read: the secrets, except what the watch itself is named by."""
        return [each for each in self.secrets.values() if each not in self.watch.listing]

    def begin(self) -> bool:
        """Take the lease and the bookmark; False when another crawl is at it."""
        now = self._now()
        lease = self._store.lease(self.watch, self._holder, now, 60 * self._settings.lease_minutes)
        if lease is None:
            self._say("skipped")
            return False
        self._lease = lease
        rereads = self._down_to is not None or self._rereads_due(lease, now)
        self.since = None if rereads else lease.since
        self.validators = {} if rereads else lease.validators
        self._walk = Walk(
            since=lease.since,
            started_at=now,
            overlap=self.source.about.overlap,
            budget=self.source.about.pages * (DEEPER if self._down_to else 1),
            to_the_end=rereads,
            window=self.source.about.window,
            floor=self._down_to,
        )
        self._say("started")
        return True

    def first(self) -> Request:
        """Where the walk begins: the source's first request, at its new address if it moved.

        After a failure the old address has its turn: a move may be a site's mistake.
        """
        assert isinstance(self.source, Source)
        assert self._lease is not None
        request = self.source.first(self.watch, self.since)
        if self._lease.moved_to and request.conditional and self._lease.failures % 2 == 0:
            return replace(request, url=self._lease.moved_to)
        return request

    def take(
        self,
        request: Request,
        payload: Payload,
        *,
        validators: dict[str, str] | None = None,
        moved_to: str | None = None,
    ) -> Request | None:
        """Read an answer and store its page; the next request, or None when the walk is over."""
        assert isinstance(self.source, Source)
        try:
            page = self.source.read(request, payload)
        except SourceError as error:
            if request.costs and payload.status >= 400:
                self.unanswered(reached=True)
            self.fail(error, payload)
            return None
        if request.costs:
            self._purse.correct(page.spent)
        return self._take(page, validators, moved_to)

    def take_page(self, page: Page) -> bool:
        """Store a page of an API client; False when the walk is over."""
        if page.stopped_because is None and page.next is None:
            # A client's pages are an iterator: whether there is a next one shows later.
            page = replace(page, next=Request(url=""))
        return self._take(page, None, None) is not None

    def end(self) -> None:
        """The API client has no more pages."""
        self._close(self._walk.end("exhausted"))

    def unchanged(self) -> None:
        """The site says that nothing is new (304)."""
        self._close(self._walk.end("reached_bookmark"))

    def fail(self, error: SourceError, payload: Payload | None = None) -> None:
        """End the walk by an error: bookmark unmoved, a gap, a rest, the answer in quarantine."""
        assert self._lease is not None
        self.failed = True
        reason: Literal["throttled", "error"] = "error"
        if isinstance(error, Throttled):
            reason = "throttled"
            error.retry_after = error.retry_after or asked_for(payload, self._now())
        self._close(
            self._walk.end(reason),
            error=error,
            payload=payload if isinstance(error, UnexpectedAnswer) else None,
        )

    def _take(
        self, page: Page, validators: dict[str, str] | None, moved_to: str | None
    ) -> Request | None:
        page, batch, unchanged = self._sorted(page)
        step = self._walk.take(page, unchanged)
        self._counted = page.totals or self._counted
        if isinstance(step, WalkEnd) and self._went_empty(step, page):
            self.fail(SourceUnavailable(say("watching.went_empty", title=self.watch.title)))
            return None
        end = step if isinstance(step, WalkEnd) else None
        slices = self._slices_read(end)
        saved = self._store.save(
            replace(batch, end=end, slices=slices, validators=validators, moved_to=moved_to)
        )
        self._count(len(page.mentions), saved.new, saved.changed)
        if isinstance(step, WalkEnd):
            self._say("ended", stopped_because=step.stopped_because)
            return None
        self._say("page")
        return step

    def _sorted(self, page: Page) -> tuple[Page, Batch, dict[str, datetime]]:
        """A page made fit to be stored, what is to be stored of it, and what of it is known."""
        assert self._lease is not None
        now = self._now()
        tidy = tidied(page.mentions, now)
        page = replace(page, mentions=tidy.mentions)
        known = self._store.known(
            self.watch.brand, self.watch.source, [mention.id for mention in page.mentions]
        )
        fresh, seen, relinked, unmatched = self._sort(page.mentions, known)
        batch = Batch(
            walk=self._lease,
            now=now,
            fresh=self._enrich(fresh, source=self.watch.source, brand=self._brand),
            seen=seen,
            relinked=relinked,
            feels=self._feels,
            pages=1,
            items=len(page.mentions),
            unmatched=unmatched,
            totals=page.totals,
            claims=claims(fresh, tidy.claimed, self._hidden, now),
            erases=isinstance(self.source, CanLookAgain) and self.source.erases,
            late_before=self._late_before(),
        )
        return page, batch, self._unchanged_since(page.mentions, known)

    def _feels(self, mention: Mention) -> Label | None:
        return self._enrich.towards(mention, source=self.watch.source, brand=self._brand)

    def _late_before(self) -> datetime | None:
        """Before when all that is new to us is history, though nobody had it yet."""
        assert self._lease is not None
        if self._down_to is None or self._lease.since is None:
            return self._lease.read_anew_before
        return (newest := self._lease.since.newest_at) and newest - self._walk.overlap

    def _slices_read(self, end: WalkEnd | None) -> tuple[SliceEnd, ...]:
        """What a walk that was to go down to there has read of what was asked."""
        if end is None or end.bookmark is None or self._down_to is None:
            return ()
        asked = self._store.open_slices(key=self.watch.key).get(self.watch.key, ())
        return after_whole_walk(asked, end)

    def _went_empty(self, end: WalkEnd, page: Page) -> bool:
        """Whether a list that had reviews shows none at all, and nobody says that this is meant.

        That is how a site looks that has changed: silence, which must not pass for no news.
        """
        about, since = self.source.about, self._walk.since
        if about.gives != "reviews" or about.window is not None:
            return False
        had_some = since is not None and since.newest_at is not None
        nothing = not page.mentions and self._sums.items == 0
        told_so = self._counted is not None and self._counted.count == 0
        if end.stopped_because != "exhausted" or not had_some or not nothing or told_so:
            return False
        # A list of one is empty when its author takes that back.
        assert self._lease is not None
        return not self._store.holds_one(self._lease)

    def _sort(
        self, mentions: Sequence[Mention], known: dict[str, Known]
    ) -> tuple[
        list[tuple[Mention, tuple[str, ...]]], list[int], list[tuple[int, tuple[str, ...]]], int
    ]:
        """What is new or changed, what is stored already, what this brand has not had, the rest.

        What is stored is not matched, scored or written again: most of a crawl is that.
        """
        fresh: list[tuple[Mention, tuple[str, ...]]] = []
        seen: list[int] = []
        relinked: list[tuple[int, tuple[str, ...]]] = []
        unmatched = 0
        for mention in mentions:
            before = known.get(mention.id)
            linked = before is not None and before.linked
            same = before is not None and before.content_hash == mention.content_hash
            forgotten = before is not None and before.hidden == "query" and not self.watch.match
            if before is not None and same and linked and not forgotten:
                seen.append(before.key)
                continue
            queries = self._match(mention, self.watch.source) if self.watch.match else ()
            wanted = linked or bool(queries) or not self.watch.match
            if before is not None and same:
                seen.append(before.key)
                if wanted:
                    relinked.append((before.key, queries))
            elif wanted and (before is not None or not mention.deleted):
                fresh.append((mention, queries))
            else:
                unmatched += 1
        return fresh, seen, relinked, unmatched

    def _unchanged_since(
        self, mentions: Sequence[Mention], known: dict[str, Known]
    ) -> dict[str, datetime]:
        return {
            mention.id: known[mention.id].first_seen_at
            for mention in mentions
            if mention.id in known and known[mention.id].content_hash == mention.content_hash
        }

    def _close(
        self, end: WalkEnd, error: SourceError | None = None, payload: Payload | None = None
    ) -> None:
        assert self._lease is not None
        now = self._now()
        text = masked(str(error), self._hidden)[:LONGEST_ERROR] if error else ""
        self._store.save(
            Batch(
                walk=self._lease,
                now=now,
                end=end,
                error=text,
                health=health_after(error),
                rests_until=rest_after(error, self._lease.failures, now),
                interrupted=isinstance(error, Interrupted),
                payload=self._set_aside(payload),
                slices=self._slices_read(end),
            )
        )
        self._say("failed" if error else "ended", stopped_because=end.stopped_because, error=text)

    def _set_aside(self, payload: Payload | None) -> Payload | None:
        """An answer as it may be kept: sites in trouble repeat what they were asked with."""
        if payload is None:
            return None
        body = masked_bytes(payload.body, self._hidden)
        return replace(payload, url=masked(payload.url, self._hidden), body=body)

    def _rereads_due(self, lease: Lease, now: datetime) -> bool:
        every = self.source.about.rereads
        if every is None or lease.since is None:
            return False
        return lease.last_reread_at is None or lease.last_reread_at + every <= now

    def _count(self, items: int, new: int, changed: int) -> None:
        sums = self._sums
        self._sums = replace(
            sums,
            pages=sums.pages + 1,
            items=sums.items + items,
            new=sums.new + new,
            changed=sums.changed + changed,
        )

    def _say(
        self,
        event: Literal["started", "skipped", "page", "ended", "failed"],
        stopped_because: str = "",
        error: str = "",
    ) -> None:
        self._tell(replace(self._sums, event=event, stopped_because=stopped_because, error=error))
