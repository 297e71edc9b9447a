"""Who is told what of an incident: what is expected of any router of alerts.

Runs look at made-up evaluations; incidents, outbox and messages are the real ones.
"""

from __future__ import annotations

import random
import sqlite3
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from listener import marking
from listener.causes import Drivers
from listener.routes import Route, Telling
from listener.spikes import Mark
from listener.stories import children, gathered
from tests.alerts.routed import (
    BOSS,
    DAY,
    GRAVE,
    HOUR,
    MILD,
    MORNING,
    TEAM,
    Living,
    both,
    mail,
    of,
    quiet,
    when,
)
from tests.detection.looks import START, alarm, blind, brandwide, calm, events, followed, look

# One thread


def test_opened_worse_reminder_and_recovered_are_four_messages_in_one_thread(acme: Living) -> None:
    """To each who is told, and no more of it whatever is looked at in between."""
    seen = acme(Telling(reminder_hours=4), email=(TEAM, BOSS))
    seen.sees(alarm(MORNING, **MILD))
    seen.sees(alarm(MORNING + 1, **MILD))
    seen.sees(alarm(MORNING + 2))
    for place in range(MORNING + 3, MORNING + 19):
        seen.sees(alarm(place))
    seen.sees(*quiet(MORNING + 19))
    for to in (TEAM, BOSS):
        assert seen.told(to) == ["opened", "worse", "reminder", "recovered"]
        assert len({message.thread for message in seen.got if message.to == to}) == 1
    assert len(seen.got) == 8


def test_a_thread_has_one_root_which_all_its_mails_answer_to(acme: Living) -> None:
    """Also where what was over opens again."""
    seen = acme()
    roots, answers = [], []
    for run in ([alarm(100)], quiet(101), [alarm(140)]):
        seen.sees(*run, sends=False)
        read = [mail(each) for each in seen.store.waiting()]
        roots += [each["Message-ID"] for each in read if each["References"] is None]
        answers += [each["References"] for each in read if each["References"]]
        seen.sends(run[-1].until)
    assert seen.told() == ["opened", "recovered", "opened"]
    assert answers == roots * 2


# Group, dedup, repeat


def test_several_incidents_opened_in_one_run_go_in_one_message(acme: Living) -> None:
    """The gravest leads; what ended goes in one as well, and so does nothing else."""
    seen = acme()
    seen.sees(alarm(100, **MILD), *of("reddit", alarm(100, **GRAVE)))
    (opened,) = seen.got
    assert [seen.incident(number).source for number in opened.incidents] == ["reddit", "feeds"]
    seen.sees(*quiet(101), *quiet(101, "reddit"))
    assert [message.events for message in seen.got] == [("opened",) * 2, ("recovered",) * 2]
    assert seen.got[1].thread == opened.thread


def test_whom_only_some_of_a_run_concern_is_told_of_those(acme: Living) -> None:
    """And later only of what becomes of them."""
    seen = acme(routes=(Route(to=(BOSS,), sources=("reddit",)),))
    seen.sees(alarm(100), *of("reddit", alarm(100)))
    team, boss = seen.got
    assert (len(team.incidents), len(boss.incidents)) == (2, 1)
    seen.sees(*quiet(101), *of("reddit", *calm(101, 102)))
    assert (len(seen.told()), seen.told(BOSS)) == (2, ["opened"])


def test_who_is_named_twice_is_told_once(acme: Living) -> None:
    """By the brand, by its routes and by those of all, in capitals or not."""
    twice = Route(to=(TEAM, "Team@Example.com"))
    seen = acme(Telling(routes=(twice,)), email=(TEAM, TEAM.upper()), routes=(twice,))
    seen.sees(alarm(100))
    assert len(seen.got) == 1


def test_the_same_data_are_told_once_however_often_they_are_looked_at(acme: Living) -> None:
    """Two runs at once see the same."""
    seen = acme()
    for _ in range(3):
        seen.sees(alarm(100))
    assert seen.told() == ["opened"]


