"""Trustpilot beyond the recordings: who asks, both ways of asking, reading, answering.

All of it is made up.
"""

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import msgspec
import pytest
from listener.spiders.trustpilot import API_KEY, API_SECRET, BUSINESS_USER, SOURCE

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.model import Bookmark, ListingTotals, Page, Payload, Reply, Request, Watch
from listener.source import Credential, ReadsFiles, TakesReplies
from listener.walk import Walk, WalkEnd
from tests.life.reviews import Review
from tests.life.sites.trustpilot import SITE, UNIT
from tests.trustpilot import (
    NOW,
    PRIVATE,
    SHOP,
    WATCH,
    asked,
    body,
    ident,
    only,
    read,
    review,
    reviews_request,
)

# --- asking --------------------------------------------------------------------------------


def test_a_domain_is_looked_up_first() -> None:
    """The reviews are asked for by an id that no person knows."""
    first = SOURCE.first(WATCH, None)
    assert first.url == f"https://api.trustpilot.com/v1/business-units/find?name={SHOP}"
    following = reviews_request()
    assert urlsplit(following.url).path == f"/v1/business-units/{UNIT}/reviews"
    assert asked(following) == {"perPage": "100", "page": "1", "orderBy": "createdat.desc"}


def test_a_business_unit_is_asked_for_what_it_counts() -> None:
    """Its id needs no looking up, but the counts stand there."""
    first = SOURCE.first(Watch(brand="luna", source="trustpilot", listing=UNIT), None)
    assert first.url == f"https://api.trustpilot.com/v1/business-units/{UNIT}"


def test_the_counts_are_those_of_the_business_unit() -> None:
    """In all, the TrustScore, and how many gave each star."""
    counts = {"total": 14, "usedForTrustScoreCalculation": 12}
    counts |= {"oneStar": 2, "twoStars": 3, "threeStars": 2, "fourStars": 5, "fiveStars": 2}
    unit = {"id": UNIT, "numberOfReviews": counts, "score": {"trustScore": 3.6, "stars": 3.5}}
    page = SOURCE.read(SOURCE.first(WATCH, None), body(unit))
    assert page.totals == ListingTotals(count=14, stars=3.6, histogram=(2, 3, 2, 5, 2))
    assert page.mentions == ()


def test_a_business_that_is_not_there_is_named() -> None:
    """Also when it is the domain that was spelled wrong."""
    with pytest.raises(UnexpectedAnswer, match=r"cafeluna\.example"):
        SOURCE.read(SOURCE.first(WATCH, None), body({"message": "Not found"}, 404))


def test_the_page_after_the_last_is_empty() -> None:
    """A short page is no end: reviews that are hidden leave holes."""
    following = read(review(1)).next
    assert asked(following)["page"] == "2"
    assert following is not None
    assert SOURCE.read(following, body({"reviews": []})) == Page()


def test_a_page_that_comes_again_is_named_as_a_cut() -> None:
    """Else a site that forgets the number of the page would be read for ever."""
    following = read(review(1), review(2)).next
    assert following is not None
    again = SOURCE.read(following, body({"reviews": [review(1), review(2)]}))
    assert again == Page(stopped_because="source_cap")


def test_the_private_way_is_an_option_of_the_listing() -> None:
    """It reads the same, and keeps neither mail address nor order."""
    request = reviews_request(PRIVATE)
    assert urlsplit(request.url).path == f"/v1/private/business-units/{UNIT}/reviews"
    told = review(1, referralEmail="persona@example.com", referenceId="PEDIDO-1")
    page = SOURCE.read(request, body({"reviews": [told]}))
    assert "/v1/private/" in (page.next.url if page.next else "")
    kept = msgspec.json.encode(page.mentions)
    assert b"persona" not in kept
    assert b"PEDIDO" not in kept


# --- who asks ------------------------------------------------------------------------------


def test_a_key_alone_is_enough_to_read() -> None:
    """It goes into a header, never into the address of a walk."""
    assert SOURCE.sign_in({API_KEY: " clave "}, NOW) == Credential(headers={"apikey": "clave"})


