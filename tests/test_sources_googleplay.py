"""Google Play beyond the recordings: what is asked, what the page tells, where a walk ends."""

import json
import os
import sqlite3
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from listener.spiders.googleplay import SOURCE

from listener.errors import AccessDenied, Throttled, UnexpectedAnswer
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.testing import Answer, ReplayServer
from listener.walk import Walk
from tests.warm import warm

ROOT = Path(__file__).parent.parent
PACKAGE = "com.example.app"
ROAD = "/_/PlayStoreUi/data/batchexecute"
SINCE = Bookmark(
    newest_at=datetime(2026, 11, 20, tzinfo=UTC), finished_at=datetime(2026, 11, 20, tzinfo=UTC)
)
EMPTY_PAGE = (
    b"<script>AF_initDataCallback({key: 'ds:4', hash: '1', data:[], sideChannel: {}});</script>"
)


def watch(language: str = "", **options: str) -> Watch:
    return Watch(
        brand="luna", source="googleplay", listing=PACKAGE, language=language, options=options
    )


def page_of(name: str) -> bytes:
    return (ROOT / "tests" / "recordings" / "googleplay" / f"{name}.txt").read_bytes()


def first_list(of: Watch | None = None) -> Request:
    """The request for the first page of the list: what follows an app's page without reviews."""
    page = SOURCE.read(SOURCE.first(of or watch(), None), Payload(body=EMPTY_PAGE))
    assert page.next is not None
    return page.next


def asked(request: Request) -> tuple[str, Any]:
    """The name and the content of the question in a request."""
    outer = json.loads(parse_qs(request.body.decode())["f.req"][0])
    name, inner, nothing, kind = outer[0][0]
    assert (nothing, kind) == (None, "generic")
    return name, json.loads(inner)


def envelope(inner: object, *, rpc: str = "UsvDTd", refusal: object = None) -> bytes:
    """An answer of Google's, with this data in it."""
    said = None if inner is None else json.dumps(inner)
    rows = [["wrb.fr", rpc, said, None, None, refusal, "generic"], ["di", 31]]
    return b")]}'\n\n" + json.dumps(rows).encode()


def read(body: bytes, request: Request | None = None) -> Page:
    return SOURCE.read(request or first_list(), Payload(body=body))


def review(number: int, text: str = "No abre", at: int = 1_795_000_000) -> list[Any]:
    return [f"id-{number}", ["Ana Ejemplo"], 1, None, text, [at, 0], 0]


# --- what is asked -------------------------------------------------------------------------


def test_a_walk_begins_at_the_page_that_people_see() -> None:
    """In the language of the watch, and in one country's store."""
    request = SOURCE.first(watch("EN", country="MX"), None)
    road = "/store/apps/details?id=com.example.app"
    assert request.url == f"https://play.google.com{road}&hl=en&gl=mx"
    assert request.method == "GET"
    assert SOURCE.first(watch(), None).url.endswith("&hl=es&gl=us")


def test_then_the_newest_reviews_are_asked_for() -> None:
    """A form is posted that names the app, the newest first, and 150 a page."""
    request = first_list(watch("en"))
    assert request.url == f"https://play.google.com{ROAD}?hl=en&gl=us"
    assert request.method == "POST"
    assert request.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
    expected = [None, None, [2, 2, [150, None, None], None, []], [PACKAGE, 7]]
    assert asked(request) == ("UsvDTd", expected)


def test_the_next_page_is_asked_with_the_token_of_the_last() -> None:
    """App, language and question stay, the token comes from the answer."""
    before = first_list(watch("en"))
    following = read(envelope([[review(1)], [None, "T=="]]), before).next
    assert following is not None
    assert following.cursor == before.cursor | {"token": "T=="}
    assert asked(following)[1][2] == [2, 2, [150, None, "T=="], None, []]
    assert following.url == before.url


