"""One crawler of Scrapy for each watch, all in one reactor."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor, is_reactor_installed

from listener.crawl.clients import by_library
from listener.crawl.hosts import Hosts
from listener.crawl.identity import identity
from listener.crawl.quiet import quiet
from listener.crawl.robots import RobotsRules
from listener.crawl.sessions import Sessions
from listener.crawl.signing import SignIns
from listener.crawl.spider import Ask, SourceSpider
from listener.crawl.walks import walk_http
from listener.i18n import say

if TYPE_CHECKING:
    from listener.config import Crawl
    from listener.crawl.contract import WatchRun
    from listener.crawl.crew import Crew

T = TypeVar("T")


def with_scrapy(crew: Crew, runs: Sequence[WatchRun]) -> list[Exception]:
    """Runs the crew's work in Scrapy's reactor, which lives once in a process.

    A runner, not a process, of Scrapy's: that one rewrites the logging of the program.
    """
    if is_reactor_installed():
        raise RuntimeError(say("crawl.one_crawl_a_process"))
    settings = scrapy_settings(crew.settings)
    install_reactor(settings["TWISTED_REACTOR"])
    with quiet(secret for run in runs for secret in run.secrets.values()):
        fleet = Fleet(crew, AsyncCrawlerRunner(settings))
        return _in_reactor(settings, crew.work(runs, by_library(fleet.walk)))


def scrapy_settings(ours: Crawl) -> Settings:
    """Scrapy's settings with what our configuration says."""
    settings = Settings()
    settings.setmodule("listener.crawl.settings", priority="project")
    changes = {
        "USER_AGENT": identity(ours.contact),
        "DOWNLOAD_TIMEOUT": ours.page_timeout_seconds,
        "DOWNLOAD_MAXSIZE": int(ours.answer_megabytes * 2**20),
        "AUTOTHROTTLE_ENABLED": ours.pace_factor > 0,
    }
    settings.update(changes, priority="cmdline")
    return settings


class Fleet:
    """What the crawlers of one process share: the turns at hosts, robots.txt, who we are."""

    def __init__(self, crew: Crew, runner: AsyncCrawlerRunner) -> None:
        self._crew, self._runner = crew, runner
        self._hosts = Hosts(asyncio.get_event_loop().time, crew.sleep)
        self._robots = RobotsRules()
        self._sign_ins = SignIns(crew.now, Sessions(crew.sessions, crew.now))

    async def walk(self, crew: Crew, run: WatchRun) -> None:
        """One watch, in a crawler of its own; raises what the store raised."""
        walking: list[asyncio.Task[None]] = []

        async def walk(ask: Ask) -> None:
            # Scrapy would log an exception and go on: it is kept for us in the task.
            task = asyncio.ensure_future(walk_http(crew, run, self._sign_ins.of(run, ask)))
            walking.append(task)
            await asyncio.wait([task])

        await self._runner.crawl(self._crawler(run), **self._given(run), walk=walk)
        for task in walking:
            task.result()

    def _crawler(self, run: WatchRun) -> Crawler:
        crawler = self._runner.create_crawler(SourceSpider)
        pace, factor = run.source.about.pace, self._crew.settings.pace_factor
        crawler.settings.set("AUTOTHROTTLE_START_DELAY", pace.delay * factor, priority="spider")
        crawler.settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", pace.concurrency, priority="spider")
        return crawler

    def _given(self, run: WatchRun) -> dict[str, object]:
        return {
            "name": run.watch.source,
            "about": run.source.about,
            "config": self._crew.settings,
            "hosts": self._hosts,
            "robots": self._robots,
            "validators": run.validators,
            "now": self._crew.now,
            "sleep": self._crew.sleep,
            "in_flight": self._crew.in_flight,
            "afford": partial(self._crew.keep, run.afford),
            "unanswered": partial(self._crew.keep, run.unanswered),
        }


def _in_reactor(settings: Settings, work: Coroutine[Any, Any, T]) -> T:
    """Runs the work in the reactor until it is done."""
    from twisted.internet import reactor as installed

    reactor = cast("Any", installed)
    # Twisted's own resolver stays: Scrapy's default knows no IPv6.
    reactor.getThreadPool().adjustPoolsize(maxthreads=settings.getint("REACTOR_THREADPOOL_MAXSIZE"))
    task = asyncio.get_event_loop().create_task(work)
    task.add_done_callback(lambda _: reactor.stop())
    reactor.run(installSignalHandlers=False)
    return task.result()
