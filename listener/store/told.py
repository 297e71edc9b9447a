"""Who was told what of an incident, what still waits to be told, and what of it was worth it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from msgspec import json

from listener.measuring import wilson
from listener.records import AlarmPrecision, Delivery, Notice
from listener.spikes import EventKind, Incident
from listener.store.clock import moment
from listener.store.incidents import decoded

_UNSENT = "d.state IN ('waiting', 'paused') AND coalesce(d.claimed_until, 0) <= :now"


def told(connection: sqlite3.Connection, numbers: Sequence[int], now: datetime) -> list[Notice]:
    """What was told of these incidents, oldest first, with all that the same messages tell.

    What somebody is sending now counts as told; what was refused, or replaced, does not.
    """
    rows = connection.execute(
        "SELECT d.id, d.channel, d.recipient, d.thread, t.incident_id, t.event,"
        f" coalesce(d.sent_at, d.created_at) AS at, {_UNSENT} AS waits"
        " FROM deliveries d JOIN delivery_incidents t ON t.delivery_id = d.id"
        " WHERE d.id IN (SELECT delivery_id FROM delivery_incidents"
        " WHERE incident_id IN (SELECT value FROM json_each(:numbers)))"
        " AND d.state IN ('sent', 'waiting', 'paused') ORDER BY d.id, t.incident_id",
        {"numbers": json.encode(list(numbers)).decode(), "now": int(now.timestamp())},
    )
    return [_told(row) for row in rows]


def _told(row: sqlite3.Row) -> Notice:
    at = moment(row["at"])
    assert at is not None
    return Notice(
        delivery=row["id"],
        channel=row["channel"],
        recipient=row["recipient"],
        thread=row["thread"],
        incident=row["incident_id"],
        event=row["event"],
        at=at,
        waits=bool(row["waits"]),
    )


def replace(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take back messages that were not sent: a later one says what they would have said."""
    connection.execute("PRAGMA secure_delete = ON")
    connection.executemany(
        "UPDATE deliveries SET state = 'replaced', payload = x'', next_try_at = NULL WHERE id = ?",
        [(number,) for number in numbers],
    )
    connection.execute("PRAGMA secure_delete = OFF")


def events_of(
    connection: sqlite3.Connection, delivery: Delivery
) -> list[tuple[Incident, EventKind]]:
    """What a message tells: each incident as it was when it was written; none for other messages.

    The gravest was told first, and is the one that the message is filed under.
    """
    rows = connection.execute(
        "SELECT t.event, (SELECT e.detail FROM incident_events e"
        " WHERE e.incident_id = t.incident_id AND e.at <= :at ORDER BY e.id DESC LIMIT 1) AS detail"
        " FROM delivery_incidents t WHERE t.delivery_id = :id"
        " ORDER BY t.incident_id != :first, t.incident_id",
        {
            "id": delivery.id,
            "at": int(delivery.created_at.timestamp()),
            "first": delivery.incident_id,
        },
    )
    return [
        (decoded(row["detail"]), cast("EventKind", row["event"])) for row in rows if row["detail"]
    ]


def begins(connection: sqlite3.Connection, delivery: Delivery) -> bool:
    """Whether nothing was told to its recipient in its thread before, or waits to be."""
    row = connection.execute(
        "SELECT 1 FROM deliveries WHERE brand = ? AND channel = ? AND recipient = ? AND thread = ?"
        " AND state IN ('sent', 'waiting', 'paused') AND (id < ? OR ? = 0) LIMIT 1",
        (
            *(delivery.brand, delivery.channel, delivery.recipient, delivery.thread),
            *(delivery.id, delivery.id),
        ),
    ).fetchone()
    return row is None


def precision(connection: sqlite3.Connection, brand: str, since: datetime) -> AlarmPrecision:
    """How many of the alarms that a brand was told of since then were worth it."""
    rows = connection.execute(
        "SELECT i.detail FROM incidents i WHERE i.brand = ? AND EXISTS (SELECT 1"
        " FROM incident_events e WHERE e.incident_id = i.id AND e.event = 'opened' AND e.at >= ?)",
        (brand, int(since.timestamp())),
    )
    found = [decoded(row["detail"]).useful for row in rows]
    useful, noise = found.count(True), found.count(False)
    judged = useful + noise
    return AlarmPrecision(
        told=len(found),
        useful=useful,
        noise=noise,
        share=wilson(useful / judged, judged) if judged else None,
    )
