"""What the terms of a site demand: to take away what was said, and keep only that it was."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from listener.model import Mention
from listener.store import copies, outbox
from listener.store.connection import writing

_OTHERS = (
    "UPDATE versions SET title = '', text = '' WHERE mention_id = ?",
    "DELETE FROM quarantine WHERE mention_id = ?",
    "DELETE FROM mention_aspects WHERE mention_id = ?",
)

_ERASED = 500
"""Mentions that are erased while others wait to write: some tenths of a second."""

_MERGED = 500
"""Pages of the search index that are merged while others wait to write."""


def erase(
    connection: sqlite3.Connection, key: int, now: int, deleted: Mention | None = None
) -> None:
    """Take text, title, author, link and earlier texts away; what was counted stays counted.

    `deleted` is the mention as its site tells of it, where that says that it has gone. Without it
    the mention is merely no longer known: when it is met again, it is put back.
    """
    # Else its words would stand in the free pages of the file.
    connection.execute("PRAGMA secure_delete = ON")
    old = connection.execute("SELECT * FROM mentions WHERE id = ?", (key,)).fetchone()
    connection.execute(
        "INSERT INTO mentions_fts (mentions_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        (key, old["title"], old["text"]),
    )
    connection.execute("INSERT INTO mentions_fts (rowid, title, text) VALUES (?, '', '')", (key,))
    connection.execute(
        "UPDATE mentions SET title = '', text = '', url = '', author_name = NULL,"
        " author_id = NULL, author_url = NULL, stage = NULL, content_hash = ?, erased_at = ?,"
        " absences = 0, gone_at = iif(?, coalesce(gone_at, ?), gone_at) WHERE id = ?",
        (deleted.content_hash if deleted else b"", now, deleted is not None, now, key),
    )
    connection.execute("INSERT INTO erasures (at) VALUES (?)", (now,))
    copies.erase(connection, old)
    outbox.forget(connection, key)
    for statement in _OTHERS:
        connection.execute(statement, (key,))
    connection.execute("PRAGMA secure_delete = OFF")


def put_back(connection: sqlite3.Connection, key: int, mention: Mention) -> None:
    """Its site shows it again: who said it, and where."""
    author = mention.author
    connection.execute(
        "UPDATE mentions SET url = ?, author_name = ?, author_id = ?, author_url = ?,"
        " erased_at = NULL WHERE id = ?",
        (mention.url, author and author.name, author and author.id, author and author.url, key),
    )


def expire(connection: sqlite3.Connection, source: str, before: datetime, now: datetime) -> int:
    """Erase what was last known to stand there before that moment, piece by piece; how many."""
    known = "source = ? AND last_seen_at < ? AND erased_at IS NULL"
    values = (source, int(before.timestamp()))
    rows = connection.execute(f"SELECT id FROM mentions WHERE {known}", values).fetchall()
    erased = 0
    for start in range(0, len(rows), _ERASED):
        with writing(connection):
            for row in rows[start : start + _ERASED]:
                # A crawl may have met it since.
                still = f"SELECT 1 FROM mentions WHERE id = ? AND {known}"
                if connection.execute(still, (row["id"], *values)).fetchone():
                    erase(connection, row["id"], int(now.timestamp()))
                    erased += 1
    return erased


def forget_words(connection: sqlite3.Connection) -> None:
    """Take the words of what was erased out of the search index, piece by piece.

    FTS5 only notes that a word is gone, and keeps it until its pieces are merged into one
    (https://www.sqlite.org/fts5.html#the_merge_command).
    """
    (last,) = connection.execute("SELECT max(id) FROM erasures").fetchone()
    if last is None:
        return
    connection.execute("PRAGMA secure_delete = ON")
    pages = -_MERGED
    while _merge(connection, pages) or pages < 0:
        pages = _MERGED
    with writing(connection):
        connection.execute("DELETE FROM erasures WHERE id <= ?", (last,))
    connection.execute("PRAGMA secure_delete = OFF")


def _merge(connection: sqlite3.Connection, pages: int) -> bool:
    """Whether anything was left to be merged; below zero it begins with all that there is."""
    with writing(connection):
        before = connection.total_changes
        connection.execute(
            "INSERT INTO mentions_fts (mentions_fts, rank) VALUES ('merge', ?)", (pages,)
        )
        return connection.total_changes - before >= 2
