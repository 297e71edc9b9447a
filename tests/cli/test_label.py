"""Labelling as a person does it, a key or a line for each; corrections; files out and in."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest

from listener.cli import label_asked
from listener.config import load
from tests.cli.world import AT, HOSTILE, Listener, fill, mention


@pytest.fixture
def stored(folder: Path) -> Path:
    """Three that count as negative, one by its stars; one positive, and a copy of it."""
    long = "Nunca había probado un café tan rico como el que sirven aquí cada mañana temprano"
    fill(
        folder,
        mention("a", f"pésimo {HOSTILE}"),
        mention("b", "frío", hours=2),
        mention("c", "tarde", stars=1, hours=3),
        mention("d", long, hours=4, sounds="positive"),
        mention("e", long, hours=5, sounds="positive"),
    ).close()
    return folder


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(load(str(folder)).database)) as connection:
        return connection.execute(query).fetchall()


def in_force(folder: Path) -> dict[object, object]:
    return dict(rows(folder, "SELECT mention_id, label FROM labels WHERE withdrawn_at IS NULL"))


def test_a_line_for_each_answers_in_either_language(run: Listener, stored: Path) -> None:
    """Words and letters; a copy is not asked about; what is no answer is asked again."""
    told = run("label", "--at", AT, input="n\nneutra\nwhat\nPositivo\n0\n").output
    assert told.startswith("Café Lumbre, Nov 2026, Spanish: 4 mentions.")
    assert '"what" is none of these keys' in told
    assert told.endswith("4 labels stored.\n")
    assert sorted(in_force(stored).values()) == ["negative", "neutral", "neutral", "positive"]
    assert rows(stored, "SELECT sum(weight) FROM labels WHERE sampled") == [(4.0,)]
    again = run("label", "--at", AT, input="n\n").output
    assert again == "Café Lumbre, Nov 2026, Spanish: all mentions have been asked about.\n"


def test_nothing_leads_the_person_and_nothing_hostile_reaches_the_terminal(
    run: Listener, stored: Path
) -> None:
    """Stars, author and label come after the answer."""
    told = run("label", "--at", AT, input="n\nn\nn\nn\n").output
    questions = [each.partition("\n")[0] for each in told.split("\n\n")[1:]]
    assert len(questions) == 4
    assert all("feed" in each.lower() or "rss" in each.lower() for each in questions)
    assert "Ana" not in told
    assert "★" not in told
    assert "its stars: 1; listener said: negative." in told
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_skipping_undoing_and_quitting(run: Listener, stored: Path) -> None:
    """What was passed over is not asked again; what is undone is asked at once."""
    told = run("label", "--at", AT, input="u\nn\nu\np\ns\nq\n").output
    assert "There is nothing to undo." in told
    assert "Undone" in told
    assert "Skipped." in told
    assert told.endswith("1 label stored.\n")
    assert list(in_force(stored).values()) == ["positive"]
    left = run("--lang", "es", "label", "--at", AT, input="").output
    assert "2 menciones." in left
    assert left.endswith("0 etiquetas guardadas.\n")


def test_a_key_is_enough_at_a_terminal(
    run: Listener, stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line, no Enter; Ctrl-C ends it, and what was said stays."""

    def pressed() -> Iterator[str]:
        yield from "n0"
        raise KeyboardInterrupt

    keys = pressed()
    monkeypatch.setattr(label_asked, "at_a_terminal", lambda: True)
    monkeypatch.setattr(click, "getchar", lambda: next(keys))
    assert "2 labels stored." in run("label", "--at", AT).output
    assert len(in_force(stored)) == 2


def test_one_mention_is_corrected_and_given_back(run: Listener, stored: Path) -> None:
    """Search and digest follow at once, in both languages; a draw takes it as answered."""
    told = run("label", "1", "positive", "--at", AT).output
    assert told.startswith("Mention 1 counts as positive for Café Lumbre; before, as negative.")
    assert "pésimo" not in run("search", "--label", "negative").output
    digest = run("digest", "--format", "json", "--since", "24h", "--at", AT, "--exit-zero").output
    totals = json.loads(digest)["brands"][0]["totals"]
    assert (totals["negatives"], totals["positives"]) == (2, 3)
    asked = run("label", "--at", AT, input="n\nn\nn\n").output
    assert "3 labels stored." in asked
    assert rows(stored, "SELECT sampled, weight FROM labels WHERE mention_id = 1") == [
        (0, 0.0),
        (1, 1.0),
    ]
    back = run("--lang", "es", "label", "1", "deshacer").output
    assert back == "La mención 1 vuelve a contar como positiva para Café Lumbre.\n"
    back = run("--lang", "es", "label", "1", "deshacer").output
    assert back == "La mención 1 vuelve a contar como negativa para Café Lumbre.\n"
    assert run("--lang", "en", "label", "1", "undo").output == "Mention 1 had no label.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["1"], "say as well what it is"),
        (["1", "great"], '"great" is not a label'),
        (["99", "negative"], "none of your brands has a mention with the number 99"),
        (["--month", "2026-13"], '"2026-13" is not a month'),
        (["--brand", "lumbe"], "lumbre"),
        (["--export", "x.csv", "1"], "give --export or --import"),
    ],
)
@pytest.mark.usefixtures("stored")
def test_what_cannot_be_labelled_is_said(run: Listener, words: list[str], said: str) -> None:
    """And nothing is written."""
    assert said in run("label", *words, code=2).output


