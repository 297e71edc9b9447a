"""Mastodon beyond the recordings: lists, pages, tokens, refusals, and what is never kept."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders.mastodon import INSTANCE, SOURCE, TOKEN

from listener.errors import AccessDenied, SourceError, UnexpectedAnswer
from listener.model import Bookmark, Mention, Page, Payload, Request, Watch
from listener.source import Credential
from listener.walk import Walk, WalkEnd

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITE = "https://mastodon.social"
TAG = f"{SITE}/tags/cafeluna"
ACCOUNT = f"{SITE}/@cafeluna"
SEARCH = f"{SITE}/search?q=caf%C3%A9+luna"


def status(number: int, **fields: Any) -> dict[str, Any]:
    """A made-up post in the form of the API."""
    account = {"acct": "marta@masto.example", "url": "https://masto.example/@marta"}
    return {
        "id": str(number),
        "created_at": "2026-11-20T10:15:00.000Z",
        "uri": f"https://masto.example/users/marta/statuses/{number}",
        "url": f"https://masto.example/@marta/{number}",
        "visibility": "public",
        "content": "<p>Café Luna</p>",
        "account": {"display_name": "Marta", "indexable": True} | account,
    } | fields


def begin(listing: str = TAG) -> Request:
    return SOURCE.first(Watch(brand="luna", source="mastodon", listing=listing), None)


def answer(data: Any, link: str = "", code: int = 200) -> Payload:
    headers = {"link": link} if link else {}
    return Payload(body=json.dumps(data).encode(), status=code, headers=headers)


def link_to(number: int) -> str:
    """The header that leads on, as Mastodon writes it."""
    way = "https://mastodon.social/api/v1/timelines/tag/cafeluna?limit=40"
    return f'<{way}&max_id={number}>; rel="next", <{way}&min_id=999>; rel="prev"'


def read(*statuses: dict[str, Any], listing: str = TAG, link: str = "") -> Page:
    return SOURCE.read(begin(listing), answer(list(statuses), link))


def only(listing: str = TAG, **fields: Any) -> Mention:
    (mention,) = read(status(1, **fields), listing=listing).mentions
    return mention


def asked(request: Request | None) -> dict[str, str]:
    assert request is not None
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


def account_page(**fields: Any) -> Page:
    """What the look-up of an account leads to."""
    return SOURCE.read(begin(ACCOUNT), answer({"id": "77", "acct": "cafeluna"} | fields))


# --- what is asked -------------------------------------------------------------------------


def test_each_list_is_asked_where_the_documentation_says() -> None:
    """Forty a page of a tag, of everybody, of this instance alone, of a search."""
    assert begin(TAG).url == f"{SITE}/api/v1/timelines/tag/cafeluna?limit=40"
    assert begin(SITE).url == f"{SITE}/api/v1/timelines/public?limit=40"
    local = begin(f"{SITE}/public/local").url
    assert local == f"{SITE}/api/v1/timelines/public?local=true&limit=40"
    accented = begin("https://m.example/tags/caféluna").url
    assert accented == "https://m.example/api/v1/timelines/tag/caf%C3%A9luna?limit=40"


def test_an_account_is_looked_up_first_and_its_boosts_are_left_out() -> None:
    """Each instance has a number of its own for an account."""
    assert begin(ACCOUNT).url == f"{SITE}/api/v1/accounts/lookup?acct=cafeluna"
    page = account_page()
    assert page.mentions == ()
    assert page.next is not None
    assert page.next.url.startswith(f"{SITE}/api/v1/accounts/77/statuses?exclude_reblogs=true&")
    following = SOURCE.read(page.next, answer([status(9)], link_to(9))).next
    assert asked(following) == {"exclude_reblogs": "true", "limit": "40", "max_id": "9"}


def test_a_number_that_would_lead_elsewhere_is_not_followed() -> None:
    """Nothing but a number goes into an address."""
    with pytest.raises(UnexpectedAnswer):
        account_page(id="../../admin")


def test_all_can_be_led_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """LISTENER_MASTODON_URL moves every instance, and the token's with them."""
    monkeypatch.setenv("LISTENER_MASTODON_URL", "http://127.0.0.1:9")
    assert begin(TAG).url.startswith("http://127.0.0.1:9/api/")
    assert signed_in("t", SITE) == Credential(
        headers={"Authorization": "Bearer t"}, host="127.0.0.1:9"
    )


