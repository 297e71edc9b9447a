"""A backfill from a source that knows no slices: one walk, as deep as it goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from listener.collecting import WatchRun
from listener.config import Crawl
from listener.enriching import Enricher
from listener.model import Payload, Request
from listener.sentiment import Sentiments
from tests.store.conftest import T0, Bench, Feeling, post, posts

DAY = timedelta(days=1)


def deep(bench: Bench, since: datetime, pages: int | None = None) -> None:
    """Ask for the past, and walk down to it; die silently after so many pages."""
    bench.store.ask_backfill({bench.watch.key: since}, bench.now)
    slices = bench.store.open_slices(bench.now).get(bench.watch.key, ())
    assert slices
    run = WatchRun(
        bench.watch,
        bench.site,
        brand=bench.brand,
        store=bench.store,
        enrich=Enricher(Sentiments([Feeling()])),
        settings=Crawl(),
        holder=f"me {bench.now}",
        now=lambda: bench.now,
        secrets={},
        tell=bench.told.append,
        down_to=min(each.from_at for each in slices),
    )
    assert run.begin()
    request: Request | None = run.first()
    while request is not None and pages != 0:
        request, pages = run.take(request, Payload(body=b"")), pages and pages - 1


def budget(bench: Bench, pages: int) -> None:
    """How many pages a walk of this site may read, unless it is a deep one."""
    site = type(bench.site)("site")  # type: ignore[arg-type]
    site.__dict__ |= bench.site.__dict__
    site.about = replace(site.about, pages=pages)
    bench.site = site


def states(bench: Bench) -> list[tuple[object, ...]]:
    return bench.sql("SELECT DISTINCT state FROM backfills ORDER BY 1")


def test_a_deep_walk_goes_down_to_what_was_asked(bench: Bench) -> None:
    """And no deeper; it is a walk like others, so that the bookmark stands at the newest."""
    budget(bench, 2)
    bench.site.items = posts(180, step=timedelta(hours=6))
    bench.walk()
    assert len(bench.ids()) == 20
    bench.later(hours=1)
    bench.site.items.insert(0, post(999, bench.now))
    deep(bench, T0 - 30 * DAY)
    assert states(bench) == [("done",)]
    assert 121 <= len(bench.ids()) <= 140
    assert bench.sql("SELECT bookmark_newest_at, health FROM watches") == [
        (int(bench.now.timestamp()), "ok")
    ]
    assert bench.sql("SELECT max(absences) FROM mentions") == [(0,)]
    assert bench.store.statuses()[0].gaps == ()


def test_what_a_site_does_not_show_is_capped_and_not_asked_for_ever(bench: Bench) -> None:
    """Ten times the usual pages were read; what lies below is known not to be had."""
    budget(bench, 1)
    bench.site.items = posts(180, step=timedelta(hours=6))
    bench.walk()
    bench.later(hours=1)
    deep(bench, T0 - 40 * DAY)
    assert len(bench.ids()) == 100
    assert states(bench) == [("capped",), ("done",)]
    assert bench.store.open_slices() == {}
    assert bench.store.statuses()[0].gaps == ()


def test_a_deep_walk_that_fails_or_dies_is_walked_again(bench: Bench) -> None:
    """What it has stored stays; the slices stay open until one comes down."""
    budget(bench, 2)
    bench.site.items = posts(180, step=timedelta(hours=6))
    bench.walk()
    bench.later(hours=1)
    bench.site.fails_at = 5
    deep(bench, T0 - 30 * DAY)
    assert states(bench) == [("open",)]
    assert len(bench.ids()) == 50
    bench.site.fails_at = None
    bench.later(hours=1)
    deep(bench, T0 - 30 * DAY, pages=7)
    assert states(bench) == [("open",)]
    bench.later(hours=1)
    deep(bench, T0 - 30 * DAY)
    assert states(bench) == [("done",)]


def test_news_on_a_deep_walk_is_news_and_the_rest_is_not(bench: Bench) -> None:
    """Complaints since the last walk may alarm; those that it had missed may not."""
    for _ in range(30):
        bench.later(minutes=15)
        bench.walk()
    bench.later(minutes=14)
    bad = [post(n, bench.now - n * timedelta(minutes=5), "bad") for n in range(60)]
    bench.site.items = bad
    bench.store.ask_backfill({}, bench.now)
    newest = bench.now - timedelta(minutes=14)
    bench.sql("UPDATE watches SET bookmark_newest_at = ?", int(newest.timestamp()))
    deep(bench, T0 - 30 * DAY)
    (series,) = bench.store.series("acme", T0 - DAY, bench.now + timedelta(minutes=15))
    late = sum(each.late for each in series.bins)
    assert sum(each.negatives for each in series.bins) == 60
    # The overlap of the site is an hour: what was said since then is news.
    assert 60 - 18 <= late <= 60 - 12
