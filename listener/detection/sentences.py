"""An incident in two sentences that anybody understands."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from listener.detection.findings import looks_per_month
from listener.i18n import Translator
from listener.i18n.formats import clock, moment, number
from listener.spikes import Incident
from listener.text import one_line

_DAYS_A_WEEK, _DAYS_A_MONTH = 7, 30
_GOOD_PART = 3
"""One in so many is worth telling."""


def reason(incident: Incident, t: Translator, zone: tzinfo) -> str:
    """Since when, how many, how many are usual, and how often chance alone would do that."""
    parts = [
        f"{_observed(incident, t, zone)}; {_usual(incident, t)}",
        *_repeated(incident, t),
        *_true(incident, t),
        _by_chance(incident, t),
    ]
    if incident.rescored:
        parts.append(t("detection.rescored"))
    elif incident.recovered_at:
        local = incident.recovered_at.astimezone(zone)
        key = "detection.recovered_one" if local.hour == 1 else "detection.recovered"
        parts.append(t(key, clock=clock(incident.recovered_at, zone)))
    return " ".join(parts)


def days_between(window_minutes: int, probability: float) -> float:
    """How many days pass between two windows this strange, by chance alone."""
    return _DAYS_A_MONTH / (probability * looks_per_month(window_minutes))


def _observed(incident: Incident, t: Translator, zone: tzinfo) -> str:
    return t(
        "detection.observed",
        n=incident.observed,
        count=number(t.language, incident.observed),
        since=_since(incident, t, zone),
        source=one_line(incident.source),
        window=_window(incident.window_minutes, t),
    )


def _repeated(incident: Incident, t: Translator) -> list[str]:
    """That a good part of it, or all, is one thing said again and again."""
    copies, own = incident.copies, incident.observed - incident.copies
    if copies < 2 or _GOOD_PART * copies < incident.observed:
        return []
    key = "detection.one_text" if own <= 1 else "detection.copies"
    return [t(key, copies=number(t.language, copies), own=number(t.language, own))]


def _true(incident: Incident, t: Translator) -> list[str]:
    """How many of them are negative indeed, where people have measured it."""
    if incident.truly is None:
        return []
    shown = {
        name: number(t.language, round(getattr(incident.truly, name)))
        for name in ("count", "low", "high", "labels")
    }
    observed = number(t.language, incident.observed)
    return [t("detection.truly", n=shown["count"], observed=observed, **shown)]


def _since(incident: Incident, t: Translator, zone: tzinfo) -> str:
    """The hour; with its day when the window began on another day than it ended."""
    start: datetime = incident.onset_at
    end = start + timedelta(minutes=incident.window_minutes - 1)
    one = "_one" if start.astimezone(zone).hour == 1 else ""
    if start.astimezone(zone).date() == end.astimezone(zone).date():
        return t(f"detection.since{one}", clock=clock(start, zone))
    day = moment(t.language, start, zone).rpartition(",")[0]
    return t(f"detection.since{one}_day", clock=clock(start, zone), day=day)


def _window(minutes: int, t: Translator) -> str:
    return t("detection.hours", count=number(t.language, minutes / 60, 1 if minutes % 60 else 0))


def _usual(incident: Incident, t: Translator) -> str:
    band = _band(incident, t)
    count = round(incident.expected)
    if count < 1:
        return t("detection.usual_under_one", band=band)
    return t("detection.usual", n=count, count=number(t.language, count), band=band)


def _band(incident: Incident, t: Translator) -> str:
    low, high = (number(t.language, value) for value in (incident.low, incident.high))
    if incident.high < 1:
        return t("detection.none")
    if incident.low < 1:
        return t("detection.at_most", high=high)
    return t("detection.between", low=low, high=high)


def _by_chance(incident: Incident, t: Translator) -> str:
    """Never rarer than the history can bear witness to."""
    days = days_between(incident.window_minutes, incident.probability)
    history = max(1, int(incident.history_days))
    if days > history:
        return t("detection.not_in_history", n=history, count=number(t.language, history))
    return t("detection.by_chance", time=_in_words(days, t))


def _in_words(days: float, t: Translator) -> str:
    for unit, length in (("months", _DAYS_A_MONTH), ("weeks", _DAYS_A_WEEK), ("days", 1)):
        if days >= 2 * length or unit == "days" or round(days / length, 1) == 1:
            count = max(1, round(days / length))
            return t(f"detection.{unit}", n=count, count=number(t.language, count))
    raise AssertionError("days is the last unit")
