"""Totals beside those of the period before, in the numbers of the reader's language."""

from __future__ import annotations

import re

from msgspec.structs import replace

from listener.digest.blocks import Cell, Column, Paragraph, Row, Section, Table
from listener.digest.measures import sentence
from listener.digest.season import week_said
from listener.digest.wording import Wording
from listener.i18n import Translator
from listener.i18n.formats import SHORTEST_SPAN, number, share, span
from listener.records import AspectCount, Report, Totals
from listener.reviewing import Figures
from listener.text import one_line

ENOUGH = 5
"""Of fewer mentions nobody should conclude how an aspect is felt."""

SHOWN = 8
"""Aspects in a digest; `listener aspects` lists all."""


def figures(report: Report, words: Wording) -> Section:
    """Totals beside those of the period before, and what else is to be known of them."""
    t = words.t
    undated, hidden = report.totals.undated, hidden_said(report, t)
    said = [
        Paragraph(text=t("digest.undated", n=number(t.language, undated)), tone="soft")
        if undated
        else None,
        Paragraph(text=hidden, tone="soft") if hidden else None,
        Paragraph(text=week) if (week := week_said(report, t)) else None,
        *(Paragraph(text=sentence(each, t), tone="soft") for each in report.measured),
    ]
    columns = (
        Column(key="figure", kind="name"),
        Column(key="now"),
        Column(key="change"),
        Column(key="before"),
    )
    table = Table(columns=columns, rows=tuple(rows(report, t)))
    return Section(
        key="figures",
        title=t("digest.figures"),
        blocks=(table, *(each for each in said if each)),
    )


def hidden_said(report: Report, t: Translator) -> str:
    """Silence that somebody has wished for is no good news."""
    if not report.hidden:
        return ""
    return t("digest.hidden", n=report.hidden, count=number(t.language, report.hidden))


def rows(report: Report, t: Translator) -> list[Row]:
    """The rows of a brand: counts, shares with their counts, stars and answers where any are."""
    now, before = report.totals, report.previous
    rows = [
        _count("mentions", now.items, before.items, t, _copies(now, t)),
        _count("negative", now.negatives, before.negatives, t, _share(now, before, "negatives", t)),
        _count("positive", now.positives, before.positives, t, _share(now, before, "positives", t)),
        _count("other", _others(now), _others(before), t, t("digest.other_note")),
    ]
    if now.rated or before.rated:
        rows.append(_stars(now, before, t))
    told, told_before = report.reviewed or Figures(), report.reviewed_before or Figures()
    if told.due:
        rows.append(_answered(told, told_before, t))
    if told.raised or told.lowered:
        rows.append(_star_changes(told, told_before, t))
    if told.contradicted:
        counts, note = (told.contradicted, told_before.contradicted), t("digest.contradicted_note")
        rows.append(_count("contradicted", *counts, t, note))
    return rows


def _figure(key: str, value: Cell, change: str, before: Cell, t: Translator, note: str = "") -> Row:
    told = t("digest.before", value=before.text)
    cells = (Cell(text=t(f"digest.{key}"), key=key), value, Cell(text=change))
    return Row(cells=(*cells, replace(before, text=told, tone="soft")), note=note)


def _number(value: float, t: Translator) -> Cell:
    return Cell(text=number(t.language, value), value=value)


def _count(key: str, now: int, before: int, t: Translator, note: str = "") -> Row:
    change = _change(now - before, t, 0) if now or before else "—"
    return _figure(key, _number(now, t), change, _number(before, t), t, note)


def _copies(now: Totals, t: Translator) -> str:
    return t("digest.copies_note", n=number(t.language, now.copies)) if now.copies else ""


def _stars(now: Totals, before: Totals, t: Translator) -> Row:
    both = now.stars is not None and before.stars is not None
    change = _change((now.stars or 0) - (before.stars or 0), t, 1) if both else "—"
    rated, rated_before = number(t.language, now.rated), number(t.language, before.rated)
    note = t("digest.stars_note", n=rated, before=rated_before)
    return _figure("stars", _mean(now, t), change, _mean(before, t), t, note)


