"""What people say of an incident, and what is told then: seen, not now, settled, worth it."""

from __future__ import annotations

import pytest

from listener import marking
from listener.routes import Route, Telling
from tests.alerts.routed import (
    BOSS,
    GRAVE,
    HOUR,
    MILD,
    Living,
    of,
    quiet,
    when,
)
from tests.detection.looks import START, alarm, brandwide, calm


def test_reminders_come_while_nobody_has_acknowledged_it(acme: Living) -> None:
    """Every so many hours; two runs at the same time remind once."""
    seen = acme(Telling(reminder_hours=4))
    seen.sees(alarm(100))
    for hours in (3.9, 4, 4, 7.9, 8):
        seen.reminds(when(100) + hours * HOUR)
        seen.sends(when(100) + hours * HOUR)
    assert seen.told() == ["opened", "reminder", "reminder"]
    marking.acknowledge(seen.store, 1, when(100) + 9 * HOUR)
    assert seen.reminds(when(100) + 99 * HOUR) == []


def test_what_opens_again_has_to_be_acknowledged_again(acme: Living) -> None:
    """Who was at it believes that it is over, and may have gone home."""
    seen = acme(Telling(reminder_hours=4))
    seen.sees(alarm(100))
    marking.acknowledge(seen.store, 1, when(101), "Ana")
    seen.sees(*quiet(101))
    seen.sees(alarm(140))
    seen.reminds(when(140) + 4 * HOUR)
    seen.sends(when(140) + 4 * HOUR)
    assert seen.told() == ["opened", "recovered", "opened", "reminder"]
    assert marking.acknowledge(seen.store, 1, when(157), "Luis").acknowledged_by == "Luis"
    assert seen.reminds(when(300)) == []


def test_what_is_as_usual_again_is_not_brought_to_mind(acme: Living) -> None:
    """Though it has to be so for longer until it is over."""
    seen = acme(Telling(reminder_hours=1))
    seen.sees(alarm(100))
    seen.sees(*calm(101, 104))
    assert seen.reminds(when(110)) == []


def test_a_snoozed_incident_is_not_told_of(acme: Living) -> None:
    """Nor that it gets worse; its end is told when the time is over."""
    seen = acme(Telling(reminder_hours=1))
    seen.sees(alarm(100, **MILD))
    marking.snooze(seen.store, 1, 12 * HOUR, when(100))
    seen.sees(alarm(101, **GRAVE))
    seen.sees(*quiet(102))
    assert seen.told() == ["opened"]
    seen.sends(when(100) + 12 * HOUR)
    assert seen.told() == ["opened", "recovered"]


@pytest.mark.parametrize("acknowledged", [False, True])
def test_what_still_alarms_when_its_snooze_is_over_is_told_once(
    acme: Living, acknowledged: bool
) -> None:
    """As a reminder, without an interval as well: so much was asked for."""
    seen = acme()
    seen.sees(alarm(100))
    if acknowledged:
        marking.acknowledge(seen.store, 1, when(100))
    marking.snooze(seen.store, 1, 2 * HOUR, when(100))
    for place in range(101, 120):
        seen.sees(alarm(place))
    assert seen.told() == ["opened", "reminder"]
    assert seen.got[-1].at == when(108)


def test_what_is_worse_when_its_snooze_is_over_is_told_as_worse(acme: Living) -> None:
    """And not once more as a reminder."""
    seen = acme()
    seen.sees(alarm(100, **MILD))
    marking.snooze(seen.store, 1, 2 * HOUR, when(100))
    for place in range(101, 112):
        seen.sees(alarm(place, **GRAVE))
    assert seen.told() == ["opened", "worse"]


def test_a_person_closes_it_and_those_who_were_told_are_told_so(acme: Living) -> None:
    """Its tail opens nothing; what begins anew is another incident, in a thread of its own."""
    seen = acme(routes=(Route(to=(BOSS,), severity=9),))
    seen.sees(alarm(100, **MILD))
    marking.close(seen.config, seen.store, 1, "the till was down", when(101))
    seen.sends(when(101))
    seen.sees(alarm(102), alarm(103))
    assert (seen.told(), seen.told(BOSS)) == (["opened", "closed"], [])
    seen.sees(alarm(110))
    assert seen.told() == ["opened", "closed", "opened"]
    assert (seen.got[-1].incidents, seen.incident().state) == ((2,), "closed")
    assert seen.got[-1].thread != seen.got[0].thread


def test_what_a_person_closed_of_a_source_is_not_told_as_the_whole_brands(acme: Living) -> None:
    """It is the same, and settled; what begins after that, or elsewhere as well, is not."""
    seen = acme()
    seen.sees(alarm(100), brandwide(alarm(100)))
    marking.close(seen.config, seen.store, 1, "the till was down", when(101))
    seen.sends(when(101))
    seen.sees(alarm(102), brandwide(alarm(102)))
    assert seen.told() == ["opened", "closed"]
    seen.sees(*of("reddit", alarm(103)), brandwide(alarm(103)))
    assert [seen.incident(each).source for each in seen.got[-1].incidents] == ["reddit"]
    marking.close(seen.config, seen.store, 2, "the same", when(104))
    seen.sends(when(104))
    seen.sees(brandwide(alarm(113)))
    assert seen.told() == ["opened", "closed", "opened", "closed", "opened"]


def test_what_was_to_be_expected_is_told_no_more(acme: Living) -> None:
    """Not its end either, and not what waits to be told."""
    seen = acme()
    seen.sees(alarm(100), sends=False)
    marking.expect(seen.config, seen.store, 1, "sale", START.tzinfo, when(100))  # type: ignore[arg-type]
    seen.sends(when(101))
    seen.sees(*quiet(101))
    assert seen.got == []


def test_the_precision_of_alarms_is_that_of_those_that_were_judged(acme: Living) -> None:
    """With its bounds; what nobody was told of, or long ago, does not count."""
    seen = acme()
    empty = seen.store.precision("acme", START)
    assert (empty.told, empty.share) == (0, None)
    for place in (100, 250, 400, 550):
        seen.sees(alarm(place), *calm(place + 1, place + 29))
    for number, useful in ((1, True), (2, True), (3, False)):
        marking.judge(seen.store, number, useful, when(500))
    found = seen.store.precision("acme", START)
    assert (found.told, found.useful, found.noise, found.unjudged) == (4, 2, 1, 1)
    assert found.share is not None
    assert found.share.value == pytest.approx(2 / 3)
    assert 0 < found.share.low < found.share.value < found.share.high < 1
    assert seen.store.precision("acme", when(390)).told == 2
