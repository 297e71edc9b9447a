"""The Chrome Web Store beyond the recordings; all made up from its published contract."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from listener.spiders.chromewebstore import SOURCE

from listener.errors import AccessDenied, Throttled, UnexpectedAnswer
from listener.model import ListingTotals, Page, Payload, Rating, Request, Watch

ITEM = "publishers/12345678-90ab-cdef-1234-567890abcdef/items/abcdefghijklmnopabcdefghijklmnop"
WATCH = Watch(brand="luna", source="chromewebstore", listing=ITEM)


@pytest.fixture(autouse=True)
def _in_spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTENER_LANG", "es")


def payload(said: Any, status: int = 200) -> Payload:
    return Payload(body=json.dumps(said).encode(), status=status)


def counts(**said: Any) -> Page:
    """What the first answer says: the counts."""
    return SOURCE.read(SOURCE.first(WATCH, None), payload(said))


def reviews_request() -> Request:
    """What is asked after the counts."""
    following = counts().next
    assert following is not None
    return following


@pytest.mark.parametrize(
    "written",
    [ITEM, f"/{ITEM}/", f"https://chromewebstore.googleapis.com/v2/{ITEM}:fetchReviews"],
)
def test_an_extension_may_be_written_in_several_ways(written: str) -> None:
    """With slashes around it, or as the whole address."""
    assert SOURCE.normal_listing(written) == ITEM


def test_a_link_to_the_store_says_what_is_needed() -> None:
    """The public page does not tell the publisher."""
    link = "https://chromewebstore.google.com/detail/luna/abcdefghijklmnopabcdefghijklmnop"
    with pytest.raises(ValueError, match="devconsole"):
        SOURCE.normal_listing(link)


def test_the_counts_come_first() -> None:
    """The answer with the reviews does not tell them; numbers are texts, zeros are left out."""
    page = counts(rating=4.5, ratingCount="9", fiveStarRatingCount="9", nonEmptyReviewCount="3")
    assert page.totals == ListingTotals(count=3, stars=4.5, histogram=(0, 0, 0, 0, 9))
    assert page.mentions == ()


def test_an_extension_that_nobody_rated_has_no_counts() -> None:
    """The reviews are asked for all the same."""
    page = counts()
    assert page.totals is None
    assert page.next is not None


def test_two_hundred_are_asked_for_newest_first() -> None:
    """Without `desc` the store refuses."""
    url = urlsplit(reviews_request().url)
    assert url.path == f"/v2/{ITEM}:fetchReviews"
    assert dict(parse_qsl(url.query)) == {"pageSize": "200", "orderBy": "create_time desc"}


def test_every_page_asks_in_the_same_way() -> None:
    """All else has to match the call that gave the token."""
    page = SOURCE.read(reviews_request(), payload({"nextPageToken": "a+/="}))
    assert page.next is not None
    asked = dict(parse_qsl(urlsplit(page.next.url).query))
    assert asked == {"pageSize": "200", "orderBy": "create_time desc", "pageToken": "a+/="}


def test_a_token_that_repeats_ends_the_walk_as_cut_off() -> None:
    """It would lead in a circle."""
    following = SOURCE.read(reviews_request(), payload({"nextPageToken": "a"})).next
    assert following is not None
    page = SOURCE.read(following, payload({"nextPageToken": "a"}))
    assert page == Page(stopped_because="source_cap")


def test_a_review_without_words_or_name_is_one() -> None:
    """Stars alone count."""
    said = {"reviews": [{"name": "reviews/1", "rating": 1, "createTime": "2026-11-20T18:30:00Z"}]}
    (mention,) = SOURCE.read(reviews_request(), payload(said)).mentions
    assert (mention.rating, mention.text, mention.author) == (Rating(1.0), "", None)
    assert (mention.replies, mention.subject) == ((), ITEM)


@pytest.mark.parametrize(
    ("status", "reason", "told"),
    [
        (404, "", "comprueba el editor"),
        (403, "", "correo de la cuenta de servicio"),
        (403, "SERVICE_DISABLED", "Habilitar"),
    ],
)
def test_a_refusal_says_what_to_do(status: int, reason: str, told: str) -> None:
    """A wrong name, an account that was not added, an interface that is off."""
    said = {"error": {"code": status, "message": "no", "details": [{"reason": reason}]}}
    with pytest.raises(AccessDenied, match=told):
        SOURCE.read(SOURCE.first(WATCH, None), payload(said, status))


def test_a_used_up_quota_is_waited_for() -> None:
    """The next walk goes on."""
    with pytest.raises(Throttled):
        SOURCE.read(reviews_request(), payload({"error": {"code": 429}}, 429))


@pytest.mark.parametrize("said", [[], {"opiniones": []}, {"reviews": [{"id": 1}]}, {"reviews": 1}])
def test_another_form_is_kept_for_a_look(said: Any) -> None:
    """It is not taken for an extension without reviews."""
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(reviews_request(), payload(said))


def test_the_sign_in_names_the_key_that_is_missing() -> None:
    """The whole file, or its path in the variable that ends in _FILE."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    with pytest.raises(AccessDenied, match="LISTENER_CHROMEWEBSTORE_KEY"):
        SOURCE.sign_in({}, now)
    with pytest.raises(AccessDenied, match="archivo JSON entero"):
        SOURCE.sign_in({"LISTENER_CHROMEWEBSTORE_KEY": "/ruta.json"}, now)


def test_a_token_signs_the_walk() -> None:
    """As with all of Google's interfaces."""
    body = json.dumps({"access_token": "ya29.x", "expires_in": 3600}).encode()
    given = SOURCE.signed_in(Payload(body=body), {}, datetime(2026, 11, 22, tzinfo=UTC))
    assert given.headers == {"Authorization": "Bearer ya29.x"}
