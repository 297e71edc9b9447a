"""Spanish and English for all that people read.

A message key is `area.name`; its texts are the message `name` of the gettext catalogues
`locale/es/LC_MESSAGES/<area>.po` and the same under `en`, which `make docs` compiles. Singular
and plural are chosen by `n`. A country changes how numbers and times are written, not the words.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal, get_args

Language = Literal["es", "en", "es-ES", "es-MX", "es-AR", "en-US", "en-GB"]
"""What a person can choose: a language, or a language as a country writes it."""
CHOICES: tuple[Language, ...] = get_args(Language)
Catalogue = Literal["es", "en"]
LANGUAGES: tuple[Catalogue, ...] = get_args(Catalogue)
LOCALE = Path(__file__).with_name("locale")
_MANY = 2


class Translator:
    """`Translator("es")("digest.title", brand="Acme")` is the text in Spanish.

    `language` is what pages declare and what numbers and times are written in; `catalogue` is
    where the words are from.
    """

    def __init__(self, language: str) -> None:
        self.language: Language = known(language)
        self.catalogue: Catalogue = "es" if self.language.startswith("es") else "en"

    def __call__(self, key: str, /, **values: object) -> str:
        area, _, name = key.partition(".")
        messages = catalogue(area, self.catalogue)
        try:
            text = messages.ngettext(name, name, _count(values.get("n")))
        except KeyError:  # one text for whatever number
            text = messages.gettext(name)
        return _one_stop(text, values).format_map(values) if values else text

    def has(self, key: str) -> bool:
        """Whether there is something to say: a message that would be blank is left out."""
        try:
            self(key)
        except KeyError:
            return False
        return True


class _Missing(NullTranslations):
    """What gettext asks for a message that a catalogue lacks: it would return the key itself."""

    def __init__(self, area: str) -> None:
        super().__init__()
        self.area = area

    def gettext(self, message: str) -> str:
        raise KeyError(f"{self.area}.{message}: no such message; new ones need `make docs`")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002  gettext's shape
        raise KeyError(msgid1)


@cache
def catalogue(area: str, language: Catalogue) -> GNUTranslations:
    """The compiled messages of one area, read when the first of them is said."""
    with (LOCALE / language / "LC_MESSAGES" / f"{area}.mo").open("rb") as file:
        messages = GNUTranslations(file)
    messages.add_fallback(_Missing(area))
    return messages


def _one_stop(text: str, values: Mapping[str, object]) -> str:
    """The text without the full stop after a blank that is filled with one: "a las 7:23 p.m."."""
    if "}." not in text:
        return text
    for name, value in values.items():
        if isinstance(value, str) and value.endswith("."):
            text = text.replace(f"{{{name}}}.", f"{{{name}}}")
    return text


def _count(n: object) -> int:
    """The number that `n` says: itself, or as it is written for people, `1.234` say."""
    if isinstance(n, int):
        return n
    digits = re.sub(r"\D", "", n) if isinstance(n, str) else ""
    return int(digits) if digits else _MANY


def language_of(environment: Mapping[str, str] = os.environ) -> Language:
    """The language a person set: LISTENER_LANG, else the locale's, else English."""
    for name in ("LISTENER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value and value not in ("C", "POSIX") and not value.startswith("C."):
            return known(value)
    return "en"


def known(language: str) -> Language:
    """The nearest that we speak: `es-MX` of es_MX.UTF-8, `es` of es_CL, English of all others."""
    parts = re.split(r"[-_.@]", language.lower())
    for choice in CHOICES:
        if choice.lower() == "-".join(parts[:2]):
            return choice
    return "es" if parts[0] == "es" else "en"


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
    if error.errno is None and isinstance(error, ConnectionError):
        return say("errors.os_broken")  # as a library says it that read no answer
    key = _REFUSALS.get(error.errno or 0)
    return say(key) if key else error.strerror or str(error)


def _slip(error: ValueError) -> str:
    """What is wrong with the text of a TOML file, and where."""
    if isinstance(error, UnicodeDecodeError):
        return say("errors.not_utf8")
    place = re.search(r"at line (\d+), column (\d+)\)$", str(error))
    key = "twice" if str(error).startswith(_TWICE) else "line"
    if place:
        return say(f"errors.toml_{key}", line=place[1], column=place[2])
    return say("errors.toml_twice_end" if key == "twice" else "errors.toml_end")


_TWICE = ("Cannot declare", "Cannot overwrite", "Duplicate inline")
"""How tomllib begins what it says of a setting or a section that is there already."""


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
    errno.EPIPE: "errors.os_broken",
    errno.ENETUNREACH: "errors.os_unreachable",
    errno.EHOSTUNREACH: "errors.os_unreachable",
    errno.EADDRINUSE: "errors.os_in_use",
    errno.EADDRNOTAVAIL: "errors.os_not_ours",
}
