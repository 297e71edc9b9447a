"""Which series changed since the detector last took them in; triggers write it down."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import UTC, datetime

from listener.spikes import WHOLE_BRAND
from listener.store.clock import BIN_SECONDS


def read(connection: sqlite3.Connection, brand: str) -> dict[str, datetime]:
    """The earliest quarter that changed of each series, and note that it was read."""
    rows = connection.execute(
        "SELECT source, bin FROM series_changes WHERE brand = ? ORDER BY source", (brand,)
    ).fetchall()
    connection.execute("UPDATE series_changes SET seen = 1 WHERE brand = ? AND NOT seen", (brand,))
    return {source: at(start) for source, start in rows}


def taken(connection: sqlite3.Connection, brand: str, source: str, since: datetime) -> None:
    """Strike a change out that was taken in, unless there came another one after it was read."""
    connection.execute(
        "DELETE FROM series_changes WHERE brand = ? AND source = ? AND bin = ? AND seen",
        (brand, source, int(since.timestamp())),
    )


def put_back(connection: sqlite3.Connection, brand: str, source: str, since: datetime) -> None:
    """Note again what was read and not taken in: somebody else may have struck it out."""
    _note(connection, brand, {source, WHOLE_BRAND}, since)


def learn_anew(connection: sqlite3.Connection, brand: str, source: str, since: datetime) -> None:
    """Note what a series taught from then on as changed; of the whole brand, what all taught."""
    sources = {source, WHOLE_BRAND}
    if source == WHOLE_BRAND:
        rows = connection.execute("SELECT source FROM watches WHERE brand = ?", (brand,))
        sources |= {each for (each,) in rows}
    _note(connection, brand, sources, since)


def _note(
    connection: sqlite3.Connection, brand: str, sources: Collection[str], since: datetime
) -> None:
    quarter = int(since.timestamp()) // BIN_SECONDS * BIN_SECONDS
    connection.executemany(
        "INSERT INTO series_changes VALUES (?, ?, ?, 0) ON CONFLICT (brand, source)"
        " DO UPDATE SET bin = min(bin, excluded.bin), seen = 0",
        [(brand, each, quarter) for each in sorted(sources)],
    )


def at(seconds: int) -> datetime:
    """A stored time that is always there."""
    return datetime.fromtimestamp(seconds, UTC)
