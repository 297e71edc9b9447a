"""Is it more than usual?"""

from datetime import UTC, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from listener.config import Detection
from listener.detection import Finding, evaluate
from listener.spikes import BIN, Bin, Coverage, Series
from tests.detection.streams import (
    DAY,
    START,
    after,
    bin_at,
    chatty,
    even,
    planted,
    poisson,
    series,
    told,
)

SETTINGS = Detection()
SPIKE_AT = 20 * DAY


def judged(bins: list[Bin], place: int, **known: object) -> Finding:
    """The finding after a place."""
    finding = evaluate(series(bins[:place], **known), after(place), UTC, SETTINGS)  # type: ignore[arg-type]
    assert finding is not None
    return finding


def spiking(days: int = 21) -> list[Bin]:
    """Eight negatives a day, and then two each quarter for three hours."""
    return planted(even(days, 8), (days - 1) * DAY, 12, 2)


def test_a_spike_is_found() -> None:
    """Twenty-four negatives in three hours where eight a day are usual are a spike."""
    finding = judged(spiking(), SPIKE_AT + 12)
    assert (finding.verdict, finding.alarming) == ("spike", True)
    assert finding.observed >= 24
    assert finding.expected < 2
    assert finding.low <= finding.expected <= finding.high
    assert finding.history_days == pytest.approx(20, abs=1)


def test_no_data_no_finding() -> None:
    """Without any data there is nothing to say."""
    assert evaluate(series([]), after(1), UTC, SETTINGS) is None
    later = series([bin_at(5, 1, 1)])
    assert evaluate(later, START, UTC, SETTINGS) is None


def test_a_usual_day_is_usual() -> None:
    """As many as always are no spike."""
    finding = judged(even(21, 8), SPIKE_AT)
    assert not finding.alarming
    assert finding.verdict in ("usual", "too_little")


def test_two_negatives_are_too_little() -> None:
    """However rare, fewer negatives than the minimum never alarm."""
    finding = judged(planted(even(21, 0), SPIKE_AT, 2, 1), SPIKE_AT + 4)
    assert finding.verdict == "too_little"


def test_more_praise_is_no_spike() -> None:
    """A hundred more items without a negative one say nothing."""
    bins = [
        replace(b, items=b.items + 100 * (place >= SPIKE_AT)) for place, b in enumerate(even(21, 8))
    ]
    assert not judged(bins, SPIKE_AT + 12).alarming


def test_a_cold_start_never_alarms() -> None:
    """Five days of history are not enough to know what is usual."""
    finding = judged(spiking(days=6), 5 * DAY + 12)
    assert finding.verdict == "warm_up"
    assert not any(reading.alarming for reading in finding.readings)


def test_a_collection_that_begins_is_no_spike() -> None:
    """One tweet a day for five days and then 988 is a collector that was switched on.

    As American Airlines in February 2015 in a well-known set of tweets.
    """
    bins = planted(even(6, 1), 5 * DAY, DAY, 10)
    assert not any(told(bins, range(DAY, 6 * DAY, 4)))


def test_a_cut_backfill_teaches_nothing() -> None:
    """A backfill that the source cut short does not say what is usual."""
    past = even(20, 1, "truncated")
    now = [bin_at(SPIKE_AT + place, 20, 10) for place in range(DAY)]
    finding = judged(past + now, SPIKE_AT + 12, since=START + timedelta(days=20))
    assert (finding.verdict, finding.history_days) == ("warm_up", 0)


def test_a_backfill_never_alarms() -> None:
    """What came by backfill may hold a spike of last night; nobody is woken for it."""
    bins = [replace(b, coverage="backfilled") for b in spiking()]
    began = START + BIN * (SPIKE_AT + 12)
    assert not judged(bins, SPIKE_AT + 12, since=began).alarming
    without_word = [replace(b, coverage=None) for b in spiking()]
    assert not judged(without_word, SPIKE_AT + 12, since=began).alarming


def test_backfilled_history_teaches() -> None:
    """A spike an hour after the first crawl counts: its backfill says what was usual."""
    began = START + BIN * (SPIKE_AT - 4)
    past = [replace(b, coverage="backfilled") for b in spiking()[: SPIKE_AT - 4]]
    assert judged(past + spiking()[SPIKE_AT - 4 :], SPIKE_AT + 12, since=began).alarming


