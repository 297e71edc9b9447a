"""Files of tables: how their letters, rows and sheets are read, and what is none. All synthetic."""

from __future__ import annotations

import json
import time
import tracemalloc
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import msgspec
import openpyxl
import pytest
from listener.spiders import _tablebook
from msgspec.structs import replace

from listener.columns import ColumnMap, Columns
from listener.errors import UnexpectedAnswer
from tests.test_sources_table import HEAD, NPS, faults, pages, read, texts


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTENER_LANG", "en")


def book(
    *rows: list[Any], title: str = "Hoja1", then: dict[str, list[list[Any]]] | None = None
) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for name, others in (then or {}).items():
        sheet = made.create_sheet(name)
        for row in others:
            sheet.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_dialect_is_read_alike(separator: str, encoding: str) -> None:
    """Excel's semicolons, tabs in UTF-16, a mark before the first letter."""
    rows = [
        ["id", "fecha", "nota", "comentario"],
        ["1", "2026-11-03", "9", '"Sintético; ¿sí, no?\nsí"'],
    ]
    body = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    page = read(body)
    assert texts(page) == ["Sintético; ¿sí, no?\nsí"]
    assert (page.unread, page.notes) == ((), ())


def test_letters_that_are_guessed_are_told() -> None:
    """A CSV of an old Excel has its accents, and whoever imports it knows how."""
    page = read((HEAD + "1,2026-11-03,9,Sintético: pésimo café…\n").encode("windows-1252"))
    assert texts(page) == ["Sintético: pésimo café…"]
    assert "Windows-1252" in page.notes[0]
    said = replace(NPS, encoding="windows-1252")
    assert read((HEAD + "1,2026-11-03,9,café\n").encode("windows-1252"), said).notes == ()


def test_excel_s_first_line_and_lines_above_the_names_are_no_rows() -> None:
    """`sep=;` says how the rest is cut; `header` where the names stand."""
    assert texts(read("sep=;\n" + HEAD.replace(",", ";") + "1;;9;sí, claro\n")) == ["sí, claro"]
    below = replace(NPS, header=3)
    assert texts(read("Encuesta sintética\n\n" + HEAD + "1,,9,sí\n", below)) == ["sí"]


def test_a_quote_that_is_not_closed_swallows_nothing() -> None:
    """Not even where thousands of rows follow, and not for minutes."""
    rows = "".join(f"{n},2026-11-03,9,fila {n}\n" for n in range(2, 20_000))
    found = pages(HEAD + '1,2026-11-03,9,"abierta\n' + rows)
    assert sum(len(page.mentions) for page in found) == 19_998
    assert [row.line for page in found for row in page.unread] == [2]


def test_thousands_of_broken_quotes_take_no_minutes() -> None:
    """They are told, up to where reading anew would take too long."""
    began = time.monotonic()
    found = pages(HEAD + '1,2026-11-03,9,"a"b\n' * 20_000)
    assert sum(len(page.unread) for page in found) == 20_000
    opened = pages(HEAD + '1,2026-11-03,9,"a\n' * 20_001)
    assert sum(len(page.unread) for page in opened) > 100
    assert time.monotonic() - began < 120


def test_json_lines_and_lists_are_tables_too() -> None:
    """What is within an object is named with a dot; what is no object is a fault."""
    columns = ColumnMap(name="x", columns=Columns(id="id", text="text", author="user.name"))
    rows = [
        '{"id": 1, "text": "uno", "user": {"name": "Ana"}}',
        "{mal",
        "[1]",
        '{"id": 2, "text": "dos"}',
    ]
    page = read("\n".join(rows), columns)
    assert [(m.text, m.author and m.author.name) for m in page.mentions] == [
        ("uno", "Ana"),
        ("dos", None),
    ]
    assert [line for line, _ in faults(page)] == [2, 3]
    assert faults(page)[0][1] == "is not a whole object of JSON ({…})"
    whole = read(f"[{rows[0]}, {rows[3]}]", columns)
    assert whole.mentions == page.mentions


def test_a_workbook_is_a_table() -> None:
    """Dates and numbers as cells, formulas as they are written, empty rows skipped."""
    page = read(
        book(
            ["id", "fecha", "nota", "comentario"],
            [1, datetime.fromisoformat("2026-11-03T09:15"), 9, "Sintético"],
            [],
            [2.0, datetime.fromisoformat("2026-11-03"), 8.0, '=HYPERLINK("http://evil.invalid")'],
            [7.301122334455667e18, None, 8, "id redondeado"],
        ),
        name="nps.xlsx",
    )
    assert [(m.id, m.text) for m in page.mentions] == [
        ("lumbre/nps:1", "Sintético"),
        ("lumbre/nps:2", '=HYPERLINK("http://evil.invalid")'),
    ]
    assert page.mentions[0].published_at == datetime(2026, 11, 3, 8, 15, tzinfo=UTC)
    assert page.mentions[1].precision == "day"
    assert [line for line, _ in faults(page)] == [5]


