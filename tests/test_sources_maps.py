"""Saved files of Google Maps: made-up ones in its form, and the six real ones if they are there."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from listener.spiders.googlebusiness import SOURCE

from listener.errors import UnexpectedAnswer
from listener.model import ListingTotals, Mention, Page, Payload, Rating

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared")
REAL = SHARED / "recordings" / "google_maps_web"
PLACE = "https://www.google.com/maps?cid=255"


def entry(key: str = "ChdSINTETICA", **parts: Any) -> list[Any]:
    """A made-up entry: who and when, what, the answer, links."""
    person = [None, None, None, None, None, ["Ana de Prueba", "x", ["https://example.com/a"], "7"]]
    about = ["0x0:0xff", None, 1_795_000_000_000_000, 1_795_000_000_000_000, person]
    about += [None] * 8 + [parts.get("site", ["Google", "x", None, None, 5])]
    about[2:4] = parts.get("times", about[2:4])
    said = parts.get("said", [[4]] + [None] * 13 + [["es"], [["Buen café."]]])
    return [key, about, said, parts.get("reply"), [None, None, 1, ["https://example.com/r"]]]


def pages(data: Any, guard: str = "") -> list[tuple[str, Page]]:
    body = guard.encode() + json.dumps(data).encode()
    return list(SOURCE.file_pages(Payload(body=body, url="maps.json")))


def only(**parts: Any) -> Mention:
    [(_, page)] = pages([[entry(**parts)]])
    (mention,) = page.mentions
    return mention


def test_an_entry_is_a_review() -> None:
    """Its place is an address that can be opened."""
    [(listing, page)] = pages([[entry()]])
    assert listing == PLACE == SOURCE.normal_listing(listing)
    (mention,) = page.mentions
    assert (mention.text, mention.rating, mention.language) == ("Buen café.", Rating(4.0), "es")
    assert mention.published_at == datetime.fromtimestamp(1_795_000_000, UTC)
    assert mention.edited_at is None
    assert mention.author is not None
    assert (mention.author.name, mention.author.id) == ("Ana de Prueba", "7")


def test_milliseconds_and_microseconds_are_told_apart() -> None:
    """By their size: nobody wrote reviews before 1973 or after 5000."""
    mention = only(times=[1_795_000_000_000, 1_795_000_060_000_000])
    assert mention.published_at == datetime.fromtimestamp(1_795_000_000, UTC)
    assert mention.edited_at == datetime.fromtimestamp(1_795_000_060, UTC)


def test_answers_within_answers_are_opened() -> None:
    """Maps puts texts with a guard in front into its lists."""
    assert len(pages(["x", [")]}'\n" + json.dumps([None, "token", [[entry()]]])]])) == 1


def test_a_place_without_a_number_keeps_its_id() -> None:
    """So that it has an address as well, and the file can be stored."""
    odd = entry()
    odd[1][0] = "0x0:0xsintetica"
    [(listing, _)] = pages([odd])
    assert listing == "https://www.google.com/maps?ftid=0x0:0xsintetica"
    assert SOURCE.normal_listing(listing) == listing


def test_places_are_kept_apart() -> None:
    """One file may hold several."""
    other = entry("ChdOTRA")
    other[1][0] = "0x0:0x100"
    found = pages([[entry()], [other], [entry("ChdTERCERA")]])
    assert [(listing, len(page.mentions)) for listing, page in found] == [
        (PLACE, 2),
        ("https://www.google.com/maps?cid=256", 1),
    ]


def test_the_owners_answer_comes_in_its_own_language() -> None:
    """Original first, then its translation; a list of links alone is no answer."""
    said = [None, 1_795_000_100_000_000, 1_795_000_200_000_000] + [None] * 10
    (reply,) = only(reply=[*said, ["es"], [["Gracias."], ["Thanks."]]]).replies
    assert (reply.text, reply.time_kind) == ("Gracias.", "modified")
    assert reply.at == datetime.fromtimestamp(1_795_000_200, UTC)
    assert only(reply=[None] * 6 + [[None, None, None, "/local/business/1/reply"]]).replies == ()


@pytest.mark.parametrize("data", [[], {}, "texto", [[["id", ["0x0"]]]], [[["id", ["0xz:0x", 1]]]]])
def test_a_file_without_such_reviews_is_refused(data: Any) -> None:
    """It is not taken for a place without reviews."""
    with pytest.raises(UnexpectedAnswer):
        pages(data)


@pytest.mark.parametrize("value", [[99], ["5"], None, [None], [[]], [-1], [True, 1], [10**400]])
def test_odd_stars_are_no_stars(value: Any) -> None:
    """What lies in their place need not be a number."""
    mention = only(said=[value])
    assert (mention.rating, mention.text) == (None, "")


def real(name: str) -> list[tuple[str, Page]]:
    path = REAL / f"{name}.json"
    if not path.exists():
        pytest.skip(f"no real recording at {path}")
    return list(SOURCE.file_pages(Payload(body=path.read_bytes(), url=path.name)))


def real_one(name: str) -> Mention:
    """The one review of a real file."""
    [(_, page)] = real(name)
    (mention,) = page.mentions
    return mention


def test_the_real_review_from_another_site_says_so() -> None:
    """Tripadvisor's, 8.5 of ten, in German, with times in microseconds; no stars of Google's."""
    mention = real_one("review_aggregator")
    assert mention.rating == Rating(8.5, 1.0, 10.0)
    assert mention.author is not None
    assert mention.author.name is not None
    assert mention.author.name.endswith("(Tripadvisor)")
    assert mention.language == "de"
    assert mention.edited_at is not None


def test_the_real_review_without_words_is_one() -> None:
    """Five stars and nothing else."""
    mention = real_one("review_native_no_text")
    assert (mention.rating, mention.text, mention.replies) == (Rating(5.0), "", ())
    assert mention.published_at is not None
    assert mention.published_at.year == 2026


def test_the_real_review_without_a_translation_keeps_its_words() -> None:
    """English, five stars, not answered."""
    mention = real_one("review_native_no_translation")
    assert (mention.rating, mention.language, mention.replies) == (Rating(5.0), "en", ())
    assert len(mention.text) == 311
    assert mention.url.startswith("https://www.google.com/maps/reviews/")


def test_the_real_answered_review_keeps_the_original_of_both() -> None:
    """One star in German, answered in German the day after; the English of both is left out."""
    mention = real_one("review_native_with_reply")
    assert (mention.rating, mention.language) == (Rating(1.0), "de")
    assert mention.text.startswith("Ich bin")
    (reply,) = mention.replies
    assert reply.text.startswith("Es tut uns")
    assert reply.at == datetime(2026, 2, 28, 8, 22, 27, tzinfo=UTC)


def test_the_real_place_that_crashed_a_parser_gives_all_eight() -> None:
    """Its own counts tell of 518: the file embeds eight, each shown twice in two forms."""
    [(_, page)] = real("place_panic")
    assert len(page.mentions) == 8
    assert sorted(m.rating.raw for m in page.mentions if m.rating) == [3.0] + [5.0] * 7
    assert all(m.text and m.item and m.author and m.author.id for m in page.mentions)
    assert page.totals == ListingTotals(count=518, stars=4.7, histogram=(10, 6, 25, 62, 415))


def test_the_real_place_gives_nine() -> None:
    """Eight with stars; the ninth stands apart, has words in Russian and no stars."""
    [(_, page)] = real("place_raw")
    assert len(page.mentions) == 9
    (without,) = [mention for mention in page.mentions if mention.rating is None]
    assert without.language == "ru"
    assert page.totals == ListingTotals(count=396, stars=4.2, histogram=(37, 16, 27, 60, 256))
