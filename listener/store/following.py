"""What a page means for what is hidden: blocks hold at once, and what is wanted comes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from listener.store import blocks, hiding, ingest
from listener.store.batch import Batch, Known
from listener.store.verdicts import Verdict

_CHUNK = 500


def follow(connection: sqlite3.Connection, batch: Batch) -> None:
    """Hide what a block covers, and bring back what is what the queries ask for again.

    In the transaction that has stored the page, so that no block is outrun by a crawl.
    """
    walk = batch.walk
    blocked = blocks.active(connection, walk.brand)
    anyway = not walk.match
    if not (anyway or blocked or _any_hidden(connection, walk.brand)):
        return
    ids = [scored.mention.id for scored in batch.fresh]
    known = ingest.known(connection, walk.brand, walk.source, ids)
    if anyway:
        _keep_anyway(connection, walk.brand, [*batch.seen, *(at.key for at in known.values())])
    verdicts = _verdicts(batch, known)
    hiding.settle(connection, walk.brand, verdicts, blocked, batch.now, new=True)


def _verdicts(batch: Batch, known: Mapping[str, Known]) -> Iterator[Verdict]:
    """Of what the page has brought or changed; a text that does not match now stays as it is."""
    for key, queries in batch.relinked:
        yield Verdict(key=key, wanted=True, queries=queries)
    for scored in batch.fresh:
        at = known[scored.mention.id]
        wanted = at.hidden != "query" or bool(scored.queries) or not batch.walk.match
        yield Verdict(key=at.key, wanted=wanted, queries=scored.queries)


def _any_hidden(connection: sqlite3.Connection, brand: str) -> bool:
    found = connection.execute("SELECT 1 FROM hidden_links WHERE brand = ? LIMIT 1", (brand,))
    return found.fetchone() is not None


def _keep_anyway(connection: sqlite3.Connection, brand: str, keys: Sequence[int]) -> None:
    """What a listing of the brand's own shows is kept, whatever a query asks for later."""
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        for table in ("brand_links", "hidden_links"):
            connection.execute(
                f"UPDATE {table} SET queries = '' WHERE brand = ? AND queries <> ''"
                f" AND mention_id IN ({','.join('?' * len(chunk))})",
                (brand, *chunk),
            )
