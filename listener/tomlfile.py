"""A file of settings, read; what is wrong with it is told by file and key, in our words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any, TypeVar, get_args

import msgspec

from listener.errors import ConfigError, nearest
from listener.i18n import say, why

_T = TypeVar("_T")


def read_toml(path: Path, kind: type[_T], *, ours: Collection[str] = ()) -> _T:
    """A file as settings of that kind; ConfigError names file and key of what is wrong.

    `ours` are the settings that no file may have.
    """
    try:
        # Windows' Notepad may put a mark before the first letter.
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        text = say("errors.not_toml", reason=why(error))
        raise ConfigError(text, file=shown_path(path)) from error
    for key in raw.keys() & ours:
        raise ConfigError(say("errors.no_such_setting"), file=shown_path(path), key=key)
    return converted(raw, kind, path, ours=ours)


def converted(
    raw: Any, kind: type[_T], path: Path, section: str = "", *, ours: Collection[str] = ()
) -> _T:
    """A section of a file as settings of that kind; ConfigError names file and key."""
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise _explained(error, raw, path, kind, ours, section) from error


_FAULT = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<path>.*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"unknown field `(?P<name>.*)`")
_MISSING = re.compile(r"missing required field `(?P<name>.*)`")
_WRONG = re.compile(r"Expected `(?P<want>[^`]*)`, got `(?P<got>[^`]*)`")
_LIMIT = re.compile(r"Expected `(?:int|float)` (?P<sign>[<>]=?) (?P<limit>\S+)")
_SIGNS = {">=": "or_more", ">": "more_than", "<=": "or_less"}
_CHOICE = re.compile(r"Invalid enum value '(?P<got>.*)'")


def _explained(
    error: msgspec.ValidationError,
    raw: Any,
    path: Path,
    kind: type,
    ours: Collection[str],
    section: str = "",
) -> ConfigError:
    """The library's fault in our words: file, key, and the nearest right key."""
    fault = _FAULT.match(str(error))
    assert fault is not None
    what, key = fault["what"], (fault["path"] or "").removeprefix(".")
    named = _named(raw, kind, key)

    def fails(text: str, hint: str = "", at: str = named) -> ConfigError:
        where = ".".join(part for part in (section, at) if part)
        return ConfigError(text, file=shown_path(path), key=where, hint=hint)

    if unknown := _UNKNOWN.search(what):
        names = _fields(_kind_at(kind, key))
        hint = nearest(unknown["name"], [name for name in names if key or name not in ours])
        at = f"{named}.{unknown['name']}".removeprefix(".")
        return fails(say("errors.no_such_setting"), hint, at)
    if missing := _MISSING.search(what):
        at = f"{named}.{missing['name']}".removeprefix(".")
        return fails(say("errors.missing_setting"), at=at)
    if choice := _CHOICE.search(what):
        choices = [str(choice) for choice in get_args(_plain(_kind_at(kind, key)))]
        text = say("errors.wrong_choice", got=choice["got"], choices=", ".join(choices))
        hint = nearest(choice["got"], choices)
        return fails(text, hint)
    if wrong := _WRONG.search(what):
        text = say("errors.wrong_type", want=_in_words(wrong["want"]), got=_in_words(wrong["got"]))
        return fails(text)
    return fails(_limit_in_words(what))


def _limit_in_words(what: str) -> str:
    if limit := _LIMIT.search(what):
        return say(f"errors.{_SIGNS[limit['sign']]}", limit=f"{float(limit['limit']):g}")
    if "matching regex" in what:
        return say("errors.two_letters")
    return say("errors.empty") if "of length >= 1" in what else what


def _in_words(kind: str) -> str:
    names = [part.strip() for part in kind.split("|")]
    return say("errors.type_or").join(say(f"errors.type_{n}") for n in names if n != "null")


def _kind_at(kind: Any, key: str) -> Any:
    for name in _PARTS.findall(key):
        kind = _kind_within(kind, name)
    return kind


_PARTS = re.compile(r"\.\.\.|[^.\[\]]+")


def _kind_within(kind: Any, name: str) -> Any:
    """Of what kind a setting is; `...` is any of a table whose names the user chose."""
    kind = _plain(kind)
    if name == "...":
        return get_args(kind)[-1]
    if name.isdigit():
        return get_args(kind)[0]
    return next(f.type for f in msgspec.structs.fields(kind) if f.encode_name == name)


def _named(raw: Any, kind: Any, key: str) -> str:
    """The key with the user's own names, which the library tells as `[...]`."""
    shown = ""
    for part in _PARTS.findall(key):
        kind = _kind_within(kind, part)
        name: Any = int(part) if part.isdigit() else part
        if part == "...":
            name = next(each for each, value in raw.items() if not _fits(value, kind))
        raw = raw[name]
        shown += f"[{part}]" if part.isdigit() else f".{name}"
    return shown.removeprefix(".")


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _plain(kind: Any) -> Any:
    """The type without its `| None`."""
    parts = [part for part in get_args(kind) if part is not type(None)]
    return parts[0] if type(None) in get_args(kind) and len(parts) == 1 else kind


def _fields(kind: Any) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(_plain(kind))]


def shown_path(path: Path) -> str:
    """The path as a person would type it from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
