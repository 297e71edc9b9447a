"""The demo's server speaks as the five services do, and says that all of it is synthetic."""

import json
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import feedparser
import pytest

from listener.demo.appstore import APP
from listener.demo.content import LABEL
from listener.demo.feeds import PATHS
from listener.demo.place import LOCATION
from listener.model import Bookmark, Payload, Watch
from listener.source import load_source

HN = "/api/v1/search_by_date?query=%22caf%C3%A9%20lumbre%22&tags=(story,comment)"


def answer(server, path, headers=None):
    with urlopen(Request(server.url + path, headers=headers or {}), timeout=5) as got:
        return got.read()


def walk(server, source, watch, since=None):
    """All mentions of a walk, as the engine would read them."""
    request, found = source.first(watch, since), []
    while request is not None:
        with urlopen(Request(request.url, headers=request.headers), timeout=5) as got:
            payload = Payload(
                body=got.read(), content_type=got.headers["content-type"], url=got.url
            )
        page = source.read(request, payload)
        found += page.mentions
        request = page.next
    return found


@pytest.fixture
def here(server, monkeypatch):
    """The sources of this process ask the demo's server."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return server


def test_hacker_news_pages_through_all_hits(server):
    """Pages of a search hold each hit once, newest first, each labelled."""
    first = json.loads(answer(server, f"{HN}&hitsPerPage=50"))
    hits = [
        hit
        for page in range(first["nbPages"])
        for hit in json.loads(answer(server, f"{HN}&hitsPerPage=50&page={page}"))["hits"]
    ]
    assert len(hits) == first["nbHits"] == len(server.said("hackernews"))
    times = [hit["created_at_i"] for hit in hits]
    assert times == sorted(times, reverse=True)
    assert all("synthetic_demo_content" in hit["_tags"] for hit in hits)


def test_hacker_news_obeys_bounds_and_words(server):
    """Bounds of time and words that nobody said shorten the answer."""
    middle = int((server.now - timedelta(days=3)).timestamp())
    recent = json.loads(answer(server, f"{HN}&numericFilters=created_at_i>{middle}"))
    older = json.loads(answer(server, f"{HN}&numericFilters=created_at_i<={middle}"))
    assert recent["nbHits"] + older["nbHits"] == len(server.said("hackernews"))
    assert recent["nbHits"] < older["nbHits"]
    nobody = json.loads(answer(server, "/api/v1/search_by_date?query=%22otra%20marca%22"))
    assert nobody["hits"] == []


@pytest.mark.parametrize("path", PATHS)
def test_every_feed_entry_is_labelled(server, path):
    """RSS and Atom parse without complaint, JSON Feed as JSON; each entry has the label."""
    body = answer(server, path)
    if path.endswith(".json"):
        entries = json.loads(body)["items"]
        assert all(entry["tags"] == [LABEL] for entry in entries)
    else:
        parsed = feedparser.parse(body)
        assert not parsed.bozo
        entries = parsed.entries
        assert all(entry.tags[0].term == LABEL and entry.published_parsed for entry in entries)
    assert len(entries) == sum(item.place == PATHS[path] for item in server.said("feeds"))


@pytest.mark.parametrize(
    ("kept", "sent"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]
)
def test_an_unchanged_feed_is_not_sent_twice(server, kept, sent):
    """A reader that knows the feed gets 304, until something new is said."""
    with urlopen(f"{server.url}/feeds/foro.xml", timeout=5) as got:
        headers = {sent: got.headers[kept]}
    with pytest.raises(HTTPError) as told:
        answer(server, "/feeds/foro.xml", headers)
    told.value.close()
    assert told.value.code == 304
    server.now -= timedelta(hours=3)
    assert answer(server, "/feeds/foro.xml", headers)


def test_app_store_twins_say_the_same(server):
    """JSON and XML hold the same reviews, fifty a page, and both carry the label."""
    path = f"/es/rss/customerreviews/page=1/id={APP}/sortby=mostrecent/"
    entries = json.loads(answer(server, path + "json"))["feed"]["entry"]
    twin = feedparser.parse(answer(server, path + "xml"))
    assert [entry["id"]["label"] for entry in entries] == [entry.id for entry in twin.entries]
    assert len(entries) == 50
    assert all("synthetic-demo-content" in e["author"]["uri"]["label"] for e in entries)
    assert twin.feed.rights == LABEL


def test_app_store_ends_at_page_ten(server):
    """Page eleven is a sentence, an unknown app an empty feed."""
    path = "/es/rss/customerreviews/page={}/id={}/sortby=mostrecent/json"
    assert b"page depth is limited to 10" in answer(server, path.format(11, APP))
    assert "entry" not in json.loads(answer(server, path.format(1, 12345)))["feed"]


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_praw_reads_posts_comments_and_search(here):
    """The real client library signs in, pages through listings and searches, without a wait."""
    source = load_source("reddit")
    keys = {secret.name: here.environment[secret.name] for secret in source.about.secrets}
    client = source.connect({**keys, "user_agent": "listener tests"})
    place = client.subreddit("CafeLumbre_demo")
    comments, posts = list(place.comments(limit=None)), list(place.new(limit=None))
    every = list(client.subreddit("all").search('"café lumbre"', sort="new", limit=None))
    said = here.said("reddit")
    own = [item for item in said if item.place == "CafeLumbre_demo"]
    assert len(comments) == sum(not item.title for item in own) > 200
    assert len(posts) == sum(bool(item.title) for item in own)
    assert {post.subreddit.display_name for post in every} == {"CafeLumbre_demo", "cafeteros_demo"}
    assert all(comment.author_flair_text == LABEL for comment in comments)
    assert all(post.link_flair_text == LABEL for post in posts + every)


def test_reddit_refuses_who_did_not_sign_in(server):
    """Without a token the answer is 401."""
    with pytest.raises(HTTPError) as told:
        answer(server, "/r/all/new")
    told.value.close()
    assert told.value.code == 401


def test_our_sources_read_everything_that_was_said(here):
    """Walks of our own sources end with each item once, with its time and its stars."""
    hackernews, appstore = load_source("hackernews"), load_source("appstore")
    hits = walk(here, hackernews, Watch(brand="b", source="hackernews", terms=("café lumbre",)))
    assert len({hit.id for hit in hits}) == len(here.said("hackernews"))
    for country in ("es", "mx", "ar", "co", "us"):
        watch = Watch(brand="b", source="appstore", listing=APP, country=country)
        got = walk(here, appstore, watch)
        said = [item for item in here.said("appstore") if item.place == country][:500]
        assert [review.rating.raw for review in got] == [item.stars for item in said]
        assert [review.published_at for review in got] == [item.at for item in said]


def signed_in(server):
    """The header that the place's owner asks with, got with the made-up permission."""
    source = load_source("googlebusiness")
    keys = {secret.name: server.environment[secret.name] for secret in source.about.secrets}
    request = source.sign_in(keys, server.now)
    with urlopen(Request(request.url, data=request.body), timeout=5) as got:
        return source.signed_in(Payload(body=got.read()), keys, server.now).headers


