"""Streams: who listens, up to where they were heard, what they missed, and what that covers."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from msgspec import json
from msgspec.structs import replace

from listener.errors import LeaseLost
from listener.model import Watch
from listener.records import StreamStatus
from listener.store.batch import Lease
from listener.store.clock import BIN_SECONDS, moment
from listener.store.hearing import Hearing, Hold, Holding
from listener.store.walks import open_walk

LATE = 26 * 3600
"""Seconds: what is heard again after longer than this teaches, and wakes nobody (as of walks)."""

_CHUNK = 500
_HELD = "SELECT m.native_id, m.id, m.content_hash, m.edited_at, b.brand FROM mentions m"
_AMONG = "WHERE m.source = ? AND m.native_id IN"
_COVER = (
    "INSERT INTO coverage (watch_id, bin, state) VALUES (?, ?, ?) ON CONFLICT (watch_id, bin)"
    " DO UPDATE SET state = excluded.state, late = 0 WHERE coverage.state != 'ok'"
)


def hold(
    connection: sqlite3.Connection,
    source: str,
    watches: Sequence[Watch],
    holder: str,
    now: datetime,
    seconds: float,
) -> Hold | None:
    """Take the stream, with a walk for each brand's watch; None while another one listens.

    A lease longer than any is a dead holder's whose clock was wrong.
    """
    at = int(now.timestamp())
    taken = connection.execute(
        "INSERT INTO streams (source, cursor, started_at, lease_holder, lease_until)"
        " VALUES (?, '', ?, ?, ?) ON CONFLICT (source) DO UPDATE SET"
        " started_at = excluded.started_at, lease_holder = excluded.lease_holder,"
        " lease_until = excluded.lease_until WHERE lease_holder IS NULL OR lease_holder = ?"
        " OR lease_until <= ? OR lease_until > ?",
        (source, at, holder, int(at + seconds), holder, at, int(at + seconds) + 60),
    )
    if not taken.rowcount:
        return None
    _register(connection, source, watches, at)
    row = connection.execute("SELECT * FROM streams WHERE source = ?", (source,)).fetchone()
    walks = {w.brand: _walk(connection, w, holder, now, seconds) for w in watches}
    return Hold(
        source=source,
        holder=holder,
        seconds=seconds,
        cursor=row["cursor"],
        at=moment(row["at"]),
        walks=walks,
    )


def _register(
    connection: sqlite3.Connection, source: str, watches: Sequence[Watch], at: int
) -> None:
    keys = json.encode([watch.key for watch in watches]).decode()
    connection.execute(
        "UPDATE watches SET active = 0 WHERE stream AND source = ?"
        " AND key NOT IN (SELECT value FROM json_each(?))",
        (source, keys),
    )
    connection.executemany(
        "INSERT INTO watches (key, brand, source, title, stream, last_started_at)"
        " VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT (key) DO UPDATE SET active = 1,"
        " title = excluded.title, last_started_at = excluded.last_started_at",
        [(w.key, w.brand, w.source, w.title, at) for w in watches],
    )


def _walk(
    connection: sqlite3.Connection, watch: Watch, holder: str, now: datetime, seconds: float
) -> Lease:
    """A walk that never reads down to a bookmark: what it hears is all there is."""
    opened = open_walk(connection, watch, holder, now, seconds)
    return replace(opened, since=None, last_reread_at=None, validators={}, moved_to=None)


def note(connection: sqlite3.Connection, hearing: Hearing) -> None:
    """Write down up to where all was heard; LeaseLost when another one has taken over."""
    held, at = hearing.hold, int(hearing.now.timestamp())
    until = hearing.at and int(hearing.at.timestamp())
    kept = connection.execute(
        "UPDATE streams SET cursor = ?, at = ?, heard_at = ?, lease_until = ?, last_error = ''"
        " WHERE source = ? AND lease_holder = ?",
        (hearing.cursor, until, at, int(at + held.seconds), held.source, held.holder),
    )
    if not kept.rowcount:
        raise LeaseLost
    ids = [walk.watch_id for walk in held.walks.values()]
    if until is not None:
        connection.executemany(
            "UPDATE watches SET health = 'ok', failures = 0, last_error = '', rests_until = NULL,"
            " first_success_at = coalesce(first_success_at, ?), last_success_at = ?,"
            " bookmark_finished_at = ? WHERE id = ?",
            [(*[min(at, until)] * 2, until, watch_id) for watch_id in ids],
        )
    _note_newest(connection, hearing)
    _cover(connection, hearing, ids)
    _open_gap(connection, hearing, ids)


def _note_newest(connection: sqlite3.Connection, hearing: Hearing) -> None:
    for batch in hearing.batches:
        times = [each.mention.published_at for each in batch.fresh if each.mention.published_at]
        if times:
            connection.execute(
                "UPDATE watches SET bookmark_newest_at = max(coalesce(bookmark_newest_at, 0), ?)"
                " WHERE id = ?",
                (int(min(max(times), hearing.now).timestamp()), batch.walk.watch_id),
            )


def _cover(connection: sqlite3.Connection, hearing: Hearing, ids: Sequence[int]) -> None:
    if hearing.covered is None:
        return
    start, end = (int(each.timestamp()) for each in hearing.covered)
    late = hearing.now.timestamp() - LATE
    bins = range(start - start % BIN_SECONDS, end + 1, BIN_SECONDS)
    states = [(at, "ok" if at >= late else "backfilled") for at in bins]
    connection.executemany(_COVER, [(watch_id, *each) for watch_id in ids for each in states])


def _open_gap(connection: sqlite3.Connection, hearing: Hearing, ids: Sequence[int]) -> None:
    """What nobody will hear any more is missing of every brand that was listened for by then."""
    gap = hearing.gap
    if gap is None or gap.from_at is None or gap.to_at is None:
        return
    start, end = int(gap.from_at.timestamp()), int(gap.to_at.timestamp())
    connection.executemany(
        "INSERT INTO gaps (watch_id, from_at, to_at, reason, opened_at) SELECT id, ?, ?, ?, ?"
        " FROM watches WHERE id = ? AND first_success_at <= ?",
        [(start, end, gap.reason, int(hearing.now.timestamp()), each, start) for each in ids],
    )


def close_gaps(connection: sqlite3.Connection, brand: str, source: str, now: datetime) -> None:
    """A stream's gap is made good once every search of the brand has read beyond it, gapless."""
    at = int(now.timestamp())
    closed = connection.execute(
        "UPDATE gaps SET closed_at = ? WHERE closed_at IS NULL AND watch_id IN"
        " (SELECT id FROM watches WHERE brand = ? AND source = ? AND stream)"
        " AND EXISTS (SELECT 1 FROM watches s WHERE s.brand = ? AND s.source = ?"
        " AND s.active AND NOT s.stream)"
        " AND NOT EXISTS (SELECT 1 FROM watches s WHERE s.brand = ? AND s.source = ?"
        " AND s.active AND NOT s.stream AND (coalesce(s.bookmark_finished_at, 0) < gaps.to_at"
        " OR EXISTS (SELECT 1 FROM gaps o WHERE o.watch_id = s.id AND o.closed_at IS NULL"
        " AND coalesce(o.from_at, 0) < gaps.to_at AND coalesce(o.to_at, ?) > gaps.from_at)))"
        " RETURNING watch_id, from_at, to_at",
        (at, brand, source, brand, source, brand, source, at),
    ).fetchall()
    bins = [
        (watch_id, when, "backfilled")
        for watch_id, start, end in closed
        for when in range(start - start % BIN_SECONDS, end, BIN_SECONDS)
    ]
    connection.executemany(_COVER, bins)


