"""What was measured, as tables that read in a terminal and in a card alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.labelled import Group
from benchmarks.measures import Quality

if TYPE_CHECKING:
    from benchmarks.sentiment import Measured

LEAST_ANSWERED = 10
"""Of whoever answers less, in percent, the few right ones say nothing."""
SETS = {
    "umsab_val": "UMSAB validation: posts in six languages",
    "own": "Own test set: posts, reviews and mails written for this project",
    "hutto_amazon": "English sentences of reviews (hutto): shop",
    "hutto_movie": "English sentences of reviews (hutto): films",
}


def tables(measured: dict[str, Measured], groups: Sequence[Group]) -> dict[str, str]:
    """Title → table, in the order in which they are read."""
    made = {}
    for name, title in SETS.items():
        languages = [group.language for group in groups if group.set == name]
        if languages and measured:
            count = sum(len(group.texts) for group in groups if group.set == name)
            made[f"{title} ({count} texts): macro-F1, 95 % interval"] = _table(
                measured, name, languages, _f1
            )
            made[f"{title}: precision / recall / F1 of negative, %"] = _table(
                measured, name, languages, _negative
            )
            made[f"{title}: answered, % (unknown is wrong above), and macro-F1 of what is"] = (
                _table(measured, name, languages, _answered)
            )
    made["Cost: one process on one core"] = costs(measured)
    return made


def costs(measured: dict[str, Measured]) -> str:
    """Speed, time to be ready, memory and size."""
    heads = ("", "texts/s cold", "warm", "ready in s", "memory MB", "own MB", "with needs MB")
    rows = [
        (
            name,
            f"{each.cold_texts_per_second:,.0f}",
            f"{each.warm_texts_per_second:,.0f}",
            f"{each.load_seconds:.2f}",
            f"{each.memory_mb:.0f}",
            f"{each.own_mb:.1f}",
            f"{each.with_needs_mb:.1f}",
        )
        for name, each in measured.items()
    ]
    return marked([heads, *rows])


def _table(measured: dict[str, Measured], name: str, languages: Sequence[str], cell: object) -> str:
    assert callable(cell)
    rows = []
    for who, each in measured.items():
        found = each.quality.get(name, {})
        if found:
            rows.append((who, *(cell(found[it]) if it in found else "" for it in languages)))
    return marked([("", *languages), *rows])


def _f1(quality: Quality) -> str:
    return f"{quality.macro_f1:.1f} ({quality.low:.0f}–{quality.high:.0f})"


def _negative(quality: Quality) -> str:
    return f"{quality.precision:.0f} / {quality.recall:.0f} / {quality.negative_f1:.0f}"


def _answered(quality: Quality) -> str:
    f1 = f"{quality.answered_f1:.1f}" if quality.answered >= LEAST_ANSWERED else "–"
    return f"{quality.answered:.0f}: {f1}"


def marked(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns stand under each other."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])
