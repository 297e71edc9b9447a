"""Sums over stretches of time, at a cost that the store's size does not change.

Whole days come from their sums, whole quarters of an hour beside them from theirs, as well as what
has no time of its own; what is left of a stretch at either end is counted by row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import json
from msgspec.structs import astuple

from listener.records import Totals
from listener.store.clock import BIN_SECONDS

DAY_SECONDS = 86_400

Span = tuple[int, int]
"""From one second up to, and without, another."""

_Piece = tuple[int, int, int]

Sums = dict[str, Totals]
"""By source."""

_SUMMED = (
    "sum(r.items), sum(r.negatives), sum(r.positives), sum(r.polarity_sum), sum(r.rated),"
    " sum(r.stars_sum), {undated}, sum(r.copies)"
)
_COUNTED = (
    "count(*), sum(coalesce(b.towards, m.label) = 'negative'),"
    " sum(coalesce(b.towards, m.label) = 'positive'), sum(m.polarity), count(m.stars),"
    " coalesce(sum(m.stars), 0), sum(m.published_at IS NULL), count(b.copy_of)"
)
_BETWEEN = "{0} >= json_extract(p.value, '$[1]') AND {0} < json_extract(p.value, '$[2]')"
# Source by source: from a brand on, its key alone would be gone through from the first day.
_OF_SUMS = f"""
SELECT json_extract(p.value, '$[0]'), s.value, {_SUMMED.format(undated="{undated}")}
FROM json_each(:sources) s CROSS JOIN json_each(:pieces) p CROSS JOIN {{table}} r
  ON r.brand = :brand AND r.source = s.value AND {_BETWEEN.format("r.{column}")}
GROUP BY 1, 2"""
_OF_EDGES = f"""
SELECT json_extract(p.value, '$[0]'), m.source, {_COUNTED}
FROM json_each(:pieces) p CROSS JOIN brand_links b CROSS JOIN mentions m
  ON b.brand = :brand AND {_BETWEEN.format("b.at")} AND m.id = b.mention_id
GROUP BY 1, 2"""
_OF_WATCHES = f"""
SELECT json_extract(p.value, '$[0]'), m.source,
       {_COUNTED}
FROM json_each(:watches) w CROSS JOIN json_each(:pieces) p CROSS JOIN brand_links b
  CROSS JOIN mentions m ON b.watch_id = w.value AND {_BETWEEN.format("b.at")}
  AND b.brand = :brand AND m.id = b.mention_id
GROUP BY 1, 2"""
_NEGATIVES = f"""
SELECT s.value, json_extract(p.value, '$[0]'), sum(r.negatives)
FROM json_each(:sources) s CROSS JOIN json_each(:pieces) p CROSS JOIN {{table}} r
  ON r.brand = :brand AND r.source = s.value AND {_BETWEEN.format("r.{column}")}
GROUP BY 1, 2"""
# One seek a source, however much there is of each.
_SOURCES = """
WITH RECURSIVE found (source) AS (
  SELECT min(source) FROM {table} WHERE brand = :brand
  UNION ALL SELECT (SELECT min(source) FROM {table} WHERE brand = :brand
                    AND source > found.source) FROM found WHERE found.source IS NOT NULL)
SELECT source FROM found WHERE source IS NOT NULL"""
_HOURS = """
SELECT r.bin, sum(r.items), sum(r.negatives)
FROM json_each(:sources) s CROSS JOIN rollups r
  ON r.brand = :brand AND r.source = s.value AND r.bin >= :first AND r.bin < :last
