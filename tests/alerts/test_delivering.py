"""The outbox is emptied: one message at a time, one channel after another, none twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from listener.config import Brand, BrandQuery, Config, Mail, Settings
from listener.delivering import PATIENCE, deliver
from listener.errors import DeliveryError
from listener.records import Delivery
from listener.routes import Channel
from listener.store import Store
from tests.blank import new_store

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BRAND = Brand(name="Acme", id="acme", queries=(BrandQuery(any=("acme",)),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with new_store(tmp_path / "test.db") as made:
        yield made


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A mail server and two channels, none of which is there."""
    settings = Settings(
        mail=Mail(host="mail.example"),
        channels={"slack-cx": Channel(), "crm": Channel(kind="webhook")},
    )
    return Config(settings=settings, brands=(BRAND,), folder=tmp_path, found_by="--config")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def waits(store: Store, *recipients: str, **changes: object) -> None:
    for recipient in recipients:
        known = {"brand": "acme", "payload": b"x", "created_at": NOW}
        store.put(Delivery(recipient=recipient, **{**known, **changes}))  # type: ignore[arg-type]


def run(config: Config, store: Store, at: datetime = NOW, clock: Clock | None = None) -> list[str]:
    """What became of each, as `recipient: state`."""
    found = deliver(config, store, at, {}, clock or Clock())
    return [f"{each.recipient}: {each.state}" for each in found]


def test_a_run_that_sends_slowly_shares_the_rest_with_another(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the message in hand is claimed: nothing is sent twice however long a server takes."""
    clock, sent = Clock(), list[str]()

    def send(_self: object, _payload: bytes, recipient: str) -> str:
        sent.append(recipient)
        clock.seconds += 100
        if len(sent) == 2:
            run(config, store, NOW + timedelta(seconds=clock.seconds))
        return ""

    monkeypatch.setattr("listener.alerts.smtp.Smtp.send", send)
    waits(store, "0@a.example", "1@a.example", "2@a.example")
    run(config, store, clock=clock)
    assert sorted(sent) == ["0@a.example", "1@a.example", "2@a.example"]


def test_a_channel_that_is_down_is_asked_once_and_holds_up_no_other(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not tried for it counts no attempt, and is due again in a minute."""
    tried: list[str] = []

    def down(_self: object, _payload: bytes, recipient: str) -> str:
        tried.append(recipient)
        raise DeliveryError("down", of_channel=True)

    monkeypatch.setattr("listener.alerts.smtp.Smtp.send", down)
    monkeypatch.setattr("listener.alerts.chats.Chat.send", lambda _self, _payload: "")
    waits(store, "a@a.example", "b@a.example")
    waits(store, "slack-cx", channel="apprise")
    assert run(config, store) == [
        "a@a.example: waiting",
        "b@a.example: waiting",
        "slack-cx: sent",
    ]
    assert tried == ["a@a.example"]
    kept = {each.recipient: (each.attempts, each.next_try_at) for each in store.waiting()}
    minute = NOW + timedelta(minutes=1)
    assert kept == {"a@a.example": (1, minute), "b@a.example": (0, minute)}


def test_a_message_that_no_server_can_stomach_does_not_keep_the_others(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that falls over one message gets the rest before it gets that one again."""
    sent: list[str] = []

    def send(_self: object, _payload: bytes, recipient: str) -> str:
        if recipient == "poison@a.example":
            raise DeliveryError("hangs", of_channel=True)
        sent.append(recipient)
        return ""

    monkeypatch.setattr("listener.alerts.smtp.Smtp.send", send)
    waits(store, "poison@a.example", "a@a.example")
    at = NOW
    while not sent and at < NOW + timedelta(hours=1):
        run(config, store, at)
        at += timedelta(minutes=1)
    assert sent == ["a@a.example"]
    assert at - NOW <= timedelta(minutes=5)


def test_a_channel_that_answers_slowly_ends_the_run_for_itself(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least one message gets through each run; the rest waits, and the run is bounded."""
    clock = Clock()

    def send(_self: object, _payload: bytes, recipient: str) -> str:
        clock.seconds += 0.6 * PATIENCE
        return "2.0.0 queued as 4F2"

    monkeypatch.setattr("listener.alerts.smtp.Smtp.send", send)
    waits(store, *(f"{n}@a.example" for n in range(5)))
    states = [each.partition(": ")[2] for each in run(config, store, clock=clock)]
    assert states == ["sent", "sent", "waiting", "waiting", "waiting"]
    assert clock.seconds < 2 * PATIENCE
    assert {each.provider_id for each in store.deliveries() if each.state == "sent"} == {
        "2.0.0 queued as 4F2"
    }


def test_a_missing_address_is_told_by_its_variable_and_waits(store: Store, config: Config) -> None:
    """Cron may lack the variable that a shell has: nobody is paused for that."""
    waits(store, "slack-cx", channel="apprise")
    waits(store, "crm", channel="webhook")
    assert run(config, store) == ["slack-cx: waiting", "crm: waiting"]
    errors = [each.last_error for each in store.waiting()]
    assert "LISTENER_CHANNEL_SLACK_CX" in errors[0]
    assert "LISTENER_CHANNEL_CRM" in errors[1]
    assert store.pauses() == []


def test_what_waits_for_a_channel_that_was_taken_out_is_left(store: Store, config: Config) -> None:
    """It could never go: cron would be told so each time. There is nobody to be paused."""
    waits(store, "gone", channel="webhook")
    assert run(config, store) == ["gone: refused"]
    (left,) = store.deliveries()
    assert '"gone"' in left.last_error
    assert store.pauses() == []
    assert run(config, store, NOW + timedelta(days=1)) == []


def test_who_asks_for_rest_is_left_alone_that_long(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Longer than the usual pause, and never longer than an hour."""

    def busy(_self: object, _payload: bytes, recipient: str) -> str:
        raise DeliveryError("busy", rest=timedelta(minutes=int(recipient.partition("@")[0])))

    monkeypatch.setattr("listener.alerts.smtp.Smtp.send", busy)
    waits(store, "0@a.example", "20@a.example", "600@a.example")
    run(config, store)
    waited = [each.next_try_at - NOW for each in store.waiting() if each.next_try_at]
    assert waited == [timedelta(minutes=n) for n in (1, 20, 60)]


def test_what_failed_late_in_a_long_run_is_not_tried_again_in_it(
    store: Store, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for an hour from then on: more than an hour from when the run began."""
    clock, tried = Clock(), list[str]()

    def busy(_self: object, _payload: bytes, recipient: str) -> str:
        tried.append(recipient)
        clock.seconds += 45
        assert len(tried) < 9
        raise DeliveryError("busy", rest=timedelta(hours=1))

    monkeypatch.setattr("listener.alerts.smtp.Smtp.send", busy)
    waits(store, "0@a.example", "1@a.example")
    run(config, store, clock=clock)
    assert tried == ["0@a.example", "1@a.example"]
