"""What can be seen of so much talk, against what a simulation of many detectors has measured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.detection.power import count_days, delay, share_days, sight

HOURS = 24
FEW, SOME, MANY, LOTS = 3 / 7, 10.0, 100.0, 1000.0


@pytest.mark.parametrize(
    ("a_day", "new", "hours"),
    [
        (FEW, 0.5, 156),
        (SOME, 0.5, 44),
        (MANY, 0.5, 6.1),
        (LOTS, 0.5, 1.6),
        (FEW, 0.3, 486),
        (SOME, 0.3, 120),
        (MANY, 0.3, 40),
        (LOTS, 0.3, 8.8),
    ],
)
def test_a_change_of_share_takes_as_long_as_was_measured(
    a_day: float, new: float, hours: float
) -> None:
    """From 20% at one false alarm a month, within a factor of two of the simulated median."""
    assert 0.5 < share_days(a_day, 0.2, new, 1, least=1) * HOURS / hours < 2


@pytest.mark.parametrize(
    ("a_day", "times", "hours"),
    [(SOME, 7.5, 7.6), (MANY, 7.5, 1.5), (SOME, 3, 57), (MANY, 3, 14)],
)
def test_more_negatives_take_as_long_as_was_measured(
    a_day: float, times: float, hours: float
) -> None:
    """A fifth of the talk is negative; within a factor of two of the simulated median."""
    assert 0.5 < count_days(0.2 * a_day, times, 1) * HOURS / hours < 2


def test_the_first_order_is_its_limit() -> None:
    """Where false alarms are very rare, the delay is the log of what lies between them, over KL."""
    assert delay(0.2, 0.2, 1e12) / (27.6 / 0.2) == pytest.approx(1, abs=0.1)


def test_three_reviews_a_week() -> None:
    """A run of bad ones shows within days; ten points more do not within a month."""
    few = sight(FEW, 0.2, 0.5)
    assert (few.run, round(few.run_days)) == (4, 9)
    assert few.share_in_a_day is None
    assert few.times_in_a_day is not None
    assert round(few.times_in_a_day * few.share * few.a_day) == 4
    assert few.rise_days > 20


def test_a_hundred_mentions_a_day() -> None:
    """Within a day a share of two in five shows, and two or three times the negatives."""
    many = sight(MANY, 0.2, 1)
    assert many.share_in_a_day is not None
    assert 0.33 < many.share_in_a_day < 0.45
    assert many.times_in_a_day is not None
    assert 2 < many.times_in_a_day < 3
    assert 1 < many.rise_days < 4
    assert 20 < many.least_a_day < 80


def test_however_many_there_are_the_smallest_change_is_five_points() -> None:
    """What is smaller is ordinary wander."""
    assert sight(1e6, 0.2, 1).share_in_a_day == pytest.approx(0.25)


@given(
    a_day=st.floats(0.01, 1e6),
    share=st.floats(0, 1),
    budget=st.floats(0.01, 100),
    least=st.integers(1, 50),
)
def test_more_talk_never_sees_less(a_day: float, share: float, budget: float, least: int) -> None:
    """Any figures give an answer, and twice the volume is not slower."""
    one, two = sight(a_day, share, budget, least), sight(2 * a_day, share, budget, least)
    assert two.rise_days <= one.rise_days * 1.001
    assert one.run >= least
    if one.share_in_a_day is not None:
        assert two.share_in_a_day is not None
        assert two.share_in_a_day <= one.share_in_a_day * 1.001
