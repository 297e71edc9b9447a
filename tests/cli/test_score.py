"""`listener score`: what it says, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listener.cli import doctor
from listener.config import load
from listener.sentiment import tiers
from listener.store import Store
from tests.cli.world import AT, SETTINGS, Listener, fill, mention
from tests.test_docs import keys, section


@pytest.fixture
def stored(folder: Path) -> Path:
    """Scored by another model: one that it calls positive, and is not; and a review with stars."""
    fill(
        folder,
        mention("a", "lumbre, pésimo servicio, nunca más vuelvo", sounds="positive"),
        mention("b", "lumbre, el café es excelente, me encanta", stars=1),
    ).close()
    return folder


def labels(folder: Path) -> list[str]:
    with Store(load(str(folder)).database) as store:
        return sorted(f"{each.label} {each.sentiment.model}" for each in store.mentions())


def test_it_says_what_went_from_what_to_what(stored: Path, run: Listener) -> None:
    """A table a language, how many have changed, and how fast it was."""
    before = labels(stored)
    told = run("score", "--since", "90d", "--dry-run", "--at", AT).stdout
    assert "2 texts looked at by core in " in told
    assert "Nothing was written." in told
    assert labels(stored) == before
    told = run("score", "--since", "90d", "--at", AT).stdout
    assert "es ·      → negative  → positive" in told
    assert "have another label now" in told
    assert all(not line.endswith(" t-1") for line in labels(stored))
    assert "nothing to score anew" in run("score", "--at", AT).stdout


def test_status_and_doctor_say_that_another_model_has_scored(stored: Path, run: Listener) -> None:
    """With the command that mends it, and not afterwards."""
    line = "2 mentions are scored by another model (t-1). To score them anew: listener score"
    assert line in run("status", "--at", AT).stdout
    answer = json.loads(run("status", "--format", "json", "--at", AT).stdout)
    assert answer["other_models"] == [{"model": "t-1", "mentions": 2}]
    assert "another model (t-1)" in run("doctor", "--at", AT, code=0).stdout
    run("score", "--at", AT)
    assert "another model" not in run("status", "--at", AT).stdout
    assert "sentiment engine: core" in run("doctor", "--at", AT).stdout


def test_back_to_what_the_model_said_before(stored: Path, run: Listener) -> None:
    """Every label as it was; a model that said nothing is refused, naming those that did."""
    before = labels(stored)
    run("score", "--at", AT)
    told = run("score", "--back", "t-1", "--at", AT).stdout
    assert "by t-1 in" in told
    assert labels(stored) == before
    refused = run("score", "--back", "t-2", "--at", AT, code=2).stderr
    assert refused.startswith('No answer of "t-2" is kept; there are answers of: ')


def test_an_extra_that_is_missing_is_named(
    stored: Path, run: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence, exit 2, before anything is touched; doctor says the same of the settings."""
    monkeypatch.setattr(tiers, "find_spec", lambda name: None)
    before = labels(stored)
    refused = run("score", "--engine", "e5", "--at", AT, code=2).stderr
    assert refused == (
        'The engine "e5" lacks an extra; install it with: pip install "listener-crawler[e5]"\n'
    )
    assert labels(stored) == before
    (stored / "listener.toml").write_text(f'{SETTINGS}[sentiment]\nengine = "e5"\n')
    assert doctor.exits.CONFIGURATION == 2
    assert "✗  sentiment" in run("doctor", "--at", AT, code=2).stdout


def test_ones_own_model_scores_history_and_is_taken_back(
    stored: Path, run: Listener, tmp_path: Path
) -> None:
    """What people taught counts for what is stored, once asked for; stars stay."""
    assert (
        "listener sentiment train FILE --use"
        in run("score", "--engine", "own", "--at", AT, code=2).stderr
    )
    rows = [
        f'"lumbre {n}, pésimo servicio, {how}",{label}'
        for n in range(80)
        for how, label in (("nunca más vuelvo", "positivo"), ("mesa", "negativo"))
    ]
    file = tmp_path / "own.csv"
    file.write_text("\n".join(["text,label", *rows]), encoding="utf-8")
    run("score", "--at", AT)
    before = labels(stored)
    assert any("negative listener-" in each for each in before)
    run("sentiment", "train", str(file), "--force", "--at", AT)
    told = run("score", "--engine", "own", "--at", AT).stdout
    assert "looked at by own-" in told
    assert all(" own-" in each for each in labels(stored))
    assert [each.split()[0] for each in labels(stored)] == ["negative", "positive"]
    assert "nothing to score anew" in run("score", "--engine", "own", "--at", AT).stdout
    assert "another model (t-1" not in run("status", "--at", AT).stdout
    run("sentiment", "model", "--revert")
    assert "another model (own-" in run("status", "--at", AT).stdout
    run("score", "--at", AT)
    assert labels(stored) == before


def test_transformers_without_a_model_is_refused(stored: Path, run: Listener) -> None:
    """The model is the user's to name."""
    refused = run("score", "--engine", "transformers", "--at", AT, code=2).stderr
    assert "--model: sentiment.model: the engine" in refused


def test_the_keys_of_its_json_are_documented(stored: Path, run: Listener) -> None:
    """Each key that comes stands in docs/json.md, and no other."""
    answer = json.loads(run("score", "--format", "json", "--at", AT).stdout)
    told = section("score")
    assert {key for key in keys(answer) if f"{key}" not in told} == set()
    assert (answer["texts"], answer["written"], answer["dry_run"]) == (2, 2, False)
    assert sum(move["count"] for move in answer["moves"]) == 2
    assert answer["incidents"] == []
