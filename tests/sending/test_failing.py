"""Whatever a server does, each gets each message at least once, and once if it said so."""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

from listener import pipeline
from listener.config import load
from listener.records import Delivery
from listener.store import Store
from tests.alerts.sink import Answer
from tests.sending.street import EVERYBODY, PEOPLE, Street, put

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = 24 * 60
ONCE = {who: Counter({"told": 1}) for who in EVERYBODY}


def send(street: Street, store: Store, minutes: float = 0) -> dict[str, str]:
    """A run so many minutes later; the state of each message that it looked at."""
    found = pipeline.alert(street.config(), store, NOW + timedelta(minutes=minutes), street.secrets)
    return {each.recipient: each.state for each in found}


def row(store: Store, recipient: str) -> Delivery:
    (found,) = [each for each in store.deliveries() if each.recipient == recipient]
    return found


def test_all_is_well(street: Street, store: Store) -> None:
    """Each gets it once, and what its receiver calls it is kept."""
    street.office.after_data = "250 2.0.0 Ok: queued as 4F2A"
    street.sink.answers["/crm"] = Answer(202, {"X-Request-Id": "req_7"})
    put(store, ["told"], now=NOW)
    assert send(street, store) == dict.fromkeys(EVERYBODY, "sent")
    assert street.received() == ONCE
    assert row(store, PEOPLE[0]).provider_id == "2.0.0 Ok: queued as 4F2A"
    assert row(store, "crm").provider_id == "req_7"
    assert len(street.office.logins) == 1


def test_servers_that_are_down_lose_nothing(street: Street, store: Store) -> None:
    """Nothing is tried in vain twice a run, and all goes out when they are back."""
    mail, street.mail_port = street.mail_port, 1
    http, street.http_port = street.http_port, 1
    put(store, ["told"], now=NOW)
    for minutes in (0, 1, 3):
        assert send(street, store, minutes) == dict.fromkeys(EVERYBODY, "waiting")
    assert row(store, PEOPLE[0]).attempts + row(store, PEOPLE[1]).attempts <= 4
    assert row(store, "chat").attempts == 3
    street.mail_port, street.http_port = mail, http
    assert set(send(street, store, 30).values()) == {"sent"}
    assert street.received() == ONCE


def test_one_refused_of_three_is_paused_and_the_others_are_told(
    street: Street, store: Store
) -> None:
    """It is told of, and once its box is there again it gets what is still news."""
    gone = PEOPLE[1]
    street.office.refuses[gone] = "550 5.1.1 no such user"
    put(store, ["told"], now=NOW)
    assert send(street, store) == {**dict.fromkeys(EVERYBODY, "sent"), gone: "refused"}
    (pause,) = store.pauses()
    assert (pause.recipient, pause.reason) == (gone, "refused")
    assert "no such user" in pause.detail
    put(store, ["told later"], now=NOW)
    assert gone not in send(street, store, 5)
    del street.office.refuses[gone]
    assert store.lift("email", gone, NOW + timedelta(minutes=10)) == 1
    assert send(street, store, 10) == {gone: "sent"}
    assert street.titles(gone) == ["told later"]
    assert street.received()["chat"] == Counter({"told": 1, "told later": 1})


def test_a_refusal_for_now_is_no_refusal(street: Street, store: Store) -> None:
    """Greylisting asks to come again: this one recipient is told a little later."""
    shy = PEOPLE[1]
    street.office.refuses[shy] = "450 4.2.0 greylisted, try again in a minute"
    put(store, ["told"], now=NOW)
    assert send(street, store)[shy] == "waiting"
    del street.office.refuses[shy]
    assert send(street, store, 2) == {shy: "sent"}
    assert street.received() == ONCE


def test_a_server_that_lets_nobody_relay_pauses_nobody(street: Street, store: Store) -> None:
    """That it does not know us is no fault of whoever is written to."""
    street.office.refuses |= dict.fromkeys(PEOPLE, "554 5.7.1 Relay access denied")
    put(store, ["told"], now=NOW, to=PEOPLE)
    assert set(send(street, store).values()) == {"waiting"}
    assert store.pauses() == []


def test_a_wrong_password_pauses_nobody(street: Street, store: Store) -> None:
    """All mail waits for one login a run, by each way that it can be; the chats are told."""
    put(store, ["told"], now=NOW)
    wrong = {**street.secrets, "LISTENER_SMTP_PASSWORD": "wrong"}
    found = pipeline.alert(street.config(), store, NOW, wrong)
    assert Counter(each.state for each in found) == Counter(waiting=3, sent=2)
    assert len(street.office.logins) == 2
    assert store.pauses() == []
    assert set(send(street, store, 2).values()) == {"sent"}
    assert street.received() == ONCE


