"""Steam beyond the recordings: what is asked for, where a walk ends, and real reviews."""

import gzip
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders.steam import SOURCE

from listener.errors import UnexpectedAnswer
from listener.model import ListingTotals, Mention, Page, Payload, Request, Watch

WATCH = Watch(brand="luna", source="steam", listing="1234560")
ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"


def review(number: int, **fields: Any) -> dict[str, Any]:
    """A made-up review in the form of the interface."""
    return {
        "recommendationid": str(number),
        "author": {"steamid": "76561190000000001"},
        "language": "spanish",
        "review": "Bien",
        "timestamp_created": 1_795_000_000,
        "timestamp_updated": 1_795_000_000,
        "voted_up": True,
    } | fields


def answer(reviews: list[Any], cursor: str = "next", total: int | None = None) -> Payload:
    """An answer with these reviews; with a total it is a first one."""
    summary = {"num_reviews": len(reviews)} | ({"total_reviews": total} if total else {})
    said: dict[str, Any] = {"query_summary": summary, "cursor": cursor}
    if reviews:
        said["reviews"] = reviews
    return Payload(body=json.dumps({"response": said}).encode())


def question(request: Request) -> Any:
    return json.loads(parse_qs(urlsplit(request.url).query)["input_json"][0])


def only(**fields: Any) -> Mention:
    """The one review with these fields, as it is read."""
    (mention,) = SOURCE.read(SOURCE.first(WATCH, None), answer([review(1, **fields)])).mentions
    return mention


def test_all_that_the_defaults_hide_is_asked_for() -> None:
    """Every language, every kind of purchase, review bombings, a hundred a page."""
    asked = question(SOURCE.first(WATCH, None))
    assert asked == {
        "appid": 1234560,
        "filter": 2,
        "languages": ["all"],
        "review_type": 0,
        "purchase_type": 1,
        "num_per_page": 100,
        "cursor": "*",
        "filter_offtopic_activity": False,
    }


def test_the_cursor_arrives_as_it_was_given() -> None:
    """A cursor holds plus signs, slashes and equal signs."""
    page = SOURCE.read(SOURCE.first(WATCH, None), answer([review(1)], cursor="AoJ4/+x=="))
    assert page.next is not None
    assert question(page.next)["cursor"] == "AoJ4/+x=="


def test_a_short_page_is_no_end() -> None:
    """Steam gives pages of 99 in the middle of the list; only a page without reviews ends it."""
    first = SOURCE.first(WATCH, None)
    page = SOURCE.read(first, answer([review(n) for n in range(1, 100)], "b", total=250))
    assert page.next is not None
    assert page.stopped_because is None
    assert SOURCE.read(page.next, answer([], "c")) == Page()


def walk(*answers: Payload) -> list[Page]:
    """The pages of a walk that gets these answers."""
    pages: list[Page] = []
    request: Request | None = SOURCE.first(WATCH, None)
    for payload in answers:
        assert request is not None
        pages.append(SOURCE.read(request, payload))
        request = pages[-1].next
    return pages


def test_a_cursor_that_repeats_ends_the_walk() -> None:
    """Asking again would give the same page; the list is over if all reviews were seen."""
    last = walk(answer([review(1)], "b", total=2), answer([review(2)], "b"))[-1]
    assert last.next is None
    assert last.stopped_because is None
    assert len(last.mentions) == 1


def test_a_cursor_that_repeats_too_early_is_named_as_a_cut() -> None:
    """Steam counts more reviews than it gave: the rest is missing, and nobody keeps it quiet."""
    last = walk(answer([review(1)], "b", total=900), answer([review(2)], "b"))[-1]
    assert last.next is None
    assert last.stopped_because == "source_cap"
    without_total = walk(answer([review(1)], "b"), answer([review(2)], "b"))[-1]
    assert without_total.stopped_because == "source_cap"


@pytest.mark.parametrize(
    ("summary", "totals"),
    [
        ({"total_reviews": 4, "total_positive": 3}, ListingTotals(count=4, stars=4.0)),
        ({"total_reviews": 4}, ListingTotals(count=4)),
        ({"total_reviews": 4, "total_positive": 9}, ListingTotals(count=4)),
        ({"total_reviews": 0, "total_positive": 0}, ListingTotals(count=0)),
        ({"total_reviews": -1}, None),
        ({"num_reviews": 100}, None),
    ],
)
def test_steam_says_how_many_reviews_there_are(
    summary: dict[str, int], totals: ListingTotals | None
) -> None:
    """Its votes are the stars that the same reviews have here; later answers give no count."""
    body = json.dumps({"response": {"query_summary": summary, "reviews": [review(1)]}}).encode()
    page = SOURCE.read(SOURCE.first(WATCH, None), Payload(body=body))
    assert page.totals == totals


def test_a_vote_is_the_whole_scale() -> None:
    """For is the best that can be given, against the worst."""
    up, down = only(voted_up=True).rating, only(voted_up=False).rating
    assert up is not None
    assert down is not None
    assert (up.raw, up.stars, up.label) == (1.0, 5.0, "positive")
    assert (down.raw, down.stars, down.label) == (0.0, 1.0, "negative")


