"""App Store Connect beyond the recordings: the key, the pages, the hour's limit, the answers."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from listener.spiders.appstoreconnect import ISSUER_ID, KEY, KEY_ID, SOURCE

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.model import ListingTotals, Mention, Page, Payload, Request, Watch

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WATCH = Watch(brand="luna", source="appstoreconnect", listing="1234567890")
HOST = "https://api.appstoreconnect.apple.com"
ADDRESS = f"{HOST}/v1/apps/1234567890/customerReviews"
RECORDED = Path(__file__).parent / "recordings" / "appstoreconnect"
SHARED = Path(os.environ.get("LISTENER_SHARED") or Path(__file__).parents[2] / "shared")
LEGACY = SHARED / "recordings" / "appstore_connect_legacy" / "review_by_storefront.json"


def pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    """The key as Apple writes it into the file AuthKey_….p8."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


OURS = ec.generate_private_key(ec.SECP256R1())
SECRETS = {KEY_ID: "2X9R4HXF34", ISSUER_ID: "57246542-96fe-1a63-e053-0824d011072a", KEY: pem(OURS)}


def token(secrets: dict[str, str]) -> str:
    return SOURCE.sign_in(secrets, NOW).headers["Authorization"].removeprefix("Bearer ")


def claims(secrets: dict[str, str]) -> dict[str, object]:
    """What the token says, its signature checked, and no time but ours."""
    unchecked = {"verify_exp": False, "verify_iat": False}
    return jwt.decode(
        token(secrets),
        OURS.public_key(),
        algorithms=["ES256"],
        audience="appstoreconnect-v1",
        options=unchecked,
    )


def recorded(name: str, **fields: object) -> Payload:
    return Payload(body=(RECORDED / name).read_bytes(), **fields)


def first() -> Request:
    return SOURCE.first(WATCH, None)


def page_with(link: str | None, remaining: int | None = None) -> Page:
    answer = json.loads((RECORDED / "last_page.json").read_bytes())
    answer["links"] = {"self": ADDRESS} | ({"next": link} if link else {})
    told = f"user-hour-lim:3500;user-hour-rem:{remaining};"
    headers = {} if remaining is None else {"x-rate-limit": told}
    return SOURCE.read(first(), Payload(body=json.dumps(answer).encode(), headers=headers))


def test_the_newest_reviews_of_all_countries_are_asked_for_with_their_answers() -> None:
    """Two hundred a page, in the order in which they were written."""
    assert first().url == f"{ADDRESS}?sort=-createdDate&limit=200&include=response"


@pytest.mark.parametrize(
    "listing",
    [
        "1234567890",
        "https://apps.apple.com/es/app/caf%C3%A9-luna/id1234567890",
        "https://appstoreconnect.apple.com/apps/1234567890/distribution",
    ],
)
def test_an_app_is_known_by_its_number_or_by_a_link_to_either_store(listing: str) -> None:
    """Whatever a person copies names the same app."""
    assert SOURCE.normal_listing(listing) == "1234567890"


def test_a_team_key_signs_for_nineteen_minutes() -> None:
    """Apple refuses twenty-one; a minute before the end we sign anew."""
    signed = SOURCE.sign_in(SECRETS, NOW)
    assert signed.until == NOW + timedelta(minutes=18)
    assert jwt.get_unverified_header(token(SECRETS)) == {
        "alg": "ES256",
        "kid": "2X9R4HXF34",
        "typ": "JWT",
    }
    assert claims(SECRETS) == {
        "iss": "57246542-96fe-1a63-e053-0824d011072a",
        "iat": int(NOW.timestamp()),
        "exp": int((NOW + timedelta(minutes=19)).timestamp()),
        "aud": "appstoreconnect-v1",
    }


@pytest.mark.parametrize("issuer", [{}, {ISSUER_ID: " "}])
def test_the_key_of_one_person_names_a_user_and_no_issuer(issuer: dict[str, str]) -> None:
    """An individual key has no Issuer ID."""
    said = claims({KEY_ID: "2X9R4HXF34", KEY: SECRETS[KEY]} | issuer)
    assert said["sub"] == "user"
    assert "iss" not in said


def test_a_key_that_was_pasted_into_one_line_is_read() -> None:
    """Files of secrets hold one line: its line ends stand as a backslash and an n."""
    flat = SECRETS | {KEY: SECRETS[KEY].strip().replace("\n", "\\n")}
    assert claims(flat)["aud"] == "appstoreconnect-v1"


