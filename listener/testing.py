"""A replay server and a source that reads anything: for our tests and for those of users.

The server listens on loopback only, so a test that uses it never calls the outside world.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl, urlsplit

import msgspec
from msgspec import Struct, field

from listener.errors import UnexpectedAnswer
from listener.model import Bookmark, Mention, Page, Payload, Rating, Request, Watch
from listener.source import About, Pace, Source


class Answer(Struct, frozen=True, kw_only=True):
    """What the server says to one request."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


class Asked(Struct, frozen=True, kw_only=True):
    """One request as the server saw it; header names are in lower case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


class Recorded(Struct, frozen=True, kw_only=True):
    """A recorded answer. Without a query in `path` it answers that path with any query."""

    path: str
    answer: Answer
    method: str = "GET"


Route = Callable[[str, Mapping[str, str], Mapping[str, str], bytes], Answer]


class ReplayServer:
    """Answers on loopback from a function or from recorded answers, and logs who asked what.

    Several recorded answers to the same request are given in their order, the last for ever.

        with ReplayServer([Recorded(path="/feed", answer=Answer(body=b"..."))]) as server:
            fetch(server.url + "/feed")
        assert server.requests[0].headers["user-agent"]
    """

    def __init__(self, routes: Route | Sequence[Recorded]) -> None:
        self.requests: list[Asked] = []
        self._route = routes if callable(routes) else None
        self._recorded = [] if callable(routes) else list(routes)
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.replay = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="replay-server", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()

    def answer(self, asked: Asked, target: str) -> Answer:
        """Note the request and find its answer; 404 when there is none."""
        with self._lock:
            self.requests.append(asked)
            if self._route is None:
                return self._next_recorded(asked.method, target, asked.path)
        return self._route(asked.path, asked.query, asked.headers, asked.body)

    def _next_recorded(self, method: str, target: str, path: str) -> Answer:
        for wanted in (target, path):
            found = [r for r in self._recorded if r.method == method and r.path == wanted]
            if len(found) > 1:
                self._recorded.remove(found[0])
            if found:
                return found[0].answer
        return Answer(status=404, body=b"nothing recorded", content_type="text/plain")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    replay: ReplayServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no event here; a fault in a route is told by the 500."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    wbufsize = -1
    # Without this, each small answer waits for the client's delayed ACK (40 ms on Linux).
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("content-length") or 0)
        asked = Asked(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length) if length else b"",
        )
        self._send(self.server.replay.answer(asked, self.path))

    do_POST = do_PUT = do_DELETE = do_HEAD = do_GET  # noqa: N815 - names of http.server

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        bodiless = answer.status == 304 or self.command == "HEAD"
        if answer.status != 304:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not bodiless:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as its base has it
        """Tests read `ReplayServer.requests` instead of a log."""


class _FakeItem(Struct, frozen=True):
    id: str
    text: str = ""
    at: datetime | None = None
    stars: float | None = None


class _FakePage(Struct, frozen=True):
    items: tuple[_FakeItem, ...] = ()
    next: str | None = None


FAKE_ABOUT = About(
    name="fake",
    title="Fake",
    homepage="https://example.invalid",
    docs="https://example.invalid/docs",
    access="public-feed",
    gives="mentions",
    watches="listing",
    example="https://example.invalid/page",
    sees={"es": "lo que la prueba le dé", "en": "whatever the test gives it"},
    misses={"es": "todo lo demás", "en": "everything else"},
    pace=Pace(delay=0.0, concurrency=1),
)


class FakeSource(Source):
    """Reads `{"items": [{"id", "text", "at", "stars"}], "next": "…"}`; the listing is page one."""

    about: ClassVar[About] = FAKE_ABOUT

    def first(self, watch: Watch, since: Bookmark | None) -> Request:  # noqa: ARG002
        """The listing's own address."""
        return Request(url=watch.listing)

    def read(self, request: Request, payload: Payload) -> Page:  # noqa: ARG002 - no cursor
        """The items as mentions, or as reviews where there are stars."""
        try:
            page = msgspec.json.decode(payload.body, type=_FakePage)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UnexpectedAnswer(str(error)) from error
        return Page(
            mentions=tuple(map(_mention_of, page.items)),
            next=Request(url=page.next) if page.next else None,
        )


def fake_source(**changes: Any) -> FakeSource:
    """A FakeSource whose `about` differs in the given fields."""
    about = msgspec.structs.replace(FAKE_ABOUT, **changes)
    kind: type[FakeSource] = type("FakeSource", (FakeSource,), {"about": about})
    return kind()


def fake_page(
    items: Iterable[tuple[str, str, datetime | None]], next_url: str | None = None
) -> bytes:
    """The bytes of a page that FakeSource reads."""
    page = _FakePage(tuple(_FakeItem(*item) for item in items), next_url)
    return msgspec.json.encode(page)


def _mention_of(item: _FakeItem) -> Mention:
    return Mention(
        id=item.id,
        kind="post" if item.stars is None else "review",
        text=item.text,
        published_at=item.at,
        precision="none" if item.at is None else "second",
        rating=None if item.stars is None else Rating(item.stars),
    )
