"""Tables that come as text, CSV of any dialect or JSON: their rows, each with its line."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from msgspec import Struct

from listener.columns import ColumnMap
from listener.errors import UnexpectedAnswer
from listener.i18n import say

SEPARATORS = (";", ",", "\t", "|")
MOST_COLUMNS = 500
# Each time a quote is not closed, reading begins anew on the next line.
_MOST_RESTARTS = 200
_LOOKED_AT = 20


class Line(Struct, frozen=True):
    """A row by the names of its columns, or what is wrong with it and what it says."""

    number: int
    cells: dict[str, str]
    error: str = ""
    raw: str = ""


class Table(Struct, frozen=True, kw_only=True):
    """The names of the columns, the rows as they are read, and how they were read.

    Where each row names its own columns, some may be in no row: `is_loose`.
    """

    columns: tuple[str, ...]
    lines: Iterator[Line]
    notes: tuple[str, ...] = ()
    is_loose: bool = False


def text_table(body: bytes, columns: ColumnMap | None, name: str) -> Table:
    """The table in a file of text; raises UnexpectedAnswer for one that holds none."""
    text, notes = _decoded(body, columns.encoding if columns else None, name)
    if text.lstrip()[:1] in ("{", "["):
        return _json_table(text, notes, name)
    return _csv_table(text, columns, notes, name)


def _decoded(body: bytes, encoding: str | None, name: str) -> tuple[str, tuple[str, ...]]:
    """The text, and a note where its letters had to be guessed."""
    try:
        if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return body.decode("utf-16"), ()
        if encoding == "utf-16" or b"\x00" in body[:2]:
            return body.decode("utf-16-le" if body[1:2] == b"\x00" else "utf-16-be"), ()
        if encoding != "windows-1252":
            return body.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        if encoding or body[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in body[:2]:
            raise UnexpectedAnswer(say("table.bad_letters", file=name)) from error
    if b"\x00" in body[:10_000]:
        raise UnexpectedAnswer(say("table.no_table", file=name))
    # Five bytes have no letter in Windows-1252; Latin-1 has one for each.
    try:
        text = body.decode("windows-1252")
    except UnicodeDecodeError:
        text = body.decode("latin-1")
    return text, () if encoding else (say("table.guessed_letters"),)


def _csv_table(text: str, columns: ColumnMap | None, notes: tuple[str, ...], name: str) -> Table:
    lines = list(StringIO(text, newline=""))
    separator, skipped = columns.separator if columns else "", 0
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        # Excel's own first line, which says how the rest is cut.
        separator, skipped = separator or lines[0].strip()[4], 1
    first = skipped + (columns.header if columns else 1) - 1
    separator = separator or _separator(lines[first : first + 200])
    rows = _records(lines, first, separator)
    head = next(rows, None)
    if head is None or isinstance(head[1], str) or not any(cell.strip() for cell in head[1]):
        raise UnexpectedAnswer(say("table.no_table", file=name))
    names = named(head[1], name)
    return Table(columns=names, lines=_csv_lines(rows, names), notes=notes)


def _separator(lines: Sequence[str]) -> str:
    """The one that cuts most of the first rows into the same number of columns."""

    def evenness(separator: str) -> tuple[float, int]:
        rows = csv.reader(lines, delimiter=separator)
        try:
            counts = Counter(len(row) for row in islice(rows, _LOOKED_AT) if row)
        except csv.Error:
            return (0, 0)
        width, rows_so = max(counts.items(), key=lambda each: each[1], default=(1, 0))
        return (rows_so / max(1, counts.total()), width) if width > 1 else (0, 0)

    best = max(SEPARATORS, key=evenness)
    return best if evenness(best)[0] else ","


def _records(lines: list[str], start: int, separator: str) -> Iterator[tuple[int, list[str] | str]]:
    """Each row with the line it begins on; or the line as it stands, where it is no row.

    A quote that is not closed would swallow the rows after it: they are read anew.
    """
    restarts = 0
    while start < len(lines):
        rest = (lines[number] for number in range(start, len(lines)))
        reader, began = csv.reader(rest, delimiter=separator, strict=True), 0
        try:
            for row in reader:
                if row:
                    yield start + began + 1, row
                began = reader.line_num
            return
        except csv.Error:
            yield start + began + 1, lines[start + began]
            restarts += 1
            start += began + 1 if restarts <= _MOST_RESTARTS else max(began + 1, reader.line_num)


def named(cells: Sequence[str], file: str) -> tuple[str, ...]:
    """The names of the columns, trimmed; one that stands twice is numbered."""
    if len(cells) > MOST_COLUMNS:
        raise UnexpectedAnswer(say("table.no_table", file=file))
    met: Counter[str] = Counter()
    names: list[str] = []
    for cell in cells:
        name = " ".join(cell.split())
        met[name] += 1
        names.append(name if met[name] == 1 or not name else f"{name} ({met[name]})")
    return tuple(names)


def _csv_lines(
    rows: Iterator[tuple[int, list[str] | str]], names: tuple[str, ...]
) -> Iterator[Line]:
    for number, row in rows:
        if isinstance(row, str):
            yield Line(number, {}, say("table.bad_quotes"), row.rstrip("\r\n"))
        elif any(cell.strip() for cell in row):
            yield _line(number, row, names)


def _line(number: int, row: list[str], names: tuple[str, ...]) -> Line:
    """The row; one that is too long has been cut in its middle."""
    if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
        words = say("table.too_long", got=len(row), want=len(names))
        return Line(number, {}, words, json.dumps(row, ensure_ascii=False))
    if len(row) < len(names):
        words = say("table.too_short", got=len(row), want=len(names))
        return Line(number, {}, words, json.dumps(row, ensure_ascii=False))
    return Line(number, dict(zip(names, map(str.strip, row), strict=False)))


def _json_table(text: str, notes: tuple[str, ...], name: str) -> Table:
    """Objects, one a line or all in a list; what is within one is named `author.name`."""
    lines = _of_list(text, name) if text.lstrip().startswith("[") else _of_lines(text)
    found = list(lines)
    names = dict.fromkeys(column for line in found for column in line.cells)
    if not names:
        raise UnexpectedAnswer(say("table.no_table", file=name))
    return Table(columns=tuple(names), lines=iter(found), notes=notes, is_loose=True)


def _of_list(text: str, name: str) -> Iterator[Line]:
    try:
        rows = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise UnexpectedAnswer(say("table.no_table", file=name)) from error
    for number, row in enumerate(rows, start=1):
        yield _object(number, row, "" if isinstance(row, dict) else repr(row)[:1_000])


def _of_lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, strict=False)
        except (ValueError, RecursionError):
            row = None
        yield _object(number, row, line.strip())


def _object(number: int, row: object, raw: str) -> Line:
    if isinstance(row, dict):
        try:
            return Line(number, dict(_flat(row)))
        except RecursionError:  # lists in lists in lists
            pass
    return Line(number, {}, say("table.bad_json"), raw)


def _flat(row: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in row.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and depth < 5:
            yield from _flat(value, f"{name}.", depth + 1)
        elif isinstance(value, str):
            yield name, value.strip()
        else:
            yield name, "" if value is None else json.dumps(value, ensure_ascii=False)