def test_the_name_of_the_question_can_be_set() -> None:
    """When Google renames it, nobody has to wait for a new version; a walk keeps one name."""
    request = first_list(watch("es", rpc="oCPfdb"))
    assert asked(request)[0] == "oCPfdb"
    page = read(envelope([[review(1)], [None, "T"]], rpc="oCPfdb"), request)
    assert len(page.mentions) == 1
    assert page.next is not None
    assert asked(page.next)[0] == "oCPfdb"


@pytest.mark.parametrize(
    "listing",
    [
        "com.example.App_2",
        "  com.example.App_2  ",
        "https://play.google.com/store/apps/details?id=com.example.App_2",
        "https://play.google.com/store/apps/details?hl=es&id=com.example.App_2&gl=MX#reviews",
        "http://play.google.com/store/apps/details/Caf%C3%A9?id=com.example.App_2",
        "play.google.com/store/apps/details?id=com.example.App_2",
    ],
)
def test_an_app_is_known_by_its_package_or_its_link(listing: str) -> None:
    """Whatever a person copies from the store names the same app, capitals and all."""
    assert SOURCE.normal_listing(listing) == "com.example.App_2"


@pytest.mark.parametrize(
    "listing",
    [
        "",
        "Café Luna",
        "acme",
        "1234567890",
        "https://example.com/?id=com.example.app",
        "https://play.google.com.example.com/store/apps/details?id=com.example.app",
        "https://play.google.com/store/apps/details",
        "https://play.google.com/store/apps/details?id=",
        "https://[play.google.com/?id=com.example.app",
        'com.example.app",7]]',
    ],
)
def test_what_names_no_app_is_refused_with_an_example(listing: str) -> None:
    """The message shows what a right link looks like."""
    with pytest.raises(ValueError, match=r"https://play\.google\.com/store/apps/details\?id="):
        SOURCE.normal_listing(listing)


# --- the app's page --------------------------------------------------------------------------


def test_the_page_tells_the_stars_and_a_few_reviews() -> None:
    """What people see without asking for more, counts with and without words."""
    page = SOURCE.read(SOURCE.first(watch(), None), Payload(body=page_of("app_page")))
    assert page.totals is not None
    assert page.totals.count == sum(page.totals.histogram or ()) == 570
    assert [mention.rating and mention.rating.stars for mention in page.mentions] == [5, 2]
    assert page.next is not None
    assert page.next.method == "POST"


def test_the_pages_old_reviews_do_not_end_a_later_walk() -> None:
    """They are the most helpful, not the newest: all behind the bookmark, and new ones to come."""
    now = datetime(2026, 11, 22, tzinfo=UTC)
    walk = Walk(since=SINCE, started_at=now, overlap=SOURCE.about.overlap, budget=50)
    page = SOURCE.read(SOURCE.first(watch(), SINCE), Payload(body=page_of("app_page")))
    assert page.totals is not None
    assert walk.take(page, {}) == page.next


def test_an_app_that_is_not_in_the_store_is_told() -> None:
    """A person learns that the name may be wrong, or the country."""
    gone = Payload(body=b"Not Found", status=404)
    with pytest.raises(AccessDenied, match=r"(?s)\War\W.*options"):
        SOURCE.read(SOURCE.first(watch(country="ar"), None), gone)
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(first_list(), gone)


def test_an_empty_list_after_a_page_with_reviews_is_cut_off() -> None:
    """Google answers so at times; taken for the end, all stored reviews would count as gone."""
    page = SOURCE.read(SOURCE.first(watch(), None), Payload(body=page_of("app_page")))
    assert page.next is not None
    assert read(envelope(None), page.next) == Page(stopped_because="source_cap")
    assert read(envelope(None)) == Page()


def test_a_page_made_of_nothing_but_data_does_not_take_long() -> None:
    """Forty thousand blocks that all break off: the page is read, and tells nothing."""
    named = b"<script>var AF_dataServiceRequests = {'ds:1' : {id:'oCPfdb'}};</script>"
    body = named + b"AF_initDataCallback({key: 'ds:1', data:[[[[" * 40_000
    began = time.process_time()
    page = SOURCE.read(SOURCE.first(watch(), None), Payload(body=body))
    assert (page.mentions, page.totals) == ((), None)
    assert time.process_time() - began < 2


