"""Who is told, over which channel, of what, and when not: as it stands in the settings."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from msgspec import Meta, Struct

from listener.errors import ConfigError, nearest
from listener.hours import hours
from listener.i18n import Language, say
from listener.text import web_address

TwoLetters = Annotated[str, Meta(pattern="^[A-Za-z]{2}$")]
Severity = Annotated[int, Meta(ge=1, le=10)]
Authors = Literal["name", "link", "hidden"]


class Channel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[channels.<name>]`: a chat, a pager or a program that is told.

    Its address is a secret, LISTENER_CHANNEL_<NAME>: an Apprise URL, or where a webhook listens.
    A webhook is signed with LISTENER_CHANNEL_<NAME>_KEY. `language`, `time_zone` and `quiet_hours`
    are the brand's where they are left out.
    """

    kind: Literal["apprise", "webhook"] = "apprise"
    language: Language | None = None
    time_zone: str = ""
    quiet_hours: str | None = None


class Route(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who else is told, and of what: all that is named has to be true; what is left out is.

    `to` are addresses and names of channels. `topics` are aspects, as they are
    called or shown, or words that drive it.
    """

    to: tuple[str, ...]
    brands: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    severity: Severity = 1
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[TwoLetters, ...] = ()
    hours: str = ""


class Telling(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[alerts]` of listener.toml: how all brands are told, unless they say otherwise.

    In `quiet_hours` what is less severe than `critical` waits for their end. `reminder_hours` after
    an incident was told, and again, it is told while nobody has acknowledged it; 0: never.
    `authors`: their names, a link only, or neither.
    """

    quiet_hours: str = ""
    critical: Severity = 7
    reminder_hours: Annotated[float, Meta(ge=0, le=720)] = 0.0
    authors: Authors = "name"
    routes: tuple[Route, ...] = ()


class Alerts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[alerts]` of a brand: who is told of it, in which language; None: as for all brands."""

    email: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    language: Language | None = None
    quiet_hours: str | None = None
    critical: Severity | None = None
    reminder_hours: Annotated[float, Meta(ge=0, le=720)] | None = None
    routes: tuple[Route, ...] = ()


class Digests(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[digest]`: what digests say and when they are sent.

    Without `when_quiet` none is sent of a period in which nothing happened and all was seen.
    Of fewer than `least` items no share or mean is told.
    """

    when_quiet: bool = True
    least: Annotated[int, Meta(ge=1, le=1_000)] = 20


class Serve(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[serve]`: where `listener serve` is reached from outside, as `https://cx.example.com`.

    Without `url`, or without LISTENER_LINK_KEY, mails show commands instead of links.
    """

    url: str = ""
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65_535)] = 8765


def check_serve(serve: Serve, file: str) -> None:
    """ConfigError for an address that would make links of mails that lead nowhere."""
    url = serve.url
    if url and (not web_address(url) or "?" in url or "#" in url):
        raise ConfigError(say("errors.no_web_address", got=url), file=file, key="serve.url")


NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_LABEL = r"[^@\s<>,;.\x00-\x1f]{1,63}"
ADDRESS = re.compile(rf"[^@\s<>,;\x00-\x1f\x7f-\U0010ffff]+@(?:{_LABEL}\.)*{_LABEL}")
"""What a mail can be written to: one that it could not would keep all others from being told."""


def variable(name: str) -> str:
    """The variable that holds the address of a channel; that of its key ends in _KEY as well."""
    return f"LISTENER_CHANNEL_{name.upper().replace('-', '_')}"


def check_channels(channels: dict[str, Channel], file: str) -> None:
    """ConfigError for a name that no variable could have, hours that are none, or no zone.

    No two channels share a variable, and none is another's key or the file that holds it.
    """
    seen: dict[str, str] = {}
    for name, channel in channels.items():
        if not NAME.fullmatch(name) or name.endswith(("_key", "-key", "_file", "-file")):
            raise ConfigError(say("errors.channel_name"), file=file, key=f"channels.{name}")
        if (twin := seen.setdefault(variable(name), name)) != name:
            text = say("errors.channel_twin", other=twin, variable=variable(name))
            raise ConfigError(text, file=file, key=f"channels.{name}")
        check_quiet(channel.quiet_hours or "", file, f"channels.{name}.quiet_hours")
        check_zone(channel.time_zone or "UTC", file, f"channels.{name}.time_zone")


def check_telling(telling: Telling | Alerts, channels: dict[str, Channel], file: str) -> None:
    """ConfigError for hours that are none, and for whom nobody could reach.

    A typo must be told now, not on the night of the first alarm.
    """
    check_quiet(telling.quiet_hours or "", file, "alerts.quiet_hours")
    if isinstance(telling, Alerts):
        for at, address in enumerate(telling.email):
            if not ADDRESS.fullmatch(address):
                text = say("errors.no_address", got=address)
                raise ConfigError(text, file=file, key=f"alerts.email[{at}]")
        for at, name in enumerate(telling.channels):
            _check_name(name, channels, file, f"alerts.channels[{at}]")
    for at, route in enumerate(telling.routes):
        key = f"alerts.routes[{at}]"
        check_hours(route.hours, file, f"{key}.hours")
        if not route.to:
            raise ConfigError(say("errors.empty"), file=file, key=f"{key}.to")
        for place, target in enumerate(route.to):
            if not ADDRESS.fullmatch(target):
                _check_name(target, channels, file, f"{key}.to[{place}]")


def _check_name(name: str, channels: dict[str, Channel], file: str, key: str) -> None:
    if name not in channels:
        text = say("errors.no_such_channel", name=name)
        raise ConfigError(text, file=file, key=key, hint=nearest(name, list(channels)))


def check_zone(name: str, file: str, key: str) -> None:
    """ConfigError for what is no time zone, with the nearest that is one."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        text = say("errors.no_such_zone", zone=name)
        hint = nearest(name, available_timezones())
        raise ConfigError(text, file=file, key=key, hint=hint) from error


def check_hours(text: str, file: str, key: str) -> None:
    """ConfigError for what names no hours of the week."""
    try:
        hours(text)
    except ValueError as error:
        raise ConfigError(say("errors.no_hours", got=text), file=file, key=key) from error


def check_quiet(text: str, file: str, key: str) -> None:
    """The same, and for hours that never end: nothing can wait for their end."""
    check_hours(text, file, key)
    if hours(text).never_end:
        raise ConfigError(say("errors.hours_never_end", got=text), file=file, key=key)
