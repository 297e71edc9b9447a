"""The figures of reviews are what they are said to be."""

from __future__ import annotations

import csv
import os
import statistics
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.reviewing import Figures, ReviewLife, StarChange, figures

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
FILES = sorted((SHARED / "google_play_bulk_csv").glob("reviews_*.csv"))
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def life(hours: float = 100, *, answer: float | None = None, **more: Any) -> ReviewLife:
    """A review of some hours ago, seen at once, and answered so many hours later."""
    at = NOW - hours * HOUR
    given = {"answered": True, "answered_at": at + answer * HOUR} if answer is not None else {}
    return ReviewLife(**{"source": "steam", "published_at": at, "first_seen_at": at} | given | more)


def change(before: float, after: float) -> StarChange:
    return StarChange(key=1, source="steam", before=before, after=after, at=NOW)


def test_nothing_has_no_figures():
    """Without reviews there is no rate, no mean, no time; and no division by nought."""
    none = figures([], now=NOW)
    assert none == Figures()
    assert none.rate is None


def test_the_response_rate_is_of_the_reviews_older_than_the_grace_period():
    """What came in an hour ago does not count against the team yet."""
    lives = [life(50, answer=1), life(50), life(1), life(1, answer=0.5)]
    assert figures(lives, now=NOW).rate == 2 / 4
    told = figures(lives, now=NOW, grace=2 * HOUR)
    assert (told.reviews, told.due, told.answered, told.rate) == (4, 2, 1, 1 / 2)


def test_a_review_that_is_just_as_old_as_the_grace_period_is_due():
    """The edge belongs to the older side."""
    assert figures([life(2)], now=NOW, grace=2 * HOUR).due == 1


def test_a_source_that_does_not_tell_answers_has_no_rate():
    """Not knowing whether a review was answered is no reason to say that it was not."""
    lives = [life(50, answer=1), life(50), life(50, source="appstore")]
    told = figures(lives, now=NOW, untold={"appstore"})
    assert (told.reviews, told.due, told.rate, told.untold) == (3, 2, 1 / 2, 1)
    assert figures(lives[2:], now=NOW, untold={"appstore"}).rate is None


def test_half_are_answered_by_the_median_and_nine_in_ten_by_the_ninth_decile():
    """Both lie between neighbours where no review stands on the spot."""
    told = figures([life(answer=hours) for hours in range(1, 11)], now=NOW)
    assert told.median == 5.5 * HOUR
    assert told.ninth == 9.1 * HOUR


def test_an_answer_older_than_the_review_counts_and_has_no_time():
    """It was given before the last edit."""
    told = figures([life(answer=-3), life(answer=4)], now=NOW)
    assert (told.answered, told.already) == (2, 1)
    assert told.median == told.ninth == 4 * HOUR


def test_an_answer_in_the_very_second_has_a_time():
    """Robots answer at once."""
    told = figures([life(answer=0)], now=NOW)
    assert (told.already, told.median) == (0, timedelta(0))


def test_an_answer_without_a_time_counts_and_has_no_time():
    """Some sources show the answer and not when."""
    told = figures([life(answered=True), life(answer=4)], now=NOW)
    assert (told.answered, told.untimed, told.median) == (2, 1, 4 * HOUR)


def test_the_clock_starts_when_the_review_was_written():
    """Even if we saw it a day later."""
    late = life(50, answer=3, first_seen_at=NOW - 26 * HOUR)
    assert figures([late], now=NOW).median == 3 * HOUR


@pytest.mark.parametrize("precision", ["month", "none", "implausible"])
def test_without_a_time_to_trust_the_clock_starts_when_we_saw_it(precision):
    """A month is no time to measure hours from."""
    seen = life(50, answer=30, first_seen_at=NOW - 26 * HOUR, precision=precision)
    assert figures([seen], now=NOW).median == 6 * HOUR


def test_where_the_time_is_that_of_the_last_edit_the_clock_starts_when_we_saw_it():
    """The time of the source moves with each edit."""
    seen = life(50, answer=30, first_seen_at=NOW - 26 * HOUR)
    told = figures([seen], now=NOW, edited_only={"steam"})
    assert told.median == 6 * HOUR
    assert figures([seen], now=NOW, edited_only={"appstore"}).median == 30 * HOUR


