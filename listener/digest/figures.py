"""Totals beside those of the period before, in the numbers of the reader's language."""

from __future__ import annotations

import re

from msgspec import Struct

from listener.i18n import Translator
from listener.i18n.formats import SHORTEST_SPAN, number, share, span
from listener.records import (
    Report,
    Totals,
)
from listener.reviewing import Figures
from listener.text import one_line

ENOUGH = 5
"""Of fewer mentions nobody should conclude how an aspect is felt."""

SHOWN = 8
"""Aspects in a digest; `listener aspects` lists all."""


class Figure(Struct, frozen=True, kw_only=True):
    """One row of figures: now, the change, before, and what it is a part of."""

    label: str
    value: str
    change: str
    before: str
    note: str = ""


def figures(report: Report, t: Translator) -> list[Figure]:
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


def _count(key: str, now: int, before: int, t: Translator, note: str = "") -> Figure:
    return Figure(
        label=t(f"digest.{key}"),
        value=number(t.language, now),
        change=_change(now - before, t, 0) if now or before else "—",
        before=t("digest.before", value=number(t.language, before)),
        note=note,
    )


def _copies(now: Totals, t: Translator) -> str:
    return t("digest.copies_note", n=number(t.language, now.copies)) if now.copies else ""


def _stars(now: Totals, before: Totals, t: Translator) -> Figure:
    both = now.stars is not None and before.stars is not None
    change = _change((now.stars or 0) - (before.stars or 0), t, 1) if both else "—"
    rated, rated_before = number(t.language, now.rated), number(t.language, before.rated)
    return Figure(
        label=t("digest.stars"),
        value=_mean(now, t),
        change=change,
        before=t("digest.before", value=_mean(before, t)),
        note=t("digest.stars_note", n=rated, before=rated_before),
    )


def _answered(now: Figures, before: Figures, t: Translator) -> Figure:
    """How many reviews were answered, and how soon."""
    counts = {"answered": number(t.language, now.answered), "due": number(t.language, now.due)}
    note = t("digest.answered_note", **counts)
    if now.median is not None and now.ninth is not None:
        median, ninth = (span(max(each, SHORTEST_SPAN), t) for each in (now.median, now.ninth))
        note = f"{note}; {t('digest.answered_within', median=median, ninth=ninth)}"
    points = 100 * ((now.rate or 0) - (before.rate or 0))
    return Figure(
        label=t("digest.answered"),
        value=share(t.language, now.answered, now.due),
        change="—" if before.rate is None else _change(points, t, 0),
        before=t("digest.before", value=share(t.language, before.answered, before.due)),
        note=note,
    )


def _star_changes(now: Figures, before: Figures, t: Translator) -> Figure:
    """How many authors thought better or worse of it."""
    raised, lowered = (number(t.language, n) for n in (now.raised, now.lowered))
    return Figure(
        label=t("digest.star_changes"),
        value=number(t.language, now.raised + now.lowered),
        change="—",
        before=t("digest.before", value=number(t.language, before.raised + before.lowered)),
        note=t("digest.star_changes_note", raised=raised, lowered=lowered),
    )


def _mean(totals: Totals, t: Translator) -> str:
    return "—" if totals.stars is None else number(t.language, totals.stars, 1)


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


def aspects(report: Report, t: Translator) -> list[tuple[str, str, str, str, str]]:
    """A row an aspect: how many speak of it, how many of them badly, and how that has changed."""
    rows: list[tuple[str, str, str, str, str]] = []
    for each in report.aspects:
        if each.items < ENOUGH or len(rows) == SHOWN:
            continue
        bad = 100 * each.negatives / each.items
        told = each.items_before >= ENOUGH
        bad_before = 100 * each.negatives_before / each.items_before if told else 0.0
        rows.append(
            (
                one_line(each.title or t(f"aspects.{each.aspect}"), 40),
                number(t.language, each.items),
                _change(each.items - each.items_before, t, 0),
                share(t.language, each.negatives, each.items),
                _change(bad - bad_before, t, 0) if told else "—",
            )
        )
    return rows


def sources(report: Report, t: Translator) -> list[tuple[str, str, str, str, str]]:
    """A row a source, the one with most negatives first."""
    rows = sorted(report.by_source.items(), key=lambda row: (-row[1].negatives, -row[1].items))
    return [
        (
            one_line(source, 30),
            number(t.language, totals.items),
            number(t.language, totals.negatives),
            number(t.language, totals.positives),
            f"{_mean(totals, t)} ({number(t.language, totals.rated)})" if totals.rated else "—",
        )
        for source, totals in rows
    ]
