"""What becomes of a mention: late, twice, undated, edited, deleted."""

from datetime import timedelta

import pytest

from listener.model import Mention, Rating, Reply, Sentiment
from listener.source import About
from tests.store.conftest import T0, Bench, Feeling, post, posts


def test_an_item_of_the_same_second_as_the_newest_is_kept(bench: Bench) -> None:
    """Two posts of one second are two posts, even when the second shows up a crawl later."""
    bench.site.items = posts(5)
    bench.walk()
    bench.site.items.insert(0, post(99, T0))
    bench.later(minutes=15)
    bench.walk()
    assert "p99" in bench.ids()


def test_a_late_item_with_an_older_date_is_kept(bench: Bench) -> None:
    """What a site shows late, below what is known, is found within the overlap."""
    bench.site.about = bench.site.about.__class__(
        **{f: getattr(bench.site.about, f) for f in bench.site.about.__struct_fields__}
        | {"overlap": timedelta(hours=30)}
    )
    bench.site.items = posts(40)
    bench.walk()
    bench.site.items.insert(25, post(99, T0 - timedelta(hours=24, minutes=30)))
    bench.later(minutes=15)
    bench.walk()
    assert "p99" in bench.ids()


def test_an_item_without_a_date_is_kept_and_counted(bench: Bench) -> None:
    """No date is no reason to lose it; it counts by when it was first seen."""
    bench.site.items = [post(1, None, "bad", precision="none")]
    bench.walk()
    bench.later(minutes=15)
    report = bench.store.report("acme", "Acme", "UTC", T0 - timedelta(hours=1), bench.now)
    assert bench.ids() == {"p1"}
    assert (report.totals.items, report.totals.negatives, report.totals.undated) == (1, 1, 1)


def test_an_edit_keeps_the_old_text_and_stars(bench: Bench) -> None:
    """A review that turns from five stars to one is a new version, and the sums follow."""
    bench.site.items = [post(1, T0, "good", rating=Rating(5))]
    bench.walk()
    bench.site.items = [post(1, T0, "bad", rating=Rating(1))]
    bench.later(hours=1)
    bench.walk()
    (stored,) = bench.store.mentions(brand="acme")
    assert (stored.mention.text, stored.label, stored.versions) == ("bad", "negative", 1)
    assert stored.mention.published_at == T0
    assert stored.mention.edited_at == bench.now
    assert bench.sql("SELECT text, stars FROM versions") == [("good", 5.0)]
    assert bench.rollups_equal_rows()
    assert not list(bench.store.mentions(text="good"))


