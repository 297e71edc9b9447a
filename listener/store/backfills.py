"""Slices of time that a person asked for: written down before any is read, settled one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

from listener.model import Gap
from listener.slices import Slice, SliceEnd, above, shortened, untold, wanted
from listener.store import imports
from listener.store.batch import Batch
from listener.store.clock import BIN_SECONDS, moment
from listener.store.watches import BACKFILL_DAYS

_COVER = (
    "INSERT INTO coverage (watch_id, bin, state, late) VALUES (?, ?, 'backfilled', ?)"
    " ON CONFLICT (watch_id, bin) DO UPDATE SET"
    " late = iif(state = 'ok', late + excluded.late, late),"
    " state = iif(state = 'ok', state, excluded.state)"
)


def ask(
    connection: sqlite3.Connection, since: Mapping[str, datetime | None], now: datetime
) -> None:
    """Write down, for these watches, what is to be read back to then and was not asked before.

    Without a time nothing is added, and what has failed need not wait any more.
    """
    held, gaps = _held(connection), _gaps(connection)
    rows = connection.execute("SELECT id, key, listened_since FROM watches").fetchall()
    for row in rows:
        if row["key"] not in since:
            continue
        back_to, found = since[row["key"]], []
        if back_to is not None:
            found = wanted(
                back_to,
                now,
                listened_since=moment(row["listened_since"]),
                held=held.get(row["id"], ()),
                gaps=[gap for _, gap in gaps.get(row["id"], ())],
            )
        _put_open(connection, row["id"], found, now)


def _put_open(
    connection: sqlite3.Connection, watch_id: int, found: Iterable[Slice], now: datetime
) -> None:
    """A person who asks again does not wait for what failed."""
    connection.execute(
        "UPDATE backfills SET next_try_at = NULL WHERE watch_id = ? AND state = 'open'",
        (watch_id,),
    )
    connection.executemany(
        "INSERT INTO backfills (watch_id, from_at, to_at, state, asked_at)"
        " VALUES (?, ?, ?, 'open', ?) ON CONFLICT DO UPDATE SET state = 'open', done_at = NULL",
        [(watch_id, *_seconds(each), int(now.timestamp())) for each in found],
    )


def open_slices(
    connection: sqlite3.Connection, now: datetime | None = None, key: str | None = None
) -> dict[str, tuple[Slice, ...]]:
    """What is still to be read, by watch, the newest first; with a time, what is due by then.

    First come the watches that have waited longest.
    """
    rows = connection.execute(
        "SELECT w.key, b.from_at, b.to_at, b.state FROM backfills b JOIN watches w"
        " ON w.id = b.watch_id WHERE b.state = 'open' AND w.active = 1"
        " AND (?1 IS NULL OR (coalesce(b.next_try_at, 0) <= ?1"
        " AND coalesce(w.rests_until, 0) <= ?1))"
        " AND (?2 IS NULL OR w.key = ?2) ORDER BY b.asked_at, b.to_at DESC",
        (now and int(now.timestamp()), key),
    )
    found: dict[str, list[Slice]] = {}
    for row in rows:
        found.setdefault(row["key"], []).append(_slice(row))
    newest = {k: sorted(v, key=lambda each: each.to_at, reverse=True) for k, v in found.items()}
    return {k: tuple(v) for k, v in newest.items()}


def sources(connection: sqlite3.Connection, brand: str) -> set[str]:
    """The sources of a brand of which something of the past is still to be read."""
    rows = connection.execute(
        "SELECT DISTINCT w.source FROM backfills b JOIN watches w ON w.id = b.watch_id"
        " WHERE b.state = 'open' AND w.active = 1 AND w.brand = ?",
        (brand,),
    )
    return {source for (source,) in rows}


def settle(connection: sqlite3.Connection, batch: Batch) -> None:
    """Write what became of slices, in the transaction of their last page."""
    for end in (*batch.slices, *_read_at_first(connection, batch)):
        _put_parts(connection, batch, end)
        _settle_gaps(connection, batch, end)
        _cover(connection, batch, end)
    if batch.ends_slices:
        _end(connection, batch)
    if batch.error and not batch.interrupted:
        connection.execute(
            "UPDATE backfills SET failures = failures + 1, next_try_at = ?, error = ?"
            " WHERE watch_id = ? AND state = 'open'",
            (
                batch.rests_until and int(batch.rests_until.timestamp()),
                batch.error,
                batch.walk.watch_id,
            ),
        )


def _read_at_first(connection: sqlite3.Connection, batch: Batch) -> tuple[SliceEnd, ...]:
    """What the first walk has read, since it begins the listening, need not be asked again."""
    if batch.end is None or batch.end.bookmark is None or batch.walk.since is not None:
        return ()
    (key, listened), *_ = connection.execute(
        "SELECT key, listened_since FROM watches WHERE id = ?", (batch.walk.watch_id,)
    ).fetchall()
    reached, settled = moment(listened), {end.asked for end in batch.slices}
    left = (each for each in open_slices(connection, key=key).get(key, ()) if each not in settled)
    return above(left, reached) if reached else ()


def _put_parts(connection: sqlite3.Connection, batch: Batch, end: SliceEnd) -> None:
    watch_id, now = batch.walk.watch_id, int(batch.now.timestamp())
    key = (watch_id, *_seconds(end.asked))
    asked = connection.execute(
        "SELECT asked_at FROM backfills WHERE watch_id = ? AND from_at = ? AND to_at = ?", key
    ).fetchone()
    connection.execute(
        "DELETE FROM backfills WHERE watch_id = ? AND from_at = ? AND to_at = ?", key
    )
    connection.executemany(
        "INSERT OR REPLACE INTO backfills (watch_id, from_at, to_at, state, asked_at, done_at,"
        " items) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(watch_id, *_seconds(part), part.state, asked["asked_at"] if asked else now),
                None if part.state == "open" else now,
                end.items if place == 0 and part.state != "open" else 0,
            )
            for place, part in enumerate(end.parts)
        ],
    )


def _settle_gaps(connection: sqlite3.Connection, batch: Batch, end: SliceEnd) -> None:
    """Close what was read, shorten what was read in part, tell what a cap has hidden.

    Of a walk over all that a source shows, what lies below its end was never promised.
    """
    watch_id, now = batch.walk.watch_id, int(batch.now.timestamp())
    open_gaps = _gaps(connection, watch_id).get(watch_id, [])
    for number, gap in open_gaps:
        left = shortened(gap, end.parts)
        if left == [gap]:
            continue
        connection.execute("UPDATE gaps SET closed_at = ? WHERE id = ?", (now, number))
        for each in left:
            _open_gap(connection, watch_id, each, now)
    if batch.end is None:
        for gap in untold(end.parts, [gap for _, gap in open_gaps]):
            _open_gap(connection, watch_id, gap, now)


def _cover(connection: sqlite3.Connection, batch: Batch, end: SliceEnd) -> None:
    """Quarters that were read whole afterwards: they teach what is usual, and raise no alarm."""
    earliest = int(batch.now.timestamp()) - BACKFILL_DAYS * 86_400
    read = [_seconds(part) for part in end.parts if part.state == "done"]
    connection.executemany(
        "INSERT INTO coverage (watch_id, bin, state) VALUES (?, ?, 'backfilled')"
        " ON CONFLICT (watch_id, bin) DO UPDATE SET state = excluded.state, late = 0"
        " WHERE coverage.state != 'ok'",
        [
            (batch.walk.watch_id, at)
            for start, stop in read
            for at in range(
                -(-max(start, earliest) // BIN_SECONDS) * BIN_SECONDS,
                stop - stop % BIN_SECONDS,
                BIN_SECONDS,
            )
        ],
    )


def cover_late(
    connection: sqlite3.Connection, batch: Batch, before: dict[int, tuple[int, int]]
) -> None:
    """What a page adds to a quarter was not heard as it happened, though the rest of it was."""
    assert batch.late_before is not None
    limit, added = int(batch.late_before.timestamp()), []
    for at, now in imports.counts(connection, batch).items():
        was = before.get(at, (0, 0))
        if now != was and at < limit:
            added.append((batch.walk.watch_id, at, max(0, now[1] - was[1])))
    connection.executemany(_COVER, added)


def _end(connection: sqlite3.Connection, batch: Batch) -> None:
    """Give the watch back as it was: bookmark and health are those of its walks.

    But a site that has asked to be left alone has asked every walk.
    """
    rests = batch.rests_until if batch.health == "throttled" else None
    connection.execute(
        "UPDATE watches SET lease_holder = NULL, lease_until = NULL,"
        " rests_until = coalesce(?, rests_until) WHERE id = ? AND lease_holder = ?",
        (rests and int(rests.timestamp()), batch.walk.watch_id, batch.walk.holder),
    )
    connection.execute(
        "UPDATE walks SET ended_at = ?, stopped_because = 'backfilled', error = ? WHERE id = ?",
        (int(batch.now.timestamp()), batch.error, batch.walk.walk_id),
    )


def _open_gap(connection: sqlite3.Connection, watch_id: int, gap: Gap, now: int) -> None:
    connection.execute(
        "INSERT INTO gaps (watch_id, from_at, to_at, reason, opened_at) VALUES (?, ?, ?, ?, ?)",
        (
            watch_id,
            gap.from_at and int(gap.from_at.timestamp()),
            gap.to_at and int(gap.to_at.timestamp()),
            gap.reason,
            now,
        ),
    )


def _held(connection: sqlite3.Connection) -> dict[int, list[Slice]]:
    found: dict[int, list[Slice]] = {}
    for row in connection.execute("SELECT watch_id, from_at, to_at, state FROM backfills"):
        found.setdefault(row["watch_id"], []).append(_slice(row))
    return found


def _gaps(
    connection: sqlite3.Connection, watch_id: int | None = None
) -> dict[int, list[tuple[int, Gap]]]:
    """The open gaps with their numbers, by watch."""
    found: dict[int, list[tuple[int, Gap]]] = {}
    rows = connection.execute(
        "SELECT * FROM gaps WHERE closed_at IS NULL AND (?1 IS NULL OR watch_id = ?1)", (watch_id,)
    )
    for row in rows:
        gap = Gap(from_at=moment(row["from_at"]), to_at=moment(row["to_at"]), reason=row["reason"])
        found.setdefault(row["watch_id"], []).append((row["id"], gap))
    return found


def _slice(row: sqlite3.Row) -> Slice:
    from_at, to_at = moment(row["from_at"]), moment(row["to_at"])
    assert from_at is not None
    assert to_at is not None
    return Slice(from_at=from_at, to_at=to_at, state=row["state"])


def _seconds(each: Slice) -> tuple[int, int]:
    return int(each.from_at.timestamp()), int(each.to_at.timestamp())
