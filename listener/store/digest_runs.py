"""Digests that were made to be sent, so that none is sent twice and a missing one is told."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from listener.outgoing import DigestRun
from listener.store.clock import moment


def note(connection: sqlite3.Connection, run: DigestRun) -> None:
    """Write down that a digest was made."""
    connection.execute(
        "INSERT INTO digest_runs (scope, period, since, until, made_at) VALUES (?, ?, ?, ?, ?)",
        (run.scope, run.period, *map(_seconds, (run.since, run.until, run.made_at))),
    )


def last(connection: sqlite3.Connection, scope: str, period: str) -> DigestRun | None:
    """The digest of the latest period that was made."""
    row = connection.execute(
        "SELECT * FROM digest_runs WHERE scope = ? AND period = ? ORDER BY until DESC LIMIT 1",
        (scope, period),
    ).fetchone()
    if row is None:
        return None
    since, until, made_at = (moment(row[name]) for name in ("since", "until", "made_at"))
    assert since is not None
    assert until is not None
    assert made_at is not None
    return DigestRun(scope=scope, period=period, since=since, until=until, made_at=made_at)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
