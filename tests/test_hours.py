"""Hours of the week, as people write them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from listener.hours import hours

MADRID = ZoneInfo("Europe/Madrid")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """That day of November 2026 (the 2nd is a Monday), by the clocks of Madrid."""
    return datetime(2026, 11, day, hour, minute, tzinfo=MADRID)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("22:00-08:00", [at(2, 22), at(3, 7, 59)], [at(2, 21, 59), at(3, 8)]),
        ("lun-vie 09:00-18:00", [at(6, 17)], [at(7, 10), at(6, 18)]),
        ("mon-fri 20:00-09:00, sat-sun", [at(7, 8), at(8, 15), at(2, 21)], [at(2, 8), at(3, 12)]),
        ("vie-lun", [at(6, 0), at(9, 23)], [at(5, 12), at(10, 0)]),
        ("sáb 10:00-24:00", [at(7, 23, 59)], [at(8, 0)]),
        ("", [], [at(2, 3)]),
    ],
)
def test_hours_are_read_as_they_are_meant(text, inside, outside):
    """A night goes on into the next day; days may be named in Spanish or English."""
    read = hours(text)
    assert [moment for moment in inside if not read.holds(moment, MADRID)] == []
    assert [moment for moment in outside if read.holds(moment, MADRID)] == []


@pytest.mark.parametrize("text", ["noche", "25:00-26:00", "lun-xyz", "22-08", "22:70-08:00"])
def test_what_is_no_hours_is_refused(text):
    """A typo must be told now, not on the night of the first alarm."""
    with pytest.raises(ValueError, match=r"."):
        hours(text)


def test_what_is_held_goes_out_when_quiet_hours_end():
    """In UTC, by the clocks of the brand; at once where it is not quiet."""
    night = hours("22:00-08:00")
    assert night.ends(at(3, 2, 30), MADRID) == datetime(2026, 11, 3, 7, 0, tzinfo=UTC)
    assert night.ends(at(3, 12), MADRID) == at(3, 12)


def test_the_night_in_which_the_clocks_change_ends_by_the_clock_on_the_wall():
    """Eight o'clock is eight o'clock, after a night of nine hours as well."""
    evening = datetime(2026, 10, 24, 23, 0, tzinfo=MADRID)
    assert hours("22:00-08:00").ends(evening, MADRID) == datetime(2026, 10, 25, 7, tzinfo=UTC)


def test_hours_that_never_end_hold_nothing_back():
    """Whoever is quiet all week is told all the same."""
    assert hours("lun-dom").ends(at(2, 5), MADRID) == at(2, 5)
