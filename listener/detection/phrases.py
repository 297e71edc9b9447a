"""Turns of phrase that every sentence about an incident is made of."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from listener.i18n import Translator
from listener.i18n.formats import clock, day, number
from listener.spikes import WHOLE_BRAND
from listener.text import one_line

_DAYS = (("years", 700, 365), ("months", 60, 30), ("weeks", 14, 7), ("days", 1, 1))
"""Each unit, from how many days on it is spoken of, and how many it has."""


def on(source: str, t: Translator) -> str:
    """Where: `on Reddit`, or across all sources for the whole brand."""
    if source in ("", WHOLE_BRAND):
        return t("detection.everywhere")
    return t("detection.on", source=one_line(source, 60))


def since(start: datetime, end: datetime, t: Translator, zone: tzinfo) -> str:
    """The hour; with its day when the window began on another day than it ended."""
    last = end - timedelta(minutes=1)
    if start.astimezone(zone).date() == last.astimezone(zone).date():
        return at_clock("since", start, t, zone)
    return at_clock("since", start, t, zone, dated=True)


def at_clock(key: str, at: datetime, t: Translator, zone: tzinfo, *, dated: bool = False) -> str:
    """`detection.<key>` with an hour, of which Spanish has one that is singular; with its day."""
    said = clock(t.language, at, zone)
    one = said.lstrip("0").startswith("1:")
    if not dated:
        name = f"detection.{key}_one" if one else f"detection.{key}"
        return t(name, clock=said)
    name = f"detection.{key}_one_day" if one else f"detection.{key}_day"
    return t(name, clock=said, day=day(t.language, at, zone))


def band(low: float, high: float, t: Translator) -> str:
    """What holds a count nine times in ten."""
    if high < 1:
        return t("detection.nearly_none")
    if low < 1:
        return t("detection.at_most", high=number(t.language, high))
    return t("detection.between", low=number(t.language, low), high=number(t.language, high))


def chance_of(days: float, history_days: float, key: str, t: Translator) -> str:
    """Once in so many days by chance alone; never rarer than the history can bear witness to."""
    history = max(1, int(history_days))
    if days > history:
        return t("detection.not_in_history", n=history, count=number(t.language, history))
    if days < 0.5:
        return t("detection.daily")
    return t(f"detection.{key}", time=_in_words(days, t))


def _in_words(days: float, t: Translator) -> str:
    for unit, from_days, length in _DAYS:
        if days >= from_days or unit == "days" or round(days / length, 1) == 1:
            count = max(1, round(days / length))
            return t(f"detection.{unit}", n=count, count=number(t.language, count))
    raise AssertionError("days is the last unit")
