"""The configuration that comes with the project loads, and shows every setting there is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from listener import config

ROOT = Path(__file__).parents[1]


def test_the_configuration_we_ship_loads():
    """The files in config/ work as they are."""
    loaded = config.load(str(ROOT / "config"), {})
    assert loaded.settings == config.Settings(language="es")
    assert [brand.id for brand in loaded.brands] == ["example"]


def test_listener_toml_shows_every_setting():
    """Whoever reads config/listener.toml, switched-off lines included, has seen all there is."""
    keys = _keys(_with_what_is_off("listener.toml"))
    # What people name themselves: labels of a model, sources, channels.
    named = re.compile(r"(sentiment\.labels|budgets)\..*")
    told = {key.replace("channels.slack-cx", "channels") for key in keys if not named.match(key)}
    assert told == _settings(config.Settings)


def test_the_example_brand_shows_every_setting():
    """Whoever reads the example, switched-off lines included, has seen all there is."""
    raw = _with_what_is_off("brands/example.toml")
    named_by_people = {key for key in _keys(raw) if key.startswith("answers.templates.")}
    assert _keys(raw) - named_by_people == _settings(config.Brand) - {"id"}
    assert named_by_people
    assert msgspec.convert(raw, config.Brand).detection is not None


@pytest.mark.parametrize("name", ["listener.toml", "brands/example.toml"])
def test_every_comment_is_there_in_spanish_and_in_english(name):
    """As many comments in Spanish as in English."""
    text = (ROOT / "config" / name).read_text(encoding="utf-8")
    assert len(re.findall(r"\bES  ", text)) == len(re.findall(r"\bEN  ", text)) > 5


def _with_what_is_off(name: str) -> dict:
    text = (ROOT / "config" / name).read_text(encoding="utf-8")
    return tomllib.loads(re.sub(r"(?m)^# (?=\[|[a-z_]+ = )", "", text))


def _keys(raw: dict, prefix: str = "") -> set[str]:
    keys = set()
    for name, value in raw.items():
        keys.add(prefix + name)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                keys |= _keys(part, f"{prefix}{name}.")
    return keys


def _settings(kind: type, prefix: str = "") -> set[str]:
    keys = set()
    for field in msgspec.structs.fields(kind):
        keys.add(prefix + field.encode_name)
        for inner in _structs_in(field.type):
            keys |= _settings(inner, f"{prefix}{field.encode_name}.")
    return keys


def _structs_in(kind: object) -> list[type]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return [kind]
    return [found for part in getattr(kind, "__args__", ()) for found in _structs_in(part)]