GROUP BY 1"""


def by_source(
    connection: sqlite3.Connection,
    brand: str,
    spans: Sequence[Span],
    watches: Sequence[int] | None = None,
) -> list[Sums]:
    """The sums of each of some stretches, by source; of some of its watches only, by row."""
    found: list[Sums] = [{} for _ in spans]
    if watches is not None:
        whole = [(n, *span) for n, span in enumerate(spans)]
        _take(found, connection.execute(_OF_WATCHES, _asked(brand, whole, watches=watches)))
        return _in_order(found)
    days, beside, edges = _pieces(spans)
    inside = [(n, *whole) for n, whole in enumerate(map(_quarters, spans))]
    dated, undated = (sources_of(connection, brand, of) for of in ("rollup_days", "rollup_undated"))
    for table, column, pieces, sources in (
        ("rollup_days", "day", days, dated),
        ("rollups", "bin", beside, dated),
        ("rollup_undated", "bin", _there(inside), undated),
    ):
        of = "sum(r.items)" if sources is undated else "0"
        statement = _OF_SUMS.format(table=table, column=column, undated=of)
        _take(found, connection.execute(statement, _asked(brand, pieces, sources=sources)))
    _take(found, connection.execute(_OF_EDGES, _asked(brand, edges)))
    return _in_order(found)


def sources_of(connection: sqlite3.Connection, brand: str, table: str = "rollup_days") -> list[str]:
    """The sources of which a brand has anything in a table of sums."""
    rows = connection.execute(_SOURCES.format(table=table), {"brand": brand})
    return [source for (source,) in rows]


def quarters(connection: sqlite3.Connection, brand: str, span: Span) -> list[tuple[int, int, int]]:
    """Items and negatives of each quarter of an hour that begins in a stretch, if there are any."""
    first, last = span
    asked = _asked(brand, sources=sources_of(connection, brand))
    rows = connection.execute(_HOURS, {**asked, "first": first, "last": last})
    return [(at, items, negatives) for at, items, negatives in rows if items > 0]


def negatives(
    connection: sqlite3.Connection, brand: str, sources: Sequence[str], spans: Sequence[Span]
) -> dict[tuple[str, int], int]:
    """The negatives of each source in each stretch, by source and place; quarters are not cut."""
    days, beside, _ = _pieces(spans)
    found: dict[tuple[str, int], int] = {}
    for table, column, pieces in (("rollup_days", "day", days), ("rollups", "bin", beside)):
        statement = _NEGATIVES.format(table=table, column=column)
        for source, place, n in connection.execute(
            statement, _asked(brand, pieces, sources=sources)
        ):
            found[source, place] = found.get((source, place), 0) + n
    return found


def added(parts: Iterable[Totals]) -> Totals:
    """Several sums as one."""
    columns = zip(*map(astuple, parts), strict=True)
    return Totals(**dict(zip(Totals.__struct_fields__, map(sum, columns), strict=False)))


def _pieces(spans: Sequence[Span]) -> tuple[list[_Piece], list[_Piece], list[_Piece]]:
    """Of each stretch, by its place: its whole days, the quarters beside them, and its edges."""
    days, beside, edges = list[_Piece](), list[_Piece](), list[_Piece]()
    for n, (start, end) in enumerate(spans):
        first, last = _quarters((start, end))
        if first >= last:
            edges.append((n, start, end))
            continue
        edges += [(n, start, first), (n, last, end)]
        morning, night = first + -first % DAY_SECONDS, last - last % DAY_SECONDS
        if morning < night:
            beside += [(n, first, morning), (n, night, last)]
            days.append((n, morning, night))
        else:
            beside.append((n, first, last))
    return days, _there(beside), _there(edges)


def _quarters(span: Span) -> Span:
    """What of it is whole quarters of an hour; the end before the beginning, where none is."""
    start, end = span
    return start + -start % BIN_SECONDS, end - end % BIN_SECONDS


def _there(pieces: Sequence[_Piece]) -> list[_Piece]:
    return [piece for piece in pieces if piece[1] < piece[2]]


def _take(found: list[Sums], rows: Iterable[Any]) -> None:
    for place, source, *sums in rows:
        totals = Totals(**dict(zip(Totals.__struct_fields__, sums, strict=True)))
        known = found[place].get(source)
        found[place][source] = added([known, totals]) if known else totals


def _in_order(found: list[Sums]) -> list[Sums]:
    """By source, without those of which all has gone again: their sums are kept as nothing."""
    return [{name: each[name] for name in sorted(each) if each[name].items} for each in found]


def _asked(brand: str, pieces: Sequence[tuple[int, int, int]] = (), **lists: Any) -> dict[str, Any]:
    named = {"pieces": pieces, **lists}
    return {"brand": brand, **{name: json.encode(each).decode() for name, each in named.items()}}
