"""`listener import table` and `listener import --columns`, with made-up tables."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from listener.columns import load_map
from listener.config import load
from tests.cli.world import AT, Listener

MAP = """
title = "Encuesta NPS"
time_zone = "Europe/Madrid"
dates = "day-first"
[columns]
id = "ID"
text = "¿Por qué?"
time = "Fecha"
rating = "Nota"
[scale]
worst = 0
best = 10
"""
TABLE = """ID;Fecha;Nota;¿Por qué?
1;3/11/2026 9:15;2;Sintético: pésimo, llegó frío
2;ayer;9;Sintético: sin fecha
3;4/11/2026 10:00;10;
4;4/11/2026 11:00;;
5;4/11/2026;11;Sintético: otra escala
"""


def put(folder: Path, name: str, text: str) -> Path:
    (folder / "imports").mkdir(exist_ok=True)
    path = folder / "imports" / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def survey(tmp_path: Path) -> str:
    path = tmp_path / "Encuesta NPS.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def nps(folder: Path) -> Path:
    return put(folder, "nps", MAP)


def test_a_table_is_stored_and_its_bad_rows_are_told(run: Listener, survey: str, nps: Path) -> None:
    """With their line; the others are there, and the exit says that something is not."""
    said = run("import", "table", survey, "--map", "nps", "--at", AT, code=3).stdout.splitlines()
    assert said == [
        "✗ Encuesta NPS.csv: 2 rows · 2 new · 1 with stars only · 2 with a fault",
        "  · 1 row says nothing (no text, no mark)",
        '  ✗ line 3: "Fecha" says "ayer", which is no date by the map (dates = "day-first")',
        '  ✗ line 6: "Nota" says "11", which is no mark from 0 to 10; if it is a word, put it into '
        "[scale.words]",
        "Café Lumbre. New mentions: 2; changed: 0.",
    ]
    (found,) = json.loads(run("search", "pésimo", "--format", "json").stdout)["mentions"]
    assert (found["source"], found["stars"], found["subject"]) == ("table", 1.8, "Encuesta NPS")


def test_importing_twice_adds_nothing(run: Listener, folder: Path, survey: str, nps: Path) -> None:
    """Neither mentions nor, twice, the rows that were set aside."""
    import sqlite3
    from contextlib import closing

    for _ in range(2):
        run("import", "table", survey, "--map", "nps", "--at", AT, code=3)
    with closing(sqlite3.connect(load(str(folder)).database)) as database:
        rows = database.execute("SELECT url, error, payload FROM quarantine").fetchall()
        assert database.execute("SELECT count(*) FROM mentions").fetchall() == [(2,)]
    ((url, error, payload),) = rows
    assert url == "Encuesta NPS.csv"
    assert error.startswith("2 rows could not be read; the first, line 3: ")
    assert [json.loads(line)["line"] for line in payload.splitlines()] == [3, 6]
    again = run("import", "table", survey, "--map", "nps", "--at", AT, code=3).stdout
    assert "2 rows · 2 already there" in again


def test_the_only_map_need_not_be_named(
    run: Listener, folder: Path, survey: str, nps: Path
) -> None:
    """Of several one must be, and of none it is said how to make one."""
    run("import", "table", survey, "--at", AT, code=3)
    put(folder, "csat", MAP)
    assert "csat, nps" in run("import", "table", survey, code=2).stderr
    assert '(did you mean "nps"?)' in run("import", "table", survey, "--map", "nsp", code=2).stderr
    (folder / "imports" / "csat.toml").unlink()
    nps.unlink()
    assert "--columns" in run("import", "table", survey, code=2).stderr


def test_a_zone_that_the_map_does_not_say_is_the_brand_s(
    run: Listener, folder: Path, survey: str, nps: Path
) -> None:
    """A quarter past nine in Madrid."""
    put(folder, "nps", MAP.replace('time_zone = "Europe/Madrid"\n', ""))
    run("import", "table", survey, "--at", AT, code=3)
    (found,) = json.loads(run("search", "pésimo", "--format", "json").stdout)["mentions"]
    assert found["published_at"].startswith("2026-11-03T08:15:00")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('text = "¿Por', 'texto = "¿Por', 'columns.texto: no such setting (did you mean "text"?)'),
        ('id = "ID"', "id = 7", 'columns.id: needs text in quotes ("..."), not a whole number'),
        ("day-first", "day-frist", '(did you mean "day-first"?)'),
        ("Europe/Madrid", "Europe/Madird", '(did you mean "Europe/Madrid"?)'),
        ("[scale]\nworst = 0\nbest = 10", "", "scale: the scale of the rating is missing"),
        ("best = 10", "best = 0", "scale.best: must differ from worst"),
        ("best = 10", "bets = 10", 'scale.bets: no such setting (did you mean "best"?)'),
        ("best = 10", "", "scale.best: this setting is missing"),
        ("[columns]", "header = 0\n[columns]", "header: must be 1 or more"),
        ('text = "¿Por qué?"\n', 'item = "x"\n', ""),
        ('rating = "Nota"', "", ""),
        ('title = "E', 'name = "E', "name: no such setting"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(
    run: Listener, folder: Path, survey: str, before: str, after: str, said: str
) -> None:
    """And with the nearest right one."""
    assert before in MAP
    path = put(folder, "nps", MAP.replace(before, after))
    if not said:
        load_map(folder, "nps")
        return
    told = run("import", "table", survey, "--map", "nps", code=2).stderr
    assert str(path) in told
    assert said in told


def test_a_map_that_says_nothing_is_refused(run: Listener, folder: Path, survey: str) -> None:
    """A column with a date alone is no opinion."""
    put(folder, "nps", '[columns]\ntime = "Fecha"\n')
    assert "which column is the text" in run("import", "table", survey, code=2).stderr
    put(folder, "Mi mapa", MAP)
    assert "will not do" in run("import", "table", survey, "--map", "Mi mapa", code=2).stderr


def test_only_tables_have_a_map(run: Listener, survey: str, nps: Path) -> None:
    """And what is missing is said as ever."""
    assert "table" in run("import", "playconsole", survey, "--map", "nps", code=2).stderr
    assert "FILE" in run("import", "table", code=2).stderr
    assert "SOURCE" in run("import", code=2).stderr
    assert "--columns" in run("import", "playconsole", "--columns", survey, code=2).stderr


def test_a_table_of_another_kind_is_stored_not_at_all(
    run: Listener, tmp_path: Path, nps: Path
) -> None:
    """It is said what it lacks."""
    other = tmp_path / "otra.csv"
    other.write_text("id,texto\n1,a\n", encoding="utf-8")
    said = run("import", "table", str(other), code=3).stdout
    assert said.startswith("✗ otra.csv is no table of the map nps: it lacks «ID», «¿Por qué?»")


def test_programs_get_every_bad_row(run: Listener, survey: str, nps: Path) -> None:
    """With its line."""
    (told,) = json.loads(run("import", "table", survey, "--format", "json", code=3).stdout)["files"]
    assert [row["line"] for row in told["unread"]] == [3, 6]
    assert (len(told["notes"]), told["unlisted"], told["listings"]) == (1, [], ["nps"])


def test_many_bad_rows_are_told_in_part(run: Listener, tmp_path: Path, nps: Path) -> None:
    """Twenty lines are enough to see what is wrong."""
    bad = tmp_path / "mal.csv"
    rows = "".join(f"{n};ayer;9;x\n" for n in range(30))
    bad.write_text("ID;Fecha;Nota;¿Por qué?\n" + rows, encoding="utf-8")
    said = run("import", "table", str(bad), code=3).stdout
    assert said.count("line ") == 20
    assert "and 10 more rows" in said


def test_a_map_is_proposed_and_written_after_a_yes(
    run: Listener, folder: Path, survey: str
) -> None:
    """What was written is what imports the table."""
    said = run("import", "--columns", survey, input="y\n").stdout
    assert "Nota       2 · 9 · 10" in said
    assert 'text = "¿Por qué?"' in said
    assert "a scale from 0 (worst) to" in said
    path = folder / "imports" / "encuesta-nps.toml"
    assert f"Written: {path}" in said
    found = load_map(folder, "encuesta-nps")
    assert (found.columns.id, found.columns.rating, found.dates) == ("ID", "Nota", "day-first")
    run("import", "table", survey, "--map", "encuesta-nps", code=3)
    before = path.read_bytes()
    assert "exists already" in run("import", "--columns", survey, "--yes").stdout
    assert path.read_bytes() == before


def test_a_proposal_for_tickets_says_that_they_can_be_answered(
    run: Listener, folder: Path, tmp_path: Path
) -> None:
    """As it is written it counts in `listener reviews`."""
    export = tmp_path / "tickets.csv"
    export.write_text(
        "Ticket;Mensaje;Abierto;Respondido\n1;Sintético;13/11/2026 9:00;13/11/2026 11:00\n",
        encoding="utf-8",
    )
    run("import", "--columns", str(export), "--yes")
    found = load_map(folder, "tickets")
    assert (found.kind, found.columns.reply_time) == ("review", "Respondido")
    run("import", "table", str(export), "--at", AT)
    said = run("reviews", "--since", "30d", "--at", AT, "--format", "json").stdout
    assert json.loads(said)["brands"][0]["total"]["answered"] == 1


def test_nothing_is_written_without_a_yes(run: Listener, folder: Path, survey: str) -> None:
    """Neither after a no, nor where nobody answers, nor in a rehearsal."""
    for answer in ("n\n", ""):
        said = run("import", "table", "--columns", survey, input=answer).stdout
        assert "Nothing was written." in said
    run("import", "--columns", survey, "--yes", "--dry-run")
    assert not (folder / "imports").exists()
    run("import", "--columns", survey, "--yes", "--map", "mio")
    assert (folder / "imports" / "mio.toml").exists()
    run("import", "--columns", survey, "--yes", "--map", "../mio", code=2)


def test_a_table_that_nobody_understands_is_not_guessed_at(
    run: Listener, folder: Path, tmp_path: Path
) -> None:
    """Its columns are shown, and how to go on."""
    odd = tmp_path / "rara.csv"
    odd.write_text("A;B\n1;2\n", encoding="utf-8")
    said = run("import", "--columns", str(odd), "--yes").stdout
    assert "No column looks like the text or the mark." in said
    assert not (folder / "imports").exists()
    odd.write_bytes(b"")
    assert "is no table" in run("import", "--columns", str(odd), code=2).stderr


def test_it_all_speaks_spanish(
    run: Listener, survey: str, nps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In words of somebody who does not program."""
    monkeypatch.setitem(os.environ, "LISTENER_LANG", "es")
    said = run("import", "table", survey, "--at", AT, code=3).stdout
    assert 'línea 3: «Fecha» dice "ayer", y eso no es una fecha según el mapa' in said
    assert "1 fila no dice nada (ni texto ni nota)" in said
    assert "¿Lo escribo en" in run("import", "--columns", survey, input="no\n").stdout


