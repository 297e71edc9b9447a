"""Whatever becomes of reviews, the store says the same of them as a simple model."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from listener.model import Mention, Rating, Reply
from listener.reviewed import counted
from tests.store.conftest import T0, Bench, Site, post

DAYS = timedelta(days=100)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "stars", "words", "answer", "unanswer", "hide", "show", "none"]),
        st.integers(0, 5),
        st.integers(1, 5),
        st.booleans(),
    ),
    min_size=12,
    max_size=40,
)


class Review(Struct):
    """A review as its site has it; `seen` is how our walks have met it."""

    mention: Mention
    shown: bool = True
    seen: Mention | None = None
    versions: int = 0
    steps: list[float] = []
    absences: int = 0


class World:
    """A site with reviews, newest first, three a page, and what should be known of them."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        bench.site = Site(size=3)
        bench.site.about = replace(Site.about, rereads=timedelta(0))
        self.reviews: list[Review] = []

        for _ in range(4):
            self.happen("write", 0, 1)

    def happen(self, step: str, which: int, number: int, walked: bool = False) -> None:
        """Something, and maybe a walk that meets it."""
        self.bench.later(minutes=20)
        if step == "write":
            n = len(self.reviews)
            said = post(n, self.bench.now, "bad", kind="review", rating=Rating(number))
            self.reviews.append(Review(mention=said))
        elif step != "none":
            self.become(self.reviews[which % len(self.reviews)], step, number)
        if walked:
            self.walk()

    def become(self, review: Review, step: str, number: int) -> None:
        said = review.mention
        if step == "stars":
            said = replace(said, rating=Rating(number))
        elif step == "words":
            said = replace(said, text=f"good {number}")
        elif step == "answer":
            at = self.bench.now
            said = replace(said, replies=(Reply(text=f"Sorry {number}", at=at, id="owner"),))
        elif step == "unanswer":
            said = replace(said, replies=())
        else:
            review.shown = step == "show"
        review.mention = said

    def walk(self) -> None:
        """Walk it, and note what a walk down to the end must find."""
        there = [review for review in reversed(self.reviews) if review.shown]
        self.bench.site.items = [review.mention for review in there]
        self.bench.walk()
        first = there[-1].mention.id if there else ""
        between = False
        for review in self.reviews:
            between = between or review.mention.id == first
            if review.shown:
                self.meet(review)
            elif review.seen and between and self.is_above(review, there):
                review.absences = min(2, review.absences + 1)

    def is_above(self, review: Review, there: list[Review]) -> bool:
        """Whether something newer is shown: what is newer than all of it may be late."""
        newest = there[0].mention.published_at
        return review.mention.published_at < newest  # type: ignore[operator]

    def meet(self, review: Review) -> None:
        now, before = review.mention, review.seen
        if before is not None and (before.text, before.rating) != (now.text, now.rating):
            review.versions += 1
            step = now.rating.stars - before.rating.stars  # type: ignore[union-attr]
            review.steps = [*review.steps, step] if step else review.steps
        review.seen, review.absences = now, 0


@contextmanager
def world() -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "test.db")
        yield World(bench)
        bench.store.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_the_life_of_a_review_is_told_as_it_was(steps: list[tuple[str, int, int, bool]]) -> None:
    """Stars, words, versions, answers, ends and figures, after any history."""
    with world() as here:
        for step in [*steps, ("none", 0, 1, True)]:
            here.happen(*step)
        bench = here.bench
        known = [review for review in here.reviews if review.seen]
        stored = {each.mention.id: each for each in bench.store.mentions()}
        assert stored.keys() == {review.mention.id for review in known}
        for review in known:
            held, said = stored[review.mention.id], review.seen
            assert said is not None
            assert (held.mention.text, held.mention.rating) == (said.text, said.rating)
            assert held.versions == review.versions
            assert (held.gone_at is not None) == (review.absences == 2)
        changes = bench.store.star_changes("acme", T0 - DAYS, T0 + DAYS)
        lives = bench.store.reviews("acme", T0 - DAYS, T0 + DAYS)
        told = counted(lives, changes, now=bench.now)
        told_steps = [step for review in known for step in review.steps]
        answered = sum(bool(review.seen and review.seen.replies) for review in known)
        assert (told.reviews, told.answered) == (len(known), answered)
        assert told.raised == sum(step > 0 for step in told_steps)
        assert told.lowered == sum(step < 0 for step in told_steps)
        assert told.gone == sum(review.absences == 2 for review in known)
        assert bench.rollups_equal_rows()
