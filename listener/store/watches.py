"""Watches: leases, bookmarks, health, gaps and coverage."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from listener.errors import LeaseLost
from listener.model import Bookmark, Watch
from listener.store import streams
from listener.store.batch import Batch, Lease, Saved
from listener.store.clock import BIN_SECONDS
from listener.store.walks import open_walk
from listener.walk import WalkEnd

BACKFILL_DAYS = 60
LATE = timedelta(hours=26)
"""What a watch missed for longer than this is history when it comes: it teaches, and wakes nobody.

A crawl once a day is not late.
"""

LONGEST_REST = 86_400
_COVER = (
    "INSERT INTO coverage (watch_id, bin, state) VALUES (?, ?, ?) ON CONFLICT (watch_id, bin)"
    " DO UPDATE SET state = excluded.state, late = 0 WHERE coverage.state != 'ok'"
)

# What other phrases passed over may match the new ones: nothing is known until it is read again.
_ANEW = (
    ", ".join(
        f"{column} = CASE WHEN asked = excluded.asked THEN {column} END"
        for column in (
            *("bookmark_newest_at", "bookmark_finished_at", "listened_since"),
            *("etag", "last_modified"),
        )
    )
    + ", asked = excluded.asked"
)


def register(connection: sqlite3.Connection, configured: Sequence[Watch]) -> None:
    """Make the configured watches the active ones; the others rest with all they have.

    Those of streams are configured by who listens to them, for as long as their brand is.
    """
    brands = sorted({watch.brand for watch in configured})
    connection.execute(
        "UPDATE watches SET active = 0 WHERE active = 1 AND NOT (stream AND brand IN"
        " (SELECT value FROM json_each(?))) AND key NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(brands), json.dumps([watch.key for watch in configured])),
    )
    connection.executemany(
        "DELETE FROM backfills WHERE state != 'open' AND watch_id ="
        " (SELECT id FROM watches WHERE key = ? AND asked != ?)",
        [(w.key, w.asked) for w in configured],
    )
    connection.executemany(
        "INSERT INTO watches (key, brand, source, title, asked) VALUES (?, ?, ?, ?, ?)"
        f" ON CONFLICT (key) DO UPDATE SET {_ANEW}, active = 1, title = excluded.title",
        [(w.key, w.brand, w.source, w.title, w.asked) for w in configured],
    )


def due(connection: sqlite3.Connection, now: datetime, every: dict[str, timedelta]) -> list[str]:
    """Keys of the active watches whose time has come, the longest waiting first.

    `every` is the interval of each watch, or of each source. A rest asked for by the source is
    kept. What lies further ahead than can be was written by a clock that was wrong, and is not
    waited for.
    """
    rows = connection.execute(
        "SELECT key, source, last_started_at, rests_until FROM watches WHERE active = 1"
        " ORDER BY coalesce(last_started_at, 0), key"
    )
    return [row["key"] for row in rows if _is_due(row, now, every)]


def _is_due(row: sqlite3.Row, now: datetime, every: dict[str, timedelta]) -> bool:
    seconds = int(now.timestamp())
    if row["rests_until"] and seconds < row["rests_until"] <= seconds + LONGEST_REST:
        return False
    # A minute of grace, so that a cron job that starts a second early does not skip a turn.
    given = every.get(row["key"], every.get(row["source"], timedelta()))
    interval = given.total_seconds() - 60
    started = row["last_started_at"]
    return started is None or started + interval <= seconds or started > seconds + 60


def lease(
    connection: sqlite3.Connection,
    watch: Watch,
    holder: str,
    now: datetime,
    seconds: float,
    *,
    importing: bool = False,
) -> Lease | None:
    """Take the watch for a walk; None when another crawl holds it.

    A lease longer than any is a dead holder's whose clock was wrong.
    """
    at = int(now.timestamp())
    taken = connection.execute(
        "UPDATE watches SET lease_holder = ?, lease_until = ?,"
        " last_started_at = iif(?, last_started_at, ?)"
        " WHERE key = ? AND (lease_holder IS NULL OR lease_until <= ? OR lease_until > ?)",
        (holder, int(at + seconds), importing, at, watch.key, at, int(at + seconds) + 60),
    )
    if not taken.rowcount:
        return None
    return open_walk(connection, watch, holder, now, seconds)


def hold(connection: sqlite3.Connection, batch: Batch) -> None:
    """Extend the lease with every page; LeaseLost when another crawl has taken over."""
    until = int(batch.now.timestamp() + batch.walk.seconds)
    held = connection.execute(
        "UPDATE watches SET lease_until = ? WHERE id = ? AND lease_holder = ?",
        (until, batch.walk.watch_id, batch.walk.holder),
    )
    if not held.rowcount:
        raise LeaseLost


def holds_one(connection: sqlite3.Connection, held: Lease) -> bool:
    """Whether just one mention of the watch is stored that is not gone."""
    rows = connection.execute(
        "SELECT 1 FROM (SELECT mention_id FROM brand_links WHERE brand = ?1 AND watch_id = ?2"
        " UNION ALL SELECT mention_id FROM hidden_links WHERE brand = ?1 AND watch_id = ?2)"
        " JOIN mentions m ON m.id = mention_id WHERE m.gone_at IS NULL LIMIT 2",
        (held.brand, held.watch_id),
    )
    return len(rows.fetchall()) == 1


def count(connection: sqlite3.Connection, batch: Batch, saved: Saved) -> None:
    """Add what a page brought to its walk."""
    connection.execute(
        "UPDATE walks SET pages = pages + ?, items = items + ?, new = new + ?,"
        " changed = changed + ?, unmatched = unmatched + ? WHERE id = ?",
        (
            *(batch.pages, batch.items, saved.new, saved.changed, batch.unmatched),
            batch.walk.walk_id,
        ),
    )


def end_walk(connection: sqlite3.Connection, batch: Batch, end: WalkEnd) -> None:
    """Write how a walk ended: bookmark, health, gaps, coverage, and the lease given back."""
    if end.bookmark is None:
        _note_failure(connection, batch, end)
    else:
        _note_success(connection, batch, end, end.bookmark)
    connection.execute(
        "UPDATE walks SET ended_at = ?, stopped_because = ?, error = ? WHERE id = ?",
        (int(batch.now.timestamp()), end.stopped_because, batch.error, batch.walk.walk_id),
    )


def _note_success(
    connection: sqlite3.Connection, batch: Batch, end: WalkEnd, bookmark: Bookmark
) -> None:
    walk, at = batch.walk, int(batch.now.timestamp())
    validators = batch.validators or {}
    connection.execute(
        "UPDATE watches SET health = 'ok', bookmark_newest_at = ?, bookmark_finished_at = ?,"
        " first_success_at = coalesce(first_success_at, ?), last_success_at = ?, failures = 0,"
        " listened_since = coalesce(listened_since, ?),"
        " last_error = '', rests_until = NULL, lease_holder = NULL, lease_until = NULL,"
        " etag = coalesce(?, etag), last_modified = coalesce(?, last_modified),"
        " moved_to = coalesce(?, moved_to) WHERE id = ?",
        (
            bookmark.newest_at and int(bookmark.newest_at.timestamp()),
            int(bookmark.finished_at.timestamp()),
            at,
            at,
            int(min(walk.started_at, end.oldest_at or walk.started_at).timestamp()),
            validators.get("etag"),
            validators.get("last_modified"),
            batch.moved_to,
            walk.watch_id,
        ),
    )
    _close_gaps(connection, batch, end)
    _open_gap(connection, batch, end)
    streams.close_gaps(connection, walk.brand, walk.source, batch.now)
    _cover_success(connection, batch, end)
    if end.reread:
        connection.execute(
            "UPDATE watches SET last_reread_at = ? WHERE id = ?",
            (int(walk.started_at.timestamp()), walk.watch_id),
        )
    if end.complete:
        _count_absences(connection, batch, end)


def _note_failure(connection: sqlite3.Connection, batch: Batch, end: WalkEnd) -> None:
    """Count it against the source; an interrupted walk is as due as if it had not been begun."""
    connection.execute(
        "UPDATE watches SET health = ?, failures = failures + ?, last_error = ?, rests_until = ?,"
        " last_started_at = iif(?, last_success_at, last_started_at),"
        " lease_holder = NULL, lease_until = NULL WHERE id = ?",
        (
            batch.health,
            not batch.interrupted,
            batch.error,
            batch.rests_until and int(batch.rests_until.timestamp()),
            batch.interrupted,
            batch.walk.watch_id,
        ),
    )
    _open_gap(connection, batch, end)
    _cover_failure(connection, batch)


def _close_gaps(connection: sqlite3.Connection, batch: Batch, end: WalkEnd) -> None:
    """A walk that ended has covered what a cut one left; what a cap hid, if it went below that."""
    below = 0 if end.complete else end.oldest_at and int(end.oldest_at.timestamp())
    connection.execute(
        "UPDATE gaps SET closed_at = ? WHERE watch_id = ? AND closed_at IS NULL"
        " AND (reason IN ('error', 'throttled') OR coalesce(from_at, 0) >= ?)",
        (int(batch.now.timestamp()), batch.walk.watch_id, below),
    )


def _open_gap(connection: sqlite3.Connection, batch: Batch, end: WalkEnd) -> None:
    """Write the gap down, once: a second cut walk lengthens the first's, a cap one that it meets.

    A busy app meets its cap every hour.
    """
    if end.gap is None:
        return
    from_at = end.gap.from_at and int(end.gap.from_at.timestamp())
    to_at = end.gap.to_at and int(end.gap.to_at.timestamp())
    cut = end.gap.reason in ("error", "throttled")
    kinds = "('error', 'throttled')" if cut else "('source_cap', 'page_budget')"
    longer = connection.execute(
        f"UPDATE gaps SET to_at = max(to_at, ?), reason = ? WHERE watch_id = ?"
        f" AND closed_at IS NULL AND reason IN {kinds} AND (? OR to_at IS NULL OR to_at >= ?)",
        (to_at, end.gap.reason, batch.walk.watch_id, cut, from_at or 0),
    )
    if longer.rowcount:
        return
    connection.execute(
        "INSERT INTO gaps (watch_id, from_at, to_at, reason, opened_at) VALUES (?, ?, ?, ?, ?)",
        (batch.walk.watch_id, from_at, to_at, end.gap.reason, int(batch.now.timestamp())),
    )


def _cover_failure(connection: sqlite3.Connection, batch: Batch) -> None:
    """Blind since the last success, and until the rest is over, but for a day at most."""
    now, last = batch.now, batch.walk.last_success_at
    until = min(max(now, batch.rests_until or now), (last or now) + LATE)
    start = _bin(int(min(last or now, now).timestamp()))
    blind = {_bin(int(now.timestamp())), *range(start, int(until.timestamp()), BIN_SECONDS)}
    connection.executemany(
        "INSERT OR IGNORE INTO coverage (watch_id, bin, state) VALUES (?, ?, 'down')",
        [(batch.walk.watch_id, at) for at in sorted(blind)],
    )


def cover_late(connection: sqlite3.Connection, batch: Batch) -> None:
    """What comes late is history as soon as it is stored: its walk may be cut any moment."""
    keys = [key for key, _ in batch.relinked]
    if not (batch.fresh or keys) or batch.imported or not is_late(batch):
        return
    marks = ",".join("?" * len(keys))
    rows = connection.execute(f"SELECT published_at FROM mentions WHERE id IN ({marks})", keys)
    times = [at for (at,) in rows if at is not None]
    given = (scored.mention.published_at for scored in batch.fresh)
    times += [int(at.timestamp()) for at in given if at is not None]
    earliest = int(batch.now.timestamp()) - BACKFILL_DAYS * 86_400
    bins = sorted({_bin(at) for at in times if at >= earliest})
    connection.executemany(_COVER, [(batch.walk.watch_id, at, "backfilled") for at in bins])


def is_late(batch: Batch) -> bool:
    """Whether a walk is its watch's first, or comes so long after the last that it is history."""
    last = batch.walk.last_success_at
    return last is None or batch.walk.since is None or batch.now - last > LATE