def test_an_answer_without_a_time_is_an_answer() -> None:
    """In answers of some years the time is zero, which is not 1970."""
    (reply,) = only(developer_response="Gracias", timestamp_dev_responded=0).replies
    assert (reply.text, reply.at, reply.time_kind) == ("Gracias", None, "none")
    (timed,) = only(developer_response="Gracias", timestamp_dev_responded=1_795_000_060).replies
    assert timed.at == datetime(2026, 11, 18, 11, 7, 40, tzinfo=UTC)
    assert timed.time_kind == "created"


def test_an_edit_has_its_own_time() -> None:
    """The day of the review stays; the day of the edit stands beside it."""
    edited = only(timestamp_updated=1_795_000_060)
    assert edited.published_at == datetime(2026, 11, 18, 11, 6, 40, tzinfo=UTC)
    assert edited.edited_at == datetime(2026, 11, 18, 11, 7, 40, tzinfo=UTC)
    assert only().edited_at is None


@pytest.mark.parametrize(
    ("steam", "code"), [("koreana", "ko"), ("latam", "es-419"), ("brazilian", "pt-br"), ("x", None)]
)
def test_languages_are_known_by_their_codes(steam: str, code: str | None) -> None:
    """Steam has names of its own for languages."""
    assert only(language=steam).language == code


def test_many_open_marks_take_no_time() -> None:
    """A text that is made of open marks alone is read at once."""
    assert only(review="[url=" * 200_000).text.startswith("[url=")


@pytest.mark.parametrize(
    "listing",
    [
        "1234560",
        " 1234560 ",
        "https://store.steampowered.com/app/1234560/Caf_Luna/?l=spanish",
        "store.steampowered.com/app/1234560",
        "https://store.steampowered.com/agecheck/app/1234560/",
        "https://steamcommunity.com/app/1234560/reviews/",
    ],
)
def test_a_game_is_known_by_its_number_or_its_link(listing: str) -> None:
    """Whatever a person copies from Steam names the same game."""
    assert SOURCE.normal_listing(listing) == "1234560"


@pytest.mark.parametrize(
    "listing", ["", "0", "Café Luna", "https://example.com/app/1234560", "12 34", "1/2", "9" * 11]
)
def test_what_names_no_game_is_refused_with_an_example(listing: str) -> None:
    """The message shows what a right link looks like."""
    with pytest.raises(ValueError, match=r"https://store\.steampowered\.com/app/"):
        SOURCE.normal_listing(listing)


# --- real reviews, recorded elsewhere ------------------------------------------------------

# Reviews, votes for, edited, without words, answers: counted in the files themselves.
REAL = {
    "steam/236390_sample_2019.json": (345, 77, 62, 0, 1),
    "steam/271590_sample_2019.json": (372, 157, 51, 0, 0),
    "steam/359550_sample_2019.json": (842, 584, 105, 0, 10),
    "datasets/steam_control/1172470_apex_2020_2024.json": (955, 814, 73, 4, 0),
    "datasets/steam_control/730_cs2_2024-04-06_2024-05-01.json.gz": (5497, 3896, 176, 17, 0),
}
MARKS = re.compile(r"\[/?(?:b|i|u|h[1-3]|strike|spoiler|list|table|tr|th|td|hr)\]")


def real(name: str) -> list[dict[str, Any]]:
    """The reviews of a recording, which a tool keyed by their ids."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"no recording {path}")
    body = path.read_bytes()
    found = json.loads(gzip.decompress(body) if path.suffix == ".gz" else body)["reviews"]
    return list(found.values())


@pytest.mark.parametrize("name", REAL)
def test_every_real_review_is_read(name: str) -> None:
    """Count, votes, edits, star-only reviews and answers are those of the file."""
    reviews = real(name)
    app = Path(name).name.split("_", maxsplit=1)[0]
    first = SOURCE.first(Watch(brand="x", source="steam", listing=app), None)
    mentions = SOURCE.read(first, answer(reviews)).mentions
    assert len({mention.id for mention in mentions}) == len(mentions) == len(reviews)
    count = (
        len(mentions),
        sum(mention.rating is not None and mention.rating.raw == 1 for mention in mentions),
        sum(mention.edited_at is not None for mention in mentions),
        sum(not mention.text for mention in mentions),
        sum(len(mention.replies) for mention in mentions),
    )
    assert count == REAL[name]
    for raw, mention in zip(reviews, mentions, strict=True):
        assert mention.id == raw["recommendationid"]
        assert mention.published_at == datetime.fromtimestamp(raw["timestamp_created"], UTC)
        assert mention.language == "en"
        assert mention.subject == app
        assert mention.url.endswith(f"{raw['author']['steamid']}/recommended/{app}/")
        assert not MARKS.search(mention.text)


def test_real_answers_of_2019_have_no_time() -> None:
    """All eleven say zero: answered, but nobody knows when."""
    names = [name for name in REAL if name.startswith("steam/")]
    answered = [each for name in names for each in real(name) if "developer_response" in each]
    mentions = SOURCE.read(SOURCE.first(WATCH, None), answer(answered)).mentions
    replies = [reply for mention in mentions for reply in mention.replies]
    assert len(replies) == 11
    assert all(reply.text and reply.at is None for reply in replies)


def test_the_page_that_replaced_the_old_address_is_no_answer() -> None:
    """The address that was switched off leads to the store's front page."""
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(SOURCE.first(WATCH, None), Payload(body=b"<!DOCTYPE html><html></html>"))
