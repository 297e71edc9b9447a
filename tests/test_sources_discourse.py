"""Discourse beyond the recordings: how forums of all ages are walked, and whose words are whose."""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders._cooked import said_in
from listener.spiders.discourse import MOST_EMPTY, SOURCE

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.model import Bookmark, Gap, Mention, Payload, Request, Watch
from listener.walk import Walk, WalkEnd

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FORUM = "https://foro.example.com"
WATCH = Watch(brand="luna", source="discourse", listing=FORUM)
ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
REAL = SHARED / "discourse" / "discourse_api"


def post(number: int, **fields: Any) -> dict[str, Any]:
    """A made-up post, a minute older than the one with the next higher number."""
    at = (NOW - timedelta(minutes=10_000 - number)).isoformat()
    return {
        "id": number,
        "username": "marta_v",
        "created_at": at,
        "updated_at": at,
        "cooked": f"<p>mensaje {number}</p>",
        "post_number": 2,
        "post_type": 1,
        "topic_id": 9,
        "topic_slug": "charla",
        "version": 1,
    } | fields


def answer(posts: list[dict[str, Any]], **fields: Any) -> Payload:
    return Payload(body=json.dumps({"latest_posts": posts}).encode(), **fields)


def only(**fields: Any) -> Mention:
    (mention,) = SOURCE.read(SOURCE.first(WATCH, None), answer([post(1, **fields)])).mentions
    return mention


# --- forums of three ages ------------------------------------------------------------------

Shown = Callable[[list[int], int | None], list[int]]


def since_2015(visible: list[int], before: int | None) -> list[int]:
    """Fifty numbers down from `before`, whatever can be shown of them."""
    top = 10_000 if before is None else before
    return [number for number in visible if top - 50 < number <= top]


def since_2024(visible: list[int], before: int | None) -> list[int]:
    """The fifty newest, `before` among them."""
    return [number for number in visible if before is None or number <= before][:50]


def since_2026(visible: list[int], before: int | None) -> list[int]:
    """The fifty newest below `before`."""
    return [number for number in visible if before is None or number < before][:50]


class Forum:
    """A forum in which only some numbers are public posts."""

    def __init__(self, visible: list[int], shown: Shown) -> None:
        self.visible = sorted(visible, reverse=True)
        self.shown = shown
        self.requests = 0

    def answer(self, request: Request) -> Payload:
        self.requests += 1
        asked = parse_qs(urlsplit(request.url).query).get("before")
        return answer(list(map(post, self.shown(self.visible, int(asked[0]) if asked else None))))


def walk(forum: Forum, since: Bookmark | None = None) -> tuple[set[str], WalkEnd]:
    """Every id that a whole walk finds, and how it ended."""
    steps = Walk(since=since, started_at=NOW, overlap=SOURCE.about.overlap, budget=500)
    step: Request | WalkEnd = SOURCE.first(WATCH, since)
    found: set[str] = set()
    while isinstance(step, Request):
        page = SOURCE.read(step, forum.answer(step))
        found |= {mention.id for mention in page.mentions}
        step = steps.take(page, {})
    return found, step


AGES = (since_2015, since_2024, since_2026)


@pytest.mark.parametrize("shown", AGES)
@pytest.mark.parametrize("count", [1, 49, 50, 51, 130])
def test_a_forum_of_any_age_is_read_down_to_its_first_post(shown: Shown, count: int) -> None:
    """Whether `before` counts itself or not, no post is missed, and the walk is complete."""
    visible = list(range(10_000 - 3 * count, 10_000, 3))[-count:]
    # The walk knows the end by the numbers running out.
    forum = Forum([number - visible[0] + 1 for number in visible], shown)
    if shown is since_2015:
        forum.shown = lambda visible, before: since_2015(visible, before or visible[0])
    found, end = walk(forum)
    assert len(found) == count
    assert end.stopped_because == "exhausted"
    assert end.complete


@pytest.mark.parametrize("shown", AGES)
def test_a_long_run_of_private_messages_hides_nothing_below_it(shown: Shown) -> None:
    """Four empty answers in the midst of a forum do not end a walk."""
    visible = [*range(9_970, 10_000), *range(9_700, 9_760)]
    found, _ = walk(Forum(visible, shown))
    assert len(found) == 90


@pytest.mark.parametrize("shown", AGES)
def test_a_walk_that_finds_only_emptiness_ends_and_claims_no_completeness(shown: Shown) -> None:
    """Below a thousand numbers without a post nobody is asked any more."""
    forum = Forum([9_000], shown)
    forum.shown = lambda visible, before: shown(visible, before or 9_000)
    _, end = walk(forum)
    assert end.stopped_because == "source_cap"
    assert not end.complete
    assert end.gap is None
    assert forum.requests <= MOST_EMPTY + 3


def test_an_old_forum_that_shows_nothing_at_first_leaves_a_gap() -> None:
    """Fifty private messages at the top: nothing was seen, and that is said."""
    mark = Bookmark(newest_at=NOW - timedelta(days=1), finished_at=NOW - timedelta(hours=1))
    found, end = walk(Forum([9_000], since_2015), mark)
    assert not found
    assert end.gap == Gap(
        from_at=NOW - timedelta(days=1, hours=12), to_at=None, reason="source_cap"
    )


