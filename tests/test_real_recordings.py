"""The real answers of the four sources, recorded elsewhere and not kept in this repository.

They are looked for in the folder LISTENER_SHARED, or `../shared`, and skipped when absent.
"""

import io
import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from listener.spiders import appstore, feeds, hackernews

from listener.clients.reddit import Reddit, mention_of
from listener.errors import Throttled, UnexpectedAnswer
from listener.model import Mention, Page, Payload, Request, Watch
from listener.testing import Answer, Recorded, ReplayServer

ROOT = Path(__file__).parent.parent
RECORDINGS = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason=f"no real recordings in {RECORDINGS}"
)


def files(source: str, *patterns: str) -> list[str]:
    """The recorded files of a source; one that is skipped where there are none."""
    folder = RECORDINGS / source
    found = [path for pattern in patterns for path in folder.glob(pattern)]
    return sorted(path.relative_to(folder).as_posix() for path in found if path.suffix != ".md")


def check(mentions: tuple[Mention, ...] | list[Mention]) -> None:
    """What holds for every mention of every source."""
    assert len({mention.id for mention in mentions}) == len(mentions)
    for mention in mentions:
        assert mention.id
        assert mention.url.startswith("http") or not mention.url
        for at in (mention.published_at, mention.edited_at):
            assert at is None or at.tzinfo is UTC
        assert (mention.precision == "none") == (mention.published_at is None)


# --- feeds ---------------------------------------------------------------------------------

FEEDS = files("feeds", "*/*")
NOT_FEEDS = {
    "node-feedparser/notafeed.html": "an ordinary web page",
    "rss-parser/unrecognized.rss": "the page of a redirect",
    "RSParser/allthis-partial.json": "a JSON feed that is cut off in the middle",
}
BEYOND_FEEDPARSER = {
    "node-feedparser/compressed.xml": 10,  # gzip, which feedparser unpacks only when it fetches
    "simplepie/feed-utf16be.xml": 1,  # UTF-16 without its mark
}


def feed_asked(name: str) -> tuple[Request, Payload]:
    url = f"https://feeds.example/{name}"
    request = feeds.SOURCE.first(Watch(brand="x", source="feeds", listing=url), None)
    body = (RECORDINGS / "feeds" / name).read_bytes()
    kind = "application/json" if name.endswith(".json") else "application/xml"
    return request, Payload(body=body, content_type=kind, url=url)


def read_feed(name: str) -> Page:
    return feeds.SOURCE.read(*feed_asked(name))


def entries_in(name: str) -> int:
    """How many different entries feedparser, or the JSON feed itself, holds."""
    import feedparser

    body = (RECORDINGS / "feeds" / name).read_bytes()
    if name.endswith(".json"):
        return len({item.get("id") or item.get("url") for item in json.loads(body)["items"]})
    headers = {"content-type": "application/xml"}
    entries = feedparser.parse(io.BytesIO(body), response_headers=headers).entries
    return len({json.dumps(entry, sort_keys=True, default=str) for entry in entries})


@pytest.mark.parametrize("name", FEEDS)
def test_every_entry_of_a_real_feed_is_a_mention(name: str) -> None:
    """Each different entry that feedparser yields is read once; what is no feed says so."""
    if name in NOT_FEEDS:
        with pytest.raises(UnexpectedAnswer):
            read_feed(name)
        return
    mentions = read_feed(name).mentions
    check(mentions)
    assert len(mentions) == BEYOND_FEEDPARSER.get(name, entries_in(name))
    assert mentions == read_feed(name).mentions


@pytest.mark.skipif(len(FEEDS) != 94, reason="another set of feeds")
def test_the_feeds_together() -> None:
    """The sum over all files, so that none is lost unseen."""
    found = [
        mention for name in FEEDS if name not in NOT_FEEDS for mention in read_feed(name).mentions
    ]
    assert len(found) == 1721
    assert len({mention.id for mention in found}) == len(found)


# --- App Store -----------------------------------------------------------------------------

STARS = {
    "1510826067_gb_page1_short.json": 4,
    "389801252_us_2025_instagram.json": 50,
    "415458524_us_2025.json": 50,
    "497799835_cn_page10_last.json": 50,
    "497799835_cn_page5.json": 50,
    "497799835_fr_page1.json": 50,
    "595068606_us_2025.json": 50,
}


def read_reviews(name: str) -> Page:
    app, country, *rest = Path(name).stem.split("_")
    number = next((part[4:] for part in rest if part.startswith("page") and part[4:]), "1")
    cursor = {"app": app, "country": country, "page": number, "form": "json"}
    body = (RECORDINGS / "appstore_rss" / name).read_bytes()
    request = Request(url="https://itunes.apple.com/", cursor=cursor)
    return appstore.SOURCE.read(request, Payload(body=body, content_type="text/javascript"))


