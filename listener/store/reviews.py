"""Reviews with what became of them: their first answer, changes of their stars, their end."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from listener.reviewing import ReviewLife, StarChange
from listener.store.clock import moment
from listener.store.mentions import CONTRADICTED, FEELING


def lives(
    connection: sqlite3.Connection,
    brand: str,
    since: datetime,
    until: datetime,
    source: str | None = None,
) -> list[ReviewLife]:
    """The reviews of a brand that were written in a period (first seen, where undated)."""
    rows = connection.execute(
        "SELECT m.source, m.subject, m.published_at, m.precision, m.first_seen_at, m.stars,"
        " m.gone_at IS NOT NULL AS gone, count(r.id) AS answers, min(r.at) AS answered_at,"
        f" coalesce({CONTRADICTED}, 0) AS contradicted"
        f" FROM brand_links b JOIN mentions m ON m.id = b.mention_id {FEELING}"
        " LEFT JOIN replies r ON r.mention_id = m.id AND r.gone_at IS NULL"
        " AND r.state != 'rejected'"
        " WHERE b.brand = ? AND b.at >= ? AND b.at < ? AND (m.kind = 'review' OR"
        " m.stars IS NOT NULL) AND m.source = coalesce(?, m.source)"
        " GROUP BY m.id ORDER BY m.source, m.id",
        (brand, int(since.timestamp()), int(until.timestamp()), source),
    )
    return [_life(row) for row in rows]


def _life(row: sqlite3.Row) -> ReviewLife:
    seen = moment(row["first_seen_at"])
    assert seen is not None
    return ReviewLife(
        source=row["source"],
        listing=row["subject"] or "",
        published_at=moment(row["published_at"]),
        precision=row["precision"],
        first_seen_at=seen,
        stars=row["stars"],
        answered=row["answers"] > 0,
        answered_at=moment(row["answered_at"]),
        gone=bool(row["gone"]),
        contradicted=bool(row["contradicted"]),
    )


_CHANGES = """
WITH steps AS (                    -- from each version to what replaced it
  SELECT v.mention_id, v.stars AS before, v.replaced_at, lead(v.id) OVER chain AS next_id,
         lead(v.stars) OVER chain AS next_stars, lead(v.edited_at) OVER chain AS next_edited_at
  FROM versions v WHERE v.mention_id IN (
    -- From the brand's mentions, few of which were edited, not from the edits of all brands.
    SELECT e.mention_id FROM brand_links b CROSS JOIN versions e
    WHERE b.brand = :brand AND e.mention_id = b.mention_id
    AND e.replaced_at >= :since AND e.replaced_at < :until)
  WINDOW chain AS (PARTITION BY v.mention_id ORDER BY v.id)
), changes AS (
  SELECT m.id, m.source, m.subject, m.url, m.title, m.text, s.replaced_at, s.before,
         iif(s.next_id IS NULL, m.stars, s.next_stars) AS after,
         coalesce(min(iif(s.next_id IS NULL, m.edited_at, s.next_edited_at), s.replaced_at),
                  s.replaced_at) AS at
  FROM steps s JOIN mentions m ON m.id = s.mention_id
  WHERE m.source = coalesce(:source, m.source)
)
SELECT *, (SELECT max(coalesce(r.at, r.first_seen_at)) FROM replies r
           WHERE r.mention_id = changes.id AND coalesce(r.at, r.first_seen_at) <= changes.at
           AND r.state != 'rejected' AND coalesce(r.gone_at > changes.at, 1))
          AS answered_at
FROM changes WHERE replaced_at >= :since AND replaced_at < :until AND before != after
ORDER BY at DESC, id DESC, replaced_at DESC"""


def star_changes(
    connection: sqlite3.Connection,
    brand: str,
    since: datetime,
    until: datetime,
    source: str | None = None,
) -> list[StarChange]:
    """The star changes of a brand that were noticed in a period, newest first."""
    values = {
        "brand": brand,
        "since": int(since.timestamp()),
        "until": int(until.timestamp()),
        "source": source,
    }
    return [_change(row) for row in connection.execute(_CHANGES, values)]


def _change(row: sqlite3.Row) -> StarChange:
    at = moment(row["at"])
    assert at is not None
    return StarChange(
        key=row["id"],
        source=row["source"],
        listing=row["subject"] or "",
        before=row["before"],
        after=row["after"],
        at=at,
        answered_at=moment(row["answered_at"]),
        url=row["url"],
        title=row["title"],
        text=row["text"],
    )
