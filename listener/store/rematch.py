"""What is stored, read so that it can be matched anew with queries that have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from msgspec import json

from listener.store.mentions import mention_of
from listener.store.verdicts import Held

_HELD = """
SELECT m.*, b.queries AS linked, h.reason AS reason, h.queries AS hidden,
       (SELECT count(*) FROM versions v WHERE v.mention_id = m.id) AS versions,
       {beside} AS beside
FROM mentions m LEFT JOIN brand_links b ON b.mention_id = m.id AND +b.brand = ?1
LEFT JOIN hidden_links h ON h.brand = ?1 AND h.mention_id = m.id
WHERE m.erased_at IS NULL AND {which} ORDER BY m.id"""

_BESIDE = (
    "(SELECT watch_id FROM brand_links WHERE mention_id = m.id"
    " AND watch_id IN (SELECT value FROM json_each(?5)) LIMIT 1)"
)

_OWN_OR_NEAR = f"""
m.id > ?2 AND m.id <= ?3 AND (b.brand IS NOT NULL OR h.brand IS NOT NULL OR (m.gone_at IS NULL
  AND (m.source IN (SELECT value FROM json_each(?4)) OR {_BESIDE} IS NOT NULL)))"""


def held(
    connection: sqlite3.Connection,
    brand: str,
    after: int,
    until: int,
    sources: Sequence[str],
    beside: Sequence[int],
) -> list[Held]:
    """What a brand has, and what others have of those sources or watches that has not gone."""
    rows = connection.execute(
        _HELD.format(beside=_BESIDE if beside else "NULL", which=_OWN_OR_NEAR),
        (brand, after, until, json.encode(sources).decode(), json.encode(beside).decode()),
    )
    return [_held(row) for row in rows]


def hidden(connection: sqlite3.Connection, brand: str, after: int, limit: int) -> list[Held]:
    """What blocks hide of a brand."""
    rows = connection.execute(
        _HELD.format(beside="NULL", which="m.id > ?2 AND h.reason = 'blocked'") + " LIMIT ?3",
        (brand, after, limit),
    )
    return [_held(row) for row in rows]


def _held(row: sqlite3.Row) -> Held:
    queries = row["hidden"] if row["linked"] is None else row["linked"]
    return Held(
        key=row["id"],
        source=row["source"],
        mention=mention_of(row),
        content_hash=row["content_hash"],
        linked=row["linked"] is not None,
        hidden=row["reason"] or "",
        queries=tuple(queries.split(",")) if queries else (),
        versions=row["versions"],
        beside=row["beside"],
    )


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
