"""How late what a source publishes gets here, learned from what came live."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from listener.spikes import BIN, Arrivals
from listener.store.batch import Batch, Scored
from listener.store.watches import LATE, is_late

LONGEST = 12
"""What comes later than 2^12 quarters of an hour, some six weeks, was found, and not awaited."""

REMEMBERED = 2000
"""When a source has counted more, all its counts are halved: they follow as it changes."""


def note(connection: sqlite3.Connection, batch: Batch, new: Sequence[Scored]) -> None:
    """Count the delays of what a page has brought, if it came as it was said."""
    if not new or batch.imported or batch.late_before is not None:
        return
    delays = _delays(batch.now, new)
    if batch.walk.since is None and _is_heard(connection, batch):
        # A stream that was broken is heard again from where it broke.
        delays = [each for each in delays if each <= LATE / BIN]
    elif is_late(batch):
        return
    buckets = Counter(bucket for each in delays if (bucket := _bucket(each)) <= LONGEST)
    _add(connection, batch.walk.source, buckets)


def read(connection: sqlite3.Connection) -> dict[str, Arrivals]:
    """What is counted of each source."""
    found: dict[str, list[float]] = {}
    for source, bucket, count in connection.execute("SELECT * FROM arrivals"):
        found.setdefault(source, [0.0] * (LONGEST + 1))[bucket] = count
    return {
        source: Arrivals(source=source, counts=tuple(counts)) for source, counts in found.items()
    }


def _delays(now: datetime, new: Iterable[Scored]) -> list[float]:
    """In quarters of an hour, since each was published."""
    times = (scored.mention.published_at for scored in new)
    return [(now - at) / BIN for at in times if at is not None]


def _bucket(delay: float) -> int:
    """The first of 1, 2, 4, ... quarters that holds the delay."""
    return max(0, int(-(-delay // 1)) - 1).bit_length()


def _is_heard(connection: sqlite3.Connection, batch: Batch) -> bool:
    (stream,) = connection.execute(
        "SELECT stream FROM watches WHERE id = ?", (batch.walk.watch_id,)
    ).fetchone()
    return bool(stream)


def _add(connection: sqlite3.Connection, source: str, buckets: Counter[int]) -> None:
    connection.executemany(
        "INSERT INTO arrivals VALUES (?, ?, ?) ON CONFLICT (source, bucket)"
        " DO UPDATE SET count = count + excluded.count",
        [(source, bucket, count) for bucket, count in buckets.items()],
    )
    (known,) = connection.execute(
        "SELECT total(count) FROM arrivals WHERE source = ?", (source,)
    ).fetchone()
    if known > REMEMBERED:
        connection.execute("UPDATE arrivals SET count = count / 2 WHERE source = ?", (source,))
