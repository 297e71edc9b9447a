"""What is read one by one of a period, and what is looked up for a few of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from msgspec import json

from listener.counting import BELIED, Heard
from listener.records import StoredMention
from listener.store.mentions import CONTRADICTED, stored_rows
from listener.store.reviews import FIRST_ANSWER
from listener.store.sums import Span

# A mark of a text that belies its stars, and the language of one that nothing reads.
_HEARD = f"""
SELECT m.id, b.at, m.source, b.watch_id, coalesce(b.towards, m.label), b.towards IS NOT NULL,
       m.stars, m.polarity, b.copy_of, nullif(m.author_id, ''), nullif(m.author_name, ''),
       m.author_url, m.version, m.views,
       iif(m.label = 'unknown' OR m.stars IS NOT NULL,
           (SELECT iif({CONTRADICTED}, '{BELIED}', '')
                   || iif(s.label = 'unknown' AND (m.text <> '' OR m.title <> ''), s.language, '')
            FROM sentiments s WHERE s.mention_id = m.id AND s.replaced_at IS NULL), NULL),
       m.erased_at IS NOT NULL,
       (SELECT group_concat(aspect || ' ' || label, ' ') FROM mention_aspects
        WHERE mention_id = m.id),
       m.kind = 'review' OR m.stars IS NOT NULL, m.subject, m.published_at, m.precision,
       m.first_seen_at, m.gone_at IS NOT NULL,
       iif(m.kind = 'review' OR m.stars IS NOT NULL, {FIRST_ANSWER}, NULL)
FROM brand_links b CROSS JOIN mentions m ON m.id = b.mention_id
WHERE b.brand = :brand AND b.at >= :since AND b.at < :until {{own}}
ORDER BY b.at DESC, b.mention_id DESC LIMIT :limit"""
_OWN = "AND b.watch_id IN (SELECT value FROM json_each(:watches))"

_BEFORE = """
SELECT EXISTS (SELECT 1 FROM (
  SELECT id FROM mentions WHERE coalesce(nullif(author_id, ''), author_name) = :author
  AND source = :source ORDER BY id LIMIT :looks) m
 CROSS JOIN brand_links b ON b.mention_id = m.id AND +b.brand = :brand WHERE b.at < :before)"""
LOOKS = 200
"""Of somebody's mentions so many of the first are looked at: who has more is no newcomer's like."""

_NAMED = """
SELECT rowid FROM mentions_fts WHERE mentions_fts MATCH :name AND rowid BETWEEN :low AND :high
LIMIT 200000"""

# Grave before old, one seek for each number of stars: what is older than is asked is passed over.
_UNANSWERED = """
WITH RECURSIVE levels (stars) AS (
  SELECT min(stars) FROM unanswered WHERE brand = :brand
  UNION ALL SELECT (SELECT min(stars) FROM unanswered WHERE brand = :brand
                    AND stars > levels.stars) FROM levels WHERE levels.stars IS NOT NULL)
SELECT u.mention_id FROM levels l CROSS JOIN unanswered u
  ON u.brand = :brand AND u.stars = l.stars AND u.at >= :since AND u.at < :until
WHERE u.source IN (SELECT value FROM json_each(:sources)) {own}
  AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.mention_id = u.mention_id
                  AND a.state IN ('sending', 'pending', 'published'))
LIMIT :limit"""
_LINKED = """
AND (SELECT b.watch_id FROM brand_links b WHERE b.brand = :brand AND b.at = u.at
     AND b.mention_id = u.mention_id) IN (SELECT value FROM json_each(:watches))"""


class Listed(NamedTuple):
    """A watch by its number, and what people call where it looks."""

    number: int
    key: str
    source: str
    title: str

    @property
    def listing(self) -> str:
        """What it is called at its source, or what is searched for there."""
        return self.key.split("/", 2)[-1]


def heard(
    connection: sqlite3.Connection,
    brand: str,
    span: Span,
    limit: int,
    watches: Collection[int] | None = None,
) -> Iterator[Heard]:
    """The newest mentions of a stretch of time, of some watches only where these are given."""
    cursor = connection.cursor()
    cursor.row_factory = None
    statement = _HEARD.format(own="" if watches is None else _OWN)
    rows = cursor.execute(statement, {**_asked(brand, span, watches), "limit": limit})
    # As `Heard._make`, but for a call of ours a row.
    return map(partial(tuple.__new__, Heard), rows)


def listings(connection: sqlite3.Connection, brand: str) -> list[Listed]:
    """All watches of a brand, those of former times too."""
    rows = connection.execute(
        "SELECT id, key, source, title FROM watches WHERE brand = ? ORDER BY source, key", (brand,)
    )
    return [Listed(*row) for row in rows]


def listed(connection: sqlite3.Connection, brand: str, keys: Sequence[int]) -> list[StoredMention]:
    """The mentions of these numbers, as the brand has them, in that order."""
    found = {each.key: each for each in stored_rows(connection, brand, keys)}
    return [found[key] for key in keys if key in found]


def heard_before(
    connection: sqlite3.Connection, brand: str, source: str, author: str, before: int
) -> bool:
    """Whether somebody, by the id or else the name, was heard of that brand before."""
    values = {"brand": brand, "source": source, "author": author, "before": before}
    (found,) = connection.execute(_BEFORE, {**values, "looks": LOOKS}).fetchone()
    return bool(found)


def named(connection: sqlite3.Connection, name: str, among: Collection[int]) -> int:
    """How many of these mentions have that name in them, accents and capitals aside."""
    words = " ".join(part for part in name.replace('"', " ").split() if any(map(str.isalnum, part)))
    if not among or not words:
        return 0
    asked = {"name": f'"{words}"', "low": min(among), "high": max(among)}
    return sum(key in among for (key,) in connection.execute(_NAMED, asked))


def unanswered(
    connection: sqlite3.Connection,
    brand: str,
    span: Span,
    sources: Collection[str],
    limit: int,
    watches: Collection[int] | None = None,
) -> list[int]:
    """Reviews of one or two stars under which no answer stands: the gravest and oldest first."""
    asked = {**_asked(brand, span, watches), "sources": json.encode(sorted(sources)).decode()}
    statement = _UNANSWERED.format(own="" if watches is None else _LINKED)
    return [key for (key,) in connection.execute(statement, {**asked, "limit": limit})]


def _asked(brand: str, span: Span, watches: Collection[int] | None) -> dict[str, Any]:
    since, until = span
    own = None if watches is None else json.encode(sorted(watches)).decode()
    return {"brand": brand, "since": since, "until": until, "watches": own}
