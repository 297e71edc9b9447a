"""The one spider: it asks for any source of the contract, one page after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Any

import scrapy
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from listener.config import Crawl
from listener.crawl.allowance import rest_told
from listener.crawl.answers import LONGEST_REST, Answer, host_of, judge, shown
from listener.crawl.hosts import Hosts
from listener.crawl.patience import Patience
from listener.crawl.robots import RobotsRules
from listener.errors import (
    Interrupted,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.i18n import language_of, say
from listener.i18n.formats import figure
from listener.model import Payload, Request
from listener.source import About, Pace

Ask = Callable[[Request], Awaitable[Answer]]
DONE = (201, 202, 204)
"""What sites say when something was written, as they say 200 when it was read."""

HOPELESS = (
    DownloadCancelledError,
    IgnoreRequest,
    NotSupported,
    UnsupportedURLSchemeError,
    ValueError,
)
PASSING = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    TunnelError,
    OSError,
)


class SourceSpider(scrapy.Spider):
    """Asks, judges the answer, asks again when that may help; the walk decides what is next.

    Everything comes in from `listener.crawl.run`; there is one crawler for each watch.
    """

    name = "source"
    about: About
    config: Crawl
    hosts: Hosts
    robots: RobotsRules
    validators: dict[str, str]
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    in_flight: Callable[[Awaitable[Response]], Awaitable[Response]]
    afford: Callable[[Request], Awaitable[None]]
    unanswered: Callable[..., Awaitable[None]]
    walk: Callable[[Ask], Awaitable[None]]

    @property
    def obeys_robots(self) -> bool:
        """Pages made for people are read by robots.txt; an API or a feed is made for programs."""
        return self.about.access == "public-page"

    def pace(self, at_least: float = 0.0) -> Pace:
        """How fast this watch may ask; never faster than robots.txt asks for."""
        delay = max(self.about.pace.delay * self.config.pace_factor, at_least)
        return Pace(delay=delay, concurrency=self.about.pace.concurrency)

    async def start(self) -> AsyncIterator[Any]:
        """The whole walk; nothing is left for Scrapy to schedule."""
        await self.walk(self.ask)
        nothing: tuple[Any, ...] = ()
        for each in nothing:
            yield each

    async def ask(self, request: Request) -> Answer:
        """The answer to a request, after as many attempts as patience allows."""
        patience = Patience(self.config.retries, self.config.pace_factor)
        if request.after > 0:
            self.hosts.rest(request.url, min(request.after, LONGEST_REST.total_seconds()))
        while True:
            answer = await self._paid(request)
            if isinstance(answer.error, Throttled) and answer.error.retry_after:
                rest = answer.error.retry_after - self.now()
                self.hosts.rest(answer.payload.url, rest.total_seconds())
            elif left := rest_told(answer.payload.headers, self.now()):
                # It would refuse the next question, and count that against us.
                self.hosts.rest(answer.payload.url, min(left, LONGEST_REST.total_seconds()))
            pause = patience.pause(answer)
            if pause is None or request.once:
                return answer
            await self.sleep(pause)

    async def download(self, request: scrapy.Request) -> Response:
        """The response to a request, through all middlewares."""
        return await self.crawler.engine.download_async(request)

    async def _paid(self, request: Request) -> Answer:
        """One attempt, paid for if it costs anything: sites count each, and sign-ins too."""
        if not request.costs:
            return await self._ask_once(request)
        await self.afford(request)
        try:
            answer = await self._ask_once(request)
        except (Interrupted, UnexpectedAnswer):
            raise
        except SourceError:
            # A host that rests, or its robots.txt: nothing has gone out.
            await self.unanswered(reached=False)
            raise
        if answer.error is not None:
            unreached = isinstance(answer.error, SourceUnavailable) and not answer.error.reached
            await self.unanswered(reached=not unreached)
        return answer

    async def _ask_once(self, request: Request) -> Answer:
        try:
            response = await self.in_flight(self.download(self._scrapy_request(request)))
        except HOPELESS as error:
            raise self._hopeless(error, request.url) from error
        except PASSING as error:
            fault = self._passing(error, request.url)
            return Answer(payload=Payload(body=b"", url=request.url), error=fault, passing=True)
        return self._judged(request, response)

    def _judged(self, request: Request, response: Response) -> Answer:
        self._count(response)
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        payload = Payload(
            body=response.body,
            content_type=headers.get("content-type", ""),
            url=response.url,
            status=response.status,
            headers=headers,
        )
        return judge(
            payload,
            headers,
            reads=self.about.reads if request.method == "GET" else (*self.about.reads, *DONE),
            now=self.now(),
            moved_to=_moved_to(response),
            conditional=request.conditional,
        )

    def _scrapy_request(self, request: Request) -> scrapy.Request:
        headers = dict(request.headers)
        own = tuple(name for name in headers if name.lower() != "accept")
        meta = {"own_headers": own, "for_people": request.for_people}
        headers.setdefault("Accept", "*/*")
        if request.conditional:
            names = {"If-None-Match": "etag", "If-Modified-Since": "last_modified"}
            headers |= {h: self.validators[n] for h, n in names.items() if self.validators.get(n)}
        return scrapy.Request(
            request.url,
            callback=NO_CALLBACK,
            method=request.method,
            headers=headers,
            body=request.body,
            meta=meta,
            dont_filter=True,
        )

    def _count(self, response: Response) -> None:
        stats = self.crawler.stats
        stats.inc_value("listener/answers")
        stats.inc_value("listener/bytes", len(response.body))

    def _hopeless(self, error: Exception, url: str) -> SourceError:
        """The error for what would be the same the next time."""
        if isinstance(error, IgnoreRequest) and "redirections" in str(error):
            return UnexpectedAnswer(say("crawl.circles", host=host_of(url)))
        if isinstance(error, (DownloadCancelledError, IgnoreRequest)):
            megabytes = figure(language_of(), self.config.answer_megabytes)
            return UnexpectedAnswer(say("crawl.too_big", host=host_of(url), megabytes=megabytes))
        return UnexpectedAnswer(say("crawl.bad_address", url=shown(url)))

    def _passing(self, error: Exception, url: str) -> SourceError:
        """The error for what may be gone the next time."""
        host = host_of(url)
        if isinstance(error, DownloadTimeoutError):
            seconds = figure(language_of(), self.config.page_timeout_seconds)
            return SourceUnavailable(say("crawl.timeout", host=host, seconds=seconds))
        if isinstance(error, CannotResolveHostError):
            return SourceUnavailable(say("crawl.no_such_host", host=host), reached=False)
        if isinstance(error, DownloadConnectionRefusedError):
            return SourceUnavailable(say("crawl.refused", host=host), reached=False)
        if "certificate verify failed" in str(error):
            return SourceUnavailable(say("crawl.certificate", host=host), reached=False)
        return SourceUnavailable(say("crawl.broken_connection", host=host))


def _moved_to(response: Response) -> str | None:
    """Where permanent redirects, and no others, have led."""
    reasons = response.request.meta.get("redirect_reasons") if response.request else None
    return response.url if reasons and set(reasons) <= {301, 308} else None
