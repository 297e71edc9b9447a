"""The order of Google Business Profile, should an answer move a review to its top; made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from listener.spiders.googlebusiness import _is_known
from msgspec.structs import replace

from listener.model import Payload, Request
from tests.life.life import T0, Life
from tests.life.reviews import Review
from tests.life.sites import googlebusiness as usual

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OLD = [
    Review(id=n, stars=4, text=f"Reseña {n}.", created=T0 - n * DAY - 30 * DAY)
    for n in range(1, 121)
]


class AnswersMove(usual.GoogleBusinessSite):
    """Where an answer moves its review to the top, with the answer's time on it."""

    def __init__(self) -> None:
        self.asked = 0

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        self.asked += 1
        return super().answer(request, [moved(review) for review in reviews], now)


def moved(review: Review) -> Any:
    """Touched when it was answered, where that came last."""
    at = review.answered
    return replace(review, edited=at) if at and at > review.touched else review


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    made = Life(AnswersMove(), tmp_path / "order.db")
    made.step = HOUR / 4
    yield made
    made.store.close()


def asked(life: Life, *reviews: Review) -> int:
    """How many answers one walk has read."""
    life.site.asked = 0  # type: ignore[attr-defined]
    assert life.walk(list(reviews)).event == "ended"
    return int(life.site.asked)  # type: ignore[attr-defined]


def answered(reviews: Sequence[Review], at: datetime) -> list[Review]:
    return [replace(each, answer="Gracias.", answered=at) for each in reviews]


def test_a_page_of_old_reviews_answered_today_hides_no_new_one(life: Life) -> None:
    """Sixty answers in a morning push what came the night before onto page two."""
    asked(life, *OLD)
    new = Review(id=900, stars=1, text="Nunca más.", created=life.now + HOUR / 12)
    life.walk([*OLD[:10], new, *answered(OLD[10:70], life.now + HOUR / 6), *OLD[70:]])
    assert life.site.id_of(new) in life.ids()


def test_where_every_review_is_answered_a_walk_still_ends_at_what_is_known(life: Life) -> None:
    """And does not read years of them every quarter of an hour."""
    replied = [answered([each], each.created + HOUR)[0] for each in OLD]
    assert asked(life, *replied) == 3
    assert asked(life, *replied) == 1


def test_one_page_is_enough_for_a_quiet_place(life: Life) -> None:
    """Five hundred places are asked every quarter of an hour."""
    assert asked(life, *OLD) == 3
    assert asked(life, *OLD) == 1


def test_where_the_order_is_another_than_asked_for_an_old_review_ends_nothing() -> None:
    """New ones may follow it; a time that is missing proves nothing either."""
    until = (T0 - 5 * DAY).isoformat()
    told = [usual._object(each) for each in (OLD[5], OLD[0])]
    new = usual._object(Review(id=900, stars=1, created=T0))
    assert _is_known(told, until)
    assert _is_known([new, *told[::-1]], until)
    assert not _is_known([*told, new], until)
    assert not _is_known([told[0] | {"updateTime": None}], until)
    assert not _is_known(told, "")
