"""What became of messages that wait, in lines."""

from __future__ import annotations

from datetime import datetime

import click

from listener import pipeline
from listener.config import Config
from listener.i18n import say
from listener.records import (
    Delivery,
)
from listener.store import Store
from listener.text import one_line

MARKS = {"sent": "✓", "waiting": "…", "refused": "✗", "replaced": "·", "paused": "✗"}


def send(config: Config, store: Store, now: datetime, *, err: bool = False) -> bool:
    """Send what waits and say what became of it; True when nothing waits or was refused."""
    settled = pipeline.alert(config, store, now)
    for delivery in settled:
        click.echo(told(delivery), err=err)
    return all(delivery.state == "sent" for delivery in settled)


def told(delivery: Delivery) -> str:
    """One message and what became of it, in a line."""
    held = delivery.state == "waiting" and delivery.not_before and not delivery.attempts
    line = say(
        f"commands.delivery_{'held' if held else delivery.state}",
        event=say(f"commands.event_{delivery.event}"),
        recipient=one_line(delivery.recipient, 80),
    )
    if delivery.last_error and delivery.state != "sent":
        line += " " + say("commands.reason", error=one_line(delivery.last_error, 200))
    return f"{MARKS[delivery.state]} {line}"
