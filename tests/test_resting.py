"""How long a source is left alone."""

from datetime import UTC, datetime, timedelta

import pytest

from listener.errors import SourceUnavailable
from listener.resting import rest_after

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reached", "minutes"),
    [(True, [15, 45, 105, 225, 360, 360]), (False, [15, 45, 60, 60, 60, 60])],
)
def test_a_night_without_internet_does_not_cost_the_morning(
    reached: bool, minutes: list[int]
) -> None:
    """A site that fails is left alone ever longer; where none was reached, an hour at most."""
    error = SourceUnavailable("x", reached=reached)
    pauses = [rest_after(error, failures, NOW) for failures in range(1, 7)]
    assert pauses == [NOW + timedelta(minutes=each) for each in minutes]
