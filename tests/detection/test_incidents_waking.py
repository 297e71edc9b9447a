"""Whom an incident wakes: nobody when it is past, told elsewhere, expected or put off."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from listener.detection import concerned, folded
from listener.detection.incidents import expected_because
from listener.severity import grade
from listener.spikes import BIN, Mark
from tests.detection.looks import (
    START,
    alarm,
    brandwide,
    calm,
    events,
    followed,
    look,
    opened,
)

HOURS = 4


# Past


def test_what_is_found_only_in_late_data_wakes_nobody() -> None:
    """It opens and ends at once; what follows of it is the same, and a live alarm is another."""
    late = [alarm(place, past=True) for place in range(100, 110)]
    found = followed([*late, *(look(place, past=True) for place in range(110, 150))])
    assert events(found) == ["past"]
    over = found[-1].incident
    assert (over.state, over.past, over.id) == ("recovered", True, 1)
    assert over.recovered_at == late[-1].until
    assert over.notified_at is None
    (another,) = followed([alarm(151)], over)
    assert (another.event, another.incident.past) == ("opened", False)


def test_what_was_found_late_and_goes_on_is_told_as_one() -> None:
    """As soon as what is heard of it alarms by itself; within one run it is told once."""
    found = followed([alarm(100, past=True), alarm(102), alarm(103, observed=10)])
    assert events(found) == ["past", "opened"]
    assert {change.incident.id for change in found} == {1}
    incident = found[-1].incident
    assert (incident.state, incident.past, incident.recovered_at) == ("open", False, None)
    assert incident.notified_at == alarm(102).until
    assert [(each.event, each.incident) for each in folded(found)] == [("opened", incident)]


def test_late_data_of_what_is_known_are_no_news() -> None:
    """Neither while it is open nor when it is over: it was told as it happened."""
    found = followed([alarm(100), alarm(101, past=True, monthly=1e-9, observed=99)])
    assert events(found) == ["opened"]
    assert found[-1].incident.observed == 9
    over = followed([alarm(100), *calm(101, 130)])[-1].incident
    assert followed([alarm(100, past=True)], over) == []


def test_what_is_found_late_is_of_the_incident_of_its_time() -> None:
    """Not of the latest: else it would open that one again, or be told twice."""
    first = replace(followed([alarm(100), *calm(101, 130)])[-1].incident, id=1)
    second = replace(followed([alarm(900), *calm(901, 930)])[-1].incident, id=2)
    third = replace(opened(1500), id=3)
    known = [third, first, second]
    assert concerned(known, alarm(100, past=True)) == first
    assert concerned(known, alarm(902, past=True)) == second
    assert concerned(known, alarm(400, past=True)) is None
    assert concerned(known, alarm(1501, past=True)) == third
    assert concerned(known, alarm(1501)) == third
    assert concerned([first, second], alarm(1501)) == second
    assert concerned([], alarm(100)) is None


# The whole brand


def test_while_a_source_tells_the_whole_brand_is_silent() -> None:
    """Nobody is told twice of the same."""
    assert followed([brandwide(alarm(100))], told_below=True) == []


def test_when_the_whole_brand_tells_its_sources_are_silent() -> None:
    """They are kept, with the number of what tells of them."""
    found = followed([alarm(100), alarm(101, monthly=1e-9, observed=99)], parent=7)
    assert events(found) == []
    assert found[-1].incident.parent == 7
    over = followed(calm(102, 102 + 7 * HOURS), found[-1].incident)
    assert over[-1].incident.state == "recovered"
    assert events(over) == []


# What people say of it


def mark(first: int, last: int, source: str = "") -> Mark:
    since, until = START + BIN * first, START + BIN * last
    return Mark(brand="acme", source=source, since=since, until=until, why="sale", marked_at=since)


def test_in_marked_days_nobody_is_woken() -> None:
    """The incident is kept, and says why it was expected."""
    found = followed([alarm(100), alarm(101)], marks=[mark(0, 200)])
    assert events(found) == ["marked"]
    assert found[-1].incident.expected_because == "sale"
    assert found[-1].incident.notified_at is None


def test_what_goes_on_after_the_marked_days_is_told() -> None:
    """From when most of the window lies outside."""
    found = followed([alarm(place) for place in range(100, 120)], marks=[mark(90, 110)])
    told = [change for change in found if change.event]
    assert [change.event for change in told] == ["marked", "opened"]
    assert told[-1].incident.updated_at == START + BIN * 113
    assert told[-1].incident.expected_because == ""


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (mark(96, 98), "sale"),
        (mark(97, 98), ""),
        (mark(0, 200, "feeds"), "sale"),
        (mark(0, 200, "reddit"), ""),
        (replace(mark(0, 200), withdrawn_at=START), ""),
        (replace(mark(0, 200), brand="other"), ""),
    ],
)
def test_a_mark_explains_what_lies_half_in_it(made: Mark, why: str) -> None:
    """Of its brand and source, and as long as nobody took it back."""
    assert expected_because([made], alarm(100)) == why


def test_a_snoozed_incident_waits_with_its_news() -> None:
    """It is told when the time is over, if it is worse by then."""
    asleep = replace(opened(), snoozed_until=START + BIN * 110)
    worse = [alarm(place, monthly=1e-4, observed=30) for place in range(101, 112)]
    found = followed(worse, asleep)
    assert events(found) == ["worse"]
    assert found[9].event == "worse"


def test_an_acknowledged_incident_still_tells_when_it_gets_worse() -> None:
    """Somebody is at it; that it doubles they want to know."""
    seen = replace(opened(), acknowledged_at=START)
    found = followed([alarm(101, monthly=1e-4, observed=30)], seen)
    assert events(found) == ["worse"]
    assert found[-1].incident.acknowledged_at == START


# Runs


def test_one_run_tells_one_thing_of_an_incident() -> None:
    """What opened and got worse between two runs is told once, as it is now."""
    worse = alarm(101, monthly=1e-4, observed=30)
    changes = followed([alarm(100), worse, alarm(102), *calm(103, 103 + 7 * HOURS)])
    assert events(changes) == ["opened", "worse", "recovered"]
    told = folded(changes)
    assert [change.event for change in told] == ["opened", "recovered"]
    assert told[0].incident.observed == 9
    assert told[0].incident.notified_grade == grade(worse)
    assert folded([]) == []
