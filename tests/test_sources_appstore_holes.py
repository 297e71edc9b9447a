"""Pages of the App Store's feed that are copies of different ages, and the holes between them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

from listener.spiders.appstore import SOURCE

from listener.model import Bookmark, Payload, Request, Watch
from listener.walk import Walk, WalkEnd

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WATCH = Watch(brand="luna", source="appstore", listing="1234567890", country="es")
PAGE = re.compile(r"/page=(\d+)/.*/(json|xml)$")
Ages = dict[tuple[int, str], timedelta]


class Feed:
    """A feed of made-up reviews, one each hour, whose pages are copies of different ages."""

    def __init__(self, count: int, apart: timedelta = HOUR) -> None:
        self.written = {str(9_000_000_000 - n): NOW - n * apart for n in range(1, count + 1)}
        self.asked: list[str] = []

    def answer(self, request: Request, now: datetime, ages: Ages, *, tells_age: bool) -> Payload:
        """The page as it was when its copy was made."""
        found = PAGE.search(request.url)
        assert found
        number, form = int(found[1]), found[2]
        self.asked.append(f"{number} {form}")
        made = now - ages.get((number, form), timedelta(0))
        there = [(given, at) for given, at in self.written.items() if at <= made]
        there.sort(key=lambda review: review[1], reverse=True)
        last = max(1, min(10, -(-len(there) // 50)))
        told = made.isoformat() if tells_age else ""
        write = _xml if form == "xml" else _json
        return Payload(body=write(there[(number - 1) * 50 : number * 50], told, last))


def _json(shown: list[tuple[str, datetime]], made: str, last: int) -> bytes:
    facts = [{"id": i, "updated": at.isoformat(), "im:rating": "3"} for i, at in shown]
    entries = [{name: {"label": text} for name, text in each.items()} for each in facts]
    link = {"attributes": {"rel": "last", "href": f"https://itunes.apple.com/es/page={last}/x"}}
    feed = {"updated": {"label": made}, "entry": entries, "link": [link]}
    return json.dumps({"feed": feed}).encode()


def _xml(shown: list[tuple[str, datetime]], made: str, last: int) -> bytes:
    entries = "".join(
        f"<entry><id>{i}</id><updated>{at.isoformat()}</updated><im:rating>3</im:rating></entry>"
        for i, at in shown
    )
    link = f'<link rel="last" href="https://itunes.apple.com/es/page={last}/x"/>'
    spaces = 'xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom"'
    return f"<feed {spaces}><updated>{made}</updated>{link}{entries}</feed>".encode()


def walked(
    feed: Feed,
    ages: Ages | None = None,
    since: Bookmark | None = None,
    now: datetime = NOW,
    *,
    daily: bool = False,
    tells_age: bool = True,
) -> tuple[set[str], WalkEnd]:
    """The ids that one walk reads, and how it ends; `daily` walks go down to the end."""
    about = SOURCE.about
    walk = Walk(
        since=since,
        started_at=now,
        overlap=about.overlap,
        budget=about.pages,
        to_the_end=daily,
    )
    feed.asked.clear()
    step: Request | WalkEnd = SOURCE.first(WATCH, None if daily else since)
    read: set[str] = set()
    while isinstance(step, Request):
        page = SOURCE.read(step, feed.answer(step, now, ages or {}, tells_age=tells_age))
        read |= {mention.id for mention in page.mentions}
        step = walk.take(page, {})
    return read, step


OLD_SECOND_PAGE: Ages = {(2, "json"): 5 * HOUR}
OLD_IN_BOTH_FORMS: Ages = {(2, "json"): 5 * HOUR, (2, "xml"): 5 * HOUR}


def test_pages_of_one_age_are_read_without_asking_twice() -> None:
    """Where nothing is missing, no request is wasted."""
    feed = Feed(120)
    read, end = walked(feed)
    assert read == set(feed.written)
    assert feed.asked == ["1 json", "2 json", "3 json"]
    assert end.complete


def test_copies_of_one_minute_are_taken_for_one() -> None:
    """Ten pages that are asked for one after the other are never made in the same second."""
    feed = Feed(120)
    _, end = walked(feed, {(2, "json"): timedelta(seconds=59)})
    assert feed.asked == ["1 json", "2 json", "3 json"]
    assert end.complete


def test_a_hole_before_an_older_copy_is_closed_by_the_other_form() -> None:
    """The second page is five hours old: its XML twin shows what has moved down meanwhile."""
    feed = Feed(120)
    read, end = walked(feed, OLD_SECOND_PAGE)
    assert feed.asked == ["1 json", "2 json", "2 xml", "3 json"]
    assert read == set(feed.written)
    assert end.complete


def test_a_younger_copy_leaves_no_hole() -> None:
    """The first page is old: the second repeats some of its reviews, the newest come later."""
    feed = Feed(120)
    read, end = walked(feed, {(1, "json"): 5 * HOUR})
    assert feed.asked == ["1 json", "2 json", "3 json"]
    newest = {given for given, at in feed.written.items() if at > NOW - 5 * HOUR}
    assert read == set(feed.written) - newest
    assert end.bookmark
    later, _ = walked(feed, since=end.bookmark, now=NOW + HOUR)
    assert newest <= later


def test_a_hole_that_stays_is_never_taken_for_a_deletion() -> None:
    """Both forms are old: four reviews stand on no page, and the walk is not complete."""
    feed = Feed(120)
    read, end = walked(feed, OLD_IN_BOTH_FORMS)
    assert len(set(feed.written) - read) == 4
    assert end.stopped_because == "source_cap"
    assert not end.complete


def test_the_next_walk_closes_a_hole_of_the_last_week() -> None:
    """It reads a week back, over copies of other ages."""
    feed = Feed(120)
    read, end = walked(feed, OLD_IN_BOTH_FORMS)
    missing = set(feed.written) - read
    assert missing
    later, _ = walked(feed, since=end.bookmark, now=NOW + HOUR)
    assert missing <= later


def test_a_hole_above_what_earlier_walks_have_read_is_told_as_a_gap() -> None:
    """The second page is fifteen days old in both forms: nothing on it is new, much above it is.

    The next walk, over younger copies, finds the rest.
    """
    feed = Feed(600)
    week_ago = NOW - timedelta(days=7)
    since = Bookmark(newest_at=week_ago + 5 * HOUR, finished_at=week_ago + 5 * HOUR)
    old: Ages = dict.fromkeys([(2, "json"), (2, "xml")], timedelta(days=15))
    _read, end = walked(feed, old, since=since)
    assert feed.asked == ["1 json", "2 json", "2 xml"]
    assert end.gap is not None
    assert end.gap.from_at == week_ago + 5 * HOUR - timedelta(days=1)
    assert end.gap.to_at == NOW - 50 * HOUR
    assert end.oldest_at == NOW - 50 * HOUR
    later, clean = walked(feed, since=end.bookmark, now=NOW + HOUR)
    assert {given for given, at in feed.written.items() if at >= week_ago} <= later
    assert clean.gap is None
    assert clean.oldest_at
    assert clean.oldest_at < end.gap.from_at


def test_the_gap_of_a_hole_reaches_from_page_to_page() -> None:
    """What is missing is older than all of the first page, and newer than all of the second."""
    feed = Feed(600)
    since = Bookmark(newest_at=NOW - timedelta(days=20), finished_at=NOW - timedelta(days=20))
    read, end = walked(feed, OLD_IN_BOTH_FORMS, since=since, daily=True)
    missing = [
        at for given, at in feed.written.items() if given not in read and at > NOW - 99 * HOUR
    ]
    assert len(missing) == 4
    assert end.gap is not None
    assert end.gap.from_at
    assert end.gap.to_at
    assert end.gap.from_at <= min(missing)
    assert max(missing) <= end.gap.to_at


def test_a_hole_below_what_earlier_walks_have_read_is_no_gap() -> None:
    """The last walk was an hour ago, and the first page reaches two days back: nothing is missing.

    Nor does it close a gap further down, which it has not read.
    """
    feed = Feed(600)
    since = Bookmark(newest_at=NOW - HOUR, finished_at=NOW - HOUR)
    _, end = walked(feed, OLD_IN_BOTH_FORMS, since=since)
    assert end.gap is None
    assert end.oldest_at == NOW - 50 * HOUR


def test_an_app_with_five_hundred_reviews_in_three_days_has_no_gap_each_hour() -> None:
    """All since the last walk is read; that ten pages reach no week back is no news."""
    feed = Feed(600, apart=HOUR / 7)
    since = Bookmark(newest_at=NOW - HOUR, finished_at=NOW - HOUR)
    _, end = walked(feed, since=since)
    assert end.stopped_because == "source_cap"
    assert end.gap is None


def test_a_hole_further_back_is_closed_by_the_daily_walk() -> None:
    """An app with few reviews: what lies months back is out of reach of an hourly walk."""
    feed = Feed(120, apart=timedelta(days=2))
    old: Ages = dict.fromkeys([(3, "json"), (3, "xml")], timedelta(days=10))
    read, end = walked(feed, old)
    missing = set(feed.written) - read
    assert missing
    hourly, _ = walked(feed, since=end.bookmark, now=NOW + HOUR)
    assert not missing & hourly
    daily, _ = walked(feed, since=end.bookmark, now=NOW + 24 * HOUR, daily=True)
    assert missing <= daily
    assert SOURCE.about.rereads == timedelta(days=1)


def test_what_apples_ten_pages_do_not_reach_is_told_as_a_gap() -> None:
    """A busy app after an outage: all below the hole, and below the ten pages, may be missing."""
    feed = Feed(600)
    long_ago = Bookmark(newest_at=NOW - timedelta(days=60), finished_at=NOW - timedelta(days=60))
    read, end = walked(feed, OLD_IN_BOTH_FORMS, since=long_ago)
    assert len(read) == 496
    assert end.gap is not None
    assert end.gap.reason == "source_cap"
    assert end.gap.to_at == NOW - 50 * HOUR
    read, end = walked(feed, since=long_ago)
    assert end.gap is not None
    assert end.gap.to_at == min(at for given, at in feed.written.items() if given in read)


def test_an_older_copy_that_repeats_the_end_of_the_page_before_leaves_no_hole() -> None:
    """A review was deleted meanwhile: all have moved up, and none stands between the two."""
    feed = Feed(120)
    first = SOURCE.first(WATCH, None)
    following = SOURCE.read(first, feed.answer(first, NOW, {}, tells_age=True)).next
    assert following is not None
    shown = list(feed.written.items())[49:60]
    page = SOURCE.read(following, Payload(body=_json(shown, str(NOW - HOUR), 3)))
    assert page.next is not None
    assert page.next.url.endswith("/page=3/id=1234567890/sortby=mostrecent/json")


def test_an_empty_twin_does_not_end_the_walk() -> None:
    """The older copy had reviews: the pages below are read, and the hole is not forgotten."""
    feed = Feed(220)
    request: Request | None = SOURCE.first(WATCH, None)
    read: set[str] = set()
    end = None
    while request is not None:
        payload = feed.answer(request, NOW, OLD_SECOND_PAGE, tells_age=True)
        if feed.asked[-1] == "2 xml":
            payload = Payload(body=_xml([], "", 5))
        page = SOURCE.read(request, payload)
        read |= {mention.id for mention in page.mentions}
        request, end = page.next, page.stopped_because
    assert feed.asked == ["1 json", "2 json", "2 xml", "3 json", "4 json", "5 json"]
    assert len(set(feed.written) - read) == 4
    assert end == "source_cap"


def test_pages_that_do_not_tell_their_age_are_read_as_they_come() -> None:
    """Without an age there is nothing to go by: the week that each walk reads back must do."""
    feed = Feed(120)
    _, end = walked(feed, OLD_SECOND_PAGE, tells_age=False)
    assert feed.asked == ["1 json", "2 json", "3 json"]
    later, _ = walked(feed, since=end.bookmark, now=NOW + HOUR)
    assert len(later) == 120
