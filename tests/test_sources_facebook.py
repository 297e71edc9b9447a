"""What is special about Facebook, and about the Graph API that it shares with Instagram."""

import hmac
import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from listener.spiders.facebook import APP_SECRET, SOURCE, TOKEN

from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.model import Mention, Page, Payload
from listener.source import Credential
from tests.graph import NOW, PAGE, SECRET, WATCH, asked, body, comment, error, paging, post

# --- who asks ------------------------------------------------------------------------------


def test_the_token_is_a_header_and_in_no_address() -> None:
    """Addresses are stored and shown; headers are not."""
    credential = SOURCE.sign_in({TOKEN: f" {SECRET} "}, NOW)
    assert credential == Credential(
        headers={"Authorization": f"Bearer {SECRET}"}, host="graph.facebook.com"
    )
    assert SECRET not in SOURCE.first(WATCH, None).url


def test_the_secret_of_the_app_proves_the_token() -> None:
    """Some applications take no token without it."""
    credential = SOURCE.sign_in({TOKEN: SECRET, APP_SECRET: "clave"}, NOW)
    proof = hmac.new(b"clave", SECRET.encode(), "sha256").hexdigest()
    assert credential.query == {"appsecret_proof": proof}


def test_a_missing_token_is_named() -> None:
    """By the name it has in the file of secrets."""
    with pytest.raises(AccessDenied, match=TOKEN):
        SOURCE.sign_in({}, NOW)


def test_no_token_of_a_next_address_is_kept() -> None:
    """Of `paging.next` only the cursor goes into the next request."""
    answer = {
        "data": [post(1, NOW, comments={"data": [comment(2, NOW)], "paging": paging("uno")})],
        "paging": paging("dos"),
    }
    page = SOURCE.read(asked("feed"), body(answer))
    assert page.next
    comments = SOURCE.read(page.next, body({"data": [comment(3, NOW)], "paging": paging("tres")}))
    for request in (page.next, comments.next):
        assert request
        assert SECRET not in request.url + json.dumps(request.cursor)
        assert urlsplit(request.url).hostname == "graph.facebook.com"


def test_the_cursor_of_a_next_address_alone_is_found() -> None:
    """Some answers tell no cursors beside it."""
    answer = {"data": [post(1, NOW)], "paging": {"next": paging("uno")["next"]}}
    page = SOURCE.read(asked("feed"), body(answer))
    assert page.next
    assert page.next.cursor["after"] == "uno"


# --- errors --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payload", "wanted", "words"),
    [
        (error(190, error_subcode=463), AccessDenied, TOKEN),
        (error(190, status=401), AccessDenied, "developers.facebook.com"),
        (error(102), AccessDenied, TOKEN),
        *[(error(code), Throttled, "Facebook") for code in (4, 17, 32, 341, 613, 80001, 80002)],
        (error(4, status=403), Throttled, "Facebook"),
        (error(1), SourceUnavailable, "Facebook"),
        (error(2, is_transient=True), SourceUnavailable, "Facebook"),
        (error(10, "requires pages_read_user_content"), AccessDenied, "pages_read_user_content"),
        (error(200, status=403), AccessDenied, "cafeluna"),
        (error(803, "Some of the aliases do not exist", 404), AccessDenied, "cafeluna"),
        (error(100, "(#100) Object does not exist"), AccessDenied, "cafeluna"),
        (error(100, "(#100) Tried accessing nonexisting field (x)"), UnexpectedAnswer, "field"),
        (error(2635, "deprecated version"), UnexpectedAnswer, "error.*deprecated version"),
        (error(12, "(#12) deprecated"), UnexpectedAnswer, "deprecated"),
        (error(190, status=200), AccessDenied, TOKEN),
        (body({"error": "x"}, 400), UnexpectedAnswer, "data"),
        (body([1], 200), UnexpectedAnswer, "data"),
        (Payload(body=b'{"data": [{"id": "1"'), UnexpectedAnswer, "Facebook"),
    ],
)
def test_an_error_says_what_to_do(payload: Payload, wanted: type[SourceError], words: str) -> None:
    """By its code, whatever the status."""
    with pytest.raises(wanted, match=words):
        SOURCE.read(asked("feed"), payload)


def test_a_throttled_app_learns_when_it_may_ask_again() -> None:
    """In minutes after the answer, by the answer's own clock."""
    use = {PAGE: [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 7}]}
    payload = body(
        {"error": {"code": 80001}},
        400,
        date="Sun, 22 Nov 2026 12:00:00 GMT",
        x_business_use_case_usage=json.dumps(use),
    )
    with pytest.raises(Throttled) as caught:
        SOURCE.read(asked("feed"), payload)
    assert caught.value.retry_after == NOW + timedelta(minutes=7)
    with pytest.raises(Throttled) as caught:
        SOURCE.read(asked("feed"), error(80001))
    assert caught.value.retry_after is None


@pytest.mark.parametrize(
    ("headers", "ends"),
    [
        ({"x_app_usage": '{"call_count":96,"total_time":3,"total_cputime":0}'}, True),
        ({"x_page_usage": '{"call_count":3,"total_time":99,"total_cputime":0}'}, True),
        ({"x_business_use_case_usage": '{"1":[{"call_count":9},{"total_cputime":95}]}'}, True),
        ({"x_app_usage": '{"call_count":94}'}, False),
        ({"x_app_usage": "{", "x_page_usage": "[]", "x_business_use_case_usage": "7"}, False),
    ],
)
def test_a_walk_ends_before_everything_is_spent(headers: dict[str, str], ends: bool) -> None:
    """What came is kept; no more is asked for."""
    answer = {"data": [post(1, NOW)], "paging": paging("uno")}
    page = SOURCE.read(asked("feed"), body(answer, **headers))
    assert len(page.mentions) == 1
    assert (page.stopped_because, page.next is None) == (("throttled" if ends else None), ends)


