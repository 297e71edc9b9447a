"""Bluesky's search and login: what it asks, how it turns pages, and what refusals mean."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from listener.spiders.bluesky import SOURCE

from listener.errors import AccessDenied, SourceError, UnexpectedAnswer
from listener.lookagain import Asked
from listener.model import Bookmark, Page, Payload, Request, Watch
from tests.crawl.test_sessions import jwt

RECORDINGS = Path(__file__).parent / "recordings" / "bluesky"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WATCH = Watch(brand="luna", source="bluesky", terms=("café luna",))
KEYS = {
    "LISTENER_BLUESKY_HANDLE": "@luna.example.com",
    "LISTENER_BLUESKY_APP_PASSWORD": " abcd-efgh ",
}


def asked(request: Request) -> dict[str, str]:
    """The parameters of a question."""
    return dict(parse_qsl(urlsplit(request.url).query))


def answer(body: object, status: int = 200) -> Payload:
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return Payload(body=raw, content_type="application/json", status=status)


def posts(*keys: str, cursor: str | None = None) -> Payload:
    """An answer with these posts."""
    views = [
        {
            "uri": f"at://did:plc:abc/app.bsky.feed.post/{key}",
            "author": {"did": "did:plc:abc", "handle": "ana.example.com"},
            "record": {"text": f"café luna {key}", "createdAt": "2026-11-20T10:00:00Z"},
            "indexedAt": "2026-11-20T10:00:00Z",
        }
        for key in keys
    ]
    return answer({"posts": views, **({"cursor": cursor} if cursor else {})})


def read(payload: Payload, request: Request | None = None) -> Page:
    return SOURCE.read(request or SOURCE.first(WATCH, None), payload)


def test_the_newest_are_asked_for_first_a_hundred_at_a_time() -> None:
    """A phrase goes in quotes; a bookmark bounds the question, less the overlap."""
    assert asked(SOURCE.first(WATCH, None)) == {
        "q": '"café luna"',
        "sort": "latest",
        "limit": "100",
    }
    since = Bookmark(newest_at=NOW, finished_at=NOW)
    assert asked(SOURCE.first(WATCH, since))["since"] == "2026-11-22T11:00:00.000Z"


@pytest.mark.parametrize(
    ("term", "question"),
    [("luna", "luna"), ('café "luna"', '"café  luna"'), ("#luna", '"#luna"'), ("lun*", "lun")],
)
def test_a_term_cannot_break_out_of_its_quotes(term: str, question: str) -> None:
    """One word goes as it is, all else in quotes; signs mean nothing to the search."""
    watch = Watch(brand="luna", source="bluesky", terms=(term,))
    assert asked(SOURCE.first(watch, None))["q"] == question


def test_an_account_is_searched_for_where_it_is_named() -> None:
    """A listing is an account: what names it is asked for, and stands under it."""
    watch = Watch(brand="luna", source="bluesky", listing="@luna.example.com")
    request = SOURCE.first(watch, None)
    assert asked(request)["mentions"] == "luna.example.com"
    (mention,) = read(posts("1"), request).mentions
    assert mention.subject == "@luna.example.com"


@pytest.mark.parametrize(
    "written",
    [
        "luna.example.com",
        "@Luna.Example.com",
        "https://bsky.app/profile/luna.example.com",
        "bsky.app/profile/luna.example.com/",
    ],
)
def test_an_account_has_one_right_form(written: str) -> None:
    """However a person writes it."""
    assert SOURCE.normal_listing(written) == "@luna.example.com"


@pytest.mark.parametrize("written", ["", "luna", "@luna", "https://example.com/a/b", "a b.com"])
def test_what_is_no_account_is_refused(written: str) -> None:
    """A handle is the name of a host."""
    with pytest.raises(ValueError, match="Bluesky"):
        SOURCE.normal_listing(written)


def test_a_list_by_number_is_read_with_an_overlap() -> None:
    """Where posts are deleted meanwhile, the list shifts up: a few are asked for twice."""
    request = SOURCE.first(WATCH, None)
    for given, following in (("100", "90"), ("190", "180"), ("195", "185")):
        page = read(posts("1", cursor=given), request)
        assert page.next is not None
        request = page.next
        assert asked(request)["cursor"] == following
    assert "given" not in asked(request)


def test_a_short_list_by_number_goes_on_all_the_same() -> None:
    """The overlap is never so long that a walk would stand still."""
    page = read(posts("1", cursor="5"))
    assert page.next is not None
    assert asked(page.next)["cursor"] == "1"


def test_another_cursor_is_passed_on_as_it_is() -> None:
    """A server of one's own tells time and hash in its cursor."""
    page = read(posts("1", cursor="1795301575099__bafy"))
    assert page.next is not None
    assert asked(page.next)["cursor"] == "1795301575099__bafy"
    again = read(posts("2", cursor="1795301575099__bafy"), page.next)
    assert (again.next, again.stopped_because) == (None, "source_cap")