def test_what_is_felt_otherwise_later_is_counted_so(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer makes a review be read again, maybe by another model: sums still equal rows."""
    bench.site.items = [post(1, T0, "bad")]
    bench.walk()
    other = Sentiment(label="positive", model="word-2")
    monkeypatch.setattr(Feeling, "score", lambda _, texts: [other] * len(texts))
    bench.site.items = [post(1, T0, "bad", replies=(Reply(text="Sorry"),))]
    bench.later(hours=1)
    bench.walk()
    (stored,) = bench.store.mentions()
    assert (stored.label, stored.sentiment.label, stored.versions) == ("positive", "positive", 0)
    assert bench.rollups_equal_rows()


def test_an_answer_is_a_row_and_no_edit(bench: Bench) -> None:
    """The owner's answer is kept with its time; the review itself has not changed."""
    bench.site.items = [post(1, T0, "bad", rating=Rating(1))]
    bench.walk()
    answer = Reply(text="Lo sentimos", at=T0 + timedelta(hours=2), time_kind="created")
    bench.site.items = [post(1, T0, "bad", rating=Rating(1), replies=(answer,))]
    bench.later(hours=3)
    bench.walk()
    assert bench.sql("SELECT text, time_kind FROM replies") == [("Lo sentimos", "created")]
    assert bench.sql("SELECT count(*) FROM versions") == [(0,)]
    assert bench.rollups_equal_rows()


def test_what_the_source_calls_deleted_is_gone_and_its_text_stays(bench: Bench) -> None:
    """A deletion is a date, not a loss."""
    bench.site.items = [post(1, T0, "bad")]
    bench.walk()
    bench.site.items = [post(1, T0, " ", deleted=True)]
    bench.site.items[0] = bench.site.items[0].__class__(
        id="p1", published_at=T0, text="", deleted=True
    )
    bench.later(hours=1)
    bench.walk()
    (stored,) = bench.store.mentions(brand="acme")
    assert stored.gone_at == bench.now
    assert stored.mention.text == "bad"


def test_twice_absent_from_a_whole_listing_is_gone(bench: Bench) -> None:
    """One absence proves nothing; two walks down to the end do."""
    about = bench.site.about
    fields = {f: getattr(about, f) for f in about.__struct_fields__}
    bench.site.about = about.__class__(**(fields | {"rereads": timedelta(days=7)}))
    bench.site.items = posts(25)
    bench.walk()
    del bench.site.items[10]
    for expected in (False, True):
        bench.later(days=8)
        bench.walk()
        gone = [s for s in bench.store.mentions() if s.gone_at is not None]
        assert bool(gone) is expected
    assert [stored.mention.id for stored in gone] == ["p15"]


def test_a_date_in_the_far_future_is_no_date(bench: Bench) -> None:
    """An impossible time is marked, never taken for the newest."""
    bench.site.items = [post(1, T0 + timedelta(days=4000), "bad")]
    bench.walk()
    (stored,) = bench.store.mentions()
    assert stored.mention.published_at is None
    assert stored.mention.precision == "implausible"


def test_two_brands_share_one_mention(bench: Bench) -> None:
    """One text that names two brands is stored once and counts for both."""
    bench.site.items = posts(3)
    bench.walk()
    bench.watch = bench.watch.__class__(brand="rival", source="site", listing="all", match=False)
    bench.store.register([bench.watch])
    bench.walk()
    assert bench.sql("SELECT count(*) FROM mentions") == [(3,)]
    assert bench.sql("SELECT brand, sum(items) FROM rollups GROUP BY 1") == [
        ("acme", 3),
        ("rival", 3),
    ]
    assert bench.rollups_equal_rows()


def test_only_what_the_queries_match_is_kept(bench: Bench) -> None:
    """A watch that matches keeps mentions of the brand and counts what it left."""
    bench.watch = bench.watch.__class__(brand="acme", source="site", listing="all", match=True)
    bench.site.items = [post(1, T0, "I like Ácme's tea"), post(2, T0, "nothing to see")]
    bench.walk()
    assert bench.ids() == {"p1"}
    assert bench.sql("SELECT unmatched FROM walks") == [(1,)]


def test_crawling_twice_adds_nothing(bench: Bench) -> None:
    """The second walk finds everything stored and scores nothing."""
    bench.site.items = posts(35)
    bench.walk()
    bench.later(minutes=15)
    bench.walk()
    assert bench.sql("SELECT count(*) FROM mentions") == [(35,)]
    assert bench.told[-1].new == 0
    assert bench.rollups_equal_rows()


def test_accents_do_not_matter_in_search(bench: Bench) -> None:
    """`pesimo` finds `pésimo`, and the other way round."""
    bench.site.items = [post(1, T0, "Pésimo servicio"), post(2, T0, "PESIMO trato")]
    bench.walk()
    for word in ("pesimo", "pésimo", "PÉSIMO"):
        assert len(list(bench.store.mentions(text=word))) == 2


def test_what_is_deleted_stays_gone_though_it_is_still_listed(bench: Bench) -> None:
    """Reddit goes on showing "[deleted]"; seeing that again brings nothing back."""
    bench.site.items = [post(1, T0, "bad")]
    bench.walk()
    bench.site.items = [Mention(id="p1", published_at=T0, deleted=True)]
    bench.later(hours=1)
    bench.walk()
    deleted_at = bench.now
    bench.later(hours=1)
    bench.walk()
    (stored,) = bench.store.mentions(brand="acme")
    assert stored.gone_at == deleted_at


def test_what_was_only_absent_comes_back_when_it_is_seen(bench: Bench) -> None:
    """Gone by two absences was our guess, and a look undoes it."""
    fields = {f: getattr(bench.site.about, f) for f in bench.site.about.__struct_fields__}
    bench.site.about = About(**(fields | {"rereads": timedelta(days=7)}))
    bench.site.items = posts(25)
    bench.walk()
    hidden = bench.site.items.pop(10)
    for _ in range(2):
        bench.later(days=8)
        bench.walk()
    assert [s.mention.id for s in bench.store.mentions() if s.gone_at] == [hidden.id]
    bench.site.items.insert(10, hidden)
    bench.later(days=8)
    bench.walk()
    assert not [s for s in bench.store.mentions() if s.gone_at]


def test_the_worst_are_the_worst_of_the_whole_period(bench: Bench) -> None:
    """A hundred newer grumbles do not hide the one star of this morning."""
    grumbles = [post(n, T0 - timedelta(minutes=n), "bad") for n in range(100)]
    gravest = post(999, T0 - timedelta(hours=5), "bad", rating=Rating(1))
    bench.site.items = [*grumbles, gravest]
    bench.walk()
    report = bench.report(T0 - timedelta(days=1), bench.now)
    assert report.worst[0].mention.id == gravest.id
