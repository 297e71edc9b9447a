"""The benchmark of spikes: what its figures mean, and what it measures on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from benchmarks.spikes import farrington, outbreaks
from benchmarks.spikes.histories import histories, worst_days
from benchmarks.spikes.nab import Tweets, incidents, quarters
from benchmarks.spikes.nab_rule import PROFILES, Windows, best, tally
from benchmarks.spikes.simulation import (
    BINS_A_DAY,
    INCIDENTS,
    REGIMES,
    VOLUMES,
    Regime,
    simulate,
    starts,
)

STANDARD = PROFILES["standard"]
SERIES = Windows(10_000, [(2_000, 2_099), (5_000, 5_099)])
DAY_ONE = datetime(2015, 3, 2, 0, 2, 53, tzinfo=UTC)


def score(*rows: int, profile: str = "standard") -> float:
    return tally([(SERIES, rows)], PROFILES[profile]).score


@pytest.mark.parametrize("profile", PROFILES)
def test_silence_is_nought_and_both_left_edges_are_a_hundred(profile: str) -> None:
    """The scale of the rule has its two ends under every profile."""
    assert score(profile=profile) == 0
    assert score(2_000, 5_000, profile=profile) == pytest.approx(100)


def test_of_a_window_the_earliest_detection_counts() -> None:
    """Speaking again within a window neither adds nor takes away."""
    assert score(2_010) > score(2_090) > 0
    assert score(2_010, 2_020, 2_090) == score(2_010)


def test_a_false_alarm_costs_more_the_farther_it_is_after_a_window() -> None:
    """Just after the window it is nearly free; before any window it costs its whole weight."""
    assert score() - score(2_100) < 0.1 < score() - score(2_150) < score() - score(4_000)
    assert score(1_000) == pytest.approx(-100 * 0.11 / 4)
    assert score(1_000, profile="low FP") == pytest.approx(-100 * 0.22 / 4)


def test_a_miss_costs_twice_where_misses_are_feared() -> None:
    """One window of two is half of it under any weight."""
    assert score(2_000, profile="low FN") == pytest.approx(50)
    assert score(2_099, profile="low FN") > score(2_099)


def test_the_first_rows_are_not_scored() -> None:
    """Seven hundred and fifty rows are given to learn, in a short series 15 %."""
    assert score(749) == 0 > score(750)
    short = Windows(1_000, [(100, 140), (500, 540)])
    assert tally([(short, [100])], STANDARD) == (0, 0, 0)
    assert tally([(short, [149])], STANDARD) == (0, 0, 0)
    assert tally([(short, [500])], STANDARD).score == pytest.approx(100)


def test_the_threshold_is_the_one_that_suits_best() -> None:
    """What stands out in both windows is kept apart from what does so outside."""
    scores = np.zeros(SERIES.rows)
    scores[[2_000, 5_000, 7_000, 8_000]] = 9.0, 7.0, 5.0, 3.0
    threshold, found = best([SERIES], [scores], STANDARD)
    assert (threshold, found.hits, found.false_alarms) == (7.0, 2, 0)
    assert found.score == pytest.approx(100)


def test_exceedances_of_six_hours_are_one_incident() -> None:
    """Each incident is told once, when it begins."""
    scores = np.zeros(1_000)
    scores[[100, 101, 160, 400]] = 5
    assert incidents(scores, 4) == [100, 400]


def test_quarters_hold_three_rows_and_are_known_at_the_last() -> None:
    """Rows that are missing leave a partial bin, or one that was down."""
    times = [DAY_ONE + timedelta(minutes=5 * n) for n in (0, 1, 2, 3, 9, 10, 11)]
    found = quarters(Tweets("X", times, np.arange(1, 8), Windows(7, []), []))
    assert found.counts.tolist() == [6, 4, 0, 18]
    assert found.rows.tolist() == [3, 1, 0, 3]
    assert found.last_row.tolist() == [2, 3, 3, 6]


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("volume", VOLUMES)
def test_made_up_talk_has_its_volume_and_its_share(volume: str, regime: Regime) -> None:
    """Wander leaves the means alone; bursts add a few in a hundred."""
    told = simulate(np.random.default_rng(7), volume, regime, 28, 60)
    added = 0.1 if regime == "bursty" else 0
    assert -0.15 < told.n.mean() / VOLUMES[volume] - 1 < 0.15 + added
    assert 0.16 < told.k.sum() / told.n.sum() < 0.24
    assert (told.k <= told.n).all()


def test_an_incident_begins_in_its_bin_and_lasts() -> None:
    """Before, talk is as usual; from then on there is three times as much, half of it negative."""
    at = starts(np.random.default_rng(1), "1k/day", 40)
    change = INCIDENTS["both x3, .5"]
    told = simulate(np.random.default_rng(2), "1k/day", "ideal", 42, 40, change, at)
    on = np.arange(42 * BINS_A_DAY)[:, None] >= at
    assert told.n[on].mean() / told.n[~on].mean() == pytest.approx(3, rel=0.05)
    assert told.k[on].sum() / told.n[on].sum() == pytest.approx(0.5, abs=0.01)
    assert told.k[~on].sum() / told.n[~on].sum() == pytest.approx(0.2, abs=0.01)


def test_the_same_seed_tells_the_same() -> None:
    """A figure can be measured again."""
    first, again = (simulate(np.random.default_rng(3), "1k/day", "bursty", 7, 5) for _ in "ab")
    assert (first.n == again.n).all()
    assert (first.k == again.k).all()


def test_outbreaks_lie_in_the_weeks_that_are_judged() -> None:
    """Nearly each of the 42 scenarios' series has one, with cases above what is usual."""
    told = outbreaks.simulate(np.random.default_rng(1), 3)
    assert told.counts.shape == (126, 624)
    assert 0.9 < told.outbreak.any(axis=1).mean() <= 1
    assert told.outbreak.sum(axis=1).max() < 12
    assert not (told.quiet & told.outbreak).any()


def test_farrington_knows_the_season_and_what_is_out_of_it() -> None:
    """What comes every year is likely, the same half a year later is not."""
    ago = np.arange(300, -1, -1)
    waves = np.round(30 * np.exp(0.5 * np.cos(2 * np.pi * ago / 52)))
    calm = np.round(30 * np.exp(-0.5 * np.cos(2 * np.pi * ago / 52)))
    calm[-1] = waves[-1]
    found = farrington.probabilities(np.array([waves, calm]))
    assert found[0] > 0.2
    assert found[1] < 1e-4


def test_a_games_history_is_read_with_its_months_from_nought(tmp_path: Path) -> None:
    """Below the totals each line is a review; the worst day is the one with most negatives."""
    lines = [
        ",730,,,,",
        ",,Total,9,4",
        "Review ID,Language,Created,Up",
        "1,english,2025.04.31 21:26,✅",
    ]
    lines += [f"{n},english,2025.06.0{1 + n % 2} 03:{n:02},❌" for n in range(2, 7)]
    (tmp_path / "steam_1_Some_Game.csv").write_text("\n".join(lines), "utf-8")
    (game,) = histories(tmp_path)
    assert (game.game, game.start) == ("1_Some_Game", datetime(2025, 5, 31, tzinfo=UTC))
    assert (game.n.sum(), game.k.sum(), len(game.n) % BINS_A_DAY) == (6, 5, 0)
    assert game.n[21 * 4 + 1] == 1
    (worst,) = worst_days(game, 5)
    assert (worst.day, worst.n, worst.k) == (date(2025, 7, 1), 3, 3)
    assert game.k[worst.bin : worst.bin + BINS_A_DAY].sum() == 3