BROKEN = {
    "no key at all": "hello",
    "the path instead of the content": "/home/luna/AuthKey_2X9R4HXF34.p8",
    "cut off": SECRETS[KEY][:80],
    "a key of another kind": pem(rsa.generate_private_key(65537, 2048)),
    "a key of another curve": pem(ec.generate_private_key(ec.SECP384R1())),
    "the public half": "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
}


@pytest.mark.parametrize("key", BROKEN.values(), ids=BROKEN)
def test_a_broken_key_says_what_to_do_and_never_the_key(key: str) -> None:
    """Neither the message nor what caused it shows the secret."""
    with pytest.raises(AccessDenied, match=r"\.p8") as caught:
        SOURCE.sign_in(SECRETS | {KEY: key}, NOW)
    assert key[:20] not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_missing_keys_are_named() -> None:
    """The Issuer ID may be missing, the others may not."""
    with pytest.raises(AccessDenied, match=f"{KEY_ID}, {KEY}"):
        SOURCE.sign_in({}, NOW)


def test_the_next_page_is_asked_for_at_our_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the link's question is taken over."""
    link = f"{ADDRESS}?cursor=A.B&sort=-createdDate&limit=200"
    following = page_with(link).next
    assert following is not None
    assert following.url == link
    monkeypatch.setenv("LISTENER_APPSTORECONNECT_URL", "http://127.0.0.1:9")
    following = page_with(link).next
    assert following is not None
    assert following.url.startswith("http://127.0.0.1:9/v1/apps/1234567890/customerReviews?cursor=")


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/v1/apps/1234567890/customerReviews?cursor=A",
        "http://api.appstoreconnect.apple.com/v1/apps/1234567890/customerReviews?cursor=A",
        f"{HOST}/v1/apps/77/customerReviews?cursor=A",
        f"{HOST}@evil.example/v1/apps/1234567890/customerReviews?cursor=A",
        f"{HOST}/v1/users?cursor=A",
        "https://[x",
        7,
    ],
)
def test_a_link_that_leads_elsewhere_is_not_followed(link: str) -> None:
    """The token opens the whole account: it goes to no other host and no other path."""
    with pytest.raises(UnexpectedAnswer, match="links"):
        page_with(link)


def test_a_page_that_leads_to_itself_is_named_as_a_cut() -> None:
    """A circle is no end."""
    page = page_with(first().url)
    assert page.next is None
    assert page.stopped_because == "source_cap"


def test_the_last_requests_of_the_hour_are_left_to_others() -> None:
    """What was read is kept, and the walk says that it is not over."""
    link = f"{ADDRESS}?cursor=A"
    spent = page_with(link, remaining=49)
    assert len(spent.mentions) == 1
    assert spent.next is None
    assert spent.stopped_because == "throttled"
    assert page_with(link, remaining=50).next is not None
    assert page_with(None, remaining=0).stopped_because is None


def test_apple_counts_the_reviews() -> None:
    """The count says how many we should hold."""
    assert page_with(None).totals == ListingTotals(count=203)


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, {"errors": [{"code": "NOT_AUTHORIZED"}]}, "clave nueva|new key"),
        (403, {"errors": [{"code": "FORBIDDEN_ERROR"}]}, "Customer Support"),
        (
            403,
            {"errors": [{"code": "FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED"}]},
            "agreements|contratos",
        ),
        (403, "<html>", "Customer Support"),
        (404, {"errors": [{"code": "NOT_FOUND"}]}, "1234567890"),
    ],
)
def test_a_refusal_tells_a_person_what_to_do(status: int, body: object, said: str) -> None:
    """A revoked key, a missing role, a contract that waits, an app of somebody else."""
    payload = Payload(body=json.dumps(body).encode(), status=status)
    with pytest.raises(AccessDenied, match=said.replace("Customer Support", "Customer|cliente")):
        SOURCE.read(first(), payload)


def test_an_answer_that_waits_for_apple_is_pending() -> None:
    """Apple shows an answer some hours after it was given."""
    page = SOURCE.read(first(), recorded("first_page.json"))
    states = [reply.state for mention in page.mentions for reply in mention.replies]
    assert states == ["published", "pending"]


def test_an_answer_is_sent_to_its_review() -> None:
    """It replaces an earlier answer; the request carries no secret."""
    request = SOURCE.reply(Mention(id="00000046-ea46", kind="review"), "¡Gracias, Marta!")
    assert (request.method, request.url) == ("POST", f"{HOST}/v1/customerReviewResponses")
    assert "Authorization" not in request.headers
    data = json.loads(request.body)["data"]
    assert data["type"] == "customerReviewResponses"
    assert data["attributes"] == {"responseBody": "¡Gracias, Marta!"}
    asked = data["relationships"]["review"]["data"]
    assert asked == {"type": "customerReviews", "id": "00000046-ea46"}
    assert SOURCE.longest_reply == 5970


