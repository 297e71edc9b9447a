"""An alert as each channel takes it: a mail, a text for chats, JSON for programs. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec

from listener.alerts.letter import Alert
from listener.alerts.mail import message
from listener.outgoing import Target
from listener.records import MessageKind

GRAVE = 8
"""From here on a chat shows it in red."""

Tone = Literal["info", "warning", "failure", "success"]


def pack(
    alert: Alert,
    target: Target,
    *,
    sender: str,
    thread: str,
    first: bool,
    now: datetime,
    unsubscribe: str = "",
    mark: str = "",
) -> bytes:
    """The bytes that go out to a target; the `first` of a thread is what later ones answer to.

    `unsubscribe` is the address that takes the recipient off the list with one click; `mark` tells
    the message from others of its thread that are dated alike, as they wait for the same morning.
    """
    if target.channel == "webhook":
        return _json({"type": _kind(alert.event), "timestamp": now, "data": alert.data})
    if target.channel == "apprise":
        return _json(
            {
                "title": alert.subject,
                "body": alert.chat,
                "format": "markdown",
                "type": tone(alert),
            }
        )
    return message(
        subject=alert.subject,
        text=alert.text,
        html=alert.html,
        sender=sender,
        recipient=target.recipient,
        thread=thread,
        now=now,
        first=first,
        pictures=alert.pictures,
        told=alert.event + mark,
        about=alert.brand,
        unsubscribe=unsubscribe,
    )


def tone(alert: Alert) -> Tone:
    """How loud a chat is to show it: in red, as a warning, as good news, or as any other."""
    if alert.event in ("opened", "worse", "reminder"):
        return "failure" if alert.severity >= GRAVE else "warning"
    if alert.event == "blind":
        return "warning"
    return "success" if alert.event in ("recovered", "sighted") else "info"


def _kind(event: MessageKind) -> str:
    return f"outage.{event}" if event in ("blind", "sighted") else f"incident.{event}"


def _json(content: dict[str, Any]) -> bytes:
    return msgspec.json.encode(content, order="sorted")
