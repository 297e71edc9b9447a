"""Growth: the rate of storing at five million rows as a part of that at one million."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.store import FEELING, NOW, SIZE, WATCH
from benchmarks.work import Work
from listener.store import Batch, Scored, Store

SPAN = 100_000
"""Rows over which a rate is measured."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks growth")
    parser.add_argument("--small", type=int, default=1_000_000)
    parser.add_argument("--large", type=int, default=5_000_000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder) / "growth.db"
        rates = _grow(path, options.small, options.large)
        per_row = path.stat().st_size / (options.large + SPAN)
    print(f"{per_row:,.0f} bytes a row")
    print(
        f"CPU rate at {options.small:,} rows {rates[0]:,.0f}/s, at {options.large:,}"
        f" {rates[1]:,.0f}/s: {rates[1] / rates[0]:.2f}"
    )


def _grow(path: Path, small: int, large: int) -> list[float]:
    work, rates, spent = Work(), list[float](), 0.0
    with Store(path) as store:
        store.register([WATCH])
        lease = store.lease(WATCH, "bench", NOW, 1e9)
        assert lease is not None
        for first in range(0, large + SPAN, SIZE):
            page = list(work.mentions(first, SIZE))
            began = time.process_time()
            store.known("acme", "forum", [mention.id for mention in page])
            fresh = [Scored(mention=each, sentiment=FEELING) for each in page]
            store.save(Batch(walk=lease, now=NOW, fresh=fresh, items=SIZE))
            spent += time.process_time() - began
            done = first + SIZE
            if done % SPAN == 0:
                if done - SPAN in (small, large):
                    rates.append(SPAN / spent)
                if done % 500_000 == 0:
                    print(f"{done:,} rows: {SPAN / spent:,.0f} rows/s (CPU)", flush=True)
                spent = 0.0
        store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return rates
