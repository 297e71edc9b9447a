"""A source walked by a real run into a real store, answered by a function in place of a network."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from listener.budgeting import Purse, account_with
from listener.collecting import Progress, WatchRun
from listener.config import Brand, Crawl
from listener.crawl.answers import judge
from listener.enriching import Enricher
from listener.errors import SourceError, Throttled, UnexpectedAnswer
from listener.model import Page, Payload, Request, Watch
from listener.sentiment import Sentiments
from listener.source import ClientSource, Source
from tests.blank import new_store
from tests.life.life import Wordless

Answering = Callable[[Request], Payload]


class Walked:
    """One watch over one source, walk after walk, into one store."""

    def __init__(
        self,
        source: Any,
        watch: Watch,
        folder: Path,
        now: datetime,
        limits: dict[str, float] | None = None,
    ) -> None:
        # What is said of whom is not asked here: everything is kept.
        self.source, self.watch, self.now = source, replace(watch, match=False), now
        self.store = new_store(folder / "replay.db")
        self.store.register([self.watch])
        self._limits = limits
        self.asked: list[Request] = []

    def walk(self, answering: Answering) -> Progress:
        """One walk to its end, each answer judged as the engine does and each request paid."""
        told: list[Progress] = []
        run = self._run(told)
        assert run.begin()
        request: Request | None = run.first()
        while request is not None:
            request = self._step(run, request, answering)
            assert len(self.asked) < 5000, "the walk does not end"
        return told[-1]

    def keep(self, request: Request, payload: Payload) -> Progress:
        """One walk of one answer, whatever it leads on to."""
        told: list[Progress] = []
        run = self._run(told)
        assert run.begin()
        if run.take(request, payload) is not None:
            run.end()
        return told[-1]

    def take_pages(self, pages: list[Page]) -> Progress:
        """One walk of a source with a library of its own, whose pages are these."""
        told: list[Progress] = []
        run = self._run(told)
        assert run.begin()
        if all(run.take_page(page) for page in pages):
            run.end()
        return told[-1]

    def walk_library(
        self, secrets: dict[str, str], before: Callable[[int], None] = lambda _: None
    ) -> Progress:
        """One walk through a source's own library; `before` is told the number of each page."""
        told: list[Progress] = []
        run = self._run(told)
        assert run.begin()
        assert isinstance(self.source, ClientSource)
        try:
            pages = self.source.pages(self.source.connect(secrets), self.watch, run.since)
            for number in count():
                before(number)
                page = next(pages, None)
                if page is None:
                    run.end()
                if page is None or not run.take_page(page):
                    break
        except SourceError as error:
            run.fail(error)
        return told[-1]

    def fact(self, column: str) -> Any:
        return self.sql(f"SELECT {column} FROM watches")[0][0]

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def ids(self) -> list[str]:
        return [row[0] for row in self.sql("SELECT native_id FROM mentions ORDER BY 1")]

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.store._connection.execute(query)]

    def _run(self, told: list[Progress]) -> WatchRun:
        account = account_with(self.source.about, self.watch.source, limits=self._limits)
        return WatchRun(
            self.watch,
            self.source,
            brand=Brand(name="Luna", id=self.watch.brand),
            store=self.store,
            enrich=Enricher(Sentiments([Wordless()])),
            settings=Crawl(),
            holder="test",
            now=lambda: self.now,
            secrets={},
            tell=told.append,
            purse=Purse(self.store, account, lambda: self.now),
        )

    def _step(self, run: WatchRun, request: Request, answering: Answering) -> Request | None:
        assert isinstance(self.source, Source)
        try:
            request = run.payable(request)
            run.afford(request)
        except Throttled as error:
            run.fail(error)
            return None
        self.asked.append(request)
        payload = answering(request)
        found = judge(payload, payload.headers, reads=self.source.about.reads, now=self.now)
        if found.error is None:
            return run.take(request, payload)
        run.fail(found.error, payload if isinstance(found.error, UnexpectedAnswer) else None)
        return None
