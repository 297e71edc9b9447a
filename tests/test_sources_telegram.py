"""Telegram beyond the recordings: whole walks, channels without a preview, hostile pages."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders._telegrampost import views_of
from listener.spiders.telegram import SOURCE

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.walk import Walk, WalkEnd

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared")
REAL = sorted((SHARED / "recordings" / "telegram").glob("**/*.html"))
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WATCH = Watch(brand="luna", source="telegram", listing="cafeluna")
PER_PAGE = 20


def message(number: int, at: datetime, text: str = "hola", kind: str = "") -> str:
    return (
        f'<div class="tgme_widget_message {kind}" data-post="CafeLuna/{number}">'
        f'<div class="tgme_widget_message_text js-message_text">{text}</div>'
        f'<a class="tgme_widget_message_date"><time datetime="{at.isoformat()}"></time></a></div>'
    )


def history(*messages: str) -> bytes:
    section = f'<section class="tgme_channel_history">{"".join(messages)}</section>'
    return f"<html><body>{section}</body></html>".encode()


def page_of(request: Request, *messages: str) -> Payload:
    return Payload(body=history(*messages), content_type="text/html", url=request.url)


class Channel:
    """A channel as the web shows it: twenty messages to a page, the newest last."""

    def __init__(self, numbers: list[int], *, services: frozenset[int] = frozenset()) -> None:
        self.numbers, self.services = sorted(numbers), services
        self.requests: list[Request] = []

    def answer(self, request: Request) -> Payload:
        self.requests.append(request)
        before = parse_qs(urlsplit(request.url).query).get("before", ["0"])[0]
        shown = [each for each in self.numbers if not int(before) or each < int(before)]
        return page_of(request, *(self._shown(each) for each in shown[-PER_PAGE:]))

    def _shown(self, number: int) -> str:
        at = NOW - timedelta(hours=max(self.numbers) - number)
        return message(number, at, kind="service_message" if number in self.services else "")


def walk(channel: Channel, since: Bookmark | None = None) -> tuple[list[str], WalkEnd]:
    about = SOURCE.about
    steps = Walk(since=since, started_at=NOW, overlap=about.overlap, budget=about.pages)
    step: Request | WalkEnd = SOURCE.first(WATCH, since)
    found: list[str] = []
    while isinstance(step, Request):
        page: Page = SOURCE.read(step, channel.answer(step))
        found += [mention.id for mention in page.mentions]
        step = steps.take(page, {})
    return found, step


@pytest.mark.parametrize(
    "written",
    [
        "cafeluna",
        "@CafeLuna",
        "https://t.me/cafeluna",
        "https://t.me/s/CafeLuna?before=20",
        "t.me/cafeluna/123",
        "https://telegram.me/cafeluna/",
    ],
)
def test_a_channel_is_known_by_name_or_link(written: str) -> None:
    """Capital letters make no difference at Telegram."""
    assert SOURCE.normal_listing(written) == "cafeluna"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "a",
        "café luna",
        "https://t.me/+AbCdEf123",
        "https://t.me/joinchat/AbCdEf",
        "https://t.me/c/12345/6",
        "https://otra.example/t.me/cafeluna",
        "../../etc/passwd",
        "cafeluna?before=1",
    ],
)
def test_private_channels_and_other_places_are_refused(written: str) -> None:
    """A link of invitation leads to a channel that nobody sees from outside."""
    with pytest.raises(ValueError, match=r"https://t\.me/"):
        SOURCE.normal_listing(written)


@pytest.mark.parametrize("count", [0, 1, 20, 21, 105, 300])
def test_a_walk_reads_a_channel_to_its_first_message(count: int) -> None:
    """Page by page towards the past, each message once, the newest first."""
    channel = Channel(list(range(2, count + 2)))
    found, end = walk(channel)
    assert found == [f"cafeluna/{number}" for number in range(count + 1, 1, -1)]
    assert end.stopped_because == "exhausted"


def test_deleted_messages_leave_holes_that_stop_nobody() -> None:
    """Numbers that are missing are messages that were deleted."""
    found, end = walk(Channel([3, 4, 900, 901, 902, *range(5000, 5030)]))
    assert len(found) == 35
    assert end.stopped_because == "exhausted"


def test_a_page_full_of_what_the_channel_does_is_passed_by() -> None:
    """Pinning a message is nothing said; the walk goes on behind twenty such lines."""
    channel = Channel(list(range(1, 61)), services=frozenset(range(21, 41)))
    found, end = walk(channel)
    assert len(found) == 40
    assert end.stopped_because == "exhausted"


def test_a_later_walk_stops_behind_the_bookmark() -> None:
    """Two days behind what is known are read again, for what was edited, and no more."""
    channel = Channel(list(range(1, 1001)))
    found, end = walk(channel, Bookmark(newest_at=NOW, finished_at=NOW))
    assert end.stopped_because == "reached_bookmark"
    assert 48 <= len(found) <= 48 + 2 * PER_PAGE


def test_a_site_that_shows_the_same_page_again_ends_the_walk() -> None:
    """What is not older than what was asked for is not read twice, and nothing follows it."""
    request = SOURCE.first(WATCH, None)
    again = SOURCE.read(request, page_of(request, message(50, NOW))).next
    assert again is not None
    page = SOURCE.read(again, page_of(again, message(50, NOW), message(51, NOW)))
    assert page.mentions == ()
    assert page.next is None


@pytest.mark.parametrize("at", ["https://t.me/cafeluna", "https://telegram.org/"])
def test_a_channel_without_a_preview_is_told_to_a_person(at: str) -> None:
    """Telegram leads elsewhere: the person learns how to look, and what to change."""
    with pytest.raises(AccessDenied, match=r"https://t\.me/s/cafeluna"):
        SOURCE.read(SOURCE.first(WATCH, None), Payload(body=history(), url=at))


@pytest.mark.parametrize("body", [b"", b"   ", b"\x00", b"<!-- -->", b"{}", b"\xff\xfe"])
def test_what_is_no_channel_page_is_an_unexpected_answer(body: bytes) -> None:
    """Nothing, or anything else, is not taken for a channel without news."""
    request = SOURCE.first(WATCH, None)
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(request, Payload(body=body, content_type="text/html", url=request.url))


@pytest.mark.parametrize(
    ("written", "views"),
    [
        ("0", 0),
        ("987", 987),
        ("1.2K", 1_200),
        ("3.45M", 3_450_000),
        ("1b", 1_000_000_000),
        ("", None),
        ("-5", None),
        ("1e9", None),
        ("٣", None),
        ("9" * 40, None),
    ],
)
def test_views_are_counted_as_they_are_shortened(written: str, views: int | None) -> None:
    """`1.2K` are twelve hundred; what is no count is none."""
    assert views_of(written) == views


def test_an_edited_message_keeps_its_time_and_changes_with_its_words() -> None:
    """Telegram says that, not when: the id stays, the new words are noticed."""
    request = SOURCE.first(WATCH, None)
    before = SOURCE.read(request, page_of(request, message(5, NOW, "abrimos a las 8"))).mentions[0]
    edited = message(5, NOW, "abrimos a las 9").replace(
        "<a class", '<span class="tgme_widget_message_meta">edited </span><a class'
    )
    after = SOURCE.read(request, page_of(request, edited)).mentions[0]
    assert (before.id, before.published_at) == (after.id, after.published_at)
    assert after.edited_at is None
    assert after.text == "abrimos a las 9"
    assert before.content_hash != after.content_hash


HOSTILE = {
    "open tags": "<div>" * 200_000,
    "open messages": '<div data-post="CafeLuna/5" class="tgme_widget_message_text">' * 20_000,
    "attributes": "<div " + " ".join(f"a{number}" for number in range(150_000)) + ">x</div>",
    "classes": f'<div class="{"tgme_widget_message_text " * 50_000}">x</div>',
    "poll options": '<b class="tgme_widget_message_poll_option_text">x' * 20_000,
    "dates": '<a class="tgme_widget_message_date"><time>' * 20_000,
    "brackets": "<" * 1_000_000,
    "references": "&#x110000;" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_takes_no_longer_than_its_size(name: str) -> None:
    """A megabyte of whatever is read or refused in a moment."""
    request, body = SOURCE.first(WATCH, None), HOSTILE[name]
    begun = time.process_time()
    page = SOURCE.read(request, page_of(request, message(9, NOW, "café"), message(10, NOW, body)))
    assert time.process_time() - begun < 5
    assert "cafeluna/9" in {mention.id for mention in page.mentions}


@pytest.mark.skipif(not REAL, reason="no real recordings of Telegram")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_page_gives_each_of_its_messages_once(path: Path) -> None:
    """Every message that stands in a recorded page comes out with link, time and author."""
    request, body = SOURCE.first(WATCH, None), path.read_bytes()
    page = SOURCE.read(request, Payload(body=body, content_type="text/html", url=request.url))
    assert len(page.mentions) == body.count(b"data-post=") - body.count(b"service_message")
    for mention in page.mentions:
        assert mention.url.startswith("https://t.me/")
        assert mention.published_at is not None
        assert mention.author is not None
        assert mention.author.name
