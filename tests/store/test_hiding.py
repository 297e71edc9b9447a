"""What is blocked counts nowhere, loses nothing, and comes back as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listener.blocking import site_value
from listener.model import Mention, Rating, Watch
from listener.rematching import block, unblock
from listener.store.verdicts import Settled
from tests.store.conftest import T0, Bench, post
from tests.store.hidden import NOBODY, a_block, a_site, apply, by, counted, search


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
