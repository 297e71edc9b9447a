"""A real HTTP server on loopback that takes messages, and can be told to misbehave."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from msgspec import Struct


class Taken(Struct, frozen=True):
    """A message as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


class Answer(Struct, frozen=True):
    """What a path answers. `drops`: it hangs up once all was read; `hangs`: it never answers."""

    code: int = 200
    headers: dict[str, str] = {}
    drops: bool = False
    hangs: bool = False


class Sink:
    """Takes messages; `answers` maps a path to what it says, `url` is where it is."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.answers: dict[str, Answer] = {}
        self.port = 0
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def at(self, path: str) -> list[Taken]:
        """What came to a path."""
        return [each for each in self.taken if each.path == path]


@contextmanager
def opened(sink: Sink, port: int = 0) -> Iterator[Sink]:
    """The sink, listening."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            path = self.path.partition("?")[0]
            sink.taken.append(Taken(path, dict(self.headers), body))
            answer = sink.answers.get(path, Answer())
            if answer.hangs:
                sink.closing.wait(30)
            if answer.hangs or answer.drops:
                self.close_connection = True
                return
            self.send_response(answer.code)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_PUT = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Who asked has gone."""

    with Server(("127.0.0.1", port), Handler) as server:
        sink.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            sink.closing.set()
            server.shutdown()
            with suppress(RuntimeError):
                thread.join(5)
