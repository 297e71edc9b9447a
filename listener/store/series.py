"""Counts and coverage per quarter of an hour: what detection looks at."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import json

from listener.spikes import Bin, Coverage, Series
from listener.store.clock import moment
from listener.store.watches import LATE


def series(
    connection: sqlite3.Connection,
    brand: str,
    since: datetime,
    until: datetime,
    starts: Mapping[str, datetime],
) -> list[Series]:
    """Counts and coverage per quarter of an hour, one series a source that is listened to.

    From `since` on, or from a source's own moment.
    """
    began = dict(
        connection.execute(
            "SELECT source, min(first_success_at) FROM watches WHERE brand = ? GROUP BY source"
            " HAVING max(active) ORDER BY source",
            (brand,),
        ).fetchall()
    )
    asked = {
        "brand": brand,
        "until": int(until.timestamp()),
        "starts": json.encode(
            {source: int(starts.get(source, since).timestamp()) for source in began}
        ).decode(),
    }
    counts = _counts(connection, asked)
    coverage, late = _coverage(connection, asked)
    return [
        Series(
            brand=brand,
            source=source,
            bins=_bins(counts.get(source, {}), coverage.get(source, {}), late.get(source, {})),
            collected_since=moment(began[source]),
        )
        for source in began
    ]


def _counts(
    connection: sqlite3.Connection, asked: dict[str, Any]
) -> dict[str, dict[int, sqlite3.Row]]:
    rows = connection.execute(
        "SELECT r.* FROM json_each(:starts) s CROSS JOIN rollups r ON r.brand = :brand"
        " AND r.source = s.key AND r.bin >= s.value - s.value % 900 AND r.bin < :until",
        asked,
    )
    found: dict[str, dict[int, sqlite3.Row]] = {}
    for row in rows:
        found.setdefault(row["source"], {})[row["bin"]] = row
    return found


def _coverage(
    connection: sqlite3.Connection, asked: dict[str, Any]
) -> tuple[dict[str, dict[int, Coverage]], dict[str, dict[int, int]]]:
    """What a source's active watches saw of each quarter, taken together; and what came late.

    A quarter that some saw is partial: its counts are true as far as they go. One that came by
    backfill for any of them is backfilled, so that a listing added today alarms nobody. One that
    has never worked, or not for long, is no part of what is usual, and is not waited for. Nor is
    one that only a file told of, whose negatives are known one by one: those that files have
    added are late, also of listings that nobody listens to.
    """
    rows = connection.execute(
        "SELECT w.source, c.bin, sum(c.late), max(w.active), sum(w.active AND c.state = 'ok'),"
        " sum(w.active AND c.state = 'backfilled'), sum(w.active AND c.state = 'truncated'),"
        " sum(w.active AND c.state = 'imported'), sum(w.active AND c.state != 'imported'"
        " AND (c.state != 'down' OR coalesce(c.bin <= w.last_success_at + :late, 0)))"
        " FROM json_each(:starts) s CROSS JOIN watches w ON w.brand = :brand AND w.source = s.key"
        " CROSS JOIN coverage c ON c.watch_id = w.id AND c.bin >= s.value AND c.bin < :until"
        " GROUP BY 1, 2",
        {**asked, "late": int(LATE.total_seconds())},
    )
    found: dict[str, dict[int, Coverage]] = {}
    late: dict[str, dict[int, int]] = {}
    for source, at, added, active, *seen in rows:
        if active:
            found.setdefault(source, {})[at] = _together(*seen)
        if added:
            late.setdefault(source, {})[at] = added
    return found, late


def _together(ok: int, backfilled: int, truncated: int, imported: int, watches: int) -> Coverage:
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
    *("items", "negatives", "positives", "polarity_sum", "rated", "low_rated"),
    *("stars_sum", "copies", "negative_copies"),
)


def _sums(row: sqlite3.Row | None) -> dict[str, Any]:
    return {name: row[name] for name in _COUNTED} if row else {}
