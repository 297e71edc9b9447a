"""The sums, the worst and the state of the watches: what a digest says."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from listener.records import (
    Report,
    Totals,
)
from listener.store.clock import BIN_SECONDS
from listener.store.hiding import hidden_by_blocks
from listener.store.incidents import between
from listener.store.mentions import mentions
from listener.store.statuses import statuses

WORST = 10
"""How many negative mentions a report lists."""

_SUMS = (
    "coalesce(sum(items), 0), coalesce(sum(negatives), 0), coalesce(sum(positives), 0),"
    " coalesce(sum(polarity_sum), 0), coalesce(sum(rated), 0), coalesce(sum(stars_sum), 0),"
    " coalesce(sum(copies), 0)"
)


def report(
    connection: sqlite3.Connection,
    brand: str,
    name: str,
    zone: str,
    since: datetime,
    until: datetime,
) -> Report:
    """What a digest says of one brand; sums come from the mentions' own times."""
    before = since - (until - since)
    worst = mentions(
        connection,
        brand=brand,
        label="negative",
        since=since,
        until=until,
        limit=WORST,
        gravest=True,
        collapsed=True,
    )
    return Report(
        brand=brand,
        name=name,
        time_zone=zone,
        since=since,
        until=until,
        totals=_totals(connection, brand, since, until),
        previous=_totals(connection, brand, before, since),
        by_source=_by_source(connection, brand, since, until),
        worst=tuple(worst),
        incidents=tuple(between(connection, brand, since, until)),
        coverage=tuple(statuses(connection, brand, since, until)),
        hidden=hidden_by_blocks(connection, brand, since, until),
    )


_ITEMS = (
    "count(*), coalesce(sum(coalesce(b.towards, m.label) = 'negative'), 0),"
    " coalesce(sum(coalesce(b.towards, m.label) = 'positive'), 0),"
    " coalesce(sum(m.polarity), 0), coalesce(sum(m.stars IS NOT NULL), 0),"
    " coalesce(sum(m.stars), 0), count(b.copy_of), coalesce(sum(m.published_at IS NULL), 0)"
)


def _totals(connection: sqlite3.Connection, brand: str, since: datetime, until: datetime) -> Totals:
    return _add(_by_source(connection, brand, since, until).values())


def _add(parts: Any) -> Totals:
    parts = list(parts)
    return Totals(
        items=sum(p.items for p in parts),
        negatives=sum(p.negatives for p in parts),
        positives=sum(p.positives for p in parts),
        polarity_sum=sum(p.polarity_sum for p in parts),
        rated=sum(p.rated for p in parts),
        stars_sum=sum(p.stars_sum for p in parts),
        undated=sum(p.undated for p in parts),
        copies=sum(p.copies for p in parts),
    )


def _by_source(
    connection: sqlite3.Connection, brand: str, since: datetime, until: datetime
) -> dict[str, Totals]:
    """Sums per source: whole quarters from the rollups, the two edges and the undated by row."""
    start, end = int(since.timestamp()), int(until.timestamp())
    first = start + -start % BIN_SECONDS
    last = end - end % BIN_SECONDS
    if last <= first:
        return _row_sums(connection, brand, ((start, end, "1"),))
    found = _rollup_sums(connection, brand, first, last)
    edges = _row_sums(
        connection,
        brand,
        (
            (start, first, "m.published_at IS NOT NULL"),
            (last, end, "m.published_at IS NOT NULL"),
            (start, end, "m.published_at IS NULL"),
        ),
    )
    return {
        source: _add([part[source] for part in (found, edges) if source in part])
        for source in sorted(found.keys() | edges.keys())
    }


def _rollup_sums(
    connection: sqlite3.Connection, brand: str, first: int, last: int
) -> dict[str, Totals]:
    rows = connection.execute(
        f"SELECT source, {_SUMS} FROM rollups WHERE brand = ? AND bin >= ? AND bin < ?"
        " GROUP BY source",
        (brand, first, last),
    )
    return {row[0]: _totals_of(row[1:]) for row in rows}


def _row_sums(
    connection: sqlite3.Connection, brand: str, spans: tuple[tuple[int, int, str], ...]
) -> dict[str, Totals]:
    found: dict[str, Totals] = {}
    for start, end, condition in spans:
        rows = connection.execute(
            f"SELECT m.source, {_ITEMS} FROM brand_links b JOIN mentions m ON m.id = b.mention_id"
            f" WHERE b.brand = ? AND b.at >= ? AND b.at < ? AND {condition} GROUP BY 1",
            (brand, start, end),
        )
        for row in rows:
            found[row[0]] = _add([found.get(row[0], Totals()), _totals_of(row[1:])])
    return found


def _totals_of(row: Any) -> Totals:
    items, negatives, positives, polarity, rated, stars, copies, *undated = row
    return Totals(
        items=items,
        negatives=negatives,
        positives=positives,
        polarity_sum=polarity,
        rated=rated,
        stars_sum=stars,
        undated=undated[0] if undated else 0,
        copies=copies,
    )
