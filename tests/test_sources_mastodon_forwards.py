"""Mastodon forwards: from the bookmark up to the newest posts, whatever comes in meanwhile.

The instances are made up. They page as Mastodon does (app/models/concerns/paginable.rb), or as some
of its kin do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from listener.spiders import _snowflake as snowflake
from listener.spiders.mastodon import SOURCE
from msgspec import Struct
from msgspec.structs import replace

from listener.errors import UnexpectedAnswer
from listener.model import Bookmark, Gap, Page, Payload, Request, Watch
from listener.walk import Walk, WalkEnd

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TAG = "https://m.example/tags/cafeluna"
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
OVERLAP, BUDGET = SOURCE.about.overlap, SOURCE.about.pages


class Post(Struct, frozen=True):
    """Something written at `at`, filed under that moment, there from the question `shown` on."""

    at: datetime
    chance: int = 0
    shown: int = 0
    filed: datetime | None = None
    gone: int = 10_000

    @property
    def id(self) -> str:
        return str((int((self.filed or self.at).timestamp()) * 1000 << 16) + self.chance)


Answering = Callable[["Instance", dict[str, str], list[Post]], list[Post]]


def as_mastodon(instance: Instance, asked: dict[str, str], there: list[Post]) -> list[Post]:
    """Those right above `min_id`, or those right below `max_id`; the newest first."""
    if low := asked.get("min_id"):
        above = [each for each in there if instance.rank(each) > snowflake.rank(low)]
        return above[-instance.size :]
    below = asked.get("max_id")
    left = [each for each in there if not below or instance.rank(each) < snowflake.rank(below)]
    return left[: instance.size]


def as_since_id(instance: Instance, asked: dict[str, str], there: list[Post]) -> list[Post]:
    """The newest of those above `min_id`, as Hollo had it."""
    if low := asked.get("min_id"):
        above = [each for each in there if instance.rank(each) > snowflake.rank(low)]
        return above[: instance.size]
    return as_mastodon(instance, asked, there)


def as_if_not_asked(instance: Instance, asked: dict[str, str], there: list[Post]) -> list[Post]:
    """The newest, whatever `min_id` says."""
    return as_mastodon(instance, {k: v for k, v in asked.items() if k != "min_id"}, there)


def with_nothing(instance: Instance, asked: dict[str, str], there: list[Post]) -> list[Post]:
    """Nothing at all for `min_id`."""
    return [] if "min_id" in asked else as_mastodon(instance, asked, there)


def the_same_again(instance: Instance, asked: dict[str, str], there: list[Post]) -> list[Post]:
    """One page forwards, and that one for ever."""
    if "min_id" in asked:
        instance.kept = instance.kept or as_mastodon(instance, asked, there)
        return instance.kept
    return as_mastodon(instance, asked, there)


class Instance:
    """A list of one instance, forty a page, that goes on growing between two questions."""

    def __init__(
        self,
        posts: Sequence[Post],
        answering: Answering = as_mastodon,
        *,
        id_of: Callable[[Post], str] = lambda post: post.id,
        size: int = 40,
        header: bool = True,
    ) -> None:
        self.id_of, self.size, self.header = id_of, size, header
        self.posts = sorted(posts, key=self.rank, reverse=True)
        self.answering = answering
        self.kept: list[Post] = []
        self.asked: list[dict[str, str]] = []

    def rank(self, post: Post) -> tuple[int, str]:
        return snowflake.rank(self.id_of(post))

    def there(self, number: int) -> list[Post]:
        """What it shows when it is asked for that many times."""
        return [each for each in self.posts if each.shown <= number < each.gone]

    def answer(self, request: Request) -> Payload:
        asked = {name: each[0] for name, each in parse_qs(urlsplit(request.url).query).items()}
        found = self.answering(self, asked, self.there(len(self.asked)))
        self.asked.append(asked)
        headers = {"link": self._link(found)} if found and self.header else {}
        return Payload(body=json.dumps([*map(self._status, found)]).encode(), headers=headers)

    def _link(self, found: list[Post]) -> str:
        first, last = self.id_of(found[0]), self.id_of(found[-1])
        way = "https://m.example/api/v1/timelines/tag/cafeluna?limit=40"
        return f'<{way}&max_id={last}>; rel="next", <{way}&min_id={first}>; rel="prev"'

    def _status(self, post: Post) -> dict[str, Any]:
        return {
            "id": self.id_of(post),
            "created_at": post.at.isoformat(),
            "uri": name_of(post),
            "content": "<p>Café Luna</p>",
            "account": {"acct": "marta@masto.example", "indexable": True},
        }


class Walked(Struct):
    """What a walk has seen, its pages, and how it ended."""

    names: list[str]
    pages: list[Page]
    end: WalkEnd


def name_of(post: Post) -> str:
    return f"https://masto.example/users/marta/statuses/{post.id}"


def walked(
    instance: Instance, since: Bookmark | None, *, listing: str = TAG, started_at: datetime = NOON
) -> Walked:
    """One walk of the source over the instance."""
    instance.asked = []
    walk = Walk(since=since, started_at=started_at, overlap=OVERLAP, budget=BUDGET)
    watch = Watch(brand="luna", source="mastodon", listing=listing)
    request: Request | WalkEnd = SOURCE.first(watch, since)
    pages = []
    while isinstance(request, Request):
        pages.append(SOURCE.read(request, instance.answer(request)))
        request = walk.take(pages[-1], {})
    names = [mention.id for page in pages for mention in page.mentions]
    return Walked(names, pages, request)


def every(step: timedelta, count: int, *, until: datetime = NOON - MINUTE) -> list[Post]:
    """So many posts, one each step, the last at `until`."""
    return [Post(until - step * number) for number in range(count)]


def bookmark(at: datetime) -> Bookmark:
    return Bookmark(newest_at=at, finished_at=at)


SINCE = bookmark(NOON - 10 * HOUR)
BOUND = NOON - 10 * HOUR - OVERLAP


def wanted(posts: Sequence[Post], bound: datetime = BOUND) -> set[str]:
    """The names of those that a walk has to find: there when it began, not too late."""
    return {name_of(each) for each in posts if each.shown == 0 and (each.filed or each.at) >= bound}


def left_out(posts: Sequence[Post], found: Walked) -> list[Post]:
    """Those that the walk has not found."""
    missed = wanted(posts) - set(found.names)
    return [each for each in posts if name_of(each) in missed]


def is_told(post: Post, gap: Gap | None) -> bool:
    at = (post.filed or post.at).replace(microsecond=0)
    if gap is None or gap.to_at is None:
        return False
    return (gap.from_at is None or gap.from_at - SECOND <= at) and at <= gap.to_at + SECOND


def how(instance: Instance) -> list[str]:
    """The way that each question goes: to the newest, up or down."""
    return [
        "up" if "min_id" in asked else "down" if "max_id" in asked else "newest"
        for asked in instance.asked
    ]


# --- a busy instance -----------------------------------------------------------------------


def test_a_flood_during_the_walk_costs_no_post() -> None:
    """Three hundred posts come in while five hundred are read: each is seen once, none skipped."""
    old = every(80 * SECOND, 500)
    flood = [Post(NOON + n * SECOND, shown=1 + n // 30) for n in range(300)]
    instance = Instance([*old, *flood])
    found = walked(instance, SINCE)
    assert wanted(old) <= set(found.names)
    assert how(instance) == ["newest", *["up"] * 12]
    assert (found.end.stopped_because, found.end.gap) == ("reached_bookmark", None)
    assert found.end.bookmark == Bookmark(newest_at=NOON - MINUTE, finished_at=NOON)
    # What has come in meanwhile lies above the bookmark, and is the next walk's.
    after = walked(
        Instance([*old, *(replace(each, shown=0) for each in flood)]),
        found.end.bookmark,
        started_at=NOON + HOUR,
    )
    assert {name_of(each) for each in old[:40] + flood} <= {*found.names, *after.names}


def test_pages_forwards_do_not_overlap_below_the_newest() -> None:
    """The flood moves none of them: what is asked next begins where the last page ended."""
    flood = [Post(NOON, n, shown=n // 40) for n in range(300)]
    instance = Instance(every(80 * SECOND, 400) + flood)
    found = walked(instance, SINCE)
    forwards = [mention.id for page in found.pages[1:] for mention in page.mentions]
    assert len(set(forwards)) == len(forwards)
    assert all(not page.in_order for page in found.pages[1:])
    assert found.pages[0].in_order


def test_what_reached_the_instance_late_is_found() -> None:
    """It stands among what was read already, within the overlap."""
    late = [Post(BOUND + n * MINUTE, 7) for n in range(0, 60, 5)]
    within_a_walk = [Post(NOON - 3 * HOUR + n * SECOND, 9, shown=2) for n in range(5)]
    instance = Instance([*every(3 * MINUTE, 300), *late, *within_a_walk])
    found = walked(instance, SINCE)
    assert "up" in how(instance)
    assert {name_of(each) for each in (*late, *within_a_walk)} <= set(found.names)


def test_the_second_of_the_bound_belongs_to_it() -> None:
    """Below the second lies chance only: its first post is found."""
    instance = Instance([*every(MINUTE, 300, until=NOON), Post(BOUND, 0), Post(BOUND - SECOND, 5)])
    found = walked(instance, SINCE)
    assert instance.asked[1]["min_id"] == snowflake.before(BOUND)
    assert name_of(Post(BOUND, 0)) in found.names
    assert name_of(Post(BOUND - SECOND, 5)) not in found.names


@pytest.mark.parametrize("count", [40, 41, 79, 80, 81, 120, 121, 160])
@pytest.mark.parametrize("header", [True, False])
def test_none_is_lost_where_pages_are_just_full(count: int, header: bool) -> None:
    """Forwards, or backwards where there is little to read: all since the bound, and no gap."""
    posts = every(MINUTE, count, until=BOUND + count * MINUTE) + every(HOUR, 90, until=BOUND)
    instance = Instance(posts, header=header)
    found = walked(instance, SINCE)
    assert wanted(posts) <= set(found.names)
    assert (found.end.stopped_because, found.end.gap) == ("reached_bookmark", None)
    assert len(instance.asked) <= count // 40 + 3


def test_newest_posts_that_reach_the_bookmark_end_the_walk_as_before() -> None:
    """A quiet list is never asked forwards."""
    instance = Instance(every(HOUR, 200))
    found = walked(instance, SINCE)
    assert how(instance) == ["newest", "down"]
    assert wanted(instance.posts) <= set(found.names)


@pytest.mark.parametrize("since", [None, Bookmark(finished_at=NOON - 10 * HOUR)])
def test_without_a_time_to_begin_at_a_walk_goes_backwards(since: Bookmark | None) -> None:
    """Down to the end, as first walks and those over the whole list do."""
    instance = Instance(every(MINUTE, 130))
    found = walked(instance, since)
    assert how(instance) == ["newest", *["down"] * 4]
    assert len(set(found.names)) == 130


def test_an_account_is_read_forwards_too() -> None:
    """Once its number is known; the search, which has no ids to go by, is not."""
    instance = Instance(every(MINUTE, 300))
    account = SOURCE.first(Watch(brand="x", source="mastodon", listing="@a@m.example"), SINCE)
    told = Payload(body=b'{"id": "77", "acct": "a"}')
    newest = SOURCE.read(account, told).next
    assert newest is not None
    following = SOURCE.read(newest, instance.answer(newest)).next
    assert following is not None
    way = "/accounts/77/statuses?exclude_reblogs=true&limit=40"
    assert following.url.endswith(f"{way}&min_id={snowflake.before(BOUND)}")
    # Its number was a question too: the walk may ask one less.
    assert following.cursor["pages"] == "3"
    search = Watch(brand="x", source="mastodon", listing="https://m.example/search?q=x")
    assert "until" not in SOURCE.first(search, SINCE).cursor


# --- the budget ----------------------------------------------------------------------------


def test_what_the_budget_leaves_out_is_told_as_it_is() -> None:
    """Not the oldest are missing, but what lies between the last page and the newest posts."""
    posts = every(10 * SECOND, 3_900)
    instance = Instance(posts)
    found = walked(instance, SINCE)
    assert len(instance.asked) == BUDGET
    missed = left_out(posts, found)
    assert len(missed) > 1_000
    gap = found.end.gap
    assert gap is not None
    assert gap.reason == "page_budget"
    assert min(each.at for each in missed) - (gap.from_at or NOON) <= timedelta(seconds=10)
    assert (gap.to_at or NOON) - max(each.at for each in missed) <= timedelta(seconds=10)
    assert all(is_told(each, gap) for each in missed)
    assert found.end.bookmark == Bookmark(newest_at=NOON - MINUTE, finished_at=NOON)


def test_a_budget_that_is_just_enough_leaves_no_gap() -> None:
    """The last page meets the newest posts."""
    count = 40 * BUDGET - 5
    posts = every(10 * SECOND, count)
    since = bookmark(posts[-1].at + OVERLAP)
    instance = Instance(posts)
    found = walked(instance, since)
    assert (len(instance.asked), found.end.gap) == (BUDGET, None)
    assert len(set(found.names)) == count


@pytest.mark.parametrize(
    ("pages", "way", "posts", "left_to"),
    [
        (BUDGET, "up", [], NOON),
        (BUDGET, "down", [Post(NOON - HOUR)], NOON - HOUR),
        (3, "down", [Post(NOON)], NOON),
    ],
    ids=["nothing more at the end", "turned before the end", "turned and stuck"],
)
def test_a_walk_that_was_turned_round_tells_what_it_left(
    pages: int, way: str, posts: list[Post], left_to: datetime
) -> None:
    """All from where it began: what it has read forwards is no floor to what is missing."""
    top, start = Post(NOON).id, Post(BOUND + HOUR).id
    cursor = {"listing": TAG, "until": BOUND.isoformat(), "max_id": top, "pages": str(pages)}
    cursor |= {"min_id": start} if way == "up" else {}
    asked = Request(url=f"{TAG}?{'min' if way == 'up' else 'max'}_id=0", cursor=cursor)
    page = SOURCE.read(asked, Instance(posts, lambda *said: said[2]).answer(asked))
    assert (page.next, page.stopped_because) == (None, "reached_bookmark")
    assert page.hole == Gap(from_at=BOUND, to_at=left_to, reason="page_budget")


def test_an_error_on_the_way_leaves_all_since_the_bookmark_open() -> None:
    """The bookmark has not moved, and nothing of the stretch is taken for read."""
    walk = Walk(since=SINCE, started_at=NOON, overlap=OVERLAP, budget=BUDGET)
    instance = Instance(every(MINUTE, 900))
    request: Any = SOURCE.first(Watch(brand="x", source="mastodon", listing=TAG), SINCE)
    for _ in range(4):
        request = walk.take(SOURCE.read(request, instance.answer(request)), {})
    assert "min_id" in request.cursor
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(request, Payload(body=b'[{"id":"1","uri":"https://masto.exam'))
    end = walk.end("error")
    assert (end.bookmark, end.gap) == (None, Gap(from_at=BOUND, to_at=NOON, reason="error"))


# --- other instances -----------------------------------------------------------------------


@pytest.mark.parametrize("answering", [as_since_id, as_if_not_asked, with_nothing, the_same_again])
def test_an_instance_with_another_min_id_is_read_backwards(answering: Answering) -> None:
    """It gives the newest again, nothing, or the same page for ever: all is found all the same."""
    posts = every(MINUTE, 500) + every(MINUTE, 300, until=BOUND - HOUR)
    flood = [Post(NOON + n * SECOND, shown=n // 10) for n in range(100)]
    instance = Instance([*posts, *flood], answering)
    found = walked(instance, SINCE)
    assert wanted(posts) <= set(found.names)
    assert how(instance)[:2] == ["newest", "up"]
    assert how(instance)[-1] == "down"
    assert (found.end.stopped_because, found.end.gap) == ("reached_bookmark", None)


@pytest.mark.parametrize("answering", [as_since_id, as_if_not_asked, with_nothing, the_same_again])
def test_what_such_an_instance_leaves_unread_is_told(answering: Answering) -> None:
    """Turned round, a walk has fewer pages left; what it does not reach lies in the gap."""
    posts = every(10 * SECOND, 3_900)
    found = walked(Instance(posts, answering), SINCE)
    missed = left_out(posts, found)
    assert missed
    assert all(is_told(each, found.end.gap) for each in missed)


def test_a_refusal_of_min_id_turns_the_walk_round() -> None:
    """A tag that is known is not unknown for that; backwards, such a refusal is told."""
    instance = Instance(every(MINUTE, 900))
    request = SOURCE.first(Watch(brand="x", source="mastodon", listing=TAG), SINCE)
    forwards = SOURCE.read(request, instance.answer(request)).next
    assert forwards is not None
    for code in (404, 410, 422):
        refused = Payload(body=b'{"error": "Record not found"}', status=code)
        page = SOURCE.read(forwards, refused)
        assert page.next is not None
        assert page.next.url.endswith(f"max_id={forwards.cursor['max_id']}")
        if code != 422:
            with pytest.raises(UnexpectedAnswer):
                SOURCE.read(page.next, refused)


def test_an_instance_without_max_id_ends_the_walk_with_a_gap() -> None:
    """It knows neither way: its newest page is all that it gives."""

    def deaf(instance: Instance, asked: dict[str, str], there: list[Post]) -> list[Post]:
        return there[: instance.size]

    instance = Instance(every(MINUTE, 900), deaf)
    found = walked(instance, SINCE)
    assert len(instance.asked) == 3
    missed = [each for each in instance.posts[40:] if each.at >= BOUND]
    assert all(is_told(each, found.end.gap) for each in missed)


def flake(post: Post) -> str:
    """Pleroma: 128 bits, the time above, in letters and digits."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    number, found = (int(post.id) >> 16 << 64) + post.chance, ""
    while number:
        number, rest = divmod(number, 62)
        found = digits[rest] + found
    return found


