"""Places, Yelp and Tripadvisor: only what they count, off until a person has read their terms.

There is no recording of Places or Tripadvisor, only a contract of the first, and of Yelp an old
answer, of its second version; they are looked for in ../shared. All else is made up.
"""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from listener.spiders import places, tripadvisor, yelp

from listener.errors import AccessDenied, SourceUnavailable, UnexpectedAnswer
from listener.model import ListingTotals, Page, Payload, Watch
from listener.source import Credential, Source, load_source

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = ("places", "tripadvisor", "yelp")
ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
OLD_YELP = SHARED / "yelp" / "v2_businessResponse.json"
CONTRACT = SHARED / "contracts" / "contract_places_v1_reviews.json"


def source(name: str) -> Source:
    found = load_source(name)
    assert isinstance(found, Source)
    return found


def read(name: str, data: Any, status: int = 200) -> Page:
    watch = Watch(brand="luna", source=name, listing=source(name).about.example)
    payload = Payload(body=json.dumps(data).encode(), status=status)
    return source(name).read(source(name).first(watch, None), payload)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_off_until_somebody_read_the_terms(name: str) -> None:
    """Counts are content too; the reason says where the terms stand."""
    about = source(name).about
    assert not about.default_on
    assert all("https://" in about.off_because[language] for language in ("es", "en"))
    assert about.misses["es"].startswith("Los textos")


@pytest.mark.parametrize("name", NAMES)
def test_one_question_a_day_is_all(name: str) -> None:
    """Every question may cost money."""
    about = source(name).about
    assert (about.every, about.pages) == (timedelta(hours=24), 1)


def test_no_text_is_kept_even_if_it_comes_along() -> None:
    """Nor a star of a single review."""
    review = {"rating": 1, "text": {"text": "inventado"}}
    told = {"id": "ChIJ0", "rating": 4.4, "userRatingCount": 321, "reviews": [review]}
    assert read("places", told) == Page(totals=ListingTotals(count=321, stars=4.4))


def test_google_is_not_even_asked_for_reviews() -> None:
    """The mask of fields names what is wanted; without one the answer is an error."""
    request = places.SOURCE.first(Watch(brand="x", source="places", listing="ChIJabc_-123"), None)
    assert request.url == "https://places.googleapis.com/v1/places/ChIJabc_-123"
    assert request.headers == {"X-Goog-FieldMask": "id,rating,userRatingCount,googleMapsUri"}


def test_the_address_is_that_of_the_contract() -> None:
    """Google's own description of the service; of its fields the copy in ../shared shows few."""
    if not CONTRACT.exists():
        pytest.skip(f"no contract {CONTRACT}")
    contract = json.loads(CONTRACT.read_text("utf-8"))
    request = places.SOURCE.first(Watch(brand="x", source="places", listing="ChIJabc_-123"), None)
    way = contract["get"]["flatPath"].format(placesId="ChIJabc_-123")
    assert request.url == f"{contract['rootUrl']}{way}"
    assert request.method == contract["get"]["httpMethod"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("places", {"id": "ChIJ0", "googleMapsUri": "https://maps.google.com/?cid=1"}),
        ("yelp", {"review_count": 0, "rating": 0.0}),
        ("tripadvisor", {"location_id": "7", "num_reviews": "0", "rating": "0.0"}),
    ],
)
def test_no_reviews_have_no_mean(name: str, told: dict[str, Any]) -> None:
    """Zero stars of zero reviews are no stars."""
    totals = read(name, told).totals
    assert totals is not None
    assert totals.stars is None
    assert not totals.count


def test_tripadvisor_writes_its_numbers_as_texts() -> None:
    """With commas in them, and the five counts by name."""
    counts = {"1": "60", "2": "44", "3": "100", "4": "400", "5": "600"}
    told = {"location_id": "7", "rating": "4.0", "num_reviews": "1,204"}
    histogram = (60, 44, 100, 400, 600)
    expected = ListingTotals(count=1204, stars=4.0, histogram=histogram)
    assert read("tripadvisor", {**told, "review_rating_count": counts}).totals == expected


def test_yelp_says_the_same_as_years_ago() -> None:
    """The names of its second version's counts are those of the third; its excerpts stay out."""
    if not OLD_YELP.exists():
        pytest.skip(f"no recording {OLD_YELP}")
    told = json.loads(OLD_YELP.read_text("utf-8"))
    assert told["reviews"]
    assert read("yelp", told) == Page(totals=ListingTotals(count=455, stars=4.0))


@pytest.mark.parametrize(
    ("name", "secret", "expected"),
    [
        ("places", places.KEY, Credential(headers={"X-Goog-Api-Key": "clave"})),
        ("yelp", yelp.KEY, Credential(headers={"Authorization": "Bearer clave"})),
        ("tripadvisor", tripadvisor.KEY, Credential(query={"key": "clave"})),
    ],
)
def test_each_key_goes_where_its_site_wants_it(
    name: str, secret: str, expected: Credential
) -> None:
    """A line end that was copied with it does not go along."""
    assert source(name).sign_in({secret: "clave\n"}, NOW) == expected
    with pytest.raises(AccessDenied, match=secret):
        source(name).sign_in({}, NOW)


@pytest.mark.parametrize("name", NAMES)
def test_a_refusal_and_a_lost_place_say_what_to_do(name: str) -> None:
    """In the words of somebody who set it up once and forgot how."""
    title = source(name).about.title
    for status in (401, 403):
        with pytest.raises(AccessDenied) as denied:
            read(name, {}, status)
        assert title in str(denied.value)
    with pytest.raises(SourceUnavailable):
        read(name, {}, 404)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_about_nothing_is_a_change(name: str) -> None:
    """No totals are made of an error's text."""
    for told in ({}, [], "x", None, {"error": {"code": 400}}):
        with pytest.raises(UnexpectedAnswer):
            read(name, told)


@pytest.mark.parametrize(
    ("name", "listing", "path"),
    [
        ("places", "places/ChIJN1t_tDeuEmsRUsoyG83frY4", "/v1/places/ChIJN1t_tDeuEmsRUsoyG83frY4"),
        (
            "places",
            "https://www.google.com/maps/place/?q=place_id:ChIJN1t_tDeuEmsRUsoyG83frY4&hl=es",
            "/v1/places/ChIJN1t_tDeuEmsRUsoyG83frY4",
        ),
        ("yelp", "https://www.yelp.es/biz/caf%C3%A9-luna?osq=x", "/v3/businesses/caf%C3%A9-luna"),
        ("yelp", "cafe-luna-madrid", "/v3/businesses/cafe-luna-madrid"),
        (
            "tripadvisor",
            "https://www.tripadvisor.com.mx/Hotel_Review-g1-d77-Reviews-Luna.html",
            "/api/v1/location/77/details",
        ),
        ("tripadvisor", "0077", "/api/v1/location/77/details"),
    ],
)
def test_a_place_is_known_by_its_link_or_id(name: str, listing: str, path: str) -> None:
    """What a person copies from the browser leads to the same place."""
    watch = Watch(brand="luna", source=name, listing=listing)
    assert urlsplit(source(name).first(watch, None).url).path == path


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("listing", ["", "Café Luna", "https://example.com/x", "../../etc/passwd"])
def test_what_is_no_place_is_refused(name: str, listing: str) -> None:
    """Before anything is asked."""
    with pytest.raises(ValueError, match=r"Google Maps|Yelp|Tripadvisor"):
        source(name).normal_listing(listing)
