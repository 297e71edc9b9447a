"""Real answers of X, recorded elsewhere and not kept in this repository.

They are looked for in the folder LISTENER_SHARED, or `../shared`, and skipped when absent.
"""

import json
import os
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from listener.spiders.x import SOURCE

from listener.errors import UnexpectedAnswer
from listener.model import Bookmark, Mention, Page, Payload, Watch
from tests.cassettes import answers

ROOT = Path(__file__).parent.parent
REAL = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings" / "x"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"no real recordings in {REAL}")

SEARCH = Watch(brand="luna", source="x", terms=("café luna",))
LISTING = Watch(brand="luna", source="x", listing="@cafeluna")
POSTS = {
    "academictwitteR/hk/data_1399524961891532805.json": 134,
    "academictwitteR/hk/data_1400648353990397952.json": 497,
    "academictwitteR/reuters/data_1219780709600124929.json": 500,
    "python-twitter/apis/searches/search_tweets_for_nyc.json": 10,
    "python-twitter/apis/searches/search_tweets_query.json": 4,
    "python-twitter/apis/timeline/timeline_mentions.json": 5,
    "python-twitter/apis/timeline/timeline_reverse_chronological.json": 5,
    "python-twitter/apis/tweet/tweet_quote_tweets_resp.json": 15,
    "python-twitter/apis/tweet/tweet_resp.json": 1,
    "python-twitter/apis/tweet/tweet_retweet_tweets_resp.json": 8,
    "python-twitter/apis/tweet/tweets_by_user_bookmark.json": 5,
    "python-twitter/apis/tweet/tweets_resp.json": 2,
    "tweepy/test_asyncclient_get_home_timeline.yaml": 98,
    "tweepy/test_asyncclient_get_quote_tweets.yaml": 9,
    "tweepy/test_asyncclient_get_tweets.yaml": 2,
    "tweepy/test_asyncclient_get_users_mentions.yaml": 2,
    "tweepy/test_asyncclient_search_all_tweets.yaml": 10,
    "tweepy/test_client_get_home_timeline.yaml": 98,
    "tweepy/test_client_get_quote_tweets.yaml": 9,
    "tweepy/test_client_get_tweets.yaml": 2,
    "tweepy/test_client_get_users_tweets.yaml": 2,
}
"""How many posts each file brings; the others hold accounts, counts, rooms, or pieces of these."""
DISTINCT = 1308


def bodies(name: str) -> list[Any]:
    """The data of each answer in a file: of a cassette, what its requests brought."""
    path = REAL / name
    if path.suffix == ".json":
        data = json.loads(path.read_bytes())
        if not name.startswith("academictwitteR/"):
            return [data]
        # The R client stores the two halves of an answer apart, without what led on.
        beside = path.with_name(path.name.replace("data_", "users_"))
        return [{"data": data, "includes": json.loads(beside.read_bytes()), "meta": {}}]
    return [json.loads(body) for body in answers(path)]


def files() -> list[str]:
    found = sorted(path for path in REAL.rglob("*") if path.suffix in (".json", ".yaml"))
    names = [path.relative_to(REAL).as_posix() for path in found]
    return [name for name in names if "/users_" not in name and "contract/" not in name]


def posts_of(answer: Any) -> list[dict[str, Any]]:
    data = answer.get("data") if isinstance(answer, dict) else None
    found = [data] if isinstance(data, dict) else data if isinstance(data, list) else []
    return [each for each in found if "text" in each and "id" in each]


def read(answer: Any) -> Page:
    since = Bookmark(finished_at=datetime(2026, 11, 20, tzinfo=UTC))
    request = SOURCE.first(SEARCH, since)
    return SOURCE.read(request, Payload(body=json.dumps(answer).encode()))


ANSWERS = [
    pytest.param(name, answer, id=f"{name}:{at}")
    for name in (files() if REAL.is_dir() else [])
    for at, answer in enumerate(bodies(name))
]


