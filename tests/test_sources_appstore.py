"""The App Store beyond the recordings: full pages, the cap, and answers that seem empty."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from listener.spiders.appstore import SOURCE

from listener.errors import SourceUnavailable, Throttled, UnexpectedAnswer
from listener.model import Bookmark, ListingTotals, Page, Payload, Request, Watch

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


LOOKING = Watch(
    brand="luna", source="appstore", listing="1234567890", country="es", options={"page": "Sí"}
)
KNOWN = Bookmark(
    newest_at=datetime(2026, 11, 20, tzinfo=UTC), finished_at=datetime(2026, 11, 20, tzinfo=UTC)
)
EMPTY = Payload(body=b'{"feed": {}}')
APP_PAGE = Path(__file__).parent / "recordings" / "appstore" / "app_page.txt"


def after_both_forms(watch: Watch, since: Bookmark | None) -> Page:
    """What follows when neither the JSON nor the XML of the first page has reviews."""
    first = SOURCE.first(watch, since)
    if "apps.apple.com" in first.url:
        first = SOURCE.read(first, Payload(body=b"", status=404)).next
        assert first is not None
    twin = SOURCE.read(first, EMPTY).next
    assert twin is not None
    return SOURCE.read(twin, Payload(body=b'<feed xmlns="http://www.w3.org/2005/Atom"/>'))


def test_a_feed_that_has_gone_empty_is_told() -> None:
    """Where there were reviews, none is no news but a fault; the message says what to do."""
    with pytest.raises(SourceUnavailable, match="appstoreconnect"):
        after_both_forms(WATCH, KNOWN)
    assert after_both_forms(WATCH, None) == Page()


def test_without_the_option_the_apps_page_is_never_asked_for() -> None:
    """Nobody offers that page to programs: a person decides."""
    assert "apps.apple.com" not in SOURCE.first(WATCH, None).url
    no = Watch(brand="b", source="appstore", listing="1234567890", options={"page": "no"})
    assert "apps.apple.com" not in SOURCE.first(no, None).url


def test_the_apps_page_tells_the_totals_before_a_whole_walk() -> None:
    """Once a day, by robots.txt; its reviews are not read where the feed has them."""
    asked = SOURCE.first(LOOKING, None)
    assert asked.url == "https://apps.apple.com/es/app/id1234567890"
    assert asked.for_people
    page = SOURCE.read(asked, Payload(body=APP_PAGE.read_bytes()))
    assert page.totals == ListingTotals(count=1000, stars=4.3, histogram=(50, 30, 90, 210, 620))
    assert page.mentions == ()
    assert page.next is not None
    assert "/rss/" in page.next.url
    assert not page.next.for_people
    assert "/rss/" in SOURCE.first(LOOKING, KNOWN).url


@pytest.mark.parametrize("answer", [Payload(body=b"", status=404), Payload(body=b"<html></html>")])
def test_an_apps_page_without_totals_does_not_keep_the_feed_from_being_read(
    answer: Payload,
) -> None:
    """Totals are an extra: the walk goes on without them."""
    page = SOURCE.read(SOURCE.first(LOOKING, None), answer)
    assert page.totals is None
    assert page.next is not None
    assert "/rss/" in page.next.url


@pytest.mark.parametrize("since", [None, KNOWN])
def test_the_apps_page_stands_in_for_an_empty_feed(since: Bookmark | None) -> None:
    """Its few reviews are never taken for all of them."""
    asked = after_both_forms(LOOKING, since).next
    assert asked is not None
    assert asked.url == "https://apps.apple.com/es/app/id1234567890?see-all=reviews"
    assert asked.for_people
    page = SOURCE.read(asked, Payload(body=APP_PAGE.read_bytes()))
    assert [mention.id for mention in page.mentions] == ["9000000001", "9000000002", "9000000003"]
    assert page.stopped_because == "source_cap"
    assert page.totals is not None
    (reply,) = page.mentions[0].replies
    assert reply.text == "Gracias, Marta: ya está corregido."
    assert reply.time_kind == "modified"


@pytest.mark.parametrize("status", [403, 404])
def test_the_apps_page_stands_in_for_a_feed_that_refuses(status: int) -> None:
    """A refusal of the feed's first page leads to the app's page, if a person allowed it."""
    request = SOURCE.first(LOOKING, KNOWN)
    asked = SOURCE.read(request, Payload(body=b"", status=status)).next
    assert asked is not None
    assert asked.for_people


def test_a_refusal_is_a_reason_to_slow_down_and_a_missing_feed_is_told() -> None:
    """Apple answers 403 to those who ask in a hurry."""
    request = SOURCE.first(WATCH, None)
    with pytest.raises(Throttled):
        SOURCE.read(request, Payload(body=b"", status=403))
    with pytest.raises(UnexpectedAnswer, match=r'«es»|"es"'):
        SOURCE.read(request, Payload(body=b"", status=404))


def test_totals_of_another_app_are_not_taken() -> None:
    """A page that names several apps tells the totals of each."""
    other = APP_PAGE.read_bytes().replace(b'"productId":"1234567890"', b'"productId":"77"')
    assert SOURCE.read(SOURCE.first(LOOKING, None), Payload(body=other)).totals is None


def test_the_counts_of_stars_are_turned_the_way_that_gives_their_mean() -> None:
    """Apple begins with five stars; nobody promises that it stays so."""
    turned = APP_PAGE.read_bytes().replace(b"[620,210,90,30,50]", b"[50,30,90,210,620]")
    page = SOURCE.read(SOURCE.first(LOOKING, None), Payload(body=turned))
    assert page.totals is not None
    assert page.totals.histogram == (50, 30, 90, 210, 620)


def test_an_empty_page_that_the_feed_has_announced_is_no_end() -> None:
    """The feed says that it has six pages: a fourth without reviews hides them."""
    page = page_of(3, answer(50, last=6))
    for _form in ("json", "xml"):
        assert page.next is not None
        empty = EMPTY if page.next.cursor["form"] == "json" else Payload(body=b"<feed/>")
        page = SOURCE.read(page.next, empty)
    assert page == Page(stopped_because="source_cap")


def test_a_whole_environment_can_be_led_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """One setting leads the feed and the app's page to another address."""
    monkeypatch.setenv("LISTENER_APPSTORE_URL", "http://127.0.0.1:9")
    assert SOURCE.first(LOOKING, None).url.startswith("http://127.0.0.1:9/es/app/")
    assert SOURCE.first(WATCH, None).url.startswith("http://127.0.0.1:9/es/rss/")


def test_a_last_page_with_a_number_beyond_all_numbers_is_none() -> None:
    """Python refuses to read an integer of thousands of digits: that must not end the crawl."""
    odd = answer(3).body.replace(b"page=10/", b"page=" + b"9" * 5000 + b"/")
    assert len(page_of(1, Payload(body=odd)).mentions) == 3
