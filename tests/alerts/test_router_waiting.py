"""What waits to be told: quiet hours, what a later message replaces, who is at it meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from listener import marking
from listener.config import Mail
from listener.delivering import deliver
from listener.errors import DeliveryError
from listener.routes import Channel, Telling
from tests.alerts.routed import (
    DAY,
    EVENING,
    GRAVE,
    HOUR,
    MILD,
    MORNING,
    NIGHT,
    TEAM,
    Living,
    mail,
    of,
    quiet,
    when,
)
from tests.detection.looks import START, alarm, calm


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
