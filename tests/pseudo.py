"""A language in which every message is marked, to see what people would read unasked.

What comes from a catalogue stands in ⟦ and ⟧, what Babel wrote in ⟪ and ⟫; the words outside of
them are data, or were forgotten in the code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from gettext import GNUTranslations
from html.parser import HTMLParser

import babel.dates
import babel.lists
import babel.numbers
import pytest

from listener import i18n
from listener.i18n import formats

WRITERS = (
    (babel.dates, ("format_date", "format_time", "format_interval", "format_timedelta")),
    (babel.dates, ("format_skeleton",)),
    (babel.lists, ("format_list",)),
    (babel.numbers, ("format_decimal",)),
)
# What was cut short has lost its end; and so has what it stands in.
_WRITTEN = re.compile(r"⟪[^⟪⟫⟦⟧]*⟫|⟪[^⟪⟫⟦⟧…]*(…)")
_MARKED = re.compile(r"⟦[^⟪⟫⟦⟧]*⟧|⟦[^⟪⟫⟦⟧…]*(…)")
_BY_HAND = re.compile(r"\d[.,]\d|\d{4,}|\d{4}-\d\d|\d:\d\d")
_COMMAND = re.compile(
    r"listener [a-z]+(?: [a-z]+(?= (?:\d|--)))?"
    r"(?: (?:--[a-z-]+(?: [\w.-]+)?|\d+[a-z]?|\"[^\"\n]*\"))*"
)
_ADDRESS = re.compile(r"\S*(?:://|@)\S+")
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)")
_CUT = re.compile(r"\w+…")
_WORD = re.compile(r"[^\W\d_]{2,}")


class _Marked(GNUTranslations):
    """The messages of a catalogue, each in marks."""

    def __init__(self, messages: GNUTranslations) -> None:
        super().__init__()
        self.messages = messages

    def gettext(self, message: str) -> str:
        return f"⟦{self.messages.gettext(message)}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{self.messages.ngettext(msgid1, msgid2, n)}⟧"


def mark(patch: pytest.MonkeyPatch) -> None:
    """From here on every message is marked, and every number, day, span and list."""
    ours = i18n.catalogue
    patch.setattr(i18n, "catalogue", cache(lambda area, language: _Marked(ours(area, language))))
    for module, names in WRITERS:
        for name in names:
            patch.setattr(module, name, _marked(getattr(module, name)))
    forget()


def forget() -> None:
    """What was written once is written anew."""
    for each in vars(formats).values():
        if hasattr(each, "cache_clear"):
            each.cache_clear()


def _marked(write: Callable[..., str]) -> Callable[..., str]:
    return lambda *given, **more: f"⟪{write(*given, **more)}⟫"


def unmarked(page: str, data: Iterable[str] = ()) -> set[str]:
    """The words that people see outside of all marks; without addresses, commands and the data."""
    seen = _without(_visible(page), _WRITTEN, _MARKED, _ADDRESS, _COMMAND, _CUT)
    known = {word.lower() for text in data for word in _WORD.findall(text)}
    return {word for word in _WORD.findall(seen) if word.lower() not in known}


def by_hand(page: str, data: Iterable[str] = ()) -> set[str]:
    """The figures, days and hours that people see and Babel has not written, but for the data's."""
    seen = _without(_visible(page), _WRITTEN, _ADDRESS, _COMMAND)
    for word in {word for text in data for word in text.split() if any(map(str.isdigit, word))}:
        seen = seen.replace(word.strip(".,"), " ")
    return set(_BY_HAND.findall(seen))


def _without(seen: str, *patterns: re.Pattern[str]) -> str:
    """The text without what stands in marks, from the innermost outwards."""
    before = ""
    while before != seen:
        before = seen
        for pattern in patterns:
            seen = pattern.sub(lambda found: found[1] or " " if found.re.groups else " ", seen)
    return seen


def _visible(page: str) -> str:
    if "</" not in page:
        return _ANSI.sub("", page)
    reader = _Reader()
    reader.feed(page)
    return "\n".join(reader.seen)


class _Reader(HTMLParser):
    """What a page shows, or reads aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self.hidden = tag
        self.seen += [
            value
            for name, value in attrs
            if value and name in ("alt", "title", "aria-label", "placeholder", "summary")
        ]
        if dict(attrs).get("type") in ("submit", "button"):
            self.seen.append(dict(attrs).get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.hidden:
            self.hidden = ""

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.seen.append(data)


FREE = frozenset(
    "author body brand error last_error name source text time_zone title value".split()
)


def texts(value: object, field: str = "") -> Iterator[str]:
    """What people wrote, in plain data of any depth: names and words, and no labels or states."""
    if isinstance(value, str) and field in FREE:
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, key)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each, field)
