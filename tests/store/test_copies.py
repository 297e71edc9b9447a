"""Reposts and syndicated copies are told from people who say the same."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listener.model import Author, Mention, Rating, Watch
from listener.store import sketches
from listener.store.erasing import erase
from tests.store.conftest import T0, Bench, post

STORY = (
    "bad news from Lumbre, which will close {} shops in Leeds before spring as costs rise;"
    " the council has asked for an explanation, the union speaks of a shock to all who work there"
)
OTHER = (
    "bad luck again with the card reader at the counter, the queue went out of the door and nobody"
    " could tell us whether to wait or to come back on another day with coins in our pockets"
)


def told(number: int, text: str, minutes: int = 0, **more: object) -> Mention:
    author = Author(name=f"Somebody {number}")
    return post(number, T0 + timedelta(minutes=minutes), text, author=author, **more)


def groups(bench: Bench) -> dict[str, str | None]:
    """By the id of each mention, that of the first that it copies, or nothing."""
    rows = bench.sql(
        "SELECT m.native_id, f.native_id FROM brand_links b JOIN mentions m ON m.id = b.mention_id"
        " LEFT JOIN mentions f ON f.id = b.copy_of WHERE b.brand = ?",
        bench.watch.brand,
    )
    return {str(one): None if first is None else str(first) for one, first in rows}


def entries(bench: Bench) -> list[tuple[int, int]]:
    """By which values which mentions are found."""
    return sorted(sketches.everything(bench.store._connection))


def elsewhere(bench: Bench, items: Sequence[Mention], **watch: str) -> None:
    """Walk another watch, at a site that shows these."""
    known = {"brand": "acme", "source": "site", "listing": "all"}
    bench.watch = Watch(match=False, **(known | watch))  # type: ignore[arg-type]
    bench.store.register([bench.watch])
    bench.site.items = list(items)
    bench.later(minutes=20)
    bench.walk()


def test_copies_on_one_page_name_the_earliest(bench: Bench) -> None:
    """The first is the one that was published first, wherever it stands on the page."""
    text = STORY.format(12)
    bench.site.items = [
        told(3, f"RT @paper: {text}", 30),
        told(2, f"{text} https://paper.example/2", 20),
        told(1, text, 10),
        told(0, OTHER, 0),
    ]
    bench.walk()
    assert groups(bench) == {"p0": None, "p1": None, "p2": "p1", "p3": "p1"}
    assert bench.sql("SELECT sum(copies), sum(negative_copies) FROM rollups") == [(2, 2)]
    assert bench.rollups_equal_rows()


def test_a_copy_on_another_source_a_day_later_is_found(bench: Bench) -> None:
    """A story that five papers print is one story."""
    bench.site.items = [told(1, STORY.format(12))]
    bench.walk()
    elsewhere(bench, [told(2, f"LEEDS (AP) - {STORY.format(12)}", 1440)], source="press")
    assert groups(bench) == {"p1": None, "p2": "p1"}
    assert bench.rollups_equal_rows()


def test_what_was_published_earlier_and_comes_later_joins_the_group(bench: Bench) -> None:
    """The first is the one that was stored first: a group keeps its name."""
    bench.site.items = [told(1, STORY.format(12), 60)]
    bench.walk()
    elsewhere(bench, [told(2, STORY.format(12), 0)], source="press")
    assert groups(bench) == {"p1": None, "p2": "p1"}


def test_forty_people_and_forty_copies_are_told_apart(bench: Bench) -> None:
    """Short words of forty are no copies; one long text forty times is one and 39."""
    bench.site.items = [told(n, "bad, does not work", n) for n in range(40)]
    bench.site.items += [told(100 + n, OTHER, n) for n in range(40)]
    bench.walk()
    assert bench.sql("SELECT sum(items), sum(copies) FROM rollups") == [(80, 39)]


def test_each_brand_has_its_own_first(bench: Bench) -> None:
    """What another brand alone has seen is nobody's first here."""
    text = STORY.format(12)
    bench.site.items = [told(1, text)]
    bench.walk()
    elsewhere(bench, [told(2, text, 5), told(3, text, 9)], brand="rival", source="press")
    assert groups(bench) == {"p2": None, "p3": "p2"}
    # The rival now finds the first one too; for it, that is the latest of the three.
    elsewhere(bench, [told(1, text)], brand="rival")
    assert groups(bench) == {"p1": "p2", "p2": None, "p3": "p2"}
    assert bench.rollups_equal_rows()