def ulid(post: Post) -> str:
    """GoToSocial: 26 letters and digits, the time in the first ten."""
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = (int(post.id) >> 16 << 80) + post.chance
    return "".join(digits[number >> 5 * place & 31] for place in range(25, -1, -1))


def counted(post: Post) -> str:
    """Mastodon before 2017, and other kin: one after the other."""
    return str(int(post.at.timestamp()) - 1_700_000_000)


def of_twitter(post: Post) -> str:
    """Decimal and with a time, but another one."""
    return str((int(post.at.timestamp()) * 1000 - 1_288_834_974_657) << 22)


@pytest.mark.parametrize("id_of", [flake, ulid, counted, of_twitter])
def test_ids_without_such_a_time_are_read_backwards(id_of: Callable[[Post], str]) -> None:
    """Nobody knows then where to begin."""
    posts = every(MINUTE, 900)
    instance = Instance(posts, id_of=id_of)
    found = walked(instance, SINCE)
    assert set(how(instance)) == {"newest", "down"}
    assert wanted(posts) <= set(found.names)


def test_some_that_stand_elsewhere_do_not_hide_what_the_ids_are() -> None:
    """A few old posts that were fetched today are no reason to doubt; were they most, they are."""
    year = timedelta(days=365)
    posts = every(MINUTE, 900)
    few = [Post(each.at - year, 3, filed=each.at) for each in posts[:19]]
    many = [Post(each.at - year, 3, filed=each.at) for each in posts[:600]]
    assert "up" in how_with([*few, *posts])
    assert "up" not in how_with([*many, *posts[600:]])


