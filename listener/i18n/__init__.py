"""Spanish and English for all that people read.

A message key is `area.name`; its texts stand in `listener/i18n/<area>.py`, both languages side
by side, so that none can be forgotten. A pair of texts is singular and plural, chosen by `n`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Literal

Language = Literal["es", "en"]
Text = str | tuple[str, str]
LANGUAGES: tuple[Language, ...] = ("es", "en")


class Translator:
    """`Translator("es")("digest.title", brand="Acme")` is the text in Spanish."""

    def __init__(self, language: str) -> None:
        self.language: Language = "es" if language.lower().startswith("es") else "en"

    def __call__(self, key: str, /, **values: object) -> str:
        area, _, name = key.partition(".")
        text = _messages(area)[name][self.language]
        if isinstance(text, tuple):
            text = text[0 if values.get("n") in (1, "1") else 1]
        return text.format_map(values) if values else text


def language_of(environment: Mapping[str, str] = os.environ) -> Language:
    """The language a person set: LISTENER_LANG, else the locale's, else English."""
    for name in ("LISTENER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value and value not in ("C", "POSIX") and not value.startswith("C."):
            return "es" if value.lower().startswith("es") else "en"
    return "en"


def say(key: str, /, **values: object) -> str:
    """The text in the language that the person set: for errors and other short words."""
    return Translator(language_of())(key, **values)


@cache
def _messages(area: str) -> Mapping[str, Mapping[str, Text]]:
    catalogue: Mapping[str, Mapping[str, Text]] = import_module(f"listener.i18n.{area}").MESSAGES
    return catalogue