def test_with_the_secret_a_token_is_asked_for() -> None:
    """Key and secret together, as the documentation of the grant says."""
    request = SOURCE.sign_in({API_KEY: "clave", API_SECRET: "secreto"}, NOW)
    assert isinstance(request, Request)
    route = "/v1/oauth/oauth-business-users-for-applications/accesstoken"
    assert urlsplit(request.url).path == route
    assert request.body == b"grant_type=client_credentials"
    kind, _, told = request.headers["Authorization"].partition(" ")
    assert (kind, b64decode(told)) == ("Basic", b"clave:secreto")


def test_the_token_comes_with_the_key_and_the_user() -> None:
    """The public addresses want the key, the answers want to know in whose name."""
    secrets = {API_KEY: "clave", API_SECRET: "secreto", BUSINESS_USER: ident(7)}
    request = SOURCE.sign_in(secrets, NOW)
    assert isinstance(request, Request)
    told = b'{"access_token":"abc","expires_in":"359999"}'
    credential = SOURCE.signed_in(Payload(body=told), secrets, NOW)
    assert credential.headers == {
        "Authorization": "Bearer abc",
        "apikey": "clave",
        "x-business-user-id": ident(7),
    }
    assert credential.until == NOW + timedelta(seconds=359_999 - 60)


def test_a_wrong_secret_says_what_to_do() -> None:
    """Who only reads may leave it out."""
    with pytest.raises(AccessDenied, match=API_SECRET):
        SOURCE.signed_in(body({"error": "invalid_client"}, 401), {}, NOW)


def test_a_missing_key_is_named() -> None:
    """By the name it has in the file of secrets."""
    with pytest.raises(AccessDenied, match=API_KEY):
        SOURCE.sign_in({API_SECRET: "secreto"}, NOW)


@pytest.mark.parametrize(("watch", "named"), [(WATCH, API_KEY), (PRIVATE, API_SECRET)])
def test_a_refusal_names_the_secret_to_look_at(watch: Watch, named: str) -> None:
    """The private way wants another one than the public one."""
    for status in (401, 403):
        with pytest.raises(AccessDenied, match=named):
            SOURCE.read(SOURCE.first(watch, None), body({}, status))


