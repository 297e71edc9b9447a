"""Hashtags on Instagram: whose account looks for them, what they cost, what is lost."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders.instagram import SOURCE, TOKEN

from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.model import Bookmark, Cost, Page, Payload, Request, Watch
from tests.graph import NOW, body, error, paging

ROOT = Path(__file__).parent.parent
REAL = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings/instagram"
ME, TAG = "17841400000000001", "17841500000000009"
WATCH = Watch(brand="luna", source="instagram", listing="#cafeluna")
ACCOUNT = {"instagram_business_account": {"id": ME, "username": "CafeLuna"}}
SINCE = Bookmark(newest_at=NOW, finished_at=NOW)


def found(since: Bookmark | None = None) -> list[Request]:
    """The three questions of a walk: who asks, the number of the tag, what bears it."""
    first = SOURCE.first(WATCH, since)
    second = SOURCE.read(first, body(ACCOUNT)).next
    assert second
    third = SOURCE.read(second, body({"data": [{"id": TAG}]})).next
    assert third
    return [first, second, third]


def posts(*at: datetime, after: str = "") -> dict[str, Any]:
    told = [
        {"id": f"{n}{each:%d%H%M}", "caption": "#CafeLuna", "timestamp": f"{each:%FT%T}+0000"}
        for n, each in enumerate(at)
    ]
    return {"data": told, **({"paging": paging(after)} if after else {})}


def test_a_tag_is_looked_for_in_the_name_of_the_account() -> None:
    """The search for its number is what Meta counts, each different tag once in seven days."""
    me, search, recent = found()
    assert (me.costs, recent.costs) == ((), ())
    assert search.costs == (Cost("hashtags", thing="cafeluna"),)
    asked = parse_qs(urlsplit(search.url).query)
    assert (asked["user_id"], asked["q"]) == ([ME], ["cafeluna"])
    assert urlsplit(recent.url).path == f"/v26.0/{TAG}/recent_media"
    assert parse_qs(urlsplit(recent.url).query)["user_id"] == [ME]
    (budget,) = SOURCE.about.budgets
    assert (budget.limit, budget.per, budget.rolling, budget.things) == (30, "week", True, True)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("#CafeLuna", "#cafeluna"),
        ("https://www.instagram.com/explore/tags/CaféLuna/?hl=es", "#caféluna"),
        ("#año_2026", "#año_2026"),
    ],
)
def test_a_tag_may_be_written_with_its_sign_or_its_address(written: str, tag: str) -> None:
    """Without its sign it would be an account."""
    assert SOURCE.normal_listing(written) == SOURCE.normal_listing(tag) == tag


def test_any_account_of_the_token_may_look_for_it() -> None:
    """A person's token knows no account but those of the person's pages."""
    page = SOURCE.read(SOURCE.first(WATCH, None), error(100, "(#100) nonexisting field"))
    assert page.next
    assert "/me/accounts?" in page.next.url
    search = SOURCE.read(page.next, body({"data": [{"id": "1"}, {"id": "2", **ACCOUNT}]})).next
    assert search
    assert "/ig_hashtag_search?" in search.url
    with pytest.raises(AccessDenied, match=f"search for hashtags.*{TOKEN}"):
        SOURCE.read(page.next, body({"data": [{"id": "1"}]}))


def test_what_bears_a_tag_is_read_down_to_the_bookmark() -> None:
    """Who wrote it Meta does not tell; two hours below the bookmark may have come late."""
    request = found(SINCE)[-1]
    page = SOURCE.read(request, body(posts(NOW, NOW - timedelta(hours=1), after="uno")))
    assert [(each.kind, each.author, each.subject) for each in page.mentions] == [
        ("post", None, "#cafeluna")
    ] * 2
    assert page.next
    assert "after=uno" in page.next.url
    last = SOURCE.read(page.next, body(posts(NOW - timedelta(hours=3), after="dos")))
    assert last.next is None


def test_a_list_that_turns_in_a_circle_ends() -> None:
    """The same posts again are the end, whatever the cursor says."""
    request: Request | None = found(SINCE)[-1]
    pages: list[Page] = []
    while request and len(pages) < 5:
        pages.append(SOURCE.read(request, body(posts(NOW, after="uno"))))
        request = pages[-1].next
    assert len(pages) == 2
    assert pages[-1].hole is not None


@pytest.mark.parametrize(
    ("hours", "hole"), [(1, None), (24, None), (30, NOW - timedelta(hours=24))]
)
def test_what_was_shown_while_nobody_looked_is_told_as_lost(
    hours: float, hole: datetime | None
) -> None:
    """Only a day is shown, by the clock of the answer."""
    seen = NOW - timedelta(hours=hours)
    request = found(Bookmark(newest_at=seen, finished_at=seen))[-1]
    page = SOURCE.read(request, body(posts(NOW), date=format_datetime(NOW, usegmt=True)))
    assert (page.hole.to_at if page.hole else None) == hole
    assert SOURCE.read(request, body(posts(NOW), date="soon")).hole is None


HTML = Payload(body=b"<html>Log in</html>", content_type="text/html")


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (error(190), AccessDenied),
        (error(10), AccessDenied),
        (error(80002), Throttled),
        (error(2), SourceUnavailable),
        (HTML, UnexpectedAnswer),
        (body({}), UnexpectedAnswer),
        (body([1]), UnexpectedAnswer),
    ],
)
def test_trouble_is_told_as_everywhere(at: int, payload: Payload, kind: type[SourceError]) -> None:
    """At each of the three questions; an account that may not is told so at once."""
    request = found()[at]
    if at == 0 and payload.body in (error(10).body, b"{}"):
        assert "/me/accounts?" in SOURCE.read(request, payload).next.url  # type: ignore[union-attr]
        return
    with pytest.raises(kind):
        SOURCE.read(request, payload)


def test_a_tag_that_nobody_has_used_is_no_error() -> None:
    """It says nothing yet; and too many tags are waited for."""
    request = found()[1]
    page = SOURCE.read(request, error(24, error_subcode=2207024))
    assert (page.mentions, page.next, page.stopped_because) == ((), None, "reached_bookmark")
    with pytest.raises(Throttled, match="30 in seven days"):
        SOURCE.read(request, error(18))


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real recordings in {REAL}")
def test_real_answers_about_hashtags_are_read() -> None:
    """The number of a tag; the posts below one, each once, with its words, link and counts."""
    folder = REAL / "python-facebook/instagram/apidata"
    number = json.loads((folder / "users/hashtag_search.json").read_bytes())
    following = SOURCE.read(found()[1], body(number)).next
    assert following
    assert f"/{number['data'][0]['id']}/recent_media?" in following.url
    for file in sorted((folder / "hashtags").glob("hashtag_top_medias_p*.json")):
        told = json.loads(file.read_bytes())
        wanted = {each["id"]: each for each in told["data"]}
        mentions = SOURCE.read(found()[2], body(told)).mentions
        assert [each.id for each in mentions] == list(wanted)
        for each in mentions:
            post = wanted[each.id]
            assert (each.url, each.text) == (post["permalink"], post["caption"].strip())
            assert each.engagement is not None
            counts = (each.engagement.likes, each.engagement.replies)
            assert counts == (post["like_count"], post["comments_count"])
            assert (each.author, each.published_at) == (None, None)
