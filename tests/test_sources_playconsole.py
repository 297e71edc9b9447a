"""Google Play Console beyond the recordings: sign-in, refusals, reading, answering.

The official sample is looked for in the folder LISTENER_SHARED, or `../shared`, and skipped when
absent.
"""

import base64
import json
import os
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from listener.spiders.playconsole import KEY, SOURCE

from listener.errors import AccessDenied, SourceError, Throttled, UnexpectedAnswer
from listener.model import Mention, Page, Payload, Reply, Request, Watch
from listener.source import Credential
from listener.testing import Answer, ReplayServer
from tests.warm import warm

ROOT = Path(__file__).parent.parent
RECORDINGS = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PACKAGE = "com.example.app"
WATCH = Watch(brand="luna", source="playconsole", listing=PACKAGE, match=False)
ROAD = f"/androidpublisher/v3/applications/{PACKAGE}/reviews"
TOKEN = "LISTENER_PLAYCONSOLE_TOKEN_URL"


def answer(data: Any, status: int = 200) -> Payload:
    return Payload(body=json.dumps(data).encode(), status=status)


def read(data: Any, status: int = 200) -> Page:
    return SOURCE.read(SOURCE.first(WATCH, None), answer(data, status))


def comment(text: str = "No abre", seconds: int = 1_795_000_000, **more: Any) -> dict[str, Any]:
    said = {"text": text, "lastModified": {"seconds": str(seconds), "nanos": 5}, "starRating": 1}
    return {"userComment": said | more}


def only(*comments: dict[str, Any]) -> Mention:
    (mention,) = read({"reviews": [{"reviewId": "gp:1", "comments": list(comments)}]}).mentions
    return mention


# --- what is asked, and who asks -----------------------------------------------------------------


def test_a_walk_begins_at_the_last_edited_a_hundred_a_page() -> None:
    """In the words that were written: no translation is asked for."""
    url = SOURCE.first(WATCH, None).url
    assert url == f"https://androidpublisher.googleapis.com{ROAD}?maxResults=100"


def test_the_next_page_is_asked_with_the_token_on_our_own_address() -> None:
    """Google gives a token, not an address that could lead elsewhere."""
    token = "a&b=/../c"
    data = {"reviews": [{"reviewId": "1", "comments": [comment()]}]}
    following = read(data | {"tokenPagination": {"nextPageToken": token}}).next
    assert following is not None
    assert following.url.endswith(f"{ROAD}?maxResults=100&token=a%26b%3D%2F..%2Fc")


