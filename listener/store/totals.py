"""What a source counts of a listing, beside what is stored of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from listener.model import ListingTotals
from listener.store.batch import Batch

_LARGEST = 2**63 - 1
_COLUMNS = "count, stars, one, two, three, four, five"


def note(connection: sqlite3.Connection, batch: Batch) -> None:
    """Write down what the source counts if it has changed: a row a walk at most."""
    given = _row(batch.totals or ListingTotals())
    if all(value is None for value in given):
        return
    # By the order of writing: times may come from a clock that was wrong.
    last = connection.execute(
        "SELECT * FROM listing_totals WHERE watch_id = ? ORDER BY id DESC LIMIT 1",
        (batch.walk.watch_id,),
    ).fetchone()
    if last is not None and tuple(last)[3:] == given:
        return
    at = int(batch.walk.started_at.timestamp())
    if last is not None and last["at"] == at:
        connection.execute("DELETE FROM listing_totals WHERE id = ?", (last["id"],))
    connection.execute(
        f"INSERT INTO listing_totals (watch_id, at, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (batch.walk.watch_id, at, *given),
    )


def _row(totals: ListingTotals) -> tuple[int | float | None, ...]:
    """The row of what can be: no count below zero, no stars beyond one to five."""
    count, stars = totals.count, totals.stars
    return (
        count if count is not None and 0 <= count <= _LARGEST else None,
        stars if stars is not None and 1 <= stars <= 5 else None,
        *_histogram(totals.histogram),
    )


def _histogram(counts: Sequence[int] | None) -> Sequence[int | None]:
    if counts is None or not all(0 <= count <= _LARGEST for count in counts):
        return (None,) * 5
    return counts


def latest(
    connection: sqlite3.Connection, brand: str | None, at: datetime | None = None
) -> dict[int, tuple[int, ListingTotals]]:
    """Of each watch what was counted last, or last by that time, and since when."""
    # From each watch to its last row: busy listings have a row for each of their days.
    rows = connection.execute(
        "SELECT * FROM listing_totals WHERE id IN (SELECT (SELECT max(t.id) FROM listing_totals t"
        " WHERE t.watch_id = w.id AND t.at <= ?) FROM watches w WHERE brand = coalesce(?, brand))",
        (_LARGEST if at is None else int(at.timestamp()), brand),
    )
    return {row["watch_id"]: (row["at"], _totals(row)) for row in rows}


def _totals(row: sqlite3.Row) -> ListingTotals:
    told = row["one"] is not None
    return ListingTotals(
        count=row["count"],
        stars=row["stars"],
        histogram=(row["one"], row["two"], row["three"], row["four"], row["five"])
        if told
        else None,
    )


def held(connection: sqlite3.Connection, brand: str | None) -> dict[int, int]:
    """How many reviews are stored and not gone, of each watch whose source counts them.

    Hidden ones too, for the source counts them. A review of another thing on the same page has a
    subject that is not in the watch's key: the listing does not count it.
    """
    rows = connection.execute(
        "SELECT w.id, w.held FROM watches w WHERE w.brand = coalesce(?, w.brand) AND w.held > 0"
        " AND EXISTS (SELECT 1 FROM listing_totals t WHERE t.watch_id = w.id)",
        (brand,),
    )
    return dict(rows.fetchall())
