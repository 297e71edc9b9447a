"""How far a walk over a Facebook page goes, and what it asks for."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders.facebook import SOURCE

from listener.model import Bookmark, Mention, Payload, Request
from listener.walk import Walk, WalkEnd
from tests.graph import NOW, PAGE, WATCH, asked, body, comment, paging, post


class Site:
    """A made-up page with its own page sizes, newest first, as the Graph API lists it."""

    def __init__(self) -> None:
        self.posts = [NOW - timedelta(days=2 * n) for n in range(60)]
        self.tagged = [NOW - timedelta(days=5 * n) for n in range(12)]
        self.comments = {0: 230, 3: 26, 40: 30}
        self.asked: list[str] = []

    def talk(self, n: int) -> list[dict[str, Any]]:
        """Comments of a post: one an hour from its day on, not later than now."""
        times = (min(self.posts[n] + timedelta(minutes=k), NOW) for k in range(self.comments[n]))
        made = [comment(1000 * n + k, at) for k, at in enumerate(times)]
        return made[::-1]

    def answer(self, request: Request) -> Payload:
        parts = urlsplit(request.url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        _, _, node, *edge = parts.path.split("/")
        self.asked.append("/".join([node, *edge]))
        start = int(query.get("after", 0))
        if not edge:
            return body({"id": PAGE})
        if edge == ["comments"]:
            return body(cut(self.talk(int(node.rpartition("_")[2])), start, 100))
        if edge == ["tagged"]:
            items = [post(n, at, id=f"t_{n}") for n, at in enumerate(self.tagged)]
            return body(cut(items, start, 5))
        items = [
            post(n, at, comments=cut(self.talk(n), 0, 25)) if n in self.comments else post(n, at)
            for n, at in enumerate(self.posts)
        ]
        return body(cut(items, start, 25))


def cut(items: list[dict[str, Any]], start: int, size: int) -> dict[str, Any]:
    more = {"paging": paging(str(start + size))} if start + size < len(items) else {}
    return {"data": items[start : start + size], **more}


def walked(site: Site, since: Bookmark | None) -> tuple[list[Mention], WalkEnd]:
    """What a walk over that page brings, and how it ends."""
    walk = Walk(since=since, started_at=NOW, overlap=SOURCE.about.overlap, budget=300)
    step: Request | WalkEnd = SOURCE.first(WATCH, since)
    found: list[Mention] = []
    while isinstance(step, Request):
        page = SOURCE.read(step, site.answer(step))
        found += page.mentions
        step = walk.take(page, {})
    return found, step


def test_the_first_walk_brings_all_posts_and_all_comments() -> None:
    """Each once; that of what it does not see nothing is gone is left open."""
    site = Site()
    found, end = walked(site, None)
    assert len(found) == len({each.id for each in found}) == 60 + 12 + 230 + 26 + 30
    assert end.stopped_because == "source_cap"
    assert (end.complete, end.gap, end.reread) == (False, None, True)


def test_the_next_walk_goes_four_weeks_back_and_no_further() -> None:
    """Comments are asked for up to where all are known; old posts are left for the weekly walk."""
    site = Site()
    site.comments[0] = 20
    _, end = walked(site, None)
    site.comments[0], site.asked = 230, []
    found, end = walked(site, end.bookmark)
    assert (end.stopped_because, end.gap) == ("exhausted", None)
    assert len([each for each in found if (each.thread_id or "").endswith("_0")]) > 230
    assert not any(asked.endswith(("_40/comments", "_3/comments")) for asked in site.asked)
    assert site.asked.count(f"{PAGE}/feed") == 2
    assert site.asked.count(f"{PAGE}/tagged") == 3


def test_old_comments_below_an_old_bookmark_are_not_asked_for() -> None:
    """What was known a day before the bookmark stays unasked."""
    thread = {"data": [comment(2, NOW - timedelta(days=3))], "paging": paging("uno")}
    page = SOURCE.read(asked("feed"), body({"data": [post(1, NOW, comments=thread)]}))
    assert page.next is None


def test_comments_in_another_order_are_read_to_their_end() -> None:
    """Facebook says in which it gives them; oldest first, the new ones stand last."""
    old = comment(2, NOW - timedelta(days=3))
    thread = {"data": [old], "paging": paging("uno"), "summary": {"order": "chronological"}}
    page = SOURCE.read(asked("feed"), body({"data": [post(1, NOW, comments=thread)]}))
    assert page.next
    assert f"{PAGE}_1/comments" in page.next.url


def test_a_short_page_is_no_end() -> None:
    """Facebook takes out what we may not see after it has counted; only `next` tells."""
    page = SOURCE.read(asked("feed"), body({"data": [], "paging": paging("uno")}))
    assert page.next
    end = SOURCE.read(page.next, body({"data": [], "paging": {"cursors": {"after": "dos"}}}))
    assert end.next is None


@pytest.mark.parametrize("items", [[], [post(1, NOW)]])
def test_a_list_that_turns_in_a_circle_is_left(items: list[Any]) -> None:
    """It is told as a hole where there is one."""
    answer = body({"data": items, "paging": paging("uno")})
    page = SOURCE.read(asked("feed"), answer)
    assert page.next
    again = SOURCE.read(page.next, answer)
    assert again.next is None
    assert again.hole


def test_endless_comments_of_one_post_are_cut_and_told() -> None:
    """A storm below one post does not keep us from the others."""
    first = {"data": [comment(0, NOW)], "paging": paging("0")}
    page = SOURCE.read(asked("feed"), body({"data": [post(1, NOW, comments=first)]}))
    turns = 0
    while page.next:
        turns += 1
        answer = {"data": [comment(turns, NOW)], "paging": paging(str(turns))}
        page = SOURCE.read(page.next, body(answer))
    assert turns == 19
    assert page.hole
    assert page.hole.to_at == NOW


def test_a_next_that_cannot_be_followed_is_told() -> None:
    """Below the page something may stand that nobody read."""
    answer = {"data": [post(1, NOW)], "paging": {"next": "https://graph.facebook.com/x?y=1"}}
    page = SOURCE.read(asked("feed"), body(answer))
    assert page.next is None
    assert page.hole


def test_an_old_post_that_tags_us_today_is_new() -> None:
    """The tag has a time of its own."""
    old = post(1, NOW - timedelta(days=900), tagged_time="2026-11-22T11:00:00+0000")
    page = SOURCE.read(asked("tagged"), body({"data": [old], "paging": paging("uno")}))
    assert page.next
    assert page.next.cursor["after"] == "uno"