def _cover_success(connection: sqlite3.Connection, batch: Batch, end: WalkEnd) -> None:
    now = int(batch.now.timestamp())
    earliest = now - BACKFILL_DAYS * 86_400
    last = batch.walk.last_success_at
    start = max(earliest, int((last or end.oldest_at or batch.now).timestamp()))
    state = "backfilled" if is_late(batch) else "ok"
    bins = range(_bin(start), _bin(now), BIN_SECONDS)
    states = [*((at, _state_of(at, state, end)) for at in bins), (_bin(now), "ok")]
    connection.executemany(_COVER, [(batch.walk.watch_id, *each) for each in states])


def _state_of(at: int, state: str, end: WalkEnd) -> str:
    if end.gap is None or end.gap.to_at is None:
        return state
    return "truncated" if at < end.gap.to_at.timestamp() else state


def _count_absences(connection: sqlite3.Connection, batch: Batch, end: WalkEnd) -> None:
    """What a walk down to the end did not show, between its oldest and newest, is absent.

    Twice absent is gone. An empty walk proves nothing: sites answer emptily by mistake.
    """
    started = int(batch.walk.started_at.timestamp())
    if end.oldest_at is None or end.newest_at is None:
        return
    connection.execute(
        "UPDATE mentions SET absences = absences + 1,"
        " gone_at = CASE WHEN absences >= 1 THEN ?1 ELSE NULL END"
        " WHERE id IN (SELECT mention_id FROM brand_links WHERE brand = ?2 AND watch_id = ?3"
        " AND at BETWEEN ?4 AND ?5 UNION ALL SELECT mention_id FROM hidden_links WHERE brand = ?2"
        " AND watch_id = ?3 AND at BETWEEN ?4 AND ?5) AND last_seen_at < ?6 AND gone_at IS NULL"
        " AND published_at IS NOT NULL",
        (
            int(batch.now.timestamp()),
            batch.walk.brand,
            batch.walk.watch_id,
            int(end.oldest_at.timestamp()),
            int(end.newest_at.timestamp()),
            started,
        ),
    )


def _bin(seconds: int) -> int:
    return seconds - seconds % BIN_SECONDS
