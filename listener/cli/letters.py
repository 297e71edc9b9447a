"""Mails that a command asks for, a digest; and what became of messages that wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from listener import pipeline
from listener.alerts.mail import message
from listener.config import Brand, Config
from listener.errors import ConfigError
from listener.i18n import say
from listener.records import (
    Delivery,
    Report,
)
from listener.store import Store
from listener.telling import sender_of, translator
from listener.text import one_line

MARKS = {"sent": "✓", "waiting": "…", "refused": "✗", "replaced": "·", "paused": "✗"}


def put_digests(config: Config, store: Store, found: Sequence[Report], now: datetime) -> None:
    """Put each brand's digest into the outbox, in its recipients' language.

    Raises ConfigError when there is nobody to send any of them to.
    """
    from listener.digest import subject

    told = [report for report in found if config.brand(report.brand).alerts.email]
    for report in told or found[:1]:
        brand = config.brand(report.brand)
        t = translator(config, brand)
        text, html = (
            pipeline.digest(config, [report], now, form=form, language=t.language)
            for form in ("text", "mail")
        )
        for recipient in _recipients(brand):
            payload = message(
                subject=subject([report], t),
                text=text,
                html=html,
                sender=sender_of(config),
                recipient=recipient,
                thread=f"digest.{brand.id}",
                now=now,
            )
            _put(store, brand, recipient, payload, now)


def _recipients(brand: Brand) -> tuple[str, ...]:
    if not brand.alerts.email:
        raise ConfigError(
            say("commands.nobody_told"), file=f"brands/{brand.id}.toml", key="alerts.email"
        )
    return brand.alerts.email


def _put(store: Store, brand: Brand, recipient: str, payload: bytes, now: datetime) -> None:
    store.put(
        Delivery(
            event="digest",
            brand=brand.id,
            recipient=recipient,
            payload=payload,
            created_at=now,
        )
    )


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
