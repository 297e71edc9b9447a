"""How many negatives there are of late, and how many people wrote them."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from listener.spikes import WHOLE_BRAND
from listener.store.clock import BIN_SECONDS


def since(connection: sqlite3.Connection, brand: str, moment: datetime) -> dict[str, int]:
    """Negatives of a brand by source, from the quarter of that moment on."""
    start = int(moment.timestamp())
    rows = connection.execute(
        "SELECT source, sum(negatives) FROM rollups WHERE brand = ? AND bin >= ? GROUP BY 1",
        (brand, start - start % BIN_SECONDS),
    )
    return dict(rows.fetchall())


def authors(
    connection: sqlite3.Connection, brand: str, source: str, since: datetime, until: datetime
) -> int:
    """Different authors of the negatives in force; who is not known is one for each mention."""
    (found,) = connection.execute(
        "SELECT count(DISTINCT m.source || ' ' || coalesce('i' || nullif(m.author_id, ''),"
        " 'n' || nullif(m.author_name, ''), m.id))"
        " FROM brand_links b JOIN mentions m ON m.id = b.mention_id"
        " WHERE b.brand = :brand AND b.at >= :since AND b.at < :until"
        " AND m.published_at IS NOT NULL AND coalesce(b.towards, m.label) = 'negative'"
        " AND (:source = :whole OR m.source = :source)",
        {
            "brand": brand,
            "source": source,
            "whole": WHOLE_BRAND,
            "since": int(since.timestamp()),
            "until": int(until.timestamp()),
        },
    ).fetchone()
    return int(found)
