"""Lemmy beyond the recordings: instances of all versions, walks over two lists, refusals."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders.lemmy import PER_PAGE, POST_PAGES, SOURCE

from listener.errors import AccessDenied, SourceError, Throttled, UnexpectedAnswer
from listener.model import Bookmark, Gap, Mention, Payload, Request, Watch
from listener.walk import Walk, WalkEnd

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOME = "https://lemmy.example.com"
CAFE = Watch(brand="luna", source="lemmy", listing="!cafe@lemmy.example.com")
WHOLE = Watch(brand="luna", source="lemmy", listing=HOME)


def asked(request: Request) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(request.url).query).items()}


class Instance:
    """An instance with made-up posts and comments, one a minute, of a version of Lemmy.

    0.18 pages by number; 0.19 gives a pass for posts; 1.0 answers under v4 and, under v3, the
    first page of comments whatever is asked; 2.0, as it may come, has no v3 any more.
    """

    def __init__(self, version: str, posts: int, comments: int, *, pinned: int = 0) -> None:
        self.version = version
        self.lists = {
            "post": [self.view("post", number) for number in range(posts)],
            "comment": [self.view("comment", number) for number in range(comments)],
        }
        old = [self.view("post", 9_000_000 + number) for number in range(pinned)]
        self.lists["post"] = old + self.lists["post"]
        self.asked: list[str] = []

    def view(self, kind: str, minutes: int) -> dict[str, Any]:
        """The post or comment that was written so many minutes ago."""
        at = (NOW - timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")
        if self.version == "0.18":
            at = at.removesuffix("Z")
        name = "published" if self.version.startswith("0") else "published_at"
        said = {name: at, "ap_id": f"{HOME}/{kind}/{minutes}", "name": "x", "content": "x"}
        return {kind: said}

    def answer(self, request: Request) -> Payload:
        _, _, api, kind, _ = urlsplit(request.url).path.split("/")
        query = asked(request)
        self.asked.append(f"{api} {kind} {query.get('page_cursor') or query.get('page', '1')}")
        known = {"0.18": ("v3",), "0.19": ("v3",), "1.0": ("v3", "v4"), "2.0": ("v4",)}
        if api not in known[self.version]:
            return Payload(body=b"", status=404)
        assert query["sort"] == ("new" if api == "v4" else "New")
        start, more = self._start(api, kind, query)
        views = self.lists[kind][start : start + int(query["limit"])]
        name = "items" if api == "v4" else f"{kind}s"
        body = {name: views} | ({"next_page": f"P{start + len(views)}"} if views and more else {})
        return Payload(body=json.dumps(body).encode())

    def _start(self, api: str, kind: str, query: dict[str, str]) -> tuple[int, bool]:
        """Where the page begins, and whether there is a pass for the one after it."""
        if api == "v4" or (self.version == "0.19" and kind == "post"):
            return int(query.get("page_cursor", "P0")[1:]), True
        if self.version == "1.0" and kind == "comment":
            return 0, False
        return (int(query.get("page", "1")) - 1) * int(query["limit"]), False


def walk(
    instance: Instance, since: Bookmark | None = None, watch: Watch = WHOLE
) -> tuple[set[str], WalkEnd]:
    """Every id that a whole walk finds, and how it ended."""
    about = SOURCE.about
    steps = Walk(since=since, started_at=NOW, overlap=about.overlap, budget=about.pages)
    step: Request | WalkEnd = SOURCE.first(watch, since)
    found: set[str] = set()
    while isinstance(step, Request):
        page = SOURCE.read(step, instance.answer(step))
        found |= {mention.id for mention in page.mentions}
        step = steps.take(page, {})
    return found, step


def only(kind: str, **fields: Any) -> Mention:
    """What is read of one post or comment with these fields."""
    said = {"ap_id": f"{HOME}/{kind}/1", "name": "x", "content": "x", "published": NOW.isoformat()}
    request = Request(url=HOME, cursor=SOURCE.first(CAFE, None).cursor | {"list": kind})
    view = {"post": {"ap_id": f"{HOME}/post/1"}} | {kind: said | fields}
    body = json.dumps({f"{kind}s": [view]}).encode()
    return SOURCE.read(request, Payload(body=body)).mentions[0]


# --- walks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["0.18", "0.19", "1.0", "2.0"])
@pytest.mark.parametrize(
    ("posts", "comments"), [(0, 0), (1, 0), (0, 1), (50, 50), (51, 49), (130, 270)]
)
def test_all_posts_and_comments_of_any_version_are_read(
    version: str, posts: int, comments: int
) -> None:
    """Whatever the instance calls its fields and however it pages, nothing is missed."""
    found, end = walk(Instance(version, posts, comments))
    assert len(found) == posts + comments
    assert end.stopped_because == "exhausted"
    assert end.complete


def test_an_instance_of_version_1_is_asked_anew_where_v3_stands_still() -> None:
    """The second page of comments is the first again; the walk goes on under v4."""
    instance = Instance("1.0", 1, 120)
    walk(instance)
    assert instance.asked == [
        "v3 post 1",
        "v3 comment 1",
        "v3 comment 2",
        *("v4 comment 1", "v4 comment P50", "v4 comment P100", "v4 comment P120"),
    ]


def test_a_later_walk_reads_both_lists_down_to_the_bookmark() -> None:
    """Old posts do not keep new comments from being read, nor do pinned ones."""
    instance = Instance("0.19", 400, 400, pinned=4)
    mark = Bookmark(newest_at=NOW - timedelta(minutes=10), finished_at=NOW)
    found, end = walk(instance, mark)
    assert end.stopped_because == "reached_bookmark"
    for kind in ("post", "comment"):
        assert {f"{HOME}/{kind}/{minutes}" for minutes in range(190)} <= found
    assert len(instance.asked) == 10


def test_a_quiet_community_with_new_comments_on_old_posts_is_heard() -> None:
    """No new post since a year; the comments of today are read all the same."""
    instance = Instance("0.19", 0, 60, pinned=60)
    mark = Bookmark(newest_at=NOW - timedelta(minutes=30), finished_at=NOW)
    found, _ = walk(instance, mark)
    assert {f"{HOME}/comment/{minutes}" for minutes in range(60)} <= found


def test_a_flood_of_posts_leaves_room_for_the_comments_and_says_what_it_left_out() -> None:
    """After eighty pages of posts come the comments; the posts left out are a gap."""
    instance = Instance("0.19", POST_PAGES * PER_PAGE + 1000, 10)
    mark = Bookmark(newest_at=NOW - timedelta(days=10), finished_at=NOW - timedelta(days=10))
    found, end = walk(instance, mark)
    assert f"{HOME}/comment/9" in found
    assert end.bookmark is not None
    assert end.gap == Gap(
        from_at=NOW - timedelta(days=10) - SOURCE.about.overlap,
        to_at=NOW - timedelta(minutes=POST_PAGES * PER_PAGE - 1),
        reason="source_cap",
    )


@pytest.mark.parametrize("version", ["0.18", "0.19", "2.0"])
def test_a_second_in_which_more_was_written_than_a_page_holds_is_read_whole(version: str) -> None:
    """Pages that are as new as each other are not taken for the same one."""
    instance = Instance(version, 170, 170)
    for kind, views in instance.lists.items():
        for view in views[:120]:
            view[kind] |= {"published": NOW.isoformat(), "published_at": NOW.isoformat()}
    found, end = walk(instance)
    assert len(found) == 340
    assert end.complete


def test_a_pass_that_no_address_can_hold_harms_nobody() -> None:
    """Half a character, as broken JSON has it, is no reason to stop with an error of ours."""
    instance = Instance("0.19", 1, 0)
    request = SOURCE.first(WHOLE, None)
    answer = json.dumps({"posts": instance.lists["post"], "next_page": "P1\ud800&page=9"})
    page = SOURCE.read(request, Payload(body=answer.encode()))
    assert page.next is not None
    assert asked(page.next)["page_cursor"] == "P1?&page=9"


@pytest.mark.parametrize("kind", ["post", "comment"])
def test_an_instance_that_turns_in_circles_cannot_keep_a_walk_going(kind: str) -> None:
    """The same page with the same pass ends that list, and the walk claims no completeness."""
    instance = Instance("2.0", 70, 70)
    whole = instance._start

    def circle(api: str, of: str, query: dict[str, str]) -> tuple[int, bool]:
        return (0, True) if of == kind else whole(api, of, query)

    instance._start = circle  # type: ignore[method-assign]
    found, end = walk(instance)
    assert len(found) >= 70
    assert end.stopped_because == ("source_cap" if kind == "comment" else "exhausted")
    assert len(instance.asked) <= 8
    if kind == "post":
        assert end.oldest_at == NOW


# --- what is asked -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("!cafe@lemmy.example.com", f"{HOME}/c/cafe"),
        ("Cafe@Lemmy.example.com", f"{HOME}/c/cafe"),
        ("https://lemmy.example.com/c/cafe?sort=New", f"{HOME}/c/cafe"),
        ("lemmy.example.com/c/cafe/", f"{HOME}/c/cafe"),
        ("https://lemmy.example.com/c/cafe@lemmy.example.com", f"{HOME}/c/cafe"),
        ("https://lemmy.example.com/c/te@otra.example.org", f"{HOME}/c/te@otra.example.org"),
        ("lemmy.example.com", HOME),
        ("https://lemmy.example.com/", HOME),
        ("http://127.0.0.1:8536/c/cafe", "http://127.0.0.1:8536/c/cafe"),
    ],
)
def test_a_community_or_an_instance_is_known_by_any_of_its_names(written: str, meant: str) -> None:
    """As Lemmy writes it, or as it stands in the browser."""
    assert SOURCE.normal_listing(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        *("", "cafe", "!cafe", "https://lemmy.example.com/post/5", "!ca fe@lemmy.example.com"),
        *("https://ana:x@lemmy.example.com/c/cafe", "ftp://lemmy.example.com", "!cafe@localhost"),
    ],
)
def test_what_is_neither_is_refused_with_an_example(written: str) -> None:
    """The message shows both forms."""
    with pytest.raises(ValueError, match=r"!coffee@lemmy\.example\.com"):
        SOURCE.normal_listing(written)


def test_a_community_is_asked_for_by_its_name_and_an_instance_for_all_it_knows() -> None:
    """A community of another instance keeps that in its name."""
    assert asked(SOURCE.first(CAFE, None))["community_name"] == "cafe"
    there = Watch(brand="luna", source="lemmy", listing=f"{HOME}/c/te@otra.example.org")
    assert asked(SOURCE.first(there, None))["community_name"] == "te@otra.example.org"
    assert "community_name" not in asked(SOURCE.first(WHOLE, None))
    assert asked(SOURCE.first(WHOLE, None))["type_"] == "All"


def test_an_instance_can_be_read_for_its_own_communities_alone() -> None:
    """The option says yes or no, and nothing else."""
    own = Watch(brand="luna", source="lemmy", listing=HOME, options={"local": "sí"})
    assert asked(SOURCE.first(own, None))["type_"] == "Local"
    with pytest.raises(ValueError, match='"yes" or "no"'):
        SOURCE.check_option(HOME, "local", "quizá")


# --- refusals ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body", "error", "said"),
    [
        (400, {"error": "rate_limit_error"}, Throttled, "slow down"),
        (
            400,
            {"error": "couldnt_find_community"},
            AccessDenied,
            "not know the community cafe",
        ),
        (404, {"error": "couldnt_find_community"}, AccessDenied, "check the name"),
        (404, {"error": "not_found"}, AccessDenied, "check the name"),
        (400, {"error": "instance_is_private"}, AccessDenied, "with an account only"),
        (400, {"error": 7}, UnexpectedAnswer, "no Lemmy answers at lemmy.example.com"),
        (400, None, UnexpectedAnswer, "no Lemmy answers"),
    ],
)
def test_a_refusal_says_what_to_do(
    status: int, body: object, error: type[SourceError], said: str
) -> None:
    """Lemmy's own words for an error tell more than its status."""
    payload = Payload(body=json.dumps(body).encode(), status=status)
    with pytest.raises(error, match=said):
        SOURCE.read(SOURCE.first(CAFE, None), payload)