# --- pages ---------------------------------------------------------------------------------


def test_the_list_goes_on_where_its_header_says() -> None:
    """Only the number is taken of it: the next page is on the same host and path as the first."""
    page = read(status(9), link='<https://evil.example/steal?max_id=9>; rel="next"')
    assert page.next is not None
    assert page.next.url == f"{SITE}/api/v1/timelines/tag/cafeluna?limit=40&max_id=9"
    assert SOURCE.read(page.next, answer([])) == Page()


def test_a_header_without_a_next_page_ends_the_list() -> None:
    """As the last page of an account has it."""
    assert read(status(9), link='<https://x.example/?min_id=9>; rel="prev"').next is None


def test_without_the_header_a_full_page_goes_on_and_a_short_one_ends() -> None:
    """A proxy may lose it; then the rest of the list would seem to be gone."""
    full = read(*(status(number) for number in range(140, 100, -1)))
    assert asked(full.next)["max_id"] == "101"
    assert read(status(9)).next is None


def test_a_header_about_something_else_does_not_end_the_list() -> None:
    """A proxy may name there what a browser is to load; the older posts would seem to be gone."""
    posts = [status(number) for number in range(140, 100, -1)]
    page = read(*posts, link="</packs/common.css>; rel=preload; as=style")
    assert asked(page.next)["max_id"] == "101"


@pytest.mark.parametrize("again", [9, 10, 11])
def test_a_list_that_does_not_go_down_ends(again: int) -> None:
    """An instance that does not understand `max_id` would give its first page for ever."""
    request = read(status(9), link=link_to(9)).next
    assert request is not None
    page = SOURCE.read(request, answer([status(9)], link_to(again)))
    assert (page.next, page.stopped_because) == (None, "source_cap")


def test_the_search_counts_its_pages_and_ends_with_an_empty_one() -> None:
    """A page may be short; an empty one proves nothing, as it comes from a broken engine too."""
    first = begin(SEARCH)
    assert first.url.startswith(f"{SITE}/api/v2/search?q=caf%C3%A9+luna&type=statuses&")
    # Without a token, an instance refuses any offset, and otherwise finds nothing.
    assert asked(first)["offset"] == "0"
    second = SOURCE.read(first, answer({"statuses": [status(9)]})).next
    assert asked(second)["offset"] == "40"
    assert second is not None
    assert SOURCE.read(second, answer({"statuses": []})).stopped_because == "reached_bookmark"
    same = SOURCE.read(second, answer({"statuses": [status(9)]}))
    assert (same.next, same.stopped_because) == (None, "source_cap")


def walked(times: list[datetime], since: Bookmark | None) -> tuple[list[str], WalkEnd]:
    """What a walk sees of a list of posts, a page of two at a time, as the site would page it."""
    walk = Walk(since=since, started_at=NOW, overlap=SOURCE.about.overlap, budget=50)
    posts = [
        status(100 - n, created_at=at.isoformat(), edited_at=None) for n, at in enumerate(times)
    ]
    seen: list[str] = []
    request: Request | WalkEnd = begin()
    while isinstance(request, Request):
        below = int(asked(request).get("max_id", "1000"))
        shown = [post for post in posts if int(post["id"]) < below][:2]
        link = link_to(int(shown[-1]["id"])) if shown else ""
        page = SOURCE.read(request, answer(shown, link))
        seen += [mention.id.rpartition("/")[2] for mention in page.mentions]
        request = walk.take(page, {})
    return seen, request


def test_a_walk_goes_back_to_the_bookmark_and_finds_what_came_late() -> None:
    """A post that reached the instance late stands below those already read, and is found."""
    times = [NOW - timedelta(hours=hours) for hours in (1, 2, 5, 6, 9, 11, 20, 21, 30, 31)]
    since = Bookmark(newest_at=NOW - timedelta(hours=4), finished_at=NOW - timedelta(hours=4))
    seen, end = walked(times, since)
    # The bookmark lies at four hours, and a walk looks an hour behind it.
    assert seen == ["100", "99", "98", "97", "96", "95"]
    assert (end.stopped_because, end.gap) == ("reached_bookmark", None)
    assert end.bookmark == Bookmark(newest_at=times[0], finished_at=NOW)


