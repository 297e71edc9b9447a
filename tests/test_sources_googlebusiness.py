"""Google Business Profile beyond the recordings; all made up: no real answer of v4 is public."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from listener.spiders._businessreview import original
from listener.spiders.googlebusiness import SOURCE

from listener.errors import AccessDenied, Throttled, UnexpectedAnswer
from listener.model import Mention, Page, Payload, Rating, Request, Watch

LISTING = "accounts/1234567890/locations/9876543210"
WATCH = Watch(brand="luna", source="googlebusiness", listing=LISTING)
CREATED = "2026-11-01T09:00:00.120Z"


@pytest.fixture(autouse=True)
def _in_spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTENER_LANG", "es")


def review(key: str = "Ab1", **fields: Any) -> dict[str, Any]:
    """A made-up review in the form of the interface."""
    told = {"reviewId": key, "reviewer": {"displayName": "Ana de Prueba"}, "starRating": "TWO"}
    times = {"createTime": CREATED, "updateTime": CREATED}
    return {"name": f"{LISTING}/reviews/{key}", **told, **times, **fields}


def answer(*reviews: Any, status: int = 200, **more: Any) -> Payload:
    said = ({"reviews": list(reviews)} if reviews else {}) | more
    return Payload(body=json.dumps(said).encode(), status=status)


def read(*reviews: Any, **more: Any) -> Page:
    return SOURCE.read(SOURCE.first(WATCH, None), answer(*reviews, **more))


def only(**fields: Any) -> Mention:
    """The one review with these fields, as it is read."""
    (mention,) = read(review(**fields)).mentions
    return mention


def refused(status: int, message: str = "", **info: Any) -> Payload:
    details = [info] if info else []
    said = {"error": {"code": status, "message": message, "details": details}}
    return Payload(body=json.dumps(said).encode(), status=status)


@pytest.mark.parametrize(
    "written",
    [
        LISTING,
        f"/{LISTING}/",
        f"  {LISTING}/reviews ",
        f"https://mybusiness.googleapis.com/v4/{LISTING}/reviews",
    ],
)
def test_a_location_may_be_written_in_several_ways(written: str) -> None:
    """With slashes around it, or as the whole address."""
    assert SOURCE.normal_listing(written) == LISTING


def test_a_subscription_is_a_listing_too() -> None:
    """The one that announces reviews."""
    name = "projects/cafe-luna/subscriptions/resenas"
    assert SOURCE.normal_listing(f"/{name}/") == name


def test_a_place_on_the_maps_is_only_a_listing_of_files() -> None:
    """What was imported can be named in the brand's file; listening to it says what to put."""
    place = "https://www.google.com/maps?cid=255"
    assert SOURCE.normal_listing(place) == place
    with pytest.raises(AccessDenied, match="solo se leen archivos"):
        SOURCE.first(Watch(brand="luna", source="googlebusiness", listing=place), None)


@pytest.mark.parametrize(
    "written", ["9876543210", "locations/1", "", "https://g.co/luna", "accounts/../locations/.."]
)
def test_what_is_no_location_says_where_to_find_it(written: str) -> None:
    """Most people know their place by its name or its link."""
    with pytest.raises(ValueError, match="lista de cuentas"):
        SOURCE.normal_listing(written)


def test_fifty_are_asked_for_last_edited_first() -> None:
    """An edit comes to the top, so that a walk need not go down to see it."""
    url = urlsplit(SOURCE.first(WATCH, None).url)
    assert url.path == f"/v4/{LISTING}/reviews"
    assert dict(parse_qsl(url.query)) == {"pageSize": "50", "orderBy": "updateTime desc"}


def test_the_token_of_the_next_page_arrives_as_it_was_given() -> None:
    """It holds plus signs, slashes and equal signs."""
    following = read(review(), nextPageToken="CA+/x==").next
    assert following is not None
    assert parse_qs(urlsplit(following.url).query)["pageToken"] == ["CA+/x=="]


def test_a_broken_letter_in_a_token_breaks_nothing() -> None:
    """Half a character cannot be sent; Google will refuse it, and say so."""
    assert read(review(), nextPageToken="a\ud800").next is not None


def test_a_token_that_repeats_ends_the_walk_as_cut_off() -> None:
    """It would lead in a circle; what follows is not known to be gone."""
    following = read(review(), nextPageToken="a").next
    assert following is not None
    page = SOURCE.read(following, answer(review("Ab2"), nextPageToken="a"))
    assert (page.next, page.stopped_because) == (None, "source_cap")


def test_an_empty_page_with_a_token_is_no_end() -> None:
    """Only a page without a token is the last one."""
    assert read(nextPageToken="a").next is not None


def test_an_answer_with_nothing_in_it_is_a_location_without_reviews() -> None:
    """Google leaves out what is empty."""
    assert read() == Page(in_order=False)


def test_google_counts_on_every_page() -> None:
    """How many there are, and their mean; a mean of none is none."""
    totals = read(review(), averageRating=4.5, totalReviewCount=321).totals
    assert totals is not None
    assert (totals.count, totals.stars) == (321, 4.5)
    nobody = read(averageRating=0, totalReviewCount=0).totals
    assert nobody is not None
    assert (nobody.count, nobody.stars) == (0, None)


