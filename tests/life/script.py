"""What the tests of a review's life share: the sites, the reviews, and what is done to them."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from msgspec.structs import replace

from tests.life import sites
from tests.life.life import T0, Life
from tests.life.reviews import Review, Site

HOUR = timedelta(hours=1)
SITES: dict[str, Site] = {
    module.name: import_module(f"tests.life.sites.{module.name}").SITE
    for module in pkgutil.iter_modules(sites.__path__)
}


def on_sites_that_show(*what: str, but_not: str = "") -> Callable:
    """Runs the test on every source that can show all of this, and cannot show that."""
    names = [n for n, s in SITES.items() if s.shows >= set(what) and but_not not in s.shows]
    return pytest.mark.parametrize("life", names, indirect=True)


# Around the review that a test is about stand others, so that it is never the newest or the last.
NEWER = Review(id=3, stars=5, title="Bien", text="Va como debe.", author="Luis", created=T0 - HOUR)
MARTA = Review(
    id=2,
    stars=1,
    title="No deja pagar",
    text="Se cierra al pagar.",
    author="Marta",
    created=T0 - 20 * HOUR,
)
OLDER = Review(
    id=1, stars=5, title="Bonita", text="La uso a diario.", author="Pau", created=T0 - 50 * HOUR
)
ALL = [NEWER, MARTA, OLDER]
MENDED = "Ya lo han arreglado."
SORRY = "Lo sentimos, sale un arreglo hoy."


def edited(review: Review, life: Life, **changes: object) -> Review:
    """The review as its author changes it now, an hour before the next walk."""
    return replace(review, **{"edited": life.now + life.step - HOUR, **changes})


def answered(review: Review, life: Life, text: str = SORRY) -> Review:
    """The review as the owner answers it now, an hour before the next walk."""
    return replace(review, answer=text, answered=life.now + life.step - HOUR)


def with_marta(review: Review | None) -> list[Review]:
    return [each for each in (NEWER, review, OLDER) if each]


def seconds(at: datetime | None) -> int:
    assert at is not None
    return int(at.timestamp())


def crowd(count: int) -> list[Review]:
    """So many more, older than the others, an hour and a bit apart."""
    return [
        Review(
            id=100 + number,
            stars=5 if number % 3 else 1,
            title="Opinión",
            text=f"La número {number} de muchas.",
            author=f"Persona {number}",
            created=OLDER.created - timedelta(minutes=number * 7 + 1),
        )
        for number in range(count)
    ]