def test_a_first_walk_reads_the_list_to_its_end() -> None:
    """Each post once, none skipped between two pages."""
    seen, end = walked([NOW - timedelta(hours=hours) for hours in range(1, 8)], None)
    assert seen == [str(number) for number in range(100, 93, -1)]
    assert (end.stopped_because, end.complete) == ("exhausted", True)


# --- a post --------------------------------------------------------------------------------


def test_a_post_has_the_name_that_it_has_everywhere() -> None:
    """Two instances number a post each on their own; it is one mention all the same."""
    one, other = only(id="5"), only(listing="https://masto.example/public", id="900")
    assert one.id == other.id == "https://masto.example/users/marta/statuses/1"
    assert one.content_hash == other.content_hash


def test_who_is_at_home_on_the_instance_gets_its_name() -> None:
    """`acct` leaves it out for its own people, so that one person would be two."""
    away = only(account={"acct": "marta@masto.example", "url": "https://masto.example/@marta"})
    home = only(
        listing="https://masto.example/public",
        account={"acct": "marta", "url": "https://masto.example/@marta"},
    )
    assert away.author is not None
    assert away.author == home.author
    assert away.author.id == "marta@masto.example"


def test_words_that_are_marked_up_stay_words() -> None:
    """A hashtag keeps its sign, and a link that is shown in three pieces is one."""
    html = (
        '<p>Ay <a href="x">#<span>cafeluna</span></a>, '
        '<a href="x"><span class="invisible">https://</span><span>luna.example/ca</span>'
        '<span class="invisible">rta</span></a><br>fin &lt;3</p><p>Otro</p>'
    )
    assert only(content=html).text == "Ay #cafeluna, https://luna.example/carta\nfin <3\n\nOtro"


def test_a_warning_in_front_is_the_title() -> None:
    """It is text, not HTML."""
    assert only(spoiler_text="Comida <3").title == "Comida <3"


def test_an_edit_is_told_with_its_time() -> None:
    """But a time of edit that is the time of writing is none."""
    assert only(edited_at="2026-11-20T11:00:00.5Z").edited_at == datetime(
        2026, 11, 20, 11, 0, 0, 500000, UTC
    )
    assert only(edited_at="2026-11-20T10:15:00.000Z").edited_at is None
    assert only(edited_at=None).edited_at is None


def test_an_answer_names_what_it_answers() -> None:
    """By its name if it stands on the page, else by the number it has on this instance."""
    page = read(status(3, in_reply_to_id="2"), status(2, in_reply_to_id="1"))
    assert [mention.kind for mention in page.mentions] == ["comment", "comment"]
    assert [mention.parent_id for mention in page.mentions] == [
        page.mentions[1].id,
        "mastodon.social:1",
    ]


def test_a_boost_gives_what_was_boosted_once() -> None:
    """And says nothing of where the walk has got to: the post may be years old."""
    old = status(1, created_at="2020-01-01T00:00:00Z")
    page = read(status(9, content="", reblog=old), status(8, content="", reblog=old))
    assert [mention.id for mention in page.mentions] == [old["uri"]]
    assert not page.in_order
    assert read(status(9)).in_order


# --- what is never kept --------------------------------------------------------------------


@pytest.mark.parametrize(
    "kept_back",
    [
        {"visibility": "private"},
        {"visibility": "direct"},
        {"visibility": "limited"},
        {"account": {"acct": "ana", "indexable": True, "noindex": True}},
    ],
)
def test_what_is_not_for_everybody_is_not_kept(kept_back: dict[str, Any]) -> None:
    """Neither what is private nor what who wrote it does not want to be found; nor as a boost."""
    hidden = status(9, **kept_back)
    page = read(hidden, status(8), status(7, reblog=hidden), link=link_to(7))
    assert [mention.id for mention in page.mentions] == [status(8)["uri"]]
    assert asked(page.next)["max_id"] == "7"
    assert read(hidden).mentions == ()


def test_who_writes_under_a_tag_is_found_there_and_not_in_the_list_of_everybody() -> None:
    """A search in what all have said is something else than a tag that somebody chose."""
    quiet = {"account": {"acct": "ana@masto.example", "indexable": False}}
    assert only(**quiet)
    everybody = SOURCE.first(
        Watch(brand="x", source="mastodon", listing="https://masto.example/public"), None
    )
    body = json.dumps([status(9, **quiet), status(8)]).encode()
    assert len(SOURCE.read(everybody, Payload(body=body)).mentions) == 1


