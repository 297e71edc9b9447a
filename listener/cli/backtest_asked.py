"""What a person asks `listener backtest` for, understood: budgets, and spikes to make up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from math import isfinite

import click
from msgspec.structs import replace

from listener.cli.when import EARLIEST, LATEST, Span, instant
from listener.detection.hindsight import Injection
from listener.errors import ConfigError, nearest
from listener.i18n import language_of, say
from listener.i18n.formats import moment
from listener.replaying import INJECTED_FOR
from listener.text import one_line

_FORM = re.compile(r"(\w+)=([^@]*)@([^/]+)(?:/(.+))?", re.ASCII)
_KINDS = ("share", "talk", "both")
_MOST_ALARMS, _MOST_TALK = 1_000, 100


def budgets(text: str | None, usual: float) -> tuple[float, ...]:
    """`0.33,1,3` as numbers, each once, the smallest first; without a word the brand's own."""
    if text is None:
        return (usual,)
    try:
        found = sorted({float(each) for each in text.split(",")})
        if not all(0 < each <= _MOST_ALARMS for each in found):
            raise ValueError(text)
    except ValueError as error:
        words = say("backtest.bad_alarms", value=one_line(text, 40))
        raise click.BadParameter(words, param_hint="--alarms") from error
    return tuple(found)


def moment_of(text: str, zone: tzinfo, option: str) -> datetime:
    """A date or time of the brand's."""
    try:
        at = instant(text, zone)
        if not EARLIEST <= at < LATEST:
            raise ValueError(text)
    except ValueError as error:
        words = say("commands.bad_time", value=one_line(text, 40))
        raise click.BadParameter(words, param_hint=option) from error
    return at


def injection(text: str, zone: tzinfo) -> Injection:
    """`share=.2:.5@2026-10-03T10:00/6h` as what it means."""
    found = _FORM.fullmatch(text.strip())
    if not found:
        raise _bad("bad_inject", text)
    kind, change, since, lasts = found.groups()
    begins = moment_of(since, zone, "--inject")
    span: timedelta = Span().convert(lasts, None, None) if lasts else INJECTED_FOR
    if span > INJECTED_FOR:
        raise _bad("too_long", text, days=str(INJECTED_FOR.days))
    plain = Injection(kind="both", since=begins, until=begins + span)
    if kind == "share":
        usual, share = _shares(change, text)
        return replace(plain, kind="share", usual=usual, share=share)
    if kind == "talk":
        return replace(plain, kind="talk", volume=_volume(change, text))
    if kind == "both":
        volume, comma, part = change.partition(",")
        if not comma:
            raise _bad("bad_inject", text)
        usual, share = _shares(part, text)
        return replace(plain, volume=_volume(volume, text), usual=usual, share=share)
    name = one_line(kind, 40)
    raise ConfigError(say("backtest.bad_kind", name=name), hint=nearest(kind, _KINDS))


def within(
    asked: Sequence[tuple[str, Injection]], since: datetime, until: datetime, zone: tzinfo
) -> list[Injection]:
    """Those that were asked for, each of which begins within what is looked at."""
    for text, each in asked:
        if not since <= each.since < until:
            spoken = language_of()
            begins, ends = (moment(spoken, at, zone) for at in (since, until))
            raise _bad("outside", text, since=begins, until=ends)
    return [replace(each, until=min(each.until, until)) for _, each in asked]


def _shares(text: str, whole: str) -> tuple[float | None, float]:
    """`.2:.5` or `.5`: the share before, if it is said, and after."""
    before, colon, after = text.rpartition(":")
    usual = _number(before, whole) if colon else None
    share = _number(after, whole)
    if not 0 <= (usual or 0) < share < 1:
        raise _bad("bad_share", whole)
    return usual, share


def _volume(text: str, whole: str) -> float:
    volume = _number(text, whole)
    if not 1 < volume <= _MOST_TALK:
        raise _bad("bad_volume", whole)
    return volume


def _number(text: str, whole: str) -> float:
    try:
        found = float(text)
    except ValueError as error:
        raise _bad("bad_inject", whole) from error
    if not isfinite(found):
        raise _bad("bad_inject", whole)
    return found


def _bad(key: str, text: str, **more: str) -> click.BadParameter:
    words = say(f"backtest.{key}", value=one_line(text, 60), **more)
    return click.BadParameter(words, param_hint="--inject")
