"""The docs tell what is: generated pages are fresh, every command and key is documented."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from listener.cli.docs import pages
from listener.cli.group import COMMANDS, listener
from listener.cli.progress import Json
from listener.collecting import Progress
from listener.detection import Change
from listener.i18n import Translator
from listener.listening import Progress as Heard
from listener.marking import days_of
from listener.model import (
    STREAM,
    Aspect,
    ListingTotals,
    Watch,
)
from listener.outgoing import Pause
from listener.records import (
    Delivery,
)
from listener.source import Budget, load_source, source_names
from listener.summing import Outcome
from tests.cli.world import AT, BRAND, NOW, SETTINGS, fill, mention, spike
from tests.detection.evaluations import look
from tests.digest.busy import busy
from tests.digest.samples import shown

ROOT = Path(__file__).parents[1]
JSON = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
VARIABLE = {"by_source", "feeling_by_source"}


def test_generated_pages_are_fresh() -> None:
    """`make docs` would change nothing."""
    for path, text in pages().items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, f"{path}: run `make docs`"


@pytest.mark.parametrize("page", ["cli.md", "cli.es.md"])
def test_every_command_is_documented(page: str) -> None:
    """Each command has its section, with its usage."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert re.findall(r"^## listener (\w+)$", text, re.MULTILINE) == list(COMMANDS)
    for name in COMMANDS:
        assert re.search(rf"^(Usage|Uso): listener {name} ", text, re.MULTILINE)


@pytest.mark.parametrize("page", ["sources.md", "sources.es.md"])
def test_every_source_is_documented(page: str) -> None:
    """Each source has its section."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == list(source_names())


def test_every_secret_is_in_the_example_file() -> None:
    """Each secret is named, switched off, with where to get it."""
    text = (ROOT / "config" / "secrets.env.example").read_text(encoding="utf-8")
    secrets = [s for name in source_names() for s in load_source(name).about.secrets]
    for secret in secrets:
        assert f"\n# {secret.name}=\n" in text
        assert secret.where in text
    assert all(not line or line.startswith("#") for line in text.splitlines())


def json_commands() -> set[str]:
    """The commands whose --format may be json."""
    group, found = click.Context(listener), set()
    for name in COMMANDS:
        command = listener.get_command(group, name)
        assert command is not None
        for option in command.params:
            if isinstance(option.type, click.Choice) and "json" in option.type.choices:
                found.add(name)
    return found


def section(name: str) -> str:
    """What docs/json.md says of a command."""
    found = re.search(rf"^## listener {name}$(.*?)(?=^## |\Z)", JSON, re.MULTILINE | re.DOTALL)
    assert found, f"docs/json.md has no section on {name}"
    shared = section("search") if "the keys of `mentions`" in found[1] else ""
    if "the keys of `spikes`" in found[1]:
        shared += section("digest").split("spikes[]")[1].split("measured[]")[0]
    return found[1].replace("those of `outbox` above", "") + shared


def keys(value: Any) -> Iterator[str]:
    """Every key of an answer, at any depth; not those that are themselves data."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(list(inner.values()) if key in VARIABLE else inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A brand with a mention, a changed review, totals, a spike, a failure, a gap, mail, a pause.

    One of its sources has a budget.
    """
    source, what = load_source("hackernews"), {"es": "al día", "en": "a day"}
    budget = Budget(name="calls", limit=100, per="day", unit="calls", what=what)
    monkeypatch.setattr(type(source), "about", replace(source.about, budgets=(budget,)))
    made = tmp_path / "config"
    (made / "brands").mkdir(parents=True)
    (made / "listener.toml").write_text(SETTINGS, encoding="utf-8")
    (made / "brands" / "lumbre.toml").write_text(BRAND, encoding="utf-8")
    counted = ListingTotals(count=2, stars=3.0, histogram=(1, 0, 0, 0, 1))
    fill(made, mention("b", "frío", stars=1, hours=9), at=NOW - timedelta(hours=8)).close()
    changed = mention("b", "frío", stars=5, hours=9, sounds="negative", answered=4)
    said = replace(mention("a", "lumbre pésimo", stars=1), aspects=(Aspect("wait", "negative"),))
    with fill(made, said, changed, error="down", totals=counted) as store:
        store.mark(days_of(spike(), "sale", UTC, NOW))
        store.save_incident(None, replace(spike(), look=look()), "opened", NOW)
        live = Watch(brand="lumbre", source="bluesky", listing=STREAM)
        assert store.hold_stream("bluesky", [live], "test", NOW, 60)
        for hours in (0, 100):
            store.put(
                Delivery(
                    event="test",
                    brand="lumbre",
                    recipient="team@example.com",
                    payload=b"",
                    created_at=NOW + timedelta(hours=hours),
                )
            )
        store.pause(Pause(recipient="gone@example.com", since=NOW, reason="refused"))
    return made


@pytest.mark.parametrize(
    "name",
    "alert aspects digest doctor explain incidents mark reviews search sources status".split(),
)
def test_the_keys_of_json_are_documented(folder: Path, name: str) -> None:
    """docs/json.md tells every key that comes, and none that does not."""
    arguments = [] if name == "sources" else ["--at", AT]
    result = CliRunner().invoke(
        listener, ["--config", str(folder), name, "--format", "json", *arguments]
    )
    answer = json.loads(result.stdout)
    assert answer["version"] == 1
    said, found = section(name), set(keys(answer))
    if name == "digest":
        found |= set(keys(json.loads(shown(busy(), form="json"))))
    assert {key for key in found if not re.search(rf"\b{key}\b", said)} == set()
    told = set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", said))
    assert told - found == set()


def test_the_keys_of_the_log_are_documented(capsys: pytest.CaptureFixture[str]) -> None:
    """docs/json.md tells the keys of each event that a crawl logs."""
    log = Json(Translator("en"), lambda: NOW)
    log.watch(Progress(event="page", watch=Watch(brand="lumbre", source="feeds", listing="x")))
    log.change(Change(incident=spike(), event="opened"), "Negative spike.")
    log.heard(Heard(source="bluesky"), "")
    log.end(Outcome())
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["page", "incident", "heard", "finished"]
    told = set(re.findall(r"\b\w+\b", section("crawl") + section("listen")))
    assert set(keys(events)) - told == set()


def test_every_json_answer_has_its_section() -> None:
    """A command that learns `--format json` is documented in the same commit."""
    told = set(re.findall(r"^## listener (\w+)$", JSON, re.MULTILINE))
    assert told == json_commands()


def test_no_link_of_the_docs_is_dead() -> None:
    """Every relative link leads to a file that is there."""
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([\w./-]+)[#)]", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