def test_an_open_tag_without_an_end_does_not_take_long() -> None:
    """Twenty thousand times the words that a block of facts begins with."""
    tag = b"<script " + b"application/ld+json " * 20_000
    body = tag + b"AF_initDataCallback({key: 'ds:1', data:"
    began = time.process_time()
    assert SOURCE.read(SOURCE.first(watch(), None), Payload(body=body)).totals is None
    assert time.process_time() - began < 2


@pytest.mark.parametrize("mean", ['"NaN"', "0", '"x"', "1" + "0" * 400])
def test_a_mean_that_cannot_be_is_none(mean: str) -> None:
    """Not one star, which would be the worst."""
    rated = f'{{"aggregateRating": {{"ratingValue": {mean}, "ratingCount": 7}}}}'
    body = f'<script type="application/ld+json">{rated}</script>'.encode()
    totals = SOURCE.read(SOURCE.first(watch(), None), Payload(body=body)).totals
    assert totals is not None
    assert (totals.count, totals.stars) == (7, None)


def test_pages_in_pieces_never_raise_anything_else() -> None:
    """A page cut off anywhere is a page without counts or a changed one."""
    body = page_of("app_page")
    for length in range(0, len(body), 97):
        try:
            SOURCE.read(SOURCE.first(watch(), None), Payload(body=body[:length]))
        except UnexpectedAnswer:
            continue


# --- where a walk ends ---------------------------------------------------------------------


def test_no_data_is_the_end() -> None:
    """Google says so after the last page, and of an app that nobody has reviewed."""
    for body in (envelope(None), envelope([]), envelope([[], None])):
        assert read(body) == Page()


def test_a_page_without_reviews_leads_on_when_it_has_a_token() -> None:
    """An empty page in the middle hides nothing that lies behind it."""
    page = read(envelope([None, [None, "T"]]))
    assert page.mentions == ()
    assert page.next is not None


def test_the_same_token_again_is_no_end() -> None:
    """A list that leads back to itself is named as cut off, and not read in circles."""
    second = read(envelope([[review(1)], [None, "T"]])).next
    page = read(envelope([[review(2)], [None, "T"]]), second)
    assert (len(page.mentions), page.next, page.stopped_because) == (1, None, "source_cap")


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        ([3], UnexpectedAnswer),
        ([8], Throttled),
        ([13, None, [["x/com.google.play.gateway.proto.PlayGatewayError", [1]]]], Throttled),
        ("unheard of", UnexpectedAnswer),
    ],
)
def test_a_refusal_is_not_taken_for_the_end(refusal: object, error: type[Exception]) -> None:
    """No data with a reason is an error: as an end, it would hide all that comes after."""
    with pytest.raises(error):
        read(envelope(None, refusal=refusal))


def test_an_answer_cut_off_anywhere_is_no_page() -> None:
    """A connection that breaks leaves no half page that looks whole."""
    body = envelope([[review(number) for number in range(3)], [None, "T"]])
    last = body.index(b"]", body.index(b'"di"'))
    for length in range(0, last, 7):
        try:
            page = read(body[:length])
        except UnexpectedAnswer:
            continue
        pytest.fail(f"{length} of {len(body)} bytes gave {page}")


def test_a_review_among_other_pieces_is_found() -> None:
    """Answers come in pieces, each with its length before it, ours not always first."""
    pieces = [[["di", 1]], json.loads(envelope([[review(1)], None])[6:]), [["e", 4]]]
    chunked = "".join(f"{len(json.dumps(each))}\r\n{json.dumps(each)}\r\n" for each in pieces)
    assert len(read(f")]}}'\r\n\r\n{chunked}".encode()).mentions) == 1


