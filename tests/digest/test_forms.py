"""Every form of a digest, in both languages, on whatever there may be to tell."""

from __future__ import annotations

import csv
import re
import sys
from io import BytesIO, StringIO
from time import process_time
from typing import get_args

import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

from listener.digest import Form, render_file
from listener.digest.as_pdf import OPEN_HEIGHT
from listener.errors import ConfigError
from listener.i18n import Translator
from listener.records import Report, Totals

from .busy import busy, facts
from .samples import EN, ES, HOSTILE, bad_day, mention, report, shown, wording

LONG = HOSTILE + "=1+1 " + "ab" * 5000


def hostile() -> Report:
    """A brand whose every name is an attack, and endless."""
    return busy(
        brand=LONG,
        name=LONG,
        by_source={LONG: Totals(items=30, negatives=3), "x": Totals(items=1)},
        worst=(mention(LONG, author=LONG, title=LONG, version=LONG, country=LONG),),
    )


STORES: dict[str, list[Report]] = {
    "nothing": [],
    "silence": [report()],
    "one review of a café": [report(totals=Totals(items=1, positives=1), worst=(mention(),))],
    "a busy brand": [busy()],
    "hostile texts": [hostile()],
    "two brands": [busy(), report(brand="b", name="Beta", totals=Totals(items=2))],
}


@pytest.mark.parametrize("reports", STORES.values(), ids=STORES)
@pytest.mark.parametrize("form", get_args(Form))
@pytest.mark.parametrize("t", [ES, EN, Translator("es-MX")])
def test_every_form_can_be_written_of_everything(
    reports: list[Report], form: Form, t: Translator
) -> None:
    """It is written, is short, and no blank of a sentence was left open."""
    page = shown(*reports, form=form, t=t)
    page.encode()
    assert len(page) < (200_000 if form == "json" else 100_000)
    if form not in ("json", "csv"):
        assert not re.search(
            r"\{[a-z_]+\}", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
        )


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("told", [busy(), hostile()], ids=["busy", "hostile"])
def test_a_terminal_s_lines_fit_its_width(width: int, told: Report) -> None:
    """Whatever is told; only what is to be copied may be longer."""
    verbatim = ("http", "listener ", "Para contestarla")
    for line in shown(told, form="terminal", width=width).splitlines():
        fits = cell_len(line) <= width
        assert fits or line.strip().startswith(verbatim), line


def test_colours_are_for_terminals_only() -> None:
    """In a pipe there is none; with them the words stay the same."""
    bare = shown(busy(), form="terminal")
    colored = shown(busy(), form="terminal", color=True)
    assert "\x1b[" not in bare
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored).split() == bare.split()
    assert "\x1b[" not in shown(busy(), form="text", color=True)


def test_text_is_a_terminal_of_eighty_columns() -> None:
    """The plain part of a mail is what a terminal shows."""
    assert shown(busy()) == shown(busy(), form="terminal", width=80)


def test_a_wide_table_goes_below_its_names_where_it_does_not_fit() -> None:
    """Nothing is cut off on a narrow terminal."""
    page = " ".join(shown(busy(), form="terminal", width=40).split())
    assert "Negativas Ahora 48 % (39–56 %, n=128) · Cambio ▲ +36 puntos" in page


def lines(told: Report) -> list[dict[str, str]]:
    """The rows of the CSV."""
    return list(csv.DictReader(StringIO(shown(told, form="csv"))))


def test_csv_has_a_line_a_figure() -> None:
    """Which brand, section, row and column; numbers as numbers, with bounds; and as told."""
    found = lines(busy())
    (negative,) = [
        each
        for each in found
        if (each["section"], each["row"], each["column"]) == ("sentiment", "negative", "now")
    ]
    assert negative == {
        "brand": "acme",
        "section": "sentiment",
        "row": "negative",
        "column": "now",
        "value": "0.4766",
        "low": "0.392",
        "high": "0.5625",
        "n": "128",
        "text": "48\u00a0% (39–56\u00a0%, n=128)",
    }
    stars = [
        each["value"] for each in found if each["section"] == "stars" and "_" in each["column"]
    ]
    assert stars[:5] == ["40.0", "20.0", "15.0", "30.0", "75.0"]


