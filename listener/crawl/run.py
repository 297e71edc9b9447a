"""The run of many watches in one process.

    crawl ── for each watch, `at_once` at a time ──► begin ─► first ─► ask ─► take ─► ask … ─► end
                                                      └────── the store's one thread ──────┘

Asking happens in the event loop (Scrapy) or in a thread of the watch's own (a client source);
all that touches the store happens in one thread. A source that fails ends its own watch only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from listener.config import Crawl
from listener.errors import LeaseLost, SourceError
from listener.i18n import say
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.source import ClientSource, Source


class WatchRun(Protocol):
    """One watch's walk, as the engine sees it; `pipeline.py` has the real one.

    All methods are called in one thread. `take` and `take_page` store a page and say how the
    walk goes on; `fail`, `unchanged`, `end`, or an answer of None or False ends it.
    """

    watch: Watch
    source: Source | ClientSource
    since: Bookmark | None
    validators: dict[str, str]
    secrets: dict[str, str]

    def begin(self) -> bool:
        """Takes the lease and loads the bookmark; False when another crawl has the watch."""

    def first(self) -> Request:
        """Where the walk begins."""

    def take(
        self,
        request: Request,
        payload: Payload,
        *,
        validators: dict[str, str],
        moved_to: str | None,
    ) -> Request | None:
        """Reads and stores an answer; the next request, or None when the walk is over."""

    def take_page(self, page: Page) -> bool:
        """Stores a client's page; False when the walk is over."""

    def end(self) -> None:
        """A client has no more pages."""

    def unchanged(self) -> None:
        """The site says that nothing is new since the last walk."""

    def fail(self, error: SourceError, payload: Payload | None = None) -> None:
        """The walk ends here; the payload is what nobody could read."""


def crawl(runs: Sequence[WatchRun], settings: Crawl, *, now: Callable[[], datetime]) -> None:
    """Walks all watches; returns when each has ended.

    Ctrl-C or SIGTERM lets the pages on their way arrive and ends the walks; a second one kills.
    Raises an ExceptionGroup of what failed apart from sources, after all others have ended.
    """
    from listener.crawl.crew import Crew

    if not runs:
        return
    crew = Crew(settings, now)
    if any(isinstance(run.source, Source) for run in runs):
        from listener.crawl.fleet import with_scrapy

        results = with_scrapy(crew, runs)
    else:
        results = asyncio.run(crew.work(runs))
    failures = [error for error in results if not isinstance(error, LeaseLost)]
    if failures:
        raise ExceptionGroup(say("crawl.store_failed"), failures)
