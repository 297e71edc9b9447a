"""Storing: ours against `sqlite-utils` upsert_all, the same rows and full-text index, in turn.

The peer is what one would write first: one flat table with a compound primary key, full text kept
by triggers, three secondary indexes. Ours writes more (links, sentiments, rollups, sketches).
What is done before storing (matching, scoring, sketching) is not in it; `ingest` has it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.work import Work
from listener.likeness import sketch
from listener.model import Mention, Sentiment, Watch
from listener.store import Batch, Scored, Store

NOW = datetime(2026, 7, 1, tzinfo=UTC)
WATCH = Watch(brand="acme", source="forum", terms=("acme",))
FEELING = Sentiment(label="negative", polarity=-0.4, language="es", model="bench-1", confidence=0.5)
SIZE = 1000
SKETCHES: dict[str, tuple[int, ...]] = {}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks store")
    parser.add_argument("--base", type=int, default=50_000)
    parser.add_argument("--batches", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        new, seen = _compare(Path(folder), options.base, options.batches, options.rounds)
        errors, rate = _together(Path(folder), 8, options.batches)
    print(f"8 writers at once: {errors} errors, {rate:,.0f} rows/s in all")
    print(f"new rows: {new:.2f} x sqlite-utils upsert_all; 90 % seen: {seen:.2f} x")


def _compare(folder: Path, base: int, batches: int, rounds: int) -> tuple[float, float]:
    """Medians over rounds of the ratios of CPU time, new rows and nine in ten seen."""
    work = Work()
    stored = list(work.mentions(0, base))
    fill(folder / "ours.db", stored)
    _fill_peer(folder / "peer.db", stored)
    ratios: dict[str, list[float]] = {"new": [], "seen": []}
    for turn in range(rounds):
        fresh = list(work.mentions(base + turn * batches * SIZE, batches * SIZE))
        mixed = [
            mention if n % 10 else fresh[n] for n, mention in enumerate(stored[: batches * SIZE])
        ]
        for name, rows in (("new", fresh), ("seen", mixed)):
            ours = _timed(folder / "ours.db", rows, _ours)
            peer = _timed(folder / "peer.db", rows, _peer)
            ratios[name].append(peer / ours)
            print(
                f"{name}: ours {len(rows) / ours:,.0f} rows/s,"
                f" upsert_all {len(rows) / peer:,.0f} rows/s (CPU)"
            )
    return statistics.median(ratios["new"]), statistics.median(ratios["seen"])


def _timed(
    path: Path, rows: Sequence[Mention], way: Callable[[Path, list[Mention]], None]
) -> float:
    copy = path.with_suffix(".copy")
    SKETCHES.update((mention.id, sketch(mention)) for mention in rows)
    shutil.copy(path, copy)
    start = time.process_time()
    way(copy, list(rows))
    spent = time.process_time() - start
    for left in path.parent.glob("*.copy*"):
        left.unlink()
    return spent


def fill(path: Path, mentions: Sequence[Mention]) -> None:
    _ours(path, list(mentions))
    with Store(path) as store:
        store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _ours(path: Path, mentions: list[Mention]) -> None:
    with Store(path) as store:
        store.register([WATCH])
        lease = store.lease(WATCH, "bench", NOW, 1e9)
        assert lease is not None
        for start in range(0, len(mentions), SIZE):
            page = mentions[start : start + SIZE]
            known = store.known("acme", "forum", [mention.id for mention in page])
            store.save(
                Batch(
                    walk=lease,
                    now=NOW,
                    fresh=[
                        Scored(
                            mention=mention,
                            sentiment=FEELING,
                            queries=("main",),
                            sketch=SKETCHES.get(mention.id),
                        )
                        for mention in page
                        if mention.id not in known
                        or known[mention.id].content_hash != mention.content_hash
                    ],
                    seen=[each.key for each in known.values()],
                    items=len(page),
                )
            )
        store._connection.execute("UPDATE watches SET lease_holder = NULL")


def _fill_peer(path: Path, mentions: Sequence[Mention]) -> None:
    from sqlite_utils import Database

    db = Database(path)
    db.enable_wal()
    db["mentions"].insert_all(map(_flat, mentions), pk=("source", "native_id"))
    db["mentions"].enable_fts(
        ["title", "text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2"
    )
    for column in ("published_at", "first_seen_at", "label"):
        db["mentions"].create_index([column])
    db.conn.close()


def _peer(path: Path, mentions: list[Mention]) -> None:
    from sqlite_utils import Database

    db = Database(path)
    for start in range(0, len(mentions), SIZE):
        rows = map(_flat, mentions[start : start + SIZE])
        db["mentions"].upsert_all(rows, pk=("source", "native_id"))
    db.conn.close()


def _flat(mention: Mention) -> dict[str, object]:
    """The row one would make of it: twenty columns."""
    assert mention.author is not None and mention.published_at is not None
    return {
        "source": "forum",
        "native_id": mention.id,
        "brand": "acme",
        "kind": mention.kind,
        "url": mention.url,
        "title": mention.title,
        "text": mention.text,
        "author_name": mention.author.name,
        "author_id": mention.author.id,
        "published_at": mention.published_at.isoformat(),
        "first_seen_at": NOW.isoformat(),
        "last_seen_at": NOW.isoformat(),
        "subject": mention.subject,
        "country": mention.country,
        "version": mention.version,
        "label": FEELING.label,
        "polarity": FEELING.polarity,
        "confidence": FEELING.confidence,
        "language": FEELING.language,
        "model": FEELING.model,
    }


def _together(folder: Path, writers: int, batches: int) -> tuple[int, float]:
    """Errors and rows a second of several processes that write at once, each its own rows."""
    path = folder / "together.db"
    start = time.monotonic()
    with multiprocessing.Pool(writers) as pool:
        failures = pool.starmap(_write, [(path, n, batches) for n in range(writers)])
    rate = writers * batches * SIZE / (time.monotonic() - start)
    return sum(failures), rate


def _write(path: Path, number: int, batches: int) -> int:
    watch = Watch(brand=f"brand{number}", source="forum", terms=("acme",))
    rows = list(Work(number).mentions(number * 10_000_000, batches * SIZE))
    errors = 0
    with Store(path) as store:
        store._connection.execute(
            "INSERT OR IGNORE INTO watches (key, brand, source) VALUES (?, ?, 'forum')",
            (watch.key, watch.brand),
        )
        lease = store.lease(watch, f"bench{number}", NOW, 1e9)
        assert lease is not None
        for at in range(0, len(rows), SIZE):
            page = rows[at : at + SIZE]
            fresh = [Scored(mention=each, sentiment=FEELING) for each in page]
            try:
                store.save(Batch(walk=lease, now=NOW, fresh=fresh, items=SIZE))
            except Exception as error:
                print(f"writer {number}: {error}")
                errors += 1
    return errors