@pytest.mark.parametrize("name", files("appstore_rss", "*.json"))
def test_every_review_has_stars_version_and_country(name: str) -> None:
    """Real pages of four countries and five years."""
    page = read_reviews(name)
    check(page.mentions)
    assert len(page.mentions) == STARS.get(name, 0)
    for mention in page.mentions:
        assert mention.kind == "review"
        assert mention.rating is not None
        assert mention.version
        assert mention.country == name.split("_")[1]
        assert mention.subject == name.split("_", maxsplit=1)[0]
        assert mention.author is not None
        assert ("2025" in name) == (mention.published_at is not None)


def test_real_pages_lead_where_they_should() -> None:
    """The tenth page is the last, the short one ends, the unknown app is asked again as XML."""
    if not STARS.keys() <= set(files("appstore_rss", "*.json")):
        pytest.skip("no recordings of the App Store")
    assert read_reviews("497799835_cn_page10_last.json").stopped_because == "source_cap"
    assert read_reviews("1510826067_gb_page1_short.json").next is None
    following = read_reviews("497799835_fr_page1.json").next
    assert following is not None
    assert "page=2" in following.url
    unknown = read_reviews("100000000_gb_unknown_app.json").next
    assert unknown is not None
    assert unknown.url.endswith("/xml")
    assert read_reviews("555731861_us_page11_error.txt") == Page(stopped_because="source_cap")


# --- Hacker News ---------------------------------------------------------------------------


