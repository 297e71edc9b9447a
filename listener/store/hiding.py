"""Links that do not count: hidden for a reason, and brought back when it goes.

A hidden link leaves `brand_links` and the rollups, so that whoever reads those need not know.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct, field, json

from listener.blocking import Blocks, Origin
from listener.store import copies, labelled, rollups
from listener.store.clock import BIN_SECONDS
from listener.store.verdicts import Settled, Verdict
from listener.store.watches import BACKFILL_DAYS

Reason = Literal["blocked", "query"]

_KEYS = "(SELECT value FROM json_each(:keys))"
_STATE = f"""
SELECT m.id, m.source, m.author_name, m.author_id, m.url, m.content_hash,
       b.brand IS NOT NULL AS linked, h.reason AS reason
FROM mentions m LEFT JOIN brand_links b ON b.mention_id = m.id AND +b.brand = :brand
LEFT JOIN hidden_links h ON h.brand = :brand AND h.mention_id = m.id
WHERE m.id IN {_KEYS} AND m.erased_at IS NULL"""
# Of what its site had us erase nobody knows any more who said it, or what: it stays where it is.


class _Moves(Struct):
    """What is to be done to the links of a brand, by the numbers of the mentions."""

    hide: dict[Reason, list[int]] = field(default_factory=lambda: {"blocked": [], "query": []})
    keep_hidden: dict[Reason, list[int]] = field(
        default_factory=lambda: {"blocked": [], "query": []}
    )
    back: list[int] = field(default_factory=list)
    found: list[Verdict] = field(default_factory=list)
    found_blocked: list[Verdict] = field(default_factory=list)
    named: list[Verdict] = field(default_factory=list)


def settle(
    connection: sqlite3.Connection,
    brand: str,
    verdicts: Iterable[Verdict],
    blocks: Blocks,
    now: datetime,
    *,
    new: bool = False,
) -> Settled:
    """Link and hide as the verdicts and the blocks want it; what is so already stays.

    What is `new` has not been counted by anybody, though it is linked.
    """
    moves = _moves(connection, brand, {each.key: each for each in verdicts}, blocks)
    _rename(connection, brand, moves.named)
    for reason, keys in moves.hide.items():
        _hide(connection, brand, keys, reason, now, late=new)
    for reason, keys in moves.keep_hidden.items():
        connection.execute(
            "UPDATE hidden_links SET reason = :reason"
            f" WHERE brand = :brand AND mention_id IN {_KEYS}",
            {"reason": reason, **_of(brand, keys)},
        )
    _come_back(connection, brand, moves.back, now)
    _link(connection, brand, moves.found, now)
    _link_hidden(connection, brand, moves.found_blocked, now)
    return Settled(
        hidden=sum(map(len, moves.hide.values())), back=len(moves.back), found=len(moves.found)
    )


def _moves(
    connection: sqlite3.Connection, brand: str, verdicts: dict[int, Verdict], blocks: Blocks
) -> _Moves:
    """What has to move, as it stands now: another process may have moved some since it was read."""
    moves = _Moves()
    for row in connection.execute(_STATE, _of(brand, list(verdicts))):
        verdict = verdicts[row["id"]]
        if verdict.content_hash not in (None, row["content_hash"]):
            continue
        covered = blocks.covers(origin(row))
        reason: Reason | None = "blocked" if covered else None if verdict.wanted else "query"
        if not row["linked"] and row["reason"] is None:
            if verdict.wanted:
                (moves.found_blocked if covered else moves.found).append(verdict)
            continue
        if verdict.queries:
            moves.named.append(verdict)
        if row["linked"] and reason is not None:
            moves.hide[reason].append(verdict.key)
        elif row["reason"] is not None and reason is None:
            moves.back.append(verdict.key)
        elif row["reason"] is not None and reason is not None and reason != row["reason"]:
            moves.keep_hidden[reason].append(verdict.key)
    return moves


def _hide(
    connection: sqlite3.Connection,
    brand: str,
    keys: Sequence[int],
    reason: Reason,
    now: datetime,
    *,
    late: bool,
) -> None:
    """Let linked mentions count no more; `late` if they have not counted a moment."""
    rows = connection.execute(
        "SELECT mention_id, copy_of IS NULL AS first FROM brand_links"
        f" WHERE +brand = :brand AND mention_id IN {_KEYS}",
        _of(brand, keys),
    ).fetchall()
    why = {"reason": reason, "now": int(now.timestamp()), "late": late}
    # Copies before their first, which would have to be handed from one to the next.
    for first in (0, 1):
        chosen = [row["mention_id"] for row in rows if row["first"] == first]
        if first:
            copies.leave(connection, brand, chosen)
        if chosen:
            _put_away(connection, brand, chosen, why)


def _put_away(
    connection: sqlite3.Connection, brand: str, keys: Sequence[int], why: dict[str, Any]
) -> None:
    rollups.add(connection, brand, keys, -1)
    connection.execute(
        "INSERT INTO hidden_links (brand, mention_id, at, watch_id, queries, towards, reason,"
        " hidden_at, late)"
        " SELECT brand, mention_id, at, watch_id, queries, towards, :reason, :now, :late"
        f" FROM brand_links WHERE +brand = :brand AND mention_id IN {_KEYS}",
        {**why, **_of(brand, keys)},
    )
    connection.execute(
        f"DELETE FROM brand_links WHERE +brand = :brand AND mention_id IN {_KEYS}",
        _of(brand, keys),
    )
    connection.execute(
        "DELETE FROM rollups WHERE brand = :brand AND items = 0 AND (source, bin) IN (SELECT"
        f" source, published_at - published_at % 900 FROM mentions WHERE id IN {_KEYS})",
        _of(brand, keys),
    )


def _come_back(
    connection: sqlite3.Connection, brand: str, keys: Sequence[int], now: datetime
) -> None:
    """Let hidden mentions count again: as they did, or as ones that came late."""
    if not keys:
        return
    late = connection.execute(
        f"SELECT mention_id FROM hidden_links WHERE brand = :brand AND mention_id IN {_KEYS}"
        " AND late = 1",
        _of(brand, keys),
    ).fetchall()
    connection.execute(
        "INSERT INTO brand_links (brand, at, mention_id, watch_id, queries, towards)"
        " SELECT brand, at, mention_id, watch_id, queries, towards FROM hidden_links"
        f" WHERE brand = :brand AND mention_id IN {_KEYS}",
        _of(brand, keys),
    )
    connection.execute(
        f"DELETE FROM hidden_links WHERE brand = :brand AND mention_id IN {_KEYS}",
        _of(brand, keys),
    )
    copies.link(connection, brand, keys)
    rollups.add(connection, brand, keys, 1)
    cover_late(connection, brand, [key for (key,) in late], now)


def _link(
    connection: sqlite3.Connection, brand: str, found: Sequence[Verdict], now: datetime
) -> None:
    """Make stored mentions count for a brand, as ones that came late."""
    if not found:
        return
    connection.executemany(
        "INSERT INTO brand_links (brand, at, mention_id, watch_id, queries)"
        " SELECT ?, coalesce(published_at, first_seen_at), id, ?, ? FROM mentions WHERE id = ?",
        [(brand, each.watch_id, ",".join(each.queries), each.key) for each in found],
    )
    labelled.machine_says(connection, brand, ((each.key, each.towards) for each in found))
    keys = [each.key for each in found]
    copies.link(connection, brand, keys)
    rollups.add(connection, brand, keys, 1)
    cover_late(connection, brand, keys, now)


def _link_hidden(
    connection: sqlite3.Connection, brand: str, found: Sequence[Verdict], now: datetime
) -> None:
    """Note that a brand would have stored mentions, were they not blocked."""
    at = int(now.timestamp())
    connection.executemany(
        "INSERT INTO hidden_links (brand, mention_id, at, watch_id, queries, reason, hidden_at,"
        " late) SELECT ?, id, coalesce(published_at, first_seen_at), ?, ?, 'blocked', ?, 1"
        " FROM mentions WHERE id = ?",
        [(brand, each.watch_id, ",".join(each.queries), at, each.key) for each in found],
    )
    labelled.machine_says(connection, brand, ((each.key, each.towards) for each in found))


def _rename(connection: sqlite3.Connection, brand: str, named: Sequence[Verdict]) -> None:
    """Which queries match them now; what is kept whatever it says stays so."""
    rows = [(",".join(each.queries), brand, each.key) for each in named]
    for table in ("brand_links", "hidden_links"):
        connection.executemany(
            f"UPDATE {table} SET queries = ?1 WHERE brand = ?2 AND mention_id = ?3"
            " AND queries NOT IN ('', ?1)",
            rows,
        )


def cover_late(
    connection: sqlite3.Connection, brand: str, keys: Sequence[int], now: datetime
) -> None:
    """Write which negatives are counted and wake nobody; what was heard then stays heard."""
    connection.execute(
        "INSERT INTO coverage (watch_id, bin, state, late)"
        " SELECT b.watch_id, m.published_at - m.published_at % :bin, 'imported', count(*)"
        " FROM mentions m JOIN brand_links b ON b.mention_id = m.id AND +b.brand = :brand"
        f" WHERE m.id IN {_KEYS} AND coalesce(b.towards, m.label) = 'negative'"
        " AND m.published_at >= :earliest"
        " GROUP BY 1, 2"
        " ON CONFLICT (watch_id, bin) DO UPDATE SET late = late + excluded.late",
        {
            "bin": BIN_SECONDS,
            "earliest": int(now.timestamp()) - BACKFILL_DAYS * 86_400,
            **_of(brand, keys),
        },
    )


def _of(brand: str, keys: Sequence[int]) -> dict[str, str]:
    return {"brand": brand, "keys": json.encode(keys).decode()}


def origin(row: sqlite3.Row) -> Origin:
    """Whom and where a stored mention comes from."""
    return Origin(
        source=row["source"],
        author_name=row["author_name"],
        author_id=row["author_id"],
        url=row["url"],
    )


def hidden_by_blocks(
    connection: sqlite3.Connection, brand: str, since: datetime, until: datetime
) -> int:
    """How many mentions of a period do not count since their author or site is blocked."""
    (found,) = connection.execute(
        "SELECT count(*) FROM hidden_links WHERE brand = ? AND reason = 'blocked'"
        " AND at >= ? AND at < ?",
        (brand, int(since.timestamp()), int(until.timestamp())),
    ).fetchone()
    return int(found)