def test_an_edit_that_says_something_else_leaves_the_group(bench: Bench) -> None:
    """And one that mends a comma stays; sums follow."""
    text = STORY.format(12)
    bench.site.items = [told(1, text), told(2, text, 5), told(3, text, 9)]
    bench.walk()
    bench.site.items = [told(1, text), told(2, f"{text}!", 5), told(3, OTHER, 9)]
    bench.later(hours=1)
    bench.walk()
    assert groups(bench) == {"p1": None, "p2": "p1", "p3": None}
    assert bench.rollups_equal_rows()
    bench.site.items = [told(1, text), told(2, text, 5), told(3, text, 9)]
    bench.later(hours=1)
    bench.walk()
    assert groups(bench) == {"p1": None, "p2": "p1", "p3": "p1"}
    assert bench.rollups_equal_rows()


def test_a_first_that_is_rewritten_leaves_its_copies_to_the_next(bench: Bench) -> None:
    """The others are still copies of each other, and newcomers find them."""
    text = STORY.format(12)
    bench.site.items = [told(1, text), told(2, text, 5), told(3, text, 9)]
    bench.walk()
    bench.site.items[0] = told(1, OTHER)
    bench.later(hours=1)
    bench.walk()
    assert groups(bench) == {"p1": None, "p2": None, "p3": "p2"}
    assert bench.rollups_equal_rows()
    bench.site.items.insert(0, told(4, text, 70))
    bench.site.items.insert(0, told(5, OTHER, 71))
    bench.later(hours=1)
    bench.walk()
    assert groups(bench) == {"p1": None, "p2": None, "p3": "p2", "p4": "p2", "p5": "p1"}
    assert bench.rollups_equal_rows()


def test_the_group_outlives_its_first(bench: Bench) -> None:
    """A deletion takes nothing back: what repeated it has repeated it."""
    text = STORY.format(12)
    bench.site.items = [told(1, text), told(2, text, 5)]
    bench.walk()
    bench.site.items[0] = Mention(id="p1", published_at=T0, text="", deleted=True)
    bench.later(hours=1)
    bench.walk()
    assert groups(bench) == {"p1": None, "p2": "p1"}
    assert bench.rollups_equal_rows()


def test_reviews_are_opinions(bench: Bench) -> None:
    """Two with stars are two, unless what they write is long and identical."""
    praise = "bad coffee and even worse service than the last time"
    bench.site.items = [told(n, praise, n, rating=Rating(1)) for n in range(3)]
    bench.site.items += [told(10 + n, OTHER, n, rating=Rating(1)) for n in range(3)]
    bench.walk()
    assert bench.sql("SELECT sum(copies), sum(negative_copies) FROM rollups") == [(2, 2)]


