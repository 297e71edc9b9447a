"""What is stored, read so that it can be matched anew with queries that have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime

from listener.store.mentions import mention_of
from listener.store.verdicts import Held, Link

_MENTIONS = """
SELECT m.*, (SELECT count(*) FROM versions v WHERE v.mention_id = m.id) AS versions
FROM mentions m WHERE m.id > ? AND m.id <= ? AND m.erased_at IS NULL ORDER BY m.id"""

_BLOCKED = """
SELECT m.*, h.queries AS asked,
       (SELECT count(*) FROM versions v WHERE v.mention_id = m.id) AS versions
FROM hidden_links h CROSS JOIN mentions m ON m.id = h.mention_id
WHERE h.brand = ? AND h.mention_id > ? AND h.reason = 'blocked' AND m.erased_at IS NULL
ORDER BY h.mention_id LIMIT ?"""


def held(
    connection: sqlite3.Connection,
    brands: AbstractSet[str],
    after: int,
    until: int,
    sources: AbstractSet[str],
    beside: AbstractSet[int],
) -> Iterator[Held]:
    """What those brands have, and what others have of those sources or watches."""
    links, watches = _links(connection, brands, after, until)
    for row in connection.execute(_MENTIONS, (after, until)):
        own, found_by = links.get(row["id"], {}), watches.get(row["id"], ())
        if own or row["source"] in sources or not beside.isdisjoint(found_by):
            yield _held(row, own, tuple(found_by))


def _links(
    connection: sqlite3.Connection, brands: AbstractSet[str], after: int, until: int
) -> tuple[dict[int, dict[str, Link]], dict[int, list[int]]]:
    """How those brands have each mention, and which watches of any brand have found it."""
    links: dict[int, dict[str, Link]] = {}
    watches: dict[int, list[int]] = {}
    span = "WHERE mention_id > ? AND mention_id <= ?"
    for row in connection.execute(
        f"SELECT mention_id, brand, queries, watch_id FROM brand_links {span}", (after, until)
    ):
        watches.setdefault(row["mention_id"], []).append(row["watch_id"])
        if row["brand"] in brands:
            link = Link(queries=_names(row["queries"]))
            links.setdefault(row["mention_id"], {})[row["brand"]] = link
    for row in connection.execute(
        f"SELECT mention_id, brand, queries, reason FROM hidden_links {span}", (after, until)
    ):
        if row["brand"] in brands:
            link = Link(queries=_names(row["queries"]), hidden=row["reason"])
            links.setdefault(row["mention_id"], {})[row["brand"]] = link
    return links, watches


def hidden(connection: sqlite3.Connection, brand: str, after: int, limit: int) -> list[Held]:
    """What blocks hide of a brand."""
    rows = connection.execute(_BLOCKED, (brand, after, limit))
    return [
        _held(row, {brand: Link(queries=_names(row["asked"]), hidden="blocked")}) for row in rows
    ]


def _held(row: sqlite3.Row, links: dict[str, Link], watches: tuple[int, ...] = ()) -> Held:
    return Held(
        key=row["id"],
        source=row["source"],
        mention=mention_of(row),
        content_hash=row["content_hash"],
        links=links,
        watches=watches,
        versions=row["versions"],
    )


def _names(queries: str) -> tuple[str, ...]:
    return tuple(queries.split(",")) if queries else ()


def newest_key(connection: sqlite3.Connection) -> int:
    """The highest number of a mention."""
    (key,) = connection.execute("SELECT coalesce(max(id), 0) FROM mentions").fetchone()
    return int(key)


def earlier_texts(connection: sqlite3.Connection, key: int) -> list[tuple[str, str]]:
    """What an edited mention said before."""
    rows = connection.execute("SELECT title, text FROM versions WHERE mention_id = ?", (key,))
    return [(title, text) for title, text in rows]


def applied(connection: sqlite3.Connection, brand: str) -> str | None:
    """With which queries what is stored was last matched."""
    row = connection.execute(
        "SELECT asked FROM applied_queries WHERE brand = ?", (brand,)
    ).fetchone()
    return None if row is None else str(row["asked"])


def note_applied(connection: sqlite3.Connection, brand: str, asked: str, now: datetime) -> None:
    """With these queries what is stored has been matched."""
    connection.execute(
        "INSERT OR REPLACE INTO applied_queries VALUES (?, ?, ?)",
        (brand, asked, int(now.timestamp())),
    )


def has_mentions(connection: sqlite3.Connection, brand: str) -> bool:
    """Whether anything counts for a brand."""
    found = connection.execute("SELECT 1 FROM brand_links WHERE brand = ? LIMIT 1", (brand,))
    return found.fetchone() is not None


def watch_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """The numbers of all watches, by key."""
    return dict(connection.execute("SELECT key, id FROM watches").fetchall())
