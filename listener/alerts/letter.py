"""What an alert says, before it is laid out, and as it is then."""

from __future__ import annotations

from msgspec import Struct

from listener.card import Card
from listener.spikes import EventKind


class Letter(Struct, frozen=True, kw_only=True):
    """An alert in words. Free of control characters, not yet escaped."""

    subject: str
    is_over: bool
    lead: str
    reason: str
    drivers: str
    facts: tuple[tuple[str, str], ...]
    worst: tuple[Card, ...]
    unknown: tuple[str, ...]
    commands: tuple[str, ...]


class Alert(Struct, frozen=True, kw_only=True):
    """One message about one event of one incident, rendered for one recipient."""

    incident_id: int
    event: EventKind
    brand: str
    recipient: str
    subject: str
    text: str
    html: str
