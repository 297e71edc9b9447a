"""The owner's answers to a review: published, edited, deleted, restored.

A row is one text of one answer. The one that stands there has neither `replaced_at` nor
`gone_at`; what was edited away has the first, and an answer that is no longer there has the
second in all its texts. So what has no `gone_at` belongs to an answer that stands, and the
earliest time among those is that of the answer, however often it was edited.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from listener.model import Reply

_STANDS = """
INSERT INTO replies (mention_id, native_id, author, text, at, time_kind, state, first_seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (mention_id, native_id, text) DO UPDATE SET
  state = excluded.state, at = coalesce(at, excluded.at), gone_at = NULL, replaced_at = NULL,
  time_kind = iif(at IS NULL, excluded.time_kind, time_kind)"""


def note(connection: sqlite3.Connection, key: int, given: Sequence[Reply], now: int) -> None:
    """Write what stands under a review now, and what of it no longer does."""
    before = connection.execute("SELECT * FROM replies WHERE mention_id = ?", (key,)).fetchall()
    _write(connection, key, given, now)
    if before:
        _restore(connection, before, given)
        _end(connection, before, given, now)


def _write(connection: sqlite3.Connection, key: int, given: Sequence[Reply], now: int) -> None:
    connection.executemany(
        _STANDS,
        [
            (
                *(key, reply.id, reply.author, reply.text),
                *(reply.at and int(reply.at.timestamp()), reply.time_kind, reply.state, now),
            )
            for reply in given
        ],
    )


def _restore(
    connection: sqlite3.Connection, before: Sequence[sqlite3.Row], given: Sequence[Reply]
) -> None:
    """An answer that is back as it was is back with the texts it had before."""
    standing = {(reply.id, reply.text) for reply in given}
    back = {
        (row["native_id"], row["gone_at"])
        for row in before
        if row["gone_at"] is not None and (row["native_id"], row["text"]) in standing
    }
    connection.executemany(
        "UPDATE replies SET gone_at = NULL WHERE id = ?",
        [(row["id"],) for row in before if (row["native_id"], row["gone_at"]) in back],
    )


def _end(
    connection: sqlite3.Connection,
    before: Sequence[sqlite3.Row],
    given: Sequence[Reply],
    now: int,
) -> None:
    """What stood there and does not: replaced where its answer has another text, else gone."""
    standing, texts = {reply.id for reply in given}, {(reply.id, reply.text) for reply in given}
    for row in before:
        if row["native_id"] not in standing:
            connection.execute(
                "UPDATE replies SET gone_at = coalesce(gone_at, ?) WHERE id = ?", (now, row["id"])
            )
        elif (row["native_id"], row["text"]) not in texts:
            connection.execute(
                "UPDATE replies SET replaced_at = coalesce(replaced_at, ?)"
                " WHERE id = ? AND gone_at IS NULL",
                (now, row["id"]),
            )