def test_the_end_of_a_search_proves_no_absence() -> None:
    """A search shows what it likes: what is not in it has not gone."""
    assert read(posts("1")).stopped_because == "reached_bookmark"
    assert read(posts(cursor="100")).stopped_because == "reached_bookmark"


def test_a_cursor_that_is_refused_ends_the_walk_at_a_cap() -> None:
    """Beyond the ten-thousandth a cursor is a bad question; the first question is none."""
    refusal = answer({"error": "InvalidRequest", "message": "cursor too big"}, 400)
    page = read(posts("1", cursor="9900"))
    assert read(refusal, page.next).stopped_because == "source_cap"
    with pytest.raises(UnexpectedAnswer, match="cursor too big"):
        read(refusal)


def test_a_cursor_that_is_not_good_any_more_is_an_error() -> None:
    """High up no depth explains it: the walk begins anew, and the bookmark stays where it was."""
    page = read(posts("1", cursor="100"))
    with pytest.raises(UnexpectedAnswer, match="expired"):
        read(answer({"error": "InvalidRequest", "message": "expired"}, 400), page.next)


def test_a_slice_of_time_is_asked_for_by_its_bounds() -> None:
    """A backfill asks for what was written within, and pages go on within it."""
    request = SOURCE.between(WATCH, NOW - timedelta(days=1), NOW)
    page = read(posts("1", cursor="100"), request)
    assert page.next is not None
    for each in (request, page.next):
        assert asked(each)["since"] == "2026-11-21T12:00:00.000Z"
        assert asked(each)["until"] == "2026-11-22T12:00:00.000Z"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"error": "AuthMissing", "message": "Authentication Required"}, AccessDenied),
        (400, {"error": "ExpiredToken", "message": "Token has expired"}, AccessDenied),
        (400, {"error": "InvalidToken", "message": "could not be verified"}, AccessDenied),
        (403, "<html><body>403 Forbidden</body></html>", AccessDenied),
        (400, {"error": "InvalidRequest", "message": "q"}, UnexpectedAnswer),
        (400, "<html>", UnexpectedAnswer),
        (200, "<html>log in</html>", UnexpectedAnswer),
        (200, {"error": "UpstreamFailure"}, UnexpectedAnswer),
        (200, {"posts": [{"id": 1}]}, UnexpectedAnswer),
    ],
)
def test_refusals_say_what_to_do(status: int, body: object, kind: type[SourceError]) -> None:
    """A closed door names the keys; what is not understood is kept aside."""
    with pytest.raises(kind) as caught:
        read(answer(body, status))
    if kind is AccessDenied:
        assert "LISTENER_BLUESKY_APP_PASSWORD" in str(caught.value)


def test_an_expired_session_is_told_from_a_bad_question() -> None:
    """Both are 400; only one of them is worth another session."""
    assert SOURCE.refuses(answer({"error": "ExpiredToken"}, 400))
    assert SOURCE.refuses(answer("", 401))
    assert not SOURCE.refuses(answer({"error": "InvalidRequest"}, 400))
    assert not SOURCE.refuses(answer("<html>", 400))
    assert not SOURCE.refuses(posts("1"))


# Logging in


