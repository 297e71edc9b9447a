"""What a digest says, in words, before any form: text, HTML and Markdown only lay it out.

Strings are free of control characters and not yet escaped; a form escapes every one of them.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from msgspec import Struct

from listener.card import Card, card
from listener.causes import Drivers
from listener.digest.coverage import Seen, seen
from listener.digest.figures import Figure, aspects, figures, sources
from listener.digest.measures import sentence
from listener.digest.season import week_said
from listener.i18n import Translator
from listener.i18n.formats import moment, number
from listener.records import Report
from listener.spikes import WHOLE_BRAND, Incident
from listener.text import one_line

SHOWN_NAMES = 5

SOURCES = ("source", "mentions", "negative", "positive", "stars")
ASPECTS = ("aspect", "mentions", "change", "negative_share", "change_points")
"""The heads of the columns of two tables, as the catalogue calls them."""


class Spike(Struct, frozen=True, kw_only=True):
    """A negative spike: where and when, the reason in a few sentences, how to have it explained."""

    heading: str
    reason: str
    command: str
    is_open: bool


class Section(Struct, frozen=True, kw_only=True):
    """All about one brand. `line` is the whole section in one line, without the name."""

    brand: str
    name: str
    period: str
    line: str
    command: str
    quiet: bool
    silent: bool
    open_spikes: int
    unseen: int
    figures: tuple[Figure, ...]
    undated: str
    hidden: str
    week: str
    measured: tuple[str, ...]
    sources: tuple[tuple[str, str, str, str, str], ...]
    aspects: tuple[tuple[str, str, str, str, str], ...]
    spikes: tuple[Spike, ...]
    past: tuple[Spike, ...]
    worst: tuple[Card, ...]
    coverage: tuple[Seen, ...]
    no_coverage: str


class View(Struct, frozen=True, kw_only=True):
    """A digest: its title, the sentence that opens it, and the brands, the most urgent first.

    `full` brands get a section of their own, `brief` ones a line.
    """

    title: str
    headline: str
    sections: tuple[Section, ...]
    full: tuple[Section, ...]
    brief: tuple[Section, ...]
    made: str


def view(
    reports: Sequence[Report],
    t: Translator,
    now: datetime,
    reason: Callable[[Incident], str],
    driven: Callable[[Drivers], str] = lambda _: "",
) -> View:
    """The digest of these reports in words."""
    sections = sorted(
        (_section(report, t, now, _both(report, reason, driven)) for report in reports),
        key=_urgency,
    )
    alone, all_silent = len(sections) == 1, all(section.silent for section in sections)
    zone = ZoneInfo(reports[0].time_zone) if reports else ZoneInfo("UTC")
    return View(
        title=_title(sections, t),
        headline=headline(reports, sections, t),
        sections=tuple(sections),
        full=tuple(s for s in sections if not s.quiet or (alone and not s.silent)),
        brief=tuple(s for s in sections if s.quiet and not alone and not all_silent),
        made=t("digest.made", at=moment(t.language, now, zone)),
    )


def _both(
    report: Report, reason: Callable[[Incident], str], driven: Callable[[Drivers], str]
) -> Callable[[Incident], str]:
    """Why an incident is one, and what it comes down to where that is known."""

    def said(incident: Incident) -> str:
        found = report.drivers.get(incident.id)
        return " ".join(filter(None, [reason(incident), driven(found) if found else ""]))

    return said


def headline(reports: Sequence[Report], sections: Sequence[Section], t: Translator) -> str:
    """What a person must know if they read one line only."""
    if not sections:
        return t("digest.no_brands")
    if all(section.silent for section in sections):
        key = "digest.silent_one" if len(sections) == 1 else "digest.silent_many"
        return t(key, name=sections[0].name, n=number(t.language, len(sections)))
    items = sum(report.totals.items for report in reports)
    if all(section.quiet for section in sections):
        return t("digest.calm", n=number(t.language, items))
    sentences = [_spikes_said(reports, sections, t)]
    if items:
        negatives = number(t.language, sum(report.totals.negatives for report in reports))
        sentences.append(t("digest.negatives", negatives=negatives, n=number(t.language, items)))
    return " ".join([*sentences, *_unseen_said(sections, t)])


def _spikes_said(reports: Sequence[Report], sections: Sequence[Section], t: Translator) -> str:
    if still := sum(section.open_spikes for section in sections):
        names = [section.name for section in sections if section.open_spikes]
        shown = names[:SHOWN_NAMES]
        if len(names) > SHOWN_NAMES:
            shown.append(t("digest.and_more", n=len(names) - SHOWN_NAMES))
        return t("digest.spikes_open", n=number(t.language, still), names=", ".join(shown))
    over = sum(not each.past for report in reports for each in report.incidents)
    if over:
        return t("digest.spikes_over", n=number(t.language, over))
    return t("digest.spikes_none")


def _unseen_said(sections: Sequence[Section], t: Translator) -> list[str]:
    sights = [watch.sight for section in sections for watch in section.coverage]
    blind = sights.count("blind")
    unread = sights.count("new") + sights.count("stale")
    of = number(t.language, len(sights))
    return [
        *([t("digest.blind", n=number(t.language, blind), of=of)] if blind else []),
        *([t("digest.unread", n=number(t.language, unread), of=of)] if unread else []),
        *([] if sights else [t("digest.nothing_watched")]),
    ]


def _title(sections: Sequence[Section], t: Translator) -> str:
    if len(sections) == 1:
        return t("digest.title", name=sections[0].name)
    return t("digest.title_many", n=number(t.language, len(sections)))


def _urgency(section: Section) -> tuple[bool, bool, bool, str]:
    return (not section.open_spikes, not section.unseen, section.quiet, section.name.casefold())


def _section(
    report: Report, t: Translator, now: datetime, reason: Callable[[Incident], str]
) -> Section:
    zone = ZoneInfo(report.time_zone)
    watches = tuple(seen(status, report, t, zone, now) for status in report.coverage)
    unseen = sum(watch.sight == "blind" for watch in watches)
    whole = bool(watches) and all(watch.sight in ("fresh", "silent") for watch in watches)
    still = sum(incident.pressing for incident in report.incidents)
    past = tuple(incident for incident in report.incidents if incident.past)
    lately = tuple(incident for incident in report.incidents if not incident.past)
    quiet = whole and not report.incidents and not report.totals.negatives and not report.worst
    silent = quiet and not report.totals.items and not report.hidden
    undated = report.totals.undated
    return Section(
        brand=report.brand,
        name=one_line(report.name, 60),
        period=_period(report, t, zone),
        line=_line(report, silent, still, unseen, t),
        command=f"listener digest --brand {shlex.quote(one_line(report.brand, 80))}",
        quiet=quiet,
        silent=silent,
        open_spikes=still,
        unseen=unseen,
        figures=tuple(figures(report, t)),
        undated=t("digest.undated", n=number(t.language, undated)) if undated else "",
        hidden=_hidden_said(report, t),
        week=week_said(report, t),
        measured=tuple(sentence(each, t) for each in report.measured),
        sources=tuple(sources(report, t)),
        aspects=tuple(aspects(report, t)),
        spikes=tuple(_spike(incident, t, zone, reason) for incident in lately),
        past=tuple(_spike(incident, t, zone, reason) for incident in past),
        worst=tuple(card(stored, t, zone) for stored in report.worst),
        coverage=tuple(sorted(watches, key=lambda watch: (watch.sight != "blind", watch.name))),
        no_coverage="" if watches else t("digest.nothing_watched"),
    )


def _period(report: Report, t: Translator, zone: tzinfo) -> str:
    since, until = (moment(t.language, at, zone) for at in (report.since, report.until))
    return t("digest.period", since=since, until=until, zone=report.time_zone)


def _line(report: Report, silent: bool, still: int, unseen: int, t: Translator) -> str:
    if silent:
        return t("digest.line_silent")
    items, negatives = report.totals.items, report.totals.negatives
    before = number(t.language, report.previous.items)
    parts = [
        t("digest.line_spike") if still else "",
        t("digest.line_mentions", n=number(t.language, items), before=before),
        _negatives_said(negatives, t) if items else "",
        t("digest.line_blind", n=number(t.language, unseen)) if unseen else "",
        _hidden_said(report, t),
    ]
    return " · ".join(filter(None, parts))


def _hidden_said(report: Report, t: Translator) -> str:
    """Silence that somebody has wished for is no good news."""
    if not report.hidden:
        return ""
    return t("digest.hidden", n=report.hidden, count=number(t.language, report.hidden))


def _negatives_said(negatives: int, t: Translator) -> str:
    if not negatives:
        return t("digest.line_no_negative")
    return t("digest.line_negative", n=number(t.language, negatives))


def _spike(
    incident: Incident, t: Translator, zone: tzinfo, reason: Callable[[Incident], str]
) -> Spike:
    known = incident.told
    kind = t(f"detection.kind_{known.kind}") if known else t("digest.kind_before")
    heading = t(
        f"digest.spike_{_standing(incident)}",
        source=_source(incident, t),
        onset=moment(t.language, incident.began_at, zone),
        end=moment(t.language, incident.recovered_at or incident.updated_at, zone),
        peak=number(t.language, incident.peak_observed),
        kind=kind,
    )
    return Spike(
        heading=heading,
        reason=one_line(reason(incident), 1600),
        command=f"listener explain {incident.id}",
        is_open=incident.pressing,
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
