"""Counts and coverage per quarter of an hour: what detection looks at."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

from listener.spikes import Bin, Coverage, Series
from listener.store.clock import BIN_SECONDS, moment
from listener.store.watches import LATE


def series(
    connection: sqlite3.Connection, brand: str, since: datetime, until: datetime
) -> list[Series]:
    """Counts and coverage per quarter of an hour, one series a source that is listened to."""
    start, end = int(since.timestamp()), int(until.timestamp())
    counts = connection.execute(
        "SELECT * FROM rollups WHERE brand = ? AND bin >= ? AND bin < ? ORDER BY source, bin",
        (brand, start - start % BIN_SECONDS, end),
    ).fetchall()
    coverage = _coverage(connection, brand, start, end)
    late = _late(connection, brand, start, end)
    began = dict(
        connection.execute(
            "SELECT source, min(first_success_at) FROM watches WHERE brand = ? GROUP BY source"
            " HAVING max(active)",
            (brand,),
        ).fetchall()
    )
    by_source: dict[str, dict[int, sqlite3.Row]] = {source: {} for source in sorted(began)}
    for row in counts:
        if row["source"] in by_source:
            by_source[row["source"]][row["bin"]] = row
    return [
        Series(
            brand=brand,
            source=source,
            bins=_bins(rows, coverage.get(source, {}), late.get(source, {})),
            collected_since=moment(began.get(source)),
        )
        for source, rows in by_source.items()
    ]


def negatives(connection: sqlite3.Connection, brand: str, since: datetime) -> dict[str, int]:
    """Negatives of a brand by source, from the quarter of that moment on."""
    start = int(since.timestamp())
    rows = connection.execute(
        "SELECT source, sum(negatives) FROM rollups WHERE brand = ? AND bin >= ? GROUP BY 1",
        (brand, start - start % BIN_SECONDS),
    )
    return dict(rows.fetchall())


def _coverage(
    connection: sqlite3.Connection, brand: str, start: int, end: int
) -> dict[str, dict[int, Coverage]]:
    """What a source's active watches saw of each quarter, taken together.

    A quarter that some saw is partial: its counts are true as far as they go. One that came by
    backfill for any of them is backfilled, so that a listing added today alarms nobody. One that
    has never worked, or not for long, is no part of what is usual, and is not waited for. Nor is
    one that only a file told of, whose negatives are known one by one.
    """
    rows = connection.execute(
        "SELECT w.source, c.bin, sum(c.state = 'ok'), sum(c.state = 'backfilled'),"
        " sum(c.state = 'truncated'), sum(c.state = 'imported'), sum(c.state != 'imported'"
        " AND (c.state != 'down' OR c.bin <= w.last_success_at + ?))"
        " FROM coverage c JOIN watches w ON w.id = c.watch_id"
        " WHERE w.brand = ? AND w.active = 1 AND c.bin >= ? AND c.bin < ? GROUP BY 1, 2",
        (int(LATE.total_seconds()), brand, start, end),
    )
    found: dict[str, dict[int, Coverage]] = {}
    for source, at, *seen in rows:
        found.setdefault(source, {})[at] = _together(*seen)
    return found


def _late(
    connection: sqlite3.Connection, brand: str, start: int, end: int
) -> dict[str, dict[int, int]]:
    """The negatives that files have added, also of listings that nobody listens to."""
    rows = connection.execute(
        "SELECT w.source, c.bin, sum(c.late) FROM coverage c JOIN watches w ON w.id = c.watch_id"
        " WHERE w.brand = ? AND c.late > 0 AND c.bin >= ? AND c.bin < ? GROUP BY 1, 2",
        (brand, start, end),
    )
    found: dict[str, dict[int, int]] = {}
    for source, at, late in rows:
        found.setdefault(source, {})[at] = late
    return found


def _together(
    ok: int, backfilled: int, truncated: int, imported: int, watches: int | None
) -> Coverage:
    if ok and ok == watches:
        return "ok"
    if backfilled or (imported and not watches):
        return "backfilled"
    if ok:
        return "partial"
    return "truncated" if truncated else "down"


def _bins(
    rows: dict[int, sqlite3.Row], coverage: dict[int, Coverage], late: dict[int, int]
) -> tuple[Bin, ...]:
    return tuple(
        Bin(
            start=datetime.fromtimestamp(at, UTC),
            coverage=coverage.get(at),
            late=late.get(at, 0),
            **_sums(rows.get(at)),
        )
        for at in sorted(rows.keys() | coverage.keys())
    )


_COUNTED = (
    *("items", "negatives", "positives", "polarity_sum", "rated", "stars_sum"),
    *("copies", "negative_copies"),
)


def _sums(row: sqlite3.Row | None) -> dict[str, Any]:
    return {name: row[name] for name in _COUNTED} if row else {}
