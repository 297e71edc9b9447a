"""Spanish and English: nothing forgotten in either."""

from __future__ import annotations

import pkgutil
import re
import string
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from listener import i18n
from listener.i18n import Translator, language_of, say
from listener.i18n.formats import clock, moment, number, share

PACKAGE = Path(i18n.__file__).parents[1]
AREAS = {
    module.name: import_module(f"listener.i18n.{module.name}").MESSAGES
    for module in pkgutil.iter_modules(i18n.__path__)
    if module.name != "formats"
}
EVERY = [(area, key) for area, messages in AREAS.items() for key in messages]
NOON = datetime(2026, 1, 5, 12, 4, tzinfo=UTC)


def _fields(text: i18n.Text) -> set[str]:
    parts = text if isinstance(text, tuple) else (text,)
    return {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name}


@pytest.mark.parametrize(("area", "key"), EVERY, ids=map(".".join, EVERY))
def test_every_message_is_there_in_both_languages_with_the_same_blanks(area, key):
    """Whoever adds a sentence writes it twice, and fills the same blanks in both."""
    texts = AREAS[area][key]
    assert set(texts) == set(i18n.LANGUAGES)
    assert _fields(texts["es"]) == _fields(texts["en"])


@pytest.mark.parametrize(("area", "key"), EVERY, ids=map(".".join, EVERY))
def test_a_singular_and_a_plural_stand_together(area, key):
    """A pair is exactly two texts; none is blank in one language only."""
    blanks = set()
    for text in AREAS[area][key].values():
        parts = text if isinstance(text, tuple) else (text,)
        assert len(parts) == (2 if isinstance(text, tuple) else 1)
        blanks.add(not all(parts))
    assert len(blanks) == 1


def test_every_message_that_the_code_asks_for_is_there():
    """A key that is spelled wrong would only be noticed when somebody needs the sentence."""
    asked = re.compile(rf'\(\s*"({"|".join(AREAS)})\.([a-z][a-z0-9_]*)"')
    files = [*PACKAGE.rglob("*.py"), *(PACKAGE.parent / "spiders").glob("*.py")]
    missing = {
        f"{file.name}: {area}.{key}"
        for file in files
        for area, key in asked.findall(file.read_text(encoding="utf-8"))
        if key not in AREAS[area]
    }
    assert not missing


def test_one_and_many_are_told_apart(monkeypatch):
    """`n` chooses between singular and plural."""
    catalogue = {
        "n": {"es": ("una mención", "{n} menciones"), "en": ("one mention", "{n} mentions")}
    }
    monkeypatch.setattr(i18n, "_messages", lambda area: catalogue)
    assert Translator("es")("any.n", n=1) == "una mención"
    assert Translator("es")("any.n", n="1") == "una mención"
    assert Translator("en")("any.n", n=0) == "0 mentions"
    assert Translator("es")("any.n", n=2) == "2 menciones"


def test_a_stranger_s_braces_are_only_text(monkeypatch):
    """What fills a blank is never read as a blank itself."""
    catalogue = {"name": {"es": "Marca: {brand}", "en": "Brand: {brand}"}}
    monkeypatch.setattr(i18n, "_messages", lambda area: catalogue)
    assert Translator("en")("any.name", brand="{secret} {0}") == "Brand: {secret} {0}"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "es_ES.UTF-8"}, "es"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": "C.UTF-8"}, "es"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "es_AR.UTF-8"}, "es"),
        ({"LANG": "en_US.UTF-8", "LISTENER_LANG": "es"}, "es"),
        ({"LANG": "POSIX"}, "en"),
    ],
)
def test_people_read_the_language_of_their_machine(environment, language):
    """LISTENER_LANG first, then the locale, then English."""
    assert language_of(environment) == language


def test_errors_speak_the_language_of_their_reader(monkeypatch):
    """The same fault in both languages."""
    monkeypatch.setenv("LISTENER_LANG", "es")
    assert say("errors.no_such_setting") == "no existe este ajuste"
    monkeypatch.setenv("LISTENER_LANG", "en")
    assert say("errors.no_such_setting") == "no such setting"


def test_numbers_are_written_as_people_write_them():
    """Point and comma change places."""
    assert number("es", 1234.5, 1) == "1.234,5"
    assert number("en", 1234.5, 1) == "1,234.5"
    assert share("es", 1, 3) == "33\u00a0%"
    assert share("en", 1, 3) == "33%"
    assert share("es", 0, 0) == "—"


def test_moments_are_told_in_the_reader_s_zone():
    """UTC inside, the brand's time for people."""
    madrid = ZoneInfo("Europe/Madrid")
    assert moment("es", NOON, madrid) == "5 ene 2026, 13:04"
    assert moment("en", NOON, madrid) == "5 Jan 2026, 13:04"
    assert clock(NOON, madrid) == "13:04"
