"""Labels towards a brand, told anew with other names: put in force with all that follows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from listener.store import hiding, labelled, rescoring, rollups
from listener.store.scores import Aimed

_MACHINE = """
SELECT CASE WHEN j.id IS NULL THEN l.towards ELSE j.machine END FROM (
  SELECT mention_id, towards FROM brand_links WHERE brand = ?1 AND mention_id = ?2
  UNION ALL
  SELECT mention_id, towards FROM hidden_links WHERE brand = ?1 AND mention_id = ?2) l
LEFT JOIN labels j ON j.brand = ?1 AND j.mention_id = l.mention_id AND j.withdrawn_at IS NULL"""


def put(connection: sqlite3.Connection, brand: str, aimed: Sequence[Aimed], now: datetime) -> int:
    """Put these labels in force but for what says something else by now; how many changed.

    Labels by people stay. Sums follow, and what is negative only now wakes nobody.
    """
    standing = rescoring.standing(connection, [each.key for each in aimed])
    said = [
        (each.key, each.towards)
        for each in aimed
        if standing.get(each.key) == each.content_hash
        and (held := connection.execute(_MACHINE, (brand, each.key)).fetchone()) is not None
        and held[0] != each.towards
    ]
    linked = rescoring.linked(connection, [key for key, _ in said]).get(brand, [])
    before = rescoring.negative(connection, brand, linked)
    with rollups.moving(connection, {brand: linked}):
        labelled.machine_says(connection, brand, said)
    new = rescoring.negative(connection, brand, linked) - before
    hiding.cover_late(connection, brand, sorted(new), now)
    return len(said)


def applied(connection: sqlite3.Connection, brand: str) -> tuple[str, int | None] | None:
    """By which names a brand's labels were told last, and down to which number; None: all."""
    row = connection.execute(
        "SELECT names, read_to FROM applied_names WHERE brand = ?", (brand,)
    ).fetchone()
    return None if row is None else (row["names"], row["read_to"])


def note_applied(
    connection: sqlite3.Connection, brand: str, names: str, read_to: int | None, now: datetime
) -> None:
    """So far the brand's labels have been told by these names."""
    connection.execute(
        "INSERT OR REPLACE INTO applied_names VALUES (?, ?, ?, ?)",
        (brand, names, read_to, int(now.timestamp())),
    )
