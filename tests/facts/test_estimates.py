"""The shares and means of a digest, and what bounds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listener.facts import (
    Estimate,
    Facts,
    balance_of,
    bounded_mean_of,
    mean_of,
    share_of,
    student,
)


@pytest.mark.parametrize(
    ("degrees", "wanted"),
    [(1, 12.7062), (2, 4.3027), (3, 3.1824), (5, 2.5706), (19, 2.0930), (120, 1.9799)],
)
def test_student_is_as_the_tables_have_it(degrees: int, wanted: float):
    """The quantiles are those that every table of the t distribution prints."""
    assert student(degrees) == pytest.approx(wanted, rel=2e-3)


def test_a_share_of_nothing_is_not_told():
    """Nobody knows a share or a mean of nothing."""
    assert share_of(0, 0) is None
    assert balance_of(0, 0) is None
    assert mean_of(0.0, 0.0, 0) is None


def test_none_of_twenty_is_not_never():
    """Of twenty without a case a sixth may still be cases: Wilson's 0.161."""
    share = share_of(0, 20)
    assert share is not None
    assert (share.value, share.low) == (0.0, 0.0)
    assert share.high == pytest.approx(0.161, abs=1e-3)


def test_a_mean_lies_where_student_says():
    """Ten times two and ten times four stars: 3, give or take 2.093 standard errors."""
    mean = mean_of(60.0, 10 * 4.0 + 10 * 16.0, 20)
    assert mean is not None
    assert mean.value == 3.0
    assert mean.high - mean.value == pytest.approx(2.093 * (20 / 19 / 20) ** 0.5, rel=1e-3)


def test_thirty_times_five_stars_are_not_certain():
    """Where all gave the same, the spread of nothing promises nothing."""
    mean = mean_of(150.0, 750.0, 30)
    assert mean is not None
    assert mean.low < 4.8
    assert mean.high == 5.0


def test_the_balance_of_few_is_wide():
    """Two of three are positive: the balance of 0.33 may as well be far below nothing."""
    net = balance_of(2, 1)
    assert net is not None
    assert net.value == pytest.approx(1 / 3)
    assert net.low < -0.3


@given(st.lists(st.sampled_from([1.0, 1.5, 2.0, 3.0, 4.0, 5.0]), min_size=1, max_size=60))
def test_a_mean_never_leaves_its_scale(stars: list[float]):
    """Bounds hold the mean and stay within one and five; unknown spread is never narrower."""
    mean = mean_of(sum(stars), sum(each**2 for each in stars), len(stars))
    wide = bounded_mean_of(sum(stars), len(stars), 1.0, 5.0)
    assert mean is not None
    assert wide is not None
    assert 1.0 <= mean.low <= mean.value <= mean.high <= 5.0
    assert mean.value == pytest.approx(sum(stars) / len(stars))
    assert 1.0 <= wide.low <= wide.value + 1e-9
    assert wide.value - 1e-9 <= wide.high <= 5.0


def test_too_few_are_not_told():
    """Below the stated number nothing is concluded."""
    facts = Facts(least=20)
    assert not facts.tells(None)
    assert not facts.tells(Estimate(value=0.5, low=0.3, high=0.7, n=19))
    assert facts.tells(Estimate(value=0.5, low=0.3, high=0.7, n=20))