def test_the_sign_in_is_a_signed_request_for_this_one_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The key itself stays here; a token for an hour comes back."""
    monkeypatch.setenv(TOKEN, "http://127.0.0.1:9/token")
    request = SOURCE.sign_in({KEY: key_file()}, NOW)
    assert isinstance(request, Request)
    assert request.url == "http://127.0.0.1:9/token"
    assert b"PRIVATE" not in request.body
    claims = request.body.decode().partition("assertion=")[2].split(".")[1]
    told = json.loads(base64.urlsafe_b64decode(claims + "=="))
    assert told["scope"] == "https://www.googleapis.com/auth/androidpublisher"
    credential = SOURCE.signed_in(answer({"access_token": "t", "expires_in": 3599}), {}, NOW)
    assert isinstance(credential, Credential)
    assert credential.headers == {"Authorization": "Bearer t"}


def test_without_the_key_its_name_is_told() -> None:
    """A person learns which setting is missing."""
    with pytest.raises(AccessDenied, match=KEY):
        SOURCE.sign_in({}, NOW)


@pytest.mark.parametrize(
    ("status", "said", "error", "words"),
    [
        (403, {"status": "PERMISSION_DENIED"}, AccessDenied, "Reply to reviews"),
        (403, {"details": [{"reason": "SERVICE_DISABLED"}]}, AccessDenied, "APIs & Services"),
        (403, {"errors": [{"reason": "accessNotConfigured"}]}, AccessDenied, "APIs & Services"),
        (403, {"errors": [{"reason": "rateLimitExceeded"}]}, Throttled, "slow down"),
        (403, {"errors": [{"reason": "quotaExceeded"}]}, Throttled, "slow down"),
        (404, {"errors": [{"reason": "applicationNotFound"}]}, AccessDenied, PACKAGE),
        (400, {"status": "INVALID_ARGUMENT"}, UnexpectedAnswer, "did not understand"),
    ],
)
def test_a_refusal_says_what_to_do(
    status: int, said: Any, error: type[SourceError], words: str
) -> None:
    """A missing right, an API not turned on, a wrong name and haste are told apart."""
    with pytest.raises(error, match=words):
        read({"error": said}, status)


@pytest.mark.parametrize(
    "listing", [PACKAGE, f"https://play.google.com/store/apps/details?id={PACKAGE}&hl=es"]
)
def test_an_app_is_known_by_its_package_or_its_link(listing: str) -> None:
    """As on the public page."""
    assert SOURCE.normal_listing(listing) == PACKAGE


def test_a_link_of_the_console_names_no_app() -> None:
    """It holds numbers only; the message shows what is needed."""
    with pytest.raises(ValueError, match="package"):
        SOURCE.normal_listing("https://play.google.com/console/u/0/developers/1/app/2/reviews")


# --- how a review is read ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "words"),
    [
        ("Va bien", "", "Va bien"),
        ("\tVa bien", "", "Va bien"),
        ("Genial\tVa bien\ty rápido", "Genial", "Va bien\ty rápido"),
        ("Genial\t", "Genial", ""),
        ("", "", ""),
    ],
)
def test_a_tab_parts_the_title_from_the_words(text: str, title: str, words: str) -> None:
    """It often stands in front of all: then there is no title."""
    mention = only(comment(text))
    assert (mention.title, mention.text) == (title, words)


def test_the_newest_of_several_comments_counts_wherever_it_stands() -> None:
    """The list is in no order to rely on."""
    old, new = comment("Mal", 1_795_000_000), comment("Bien", 1_795_000_100)
    for comments in ([old, new], [new, old]):
        assert only(*comments).text == "Bien"


def test_the_language_of_the_device_is_not_that_of_the_words() -> None:
    """Nothing is declared, so that the words themselves decide."""
    assert only(comment("Muy mal todo", reviewerLanguage="en")).language is None


def test_half_a_letter_in_a_token_or_an_id_breaks_nothing() -> None:
    """JSON can hold what no address can."""
    half = "\ud800"
    data = {"reviews": [{"reviewId": half, "comments": [comment(half)]}]}
    page = read(data | {"tokenPagination": {"nextPageToken": half}})
    assert page.next is not None
    assert page.next.url.endswith("&token=%3F")
    assert SOURCE.reply(page.mentions[0], half).url.endswith("/%3F:reply")


def test_a_week_without_reviews_is_an_empty_answer() -> None:
    """And no error."""
    assert read({}) == Page()


def test_the_official_sample_is_read_with_the_date_it_tells() -> None:
    """Its second review says 1974 by a slip of the pen; what cannot be is the runner's to mark."""
    path = RECORDINGS / "doc_samples" / "play_developer_api_reviews_list.json"
    if not path.exists():
        pytest.skip(f"no recording {path}")
    page = read(json.loads(path.read_text("utf-8")))
    first, second = page.mentions
    assert (first.text, first.replies) == ("This is the best app ever!", ())
    assert second.published_at == datetime(1974, 6, 27, 16, 22, 14, tzinfo=UTC)
    assert (second.version, second.engagement and second.engagement.likes) == ("1.2.3", 10)
    assert [reply.at for reply in second.replies] == [datetime(2015, 2, 5, 1, 57, 47, tzinfo=UTC)]
    assert page.next is not None
    assert page.next.cursor["token"] == "12334566"


# --- answering -----------------------------------------------------------------------------------

REVIEW = Mention(id="gp:AO_1/2", kind="review", subject=PACKAGE)


def test_an_answer_is_posted_under_the_review_once() -> None:
    """Never tried a second time by itself."""
    request = SOURCE.reply(REVIEW, "¡Gracias, Ana! ☕")
    url = f"https://androidpublisher.googleapis.com{ROAD}/gp:AO_1%2F2:reply"
    assert (request.method, request.url, request.once) == ("POST", url, True)
    assert json.loads(request.body) == {"replyText": "¡Gracias, Ana! ☕"}


