"""Reviews with what became of them: their first answer, changes of their stars, their end."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from msgspec import json

from listener.reviewing import ReviewLife, StarChange, StarStep
from listener.store.clock import moment
from listener.store.mentions import CONTRADICTED, FEELING

FIRST_ANSWER = """
(SELECT iif(count(*), coalesce(min(r.at), -1), NULL) FROM replies r
 WHERE r.mention_id = m.id AND r.gone_at IS NULL AND r.state != 'rejected')"""
"""When a review was first answered: NULL where it was not, -1 where nobody tells when."""

_LIVES = f"""
SELECT m.source, m.subject, m.published_at, m.precision, m.first_seen_at, m.stars,
       m.gone_at IS NOT NULL AS gone,
       {FIRST_ANSWER} AS answered_at,
       coalesce({CONTRADICTED}, 0) AS contradicted
FROM (SELECT mention_id, watch_id FROM brand_links WHERE brand = :brand AND at >= :since
      AND at < :until ORDER BY at DESC LIMIT :among) b
CROSS JOIN mentions m ON m.id = b.mention_id {FEELING}
WHERE (m.kind = 'review' OR m.stars IS NOT NULL) AND m.source = coalesce(:source, m.source)
  AND (:watches IS NULL OR b.watch_id IN (SELECT value FROM json_each(:watches)))"""


def lives(
    connection: sqlite3.Connection,
    brand: str,
    span: tuple[int, int],
    source: str | None = None,
    watches: Collection[int] | None = None,
    among: int = -1,
) -> list[ReviewLife]:
    """The reviews of a brand that were written in a period (first seen, where undated)."""
    since, until = span
    own = None if watches is None else json.encode(sorted(watches)).decode()
    asked = {"brand": brand, "since": since, "until": until, "source": source, "watches": own}
    return [_life(row) for row in connection.execute(_LIVES, {**asked, "among": among})]


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
        answered=row["answered_at"] is not None,
        answered_at=None if row["answered_at"] == -1 else moment(row["answered_at"]),
        gone=bool(row["gone"]),
        contradicted=bool(row["contradicted"]),
    )


_CHANGES = """
WITH steps AS (                    -- from each version to what replaced it
  SELECT v.mention_id, v.stars AS before, v.replaced_at, lead(v.id) OVER chain AS next_id,
         lead(v.stars) OVER chain AS next_stars, lead(v.edited_at) OVER chain AS next_edited_at
  FROM versions v WHERE v.mention_id IN (
    SELECT e.mention_id FROM {first} CROSS JOIN {then}
    WHERE {brand} = :brand AND e.mention_id = b.mention_id
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


FEW = 1_000
"""Who has fewer mentions does not pay for the edits of all others; who has more, only for them."""


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
    statement = _CHANGES.format(**_order(connection, brand))
    return [_change(row) for row in connection.execute(statement, values)]


# What replaced a version is the next one, or else what stands there now.
_STEPS = """
SELECT m.subject, v.stars, iif(n.id IS NULL, m.stars, n.stars)
FROM {first} CROSS JOIN {then} CROSS JOIN versions v ON v.id = e.id
CROSS JOIN mentions m ON m.id = v.mention_id
LEFT JOIN versions n ON n.id = (SELECT min(id) FROM versions WHERE mention_id = v.mention_id
                                AND id > v.id)
WHERE {brand} = :brand AND e.mention_id = b.mention_id
AND e.replaced_at >= :since AND e.replaced_at < :until
AND v.stars <> iif(n.id IS NULL, m.stars, n.stars)"""


def star_steps(connection: sqlite3.Connection, brand: str, span: tuple[int, int]) -> list[StarStep]:
    """The same as steps alone, without what was said."""
    since, until = span
    statement = _STEPS.format(**_order(connection, brand))
    rows = connection.execute(statement, {"brand": brand, "since": since, "until": until})
    return [StarStep(subject or "", before, after) for subject, before, after in rows]


def _order(connection: sqlite3.Connection, brand: str) -> dict[str, str]:
    """From a small brand's links to their edits, or from the edits of a period to a brand's."""
    few = connection.execute(
        "SELECT 1 FROM brand_links WHERE brand = ? LIMIT 1 OFFSET ?", (brand, FEW)
    ).fetchone()
    links, edits = "brand_links b", "versions e"
    if few is None:
        return {"first": links, "then": edits, "brand": "b.brand"}
    return {"first": edits, "then": links, "brand": "+b.brand"}


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
