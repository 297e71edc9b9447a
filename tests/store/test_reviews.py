"""What became of a review comes out of the store as it happened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from listener.model import Mention, Rating, Reply, Sentiment
from listener.reviewing import ReviewLife, StarChange
from tests.store.conftest import T0, Bench, Feeling, post

PERIOD = (T0 - timedelta(days=30), T0 + timedelta(days=30))


def review(number: int = 1, stars: float = 1, *, at: datetime = T0, **more: Any) -> Mention:
    return post(number, at, kind="review", rating=Rating(stars), **more)


def answer(text: str = "Sorry", **at: float) -> Reply:
    return Reply(text=text, at=T0 + timedelta(**at), time_kind="created")


def lives(bench: Bench) -> list[ReviewLife]:
    return bench.store.reviews("acme", *PERIOD)


def changes(bench: Bench) -> list[StarChange]:
    return bench.store.star_changes("acme", *PERIOD)


def walk(bench: Bench, *mentions: Mention, **later: float) -> None:
    """The site as it is now, walked once, some time later."""
    bench.later(**later)
    bench.site.items = list(mentions)
    bench.walk()


def test_posts_are_no_reviews(bench: Bench) -> None:
    """Only what has stars, or calls itself a review, is one."""
    said = post(2, T0, kind="review")
    walk(bench, post(1, T0), said, review(3), post(4, T0, rating=Rating(3)))
    assert sorted(life.stars or 0 for life in lives(bench)) == [0, 1, 3]


def test_the_first_answer_counts(bench: Bench) -> None:
    """An answer that is edited later was given when it was first given."""
    walk(bench, review(replies=(answer("Sorry", hours=2),)), hours=3)
    walk(bench, review(replies=(answer("So sorry", hours=30),)), hours=30)
    (life,) = lives(bench)
    assert life.answered
    assert life.answered_at == T0 + timedelta(hours=2)


def test_an_answer_without_a_time_is_an_answer(bench: Bench) -> None:
    """It has no time, and makes none up."""
    walk(bench, review(replies=(Reply(text="Sorry"),)))
    (life,) = lives(bench)
    assert (life.answered, life.answered_at) == (True, None)


def test_a_review_counts_once_however_many_answers_it_has(bench: Bench) -> None:
    """Two answers do not make two reviews."""
    two = (answer("One", hours=2), replace(answer("Two", hours=1), id="other"))
    walk(bench, review(replies=two))
    (life,) = lives(bench)
    assert life.answered_at == T0 + timedelta(hours=1)


def test_the_period_is_that_of_the_writing(bench: Bench) -> None:
    """The end is exclusive."""
    walk(bench, review(1, at=T0), review(2, at=T0 - timedelta(days=3)))
    day = timedelta(days=1)
    assert len(bench.store.reviews("acme", T0 - 3 * day, T0)) == 1
    assert len(bench.store.reviews("acme", T0 - 3 * day, T0 + day)) == 2
    assert bench.store.reviews("acme", *PERIOD, "other") == []
    assert bench.store.reviews("nobody", *PERIOD) == []


def test_a_star_change_after_an_answer_tells_how_long_after(bench: Bench) -> None:
    """1★ → 4★, 3 days after the answer."""
    said = answer(hours=2)
    walk(bench, review(stars=1))
    walk(bench, review(stars=1, replies=(said,)), hours=3)
    edited = T0 + timedelta(days=3, hours=2)
    walk(bench, review(stars=4, replies=(said,), edited_at=edited), days=4)
    (change,) = changes(bench)
    assert (change.before, change.after, change.at) == (1, 4, edited)
    assert change.after_answer == timedelta(days=3)
    assert lives(bench)[0].stars == 4


def test_a_change_that_the_source_gives_no_time_for_has_ours(bench: Bench) -> None:
    """We know when we saw it."""
    walk(bench, review(stars=5))
    walk(bench, review(stars=2), days=2)
    (change,) = changes(bench)
    assert (change.at, change.after_answer) == (T0 + timedelta(days=2), None)


def test_an_answer_after_the_change_is_not_its_cause(bench: Bench) -> None:
    """The stars had fallen before anybody answered."""
    walk(bench, review(stars=5))
    walk(bench, review(stars=1), days=1)
    walk(bench, review(stars=1, replies=(answer(days=2),)), days=2)
    assert [change.answered_at for change in changes(bench)] == [None]


def test_each_step_of_a_review_that_wavers_is_a_change(bench: Bench) -> None:
    """Edited up, its words edited, and down again: two changes, newest first."""
    walk(bench, review(stars=1))
    walk(bench, review(stars=4), days=1)
    walk(bench, review(stars=4, text="other words"), days=1)
    walk(bench, review(stars=2, text="other words"), days=1)
    days = [(each.before, each.after, (each.at - T0).days) for each in changes(bench)]
    assert days == [(4, 2, 3), (1, 4, 1)]


def test_a_change_is_told_in_the_period_in_which_it_was_noticed(bench: Bench) -> None:
    """However old the review is."""
    walk(bench, review(stars=1))
    walk(bench, review(stars=4), days=20)
    day = timedelta(days=1)
    assert len(bench.store.star_changes("acme", T0 + 19 * day, T0 + 21 * day)) == 1
    assert bench.store.star_changes("acme", T0, T0 + 19 * day) == []
    assert bench.store.star_changes("acme", *PERIOD, "other") == []
    assert bench.store.star_changes("nobody", *PERIOD) == []


@pytest.mark.parametrize(
    ("stars", "text", "confidence", "belies"),
    [
        (1, "good", 0.5, True),
        (5, "bad", 0.9, True),
        (1, "good", 0.49, False),
        (1, "bad", 0.9, False),
        (3, "bad", 0.9, False),
        (5, "so so", 0.9, False),
    ],
)
def test_a_mismatch_is_an_opposite_said_with_confidence(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    stars: float,
    text: str,
    confidence: float,
    belies: bool,
) -> None:
    """Neither half-hearted words nor three stars contradict anything."""
    one = Feeling._one

    def sure(self: Feeling, text: str) -> Sentiment:
        return replace(one(self, text), confidence=confidence)

    monkeypatch.setattr(Feeling, "_one", sure)
    walk(bench, review(stars=stars, text=text))
    assert len(bench.store.mismatches("acme", *PERIOD, None, 10)) == belies


@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5, None])
@pytest.mark.parametrize(
    ("negative", "positive"),
    [(0.8, 0.1), (0.79, 0.2), (0.1, 0.8), (0.2, 0.79), (0.4, 0.4), (None, None)],
)
def test_with_probabilities_a_mismatch_is_a_very_probable_opposite(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    stars: float | None,
    negative: float | None,
    positive: float | None,
) -> None:
    """Five stars whose words are negative with 80 %; list, mark and figures say the same."""
    one = Feeling._one

    def told(self: Feeling, text: str) -> Sentiment:
        return replace(one(self, text), negative=negative, positive=positive, confidence=0.3)

    monkeypatch.setattr(Feeling, "_one", told)
    rated = review(stars=stars or 3, text="bad")
    walk(bench, rated if stars else replace(rated, rating=None))
    low, high = stars in (1, 2), stars in (4, 5)
    belies = (low and positive == 0.8) or (high and negative == 0.8)
    assert len(bench.store.mismatches("acme", *PERIOD, None, 10)) == belies
    (stored,) = bench.store.mentions()
    assert stored.contradicted == belies
    assert [life.contradicted for life in lives(bench)] == [belies]


def test_a_review_that_its_author_deletes_is_gone_until_it_is_back(bench: Bench) -> None:
    """It is counted all the same: its stars were given."""
    walk(bench, review(stars=1, text="bad"))
    walk(bench, review(stars=1, text="", deleted=True), days=1)
    assert [(life.gone, life.stars) for life in lives(bench)] == [(True, 1)]
    walk(bench, review(stars=1, text="bad"), days=1)
    assert [(life.gone, life.stars) for life in lives(bench)] == [(False, 1)]
    assert changes(bench) == []


def test_stars_without_words_are_a_review(bench: Bench) -> None:
    """And may be answered and changed like any other."""
    bare = Mention(id="bare", kind="review", published_at=T0, rating=Rating(2.0))
    walk(bench, bare)
    walk(bench, replace(bare, rating=Rating(5.0), replies=(answer(hours=1),)), days=1)
    (change,) = changes(bench)
    assert (change.before, change.after, change.after_answer) == (2, 5, timedelta(hours=23))


def test_a_brand_does_not_pay_for_the_edits_of_all_others(bench: Bench) -> None:
    """Hundreds of brands have one digest: each is looked up by its own mentions."""
    walk(bench, review(stars=1))
    walk(bench, review(stars=4), hours=1)

    def work() -> int:
        steps = [0]

        def count() -> None:
            steps[0] += 1

        bench.store._connection.set_progress_handler(count, 10)
        assert len(changes(bench)) == 1
        bench.store._connection.set_progress_handler(None, 0)
        return steps[0]

    alone = work()
    bench.watch = replace(bench.watch, brand="rival", listing="theirs")
    bench.store.register([bench.watch])
    bench.site.size = 1000
    for stars in (1, 4):
        walk(bench, *(review(n, stars) for n in range(100, 600)), hours=1)
    assert bench.sql("SELECT count(*) FROM versions") == [(501,)]
    assert work() < 3 * alone
