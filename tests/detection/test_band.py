"""What is usual in each hour: the same as the alarm takes for usual, told by the hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from msgspec.structs import replace

from listener.detection import (
    Known,
    Look,
    blind_times,
    known_before,
    look,
    seen_hours,
    usual_hours,
)
from listener.detection.layout import gathered
from listener.spikes import BIN, Bin, DetectorState

from .streams import DAY, START, after, bin_at, case, chatty, planted, series

HOUR = timedelta(hours=1)
PLACE = 10 * DAY + 68


@cache
def grown_up() -> DetectorState:
    """What ten days of talk with a daily tide have taught, as if they had been forty."""
    (found,) = look([case(series(chatty(3, 400, 11)[: PLACE - 8]))], after(PLACE - 8))
    states = gathered([found.states[-1].values])
    states["rest"]["age"][:] = 40 * DAY
    return replace(found.states[-1], values=states.column(0))


@cache
def learned(planting: int = 0) -> Look:
    """Two hours later, in which there may be more negatives."""
    bins = planted(chatty(3, 400, 11), PLACE - 8, 8, planting)
    asked = replace(case(series(bins[:PLACE])), states=(grown_up(),))
    return look([asked], after(PLACE))[0]


def known(planting: int = 0) -> Known:
    found = known_before(learned(planting).basis)
    assert found is not None
    return found


def test_in_the_window_of_an_evaluation_it_is_what_that_expects() -> None:
    """Items times the usual share: hour by hour it adds up to the same, within rounding."""
    seen = learned(6).evaluations[-1]
    hours = round((seen.until - seen.onset_at) / HOUR)
    assert (seen.method, hours) == ("share", 2)
    told = usual_hours(known(6), seen.onset_at, hours, UTC)
    by_clock = sum(each.expected for each in told)
    assert by_clock == pytest.approx(seen.items_expected * seen.usual_share, rel=0.1)
    (of,) = usual_hours(known(6), seen.onset_at, 1, UTC, "share", [seen.items])
    assert of.expected == pytest.approx(seen.expected, rel=0.01)
    assert (of.low, of.high) == pytest.approx((seen.low, seen.high), rel=0.01)


def test_a_night_is_quieter_than_an_afternoon() -> None:
    """The tide is low at four in the morning, high at four in the afternoon."""
    by_hour = {
        each.start.hour: each for each in usual_hours(known(), START + 10 * 24 * HOUR, 24, UTC)
    }
    assert by_hour[4].expected < by_hour[16].expected / 2
    assert by_hour[4].high < by_hour[16].high
    for each in by_hour.values():
        assert each.low <= each.expected <= each.high


def test_it_is_the_hour_of_the_brands_zone() -> None:
    """And an hour that begins at a quarter past has three quarters of the one, one of the other."""
    at = START + 10 * 24 * HOUR
    first, second = usual_hours(known(), at, 2, UTC)
    (between,) = usual_hours(known(), at + BIN, 1, UTC)
    expected = (3 * first.expected + second.expected) / 4
    assert between.expected == pytest.approx(expected)
    assert between.start == at + BIN


def test_what_stands_out_hardly_raises_what_was_usual() -> None:
    """Three times the negatives: only the first quarter, when nobody could know, has taught."""
    at = START + 10 * 24 * HOUR
    calm, spiked = usual_hours(known(), at, 24, UTC), usual_hours(known(10), at, 24, UTC)
    for one, other in zip(calm, spiked, strict=True):
        assert other.expected == pytest.approx(one.expected, rel=0.15)


def test_asking_teaches_nothing() -> None:
    """The same question has the same answer, also when factors are first read off, after a week."""
    values = known().values
    fresh = gathered([values])
    fresh["rest"]["age"][:] = 672
    turned = Known(values=fresh.column(0))
    asked = [usual_hours(turned, START, 48, UTC) for _ in range(2)]
    assert asked[0] == asked[1]
    assert known().values == values


def test_of_stars_it_is_the_share_of_low_ones() -> None:
    """Texts and stars have a share of their own; where nothing has stars, few are expected."""
    at = START + 10 * 24 * HOUR
    (of_stars,) = usual_hours(known(), at, 1, UTC, "stars", [40])
    (of_texts,) = usual_hours(known(), at, 1, UTC, "share", [40])
    assert of_stars.expected != of_texts.expected
    assert usual_hours(known(), at, 1, UTC, "stars")[0].expected < 0.2


def test_hours_are_counted_as_the_detector_counts() -> None:
    """Of texts, of stars or of all; what files have added counts in no alarm, and in no bar."""
    bins = [replace(bin_at(place, 10, 4), rated=3, low_rated=1, late=1) for place in range(8)]
    counted = {
        method: [
            (each.items, each.negatives) for each in seen_hours(series(bins), START, 2, method)
        ]
        for method in ("count", "share", "stars")
    }
    assert counted == {
        "count": [(36.0, 12)] * 2,
        "share": [(24.0, 8)] * 2,
        "stars": [(12.0, 4)] * 2,
    }


def test_what_could_not_be_seen_is_no_nought() -> None:
    """A quarter without a word on coverage is a blind one once listening has begun."""
    bins: list[Bin] = [bin_at(place, 2, 1) for place in range(16)]
    for place in range(4, 10):
        bins[place] = bin_at(place, 0, 0, "down")
    del bins[13]
    first, second, third, fourth = seen_hours(series(bins), START, 4, "count")
    assert [each.negatives for each in (first, second, third, fourth)] == [4, None, 2, 3]
    assert blind_times(series(bins), START, 5) == [
        (START + 4 * BIN, START + 10 * BIN),
        (START + 13 * BIN, START + 14 * BIN),
        (START + 16 * BIN, START + 20 * BIN),
    ]
    assert blind_times(series(bins[:4]), START, 1) == []


def test_before_listening_began_an_empty_quarter_is_an_empty_one() -> None:
    """What a backfill found nothing in was seen all the same."""
    since = datetime(2026, 3, 2, 2, tzinfo=UTC)
    bins = [bin_at(1, 2, 1, "backfilled"), *(bin_at(place, 2, 1) for place in range(8, 12))]
    hours = seen_hours(series(bins, since), START, 3, "count")
    assert [each.negatives for each in hours] == [1, 0, 4]
    assert blind_times(series(bins, since), START, 3) == [(since - BIN, since)]
