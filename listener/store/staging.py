"""A page's new rows on their way in, in a table of this connection's memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import compress
from typing import Any

from listener.likeness import sketch
from listener.store.batch import Scored
from listener.store.copies import Said

GIVEN = (
    "id, native_id, id_kind, kind, url, title, text, author_name, author_id, author_url, "
    "published_at, precision, edited_at, gone_at, language, country, subject, item, version, "
    "rating_raw, rating_worst, rating_best, stars, likes, replies, shares, views, parent_id, "
    "thread_id, label, polarity, content_hash, stage"
)
STAGED = (
    f"{GIVEN}, model, text_label, confidence, identified, negative, positive, vader, queries,"
    " towards, copy_of"
)
_COLUMNS = STAGED.split(", ")


def prepare(connection: sqlite3.Connection) -> None:
    """Make the staging table, which lives in this connection's memory."""
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS stage ({STAGED})")


def fill(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Stage these rows in place of the last page's.

    Columns that none of them has are left out: Python looks for an adapter of each None that it
    binds, at ten times the cost of a number, and half of a row is empty on most sites.
    """
    connection.execute("DELETE FROM stage")
    used = [column.count(None) < len(rows) for column in zip(*rows, strict=True)]
    names = list(compress(_COLUMNS, used))
    connection.executemany(
        f"INSERT INTO stage ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        [tuple(compress(row, used)) for row in rows],
    )


def said(scored: Scored, key: int, first_seen: int) -> Said:
    """The mention as it is compared with others."""
    mention = scored.mention
    at = seconds(mention.published_at)
    values = sketch(mention) if scored.sketch is None else scored.sketch
    return Said(key=key, at=first_seen if at is None else at, mention=mention, sketch=values)


def staged(scored: Scored, key: int, now: int) -> tuple[Any, ...]:
    """A mention as its staged row but for `copy_of`; the order is that of STAGED."""
    mention, sentiment = scored.mention, scored.sentiment
    author, rating, counts = mention.author, mention.rating, mention.engagement
    return (
        key,
        mention.id,
        mention.id_kind,
        mention.kind,
        mention.url,
        mention.title,
        mention.text,
        author and author.name,
        author and author.id,
        author and author.url,
        seconds(mention.published_at),
        mention.precision,
        seconds(mention.edited_at),
        now if mention.deleted else None,
        mention.language,
        mention.country,
        mention.subject,
        mention.item,
        mention.version,
        rating and rating.raw,
        rating and rating.worst,
        rating and rating.best,
        rating and rating.stars,
        counts and counts.likes,
        counts and counts.replies,
        counts and counts.shares,
        counts and counts.views,
        mention.parent_id,
        mention.thread_id,
        rating.label if rating else sentiment.label,
        sentiment.polarity,
        mention.content_hash,
        scored.stage,
        sentiment.model,
        sentiment.label,
        sentiment.confidence,
        sentiment.language,
        sentiment.negative,
        sentiment.positive,
        sentiment.vader,
        ",".join(scored.queries),
        scored.towards,
    )


def seconds(at: datetime | None) -> int | None:
    """Unix seconds of a time."""
    return None if at is None else int(at.timestamp())