def test_a_site_that_knows_neither_version_is_no_lemmy() -> None:
    """After v3 and v4 nothing else is tried."""
    gone = Payload(body=b"<html>", status=404)
    second = SOURCE.read(SOURCE.first(WHOLE, None), gone).next
    assert second is not None
    assert urlsplit(second.url).path == "/api/v4/post/list"
    with pytest.raises(UnexpectedAnswer, match="no Lemmy answers"):
        SOURCE.read(second, gone)


@pytest.mark.parametrize(
    "body", [b"<!doctype html>login", b'{"posts": [{"post": {"id": 1', b"[]", b'{"items": []}']
)
def test_what_is_no_list_is_unexpected(body: bytes) -> None:
    """A page of HTML answered as 200, and JSON that is cut, are no empty community."""
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(SOURCE.first(CAFE, None), Payload(body=body))


# --- single posts and comments -------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "parent"),
    [
        ("0.7", f"{HOME}/post/1"),
        ("0.5.7", f"{HOME}/comment/5"),
        ("0.4.5.7", f"{HOME}/comment/5"),
        ("0.x.7", f"{HOME}/post/1"),
        (None, f"{HOME}/post/1"),
    ],
)
def test_the_path_of_a_comment_tells_what_it_answers(path: str | None, parent: str) -> None:
    """The comment before it in the path, or the post; the thread is the post."""
    mention = only("comment", path=path)
    assert mention.parent_id == parent
    assert mention.thread_id == f"{HOME}/post/1"


