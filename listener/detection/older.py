"""The sentence of an incident that counts-1 found, which kept no evaluations."""

from __future__ import annotations

from datetime import timedelta, tzinfo

from listener.detection.phrases import band, chance_of, on, since
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.spikes import Incident

_LOOKS_A_MONTH = 4 * 4 * 30 * 1440
"""Of four windows a month, divided by the minutes of the window: a quarter of one apart."""


def counted(incident: Incident, t: Translator, zone: tzinfo) -> str:
    """Since when, how many negatives, and how many are usual."""
    return f"{_observed(incident, t, zone)}; {_usual(incident, t)}"


def by_chance(incident: Incident, t: Translator) -> str:
    """How often chance alone would do that."""
    days = days_between(incident.window_minutes, incident.probability)
    return chance_of(days, incident.history_days, "by_chance", t)


def days_between(window_minutes: int, probability: float) -> float:
    """How many days pass between two windows this strange, by chance alone."""
    return 30 / (probability * _LOOKS_A_MONTH / window_minutes)


def _observed(incident: Incident, t: Translator, zone: tzinfo) -> str:
    end = incident.onset_at + timedelta(minutes=incident.window_minutes)
    return t(
        "detection.observed",
        n=incident.observed,
        count=number(t.language, incident.observed),
        since=since(incident.onset_at, end, t, zone),
        on=on(incident.source, t),
        window=_window(incident.window_minutes, t),
    )


def _window(minutes: int, t: Translator) -> str:
    return t("detection.hours", count=number(t.language, minutes / 60, 1 if minutes % 60 else 0))


def _usual(incident: Incident, t: Translator) -> str:
    between = band(incident.low, incident.high, t)
    count = round(incident.expected)
    if count < 1:
        return t("detection.usual_under_one", band=between)
    return t("detection.usual", n=count, count=number(t.language, count), band=between)
