"""Incidents, their events, and what their evaluations were computed from."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import msgspec

from listener.spikes import Evaluation, EventKind, Incident
from listener.store import changes


def still_open(connection: sqlite3.Connection, brand: str | None) -> list[Incident]:
    """Incidents that have not recovered, oldest first."""
    rows = connection.execute(
        "SELECT detail FROM incidents WHERE state = 'open' AND (? IS NULL OR brand = ?)"
        " ORDER BY id",
        (brand, brand),
    )
    return [decoded(row["detail"]) for row in rows]


def between(
    connection: sqlite3.Connection, brand: str, since: datetime, until: datetime
) -> list[Incident]:
    """Incidents of a brand that were open, or were found when they were over, in a period."""
    rows = connection.execute(
        "SELECT detail FROM incidents WHERE brand = ? AND opened_at <= ?"
        " AND (recovered_at IS NULL OR max(recovered_at, opened_at) >= ?) ORDER BY id",
        (brand, int(until.timestamp()), int(since.timestamp())),
    )
    return [decoded(row["detail"]) for row in rows]


def last(connection: sqlite3.Connection, brand: str | None) -> Incident | None:
    """The incident that was found last."""
    row = connection.execute(
        "SELECT detail FROM incidents WHERE ? IS NULL OR brand = ? ORDER BY id DESC LIMIT 1",
        (brand, brand),
    ).fetchone()
    return decoded(row["detail"]) if row else None


def events(connection: sqlite3.Connection, number: int) -> list[tuple[datetime, EventKind]]:
    """What happened to an incident, and when, oldest first."""
    rows = connection.execute(
        "SELECT at, event FROM incident_events WHERE incident_id = ? ORDER BY id", (number,)
    )
    return [(datetime.fromtimestamp(row["at"], UTC), row["event"]) for row in rows]


def told_looks(connection: sqlite3.Connection, number: int) -> list[Evaluation]:
    """The evaluations by which an incident was told of when something happened to it."""
    rows = connection.execute(
        "SELECT detail FROM incident_events WHERE incident_id = ? ORDER BY id", (number,)
    )
    told = [decoded(row["detail"]) for row in rows]
    return [look for each in told for look in (each.first, each.look) if look is not None]


def save(
    connection: sqlite3.Connection,
    before: Incident | None,
    after: Incident,
    event: EventKind | None,
    now: datetime,
    basis: bytes | None = None,
) -> Incident | None:
    """Write an incident, its event and its basis; None when another run has been quicker."""
    if _overtaken(connection, before, after):
        return None
    if before is None:
        after = msgspec.structs.replace(after, id=_next_id(connection))
    detail = _write(connection, after)
    if event is not None:
        connection.execute(
            "INSERT INTO incident_events (incident_id, at, event, detail) VALUES (?, ?, ?, ?)",
            (after.id, int(now.timestamp()), event, detail),
        )
    if basis is not None:
        connection.execute(
            "INSERT OR REPLACE INTO incident_bases VALUES (?, ?, ?, ?)",
            (after.id, _occasion(before, event), int(now.timestamp()), basis),
        )
    since = _teaches_else_since(before, after)
    if since is not None:
        changes.learn_anew(connection, after.brand, after.source, since)
    return after


def _write(connection: sqlite3.Connection, after: Incident) -> str:
    """Write an incident in the place of what it was; what was written, as JSON."""
    detail = msgspec.json.encode(after).decode()
    connection.execute(
        "INSERT OR REPLACE INTO incidents (id, brand, source, state, opened_at, updated_at,"
        " recovered_at, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            after.id,
            after.brand,
            after.source,
            after.state,
            int(after.opened_at.timestamp()),
            int(after.updated_at.timestamp()),
            after.recovered_at and int(after.recovered_at.timestamp()),
            detail,
        ),
    )
    return detail


def _teaches_else_since(before: Incident | None, after: Incident) -> datetime | None:
    """From when on its series has something else to learn from, because people are at it."""
    if not after.attended:
        return None
    if before is None or not before.attended:
        return after.began_at
    ends = [each.recovered_at for each in (before, after)]
    return min(filter(None, ends)) if ends[0] != ends[1] else None


def incident(connection: sqlite3.Connection, number: int) -> Incident | None:
    """The incident of that number."""
    row = connection.execute("SELECT detail FROM incidents WHERE id = ?", (number,)).fetchone()
    return decoded(row["detail"]) if row else None


def basis(connection: sqlite3.Connection, number: int, *, latest: bool) -> bytes | None:
    """What the evaluation that opened an incident was computed from, or the latest one."""
    row = connection.execute(
        "SELECT basis FROM incident_bases WHERE incident_id = ?"
        f" ORDER BY at {'DESC, rowid DESC' if latest else ', rowid'} LIMIT 1",
        (number,),
    ).fetchone()
    return row["basis"] if row else None


def _occasion(before: Incident | None, event: EventKind | None) -> str:
    """What a basis is kept for: that of the opening is never replaced."""
    if before is None:
        return event or "opened"
    return "reopened" if event == "opened" else event or "looked"


def _overtaken(connection: sqlite3.Connection, before: Incident | None, after: Incident) -> bool:
    """Whether what is stored is not what was read: somebody has been quicker.

    A series has one open incident at most, and one that was over when it was found is not found
    twice.
    """
    if before is not None and incident(connection, before.id) != before:
        return True
    opened = _open_one(connection, after)
    if after.state == "open":
        return opened not in (None, before)
    return before is None and _found_before(connection, after)


def _open_one(connection: sqlite3.Connection, like: Incident) -> Incident | None:
    """The open incident of the same brand and source."""
    row = connection.execute(
        "SELECT detail FROM incidents WHERE state = 'open' AND brand = ? AND source = ?",
        (like.brand, like.source),
    ).fetchone()
    return decoded(row["detail"]) if row else None


def _found_before(connection: sqlite3.Connection, like: Incident) -> bool:
    rows = connection.execute(
        "SELECT detail FROM incidents WHERE brand = ? AND source = ?", (like.brand, like.source)
    )
    return any(decoded(row["detail"]).onset_at == like.onset_at for row in rows)


def _next_id(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM incidents").fetchone()
    return int(row[0])


def decoded(detail: str) -> Incident:
    """An incident from its JSON."""
    return msgspec.json.decode(detail, type=Incident)
