"""How much was said, against the times that it is compared with."""

from __future__ import annotations

import re

from listener.digest.blocks import Block, Cell, Column, Paragraph, Row, Section, table
from listener.digest.estimates import facts_of
from listener.digest.measures import sentence
from listener.digest.season import week_said
from listener.digest.wording import Wording
from listener.facts import Comparison, CoverageKind, Facts
from listener.i18n import Translator
from listener.i18n.formats import listed as in_words
from listener.i18n.formats import number
from listener.records import Report, Totals
from listener.text import one_line

_SHOWN_SOURCES = 6
_CHANGES: tuple[CoverageKind, ...] = ("new", "lost", "partial")


def figures(report: Report, words: Wording) -> Section | None:
    """Counts beside those of then, and what has to be known to compare them."""
    t, held = words.t, comparisons(report)
    columns = (
        Column(key="figure", kind="name"),
        Column(key="now", head=t("digest.now")),
        Column(key="change", head=t("digest.change")),
        *(Column(key=each.kind, head=t(f"digest.then_{each.kind}")) for each in held),
    )
    cautions = [said for each in held for said in changed_said(each, words)]
    blocks: list[Block] = [
        table(columns, _rows(report, held, t)),
        *(Paragraph(text=said, tone="warn") for said in cautions),
        *(Paragraph(text=said, tone="soft") for said in _said(report, held, words)),
    ]
    if week := week_said(report, t, words.titled):
        blocks.append(Paragraph(text=week))
    return Section(key="figures", title=t("digest.figures"), blocks=tuple(blocks))


def comparisons(report: Report) -> list[Comparison]:
    """The times that it is held against; the period before where nothing else is known."""
    facts = facts_of(report)
    if held := [each for each in facts.comparisons if each.periods][:2]:
        return held
    if not heard_before(report):
        return []
    since = report.since - (report.until - report.since)
    before = report.previous
    return [Comparison(kind="previous", since=since, until=report.since, totals=before)]


def heard_before(report: Report) -> bool:
    """Whether anything is known of the period before; where nobody listened, nothing is no zero."""
    held = facts_of(report).comparisons
    unheard = any(each.kind == "previous" and not each.periods for each in held)
    return bool(report.previous.items) or not unheard


def changed_said(held: Comparison, words: Wording) -> list[str]:
    """Which sources were not seen then as now: their difference may say nothing."""
    t, said = words.t, []
    for kind in _CHANGES:
        names = [words.titled(each.source) for each in held.changed if each.kind == kind]
        if names:
            shown = listed([one_line(name, 40) for name in names], t)
            head = t(f"digest.then_{held.kind}")
            said.append(t(f"digest.coverage_{kind}", head=head, names=shown))
    return said


def listed(names: list[str], t: Translator) -> str:
    """The first few names, and how many more there are."""
    shown = names[:_SHOWN_SOURCES]
    if len(names) > len(shown):
        shown.append(t("digest.and_more", n=len(names) - len(shown)))
        return ", ".join(shown)
    return in_words(t.language, shown)


def hidden_said(report: Report, t: Translator) -> str:
    """Silence that somebody has wished for is no good news."""
    if not report.hidden:
        return ""
    return t("digest.hidden", n=report.hidden, count=number(t.language, report.hidden))


def _said(report: Report, held: list[Comparison], words: Wording) -> list[str]:
    """What else is to be known of the figures, in passing."""
    t, facts = words.t, facts_of(report)
    undated = report.totals.undated
    weekday = next((each for each in held if each.kind == "weekday"), None)
    few = 0 < report.totals.items < facts.least
    sampled = facts.sampled
    return [
        *([t("digest.undated", n=number(t.language, undated))] if undated else []),
        *([unknown] if (unknown := _unknown_said(held, facts, t)) else []),
        *([hidden] if (hidden := hidden_said(report, t)) else []),
        *([_weekday_said(weekday, t)] if weekday else []),
        *([t("digest.few", least=number(t.language, facts.least))] if few else []),
        *(
            [
                t(
                    "digest.sampled",
                    read=number(t.language, sampled.read),
                    of=number(t.language, sampled.of),
                )
            ]
            if sampled
            else []
        ),
        *(sentence(each, t) for each in report.measured),
    ]


def _unknown_said(held: list[Comparison], facts: Facts, t: Translator) -> str:
    """That nobody listened at the time that it was to be held against."""
    if not facts.comparisons or facts.comparisons[0].kind in {each.kind for each in held}:
        return ""
    return t("digest.then_unknown", head=t(f"digest.then_{facts.comparisons[0].kind}"))


def _weekday_said(held: Comparison, t: Translator) -> str:
    if held.periods < held.wanted:
        return t("digest.weekday_some", n=held.periods, wanted=held.wanted)
    return t("digest.weekday_all")


def _rows(report: Report, held: list[Comparison], t: Translator) -> list[Row]:
    now = report.totals
    return [
        _row("mentions", now, held, t, _copies(now, t)),
        _row("negative", now, held, t),
        _row("positive", now, held, t),
        _row("other", now, held, t, t("digest.other_note")),
    ]


def _row(key: str, now: Totals, held: list[Comparison], t: Translator, note: str = "") -> Row:
    value, thens = _count(now, key), [_count(each.totals, key) for each in held]
    more = value - thens[0] if thens else None
    change = "—" if more is None or not (value or thens[0]) else difference(more, t)
    return Row(
        cells=(
            Cell(text=t(f"digest.{key}"), key=key),
            Cell(text=number(t.language, value), value=value),
            Cell(text=change, value=more),
            *(Cell(text=number(t.language, each), value=each, tone="soft") for each in thens),
        ),
        note=note,
    )


def _count(totals: Totals, key: str) -> int:
    if key == "mentions":
        return totals.items
    if key == "other":
        return max(0, totals.items - totals.negatives - totals.positives)
    return totals.negatives if key == "negative" else totals.positives


def _copies(now: Totals, t: Translator) -> str:
    return t("digest.copies_note", n=number(t.language, now.copies)) if now.copies else ""


def difference(more: float, t: Translator) -> str:
    """`▲ +36`, `▼ −4`, or that it is the same."""
    shown = number(t.language, abs(more))
    if not re.search("[1-9]", shown):
        return t("digest.same")
    return f"▲ +{shown}" if more > 0 else f"▼ −{shown}"
