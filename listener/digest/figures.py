"""Totals beside those of the period before, in the numbers of the reader's language."""

from __future__ import annotations

import re

from msgspec import Struct

from listener.i18n import Translator
from listener.i18n.formats import number, share
from listener.records import (
    Report,
    Totals,
)
from listener.text import one_line


class Figure(Struct, frozen=True, kw_only=True):
    """One row of figures: now, the change, before, and what it is a part of."""

    label: str
    value: str
    change: str
    before: str
    note: str = ""


def figures(now: Totals, before: Totals, t: Translator) -> list[Figure]:
    """The rows of a brand: counts, shares with their counts, stars where there are any."""
    rows = [
        _count("mentions", now.items, before.items, t),
        _count("negative", now.negatives, before.negatives, t, _share(now, before, "negatives", t)),
        _count("positive", now.positives, before.positives, t, _share(now, before, "positives", t)),
        _count("other", _others(now), _others(before), t, t("digest.other_note")),
    ]
    return [*rows, _stars(now, before, t)] if now.rated or before.rated else rows


def _count(key: str, now: int, before: int, t: Translator, note: str = "") -> Figure:
    return Figure(
        label=t(f"digest.{key}"),
        value=number(t.language, now),
        change=_change(now - before, t, 0) if now or before else "—",
        before=t("digest.before", value=number(t.language, before)),
        note=note,
    )


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
