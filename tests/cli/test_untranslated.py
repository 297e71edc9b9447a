"""What commands print is all from the catalogues and from Babel: no word of it is the code's."""

from __future__ import annotations

import platform
import shlex
import sys
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from listener import __version__
from listener.cli.group import listener
from listener.marking import days_of
from listener.model import Aspect, ListingTotals
from listener.source import load_source
from tests import pseudo
from tests.cli.world import BRAND, NOW, fill, mention, spike
from tests.detection.evaluations import look

SAID = ("lumbre pésimo", "frío", "Synthetic feed", "Ana x", "Thanks", "Deals 24h", "sale", "down")
COMMANDS = (
    "digest",
    "explain",
    "explain 1",
    "incidents",
    "mark",
    "search lumbre",
    "reviews --since 30d",
    "reviews --changes",
    "reviews --mismatch",
    "reply --list",
    "aspects",
    "sentiment report",
    "sentiment rules",
    "sentiment rules --test 'frío, no queue'",
    "sentiment model",
    "query explain '(frío OR lumbre) -sale lang:en'",
    "query test lumbre",
    "block author 'Deals 24h'",
    "blocks --all",
    "unblock author 'Deals 24h'",
    "sources --brand lumbre",
    "listings",
    "status",
    "doctor",
    "recheck",
    "alert",
    "label",
)
"""Add a command that shows something new."""


@pytest.fixture
def filled(folder: Path) -> Path:
    """A brand with mentions, a review that changed, totals, a spike and marked days."""
    said = replace(mention("a", "lumbre pésimo", stars=1), aspects=(Aspect("wait", "negative"),))
    changed = mention("b", "frío", stars=5, hours=9, sounds="negative", answered=4)
    totals = ListingTotals(count=1234, stars=3.0, histogram=(1, 0, 0, 0, 1))
    fill(folder, mention("b", "frío", stars=1, hours=9), at=NOW - timedelta(hours=8)).close()
    with fill(folder, said, changed, error="down", totals=totals) as store:
        store.mark(days_of(spike(), "sale", UTC, NOW))
        store.save_incident(None, replace(spike(), look=look()), "opened", NOW)
    return folder


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    pseudo.mark(monkeypatch)
    yield
    monkeypatch.undo()
    pseudo.forget()


def _data(folder: Path) -> list[str]:
    """What may stand outside of messages: names, what people wrote, and what sources say of
    themselves, which each of them has in both languages.
    """
    abouts = [load_source(name).about for name in ("feeds", "hackernews")]
    told = [text for about in abouts for text in (*about.sees.values(), *about.misses.values())]
    titles = [text for about in abouts for text in (about.name, about.title)]
    engines = ["test-1", "counts-1"]
    machine = [sys.executable, f"Python {platform.python_version()} {__version__}"]
    return [str(folder), "listener.db", *told, *titles, *SAID, *engines, *machine, BRAND]


@pytest.mark.usefixtures("marked")
def test_no_word_that_a_command_prints_stands_in_the_code(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every command that reads; figures, days and hours are those of the country."""
    words, figures = {}, {}
    for command in COMMANDS:
        monkeypatch.setenv("LISTENER_LANG", "es-MX")
        arguments = ["--config", str(filled), *shlex.split(command)]
        told = CliRunner().invoke(listener, arguments, prog_name="listener", input="q\n")
        assert told.output, command
        assert told.exception is None or isinstance(told.exception, SystemExit), command
        words[command] = pseudo.unmarked(told.output, _data(filled))
        figures[command] = pseudo.by_hand(told.output, _data(filled))
    assert {command: found for command, found in words.items() if found} == {}
    assert {command: found for command, found in figures.items() if found} == {}