def test_stars_alone_are_a_review() -> None:
    """No comment is there; nothing is put in its place."""
    mention = only(starRating="ONE")
    assert (mention.rating, mention.text) == (Rating(1.0), "")


@pytest.mark.parametrize("stars", ["STAR_RATING_UNSPECIFIED", None, 5, "SIX"])
def test_unspecified_stars_are_no_stars(stars: object) -> None:
    """They are not taken for zero, which would be the worst."""
    assert only(starRating=stars, comment="Bien").rating is None


def test_an_anonymous_person_has_no_name() -> None:
    """What Google writes in its place is nobody's name."""
    assert only(reviewer={"displayName": "A Google user", "isAnonymous": True}).author is None


def test_the_whole_name_is_the_id() -> None:
    """An answer is sent there; the place stands in it."""
    mention = only()
    assert mention.id == f"{LISTING}/reviews/Ab1"
    assert mention.subject == LISTING


@pytest.mark.parametrize(
    "updated", [CREATED, "2026-11-01T09:00:00.9Z", None, "2026-10-01T09:00:00Z"]
)
def test_the_time_of_writing_told_twice_is_no_edit(updated: object) -> None:
    """Nor are parts of a second, nor an edit before the writing."""
    assert only(updateTime=updated).edited_at is None


def test_a_later_time_is_an_edit() -> None:
    """And the time of writing stays."""
    mention = only(updateTime="2026-11-03T10:00:00.123456789Z")
    assert mention.published_at == datetime(2026, 11, 1, 9, 0, 0, 120_000, tzinfo=UTC)
    assert mention.edited_at == datetime(2026, 11, 3, 10, 0, 0, 123_456, tzinfo=UTC)


def test_a_time_that_goes_with_the_answer_is_no_edit_of_the_author() -> None:
    """Google does not say whether an answer moves the review's time."""
    reply = {"comment": "Gracias", "updateTime": "2026-11-03T10:00:00Z"}
    assert only(updateTime="2026-11-03T10:00:02Z", reviewReply=reply).edited_at is None
    assert only(updateTime="2026-11-04T10:00:02Z", reviewReply=reply).edited_at is not None


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "published"),
        ({"state": "APPROVED"}, "published"),
        ({"reviewReplyState": "APPROVED"}, "published"),
        ({"reviewReplyState": "PENDING"}, "pending"),
        ({"state": "PENDING"}, "pending"),
        ({"state": "REJECTED", "policyViolation": "SPAM"}, "rejected"),
        ({"policyViolation": "SPAM"}, "rejected"),
        ({"state": "APPROVED", "policyViolation": "POLICY_VIOLATION_UNSPECIFIED"}, "published"),
        ({"state": "REVIEW_REPLY_STATE_UNSPECIFIED"}, "published"),
    ],
)
def test_an_answer_tells_how_far_it_has_come(fields: dict[str, str], state: str) -> None:
    """Its one time is that of its last edit."""
    said = {"comment": "Gracias", "updateTime": "2026-11-03T10:00:00Z", **fields}
    (reply,) = only(reviewReply=said).replies
    assert (reply.text, reply.state, reply.time_kind) == ("Gracias", state, "modified")


T = "The terrace was dirty."
O = "La terraza estaba sucia.\n\nY fría."  # noqa: E741 - O for original, T for translated


@pytest.mark.parametrize(
    "comment",
    [
        f"(Translated by Google) {T}\n\n(Original)\n{O}",
        f"(Translated by Google)\n{T}\n\n(Original) {O}",
        f"{O}\n\n(Translated by Google)\n{T}",
        f"(Original)\n{O}\n\n(Translated by Google)\n{T}",
        f"(Traducido por Google) {T}\n\n(Original)\n{O}",
        f"(Traduit par Google) {T}\n\n(Avis d'origine)\n{O}",
        f"(Traduzione di Google) {T}\n\n(Originale)\n{O}",
        f"(Übersetzt von Google) {T}\n\n(Original)\n{O}",
        f"(Traduzido pelo Google) {T}\n\n(Original)\n{O}",
    ],
)
def test_of_a_translated_review_the_original_stays(comment: str) -> None:
    """Whichever stands first, in whichever language Google marks it."""
    assert only(comment=comment).text == O


@pytest.mark.parametrize(
    "comment",
    [
        f"(Translated by Google) {T}",
        f"(Translated by Google) {T}\n(Original)\n",
        f"{O} (Translated by Google) {T}",
        f"(Translated by Google) {T}\n(Original)\n{O}\n(Original)\n{O}",
        f"(Translated by Google) {T}\n(Translated by Google) {T}\n(Original)\n{O}",
        f"Hola\n(Translated by Google) {T}\n(Original)\n{O}",
        f"(Original)\n{O}",
        "Leí «(Original)» en la carta.",
    ],
)
def test_where_the_marks_are_not_clear_nothing_is_lost(comment: str) -> None:
    """A translation without its original, marks twice, marks that the author wrote."""
    assert original(comment) == comment.strip()


