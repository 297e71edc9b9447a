"""What cannot be seen: which sources are read no more, and since when."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from listener.records import LastSeen, Outage
from listener.store.clock import moment

OUTAGES = (
    """
CREATE TABLE outages (             -- times in which a source could not be seen for a brand
  id INTEGER PRIMARY KEY,
  brand TEXT NOT NULL,
  source TEXT NOT NULL,
  since INTEGER NOT NULL,          -- when it was last seen
  noticed_at INTEGER NOT NULL,
  told INTEGER NOT NULL,           -- 1: somebody was told
  ended_at INTEGER,                -- when it was seen again, or listened to no more
  error TEXT NOT NULL              -- what was said when it was last tried
)""",
    "CREATE UNIQUE INDEX outages_open ON outages (brand, source) WHERE ended_at IS NULL",
)

WALKS = 20
"""So many walks tell how often a watch is usually read."""


def last_seen(connection: sqlite3.Connection, brand: str) -> list[LastSeen]:
    """When each source was last seen that ever was; by source."""
    rows = connection.execute(
        "SELECT source, max(last_success_at) AS at, min(health NOT IN ('ok', 'new')) AS failing,"
        " max(last_error) AS error FROM watches"
        " WHERE brand = ? AND active = 1 AND last_success_at IS NOT NULL GROUP BY 1 ORDER BY 1",
        (brand,),
    )
    return [
        LastSeen(
            brand=brand,
            source=row["source"],
            at=at,
            failing=bool(row["failing"]),
            error=row["error"],
        )
        for row in rows
        if (at := moment(row["at"])) is not None
    ]


def usual_interval(connection: sqlite3.Connection, brand: str, source: str) -> timedelta:
    """How often a source is usually read, by its busiest watch; a stream is not walked."""
    watches = connection.execute(
        "SELECT id FROM watches WHERE brand = ? AND source = ? AND active = 1 AND NOT stream",
        (brand, source),
    ).fetchall()
    found = [gap for (watch,) in watches if (gap := _usual_gap(connection, watch)) is not None]
    return timedelta(seconds=min(found, default=0))


def _usual_gap(connection: sqlite3.Connection, watch: int) -> float | None:
    """Seconds from one walk that ended well to the next; None where too few did."""
    rows = connection.execute(
        "SELECT started_at FROM walks WHERE watch_id = ? AND error = '' AND ended_at IS NOT NULL"
        " ORDER BY started_at DESC LIMIT ?",
        (watch, WALKS),
    ).fetchall()
    from statistics import median

    times = [at for (at,) in rows]
    gaps = [late - early for late, early in pairwise(times)]
    return median(gaps) if gaps else None


def still_open(connection: sqlite3.Connection, brand: str) -> list[Outage]:
    """Outages of a brand that are not over, by source."""
    rows = connection.execute(
        "SELECT * FROM outages WHERE brand = ? AND ended_at IS NULL ORDER BY source", (brand,)
    )
    return [_outage(row) for row in rows]


def last_told(connection: sqlite3.Connection, brand: str) -> dict[str, datetime]:
    """When each source's last outage was over that somebody was told of."""
    rows = connection.execute(
        "SELECT source, max(ended_at) FROM outages WHERE brand = ? AND told = 1"
        " AND ended_at IS NOT NULL GROUP BY 1",
        (brand,),
    )
    return {source: at for source, seconds in rows if (at := moment(seconds)) is not None}


def save(connection: sqlite3.Connection, changed: Sequence[Outage]) -> bool:
    """Write outages that began or ended; False, and nothing, where another run was quicker."""
    if any(_is_open(connection, each) != bool(each.id) for each in changed):
        return False
    for each in changed:
        connection.execute(
            "INSERT OR REPLACE INTO outages"
            " (id, brand, source, since, noticed_at, told, ended_at, error)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                each.id or None,
                each.brand,
                each.source,
                int(each.since.timestamp()),
                int(each.noticed_at.timestamp()),
                int(each.told),
                each.ended_at and int(each.ended_at.timestamp()),
                each.error,
            ),
        )
    return True


def _is_open(connection: sqlite3.Connection, outage: Outage) -> bool:
    found = connection.execute(
        "SELECT 1 FROM outages WHERE brand = ? AND source = ? AND ended_at IS NULL",
        (outage.brand, outage.source),
    )
    return found.fetchone() is not None


def _outage(row: sqlite3.Row) -> Outage:
    found: dict[str, Any] = dict(row)
    found |= {name: moment(row[name]) for name in ("since", "noticed_at", "ended_at")}
    return Outage(**{**found, "told": bool(row["told"])})
