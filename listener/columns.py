"""What the columns of a table mean: `config/imports/<name>.toml`, read and checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from msgspec import Meta, Struct, field
from msgspec.structs import asdict, replace

from listener.config import TwoLetters
from listener.errors import ConfigError, nearest
from listener.i18n import say
from listener.model import MentionKind
from listener.text import one_line
from listener.tomlfile import read_toml, shown_path

Dates = Literal["iso", "day-first", "month-first", "seconds", "milliseconds"]
Encoding = Literal["utf-8", "utf-16", "windows-1252"]
Finite = Annotated[float, Meta(ge=-1_000_000, le=1_000_000)]
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


class Columns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By what it means for a mention, the name of a column as it stands in the file."""

    id: str = ""
    text: str = ""
    title: str = ""
    author: str = ""
    time: str = ""
    edited: str = ""
    rating: str = ""
    url: str = ""
    language: str = ""
    country: str = ""
    item: str = ""
    reply: str = ""
    reply_time: str = ""
    reply_author: str = ""

    @property
    def used(self) -> dict[str, str]:
        """Those that the table has, by what they mean."""
        return {meaning: name for meaning, name in asdict(self).items() if name}


class Scale(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From the worst mark to the best, and marks that are written as words."""

    worst: Finite
    best: Finite
    words: dict[str, Finite] = field(default_factory=dict)


class ColumnMap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of table: which of its columns is what, and how times and marks are written.

    Without a `kind` a row with a mark is a review, and any other a post. Times without a zone of
    their own are of `time_zone`, or of the brand's. `header` is the line with the names.
    """

    columns: Columns
    title: str = ""
    kind: MentionKind | None = None
    scale: Scale | None = None
    dates: Dates = "iso"
    time_zone: str = ""
    language: TwoLetters | None = None
    header: Annotated[int, Meta(ge=1, le=100)] = 1
    separator: Annotated[str, Meta(max_length=1)] = ""
    encoding: Encoding | None = None
    sheet: str = ""
    name: str = ""

    def for_brand(self, time_zone: str) -> ColumnMap:
        """The map with the brand's time zone where it has none."""
        return self if self.time_zone else replace(self, time_zone=time_zone)


class Proposal(Struct, frozen=True, kw_only=True):
    """What a file has, each column with a few of its values; and a map to begin with.

    `doubts` are what a person must look at, for the file does not tell it.
    """

    found: tuple[tuple[str, tuple[str, ...]], ...]
    map: ColumnMap
    doubts: tuple[str, ...] = ()


def map_names(folder: Path) -> list[str]:
    """Names of the maps of a configuration."""
    return sorted(path.stem for path in (folder / "imports").glob("*.toml"))


def load_map(folder: Path, name: str) -> ColumnMap:
    """The map of that name, checked; ConfigError with the nearest right name or key."""
    names = map_names(folder)
    if name not in names:
        shown = one_line(name, 80)
        text = say("table.no_such_map", name=shown, folder=shown_path(folder / "imports"))
        raise ConfigError(text, hint=nearest(name, names))
    path = folder / "imports" / f"{name}.toml"
    if not NAME.fullmatch(name):
        raise ConfigError(say("table.bad_name", name=one_line(name, 80)), file=shown_path(path))
    found = read_toml(path, ColumnMap)
    for key, words, hint in _faults(found):
        raise ConfigError(words, file=shown_path(path), key=key, hint=hint)
    return replace(found, name=name)


def _faults(found: ColumnMap) -> list[tuple[str, str, str]]:
    """What is wrong beyond wrong names and types: key, words, and the nearest right value."""
    columns, scale = found.columns, found.scale
    faults: list[tuple[str, str, str]] = []
    if found.name:
        faults.append(("name", say("errors.no_such_setting"), ""))
    if not (columns.text or columns.title or columns.rating):
        faults.append(("columns", say("table.says_nothing"), ""))
    if columns.rating and scale is None:
        faults.append(("scale", say("table.no_scale"), ""))
    if scale is not None and scale.worst == scale.best:
        faults.append(("scale.best", say("table.flat_scale"), ""))
    return faults + _zone_faults(found.time_zone)


def _zone_faults(zone: str) -> list[tuple[str, str, str]]:
    if not zone:
        return []
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        words = say("errors.no_such_zone", zone=one_line(zone, 80))
        return [("time_zone", words, nearest(zone, available_timezones()))]
    return []
