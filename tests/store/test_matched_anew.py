"""What a changed query asks for no more is hidden; what it asks for again is back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listener import rematching
from listener.config import Brand, BrandQuery, Config, Settings
from listener.model import Watch
from listener.rematching import block, unblock
from listener.store.verdicts import Settled
from listener.watching import asked_by
from tests.store.conftest import T0, Bench, post
from tests.store.hidden import NOBODY, a_block, apply, by, counted, search


def test_a_changed_query_hides_what_it_asks_for_no_more_and_brings_it_back(bench: Bench) -> None:
    """And what was hidden before returns just as it was, when the old query does."""
    search(bench, "acme", "apex")
    bench.site.items = [post(1, T0, "acme bad"), post(2, T0, "apex bad")]
    apply(bench)
    bench.walk()
    before = counted(bench)
    search(bench, "acme")
    assert apply(bench) == Settled(hidden=1)
    assert bench.ids() == {"p1"}
    assert bench.rollups_equal_rows()
    assert apply(bench) == NOBODY
    bench.later(hours=1)
    bench.walk()
    assert bench.ids() == {"p1"}
    search(bench, "acme", "apex")
    assert apply(bench) == Settled(back=1)
    assert bench.ids() == {"p1", "p2"}
    assert set(before[:2]) <= set(counted(bench))


def test_what_is_kept_whatever_it_says_is_not_matched_anew(bench: Bench) -> None:
    """The reviews of an app of one's own stay, whatever the queries ask for."""
    bench.site.items = [post(1, T0, "no name in it")]
    bench.walk()
    bench.store.note_applied("acme", "before", bench.now)
    assert apply(bench) == NOBODY
    assert bench.ids() == {"p1"}


def test_what_a_listing_of_ones_own_shows_too_stays(bench: Bench) -> None:
    """A search found it first; the listing of the brand's own keeps it."""
    own = bench.watch
    search(bench, "acme")
    bench.site.items = [post(1, T0, "acme bad")]
    bench.walk()
    apply(bench)
    bench.watch = own
    bench.store.register([own])
    bench.walk()
    search(bench, "apex")
    bench.store.note_applied("acme", "before", bench.now)
    assert apply(bench) == NOBODY
    assert bench.ids() == {"p1"}


def test_what_a_query_hid_comes_back_on_a_listing_of_ones_own(bench: Bench) -> None:
    """A listing that is added later keeps what it shows."""
    own = bench.watch
    search(bench, "acme")
    bench.site.items = [post(1, T0, "acme bad")]
    bench.walk()
    bench.store.note_applied("acme", "before", bench.now)
    search(bench, "apex")
    assert apply(bench) == Settled(hidden=1)
    bench.watch = own
    bench.store.register([own])
    bench.walk()
    assert bench.ids() == {"p1"}
    assert bench.rollups_equal_rows()


def test_an_edit_brings_back_what_a_query_hid(bench: Bench) -> None:
    """Hidden since it spoke of something else, it now names the brand."""
    search(bench, "apex")
    bench.site.items = [post(1, T0, "apex")]
    bench.walk()
    bench.store.note_applied("acme", "before", bench.now)
    search(bench, "acme")
    apply(bench)
    bench.site.items = [post(1, T0, "acme bad")]
    bench.later(hours=1)
    bench.walk()
    (stored,) = bench.store.mentions(brand="acme")
    assert stored.mention.text == "acme bad"
    assert bench.rollups_equal_rows()


def test_what_an_earlier_text_said_is_still_about_the_brand(bench: Bench) -> None:
    """Whoever takes the name out of a complaint has not taken the complaint back."""
    search(bench, "acme")
    bench.site.items = [post(1, T0, "acme bad")]
    bench.walk()
    bench.site.items = [post(1, T0, "they are bad")]
    bench.later(hours=1)
    bench.walk()
    bench.store.note_applied("acme", "before", bench.now)
    search(bench, "acme", "apex")
    assert apply(bench) == NOBODY
    assert bench.ids() == {"p1"}


