"""What the terms of a site demand: to take away what was said, and keep only that it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from listener.model import Mention
from listener.store import copies

_OTHERS = (
    "UPDATE versions SET title = '', text = '' WHERE mention_id = ?",
    "DELETE FROM quarantine WHERE mention_id = ?",
)


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
        " author_id = NULL, author_url = NULL, content_hash = ?, erased_at = ?, absences = 0,"
        " gone_at = iif(?, coalesce(gone_at, ?), gone_at) WHERE id = ?",
        (deleted.content_hash if deleted else b"", now, deleted is not None, now, key),
    )
    copies.erase(connection, old)
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
    """Erase what was last known to stand there before that moment; how many."""
    rows: Sequence[sqlite3.Row] = connection.execute(
        "SELECT id FROM mentions WHERE source = ? AND last_seen_at < ? AND erased_at IS NULL",
        (source, int(before.timestamp())),
    ).fetchall()
    for row in rows:
        erase(connection, row["id"], int(now.timestamp()))
    return len(rows)
