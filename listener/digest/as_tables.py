"""A digest for spreadsheets: one long CSV of everything, or a workbook with a sheet a section.

The CSV has a line a figure: which brand, section, row and column, the value with its bounds and of
how many it is, and how people read it. What strangers wrote is never taken for a formula.
"""

from __future__ import annotations

import csv as writer
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from msgspec.structs import replace

from listener.digest.blocks import (
    Block,
    Cards,
    Cell,
    Heat,
    Lines,
    Page,
    Paragraph,
    Row,
    Section,
    Spike,
    Table,
    View,
)
from listener.i18n import Translator
from listener.text import cell as disarmed
from listener.text import one_line

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = ("brand", "section", "row", "column", "value", "low", "high", "n", "text")

Value = str | float | None
Figure = tuple[str, str, Cell]
"""Row, column, and what stands there."""

_LONGEST_TITLE = 31
_UNTITLED = re.compile(r"[\[\]:*?/\\']")


def csv(view: View) -> str:
    """Everything in long form, all brands whole."""
    out = StringIO(newline="")
    lines = writer.writer(out)
    lines.writerow(COLUMNS)
    for page in view.pages:
        for section in page.sections:
            for row, column, cell in _figures(section):
                brand = disarmed(one_line(page.brand, 80))
                lines.writerow([brand, section.key, *_line(row, column, cell)])
    return out.getvalue()


def _line(row: str, column: str, cell: Cell) -> list[Value]:
    bounds = (cell.value, cell.low, cell.high, cell.n)
    numbers = ["" if each is None else round(each, 4) for each in bounds]
    return [disarmed(row), column, *numbers, disarmed(cell.text)]


def _figures(section: Section) -> Iterator[Figure]:
    """What a section says, one by one; what has no name goes by its place."""
    for place, block in enumerate(section.blocks, 1):
        yield from _of(block, str(place))


def _of(block: Block, place: str) -> Iterator[Figure]:
    if isinstance(block, Table):
        return _cells(block)
    if isinstance(block, Heat):
        return _hours(block)
    return ((row, column, Cell(text=text)) for row, column, text in _said(block, place))


def _said(block: Block, place: str) -> Iterator[tuple[str, str, str]]:
    """What is told in words only."""
    match block:
        case Paragraph():
            yield place, "text", f"{block.text} {block.command}".strip()
        case Cards():
            for card in block.cards:
                yield card.number, "about", f"{card.stars} {card.about}".strip()
                yield card.number, "text", card.text
                yield card.number, "url", card.url
        case Spike():
            for column in ("heading", "standing", "reason"):
                yield block.command, column, getattr(block, column)
            yield from ((line.command, line.name, line.text) for line in block.beside)
        case Lines():
            yield from ((line.name, "text", line.text) for line in block.lines)


def _hours(heat: Heat) -> Iterator[Figure]:
    for name, counts in zip(heat.rows, heat.values, strict=True):
        for hour, count in enumerate(counts):
            yield name, f"{hour:02}", Cell(text=str(count), value=count)


def _cells(table: Table) -> Iterator[Figure]:
    """Each figure of a table; a row of small bars is a figure for each of them."""
    for row in table.rows:
        name = row.cells[0].key or row.cells[0].text
        for column, cell in zip(table.columns[1:], row.cells[1:], strict=True):
            if cell.parts:
                for place, part in enumerate(cell.parts, 1):
                    yield name, f"{column.key}_{place}", Cell(text=f"{part:g}", value=part)
            else:
                yield name, column.key, cell
        if row.note:
            yield name, "note", Cell(text=row.note)


def xlsx(view: View, t: Translator) -> bytes:
    """A workbook with a sheet a section, each with the brands below one another."""
    from openpyxl import Workbook

    book = Workbook()
    overview = book.worksheets[0]
    overview.title = "listener"
    _append(overview, [view.title])
    _append(overview, [view.headline])
    for page in view.pages:
        _append(overview, [page.name, page.period, page.line])
    for title, parts in _by_section(view).items():
        _fill(book.create_sheet(_sheet_title(title, book.sheetnames)), parts, t)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _by_section(view: View) -> dict[str, list[tuple[Page, Section]]]:
    found: dict[str, list[tuple[Page, Section]]] = defaultdict(list)
    for page in view.pages:
        for section in page.sections:
            found[section.title or view.title].append((page, section))
    return found


def _fill(sheet: Worksheet, parts: Sequence[tuple[Page, Section]], t: Translator) -> None:
    """Tables as they stand, the rest as lines; the brand in front of each."""
    heads: list[str] = []
    for page, section in parts:
        for place, block in enumerate(section.blocks, 1):
            if not isinstance(block, Table):
                for row, column, cell in _of(block, str(place)):
                    _append(sheet, [page.name, row, _named(column, t), cell])
                continue
            if heads != (heads := _heads(block, t)):
                _append(sheet, ["", *heads])
            for each in block.rows:
                _append(sheet, [page.name, *_values(each, block), each.note])


def _named(column: str, t: Translator) -> str:
    """What people call it; an hour, or the name of a source, by itself."""
    return t(f"digest.sheet_{column}") if t.has(f"digest.sheet_{column}") else column


def _heads(table: Table, t: Translator) -> list[str]:
    """A column each; for what has bounds, or small bars, one for each of those as well."""
    heads: list[str] = []
    for place, column in enumerate(table.columns):
        heads.append(column.head)
        if bars := _bars(table, place):
            heads[-1:] = [f"{each} ★" for each in range(1, bars + 1)]
        elif _bounded(table, place):
            heads += [t("digest.sheet_low"), t("digest.sheet_high"), "n"]
    return heads


def _values(row: Row, table: Table) -> Iterator[Value | Cell]:
    for place, cell in enumerate(row.cells):
        if bars := _bars(table, place):
            yield from (*cell.parts, *([None] * (bars - len(cell.parts))))
            continue
        yield cell
        if _bounded(table, place):
            bounds = (cell.low, cell.high)
            yield from (None if each is None else replace(cell, value=each) for each in bounds)
            yield cell.n


def _bars(table: Table, place: int) -> int:
    return max(len(row.cells[place].parts) for row in table.rows)


def _bounded(table: Table, place: int) -> bool:
    return any(row.cells[place].low is not None for row in table.rows)


def _number(cell: Cell) -> float | None:
    """The number of a cell as people are told it, if it is one and not only told."""
    if cell.value is None:
        return None
    return round(100 * cell.value, 2) if cell.points else round(cell.value, 4)


def _append(sheet: Worksheet, values: Iterable[Value | Cell]) -> None:
    """A row, in which no text is a formula."""
    from openpyxl.cell import WriteOnlyCell

    made = []
    for value in values:
        told = value.text if isinstance(value, Cell) else value
        number = _number(value) if isinstance(value, Cell) else None
        kept = number if number is not None else told
        each = WriteOnlyCell(sheet, disarmed(kept) if isinstance(kept, str) else kept)
        if isinstance(kept, str):
            each.data_type = "s"
        elif isinstance(told, str) and "%" in told:
            each.number_format = "0%"
        made.append(each)
    sheet.append(made)


def _sheet_title(title: str, taken: Sequence[str]) -> str:
    """What a workbook allows: at most 31 letters, without signs of its own, each once."""
    bare = _UNTITLED.sub(" ", title).strip()[:_LONGEST_TITLE] or "-"
    name, again = bare, 2
    while name.lower() in {each.lower() for each in taken}:
        name = f"{bare[: _LONGEST_TITLE - 4]} {again}"
        again += 1
    return name
