"""How much of some stretches of time each watch has seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from msgspec import Struct, json

from listener.store.clock import BIN_SECONDS
from listener.store.sums import Span

_WATCHES = """
SELECT id, source, listened_since, active, last_success_at FROM watches
WHERE brand = ? AND listened_since IS NOT NULL ORDER BY source, key"""
_READ = """
SELECT b.watch_id, b.from_at, b.to_at FROM watches w CROSS JOIN backfills b ON b.watch_id = w.id
WHERE w.brand = ? AND b.state = 'done'"""
_UNSEEN = """
SELECT w.id, p.key, count(*) FROM watches w CROSS JOIN json_each(:spans) p CROSS JOIN coverage c
  INDEXED BY coverage_unseen ON c.watch_id = w.id AND c.bin >= json_extract(p.value, '$[0]')
  AND c.bin < json_extract(p.value, '$[1]') AND c.state IN ('down', 'truncated')
WHERE w.brand = :brand AND w.listened_since IS NOT NULL GROUP BY 1, 2"""

GRACE = 86_400
"""Seconds after its last success in which a watch is no lost one: some are asked once a day."""


class Sight(Struct, frozen=True, kw_only=True):
    """What a watch, by its number, has seen of each of some stretches, 0 to 1."""

    number: int
    source: str
    shares: tuple[float, ...]


def sights(connection: sqlite3.Connection, brand: str, spans: Sequence[Span]) -> list[Sight]:
    """How much each watch of a brand saw, by source; files tell of no time that was listened to.

    All since it was listened to counts as seen that is not known to be hidden, and before that what
    was read afterwards.
    """
    asked = {"brand": brand, "spans": json.encode(spans).decode()}
    unseen = {
        (watch, span): n * BIN_SECONDS for watch, span, n in connection.execute(_UNSEEN, asked)
    }
    read: dict[int, list[Span]] = {}
    for watch, start, end in connection.execute(_READ, (brand,)):
        read.setdefault(watch, []).append((start, end))
    found = []
    for watch, source, since, active, last in connection.execute(_WATCHES, (brand,)):
        until = (last or since) + (GRACE if active else 0)
        heard = [*read.get(watch, ()), (since, until)]
        shares = (
            _share(heard, span, unseen.get((watch, place), 0)) for place, span in enumerate(spans)
        )
        found.append(Sight(number=watch, source=source, shares=tuple(shares)))
    return found


def _share(heard: Sequence[Span], span: Span, unseen: int) -> float:
    start, end = span
    seen, reached = 0, start
    for since, until in sorted(heard):
        seen += max(0, min(until, end) - max(since, reached))
        reached = max(reached, until)
    return max(0.0, min(1.0, (seen - unseen) / max(1, end - start)))
