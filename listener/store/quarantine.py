"""What is set aside: answers that could not be read, and times that cannot be."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from listener.model import Payload
from listener.store.batch import Batch

KEPT_ANSWERS = 10
"""How many of a watch's answers that could not be read are kept; a broken site breaks hourly."""

LARGEST = 1_000_000
"""How many bytes of an answer are kept."""

KEPT_CLAIMS = 100
"""How many of its mentions with impossible times; they are small, and each comes once."""


def keep(connection: sqlite3.Connection, batch: Batch) -> None:
    """Set aside what a batch has of either kind, and drop the eldest of that kind."""
    watch_id, source = batch.walk.watch_id, batch.walk.source
    if batch.payload is not None:
        put(connection, watch_id, source, batch.now, batch.payload, batch.error)
        drop(connection, watch_id, "mention_id IS NULL", KEPT_ANSWERS)
    for claim in batch.claims:
        put(connection, watch_id, source, batch.now, claim.payload, claim.error, claim.mention)
    if batch.claims:
        drop(connection, watch_id, "mention_id IS NOT NULL", KEPT_CLAIMS)


def put(
    connection: sqlite3.Connection,
    watch_id: int,
    source: str,
    now: datetime,
    payload: Payload,
    error: str,
    about: str | None = None,
) -> None:
    """The first megabyte of an answer; or a claim, with the stored mention that makes it."""
    connection.execute(
        "INSERT INTO quarantine (watch_id, source, at, url, content_type, error, payload,"
        " mention_id) VALUES (?, ?, ?, ?, ?, ?, ?,"
        " (SELECT id FROM mentions WHERE source = ? AND native_id = ?))",
        (
            *(watch_id, source, int(now.timestamp()), payload.url, payload.content_type),
            *(error, payload.body[:LARGEST], source, about),
        ),
    )


def drop(connection: sqlite3.Connection, watch_id: int, kind: str, kept: int) -> None:
    """Of that kind, all but the latest."""
    connection.execute(
        f"DELETE FROM quarantine WHERE watch_id = ? AND {kind} AND id NOT IN (SELECT id"
        f" FROM quarantine WHERE watch_id = ? AND {kind} ORDER BY at DESC, id DESC LIMIT ?)",
        (watch_id, watch_id, kept),
    )
