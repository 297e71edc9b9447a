"""The outbox: messages that wait until their channel has taken them."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from listener.records import (
    Delivery,
)
from listener.store import pauses
from listener.store.clock import moment

LONGEST_WAIT, LONGEST_CLAIM = 3_660, 86_400

_TOLD = (
    "(SELECT group_concat(incident_id) FROM delivery_incidents WHERE delivery_id = deliveries.id)"
    " AS told"
)


def put(connection: sqlite3.Connection, delivery: Delivery, incident_id: int | None) -> int:
    """Write a message down, to be sent at once or when it is held no more; its number."""
    created = int(delivery.created_at.timestamp())
    held_back = delivery.state == "waiting" and pauses.is_paused(connection, delivery)
    # A page that is split leaves the words of its rows where they were.
    connection.execute("PRAGMA secure_delete = ON")
    cursor = connection.execute(
        "INSERT INTO deliveries (incident_id, event, brand, channel, recipient, title, thread,"
        " payload, state, created_at, not_before, attempts, next_try_at, last_error)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, '')",
        (
            incident_id,
            delivery.event,
            delivery.brand,
            delivery.channel,
            delivery.recipient,
            delivery.title,
            delivery.thread,
            delivery.payload,
            "paused" if held_back else delivery.state,
            created,
            delivery.not_before and int(delivery.not_before.timestamp()),
            created,
        ),
    )
    connection.execute("PRAGMA secure_delete = OFF")
    number = cursor.lastrowid
    assert number is not None
    told = {incident_id: delivery.event} if incident_id else {}
    events = delivery.events or [delivery.event] * len(delivery.incidents)
    told |= dict(zip(delivery.incidents, events, strict=True))
    connection.executemany(
        "INSERT INTO delivery_incidents VALUES (?, ?, ?)",
        [(number, each, event) for each, event in told.items()],
    )
    return number


def claim(
    connection: sqlite3.Connection, now: datetime, seconds: float, limit: int | None
) -> list[Delivery]:
    """Reserve what is due, so that two runs at once do not send it twice.

    No message waits for over an hour from the moment it failed, and no claim lasts for a day: a
    clock that ran ahead must not keep an alarm back.
    """
    at = int(now.timestamp())
    # A row that is written again leaves its old words in free pages.
    connection.execute("PRAGMA secure_delete = ON")
    rows = connection.execute(
        "UPDATE deliveries SET claimed_until = ? WHERE id IN (SELECT id FROM deliveries"
        " WHERE state = 'waiting' AND coalesce(not_before, 0) <= ?"
        " AND next_try_at NOT BETWEEN ? AND ?"
        " AND coalesce(claimed_until, 0) NOT BETWEEN ? AND ? ORDER BY id LIMIT ?)"
        f" RETURNING *, {_TOLD}",
        (
            int(at + seconds),
            at,
            at + 1,
            # What failed late in a run that has lasted, waits from then on.
            int(at + seconds) + LONGEST_WAIT,
            at + 1,
            at + LONGEST_CLAIM,
            -1 if limit is None else limit,
        ),
    ).fetchall()
    connection.execute("PRAGMA secure_delete = OFF")
    return sorted((_delivery(row) for row in rows), key=lambda delivery: delivery.id)


def settle(connection: sqlite3.Connection, delivery: Delivery) -> None:
    """Write what became of a claimed message, and give the claim back.

    Its words are kept only as long as they wait: they are those of others. One that has to be
    tried again is held back where its target was paused meanwhile.
    """
    held_back = delivery.state == "waiting" and pauses.is_paused(connection, delivery)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(
        "UPDATE deliveries SET payload = iif(? = 'waiting', payload, x''), state = ?, attempts = ?,"
        " next_try_at = ?, not_before = ?, sent_at = ?, last_error = ?, provider_id = ?,"
        " claimed_until = NULL WHERE id = ?",
        (
            delivery.state,
            "paused" if held_back else delivery.state,
            delivery.attempts,
            delivery.next_try_at and int(delivery.next_try_at.timestamp()),
            delivery.not_before and int(delivery.not_before.timestamp()),
            delivery.sent_at and int(delivery.sent_at.timestamp()),
            delivery.last_error,
            delivery.provider_id,
            delivery.id,
        ),
    )
    connection.execute("PRAGMA secure_delete = OFF")


def forget(connection: sqlite3.Connection, key: int) -> None:
    """Empty the waiting messages that may show a mention that is being erased.

    Whoever sends them writes them anew, from what is stored by then.
    """
    connection.execute(
        "UPDATE deliveries SET payload = x'' WHERE state IN ('waiting', 'paused')"
        " AND event NOT IN ('test', 'blind', 'sighted')"
        " AND (brand LIKE 'group:%' OR brand IN (SELECT brand FROM brand_links WHERE mention_id = ?"
        " UNION SELECT brand FROM hidden_links WHERE mention_id = ?))",
        (key, key),
    )


def waiting(connection: sqlite3.Connection) -> list[Delivery]:
    """Messages not sent, oldest first; refused ones until their target has taken another."""
    rows = connection.execute(
        f"SELECT *, {_TOLD} FROM deliveries WHERE state IN ('waiting', 'paused')"
        " OR (state = 'refused' AND NOT EXISTS (SELECT 1 FROM deliveries l"
        " WHERE l.id > deliveries.id AND l.state = 'sent' AND l.channel = deliveries.channel"
        " AND l.recipient = deliveries.recipient)) ORDER BY id"
    )
    return [_delivery(row) for row in rows]


def latest(connection: sqlite3.Connection, limit: int | None) -> list[Delivery]:
    """Messages of whatever state, the newest first."""
    rows = connection.execute(
        f"SELECT *, {_TOLD} FROM deliveries ORDER BY id DESC LIMIT ?",
        (-1 if limit is None else limit,),
    )
    return [_delivery(row) for row in rows]


def _delivery(row: sqlite3.Row) -> Delivery:
    created = moment(row["created_at"])
    assert created is not None
    return Delivery(
        id=row["id"],
        incident_id=row["incident_id"],
        incidents=tuple(map(int, row["told"].split(","))) if row["told"] else (),
        event=row["event"],
        brand=row["brand"],
        channel=row["channel"],
        recipient=row["recipient"],
        title=row["title"],
        thread=row["thread"],
        payload=row["payload"],
        state=row["state"],
        created_at=created,
        not_before=moment(row["not_before"]),
        attempts=row["attempts"],
        next_try_at=moment(row["next_try_at"]),
        sent_at=moment(row["sent_at"]),
        last_error=row["last_error"],
        provider_id=row["provider_id"],
    )