def test_what_goes_on_as_it_is_is_not_told_again(acme: Living) -> None:
    """Without reminders: for three days, a little better or worse, not one more word."""
    seen = acme()
    dice = random.Random(1)
    for place in range(100, 100 + 3 * DAY, 8):
        seen.sees(alarm(place, monthly=0.1 * dice.uniform(0.3, 3), expected=3.0))
    assert seen.told() == ["opened"]


def test_whoever_was_not_told_of_the_opening_is_told_of_one(acme: Living) -> None:
    """However much worse it is by then; and then of its end, in a thread of their own."""
    seen = acme(routes=(Route(to=(BOSS,), severity=7),))
    seen.sees(alarm(100, **MILD))
    assert seen.told(BOSS) == []
    seen.sees(alarm(101, **GRAVE))
    assert (seen.told(), seen.told(BOSS)) == (["opened", "worse"], ["opened"])
    seen.sees(*quiet(102))
    assert seen.told(BOSS) == ["opened", "recovered"]


# The whole brand


def test_the_whole_brand_silences_its_sources_and_lists_them(acme: Living) -> None:
    """Two sources at once are no matter of a source: one message, that names both."""
    seen = acme()
    for place in range(100, 110):
        seen.sees(*both(place, **(MILD if place == 100 else GRAVE)))
    ((number,),) = [message.incidents for message in seen.got]
    whole = seen.incident(number)
    assert whole.source == "*"
    below = children(seen.store, whole, when(110))
    assert sorted(child.source for child in below) == ["feeds", "reddit"]


def test_what_was_told_of_sources_before_goes_on_as_the_whole_brand(acme: Living) -> None:
    """Which takes back what still waits to be told of them."""
    seen = acme(quiet_hours="00:00-23:59", critical=6)
    seen.sees(alarm(100, **MILD))
    seen.sees(alarm(101, **MILD), *of("reddit", alarm(101, **MILD)))
    assert (len(seen.got), len(seen.store.waiting())) == (0, 2)
    seen.sees(*both(102, **MILD))
    (told,) = seen.got
    assert [seen.incident(each).source for each in told.incidents] == ["*"]
    assert seen.store.waiting() == []


def test_a_source_that_alarms_on_when_the_whole_brand_is_over_speaks_for_itself(
    acme: Living,
) -> None:
    """One that was silent is told then."""
    seen = acme()
    seen.sees(*both(100))
    end = [brandwide(each) for each in calm(101, 129)]
    seen.sees(*(alarm(place) for place in range(101, 129)), *end, *quiet(101, "reddit"))
    assert seen.told() == ["opened", "recovered", "opened"]
    assert seen.incident(seen.got[-1].incidents[0]).source == "feeds"


def test_one_source_alone_tells_of_the_whole_brand(acme: Living) -> None:
    """Nobody is told twice of the same."""
    seen = acme()
    seen.sees(alarm(100), brandwide(alarm(100)))
    assert [seen.incident(each).source for each in seen.got[0].incidents] == ["feeds"]
    assert len(seen.got) == 1


def test_what_is_expected_of_a_source_is_expected_of_the_whole_brand(acme: Living) -> None:
    """As far as it comes from there; what others say beside it alarms."""
    seen = acme()
    sale = Mark(
        brand="acme", source="reddit", since=START, until=when(300), why="sale", marked_at=START
    )
    seen.store.mark(sale)
    seen.sees(brandwide(alarm(100, observed=5, high=3.0)))
    assert (seen.told(), seen.incident().expected_because) == ([], "sale")
    seen.sees(brandwide(alarm(101, observed=9, high=3.0)))
    assert seen.told() == ["opened"]


def test_with_the_whole_brand_its_sources_are_closed(acme: Living) -> None:
    """In the thread of each that was told of; of those that were silent nothing is said."""
    seen = acme()
    seen.sees(alarm(100, **MILD))
    seen.sees(alarm(101, **MILD), *of("reddit", alarm(101, **MILD)), *both(101, **MILD)[2:])
    whole = seen.got[-1].incidents[0]
    marking.close(seen.config, seen.store, whole, "the till was down", when(102))
    seen.sends(when(102))
    assert seen.told() == ["opened", "opened", "closed", "closed"]
    assert {m.thread for m in seen.got[:2]} == {m.thread for m in seen.got[2:]}
    assert seen.store.open_incidents() == []


