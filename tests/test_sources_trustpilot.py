"""Trustpilot beyond the recordings: who asks, both ways, saved pages, webhooks, answering.

The 1,049 real reviews that were once counted came without a licence and are kept nowhere; one
real webhook body is looked for in ../shared. All else is made up.
"""

import json
import os
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from listener.spiders.trustpilot import API_KEY, API_SECRET, BUSINESS_USER, SOURCE

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.model import Bookmark, ListingTotals, Mention, Page, Payload, Reply, Request, Watch
from listener.source import Credential, ReadsFiles, TakesReplies
from listener.walk import Walk, WalkEnd
from tests.life.reviews import Review
from tests.life.sites.trustpilot import SITE, UNIT

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SHOP = "cafeluna.example"
WATCH = Watch(brand="luna", source="trustpilot", listing=SHOP)
PRIVATE = Watch(brand="luna", source="trustpilot", listing=SHOP, options={"private": "yes"})
ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
WEBHOOK = SHARED / "trustpilot_api" / "webhook_service-review-created.json"


def ident(number: int) -> str:
    return f"{number:024x}"


def review(number: int, **fields: Any) -> dict[str, Any]:
    """A made-up review in the form of the API."""
    return {
        "id": ident(number),
        "consumer": {"id": ident(number), "displayName": "Marta", "displayLocation": "Jaén, ES"},
        "stars": 5,
        "title": "Bien",
        "text": "Todo llegó a tiempo.",
        "language": "es",
        "createdAt": "2026-11-20T10:15:00Z",
        "updatedAt": None,
        "companyReply": None,
        "status": "active",
    } | fields


def body(data: Any, status: int = 200) -> Payload:
    return Payload(body=json.dumps(data).encode(), status=status)


def reviews_request(watch: Watch = WATCH) -> Request:
    following = SOURCE.read(SOURCE.first(watch, None), body({"id": UNIT})).next
    assert following is not None
    return following


def read(*reviews: Any) -> Page:
    return SOURCE.read(reviews_request(), body({"reviews": reviews}))


def only(**fields: Any) -> Mention:
    (mention,) = read(review(1, **fields)).mentions
    return mention


def asked(request: Request | None) -> dict[str, str]:
    assert request is not None
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


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


# --- saved pages and webhooks --------------------------------------------------------------


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