@pytest.mark.usefixtures("stored")
def test_a_month_without_mentions_says_so(run: Listener) -> None:
    """With what to do."""
    assert "there are no such mentions to ask about" in run("label", "--month", "2026-09").output
    assert "no such mentions" in run("label", "--source", "reddit", "--at", AT).output


def test_labels_go_out_to_a_file_that_no_spreadsheet_runs(
    run: Listener, stored: Path, tmp_path: Path
) -> None:
    """With what the machine says, and what each stands for; a correction stands for nothing."""
    run("label", "--count", "2", "--at", AT, input="n\np\n")
    run("label", "1", "neutral", "--at", AT)
    file = tmp_path / "out.csv"
    told = run("label", "--export", str(file)).output
    with file.open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    assert told == f"{len(found)} labels in {file}.\n"
    assert list(found[0])[:8] == "id text language source label predicted model weight".split()
    assert {each["language"] for each in found} == {"es"}
    assert {each["source"] for each in found} == {"feeds"}
    assert {each["model"] for each in found} <= {"t-1", "stars"}
    assert not any(each["text"].startswith("=") for each in found)
    one = next(each for each in found if each["id"] == "1")
    assert (one["label"], one["predicted"]) == ("neutral", "negative")


def test_labels_come_in_from_a_file(run: Listener, stored: Path, tmp_path: Path) -> None:
    """As corrections, in either language and with either comma; rows of no use are named."""
    file = tmp_path / "in.csv"
    file.write_text("key,label\n1,positiva\n2,neutral\n99,negative\nx,negative\n3,who\n", "utf-8")
    told = run("label", "--import", str(file), "--at", AT, code=2).output
    assert f"2 labels read from {file}." in told
    assert "3 rows say nothing that can be used: lines 4, 5, 6." in told
    assert in_force(stored) == {1: "positive", 2: "neutral"}
    file.write_text("\ufeffid;text;label\n3;a, b;negativa\n", "utf-8")
    assert "1 label read" in run("label", "--import", str(file), "--at", AT).output
    file.write_text("a,b\n1,2\n", "utf-8")
    assert "needs the columns" in run("label", "--import", str(file), code=2).output
    file.write_bytes(b"key,label\n\xff\xfe,1\n")
    assert "cannot be read" in run("label", "--import", str(file), code=2).output


@pytest.fixture
def shared(stored: Path) -> Path:
    """The first mention is about a second brand too, and about one that the settings lost."""
    own = stored / "brands" / "lumbre.toml"
    other = own.read_text("utf-8").replace("Café Lumbre", "Otra")
    (stored / "brands" / "otra.toml").write_text(other, "utf-8")
    with closing(sqlite3.connect(load(str(stored)).database)) as connection, connection:
        for brand in ("otra", "lost"):
            connection.execute(
                "INSERT INTO brand_links (brand, at, mention_id, watch_id, queries)"
                " SELECT ?, at, mention_id, watch_id, queries FROM brand_links"
                " WHERE mention_id = 1 AND brand = 'lumbre'",
                (brand,),
            )
    return stored


def by_brand(folder: Path) -> dict[object, object]:
    return dict(rows(folder, "SELECT brand, label FROM labels WHERE withdrawn_at IS NULL"))


def test_what_two_brands_were_told_of_a_mention_goes_out_and_in_apart(
    run: Listener, shared: Path, tmp_path: Path
) -> None:
    """A row that names its brand is that brand's; one that names none is everybody's."""
    assert "say which with --brand" in run("label", "1", "positive", "--at", AT, code=2).output
    run("label", "1", "positive", "--brand", "lumbre", "--at", AT)
    run("label", "1", "neutral", "--brand", "otra", "--at", AT)
    file = tmp_path / "out.csv"
    run("label", "--export", str(file))
    run("label", "--import", str(file), "--at", AT)
    assert by_brand(shared) == {"lumbre": "positive", "otra": "neutral"}
    file.write_text("id,label\n1,negative\n", "utf-8")
    run("label", "--import", str(file), "--brand", "otra", "--at", AT)
    assert by_brand(shared) == {"lumbre": "positive", "otra": "negative"}


def test_a_brand_that_the_settings_know_no_more_is_not_labelled(
    run: Listener, shared: Path
) -> None:
    """Nor is one that has no such mention; nothing is written, and it is said whose it is."""
    (shared / "brands" / "otra.toml").unlink()
    assert "Café Lumbre" in run("label", "1", "positive", "--at", AT).output
    assert by_brand(shared) == {"lumbre": "positive"}
    other = (shared / "brands" / "lumbre.toml").read_text("utf-8").replace("Café Lumbre", "Otra")
    (shared / "brands" / "otra.toml").write_text(other, "utf-8")
    told = run("label", "2", "positive", "--brand", "otra", "--at", AT, code=2).output
    assert "mention 2 is not of otra but of: lumbre" in told
    (shared / "brands" / "lumbre.toml").unlink()
    assert "none of your brands" in run("label", "2", "positive", "--at", AT, code=2).output
    assert by_brand(shared) == {"lumbre": "positive"}


@pytest.mark.usefixtures("stored")
def test_whoever_asks_for_an_empty_month_is_told_which_has_mentions(run: Listener) -> None:
    """As whoever has just imported last year's."""
    told = run("label", "--month", "2026-01", "--at", AT).output
    assert told.endswith(
        "no such mentions to ask about. The latest is of Nov 2026: --month 2026-11\n"
    )
    assert "--month" not in run("label", "--language", "fr", "--at", AT).output
