"""Trustpilot's saved pages and the bodies of its webhooks.

The 1,049 real reviews that were once counted came without a licence and are kept nowhere; one
real webhook body is looked for in ../shared. All else is made up.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from listener.spiders.trustpilot import SOURCE

from listener.errors import UnexpectedAnswer
from listener.model import ListingTotals, Payload
from tests.life.sites.trustpilot import UNIT
from tests.trustpilot import (
    SHOP,
    ident,
    only,
    review,
)

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
WEBHOOK = SHARED / "trustpilot_api" / "webhook_service-review-created.json"


def saved(*reviews: Any, **props: Any) -> Payload:
    """A page as a browser saves it, in the form of the site; made up."""
    ratings = {"total": 41, "one": 6, "two": 2, "three": 3, "four": 10, "five": 20}
    unit = {"id": UNIT, "identifyingName": SHOP, "numberOfReviews": 41, "trustScore": 3.9}
    page = {"businessUnit": unit, "reviews": reviews, "relevantReviews": [on_page(99)]}
    page |= {"filters": {"reviewStatistics": {"ratings": ratings}}} | props
    data = json.dumps({"props": {"pageProps": page}, "page": "/review"}, ensure_ascii=False)
    html = (
        "<!doctype html><html><head><title>Café Luna</title><script>var x = '__NEXT_DATA__';"
        f'</script></head><body><script id="__NEXT_DATA__" type="application/json">{data}</script>'
        "</body></html>"
    )
    return Payload(body=html.encode(), url="Opiniones sobre Café Luna.html")


def on_page(number: int, **fields: Any) -> dict[str, Any]:
    """A made-up review in the form of the page."""
    return {
        "id": ident(number),
        "filtered": False,
        "pending": False,
        "rating": 2,
        "title": "Frío",
        "text": "El café llegó frío.",
        "language": "es",
        "dates": {
            "experiencedDate": "2026-11-01T00:00:00.000Z",
            "publishedDate": "2026-11-20T10:15:00.000Z",
            "updatedDate": "2026-11-21T08:00:00.000Z",
        },
        "consumer": {"id": ident(5), "displayName": "Ana", "countryCode": "ES"},
        "reply": {"message": "Lo sentimos", "publishedDate": "2026-11-20T11:00:00.000Z"},
    } | fields


def test_a_saved_page_is_read() -> None:
    """With its twenty reviews, their answers and what the site counts in all."""
    ((listing, page),) = SOURCE.file_pages(saved(on_page(1), on_page(2, reply=None)))
    assert listing == SHOP
    assert [mention.id for mention in page.mentions] == [ident(1), ident(2)]
    mention = page.mentions[0]
    assert mention.rating
    assert (mention.rating.raw, mention.country, mention.language) == (2.0, "es", "es")
    assert mention.edited_at == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert mention.replies[0].at == datetime(2026, 11, 20, 11, tzinfo=UTC)
    assert page.totals == ListingTotals(count=41, stars=3.9, histogram=(6, 2, 3, 10, 20))


def test_a_saved_page_says_the_same_as_the_api() -> None:
    """One review has one id and one content, whichever way it came."""
    answer = {"text": "Lo sentimos", "createdAt": "2026-11-20T11:00:00Z"}
    by_api = only(stars=2, title="Frío", text="El café llegó frío.", companyReply=answer)
    ((_, page),) = SOURCE.file_pages(saved(on_page(1)))
    assert page.mentions[0].id == by_api.id
    assert page.mentions[0].content_hash == by_api.content_hash


def test_no_file_is_the_whole_listing() -> None:
    """What is not in it has not gone."""
    ((_, page),) = SOURCE.file_pages(saved(on_page(1)))
    assert (page.next, page.stopped_because) == (None, "source_cap")


def test_the_data_alone_is_read_too() -> None:
    """A list of reviews does not say whose they are: the name of the file does."""
    data = json.dumps([on_page(1), on_page(2, pending=True)]).encode()
    ((listing, page),) = SOURCE.file_pages(Payload(body=data, url=f"/tmp/{SHOP}.json"))
    assert listing == SHOP
    assert [(each.id, each.subject) for each in page.mentions] == [(ident(1), SHOP)]
    with pytest.raises(UnexpectedAnswer, match=r"cafeluna\.example\.json"):
        list(SOURCE.file_pages(Payload(body=data, url="descarga (3).json")))


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>Un momento</body></html>", b'{"a": 1}', b"\x89PNG", b"[1, 2"]
)
def test_another_file_says_how_to_save_the_page(content: bytes) -> None:
    """A page without its data, a picture, half a file."""
    with pytest.raises(UnexpectedAnswer):
        list(SOURCE.file_pages(Payload(body=content, url=f"{SHOP}.html")))


def test_a_file_that_never_closes_takes_no_time() -> None:
    """A megabyte of openings without an end is searched once."""
    content = b'<script id="__NEXT_DATA__">' * 50_000
    before = process_time()
    with pytest.raises(UnexpectedAnswer):
        list(SOURCE.file_pages(Payload(body=content, url=f"{SHOP}.html")))
    assert process_time() - before < 1


def test_a_page_of_other_fields_is_a_change() -> None:
    """A page without one readable review is no empty page."""
    with pytest.raises(UnexpectedAnswer):
        list(SOURCE.file_pages(saved({"reviewId": "x", "score": 1})))
    ((_, page),) = SOURCE.file_pages(saved())
    assert page.mentions == ()


def event(name: str, number: int, **fields: Any) -> dict[str, Any]:
    told = review(number, consumer={"id": ident(number), "name": "Marta"}) | fields
    return {"eventName": name, "version": "1", "eventData": told}


def test_webhooks_are_read_in_their_order() -> None:
    """Where several tell of one review, the last is how it stands; other kinds are left out."""
    told = {
        "events": [
            event("service-review-created", 1),
            event("service-review-created", 2),
            event("service-review-updated", 1, stars=1, updatedAt="2026-11-21T08:00:00Z"),
            {"eventName": "service-review-deleted", "eventData": {"id": ident(2)}},
            event("product-review-created", 3),
        ]
    }
    file = Payload(body=json.dumps(told).encode(), url=f"{SHOP}.json")
    ((listing, page),) = SOURCE.file_pages(file)
    first, second = sorted(page.mentions, key=lambda mention: mention.id)
    assert listing == SHOP
    assert first.rating
    assert (first.rating.raw, first.deleted, second.deleted) == (1.0, False, True)
    assert first.author
    assert first.author.name == "Marta"


def test_the_real_webhook_is_read() -> None:
    """Of its two events one is a review; the other, of the kind `foo`, is left out."""
    if not WEBHOOK.exists():
        pytest.skip(f"no recording {WEBHOOK}")
    file = Payload(body=WEBHOOK.read_bytes(), url=f"{SHOP}.json")
    assert len(json.loads(file.body)["events"]) == 2
    ((_, page),) = SOURCE.file_pages(file)
    (mention,) = page.mentions
    assert mention.id == "62c8968be77911f2449e9f74"
    assert mention.rating
    assert mention.rating.raw == 4
    assert mention.published_at == datetime(2022, 7, 8, 22, 41, 48, tzinfo=UTC)
    assert (mention.title, mention.language) == ("", "en")
    assert mention.text.startswith("Some of the screens are to hard to navigate.")