def as_hits(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items of the official API under the names that the search gives their fields.

    The texts, times and authors are real; no answer of the search itself was recorded.
    """
    return [
        {
            "objectID": str(item["id"]),
            "author": item.get("by"),
            "created_at_i": item["time"],
            "title": item.get("title"),
            "comment_text" if item["type"] == "comment" else "story_text": item.get("text"),
            "parent_id": item.get("parent"),
            "points": item.get("score"),
            "num_comments": item.get("descendants"),
            "_tags": [item["type"]],
        }
        for item in items
    ]


def test_real_items_of_hacker_news_are_read() -> None:
    """Every item with a time is a mention, and its HTML is text."""
    path = RECORDINGS / "hackernews" / "firebase_readme_examples.json"
    if not path.exists():
        pytest.skip("no recordings of Hacker News")
    replies = [each["reply"] for each in json.loads(path.read_bytes())]
    items = [item for item in replies if isinstance(item, dict) and "time" in item]
    request = hackernews.SOURCE.first(Watch(brand="x", source="hackernews", terms=("x",)), None)
    body = json.dumps({"hits": as_hits(items), "nbHits": len(items), "nbPages": 1}).encode()
    mentions = hackernews.SOURCE.read(request, Payload(body=body)).mentions
    check(mentions)
    assert len(mentions) == len(items) == 6
    assert not any("<p>" in mention.text or "&#x" in mention.text for mention in mentions)
    kinds = Counter(mention.kind for mention in mentions)
    assert kinds["comment"] == sum(item["type"] == "comment" for item in items)


# --- Reddit --------------------------------------------------------------------------------


def cassette(name: str) -> list[dict[str, Any]]:
    path = RECORDINGS / "reddit" / name
    if not path.exists():
        pytest.skip(f"no recording {name}")
    found: list[dict[str, Any]] = json.loads(path.read_bytes())["interactions"]
    return found


def answer_of(interaction: dict[str, Any]) -> Answer:
    response = interaction["response"]
    headers = {name.lower(): values[0] for name, values in response["headers"].items()}
    kept = {name: headers[name] for name in ("retry-after", "location") if name in headers}
    if interaction["request"]["method"] == "POST":
        kept["Connection"] = "close"
    body = response["body"]["string"].encode()
    status = response["status"]["code"]
    return Answer(status=status, body=body, headers=kept, content_type=headers["content-type"])


def recorded(name: str, paths: dict[str, str]) -> list[Recorded]:
    """The answers of a cassette, on the paths that the source asks."""
    routes = []
    for interaction in cassette(name):
        request, answer = interaction["request"], answer_of(interaction)
        path = urlsplit(request["uri"]).path
        if request["method"] == "POST":
            # The recorded grant is kept; its scope is all that PRAW looks at beside the token.
            answer = Answer(body=GRANT, headers={"Connection": "close"})
        routes += [
            Recorded(method=request["method"], path=asked, answer=answer)
            for asked in paths.get(path, path).split()
        ]
    return routes


GRANT = b'{"access_token": "made-up", "token_type": "bearer", "expires_in": 3600, "scope": "*"}'
EMPTY = Answer(body=b'{"kind": "Listing", "data": {"children": [], "after": null}}')
SECRETS = {
    "LISTENER_REDDIT_CLIENT_ID": "made-up",
    "LISTENER_REDDIT_CLIENT_SECRET": "made-up",
    "user_agent": "listener-tests/1 (synthetic)",
}


def reddit_walk(
    routes: list[Recorded], watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    source = Reddit(lambda: NOW)
    with ReplayServer(routes) as server:
        monkeypatch.setenv("LISTENER_REDDIT_URL", server.url)
        yield from source.pages(source.connect(SECRETS), watch, None)


def children(name: str) -> list[str]:
    """The full names of all things that a cassette lists."""
    found: list[str] = []
    for interaction in cassette(name):
        if interaction["request"]["method"] == "GET":
            listing = json.loads(interaction["response"]["body"]["string"])
            found += [child["data"]["name"] for child in listing["data"]["children"]]
    return found


def test_a_real_search_of_reddit_is_read_by_the_real_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """PRAW asks over loopback and the source reads the posts of the recording."""
    name = "praw/TestSubreddit.test_search.json"
    watch = Watch(brand="x", source="reddit", terms=("praw oauth search",))
    pages = list(reddit_walk(recorded(name, {}), watch, monkeypatch))
    mentions = [mention for page in pages for mention in page.mentions]
    check(mentions)
    assert [mention.id for mention in mentions] == children(name)
    assert len(mentions) == 6
    assert all(mention.kind == "post" and mention.title for mention in mentions)
    assert pages[-1].stopped_because is None


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("praw/TestSubredditListings.test_comments.json", "comment", 100),
        ("praw/TestSubredditListings.test_new.json", "post", 100),
    ],
)
def test_a_real_community_is_read_by_the_real_library(
    name: str, kind: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred comments or posts of one community, each with its community and thread."""
    listed = next(route for route in recorded(name, {}) if route.method == "GET")
    routes = [
        Recorded(method="POST", path="/api/v1/access_token", answer=answer_of(cassette(name)[0])),
        listed,
    ]
    # After the recorded page the listing is over, and so is the other listing from the start.
    routes += [Recorded(path=path, answer=EMPTY) for path in LISTINGS if path != listed.path]
    routes.append(Recorded(path=listed.path, answer=EMPTY))
    watch = Watch(brand="x", source="reddit", listing="r/AskReddit")
    pages = list(reddit_walk(routes, watch, monkeypatch))
    mentions = [mention for page in pages for mention in page.mentions]
    check(mentions)
    assert Counter(mention.kind for mention in mentions) == {kind: count}
    assert {mention.id for mention in mentions} == set(children(name))
    assert {(mention.subject or "").lower() for mention in mentions} == {"askreddit"}
    assert all(mention.published_at for mention in mentions)


def listed_things() -> list[dict[str, Any]]:
    """All posts and comments in all listings of all cassettes."""
    found: list[dict[str, Any]] = []
    for name in files("reddit", "*/*.json"):
        for interaction in cassette(name):
            try:
                answer = json.loads(interaction["response"]["body"]["string"])
            except json.JSONDecodeError:
                continue
            if isinstance(answer, dict) and answer.get("kind") == "Listing":
                things = answer["data"]["children"]
                found += [each["data"] for each in things if each["kind"] in ("t1", "t3")]
    return found


def test_every_recorded_post_and_comment_of_reddit_is_read() -> None:
    """Ten years of Reddit's JSON: nothing in it stops the reading."""
    things = listed_things()
    if not things:
        pytest.skip("no recordings of Reddit")
    mentions = [mention_of(data) for data in things]
    check(list({mention.id: mention for mention in mentions}.values()))
    for data, mention in zip(things, mentions, strict=True):
        assert (mention.kind == "comment") == data["name"].startswith("t1_")
        assert mention.published_at == datetime.fromtimestamp(data["created_utc"], UTC)
        assert mention.url.startswith("https://www.reddit.com/")


LISTINGS = ("/r/askreddit/comments/", "/r/askreddit/new")


def test_a_real_refusal_of_reddit_rests_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recorded 429, which is a web page, asks for four seconds."""
    name = "prawcore/TestSession.test_request__too__many_requests__with_retry_headers.json"
    routes = recorded(name, {"/api/v1/me": " ".join(LISTINGS)})
    watch = Watch(brand="x", source="reddit", listing="askreddit")
    with pytest.raises(Throttled) as caught:
        list(reddit_walk(routes, watch, monkeypatch))
    assert caught.value.retry_after == NOW + timedelta(seconds=4)
