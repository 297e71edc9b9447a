"""An owner's answer is published, edited, deleted and restored; the figures follow."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from listener.model import Mention, Rating, Reply
from tests.store.conftest import T0, Bench, post
from tests.store.test_reviews import changes, lives, walk

FIRST = T0 + timedelta(hours=2)


def review(*replies: Reply, stars: float = 1, **more: Any) -> Mention:
    return post(1, T0, kind="review", rating=Rating(stars), replies=replies, **more)


def answer(text: str = "Perdón", **more: Any) -> Reply:
    """As a site tells it that knows the last change only."""
    return Reply(text=text, time_kind="modified", **{"at": FIRST, **more})


def answered(bench: Bench) -> tuple[bool, datetime | None]:
    (life,) = lives(bench)
    return life.answered, life.answered_at


def standing(bench: Bench) -> list[str]:
    rows = bench.sql(
        "SELECT text FROM replies WHERE gone_at IS NULL AND replaced_at IS NULL ORDER BY id"
    )
    return [str(text) for (text,) in rows]


def test_an_edited_answer_is_replaced_and_keeps_its_first_time(bench: Bench) -> None:
    """Both texts stay on record; the answer is as old as it was."""
    walk(bench, review(answer()), hours=3)
    walk(bench, review(answer("Mil perdones", at=T0 + timedelta(hours=30))), hours=30)
    assert answered(bench) == (True, FIRST)
    assert bench.sql("SELECT text, replaced_at, gone_at FROM replies ORDER BY id") == [
        ("Perdón", int(bench.now.timestamp()), None),
        ("Mil perdones", None, None),
    ]


def test_an_answer_edited_back_stands_again(bench: Bench) -> None:
    """The same words are the same row: its time is the first, and the other is replaced."""
    for text in ("Perdón", "Mil perdones", "Perdón"):
        walk(bench, review(answer(text, at=bench.now)), hours=2)
    assert standing(bench) == ["Perdón"]
    assert answered(bench) == (True, T0)
    assert bench.sql("SELECT count(*) FROM replies") == [(2,)]


def test_a_deleted_answer_leaves_the_review_unanswered(bench: Bench) -> None:
    """It is kept with the time at which it was missed, all its texts alike."""
    walk(bench, review(answer()), hours=3)
    walk(bench, review(answer("Mil perdones")), hours=3)
    walk(bench, review(), hours=3)
    gone = int(bench.now.timestamp())
    assert answered(bench) == (False, None)
    assert bench.sql("SELECT gone_at FROM replies") == [(gone,), (gone,)]
    walk(bench, review(text="algo más"), hours=3)
    assert bench.sql("SELECT gone_at FROM replies") == [(gone,), (gone,)]


def test_a_restored_answer_is_answered_since_the_first_time(bench: Bench) -> None:
    """A site that did not show it once has not undone it: earlier texts are back too."""
    walk(bench, review(answer()), hours=3)
    edited = answer("Mil perdones", at=T0 + timedelta(hours=5))
    walk(bench, review(edited), hours=3)
    walk(bench, review(), hours=3)
    walk(bench, review(edited), hours=3)
    assert answered(bench) == (True, FIRST)
    assert standing(bench) == ["Mil perdones"]


def test_an_earlier_text_that_is_restored_is_the_one_that_stands(bench: Bench) -> None:
    """Edited, deleted, and put back as it was at first."""
    for replies in ((answer(),), (answer("Mil perdones"),), (), (answer(),)):
        walk(bench, review(*replies), hours=3)
    assert standing(bench) == ["Perdón"]
    assert answered(bench) == (True, FIRST)


def test_a_new_answer_after_a_deletion_is_a_new_answer(bench: Bench) -> None:
    """Its time counts: the first one is not there any more."""
    walk(bench, review(answer()), hours=3)
    walk(bench, review(), hours=3)
    later = T0 + timedelta(hours=8)
    walk(bench, review(answer("Otra vez", at=later)), hours=3)
    assert answered(bench) == (True, later)
    assert standing(bench) == ["Otra vez"]
    gone = int((T0 + timedelta(hours=6)).timestamp())
    assert bench.sql("SELECT replaced_at, gone_at FROM replies ORDER BY id") == [
        (None, gone),
        (None, None),
    ]


def test_of_two_answers_one_may_be_deleted(bench: Bench) -> None:
    """The other one stands, with its own time."""
    other = answer("Y yo", id="other", at=T0 + timedelta(hours=4))
    walk(bench, review(answer(), other), hours=5)
    walk(bench, review(other), hours=3)
    assert answered(bench) == (True, T0 + timedelta(hours=4))


def test_an_answer_that_is_looked_over_is_followed(bench: Bench) -> None:
    """Pending it counts as given, rejected it does not; published at last it does."""
    seen = []
    for state in ("pending", "rejected", "published"):
        walk(bench, review(replace(answer(), state=state)), hours=3)
        seen.append((bench.sql("SELECT state FROM replies"), answered(bench)[0]))
    assert seen == [
        ([("pending",)], True),
        ([("rejected",)], False),
        ([("published",)], True),
    ]


def test_a_deleted_review_keeps_its_answer(bench: Bench) -> None:
    """What goes with the review was not taken back by its owner."""
    walk(bench, review(answer()), hours=3)
    walk(bench, Mention(id="p1", kind="review", published_at=T0, deleted=True), hours=3)
    assert answered(bench) == (True, FIRST)


def test_a_star_change_follows_an_answer_that_stood_there_then(bench: Bench) -> None:
    """One that was deleted before the change is not its cause; deleted later it may be."""
    walk(bench, review(answer()), hours=3)
    walk(bench, review(stars=1), hours=3)
    walk(bench, review(stars=4), hours=3)
    assert [change.answered_at for change in changes(bench)] == [None]
    at = bench.now + timedelta(hours=1)
    walk(bench, review(answer("Gracias", at=at), stars=4), hours=3)
    walk(bench, review(answer("Gracias", at=at), stars=5), hours=3)
    walk(bench, review(stars=5), hours=3)
    assert [change.answered_at for change in changes(bench)] == [at, None]


def test_a_time_that_comes_later_is_the_answers(bench: Bench) -> None:
    """A page told the answer without its time, the next one tells it."""
    walk(bench, review(answer(at=None)), hours=3)
    walk(bench, review(answer(), text="algo más"), hours=3)
    assert answered(bench) == (True, FIRST)


def test_a_review_is_answered_once(bench: Bench) -> None:
    """Whoever sends a second answer has to call the first one replaced."""
    walk(bench, review(), hours=1)
    put = (
        "INSERT INTO answers (mention_id, brand, source, text, written_by, created_at, state)"
        " VALUES (1, 'acme', 'site', 'Perdón', 'ana', 0, ?)"
    )
    for state in ("draft", "failed", "rejected", "sending"):
        bench.sql(put, state)
    for state in ("sending", "pending", "published"):
        with pytest.raises(sqlite3.IntegrityError):
            bench.sql(put, state)
    bench.sql("UPDATE answers SET state = 'replaced' WHERE state = 'sending'")
    bench.sql(put, "sending")


def test_what_a_review_is_about_is_stored_and_read_back(bench: Bench) -> None:
    """The product stands beside the listing; one that is told no more is not forgotten."""
    walk(bench, review(subject="shop", item="Tetera roja"), post(2, T0), hours=1)
    walk(bench, review(subject="shop", text="algo más"), post(2, T0), hours=1)
    found = {each.mention.id: each.mention.item for each in bench.store.mentions()}
    assert found == {"p1": "Tetera roja", "p2": None}
    assert bench.sql("SELECT id, item FROM readable_mentions ORDER BY id") == [
        (1, "Tetera roja"),
        (2, None),
    ]
