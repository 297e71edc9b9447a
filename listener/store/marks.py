"""Days that people called expected."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from msgspec.structs import replace

from listener.spikes import Mark
from listener.store.clock import moment


def in_force(
    connection: sqlite3.Connection, brand: str, since: datetime, until: datetime
) -> list[Mark]:
    """Marks of a brand that touch a period and were not taken back, oldest first."""
    rows = connection.execute(
        "SELECT * FROM marks WHERE brand = ? AND until > ? AND since < ? AND withdrawn_at IS NULL"
        " ORDER BY since, id",
        (brand, int(since.timestamp()), int(until.timestamp())),
    )
    return [_mark(row) for row in rows]


def put(connection: sqlite3.Connection, mark: Mark) -> Mark:
    """Write a mark; it comes back with its number."""
    added = connection.execute(
        "INSERT INTO marks (brand, source, since, until, why, marked_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            mark.brand,
            mark.source,
            int(mark.since.timestamp()),
            int(mark.until.timestamp()),
            mark.why,
            int(mark.marked_at.timestamp()),
        ),
    )
    assert added.lastrowid is not None
    return replace(mark, id=added.lastrowid)


def withdraw(connection: sqlite3.Connection, number: int, now: datetime) -> Mark | None:
    """Take a mark back; None where there is none of that number in force."""
    row = connection.execute(
        "UPDATE marks SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL RETURNING *",
        (int(now.timestamp()), number),
    ).fetchone()
    return row and _mark(row)


def _mark(row: sqlite3.Row) -> Mark:
    times = ("since", "until", "marked_at", "withdrawn_at")
    return Mark(**{**dict(row), **{name: moment(row[name]) for name in times}})