TICKETS = """
title = "Soporte"
kind = "review"
dates = "day-first"
[columns]
id = "Ticket"
text = "Mensaje"
time = "Abierto"
reply_time = "Respondido"
"""


def test_tickets_are_measured_by_their_first_answer(
    run: Listener, folder: Path, tmp_path: Path, survey: str, nps: Path
) -> None:
    """A survey beside them, which nobody answers, does not spoil the rate."""
    put(folder, "tickets", TICKETS)
    export = tmp_path / "tickets.csv"
    head = "Ticket;Mensaje;Abierto;Respondido\n"
    open_ones = (
        "1;Sintético: roto;3/11/2026 9:00;3/11/2026 11:00\n2;Sintético: tarde;4/11/2026 9:00;"
    )
    export.write_text(f"{head}{open_ones}\n", encoding="utf-8")
    run("import", "table", str(export), "--map", "tickets", "--at", AT)
    run("import", "table", survey, "--map", "nps", "--at", AT, code=3)

    def figures(*wanted: str) -> list[int]:
        said = run("reviews", "--since", "30d", "--at", AT, "--format", "json").stdout
        (brand,) = json.loads(said)["brands"]
        return [brand["total"][each] for each in wanted]

    assert figures("reviews", "untold", "answered", "median_seconds") == [4, 2, 1, 7200]
    export.write_text(f"{head}{open_ones}5/11/2026 9:00\n", encoding="utf-8")
    again = run("import", "table", str(export), "--map", "tickets", "--at", AT).stdout
    assert "2 rows · 1 changed · 1 already there" in again
    assert figures("answered") == [2]
    assert "Soporte" in run("reviews", "--since", "30d", "--at", AT, "--by", "listing").stdout


def test_a_table_that_a_brand_lists_is_not_crawled(run: Listener, folder: Path) -> None:
    """It is said what it is for."""
    brand = folder / "brands" / "lumbre.toml"
    brand.write_text(
        'name = "Lumbre"\n[[listings]]\nsource = "table"\nid = "nps"\n', encoding="utf-8"
    )
    result = run("crawl", "--at", AT, code=3)
    assert "listener import table" in result.stdout + result.stderr
