"""The tables of the model card and of the data card: no figure in them is written by hand.

What stands between `<!-- figures: NAME -->` and `<!-- end of figures -->` is replaced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.labelled import Group
from benchmarks.measures import LABELS
from benchmarks.tables import marked, tables
from training import corpus

if TYPE_CHECKING:
    from benchmarks.sentiment import Measured

DOCS = Path(__file__).parent.parent / "docs"
FIGURES = re.compile(r"(<!-- figures: (\w+) -->\n).*?(\n<!-- end of figures -->)", re.DOTALL)


def write(measured: dict[str, Measured], groups: Sequence[Group]) -> None:
    """Write what was measured, and what our corpus holds, into the cards."""
    quality = "\n\n".join(f"**{t}**\n\n{table}" for t, table in tables(measured, groups).items())
    made = {"quality": quality, "corpus": corpus_table()}
    for name in ("model-card.md", "data-card.md"):
        page = DOCS / name
        page.write_text(filled(page.read_text(encoding="utf-8"), made), encoding="utf-8")


def filled(page: str, made: dict[str, str]) -> str:
    """A page with its figures replaced by those that were made; others stay."""

    def replaced(found: re.Match[str]) -> str:
        figures = made.get(found[2])
        return found[0] if figures is None else f"{found[1]}\n{figures}\n{found[3]}"

    return FIGURES.sub(replaced, page)


def corpus_table() -> str:
    """How many texts our corpus has, by language and country, label, and side of the split."""
    counts = Counter[tuple[str, str]]()
    for row in corpus.rows():
        place = f"{row.language}-{row.country}"
        for name in (place, f"{row.language}, all", "all"):
            counts[name, row.label] += 1
            counts[name, "kept out"] += row.part == "test"
            if row.second:
                counts[name, "read twice"] += 1
                counts[name, "agreed"] += row.second == row.label
    places = sorted({place for place, _ in counts if place != "all"})
    table = [("", "texts", *LABELS, "kept out of training", "read twice", "same label")]
    for place in (*places, "all"):
        each = [counts[place, label] for label in LABELS]
        twice, agreed = counts[place, "read twice"], counts[place, "agreed"]
        same = f"{100 * agreed / twice:.1f} %" if twice else "–"
        kept = str(counts[place, "kept out"])
        table.append((place, str(sum(each)), *map(str, each), kept, str(twice), same))
    return marked(table)