def test_a_login_is_asked_for_once_and_counted() -> None:
    """A time-out is not tried again at once: the site counts each attempt, and so do we."""
    request = SOURCE.sign_in(KEYS, NOW)
    assert isinstance(request, Request)
    assert json.loads(request.body) == {"identifier": "luna.example.com", "password": "abcd-efgh"}
    assert request.once
    assert [each.budget for each in request.costs] == ["logins"]
    with pytest.raises(AccessDenied, match="LISTENER_BLUESKY_HANDLE"):
        SOURCE.sign_in({}, NOW)


def test_a_session_is_good_until_it_says_so() -> None:
    """Its token says when it ends; a minute before that it is renewed, without a login."""
    until = NOW + timedelta(hours=2)
    tokens = {"accessJwt": jwt("a", until), "refreshJwt": "refresh-token"}
    held = SOURCE.signed_in(answer(tokens), KEYS, NOW)
    assert held.until == until - timedelta(minutes=1)
    assert held.host == "bsky.social"
    request = SOURCE.renew(held, KEYS, NOW)
    assert request is not None
    assert request.headers == {"Authorization": "Bearer refresh-token"}
    assert request.costs == ()


@pytest.mark.parametrize("token", ["opaque", "a.b.c", "a.e30.c", "a.W10.c", "a.eyJleHAiOiJ4In0.c"])
def test_a_token_that_says_nothing_is_used_for_an_hour(token: str) -> None:
    """It is for the site to judge it."""
    held = SOURCE.signed_in(answer({"accessJwt": token, "refreshJwt": "r"}), KEYS, NOW)
    assert held.until == NOW + timedelta(minutes=59)


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"error": "AuthenticationRequired", "message": "Invalid password"}, 401, "app password"),
        ({"error": "AuthFactorTokenRequired"}, 401, "main password"),
        ({"error": "AccountTakedown"}, 401, "not active"),
        ({"accessJwt": "a", "refreshJwt": "b", "active": False, "status": "x"}, 200, "not active"),
        ("<html>", 403, "403"),
    ],
)
def test_a_refused_login_tells_a_person_what_to_do(
    body: object, status: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong password, the main one, an account that is closed."""
    monkeypatch.setenv("LISTENER_LANG", "en")
    with pytest.raises(AccessDenied, match=told):
        SOURCE.signed_in(answer(body, status), KEYS, NOW)


def test_a_login_without_tokens_means_that_the_site_has_changed() -> None:
    """No session is made of nothing, or of what no header may carry."""
    for body in ({}, [], {"accessJwt": "a b", "refreshJwt": "c"}, {"accessJwt": "a"}):
        with pytest.raises(UnexpectedAnswer):
            SOURCE.signed_in(answer(body), KEYS, NOW)


# Looking again


def test_what_is_left_out_has_been_deleted() -> None:
    """The posts asked for come back as they are now, or not at all."""
    asked_for = [
        Asked(id=f"at://did:plc:abc/app.bsky.feed.post/{key}", subject="@a.example.com")
        for key in "12"
    ]
    request = SOURCE.look_again(asked_for)
    assert parse_qs(urlsplit(request.url).query)["uris"] == [each.id for each in asked_for]
    page = SOURCE.looked_again(asked_for, request, posts("2", "3"))
    assert [(each.id[-1], each.deleted) for each in page.mentions] == [("2", False), ("1", True)]
    with pytest.raises(AccessDenied):
        SOURCE.looked_again(asked_for, request, answer({"error": "AuthMissing"}, 401))


def test_times_are_those_of_the_writer_unless_they_cannot_be() -> None:
    """A clock that is far ahead is not believed; an old date is: archives are moved here."""
    body = json.loads(posts("1", "2", "3").body)
    for view, at in zip(
        body["posts"], ("2031-01-01T00:00:00Z", "2011-05-05T00:00:00Z", "?"), strict=True
    ):
        view["record"]["createdAt"] = at
    times = [each.published_at for each in read(answer(body)).mentions]
    indexed = datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert times == [indexed, datetime(2011, 5, 5, tzinfo=UTC), indexed]
