"""Walks as they begin: a watch that is ours to read, with what is known of it."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from listener.model import Bookmark, Watch
from listener.store.batch import Lease
from listener.store.clock import moment


def open_walk(
    connection: sqlite3.Connection, watch: Watch, holder: str, now: datetime, seconds: float
) -> Lease:
    """Begin a walk of a watch that is ours, with what is known of it."""
    row = connection.execute("SELECT * FROM watches WHERE key = ?", (watch.key,)).fetchone()
    walk_id = connection.execute(
        "INSERT INTO walks (watch_id, started_at) VALUES (?, ?)",
        (row["id"], int(now.timestamp())),
    ).lastrowid
    assert walk_id is not None
    return Lease(
        watch_id=row["id"],
        walk_id=walk_id,
        holder=holder,
        brand=watch.brand,
        source=watch.source,
        started_at=now,
        seconds=seconds,
        since=_bookmark(row),
        last_success_at=moment(row["last_success_at"]),
        last_reread_at=moment(row["last_reread_at"]),
        failures=row["failures"],
        validators={name: row[name] for name in ("etag", "last_modified") if row[name] is not None},
        moved_to=row["moved_to"],
        match=watch.match,
    )


def _bookmark(row: sqlite3.Row) -> Bookmark | None:
    finished = moment(row["bookmark_finished_at"])
    if finished is None:
        return None
    return Bookmark(newest_at=moment(row["bookmark_newest_at"]), finished_at=finished)
