"""A watch's past, read in slices: what the store knows of them, whoever dies in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.backfilling import MARGIN, SliceRun
from listener.config import Crawl
from listener.enriching import Enricher
from listener.errors import AccessDenied, SourceUnavailable, Throttled
from listener.model import Bookmark, Mention, Page, Payload, Request, Watch
from listener.sentiment import Sentiments
from tests.store.conftest import T0, Bench, Feeling, Site, post

DAY = timedelta(days=1)


class Past(Site):
    """A site that can be asked for a slice, and shows so many of it, ten a page."""

    def __init__(self, cap: int = 25) -> None:
        super().__init__()
        self.cap = cap
        self.slices: list[tuple[datetime, datetime]] = []
        self.error: Exception | None = None
        self.error_at = 0

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        after = since.newest_at - self.about.overlap if since and since.newest_at else T0 - DAY
        return self._ask(after, None, 0)

    def between(self, watch: Watch, from_at: datetime, to_at: datetime) -> Request:
        self.slices.append((from_at, to_at))
        return self._ask(from_at, to_at, 0)

    def _ask(self, after: datetime, until: datetime | None, at: int) -> Request:
        cursor = {"after": after.isoformat(), "until": until.isoformat() if until else ""}
        return Request(url="https://site.example/", cursor={**cursor, "at": str(at)})

    def read(self, request: Request, payload: Payload) -> Page:
        asked, at = request.cursor, int(request.cursor["at"])
        after = datetime.fromisoformat(asked["after"])
        until = datetime.fromisoformat(asked["until"]) if asked["until"] else None
        if until and self.error and at >= self.error_at:
            raise self.error
        found = [m for m in self.items if after <= m.published_at]  # type: ignore[operator]
        found = [m for m in found if until is None or m.published_at <= until]  # type: ignore[operator]
        end = min(self.cap, at + 10)
        here, more = found[at:end], len(found) > end
        if more and end == self.cap:
            return Page(mentions=tuple(here), stopped_because="source_cap")
        return Page(mentions=tuple(here), next=self._ask(after, until, end) if more else None)


class History(Bench):
    """A bench whose site has a past."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.site: Past = Past()

    def backfill(
        self, since: datetime | None = None, *, pages: int = 1000, killed_after: int | None = None
    ) -> SliceRun | None:
        """Ask, and read what is open; die silently after so many pages."""
        self.store.ask_backfill({self.watch.key: since}, self.now)
        run = SliceRun(
            self.watch,
            self.site,
            brand=self.brand,
            store=self.store,
            enrich=Enricher(Sentiments([Feeling()])),
            settings=Crawl(),
            holder=f"me {self.now}",
            now=lambda: self.now,
            secrets={},
            tell=self.told.append,
            is_due=False,
            pages=pages,
        )
        if not run.begin():
            return None
        request, taken = run.first(), 0
        while request is not None and taken != killed_after:
            request, taken = run.take(request, Payload(body=b"")), taken + 1  # type: ignore[assignment]
        return run

    def left(self) -> int:
        return sum(map(len, self.store.open_slices().values()))

    def watch_row(self) -> tuple[object, ...]:
        """All that a walk would change of the watch."""
        (row,) = self.sql(
            "SELECT health, bookmark_newest_at, bookmark_finished_at, last_started_at,"
            " last_success_at, last_reread_at, failures, last_error, listened_since FROM watches"
        )
        return row


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[History]:
    made = History(tmp_path / "test.db")
    made.site.items = busy(120, timedelta(hours=12))
    yield made
    made.store.close()


def busy(count: int, step: timedelta, text: str = "") -> list[Mention]:
    return [post(count - n, T0 - n * step, text) for n in range(count)]


