"""Cassettes of Mastodon and Reddit through the sites' usual client libraries, unmodified.

Each library asks a server on loopback that answers as the cassette has it; what the library then
yields is compared with what our source stores of the same answers. The recordings are looked for
in the folder LISTENER_SHARED, or `../shared`, and the tests are skipped where they are absent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import mastodon
import praw
import pytest

from listener.collecting import WatchRun
from listener.config import Brand, Crawl
from listener.enriching import Enricher
from listener.model import Payload, Request, Watch
from listener.records import StoredMention
from listener.sentiment import Sentiments
from listener.source import load_source
from listener.store import Store
from listener.testing import Answer, Recorded, ReplayServer
from tests import test_real_recordings as reddit
from tests import test_sources_mastodon_real as fediverse
from tests.blank import new_store

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Callable[[Watch], WatchRun]]:
    """Begins a walk that stores all it meets."""
    with new_store(tmp_path / "test.db") as store:

        def begin(watch: Watch) -> WatchRun:
            store.register([watch])
            run = WatchRun(
                watch,
                load_source(watch.source),
                brand=Brand(name="X", id="x"),
                store=store,
                enrich=Enricher(Sentiments()),
                settings=Crawl(),
                holder="test",
                now=lambda: NOW,
                secrets=dict(reddit.SECRETS),
                tell=lambda _: None,
            )
            assert run.begin()
            return run

        begin.store = store  # type: ignore[attr-defined]
        yield begin


def stored(walk: Any) -> dict[str, StoredMention]:
    store: Store = walk.store
    return {each.mention.id: each for each in store.mentions()}


# --- Mastodon ------------------------------------------------------------------------------


def through_mastodon_py(each: fediverse.Recorded) -> list[dict[str, Any]]:
    """The statuses that Mastodon.py yields for the answer of a cassette."""
    headers = {"Link": each.link} if each.link else {}
    answer = Answer(status=each.code, body=each.body.encode(), headers=headers)
    with ReplayServer(lambda *_: answer) as server:
        client = mastodon.Mastodon(
            api_base_url=server.url, access_token="made-up", version_check_mode="none"
        )
        return list(asked_of(client, urlsplit(each.url).path))


def asked_of(client: Any, path: str) -> Any:
    """What the library calls the list at that path."""
    if tag := re.search(r"/timelines/tag/(\w+)", path):
        return client.timeline_hashtag(tag[1])
    if account := re.search(r"/accounts/(\d+)/statuses", path):
        return client.account_statuses(account[1])
    if "/search" in path:
        return client.search_v2("x", result_type="statuses", exclude_unreviewed=False).statuses
    if listed := re.search(r"/timelines/list/(\d+)", path):
        return client.timeline_list(listed[1])
    if "/trends/" in path:
        return client.trending_statuses()
    return client.timeline_home() if "/home" in path else client.timeline_public()


def may_be_kept(post: dict[str, Any], listing: str) -> bool:
    """Whether its author lets it be found; the library says None for what was not told."""
    told = {name: value for name, value in post.items() if value is not None}
    return fediverse.kept(told, listing)


@pytest.mark.skipif(not fediverse.LISTS, reason=f"no real recordings in {fediverse.FOLDER}")
@pytest.mark.parametrize("each", fediverse.LISTS, ids=fediverse.name_of)
def test_mastodon_py_yields_what_we_store(
    each: fediverse.Recorded, walk: Callable[[Watch], WatchRun]
) -> None:
    """The same posts by the same names, with time, link, author and counts; of those that the
    library yields only what its author wants kept out of searches is not stored.
    """
    statuses = [status.get("reblog") or status for status in through_mastodon_py(each)]
    listing = fediverse.listing_of(each)
    yielded = {post["uri"]: post for post in statuses if may_be_kept(post, listing)}
    run = walk(Watch(brand="x", source="mastodon", listing=listing, match=False))
    request = run.first()
    if "/statuses" in each.url:
        request = Request(url=each.url, cursor={**request.cursor, "account": "1"})
    headers = {"link": each.link} if each.link else {}
    run.take(request, Payload(body=each.body.encode(), status=each.code, headers=headers))
    found = stored(walk)
    assert set(found) == set(yielded)
    for name, post in yielded.items():
        mention = found[name].mention
        assert mention.published_at == post["created_at"].replace(microsecond=0)
        assert mention.url == (post["url"] or post["uri"])
        assert mention.author is not None
        assert (mention.author.id or "").startswith(post["account"]["acct"])
        assert mention.engagement is not None
        assert mention.engagement.likes == post["favourites_count"]


# --- Reddit --------------------------------------------------------------------------------


def client_at(url: str) -> praw.Reddit:
    return praw.Reddit(
        client_id="made-up",
        client_secret="made-up",
        user_agent=reddit.SECRETS["user_agent"],
        oauth_url=url,
        reddit_url=url,
        check_for_updates=False,
    )


def community(client: Any, which: str) -> list[Any]:
    return list(getattr(client.subreddit("askreddit"), which)(limit=None))


@pytest.mark.parametrize(
    ("name", "which"),
    [
        ("praw/TestSubredditListings.test_comments.json", "comments"),
        ("praw/TestSubredditListings.test_new.json", "new"),
    ],
)
def test_praw_yields_what_we_store(
    name: str,
    which: str,
    walk: Callable[[Watch], WatchRun],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same posts or comments by the same names, with time, score and community."""
    listed = next(route for route in reddit.recorded(name, {}) if route.method == "GET")
    token = Recorded(
        method="POST",
        path="/api/v1/access_token",
        answer=Answer(body=reddit.GRANT, headers={"Connection": "close"}),
    )
    # After the recorded page the listing is over, and so is the other one from the start.
    empty = [Recorded(path=path, answer=reddit.EMPTY) for path in reddit.LISTINGS]
    with ReplayServer([token, listed, *empty]) as server:
        yielded = {thing.fullname: thing for thing in community(client_at(server.url), which)}
    run = walk(Watch(brand="x", source="reddit", listing="askreddit", match=False))
    with ReplayServer([token, listed, *empty]) as server:
        monkeypatch.setenv("LISTENER_REDDIT_URL", server.url)
        source: Any = run.source
        for page in source.pages(source.connect(dict(reddit.SECRETS)), run.watch, None):
            run.take_page(page)
    found = stored(walk)
    assert set(found) == set(yielded)
    assert len(found) == 100
    for fullname, thing in yielded.items():
        mention = found[fullname].mention
        assert mention.published_at == datetime.fromtimestamp(int(thing.created_utc), UTC)
        assert (mention.subject or "").lower() == str(thing.subreddit).lower()
        assert mention.engagement is not None
        assert mention.engagement.likes == thing.score
