"""What is particular to files: they tell what was, and leave what is known of the present alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from listener.model import Mention, Payload, Watch
from listener.store import quarantine, watches
from listener.store.batch import Batch, Lease

_CHUNK = 500
_COVER = (
    "INSERT INTO coverage (watch_id, bin, state, late) VALUES (?, ?, 'imported', ?)"
    " ON CONFLICT (watch_id, bin) DO UPDATE SET late = late + excluded.late,"
    " state = iif(state IN ('ok', 'backfilled'), state, excluded.state)"
)
NO_WATCH = 0
"""The watch of a file that could not be read: nobody knows what it was about."""


def told_at(mention: Mention) -> int | None:
    """The last that a row tells of its review: written, edited or answered; in seconds."""
    replies = (reply.at for reply in mention.replies)
    times = [at for at in (mention.published_at, mention.edited_at, *replies) if at]
    return int(max(times).timestamp()) if times else None


def known_until(
    connection: sqlite3.Connection, source: str, ids: Sequence[str]
) -> dict[str, datetime]:
    """Up to when the state that is stored of each id is known to be the right one.

    A crawl has seen it so when it last saw it; a file, when it last changed (`date_sightings`).
    """
    found: dict[str, datetime] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        rows = connection.execute(
            "SELECT native_id, max(last_seen_at, coalesce(gone_at, 0)) FROM mentions"
            f" WHERE source = ? AND native_id IN ({','.join('?' * len(chunk))})",
            (source, *chunk),
        )
        found |= {native_id: datetime.fromtimestamp(at, UTC) for native_id, at in rows}
    return found


def lease(
    connection: sqlite3.Connection, watch: Watch, holder: str, now: datetime, seconds: float
) -> Lease | None:
    """Take the watch for an import; one that is not configured is made, and rests.

    It is as due as before: nobody has asked the site.
    """
    connection.execute(
        "INSERT OR IGNORE INTO watches (key, brand, source, title, asked, active)"
        " VALUES (?, ?, ?, ?, ?, 0)",
        (watch.key, watch.brand, watch.source, watch.title, watch.asked),
    )
    return watches.lease(connection, watch, holder, now, seconds, importing=True)


def release(connection: sqlite3.Connection, held: Lease, now: datetime) -> None:
    """Give the watch back as it was: bookmark, health and gaps are those of its crawls."""
    connection.execute(
        "UPDATE watches SET lease_holder = NULL, lease_until = NULL"
        " WHERE id = ? AND lease_holder = ?",
        (held.watch_id, held.holder),
    )
    connection.execute(
        "UPDATE walks SET ended_at = ?, stopped_because = 'imported' WHERE id = ?",
        (int(now.timestamp()), held.walk_id),
    )


def date_sightings(connection: sqlite3.Connection, batch: Batch) -> None:
    """A file shows its reviews as they were when they last changed, not as they are now."""
    now = int(batch.now.timestamp())
    connection.executemany(
        "UPDATE mentions SET last_seen_at = ? WHERE source = ? AND native_id = ?",
        [
            (min(now, told_at(scored.mention) or now), batch.walk.source, scored.mention.id)
            for scored in batch.fresh
        ],
    )


def counts(connection: sqlite3.Connection, batch: Batch) -> dict[int, tuple[int, int]]:
    """Items and negatives by quarter, as far back as coverage is kept."""
    rows = connection.execute(
        "SELECT bin, items, negatives FROM rollups WHERE brand = ? AND source = ? AND bin >= ?",
        (
            *(batch.walk.brand, batch.walk.source),
            int(batch.now.timestamp()) - watches.BACKFILL_DAYS * 86_400,
        ),
    )
    return {at: (items, negatives) for at, items, negatives in rows}


def cover(connection: sqlite3.Connection, batch: Batch, before: dict[int, tuple[int, int]]) -> None:
    """What a file adds to a quarter was not heard as it happened, though the rest of it was."""
    added = []
    for at, now in counts(connection, batch).items():
        was = before.get(at, (0, 0))
        if now != was:
            added.append((batch.walk.watch_id, at, max(0, now[1] - was[1])))
    connection.executemany(_COVER, added)


def set_aside(
    connection: sqlite3.Connection, source: str, file: Payload, error: str, now: datetime
) -> None:
    """Keep a file, or rows of one, that could not be read; the same ones once."""
    connection.execute(
        "DELETE FROM quarantine WHERE watch_id = ? AND source = ? AND url = ? AND payload = ?",
        (NO_WATCH, source, file.url, file.body[: quarantine.LARGEST]),
    )
    quarantine.put(connection, NO_WATCH, source, now, file, error)
    quarantine.drop(connection, NO_WATCH, "mention_id IS NULL", quarantine.KEPT_ANSWERS)
