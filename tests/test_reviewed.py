"""The figures of reviews know what their sources tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from listener.reviewed import counted
from listener.reviewing import ReviewLife

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WRITTEN = NOW - timedelta(days=9)
SEEN = NOW - timedelta(days=3)


def life(source: str, **more) -> ReviewLife:
    """A review that was written long before it was first seen."""
    given = {"published_at": WRITTEN, "first_seen_at": SEEN, **more}
    return ReviewLife(source=source, **given)


def answered(source: str) -> ReviewLife:
    return life(source, answered=True, answered_at=SEEN + timedelta(days=1))


def test_the_clock_starts_when_a_review_was_written_where_its_source_tells():
    """Steam tells when; the App Store its last edit only; of others nothing is known."""
    assert counted([answered("steam")], (), now=NOW).median == timedelta(days=7)
    assert counted([answered("appstore")], (), now=NOW).median == timedelta(days=1)
    assert counted([answered("long-gone")], (), now=NOW).median == timedelta(days=7)


def test_a_place_that_does_not_tell_answers_is_left_out():
    """The App Store's feed has no answers: its reviews are not unanswered, nobody knows."""
    told = counted([life("appstore"), answered("steam")], (), now=NOW)
    assert (told.untold, told.due, told.rate) == (1, 1, 1.0)


def test_a_place_that_has_shown_an_answer_tells_answers():
    """Its reviews without one are unanswered, whatever was expected of it."""
    told = counted([life("reviewpages"), answered("reviewpages")], (), now=NOW)
    assert (told.untold, told.rate) == (0, 0.5)
