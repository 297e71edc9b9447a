"""Threads beyond the recordings: deaf searches, pages, errors, and the token that stays secret."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders.threads import EVERYDAY, PER_PAGE, SOURCE, TOKEN

from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.walk import Walk, WalkEnd

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SEARCH = Watch(brand="luna", source="threads", terms=("café luna",))
MENTIONS = Watch(brand="luna", source="threads", listing="@cafeluna", match=False)
SHARED = Path(os.environ.get("LISTENER_SHARED") or Path(__file__).parent.parent.parent / "shared")
REAL = SHARED / "recordings" / "threads" / "restfb"


def asked(request: Request) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(request.url).query).items()}


def post(number: int, author: str = "marta", text: str = "café luna") -> dict[str, Any]:
    at = NOW - timedelta(minutes=number)
    return {"id": str(number), "username": author, "text": text, "timestamp": f"{at:%FT%T}+0000"}


class Meta:
    """The API as documented; without approval it searches the posts of `own` alone."""

    def __init__(
        self,
        posts: list[dict[str, Any]],
        *,
        own: str = "cafeluna",
        approved: bool = True,
        has_cursors: bool = True,
    ) -> None:
        self.posts, self.own = posts, own
        self.approved, self.has_cursors = approved, has_cursors
        self.paths: list[str] = []

    def answer(self, request: Request) -> Payload:
        path, query = urlsplit(request.url).path, asked(request)
        self.paths.append(path)
        if path.endswith("/me"):
            return _json({"id": "1", "username": self.own})
        if path.endswith("/me/mentions"):
            return _json(self._page([p for p in self.posts if f"@{self.own}" in p["text"]], query))
        if query["q"] == EVERYDAY:
            others = [post(9, "otra", EVERYDAY)] if self.approved else []
            return _json({"data": others})
        seen = [p for p in self.posts if self.approved or p["username"] == self.own]
        return _json(self._page(seen, query))

    def _page(self, posts: list[dict[str, Any]], query: dict[str, str]) -> dict[str, Any]:
        until = int(query.get("until", "9" * 12))
        since = int(query["since"])
        found = [p for p in posts if since <= _seconds(p) < until]
        start = int(query.get("after", 0))
        size = int(query["limit"])
        shown = found[start : start + size]
        if not self.has_cursors:
            return {"data": shown}
        here = f"https://graph.threads.net/v1.0/keyword_search?access_token=made-up&after={size}"
        return {"data": shown, "paging": {"cursors": {"after": str(start + size)}, "next": here}}


def _seconds(each: dict[str, Any]) -> int:
    return int(datetime.fromisoformat(each["timestamp"]).timestamp())


def _json(data: object) -> Payload:
    return Payload(body=json.dumps(data).encode(), content_type="application/json")


def walk(
    meta: Meta, watch: Watch = SEARCH, since: Bookmark | None = None
) -> tuple[set[str], WalkEnd | None, SourceError | None]:
    """The ids that a whole walk finds, and its end or its error."""
    steps = Walk(since=since, started_at=NOW, overlap=SOURCE.about.overlap, budget=20)
    step: Request | WalkEnd = SOURCE.first(watch, since)
    found: set[str] = set()
    while isinstance(step, Request):
        assert "access_token" not in step.url
        try:
            page: Page = SOURCE.read(step, meta.answer(step))
        except SourceError as error:
            return found, None, error
        found |= {mention.id for mention in page.mentions}
        step = steps.take(page, {})
    return found, step, None


def test_the_token_goes_in_a_header_only() -> None:
    """No address, which would be written down somewhere, ever holds the token."""
    credential = SOURCE.sign_in({TOKEN: " made-up \n"}, NOW)
    assert credential.headers == {"Authorization": "Bearer made-up"}
    assert credential.query == {}


def test_without_a_token_a_person_is_told_which_one() -> None:
    """The error names the secret that is missing."""
    with pytest.raises(AccessDenied, match=TOKEN):
        SOURCE.sign_in({}, NOW)


def test_a_search_asks_for_the_newest_of_a_phrase() -> None:
    """After the question whose token it is, the phrase, the newest first, from the start."""
    first = SOURCE.first(SEARCH, None)
    assert urlsplit(first.url).path == "/v1.0/me"
    following = SOURCE.read(first, _json({"id": "1", "username": "cafeluna"})).next
    assert following is not None
    assert urlsplit(following.url).path == "/v1.0/keyword_search"
    query = asked(following)
    assert (query["q"], query["search_type"], query["limit"]) == ("café luna", "RECENT", "100")
    assert query["since"] == "1688540400"


def test_a_later_search_asks_from_behind_the_bookmark() -> None:
    """From the bookmark less the overlap, and never before the first second Threads takes."""
    mark = Bookmark(newest_at=NOW, finished_at=NOW)
    behind = int((NOW - timedelta(days=1)).timestamp())
    assert SOURCE.first(SEARCH, mark).cursor["since"] == str(behind)
    old = Bookmark(newest_at=datetime(2020, 1, 1, tzinfo=UTC), finished_at=NOW)
    assert SOURCE.first(SEARCH, old).cursor["since"] == "1688540400"


@pytest.mark.parametrize("has_cursors", [True, False])
@pytest.mark.parametrize("count", [1, 99, 100, 101, 250])
def test_all_pages_are_read(count: int, *, has_cursors: bool) -> None:
    """By the cursor where there is one, else by time, until nothing is left."""
    meta = Meta([post(number) for number in range(count)], has_cursors=has_cursors)
    found, end, error = walk(meta)
    assert error is None
    assert end is not None
    assert (len(found), end.stopped_because) == (count, "exhausted")


def test_a_page_that_time_cannot_divide_is_told() -> None:
    """A full page of one second without a cursor: the walk ends as cut by the source."""
    same = [{**post(1), "id": str(number)} for number in range(PER_PAGE + 50)]
    _, end, _ = walk(Meta(same, has_cursors=False))
    assert end is not None
    assert end.stopped_because == "source_cap"


def test_a_cursor_that_repeats_ends_the_walk() -> None:
    """A page that leads to itself is not asked for twice."""
    request = SOURCE.read(SOURCE.first(SEARCH, None), _json({"username": "cafeluna"})).next
    answer = {"data": [post(n) for n in range(PER_PAGE)], "paging": {"cursors": {"after": "A"}}}
    assert request is not None
    second = SOURCE.read(request, _json(answer)).next
    assert second is not None
    assert SOURCE.read(second, _json(answer)).stopped_because == "source_cap"


@pytest.mark.parametrize("own_posts", [0, 3])
def test_a_search_that_sees_only_oneself_is_found_out(own_posts: int) -> None:
    """Without approval Threads answers as ever, with one's own posts or nothing: a word that
    everybody uses shows it, and the person reads what to ask Meta for."""
    posts = [post(n, "cafeluna") for n in range(own_posts)] + [post(90, "marta")]
    found, end, error = walk(Meta(posts, approved=False))
    assert isinstance(error, AccessDenied)
    assert "threads_keyword_search" in str(error)
    assert end is None
    assert len(found) == own_posts


@pytest.mark.parametrize("own_posts", [0, 3])
def test_a_quiet_phrase_is_no_refusal(own_posts: int) -> None:
    """Where the search does see others, only oneself, or nobody, used the phrase."""
    meta = Meta([post(n, "cafeluna") for n in range(own_posts)])
    found, end, error = walk(meta)
    assert error is None
    assert end is not None
    assert end.stopped_because == "exhausted"
    assert len(found) == own_posts


def test_the_test_is_spared_where_others_are_heard() -> None:
    """Searches are counted: no test where somebody else was found, or after a quiet later walk."""
    meta = Meta([post(1, "marta")], has_cursors=False)
    walk(meta)
    assert len(meta.paths) == 2
    meta = Meta([], has_cursors=False)
    walk(meta, since=Bookmark(newest_at=NOW, finished_at=NOW))
    assert len(meta.paths) == 2


def test_mentions_of_ones_own_account_need_no_search() -> None:
    """They come from a way of their own, and are never tested."""
    meta = Meta([post(1, "marta", "@cafeluna hola"), post(2, "pepe", "café luna")])
    found, _, error = walk(meta, MENTIONS)
    assert error is None
    assert found == {"1"}
    assert not any("keyword_search" in path for path in meta.paths)


def test_the_token_of_another_account_is_found_out() -> None:
    """Threads shows the mentions of the token's account, whatever the settings name."""
    _, _, error = walk(Meta([], own="cafesol"), MENTIONS)
    assert isinstance(error, AccessDenied)
    assert "@cafesol" in str(error)


