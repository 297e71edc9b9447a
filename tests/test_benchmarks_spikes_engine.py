"""The benchmarks of the engine: what counts as an alarm, and as which kind."""

from __future__ import annotations

from datetime import UTC, datetime
from math import log

import numpy as np
import pytest

from benchmarks.spikes import budget, cost, nab_listener, outage, reviews
from benchmarks.spikes.histories import History
from benchmarks.spikes.nab import Quarters
from benchmarks.spikes.running import EXIT, openings, rates
from benchmarks.spikes.simulation import INCIDENTS, simulate

QUIET, LOUD = 5.0, -1.0


def opened(*stretches: tuple[float, int]) -> list[int]:
    """The bins in which incidents open, of stretches of a level and so many bins."""
    levels = np.concatenate([np.full(bins, level) for level, bins in stretches])
    return [int(bin_) for bin_ in np.flatnonzero(openings(levels[:, None])[:, 0])]


def test_an_incident_opens_once_however_long_it_lasts() -> None:
    """Neither its length nor a breath of five hours makes two of it."""
    assert opened((QUIET, 10), (LOUD, 300), (QUIET, 20), (LOUD, 50)) == [10]


def test_within_a_day_of_its_end_it_is_the_same_and_later_another() -> None:
    """It ends six hours after its last loud bin; a day counts from there."""
    assert opened((LOUD, 1), (QUIET, 24 + 90), (LOUD, 1)) == [0]
    assert opened((LOUD, 1), (QUIET, 24 + 96), (LOUD, 1)) == [0, 121]


def test_a_level_just_above_the_budget_holds_an_incident_and_opens_none() -> None:
    """What is not rare enough to alarm may still be too rare to be over."""
    assert opened((EXIT / 2, 100)) == []
    assert opened((LOUD, 1), (EXIT / 2, 200), (LOUD, 1)) == [0]


def test_a_change_of_share_is_seen_by_shares_and_a_quiet_series_alarms_by_neither() -> None:
    """From the bin on in which it begins, and where it alarms, it does so at a lower budget too."""
    rng = np.random.default_rng(1)
    at = np.array([10 * 96, 12 * 96])
    told = simulate(rng, "1k/day", "ideal", 12, 2, INCIDENTS["share .2->.5"], at)
    found = rates(told.n, told.k)
    alarms = found.alarms(1.0)
    assert alarms[10 * 96 :, 0].any()
    assert not alarms[: 10 * 96, 0].any()
    assert not alarms[:, 1].any()
    assert (found.alarms(3.0) >= alarms).all()


def test_alarms_are_counted_between_two_days_over_what_was_asked_for() -> None:
    """Two in thirty days, of one series of two, are one a month: twice what was asked."""
    relative = np.full((40 * 96, 2), QUIET)
    relative[[5 * 96, 15 * 96, 30 * 96], 0] = LOUD
    assert budget.ratios(relative, 2, 0.5, 10, 40) == pytest.approx([2.0])


def test_a_bin_is_detected_where_it_ends() -> None:
    """The row of the third five minutes, not that of the first."""
    start = datetime(2015, 3, 2, tzinfo=UTC)
    rows = np.full(4, 3)
    series = Quarters(start, np.zeros(4, int), rows, np.cumsum(rows) - 1)
    rate = np.array([QUIET, log(2), log(2), QUIET])
    assert nab_listener.detections(series, rate, 2) == [5]
    assert nab_listener.detections(series, rate, 1) == []


def test_ordinary_tweets_are_left_in_peace_and_a_flood_is_not() -> None:
    """Eight days of forty a quarter, then a thousand."""
    counts = np.random.default_rng(1).poisson(40, 8 * 96)
    counts[-8:] = 1_000
    rows = np.full(len(counts), 3)
    series = Quarters(datetime(2015, 3, 2, tzinfo=UTC), counts, rows, np.cumsum(rows) - 1)
    (rate,) = nab_listener.rates([series])
    assert rate[-8:].min() < log(1)
    assert nab_listener.detections(series, rate, 1)[0] > 3 * (len(counts) - 9)


@pytest.mark.long
def test_a_bad_day_is_found_and_the_days_before_it_are_not() -> None:
    """Two reviews a day for sixty days, one of them bad in four; then thirty bad ones in a day."""
    rng = np.random.default_rng(2)
    n = rng.poisson(2 / 96, 70 * 96)
    k = rng.binomial(n, 0.25)
    n[60 * 96 : 61 * 96 : 3] = k[60 * 96 : 61 * 96 : 3] = 1
    game = History("a game", datetime(2015, 3, 2, tzinfo=UTC), n, k)
    (found,) = reviews.judged([game], 1.0)
    ((day, told),) = found.days
    assert (day.k, told) == (32, True)
    assert found.others <= 1


@pytest.mark.long
def test_an_outage_that_is_filled_tells_what_would_have_been_told() -> None:
    """Two series of six weeks: no more alarms than without it."""
    told = simulate(np.random.default_rng(3), "100/day", "chatty", 42, 2)
    begins = np.full(6, 200)
    with_, without = (outage.alarms(told, begins, down=down) for down in (24, 0))
    assert with_.told <= without.told + 2.2


def test_the_figure_comes_last(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run of a few series says what it was run on, and ends with what was measured."""
    monkeypatch.setattr(cost, "SHORT", 2)
    monkeypatch.setattr(cost, "LONG", 3)
    cost.main(["--series", "12"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("12 series, seed 1")
    assert "ms a series" in lines[-1]
