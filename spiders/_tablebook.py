"""Tables that come as a workbook (XLSX): rows as texts, formulas as they are written."""

from __future__ import annotations

import json
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from listener.columns import ColumnMap
from listener.errors import UnexpectedAnswer
from listener.i18n import say

from ._tabletext import MOST_COLUMNS, Line, Table, named

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST = 200_000_000
"""Bytes of a workbook's parts, unpacked, as its archive tells and its reader then holds it to."""

MOST_PARTS, MOST_ROWS = 10_000, 1_048_576
# What a workbook that is none has made openpyxl say, part by part.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # what parsers of XML raise
    OSError,
    EOFError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
)


def book_table(body: bytes, columns: ColumnMap | None, name: str) -> Table:
    """The table in a sheet; raises UnexpectedAnswer for what is no workbook, or too big a one."""
    if body.startswith(OLD):
        raise UnexpectedAnswer(say("table.old_book", file=name))
    sheet, header = (columns.sheet, columns.header) if columns else ("", 1)
    try:
        _check(body, name)
        rows = _rows(body, sheet, name)
        head = next((cells for number, cells in rows if number == header), [])
    except _BROKEN as error:
        raise UnexpectedAnswer(say("table.broken_book", file=name)) from error
    while head and not head[-1]:
        head.pop()
    if not head:
        raise UnexpectedAnswer(say("table.no_table", file=name))
    names = named(head, name)
    return Table(columns=names, lines=(_line(number, row, names) for number, row in rows))


def _check(body: bytes, name: str) -> None:
    """A small archive may hold a mountain, and a small XML file may grow into one."""
    with zipfile.ZipFile(BytesIO(body)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
            raise UnexpectedAnswer(say("table.big_book", file=name, megabytes=LARGEST // 1_000_000))
        for part in parts:
            with archive.open(part) as inner:
                # No workbook declares entities; who does wants them to multiply.
                if b"<!DOCTYPE" in inner.read(4096).replace(b"\x00", b"").upper():
                    raise UnexpectedAnswer(say("table.broken_book", file=name))


def _rows(body: bytes, sheet: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that holds something, with its number."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it does not read: styles, pictures, rules
        book = load_workbook(BytesIO(body), read_only=True, data_only=False, keep_links=False)
        found = _sheet(book, sheet, name)
        # What a workbook says of its own size may be anything.
        found.reset_dimensions()
        read = found.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        rows = [(number, cells) for number, row in enumerate(read, 1) if (cells := _cells(row))]
    return iter(rows)


def _cells(row: Sequence[object]) -> list[str]:
    """The row up to its last cell that holds something: openpyxl fills each up to 500."""
    if row.count(None) == len(row):
        return []  # of a million that a file leaves out, none is walked through
    used = len(row)
    while used and row[used - 1] in (None, ""):
        used -= 1
    return list(map(_text, row[:used]))


def _sheet(book: Any, wanted: str, name: str) -> Any:
    """The sheet of that name, or the first that is shown."""
    sheets = book.worksheets
    if not wanted:
        return next((each for each in sheets if each.sheet_state == "visible"), sheets[0])
    for each in sheets:
        if each.title == wanted:
            return each
    titles = ", ".join(f"«{each.title}»" for each in sheets)
    raise UnexpectedAnswer(say("table.no_sheet", file=name, sheet=wanted, sheets=titles))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()  # how a workbook holds a day
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell).strip()


def _line(number: int, row: Sequence[str], names: tuple[str, ...]) -> Line:
    """The row; cells behind the last column with a name are somebody's notes."""
    padded = [*row, *[""] * (len(names) - len(row))]
    cells = dict(zip(names, padded, strict=False))
    return Line(number, cells, raw=json.dumps(list(row), ensure_ascii=False))