def test_tables_have_every_brand_whole() -> None:
    """Programs are not told of the most urgent only."""
    brands = [bad_day(brand=f"b{n}") for n in range(60)]
    found = csv.DictReader(StringIO(shown(*brands, form="csv")))
    assert {each["brand"] for each in found} == {f"b{n}" for n in range(60)}


def test_csv_runs_nothing() -> None:
    """No spreadsheet takes a stranger's text for a formula."""
    for each in lines(hostile()):
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in each.values() if cell)


def book(*told: Report, t: Translator = ES):
    """The workbook, read as a spreadsheet would."""
    return load_workbook(BytesIO(render_file(told, form="xlsx", words=wording(t))))


def test_a_workbook_has_a_sheet_a_section() -> None:
    """Numbers are numbers, shares are shown as such, bounds stand beside."""
    made = book(busy(), report(brand="b", name="Beta", totals=Totals(items=2)))
    assert {"En cifras", "Sentimiento", "Estrellas", "Cuota de voz"} <= set(made.sheetnames)
    rows = [[cell.value for cell in row] for row in made["Sentimiento"].iter_rows()]
    assert rows[0][2:6] == ["Ahora", "desde", "hasta", "n"]
    negative = next(row for row in rows if row[1] == "Negativas")
    assert negative[:6] == ["Acme", "Negativas", 0.4766, 0.392, 0.5625, 128]
    assert made["Sentimiento"]["C2"].number_format == "0%"
    assert made["Sentimiento"]["D2"].number_format == "0%"
    balance = next(row for row in rows if row[1] == "Saldo")
    assert shown(busy()).count(f"{-balance[2]:.0f} (") == 1
    assert balance[3] < balance[2] < balance[4] < -1
    hours = [[cell.value for cell in row] for row in made["A qué horas escriben"].iter_rows()]
    assert all(isinstance(row[3], int) for row in hours[1:])
    firsts = {row[2].value for row in made["Ábrelas primero"].iter_rows()}
    assert firsts == {"De qué se trata", "Texto", "Enlace"}
    both = {row[0].value for row in made["En cifras"].iter_rows()}
    assert {"Acme", "Beta"} <= both


def test_a_workbook_runs_nothing() -> None:
    """Not a single formula, whatever a name says; and no sheet has a name that none may have."""
    made = book(hostile())
    assert all(len(name) <= 31 for name in made.sheetnames)
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)


@pytest.mark.parametrize("t", [ES, EN])
@pytest.mark.e2e
def test_a_pdf_is_on_paper(t: Translator) -> None:
    """A4, its text to be found, and nothing fetched; where WeasyPrint and Pango are there."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        pytest.skip(f"no PDF here: {error}")
    made = render_file([busy()], form="pdf", words=wording(t))
    assert made.startswith(b"%PDF-")
    assert len(made) > 10_000
    # What is taken away for the paper is what stands in a page.
    assert OPEN_HEIGHT in shown(busy(), form="html", t=t)


def test_without_its_library_a_pdf_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command that brings it, not a traceback."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ConfigError, match=r'pip install "listener-crawler\[pdf\]"'):
        render_file([busy()], form="pdf", words=wording())


def test_a_brand_with_everything_fits_a_mail() -> None:
    """One brand's mail is never cut, and says the most urgent even where it is endless."""
    endless = facts(voices=facts().voices * 400)
    for told in (busy(), busy(facts=endless)):
        page = shown(told, form="mail", top=2_000)
        assert len(page.encode()) < 100_000
        assert "Picos negativos" in page


def test_styles_of_a_mail_stand_in_its_tags() -> None:
    """Some programs drop the head; what remains is laid out all the same."""
    page = shown(busy(), form="mail")
    assert '<th scope="row" style="' in page
    assert "<svg" not in page
    assert "var(" not in page


@pytest.mark.parametrize("form", ["terminal", "text", "html", "mail", "markdown"])
def test_five_hundred_brands_are_told_in_bounds(form: Form) -> None:
    """An agency gets its urgent brands whole and first, the others in a line, soon."""
    brands = [bad_day(brand=f"b{n:03}", name=f"Marca {n:03}", incidents=()) for n in range(499)]
    start = process_time()
    page = shown(*brands, busy(name="Zumos Urgentes"), form=form)
    assert process_time() - start < 6
    assert len(page) < 400_000
    assert page.index("Zumos Urgentes") < page.index("Marca 000")
    assert all(f"Marca {n:03}" in page for n in range(499))