@pytest.mark.parametrize("shown", AGES)
def test_a_later_walk_stops_half_a_day_behind_the_bookmark(shown: Shown) -> None:
    """Only what may be new, or newly edited, is read again."""
    forum = Forum(list(range(5_000, 10_000)), shown)
    mark = Bookmark(newest_at=NOW - timedelta(minutes=5), finished_at=NOW)
    found, end = walk(forum, mark)
    assert end.stopped_because == "reached_bookmark"
    assert 725 <= len(found) <= 825


def test_a_forum_that_ignores_the_number_cannot_keep_a_walk_going() -> None:
    """The same page again and again ends the walk."""
    forum = Forum(list(range(9_900, 10_000)), lambda visible, _: visible[:50])
    _, end = walk(forum)
    assert end.stopped_because == "source_cap"
    assert forum.requests <= MOST_EMPTY + 3


# --- addresses -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("foro.example.com", FORUM),
        (" https://FORO.example.com/ ", FORUM),
        ("https://foro.example.com/latest", FORUM),
        ("https://foro.example.com/latest.rss", FORUM),
        ("https://foro.example.com/t/la-app/812/3", FORUM),
        ("https://foro.example.com/c/soporte/5?solved=yes", FORUM),
        ("https://example.com/foro/t/la-app/812", "https://example.com/foro"),
        ("http://127.0.0.1:4200/foro/", "http://127.0.0.1:4200/foro"),
    ],
)
def test_any_page_of_a_forum_names_the_forum(written: str, meant: str) -> None:
    """What a person copies from the browser will do."""
    assert SOURCE.normal_listing(written) == meant


@pytest.mark.parametrize(
    "written", ["", "foro", "https://", "https://ana@foro.example.com", "ftp://foro.example.com"]
)
def test_what_is_no_address_is_refused_with_an_example(written: str) -> None:
    """The message shows how an address looks."""
    with pytest.raises(ValueError, match=r"https://forum\.example\.com"):
        SOURCE.normal_listing(written)


def test_a_forum_in_a_folder_keeps_its_folder() -> None:
    """Its addresses, and the ids of its posts, hold the folder."""
    watch = Watch(brand="luna", source="discourse", listing="https://example.com/foro")
    request = SOURCE.first(watch, None)
    (mention,) = SOURCE.read(request, answer([post(31)])).mentions
    assert request.url == "https://example.com/foro/posts.json"
    assert mention.id == "example.com/foro/p/31"
    assert mention.url == "https://example.com/foro/t/charla/9/2"


# --- refusals ------------------------------------------------------------------------------

NOT_LOGGED_IN = b'{"errors":["You need to be logged in to do that."],"error_type":"not_logged_in"}'


@pytest.mark.parametrize(
    "refusal",
    [
        Payload(body=NOT_LOGGED_IN, status=403),
        Payload(body=b"<html>", status=403),
        Payload(body=b"<html>", url=f"{FORUM}/login"),
        Payload(body=b"<html>", url="https://example.com/session/sso?return_path=%2F"),
    ],
)
def test_a_forum_that_asks_for_a_login_is_denied(refusal: Payload) -> None:
    """The person learns to try a private window, and whom to ask."""
    with pytest.raises(AccessDenied, match="private"):
        SOURCE.read(SOURCE.first(WATCH, None), refusal)


def test_a_site_that_is_no_forum_says_so() -> None:
    """A 404 means that the address is wrong."""
    with pytest.raises(UnexpectedAnswer, match="no Discourse forum answers at"):
        SOURCE.read(SOURCE.first(WATCH, None), Payload(body=b"", status=404))


@pytest.mark.parametrize(
    "body", [b"<!doctype html><p>login", b'{"latest_posts": [{"id": 1', b"[]", b"{}"]
)
def test_what_is_no_list_of_posts_is_unexpected(body: bytes) -> None:
    """A page of HTML answered as 200, and JSON that is cut, are no empty forum."""
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(SOURCE.first(WATCH, None), Payload(body=body))


# --- single posts --------------------------------------------------------------------------


def test_a_post_is_edited_when_its_version_says_so() -> None:
    """A forum that was moved has touched posts that nobody edited."""
    later = "2026-11-20T11:30:00.000Z"
    assert only(updated_at=later).edited_at is None
    assert only(updated_at=later, version=2).edited_at == datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
    assert only(version=2).edited_at is None


@pytest.mark.parametrize(
    "fields", [{"deleted_at": "2026-11-20T11:00:00Z"}, {"user_deleted": True}, {"hidden": True}]
)
def test_the_notice_in_place_of_a_deleted_text_is_not_its_text(fields: dict[str, Any]) -> None:
    """A post that was deleted, taken back or hidden is gone, with its words and its title."""
    mention = only(cooked="<p>(aviso)</p>", post_number=1, topic_title="La app", **fields)
    assert mention.deleted
    assert mention.body == ""


