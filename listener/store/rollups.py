"""The sums of each quarter of an hour, kept right by whoever changes what they count."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import sub

from msgspec import json

_SUMS = (
    *("items", "negatives", "positives", "polarity_sum", "rated", "low_rated", "stars_sum"),
    *("copies", "negative_copies"),
)
_NOTHING = (0,) * len(_SUMS)
TABLES = {"rollups": "IS NOT NULL", "rollup_undated": "IS NULL"}
"""Where what has a time of its own is summed, and what has none, by when it was first seen."""

PUT = (
    f"INSERT INTO {{table}} (brand, source, bin, {', '.join(_SUMS)}) {{values}}"
    " ON CONFLICT (brand, source, bin) DO UPDATE SET "
    + ", ".join(f"{name} = {name} + excluded.{name}" for name in _SUMS)
)
COUNTED = """
SELECT :brand, source, at - at % 900,
       sum(:sign), sum(:sign * (felt = 'negative')), sum(:sign * (felt = 'positive')),
       sum(:sign * polarity), sum(:sign * (stars IS NOT NULL)),
       sum(:sign * coalesce(stars < 2.5, 0)), sum(:sign * coalesce(stars, 0)),
       sum(:sign * (copy_of IS NOT NULL)),
       sum(:sign * (copy_of IS NOT NULL AND felt = 'negative'))
FROM {rows} WHERE published_at {dated} GROUP BY 2, 3 ORDER BY 2, 3"""

_STAGE = (
    "(SELECT *, :source AS source, coalesce(published_at, :first_seen) AS at,"
    " coalesce(towards, label) AS felt FROM stage)"
)
# By their numbers, never by all of their source: that took 20 ms in a file of 200,000 mentions.
_LISTED = """(
  SELECT m.*, b.at, b.copy_of, coalesce(b.towards, m.label) AS felt FROM mentions m
  JOIN brand_links b ON b.mention_id = m.id AND +b.brand = :brand
  WHERE m.id IN (SELECT value FROM json_each(:keys)))"""

LISTED = {name: COUNTED.format(rows=_LISTED, dated=dated) for name, dated in TABLES.items()}
"""What mentions of these numbers count for a brand, by table."""


def add_staged(connection: sqlite3.Connection, brand: str, source: str, first_seen: int) -> None:
    """Count the new mentions of a page."""
    asked = {"brand": brand, "source": source, "first_seen": first_seen, "sign": 1}
    for table, dated in TABLES.items():
        counted = COUNTED.format(rows=_STAGE, dated=dated)
        connection.execute(PUT.format(table=table, values=counted), asked)


def add(connection: sqlite3.Connection, brand: str, keys: Sequence[int], sign: int) -> None:
    """Take mentions of a brand out of its sums (-1) or put them in (1)."""
    for table, counted in LISTED.items():
        connection.execute(PUT.format(table=table, values=counted), _of(brand, keys, sign))


@contextmanager
def moving(connection: sqlite3.Connection, by_brand: Mapping[str, Sequence[int]]) -> Iterator[None]:
    """Let the sums follow what is written of mentions within.

    Sums that come to the same are left alone: an answer to an old review is no change of its day.
    """
    before = {table: _counts(connection, table, by_brand) for table in TABLES}
    yield
    marks = ", ".join("?" * (3 + len(_SUMS)))
    for table, old in before.items():
        new = _counts(connection, table, by_brand)
        connection.executemany(
            PUT.format(table=table, values=f"VALUES ({marks})"),
            [
                (*key, *map(sub, new.get(key, _NOTHING), old.get(key, _NOTHING)))
                for key in sorted({*old, *new})
                if old.get(key) != new.get(key)
            ],
        )


def _counts(
    connection: sqlite3.Connection, table: str, by_brand: Mapping[str, Sequence[int]]
) -> dict[tuple[str, str, int], tuple[float, ...]]:
    return {
        (row[0], row[1], row[2]): tuple(row)[3:]
        for brand, keys in by_brand.items()
        for row in connection.execute(LISTED[table], _of(brand, keys, 1))
    }


def _of(brand: str, keys: Sequence[int], sign: int) -> dict[str, str | int]:
    return {"brand": brand, "keys": json.encode(keys).decode(), "sign": sign}
