"""What an alert says, before it is laid out."""

from __future__ import annotations

from msgspec import Struct

from listener.card import Card


class Letter(Struct, frozen=True, kw_only=True):
    """An alert in words. Free of control characters, not yet escaped."""

    subject: str
    is_over: bool
    lead: str
    reason: str
    facts: tuple[tuple[str, str], ...]
    worst: tuple[Card, ...]
    unknown: tuple[str, ...]
    command: str