@pytest.mark.parametrize(("name", "answer"), ANSWERS)
def test_every_post_of_a_real_answer_is_read_once(name: str, answer: Any) -> None:
    """With link, author, time, words, parent and counts, where the payload has them."""
    posts = posts_of(answer)
    if not posts and (answer.get("meta") or {}).get("result_count") != 0:
        with pytest.raises(UnexpectedAnswer):
            read(answer)
        return
    mentions = read(answer).mentions
    firsts = {min((*p.get("edit_history_tweet_ids", ()), p["id"]), key=int): p for p in posts}
    assert [mention.id for mention in mentions] == list(firsts)
    users = {user["id"]: user for user in (answer.get("includes") or {}).get("users", ())}
    wholes = {each["id"]: each for each in (answer.get("includes") or {}).get("tweets", ())}
    for mention in mentions:
        check(mention, firsts[mention.id], users, wholes)


def check(
    mention: Mention, post: dict[str, Any], users: dict[str, Any], wholes: dict[str, Any]
) -> None:
    assert mention.url.endswith(f"/status/{post['id']}")
    assert mention.published_at is not None
    if "created_at" in post:
        assert mention.published_at == datetime.fromisoformat(post["created_at"])
    assert (mention.author and mention.author.id) == post.get("author_id")
    if user := users.get(post.get("author_id", "")):
        assert mention.author is not None
        assert mention.url.startswith(f"https://x.com/{user['username']}/")
        assert (mention.author.name or "").split() == user["name"].split() or not user["name"]
    references = {each["type"]: each["id"] for each in post.get("referenced_tweets") or ()}
    assert mention.parent_id == references.get("replied_to")
    assert mention.thread_id == post.get("conversation_id")
    if references.get("retweeted") in wholes:
        assert unescape(wholes[references["retweeted"]]["text"]).strip() in mention.text
    else:
        assert mention.text == unescape(post["text"]).strip()
    if counts := post.get("public_metrics"):
        assert mention.engagement is not None
        assert mention.engagement.likes == counts["like_count"]
        assert mention.engagement.shares == counts["retweet_count"] + counts["quote_count"]


def test_all_files_together_bring_so_many_posts() -> None:
    """Per file, and each post of several files once; the rest says that it holds none."""
    found = {name: [m for a in bodies(name) for m in _read_or_none(a)] for name in files()}
    assert {name: len(mentions) for name, mentions in found.items() if mentions} == {
        name: count for name, count in POSTS.items() if name in found
    }
    if POSTS.keys() <= found.keys():
        assert len({mention.id for mentions in found.values() for mention in mentions}) == DISTINCT


def _read_or_none(answer: Any) -> tuple[Mention, ...]:
    try:
        return read(answer).mentions
    except UnexpectedAnswer:
        return ()


def test_the_number_of_a_post_tells_its_time() -> None:
    """Where no time is given: to the second what the payload says beside it."""
    posts = [p for name in POSTS for a in bodies(name) for p in posts_of(a) if "created_at" in p]
    assert posts
    for post in posts:
        bare = {"data": [{"id": post["id"], "text": "x"}], "meta": {}}
        at = read(bare).mentions[0].published_at
        assert at is not None
        assert at.replace(microsecond=0) == datetime.fromisoformat(post["created_at"])


def test_real_counts_and_accounts_lead_on() -> None:
    """Counts of seven days, with their sum; the number of an account from its name."""
    request = SOURCE.first(SEARCH, None)
    for name in files():
        if "recent_tweets_count" in name or "counts_recent" in name:
            for answer in bodies(name):
                page = SOURCE.read(request, Payload(body=json.dumps(answer).encode()))
                assert page.next is not None
                total = answer["meta"]["total_tweet_count"]
                assert page.next.costs[0].amount == pytest.approx(
                    max(total, 10, min(total + 10, 100)) * 0.015
                )
        if name.endswith("client_get_user.yaml"):
            for answer in bodies(name):
                who = SOURCE.first(LISTING, None)
                page = SOURCE.read(who, Payload(body=json.dumps(answer).encode()))
                assert page.next is not None
                assert page.next.cursor["user"] == answer["data"]["id"]
