"""Spanish and English for all that people read.

A message key is `area.name`; its texts stand in `listener/i18n/<area>.py`, both languages side
by side, so that none can be forgotten; where they fill more than one file, in a folder. A pair of texts is singular and plural, chosen by `n`.
"""

from __future__ import annotations

import errno
import os
import re
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


def why(error: OSError | ValueError) -> str:
    """Why a file or a server could not be read, in that language; in its own words where we
    have none.
    """
    if isinstance(error, ValueError):
        return _slip(error)
    from socket import gaierror
    from ssl import SSLError

    if isinstance(error, SSLError):  # its numbers are not the system's
        return str(error)
    if isinstance(error, gaierror):
        return say("errors.os_no_such_host")
    if isinstance(error, TimeoutError):
        return say("errors.os_timeout")
    key = _REFUSALS.get(error.errno or 0)
    return say(key) if key else error.strerror or str(error)


def _slip(error: ValueError) -> str:
    """What is wrong with the text of a TOML file, and where."""
    if isinstance(error, UnicodeDecodeError):
        return say("errors.not_utf8")
    place = re.search(r"at line (\d+), column (\d+)\)$", str(error))
    if place:
        return say("errors.toml_line", line=place[1], column=place[2])
    return say("errors.toml_end")


_REFUSALS = {
    errno.ENOENT: "errors.os_missing",
    errno.ENOTDIR: "errors.os_missing",
    errno.EACCES: "errors.os_denied",
    errno.EPERM: "errors.os_denied",
    errno.EROFS: "errors.os_denied",
    errno.EISDIR: "errors.os_folder",
    errno.EEXIST: "errors.os_exists",
    errno.ENOSPC: "errors.os_full",
    errno.ECONNREFUSED: "errors.os_refused",
    errno.ECONNRESET: "errors.os_broken",
    errno.ENETUNREACH: "errors.os_unreachable",
    errno.EHOSTUNREACH: "errors.os_unreachable",
}


@cache
def _messages(area: str) -> Mapping[str, Mapping[str, Text]]:
    catalogue: Mapping[str, Mapping[str, Text]] = import_module(f"listener.i18n.{area}").MESSAGES
    return catalogue
