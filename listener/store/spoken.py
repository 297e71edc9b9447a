"""What mentions speak of: counted, and read anew when the lists of words have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from msgspec import Struct, json

from listener.model import Aspect, Label, MentionKind, Sentiment
from listener.records import AspectCount

_STORED = """
SELECT m.id, m.source, m.kind, m.title, m.text, m.label, m.content_hash,
       s.label AS text_label, s.polarity, s.language,
       (SELECT min(brand) FROM brand_links b WHERE b.mention_id = m.id) AS brand
FROM mentions m LEFT JOIN sentiments s ON s.mention_id = m.id AND s.replaced_at IS NULL
WHERE m.id > ? AND m.erased_at IS NULL ORDER BY m.id LIMIT ?"""

# Who says all of one brand feels it of each thing that is named; else each is as its clauses are.
_FELT = """
CASE WHEN b.towards IS NULL THEN a.label
     WHEN (SELECT count(DISTINCT o.label) FROM mention_aspects o
           WHERE o.mention_id = b.mention_id) = 1 THEN b.towards
     ELSE a.label END"""

_COUNTS = f"""
SELECT aspect, count(*), sum(felt = 'negative'), sum(felt = 'positive') FROM (
  SELECT a.aspect AS aspect, {_FELT} AS felt
  FROM (SELECT mention_id, towards, watch_id FROM brand_links WHERE brand = :brand AND at >= :since
        AND at < :until ORDER BY at DESC LIMIT :among) b
  CROSS JOIN mention_aspects a ON a.mention_id = b.mention_id
  WHERE :watches IS NULL OR b.watch_id IN (SELECT value FROM json_each(:watches)))
GROUP BY aspect"""


class StoredText(Struct, frozen=True, kw_only=True):
    """A stored mention, as far as what it speaks of goes by it."""

    key: int
    source: str
    brand: str | None
    kind: MentionKind
    body: str
    label: Label
    sentiment: Sentiment
    content_hash: bytes


class Renewed(Struct, frozen=True, kw_only=True):
    """What a stored mention speaks of by the lists of now, if it still says the same."""

    key: int
    content_hash: bytes
    aspects: tuple[Aspect, ...]
    stage: str | None


def texts(connection: sqlite3.Connection, after: int, limit: int) -> list[StoredText]:
    """Stored mentions from one number on; what was erased has nothing to read."""
    return [
        StoredText(
            key=row["id"],
            source=row["source"],
            brand=row["brand"],
            kind=row["kind"],
            body="\n".join(filter(None, (row["title"], row["text"]))),
            label=row["label"],
            sentiment=Sentiment(
                label=row["text_label"] or "unknown",
                polarity=row["polarity"] or 0.0,
                language=row["language"] or "und",
            ),
            content_hash=row["content_hash"],
        )
        for row in connection.execute(_STORED, (after, limit))
    ]


def insert(connection: sqlite3.Connection, spoken: Iterable[tuple[int, Sequence[Aspect]]]) -> None:
    """Write down the aspects of mentions that have none."""
    rows = [
        (key, aspect.name, aspect.label, aspect.polarity)
        for key, aspects in spoken
        for aspect in aspects
    ]
    if rows:
        connection.executemany("INSERT INTO mention_aspects VALUES (?, ?, ?, ?)", rows)


def renew(connection: sqlite3.Connection, renewed: Sequence[Renewed]) -> int:
    """Put what was found by new lists in the place of the old; how many it has changed."""
    changed = 0
    for each in renewed:
        row = connection.execute(
            "SELECT content_hash, stage FROM mentions WHERE id = ?", (each.key,)
        ).fetchone()
        if row is None or row["content_hash"] != each.content_hash:
            continue  # edited meanwhile, and read with the lists of now
        before = connection.execute(
            "SELECT aspect, label, polarity FROM mention_aspects WHERE mention_id = ?", (each.key,)
        )
        now = {(aspect.name, aspect.label, aspect.polarity) for aspect in each.aspects}
        if {tuple(old) for old in before} == now and row["stage"] == each.stage:
            continue
        changed += 1
        connection.execute("DELETE FROM mention_aspects WHERE mention_id = ?", (each.key,))
        insert(connection, [(each.key, each.aspects)])
        connection.execute("UPDATE mentions SET stage = ? WHERE id = ?", (each.stage, each.key))
    return changed


def applied(connection: sqlite3.Connection) -> tuple[str, int | None]:
    """By which lists what is stored was read last, and up to which number; None: all of it."""
    row = connection.execute("SELECT lists, read_to FROM applied_aspects").fetchone()
    return ("", 0) if row is None else (row["lists"], row["read_to"])


def note_applied(
    connection: sqlite3.Connection, lists: str, read_to: int | None, now: datetime
) -> None:
    """So far what is stored has been read by these lists."""
    connection.execute(
        "INSERT OR REPLACE INTO applied_aspects VALUES (1, ?, ?, ?)",
        (lists, read_to, int(now.timestamp())),
    )


def counts(
    connection: sqlite3.Connection,
    brand: str,
    span: tuple[int, int],
    watches: Collection[int] | None = None,
    among: int = -1,
) -> dict[str, AspectCount]:
    """How many mentions of a period speak of each aspect, and how they feel about it."""
    since, until = span
    own = None if watches is None else json.encode(sorted(watches)).decode()
    asked = {"brand": brand, "since": since, "until": until, "watches": own, "among": among}
    return {
        name: AspectCount(aspect=name, items=items, negatives=negatives, positives=positives)
        for name, items, negatives, positives in connection.execute(_COUNTS, asked)
    }
