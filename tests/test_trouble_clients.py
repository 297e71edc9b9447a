"""The troubles of tests/test_trouble_everywhere.py, for the sources that ask through a library.

Reddit is asked by the real PRAW over loopback. The mailbox stands in tests/mailbox.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from listener.clients.reddit import Reddit
from listener.model import Watch
from listener.testing import Answer, ReplayServer
from tests.replay import Walked
from tests.test_sources_reddit import GRANTED, SECRETS

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WATCH = Watch(brand="luna", source="reddit", listing="mexico")
QUESTIONS = 4
"""Of a good walk: two pages of comments, then one of posts with another after it."""

pytestmark = pytest.mark.usefixtures("no_sleep")


@pytest.fixture
def no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """PRAW waits between its own tries; tests do not."""
    monkeypatch.setattr("prawcore.sessions.FiniteRetryStrategy.sleep", lambda _: None)


def child(kind: str, number: int) -> dict[str, Any]:
    """A post or comment, so many minutes old."""
    data = {
        "name": f"{kind}_{number}",
        "id": str(number),
        "created_utc": (NOW - timedelta(minutes=number)).timestamp(),
        "permalink": f"/r/mexico/comments/{number}/",
        "subreddit": "mexico",
        "author": "gatoverde",
    }
    said = {"t1": {"body": f"n{number}"}, "t3": {"title": f"n{number}", "selftext": ""}}
    return {"kind": kind, "data": data | said[kind]}


class Site:
    """Two listings of a community, and what goes wrong from some question on."""

    def __init__(self, held: int = 150) -> None:
        self.held = held
        self.asked = 0
        self.trouble_at, self.trouble = 10_000, Answer()

    def answer(self, path: str, query: dict[str, str], *_: Any) -> Answer:
        if path.endswith("access_token"):
            return Answer(body=json.dumps(GRANTED).encode(), headers={"Connection": "close"})
        self.asked += 1
        if self.asked > self.trouble_at:
            return self.trouble
        kind = "t1" if "comments" in path else "t3"
        return Answer(body=json.dumps(self.listing(kind, query.get("after", ""))).encode())

    def listing(self, kind: str, after: str) -> dict[str, Any]:
        start = int(after.partition("_")[2] or 0)
        shown = [child(kind, n) for n in range(start + 1, min(start + 100, self.held) + 1)]
        is_more = start + 100 < self.held
        following = f"{kind}_{start + 100}" if is_more else None
        return {"kind": "Listing", "data": {"children": shown, "after": following}}


class Life:
    """One community, walked by PRAW into a store."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site = Site()
        self.server = ReplayServer(self.site.answer)
        self.walked = Walked(Reddit(lambda: self.walked.now), WATCH, folder, NOW)
        monkeypatch.setenv("LISTENER_REDDIT_URL", self.server.url)

    def walk(self, at: int = 10_000, trouble: Answer | None = None) -> Any:
        self.site.asked, self.site.trouble_at = 0, at
        self.site.trouble = trouble or Answer()
        self.walked.later(hours=7)
        return self.walked.walk_library(SECRETS)

    def bookmark(self) -> Any:
        return self.walked.sql("SELECT bookmark_newest_at, bookmark_finished_at FROM watches")


@pytest.fixture
def life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Life]:
    made = Life(tmp_path, monkeypatch)
    with made.server:
        yield made
    made.walked.store.close()


HTML = "text/html"
LOGIN = b"<!doctype html><title>Log in</title><form action='/login'></form>"
HALF = json.dumps(Site().listing("t1", "")).encode()[:5000]
TROUBLES = {
    "429_json": (Answer(status=429, body=b'{"error": 429}'), "throttled"),
    "429_html": (Answer(status=429, body=b"<html>", content_type=HTML), "throttled"),
    "429_retry_after": (Answer(status=429, headers={"retry-after": "3600"}), "throttled"),
    "500": (Answer(status=500, body=b"{}"), "unavailable"),
    "503_html": (Answer(status=503, body=b"<html>", content_type=HTML), "unavailable"),
    "expired_token": (Answer(status=401, body=b"{}"), "denied"),
    "403": (Answer(status=403, body=b'{"reason": "private"}'), "denied"),
    "half": (Answer(body=HALF), "broken"),
    "login_page": (Answer(body=LOGIN, content_type=HTML), "broken"),
    "empty": (Answer(body=b""), "broken"),
}


def test_a_good_walk_of_reddit_ends(life: Life) -> None:
    """The walk that the others break is itself whole."""
    assert life.walk().event == "ended"
    assert life.site.asked == QUESTIONS
    assert len(life.walked.ids()) == 300


@pytest.mark.parametrize("trouble", TROUBLES)
def test_reddit_in_trouble_is_told_and_nothing_is_lost(life: Life, trouble: str) -> None:
    """Whatever it answers, at whichever question: the bookmark stays, the next walk brings all."""
    answer, health = TROUBLES[trouble]
    for at in range(QUESTIONS):
        told = life.walk(at, answer)
        assert (told.event, life.walked.fact("health")) == ("failed", health), (at, told)
        assert told.error
        assert life.bookmark() == [(None, None)]
    assert life.walk().event == "ended"
    assert len(life.walked.ids()) == 300
    assert life.walked.fact("health") == "ok"
    assert life.walked.sql("SELECT 1 FROM mentions WHERE gone_at IS NOT NULL") == []


def test_reddit_rests_as_long_as_it_asks(life: Life) -> None:
    """An hour where it says so, a minute where it says nothing."""
    for trouble, seconds in (("429_retry_after", 3600), ("429_html", 60)):
        life.walk(0, TROUBLES[trouble][0])
        rests = datetime.fromtimestamp(life.walked.fact("rests_until"), UTC)
        assert rests == life.walked.now + timedelta(seconds=seconds)


EMPTY = Answer(body=b'{"kind": "Listing", "data": {"children": [], "after": null}}')


def test_a_place_in_a_listing_that_was_deleted_leaves_a_gap(life: Life) -> None:
    """Reddit then answers with nothing: that is no end of the list, and nothing has gone."""
    life.site.held = 20
    assert life.walk().event == "ended"
    life.site.held = 150
    for each in (life, life):
        told = each.walk(2, EMPTY)
        assert told.stopped_because == "source_cap", told
    assert life.walked.sql("SELECT 1 FROM mentions WHERE gone_at IS NOT NULL") == []


def test_a_listing_of_reddits_that_never_ends_ends(life: Life) -> None:
    """Within the budget of pages, or where the same page comes for ever."""
    life.site.held = 10**9
    assert life.walk().stopped_because in ("source_cap", "page_budget")
    assert len(life.walked.ids()) <= 100 * Reddit.about.pages
    same = Answer(body=json.dumps(Site().listing("t1", "")).encode())
    assert life.walk(0, same).event == "ended"
    assert life.site.asked < 60
