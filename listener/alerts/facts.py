"""The figures that back an alert up, labelled; `listener explain` prints the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from listener.alerts.seen import Seen, lasted, seen, where
from listener.alerts.subjects import outcome
from listener.evaluated import band, basis, in_all, length, significant
from listener.i18n import Translator
from listener.i18n.formats import moment, number, shares
from listener.outgoing import Story
from listener.severity import GRAVEST
from listener.spikes import Evaluation, Incident
from listener.text import one_line

_RARE = ((0.001, "hardly"), (0.02, "very_rarely"), (0.5, "rarely"))
"""From how many false alarms a month on chance is given which chance."""

_GRADES = ((8.5, "extreme"), (6.5, "high"), (3.5, "medium"))

Facts = Iterator[tuple[str, str]]


def facts(story: Story, t: Translator, zone: tzinfo) -> Facts:
    """What was seen, what is usual and by what weeks, how probable, how grave, how persistent."""
    incident, found = story.incident, seen(story.incident)
    if story.event in ("recovered", "closed", "adopted"):
        yield from _ended(story, t, zone)
    yield from _counted(incident, found, t)
    if incident.told is not None:
        yield from _of_look(incident.told, t)
    else:
        yield t("alerts.probability"), t("explain.p_value", value=_p(incident, t))
    if story.severity:
        yield t("alerts.severity"), severity_said(story.severity, t)
    if story.looks:
        yield t("alerts.persistence"), persistence(story.alarming, story.looks, t)
    yield t("alerts.since"), moment(t.language, found.onset_at, zone)
    yield t("alerts.where"), where(incident.source, t)
    yield t("alerts.basis"), _basis(incident, t, zone)


def severity_said(severity: int, t: Translator) -> str:
    """`7 of 10, high`."""
    grade = next((name for least, name in _GRADES if severity > least), "low")
    said = t(f"alerts.grade_{grade}")
    return t("alerts.severity_of", n=severity, most=GRAVEST, grade=said)


def persistence(alarming: int, looks: int, t: Translator) -> str:
    """In how many of the looks since it began it was alarming."""
    return t(
        "alerts.alarming_in", n=number(t.language, looks), alarming=number(t.language, alarming)
    )


def _p(incident: Incident, t: Translator) -> str:
    return significant(incident.probability, t)


def _counted(incident: Incident, found: Seen, t: Translator) -> Facts:
    look = incident.told
    stars = look is not None and look.method == "stars"
    said = t(
        "alerts.observed_value_stars" if stars else "alerts.observed_value",
        observed=number(t.language, found.observed),
        items=number(t.language, found.items),
        window=length(found.minutes, t),
    )
    if found.copies:
        said += t("alerts.copies", n=number(t.language, found.copies))
    yield t("alerts.observed_stars" if stars else "alerts.observed"), said
    by_share = look is not None and look.method != "count"
    key = "alerts.expected_of_so_many" if by_share else "alerts.expected_value"
    yield t("alerts.expected"), t(key, **band(found.expected, found.low, found.high, t))


def _of_look(look: Evaluation, t: Translator) -> Facts:
    stars = "_stars" if look.method == "stars" else ""
    yield t(f"alerts.share{stars}"), shares(look, t)
    yield t(f"alerts.volume{stars}"), in_all(look, t)
    yield t("alerts.kind"), t(f"detection.kind_{look.kind}")
    yield t("alerts.probability"), probability(look, t)


def probability(look: Evaluation, t: Translator) -> str:
    """In words, and how many false alarms a month a threshold just here would raise."""
    name = next((name for most, name in _RARE if look.monthly <= most), "may_be")
    monthly, budget = significant(look.monthly, t), significant(look.budget, t)
    return t(f"alerts.chance_{name}", monthly=monthly, budget=budget)


def _basis(incident: Incident, t: Translator, zone: tzinfo) -> str:
    if incident.told is not None:
        return basis(incident.told, t, zone)
    days = max(1, int(incident.history_days))
    return t("alerts.history_value", n=number(t.language, days))


def _ended(story: Story, t: Translator, zone: tzinfo) -> Facts:
    """How long it was, what it came to, and why a person closed it."""
    incident = story.incident
    end = incident.recovered_at or incident.closed_at or incident.updated_at
    yield t("alerts.lasted_for"), t("alerts.lasting", **lasting(incident, end, t, zone))
    cause, by = one_line(incident.cause, 300), one_line(incident.closed_by, 80)
    if story.event == "closed" and cause:
        yield t("alerts.cause_label"), f"{cause} ({by})" if by else cause
    yield t("alerts.outcome"), ", ".join(outcome(story, t))


def lasting(incident: Incident, end: datetime, t: Translator, zone: tzinfo) -> dict[str, str]:
    """How long, from when to when: the blanks of a message."""
    return {
        "time": lasted(incident, end, t),
        "onset": moment(t.language, incident.began_at, zone),
        "end": moment(t.language, end, zone),
    }