def test_a_message_that_no_server_wants_is_given_up_and_pauses_nobody(
    street: Street, store: Store
) -> None:
    """Tried for five days; the next message finds its way, and the refused one is on the list."""
    street.office.after_data = "554 5.7.1 looks like spam"
    put(store, ["told"], now=NOW, to=PEOPLE)
    assert set(send(street, store).values()) == {"waiting"}
    assert set(send(street, store, 4 * DAY).values()) == {"waiting"}
    assert set(send(street, store, 5 * DAY).values()) == {"refused"}
    assert store.pauses() == []
    street.office.after_data = "250 OK"
    put(store, ["told later"], now=NOW + timedelta(days=6), to=PEOPLE)
    assert set(send(street, store, 6 * DAY).values()) == {"sent"}
    assert all(street.titles(who) == ["told later"] for who in PEOPLE)
    states = Counter((each.title, each.state) for each in store.deliveries())
    assert states == {("told", "refused"): len(PEOPLE), ("told later", "sent"): len(PEOPLE)}


def test_what_is_dropped_after_it_was_handed_over_is_sent_again(
    street: Street, store: Store
) -> None:
    """Nobody said that it was taken; who did take it gets it a second time, and no third."""
    street.office.after_data = "drop"
    street.sink.answers |= {"/chat": Answer(drops=True), "/crm": Answer(drops=True)}
    put(store, ["told"], now=NOW)
    assert set(send(street, store).values()) == {"waiting"}
    street.office.after_data = "250 OK"
    street.sink.answers.clear()
    for minutes in (2, 20):
        send(street, store, minutes)
    assert street.received() == {
        who: Counter({"told": 2 if who in ("chat", "crm") else 1}) for who in EVERYBODY
    }
    first, second = street.told("crm")
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def test_a_receiver_that_asks_for_rest_gets_it(street: Street, store: Store) -> None:
    """Ten minutes are ten minutes, though the usual pause is one."""
    street.sink.answers["/crm"] = Answer(429, {"Retry-After": "600"})
    put(store, ["told", "told too"], now=NOW, to=["crm"])
    send(street, store)
    assert len(street.told("crm")) == 1
    street.sink.answers.clear()
    assert send(street, store, 9) == {}
    assert send(street, store, 10) == {"crm": "sent"}
    assert street.titles("crm")[1:] == ["told", "told too"]


def test_a_receiver_that_is_gone_is_asked_no_more(street: Street, store: Store) -> None:
    """What waits for it is held back at once, and so is what comes."""
    street.sink.answers["/crm"] = Answer(410)
    put(store, ["told", "told too"], now=NOW, to=["crm"])
    assert send(street, store) == {"crm": "refused"}
    put(store, ["told later"], now=NOW, to=["crm"])
    assert [each.state for each in store.deliveries()] == ["paused", "paused", "refused"]
    assert len(street.told("crm")) == 1


def test_servers_that_hang_hold_up_nobody_else_and_end_in_time(
    street: Street, store: Store
) -> None:
    """One time-out for all mail: a run is as long as its channels' time-outs together."""
    street.timeout, street.office.slow = 0.5, 30.0
    put(store, ["told"], now=NOW)
    began = time.monotonic()
    found = send(street, store)
    assert time.monotonic() - began < 4
    assert Counter(found.values()) == Counter(waiting=3, sent=2)
    street.timeout, street.office.slow = 5.0, 0.0
    assert set(send(street, store, 2).values()) == {"sent"}
    assert street.received() == ONCE


def test_the_crawl_goes_on_while_a_server_hangs(street: Street, store: Store) -> None:
    """Nothing is locked while a message is under way: others store, put and look meanwhile."""
    street.timeout, street.office.slow = 1.5, 30.0
    put(store, ["told"], now=NOW, to=PEOPLE)
    config, sending = street.config(), threading.Event()

    def tell() -> None:
        with Store(config.database) as own:
            pipeline.alert(config, own, NOW, street.secrets)
        sending.set()

    teller = threading.Thread(target=tell)
    teller.start()
    while not street.office.connections:
        time.sleep(0.01)
    with Store(load(str(street.folder)).database) as other:
        began = time.monotonic()
        for number in range(30):
            put(other, [f"meanwhile {number}"], now=NOW, to=["chat"])
        assert len(other.waiting()) == 33
        took = time.monotonic() - began
    assert not sending.is_set(), "it was still sending all the while"
    assert took < 1.2
    teller.join()
