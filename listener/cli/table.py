"""Columns for terminals of any width."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator, Sequence

NARROW = 24
"""With fewer columns than this left, the last cell goes on lines of its own."""


def table(rows: Sequence[Sequence[str]], *, indent: int = 2, width: int | None = None) -> str:
    """The rows in columns; the last cell is wrapped in what room is left.

    Cells must be clean already: one line each, without control characters.
    """
    width = width or min(120, shutil.get_terminal_size().columns)
    widths = [max(map(columns, cells)) for cells in zip(*(row[:-1] for row in rows), strict=True)]
    left = indent + sum(each + 2 for each in widths)
    fits = width - left >= NARROW
    lines: list[str] = []
    for row in rows:
        head = " " * indent + "".join(map(_padded, row[:-1], widths))
        column = left if fits else indent + 4
        wrapped = list(wrap(row[-1], width - column))
        if fits:
            lines.append((head + (wrapped.pop(0) if wrapped else "")).rstrip())
        else:
            lines.append(head.rstrip())
        lines += [" " * column + part for part in wrapped]
    return "\n".join(lines)


def wrap(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most so many columns, cut between words; long words run over."""
    line = ""
    # A hard space holds what it joins together: "67 %".
    for each in filter(None, text.split(" ")):
        if line and columns(line) + 1 + columns(each) > width:
            yield line
            line = each
        else:
            line = f"{line} {each}" if line else each
    if line:
        yield line


def columns(text: str) -> int:
    """Columns that the text takes on a terminal: two for a wide character, none for an accent."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - columns(cell) + 2)
