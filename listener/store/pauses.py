"""Who takes no messages for now, and what becomes of those that are for them meanwhile."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from listener.outgoing import Pause
from listener.records import Delivery
from listener.store.clock import moment

STALE = timedelta(hours=24)
"""After so long a message that was held back is news only while its incident is open."""

_TO = "channel = ? AND recipient = ? COLLATE NOCASE"
_OF_TARGET = f"{_TO} AND (? = '' OR brand = ?)"
_OPEN = (
    "EXISTS (SELECT 1 FROM delivery_incidents t JOIN incidents i ON i.id = t.incident_id"
    " WHERE t.delivery_id = d.id AND i.state = 'open')"
)
_HELD = (
    "EXISTS (SELECT 1 FROM pauses p WHERE p.lifted_at IS NULL AND p.channel = d.channel"
    " AND p.recipient = d.recipient AND p.brand IN ('', d.brand))"
)
_SAID_LATER = (
    "d.thread != '' AND EXISTS (SELECT 1 FROM deliveries l WHERE l.id > d.id"
    " AND l.thread = d.thread AND l.channel = d.channel AND l.recipient = d.recipient"
    " AND l.state != 'replaced' AND NOT EXISTS (SELECT 1 FROM delivery_incidents a"
    " WHERE a.delivery_id = d.id AND a.incident_id NOT IN"
    " (SELECT incident_id FROM delivery_incidents WHERE delivery_id = l.id)))"
)


def pauses(connection: sqlite3.Connection, brand: str | None) -> list[Pause]:
    """Pauses that hold, of a brand or of all, the oldest first."""
    rows = connection.execute(
        "SELECT * FROM pauses WHERE lifted_at IS NULL AND (? IS NULL OR brand IN ('', ?))"
        " ORDER BY since, id",
        (brand, brand),
    )
    return [_pause(row) for row in rows]


def pause(connection: sqlite3.Connection, new: Pause) -> None:
    """Hold back what waits for a target, and all that will; one that holds already stays."""
    connection.execute(
        "INSERT INTO pauses (channel, recipient, brand, since, reason, detail)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            new.channel,
            new.recipient,
            new.brand,
            int(new.since.timestamp()),
            new.reason,
            new.detail,
        ),
    )
    connection.execute(
        f"UPDATE deliveries SET state = 'paused' WHERE state = 'waiting' AND {_OF_TARGET}"
        " AND NOT (event = 'test' AND ? = 'refused')",
        (new.channel, new.recipient, new.brand, new.brand, new.reason),
    )


def is_paused(connection: sqlite3.Connection, delivery: Delivery) -> bool:
    """Whether its target takes none; a test finds out whether it still refuses them."""
    found = connection.execute(
        f"SELECT 1 FROM pauses WHERE lifted_at IS NULL AND {_TO}"
        " AND brand IN ('', ?) AND NOT (reason = 'refused' AND ? = 'test')",
        (delivery.channel, delivery.recipient, delivery.brand, delivery.event),
    ).fetchone()
    return found is not None


def lift(
    connection: sqlite3.Connection,
    channel: str,
    recipient: str,
    now: datetime,
    brand: str | None,
    *,
    refused_only: bool = False,
) -> int:
    """End the pauses of a target, and let what is still worth it wait again; how many messages.

    Of each conversation that is only the last message, since it says how things stand.
    """
    at = int(now.timestamp())
    lifted = connection.execute(
        f"UPDATE pauses SET lifted_at = ? WHERE lifted_at IS NULL AND {_TO}"
        " AND (? IS NULL OR brand = ?) AND (reason = 'refused' OR NOT ?)",
        (at, channel, recipient, brand, brand, refused_only),
    ).rowcount
    if not lifted:
        return 0
    let_go(connection, now)
    revived = connection.execute(
        "UPDATE deliveries AS d SET state = 'waiting', next_try_at = ?, claimed_until = NULL"
        f" WHERE {_TO} AND (state = 'paused'"
        f" OR (state = 'refused' AND event != 'test' AND {_OPEN}))"
        f" AND NOT {_HELD} AND NOT ({_SAID_LATER}) RETURNING id",
        (at, channel, recipient),
    ).fetchall()
    _replace(
        connection,
        f"{_TO} AND NOT {_HELD}",
        (channel, recipient),
    )
    return len(revived)


def let_go(connection: sqlite3.Connection, now: datetime) -> None:
    """Give up what was held back for so long that it is no news any more."""
    _replace(connection, f"created_at < ? AND NOT {_OPEN}", (int((now - STALE).timestamp()),))


def _replace(connection: sqlite3.Connection, which: str, values: tuple[str | int, ...]) -> None:
    """Its words are those of others: they are kept no longer than they may be sent."""
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(
        "UPDATE deliveries AS d SET state = 'replaced', payload = x''"
        f" WHERE state = 'paused' AND {which}",
        values,
    )
    connection.execute("PRAGMA secure_delete = OFF")


def _pause(row: sqlite3.Row) -> Pause:
    since = moment(row["since"])
    assert since is not None
    return Pause(
        id=row["id"],
        channel=row["channel"],
        recipient=row["recipient"],
        brand=row["brand"],
        since=since,
        reason=row["reason"],
        detail=row["detail"],
        lifted_at=moment(row["lifted_at"]),
    )
