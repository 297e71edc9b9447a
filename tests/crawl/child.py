"""A crawl in a process of its own, for the tests: the plan comes by stdin, the story goes out.

Scrapy's reactor runs once in a process. Sources and runs here are fakes: a page is
`{"items": [...], "next": address}`.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from listener.config import Crawl
from listener.crawl.run import crawl
from listener.errors import AccessDenied, LeaseLost, StoreError, Throttled, UnexpectedAnswer
from listener.model import Cost, Mention, Page, Request, Watch
from listener.source import About, ClientSource, Credential, Pace, Source

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def about(name: str, given: dict) -> About:
    given = dict(given)
    pace = Pace(**given.pop("pace", {"delay": 0.0, "concurrency": 4}))
    given["reads"] = tuple(given.get("reads", (200,)))
    return About(
        **{
            "name": name,
            "title": name,
            "homepage": "https://example.org",
            "docs": "https://example.org/docs",
            "access": "official-api",
            "gives": "mentions",
            "watches": "query",
            "example": "x",
            "sees": {},
            "misses": {},
            "pace": pace,
            **given,
        }
    )


_ASKED = ("method", "headers", "conditional", "once", "for_people", "after")


class PagesSource(Source):
    """Reads the tests' own page format."""

    def __init__(self, plan: dict) -> None:
        self.about = about(plan["source"], plan.get("about", {}))
        self.plan = plan

    def first(self, watch, since):
        given = {k: v for k, v in self.plan.items() if k in _ASKED}
        body, costs = self.plan.get("body", "").encode(), self.costs("page")
        asked = Request(url=self.plan["url"], body=body, costs=costs, **given)
        if "dearer_url" in self.plan:
            # Two of a kind: what this test's purse holds may be enough for one.
            return replace(asked, url=self.plan["dearer_url"], costs=2 * costs, cheaper=asked)
        return asked

    def costs(self, what):
        return (Cost(what),) if "allowed" in self.plan else ()

    def sign_in(self, secrets, now):
        if self.plan.get("key"):
            given = self.plan["key"]
            return Credential(**given)
        token_url = self.plan.get("token_url")
        costs = self.costs("sign-in")
        return (
            Request(url=token_url, method="POST", body=b"refresh", costs=costs)
            if token_url
            else None
        )

    def signed_in(self, payload, secrets, now):
        answer = json.loads(payload.body)
        if payload.status != 200:
            raise AccessDenied(answer["error"])
        bearer = {"Authorization": f"Bearer {answer['token']}"}
        return Credential(headers=bearer, until=now + timedelta(seconds=answer["seconds"]))

    def read(self, request, payload):
        page = json.loads(payload.body)
        if page.get("broken"):
            raise UnexpectedAnswer("no items here")
        following = page.get("next")
        mentions = tuple(Mention(id=str(item)) for item in page["items"])
        after = page.get("after", 0.0)
        costs = self.costs("page")
        return Page(
            mentions=mentions,
            next=Request(url=following, after=after, costs=costs) if following else None,
        )


class LibrarySource(ClientSource):
    """Gives the pages of the plan; a page that is a word is a mishap."""

    def __init__(self, plan: dict) -> None:
        self.about = about(plan["source"], plan.get("about", {}))
        self.plan = plan

    def connect(self, secrets):
        return "client"

    def pages(self, client, watch, since):
        for page in self.plan["pages"]:
            if page == "throttled":
                raise Throttled("slower, please")
            if page == "bug":
                raise KeyError("children")
            if page == "hang":
                time.sleep(3600)
            yield Page(mentions=tuple(Mention(id=str(item)) for item in page))


class StoryRun:
    """A WatchRun that stores nothing and remembers everything."""

    since = None

    def __init__(self, plan: dict) -> None:
        self.plan = plan
        self.watch = Watch(brand="acme", source=plan["source"], terms=(plan.get("term", "x"),))
        self.source = LibrarySource(plan) if "pages" in plan else PagesSource(plan)
        self.validators = plan.get("validators", {})
        self.secrets = plan.get("secrets", {})
        self.items: list[str] = []
        self.kept: list[dict] = []
        self.ended = ""
        self.error: dict | None = None
        self.threads: set[str] = set()
        self.taken = 0
        self.paid: list[str] = []

    def payable(self, request):
        self._note()
        enough = self.plan["allowed"] - len(self.paid) >= len(request.costs)
        return request if enough else request.cheaper

    def afford(self, request):
        self._note()
        if len(self.paid) >= self.plan["allowed"]:
            raise Throttled("nothing left", retry_after=NOW + timedelta(hours=5))
        self.paid += [cost.budget for cost in request.costs]

    def unanswered(self, *, reached):
        self._note()
        self.paid[-1] += ", reached" if reached else ", given back"

    def begin(self):
        self._note()
        return not self.plan.get("held")

    def first(self):
        self._note()
        return self.source.first(self.watch, None)

    def take(self, request, payload, *, validators, moved_to):
        self._note()
        self.taken += 1
        self._mishap()
        self.kept.append({"validators": validators, "moved_to": moved_to, "url": payload.url})
        if payload.status != 200:
            self.ended = f"read {payload.status}"
            return None
        page = self.source.read(request, payload)
        self.items += [mention.id for mention in page.mentions]
        if page.next is None:
            self.ended = "taken"
        return page.next

    def take_page(self, page):
        self._note()
        self.items += [mention.id for mention in page.mentions]
        if len(self.items) >= self.plan.get("enough", 1000):
            self.ended = "enough"
            return False
        return True

    def end(self):
        self._note()
        self.ended = "end"

    def unchanged(self):
        self._note()
        self.ended = "unchanged"

    def fail(self, error, payload=None):
        self._note()
        self.ended = "failed"
        self.error = {"kind": type(error).__name__, "text": str(error)}
        if payload is not None:
            self.error["payload"] = payload.body.decode("latin-1")[:200]
            self.error["payload_url"] = payload.url
        if retry_after := getattr(error, "retry_after", None):
            self.error["rest"] = (retry_after - NOW).total_seconds()

    def _mishap(self):
        mishap = self.plan.get("mishap")
        if mishap == "disk full":
            raise StoreError("disk full")
        if mishap == "lease lost":
            raise LeaseLost

    def _note(self):
        self.threads.add(threading.current_thread().name)

    def story(self) -> dict:
        names = ("items", "kept", "ended", "error", "taken", "paid")
        return {name: getattr(self, name) for name in names} | {"threads": sorted(self.threads)}


def main() -> None:
    plan = json.load(sys.stdin)
    logging.basicConfig(level=logging.DEBUG if plan.get("debug") else logging.INFO)
    root = list(logging.getLogger().handlers)
    runs = [StoryRun(watch) for watch in plan["watches"]]
    failures: list[str] = []
    began = time.monotonic()
    try:
        crawl(runs, msgspec.convert(plan.get("settings", {}), Crawl), now=lambda: NOW)
    except* StoreError as group:
        failures = [f"{type(e).__name__}: {e}" for e in group.exceptions]
    story = {
        "runs": [run.story() for run in runs],
        "failures": failures,
        "seconds": time.monotonic() - began,
        "scrapy": "scrapy" in sys.modules,
        "logging_untouched": logging.getLogger().handlers == root,
    }
    sys.stdout.write(json.dumps(story))


if __name__ == "__main__":
    main()
