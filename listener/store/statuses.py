"""Watches with their health and open gaps: silence told apart from no news."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from msgspec.structs import replace

from listener.model import (
    Gap,
    ListingTotals,
)
from listener.records import (
    WatchStatus,
)
from listener.store import totals
from listener.store.clock import moment
from listener.store.yields import arrived


def statuses(
    connection: sqlite3.Connection,
    brand: str | None,
    since: datetime | None,
    until: datetime | None,
    watches: Collection[int] | None = None,
) -> list[WatchStatus]:
    """Active watches with their health and open gaps; items are counted within the period."""
    rows = connection.execute(
        "SELECT w.*, (SELECT count(*) FROM quarantine q WHERE q.watch_id = w.id"
        " AND q.mention_id IS NULL) AS quarantined, (SELECT count(*) FROM quarantine q"
        " WHERE q.watch_id = w.id AND q.mention_id IS NOT NULL) AS misdated,"
        " (SELECT count(*) FROM backfills b WHERE b.watch_id = w.id AND b.state = 'open')"
        " AS slices_left"
        " FROM watches w WHERE active = 1 AND (? IS NULL OR brand = ?)"
        " ORDER BY brand, source, key",
        (brand, brand),
    ).fetchall()
    gaps = _open_gaps(connection, brand)
    items = _items_by_watch(connection, brand, since, until)
    counted = totals.latest(connection, brand)
    before = totals.latest(connection, brand, since) if counted and since else {}
    held = totals.held(connection, brand) if counted else {}
    return [
        _with_totals(
            _status(row, gaps.get(row["id"], ()), items.get(row["id"], 0)),
            counted.get(row["id"]),
            before.get(row["id"]),
            held.get(row["id"], 0),
        )
        for row in rows
        if watches is None or row["id"] in watches
    ]


def _with_totals(
    status: WatchStatus,
    counted: tuple[int, ListingTotals] | None,
    before: tuple[int, ListingTotals] | None,
    held: int,
) -> WatchStatus:
    if counted is None:
        return status
    at, told = counted
    was = before[1] if before else None
    return replace(status, totals=told, totals_at=moment(at), totals_before=was, held=held)


def _status(row: sqlite3.Row, gaps: tuple[Gap, ...], items: int) -> WatchStatus:
    return WatchStatus(
        key=row["key"],
        brand=row["brand"],
        source=row["source"],
        title=row["title"],
        health=row["health"],
        last_started_at=moment(row["last_started_at"]),
        last_success_at=moment(row["last_success_at"]),
        last_error=row["last_error"],
        failures=row["failures"],
        rests_until=moment(row["rests_until"]),
        newest_at=moment(row["bookmark_newest_at"]),
        items=items,
        gaps=gaps,
        quarantined=row["quarantined"],
        misdated=row["misdated"],
        lease_until=moment(row["lease_until"]),
        first_success_at=moment(row["first_success_at"]),
        slices_left=row["slices_left"],
    )


def _open_gaps(connection: sqlite3.Connection, brand: str | None) -> dict[int, tuple[Gap, ...]]:
    found: dict[int, tuple[Gap, ...]] = {}
    # From the watches on: closed gaps are many, and kept.
    rows = connection.execute(
        "SELECT g.* FROM watches w CROSS JOIN gaps g ON g.watch_id = w.id AND g.closed_at IS NULL"
        " WHERE w.brand = coalesce(?, w.brand) ORDER BY w.id, g.id",
        (brand,),
    )
    for row in rows:
        gap = Gap(from_at=moment(row["from_at"]), to_at=moment(row["to_at"]), reason=row["reason"])
        found[row["watch_id"]] = (*found.get(row["watch_id"], ()), gap)
    return found


def _items_by_watch(
    connection: sqlite3.Connection,
    brand: str | None,
    since: datetime | None,
    until: datetime | None,
) -> dict[int, int]:
    start = int(since.timestamp()) if since else 0
    end = int(until.timestamp()) if until else 1 << 62
    return arrived(connection, brand, start, end)