def test_a_backfill_has_everything_back_to_then_and_asks_nothing_twice(bench: History) -> None:
    """The site shows 25 items of a slice; a second asking for the same asks nothing."""
    bench.walk()
    assert len(bench.ids()) == 3
    bench.backfill(T0 - 50 * DAY)
    assert len(bench.ids()) >= 101
    assert bench.left() == 0
    asked = list(bench.site.slices)
    assert len(set(asked)) == len(asked)
    bench.later(hours=3)
    assert bench.backfill(T0 - 50 * DAY) is None
    assert bench.site.slices == asked


def test_a_longer_backfill_asks_only_the_rest(bench: History) -> None:
    """What was read once is not read again."""
    bench.walk()
    bench.backfill(T0 - 20 * DAY)
    asked = len(bench.site.slices)
    bench.backfill(T0 - 30 * DAY)
    assert all(to_at <= T0 - 20 * DAY for _, to_at in bench.site.slices[asked:])
    assert len(bench.ids()) >= 61


@pytest.mark.parametrize("pages", range(1, 9))
def test_whoever_is_killed_goes_on_where_it_was(bench: History, pages: int) -> None:
    """Slices that were settled are not asked again; in the end nothing is missing."""
    bench.walk()
    bench.backfill(T0 - 50 * DAY, killed_after=pages)
    done = set(bench.sql("SELECT from_at, to_at FROM backfills WHERE state = 'done'"))
    asked = len(bench.site.slices)
    bench.later(hours=1)
    bench.backfill()
    again = {(int(a.timestamp()), int(b.timestamp())) for a, b in bench.site.slices[asked:]}
    assert all(b <= start or stop <= a for a, b in again for start, stop in done)  # type: ignore[operator]
    assert len(bench.ids()) >= 101
    assert bench.left() == 0


def test_a_backfill_leaves_the_watch_as_it_was(bench: History) -> None:
    """Bookmark, health and when it is due belong to its walks; so do absences."""
    bench.walk()
    before = bench.watch_row()
    bench.later(minutes=5)
    bench.backfill(T0 - 50 * DAY)
    assert bench.watch_row() == before
    assert bench.sql("SELECT max(absences) FROM mentions") == [(0,)]
    assert bench.rollups_equal_rows()


@pytest.mark.parametrize("error", [SourceUnavailable(), AccessDenied(), Throttled()])
def test_a_slice_that_fails_stays_open(bench: History, error: Exception) -> None:
    """It does not make the watch ill, waits before a crawl takes it up, and is read in the end."""
    bench.walk()
    health = bench.watch_row()
    bench.site.error, bench.site.error_at = error, 10
    bench.backfill(T0 - 50 * DAY)
    assert bench.watch_row() == health
    assert bench.left() > 0
    assert bench.store.open_slices(bench.now) == {}
    bench.site.error = None
    bench.later(hours=7)
    assert bench.store.open_slices(bench.now)
    bench.backfill()
    assert len(bench.ids()) >= 101


def test_a_site_that_wants_to_be_left_alone_is_left_alone_by_walks_too(bench: History) -> None:
    """It is one site, whoever asks."""
    bench.walk()
    rest = bench.now + timedelta(hours=2)
    bench.site.error = Throttled(retry_after=rest)
    bench.backfill(T0 - 50 * DAY)
    assert bench.store.due(bench.now + timedelta(hours=1), {}) == []
    assert bench.store.due(bench.now + timedelta(hours=3), {}) == [bench.watch.key]


def test_gaps_are_closed_by_the_slices_that_cover_them(bench: History) -> None:
    """A walk that met a cap left a gap; asking for the past reads it, and nothing else anew."""
    bench.walk()
    bench.later(days=40)
    bench.site.items = [
        *(post(1000 + n, bench.now - n * timedelta(hours=12)) for n in range(79)),
        *bench.site.items,
    ]
    bench.walk()
    (gap,) = bench.store.statuses()[0].gaps
    bench.backfill(bench.now - 35 * DAY)
    (left,) = bench.store.statuses()[0].gaps
    assert (left.from_at, left.to_at) == (gap.from_at, bench.now - 35 * DAY - timedelta(seconds=1))
    bench.backfill(bench.now - 60 * DAY)
    assert bench.store.statuses()[0].gaps == ()
    assert len([name for name in bench.ids() if int(name[1:]) >= 1000]) == 79