def test_one_address_leads_everything_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token's and the answers' too."""
    monkeypatch.setenv("LISTENER_TRUSTPILOT_URL", "http://127.0.0.1:9")
    token = SOURCE.sign_in({API_KEY: "k", API_SECRET: "s"}, NOW)
    assert isinstance(token, Request)
    requests = [token, SOURCE.first(WATCH, None), reviews_request(), SOURCE.reply(only(), "x")]
    assert all(each.url.startswith("http://127.0.0.1:9/") for each in requests)


# --- reading -------------------------------------------------------------------------------


def test_an_edit_has_a_time_of_its_own() -> None:
    """One that equals the creation is none."""
    assert only(updatedAt="2026-11-20T10:15:00Z").edited_at is None
    edited = only(updatedAt="2026-11-21T08:00:00Z")
    assert edited.edited_at == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert edited.published_at == datetime(2026, 11, 20, 10, 15, tzinfo=UTC)


def test_an_edit_does_not_move_the_review() -> None:
    """So old reviews are read again every week, and a week back on every walk."""
    assert SOURCE.about.overlap == timedelta(days=7)
    assert SOURCE.about.rereads == timedelta(days=7)


def test_the_answer_has_the_time_when_it_was_given() -> None:
    """Not that of its last edit: the time to answer would grow."""
    answer = {
        "text": "Gracias",
        "createdAt": "2026-11-20T12:00:00Z",
        "updatedAt": "2026-11-22T09:00:00Z",
    }
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert only(companyReply=answer).replies == (Reply(text="Gracias", at=at, time_kind="created"),)
    assert only(companyReply={"text": "  "}).replies == ()


def test_only_what_stands_there_is_kept() -> None:
    """Reported and archived reviews are not for people to see."""
    page = read(review(1), review(2, status="reported"), review(3, status="archived"))
    assert [mention.id for mention in page.mentions] == [ident(1)]
    assert page.next is not None


def test_a_title_that_trustpilot_made_is_none() -> None:
    """It would count the first words twice."""
    text = "The coffee was made up and so were the customers"
    assert only(title="The coffee was made up…", text=text).title == ""
    assert only(title="The coffee", text=text).title == "The coffee"
    assert only(title="Pues…", text=text).title == "Pues…"


@pytest.mark.parametrize(
    ("place", "country"), [("Jaén, ES", None), ("MX", "mx"), ("España", None), (None, None)]
)
def test_a_place_is_no_country(place: str | None, country: str | None) -> None:
    """Only two letters are one."""
    assert only(consumer={"displayName": "Ana", "displayLocation": place}).country == country


def test_a_time_without_a_zone_is_that_of_greenwich() -> None:
    """The documentation writes some so."""
    assert only(createdAt="2013-09-07T13:37:00").published_at == datetime(
        2013, 9, 7, 13, 37, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("listing", "known"),
    [
        ("https://es.trustpilot.com/review/CafeLuna.example?languages=all&page=2", SHOP),
        ("https://www.trustpilot.com/review/www.cafeluna.example", "www.cafeluna.example"),
        ("fr-be.trustpilot.com/review/cafeluna.example", SHOP),
        ("https://cafeluna.example/", SHOP),
        ("cafeluna.example", SHOP),
        (UNIT.upper(), UNIT),
    ],
)
def test_a_business_is_known_by_its_link_domain_or_id(listing: str, known: str) -> None:
    """What a person copies from the browser names the same business."""
    assert SOURCE.normal_listing(listing) == known


@pytest.mark.parametrize(
    "listing", ["", "Café Luna", "https://www.trustpilot.com/", "../etc", "a@b"]
)
def test_what_is_no_business_is_refused(listing: str) -> None:
    """With an example of what is meant."""
    with pytest.raises(ValueError, match=r"cafeluna\.example"):
        SOURCE.normal_listing(listing)


def test_the_made_up_site_is_read_to_its_last_review() -> None:
    """250 reviews in three pages and an empty one; the next walk stops a week back."""
    day = datetime(2025, 11, 22, tzinfo=UTC)
    reviews = [
        Review(id=n, stars=n % 5 + 1, text="x", created=day + timedelta(days=n)) for n in range(250)
    ]
    since, pages = None, []
    for _ in range(2):
        walk = Walk(since=since, started_at=NOW, overlap=SOURCE.about.overlap, budget=10)
        step: Request | WalkEnd = SOURCE.first(WATCH, since)
        seen: set[str] = set()
        while isinstance(step, Request):
            page = SOURCE.read(step, SITE.answer(step, reviews, NOW))
            seen |= {mention.id for mention in page.mentions}
            step = walk.take(page, {})
        pages.append((len(seen), walk.pages, step.complete))
        since = step.bookmark
    assert isinstance(since, Bookmark)
    assert pages == [(250, 5, True), (200, 3, False)]


# --- answering -----------------------------------------------------------------------------


def test_an_answer_is_put_under_its_review_once() -> None:
    """No second attempt is made: it might stand there twice."""
    assert isinstance(SOURCE, TakesReplies)
    assert isinstance(SOURCE, ReadsFiles)
    request = SOURCE.reply(only(), "Gracias, Marta. ¡Saludos! «ñ»")
    assert request.url == f"https://api.trustpilot.com/v1/private/reviews/{ident(1)}/reply"
    assert (request.method, request.once) == ("POST", True)
    assert json.loads(request.body) == {"message": "Gracias, Marta. ¡Saludos! «ñ»"}


@pytest.mark.parametrize(
    ("said", "at"),
    [
        (b"", None),
        (b"{}", None),
        (b'{"reply":{"message":"x","createdAt":"2026-11-22T11:00:00Z"}}', NOW - timedelta(hours=1)),
    ],
)
def test_an_answer_stands_at_once(said: bytes, at: datetime | None) -> None:
    """With its time where Trustpilot tells it."""
    reply = SOURCE.replied(SOURCE.reply(only(), "Gracias"), Payload(body=said, status=201))
    assert (reply.text, reply.at, reply.state) == ("Gracias", at, "published")


def test_an_answer_that_is_refused_says_what_is_missing() -> None:
    """A key alone may read, not answer."""
    request = SOURCE.reply(only(), "Gracias")
    with pytest.raises(AccessDenied, match=BUSINESS_USER):
        SOURCE.replied(request, body({}, 403))
    with pytest.raises(UnexpectedAnswer):
        SOURCE.replied(request, body({}, 404))