def test_only_the_first_post_of_a_topic_has_its_title() -> None:
    """Who replies has not said the title; what they reply to is told by its place."""
    assert only(post_number=1, topic_title="La app").title == "La app"
    reply = only(post_number=4, topic_title="La app", reply_to_post_number=2)
    assert reply.title == ""
    assert reply.kind == "comment"
    assert (reply.parent_id, reply.thread_id) == (
        "foro.example.com/t/9/2",
        "foro.example.com/t/9",
    )


def test_notes_that_a_topic_was_closed_are_nobodys_words() -> None:
    """They are left out, and still counted when the walk goes down."""
    page = SOURCE.read(SOURCE.first(WATCH, None), answer([post(40), post(39, post_type=3)]))
    assert [mention.id for mention in page.mentions] == ["foro.example.com/p/40"]
    assert page.next is not None
    assert page.next.url == f"{FORUM}/posts.json?before=39"


@pytest.mark.parametrize(
    ("cooked", "said"),
    [
        ('<aside class="quote no-group"><blockquote>suyo</blockquote></aside><p>mío</p>', "mío"),
        (
            '<p>uno</p><aside class="quote"><aside class="quote">a</aside>b</aside><p>dos</p>',
            "uno\n\ndos",
        ),
        ("<blockquote><p>escrito a mano</p></blockquote>", "escrito a mano"),
        ('<p>bien<img class="emoji" alt=":smile:">, sí</p>', "bien:smile:, sí"),
        (
            '<p>mira <a href="https://x.example">esto</a></p><aside class="onebox">x</aside>',
            "mira esto",
        ),
        ('<aside class="quote"><p>sin cerrar', ""),
        ('<img class="emoji">', ""),
        ("<aside", ""),
        (None, ""),
    ],
)
def test_the_words_of_a_post_are_those_of_its_author(cooked: object, said: str) -> None:
    """Quotes of others and previews of pages are not; emoji are, by their names."""
    assert said_in(cooked) == said


@pytest.mark.parametrize(
    "piece",
    [
        '<aside class="quote">',
        '<img class="emoji" alt=":x:">',
        "<aside ",
        "emoji<b>",
        "<aside></p>",
        '<div class="lightbox"><div class="meta">x</div></div>',
        '<aside class="quote">x</aside><aside class="onebox">x</aside>',
    ],
)
def test_a_megabyte_of_the_same_takes_no_time(piece: str) -> None:
    """No post, however it is made, holds up a crawl."""
    begun = time.process_time()
    said_in("emoji <aside>" + piece * (990_000 // len(piece)))
    assert time.process_time() - begun < 2


# --- real recordings -----------------------------------------------------------------------


def recorded_posts() -> dict[str, list[dict[str, Any]]]:
    """The posts in the recordings: a list of the newest, a single one, and a topic's."""
    names = ("posts_latest.json", "post.json", "topic_posts.json")
    if not all((REAL / name).exists() for name in names):
        pytest.skip("no recordings of Discourse")
    latest, single, topic = (json.loads((REAL / name).read_bytes()) for name in names)
    found = {names[0]: latest["latest_posts"], names[1]: [single]}
    return found | {names[2]: topic["post_stream"]["posts"]}


def test_real_posts_are_read_once_with_all_they_tell() -> None:
    """Id, address, author, time, text, parent and counts, of six posts of five years."""
    found = recorded_posts()
    assert {name: len(posts) for name, posts in found.items()} == {
        "posts_latest.json": 4,
        "post.json": 1,
        "topic_posts.json": 1,
    }
    for posts in found.values():
        page = SOURCE.read(SOURCE.first(WATCH, None), answer(posts))
        assert [mention.id for mention in page.mentions] == [
            f"foro.example.com/p/{each['id']}" for each in posts
        ]
        for data, mention in zip(posts, page.mentions, strict=True):
            assert mention.published_at == datetime.fromisoformat(data["created_at"])
            assert mention.edited_at is None
            assert mention.author is not None
            assert mention.author.name == data["username"]
            assert mention.text
            assert "<" not in mention.text
            place = f"/t/{data['topic_slug']}/{data['topic_id']}/{data['post_number']}"
            assert mention.url == FORUM + place
            assert mention.thread_id == f"foro.example.com/t/{data['topic_id']}"
            assert mention.engagement is not None
            assert mention.engagement.replies == data["reply_count"]
            assert mention.engagement.likes == sum(
                action["count"] for action in data["actions_summary"] if action["id"] == 2
            )


def test_a_real_list_of_posts_is_walked_to_its_end() -> None:
    """The whole answer as it was recorded leads down to the oldest post in it."""
    if not (REAL / "posts_latest.json").exists():
        pytest.skip("no recordings of Discourse")
    body = (REAL / "posts_latest.json").read_bytes()
    lowest = min(each["id"] for each in json.loads(body)["latest_posts"])
    page = SOURCE.read(SOURCE.first(WATCH, None), Payload(body=body))
    assert page.next is not None
    assert page.next.url == f"{FORUM}/posts.json?before={lowest}"
