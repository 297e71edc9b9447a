"""What the reader can do about it: one click where `listener serve` runs, else a command. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import tzinfo

from msgspec.structs import asdict

from listener.alerts.letter import Deed
from listener.alerts.seen import where
from listener.card import Card
from listener.i18n import Translator
from listener.i18n.formats import moment
from listener.links import Links
from listener.outgoing import Story
from listener.text import one_line


def deeds(
    story: Story, worst: tuple[Card, ...], t: Translator, links: Links | None
) -> Iterator[Deed]:
    """Take it on, read what is said, put it off, close it; and say whether the alert was worth it.

    What is done already is not offered.
    """
    incident = story.incident
    number, is_open = incident.id, incident.state == "open"
    told, urls = f"listener incidents {{}} {number}", asdict(links) if links else {}
    if number and is_open and not incident.is_acknowledged:
        yield _deed("ack", told.format("ack"), urls.get("ack"), t, foremost=True)
    first = next((each for each in worst if each.url), None)
    if first is not None:
        place = where(story.worst[worst.index(first)].source, t)
        yield Deed(label=t("alerts.do_read", source=place), url=first.url, foremost=not is_open)
    if number and is_open:
        yield _deed("snooze", f"{told.format('snooze')} 4h", urls.get("snooze"), t)
    if number and incident.state != "closed":
        yield _deed("close", f'{told.format("close")} --cause "…"', urls.get("close"), t)
    if number and incident.useful is None:
        yield _deed("useful", told.format("useful"), urls.get("useful"), t, judges=True)
        yield _deed("noise", told.format("noise"), urls.get("noise"), t, judges=True)


def _deed(
    name: str,
    command: str,
    url: str | None,
    t: Translator,
    *,
    foremost: bool = False,
    judges: bool = False,
) -> Deed:
    return Deed(
        label=t(f"alerts.do_{name}"),
        url=url or "",
        command="" if url else command,
        foremost=foremost,
        judges=judges,
    )


def attended(story: Story, t: Translator, zone: tzinfo) -> str:
    """Who is at it, and since when."""
    incident = story.incident
    if incident.acknowledged_at is None or not incident.is_acknowledged:
        return ""
    at, by = moment(t.language, incident.acknowledged_at, zone), incident.acknowledged_by
    if by:
        return t("alerts.attended_by", by=one_line(by, 80), at=at)
    return t("alerts.attended", at=at)


def explained(story: Story) -> str:
    """What prints the same figures; before it is stored, an incident has no number."""
    if story.incident.id:
        return f"listener explain {story.incident.id}"
    return f"listener explain --brand {shlex.quote(one_line(story.incident.brand, 80))}"


def summed_up(brand: str) -> str:
    """What prints the whole of it."""
    return f"listener digest --brand {shlex.quote(one_line(brand, 80))}"