def test_an_answer_is_split_as_a_review_is() -> None:
    """Google translates the owner's words as well."""
    said = {"comment": f"(Translated by Google) Sorry.\n\n(Original)\n{O}"}
    assert only(reviewReply=said).replies[0].text == O


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        (refused(403, "The caller does not have permission"), "propietaria o administradora"),
        (refused(404, "Requested entity was not found."), "comprueba los dos números"),
        (refused(429, metadata={"quota_limit_value": "0"}), "pide acceso"),
        (refused(403, metadata={"quota_limit_value": "0"}), "pide acceso"),
        (refused(403, reason="SERVICE_DISABLED"), "Habilitar"),
        (refused(403, reason="ACCESS_TOKEN_SCOPE_INSUFFICIENT"), "vuelve a autorizar"),
    ],
)
def test_a_refusal_says_what_to_do(payload: Payload, told: str) -> None:
    """A project without approval, a location that is not one's own or not verified."""
    with pytest.raises(AccessDenied, match=told):
        SOURCE.read(SOURCE.first(WATCH, None), payload)


def test_a_quota_that_is_used_up_is_waited_for() -> None:
    """Three hundred a minute are many; the next walk goes on."""
    used_up = refused(429, metadata={"quota_limit_value": "300"})
    with pytest.raises(Throttled):
        SOURCE.read(SOURCE.first(WATCH, None), used_up)


@pytest.mark.parametrize("body", [b"[]", b'"x"', b"<html>", b'{"reviews": [{"nombre": 1}]}'])
def test_another_form_is_kept_for_a_look(body: bytes) -> None:
    """It is not taken for a location without reviews."""
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(SOURCE.first(WATCH, None), Payload(body=body))


def test_the_sign_in_names_what_is_missing() -> None:
    """All three together make a permission."""
    with pytest.raises(AccessDenied, match="LISTENER_GOOGLEBUSINESS_REFRESH_TOKEN"):
        SOURCE.sign_in({"LISTENER_GOOGLEBUSINESS_CLIENT_ID": "x"}, datetime.now(UTC))


def test_the_sign_in_can_be_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    """To a proxy or to a test; the secrets travel in the body."""
    monkeypatch.setenv("LISTENER_GOOGLEBUSINESS_TOKEN_URL", "http://127.0.0.1:9/token")
    secrets = {secret.name: "secreto" for secret in SOURCE.about.secrets}
    request = SOURCE.sign_in(secrets, datetime.now(UTC))
    assert isinstance(request, Request)
    assert request.url == "http://127.0.0.1:9/token"
    body = json.dumps({"access_token": "ya29.x", "expires_in": 3600}).encode()
    now = datetime(2026, 11, 22, tzinfo=UTC)
    assert SOURCE.signed_in(Payload(body=body), {}, now).until == now + timedelta(minutes=59)


def test_two_crawls_at_once_stay_below_googles_limit() -> None:
    """A long one goes on while cron starts the next; Google allows 300 requests a minute."""
    pace = SOURCE.about.pace
    assert pace.concurrency == 1
    assert 2 * 60 / pace.delay <= 300


def test_an_answer_is_put_under_its_review() -> None:
    """In the place of the last one, if there was one."""
    request = SOURCE.reply(only(), "¡Gracias!")
    assert request.method == "PUT"
    assert request.url == f"https://mybusiness.googleapis.com/v4/{LISTING}/reviews/Ab1/reply"
    assert json.loads(request.body) == {"comment": "¡Gracias!"}


def test_the_state_of_an_answer_is_read_back() -> None:
    """Google looks some over before it shows them."""
    request = SOURCE.reply(only(), "Gracias")
    said = {"comment": "Gracias", "updateTime": CREATED, "reviewReplyState": "PENDING"}
    reply = SOURCE.replied(request, Payload(body=json.dumps(said).encode()))
    assert (reply.text, reply.state) == ("Gracias", "pending")
    assert reply.at == datetime(2026, 11, 1, 9, 0, 0, 120_000, tzinfo=UTC)


def test_an_answer_that_google_refuses_says_why() -> None:
    """A review that is gone; a place that is not ours; an answer of another form."""
    request = SOURCE.reply(only(), "Gracias")
    with pytest.raises(AccessDenied, match="ya no tiene esa reseña"):
        SOURCE.replied(request, refused(404))
    with pytest.raises(AccessDenied, match=LISTING):
        SOURCE.replied(request, refused(403))
    with pytest.raises(UnexpectedAnswer):
        SOURCE.replied(request, Payload(body=b"{}"))


def test_the_length_of_an_answer_is_counted_in_bytes() -> None:
    """An accent counts twice."""
    assert SOURCE.length("a" * 4096) == SOURCE.longest_reply
    assert SOURCE.length("ñ" * 2049) == 4098


def test_a_review_from_a_file_cannot_be_answered() -> None:
    """Its number is that of the maps, not of the interface."""
    with pytest.raises(AccessDenied, match=r"business\.google\.com/reviews"):
        SOURCE.reply(Mention(id="ChdDSUhNMG9nS0VJ", kind="review"), "Gracias")