def test_a_row_of_a_workbook_that_only_says_zero_says_something() -> None:
    """Zero is the worst mark of a survey, and no empty cell."""
    page = read(
        book(["nota", "comentario"], [0, None], [None, None], [0, None], [5, None]),
        replace(NPS, columns=Columns(rating="nota", text="comentario")),
        name="nps.xlsx",
    )
    assert [mention.rating.raw for mention in page.mentions if mention.rating] == [0, 0, 5]


def test_a_sheet_is_chosen_by_its_name() -> None:
    """The first that is shown, unless the map names one; who names none hears which there are."""
    made = book(["x"], then={"Datos": [["id", "fecha", "nota", "comentario"], [1, None, 9, "sí"]]})
    assert texts(read(made, replace(NPS, sheet="Datos"))) == ["sí"]
    with pytest.raises(UnexpectedAnswer, match=r"Hoja1.*Datos"):
        read(made, replace(NPS, sheet="Dato"))


def repacked(body: bytes, part: str, change: Any) -> bytes:
    """The workbook with one of its parts changed."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(body)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "body",
    [
        b"PK\x03\x04 no es un libro",
        b"\xd0\xcf\x11\xe0 antiguo",
        repacked(book(["id"]), SHEET, lambda xml: xml[:40]),
        repacked(book(["id"]), SHEET, lambda xml: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + xml),
        repacked(book(["id"]), "[Content_Types].xml", lambda _: b""),
        repacked(book(["id"]), "xl/workbook.xml", lambda _: b"<workbook/>"),
        book([]),
        b"",
        b"\n\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"[1, 2",
        "id,fecha".encode("utf-16") + b"\x00",
    ],
    ids=range(12),
)
def test_what_is_no_table_is_told(body: bytes) -> None:
    """An old or broken workbook, a picture, nothing at all."""
    with pytest.raises(UnexpectedAnswer, match=r"nps\.csv"):
        read(body)


def test_a_small_workbook_that_unpacks_into_a_mountain_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before any of it is unpacked."""
    monkeypatch.setattr(_tablebook, "LARGEST", 1_000_000)
    bomb = repacked(book(["id"]), SHEET, lambda _: b" " * 5_000_000)
    assert len(bomb) < 50_000
    with pytest.raises(UnexpectedAnswer, match="larger than"):
        read(bomb)


def test_short_rows_of_a_workbook_take_no_room_for_cells_they_do_not_have() -> None:
    """A file of a few kilobytes does not fill the memory."""
    short = b"<row><c><v>1</v></c></row>" * 3_000
    made = repacked(
        book(["id", "fecha", "nota", "comentario"]),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", short + b"</sheetData>"),
    )
    assert len(made) < 20_000
    tracemalloc.start()
    table = _tablebook.book_table(made, None, "nps.xlsx")
    took = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(list(table.lines)) == 3_000
    assert took < 6_000_000


def test_a_workbook_s_word_on_its_size_is_not_taken() -> None:
    """A cell in the last corner does not make a billion cells."""
    corner = b'<row r="999999999"><c r="XFD999999999"><v>1</v></c></row></sheetData>'
    made = repacked(
        book(["id", "fecha", "nota", "comentario"], [1, None, 9, "sí"]),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", corner),
    )
    began = time.monotonic()
    assert texts(read(made)) == ["sí"]
    assert time.monotonic() - began < 20


def test_hostile_rows_are_kept_as_they_can_be() -> None:
    """Halves of letters, lists in lists, an id as long as a book, a text of two megabytes."""
    deep = "[" * 900 + "]" * 900
    columns = ColumnMap(name="x", columns=Columns(id="id", text="text", time="t"))
    page = read(
        "\n".join(
            [
                '{"id": "a", "text": "\\ud800", "t": "\\ud800"}',
                f'{{"id": "b", "text": {deep}}}',
                json.dumps({"id": "c" * 10_000, "text": "x" * 2_000_000, "t": ""}),
                "[" * 100_000,
            ]
        ),
        columns,
    )
    assert page.unread[0].line == 1
    assert page.unread[0].row.isprintable()
    msgspec.json.encode(page.unread)
    (long,) = [mention for mention in page.mentions if mention.text.startswith("x")]
    assert len(long.id) < 100


def test_a_table_that_is_too_big_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is held in memory whole."""
    monkeypatch.setattr("listener.spiders.table.LARGEST", 1_000_000)
    with pytest.raises(UnexpectedAnswer, match="split"):
        read(b"a" * 1_000_001)
