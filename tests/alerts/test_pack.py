"""One alert goes out over every channel as that channel takes it."""

from __future__ import annotations

import json

import pytest

from listener.alerts.compose import compose
from listener.alerts.letter import Alert
from listener.alerts.pack import pack, tone
from listener.i18n import Translator
from listener.outgoing import Target
from listener.records import ChannelKind
from listener.spikes import EventKind
from tests.alerts.stories import story
from tests.digest.samples import MADRID, NOW


def alert(event: EventKind = "opened", severity: int = 7) -> Alert:
    """What there is to tell of one event."""
    told = story(event, severity=severity)
    return compose([told], "Acme", Translator("es"), MADRID, now=NOW)


def packed(channel: ChannelKind, told: Alert | None = None) -> bytes:
    """The same as this channel takes it."""
    target = Target(channel=channel, recipient="a@example.org", language="es")
    sender = "listener@example.org"
    return pack(told or alert(), target, sender=sender, thread="t", first=True, now=NOW)


def test_a_chat_has_a_title_and_a_short_text() -> None:
    """With the tone that decides how loudly it is shown."""
    told = json.loads(packed("apprise"))
    assert told["title"] == alert().subject
    assert told["body"] == alert().chat
    assert (told["format"], told["type"]) == ("markdown", "warning")


def test_a_program_is_told_what_happened_and_when() -> None:
    """As Standard Webhooks have it: type, timestamp, data."""
    told = json.loads(packed("webhook"))
    assert told["type"] == "incident.opened"
    assert told["timestamp"] == "2026-11-22T13:05:00Z"
    assert told["data"]["incidents"][0]["observed"] == 41


@pytest.mark.parametrize("channel", ["email", "apprise", "webhook"])
def test_the_same_is_packed_the_same(channel: ChannelKind) -> None:
    """Byte by byte, so that what is written anew is no other message."""
    assert packed(channel) == packed(channel)


@pytest.mark.parametrize(
    ("event", "severity", "loud"),
    [
        ("opened", 7, "warning"),
        ("opened", 8, "failure"),
        ("reminder", 9, "failure"),
        ("recovered", 9, "success"),
        ("closed", 9, "info"),
    ],
)
def test_what_is_grave_is_shown_in_red(event: EventKind, severity: int, loud: str) -> None:
    """What is over is good news, however bad it was."""
    made = Alert(event=event, brand="acme", severity=severity, subject="", text="", html="")
    assert tone(made) == loud
