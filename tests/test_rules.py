"""The file of rules: read, checked, and explained to the person who can mend it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from listener.config import load
from listener.errors import ConfigError
from listener.rules import NameRule, PhraseRule
from tests.cli.world import BRAND, SETTINGS

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LISTENER_LANG", "en")
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "config"
    (made / "brands").mkdir(parents=True)
    (made / "listener.toml").write_text(SETTINGS, encoding="utf-8")
    (made / "brands" / "lumbre.toml").write_text(BRAND, encoding="utf-8")
    return made


def test_rules_are_part_of_the_settings(folder: Path) -> None:
    """Names and phrases in the order of the file; none where there is no file."""
    assert len(load(str(folder), {}).rules) == 0
    (folder / "rules.toml").write_text(
        '[[name]]\ntext = "War Zone"\nlanguages = ["EN"]\n'
        '[[phrase]]\ntext = "sin cola"\nlabel = "positive"\nbrand = "lumbre"\n',
        encoding="utf-8",
    )
    rules = load(str(folder), {}).rules
    assert list(rules) == [
        NameRule(text="War Zone", languages=("en",)),
        PhraseRule(text="sin cola", label="positive", brand="lumbre"),
    ]
    assert rules.phrase[0].weight == 3.0


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[names]]\ntext = "x"\n', 'names: no such setting (did you mean "name"?)'),
        ('[[name]]\ntxt = "x"\n', 'name[0].txt: no such setting (did you mean "text"?)'),
        ("[[phrase]]\ntext = 'x'\n", "phrase[0].label: this setting is missing"),
        (
            "[[phrase]]\ntext = 'x'\nlabel = 'positiv'\n",
            'phrase[0].label: "positiv" is not one of: negative, neutral, positive '
            '(did you mean "positive"?)',
        ),
        ("[[name]]\ntext = '¡!'\n", 'name[0].text: "¡!" has no letter or digit to look for'),
        (
            "[[name]]\ntext = 'x'\nbrand = 'lumbra'\n",
            'name[0].brand: no such brand "lumbra" (did you mean "lumbre"?)',
        ),
        (
            "[[phrase]]\ntext = 'x'\nlabel = 'positive'\nvalence = -1\n",
            "phrase[0].valence: a positive phrase has a valence above 0",
        ),
        (
            "[[phrase]]\ntext = 'x'\nlabel = 'negative'\nvalence = -9\n",
            "phrase[0].valence: must be -4 or more",
        ),
        (
            "[[name]]\ntext = 'War Zone'\n[[phrase]]\ntext = 'wár  zone'\nlabel = 'neutral'\n",
            'phrase[0].text: there is a rule for "wár  zone" already',
        ),
    ],
)
def test_what_is_wrong_is_told_by_file_and_key(folder: Path, text: str, fault: str) -> None:
    """As for every other file of settings."""
    (folder / "rules.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(str(folder), {})
    assert str(caught.value) == f"config/rules.toml: {fault}"


def test_the_example_file_loads_and_so_does_what_it_shows(folder: Path) -> None:
    """As it comes it changes nothing; without the marks in front it is a file of rules."""
    text = (ROOT / "config" / "rules.toml").read_text(encoding="utf-8")
    (folder / "rules.toml").write_text(text, encoding="utf-8")
    assert len(load(str(folder), {}).rules) == 0
    shown = re.sub(r"^# (?=\[\[|\w+ = )", "", text, flags=re.MULTILINE)
    shown = shown.replace("cafe-lumbre", "lumbre")
    (folder / "rules.toml").write_text(shown, encoding="utf-8")
    assert len(load(str(folder), {}).rules) == 4


@pytest.mark.parametrize("page", ["docs/guides/teach.md", "docs/guides/teach.es.md"])
def test_the_rules_of_the_guide_can_be_used(folder: Path, page: str) -> None:
    """Whoever copies them has rules that load."""
    text = (ROOT / page).read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    (folder / "rules.toml").write_text(shown, encoding="utf-8")
    assert len(load(str(folder), {}).rules) == 4
