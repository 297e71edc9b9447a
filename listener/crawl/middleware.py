"""Manners that hold for every request, redirects and robots.txt included."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from listener.crawl.answers import host_of, throttled
from listener.crawl.patience import WAITS_HERE
from listener.errors import AccessDenied, SourceUnavailable
from listener.i18n import say

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from listener.crawl.spider import SourceSpider

ROBOT = "listener"
"""The name under which robots.txt rules are looked up."""

LONGEST_CRAWL_DELAY = 60.0
"""A longer Crawl-delay would hold up a crawl for hours."""


class _OfSpider:
    """What the middlewares share: they learn from their spider whom they serve."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> _OfSpider:
        return cls(crawler)

    @property
    def spider(self) -> SourceSpider:
        return self._crawler.spider  # type: ignore[return-value]


class Robots(_OfSpider):
    """Reads public pages only where robots.txt lets it.

    Scrapy's own asks for robots.txt once per watch and takes a failing server for permission;
    https://www.rfc-editor.org/rfc/rfc9309#section-2.3.1.4 takes it for a refusal.
    """

    async def process_request(self, request: Request) -> None:
        for_people = self.spider.obeys_robots or request.meta.get("for_people")
        if not for_people or request.meta.get("robots"):
            return
        rules = await self.spider.robots.of(request.url, self._fetch)
        if not rules.can_fetch(request.url, ROBOT):
            raise AccessDenied(say("crawl.robots", host=host_of(request.url)))
        if delay := rules.crawl_delay(ROBOT):
            request.meta["crawl_delay"] = min(float(delay), LONGEST_CRAWL_DELAY)

    async def _fetch(self, url: str) -> Protego:
        request = Request(url, callback=NO_CALLBACK, meta={"robots": True}, dont_filter=True)
        try:
            response = await self.spider.download(request)
        except IgnoreRequest:
            return Protego.parse("")
        if response.status >= 500 or response.status == 429:
            raise SourceUnavailable(say("crawl.robots_unreachable", host=host_of(url)))
        body = response.body if response.status == 200 else b""
        return Protego.parse(body[:512_000].decode("utf-8", "replace"))


class Turns(_OfSpider):
    """One request waits for its host's turn, and carries secrets to that host only."""

    async def process_request(self, request: Request) -> None:
        # Twisted leaves a name that cannot be looked up waiting for the timeout.
        (urlsplit(request.url).hostname or "").encode("idna")
        spider = self.spider
        left = spider.hosts.rest_left(request.url)
        if left > WAITS_HERE:
            raise throttled(request.url, left, spider.now())
        _leave_behind(request)
        pace = spider.pace(request.meta.get("crawl_delay", 0.0))
        request.meta["host"] = await spider.hosts.enter(request.url, pace)

    def process_response(self, request: Request, response: Response) -> Response:
        self._leave(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002
        self._leave(request)

    def _leave(self, request: Request) -> None:
        if host := request.meta.pop("host", None):
            self.spider.hosts.leave(host)


def _leave_behind(request: Request) -> None:
    """The headers that a source gave, keys among them, follow to no other site and not to http."""
    came_from = request.meta.get("redirect_urls")
    if came_from and urlsplit(came_from[0])[:2] != urlsplit(request.url)[:2]:
        for name in request.meta.get("own_headers", ()):
            request.headers.pop(name, None)
