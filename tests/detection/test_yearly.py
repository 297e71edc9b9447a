"""Weeks against the season of the year."""

from __future__ import annotations

from math import cos, pi

import numpy as np
import pytest

from listener.detection.yearly import FEWEST, YEAR, Week, week_of_the_year, weeks_of_the_year

ALPHA = 0.01


def season(weeks: int, level: float = 20, rise: float = 0, growth: float = 1) -> list[int]:
    """Counts as drawn by chance about a level, a wave that peaks this week, and a trend."""
    ago = np.arange(weeks) - (weeks - 1)
    means = level * growth ** (ago / YEAR) * np.exp(rise * np.cos(2 * pi * ago / YEAR))
    return np.random.default_rng(5).poisson(means).tolist()


def judged(counts: list[int], known: list[bool] | None = None) -> Week:
    week = week_of_the_year(counts, alpha=ALPHA, known=known)
    assert week is not None
    return week


def test_what_comes_every_year_is_no_news() -> None:
    """Thirty-three this week are many for the year, and usual for the season."""
    counts = [*season(260, rise=0.5), 33]
    week = judged(counts)
    assert week.expected == pytest.approx(33, rel=0.15)
    assert week.probability > 0.2
    assert week.observed <= week.high


def test_the_same_in_the_quiet_season_is_news() -> None:
    """Half a year later the same count is alarming."""
    counts = [*season(260, rise=-0.5), 33]
    week = judged(counts)
    assert week.expected == pytest.approx(20 * np.exp(-0.5), rel=0.15)
    assert week.probability < 1e-4
    assert week.observed > week.high


@pytest.mark.parametrize("level", [0.2, 3, 20, 400])
def test_high_is_the_most_that_is_no_news(level: float) -> None:
    """One more than `high` is rarer than alpha; `high` itself is not."""
    past = season(200, level)
    high = judged([*past, 0]).high
    assert judged([*past, high]).probability >= ALPHA > judged([*past, high + 1]).probability


@pytest.mark.parametrize("level", [0.2, 3, 20, 400])
def test_low_is_the_least_that_is_no_news(level: float) -> None:
    """Of few nobody can say that none are news; of many as far below as chance may lead."""
    week = judged([*season(200, level), round(level)])
    assert week.low <= week.expected <= week.high + 1
    assert (week.low == 0) == (level < 4)
    assert week.low == pytest.approx(max(0, level - 2.4 * level**0.5), abs=1 + level / 50)
    assert judged([*season(200, level)[:-1], 4 * round(level + 1), round(level)]).low == week.low


def test_two_weeks_in_a_row_weigh_more_than_one() -> None:
    """The week before speaks with this one by half; what is usual now is no news after any."""
    past = season(200)
    calm, after = judged([*past, 20, 29]), judged([*past, 29, 29])
    assert after.probability < calm.probability / 2
    assert after.high < calm.high
    assert judged([*past, 90, 15]).probability == 1


def test_last_years_crisis_does_not_pass_for_the_season() -> None:
    """What stood out at this time of last year leaves the same count alarming."""
    past = season(260)
    past[-53:-50] = [200, 260, 150]
    assert judged([*past, 45]).expected == pytest.approx(20, rel=0.2)
    assert judged([*past, 45]).probability < ALPHA


def test_a_trend_is_followed_where_there_is_one_and_told() -> None:
    """A brand that doubles every year is not alarming for having doubled."""
    growing = judged([*season(200, growth=2), 20])
    assert growing.growth == pytest.approx(2, rel=0.15)
    assert growing.expected == pytest.approx(20, rel=0.15)
    assert judged([*season(200), 20]).growth == 1


def test_before_two_years_there_is_no_season() -> None:
    """Nor where nobody listened for so long that two years are not known, or this week."""
    counts = season(FEWEST)
    assert week_of_the_year(counts[1:], alpha=ALPHA) is None
    assert week_of_the_year(counts, alpha=ALPHA) is not None
    assert week_of_the_year(counts, alpha=ALPHA, known=[False, *[True] * 103]) is None
    assert week_of_the_year([*counts, 3], alpha=ALPHA, known=[*[True] * 104, False]) is None


def test_weeks_that_nobody_listened_to_do_not_teach() -> None:
    """Three empty months do not lower what is usual; an unheard week has no echo."""
    counts = season(200)
    counts[100:113] = [0] * 13
    known = [not 100 <= week < 113 for week in range(200)]
    assert judged(counts, known).expected == pytest.approx(20, rel=0.12)
    unheard = [*[True] * 198, False, True]
    counts[-2:] = [0, 29]
    assert judged(counts, unheard).probability < judged(counts).probability


def test_restless_series_are_given_room() -> None:
    """Where weeks stray by five times what chance would do, as many are no news."""
    rng = np.random.default_rng(4)
    restless = judged([*rng.negative_binomial(5, 0.2, 200).tolist(), 35])
    assert restless.unrest == pytest.approx(5, rel=0.3)
    assert restless.probability > ALPHA > judged([*season(200), 35]).probability


def test_a_series_without_a_count_expects_next_to_none() -> None:
    """Nothing breaks where there is nothing, and nothing is no news."""
    week = judged([0] * 200)
    assert (week.probability, week.high) == (1, 0)
    assert week.expected < 0.01


def test_many_at_once_say_what_each_says_alone() -> None:
    """A benchmark of thousands measures what the product does."""
    rows = [season(150, level) for level in (1, 10, 100)]
    together = weeks_of_the_year(np.array(rows, float), alpha=ALPHA)
    for week, row in zip(together, rows, strict=True):
        alone = judged(row)
        assert week.probability == pytest.approx(alone.probability)
        assert week.high == alone.high


def test_false_alarms_are_as_many_as_said() -> None:
    """Of two thousand weeks of chance with a season, one in a hundred is alarming, or too calm."""
    ago = np.arange(180)
    means = 8 * np.exp(0.5 * np.array([cos(2 * pi * week / YEAR) for week in ago]))
    counts = np.random.default_rng(9).poisson(means, (2_000, 180)).astype(float)
    weeks = weeks_of_the_year(counts, alpha=ALPHA)
    assert 0.004 < np.mean([week.observed > week.high for week in weeks]) < 0.015
    assert 0.002 < np.mean([week.observed < week.low for week in weeks]) < 0.015
