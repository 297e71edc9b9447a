"""YouTube: how far a walk goes, what it skips, what it costs, and what its refusals mean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders.youtube import KEY, SOURCE
from msgspec import json
from msgspec.structs import replace

from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.lookagain import Asked
from listener.model import Bookmark, Cost, Page, Payload, Request, Watch
from listener.slices import Slice, SliceEnd, SliceWalk

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHANNEL = "UC0123456789abcdefghijkl"
PHRASE = Watch(brand="luna", source="youtube", terms=("café luna",))
LISTING = Watch(brand="luna", source="youtube", listing="@cafeluna")
SINCE = Bookmark(newest_at=NOW, finished_at=NOW)


def answer(kind: str, *items: dict[str, Any], token: str = "", status: int = 200) -> Payload:
    told = {"kind": f"youtube#{kind}ListResponse", "items": list(items)}
    return Payload(body=json.encode(told | {"nextPageToken": token}), status=status)


def refused(
    status: int, reason: str, domain: str = "youtube.quota", message: str = "no", **headers: str
) -> Payload:
    errors = [{"domain": domain, "reason": reason, "message": message}]
    body = json.encode({"error": {"code": status, "message": message, "errors": errors}})
    return Payload(body=body, status=status, headers=headers)


def result(number: str, at: datetime = NOW) -> dict[str, Any]:
    return {"id": {"videoId": number}, "snippet": {"publishedAt": at.isoformat()}}


def clip(number: str, **statistics: str) -> dict[str, Any]:
    told = {"title": number, "publishedAt": NOW.isoformat()}
    return {"id": number, "snippet": told, "statistics": statistics}


def words(number: str, at: datetime = NOW, **more: object) -> dict[str, Any]:
    told = {"textDisplay": number, "videoId": "v1", "publishedAt": at.isoformat(), **more}
    return {"id": number, "snippet": told}


def thread(number: str, at: datetime = NOW, replies: int = 0, came: int = 0) -> dict[str, Any]:
    below = [words(f"{number}.{n}", at, parentId=number) for n in range(came)]
    told = {"topLevelComment": words(number, at), "totalReplyCount": replies, "videoId": "v1"}
    return {"id": number, "snippet": told, "replies": {"comments": below}}


def asked(request: Request | None) -> tuple[str, dict[str, str]]:
    """What a request asks: the list, and its parameters."""
    assert request is not None
    parts = urlsplit(request.url)
    told = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return parts.path.rpartition("/")[2], told


def walked(request: Request | None, *answers: Payload) -> list[Page]:
    pages = []
    for payload in answers:
        assert request is not None
        pages.append(SOURCE.read(request, payload))
        request = pages[-1].next
    return pages


@pytest.mark.parametrize(
    ("written", "listing"),
    [
        ("@CafeLuna", "@cafeluna"),
        ("https://www.youtube.com/@cafeluna/videos", "@cafeluna"),
        ("m.youtube.com/@caf%C3%A9luna", "@caféluna"),
        (f"https://youtube.com/channel/{CHANNEL}/about", CHANNEL),
        (CHANNEL, CHANNEL),
    ],
)
def test_a_channel_may_be_written_in_many_ways(written: str, listing: str) -> None:
    """They all lead to one listing."""
    assert SOURCE.normal_listing(written) == listing


@pytest.mark.parametrize(
    "written",
    ["", "cafeluna", "https://youtu.be/x", "https://www.youtube.com/watch?v=abc", "@a b", "@x/y"],
)
def test_what_is_no_channel_is_told(written: str) -> None:
    """With what may be written instead."""
    with pytest.raises(ValueError, match="needs a channel of YouTube"):
        SOURCE.normal_listing(written)


def test_no_address_carries_the_key() -> None:
    """It goes in a header."""
    credential = SOURCE.sign_in({KEY: " secret\n"}, NOW)
    assert getattr(credential, "headers", None) == {"X-Goog-Api-Key": "secret"}
    with pytest.raises(AccessDenied, match=KEY):
        SOURCE.sign_in({}, NOW)


def test_a_search_is_paid_from_its_own_budget() -> None:
    """Everything else costs a unit, every page of it."""
    search = SOURCE.first(PHRASE, None)
    pages = walked(
        search,
        answer("search", result("v1")),
        answer("video", clip("v1", commentCount="3")),
        answer("commentThread", thread("c1"), token="more"),
    )
    costs = [search.costs, *(page.next.costs for page in pages if page.next)]
    assert costs == [(Cost("searches"),), *[(Cost("units"),)] * 3]


def test_a_phrase_is_asked_as_it_stands_or_in_the_words_of_its_query() -> None:
    """In quotes; the syntax of YouTube comes ready."""
    assert asked(SOURCE.first(PHRASE, None))[1]["q"] == '"café luna"'
    whole = replace(PHRASE, ask='"café luna"|"luna café"')
    assert asked(SOURCE.first(whole, None))[1]["q"] == '"café luna"|"luna café"'


def test_a_search_goes_back_a_week_and_its_comments_two_days() -> None:
    """Comments come for days below a video; only new ones are read again."""
    way, told = asked(SOURCE.first(PHRASE, SINCE))
    assert (way, told["publishedAfter"]) == ("search", "2026-11-15T12:00:00Z")
    assert (told["order"], told["type"]) == ("date", "video")
    late, old = NOW - timedelta(days=1), NOW - timedelta(days=3)
    pages = walked(
        SOURCE.first(PHRASE, SINCE),
        answer("search", result("v1")),
        answer("video", clip("v1", commentCount="3")),
        answer("commentThread", thread("c1", late), thread("c2", old, replies=9), token="more"),
    )
    assert (pages[-1].next, pages[-1].stopped_because) == (None, "reached_bookmark")
    assert pages[-1].hole is None


def test_a_slice_is_searched_for_between_its_ends() -> None:
    """A channel has no slices: it is read down its lists."""
    ends = (NOW - timedelta(days=30), NOW - timedelta(days=20))
    told = asked(SOURCE.between(PHRASE, *ends))[1]
    assert told["publishedAfter"] == "2026-10-23T12:00:00Z"
    assert told["publishedBefore"] == "2026-11-02T12:00:00Z"
    assert SOURCE.between(LISTING, *ends) is None


def test_a_slice_with_more_than_a_search_shows_goes_on_below() -> None:
    """Ten pages at most are shown; what is older is a slice of its own, and asked for again."""
    start, end = NOW - timedelta(days=30), NOW
    request: Request | SliceEnd | None = SOURCE.between(PHRASE, start, end)
    walk = SliceWalk(Slice(from_at=start, to_at=end), 400, timedelta(minutes=1))
    for turn in range(10):
        found = result("v1", NOW - timedelta(days=turn + 1))
        for payload in (
            answer("search", found, token=f"t{turn}"),
            answer("video", clip("v1", commentCount="0")),
        ):
            assert isinstance(request, Request)
            request = walk.take(SOURCE.read(request, payload))
    assert isinstance(request, SliceEnd)
    done, left = request.parts
    assert (done.state, left.state) == ("done", "open")
    assert left.to_at == done.from_at == NOW - timedelta(days=10) + timedelta(seconds=1)


def test_only_videos_that_are_talked_about_are_asked_for_comments() -> None:
    """None are asked for below a video that has none; where no count is told, there may be some."""
    pages = walked(
        SOURCE.first(PHRASE, None),
        answer("search", result("v1"), result("v2"), result("v3")),
        answer("video", clip("v1", commentCount="0"), clip("v2"), clip("v3", commentCount="1")),
        answer("commentThread"),
        answer("commentThread"),
    )
    assert [asked(page.next)[1].get("videoId") for page in pages[1:3]] == ["v2", "v3"]
    assert pages[-1].next is None


def test_all_replies_are_read_where_some_were_left_out() -> None:
    """A thread brings five along at most; below what is old they are not counted again."""
    pages = walked(
        SOURCE.first(LISTING, SINCE),
        answer("channel", channel := _channel()),
        answer("playlistItem"),
        answer("commentThread", thread("c1", replies=7, came=5), thread("c2", replies=2, came=2)),
        answer("comment", *(words(f"c1.{n}", parentId="c1", videoId=None) for n in range(7))),
    )
    assert channel["id"] == asked(pages[1].next)[1]["allThreadsRelatedToChannelId"]
    assert asked(pages[2].next)[1]["parentId"] == "c1"
    replies = pages[3].mentions
    assert {(each.parent_id, each.thread_id) for each in replies} == {("c1", "v1")}
    assert replies[0].url == "https://www.youtube.com/watch?v=v1&lc=c1.0"


def _channel() -> dict[str, Any]:
    return {"id": CHANNEL, "contentDetails": {"relatedPlaylists": {"uploads": "UU1"}}}


def test_a_list_that_gives_the_same_page_again_ends_with_a_hole() -> None:
    """An endless list is left, and told as a gap where it had not come down to the bookmark."""
    request: Request | None = SOURCE.first(LISTING, SINCE)
    pages = walked(
        request,
        answer("channel", _channel()),
        answer("playlistItem"),
        answer("commentThread", thread("c1"), token="A"),
        answer("commentThread", thread("c1"), token="A"),
    )
    assert asked(pages[2].next)[1]["pageToken"] == "A"
    assert (pages[3].next, pages[3].hole and pages[3].hole.to_at) == (None, NOW)


def test_a_list_of_ever_new_pages_is_left_with_a_hole() -> None:
    """Below one video not more than 300 comments are read in a walk."""
    request = walked(
        SOURCE.first(PHRASE, SINCE), answer("search", result("v1")), answer("video", clip("v1"))
    )[-1].next
    pages = walked(
        request, *(answer("commentThread", thread(f"c{n}"), token=f"t{n}") for n in range(3))
    )
    assert [page.hole is None for page in pages] == [True, True, False]
    assert pages[-1].next is None


@pytest.mark.parametrize(
    ("status", "reason", "domain"),
    [
        (403, "commentsDisabled", "youtube.commentThread"),
        (404, "videoNotFound", "youtube.commentThread"),
        (403, "forbidden", "youtube.commentThread"),
    ],
)
def test_a_video_without_comments_does_not_stop_the_walk(
    status: int, reason: str, domain: str
) -> None:
    """Closed, deleted or private: the next one is asked for."""
    pages = walked(
        SOURCE.first(PHRASE, None),
        answer("search", result("v1"), result("v2")),
        answer("video", clip("v1"), clip("v2")),
        refused(status, reason, domain),
    )
    assert asked(pages[-1].next)[1]["videoId"] == "v2"


@pytest.mark.parametrize(
    ("payload", "error", "told"),
    [
        (refused(403, "quotaExceeded"), Throttled, "nothing is left"),
        (refused(403, "dailyLimitExceeded"), Throttled, "nothing is left"),
        (refused(403, "rateLimitExceeded"), Throttled, "slow down"),
        (refused(400, "keyInvalid"), AccessDenied, KEY),
        (refused(400, "badRequest", message="API key not valid."), AccessDenied, KEY),
        (refused(403, "accessNotConfigured"), AccessDenied, "Enable"),
        (refused(403, "forbidden"), AccessDenied, KEY),
        (refused(403, "SERVICE_UNAVAILABLE"), AccessDenied, KEY),
        (refused(400, "invalidPageToken"), SourceUnavailable, "again"),
        (refused(400, "processingFailure"), SourceUnavailable, "again"),
        (refused(404, "channelNotFound"), UnexpectedAnswer, "no longer has @cafeluna"),
        (refused(400, "missingRequiredParameter"), UnexpectedAnswer, "may have changed"),
        (Payload(body=b"<html>no</html>", status=403), AccessDenied, KEY),
        (answer("channel"), UnexpectedAnswer, "no channel @cafeluna"),
    ],
)
def test_a_refusal_says_who_has_to_do_what(
    payload: Payload, error: type[SourceError], told: str
) -> None:
    """Wait, mend the key, switch the API on, correct the listing, or look for a new version."""
    with pytest.raises(error, match=told) as caught:
        SOURCE.read(SOURCE.first(LISTING, None), payload)
    assert type(caught.value) is error


def test_quotas_begin_anew_at_midnight_in_california() -> None:
    """By the clock of the answer; on the day when clocks go back, too."""
    for sent, again in (
        ("Sun, 22 Nov 2026 07:59:59 GMT", datetime(2026, 11, 22, 8, tzinfo=UTC)),
        ("Sun, 01 Nov 2026 12:00:00 GMT", datetime(2026, 11, 2, 8, tzinfo=UTC)),
        ("nonsense", None),
    ):
        with pytest.raises(Throttled) as caught:
            SOURCE.read(SOURCE.first(PHRASE, None), refused(403, "quotaExceeded", date=sent))
        assert caught.value.retry_after == again


def about(number: str, kind: Any = "comment") -> Asked:
    return Asked(id=number, kind=kind, url=f"https://y.example/{number}", thread_id="v1")


def test_a_second_look_tells_what_was_edited_and_what_has_gone() -> None:
    """What the answer leaves out has been deleted there."""
    which = [about("c1"), about("c1.2"), about("c3")]
    request = SOURCE.look_again(which)
    assert asked(request)[1]["id"] == "c1,c1.2,c3"
    assert request.costs == (Cost("units"),)
    later = (NOW + timedelta(hours=1)).isoformat()
    there = [words("c1", updatedAt=later), {"id": "c3", "snippet": {}}]
    first, gone = SOURCE.looked_again(which, request, answer("comment", *there)).mentions
    assert (first.id, first.edited_at, first.deleted) == ("c1", NOW + timedelta(hours=1), False)
    assert (gone.id, gone.deleted, gone.text) == ("c1.2", True, "")


def test_videos_are_asked_for_apart_from_comments() -> None:
    """And what cannot be an id is not asked for."""
    kinds = [SOURCE.kind_of(each) for each in (about("v", "post"), about("c"), about("a,b"))]
    assert kinds == ["videos", "comments", None]
    assert asked(SOURCE.look_again([about("v1", "post")]))[0] == "videos"


def test_an_answer_that_knows_none_of_many_is_not_believed() -> None:
    """What is deleted here cannot be brought back: a mistake of the site must not do it."""
    many = [about(f"c{n}") for n in range(10)]
    request = SOURCE.look_again(many)
    assert SOURCE.looked_again(many, request, answer("comment")).mentions == ()
    with pytest.raises(UnexpectedAnswer):
        SOURCE.looked_again(many, request, answer("comment", {"id": "c1", "snippet": {}}))
    with pytest.raises(Throttled):
        SOURCE.looked_again(many, request, refused(403, "quotaExceeded"))