@pytest.mark.parametrize("flags", [{}, {"noindex": None}, {"noindex": False, "indexable": True}])
def test_who_has_not_said_no_is_kept(flags: dict[str, Any]) -> None:
    """Older servers know neither setting."""
    assert only(account={"acct": "ana@masto.example"} | flags)


def test_a_named_account_that_wants_no_searching_is_not_read_and_a_person_is_told() -> None:
    """Silence would look like an account that says nothing."""
    with pytest.raises(AccessDenied, match="@cafeluna") as refused:
        account_page(noindex=True)
    # `indexable`, the setting beside it, would change nothing: it is for search in Mastodon.
    assert "search engines" in str(refused.value) or "buscadores" in str(refused.value)


# --- the token -----------------------------------------------------------------------------


def signed_in(token: str, instance: str) -> Credential | None:
    return SOURCE.sign_in({TOKEN: token, INSTANCE: instance, "user_agent": "x"}, NOW)


def test_a_token_is_shown_to_its_own_instance_only() -> None:
    """However the address of the instance is written."""
    wanted = Credential(headers={"Authorization": "Bearer t0k"}, host="mastodon.social")
    for written in ("mastodon.social", f"{SITE}/", "https://Mastodon.Social/public"):
        assert signed_in(" t0k\n", written) == wanted


def test_without_a_token_most_is_read_all_the_same() -> None:
    """Both secrets are optional."""
    assert signed_in("", "") is None
    assert signed_in("", SITE) is None
    assert all(secret.optional for secret in SOURCE.about.secrets)


def test_a_token_of_nobody_knows_where_is_asked_about() -> None:
    """It is sent nowhere; a person is told what to set."""
    with pytest.raises(AccessDenied, match="LISTENER_MASTODON_INSTANCE"):
        signed_in("t0k", "")


# --- refusals ------------------------------------------------------------------------------

TOLD = {"error": "Record not found"}


@pytest.mark.parametrize(
    ("listing", "code", "kind", "words"),
    [
        (TAG, 401, AccessDenied, "LISTENER_MASTODON_TOKEN"),
        (TAG, 403, AccessDenied, "LISTENER_MASTODON_TOKEN"),
        (f"{SITE}/public", 422, AccessDenied, "LISTENER_MASTODON_TOKEN"),
        (SEARCH, 401, AccessDenied, "/tags/"),
        (SEARCH, 422, UnexpectedAnswer, "café luna"),
        (ACCOUNT, 404, UnexpectedAnswer, "@cafeluna"),
        (ACCOUNT, 410, UnexpectedAnswer, "@cafeluna"),
        (f"{SITE}/public", 404, UnexpectedAnswer, "mastodon.social"),
    ],
)
def test_a_refusal_tells_what_to_do(
    listing: str, code: int, kind: type[SourceError], words: str
) -> None:
    """A closed instance asks for a token, by 401 or, before version 4, by 422."""
    with pytest.raises(kind, match=words):
        SOURCE.read(begin(listing), answer(TOLD, code=code))


def test_a_tag_that_nobody_has_used_yet_is_an_empty_list() -> None:
    """Mastodon says 404 for it; where no Mastodon answers, that is another thing."""
    assert SOURCE.read(begin(TAG), answer(TOLD, code=404)) == Page()
    page = Payload(body=b"<html>Not found</html>", status=404)
    for listing in (TAG, ACCOUNT):
        with pytest.raises(UnexpectedAnswer, match=r"mastodon\.social"):
            SOURCE.read(begin(listing), page)


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><title>Iniciar sesion</title>",
        b'[{"id":"1","uri":"https://masto.exam',
        b'{"error":"This method requires an authenticated user"}',
        b'[{"id":"1","words":"hola"}]',
        b'{"accounts":[]}',
        b"7",
        b"",
    ],
)
def test_what_is_no_list_of_posts_is_not_taken_for_an_empty_one(body: bytes) -> None:
    """A login page, half an answer, an error as 200: all are told."""
    for listing in (TAG, SEARCH, ACCOUNT):
        with pytest.raises(UnexpectedAnswer):
            SOURCE.read(begin(listing), Payload(body=body))
