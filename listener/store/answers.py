"""What was answered from here: a row an attempt, never deleted, and what became of each.

A row is `sending` from before its request goes out until we have heard: whoever finds it so
cannot know. One review has one row at most that is sending, pending or published.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from listener.model import Mention, Reply
from listener.records import Answer
from listener.store.clock import moment

_ACTIVE = "('sending', 'pending', 'published')"


class Standing(Struct, frozen=True, kw_only=True):
    """What stands under a review: the owner's answers that the site shows, and ours."""

    replies: tuple[Reply, ...] = ()
    answer: Answer | None = None


def standing(connection: sqlite3.Connection, mention_key: int) -> Standing:
    """What stands under a review, as far as we know."""
    replies = connection.execute(
        "SELECT * FROM replies WHERE mention_id = ? AND gone_at IS NULL AND replaced_at IS NULL"
        " AND state != 'rejected' ORDER BY id",
        (mention_key,),
    ).fetchall()
    row = connection.execute(
        f"SELECT * FROM answers WHERE mention_id = ? AND state IN {_ACTIVE}", (mention_key,)
    ).fetchone()
    return Standing(replies=tuple(map(_reply, replies)), answer=row and _answer(row))


def begin(connection: sqlite3.Connection, answer: Answer, before: Standing) -> Answer | None:
    """Write down that this answer is about to be sent in place of what stands there.

    None, and nothing written, when something else stands there than the person saw.
    """
    if _seen(standing(connection, answer.mention_key)) != _seen(before):
        return None
    if before.answer is not None:
        _put_state(connection, replace(before.answer, state="replaced"))
    row = connection.execute(
        "INSERT INTO answers (mention_id, brand, source, text, template, language, written_by,"
        " created_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'sending') RETURNING *",
        (
            *(answer.mention_key, answer.brand, answer.source, answer.text, answer.template),
            *(answer.language, answer.written_by, int(answer.created_at.timestamp())),
        ),
    ).fetchone()
    return _answer(row)


def _seen(what: Standing) -> tuple[object, ...]:
    """What of it a person has seen: a crawl that looked again has changed nothing."""
    ours = what.answer and (what.answer.id, what.answer.state)
    return ours, {(each.id, each.text) for each in what.replies}


def settle(connection: sqlite3.Connection, answer: Answer, instead_of: Answer | None) -> None:
    """Write what became of it; where it did not go out, what it was to replace still stands."""
    _put_state(connection, answer)
    if answer.state == "failed" and instead_of is not None:
        _put_state(connection, instead_of)


def _put_state(connection: sqlite3.Connection, answer: Answer) -> None:
    connection.execute(
        "UPDATE answers SET state = ?, detail = ?, sent_at = ? WHERE id = ?",
        (
            answer.state,
            answer.detail,
            answer.sent_at and int(answer.sent_at.timestamp()),
            answer.id,
        ),
    )


def follow(connection: sqlite3.Connection, key: int, mention: Mention, now: int) -> None:
    """See in a review that was read again what has become of our answer to it."""
    rows = connection.execute(
        f"SELECT id, text, state FROM answers WHERE mention_id = ? AND state IN {_ACTIVE}", (key,)
    ).fetchall()
    for row in rows:
        ours = _words(row["text"])
        shown = next((each for each in mention.replies if _words(each.text) == ours), None)
        is_there, state = shown is not None, shown.state if shown else row["state"]
        connection.execute(
            "UPDATE answers SET state = ?, checked_at = ?, sent_at = iif(?, coalesce(sent_at, ?),"
            " sent_at), detail = iif(?, '', detail) WHERE id = ?",
            # What was said when nobody knew is no reason for what is known now.
            (state, now, is_there, now, is_there, row["id"]),
        )


def _words(text: str) -> str:
    """What remains of a text on any site: spaces, line ends and accents may be written anew."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def sent(connection: sqlite3.Connection, brand: str | None, limit: int | None) -> list[Answer]:
    """What was answered: first what a person has to look at or wait for, the oldest first."""
    rows = connection.execute(
        f"SELECT *, {_OPEN} AS open FROM answers WHERE brand = coalesce(?, brand)"
        " ORDER BY open DESC, iif(open, created_at, -created_at), iif(open, id, -id) LIMIT ?",
        (brand, -1 if limit is None else limit),
    )
    return [_answer(row) for row in rows]


def still_open(connection: sqlite3.Connection, brand: str | None) -> list[Answer]:
    """What a person has to look at or wait for, the oldest first."""
    rows = connection.execute(
        f"SELECT * FROM answers WHERE brand = coalesce(?, brand) AND {_OPEN} ORDER BY id", (brand,)
    )
    return [_answer(row) for row in rows]


_OPEN = (
    "(state IN ('sending', 'pending') OR (state = 'rejected' AND NOT EXISTS ("
    "SELECT 1 FROM answers later WHERE later.mention_id = answers.mention_id"
    " AND later.id > answers.id)))"
)
"""A refusal is settled by the next attempt."""


def _answer(row: sqlite3.Row) -> Answer:
    created: datetime | None = moment(row["created_at"])
    assert created is not None
    return Answer(
        id=row["id"],
        mention_key=row["mention_id"],
        brand=row["brand"],
        source=row["source"],
        text=row["text"],
        template=row["template"],
        language=row["language"],
        written_by=row["written_by"],
        created_at=created,
        sent_at=moment(row["sent_at"]),
        state=row["state"],
        detail=row["detail"],
        checked_at=moment(row["checked_at"]),
    )


def _reply(row: sqlite3.Row) -> Reply:
    return Reply(
        text=row["text"],
        id=row["native_id"],
        author=row["author"],
        at=moment(row["at"]),
        time_kind=row["time_kind"],
        state=row["state"],
    )