@pytest.mark.parametrize("kind", ["post", "comment"])
@pytest.mark.parametrize("flag", ["deleted", "removed"])
def test_what_was_deleted_or_removed_is_gone_with_its_words(kind: str, flag: str) -> None:
    """Some versions still send the text: it is not read."""
    mention = only(kind, body="secreto", content="secreto", **{flag: True})
    assert mention.deleted
    assert mention.body == ""


def test_an_edit_has_a_time_of_its_own() -> None:
    """One that is no later than the writing is none."""
    later = NOW + timedelta(minutes=4)
    assert only("post", updated=later.isoformat()).edited_at == later
    assert only("post", updated=NOW.isoformat()).edited_at is None
    assert only("comment", updated=None).edited_at is None


def test_one_thing_has_one_id_wherever_it_is_read() -> None:
    """Its address where it was written, so that two instances do not count it twice."""
    ids = set()
    for host in ("lemmy.example.com", "otra.example.org"):
        watch = Watch(brand="luna", source="lemmy", listing=f"https://{host}")
        body = json.dumps({"posts": [Instance("0.19", 1, 0).lists["post"][0]]}).encode()
        page = SOURCE.read(SOURCE.first(watch, None), Payload(body=body))
        ids |= {mention.id for mention in page.mentions}
    assert ids == {f"{HOME}/post/0"}
