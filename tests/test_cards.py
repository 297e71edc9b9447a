"""The model card and the data card: their figures are written by the benchmark, never by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.card import FIGURES, filled

DOCS = Path(__file__).parent.parent / "docs"
CARDS = {"model-card.md": {"quality"}, "data-card.md": {"corpus"}}
BY_HAND = re.compile(r"\d+[.,]?\d* ?%|(?<![\w.-])\d+\.\d+(?![\w.])|\b\d{3,}\b")


@pytest.mark.parametrize("name", CARDS)
def test_a_card_has_its_figures_in_their_place(name: str) -> None:
    """Tables of Markdown, each as wide as its head, or nothing yet."""
    page = (DOCS / name).read_text(encoding="utf-8")
    assert {found[2] for found in FIGURES.finditer(page)} == CARDS[name]
    for found in FIGURES.finditer(page):
        for block in found[0].split("\n\n"):
            rows = [line for line in block.splitlines() if line.startswith("|")]
            assert len({row.count("|") for row in rows}) <= 1


@pytest.mark.parametrize("name", CARDS)
def test_no_figure_of_a_card_is_written_by_hand(name: str) -> None:
    """Outside the tables nothing is counted or measured."""
    page = FIGURES.sub("", (DOCS / name).read_text(encoding="utf-8"))
    prose = re.sub(r"`[^`]*`|\]\([^)]*\)|Apache-2\.0", "", page)
    assert BY_HAND.findall(prose) == []


@pytest.mark.parametrize("name", CARDS)
def test_a_card_speaks_spanish_too(name: str) -> None:
    """A section for those who read no English."""
    assert "\n## En español\n" in (DOCS / name).read_text(encoding="utf-8")


def test_figures_are_replaced_and_others_stay() -> None:
    """Writing twice is writing once."""
    page = "a\n<!-- figures: one -->\nold\n<!-- end of figures -->\nb\n"
    page += "<!-- figures: two -->\nkept\n<!-- end of figures -->\n"
    once = filled(page, {"one": "| new |"})
    assert "| new |" in once
    assert "old" not in once
    assert "kept" in once
    assert filled(once, {"one": "| new |"}) == once
