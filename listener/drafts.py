"""Answers to reviews before they are sent: what a brand allows, its templates and their blanks.

Pure. A template is text with blanks such as `{author}`; nothing else in braces means anything,
and what fills a blank is never read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from listener.errors import ConfigError
from listener.i18n import say
from listener.text import plain, storable

VARIABLES = ("author", "brand", "stars", "title", "item", "signed")
"""What a blank may ask for; `signed` is the name that the person gives with `--as`."""

_BLANK = re.compile(r"\{\s*([^\W\d]\w*)\s*\}")
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}")


class Answers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether reviews of this brand may be answered from here, and with which templates.

    A template is a text for each language.
    """

    allowed: bool = False
    templates: dict[str, dict[str, str]] = field(default_factory=dict)


def check_templates(answers: Answers, file: str) -> None:
    """Refuse a template that could never be sent: a typo must be told before it is needed.

    Raises ConfigError with file, key, and the nearest right name.
    """
    for name, texts in answers.templates.items():
        key = f"answers.templates.{name}"
        if not texts:
            raise ConfigError(say("errors.empty"), file=file, key=key)
        for language, text in texts.items():
            place = f"{key}.{language}"
            if not _TWO_LETTERS.fullmatch(language):
                raise ConfigError(say("errors.two_letters"), file=file, key=place)
            if not text.strip():
                raise ConfigError(say("errors.empty"), file=file, key=place)
            _check_blanks(text, file, place)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled, as a site can take it.

    Raises ConfigError for a blank that does not exist, and for one that nothing fills.
    """
    _check_blanks(text)
    if empty := [name for name in _blanks(text) if not values.get(name)]:
        raise ConfigError(
            say(f"reply.empty_{'signed' if 'signed' in empty else 'blank'}", name=f"{{{empty[0]}}}")
        )
    return tidy(_BLANK.sub(lambda blank: values[blank[1]], text))


def tidy(text: str) -> str:
    """The text without what no site shows: control characters, spaces in a row."""
    clean = plain(storable(text.replace("\r\n", "\n")))
    return "\n".join(" ".join(line.split()) for line in clean.split("\n")).strip()


def _blanks(text: str) -> list[str]:
    return [blank[1] for blank in _BLANK.finditer(text)]


def _check_blanks(text: str, file: str = "", key: str = "") -> None:
    from listener.errors import nearest

    for name in _blanks(text):
        if name not in VARIABLES:
            words = say(
                "reply.no_such_blank",
                name=f"{{{name}}}",
                names=", ".join(f"{{{each}}}" for each in VARIABLES),
            )
            hint = nearest(name.lower(), VARIABLES)
            raise ConfigError(words, file=file, key=key, hint=hint and f"{{{hint}}}")
