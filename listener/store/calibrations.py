"""What was learned from people's labels about a model's probabilities: in force, and before."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from listener.store.clock import moment


class StoredCalibration(Struct, frozen=True, kw_only=True):
    """How a model's probabilities are read on a source and in a language.

    Without a source it is that of the whole language. `detail` is JSON; only the sentiment room
    knows what it says. `labels` is how many it was learned from.
    """

    model: str
    source: str
    language: str
    detail: str
    labels: int
    fitted_at: datetime


def in_force(connection: sqlite3.Connection) -> list[StoredCalibration]:
    """All that are in force, by model, language and source."""
    rows = connection.execute(
        "SELECT * FROM calibrations WHERE withdrawn_at IS NULL ORDER BY model, language, source"
    )
    return [_stored(row) for row in rows]


def put(
    connection: sqlite3.Connection,
    found: Sequence[StoredCalibration],
    now: datetime,
    only: str | None,
) -> None:
    """Put these in force, in place of all before; with `only`, of those of that source."""
    at = int(now.timestamp())
    connection.execute(
        "UPDATE calibrations SET withdrawn_at = ?1"
        " WHERE withdrawn_at IS NULL AND (?2 IS NULL OR source = ?2)",
        (at, only),
    )
    connection.executemany(
        "INSERT INTO calibrations (source, language, model, detail, labels, fitted_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (each.source, each.language, each.model, each.detail, each.labels, at)
            for each in found
            if only in (None, each.source)
        ],
    )


def undo(connection: sqlite3.Connection, now: datetime) -> bool:
    """Put in force again what the latest ones took the place of; False if none are in force.

    As rows of their own: what was in force at a time can be told afterwards.
    """
    at = int(now.timestamp())
    (last,) = connection.execute(
        "SELECT max(fitted_at) FROM calibrations WHERE withdrawn_at IS NULL"
    ).fetchone()
    if last is None:
        return False
    before = connection.execute(
        "SELECT source, language, model, detail, labels FROM calibrations"
        " WHERE withdrawn_at = ? AND fitted_at < ? ORDER BY id",
        (last, last),
    ).fetchall()
    connection.execute(
        "UPDATE calibrations SET withdrawn_at = ? WHERE withdrawn_at IS NULL AND fitted_at = ?",
        (at, last),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO calibrations"
        " (source, language, model, detail, labels, fitted_at) VALUES (?, ?, ?, ?, ?, ?)",
        [(*row, at) for row in before],
    )
    return True


def _stored(row: sqlite3.Row) -> StoredCalibration:
    fitted_at = moment(row["fitted_at"])
    assert fitted_at is not None
    return StoredCalibration(
        model=row["model"],
        source=row["source"],
        language=row["language"],
        detail=row["detail"],
        labels=row["labels"],
        fitted_at=fitted_at,
    )