def test_what_others_have_heard_is_found_and_wakes_nobody(bench: Bench) -> None:
    """A new phrase finds what another brand's search has stored of the same site."""
    bench.watch = Watch(brand="rival", source="site", query="main", terms=("site",), match=True)
    bench.brand = Brand(name="Rival", id="rival", queries=(BrandQuery(any=("bad",)),))
    bench.store.register([bench.watch])
    bench.site.items = [post(n, T0, f"apex bad {n}") for n in range(30)]
    bench.walk()
    search(bench, "apex")
    assert apply(bench) == Settled(found=30)
    (series,) = bench.store.series("acme", T0 - timedelta(days=1), bench.now + timedelta(hours=1))
    assert [(each.negatives, each.late) for each in series.bins] == [(30, 30)]
    assert bench.rollups_equal_rows()


def test_what_is_read_anew_for_a_changed_query_wakes_nobody(bench: Bench) -> None:
    """What the search passed over while it listened well is found now, hours after it was said."""
    search(bench, "acme")
    for number in range(8):
        bench.site.items.insert(0, post(number, bench.now, "apex bad"))
        bench.later(minutes=15)
        bench.walk()
    search(bench, "acme", "apex")
    assert apply(bench) == NOBODY
    bench.site.items.insert(0, post(99, bench.now, "acme bad"))
    bench.walk()
    (series,) = bench.store.series("acme", T0 - timedelta(days=1), bench.now + timedelta(hours=1))
    told = [(each.negatives, each.late, each.coverage) for each in series.bins if each.items]
    # What a first walk reads is history as well.
    assert told == [(1, 0, "backfilled"), *[(1, 1, "ok")] * 7, (1, 0, "ok")]


def test_a_listing_of_another_brand_is_not_looked_into(bench: Bench) -> None:
    """What a rival's own mailbox or shop says of us stays the rival's."""
    bench.watch = Watch(brand="rival", source="elsewhere", listing="inbox", match=False)
    bench.store.register([bench.watch])
    bench.site.items = [post(1, T0, "acme bad")]
    bench.walk()
    search(bench, "acme")
    assert apply(bench) == NOBODY


def test_a_listing_that_two_brands_share_is(bench: Bench) -> None:
    """Both listen to one feed: what one has stored of it is looked through for the other."""
    bench.watch = Watch(brand="rival", source="feed", listing="f", match=False)
    bench.store.register([bench.watch])
    bench.site.items = [post(1, T0, "acme bad"), post(2, T0, "nothing")]
    bench.walk()
    bench.watch = Watch(brand="acme", source="feed", listing="f", match=True)
    assert apply(bench) == Settled(found=1)
    assert bench.sql(
        "SELECT l.brand, w.key FROM brand_links l JOIN watches w ON w.id = watch_id ORDER BY 1"
    ) == [
        ("acme", "acme/feed/f"),
        ("rival", "rival/feed/f"),
        ("rival", "rival/feed/f"),
    ]


def test_an_older_database_is_not_matched_anew_unasked(bench: Bench) -> None:
    """Whoever upgrades loses nothing from sight; from then on changes count."""
    search(bench, "apex")
    bench.site.items = [post(1, T0, "apex")]
    bench.walk()
    search(bench, "acme")
    assert apply(bench) == NOBODY
    assert bench.store.applied("acme") == asked_by(bench.brand)
    assert bench.ids() == {"p1"}


def test_a_blocked_mention_that_is_wanted_no_more_waits_for_both(bench: Bench) -> None:
    """Lifting the block does not bring back what the query asks for no more."""
    search(bench, "acme", "apex")
    bench.site.items = [by("Ana", 1, "apex bad")]
    bench.walk()
    held, _, _ = block(bench.store, a_block(), lambda: bench.now)
    bench.store.note_applied("acme", "before", bench.now)
    search(bench, "acme")
    apply(bench)
    unblock(bench.store, bench.brand, [held], lambda: bench.now)
    assert bench.ids() == set()
    assert bench.sql("SELECT reason FROM hidden_links") == [("query",)]
    search(bench, "apex")
    assert apply(bench) == Settled(back=1)