def how_with(posts: Sequence[Post]) -> list[str]:
    instance = Instance(posts)
    walked(instance, SINCE)
    return how(instance)


def test_numbers_that_hold_no_time_are_none() -> None:
    """Whatever an instance may give as an id."""
    for number in ("", "0x7", "-5", "١٢", "9" * 20, "9" * 64, "01KA8F"):
        assert snowflake.time_in(number) is None
    assert snowflake.time_in("115500000000000000") == datetime(2025, 11, 6, 0, 48, 56, 718000, UTC)


def test_order_is_by_length_and_then_by_letters() -> None:
    """https://docs.joinmastodon.org/api/guidelines/"""
    ids = ["9", "10", "99999999999999999", "100000000000000000", "100000000000000001"]
    assert sorted(sorted(ids), key=snowflake.rank) == ids


# --- whatever happens ----------------------------------------------------------------------

minutes = st.integers(0, 14 * 60)
some_posts = st.lists(
    st.builds(
        lambda at, chance, shown, gone: Post(
            NOON - at * MINUTE, chance, shown=shown, gone=shown + gone
        ),
        minutes,
        st.integers(0, 2**16 - 1),
        st.sampled_from([0, 0, 0, 0, 1, 2, 3, 5]),
        st.sampled_from([10_000] * 9 + [1, 2, 4]),
    ),
    max_size=120,
    unique_by=lambda post: post.id,
)
ways_to_answer = st.sampled_from(
    [as_mastodon, as_mastodon, as_since_id, as_if_not_asked, with_nothing, the_same_again]
)


@given(some_posts, ways_to_answer, st.integers(1, 9), st.lists(minutes, max_size=3))
@example([Post(NOON - n * MINUTE) for n in range(300)], as_mastodon, 4, [])
@example([Post(NOON - n * MINUTE, gone=1 if n < 4 else 999) for n in range(90)], as_mastodon, 4, [])
def test_no_post_within_the_overlap_is_lost(
    posts: list[Post], answering: Answering, size: int, pauses: list[int]
) -> None:
    """All that was there when a walk began, and stays, is read or lies in a gap; and walks end."""
    instance = Instance(posts, answering, size=size)
    since, bound = SINCE, BOUND
    for pause in (0, *sorted(pauses)):
        instance.kept = []
        found = walked(instance, since, started_at=NOON + pause * MINUTE)
        steady = [post for post in instance.there(0) if post in instance.there(len(instance.asked))]
        missed = {name_of(post) for post in steady if post.at >= bound} - set(found.names)
        assert all(is_told(post, found.end.gap) for post in steady if name_of(post) in missed)
        assert len(instance.asked) <= BUDGET
        assert found.end.bookmark is not None
        since = found.end.bookmark
        assert since.newest_at is not None
        bound = since.newest_at - OVERLAP
