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
from pathlib import Path

from listener.config import Crawl
from listener.crawl.contract import WatchRun
from listener.errors import LeaseLost
from listener.i18n import say
from listener.source import Source


def crawl(
    runs: Sequence[WatchRun],
    settings: Crawl,
    *,
    now: Callable[[], datetime],
    sessions: Path | None = None,
) -> None:
    """Walks all watches; returns when each has ended. `sessions` is where those are kept.

    Ctrl-C or SIGTERM lets the pages on their way arrive and ends the walks; a second one kills.
    Raises an ExceptionGroup of what failed apart from sources, after all others have ended.
    """
    from listener.crawl.clients import by_library
    from listener.crawl.crew import Crew

    if not runs:
        return
    crew = Crew(settings, now, sessions)
    if any(isinstance(run.source, Source) for run in runs):
        from listener.crawl.fleet import with_scrapy

        results = with_scrapy(crew, runs)
    else:
        results = asyncio.run(crew.work(runs, by_library()))
    failures = [error for error in results if not isinstance(error, LeaseLost)]
    if failures:
        raise ExceptionGroup(say("crawl.store_failed"), failures)
