"""`listener digest` in the form that was asked for, and in the file that was named."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.world import AT, Listener, fill, mention


@pytest.fixture(autouse=True)
def stored(folder: Path) -> None:
    """Something to tell of."""
    fill(folder, mention("a", "lumbre pésimo", stars=1), mention("b", "frío", stars=5)).close()


def test_a_pipe_gets_text(run: Listener) -> None:
    """Without colours, whoever reads it."""
    told = run("digest", "--at", AT).stdout
    assert told.startswith("Digest of Café Lumbre\n═")
    assert "\x1b[" not in told


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("d.html", b"<!DOCTYPE html>"),
        ("d.md", b"# Digest of"),
        ("d.json", b"{"),
        ("d.csv", b"brand,section,row"),
        ("d.xlsx", b"PK"),
        ("d.txt", b"Digest of"),
        ("d", b"Digest of"),
    ],
)
def test_a_file_s_name_says_its_form(
    run: Listener, tmp_path: Path, name: str, begins: bytes
) -> None:
    """Nothing goes to the screen, and no half of a file is left."""
    file = tmp_path / name
    assert run("digest", "--output", str(file), "--at", AT).stdout == ""
    assert file.read_bytes().startswith(begins)
    assert not list(tmp_path.glob("*.part"))


def test_a_name_of_another_form_is_refused(run: Listener, tmp_path: Path) -> None:
    """No text is put into what Word or Excel would open; any other ending is text."""
    file = tmp_path / "week.docx"
    assert ".pdf" in run("digest", "--output", str(file), "--at", AT, code=2).output
    assert not file.exists()
    run("digest", "--output", str(tmp_path / "digest.2026-11-22"), "--at", AT)


def test_the_form_that_was_asked_for_goes_before_the_name(run: Listener, tmp_path: Path) -> None:
    """A name is a hint only."""
    file = tmp_path / "d.txt"
    run("digest", "--format", "json", "--output", str(file), "--at", AT)
    assert json.loads(file.read_text())["version"] == 1


def test_a_workbook_can_be_piped(run: Listener, tmp_path: Path) -> None:
    """Its bytes come out as they are."""
    out = run("digest", "--format", "xlsx", "--at", AT).stdout_bytes
    file = tmp_path / "d.xlsx"
    file.write_bytes(out)
    assert "In figures" in load_workbook(file).sheetnames


def test_where_nothing_can_be_written_it_is_said(run: Listener, tmp_path: Path) -> None:
    """The file, and why."""
    said = run("digest", "--output", str(tmp_path / "no" / "d.html"), "--at", AT, code=2).output
    assert "d.html" in said


def on_a_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What it prints where somebody sits before it."""
    shown, inside = pty.openpty()
    command = [sys.executable, "-m", "listener", "--config", str(folder), "digest", "--at", AT]
    process = subprocess.Popen(
        [*command, *arguments],
        stdout=inside,
        stderr=inside,
        stdin=inside,
        env={**os.environ, "COLUMNS": "100", "TERM": "xterm", **environment},
    )
    os.close(inside)
    parts = []
    try:
        while part := os.read(shown, 65536):
            parts.append(part)
    except OSError:  # Linux says so when the other end is closed
        pass
    process.wait()
    os.close(shown)
    return b"".join(parts).decode()


def test_a_terminal_gets_colours_unless_somebody_wants_none(folder: Path) -> None:
    """https://no-color.org"""
    assert "\x1b[1m" in on_a_terminal(folder)
    assert "\x1b[" not in on_a_terminal(folder, NO_COLOR="1")


def test_a_terminal_is_not_flooded_with_bytes(folder: Path) -> None:
    """What is no text needs a file."""
    assert "--output" in on_a_terminal(folder, "--format", "pdf")


def test_a_group_is_added_up_and_a_wrong_one_is_named(run: Listener, folder: Path) -> None:
    """One report of all its brands."""
    brand = folder / "brands" / "lumbre.toml"
    brand.write_text('groups = ["north"]\n' + brand.read_text())
    told = json.loads(run("digest", "--group", "north", "--format", "json", "--at", AT).stdout)
    assert [each["brand"] for each in told["brands"]] == ["group:north"]
    assert "south" in run("digest", "--group", "south", "--at", AT, code=2).output


@pytest.mark.parametrize(
    ("compare", "kind"),
    [("year", "year"), ("weekday", "weekday"), ("2026-11-01", "asked"), ("14d", "asked")],
)
def test_what_it_is_held_against_is_asked_for(run: Listener, compare: str, kind: str) -> None:
    """By a name, or by when it began."""
    told = run("digest", "--compare", compare, "--format", "json", "--at", AT).stdout
    assert json.loads(told)["brands"][0]["facts"]["comparisons"][0]["kind"] == kind


def test_a_comparison_that_is_none_is_refused(run: Listener) -> None:
    """A typo is told."""
    assert "--compare" in run("digest", "--compare", "yaer", "--at", AT, code=2).output


@pytest.mark.parametrize(
    ("compare", "since"), [("weekday", "30d"), ("year", "400d"), ("24h", "24h"), ("3d", "7d")]
)
def test_a_period_is_not_compared_with_itself(run: Listener, compare: str, since: str) -> None:
    """A month beside the same month a week ago, or a day beside itself, would be no change."""
    asked = ("digest", "--compare", compare, "--since", since, "--at", AT)
    assert "compared with itself" in " ".join(run(*asked, code=2).output.split())
