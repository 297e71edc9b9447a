"""Columns on terminals of any width."""

from __future__ import annotations

from listener.cli.table import columns, table


def test_the_last_cell_is_wrapped_beneath_itself() -> None:
    """Long sentences stay in their column."""
    shown = table([["✓", "one", "a b c d e f g h i j k l m n o p"]], width=40).splitlines()
    assert shown == ["  ✓  one  a b c d e f g h i j k l m n o", "          p"]


def test_on_a_narrow_terminal_the_last_cell_has_lines_of_its_own() -> None:
    """A phone-wide terminal cuts nothing."""
    shown = table([["✓", "a rather long name", "and what is said of it"]], width=30).splitlines()
    assert shown == ["  ✓  a rather long name", "      and what is said of it"]


def test_wide_characters_count_twice_and_accents_not() -> None:
    """Columns line up for every script."""
    assert (columns("abc"), columns("日本"), columns("e\u0301")) == (3, 4, 1)
    shown = table([["日本", "x" * 5], ["ab", "y" * 5]], width=60).splitlines()
    assert shown == ["  日本  xxxxx", "  ab    yyyyy"]