@pytest.mark.parametrize(
    "written",
    ["@CafeLuna", "cafeluna", "https://www.threads.net/@cafeluna", "threads.com/@cafeluna/"],
)
def test_an_account_is_written_in_one_way(written: str) -> None:
    """A name or the link of a profile, old address or new."""
    assert SOURCE.normal_listing(written) == "@cafeluna"


def test_what_is_no_account_is_refused() -> None:
    """With an example of one."""
    with pytest.raises(ValueError, match="@cafeluna"):
        SOURCE.normal_listing("Café Luna")


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (400, {"code": 190, "message": "expired"}, AccessDenied),
        (401, {"code": 190}, AccessDenied),
        (500, {"code": 10, "message": "no permission"}, AccessDenied),
        (403, {"code": 200}, AccessDenied),
        (400, {"code": 100, "error_subcode": 33}, AccessDenied),
        (400, {"code": 100, "message": "Invalid parameter"}, UnexpectedAnswer),
        (400, {"code": 4}, Throttled),
        (403, {"code": 613}, Throttled),
        (400, {"code": 80001}, Throttled),
        (500, {"code": 2}, SourceUnavailable),
        (400, {"code": 99, "is_transient": True}, SourceUnavailable),
        (200, {"code": 190}, AccessDenied),
        (400, "prose", UnexpectedAnswer),
    ],
)
def test_an_error_is_what_its_code_says(
    status: int, error: object, kind: type[SourceError]
) -> None:
    """The status says little: a missing permission comes as a 500, an error even as a 200."""
    body = json.dumps({"error": error}).encode()
    with pytest.raises(kind):
        SOURCE.read(SOURCE.first(SEARCH, None), Payload(body=body, status=status))


