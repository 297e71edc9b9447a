"""How many items each watch brought, day by day."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import UTC, datetime, timedelta, timezone

from listener.records import DayCount


def day_counts(
    connection: sqlite3.Connection,
    brand: str,
    keys: Collection[str],
    since: datetime,
    until: datetime,
    zone: timedelta,
) -> dict[str, tuple[DayCount, ...]]:
    """Days with items of these watches, by key, the oldest first; `zone` is so far from UTC."""
    offset = int(zone.total_seconds())
    local = timezone(zone) if offset else UTC
    marks = ",".join("?" * len(keys))
    wanted = dict(
        connection.execute(f"SELECT id, key FROM watches WHERE key IN ({marks})", tuple(keys))
    )
    rows = connection.execute(
        "SELECT watch_id, count(*), min(at), max(at) FROM brand_links WHERE brand = ?"
        f" AND at >= ? AND at < ? AND watch_id IN ({','.join('?' * len(wanted))})"
        " GROUP BY watch_id, (at + ?) / 86400 ORDER BY 1, 3",
        (brand, int(since.timestamp()), int(until.timestamp()), *wanted, offset),
    )
    found: dict[str, list[DayCount]] = {}
    for number, count, first, last in rows:
        day = DayCount(
            count=count,
            first=datetime.fromtimestamp(first, local),
            last=datetime.fromtimestamp(last, local),
        )
        found.setdefault(wanted[number], []).append(day)
    return {key: tuple(days) for key, days in found.items()}


def lately(
    connection: sqlite3.Connection, brand: str, now: datetime
) -> dict[str, tuple[int, int, datetime]]:
    """Items of the last 7 and the last 28 days and the newest, of watches that had any, by key."""
    end = int(now.timestamp())
    rows = connection.execute(
        "SELECT w.key, sum(b.at >= ?), count(*), max(b.at) FROM brand_links b JOIN watches w"
        " ON w.id = b.watch_id WHERE b.brand = ? AND b.at >= ? AND b.at < ? GROUP BY b.watch_id",
        (end - 7 * 86_400, brand, end - 28 * 86_400, end),
    )
    return {
        key: (week, month, datetime.fromtimestamp(newest, UTC)) for key, week, month, newest in rows
    }
