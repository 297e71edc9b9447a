"""A walk may be cut anywhere, by an error or by a kill; nothing is lost and nothing doubled."""

from datetime import timedelta

import pytest

from listener.errors import Interrupted, UnexpectedAnswer
from listener.model import Payload
from tests.store.conftest import Bench, post, posts

PAGES = 5


@pytest.mark.parametrize("cut", range(PAGES))
def test_a_walk_that_fails_on_any_page_leaves_no_hole(bench: Bench, cut: int) -> None:
    """After an error on page n the next walk goes all the way down again."""
    bench.site.items = posts(10 * PAGES)
    bench.site.fails_at = cut
    bench.walk()
    bench.site.fails_at = None
    bench.later(hours=1)
    bench.walk()
    assert len(bench.ids()) == 10 * PAGES
    assert bench.rollups_equal_rows()


@pytest.mark.parametrize("cut", range(PAGES))
def test_a_walk_killed_after_any_page_leaves_no_hole(bench: Bench, cut: int) -> None:
    """A killed walk's lease expires, and the next walk collects what it missed."""
    bench.site.items = posts(10 * PAGES)
    bench.walk(pages=cut)
    bench.later(hours=1)
    bench.walk()
    assert len(bench.ids()) == 10 * PAGES
    assert bench.rollups_equal_rows()


@pytest.mark.parametrize("cut", range(1, PAGES))
def test_a_second_walk_cut_short_does_not_hide_what_it_missed(bench: Bench, cut: int) -> None:
    """The page that a cut walk stored must not stop the next one: the hole lies below it."""
    bench.site.items = posts(10)
    bench.walk()
    bench.later(days=2)
    newer = [post(100 + n, bench.now - timedelta(minutes=n)) for n in range(10 * PAGES)]
    bench.site.items = newer + bench.site.items
    bench.site.fails_at = cut
    bench.walk()
    bench.site.fails_at = None
    bench.later(hours=1)
    bench.walk()
    assert len(bench.ids()) == 10 * PAGES + 10


def test_a_failed_walk_leaves_a_gap_until_a_later_one_closes_it(bench: Bench) -> None:
    """What may be missing is on record, with its reason, and only as long as it is true."""
    bench.site.items = posts(20)
    bench.walk()
    bench.site.fails_at = 0
    bench.later(hours=1)
    bench.walk()
    (status,) = bench.store.statuses("acme")
    assert [gap.reason for gap in status.gaps] == ["error"]
    assert (status.health, status.failures) == ("unavailable", 1)
    bench.site.fails_at = None
    bench.later(hours=1)
    bench.walk()
    (status,) = bench.store.statuses("acme")
    assert status.gaps == ()
    assert status.health == "ok"


def test_a_failed_walk_does_not_move_the_bookmark(bench: Bench) -> None:
    """The bookmark moves with the last page of a walk, or not at all."""
    bench.site.items = posts(20)
    bench.walk()
    before = bench.sql("SELECT bookmark_newest_at, bookmark_finished_at FROM watches")
    bench.later(hours=1)
    bench.site.items.insert(0, post(99, bench.now))
    bench.site.fails_at = 1
    bench.walk()
    assert bench.sql("SELECT bookmark_newest_at, bookmark_finished_at FROM watches") == before


def test_every_walk_ends_with_a_reason(bench: Bench) -> None:
    """Exhausted, then up to the bookmark, then an error."""
    bench.site.items = posts(40)
    bench.walk()
    bench.later(hours=1)
    bench.walk()
    bench.site.fails_at = 0
    bench.later(hours=1)
    bench.walk()
    assert bench.sql("SELECT stopped_because FROM walks ORDER BY id") == [
        ("exhausted",),
        ("reached_bookmark",),
        ("error",),
    ]


def test_our_page_budget_leaves_a_gap(bench: Bench) -> None:
    """More news than the budget takes is said, not swallowed."""
    about = bench.site.about
    fields = {f: getattr(about, f) for f in about.__struct_fields__}
    bench.site.items = posts(10)
    bench.walk()
    bench.site.about = about.__class__(**(fields | {"pages": 2}))
    bench.later(days=3)
    newer = [post(100 + n, bench.now - timedelta(minutes=n)) for n in range(50)]
    bench.site.items = newer + bench.site.items
    bench.walk()
    (status,) = bench.store.statuses("acme")
    assert [gap.reason for gap in status.gaps] == ["page_budget"]


def test_a_cap_met_every_time_is_one_gap_until_a_walk_goes_below_it(bench: Bench) -> None:
    """A busy app meets its cap each hour: that is one sentence in the digest, not hundreds."""
    about = bench.site.about
    fields = {f: getattr(about, f) for f in about.__struct_fields__}
    bench.site.items = posts(10)
    bench.walk()
    bench.site.about = about.__class__(**(fields | {"pages": 2}))
    for visit in range(1, 4):
        bench.later(hours=1)
        newer = [post(1000 * visit + n, bench.now - timedelta(minutes=n)) for n in range(50)]
        bench.site.items = newer + bench.site.items
        bench.walk()
    (status,) = bench.store.statuses("acme")
    assert len(status.gaps) == 1
    bench.site.about = about.__class__(**(fields | {"rereads": timedelta(0)}))
    bench.later(hours=1)
    bench.walk()
    (status,) = bench.store.statuses("acme")
    assert status.gaps == ()


def test_answers_that_nobody_can_read_do_not_fill_the_disk(bench: Bench) -> None:
    """A site that is broken for weeks leaves the last ten answers."""
    for number in range(15):
        run = bench.run()
        run.begin()
        run.fail(UnexpectedAnswer("odd"), Payload(body=b"x", url=f"https://site.example/{number}"))
        bench.later(hours=2)
    kept = bench.sql("SELECT url FROM quarantine ORDER BY id")
    assert len(kept) == 10
    assert kept[-1] == ("https://site.example/14",)


def test_an_interrupted_walk_is_due_again_at_once(bench: Bench) -> None:
    """Ctrl-C is nobody's failure: the source need not rest for it, however often it happens."""
    every = {"site": timedelta(hours=6)}
    bench.site.items = posts(20)
    for _ in range(3):
        run = bench.run()
        assert run.begin()
        run.fail(Interrupted())
        (status,) = bench.store.statuses("acme")
        assert (status.rests_until, status.failures) == (None, 0)
        bench.later(seconds=1)
        assert bench.store.due(bench.now, every) == [bench.watch.key]
    bench.walk()
    bench.later(seconds=1)
    assert bench.store.due(bench.now, every) == []
    assert len(bench.ids()) == 20