def test_an_edit_is_one_mention_with_another_content() -> None:
    """The id stays, the time moves, and what was said shows in the hash."""
    (before,) = read(envelope([[review(1)], None])).mentions
    (after,) = read(envelope([[review(1, "Ya abre", 1_795_100_000)], None])).mentions
    answered = [*review(1, "Ya abre", 1_795_100_000), ["Café Luna", "Gracias", [1_795_200_000, 0]]]
    (replied,) = read(envelope([[answered], None])).mentions
    assert before.id == after.id == replied.id
    assert len({each.content_hash for each in (before, after, replied)}) == 3


def test_a_review_that_is_listed_in_two_languages_is_one() -> None:
    """Its id is its name; the language that was asked for is not taken for that of its words."""
    (spanish,), (english,) = (
        read(envelope([[review(1)], None]), first_list(watch(language))).mentions
        for language in ("es", "en")
    )
    assert spanish == english
    assert spanish.language is None


# --- through the real crawl ----------------------------------------------------------------


def crawl(folder: Path, url: str) -> int:
    """One `listener crawl` of the app in one language; its exit code."""
    config = folder / "config"
    (config / "brands").mkdir(parents=True, exist_ok=True)
    (config / "listener.toml").write_text(
        "[crawl]\npace_factor = 0.0\n[detection]\nhistory_days = 1\nwarm_up_days = 1\n"
    )
    (config / "brands" / "luna.toml").write_text(
        f'name = "Luna"\n[[listings]]\nsource = "googleplay"\nid = "{PACKAGE}"\nlanguages = ["en"]'
    )
    command = warm("-m", "listener", "--config", str(config), "crawl", "--all")
    environment = {**os.environ, "LISTENER_GOOGLEPLAY_URL": url}
    return subprocess.run(
        [*command, "--quiet"], env=environment, check=False, capture_output=True
    ).returncode


def rows_of(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "listener.db")) as connection:
        return connection.execute(query).fetchall()


def store_that_allows(robots: bytes) -> ReplayServer:
    """A store of two pages and an end, that answers a posted form only."""
    pages = {
        None: envelope([[review(1), review(2)], [None, "T=="]]),
        "T==": envelope([[review(3)], [None, "U"]]),
        "U": envelope(None),
    }

    def route(
        path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        if path == "/robots.txt":
            return Answer(body=robots, content_type="text/plain")
        if path == "/store/apps/details" and query["hl"] == "en":
            return Answer(body=page_of("app_page"), content_type="text/html; charset=utf-8")
        form = parse_qs(body.decode()).get("f.req")
        if path != ROAD or query != {"hl": "en", "gl": "us"} or not form:
            return Answer(status=400)
        assert headers["content-type"] == "application/x-www-form-urlencoded;charset=UTF-8"
        token = json.loads(json.loads(form[0])[0][0][1])[2][2][2]
        return Answer(body=pages[token], content_type="application/json; charset=utf-8")

    return ReplayServer(route)


def test_the_crawl_posts_the_form_page_after_page(tmp_path: Path) -> None:
    """Method, form and token go through the real engine into a real database."""
    with store_that_allows(b"User-agent: *\nAllow: /\n") as store:
        assert crawl(tmp_path, store.url) == 0
        assert [each.method for each in store.requests] == ["GET", "GET", "POST", "POST", "POST"]
    assert rows_of(tmp_path, "SELECT count(*) FROM mentions") == [(5,)]


def test_what_robots_txt_leaves_open_is_kept_and_the_rest_is_told(tmp_path: Path) -> None:
    """What Google's own robots.txt was seen to say closes the list, not the app's page."""
    with store_that_allows(b"User-Agent: *\nDisallow: /store/getreviews\nDisallow: /_\n") as store:
        assert crawl(tmp_path, store.url) == 3
        assert [each.path for each in store.requests] == ["/robots.txt", "/store/apps/details"]
    ((health, error),) = rows_of(tmp_path, "SELECT health, last_error FROM watches")
    assert health == "denied"
    assert "robots.txt" in error
    assert rows_of(tmp_path, "SELECT count(*) FROM mentions") == [(2,)]
    assert rows_of(tmp_path, "SELECT count FROM listing_totals") == [(570,)]
