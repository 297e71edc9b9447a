"""Who is told of an incident, and from when on. Pure; time is an argument.

settings, brand ─► ways to reach people ─► those that an incident concerns ─► now, or held until

The addresses and channels of a brand are told of everything. A route is told of what it asks for,
within its hours; outside of them, and in quiet hours, what it is told waits: it is never lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from listener.config import Brand, Settings
from listener.hours import Hours, hours
from listener.outgoing import Target
from listener.records import ChannelKind
from listener.routes import ADDRESS, Route
from listener.text import fold

_TRIES = 15
"""Quiet hours and the hours of a route may hand a message to each other for a week, not longer."""

Whom = tuple[ChannelKind, str]
"""A target by what makes it one: two spellings of an address are one person."""


class Concern(Struct, frozen=True, kw_only=True):
    """What routes ask of an incident: how bad, where, what it is about, in which languages."""

    severity: int
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Way(Struct, frozen=True, kw_only=True):
    """A way to reach a target: with the brand, or by a route that asks for some of it only."""

    target: Target
    quiet: Hours = Hours()
    critical: int
    route: Route | None = None

    @property
    def whom(self) -> Whom:
        """Who is reached."""
        return whom(self.target.channel, self.target.recipient)

    def takes(self, concern: Concern) -> bool:
        """Whether it is told of such an incident: all that its route names has to be true."""
        route = self.route
        if route is None:
            return True
        return (
            concern.severity >= route.severity
            and (not route.sources or not set(route.sources).isdisjoint(concern.sources))
            and (not route.languages or not _lower(route.languages).isdisjoint(concern.languages))
            and (not route.topics or any(_is_about(each, concern) for each in route.topics))
        )

    def opens(self, severity: int, now: datetime) -> datetime:
        """From when on it may be told of what is so severe; now, unless it waits for its hours.

        What is critical waits for the hours of a route, and for no quiet ones.
        """
        zone, at = ZoneInfo(self.target.time_zone), now
        working = hours(self.route.hours) if self.route else Hours()
        for _ in range(_TRIES):
            later = working.begins(at, zone) if working.stretches else at
            if severity < self.critical:
                later = self.quiet.ends(later, zone)
            if later == at:
                break
            at = later
        return at


def whom(channel: ChannelKind, recipient: str) -> Whom:
    """What makes a target one."""
    return channel, recipient.casefold()


def ways(settings: Settings, brand: Brand) -> tuple[Way, ...]:
    """All ways in which people are told of a brand, those without a route first."""
    everything = (*brand.alerts.email, *brand.alerts.channels)
    routes = [
        route
        for route in (*brand.alerts.routes, *settings.alerts.routes)
        if (not route.brands or brand.id in route.brands)
        and (not route.groups or not set(route.groups).isdisjoint(brand.groups))
    ]
    return (
        *(_way(settings, brand, name, None) for name in everything),
        *(_way(settings, brand, name, route) for route in routes for name in route.to),
    )


def concerned(found: Sequence[Way], concern: Concern) -> tuple[Way, ...]:
    """The ways by which such an incident is told."""
    return tuple(way for way in found if way.takes(concern))


def targets(found: Sequence[Way]) -> dict[Whom, Target]:
    """Who is reached by these, each once."""
    reached: dict[Whom, Target] = {}
    for way in found:
        reached.setdefault(way.whom, way.target)
    return reached


def opens(found: Sequence[Way], who: Whom, severity: int, now: datetime) -> datetime | None:
    """From when on somebody may be told, by the way that is open first; None: at once."""
    at = min((way.opens(severity, now) for way in found if way.whom == who), default=now)
    return at if at > now else None


def _way(settings: Settings, brand: Brand, name: str, route: Route | None) -> Way:
    alerts, ours = brand.alerts, settings.alerts
    channel = None if ADDRESS.fullmatch(name) else settings.channels.get(name)
    own = channel.quiet_hours if channel else None
    chosen = (own, alerts.quiet_hours, ours.quiet_hours)
    return Way(
        target=Target(
            channel=channel.kind if channel else "email",
            recipient=name,
            language=(channel and channel.language) or alerts.language or settings.language,
            time_zone=(channel and channel.time_zone) or brand.time_zone,
        ),
        quiet=hours(next(each for each in chosen if each is not None)),
        critical=ours.critical if alerts.critical is None else alerts.critical,
        route=route,
    )


def _lower(names: Sequence[str]) -> set[str]:
    return {name.lower() for name in names}


def _is_about(topic: str, concern: Concern) -> bool:
    """Whether a topic is one of its aspects, or begins a word of what drives it."""
    asked = fold(topic).strip()
    return any(f" {fold(each)}".find(f" {asked}") >= 0 for each in concern.topics)
