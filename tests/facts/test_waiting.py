"""What needs an answer now: the gravest first, and only where answers are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listener import surveying
from listener.facts import Waiting
from listener.model import Mention, Rating, Reply, Sentiment
from listener.store import Scored
from tests.facts.world import T0, WATCHES, World

GRAVE = Sentiment(label="negative", polarity=-0.5, language="es", model="word-1")


def review(number: int, stars: float, days: float, *, answered: bool = False) -> Scored:
    """A review of so many days ago."""
    mention = Mention(
        id=f"r{number}",
        kind="review",
        text=f"mal {number}",
        published_at=T0 - timedelta(days=days),
        rating=Rating(stars),
        subject="com.acme",
        replies=(Reply(text="Lo sentimos", at=T0),) if answered else (),
    )
    return Scored(mention=mention, sentiment=GRAVE)


def waiting(world: World) -> Waiting:
    facts = world.report(T0 - timedelta(days=1), T0).facts
    assert facts is not None
    return facts.waiting


def ids(world: World) -> list[str]:
    return [each.mention.id for each in waiting(world).reviews]


def test_the_gravest_and_oldest_come_first(empty: World) -> None:
    """One star before two, old before new, also from before the period; not of last year."""
    told = [(1, 2.0, 9), (2, 1.0, 0.5), (3, 1.0, 20), (4, 3.0, 1), (5, 1.0, 31)]
    empty.save([review(*each) for each in told])
    assert ids(empty) == ["r3", "r2", "r1"]


def test_an_answer_takes_it_off_the_list(empty: World) -> None:
    """And it comes back when the answer is gone."""
    empty.save([review(1, 1.0, 2), review(2, 1.0, 3)])
    empty.save([review(1, 1.0, 2, answered=True)])
    assert ids(empty) == ["r2"]
    empty.sql("UPDATE replies SET gone_at = 1")
    assert ids(empty) == ["r2", "r1"]


def test_better_stars_and_the_end_of_it_take_it_off(empty: World) -> None:
    """Nobody has to answer what is gone, or has become four stars."""
    empty.save([review(n, 1.0, n) for n in (1, 2, 3)])
    empty.save([review(1, 4.0, 1)])
    empty.sql("UPDATE mentions SET gone_at = 1 WHERE native_id = 'r2'")
    assert ids(empty) == ["r3"]


def test_where_no_answers_are_told_nobody_waits(empty: World) -> None:
    """A source that never shows an answer would call all of it unanswered."""
    empty.save([review(1, 1.0, 2)], WATCHES[2])
    assert ids(empty) == []


def test_of_many_it_says_how_many(empty: World) -> None:
    """Ten are listed."""
    empty.save([review(n, 1.0, 2) for n in range(14)])
    found = waiting(empty)
    assert (len(found.reviews), found.all_reviews) == (10, 14)


def test_of_very_many_it_says_that_there_are_more(
    empty: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody answers a thousand today: they are not counted further."""
    monkeypatch.setattr(surveying, "MANY", 12)
    empty.save([review(n, 1.0, 2) for n in range(14)])
    found = waiting(empty)
    assert (found.all_reviews, found.more) == (12, True)
