"""Review pages: reading them with the glance that skips what has no ratings, and without it.

The peer is the usual way: extruct over every page, in the same three ways of marking. The pages
are real ones where LISTENER_SHARED has them, else our own made-up recordings, which are small. In
the mix every page has a twin of its size that marks something else than ratings, as most pages of
a site do. All three take turns, page by page, in one process; times are of the CPU.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from listener.spiders import reviewpages

from listener.errors import SourceError
from listener.model import Payload, Watch

ROOT = Path(__file__).parent.parent
HERE = "https://shop.example/product"
GLANCES = ("is_marked", "may_have_reviews")
_KEPT = {name: getattr(reviewpages, name) for name in GLANCES}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks pages")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    logging.getLogger("extruct").addHandler(logging.NullHandler())
    pages = _pages()
    reviews = sum(_read(page) for page in pages)
    size = sum(map(len, pages)) / len(pages) / 1024
    print(f"{len(pages)} pages of {size:.0f} kB, {reviews} reviews in them")
    real = _compare("as they are", pages, options.rounds)
    mixed = _compare("half without ratings", _with_twins(pages), options.rounds)
    _lateness()
    print(
        f"{real[0]:.1f} pages/s, {real[0] / real[1]:.2f} x without the glance,"
        f" {real[0] / real[2]:.2f} x bare extruct; half without ratings: {mixed[0]:.1f} pages/s,"
        f" {mixed[0] / mixed[1]:.2f} x, {mixed[0] / mixed[2]:.2f} x"
    )


def _pages() -> list[bytes]:
    shared = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared")
    found = sorted((shared / "recordings" / "generic_html").glob("*.html"))
    if not found:
        print("no real pages (LISTENER_SHARED): these are our own, made up and small")
        found = sorted((ROOT / "tests" / "recordings" / "reviewpages").glob("*.txt"))
    return [path.read_bytes() for path in found if path.stat().st_size]


def _with_twins(pages: Sequence[bytes]) -> list[bytes]:
    """Each page, and one of its size that tells of remarks, which nobody looks for."""
    return [
        each
        for page in pages
        for each in (page, page.replace(b"Review", b"Remark").replace(b"Rating", b"Remark"))
    ]


def _compare(name: str, pages: Sequence[bytes], rounds: int) -> tuple[float, float, float]:
    """Pages a second: with the glance, without it, bare extruct; medians over rounds."""
    ways: tuple[Callable[[bytes], int], ...] = (_read, _read_all, _bare)
    found: list[tuple[float, ...]] = []
    for turn in range(rounds):
        spent = [0.0, 0.0, 0.0]
        for page in pages:
            # Another one begins in each round: who comes first pays for what is not in memory.
            for place in ((turn + n) % len(ways) for n in range(len(ways))):
                began = time.process_time()
                ways[place](page)
                spent[place] += time.process_time() - began
        found.append(tuple(len(pages) / each for each in spent))
    ours, all_read, bare = (statistics.median(each) for each in zip(*found, strict=True))
    skipped = sum(not _looked_at(page) for page in pages)
    print(
        f"{name}: {skipped} of {len(pages)} skipped at a glance; {ours:.1f} pages/s,"
        f" {all_read:.1f} without the glance, {bare:.1f} bare extruct"
    )
    return ours, all_read, bare


def _looked_at(page: bytes) -> bool:
    html = page.decode("utf-8", "replace")
    return all(glance(html) for glance in _KEPT.values())


def _read(page: bytes) -> int:
    """How many reviews our source reads."""
    request = reviewpages.SOURCE.first(Watch(brand="b", source="reviewpages", listing=HERE), None)
    payload = Payload(body=page, content_type="text/html", url=HERE)
    try:
        return len(reviewpages.SOURCE.read(request, payload).mentions)
    except SourceError:
        return 0


def _read_all(page: bytes) -> int:
    """The same, looking closely at every page."""
    for name in GLANCES:
        setattr(reviewpages, name, lambda _: True)
    try:
        return _read(page)
    finally:
        for name, kept in _KEPT.items():
            setattr(reviewpages, name, kept)


def _bare(page: bytes) -> int:
    from extruct import extract

    html = page.decode("utf-8", "replace")
    ways = ["json-ld", "microdata", "rdfa"]
    try:
        return len(extract(html, base_url=HERE, syntaxes=ways, uniform=True, errors="log"))
    except (KeyError, ValueError):  # what its `errors` does not cover: it fell over
        return 0


def _lateness() -> None:
    """A page of two megabytes is read in the store's thread: how late does the loop get?"""
    marked = [
        {
            "@type": "Review",
            "author": f"Persona {number}",
            "datePublished": "2026-11-20",
            "reviewBody": f"Una reseña inventada, la número {number}. " * 10,
        }
        for number in range(4200)
    ]
    thing = {"@context": "https://schema.org", "@type": "Product", "name": "A", "review": marked}
    script = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    page = f"<html><head><title>A</title>{script}</head></html>".encode()
    spent, late = asyncio.run(_late(page))
    print(
        f"a page of {len(page) / 2**20:.1f} MB and {len(marked)} reviews: read in {spent:.2f} s"
        f" beside the event loop, which was at worst {1000 * late:.0f} ms late"
    )


async def _late(page: bytes) -> tuple[float, float]:
    worst, done = 0.0, False

    async def tick() -> None:
        nonlocal worst
        while not done:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            worst = max(worst, time.perf_counter() - began - 0.001)

    ticking = asyncio.ensure_future(tick())
    began = time.perf_counter()
    with ThreadPoolExecutor(1) as thread:
        await asyncio.get_running_loop().run_in_executor(thread, _read, page)
    spent, done = time.perf_counter() - began, True
    await ticking
    return spent, worst
