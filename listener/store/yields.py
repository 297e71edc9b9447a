"""How many items each watch brought, day by day."""

from __future__ import annotations

import sqlite3
from collections import Counter
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
        "SELECT watch_id, count(*), min(at), max(at) FROM brand_links WHERE +brand = ?"
        f" AND watch_id IN ({','.join('?' * len(wanted))}) AND at >= ? AND at < ?"
        " GROUP BY watch_id, (at + ?) / 86400 ORDER BY 1, 3",
        (brand, *wanted, int(since.timestamp()), int(until.timestamp()), offset),
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


_HOUR = 3_600


def arrived(
    connection: sqlite3.Connection, brand: str | None, start: int, end: int
) -> dict[int, int]:
    """How many items each watch brought between two seconds, by its number."""
    first, last = start + -start % _HOUR, end - end % _HOUR
    if first >= last:
        pieces = [("brand_links", "at", "count(*)", start, end)]
    else:
        pieces = [
            ("watch_hours", "hour", "sum(t.items)", first, last),
            ("brand_links", "at", "count(*)", start, first),
            ("brand_links", "at", "count(*)", last, end),
        ]
    found: Counter[int] = Counter()
    for table, column, counted, since, until in pieces:
        rows = connection.execute(
            f"SELECT w.id, {counted} FROM watches w CROSS JOIN {table} t ON t.watch_id = w.id"
            f" AND t.{column} >= ? AND t.{column} < ? WHERE w.brand = coalesce(?, w.brand)"
            " GROUP BY w.id",
            (since, until, brand),
        )
        for watch, items in rows:
            found[watch] += items
    return {watch: items for watch, items in found.items() if items}


def lately(
    connection: sqlite3.Connection, brand: str, now: datetime
) -> dict[str, tuple[int, int, datetime]]:
    """Items of the last 7 and the last 28 days and the newest, of watches that had any, by key."""
    end = int(now.timestamp())
    week, month = (arrived(connection, brand, end - days * 86_400, end) for days in (7, 28))
    rows = connection.execute(
        "SELECT w.id, w.key, (SELECT max(b.at) FROM brand_links b WHERE b.watch_id = w.id"
        " AND b.at < ?) FROM watches w WHERE w.brand = ?",
        (end, brand),
    )
    return {
        key: (week.get(watch, 0), month[watch], datetime.fromtimestamp(newest, UTC))
        for watch, key, newest in rows
        if watch in month
    }
