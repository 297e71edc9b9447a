"""Who is told what of an incident, and when: what is expected of any router of alerts.

Runs look at made-up evaluations; incidents, outbox and messages are the real ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from listener import marking
from listener.config import Alerts, Mail
from listener.delivering import deliver
from listener.errors import DeliveryError
from listener.routes import Channel, Route, Telling
from listener.spikes import BIN, Evaluation, Mark
from listener.store import Store
from listener.stories import children, gathered
from tests.alerts.routed import HOUR, TEAM, Town, mail, of, town
from tests.detection.looks import START, alarm, blind, brandwide, calm, events, followed, look

BOSS = "boss@example.com"
DAY = 96
MORNING = 9 * 4
EVENING = 21 * 4
NIGHT = DAY + 2 * 4
GRAVE: dict[str, Any] = {"monthly": 1e-9, "observed": 90}
MILD: dict[str, Any] = {"expected": 6.0, "observed": 9, "monthly": 0.8}

Living = Callable[..., Town]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with town(tmp_path) as made:
        yield made


@pytest.fixture
def acme(store: Store) -> Living:
    """The brand, told to its team, and as a test wants it."""

    def made(telling: Telling | None = None, **alerts: Any) -> Town:
        channels = alerts.pop("known", {})
        chosen = Alerts(**{"email": (TEAM,), **alerts})
        return Town(store, chosen, telling or Telling(), channels=channels)

    return made


def when(place: float) -> datetime:
    return START + BIN * place


def quiet(first: int, source: str = "feeds") -> list[Evaluation]:
    """As usual for seven hours."""
    return of(source, *calm(first, first + 28))


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


# Reminders, and what people say


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


# The whole brand


def both(place: int, **said: Any) -> list[Evaluation]:
    """Two sources and the whole brand alarm."""
    sources = [alarm(place, **said), *of("reddit", alarm(place, **said))]
    return [*sources, brandwide(alarm(place, **GRAVE))]


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
    told = gathered(seen.store, seen.brand, over, "recovered", when(130))
    assert over.recovered_at == when(101)
    assert over.began_at == when(96)
    assert (told.looks, told.alarming, told.cost) == (2, 1, 2)


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


# What waits


def test_in_quiet_hours_what_is_not_critical_waits_for_the_morning(acme: Living) -> None:
    """What is goes out at once; the hours are those of the brand's clock."""
    seen = acme(Telling(quiet_hours="22:00-08:00", critical=8))
    seen.sees(alarm(NIGHT, **MILD), *of("reddit", alarm(NIGHT, **MILD)))
    assert seen.got == []
    seen.sends(when(DAY + 8 * 4) - timedelta(minutes=1))
    assert seen.got == []
    seen.sends(when(DAY + 8 * 4))
    assert seen.told() == ["opened"]
    grave = acme(Telling(quiet_hours="22:00-08:00", critical=8))
    grave.sees(of("reddit", alarm(NIGHT + DAY, **GRAVE))[0])
    assert grave.told() == ["worse"]


