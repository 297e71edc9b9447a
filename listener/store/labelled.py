"""People's labels as whoever writes a mention anew has to heed them.

A label in force stands in `brand_links.towards`, so that whoever counts and lists need not know of
it; what the machine says waits in `labels.machine`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from listener.model import Label
from listener.store.batch import Scored


def edited(connection: sqlite3.Connection, key: int, now: int) -> None:
    """The words have changed: what people said of the old ones holds no more.

    Somebody called other words negative. To let that count for the new ones would put a verdict
    into people's mouths, and measure the machine by what it was never shown. The caller has taken
    the mention out of the sums, and puts it in again.
    """
    rows = connection.execute(
        "SELECT * FROM labels WHERE mention_id = ? AND withdrawn_at IS NULL", (key,)
    ).fetchall()
    for row in rows:
        population = weight_of(connection, row["brand"], row["stratum"])
        connection.execute("UPDATE labels SET withdrawn_at = ? WHERE id = ?", (now, row["id"]))
        weigh(connection, row["brand"], row["stratum"], population)
        for table in ("brand_links", "hidden_links"):
            connection.execute(
                f"UPDATE {table} SET towards = ? WHERE +brand = ? AND mention_id = ?",
                (row["machine"], row["brand"], key),
            )


def feel_anew(connection: sqlite3.Connection, key: int, scored: Scored, brand: str | None) -> None:
    """What a new text, enriched for a brand, feels towards each that has it, hidden or not."""
    brands = connection.execute(
        "SELECT brand FROM brand_links WHERE mention_id = ?1"
        " UNION SELECT brand FROM hidden_links WHERE mention_id = ?1",
        (key,),
    ).fetchall()
    for (each,) in brands:
        towards = scored.towards if each == brand else scored.elsewhere(each)
        machine_says(connection, each, [(key, towards)])


def machine_says(
    connection: sqlite3.Connection, brand: str, said: Iterable[tuple[int, Label | None]]
) -> None:
    """What the machine now says of mentions towards a brand; where a person did, that stays.

    None: what the mention's own label says. Whoever calls this has the sums follow.
    """
    for key, towards in said:
        held = connection.execute(
            "UPDATE labels SET machine = ?"
            " WHERE brand = ? AND mention_id = ? AND withdrawn_at IS NULL",
            (towards, brand, key),
        ).rowcount
        if not held:
            for table in ("brand_links", "hidden_links"):
                connection.execute(
                    f"UPDATE {table} SET towards = ? WHERE +brand = ? AND mention_id = ?",
                    (towards, brand, key),
                )


def weight_of(connection: sqlite3.Connection, brand: str, stratum: str) -> float:
    """How many mentions the labels of a stratum stand for together."""
    (found,) = connection.execute(
        "SELECT coalesce(sum(weight), 0) FROM labels"
        " WHERE brand = ? AND stratum = ? AND withdrawn_at IS NULL",
        (brand, stratum),
    ).fetchone()
    return float(found)


def weigh(connection: sqlite3.Connection, brand: str, stratum: str, population: float) -> None:
    """Let the labels of a stratum stand for so many mentions, each for as many as the others."""
    if stratum:
        connection.execute(
            "UPDATE labels SET weight = ?1 / (SELECT count(*) FROM labels WHERE brand = ?2"
            " AND stratum = ?3 AND withdrawn_at IS NULL)"
            " WHERE brand = ?2 AND stratum = ?3 AND withdrawn_at IS NULL",
            (float(population), brand, stratum),
        )