def test_the_last_page_is_no_cut_walk() -> None:
    """However little is left: nothing more would have been asked."""
    page = SOURCE.read(asked("feed"), body({"data": []}, x_app_usage='{"call_count":100}'))
    assert page.stopped_because is None


def test_stars_that_are_not_told_do_not_stop_the_walk() -> None:
    """Meta has taken reviews out of its API; what is left of them may go too."""
    first = SOURCE.first(WATCH, None)
    for code in (10, 12, 100):
        page = SOURCE.read(first, error(code))
        assert page.next
        assert "/cafeluna/tagged?" in page.next.url
    with pytest.raises(AccessDenied):
        SOURCE.read(first, error(190))


def test_a_post_that_was_deleted_meanwhile_is_passed_over() -> None:
    """A permission that is missing is not: all comments would be lost without a word."""
    thread = {"data": [comment(2, NOW)], "paging": paging("uno")}
    page = SOURCE.read(asked("feed"), body({"data": [post(1, NOW, comments=thread)]}))
    assert page.next
    gone = SOURCE.read(page.next, error(100, "Unsupported get request", error_subcode=33))
    assert gone == Page(in_order=False)
    for payload in (error(10), error(100)):
        with pytest.raises(AccessDenied):
            SOURCE.read(page.next, payload)


# --- reading -------------------------------------------------------------------------------


def read(*items: object) -> tuple[Mention, ...]:
    return SOURCE.read(asked("feed", None), body({"data": items})).mentions


def test_who_wrote_is_often_not_told() -> None:
    """And then nobody is made up."""
    (mention,) = read(post(1, NOW))
    assert mention.author is None
    assert mention.published_at == NOW


def test_a_comment_without_its_number_is_known_by_its_address() -> None:
    """Since v11 Meta keeps the numbers back of pages that one does not moderate."""
    address = f"https://www.facebook.com/{PAGE}/posts/501/?comment_id=803"
    data = [{"message": "x", "permalink_url": address}, {"message": "sin nada"}]
    data.insert(0, {"permalink_url": f"{address}&reply_comment_id=804"})
    _, reply, mention = read(post(1, NOW, comments={"data": data}))
    assert (mention.id, mention.url, mention.parent_id) == ("501_803", address, f"{PAGE}_1")
    assert (reply.id, reply.parent_id) == ("501_804", "501_803")


def test_a_comment_has_one_number_in_all_answers() -> None:
    """Some put that of the page before it."""
    data = [comment(3, NOW, id=f"{PAGE}_501_803", parent={"id": f"{PAGE}_501_802"})]
    _, mention = read(post(1, NOW, comments={"data": data}))
    assert (mention.id, mention.parent_id) == ("501_803", "501_802")


def test_a_reply_stands_below_its_comment() -> None:
    """And in the thread of the post."""
    data = [comment(3, NOW, parent={"id": "c_2"}), comment(2, NOW)]
    _, reply, above = read(post(1, NOW, comments={"data": data}))
    assert (reply.parent_id, reply.thread_id) == ("c_2", f"{PAGE}_1")
    assert (above.parent_id, above.thread_id) == (f"{PAGE}_1", f"{PAGE}_1")


def test_an_update_is_no_edit() -> None:
    """`updated_time` moves with every comment."""
    (mention,) = read(post(1, NOW, updated_time="2026-11-22T12:30:00+0000"))
    assert mention.edited_at is None


@pytest.mark.parametrize(
    ("told", "stars", "count"),
    [
        ({"overall_star_rating": 2.5, "rating_count": 2}, 2.5, 2),
        ({"overall_star_rating": 0, "rating_count": 0}, None, 0),
    ],
)
def test_the_mean_of_the_reviews_is_told(told: dict[str, Any], stars: Any, count: int) -> None:
    """A page without reviews has no mean."""
    totals = SOURCE.read(SOURCE.first(WATCH, None), body({"id": PAGE, **told})).totals
    assert totals
    assert (totals.stars, totals.count) == (stars, count)


@pytest.mark.parametrize(
    ("listing", "known"),
    [
        ("https://www.facebook.com/CafeLuna/?locale=es_ES", "cafeluna"),
        ("m.facebook.com/cafe.luna", "cafe.luna"),
        ("https://es-es.facebook.com/pg/cafeluna/posts/", "cafeluna"),
        ("https://www.facebook.com/profile.php?id=100200300400500", PAGE),
        ("https://www.facebook.com/p/Caf%C3%A9-Luna-100200300400500/", PAGE),
        ("https://www.facebook.com/pages/Caf%C3%A9-Luna/100200300400500", PAGE),
        ("https://www.facebook.com/Café-Luna-100200300400500/", PAGE),
        ("@CafeLuna", "cafeluna"),
        (PAGE, PAGE),
    ],
)
def test_a_page_is_known_by_its_address_name_or_number(listing: str, known: str) -> None:
    """What a person copies from the browser names the same page."""
    assert SOURCE.normal_listing(listing) == known
    assert SOURCE.normal_listing(known) == known


@pytest.mark.parametrize(
    "listing",
    [
        "",
        "Café Luna",
        "https://www.facebook.com/",
        "https://www.facebook.com/groups/123456",
        "https://www.facebook.com/profile.php",
        "https://www.cafeluna.example/x",
        "../me",
        "http://[",
    ],
)
def test_what_is_no_page_is_refused(listing: str) -> None:
    """With an example of what is meant."""
    with pytest.raises(ValueError, match=r"facebook\.com/cafeluna"):
        SOURCE.normal_listing(listing)
