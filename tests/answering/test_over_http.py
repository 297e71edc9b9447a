"""The whole road over loopback: sign in, answer, crawl, and see what became of it."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from listener.config import load
from listener.store import Store
from tests.warm import Python, cold, warm

CHILD = Path(__file__).parent / "child.py"
AT = "2026-11-20T12:00:00+00:00"


class Shop:
    """A made-up shop with one review; its owner's answers wait before they are shown."""

    def __init__(self) -> None:
        self.answer: dict | None = None
        self.asked: list[tuple[str, str, str]] = []
        self.mishap = ""
        self.slow = 0.0
        self.url = ""

    def reviews(self) -> list[dict]:
        return [{"id": "a", "stars": 1, "text": "Frío", "at": AT, "answer": self.answer}]

    def put(self, text: str) -> dict:
        self.answer = {"text": text, "state": "pending"}
        return {"answer": text, "state": "pending"}


@pytest.fixture
def shop() -> Iterator[Shop]:
    made = Shop()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            made.asked.append((self.command, self.path, self.headers.get("Authorization", "")))
            if self.path == "/token":
                return self.give({"token": "a-token"}, 500 if made.mishap == "token" else 200)
            if self.path == "/reviews":
                return self.give(made.reviews())
            said = made.put(json.loads(body)["answer"])
            time.sleep(made.slow)
            with suppress(OSError):
                self.give(said, int(made.mishap or 200))
            return None

        do_POST = do_PUT = do_GET  # noqa: N815 - the server's own spelling

        def give(self, said: object, status: int = 200) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            # It does close; unsaid, the next request may be written into what is closing.
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

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


def start(
    folder: Path, shop: Shop, *arguments: str, python: Python = warm
) -> subprocess.Popen[str]:
    """`listener` in a process of its own."""
    environment = {**os.environ, "LISTENER_OWNERSHOP_URL": shop.url, "LISTENER_LANG": "en"}
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        environment.pop(name, None)
    return subprocess.Popen(
        python(str(CHILD), "--config", str(folder), *arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    )


def done(child: subprocess.Popen[str], code: int = 0) -> str:
    """What the process said, once it has ended as it should."""
    out, err = child.communicate(timeout=60)
    assert child.returncode == code, out + err
    return out + err


def puts(shop: Shop) -> list[tuple[str, str, str]]:
    """The answers that reached the shop."""
    return [each for each in shop.asked if each[0] == "PUT"]


def until_asked(shop: Shop) -> None:
    """Waits for the answer to reach the shop: on a busy machine it comes after its sender's end."""
    deadline = time.monotonic() + 30
    while not puts(shop) and time.monotonic() < deadline:
        time.sleep(0.05)


GIVEN = ("reply", "1", "--template", "gracias", "--as", "Marta", "--yes")


def test_an_answer_on_its_whole_road(folder: Path, shop: Shop):
    """Read, answered as the owner, pending, published; answered once."""
    done(start(folder, shop, "crawl", "--exit-zero"))
    assert "has yet to publish it" in done(start(folder, shop, *GIVEN))
    assert puts(shop) == [("PUT", "/reviews/a/answer", "Bearer a-token")]
    assert shop.answer is not None
    assert shop.answer["text"] == "Hola, Ana: gracias. Un saludo, Marta, de Café Lumbre."
    shop.answer["state"] = "published"
    done(start(folder, shop, "crawl", "--all", "--exit-zero"))
    said = done(start(folder, shop, "reply", "--list"))
    assert "✓ no. 1 · Owner Shop · published" in said
    assert "has been answered" in done(start(folder, shop, *GIVEN), 2)
    assert len(puts(shop)) == 1


def test_of_two_processes_one_sends(folder: Path, shop: Shop):
    """Both with --yes, at once: one answer reaches the shop, one row is written."""
    done(start(folder, shop, "crawl", "--exit-zero"))
    shop.slow = 0.5
    children = [start(folder, shop, *GIVEN) for _ in range(3)]
    for child in children:
        child.communicate(timeout=60)
    assert sorted(child.returncode for child in children) == [0, 2, 2]
    assert len(puts(shop)) == 1


def test_a_process_that_is_killed_half_way_leaves_what_is_not_known(folder: Path, shop: Shop):
    """The answer had left: nothing is sent over it, and a crawl finds it."""
    done(start(folder, shop, "crawl", "--exit-zero"))
    shop.slow = 5.0
    child = start(folder, shop, *GIVEN, python=cold)
    until_asked(shop)
    child.kill()
    child.communicate(timeout=60)
    shop.slow = 0.0
    assert "nobody knows whether it arrived" in done(start(folder, shop, *GIVEN), 2)
    assert len(puts(shop)) == 1
    done(start(folder, shop, "crawl", "--all", "--exit-zero"))
    assert "waiting to be published" in done(start(folder, shop, "reply", "--list"))


def test_a_silent_site_is_asked_once(folder: Path, shop: Shop):
    """No retry of what may have been published; the row says that nobody knows."""
    (folder / "listener.toml").write_text("[crawl]\npage_timeout_seconds = 2.0\n", "utf-8")
    done(start(folder, shop, "crawl", "--exit-zero"))
    shop.slow = 5.0
    assert "Nobody knows whether it was published" in done(start(folder, shop, *GIVEN), 3)
    until_asked(shop)
    assert len(puts(shop)) == 1
    assert "nobody knows whether it arrived" in done(start(folder, shop, *GIVEN), 2)
    done(start(folder, shop, "crawl", "--all", "--exit-zero"))
    with Store(load(str(folder)).database) as store:
        assert [each.state for each in store.answers()] == ["pending"]


@pytest.mark.parametrize(
    ("mishap", "state"), [("403", "failed"), ("429", "failed"), ("500", "sending")]
)
def test_a_refusal_is_certain_and_trouble_is_not(folder: Path, shop: Shop, mishap, state):
    """What was refused may be sent again; what went wrong half way may not."""
    done(start(folder, shop, "crawl", "--exit-zero"))
    shop.mishap = mishap
    done(start(folder, shop, *GIVEN), 3)
    assert len(puts(shop)) == 1
    with Store(load(str(folder)).database) as store:
        assert [each.state for each in store.answers()] == [state]


def test_a_site_that_cannot_be_reached_has_got_nothing(folder: Path, shop: Shop):
    """Without a network, or when the sign-in fails, the answer may simply be sent again."""
    (folder / "listener.toml").write_text("[crawl]\nretries = 0\n", "utf-8")
    done(start(folder, shop, "crawl", "--exit-zero"))
    shop.mishap = "token"
    done(start(folder, shop, *GIVEN), 3)
    shop.mishap, url, shop.url = "", shop.url, "http://127.0.0.1:9"
    assert "It was not published" in done(start(folder, shop, *GIVEN), 3)
    shop.url = url
    done(start(folder, shop, *GIVEN))
    with Store(load(str(folder)).database) as store:
        states = {each.state: each.detail for each in store.answers()}
        assert [each.state for each in store.answers()] == ["pending", "failed", "failed"]
    assert "again later" not in states["failed"]