def test_the_answer_comes_back_as_apple_took_it() -> None:
    """201 for a new one, with its state and time."""
    data = json.loads((RECORDED / "first_page.json").read_bytes())["included"][1]
    payload = Payload(body=json.dumps({"data": data}).encode(), status=201)
    assert 201 in SOURCE.about.reads
    reply = SOURCE.replied(first(), payload)
    assert (reply.text, reply.state) == ("¡Gracias! Llega este mes.", "pending")
    assert reply.at == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert reply.time_kind == "modified"


@pytest.mark.parametrize("status", [400, 409, 422])
def test_an_answer_that_apple_does_not_take_says_why(status: int) -> None:
    """Apple's own reason, in one line."""
    said = {"errors": [{"title": "Invalid", "detail": "The response body\nis too long."}]}
    payload = Payload(body=json.dumps(said).encode(), status=status)
    with pytest.raises(UnexpectedAnswer, match=r"The response body is too long\."):
        SOURCE.replied(first(), payload)
    with pytest.raises(UnexpectedAnswer, match=str(status)):
        SOURCE.replied(first(), Payload(body=b"[]", status=status))


def test_an_answer_to_a_review_that_has_gone_is_told() -> None:
    """Its author deleted it meanwhile."""
    with pytest.raises(AccessDenied, match=r"review|reseña"):
        SOURCE.replied(first(), Payload(body=b"{}", status=404))


def test_an_answer_that_is_not_confirmed_is_not_taken_for_sent() -> None:
    """Success without an answer in it is a change of the site."""
    with pytest.raises(UnexpectedAnswer):
        SOURCE.replied(first(), Payload(body=b"{}", status=201))


def test_edits_are_looked_for_every_day() -> None:
    """No time of an edit is told: only reading all again finds it."""
    assert SOURCE.about.rereads == timedelta(days=1)


def test_the_answers_of_itunes_connect_are_another_shape() -> None:
    """The old website's answer, of which a recording is known: told as a change, never as empty."""
    if not LEGACY.exists():
        pytest.skip(f"no recording {LEGACY}")
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(first(), Payload(body=LEGACY.read_bytes()))


def test_the_reviews_of_itunes_connect_are_read_once_they_are_put_into_todays_shape() -> None:
    """Four reviews, one answer: the same facts under their names of today lose nothing."""
    if not LEGACY.exists():
        pytest.skip(f"no recording {LEGACY}")
    given = [each["value"] for each in json.loads(LEGACY.read_bytes())["data"]["reviews"]]
    answers = [(each, each.get("developerResponse")) for each in given]
    told = {
        "data": [_today(each, answer) for each, answer in answers],
        "included": [_answer_today(answer) for _, answer in answers if answer],
    }
    page = SOURCE.read(first(), Payload(body=json.dumps(told).encode()))
    assert [mention.text for mention in page.mentions] == [each["review"] for each in given]
    stars = [mention.rating.raw for mention in page.mentions if mention.rating]
    assert stars == [each["rating"] for each in given] == [2, 2, 4, 5]
    assert {mention.country for mention in page.mentions} == {"nz"}
    (reply,) = page.mentions[0].replies
    assert (reply.text, reply.state) == ("Thank You", "pending")
    assert reply.at == datetime(2017, 3, 29, 10, 15, 51, tzinfo=UTC)


def _at(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat()


def _today(review: dict[str, object], answer: dict[str, object] | None) -> dict[str, object]:
    number = str(answer["responseId"]) if answer else ""
    related = {"type": "customerReviewResponses", "id": number}
    return {
        "type": "customerReviews",
        "id": str(review["id"]),
        "attributes": {
            "rating": review["rating"],
            "title": review["title"],
            "body": review["review"],
            "reviewerNickname": review["nickname"],
            "createdDate": _at(review["lastModified"]),
            "territory": {"NZ": "NZL"}[review["storeFront"]],
        },
        "relationships": {"response": {"data": related if answer else None}},
    }


def _answer_today(answer: dict[str, object]) -> dict[str, object]:
    state = "PENDING_PUBLISH" if answer["pendingState"] == "CREATE" else "PUBLISHED"
    return {
        "type": "customerReviewResponses",
        "id": str(answer["responseId"]),
        "attributes": {
            "responseBody": answer["response"],
            "lastModifiedDate": _at(answer["lastModified"]),
            "state": state,
        },
    }
