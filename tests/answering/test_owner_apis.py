"""The four sites whose owners may answer, asked on loopback as they document it. All synthetic."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from listener.answering import Wish, draft
from listener.config import load
from listener.errors import AccessDenied, ConfigError
from listener.model import Author, Mention, Rating, Sentiment
from listener.source import TakesReplies, load_source
from listener.store import Batch, Scored, Store
from listener.walk import Walk
from listener.watching import watches_of
from tests.cli.world import NOW
from tests.warm import warm

LOCATION = "accounts/11/locations/22"
REVIEWS = {
    "googlebusiness": f"{LOCATION}/reviews/abc",
    "appstoreconnect": "00000028-2f29-5aa7-8fb8-2a9b00000000",
    "playconsole": "0b455c29-4b15-4b30-9c0e-3a9b00000000",
    "trustpilot": "507f191e810c19729de860ea",
}
LISTINGS = {
    "googlebusiness": LOCATION,
    "appstoreconnect": "1234567890",
    "playconsole": "com.example.cafe",
    "trustpilot": "507f191e810c19729de860eb",
}
TEXT = "Lo sentimos, Ana. ¿Nos escribes?"
EVERY = sorted(REVIEWS)


def taken(source: str) -> tuple[int, dict]:
    """What each site documents that it says to an answer."""
    return {
        "googlebusiness": (
            200,
            {"comment": TEXT, "updateTime": "2026-11-22T12:00:00Z", "state": "PENDING"},
        ),
        "appstoreconnect": (
            201,
            {
                "data": {
                    "type": "customerReviewResponses",
                    "id": "r1",
                    "attributes": {
                        "responseBody": TEXT,
                        "lastModifiedDate": "2026-11-22T04:00:00-08:00",
                        "state": "PENDING_PUBLISH",
                    },
                }
            },
        ),
        "playconsole": (
            200,
            {"result": {"replyText": TEXT, "lastEdited": {"seconds": "1795348800", "nanos": 0}}},
        ),
        "trustpilot": (201, {}),
    }[source]


class Site:
    """What was asked, and what is said to an answer."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.says: tuple[int, dict] = (500, {})
        self.url = ""

    def answers(self) -> list[tuple[str, str, dict[str, str], bytes]]:
        """The requests that were no sign-in."""
        return [each for each in self.asked if "token" not in each[1].lower()]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            made.asked.append((self.command, self.path, headers, body))
            token = "token" in self.path.lower()
            status, said = (200, {"access_token": "at", "expires_in": 3600}) if token else made.says
            told = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        do_PUT = do_GET = do_POST  # noqa: N815 - the server's own spelling

        def log_message(self, *_) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def keys() -> dict[str, str]:
    """Keys made up on the spot, in the form that each site gives them."""
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    def pem(key) -> str:
        form = (forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
        return key.private_bytes(*form).decode()

    service = {"client_email": "a@example.com", "private_key_id": "1"}
    service["private_key"] = pem(rsa.generate_private_key(65537, 2048))
    return {
        "LISTENER_GOOGLEBUSINESS_CLIENT_ID": "client",
        "LISTENER_GOOGLEBUSINESS_CLIENT_SECRET": "secret-of-client",
        "LISTENER_GOOGLEBUSINESS_REFRESH_TOKEN": "refresh-token",
        "LISTENER_PLAYCONSOLE_KEY": json.dumps(service),
        "LISTENER_APPSTORECONNECT_KEY_ID": "2X9R4HXF34",
        "LISTENER_APPSTORECONNECT_ISSUER_ID": "57246542-96fe-1a63-e053-0824d011072a",
        "LISTENER_APPSTORECONNECT_KEY": pem(ec.generate_private_key(ec.SECP256R1())),
        "LISTENER_TRUSTPILOT_API_KEY": "api-key",
        "LISTENER_TRUSTPILOT_API_SECRET": "api-secret",
        "LISTENER_TRUSTPILOT_BUSINESS_USER_ID": "507f191e810c19729de860ec",
    }


@pytest.fixture
def answered(tmp_path: Path, site: Site):
    """Answers the one review of a source in a process of its own."""

    def answer(source: str, text: str = TEXT, code: int = 0) -> str:
        folder = configured(tmp_path, source)
        names = {f"LISTENER_{source.upper()}{end}_URL": site.url for end in ("", "_TOKEN")}
        names[f"LISTENER_{source.upper()}_TOKEN_URL"] += "/token"
        if source == "trustpilot":
            names.pop("LISTENER_TRUSTPILOT_TOKEN_URL")
        environment = {**os.environ, **keys(), **names, "LISTENER_LANG": "en"}
        done = subprocess.run(
            warm(
                *("-m", "listener", "--config", str(folder)),
                *("reply", "1", "--text", text, "--as", "Marta", "--yes"),
            ),
            capture_output=True,
            env=environment,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == code, done.stdout + done.stderr
        with Store(load(str(folder)).database) as store:
            answer.states = [each.state for each in store.answers()]
        return done.stdout + done.stderr

    return answer


def configured(tmp_path: Path, source: str) -> Path:
    """A brand that may answer, with one review of that source."""
    folder = tmp_path / "config"
    (folder / "brands").mkdir(parents=True)
    (folder / "brands" / "lumbre.toml").write_text(
        f'name = "Lumbre"\n[answers]\nallowed = true\n[[listings]]\nsource = "{source}"\n'
        f'id = "{LISTINGS[source]}"\n',
        encoding="utf-8",
    )
    store_review(folder, source)
    return folder


def store_review(folder: Path, source: str) -> None:
    """One synthetic review, as a crawl would have stored it."""
    config = load(str(folder))
    with Store(config.database) as store:
        watch = watches_of(config)[0]
        store.register([watch])
        lease = store.lease(watch, "test", NOW, 60)
        assert lease is not None
        walk = Walk(since=None, started_at=NOW, overlap=timedelta(days=1), budget=5)
        review = Mention(
            id=REVIEWS[source],
            kind="review",
            text="Frío",
            author=Author(name="Ana"),
            rating=Rating(1),
            published_at=NOW - timedelta(hours=1),
            subject=LISTINGS[source],
        )
        sentiment = Sentiment(label="negative", language="es", model="t-1")
        scored = Scored(mention=review, sentiment=sentiment)
        end = walk.end("reached_bookmark")
        store.save(Batch(walk=lease, now=NOW, fresh=[scored], pages=1, items=1, end=end))


@pytest.mark.parametrize("source", EVERY)
def test_each_site_takes_an_answer_as_it_documents(source: str, site: Site, answered):
    """Signed in, sent once, and the state that the site gave it is on record."""
    site.says = taken(source)
    answered(source)
    ((method, path, headers, body),) = site.answers()
    assert headers["authorization"].startswith("Bearer ")
    assert TEXT in json.dumps(json.loads(body), ensure_ascii=False)
    expected = {
        "googlebusiness": ("PUT", f"/v4/{REVIEWS[source]}/reply", "pending"),
        "appstoreconnect": ("POST", "/v1/customerReviewResponses", "pending"),
        "playconsole": (
            "POST",
            f"/androidpublisher/v3/applications/com.example.cafe/reviews/{REVIEWS[source]}:reply",
            "published",
        ),
        "trustpilot": ("POST", f"/v1/private/reviews/{REVIEWS[source]}/reply", "published"),
    }[source]
    assert (method, path, answered.states[0]) == expected


@pytest.mark.parametrize(
    ("source", "status"),
    [("appstoreconnect", 404), ("googlebusiness", 403), ("playconsole", 400), ("trustpilot", 404)],
)
def test_a_refusal_of_each_site_is_told_and_certain(source, status, site, answered):
    """It was not published, and a person reads why."""
    site.says = (status, {"error": {"code": status, "message": "No."}, "errors": []})
    said = answered(source, code=3)
    assert "✗ It was not published: " in said
    assert answered.states == ["failed"]


@pytest.mark.parametrize("source", EVERY)
def test_what_is_too_long_for_each_site_is_refused_before_anybody_is_asked(source, tmp_path):
    """By the length that the site counts: bytes at Google, characters elsewhere."""
    folder = configured(tmp_path, source)
    taker = load_source(source)
    assert isinstance(taker, TakesReplies)
    per_letter = 2 if source == "googlebusiness" else 1
    fits, too_long = ("ñ" * (taker.longest_reply // per_letter + more) for more in (0, 1))
    with Store(load(str(folder)).database) as store:
        assert draft(load(str(folder)), store, 1, Wish(text=fits)).text == fits
        with pytest.raises((ConfigError, AccessDenied)):
            draft(load(str(folder)), store, 1, Wish(text=too_long))