def test_stars_without_words_cannot_be_answered() -> None:
    """Google gives them no id; a person is told before anything is sent."""
    with pytest.raises(AccessDenied):
        SOURCE.reply(Mention(id="stars:1", id_kind="derived", subject=PACKAGE), "Gracias")


def test_the_answer_that_stands_is_what_google_says() -> None:
    """It may differ from what was sent: HTML is taken out."""
    result = {"replyText": "Gracias", "lastEdited": {"seconds": "1795000000", "nanos": 0}}
    reply = SOURCE.replied(SOURCE.reply(REVIEW, "<b>Gracias</b>"), answer({"result": result}))
    at = datetime.fromtimestamp(1_795_000_000, UTC)
    assert reply == Reply(text="Gracias", at=at, time_kind="modified")
    assert reply.state == "published"


@pytest.mark.parametrize(
    ("status", "words"), [(400, "350"), (404, "no longer"), (403, "Reply to reviews")]
)
def test_an_answer_that_is_refused_says_why(status: int, words: str) -> None:
    """Too long, review gone, right missing."""
    with pytest.raises(AccessDenied, match=words):
        SOURCE.replied(SOURCE.reply(REVIEW, "x"), answer({"error": {}}, status))


def test_an_answer_without_a_result_is_not_taken_for_published() -> None:
    """What is not known is told as such."""
    with pytest.raises(UnexpectedAnswer):
        SOURCE.replied(SOURCE.reply(REVIEW, "x"), answer({}))


# --- through the real crawl ----------------------------------------------------------------------


def key_file() -> str:
    """The file of a made-up service account."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    told = {"type": "service_account", "client_email": "a@b.example", "private_key": pem.decode()}
    return json.dumps(told)


def test_the_crawl_signs_in_and_reads_page_after_page(tmp_path: Path) -> None:
    """With the key from a file, the token in every request, into a real database."""
    listing = {
        "": {
            "reviews": [{"reviewId": "gp:1", "comments": [comment()]}],
            "tokenPagination": {"nextPageToken": "t2"},
        },
        "t2": {"reviews": [{"reviewId": "gp:2", "comments": [comment("Bien")]}]},
    }

    def route(
        path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
    ) -> Answer:
        if path == "/token":
            assert b"assertion=" in body
            return Answer(body=b'{"access_token": "secreto", "expires_in": 3600}')
        if headers.get("authorization") != "Bearer secreto":
            return Answer(status=401)
        return Answer(body=json.dumps(listing[query.get("token", "")]).encode())

    config = tmp_path / "config"
    (config / "brands").mkdir(parents=True)
    (config / "listener.toml").write_text(
        "[crawl]\npace_factor = 0.0\n[detection]\nhistory_days = 1\nwarm_up_days = 1\n"
    )
    (config / "brands" / "luna.toml").write_text(
        f'name = "Luna"\n[[listings]]\nsource = "playconsole"\nid = "{PACKAGE}"\n'
    )
    (tmp_path / "key.json").write_text(key_file())
    with ReplayServer(route) as google:
        environment = {
            **os.environ,
            "LISTENER_PLAYCONSOLE_URL": google.url,
            TOKEN: f"{google.url}/token",
            f"{KEY}_FILE": str(tmp_path / "key.json"),
        }
        command = warm("-m", "listener", "--config", str(config), "crawl", "--all")
        done = subprocess.run(
            [*command, "--quiet"], env=environment, check=False, capture_output=True
        )
        assert done.returncode == 0, done.stderr
        paths = [each.path for each in google.requests if each.path != "/robots.txt"]
        assert paths == ["/token", ROAD, ROAD]
    with closing(sqlite3.connect(tmp_path / "listener.db")) as connection:
        assert connection.execute("SELECT count(*) FROM mentions").fetchone() == (2,)
        dump = "\n".join(connection.iterdump())
    assert "secreto" not in dump
    assert "PRIVATE" not in dump