TEXTS = (STORY.format(12), OTHER, STORY.format(80), f"{OTHER} {'and more of mine ' * 6}", "bad")
PAGES = st.lists(st.tuples(st.sampled_from(TEXTS), st.integers(0, 9)), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES.flatmap(lambda page: st.permutations(list(enumerate(page)))))
def test_the_order_of_a_page_changes_no_group(page: list[tuple[int, tuple[str, int]]]) -> None:
    """Whatever order a site shows its list in, the same ones are copies of the same first."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "test.db")
        bench.site.size = 100
        found = []
        for turn, order in enumerate((page, sorted(page))):
            items = [told(number, text, minutes) for number, (text, minutes) in order]
            elsewhere(bench, items, brand=f"brand{turn}", source=f"site{turn}")
            found.append(groups(bench))
        assert found[0] == found[1]
        assert bench.rollups_equal_rows()
        firsts = {text for number, (text, _) in page if found[0][f"p{number}"] is None}
        assert {TEXTS[0], TEXTS[2], TEXTS[4]} & {text for _, (text, _) in page} <= firsts
        bench.store.close()


def test_ten_thousand_times_the_same_is_one_entry(bench: Bench) -> None:
    """Only firsts can be found, so that spam makes nothing slow."""
    bench.site.size = 1000
    bench.site.items = [told(n, OTHER, -n) for n in range(2000)]
    bench.walk()
    assert len(entries(bench)) == 4
    assert len({key for _, key in entries(bench)}) == 1
    assert bench.sql("SELECT sum(copies) FROM rollups") == [(1999,)]


def test_a_phrase_that_all_use_is_not_looked_up_for_ever(bench: Bench) -> None:
    """A signature under every post fills no bucket without end."""
    foot = " ".join(f"signature{n} always" for n in range(6))
    bench.site.size = 100
    bench.site.items = [
        told(n, " ".join(f"word{n}x{k} other{k * n}" for k in range(12)) + f" {foot}", n)
        for n in range(100)
    ]
    bench.walk()
    assert max(Counter(value for value, _ in entries(bench)).values()) <= 16
    assert bench.sql("SELECT sum(copies) FROM rollups") == [(0,)]


def test_storing_twice_changes_nothing(bench: Bench) -> None:
    """A page that is read again makes no copies of itself."""
    bench.site.items = [told(1, OTHER), told(2, OTHER, 5)]
    bench.walk()
    before = entries(bench), groups(bench)
    for _ in range(2):
        bench.later(hours=1)
        bench.walk()
    assert (entries(bench), groups(bench)) == before
    assert bench.rollups_equal_rows()


@pytest.mark.parametrize(("days", "copies"), [(29, 1), (31, 0)])
def test_what_is_a_month_old_is_not_repeated(bench: Bench, days: int, copies: int) -> None:
    """The same words a month later are said anew; and old sketches are dropped."""
    bench.site.items = [told(1, OTHER)]
    bench.walk()
    bench.later(days=days)
    bench.site.items = [told(2, OTHER, days * 1440)]
    bench.walk()
    assert bench.sql("SELECT sum(copies) FROM rollups") == [(copies,)]
    bench.later(days=2)
    bench.walk()
    assert {key for _, key in entries(bench)} == (set() if copies else {2})


def test_what_is_erased_is_nobodys_first_any_more(bench: Bench) -> None:
    """Its words go, their sketch with them; what was a copy was one."""
    bench.site.items = [told(1, OTHER), told(2, OTHER, -5)]
    bench.walk()
    erase(bench.store._connection, 2, int(bench.now.timestamp()))
    assert entries(bench) == []
    bench.site.items = [told(3, OTHER, 9)]
    bench.later(hours=1)
    bench.walk()
    assert groups(bench) == {"p1": "p2", "p2": None, "p3": None}
    assert bench.rollups_equal_rows()


def test_a_digest_shows_one_of_those_that_say_the_same(bench: Bench) -> None:
    """The first, with how many others; and it says how many of all are copies."""
    text = STORY.format(12)
    bench.site.size = 100
    bench.site.items = [told(n, text, -n) for n in range(12)] + [told(50, OTHER, -90)]
    bench.walk()
    report = bench.report(T0 - timedelta(hours=3), T0)
    assert {(each.mention.id, each.copies, each.copy_of) for each in report.worst} == {
        ("p11", 11, None),
        ("p50", 0, None),
    }
    assert (report.totals.items, report.totals.copies) == (12, 10)
    (series,) = bench.store.series("acme", T0 - timedelta(hours=3), T0 + timedelta(hours=1))
    assert sum(each.copies for each in series.bins) == 11
    assert sum(each.negative_copies for each in series.bins) == 11


def test_of_a_group_whose_first_is_older_the_earliest_of_the_period_is_shown(bench: Bench) -> None:
    """It says whose copy it is; among all, the first and its copies are told."""
    bench.site.items = [told(n, OTHER, -60 * n) for n in range(5)]
    bench.walk()
    since = T0 - timedelta(hours=2)
    (shown,) = bench.store.mentions(label="negative", since=since, collapsed=True)
    (first,) = (each for each in bench.store.mentions() if each.copy_of is None)
    assert (shown.mention.id, shown.copy_of, shown.copies) == ("p2", first.key, 4)
    assert (first.mention.id, first.copies) == ("p4", 4)


def test_what_is_repeated_most_stands_on_top(bench: Bench) -> None:
    """Of many to be opened first, the one text that forty have passed on."""
    bench.site.size = 100
    bench.site.items = [told(n, f"bad post number {n}", -n) for n in range(20)]
    bench.site.items += [told(100 + n, OTHER, -90 - n) for n in range(4)]
    bench.walk()
    (top, *_) = bench.store.mentions(brand="acme", text="bad", collapsed=True, limit=10)
    assert (top.mention.id, top.copies) == ("p103", 3)


def test_a_digest_goes_through_no_table_from_end_to_end(bench: Bench) -> None:
    """With 400,000 mentions stored it would look at all of them for each that it tells of."""
    bench.site.items = [told(n, f"{STORY} {n}") for n in range(4)]
    bench.walk()
    connection, asked = bench.store._connection, list[str]()
    connection.set_trace_callback(asked.append)
    bench.report(T0 - timedelta(days=1), T0 + timedelta(days=1))
    connection.set_trace_callback(None)
    plans = {
        (row["detail"], each)
        for each in asked
        if each.startswith("SELECT")
        for row in connection.execute(f"EXPLAIN QUERY PLAN {each}")
    }
    whole = ("SCAN m", "SCAN b", "SCAN s", "SCAN h", "SCAN c")
    assert asked
    assert [plan for plan in plans if plan[0].split(" USING")[0].startswith(whole)] == []
