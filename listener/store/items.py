"""What an incident is made of: what is said in a stretch of time, and the usual negatives."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from listener.causes import Item
from listener.likeness import name_of_one
from listener.store.clock import BIN_SECONDS, moment

WINDOW = 50_000
"""Items that are given of a window at most: the newest."""

USUAL = 5_000
"""Negatives that are given of the time before at most."""

_VIEWS = 100
"""So many who only saw a thing weigh as one who did something with it."""

_NEGATIVE = "coalesce(b.towards, m.label) = 'negative'"
_ITEMS = f"""
SELECT m.id, m.source, b.at, {_NEGATIVE} AS negative, m.title, m.text, m.version, m.country,
       coalesce(nullif(s.language, 'und'), m.language, '') AS language,
       m.author_id, m.author_url, m.author_name, coalesce(b.copy_of, m.id) AS first,
       coalesce(m.likes, 0) + coalesce(m.replies, 0) + coalesce(m.shares, 0)
       + coalesce(m.views, 0) / {_VIEWS} AS reach,
       m.stars IS NOT NULL AS rated,
       m.gone_at IS NULL AND m.erased_at IS NULL AS there,
       (SELECT group_concat(aspect) FROM mention_aspects
        WHERE mention_id = m.id AND label = 'negative') AS aspects,
       (SELECT coalesce(nullif(title, ''), key) FROM watches WHERE id = b.watch_id) AS listing
FROM brand_links b JOIN mentions m ON m.id = b.mention_id
LEFT JOIN sentiments s ON s.mention_id = m.id AND s.replaced_at IS NULL
WHERE b.brand = ? AND b.at >= ? AND b.at < ? AND (? IS NULL OR m.source = ?)
  AND m.published_at IS NOT NULL {{condition}}
ORDER BY b.at DESC, m.id DESC LIMIT ?"""
_COUNTED = _ITEMS.format(condition="")
_NEGATIVES = _ITEMS.format(condition=f"AND {_NEGATIVE}")


def window(
    connection: sqlite3.Connection,
    brand: str,
    source: str | None,
    since: datetime,
    until: datetime,
    limit: int = WINDOW,
) -> list[Item]:
    """Everything said of a brand between two moments, the newest first; on one source, or all."""
    rows = connection.execute(_COUNTED, (*_span(brand, since, until), source, source, limit))
    return [_item(row) for row in rows]


def usual(
    connection: sqlite3.Connection,
    brand: str,
    source: str | None,
    since: datetime,
    until: datetime,
    limit: int = USUAL,
) -> list[Item]:
    """The negatives between two moments, the newest first.

    Of more than the limit the last of each day, a day reckoned back from the end: all weeks and
    the same hours have their part.
    """
    start, end = int(since.timestamp()), int(until.timestamp())
    if _count(connection, brand, source, start, end) <= limit:
        pieces = [(since, until)]
    else:
        pieces = list(_days(max(since, _first(connection, brand)), until))
    part = ceil(limit / max(1, len(pieces)))
    found: list[Item] = []
    for first, last in pieces:
        span = _span(brand, first, last)
        rows = connection.execute(
            _NEGATIVES, (*span, source, source, min(part, limit - len(found)))
        )
        found += [_item(row) for row in rows]
    return found


def _days(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    last = until
    while last > since:
        first = max(since, last - timedelta(days=1))
        yield first, last
        last = first


def _first(connection: sqlite3.Connection, brand: str) -> datetime:
    """When the first thing was said that is stored of a brand which has any."""
    (at,) = connection.execute(
        "SELECT min(at) FROM brand_links WHERE brand = ?", (brand,)
    ).fetchone()
    return datetime.fromtimestamp(at or 0, UTC)


def _count(
    connection: sqlite3.Connection, brand: str, source: str | None, start: int, end: int
) -> int:
    """About how many negatives there are, by the sums."""
    row = connection.execute(
        "SELECT coalesce(sum(negatives), 0) FROM rollups"
        " WHERE brand = ? AND (? IS NULL OR source = ?) AND bin >= ? AND bin < ?",
        (brand, source, source, start - start % BIN_SECONDS, end),
    ).fetchone()
    return int(row[0])


def _span(brand: str, since: datetime, until: datetime) -> tuple[str, int, int]:
    return brand, int(since.timestamp()), int(until.timestamp())


def _item(row: sqlite3.Row) -> Item:
    at = moment(row["at"])
    assert at is not None
    return Item(
        id=row["id"],
        text=_text(row),
        negative=bool(row["negative"]),
        source=row["source"],
        at=at,
        listing=row["listing"] or "",
        version=row["version"] or "",
        country=row["country"] or "",
        language=row["language"],
        author=_author(row),
        group=str(row["first"]),
        reach=max(0, row["reach"]),
        rated=bool(row["rated"]),
        aspects=tuple(sorted(row["aspects"].split(","))) if row["aspects"] else (),
    )


def _text(row: sqlite3.Row) -> str:
    """What a negative says that is neither gone nor erased; nothing else has to be read."""
    if not row["there"] or not row["negative"]:
        return ""
    return "\n".join(filter(None, (row["title"], row["text"])))


def _author(row: Any) -> str:
    """Who said it, apart by source; nothing where only a name is known that many share."""
    name = name_of_one(row["author_name"] or "")
    told = row["author_id"] or " ".join(filter(None, (row["author_url"], name)))
    return f"{row['source']} {told}" if told else ""
