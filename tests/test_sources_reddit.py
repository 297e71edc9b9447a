"""Reddit beyond the recordings: what PRAW is asked, merging, the cap, and its exceptions."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from listener.clients.reddit import CAP, SOURCE, Reddit
from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.model import Bookmark, Mention, Watch
from listener.testing import Answer, Recorded, ReplayServer

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LISTING = Watch(brand="luna", source="reddit", listing="mexico")
QUERY = Watch(brand="luna", source="reddit", terms=('café "luna"',))
GRANTED = {"access_token": "made-up", "token_type": "bearer", "expires_in": 3600, "scope": "*"}
TOKEN = Recorded(
    method="POST",
    path="/api/v1/access_token",
    # PRAW asks for the token with "Connection: close"; a server says so in its answer too.
    answer=Answer(body=json.dumps(GRANTED).encode(), headers={"Connection": "close"}),
)
SECRETS = {
    "LISTENER_REDDIT_CLIENT_ID": "made-up",
    "LISTENER_REDDIT_CLIENT_SECRET": "made-up",
    "user_agent": "listener-tests/1 (synthetic)",
}


def thing(kind: str, number: int, minutes: float) -> SimpleNamespace:
    """A post or comment as PRAW holds it, so many minutes old."""
    return SimpleNamespace(
        name=f"{kind}_{number}",
        id=str(number),
        title="Café Luna",
        selftext="",
        body="Café Luna",
        author="gatoverde",
        subreddit="mexico",
        created_utc=(NOW - timedelta(minutes=minutes)).timestamp(),
        permalink=f"/r/mexico/comments/{number}/",
        link_id="t3_1",
    )


class FakeClient:
    """A Reddit that lists what it is given and remembers how it was asked."""

    def __init__(self, comments: list[Any] = (), posts: list[Any] = ()) -> None:  # type: ignore[assignment]
        self._comments, self._posts, self.asked = comments, posts, {}

    def subreddit(self, name: str) -> "FakeClient":
        self.asked["subreddit"] = name
        return self

    def comments(self, *, limit: None) -> Iterator[Any]:
        return iter(self._comments)

    def new(self, *, limit: None) -> Iterator[Any]:
        return iter(self._posts)

    def search(self, query: str, **options: Any) -> Iterator[Any]:
        self.asked |= {"query": query, **options}
        return iter(self._posts)


def walk(client: Any, watch: Watch = LISTING, since: Bookmark | None = None) -> list[Mention]:
    pages = Reddit(lambda: NOW).pages(client, watch, since)
    return [mention for page in pages for mention in page.mentions]


@pytest.mark.parametrize(
    ("days", "span"),
    [(None, "all"), (0, "week"), (4, "week"), (20, "month"), (90, "year"), (900, "all")],
)
def test_a_search_reaches_behind_the_bookmark_and_not_much_further(
    days: int | None, span: str
) -> None:
    """The time filter is the shortest that holds the bookmark and its overlap."""
    client = FakeClient()
    mark = None if days is None else Bookmark(newest_at=NOW - timedelta(days=days), finished_at=NOW)
    walk(client, QUERY, mark)
    assert client.asked == {
        "subreddit": "all",
        "query": '"café  luna "',
        "sort": "new",
        "time_filter": span,
        "limit": None,
    }


def test_comments_and_posts_come_as_one_walk_newest_first() -> None:
    """Both listings are merged by time, so that a walk that stops has missed nothing newer."""
    client = FakeClient(
        [thing("t1", number, 2 * number) for number in range(150)],
        [thing("t3", number, 3 * number + 1) for number in range(90)],
    )
    found = walk(client)
    times = [mention.published_at for mention in found if mention.published_at]
    assert len({mention.id for mention in found}) == len(times) == 240
    assert times == sorted(times, reverse=True)


def test_pages_hold_a_hundred_and_only_the_last_has_no_next() -> None:
    """The runner learns from `next` whether more follows."""
    client = FakeClient([thing("t1", number, number) for number in range(200)])
    pages = list(SOURCE.pages(client, LISTING, None))
    assert [len(page.mentions) for page in pages] == [100, 100]
    assert [page.next is None for page in pages] == [False, True]
    assert pages[-1].stopped_because is None


def test_the_walk_ends_where_reddit_cuts_a_listing() -> None:
    """Below a thousand comments only posts would be seen: the walk ends and names the cap."""
    client = FakeClient(
        [thing("t1", number, number / 60) for number in range(CAP)],
        [thing("t3", number, 10 * number) for number in range(40)],
    )
    pages = list(SOURCE.pages(client, LISTING, None))
    oldest = min(m.published_at for page in pages for m in page.mentions if m.published_at)
    assert pages[-1].stopped_because == "source_cap"
    assert oldest == NOW - timedelta(minutes=(CAP - 1) / 60)


def test_a_missing_key_says_what_to_do() -> None:
    """The message names the keys, the approval, and the way without either."""
    with pytest.raises(AccessDenied, match=r"LISTENER_REDDIT_CLIENT_ID.*approve.*\.rss"):
        SOURCE.connect({"user_agent": "x"})


@pytest.fixture
def no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """PRAW waits between its own tries; tests do not."""
    monkeypatch.setattr("prawcore.sessions.FiniteRetryStrategy.sleep", lambda _: None)


def ask(monkeypatch: pytest.MonkeyPatch, answer: Answer, watch: Watch = LISTING) -> list[Mention]:
    """A walk by the real PRAW against a server that gives this answer to every question."""
    routes = [TOKEN] + [
        Recorded(path=path, answer=answer)
        for path in ("/r/mexico/comments/", "/r/mexico/comments", "/r/mexico/new", "/r/all/search/")
    ]
    with ReplayServer(routes) as server:
        monkeypatch.setenv("LISTENER_REDDIT_URL", server.url)
        found = walk(SOURCE.connect(SECRETS), watch)
        assert server.requests[0].headers["user-agent"].startswith(SECRETS["user_agent"])
        return found


def test_praw_reads_what_the_service_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real library, asked over loopback, gives the mentions of its answer."""
    child = {"kind": "t3", "data": vars(thing("t3", 7, 5)) | {"selftext": "Pésimo"}}
    listing = {"kind": "Listing", "data": {"children": [child], "after": None}}
    found = ask(monkeypatch, Answer(body=json.dumps(listing).encode()), QUERY)
    assert [(mention.id, mention.text, mention.subject) for mention in found] == [
        ("t3_7", "Pésimo", "mexico")
    ]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(status=401, body=b"{}"), AccessDenied),
        (Answer(status=403, body=b'{"reason": "private"}'), AccessDenied),
        (Answer(status=404, body=b"{}"), AccessDenied),
        (Answer(status=302, headers={"location": "/subreddits/search"}), AccessDenied),
        (Answer(status=500, body=b"{}"), SourceUnavailable),
        (Answer(status=503, body=b"<html>"), SourceUnavailable),
        (Answer(status=200, body=b"<html>not json</html>"), UnexpectedAnswer),
        (Answer(status=418, body=b"{}"), UnexpectedAnswer),
        (Answer(status=429, body=b"{}"), Throttled),
    ],
)
@pytest.mark.usefixtures("no_sleep")
def test_every_refusal_says_what_the_runner_should_do(
    answer: Answer, kind: type[SourceError], monkeypatch: pytest.MonkeyPatch
) -> None:
    """PRAW's exceptions come out as errors of the kind that fits the answer."""
    with pytest.raises(kind):
        ask(monkeypatch, answer)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ({"retry-after": "4"}, 4),
        ({}, 60),
        ({"retry-after": "0"}, 1),
        ({"retry-after": "1000000000"}, 86_400),
    ],
)
def test_a_throttled_source_rests_as_long_as_reddit_says(
    header: dict[str, str], seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time to rest counts from now; without one it is a minute."""
    with pytest.raises(Throttled) as caught:
        ask(monkeypatch, Answer(status=429, body=b"{}", headers=header))
    assert caught.value.retry_after == NOW + timedelta(seconds=seconds)


def test_a_key_that_reddit_refuses_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused key is no fault of the community that was asked for."""
    refusal = Recorded(
        method="POST", path="/api/v1/access_token", answer=Answer(status=401, body=b"{}")
    )
    with ReplayServer([refusal]) as server:
        monkeypatch.setenv("LISTENER_REDDIT_URL", server.url)
        with pytest.raises(AccessDenied, match="LISTENER_REDDIT_CLIENT_SECRET"):
            walk(SOURCE.connect(SECRETS))


@pytest.mark.usefixtures("no_sleep")
def test_nobody_at_the_other_end_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused connection is tried again later."""
    monkeypatch.setenv("LISTENER_REDDIT_URL", "http://127.0.0.1:9")
    with pytest.raises(SourceUnavailable) as caught:
        walk(SOURCE.connect(SECRETS))
    assert not caught.value.reached


def test_what_was_read_before_a_fault_is_kept() -> None:
    """A listing that breaks in the middle gives its first mentions, then the error."""
    from prawcore.exceptions import RequestException

    def breaking() -> Iterator[Any]:
        yield from [thing("t1", number, number) for number in range(30)]
        raise RequestException(OSError("reset"), (), {})

    pages = SOURCE.pages(FakeClient(breaking()), LISTING, None)  # type: ignore[arg-type]
    first = next(pages)
    assert len(first.mentions) == 30
    assert first.next is not None
    with pytest.raises(SourceUnavailable) as caught:
        next(pages)
    assert caught.value.reached


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("r/Mexico", "mexico"),
        (" /r/mexico/ ", "mexico"),
        ("https://www.reddit.com/r/Mexico/comments/abc/x/", "mexico"),
        ("old.reddit.com/r/mexico+espanol?x=1", "mexico+espanol"),
        ("mexico", "mexico"),
    ],
)
def test_a_community_has_one_right_name(given: str, right: str) -> None:
    """Whatever a person copies from Reddit names the same community."""
    assert SOURCE.normal_listing(given) == right


@pytest.mark.parametrize("given", ["", "r/", "a b", "https://example.com/r/mexico", "../x"])
def test_what_names_no_community_is_refused_with_an_example(given: str) -> None:
    """The message shows what a right name looks like."""
    with pytest.raises(ValueError, match="r/mexico"):
        SOURCE.normal_listing(given)