# Over


def test_who_was_told_of_an_incident_is_told_that_it_is_over(acme: Living) -> None:
    """And what it came to: the negatives above the usual."""
    seen = acme(routes=(Route(to=(BOSS,), severity=9),))
    seen.sees(alarm(100, **MILD))
    seen.sees(*quiet(101))
    assert (seen.told(), seen.told(BOSS)) == (["opened", "recovered"], [])
    over = seen.incident()
    told = gathered(seen.store, seen.brand, over, "recovered", Drivers(), when(130))
    assert over.recovered_at == when(101)
    assert over.began_at == when(96)
    assert (told.looks, told.alarming, told.cost) == (2, 1, 2)


def test_what_it_cost_are_all_the_negatives(acme: Living) -> None:
    """Also where a share of texts stood out: the reviews beside them are told of as well."""
    seen = acme()
    with sqlite3.connect(seen.store.path) as rows:
        rows.execute("UPDATE rollups SET low_rated = negatives")
    seen.sees(alarm(100, **MILD))
    seen.sees(*quiet(101))
    told = gathered(seen.store, seen.brand, seen.incident(), "recovered", Drivers(), when(130))
    assert told.cost == 2


def test_a_new_normal_ends_it_and_is_told(acme: Living) -> None:
    """Once, in its thread."""
    seen = acme()
    seen.sees(alarm(100))
    seen.sees(alarm(101, adopted=True))
    seen.sees(alarm(102))
    assert seen.told() == ["opened", "adopted"]
    assert seen.got[0].thread == seen.got[1].thread


def test_missing_data_are_no_recovery(acme: Living) -> None:
    """For days nothing can be seen of it: it is open, and brought to mind."""
    seen = acme(Telling(reminder_hours=24))
    seen.sees(alarm(100))
    for place in range(101, 101 + 2 * DAY + 12, 12):
        seen.sees(blind(place))
    assert seen.told() == ["opened", "reminder", "reminder"]
    assert seen.incident().state == "open"


@given(st.lists(st.sampled_from([alarm, alarm, look, look, blind]), max_size=4 * DAY))
def test_flapping_opens_and_closes_once_an_hour_at_most(kinds: list[Any]) -> None:
    """However it goes up and down, by hysteresis: to be over takes six quiet hours."""
    changes = followed(kind(place) for place, kind in enumerate(kinds, 100))
    ends = [each.incident.updated_at for each in changes if each.event == "recovered"]
    begins = [each.incident.updated_at for each in changes if each.event == "opened"]
    assert all(then - end >= 6 * HOUR for end, then in pairwise(ends))
    assert all(then - begin >= HOUR for begin, then in pairwise(begins))
    assert all(event in ("opened", "recovered") for event in events(changes))


def test_an_alarm_that_comes_and_goes_is_one_incident(acme: Living) -> None:
    """For two days every other quarter: told when it opened, and when it was over."""
    seen = acme()
    for place in range(100, 100 + DAY, 2):
        seen.sees(alarm(place), look(place + 1))
    seen.sees(*quiet(100 + DAY))
    assert seen.told() == ["opened", "recovered"]


def test_what_opens_again_after_its_end_was_told_is_told(acme: Living) -> None:
    """People believe that it is over; it is the same one, in the same thread."""
    seen = acme()
    seen.sees(alarm(100))
    seen.sees(*quiet(101))
    seen.sees(alarm(140))
    assert seen.told() == ["opened", "recovered", "opened"]
    assert {(message.incidents, message.thread) for message in seen.got} == {
        ((1,), seen.got[0].thread)
    }


def test_what_began_and_ended_between_two_runs_is_told_once(acme: Living) -> None:
    """By its end, to whom its opening would have been told; nobody reads of it days later."""
    seen = acme(routes=(Route(to=(BOSS,), severity=9),))
    seen.sees(look(99))
    seen.sees(alarm(100, **MILD), *quiet(101))
    assert (seen.told(), seen.told(BOSS)) == (["recovered"], [])
    seen.sees(alarm(300, **MILD), *of("feeds", *calm(301, 301 + 2 * DAY)))
    assert seen.told() == ["recovered"]
