"""`listener sentiment calibrate`, as a person types it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from listener.config import load
from listener.enriching import sentiments
from listener.learning import calibrate_if_due
from listener.store import Judgement, Store
from tests.cli.world import AT, NOW, Listener, fill, mention

WORDS = ("pésimo", "horrible", "regular", "bueno", "genial")


def labelled(folder: Path, count: int, *, sampled: bool = True) -> Store:
    """Mentions of which people say that all but the best words are meant badly."""
    texts = [f"El servicio de Lumbre es {WORDS[n % 5]}, número {n}" for n in range(count)]
    store = fill(folder, *(mention(f"m{n}", text) for n, text in enumerate(texts)))
    for each in store.mentions():
        said = "positive" if "genial" in each.mention.text else "negative"
        store.put_label(
            Judgement(
                brand="lumbre",
                key=each.key,
                label=said,
                stratum="2026-11/es/feeds/negative" if sampled else "",
                population=count if sampled else 0,
            ),
            NOW,
        )
    return store


def negative(folder: Path, store: Store) -> float:
    """What is said of a good word, as a crawl says it."""
    score = sentiments(load(str(folder)), store)
    (found,) = score.whole("es", ["El servicio de Lumbre es bueno"], source="feeds")
    assert found.negative is not None or found.label == "positive"
    return found.negative or 0.0


def test_labels_change_what_comes_next_and_can_be_taken_back(folder: Path, run: Listener) -> None:
    """Learned, shown, undone."""
    with labelled(folder, 80) as store:
        before = negative(folder, store)
        assert before < 0.2
        told = run("sentiment", "calibrate", "--at", AT).output
        assert "Learned from 80 labels" in told
        assert "points (" in told
        learnt = negative(folder, store)
        assert learnt > 0.4
        answer = json.loads(run("sentiment", "calibrate", "--show", "--format", "json").output)
        assert {each["source"] for each in answer["calibrations"]} == {"feeds", None}
        assert all(each["labels"] == 80 for each in answer["calibrations"])
        later = (NOW + timedelta(hours=1)).isoformat()
        assert "What held before" in run("sentiment", "calibrate", "--undo", "--at", later).output
        assert negative(folder, store) == before
        assert "Nothing that was learned" in run("sentiment", "calibrate", "--show").output
        assert "Nothing that was learned" in run("sentiment", "calibrate", "--undo").output


def test_what_was_learned_before_comes_back(folder: Path, run: Listener) -> None:
    """Undoing the second time of two leaves the first in force, and the past on record."""
    with labelled(folder, 60) as store:
        run("sentiment", "calibrate", "--at", AT)
        first = [each.detail for each in store.calibrations()]
        later = (NOW + timedelta(hours=1)).isoformat()
        run("sentiment", "calibrate", "--at", later)
        later = (NOW + timedelta(hours=2)).isoformat()
        run("sentiment", "calibrate", "--undo", "--at", later)
        assert [each.detail for each in store.calibrations()] == first


def test_few_labels_and_corrections_teach_nothing(folder: Path, run: Listener) -> None:
    """The person is told how many it takes; corrections are of what was wrong."""
    with labelled(folder, 60, sampled=False):
        told = run("sentiment", "calibrate", "--at", AT).output
        assert "It takes 30 labels of the sample, and there are 0" in told
        told = run("sentiment", "rules", "--at", AT).output
        assert "Labels given by people" in told
        assert "and 40 more" in told


def test_it_learns_by_itself_when_labels_enough_came(folder: Path) -> None:
    """Not again before there are new ones; not at all where it is switched off."""
    with labelled(folder, 60) as store:
        settings = folder / "listener.toml"
        written = settings.read_text(encoding="utf-8")
        settings.write_text(written + "[sentiment]\ncalibrate = false\n", encoding="utf-8")
        assert calibrate_if_due(load(str(folder)), store, NOW) == []
        settings.write_text(written, encoding="utf-8")
        later = NOW + timedelta(minutes=5)
        assert calibrate_if_due(load(str(folder)), store, later)
        assert calibrate_if_due(load(str(folder)), store, later) == []


@pytest.mark.parametrize("wrong", [("--brand", "lumbra"), ("--source", "feed")])
def test_a_name_that_is_wrong_is_told(folder: Path, run: Listener, wrong: tuple[str, str]) -> None:
    """With the nearest right one."""
    with labelled(folder, 1):
        assert "did you mean" in run("sentiment", "calibrate", *wrong, code=2).output