def test_a_minute_that_shows_too_much_is_told_as_a_gap(bench: History) -> None:
    """It cannot be asked in parts; what is missing of it is on record, and not asked for ever."""
    at = T0 - 10 * DAY
    bench.site.items += [post(2000 + n, at) for n in range(40)]
    bench.site.items.sort(key=lambda each: each.published_at, reverse=True)  # type: ignore[arg-type,return-value]
    bench.walk()
    bench.backfill(T0 - 20 * DAY)
    (gap,) = bench.store.statuses()[0].gaps
    assert gap.from_at <= at <= gap.to_at  # type: ignore[operator]
    assert gap.to_at - gap.from_at < timedelta(minutes=1)  # type: ignore[operator]
    assert bench.left() == 0
    assert bench.backfill(T0 - 20 * DAY) is None


def test_what_comes_by_backfill_alarms_nobody(bench: History) -> None:
    """Forty complaints of the last hours that no walk has seen: they count, and are late."""
    for _ in range(30):
        bench.later(minutes=15)
        bench.walk()
    hour = timedelta(hours=1)
    bench.sql(
        "INSERT INTO gaps (watch_id, from_at, to_at, reason, opened_at)"
        " VALUES (1, ?, ?, 'error', 0)",
        int((bench.now - 3 * hour).timestamp()),
        int(bench.now.timestamp()),
    )
    bench.site.items = [
        *(post(500 + n, bench.now - hour - n * timedelta(minutes=2), "bad") for n in range(40)),
        *bench.site.items,
    ]
    bench.backfill(T0 - 20 * DAY)
    (series,) = bench.store.series("acme", bench.now - 3 * hour, bench.now)
    assert sum(each.negatives for each in series.bins) == 40
    assert sum(each.late for each in series.bins) == 40


def test_the_first_walk_settles_what_it_reads_itself(bench: History) -> None:
    """A new watch that is asked for its past is walked first, and that is not read again."""
    bench.store.ask_backfill({bench.watch.key: T0 - 20 * DAY}, bench.now)
    bench.walk()
    (slices,) = bench.store.open_slices().values()
    assert max(each.to_at for each in slices) <= T0 - DAY + timedelta(seconds=1)


def test_a_changed_query_has_read_nothing_yet(bench: History) -> None:
    """What was passed over for the old one may be meant by the new one."""
    bench.walk()
    bench.backfill(T0 - 20 * DAY)
    asked = len(bench.site.slices)
    bench.watch = Watch(brand="acme", source="site", listing="all", match=False, asked="anew")
    bench.store.register([bench.watch])
    bench.walk()
    bench.backfill(T0 - 20 * DAY)
    assert len(bench.site.slices) > asked


def test_what_a_site_shows_no_more_is_not_asked_for(bench: History) -> None:
    """A slice that waited for too long: its older part is told as a gap, the rest is read."""
    site = type("Short", (Past,), {"about": replace(Past.about, window=30 * DAY)})()
    site.items = bench.site.items
    bench.site = site
    bench.walk()
    bench.store.ask_backfill({bench.watch.key: T0 - 30 * DAY}, bench.now)
    bench.later(days=5)
    bench.backfill()
    assert min(start for start, _ in site.slices) == T0 - 25 * DAY + MARGIN
    assert bench.left() == 0
    gaps = bench.store.statuses()[0].gaps
    assert [gap.from_at for gap in gaps] == [T0 - 30 * DAY]


def test_a_crawl_in_passing_reads_a_little_and_the_next_goes_on(bench: History) -> None:
    """So that cron comes to an end with what a person has asked for once."""
    bench.walk()
    bench.backfill(T0 - 50 * DAY, pages=1)
    assert bench.left() > 0
    for _ in range(20):
        if bench.backfill(pages=1) is None:
            break
    assert len(bench.ids()) >= 101
