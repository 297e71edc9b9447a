"""How many items each watch brought, day by day."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

from listener.records import DayCount


def day_counts(
    connection: sqlite3.Connection, brand: str, since: datetime, until: datetime, zone: timedelta
) -> dict[str, tuple[DayCount, ...]]:
    """Days with items of a brand's watches, by key, the oldest first; `zone` is so far from UTC."""
    offset = int(zone.total_seconds())
    local = timezone(zone) if offset else UTC
    rows = connection.execute(
        "SELECT w.key, count(*), min(b.at), max(b.at) FROM brand_links b JOIN watches w"
        " ON w.id = b.watch_id WHERE b.brand = ? AND b.at >= ? AND b.at < ?"
        " GROUP BY b.watch_id, (b.at + ?) / 86400 ORDER BY 1, 3",
        (brand, int(since.timestamp()), int(until.timestamp()), offset),
    )
    found: dict[str, list[DayCount]] = {}
    for key, count, first, last in rows:
        day = DayCount(
            count=count,
            first=datetime.fromtimestamp(first, local),
            last=datetime.fromtimestamp(last, local),
        )
        found.setdefault(key, []).append(day)
    return {key: tuple(days) for key, days in found.items()}
