"""`listener sentiment rules`, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.world import AT, Listener, fill, mention

RULES = """
[[name]]
text = "War Zone"
[[phrase]]
text = "sin cola"
label = "positive"
languages = ["es"]
"""


@pytest.fixture
def ruled(folder: Path) -> Path:
    (folder / "rules.toml").write_text(RULES, encoding="utf-8")
    return folder


def test_rules_are_listed_with_how_much_they_touch(ruled: Path, run: Listener) -> None:
    """Each mention counts once; what is older than 90 days, or only looks like it, does not."""
    fill(
        ruled,
        mention("a", "lumbre WAR\nZone", hours=1),
        mention("b", "lumbre war zone war zone", hours=2),
        mention("c", "lumbre war zones", hours=3),
        mention("d", "lumbre war zone", hours=24 * 91),
    ).close()
    told = run("sentiment", "rules", "--at", AT).output
    assert "War Zone" in told
    assert "2 mentions in the last 90 days" in told
    assert "positive +3.0" in told
    answer = json.loads(run("sentiment", "rules", "--format", "json", "--at", AT).output)
    assert [each["mentions"] for each in answer["rules"]] == [2, 0]


def test_rules_are_listed_before_anything_is_stored(ruled: Path, run: Listener) -> None:
    """And without any the person is told where they go."""
    assert "no mentions are stored yet" in run("sentiment", "rules").output
    (ruled / "rules.toml").unlink()
    assert "There are no rules." in run("sentiment", "rules").output


def test_a_text_shows_what_applies_to_it(ruled: Path, run: Listener) -> None:
    """What is left to score, and its feeling without and with rules."""
    told = run("sentiment", "rules", "--test", "Estuve en War Zone, entré sin cola").output
    assert "What is scored: Estuve en , entré" in told
    assert "With rules: positive" in told
    told = run("sentiment", "rules", "--test", "Estuve en el parque").output
    assert "No rule applies" in told
    answer = json.loads(
        run("sentiment", "rules", "--test", "sin cola hoy", "--format", "json").output
    )
    assert [each["text"] for each in answer["applies"]] == ["sin cola"]
    assert answer["after"]["label"] == "positive"


def test_a_crawl_is_not_begun_with_rules_that_are_wrong(ruled: Path, run: Listener) -> None:
    """Exit 2, with file and key."""
    (ruled / "rules.toml").write_text("[[name]]\n", encoding="utf-8")
    assert "rules.toml: name[0].text" in run("crawl", code=2).output
