"""A made-up site's reviews, and what a simulator of a real site's format has to say of itself.

`tests/life/sites/<source>.py` ends with `SITE`, which puts such reviews into the format that its
source reads; one script of a review's life then runs over all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

from listener.model import Payload, Request

Shows = Literal[
    "star_only",  # reviews without words are listed
    "created",  # the time of writing stays, whatever is edited later
    "edited_at",  # an edit has a time of its own
    "answer",  # the owner's answer is told
    "answer_time",  # and when it was given
    "unchanged_id",  # an edited review keeps its id
    "end",  # the list can be read to its end, so that a deletion shows
]


class Review(Struct, frozen=True, kw_only=True):
    """One review as it stands on the site at a moment. `id` is small and whole."""

    id: int
    stars: int
    title: str = ""
    text: str = ""
    author: str = "Ana de Prueba"
    created: datetime
    edited: datetime | None = None
    answer: str = ""
    answered: datetime | None = None

    @property
    def touched(self) -> datetime:
        """When it was last written or edited."""
        return self.edited or self.created


class Site(Protocol):
    """One site, as its source knows it. It keeps no state: reviews and time come in."""

    source: str
    listing: str
    shows: frozenset[Shows]
    options: dict[str, str]

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """What the site answers to that request while these reviews stand on it."""
        ...

    def id_of(self, review: Review) -> str:
        """The id that the source gives that review."""
        ...
