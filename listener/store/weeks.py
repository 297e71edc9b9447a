"""Negatives week by week, and how much of each week was seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from msgspec import json

from listener.spikes import Weeks
from listener.store import sums
from listener.store.clock import BIN_SECONDS

_SOURCES = """
SELECT w.source, max(w.active AND w.first_success_at IS NOT NULL),
       (SELECT r.bin FROM rollups r WHERE r.brand = w.brand AND r.source = w.source AND r.items > 0
        ORDER BY r.bin LIMIT 1)
FROM watches w WHERE w.brand = :brand GROUP BY w.source ORDER BY w.source"""

_BOUNDS = "json_extract(k.value, '$[0]') AND {} < json_extract(k.value, '$[1]')"
_SEEN = f"""
SELECT k.key, v.first_success_at, sum(c.state IN ('ok', 'backfilled')),
       sum(c.state IN ('down', 'truncated'))
FROM watches v CROSS JOIN json_each(:weeks) k LEFT JOIN coverage c
  ON c.watch_id = v.id AND c.bin >= {_BOUNDS.format("c.bin")}
WHERE v.brand = :brand AND v.source IN (SELECT value FROM json_each(:sources))
  AND v.active AND v.first_success_at IS NOT NULL
GROUP BY v.id, k.key"""


def negatives(
    connection: sqlite3.Connection, brand: str, bounds: Sequence[datetime]
) -> list[Weeks]:
    """How many negatives each source of a brand had in each week, by source.

    A source of which nothing is stored before the end of the last week is left out.
    """
    spans = _spans(bounds)
    found = connection.execute(_SOURCES, {"brand": brand}).fetchall()
    begun = {
        source: (bool(listened), first)
        for source, listened, first in found
        if first is not None and first < spans[-1][1]
    }
    counts = sums.negatives(connection, brand, list(begun), spans)
    return [
        Weeks(
            source=source,
            negatives=tuple(counts.get((source, week), 0) for week in range(len(spans))),
            begins=next(week for week, (_, stop) in enumerate(spans) if first < stop),
            listened=listened,
        )
        for source, (listened, first) in begun.items()
    ]


def seen(
    connection: sqlite3.Connection, brand: str, sources: Sequence[str], bounds: Sequence[datetime]
) -> list[float]:
    """What share of each week was seen by whichever watch of these sources saw least of it.

    Of the time before a watch was listened to, all counts as seen that is not known to be
    hidden: it came from files and backfills. But the last week must have been seen.
    """
    spans = _spans(bounds)
    shares = [1.0] * len(spans)
    for week, since, good, bad in connection.execute(_SEEN, _asked(brand, sources, spans)):
        start, stop = spans[week]
        heard = start >= since or week == len(spans) - 1
        quarters = (good or 0) if heard else (stop - start) // BIN_SECONDS - (bad or 0)
        shares[week] = min(shares[week], quarters * BIN_SECONDS / (stop - start))
    return shares


def _spans(bounds: Sequence[datetime]) -> list[tuple[int, int]]:
    at = [int(each.timestamp()) for each in bounds]
    return list(pairwise(at))


def _asked(brand: str, sources: Sequence[str], spans: list[tuple[int, int]]) -> dict[str, Any]:
    lists = {"sources": sources, "weeks": spans}
    return {"brand": brand, **{name: json.encode(each).decode() for name, each in lists.items()}}
