"""The walk of one watch through a library, in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from listener.crawl.walks import foreseen
from listener.errors import SourceError
from listener.model import Page
from listener.source import ClientSource

if TYPE_CHECKING:
    from listener.crawl.contract import WatchRun
    from listener.crawl.crew import Crew, Walk


def by_library(otherwise: Walk | None = None) -> Walk:
    """The way to walk: through its library where a source has one, and otherwise that other."""

    def walk(crew: Crew, run: WatchRun) -> Awaitable[None]:
        if isinstance(run.source, ClientSource) or otherwise is None:
            return walk_client(crew, run)
        return otherwise(crew, run)

    return walk


async def walk_client(crew: Crew, run: WatchRun) -> None:
    """Takes the client's pages until there are no more or the run has seen enough."""
    loop = asyncio.get_running_loop()
    thread = ThreadPoolExecutor(1, thread_name_prefix=f"listener-{run.watch.source}")
    try:
        pages = await foreseen(run, loop.run_in_executor(thread, _pages, run))
        while True:
            crew.stop_if_interrupted()
            asked = loop.run_in_executor(thread, next, pages, None)
            page = await foreseen(run, crew.in_flight(asked))
            if page is None:
                return await crew.keep(run.end)
            if not await foreseen(run, crew.keep(run.take_page, page)):
                return None
    except SourceError as error:
        await crew.keep(run.fail, error)
    finally:
        # A library that hangs must not hold up the others.
        thread.shutdown(wait=False, cancel_futures=True)


def _pages(run: WatchRun) -> Iterator[Page]:
    assert isinstance(run.source, ClientSource)
    client = run.source.connect(run.secrets)
    return run.source.pages(client, run.watch, run.since)