def test_what_was_erased_stays_where_it_is(bench: Bench) -> None:
    """What its site had us erase was counted, and goes on being so, or not, as it was."""
    search(bench, "acme")
    bench.site.items = [post(1, T0, "acme bad"), by("Ana", 2, "acme bad")]
    bench.walk()
    held, _, _ = block(bench.store, a_block(), lambda: bench.now)
    bench.store.expire("site", bench.now + timedelta(days=1), bench.now)
    before = counted(bench)
    bench.store.note_applied("acme", "before", bench.now)
    search(bench, "apex")
    assert apply(bench) == NOBODY
    assert unblock(bench.store, bench.brand, [held], lambda: bench.now) == NOBODY
    assert counted(bench) == before


def test_more_than_one_piece_is_matched(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading and writing in pieces leaves none out between them."""
    monkeypatch.setattr(rematching, "READ", 7)
    monkeypatch.setattr(rematching, "WRITTEN", 3)
    search(bench, "acme")
    bench.site.items = [by("Ana" if n % 3 else "Ben", n, "acme bad") for n in range(40)]
    bench.walk()
    _, _, hidden = block(bench.store, a_block("Ben"), lambda: bench.now)
    assert hidden == 14
    bench.store.note_applied("acme", "before", bench.now)
    search(bench, "apex")
    assert apply(bench) == Settled(hidden=26)
    assert bench.rollups_equal_rows()


def test_a_language_that_no_source_tells_is_known_when_matched_anew(bench: Bench) -> None:
    """A crawl tells it by the text; what it has let in is not hidden by the next change."""
    search(bench, "acme")
    asked = BrandQuery(query_text="acme lang:es")
    bench.brand = Brand(name="Acme", id="acme", queries=(asked,), languages=("es", "en"))
    spanish = "la comida de acme llegó tarde y nadie contestó al teléfono en toda la tarde"
    english = "the food of acme came late and nobody answered the phone all the afternoon"
    bench.site.items = [post(1, T0, spanish), post(2, T0, english)]
    bench.walk()
    assert bench.ids() == {"p1"}
    bench.store.note_applied("acme", "before", bench.now)
    assert apply(bench) == NOBODY
    assert bench.ids() == {"p1"}


def test_many_brands_are_matched_in_one_reading(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty changed brands cost one look at the texts; each is given its own, by its own query."""
    search(bench, "acme")
    bench.site.items = [by("Ana", n, f"acme brand{n % 3} so so") for n in range(30)]
    bench.walk()
    bench.store.note_applied("acme", asked_by(bench.brand), bench.now)
    others = [
        Brand(name=f"B{n}", id=f"b{n}", queries=(BrandQuery(any=(f"brand{n}",)),)) for n in range(3)
    ]
    watches = [
        Watch(brand=each.id, source="site", query="main", terms=(each.name,), match=True)
        for each in others
    ]
    config = Config(
        settings=Settings(),
        brands=(bench.brand, *others),
        folder=bench.path.parent,
        found_by="--config",
    )
    monkeypatch.setattr(rematching, "watches_of", lambda _: [bench.watch, *watches])
    read: list[int] = []
    held = bench.store.held
    monkeypatch.setattr(bench.store, "held", lambda *given: read.append(given[1]) or held(*given))
    done = list(rematching.reapply(config, bench.store, lambda: bench.now))
    assert [(each.brand, each.settled.found) for each in done] == [(each.id, 10) for each in others]
    assert read == [0]
    assert bench.sql(
        "SELECT DISTINCT b.brand, b.queries, w.brand, m.text FROM brand_links b"
        " JOIN watches w ON w.id = b.watch_id JOIN mentions m ON m.id = b.mention_id"
        " WHERE b.brand <> 'acme' ORDER BY 1"
    ) == [(f"b{n}", "main", f"b{n}", f"acme brand{n} so so") for n in range(3)]
    assert bench.rollups_equal_rows()
