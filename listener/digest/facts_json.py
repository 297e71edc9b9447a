"""What a report knows beyond the sums, as JSON: every field of `Facts` by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from listener.facts import AuthorCount, Facts
from listener.outgoing import Pause
from listener.records import StoredMention, Totals
from listener.routes import Authors
from listener.spikes import Incident
from listener.text import plain, web_address

_DECIMALS = 6
_PAUSE = ("channel", "recipient", "brand", "since", "reason", "detail")


def facts_row(
    facts: Facts | None,
    authors: Authors,
    mention: Callable[[StoredMention], dict[str, Any]],
    totals: Callable[[Totals], dict[str, Any]],
) -> dict[str, Any] | None:
    """All of it; an incident by its number, authors as the settings allow, and sums and mentions
    in the shape that they have elsewhere.
    """
    shapes: dict[type, Callable[[Any], Any]] = {
        StoredMention: mention,
        Totals: totals,
        Incident: lambda incident: incident.id,
        AuthorCount: lambda author: fields(_allowed(author, authors)),
        Pause: lambda pause: fields(pause, _PAUSE),
    }

    def row(value: Any) -> Any:
        if shape := shapes.get(type(value)):
            return shape(value)
        if isinstance(value, Struct):
            return fields(value)
        if isinstance(value, dict):
            return {plain(name): row(each) for name, each in value.items()}
        return [row(each) for each in value] if isinstance(value, tuple) else _bare(value)

    def fields(value: Struct, names: tuple[str, ...] = ()) -> dict[str, Any]:
        return {name: row(getattr(value, name)) for name in names or value.__struct_fields__}

    return None if facts is None else fields(facts)


def _bare(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DECIMALS)
    return plain(value) if isinstance(value, str) else value


def _allowed(author: AuthorCount, authors: Authors) -> AuthorCount:
    return replace(
        author,
        name=author.name if authors == "name" else "",
        url="" if authors == "hidden" else web_address(author.url),
    )