def test_what_fails_before_quiet_hours_is_not_tried_again_within_them(
    acme: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail server is down at ten at night: who is told of it, is told in the morning."""
    seen = acme(quiet_hours="22:00-08:00")
    seen.sees(alarm(EVENING + 3, **MILD), sends=False)

    def down(_self: object, _payload: bytes, _to: str) -> str:
        raise DeliveryError("down")

    monkeypatch.setattr("listener.alerts.smtp.Smtp.send", down)
    at, config = START + 22 * HOUR - HOUR / 120, seen.config
    mails = replace(config, settings=replace(config.settings, mail=Mail(host="mail.example")))
    (settled,) = deliver(mails, seen.store, at, {}, lambda: 0.0)
    assert settled.state == "waiting"
    for hours, told in ((23, []), (32, ["opened"])):
        seen.sends(START + hours * HOUR)
        assert seen.told() == told


def test_quiet_hours_are_the_channels_own_before_the_brands_before_all(acme: Living) -> None:
    """Who has none is never kept waiting."""
    seen = acme(
        Telling(quiet_hours="00:00-12:00"),
        quiet_hours="00:00-06:00",
        channels=("pager", "tokyo", "board"),
        known={
            "pager": Channel(quiet_hours=""),
            "tokyo": Channel(time_zone="Asia/Tokyo"),
            "board": Channel(quiet_hours="00:00-09:00"),
        },
    )
    seen.sees(alarm(NIGHT, **MILD))
    hours = {each.recipient: each.not_before for each in seen.store.waiting()}
    assert seen.got[0].to == "pager"
    assert {message.to for message in seen.got} == {"pager", "tokyo"}
    assert hours == {TEAM: when(DAY + 6 * 4), "board": when(DAY + 9 * 4)}


def test_what_is_over_before_the_morning_is_one_message(acme: Living) -> None:
    """Opened at two and over at nine, for who sleeps until ten: that it was, and is over."""
    seen = acme(quiet_hours="22:00-10:00")
    seen.sees(alarm(NIGHT, **MILD))
    seen.sees(*quiet(NIGHT + 1))
    seen.sends(when(DAY + 10 * 4))
    assert [(message.events, message.at) for message in seen.got] == [
        (("recovered",), when(DAY + 10 * 4))
    ]


def test_nobody_is_told_that_it_is_worse_before_they_know_what_it_is(acme: Living) -> None:
    """What waits, as the mail server is down, is told as an opening, as bad as it is by then."""
    seen = acme()
    seen.sees(alarm(100, **MILD), sends=False)
    seen.sees(alarm(101, **GRAVE), sends=False)
    (waiting,) = seen.store.waiting()
    assert waiting.event == "opened"
    ((told, _),) = seen.store.told_of(waiting)
    assert told.observed == 90
    seen.sends(when(101))
    assert seen.told() == ["opened"]


def test_what_waits_in_one_message_is_not_lost_when_a_part_of_it_is_replaced(
    acme: Living,
) -> None:
    """One of two is over: two messages, that the other opened and that this one was."""
    seen = acme()
    seen.sees(alarm(100), *of("reddit", alarm(100)), sends=False)
    seen.sees(*quiet(101), *of("reddit", *(alarm(place) for place in range(101, 129))))
    assert sorted((message.events, message.incidents) for message in seen.got) == [
        (("opened",), (2,)),
        (("recovered",), (1,)),
    ]


def test_two_messages_at_once_in_one_thread_have_one_root(acme: Living) -> None:
    """Mail programs show one of two with the same name."""
    seen = acme()
    seen.sees(alarm(100), *of("reddit", alarm(100)), sends=False)
    reddit = of("reddit", *(alarm(place) for place in range(101, 129)))
    seen.sees(*quiet(101), *reddit, sends=False)
    mails = [mail(each) for each in seen.store.waiting()]
    assert len({each["Message-ID"] for each in mails}) == 2
    assert [each["References"] is None for each in mails] == [True, False]
    assert mails[1]["References"] == mails[0]["Message-ID"]


def test_an_end_and_a_new_beginning_that_nobody_read_are_no_news(acme: Living) -> None:
    """They know that it is open, and it is."""
    seen = acme()
    seen.sees(alarm(100))
    seen.sees(*quiet(101), sends=False)
    seen.sees(alarm(140))
    assert seen.told() == ["opened"]
    assert seen.store.waiting() == []


def test_through_a_night_nobody_piles_up_reminders(acme: Living) -> None:
    """One in the morning, and the next when it is due from then."""
    seen = acme(Telling(reminder_hours=2), quiet_hours="22:00-08:00")
    seen.sees(alarm(EVENING, **MILD))
    for hour in range(21, 35):
        seen.reminds(START + hour * HOUR)
        seen.sends(START + hour * HOUR)
    assert [(message.events[0], message.at.hour) for message in seen.got] == [
        ("opened", 21),
        ("reminder", 8),
        ("reminder", 10),
    ]


def test_a_reminder_that_waits_is_not_sent_once_somebody_is_at_it(acme: Living) -> None:
    """Acknowledged from home, or snoozed: in the morning nobody is told that nobody did."""
    seen = acme(Telling(reminder_hours=2), quiet_hours="22:00-08:00")
    seen.sees(alarm(EVENING, **MILD))
    seen.reminds(START + 23 * HOUR)
    assert [each.event for each in seen.store.waiting()] == ["reminder"]
    marking.snooze(seen.store, 1, HOUR, START + 24 * HOUR)
    assert seen.store.waiting() == []
    seen.reminds(START + 25 * HOUR)
    assert [each.event for each in seen.store.waiting()] == ["reminder"]
    marking.acknowledge(seen.store, 1, START + 26 * HOUR)
    assert seen.store.waiting() == []


def test_what_ends_one_after_the_other_at_night_are_two_mails_with_two_names(
    acme: Living,
) -> None:
    """Both are dated when quiet hours end, and programs show one of two with the same name."""
    seen = acme(quiet_hours="22:00-08:00")
    seen.sees(alarm(MORNING, **MILD), *of("reddit", alarm(MORNING, **MILD)))
    seen.sees(*of("feeds", *calm(EVENING + 4, EVENING + 32)), sends=False)
    seen.sees(*of("reddit", *calm(EVENING + 6, EVENING + 34)), sends=False)
    waits = seen.store.waiting()
    assert [each.event for each in waits] == ["recovered", "recovered"]
    assert len({mail(each)["Message-ID"] for each in waits}) == 2


# Routes


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [
        ({"severity": 3}, True),
        ({"severity": 9}, False),
        ({"sources": ("feeds",)}, True),
        ({"sources": ("reddit",)}, False),
        ({"brands": ("acme",)}, True),
        ({"brands": ("other",)}, False),
        ({"groups": ("cafes",)}, False),
        ({"languages": ("ES",)}, True),
        ({"languages": ("en",)}, False),
        ({"topics": ("horario", "Price")}, True),
        ({"topics": ("horario", "rice")}, False),
        ({"severity": 3, "sources": ("feeds",), "languages": ("es",), "brands": ("acme",)}, True),
        ({"severity": 3, "sources": ("feeds",), "languages": ("en",)}, False),
    ],
)
def test_a_route_tells_who_asks_for_it(acme: Living, asked: dict[str, Any], is_told: bool) -> None:
    """All that it names has to be true; what it leaves out is."""
    seen = acme(Telling(routes=(Route(to=(BOSS,), **asked),)))
    seen.sees(alarm(100))
    assert seen.told(BOSS) == (["opened"] if is_told else [])


def test_a_route_of_a_source_is_told_of_the_whole_brand_that_speaks_for_it(acme: Living) -> None:
    """Else who looks after that source would hear nothing, on the worst of days."""
    seen = acme(routes=(Route(to=(BOSS,), sources=("reddit",)),))
    seen.sees(*both(100))
    assert seen.told(BOSS) == ["opened"]


def test_outside_its_hours_a_route_waits_for_them(acme: Living) -> None:
    """However bad it is; and by then it says how it stands."""
    office = Route(to=(BOSS,), hours="mon-fri 09:00-17:00")
    seen = acme(routes=(office,))
    seen.sees(alarm(NIGHT, **GRAVE))
    assert (seen.told(), seen.told(BOSS)) == (["opened"], [])
    seen.sends(when(DAY + 9 * 4))
    assert seen.told(BOSS) == ["opened"]


def test_a_channel_is_told_in_its_own_language(acme: Living) -> None:
    """A chat of the Spanish team beside the mails of an English one."""
    seen = acme(channels=("cx",), known={"cx": Channel(language="es")})
    seen.sees(alarm(100))
    subjects = {message.to: message.subject for message in seen.got}
    assert "negative" in subjects[TEAM]
    assert "negativ" in subjects["cx"]
    assert subjects["cx"] != subjects[TEAM]


def test_who_is_in_the_settings_no_more_hears_no_more(acme: Living) -> None:
    """Of nothing, not even of the end."""
    acme(email=(TEAM, BOSS)).sees(alarm(100))
    seen = acme()
    seen.sees(*quiet(101))
    assert (seen.told(), seen.told(BOSS)) == (["recovered"], [])


# What it was worth


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
