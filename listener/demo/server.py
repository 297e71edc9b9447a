"""The five sources on loopback, in their own wire formats, with synthetic demo content.

`now` is the demo's clock: what is said later is not served yet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from listener.demo import appstore, feeds, hackernews, place, reddit
from listener.demo.content import DemoItem, DemoSource, items
from listener.testing import Answer, ReplayServer

_REVIEWS = re.compile(
    r"/(?P<country>[a-z]{2})/rss/customerreviews/page=(?P<page>\d+)/id=(?P<app>\d+)"
    r"/sortby=mostrecent/(?P<form>json|xml)"
)
_LISTING = re.compile(r"/r/(?P<places>[\w+]+)/(?P<kind>search|comments|new)/?")


class DemoServer(ReplayServer):
    """Serves what was said up to `now`; move `now` and more is said."""

    def __init__(self, until: datetime, seed: int = 1) -> None:
        self.now = until
        self._items = items(until, seed)[::-1]
        self._place = place.reviews(until)
        super().__init__(self._answer_of)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that send the sources here instead of to the world."""
        return {
            "LISTENER_HACKERNEWS_URL": self.url,
            "LISTENER_APPSTORE_URL": self.url,
            "LISTENER_GOOGLEBUSINESS_URL": self.url,
            "LISTENER_GOOGLEBUSINESS_TOKEN_URL": self.url + place.TOKEN_PATH,
            "LISTENER_GOOGLEBUSINESS_CLIENT_ID": "demo",
            "LISTENER_GOOGLEBUSINESS_CLIENT_SECRET": "demo",
            "LISTENER_GOOGLEBUSINESS_REFRESH_TOKEN": place.PERMISSION,
            "LISTENER_REDDIT_URL": self.url,
            "LISTENER_REDDIT_CLIENT_ID": "demo",
            "LISTENER_REDDIT_CLIENT_SECRET": "demo",
            # PRAW warns where its addresses were changed; here that is meant.
            "PRAW_ALLOW_ENDPOINT_OVERRIDE": "1",
        }

    def said(self, source: DemoSource) -> list[DemoItem]:
        """What a source shows now, newest first."""
        return [item for item in self._items if item.source == source and item.at <= self.now]

    def _answer_of(
        self, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        if path == "/api/v1/search_by_date":
            return hackernews.search_by_date(self.said("hackernews"), query)
        if path == "/api/v1/access_token":
            return reddit.token()
        if found := _LISTING.fullmatch(path):
            said = self.said("reddit")
            return reddit.listing(
                said, found["places"], found["kind"], query, headers=headers, now=self.now
            )
        if found := _REVIEWS.fullmatch(path):
            page = int(found["page"])
            said = self.said("appstore")
            return appstore.reviews(said, found["country"], found["app"], page, found["form"])
        if path in (place.TOKEN_PATH, place.REVIEWS_PATH):
            return place.answer(self._place, query, headers, body, now=self.now)
        return feeds.feed(path, self.said("feeds"), headers)
