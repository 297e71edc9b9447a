"""What a digest says, before any form: which brands, in which order, and their sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from zoneinfo import ZoneInfo

from listener.digest.alarms import alarms
from listener.digest.answered import answered
from listener.digest.asking import command_of
from listener.digest.authors import authors
from listener.digest.blocks import UNKNOWN, Page, Paragraph, Section, View
from listener.digest.busy_hours import busy_hours
from listener.digest.coverage import coverage, sight_of
from listener.digest.feelings import feelings
from listener.digest.figures import figures, heard_before, hidden_said
from listener.digest.missed import missed
from listener.digest.spiking import alone, past, spikes
from listener.digest.starred import starred
from listener.digest.storms import storms
from listener.digest.topics import topics
from listener.digest.unread import unread
from listener.digest.voices import voices
from listener.digest.waiting import open_first, waiting
from listener.digest.wording import Wording
from listener.i18n import Translator
from listener.i18n.formats import listed, moment, number
from listener.records import Report
from listener.text import one_line

SHOWN_NAMES = 5

FULL = 40
"""Brands that are told whole; of more nobody would read."""


SECTIONS: tuple[Callable[[Report, Wording], Section | None], ...] = (
    missed,
    waiting,
    spikes,
    past,
    open_first,
    figures,
    feelings,
    starred,
    answered,
    topics,
    voices,
    authors,
    storms,
    busy_hours,
    unread,
    coverage,
    alarms,
)
"""All that is told of a brand, in the order in which a person needs it."""


def view(reports: Sequence[Report], words: Wording) -> View:
    """The digest of these reports in words."""
    t = words.t
    pages = sorted((_page(report, words) for report in reports), key=_urgency)
    alone, all_silent = len(pages) == 1, all(page.silent for page in pages)
    full = [page for page in pages if not page.quiet or (alone and not page.silent)]
    zone = ZoneInfo(reports[0].time_zone) if reports else ZoneInfo("UTC")
    return View(
        title=_title(pages, t),
        headline=headline(reports, pages, t),
        pages=tuple(pages),
        full=tuple(full[:FULL]),
        rest=tuple(full[FULL:]),
        brief=tuple(page for page in pages if page.quiet and not alone and not all_silent),
        foot=(
            *([t("digest.how_told"), t("digest.no_ave")] if full else []),
            t("digest.made", at=moment(t.language, words.now, zone)),
        ),
    )


def headline(reports: Sequence[Report], pages: Sequence[Page], t: Translator) -> str:
    """What a person must know if they read one line only."""
    if not pages:
        return t("digest.no_brands")
    if all(page.silent for page in pages):
        key = "digest.silent_one" if len(pages) == 1 else "digest.silent_many"
        return t(key, name=pages[0].name, n=number(t.language, len(pages)))
    items = sum(report.totals.items for report in reports)
    calm = all(page.quiet for page in pages) and all(map(_nobody_waits, reports))
    if calm and not any(report.location for report in reports):
        return t("digest.calm", n=number(t.language, items))
    sentences = [_spikes_said(reports, pages, t)]
    if items:
        negatives = number(t.language, sum(report.totals.negatives for report in reports))
        sentences.append(t("digest.negatives", negatives=negatives, n=number(t.language, items)))
    return " ".join([*sentences, *_unseen_said(reports, t)])


def _spikes_said(reports: Sequence[Report], pages: Sequence[Page], t: Translator) -> str:
    if still := sum(page.open_spikes for page in pages):
        names = [page.name for page in pages if page.open_spikes]
        shown = names[:SHOWN_NAMES]
        if len(names) > SHOWN_NAMES:
            shown.append(t("digest.and_more", n=len(names) - SHOWN_NAMES))
        return t("digest.spikes_open", n=number(t.language, still), names=listed(t.language, shown))
    known = [each for report in reports for each in report.incidents if not each.past]
    if over := sum(each.state != "open" for each in alone(known)):
        return t("digest.spikes_over", n=number(t.language, over))
    if any(report.location for report in reports):
        return t("digest.spikes_of_brands")
    return t("digest.spikes_none")


def _unseen_said(reports: Sequence[Report], t: Translator) -> list[str]:
    sights = [sight_of(status, report) for report in reports for status in report.coverage]
    blind = sights.count("blind")
    unread = sights.count("new") + sights.count("stale")
    of = number(t.language, len(sights))
    counts = {"blind": blind, "unread": unread}
    said = [
        t(f"digest.{name}{'_all' if n == len(sights) else ''}", n=number(t.language, n), of=of)
        for name, n in counts.items()
        if n
    ]
    return said if sights else [t("digest.nothing_watched")]


def _title(pages: Sequence[Page], t: Translator) -> str:
    if len(pages) == 1:
        return t("digest.title", name=pages[0].name)
    return t("digest.title_many", n=number(t.language, len(pages)))


def _urgency(page: Page) -> tuple[bool, bool, bool, str]:
    return (not page.open_spikes, not page.unseen, page.quiet, page.name.casefold())


def is_quiet(report: Report) -> bool:
    """Whether nothing bad was said, no spike open, all seen to the end, and no digest missed."""
    bad = report.incidents or report.totals.negatives or report.worst or report.missed
    return seen_whole(report) and not bad


def seen_whole(report: Report) -> bool:
    """Whether every watch was seen to the end, and there is one."""
    sights = [sight_of(status, report) for status in report.coverage]
    return bool(sights) and all(sight in ("fresh", "silent") for sight in sights)


def _nobody_waits(report: Report) -> bool:
    """Whether no review waits for an answer, and everybody takes their messages."""
    known = report.facts
    return known is None or not (known.waiting.reviews or known.paused)


def _page(report: Report, words: Wording) -> Page:
    sights = [sight_of(status, report) for status in report.coverage]
    unseen = sights.count("blind")
    still = sum(incident.pressing for incident in report.incidents)
    quiet = is_quiet(report)
    silent = quiet and not (report.totals.items or report.hidden) and _nobody_waits(report)
    return Page(
        brand=report.brand,
        name=_name(report),
        period=_period(report, words.t, ZoneInfo(report.time_zone)),
        line=_line(report, silent, still, unseen, words.t),
        command=command_of(report),
        quiet=quiet,
        silent=silent,
        open_spikes=still,
        unseen=unseen,
        sections=_sections(report, words),
    )


def _name(report: Report) -> str:
    """What it is of: a brand or a group, and the place, app or page if it is of one only."""
    place = one_line(report.location, 60)
    return " · ".join(filter(None, [one_line(report.name, 60), place]))


def _sections(report: Report, words: Wording) -> tuple[Section, ...]:
    """What there is to tell; of what there is not, one line together."""
    told = [section for tell in SECTIONS if (section := tell(report, words))]
    silent = [section.title for section in told if not section.blocks]
    if silent:
        names = "; ".join(title[:1].lower() + title[1:] for title in silent)
        line = Paragraph(text=words.t("digest.nothing_else", names=names), tone="soft")
        told.append(Section(key="nothing", title="", blocks=(line,)))
    return tuple(section for section in told if section.blocks)


def _period(report: Report, t: Translator, zone: tzinfo) -> str:
    since, until = (moment(t.language, at, zone) for at in (report.since, report.until))
    return t("digest.period", since=since, until=until, zone=report.time_zone)


def _line(report: Report, silent: bool, still: int, unseen: int, t: Translator) -> str:
    if silent:
        return t("digest.line_silent")
    items, negatives = report.totals.items, report.totals.negatives
    before = number(t.language, report.previous.items) if heard_before(report) else UNKNOWN
    parts = [
        t("digest.line_spike") if still else "",
        t("digest.line_mentions", n=number(t.language, items), before=before),
        _negatives_said(negatives, t) if items else "",
        t("digest.line_blind", n=number(t.language, unseen)) if unseen else "",
        hidden_said(report, t),
    ]
    return " · ".join(filter(None, parts))


def _negatives_said(negatives: int, t: Translator) -> str:
    if not negatives:
        return t("digest.line_no_negative")
    return t("digest.line_negative", n=number(t.language, negatives))
