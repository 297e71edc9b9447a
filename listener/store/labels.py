"""What people say a mention is towards a brand, and what may be drawn to be asked."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from msgspec import Struct

from listener.measuring import STARS, Judged
from listener.model import Label
from listener.store import rollups
from listener.store.clock import moment
from listener.store.labelled import weigh, weight_of

_LATEST = "LEFT JOIN sentiments s ON s.mention_id = m.id AND s.replaced_at IS NULL"
_JUDGED = (
    "SELECT l.*, coalesce(l.machine, m.label) AS predicted, m.source, m.title, m.text,"
    " coalesce(s.language, 'und') AS language, s.model AS model,"
    " m.stars IS NOT NULL AND l.machine IS NULL AS by_stars"
    f" FROM labels l JOIN mentions m ON m.id = l.mention_id {_LATEST}"
    " WHERE l.withdrawn_at IS NULL AND (? IS NULL OR l.brand = ?) AND l.labelled_at >= ?"
)


class Drawable(Struct, frozen=True, kw_only=True):
    """A mention that may be drawn. `counted` is the label that counts without a person's.

    `asked`: it was drawn before; `known`: what a person said of it unasked.
    """

    key: int
    source: str
    language: str
    counted: Label
    asked: bool = False
    known: Label | None = None


class Judgement(Struct, frozen=True, kw_only=True):
    """What a person says of a mention; without a label, that they passed it over.

    `stratum` is where it was drawn from, which holds `population` mentions; empty: a correction.
    """

    brand: str
    key: int
    label: Label | None
    by: str = ""
    stratum: str = ""
    population: int = 0


class Labelled(Struct, frozen=True, kw_only=True):
    """A mention with its words and what a person says it is; `sampled` if it was drawn."""

    key: int
    brand: str
    text: str
    sampled: bool
    judged: Judged


def drawable(
    connection: sqlite3.Connection, brand: str, since: datetime, until: datetime
) -> list[Drawable]:
    """The mentions of a period that have words of their own; copies are asked about once."""
    rows = connection.execute(
        "SELECT m.id, m.source, coalesce(s.language, 'und'), m.label, b.towards,"
        " l.id, l.label, l.machine, l.sampled, EXISTS (SELECT 1 FROM labels"
        " WHERE mention_id = m.id AND brand = b.brand AND sampled = 1)"
        f" FROM brand_links b JOIN mentions m ON m.id = b.mention_id {_LATEST}"
        " LEFT JOIN labels l ON l.brand = b.brand AND l.mention_id = m.id"
        " AND l.withdrawn_at IS NULL"
        " WHERE b.brand = ? AND b.at >= ? AND b.at < ? AND b.copy_of IS NULL"
        " AND m.erased_at IS NULL AND (trim(m.text) <> '' OR trim(m.title) <> '') ORDER BY m.id",
        (brand, int(since.timestamp()), int(until.timestamp())),
    )
    return [
        Drawable(
            key=key,
            source=source,
            language=language,
            counted=(towards if own is None else machine) or label,
            asked=bool(asked),
            known=known if own is not None and not sampled else None,
        )
        for key, source, language, label, towards, own, known, machine, sampled, asked in rows
    ]


def put(connection: sqlite3.Connection, said: Judgement, now: datetime) -> bool:
    """Write down what a person says, and let it count; False if the brand has no such mention."""
    link = connection.execute(
        "SELECT towards FROM brand_links WHERE mention_id = ? AND +brand = ?",
        (said.key, said.brand),
    ).fetchone()
    if link is None:
        return False
    at = int(now.timestamp())
    before = _in_force(connection, said.brand, said.key)
    # Whoever thinks again of a mention that was drawn corrects the measure as well.
    stratum = said.stratum or (before["stratum"] if before and said.label else "")
    population = said.population or weight_of(connection, said.brand, stratum)
    if before is not None and said.label is not None:
        # What takes its place begins in that same second: `undo` goes by it.
        connection.execute("UPDATE labels SET withdrawn_at = ? WHERE id = ?", (at, before["id"]))
    connection.execute(
        "INSERT INTO labels (brand, mention_id, label, labelled_at, labelled_by, sampled,"
        " withdrawn_at, machine, stratum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(said.brand, said.key, said.label or "", at, said.by, int(bool(stratum))),
            None if said.label else at,
            before["machine"] if before else link["towards"],
            stratum,
        ),
    )
    if said.label is not None:
        _count_as(connection, said.brand, said.key, said.label)
        weigh(connection, said.brand, stratum, population)
    return True


def undo(connection: sqlite3.Connection, brand: str, key: int) -> bool:
    """Take back what was said last of a mention: what stood before it stands again."""
    last = connection.execute(
        "SELECT * FROM labels WHERE brand = ? AND mention_id = ?"
        " AND (withdrawn_at IS NULL OR label = '') ORDER BY id DESC LIMIT 1",
        (brand, key),
    ).fetchone()
    if last is None:
        return False
    population = weight_of(connection, brand, last["stratum"])
    connection.execute("DELETE FROM labels WHERE id = ?", (last["id"],))
    if not last["label"]:
        return True
    before = connection.execute(
        "UPDATE labels SET withdrawn_at = NULL WHERE id = (SELECT max(id) FROM labels WHERE"
        " brand = ? AND mention_id = ? AND label <> '' AND withdrawn_at = ?)"
        " RETURNING id, label",
        (brand, key, last["labelled_at"]),
    ).fetchone()
    if before is not None:
        connection.execute(
            "UPDATE labels SET machine = ? WHERE id = ?", (last["machine"], before["id"])
        )
    _count_as(connection, brand, key, before["label"] if before else last["machine"])
    weigh(connection, brand, last["stratum"], population)
    return True


def labels(
    connection: sqlite3.Connection, brand: str | None, since: datetime, *, drawn_only: bool
) -> list[Labelled]:
    """What stands labelled, the earliest first, with its words; what was erased has none."""
    rows = connection.execute(
        f"{_JUDGED} AND m.erased_at IS NULL AND (l.sampled = 1 OR NOT ?) ORDER BY l.id",
        (brand, brand, int(since.timestamp()), drawn_only),
    )
    return [
        Labelled(
            key=row["mention_id"],
            brand=row["brand"],
            text="\n".join(filter(None, (row["title"], row["text"]))),
            sampled=bool(row["sampled"]),
            judged=_judged(row),
        )
        for row in rows
    ]


def judged(connection: sqlite3.Connection, brand: str | None, since: datetime) -> list[Judged]:
    """What was drawn and labelled since then, beside what the machine says of it now."""
    rows = connection.execute(
        f"{_JUDGED} AND l.sampled = 1 ORDER BY l.id", (brand, brand, int(since.timestamp()))
    )
    return [_judged(row) for row in rows]


def _judged(row: sqlite3.Row) -> Judged:
    labelled_at = moment(row["labelled_at"])
    assert labelled_at is not None
    return Judged(
        truth=row["label"],
        predicted=row["predicted"],
        weight=row["weight"],
        source=row["source"],
        language=row["language"],
        model=STARS if row["by_stars"] else row["model"] or "",
        labelled_at=labelled_at,
    )


def _in_force(connection: sqlite3.Connection, brand: str, key: int) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM labels WHERE brand = ? AND mention_id = ? AND withdrawn_at IS NULL",
        (brand, key),
    ).fetchone()
    return row


def _count_as(connection: sqlite3.Connection, brand: str, key: int, towards: Label | None) -> None:
    """Let a mention count as that, hidden or not; None: as its own label says."""
    with rollups.moving(connection, {brand: [key]}):
        for table in ("brand_links", "hidden_links"):
            connection.execute(
                f"UPDATE {table} SET towards = ? WHERE +brand = ? AND mention_id = ?",
                (towards, brand, key),
            )