def place(server):
    """The reviews of the place as its owner reads them, by who wrote them."""
    source = load_source("googlebusiness")
    request = source.first(Watch(brand="b", source="googlebusiness", listing=LOCATION), None)
    with urlopen(Request(request.url, headers=signed_in(server)), timeout=5) as got:
        page = source.read(request, Payload(body=got.read(), url=got.url))
    assert page.next is None
    assert page.totals.count == len(page.mentions)
    return {each.author.name: each for each in page.mentions if each.author}


def test_the_place_is_shown_to_its_owner_only(here):
    """Without the token the answer is 401, and each review says that it is synthetic."""
    with pytest.raises(HTTPError) as told:
        answer(here, f"/v4/{LOCATION}/reviews")
    told.value.close()
    assert told.value.code == 401
    found = place(here)
    assert len(found) > 30
    assert all("synthetic-demo-content" in each.id for each in found.values())
    assert sum(not each.text for each in found.values()) > 5, "some give stars alone"
    answers = [reply for each in found.values() for reply in each.replies]
    assert all(reply.at <= here.now for reply in answers)


def test_stars_change_and_answers_come_while_the_demo_listens(here):
    """What a first crawl reads is not what the last one reads."""
    here.now -= timedelta(hours=4)
    before = place(here)
    here.now += timedelta(hours=4)
    after = place(here)
    moved = {
        name: (was.rating.raw, after[name].rating.raw)
        for name, was in before.items()
        if was.rating != after[name].rating
    }
    assert sorted(moved.values()) == [(1.0, 4.0), (5.0, 2.0)]
    assert all(after[name].edited_at and after[name].replies for name in moved)
    assert any(after[name].replies and not was.replies for name, was in before.items())
    assert len(after) > len(before)


def test_our_feeds_read_every_entry(here):
    """Each entry of each feed is read once, dated and in plain text."""
    for path, place in PATHS.items():
        watch = Watch(brand="b", source="feeds", listing=here.url + path)
        got = walk(here, load_source("feeds"), watch)
        said = [item for item in here.said("feeds") if item.place == place]
        assert [entry.text for entry in got] == [item.text for item in said]
        assert [entry.published_at for entry in got] == [item.at for item in said]


def test_what_is_said_later_is_not_served_yet(here):
    """The server's clock hides the incident until its hour has come."""
    here.now -= timedelta(hours=3, minutes=1)
    source = load_source("hackernews")
    since = Bookmark(newest_at=here.now, finished_at=here.now)
    watch = Watch(brand="b", source="hackernews", terms=("café lumbre",))
    before = walk(here, source, watch, since)
    assert not any("twice" in hit.text for hit in before)
    here.now += timedelta(hours=3, minutes=1)
    after = walk(here, source, watch, since)
    assert sum("charg" in hit.text for hit in after) >= 2
