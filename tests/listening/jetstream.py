"""A Jetstream on loopback: a real websocket server that replays made-up lines from a cursor on."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request as Handshake
from websockets.http11 import Response

T0 = datetime(2026, 11, 22, 12, tzinfo=UTC)
DID = "did:plc:synthetic"


def micros(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)


def post(
    key: str,
    text: str,
    at: datetime = T0,
    *,
    did: str = DID,
    operation: str = "create",
    **record: Any,
) -> bytes:
    """A line for a post that was made or edited."""
    written = {"$type": "app.bsky.feed.post", "text": text, "langs": ["es"]}
    written["createdAt"] = record.pop("createdAt", at.isoformat())
    commit = {
        "rev": "3synthetic",
        "operation": operation,
        "collection": "app.bsky.feed.post",
        "rkey": key,
        "record": {**written, **record},
        "cid": f"bafy{key}{operation}{micros(at)}",
    }
    return line({"did": did, "time_us": micros(at), "kind": "commit", "commit": commit})


def edit(key: str, text: str, at: datetime, did: str = DID) -> bytes:
    return post(key, text, at, did=did, operation="update", createdAt=T0.isoformat())


def deletion(key: str, at: datetime, did: str = DID) -> bytes:
    commit = {
        "rev": "3synthetic",
        "operation": "delete",
        "collection": "app.bsky.feed.post",
        "rkey": key,
    }
    return line({"did": did, "time_us": micros(at), "kind": "commit", "commit": commit})


def account(at: datetime, status: str | None, did: str = DID) -> bytes:
    told: dict[str, Any] = {"active": status is None, "did": did, "seq": 1, "time": at.isoformat()}
    if status:
        told["status"] = status
    return line({"did": did, "time_us": micros(at), "kind": "account", "account": told})


def line(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


def time_of(message: bytes) -> int:
    """The time of a line, or nought for one that has none."""
    try:
        return int(json.loads(message)["time_us"])
    except (ValueError, KeyError, TypeError):
        return 0


class Jetstream:
    """Keeps lines and gives them, from the cursor on, to whoever connects; then what comes.

    `cut_after` closes each connection after so many lines; `refuses` answers with that status
    before the connection opens; `oldest` is how far back it goes.
    """

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.asked: list[dict[str, list[str]]] = []
        self.agents: list[str] = []
        self.cut_after: int | None = None
        self.refuses: Callable[[dict[str, list[str]]], int | None] = lambda _: None
        self.pause = 0.0
        self.sent = 0
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/subscribe"

    def say(self, *lines: bytes) -> None:
        """More happens."""
        self.lines = [*self.lines, *lines]

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        async with serve(
            self._talk, "127.0.0.1", 0, process_request=self._handshake, close_timeout=0.2
        ) as server:
            self.port = _port(server)
            self._ready.set()
            await self._stop.wait()

    def _handshake(self, connection: ServerConnection, request: Handshake) -> Response | None:
        asked = parse_qs(urlsplit(request.path).query)
        self.asked.append(asked)
        self.agents.append(request.headers.get("User-Agent", ""))
        status = self.refuses(asked)
        return connection.respond(status, "refused\n") if status else None

    async def _talk(self, connection: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            await self._give(connection)

    async def _give(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        asked = parse_qs(urlsplit(connection.request.path).query)
        cursor = int(asked["cursor"][0]) if "cursor" in asked else None
        at, sent = (0 if cursor is not None else len(self.lines)), 0
        while connection.close_code is None and not self._stop.is_set():
            while at < len(self.lines):
                message, at = self.lines[at], at + 1
                if cursor is not None and time_of(message) and time_of(message) < cursor:
                    continue
                await connection.send(message.decode("utf-8", "surrogateescape"))
                sent += 1
                self.sent += 1
                if self.cut_after is not None and sent >= self.cut_after:
                    await connection.close(1008, "ConsumerTooSlow")
                    return
                if self.pause:
                    await asyncio.sleep(self.pause)
            await asyncio.sleep(0.01)


def _port(server: Server) -> int:
    return int(next(iter(server.sockets)).getsockname()[1])


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)
