"""status and doctor warn before a source forgets what was not collected."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.source import load_source
from tests.cli.world import NOW, Listener, fill

LATER = (NOW + timedelta(days=5)).isoformat()
TOO_LATE = (NOW + timedelta(days=8)).isoformat()


@pytest.fixture(autouse=True)
def week(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The feed shows seven days and was read at NOW."""
    kind = type(load_source("feeds"))
    monkeypatch.setattr(kind, "about", replace(kind.about, window=timedelta(days=7)))
    fill(folder).close()


def test_status_warns_in_time(run: Listener) -> None:
    """By the name people know, in the brand's time zone."""
    assert "before 29 Nov 2026, 13:00" in " ".join(run("status", "--at", LATER).stdout.split())
    assert "those reviews" not in run("status", "--at", NOW.isoformat()).stdout


def test_status_tells_programs_the_deadline(run: Listener) -> None:
    """Always, not only when it is near; null where there is none."""
    answer = json.loads(run("status", "--format", "json", "--at", NOW.isoformat()).stdout)
    told = {row["source"]: row["loses_at"] for row in answer["watches"]}
    assert told == {"hackernews": None, "feeds": "2026-11-29T12:00:00Z"}


def test_doctor_marks_what_is_being_lost(run: Listener) -> None:
    """A note in time, a fault afterwards."""
    assert "· schedule" in _line(run("doctor", "--at", LATER).stdout)
    assert "✗ schedule" in _line(run("doctor", "--at", TOO_LATE).stdout)


def _line(text: str) -> str:
    (line,) = (each for each in text.splitlines() if "Synthetic feed" in each)
    return " ".join(line.split())


def test_the_digest_tells_programs_the_deadline(run: Listener) -> None:
    """The same time as in status."""
    digest = run("digest", "--format", "json", "--at", LATER, "--exit-zero").stdout
    watches = json.loads(digest)["brands"][0]["coverage"]
    assert "2026-11-29T12:00:00Z" in [watch["loses_at"] for watch in watches]
