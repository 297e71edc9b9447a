"""`listener import`, with a made-up file in the format of Play Console."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.world import AT, Listener

COLUMNS = (
    "Package Name,App Version Code,App Version Name,Reviewer Language,Device,"
    "Review Submit Date and Time,Review Submit Millis Since Epoch,"
    "Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,"
    "Review Title,Review Text,Developer Reply Date and Time,"
    "Developer Reply Millis Since Epoch,Developer Reply Text,Review Link"
)
LINK = "http://play.google.com/console?reviewid=gp:SINTETICO-{}"


def export(path: Path, *rows: tuple[int, str]) -> str:
    """A file of these stars and words, an hour apart, in UTF-16 as Google writes it."""
    lines = [COLUMNS]
    for number, (stars, text) in enumerate(rows):
        millis = 1_760_000_000_000 + number * 3_600_000
        link = LINK.format(number) if text else ""
        lines.append(
            f"com.example.app,1,1.0,es,sintetico,x,{millis},x,{millis},{stars},,{text},,,,{link}"
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-16")
    return str(path)


@pytest.fixture
def month(tmp_path: Path) -> str:
    return export(tmp_path / "reviews_1.csv", (1, "malo"), (5, "bueno"), (5, ""))


def test_a_file_is_stored_and_told_in_a_line(run: Listener, month: str) -> None:
    """With what is not in the settings, once; then the reviews are there."""
    said = run("import", "playconsole", month, "--at", AT).stdout.splitlines()
    assert said == [
        "✓ reviews_1.csv: 3 rows · 3 new · 1 with stars only",
        "Café Lumbre. New mentions: 3; changed: 0.",
        "This is not in the settings of the brand: com.example.app. That does not keep it "
        "from being stored; if it is not theirs, check --brand.",
    ]
    found = json.loads(run("search", "malo", "--format", "json").stdout)["mentions"]
    assert [each["stars"] for each in found] == [1]
    again = run("import", "playconsole", month, "--at", AT).stdout
    assert "3 rows · 3 already there · 1 with stars only" in again


def test_it_is_told_in_spanish(run: Listener, month: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In words of somebody who does not program."""
    monkeypatch.setenv("LISTENER_LANG", "es")
    said = run("import", "playconsole", month, "--dry-run").stdout
    assert "3 filas · 3 nuevas · 1 solo con estrellas" in said
    assert "Es solo un ensayo, no se ha guardado nada." in said


def test_a_rehearsal_makes_no_database(run: Listener, folder: Path, month: str) -> None:
    """Nor does it change the one that is there."""
    said = run("import", "playconsole", month, "--dry-run").stdout
    assert "there would be: new mentions, 3; changed, 0." in said
    assert not (folder.parent / "listener.db").exists()
    run("import", "playconsole", month)
    before = (folder.parent / "listener.db").read_bytes()
    other = export(Path(month).with_name("reviews_2.csv"), *[(1, "otro")] * 5)
    assert "there would be" in run("import", "playconsole", other, "--dry-run").stdout
    assert (folder.parent / "listener.db").read_bytes() == before


def test_a_file_that_is_none_ends_with_three(run: Listener, month: str, tmp_path: Path) -> None:
    """The others are stored all the same."""
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    said = run("import", "playconsole", str(wrong), month, code=3).stdout.splitlines()
    assert [line[0] for line in said[:2]] == ["✓", "✗"]
    assert "wrong.csv" in said[1]


def test_a_file_that_is_none_is_named(run: Listener, tmp_path: Path) -> None:
    """Of many files, whoever must save one again has to know which."""
    wrong = tmp_path / "cafe.html"
    wrong.write_text("<html></html>", encoding="utf-8")
    said = run("import", "trustpilot", str(wrong), code=3).stdout
    assert said.startswith("✗ cafe.html: ")


def test_programs_get_every_count(run: Listener, month: str) -> None:
    """File by file, with what went wrong."""
    answer = json.loads(run("import", "playconsole", month, "--format", "json").stdout)
    assert answer == {
        "version": 1,
        "source": "playconsole",
        "brand": "lumbre",
        "dry_run": False,
        "files": [
            {
                "file": "reviews_1.csv",
                "rows": 3,
                "new": 3,
                "changed": 0,
                "known": 0,
                "stale": 0,
                "star_only": 1,
                "undated": 0,
                "listings": ["com.example.app"],
                "unlisted": ["com.example.app"],
                "unread": [],
                "notes": [],
                "error": None,
            }
        ],
    }


def test_with_several_brands_one_must_be_named(run: Listener, folder: Path, month: str) -> None:
    """A review that is stored for the wrong brand is hard to get out again."""
    (folder / "brands" / "other.toml").write_text(
        'name = "Other"\n[[queries]]\nany = ["other"]\n', encoding="utf-8"
    )
    said = run("import", "playconsole", month, code=2).stderr
    assert "lumbre, other" in said
    assert "1 with stars" in run("import", "playconsole", month, "--brand", "other").stdout


def test_what_cannot_be_imported_is_said_before_anything_is_read(run: Listener, month: str) -> None:
    """A source without files, a brand or a file that is not there."""
    assert "playconsole" in run("import", "feeds", month, code=2).stderr
    assert "playconsole" in run("import", "playconsol", month, code=2).stderr
    run("import", "playconsole", month, "--brand", "lumbr", code=2)
    run("import", "playconsole", "/nonexistent.csv", code=2)


SHARED = Path(os.environ.get("LISTENER_SHARED") or Path(__file__).parents[3] / "shared")
REAL = SHARED / "recordings" / "google_play_bulk_csv"


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real recordings in {REAL}")
def test_three_real_months_are_imported_to_the_last_row(run: Listener) -> None:
    """In any order the same reviews are there; a second time nothing changes."""
    months = sorted(map(str, REAL.glob("reviews_*.csv")))
    first = json.loads(run("import", "playconsole", *reversed(months), "--format", "json").stdout)
    rows = [sum(each[key] for each in first["files"]) for key in ("rows", "new", "changed")]
    assert rows == [361 + 434 + 458, 1244, 6]
    again = json.loads(run("import", "playconsole", *months, "--format", "json").stdout)
    sums = [
        sum(each[key] for each in again["files"]) for key in ("new", "changed", "known", "stale")
    ]
    assert sums == [0, 0, 1247, 6]
