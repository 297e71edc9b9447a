"""Times as people type them: `24h`, `7d`, `2026-11-01`, `2026-11-01T09:30`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import click

from listener.i18n import say

_AGO = re.compile(r"(\d{1,4}) ?(min|h|d|w|m|s)")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
_UNITS = {
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "m": timedelta(minutes=1),
}


class Instant(click.ParamType):
    """A point in time; without a zone it is in UTC."""

    name = "iso"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """ISO 8601 as an aware time."""
        if isinstance(value, datetime):
            return value
        try:
            at = instant(value, UTC)
            if not EARLIEST <= at < LATEST:
                raise ValueError(value)
        except ValueError:
            self.fail(say("commands.bad_time", value=value), param, ctx)
        return at


class Span(click.ParamType):
    """So much time: `0d`, `24h`, `2w`."""

    name = "span"

    def convert(self, value: Any, param: Any, ctx: Any) -> timedelta:
        """The time as a timedelta."""
        if isinstance(value, timedelta):
            return value
        found = _AGO.fullmatch(value.strip().lower())
        if not found:
            self.fail(say("commands.bad_span", value=value), param, ctx)
        return int(found[1]) * _UNITS[found[2]]


def instant(text: str, zone: tzinfo) -> datetime:
    """An ISO date or time as an aware time in UTC; ValueError when it is none."""
    at = datetime.fromisoformat(text.strip())
    try:
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def since(text: str, now: datetime, zone: tzinfo, option: str = "--since") -> datetime:
    """So long ago (`24h`, `7d`, `2w`, `90min`), or the date or time given, in that zone."""
    ago = _AGO.fullmatch(text.strip().lower())
    try:
        at = now - int(ago[1]) * _UNITS[ago[2]] if ago else instant(text, zone)
        if at < EARLIEST:
            raise ValueError(text)
    except ValueError as error:
        raise click.BadParameter(
            say("commands.bad_since", value=text), param_hint=option
        ) from error
    if at >= now and option != "--until":
        raise click.BadParameter(say("commands.since_future", value=text), param_hint=option)
    return at
