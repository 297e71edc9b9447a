"""The App Store beyond the recordings: full pages, the cap, and answers that seem empty."""

import json

import pytest
from listener.spiders.appstore import SOURCE

from listener.model import Page, Payload, Request, Watch

WATCH = Watch(brand="luna", source="appstore", listing="1234567890", country="ES")


def answer(count: int, *, last: int = 10) -> Payload:
    """A JSON page of so many reviews, in a feed that says how many pages it has."""
    reviews = [
        {
            "id": {"label": str(number)},
            "im:rating": {"label": "1"},
            "title": {"label": "Mal"},
            "content": {"label": "No abre"},
            "updated": {"label": "2026-11-20T03:15:00-07:00"},
        }
        for number in range(count)
    ]
    link = {"attributes": {"rel": "last", "href": f"https://itunes.apple.com/es/page={last}/x"}}
    return Payload(body=json.dumps({"feed": {"entry": reviews, "link": [link]}}).encode())


def page_of(number: int, payload: Payload, form: str = "json") -> Page:
    cursor = {"app": "1234567890", "country": "es", "page": str(number), "form": form}
    return SOURCE.read(Request(url="https://itunes.apple.com/", cursor=cursor), payload)


def test_a_walk_begins_at_the_newest_page_of_the_country() -> None:
    """The storefront stands in the address in small letters."""
    assert SOURCE.first(WATCH, None).url == (
        "https://itunes.apple.com/es/rss/customerreviews/page=1/id=1234567890/sortby=mostrecent/json"
    )


def test_without_a_country_the_store_of_the_united_states_is_asked() -> None:
    """A watch that names no country reads Apple's own default."""
    watch = Watch(brand="luna", source="appstore", listing="1234567890")
    assert "/us/rss/" in SOURCE.first(watch, None).url


def test_a_full_page_leads_on_even_when_the_feed_says_it_is_the_last() -> None:
    """Pages are cached at different ages: a stale count of pages does not end the walk."""
    assert page_of(1, answer(50, last=1)).next is not None


def test_a_short_page_leads_on_when_the_feed_says_that_more_follow() -> None:
    """Some pages come short in the middle of the list."""
    assert page_of(3, answer(47, last=6)).next is not None
    assert page_of(6, answer(47, last=6)).next is None


def test_a_full_last_page_is_apples_cap() -> None:
    """What lies below the ten pages that Apple shows is named as cut off."""
    assert page_of(10, answer(50)).stopped_because == "source_cap"
    assert page_of(10, answer(12)).stopped_because is None
    assert page_of(10, answer(50)).next is None


@pytest.mark.parametrize("number", [1, 4])
def test_an_empty_page_is_asked_again_as_xml(number: int) -> None:
    """The JSON twin is at times empty where the XML has reviews."""
    again = page_of(number, Payload(body=b'{"feed": {}}')).next
    assert again is not None
    assert again.url.endswith(f"page={number}/id=1234567890/sortby=mostrecent/xml")
    assert again.cursor["page"] == str(number)


def test_an_empty_xml_twin_is_believed() -> None:
    """Nobody has reviewed this app here: the walk ends without an error."""
    empty = Payload(body=b'<feed xmlns="http://www.w3.org/2005/Atom"/>')
    assert page_of(1, empty, form="xml") == Page()


def test_xml_cannot_reach_for_files() -> None:
    """An entity that names a file stays unread."""
    body = b"""<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>
    <feed xmlns="http://www.w3.org/2005/Atom" xmlns:im="http://itunes.apple.com/rss"><entry>
    <id>1</id><im:rating>1</im:rating><title>&x;</title></entry></feed>"""
    assert page_of(1, Payload(body=body), form="xml").mentions[0].title == ""


@pytest.mark.parametrize(
    "listing",
    [
        "1234567890",
        " 1234567890 ",
        "https://apps.apple.com/es/app/caf%C3%A9-luna/id1234567890",
        "https://apps.apple.com/app/id1234567890?l=en",
        "apps.apple.com/mx/app/luna/id1234567890#reviews",
    ],
)
def test_an_app_is_known_by_its_number_or_its_link(listing: str) -> None:
    """Whatever a person copies from the store names the same app."""
    assert SOURCE.normal_listing(listing) == "1234567890"


@pytest.mark.parametrize("listing", ["", "Café Luna", "https://example.com/id1234567890", "12"])
def test_what_names_no_app_is_refused_with_an_example(listing: str) -> None:
    """The message shows what a right link looks like."""
    with pytest.raises(ValueError, match=r"https://apps\.apple\.com/"):
        SOURCE.normal_listing(listing)


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "x"])
def test_an_impossible_time_costs_no_other_review(time: str) -> None:
    """A review whose time no calendar holds has none; the page is read all the same."""
    payload = answer(2)
    odd = payload.body.replace(b"2026-11-20T03:15:00-07:00", time.encode(), 1)
    first, second = page_of(1, Payload(body=odd)).mentions
    assert first.published_at is None
    assert second.published_at is not None
