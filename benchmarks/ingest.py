"""Crawling: 200 loopback pages of 50 items, first all new and then all seen.

Ours is the real path: Scrapy with our settings, match, language, sentiment, store with full text,
links and rollups. The peer is the tutorial way: Scrapy, one item at a time through a pipeline with
vaderSentiment and `sqlite-utils` upsert into one table with full text. Each runs in a process
of its own; CPU time is the whole process's, start-up included, the server's not.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.work import START, Work

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks ingest")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--as", dest="role", choices=["ours", "tutorial"], help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--db", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.role:
        {"ours": _ours, "tutorial": _tutorial}[options.role](options.url, options.db)
        return
    _compare(options.pages, options.rounds)


def _compare(pages: int, rounds: int) -> None:
    context = multiprocessing.get_context("spawn")
    ready, stop = context.Queue(), context.Event()
    server = context.Process(target=_serve, args=(pages, ready, stop))
    server.start()
    url = ready.get(timeout=120)
    ratios: dict[str, list[float]] = {"new": [], "seen": []}
    peak = 0.0
    try:
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                for turn in ("new", "seen"):
                    ours, memory = _measured("ours", url, Path(folder) / "ours.db", pages)
                    peer, peer_memory = _measured("tutorial", url, Path(folder) / "peer.db", pages)
                    ratios[turn].append(peer / ours)
                    peak = max(peak, memory)
                    print(
                        f"{turn}: ours {ours:.1f} ms CPU a page, {memory:.0f} MB;"
                        f" tutorial {peer:.1f} ms, {peer_memory:.0f} MB"
                    )
    finally:
        stop.set()
        server.join()
    new, seen = statistics.median(ratios["new"]), statistics.median(ratios["seen"])
    print(f"all new: {new:.2f} x the tutorial way; all seen: {seen:.2f} x; peak {peak:.0f} MB")


def _measured(role: str, url: str, db: Path, pages: int) -> tuple[float, float]:
    """CPU ms a page and peak MB of one crawl in a process of its own."""
    command = [sys.executable, "-m", "benchmarks", "ingest", "--as", role, "--url", url]
    process = subprocess.Popen([*command, "--db", str(db)])
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{role} failed")
    return 1000 * (used.ru_utime + used.ru_stime) / pages, used.ru_maxrss / 1024


def _serve(pages: int, ready: multiprocessing.Queue[str], stop: object) -> None:
    """The site: page n at /n, each naming the next; half Spanish, half English."""
    from listener.testing import Answer, ReplayServer

    work = Work()
    bodies: list[bytes] = []

    def route(
        path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        return Answer(body=bodies[int(path[1:])])

    with ReplayServer(route) as server:
        for number in range(pages):
            items = [_item(work, number * 50 + n) for n in range(50)]
            following = f"{server.url}/{number + 1}" if number + 1 < pages else None
            bodies.append(json.dumps({"items": items, "next": following}).encode())
        ready.put(f"{server.url}/0")
        stop.wait()  # type: ignore[attr-defined]


def _item(work: Work, number: int) -> dict[str, str]:
    """An item with the fields of a real answer, about 800 bytes of them."""
    return {
        "id": f"{number * 2654435761 % 2**32:08x}-{number}",
        "text": work.said("es" if number % 2 else "en"),
        "at": (START + timedelta(minutes=number)).isoformat(),
        "author": f"autor{number % 5000}",
        "url": f"https://forum.example/{number}",
        "avatar": "https://forum.example/avatars/" + "0123456789abcdef" * 12,
        "signature": "Enviado desde mi teléfono. " * 6,
    }


def _ours(url: str, db: Path) -> None:
    from listener.collecting import WatchRun
    from listener.config import Brand, Crawl
    from listener.crawl.run import crawl
    from listener.enriching import Enricher
    from listener.model import Watch
    from listener.sentiment import Sentiments
    from listener.store import Store
    from listener.testing import fake_source

    watch = Watch(brand="acme", source="fake", listing=url, match=False)
    source = fake_source(pages=1000, overlap=timedelta(days=3650))
    settings = Crawl(pace_factor=0.0)
    with Store(db) as store:
        store.register([watch])
        run = WatchRun(
            watch,
            source,
            brand=Brand(name="Acme", id="acme"),
            store=store,
            enrich=Enricher(Sentiments()),
            settings=settings,
            holder="bench",
            now=lambda: NOW,
            secrets={},
            tell=lambda _: None,
        )
        crawl([run], settings, now=lambda: NOW)


def _tutorial(url: str, db: Path) -> None:
    """What the tutorials of the three libraries make when put together."""
    import scrapy
    from scrapy.crawler import CrawlerProcess
    from sqlite_utils import Database
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    class StorePipeline:
        def open_spider(self) -> None:
            self.analyzer = SentimentIntensityAnalyzer()
            self.table = Database(db)["mentions"]

        def process_item(self, item: dict[str, object]) -> dict[str, object]:
            row = {**item, **self.analyzer.polarity_scores(str(item["text"]))}
            made = not self.table.exists()
            self.table.upsert(row, pk="id")
            if made:
                self.table.enable_fts(["text"], create_triggers=True)
                self.table.create_index(["at"])
            return item

    class ForumSpider(scrapy.Spider):
        name = "forum"
        start_urls = [url]

        def parse(self, response):  # type: ignore[no-untyped-def]
            page = response.json()
            yield from page["items"]
            if page["next"]:
                yield scrapy.Request(page["next"])

    process = CrawlerProcess({"LOG_LEVEL": "WARNING", "ITEM_PIPELINES": {StorePipeline: 300}})
    process.crawl(ForumSpider)
    process.start()
