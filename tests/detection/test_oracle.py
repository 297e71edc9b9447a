"""The fastest that there can be: what it takes who is told the change to come."""

from __future__ import annotations

import numpy as np
import pytest

from listener.detection.oracle import Shift, fastest, first_alarms, heights, threshold

EVEN = np.full(96, 100 / 96)
"""A hundred items a day."""


def told(share: float, shift: Shift, *budgets: float, day: np.ndarray = EVEN) -> list[float | None]:
    return fastest(np.random.default_rng(1), day, share, shift, budgets)


def test_it_takes_as_long_as_the_literature_says() -> None:
    """A share from .2 to .5 at a hundred items a day and an alarm a month: four to six hours."""
    (quarters,) = told(0.2, Shift(1, 0.5), 1)
    assert quarters is not None
    assert 14 <= quarters <= 26


def test_a_larger_budget_and_a_larger_change_are_seen_sooner() -> None:
    """The stricter, the later; the stronger, the sooner."""
    third, one, three = told(0.2, Shift(1, 0.5), 1 / 3, 1, 3)
    assert third is not None
    assert one is not None
    assert three is not None
    assert three <= one <= third
    (both,) = told(0.2, Shift(3, 0.5), 1)
    assert both is not None
    assert both < one / 2


def test_what_nobody_can_see_has_no_time() -> None:
    """No items, no change, or one that is too small for four weeks."""
    assert told(0.2, Shift(1, 0.2), 1) == [None]
    assert told(0.2, Shift(1, 0.5), 1, day=np.zeros(96)) == [None]
    assert told(0.2, Shift(1, 0.22), 0.1, day=np.full(96, 0.005)) == [None]


def test_the_level_that_is_passed_so_often_is_found_between_two() -> None:
    """By the logarithm; the highest where all are passed too often."""
    rates = np.exp(-np.arange(61) / 5)
    assert threshold(rates, float(np.exp(-1.1))) == pytest.approx(1.1, abs=0.01)
    assert threshold(rates, 2.0) == 0.0
    assert threshold(rates, 1e-9) == pytest.approx(12.0)


def test_an_alarm_before_the_change_does_not_count() -> None:
    """The level begins anew after it."""
    rates = np.ones(4)
    items = np.array([[1], [1], [1], [1]])
    height = heights(items, items, rates, 0.5, Shift(1, 0.9))
    assert first_alarms(height, np.array([2]), 1.0) == [4]
