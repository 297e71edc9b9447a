"""What is hidden counts nowhere, loses nothing, and comes back as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listener import rematching
from listener.blocking import author_value, site_value
from listener.config import Brand, BrandQuery, Config, Settings
from listener.model import Author, Mention, Rating, Watch
from listener.records import Block
from listener.rematching import block, unblock
from listener.store.verdicts import Settled
from listener.watching import asked_by
from tests.store.conftest import T0, Bench, post

NOBODY = Settled()


def a_block(who: str = "Ana", **more: str) -> Block:
    return Block(
        brand="acme", kind="author", value=author_value(who), shown=who, created_at=T0, **more
    )


def a_site(domain: str) -> Block:
    return Block(brand="acme", kind="site", value=site_value(domain), shown=domain, created_at=T0)


def by(who: str, number: int, text: str = "bad", minutes: float = 0, **more: object) -> Mention:
    at = T0 - timedelta(minutes=minutes)
    return post(number, at, text, author=Author(name=who, id=f"id-{who}"), **more)


def search(bench: Bench, *phrases: str) -> None:
    """From now on the brand is searched for by these phrases."""
    bench.brand = Brand(name="Acme", id="acme", queries=(BrandQuery(any=phrases),))
    bench.watch = Watch(
        brand="acme",
        source="site",
        query="main",
        terms=phrases[:1],
        match=True,
        asked=asked_by(bench.brand),
    )
    bench.store.register([bench.watch])


def apply(bench: Bench, monkeypatch: pytest.MonkeyPatch | None = None) -> Settled:
    """Match anew what is stored, as the brand is listened to now."""
    config = Config(
        settings=Settings(), brands=(bench.brand,), folder=bench.path.parent, found_by="--config"
    )
    kept, rematching.watches_of = rematching.watches_of, lambda _: [bench.watch]
    try:
        done = list(rematching.reapply(config, bench.store, lambda: bench.now))
    finally:
        rematching.watches_of = kept
    return done[0].settled if done else NOBODY


def counted(bench: Bench) -> list[tuple[object, ...]]:
    """All that counts for brands, and how."""
    return [
        *bench.sql(
            "SELECT brand, mention_id, at, watch_id, queries FROM brand_links ORDER BY 1, 2"
        ),
        *bench.sql(
            "SELECT brand, source, bin, items, negatives, positives, round(polarity_sum, 6), rated,"
            " round(stars_sum, 6) FROM rollups ORDER BY 1, 2, 3"
        ),
        *bench.sql("SELECT watch_id, bin, state, late FROM coverage ORDER BY 1, 2"),
    ]


def test_blocking_hides_and_unblocking_brings_back_exactly_what_was(bench: Bench) -> None:
    """A block that is lifted leaves no trace in what counts, coverage included."""
    bench.site.items = [by("Ana", 1), by("Ben", 2), by("ÁNA", 3, "good", 20)]
    bench.walk()
    before = counted(bench)
    held, new, hidden = block(bench.store, a_block(), lambda: bench.now)
    assert (new, hidden) == (True, 2)
    assert bench.ids() == {"p2"}
    assert bench.rollups_equal_rows()
    assert [each.hides for each in bench.store.blocks()] == [2]
    assert unblock(bench.store, bench.brand, [held], lambda: bench.now) == Settled(back=2)
    assert counted(bench) == before
    assert [each.lifted_at for each in bench.store.blocks()] == [bench.now]


def test_a_block_holds_for_what_comes_later(bench: Bench) -> None:
    """A blocked author's new post is stored, counts nowhere, and no crawl links it again."""
    block(bench.store, a_block(), lambda: bench.now)
    bench.site.items = [by("Ana", 1), by("Ben", 2)]
    for _ in range(2):
        bench.walk()
        assert bench.ids() == {"p2"}
        bench.later(hours=1)
    assert bench.sql("SELECT native_id FROM mentions ORDER BY 1") == [("p1",), ("p2",)]
    assert bench.sql("SELECT reason, late FROM hidden_links") == [("blocked", 1)]
    assert bench.sql("SELECT sum(items), sum(negatives) FROM rollups") == [(1, 1)]
    assert bench.told[-1].changed == 0


def test_what_comes_back_late_wakes_nobody(bench: Bench) -> None:
    """A hundred negatives that were never counted are history when their block is lifted."""
    held, _, _ = block(bench.store, a_block(), lambda: bench.now)
    bench.walk()
    bench.later(minutes=15)
    bench.site.items = [by("Ana", n, minutes=-5) for n in range(100)]
    bench.walk()
    unblock(bench.store, bench.brand, [held], lambda: bench.now)
    (series,) = bench.store.series("acme", T0 - timedelta(days=1), bench.now)
    assert [(each.negatives, each.late) for each in series.bins if each.items] == [(100, 100)]
    assert bench.rollups_equal_rows()


def test_an_edit_of_a_hidden_mention_is_kept_and_stays_hidden(bench: Bench) -> None:
    """The new text, its old version and a deletion are written; the sums do not move."""
    bench.site.items = [by("Ana", 1, "bad")]
    bench.walk()
    held, _, _ = block(bench.store, a_block(), lambda: bench.now)
    bench.site.items = [by("Ana", 1, "good", rating=Rating(5))]
    bench.later(hours=1)
    bench.walk()
    assert bench.ids() == set()
    assert bench.sql("SELECT text FROM versions") == [("bad",)]
    bench.site.items = [by("Ana", 1, "good", deleted=True)]
    bench.later(hours=1)
    bench.walk()
    unblock(bench.store, bench.brand, [held], lambda: bench.now)
    (stored,) = bench.store.mentions(brand="acme")
    assert (stored.mention.text, stored.gone_at) == ("good", bench.now)
    assert bench.rollups_equal_rows()