def test_stars_are_averaged_over_what_has_stars():
    """A review without stars is a review all the same."""
    told = figures([life(stars=1.0), life(stars=4.0), life()], now=NOW)
    assert (told.reviews, told.stars) == (3, 2.5)


def test_changes_go_up_or_down():
    """Each change counts for itself."""
    told = figures([], [change(1, 4), change(1, 2), change(5, 1)], now=NOW)
    assert (told.raised, told.lowered) == (2, 1)


def test_a_change_tells_how_long_after_the_answer_it_came():
    """And nothing where there was no answer yet."""
    assert change(1, 4).after_answer is None
    answered = StarChange(
        key=1, source="x", before=1, after=4, at=NOW, answered_at=NOW - timedelta(days=3)
    )
    assert answered.after_answer == timedelta(days=3)


@given(st.lists(st.integers(0, 10_000_000), min_size=2))
def test_median_and_ninth_are_those_of_the_statistics_library(waits):
    """For any times whatever."""
    told = figures([life(answer=seconds / 3600) for seconds in waits], now=NOW)
    exact = [timedelta(hours=seconds / 3600).total_seconds() for seconds in waits]
    ninth = statistics.quantiles(exact, n=10, method="inclusive")[8]
    assert told.median is not None
    assert told.ninth is not None
    assert told.median.total_seconds() == pytest.approx(statistics.median(exact), abs=1e-5)
    assert told.ninth.total_seconds() == pytest.approx(ninth, abs=1e-5)


# The reviews of a real app, as its owner exported them

REPLIED, UPDATED = "Developer Reply Millis Since Epoch", "Review Last Update Millis Since Epoch"
SUBMITTED = "Review Submit Millis Since Epoch"


def exported() -> list[dict[str, str]]:
    """The rows of all months; Google writes them in UTF-16."""
    rows: list[dict[str, str]] = []
    for path in FILES:
        with path.open(encoding="utf-16", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def _at(millis: str) -> datetime | None:
    return datetime.fromtimestamp(int(millis) / 1000, UTC) if millis else None


@pytest.mark.skipif(not FILES, reason=f"no exported reviews in {SHARED}")
@pytest.mark.parametrize("base", [SUBMITTED, UPDATED])
def test_the_figures_of_a_real_app_equal_an_independent_count(base):
    """Rate, median, ninth decile and excluded answers, by the first time and by the last edit."""
    rows = exported()
    lives = [
        ReviewLife(
            source="googleplay",
            published_at=_at(row[SUBMITTED]),
            first_seen_at=_at(row[UPDATED]),
            stars=float(row["Star Rating"]),
            answered=bool(row[REPLIED]),
            answered_at=_at(row[REPLIED]),
        )
        for row in rows
    ]
    edited_only = {"googleplay"} if base == UPDATED else set()
    told = figures(lives, now=datetime(2017, 1, 1, tzinfo=UTC), edited_only=edited_only)

    waits = [int(row[REPLIED]) - int(row[base]) for row in rows if row[REPLIED]]
    counted = [wait / 1000 for wait in waits if wait >= 0]
    assert told.reviews == told.due == len(rows)
    assert told.answered == len(waits)
    assert told.rate == len(waits) / len(rows)
    assert told.already == sum(wait < 0 for wait in waits)
    assert told.untimed == 0
    assert told.median.total_seconds() == pytest.approx(statistics.median(counted), abs=0.002)
    ninth = statistics.quantiles(counted, n=10, method="inclusive")[8]
    assert told.ninth.total_seconds() == pytest.approx(ninth, abs=0.002)
    assert told.stars == pytest.approx(statistics.fmean(int(row["Star Rating"]) for row in rows))
    if len(FILES) == 3:  # 2016-08 to 2016-10
        excluded = 0 if base == SUBMITTED else 36
        assert (told.reviews, told.answered, told.already) == (1253, 411, excluded)
    if len(FILES) == 6:  # all months that were published
        excluded = 0 if base == SUBMITTED else 55
        assert (told.reviews, told.answered, told.already) == (2278, 801, excluded)