@pytest.mark.parametrize("coverage", ["down", "truncated", "backfilled"])
def test_an_outage_never_alarms(coverage: Coverage) -> None:
    """What comes in a rush after an outage is not judged."""
    bins = [
        replace(b, coverage=coverage) if SPIKE_AT - DAY <= place < SPIKE_AT + 12 else b
        for place, b in enumerate(spiking())
    ]
    finding = judged(bins, SPIKE_AT + 12)
    assert (finding.verdict, finding.alarming) == ("too_little", False)


def test_quarters_nobody_looked_at_are_not_zeros() -> None:
    """A quarter without a word on coverage is missing when other quarters have one."""
    bins = even(21, 8)[: SPIKE_AT + 4]
    hole = [b for place, b in enumerate(bins) if not SPIKE_AT <= place < SPIKE_AT + 3]
    finding = evaluate(series(hole), after(SPIKE_AT + 4), UTC, SETTINGS)
    assert finding is not None
    assert [reading.complete for reading in finding.readings] == [False, False, True, True]


def test_old_data_say_nothing_about_now() -> None:
    """Data that end two days ago do not alarm today."""
    known = series(spiking()[: SPIKE_AT + 12])
    finding = evaluate(known, after(SPIKE_AT + 12) + timedelta(days=2), UTC, SETTINGS)
    assert finding is not None
    assert not finding.alarming


def test_four_bad_reviews_of_a_small_cafe() -> None:
    """Three reviews a week, and then four with one star in an afternoon."""
    quiet = [bin_at(day * DAY + 60, 1, int(day % 14 == 0)) for day in range(0, 60, 2)]
    angry = [bin_at(60 * DAY + 52 + 4 * review, 1, 1) for review in range(4)]
    covered = {b.start: b for b in (bin_at(place, 0, 0) for place in range(61 * DAY))}
    bins = list((covered | {b.start: b for b in quiet + angry}).values())
    news = told(bins, range(9 * DAY, 61 * DAY, DAY // 4))
    assert [change.event for _, change in news][:1] == ["opened"]
    assert news[0][0] >= 60 * DAY
    assert news[0][1].incident.observed == 4


def test_a_busy_hour_of_the_day_is_usual() -> None:
    """Ten negatives each noon are usual at noon, and a spike at midnight; by the brand's clock."""
    zone = ZoneInfo("Europe/Madrid")
    noons = [bin_at(place, 10, 5 * (place % DAY in (44, 45))) for place in range(30 * DAY)]
    at_noon = evaluate(series(noons[: 28 * DAY + 46]), after(28 * DAY + 46), zone, SETTINGS)
    nights = planted(noons, 28 * DAY + 4, 2, 5)
    at_night = evaluate(series(nights[: 28 * DAY + 6]), after(28 * DAY + 6), zone, SETTINGS)
    assert at_noon is not None
    assert at_night is not None
    assert (at_noon.alarming, at_night.alarming) == (False, True)


def test_what_happens_every_week_is_no_news() -> None:
    """The same burst four times a month is this brand's own way of talking."""
    bins = even(29, 8)
    for week in range(5):
        bins = planted(bins, week * 6 * DAY + 30, 4, 3)
    assert not judged(bins[: 24 * DAY + 34], 24 * DAY + 34).alarming
    once = planted(even(29, 8), 24 * DAY + 30, 4, 3)
    assert judged(once, 24 * DAY + 34).alarming


@pytest.mark.long
@pytest.mark.parametrize("items_a_day", [3 / 7, 10, 100, 1000])
def test_the_budget_is_kept(items_a_day: float) -> None:
    """On sixty days of chatty talk one alarm a month stays at most two a month."""
    bins = chatty(7, items_a_day, 60)
    news = told(bins, range(8 * DAY, 60 * DAY + 1, 12))
    opened = [change for _, change in news if change.event == "opened"]
    assert len(opened) <= 2 * 52 / 30


@pytest.mark.parametrize("items_a_day", [100, 1000])
def test_six_times_as_many_are_found_within_three_hours(items_a_day: float) -> None:
    """A sixfold pace of negatives that begins at ten in the morning is found by one."""
    random = Random(3)
    first = 28 * DAY + 40
    extra = 5 * 0.2 * items_a_day / DAY
    bins = chatty(3, items_a_day, 30)
    for place in range(first, first + 12):
        bins = planted(bins, place, 1, poisson(random, extra))
    news = told(bins, range(first, first + 13))
    assert [change.event for _, change in news][:1] == ["opened"]


def test_an_empty_series_before_its_first_bin() -> None:
    """Quarters after now are not looked at."""
    future = Series(brand="acme", source="feeds", bins=(bin_at(400, 5, 5),))
    assert evaluate(future, after(10), UTC, SETTINGS) is None