def test_a_site_is_blocked_with_those_below_it(bench: Bench) -> None:
    """A domain covers www and all its subdomains, and no domain that merely ends alike."""
    urls = ("https://spam.example/1", "http://www.spam.example:80/2", "https://a.b.spam.example/3")
    bench.site.items = [
        *(post(n, T0, url=url) for n, url in enumerate(urls)),
        post(9, T0, url="https://notspam.example/spam.example"),
    ]
    bench.walk()
    block(bench.store, a_site("https://www.Spam.example/"), lambda: bench.now)
    assert bench.ids() == {"p9"}


@pytest.mark.parametrize(
    ("said", "domain"),
    [
        ("https://www.Example.COM/a?b", "example.com"),
        ("example.com.", "example.com"),
        ("peña.es", "xn--pea-8ma.es"),
        ("https://user@host.example:8080/", "host.example"),
        ("nothing", ""),
        ("a b.example", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_a_site_is_told_as_people_write_it(said: str, domain: str) -> None:
    """An address, a domain, accents: one domain; what is none is none."""
    assert site_value(said) == domain


def test_a_block_of_one_source_leaves_the_others(bench: Bench) -> None:
    """The Ana of another network is another Ana; an id is as good as a name."""
    bench.site.items = [by("Ana", 1)]
    bench.walk()
    assert block(bench.store, a_block(source="other"), lambda: bench.now)[2] == 0
    assert block(bench.store, a_block("@ID-ana", source="site"), lambda: bench.now)[2] == 1


def test_two_blocks_over_one_mention_are_two_reasons(bench: Bench) -> None:
    """It comes back when the last block that covers it is lifted."""
    bench.site.items = [by("Ana", 1, url="https://spam.example/1")]
    bench.walk()
    author, _, _ = block(bench.store, a_block(), lambda: bench.now)
    site, _, hidden = block(bench.store, a_site("spam.example"), lambda: bench.now)
    assert hidden == 0
    assert [each.hides for each in bench.store.blocks("acme")] == [1, 1]
    assert unblock(bench.store, bench.brand, [author], lambda: bench.now) == NOBODY
    assert unblock(bench.store, bench.brand, [site], lambda: bench.now) == Settled(back=1)


def test_blocking_twice_is_one_block(bench: Bench) -> None:
    """The second time finishes what the first was cut from, and says so."""
    bench.store.add_block(a_block())
    bench.site.items = [by("Ben", 1)]
    bench.walk()
    _, new, hidden = block(bench.store, a_block(), lambda: bench.now)
    assert (new, hidden, len(bench.store.blocks())) == (False, 0, 1)


def test_a_brand_does_not_hide_for_another(bench: Bench) -> None:
    """What acme blocks still counts for its rival."""
    bench.site.items = [by("Ana", 1)]
    bench.walk()
    bench.watch = Watch(brand="rival", source="site", listing="all", match=False)
    bench.store.register([bench.watch])
    bench.walk()
    block(bench.store, a_block(), lambda: bench.now)
    assert [stored.brand for stored in bench.store.mentions()] == ["rival"]
    assert bench.rollups_equal_rows()


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


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ("add", "walk", "edit", "rate", "delete", "block", "unblock", "site", "query")
        ),
        st.integers(0, 11),
    ),
    max_size=40,
)
WORDS = ("acme bad", "apex good", "acme apex so so", "neither")
QUERIES = (("acme",), ("apex",), ("acme", "apex"), ("absent",))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_whatever_happens_the_sums_are_those_of_what_counts(life: list[tuple[str, int]]) -> None:
    """Store, edit, block, unblock, change the query, in any order: counts equal a recount."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "test.db")
        search(bench, "acme")
        for number, (step, which) in enumerate(life):
            bench.later(minutes=20)
            _happen(bench, number, step, which)
            assert bench.rollups_equal_rows()
            assert not bench.sql(
                "SELECT 1 FROM brand_links JOIN hidden_links USING (brand, mention_id)"
            )
        bench.walk()
        apply(bench)
        _no_blocked_counts(bench)
        assert bench.rollups_equal_rows()
        bench.store.close()


def _no_blocked_counts(bench: Bench) -> None:
    holding = {each.value for each in bench.store.blocks() if each.lifted_at is None}
    for stored in bench.store.mentions():
        assert stored.mention.author is not None
        assert (stored.mention.author.name or "").lower() not in holding


def _happen(bench: Bench, number: int, step: str, which: int) -> None:
    items, who = bench.site.items, ("Ana", "Ben", "Eva")[which % 3]
    clock: Callable[[], object] = lambda: bench.now  # noqa: E731
    url = f"https://{'ab'[which % 2]}.example/{number}"
    if step == "add":
        items.insert(0, by(who, number, WORDS[which % 4], url=url))
    elif step == "walk":
        bench.walk()
    elif step == "query":
        search(bench, *QUERIES[which % 4])
        apply(bench)
    elif step == "block":
        block(bench.store, a_block(who), clock)  # type: ignore[arg-type]
    elif step == "site":
        block(bench.store, a_site("a.example"), clock)  # type: ignore[arg-type]
    elif step == "unblock":
        holding = [each for each in bench.store.blocks() if each.lifted_at is None]
        unblock(bench.store, bench.brand, holding[: 1 + which % 2], clock)  # type: ignore[arg-type]
    elif items:
        old = items[which % len(items)]
        changed = {
            "edit": {"text": WORDS[(which + 1) % 4]},
            "rate": {"rating": Rating(1 + which % 5)},
            "delete": {"deleted": True, "text": ""},
        }[step]
        fields = {name: getattr(old, name) for name in old.__struct_fields__}
        items[which % len(items)] = Mention(**(fields | changed))
