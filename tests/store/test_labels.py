"""What a person says of a mention counts, stays as long as its words do, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from listener.model import Label, Rating
from listener.records import Block
from listener.rematching import block, unblock
from listener.store import Judgement, rollups
from listener.store.labelled import machine_says
from tests.store.conftest import T0, Bench, post

EARLIEST = T0 - timedelta(days=40)


def said(key: int, label: Label | None, **more: object) -> Judgement:
    return Judgement(brand="acme", key=key, label=label, **more)  # type: ignore[arg-type]


def say(bench: Bench, key: int, label: Label | None, **more: object) -> None:
    assert bench.store.put_label(said(key, label, **more), bench.now)


def counts(bench: Bench) -> tuple[object, ...]:
    """Negatives and positives of the sums, which agree with the rows."""
    assert bench.rollups_equal_rows()
    return bench.sql("SELECT sum(negatives), sum(positives) FROM rollups")[0]


def in_force(bench: Bench) -> list[tuple[object, ...]]:
    return bench.sql(
        "SELECT mention_id, label, sampled, weight FROM labels WHERE withdrawn_at IS NULL"
        " ORDER BY 1"
    )


@pytest.fixture
def stored(bench: Bench) -> Bench:
    """Two that sound bad, one good, one neither; keys 1 to 4."""
    words = ("bad one", "bad two", "good three", "so four")
    bench.site.items = [
        post(number, T0 - timedelta(hours=number), text) for number, text in enumerate(words, 1)
    ]
    bench.walk()
    return bench


def test_a_correction_counts_from_then_on_and_undo_gives_back_what_was(stored: Bench) -> None:
    """In sums, lists and the digest's worst alike."""
    assert counts(stored) == (2, 1)
    say(stored, 1, "positive")
    assert counts(stored) == (1, 2)
    assert [each.key for each in stored.store.mentions(label="positive")] == [1, 3]
    assert stored.store.undo_label("acme", 1)
    assert counts(stored) == (2, 1)
    assert stored.sql("SELECT towards FROM brand_links WHERE mention_id = 1") == [(None,)]
    assert not stored.store.undo_label("acme", 1)


def test_who_thinks_again_has_the_first_label_back_by_undo(stored: Bench) -> None:
    """Each label that another replaced stays on record, withdrawn."""
    say(stored, 1, "positive")
    stored.later(minutes=1)
    say(stored, 1, "neutral")
    assert in_force(stored) == [(1, "neutral", 0, 0)]
    assert stored.store.undo_label("acme", 1)
    assert in_force(stored) == [(1, "positive", 0, 0)]
    assert counts(stored) == (1, 2)


def test_a_label_stays_when_the_page_is_walked_again(stored: Bench) -> None:
    """Whatever is read again is as it was; new stars are no new words."""
    say(stored, 1, "positive")
    stored.later(hours=1)
    stored.walk()
    assert counts(stored) == (1, 2)
    stored.site.items[0] = replace(stored.site.items[0], rating=Rating(1))
    stored.later(hours=1)
    stored.walk()
    assert counts(stored) == (1, 2)
    assert in_force(stored) == [(1, "positive", 0, 0)]


def test_an_edit_withdraws_the_label(stored: Bench) -> None:
    """Nobody has judged the new words; what else was drawn stands for the mention meanwhile."""
    for key in (1, 2):
        say(stored, key, "positive", stratum="s", population=10)
    assert [weight for *_, weight in in_force(stored)] == [5, 5]
    stored.site.items[0] = replace(stored.site.items[0], text="bad, edited")
    stored.later(hours=1)
    stored.walk()
    assert in_force(stored) == [(2, "positive", 1, 10)]
    assert counts(stored) == (1, 2)


def test_a_label_stays_when_the_machine_thinks_again(stored: Bench) -> None:
    """What it says waits, and counts when the person takes theirs back."""
    say(stored, 1, "neutral")
    machine_says(stored.store._connection, "acme", [(1, "positive")])
    assert counts(stored) == (1, 1)
    (judged,) = [each.judged for each in stored.store.labels("acme", EARLIEST)]
    assert (judged.truth, judged.predicted) == ("neutral", "positive")
    stored.store.undo_label("acme", 1)
    assert counts(stored) == (1, 2)


def test_a_label_outlives_being_hidden(stored: Bench) -> None:
    """A block takes the mention out of the sums; lifted, it comes back as people called it."""
    say(stored, 3, "negative")
    hold = Block(brand="acme", kind="site", value="x.example", created_at=T0)
    stored.sql("UPDATE mentions SET url = 'https://x.example/1' WHERE id = 3")
    held, _, hidden = block(stored.store, hold, lambda: stored.now)
    assert hidden == 1
    assert counts(stored) == (2, 0)
    unblock(stored.store, stored.brand, [held], lambda: stored.now)
    assert counts(stored) == (3, 0)
    block(stored.store, hold, lambda: stored.now)
    stored.store.undo_label("acme", 3)
    assert counts(stored) == (2, 0)


