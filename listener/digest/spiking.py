"""The negative spikes of a period, and by themselves those that were found afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from listener.digest.blocks import Line, Section, Spike
from listener.digest.wording import Wording
from listener.i18n import Translator
from listener.i18n.formats import moment, number
from listener.records import Report
from listener.severity import severity
from listener.spikes import WHOLE_BRAND, Incident
from listener.text import one_line


def spikes(report: Report, words: Wording) -> Section | None:
    """What stood out in the period; that nothing did, the headline has said."""
    found = _told([each for each in report.incidents if not each.past], report, words)
    return Section(key="spikes", title=words.t("digest.spikes"), blocks=found) if found else None


def past(report: Report, words: Wording) -> Section | None:
    """What was over when it was found."""
    found = _told([each for each in report.incidents if each.past], report, words)
    return Section(key="past", title=words.t("digest.past"), blocks=found) if found else None


def _told(incidents: Sequence[Incident], report: Report, words: Wording) -> tuple[Spike, ...]:
    """Those that press first; one of a single source is told beside that of the whole brand."""
    numbers = {each.id for each in incidents}
    beside: dict[int, list[Line]] = {}
    for each in incidents:
        if each.parent in numbers and each.parent is not None:
            beside.setdefault(each.parent, []).append(_beside(each, report, words))
    first = sorted(alone(incidents), key=lambda incident: not incident.pressing)
    return tuple(_spike(each, report, words, beside.get(each.id, ())) for each in first)


def alone(incidents: Sequence[Incident]) -> list[Incident]:
    """Those that are told by themselves: of which none of these speaks for them."""
    numbers = {each.id for each in incidents}
    return [each for each in incidents if each.parent not in numbers]


def _beside(incident: Incident, report: Report, words: Wording) -> Line:
    """The same on one source: of which kind, and what it comes down to there."""
    drivers = report.drivers.get(incident.id)
    said = [f"{_kind(incident, words.t)}.", words.driven(drivers) if drivers else ""]
    return Line(
        name=_source(incident, words),
        text=one_line(" ".join(filter(None, said)), 600),
        command=f"listener explain {incident.id}",
    )


def _spike(incident: Incident, report: Report, words: Wording, beside: Sequence[Line]) -> Spike:
    drivers, zone = report.drivers.get(incident.id), ZoneInfo(report.time_zone)
    told = [words.reason(incident), words.driven(drivers) if drivers else ""]
    return Spike(
        heading=_heading(incident, words, zone),
        reason=one_line(" ".join(filter(None, told)), 1600),
        command=f"listener explain {incident.id}",
        is_open=incident.pressing,
        standing=_standing_said(incident, words.t, zone),
        beside=tuple(beside),
        chart=words.drawn(incident),
    )


def _kind(incident: Incident, t: Translator) -> str:
    known = incident.told
    return t(f"detection.kind_{known.kind}") if known else t("digest.kind_before")


def _standing_said(incident: Incident, t: Translator, zone: tzinfo) -> str:
    """How grave it is, and what people have said of it."""
    attended, snoozed = incident.acknowledged_at, incident.snoozed_until
    is_open = incident.state == "open"
    said = [
        t("digest.severity", n=severity(incident)) if not incident.past else "",
        t("digest.attended", at=moment(t.language, attended, zone)) if attended and is_open else "",
        t("digest.snoozed", at=moment(t.language, snoozed, zone)) if snoozed and is_open else "",
        t("digest.caused", cause=one_line(incident.cause, 160)) if incident.cause else "",
        {True: t("digest.useful"), False: t("digest.noise"), None: ""}[incident.useful],
    ]
    return " ".join(filter(None, said))


def _heading(incident: Incident, words: Wording, zone: tzinfo) -> str:
    t = words.t
    return t(
        f"digest.spike_{_standing(incident)}",
        source=_source(incident, words),
        onset=moment(t.language, incident.began_at, zone),
        end=moment(t.language, incident.recovered_at or incident.updated_at, zone),
        peak=number(t.language, incident.peak_observed),
        kind=_kind(incident, t),
    )


def _standing(incident: Incident) -> str:
    if incident.past:
        return "past"
    if incident.state != "open":
        return "over"
    if incident.expected_because:
        return "expected"
    # The reason tells of the latest stretch; what began before is not to contradict it.
    return "open" if incident.began_at == _told_since(incident) else "going_on"


def _told_since(incident: Incident) -> datetime:
    return incident.told.onset_at if incident.told else incident.onset_at


def _source(incident: Incident, words: Wording) -> str:
    if incident.source in ("", WHOLE_BRAND):
        return words.t("digest.everywhere")
    return one_line(words.titled(incident.source), 40)
