"""Who walks which watch when, and who may touch the store."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from listener.config import Crawl
from listener.crawl.interrupt import on_interrupt
from listener.errors import Interrupted, StoreError
from listener.i18n import say

if TYPE_CHECKING:
    from listener.crawl.contract import WatchRun

T = TypeVar("T")
Walk = Callable[["Crew", "WatchRun"], Awaitable[None]]

GRACE = 10.0
"""Seconds that pages on their way get to arrive after an interruption."""

log = logging.getLogger("listener.crawl")


class Crew:
    """The walks of one crawl: at most `at_once` under way, and one thread for the store."""

    def __init__(
        self, settings: Crawl, now: Callable[[], datetime], sessions: Path | None = None
    ) -> None:
        self.settings, self.now, self.sessions = settings, now, sessions
        self._store = ThreadPoolExecutor(1, thread_name_prefix="listener-store")
        self._interrupted = asyncio.Event()
        self._on_their_way: set[asyncio.Future[Any]] = set()

    async def work(self, runs: Sequence[WatchRun], walk: Walk) -> list[Exception]:
        """Walks every watch to its end; what failed apart from sources."""
        places = asyncio.Semaphore(max(1, self.settings.at_once))
        with on_interrupt(self._interrupt), self._store:
            walks = (self._one(run, places, walk) for run in by_turns(runs))
            results = await asyncio.gather(*walks, return_exceptions=True)
        return [error for error in results if isinstance(error, Exception)]

    async def keep(self, do: Callable[..., T], *args: object, **named: object) -> T:
        """Does something in the store's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._store, partial(do, *args, **named))

    async def in_flight(self, coming: Awaitable[T]) -> T:
        """Waits for an answer; after an interruption no longer than the grace."""
        task = asyncio.ensure_future(coming)
        self._on_their_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            self.stop_if_interrupted()
            raise
        finally:
            self._on_their_way.discard(task)

    async def sleep(self, seconds: float) -> None:
        """Waits, but not through an interruption."""
        try:
            await asyncio.wait_for(self._interrupted.wait(), seconds)
        except TimeoutError:
            return
        self.stop_if_interrupted()

    def stop_if_interrupted(self) -> None:
        """Raises Interrupted once a person, or the system, has asked to stop."""
        if self._interrupted.is_set():
            raise Interrupted(say("crawl.interrupted"))

    async def _one(self, run: WatchRun, places: asyncio.Semaphore, walk: Walk) -> None:
        async with places:
            if self._interrupted.is_set() or not await self.keep(run.begin):
                return
            try:
                await walk(self, run)
            except StoreError as error:
                log.debug("%s: %s", run.watch.key, error)
                raise

    def _interrupt(self) -> None:
        self._interrupted.set()
        asyncio.get_running_loop().call_later(GRACE, self._give_up)

    def _give_up(self) -> None:
        for task in self._on_their_way:
            task.cancel()


def by_turns(runs: Iterable[WatchRun]) -> list[WatchRun]:
    """The runs so that sources take turns: one slow host must not hold all places."""
    groups: dict[str, list[WatchRun]] = {}
    for run in runs:
        groups.setdefault(run.watch.source, []).append(run)
    return [run for run in chain.from_iterable(zip_longest(*groups.values())) if run is not None]
