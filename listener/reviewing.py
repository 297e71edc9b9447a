"""What became of reviews: how many were answered, how soon, and whether the stars changed. Pure.

Response rate and time to first answer, as this file defines them:

* The clock of a review starts when it was written, where its source tells that; where a source
  tells the last edit only (`About.times`), when it was first seen. Then that is all we know.
* The response rate is the share that is answered of the reviews older than a grace period, where
  the source tells answers at all (`About.answers`): of the others nobody can say.
* The time to first answer is that of the first answer less that start. An answer that is older
  than the start was given before the review was edited (or before it was seen): it counts as an
  answer and stays out of the times. Median and ninth decile are interpolated between neighbours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec import Struct

from listener.model import Label, Precision, Sentiment

SURE = 0.8
"""How probable the opposite of the stars must be before the words are held against them."""
CONFIDENT = 0.5
"""How sure of itself a sentiment must be for that, where it tells no probabilities."""


def contradicts(stars: Label, words: Sentiment) -> bool:
    """Whether the words of a review belie its stars: the opposite, said with confidence."""
    if stars not in ("negative", "positive"):
        return False
    if words.negative is None or words.positive is None:
        opposite = "positive" if stars == "negative" else "negative"
        return words.label == opposite and words.confidence >= CONFIDENT
    return (words.positive if stars == "negative" else words.negative) >= SURE


class ReviewLife(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of one review for its figures; `answered_at` is None without a time."""

    source: str
    listing: str = ""
    published_at: datetime | None = None
    precision: Precision = "second"
    first_seen_at: datetime
    stars: float | None = None
    answered: bool = False
    answered_at: datetime | None = None
    gone: bool = False
    contradicted: bool = False

    def written_at(self, edited_only: Collection[str]) -> datetime:
        """When its clock starts; `edited_only` are the sources that tell the last edit only."""
        told = self.precision in ("second", "minute", "day") and self.source not in edited_only
        return self.published_at if told and self.published_at else self.first_seen_at


class StarStep(NamedTuple):
    """Stars that an author has changed on a listing: from so many to so many."""

    listing: str
    before: float
    after: float


class StarChange(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Stars that an author has changed; `answered_at` is the last answer before that.

    `at` is when it was edited, as the source says, or else when we saw it.
    """

    key: int
    source: str
    listing: str = ""
    before: float
    after: float
    at: datetime
    answered_at: datetime | None = None
    url: str = ""
    title: str = ""
    text: str = ""

    @property
    def after_answer(self) -> timedelta | None:
        """How long after the answer, or None when there was none yet."""
        return None if self.answered_at is None else self.at - self.answered_at


class Figures(Struct, frozen=True, kw_only=True):
    """Reviews of a period in numbers.

    `due` are older than the grace period, and `answered` are those of them with an answer.
    `untold` are of sources that do not tell answers. `already` were answered before their clock
    started, `untimed` at a time that nobody told; `median` and `ninth` (nine of ten are answered
    by then) are of the rest. Of `contradicted` the words belie the stars.
    """

    reviews: int = 0
    stars: float | None = None
    due: int = 0
    answered: int = 0
    untold: int = 0
    already: int = 0
    untimed: int = 0
    median: timedelta | None = None
    ninth: timedelta | None = None
    raised: int = 0
    lowered: int = 0
    gone: int = 0
    contradicted: int = 0

    @property
    def rate(self) -> float | None:
        """Answered of due, 0 to 1, or None of nothing."""
        return self.answered / self.due if self.due else None


def figures(
    lives: Sequence[ReviewLife],
    changes: Iterable[StarChange | StarStep] = (),
    *,
    now: datetime,
    grace: timedelta = timedelta(0),
    edited_only: Collection[str] = (),
    untold: Collection[str] = (),
) -> Figures:
    """The figures of these reviews; answered, and how soon, as this file's head defines it."""
    told = [life for life in lives if life.source not in untold]
    due = [life for life in told if life.written_at(edited_only) <= now - grace]
    answered = [life for life in due if life.answered]
    waits = [
        (life.answered_at - life.written_at(edited_only)).total_seconds()
        for life in answered
        if life.answered_at
    ]
    counted = sorted(wait for wait in waits if wait >= 0)
    given = [life.stars for life in lives if life.stars is not None]
    steps = [change.after - change.before for change in changes]
    return Figures(
        reviews=len(lives),
        stars=sum(given) / len(given) if given else None,
        due=len(due),
        answered=len(answered),
        untold=len(lives) - len(told),
        already=len(waits) - len(counted),
        untimed=len(answered) - len(waits),
        median=_quantile(counted, 0.5),
        ninth=_quantile(counted, 0.9),
        raised=sum(step > 0 for step in steps),
        lowered=sum(step < 0 for step in steps),
        gone=sum(life.gone for life in lives),
        contradicted=sum(life.contradicted for life in lives),
    )


def _quantile(ordered: Sequence[float], part: float) -> timedelta | None:
    """The value below which that part lies, in proportion between its two neighbours."""
    if not ordered:
        return None
    place = (len(ordered) - 1) * part
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    seconds = ordered[low] + (ordered[high] - ordered[low]) * (place - low)
    return timedelta(seconds=seconds)
