"""Authors and sites that a brand does not want to hear."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import datetime

from msgspec.structs import replace

from listener.blocking import Blocks, Key, Origin, key_of, keys_of
from listener.records import Block
from listener.store.clock import moment
from listener.store.hiding import origin


def add(connection: sqlite3.Connection, block: Block) -> Block:
    """Write a block down; the one that holds already, if there is one."""
    connection.execute(
        "INSERT OR IGNORE INTO blocks (brand, kind, value, shown, source, created_at, written_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(block.brand, block.kind, block.value, block.shown, block.source),
            *(int(block.created_at.timestamp()), block.written_by),
        ),
    )
    row = connection.execute(
        "SELECT * FROM blocks WHERE brand = ? AND kind = ? AND value = ? AND source = ?"
        " AND lifted_at IS NULL",
        (block.brand, block.kind, block.value, block.source),
    ).fetchone()
    return _block(row)


def lift(connection: sqlite3.Connection, block: Block, now: datetime) -> None:
    """Let a block hold no more."""
    connection.execute(
        "UPDATE blocks SET lifted_at = ? WHERE id = ? AND lifted_at IS NULL",
        (int(now.timestamp()), block.id),
    )


def active(connection: sqlite3.Connection, brand: str) -> Blocks:
    """The blocks that hold for a brand."""
    return Blocks(each for each in _all(connection, brand) if each.lifted_at is None)


def listed(connection: sqlite3.Connection, brand: str | None = None) -> list[Block]:
    """All blocks by brand, the latest first, with how many mentions each hides by now."""
    found = _all(connection, brand)
    sums = {each: _hidden(connection, each) for each in {block.brand for block in found}}
    return [
        replace(each, hides=0 if each.lifted_at else sums[each.brand][key_of(each)])
        for each in found
    ]


def linked_origins(
    connection: sqlite3.Connection, brand: str, after: int, limit: int
) -> list[tuple[int, Origin]]:
    """Whom and where what counts for a brand comes from, in the order of its numbers."""
    rows = connection.execute(
        "SELECT m.id, m.source, m.author_name, m.author_id, m.url FROM mentions m WHERE m.id > ?"
        " AND EXISTS (SELECT 1 FROM brand_links WHERE mention_id = m.id AND brand = ?)"
        " ORDER BY m.id LIMIT ?",
        (after, brand, limit),
    )
    return [(row["id"], origin(row)) for row in rows]


def origin_of(connection: sqlite3.Connection, key: int) -> Origin | None:
    """Whom and where the mention of that number comes from, also if it is hidden."""
    row = connection.execute("SELECT * FROM mentions WHERE id = ?", (key,)).fetchone()
    return None if row is None else origin(row)


def _all(connection: sqlite3.Connection, brand: str | None) -> list[Block]:
    rows = connection.execute(
        "SELECT * FROM blocks WHERE ? IS NULL OR brand = ? ORDER BY brand, id DESC", (brand, brand)
    )
    return [_block(row) for row in rows]


def _hidden(connection: sqlite3.Connection, brand: str) -> Counter[Key]:
    """How many hidden mentions each possible block would cover; two may cover one."""
    rows = connection.execute(
        "SELECT m.source, m.author_name, m.author_id, m.url FROM hidden_links h"
        " JOIN mentions m ON m.id = h.mention_id WHERE h.brand = ? AND h.reason = 'blocked'",
        (brand,),
    )
    return Counter(key for row in rows for key in set(keys_of(origin(row))))


def _block(row: sqlite3.Row) -> Block:
    created = moment(row["created_at"])
    assert created is not None
    return Block(
        id=row["id"],
        brand=row["brand"],
        kind=row["kind"],
        value=row["value"],
        shown=row["shown"],
        source=row["source"],
        created_at=created,
        written_by=row["written_by"],
        lifted_at=moment(row["lifted_at"]),
    )
