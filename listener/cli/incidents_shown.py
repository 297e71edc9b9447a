"""Incidents as commands show them: a change in a line, those that are open, keys for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.causes import Drivers
from listener.cli import session
from listener.config import Config
from listener.digest.as_json import spike_row
from listener.i18n import Translator
from listener.i18n.formats import moment
from listener.records import Outage
from listener.source import title_of
from listener.spikes import WHOLE_BRAND, Incident
from listener.telling import driven_by
from listener.text import one_line, plain

if TYPE_CHECKING:
    from listener.detection import Change


def in_words(change: Change, config: Config, t: Translator) -> str:
    """What has happened to an incident, in a line."""
    incident = change.incident
    opening = t(f"commands.spike_{change.event}", brand=name_of(incident, config))
    return f"{opening} {one_line(why(incident, config, t), 1000)}"


def unseen(outage: Outage, config: Config, t: Translator) -> str:
    """A source that cannot be seen any more, or is seen again, in a line."""
    brand = config.brand(outage.brand)
    return t(
        "commands.unseen" if outage.ended_at is None else "commands.seen_again",
        brand=one_line(brand.name, 60),
        source=title_of(outage.source),
        since=moment(t.language, outage.since, ZoneInfo(brand.time_zone)),
    )


def why(incident: Incident, config: Config, t: Translator) -> str:
    """The sentences of detection, with the source as people call it, in the time of the brand."""
    from listener.detection import reason

    shown = replace(incident, source=title_of(incident.source))
    return reason(shown, t, session.zone_of(config, incident.brand))


def name_of(incident: Incident, config: Config) -> str:
    """What people call its brand; its id where the brand is configured no more."""
    names = (each.name for each in config.brands if each.id == incident.brand)
    return one_line(next(names, incident.brand), 60)


def place(source: str, t: Translator) -> str:
    """What people call a source, or the sum of all."""
    if source in ("", WHOLE_BRAND):
        return t("digest.everywhere")
    return one_line(title_of(source), 60)


def open_lines(incidents: Sequence[Incident], config: Config, t: Translator) -> Iterator[str]:
    """What is open, a line each: where, why, and how to have it explained."""
    for incident in incidents:
        mark = "▲" if incident.pressing else "▽"
        brand, where = name_of(incident, config), place(incident.source, t)
        words = one_line(why(incident, config, t), 1000)
        yield f"{mark} {brand} · {where}: {words} listener explain {incident.id}"


def incident_row(
    incident: Incident, config: Config, t: Translator, found: Drivers | None = None
) -> dict[str, Any]:
    """An incident as keys and values, with its brand, and what it comes down to."""
    row = spike_row(
        incident, lambda each: why(each, config, t), found, lambda each: driven_by(config, each, t)
    )
    return {"brand": plain(incident.brand), **row}
