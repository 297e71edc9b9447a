"""Mentions for people: by full text and filters, newest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from listener.errors import ConfigError
from listener.i18n import say
from listener.model import (
    Aspect,
    Author,
    Engagement,
    Label,
    Mention,
    Rating,
    Sentiment,
)
from listener.records import (
    StoredMention,
)
from listener.reviewing import CONFIDENT, SURE
from listener.store.clock import moment


def mentions(
    connection: sqlite3.Connection,
    *,
    text: str = "",
    brand: str | None = None,
    source: str | None = None,
    label: Label | None = None,
    aspect: str | None = None,
    stage: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
    gravest: bool = False,
    contradicted: bool = False,
    key: int | None = None,
    collapsed: bool = False,
) -> Iterator[StoredMention]:
    """Mentions newest first, or the fewest stars and the darkest words; see `Store.mentions`.

    With `contradicted`, reviews whose words belie their stars. With
    `collapsed`, one for all that say the same: the first of them, what is repeated most on top.
    """
    order = "copies DESC, b.at DESC" if collapsed else "b.at DESC"
    if gravest:
        order = "coalesce(m.stars, 2.0), m.polarity, b.at DESC"
    conditions, values = ["1"], list[Any]()
    if text:
        text = _checked_search(connection, text)
    if gravest:
        # What was erased has nothing to show.
        conditions.append("m.erased_at IS NULL")
    for clause, value in (
        ("m.id IN (SELECT rowid FROM mentions_fts WHERE mentions_fts MATCH ?)", text or None),
        ("b.brand = ?", brand),
        ("m.source = ?", source),
        ("coalesce(b.towards, m.label) = ?", label),
        ("m.id IN (SELECT mention_id FROM mention_aspects WHERE aspect = ?)", aspect),
        ("m.stage = ?", stage),
        ("b.at >= ?", since and int(since.timestamp())),
        ("b.at < ?", until and int(until.timestamp())),
        ("m.id = ?", key),
    ):
        if value is not None:
            conditions.append(clause)
            values.append(value)
    if contradicted:
        conditions.append(CONTRADICTED)
    where = " AND ".join(conditions)
    if collapsed:
        where, values = f"{where} AND {_COLLAPSED.format(where=where)}", values * 2
    cursor = connection.execute(
        f"{_STORED} WHERE {where} ORDER BY {order}, m.id DESC LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    for row in cursor:
        yield _stored(row)


def stored_rows(
    connection: sqlite3.Connection, brand: str, keys: Sequence[int]
) -> Iterator[StoredMention]:
    """The mentions of these numbers, as a brand has them, in no order."""
    marks = ",".join("?" * len(keys))
    statement = f"{_STORED} WHERE b.mention_id IN ({marks}) AND +b.brand = ?"
    for row in connection.execute(statement, (*keys, brand)):
        yield _stored(row)


FEELING = "LEFT JOIN sentiments s ON s.mention_id = m.id AND s.replaced_at IS NULL"
_ASPECTS = (
    "(SELECT group_concat(aspect || ' ' || label || ' ' || polarity, ',') FROM mention_aspects"
    " WHERE mention_id = m.id)"
)
# How many others are in its group; the first may be hidden from the brand.
_COPIES = (
    "(SELECT count(*) FROM brand_links c WHERE c.copy_of = coalesce(b.copy_of, m.id)"
    " AND +c.brand = b.brand) - (b.copy_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM brand_links f"
    " WHERE f.mention_id = b.copy_of AND +f.brand = b.brand))"
)
_STORED = (
    "SELECT m.*, b.brand AS brand, b.towards AS towards, s.model AS model,"
    " s.label AS text_label, s.negative AS negative, s.positive AS positive, s.vader AS vader,"
    " s.confidence AS confidence, s.language AS identified,"
    " (SELECT count(*) FROM versions v WHERE v.mention_id = m.id) AS versions,"
    f" b.copy_of AS copy_of, {_COPIES} AS copies, {_ASPECTS} AS aspects"
    f" FROM brand_links b JOIN mentions m ON m.id = b.mention_id {FEELING}"
)
_COLLAPSED = (
    "(b.brand, m.id) IN (SELECT brand, id FROM (SELECT b.brand, m.id, row_number() OVER ("
    "PARTITION BY b.brand, coalesce(b.copy_of, m.id) ORDER BY b.copy_of IS NOT NULL, b.at, m.id)"
    " AS place FROM brand_links b JOIN mentions m ON m.id = b.mention_id"
    f" {FEELING} WHERE {{where}}) WHERE place = 1)"
)
# `listener.reviewing.contradicts`, in SQL.
CONTRADICTED = (
    "(m.stars IS NOT NULL AND CASE WHEN s.negative IS NULL OR s.positive IS NULL"
    " THEN (m.label, s.label) IN (VALUES ('negative', 'positive'), ('positive', 'negative'))"
    f" AND s.confidence >= {CONFIDENT} WHEN m.label = 'positive' THEN s.negative >= {SURE}"
    f" ELSE m.label = 'negative' AND s.positive >= {SURE} END)"
)


def _checked_search(connection: sqlite3.Connection, text: str) -> str:
    """The search as full-text search takes it: a bare text is all its words.

    Raises ConfigError when it is not a search that FTS5 understands.
    """
    words = (
        text
        if any(c in text for c in '"*()')
        else " ".join('"' + word.replace('"', "") + '"' for word in text.split())
    )
    try:
        connection.execute(
            "SELECT rowid FROM mentions_fts WHERE mentions_fts MATCH ? LIMIT 1", (words,)
        ).fetchall()
    except sqlite3.OperationalError as error:
        raise ConfigError(say("store.search_syntax")) from error
    return words


def _stored(row: sqlite3.Row) -> StoredMention:
    first, last = moment(row["first_seen_at"]), moment(row["last_seen_at"])
    assert first is not None
    assert last is not None
    return StoredMention(
        key=row["id"],
        brand=row["brand"],
        source=row["source"],
        mention=mention_of(row),
        label=row["towards"] or row["label"],
        sentiment=Sentiment(
            label=row["text_label"] or "unknown",
            polarity=row["polarity"],
            language=row["identified"] or "und",
            model=row["model"] or "",
            confidence=row["confidence"] or 0.0,
            negative=row["negative"],
            positive=row["positive"],
            vader=row["vader"],
        ),
        first_seen_at=first,
        last_seen_at=last,
        gone_at=moment(row["gone_at"]),
        erased_at=moment(row["erased_at"]),
        versions=row["versions"],
        copies=row["copies"],
        copy_of=row["copy_of"],
        aspects=_aspects(row["aspects"] or ""),
        stage=row["stage"],
    )


def _aspects(told: str) -> tuple[Aspect, ...]:
    parts = (each.split(" ") for each in told.split(",") if each)
    return tuple(Aspect(name, label, float(polarity)) for name, label, polarity in parts)  # type: ignore[arg-type]


def mention_at(connection: sqlite3.Connection, key: int) -> Mention:
    """What is stored under this number."""
    row = connection.execute("SELECT * FROM mentions WHERE id = ?", (key,)).fetchone()
    return mention_of(row)


def mention_of(row: sqlite3.Row) -> Mention:
    """What was said, as its source told it."""
    rated = row["rating_raw"] is not None
    counts = {name: row[name] for name in ("likes", "replies", "shares", "views")}
    author = {name: row[f"author_{name}"] for name in ("name", "id", "url")}
    return Mention(
        id=row["native_id"],
        kind=row["kind"],
        url=row["url"],
        title=row["title"],
        text=row["text"],
        author=Author(**author) if any(author.values()) else None,
        published_at=moment(row["published_at"]),
        edited_at=moment(row["edited_at"]),
        precision=row["precision"],
        language=row["language"],
        country=row["country"],
        subject=row["subject"],
        item=row["item"],
        version=row["version"],
        rating=Rating(row["rating_raw"], row["rating_worst"], row["rating_best"])
        if rated
        else None,
        engagement=Engagement(**counts) if any(v is not None for v in counts.values()) else None,
        parent_id=row["parent_id"],
        thread_id=row["thread_id"],
        id_kind=row["id_kind"],
        deleted=row["gone_at"] is not None,
    )
