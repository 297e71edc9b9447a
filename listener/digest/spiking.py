"""The negative spikes of a period, and by themselves those that were found afterwards."""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo

from listener.digest.blocks import Section, Spike
from listener.digest.wording import Wording
from listener.i18n import Translator
from listener.i18n.formats import moment, number
from listener.records import Report
from listener.spikes import WHOLE_BRAND, Incident
from listener.text import one_line


def spikes(report: Report, words: Wording) -> Section:
    """What stood out in the period."""
    lately = (incident for incident in report.incidents if not incident.past)
    return Section(
        key="spikes",
        title=words.t("digest.spikes"),
        blocks=tuple(_spike(incident, report, words) for incident in lately),
    )


def past(report: Report, words: Wording) -> Section:
    """What was over when it was found."""
    found = (incident for incident in report.incidents if incident.past)
    return Section(
        key="past",
        title=words.t("digest.past"),
        blocks=tuple(_spike(incident, report, words) for incident in found),
    )


def _spike(incident: Incident, report: Report, words: Wording) -> Spike:
    drivers = report.drivers.get(incident.id)
    told = [words.reason(incident), words.driven(drivers) if drivers else ""]
    return Spike(
        heading=_heading(incident, words.t, ZoneInfo(report.time_zone)),
        reason=one_line(" ".join(filter(None, told)), 1600),
        command=f"listener explain {incident.id}",
        is_open=incident.pressing,
    )


def _heading(incident: Incident, t: Translator, zone: tzinfo) -> str:
    known = incident.told
    return t(
        f"digest.spike_{_standing(incident)}",
        source=_source(incident, t),
        onset=moment(t.language, incident.began_at, zone),
        end=moment(t.language, incident.recovered_at or incident.updated_at, zone),
        peak=number(t.language, incident.peak_observed),
        kind=t(f"detection.kind_{known.kind}") if known else t("digest.kind_before"),
    )


def _standing(incident: Incident) -> str:
    if incident.past:
        return "past"
    if incident.state != "open":
        return "over"
    return "expected" if incident.expected_because else "open"


def _source(incident: Incident, t: Translator) -> str:
    if incident.source in ("", WHOLE_BRAND):
        return t("digest.everywhere")
    return one_line(incident.source, 40)
