"""What a source's watches saw of each quarter, taken together."""

from datetime import timedelta

from listener.errors import SourceUnavailable
from listener.model import (
    Watch,
)
from listener.spikes import Coverage
from tests.store.conftest import T0, Bench, post

HOUR = timedelta(hours=1)


def seen(bench: Bench) -> list[Coverage | None]:
    """The coverage of the quarters of the last hour, the newest left out."""
    (series,) = bench.store.series("acme", bench.now - HOUR, bench.now)
    return [b.coverage for b in series.bins if bench.now - HOUR <= b.start < bench.now]


def pair(bench: Bench) -> tuple[Watch, Watch]:
    """A second watch of the same brand and source beside the first."""
    second = Watch(brand="acme", source="site", listing="second", match=False)
    bench.store.register([bench.watch, second])
    return bench.watch, second


def turn(bench: Bench, watch: Watch, fails: bool = False) -> None:
    """One walk of one of them."""
    bench.watch = watch
    bench.site.fails_at = 0 if fails else None
    bench.walk()


def test_a_watch_that_fails_makes_its_source_partial(bench: Bench) -> None:
    """Not only in the quarter of the failure: it saw nothing since its last success."""
    one, other = pair(bench)
    for watch in (one, other):
        turn(bench, watch)
    for _ in range(8):
        bench.later(minutes=15)
        turn(bench, one)
    turn(bench, other, fails=True)
    assert seen(bench) == ["partial"] * 4


def test_a_watch_that_never_worked_does_not_blind_its_source(bench: Bench) -> None:
    """A mistyped feed among good ones breaks hourly; an incident must still be able to end."""
    one, other = pair(bench)
    turn(bench, one)
    for _ in range(8):
        bench.later(minutes=15)
        turn(bench, one)
        turn(bench, other, fails=True)
    assert seen(bench) == ["ok"] * 4


def test_a_watch_that_broke_long_ago_is_not_waited_for(bench: Bench) -> None:
    """After a day the source is what still works of it."""
    one, other = pair(bench)
    for watch in (one, other):
        turn(bench, watch)
    bench.later(hours=30)
    turn(bench, one)
    for _ in range(8):
        bench.later(minutes=15)
        turn(bench, one)
        turn(bench, other, fails=True)
    assert seen(bench) == ["ok"] * 4


def test_a_watch_alone_that_fails_is_down(bench: Bench) -> None:
    """Silence of a source that nobody could ask is no calm."""
    bench.walk()
    bench.later(hours=40)
    bench.site.fails_at = 0
    bench.walk()
    (series,) = bench.store.series("acme", bench.now - 50 * HOUR, bench.now + HOUR)
    assert {b.coverage for b in series.bins[1:]} == {"down"}


def test_a_first_walk_that_is_cut_is_a_backfill_all_the_same(bench: Bench) -> None:
    """What a new listing brings wakes nobody, even if its walk dies after the first page."""
    one, other = pair(bench)
    turn(bench, one)
    for _ in range(8):
        bench.later(minutes=15)
        turn(bench, one)
    bench.site.items = [post(n, bench.now - timedelta(minutes=20), "bad") for n in range(20)]
    bench.watch = other
    bench.walk(pages=1)
    assert "backfilled" in seen(bench)
    assert bench.sql("SELECT count(*) FROM mentions") == [(10,)]


def test_a_source_that_is_switched_off_has_no_series(bench: Bench) -> None:
    """Its empty quarters would pass for calm ones, and its last ones for news."""
    bench.site.items = [post(1, T0, "bad")]
    bench.walk()
    assert bench.store.series("acme", T0 - HOUR, T0 + HOUR)
    bench.store.register([])
    assert bench.store.series("acme", T0 - HOUR, T0 + HOUR) == []


def test_an_interrupted_walk_counts_as_cut(bench: Bench) -> None:
    """Ctrl-C in the middle leaves a gap, and no success."""
    bench.site.items = [post(n, T0 - n * HOUR) for n in range(30)]
    run = bench.walk(pages=1)
    run.fail(SourceUnavailable("interrupted"))
    (status,) = bench.store.statuses("acme")
    assert [gap.reason for gap in status.gaps] == ["error"]
    assert status.last_success_at is None