def fail(connection: sqlite3.Connection, held: Hold, now: datetime, error: str) -> None:
    """Nothing is heard at present; the lease is kept, for we go on trying."""
    at = int(now.timestamp())
    connection.execute(
        "UPDATE streams SET last_error = ?, lease_until = ? WHERE source = ? AND lease_holder = ?",
        (error, int(at + held.seconds), held.source, held.holder),
    )
    connection.executemany(
        "UPDATE watches SET health = 'unavailable', failures = failures + 1, last_error = ?"
        " WHERE id = ?",
        [(error, walk.watch_id) for walk in held.walks.values()],
    )


def release(connection: sqlite3.Connection, held: Hold, now: datetime) -> None:
    """Give the stream back, and end its walks."""
    connection.execute(
        "UPDATE streams SET lease_holder = NULL, lease_until = NULL"
        " WHERE source = ? AND lease_holder = ?",
        (held.source, held.holder),
    )
    connection.executemany(
        "UPDATE walks SET ended_at = ?, stopped_because = 'heard' WHERE id = ?",
        [(int(now.timestamp()), walk.walk_id) for walk in held.walks.values()],
    )


def holding(connection: sqlite3.Connection, source: str, ids: Sequence[str]) -> dict[str, Holding]:
    """What is stored of these ids, by id; of most messages of a stream, nothing."""
    found: dict[str, Holding] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        rows = connection.execute(
            f"{_HELD} LEFT JOIN brand_links b ON b.mention_id = m.id {_AMONG} ({marks})"
            f" UNION {_HELD} JOIN hidden_links b ON b.mention_id = m.id {_AMONG} ({marks})"
            " ORDER BY 2, 5",
            (source, *chunk, source, *chunk),
        )
        for native_id, key, content_hash, edited_at, brand in rows:
            before = found.get(native_id)
            brands = (*(before.brands if before else ()), *((brand,) if brand else ()))
            found[native_id] = (
                replace(before, brands=brands)
                if before
                else Holding(
                    key=key,
                    content_hash=content_hash,
                    edited_at=moment(edited_at),
                    brands=brands,
                )
            )
    return found


def below(connection: sqlite3.Connection, source: str, beginnings: Sequence[str]) -> list[str]:
    """The ids of what is stored, and not gone, that begin with one of these."""
    found: list[str] = []
    for beginning in beginnings:
        rows = connection.execute(
            "SELECT native_id FROM mentions WHERE source = ? AND native_id >= ?"
            " AND native_id < ? AND gone_at IS NULL",
            (source, beginning, beginning[:-1] + chr(ord(beginning[-1]) + 1)),
        )
        found += [native_id for (native_id,) in rows]
    return found


def statuses(connection: sqlite3.Connection) -> list[StreamStatus]:
    """Every stream that was ever listened to."""
    rows = connection.execute("SELECT * FROM streams ORDER BY source")
    return [
        StreamStatus(
            source=row["source"],
            at=moment(row["at"]),
            heard_at=moment(row["heard_at"]),
            started_at=moment(row["started_at"]),
            lease_until=moment(row["lease_until"]),
            last_error=row["last_error"],
        )
        for row in rows
    ]
