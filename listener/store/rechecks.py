"""Looking again: which mentions are to be asked for by their ids, and what became of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from listener.lookagain import Asked
from listener.store import ingest
from listener.store.batch import Due, DueRule, LookedAgain, Saved
from listener.store.clock import moment

_ABOUT = "WHERE l.mention_id = m.id AND (:brand IS NULL OR l.brand = :brand)"
# What a person has hidden is stored all the same.
_DUE = (
    "FROM mentions m WHERE m.source = :source AND m.id_kind = 'native' AND m.erased_at IS NULL"
    " AND (:erases OR m.gone_at IS NULL)"
    " AND max(m.last_seen_at, coalesce(m.checked_at, 0)) < :before"
    " AND coalesce(m.published_at, m.first_seen_at) >= :since"
    f" AND (EXISTS (SELECT 1 FROM brand_links l {_ABOUT})"
    f" OR EXISTS (SELECT 1 FROM hidden_links l {_ABOUT}))"
)
_CHUNK = 500


def due(connection: sqlite3.Connection, rule: DueRule, limit: int) -> list[Due]:
    """The mentions of a rule, the oldest knowledge first."""
    rows = connection.execute(
        "SELECT m.id, m.native_id, m.kind, m.url, m.subject, m.thread_id, m.parent_id"
        f" {_DUE} ORDER BY max(m.last_seen_at, coalesce(m.checked_at, 0)), m.id LIMIT :limit",
        {**_values(rule), "limit": limit},
    ).fetchall()
    brands = brands_of(connection, [row["id"] for row in rows])
    return [_due(row, brands[row["id"]]) for row in rows]


def brands_of(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, set[str]]:
    """The brands that each of these mentions is about, hidden or not."""
    found: dict[int, set[str]] = {key: set() for key in keys}
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        for table in ("brand_links", "hidden_links"):
            rows = connection.execute(
                f"SELECT mention_id, brand FROM {table} WHERE mention_id IN ({marks})", chunk
            )
            for key, brand in rows:
                found[key].add(brand)
    return found


def count(connection: sqlite3.Connection, rule: DueRule) -> tuple[int, datetime | None]:
    """How many mentions a rule has, and since when nothing is known of the oldest."""
    number, oldest = connection.execute(
        f"SELECT count(*), min(max(m.last_seen_at, coalesce(m.checked_at, 0))) {_DUE}",
        _values(rule),
    ).fetchone()
    return number, moment(oldest)


def settle(connection: sqlite3.Connection, looked: LookedAgain) -> Saved:
    """Write what became of those that were asked for; what was not told of stays as it was."""
    now, changed = int(looked.now.timestamp()), 0
    for key, scored in looked.changed:
        row = connection.execute(
            "SELECT content_hash, erased_at FROM mentions WHERE id = ?", (key,)
        ).fetchone()
        same = row["content_hash"] == scored.mention.content_hash
        if same and not (scored.mention.deleted and looked.erases and row["erased_at"] is None):
            # A crawl was quicker.
            ingest.touch(connection, [key], now)
            continue
        ingest.change(connection, key, scored, now, erases=looked.erases)
        changed += 1
    ingest.touch(connection, looked.same, now)
    connection.executemany(
        "UPDATE mentions SET author_name = NULL, author_id = NULL, author_url = NULL WHERE id = ?",
        [(key,) for key in looked.nameless],
    )
    connection.executemany(
        "UPDATE mentions SET checked_at = ? WHERE id = ?", [(now, key) for key in looked.asked]
    )
    return Saved(changed=changed, seen=len(looked.same))


def _values(rule: DueRule) -> dict[str, Any]:
    return {
        "source": rule.source,
        "before": int(rule.before.timestamp()),
        "since": int(rule.since.timestamp()) if rule.since else -(2**62),
        "erases": rule.erases,
        "brand": rule.brand,
    }


def _due(row: sqlite3.Row, brands: set[str]) -> Due:
    return Due(
        key=row["id"],
        brands=tuple(sorted(brands)),
        asked=Asked(
            id=row["native_id"],
            kind=row["kind"],
            url=row["url"],
            subject=row["subject"],
            thread_id=row["thread_id"],
            parent_id=row["parent_id"],
        ),
    )