def test_what_was_passed_over_is_not_asked_again_and_measures_nothing(stored: Bench) -> None:
    """Until it is undone."""
    say(stored, 1, None, stratum="s", population=10)
    pool = stored.store.drawable("acme", EARLIEST, T0)
    assert [each.key for each in pool if each.asked] == [1]
    assert stored.store.judged("acme", EARLIEST) == []
    assert stored.store.undo_label("acme", 1)
    assert not any(each.asked for each in stored.store.drawable("acme", EARLIEST, T0))


def test_the_labels_of_a_stratum_stand_for_all_of_it(stored: Bench) -> None:
    """Each for as many as the others, at any time; thinking again changes that not."""
    say(stored, 1, "negative", stratum="s", population=10)
    say(stored, 2, "negative", stratum="s", population=10)
    stored.later(minutes=1)
    say(stored, 2, "neutral")
    assert in_force(stored) == [(1, "negative", 1, 5), (2, "neutral", 1, 5)]
    stored.store.undo_label("acme", 2)
    assert in_force(stored) == [(1, "negative", 1, 5), (2, "negative", 1, 5)]
    stored.store.undo_label("acme", 2)
    assert in_force(stored) == [(1, "negative", 1, 10)]


def test_what_was_judged_stands_beside_what_the_machine_says(stored: Bench) -> None:
    """A correction measures nothing: whoever made it had seen that it was wrong."""
    say(stored, 1, "positive", stratum="s", population=7)
    say(stored, 2, "positive")
    (judged,) = stored.store.judged("acme", EARLIEST)
    assert (judged.truth, judged.predicted, judged.weight) == ("positive", "negative", 7)
    assert (judged.source, judged.model, judged.labelled_at) == ("site", "word-1", T0)
    assert len(stored.store.labels("acme", EARLIEST)) == 2
    assert len(stored.store.labels("acme", EARLIEST, drawn_only=True)) == 1
    pool = {each.key: each for each in stored.store.drawable("acme", EARLIEST, T0)}
    assert (pool[2].known, pool[2].counted, pool[1].counted) == ("positive",) + ("negative",) * 2


def test_there_is_nothing_to_say_of_a_mention_of_others(stored: Bench) -> None:
    """Nothing is written."""
    assert not stored.store.put_label(said(99, "negative"), T0)
    assert in_force(stored) == []


def test_the_sums_follow_a_mention_by_its_number(stored: Bench) -> None:
    """Whatever else its source has brought: an edit or a label costs the same in a large file."""
    told = {"brand": "acme", "sign": 1, "keys": "[1]"}
    plan = stored.store._connection.execute(f"EXPLAIN QUERY PLAN {rollups.LISTED['rollups']}", told)
    steps = [row["detail"] for row in plan if row["detail"].startswith(("SEARCH m ", "SCAN m "))]
    assert steps == ["SEARCH m USING INTEGER PRIMARY KEY (rowid=?)"]


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["say", "draw", "undo", "edit"]),
            st.integers(1, 4),
            st.sampled_from(["negative", "neutral", "positive"]),
        ),
        max_size=14,
    )
)
def test_whatever_happens_sums_follow_and_labels_stand_for_their_stratum(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, Label]]
) -> None:
    """Labels, drawn or not, edits and undoing, in any order."""
    bench = Bench(tmp_path_factory.mktemp("labels") / "t.db")
    bench.site.items = [post(n, T0 - timedelta(hours=n), f"bad {n}") for n in range(1, 5)]
    bench.walk()
    for turn, (what, key, label) in enumerate(steps):
        bench.later(minutes=1)
        if what == "say":
            say(bench, key, label)
        elif what == "draw":
            say(bench, key, label, stratum="s", population=12)
        elif what == "undo":
            bench.store.undo_label("acme", key)
        else:
            bench.site.items[key - 1] = post(key, T0 - timedelta(hours=key), f"good {turn}")
            bench.walk()
        assert bench.rollups_equal_rows()
        weights = [weight for *_, sampled, weight in in_force(bench) if sampled]
        assert not weights or sum(weights) == pytest.approx(12)
        towards = dict(bench.sql("SELECT mention_id, towards FROM brand_links"))
        assert all(towards[key] == label for key, label, *_ in in_force(bench))
    bench.store.close()
