"""What an alert says, before it is laid out, and as it is then."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from listener.card import Card
from listener.records import MessageKind


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


class Picture(Struct, frozen=True, kw_only=True):
    """A picture that stands in the HTML as `cid:` and its name; `alt` says the same in words."""

    cid: str
    png: bytes
    alt: str


class Alert(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One message about what happened to a brand, in every form that a channel may ask for.

    `chat` is a short Markdown text, `data` what a program is handed. `severity` is that of the
    gravest it tells of.
    """

    event: MessageKind
    brand: str
    severity: int = 0
    subject: str
    text: str
    html: str
    pictures: tuple[Picture, ...] = ()
    chat: str = ""
    data: dict[str, Any] = {}