@pytest.mark.parametrize(
    ("status", "kind"), [(200, UnexpectedAnswer), (400, UnexpectedAnswer), (500, SourceUnavailable)]
)
def test_a_page_in_place_of_data_is_an_error(status: int, kind: type[SourceError]) -> None:
    """A login page is never taken for "no posts"."""
    page = Payload(body=b"<html>Log in</html>", status=status)
    with pytest.raises(kind):
        SOURCE.read(SOURCE.first(SEARCH, None), page)


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no recordings in {REAL}")
def test_the_answers_of_another_library_are_read() -> None:
    """Of the nine files written to the documented contract, those that Threads would answer to
    our questions: a profile, a post, three replies of one id, and an error."""
    profile = Payload(body=(REAL / "basic-profile.json").read_bytes())
    request = SOURCE.read(SOURCE.first(SEARCH, None), profile).next
    assert request is not None
    assert request.cursor["own"] == "threadsapitestuser"
    replies = SOURCE.read(request, Payload(body=(REAL / "basic-list-reply.json").read_bytes()))
    (reply,) = replies.mentions
    assert (reply.text, reply.kind, reply.parent_id) == ("First Reply", "comment", "1234567890")
    assert reply.published_at == datetime(2024, 1, 1, 18, 20, tzinfo=UTC)
    one = json.loads((REAL / "basic-media.json").read_bytes())
    (seen,) = SOURCE.read(request, _json({"data": [one]})).mentions
    assert (seen.id, seen.text) == ("1234567", "Today Is Monday")
    assert seen.url == "https://www.threads.net/@threadsapitestuser/post/abcdefg"
    assert seen.author is not None
    assert seen.author.name == "threadsapitestuser"
    with pytest.raises(AccessDenied):
        SOURCE.read(request, Payload(body=(REAL / "exception.json").read_bytes(), status=400))
