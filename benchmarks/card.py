"""The tables of the model card and of the data card: no figure in them is written by hand.

What stands between `<!-- figures: NAME -->` and `<!-- end of figures -->` is replaced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.labelled import Group, corpus_rows, is_test
from benchmarks.measures import LABELS
from benchmarks.tables import marked, tables

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
    for place, text, label in corpus_rows():
        for name in (place, f"{place[:2]}, all", "all"):
            counts[name, label] += 1
            counts[name, "kept out"] += is_test(text)
    places = sorted({place for place, _ in counts if place != "all"})
    rows = [("", "texts", *LABELS, "kept out of training")]
    for place in (*places, "all"):
        each = [counts[place, label] for label in LABELS]
        rows.append((place, str(sum(each)), *map(str, each), str(counts[place, "kept out"])))
    return marked(rows)
