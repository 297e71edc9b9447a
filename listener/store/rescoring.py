"""What is stored, scored anew: read in pieces, and put in force with all that follows from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import json

from listener.model import Sentiment
from listener.store import hiding, ingest, labelled, rechecks, rollups
from listener.store.mentions import mention_of
from listener.store.scores import Rescored, ScoreRule, Unscored

_LINKED = "WHERE l.mention_id = m.id AND (:brand IS NULL OR l.brand = :brand)"
_WANTED = (
    "FROM mentions m LEFT JOIN sentiments s ON s.mention_id = m.id AND s.replaced_at IS NULL"
    " {back} WHERE m.id < :before AND m.erased_at IS NULL"
    " AND coalesce(m.published_at, m.first_seen_at) >= :since"
    " AND (:source IS NULL OR m.source = :source)"
    " AND (:language IS NULL OR s.language = :language)"
    " AND coalesce(s.model, '') NOT IN (SELECT value FROM json_each(:done))"
    f" AND (EXISTS (SELECT 1 FROM brand_links l {_LINKED})"
    f" OR EXISTS (SELECT 1 FROM hidden_links l {_LINKED}))"
)
_BACK = "JOIN sentiments k ON k.mention_id = m.id AND k.model = :back AND k.replaced_at IS NOT NULL"
_FIELDS = ("label", "polarity", "language", "model", "confidence", "negative", "positive", "vader")
_KEYS = "(SELECT value FROM json_each(:keys))"


def count(connection: sqlite3.Connection, rule: ScoreRule) -> int:
    """How many mentions a rule has."""
    wanted = _WANTED.format(back=_BACK if rule.back else "")
    (found,) = connection.execute(
        f"SELECT count(*) {wanted}", _values(rule, newest(connection))
    ).fetchone()
    return int(found)


def newest(connection: sqlite3.Connection) -> int:
    """A number that is higher than that of every mention."""
    (found,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM mentions").fetchone()
    return int(found)


def unscored(
    connection: sqlite3.Connection, rule: ScoreRule, before: int, limit: int
) -> list[Unscored]:
    """The mentions of a rule below a number, the newest first."""
    kept = "k" if rule.back else "s"
    named = (("was", "s"), ("kept", kept))
    columns = ", ".join(f"{of}.{name} AS {to}_{name}" for to, of in named for name in _FIELDS)
    rows = connection.execute(
        f"SELECT m.*, {columns} {_WANTED.format(back=_BACK if rule.back else '')}"
        " ORDER BY m.id DESC LIMIT :limit",
        {**_values(rule, before), "limit": limit},
    ).fetchall()
    brands = rechecks.brands_of(connection, [row["id"] for row in rows])
    return [
        Unscored(
            key=row["id"],
            source=row["source"],
            mention=mention_of(row),
            content_hash=row["content_hash"],
            brands=tuple(sorted(brands[row["id"]])),
            before=_sentiment(row, "was"),
            kept=_sentiment(row, "kept") if rule.back else None,
        )
        for row in rows
    ]


def put(connection: sqlite3.Connection, scored: Sequence[Rescored], now: datetime) -> list[int]:
    """Put these sentiments in force; which were put. What says something else by now stays.

    Labels by stars and by people stay too. Sums follow, and what is negative only now wakes nobody.
    """
    stands = standing(connection, [each.key for each in scored])
    fit = [each for each in scored if stands.get(each.key) == each.content_hash]
    keys = [each.key for each in fit]
    by_brand = linked(connection, keys)
    before = {brand: negative(connection, brand, of) for brand, of in by_brand.items()}
    with rollups.moving(connection, by_brand):
        for each in fit:
            _rewrite(connection, each, int(now.timestamp()))
    for brand, of in by_brand.items():
        new = negative(connection, brand, of) - before[brand]
        hiding.cover_late(connection, brand, sorted(new), now)
    return keys


def _rewrite(connection: sqlite3.Connection, each: Rescored, now: int) -> None:
    sentiment = each.scored.sentiment
    connection.execute(
        "UPDATE mentions SET label = iif(stars IS NULL, ?, label), polarity = ? WHERE id = ?",
        (sentiment.label, sentiment.polarity, each.key),
    )
    ingest.note_sentiment(connection, each.key, each.scored, now)
    for brand, towards in each.towards:
        labelled.machine_says(connection, brand, [(each.key, towards)])


def standing(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, bytes]:
    """What each of these says now, by its hash; those that are erased left out."""
    rows = connection.execute(
        f"SELECT id, content_hash FROM mentions WHERE id IN {_KEYS} AND erased_at IS NULL",
        _listed(keys),
    )
    return dict(rows.fetchall())


def linked(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[str, list[int]]:
    """The brands for which each of these counts, in order."""
    found: dict[str, list[int]] = {}
    for brand, key in connection.execute(
        f"SELECT brand, mention_id FROM brand_links WHERE mention_id IN {_KEYS} ORDER BY 1, 2",
        _listed(keys),
    ):
        found.setdefault(brand, []).append(key)
    return found


def negative(connection: sqlite3.Connection, brand: str, keys: Sequence[int]) -> set[int]:
    """Those of these that count as negative for a brand."""
    rows = connection.execute(
        "SELECT m.id FROM mentions m JOIN brand_links b ON b.mention_id = m.id"
        f" AND +b.brand = :brand WHERE m.id IN {_KEYS}"
        " AND coalesce(b.towards, m.label) = 'negative'",
        {"brand": brand, **_listed(keys)},
    )
    return {key for (key,) in rows}


def models(connection: sqlite3.Connection) -> dict[str, int]:
    """How many mentions each model's sentiment is in force of; unread ones left out."""
    rows = connection.execute(
        "SELECT model, count(*) FROM sentiments WHERE replaced_at IS NULL AND model <> ''"
        " GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return dict(rows.fetchall())


def kept_models(connection: sqlite3.Connection) -> list[str]:
    """The models of which an answer is kept, in force or not."""
    rows = connection.execute("SELECT DISTINCT model FROM sentiments WHERE model <> '' ORDER BY 1")
    return [model for (model,) in rows]


def _sentiment(row: sqlite3.Row, of: str) -> Sentiment:
    if row[f"{of}_label"] is None:
        return Sentiment(label="unknown")
    return Sentiment(**{name: row[f"{of}_{name}"] for name in _FIELDS})


def _listed(keys: Iterable[int]) -> dict[str, str]:
    return {"keys": json.encode(list(keys)).decode()}


def _values(rule: ScoreRule, before: int) -> dict[str, Any]:
    return {
        "before": before,
        "since": int(rule.since.timestamp()) if rule.since else -(2**62),
        "brand": rule.brand,
        "source": rule.source,
        "language": rule.language,
        "done": json.encode(rule.done).decode(),
        "back": rule.back,
    }