def _answered(now: Figures, before: Figures, t: Translator) -> Row:
    """How many reviews were answered, and how soon."""
    counts = {"answered": number(t.language, now.answered), "due": number(t.language, now.due)}
    note = t("digest.answered_note", **counts)
    if now.median is not None and now.ninth is not None:
        median, ninth = (span(max(each, SHORTEST_SPAN), t) for each in (now.median, now.ninth))
        note = f"{note}; {t('digest.answered_within', median=median, ninth=ninth)}"
    points = 100 * ((now.rate or 0) - (before.rate or 0))
    value, earlier = (_rate(each, t) for each in (now, before))
    change = "—" if before.rate is None else _change(points, t, 0)
    return _figure("answered", value, change, earlier, t, note)


def _rate(told: Figures, t: Translator) -> Cell:
    text = share(t.language, told.answered, told.due)
    return Cell(text=text, value=told.rate, n=told.due)


def _star_changes(now: Figures, before: Figures, t: Translator) -> Row:
    """How many authors thought better or worse of it."""
    raised, lowered = (number(t.language, n) for n in (now.raised, now.lowered))
    note = t("digest.star_changes_note", raised=raised, lowered=lowered)
    counts = (_number(each.raised + each.lowered, t) for each in (now, before))
    value, earlier = counts
    return _figure("star_changes", value, "—", earlier, t, note)


def _mean(totals: Totals, t: Translator) -> Cell:
    if totals.stars is None:
        return Cell(text="—")
    return Cell(text=number(t.language, totals.stars, 1), value=totals.stars, n=totals.rated)


def _change(difference: float, t: Translator, decimals: int) -> str:
    shown = number(t.language, abs(difference), decimals)
    if not re.search("[1-9]", shown):
        return t("digest.same")
    return f"▲ +{shown}" if difference > 0 else f"▼ −{shown}"


def _others(totals: Totals) -> int:
    return max(0, totals.items - totals.negatives - totals.positives)


def _share(now: Totals, before: Totals, what: str, t: Translator) -> str:
    if not now.items and not before.items:
        return ""
    return t(
        "digest.share",
        now=share(t.language, getattr(now, what), now.items),
        items=number(t.language, now.items),
        before=share(t.language, getattr(before, what), before.items),
        previous=number(t.language, before.items),
    )


def aspects(report: Report, words: Wording) -> Section:
    """A row an aspect: how many speak of it, how many of them badly, and how that has changed."""
    t = words.t
    told = [each for each in report.aspects if each.items >= ENOUGH][:SHOWN]
    columns = _columns(("aspect", "mentions", "change", "negative_share", "change_points"), t)
    table = Table(columns=columns, rows=tuple(_aspect(each, t) for each in told))
    return Section(key="aspects", title=t("digest.aspects"), blocks=(table,) if told else ())


def _aspect(each: AspectCount, t: Translator) -> Row:
    bad, told = each.negatives / each.items, each.items_before >= ENOUGH
    points = 100 * (bad - each.negatives_before / each.items_before) if told else None
    name = one_line(each.title or t(f"aspects.{each.aspect}"), 40)
    more = each.items - each.items_before
    return Row(
        cells=(
            Cell(text=name, key=each.aspect),
            _number(each.items, t),
            Cell(text=_change(more, t, 0), value=more),
            Cell(text=share(t.language, each.negatives, each.items), value=bad, n=each.items),
            Cell(text="—" if points is None else _change(points, t, 0), value=points),
        )
    )


def sources(report: Report, words: Wording) -> Section:
    """A row a source, the one with most negatives first."""
    t = words.t
    found = sorted(report.by_source.items(), key=lambda row: (-row[1].negatives, -row[1].items))
    columns = _columns(("source", "mentions", "negative", "positive", "stars"), t)
    table = Table(columns=columns, rows=tuple(_source(*each, t) for each in found))
    return Section(key="sources", title=t("digest.by_source"), blocks=(table,) if found else ())


def _source(source: str, totals: Totals, t: Translator) -> Row:
    mean = _mean(totals, t)
    rated = f"{mean.text} ({number(t.language, totals.rated)})" if totals.rated else "—"
    counts = (totals.items, totals.negatives, totals.positives)
    cells = (Cell(text=one_line(source, 30)), *(_number(each, t) for each in counts))
    return Row(cells=(*cells, replace(mean, text=rated)))


def _columns(keys: tuple[str, ...], t: Translator) -> tuple[Column, ...]:
    first, *others = (Column(key=key, head=t(f"digest.{key}")) for key in keys)
    return (replace(first, kind="name"), *others)
