"""A stream's socket: opened, read, and opened again where it was left, until somebody says stop.

take the stream ──► connect ──► messages, some at a time ──► hearing.take (the store's thread)
     └─ another listens: stand by  └──── broken: wait a little, longer each time ────┘
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol, TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from listener.crawl.interrupt import on_interrupt
from listener.errors import AccessDenied, LeaseLost, SourceError, SourceUnavailable
from listener.i18n import say

T = TypeVar("T")
Keep = Callable[..., Awaitable[Any]]

MOST = 200
"""Messages that are stored together."""

AT_LEAST_EVERY = 2.0
"""Seconds after which fewer are stored."""

SILENCE = 300.0
"""Seconds without a message after which a socket is opened anew: it may be half dead."""

STAND_BY = 5.0
LONGEST_PAUSE = 60.0
TOLD_AFTER = 3
"""Failures in a row until it is said that nothing is heard: servers are restarted all the time."""

_TIMEOUT = 20.0
_LARGEST = 8 * 2**20
_REFUSED = (401, 403, 404, 410)


class Hearing(Protocol):
    """A stream being heard, always from one thread; `listening.py` has the real one."""

    def begin(self) -> bool:
        """Takes the stream; False while another one listens."""

    def address(self) -> str:
        """Where to listen, from where it was left."""

    def forget_cursor(self) -> None:
        """The site refuses to go back so far."""

    def take(self, messages: list[bytes]) -> None:
        """Stores what is ours of these messages."""

    def failed(self, error: SourceError) -> None:
        """Nothing is heard at present."""

    def end(self) -> None:
        """Gives the stream back."""


async def listen(
    hearings: Sequence[Hearing],
    *,
    agent: str,
    seconds: float | None = None,
    every: float = 60.0,
    each_time: Callable[[], None] = lambda: None,
) -> None:
    """Hears all streams until a signal, or for so many seconds.

    `each_time` is called every so often, in a thread of its own, and at the end of so many
    seconds. What the store raises comes out.
    """
    stop = asyncio.Event()
    if seconds is not None:
        asyncio.get_running_loop().call_later(seconds, stop.set)
    with on_interrupt(stop.set), ThreadPoolExecutor(1, "listener-store") as thread:

        async def keep(do: Callable[..., T], *args: object) -> T:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(thread, partial(do, *args))

        tasks = [asyncio.create_task(_one(hearing, keep, stop, agent)) for hearing in hearings]
        tasks.append(asyncio.create_task(_now_and_then(stop, every, each_time)))
        try:
            await asyncio.gather(*tasks)
        finally:
            # One that failed ends the others, in good order.
            stop.set()
            await asyncio.gather(*tasks, return_exceptions=True)
        if seconds is not None:
            await asyncio.to_thread(each_time)


async def _now_and_then(stop: asyncio.Event, every: float, do: Callable[[], None]) -> None:
    while not await _stopped(stop, every):
        await asyncio.to_thread(do)


async def _one(hearing: Hearing, keep: Keep, stop: asyncio.Event, agent: str) -> None:
    """One stream, from the lease to its end."""
    while not stop.is_set():
        if not await keep(hearing.begin):
            await _stopped(stop, STAND_BY)
            continue
        try:
            await _hear(hearing, keep, stop, agent)
            await keep(hearing.end)
        except LeaseLost:
            # As after the machine has slept: another one has gone on in our place.
            continue


async def _hear(hearing: Hearing, keep: Keep, stop: asyncio.Event, agent: str) -> None:
    """Connects again and again, until it is to stop."""
    luck = _Luck()
    while not stop.is_set():
        try:
            await _connected(hearing, keep, stop, agent, luck)
            continue
        except InvalidStatus as refusal:
            error = await _refused(hearing, keep, refusal)
        except (OSError, WebSocketException) as broken:
            error = _broken(broken)
        except SourceError as ended:
            error = ended
        luck.failures += 1
        if luck.failures >= TOLD_AFTER:
            await keep(hearing.failed, error)
        await _stopped(stop, _pause(luck.failures))


class _Luck:
    """How often in a row nothing was heard at all."""

    failures = 0


async def _connected(
    hearing: Hearing, keep: Keep, stop: asyncio.Event, agent: str, luck: _Luck
) -> None:
    """Hears one connection; returns when it is to stop, or after so long a silence."""
    async with connect(
        await keep(hearing.address),
        user_agent_header=agent,
        open_timeout=_TIMEOUT,
        ping_timeout=_TIMEOUT,
        close_timeout=1.0,
        max_size=_LARGEST,
        max_queue=MOST,
    ) as socket:
        silent = 0.0
        while not stop.is_set() and silent < SILENCE:
            messages = await _some(socket)
            silent = 0.0 if messages else silent + AT_LEAST_EVERY
            await keep(hearing.take, messages)
            if messages:
                luck.failures = 0


async def _some(socket: ClientConnection) -> list[bytes]:
    """What comes within two seconds, or the first two hundred; before an end, what came before."""
    messages: list[bytes] = []
    try:
        async with asyncio.timeout(AT_LEAST_EVERY):
            while len(messages) < MOST:
                messages.append(await socket.recv(decode=False))
    except TimeoutError:
        pass
    except ConnectionClosed:
        if not messages:
            raise
    return messages


async def _refused(hearing: Hearing, keep: Keep, refusal: InvalidStatus) -> SourceError:
    """Why the site does not open: 400 is how it says that it does not go back so far."""
    status = refusal.response.status_code
    if status == 400:
        await keep(hearing.forget_cursor)
    words = say("listening.refused", status=status)
    return AccessDenied(words) if status in _REFUSED else SourceUnavailable(words)


def _broken(error: Exception) -> SourceUnavailable:
    if isinstance(error, ConnectionClosed):
        said = error.rcvd.reason if error.rcvd else ""
        return SourceUnavailable(say("listening.cut", reason=said or "-"))
    return SourceUnavailable(say("listening.unreachable", reason=type(error).__name__))


def _pause(failures: int) -> float:
    """Longer each time, and never the same for all who were cut at once."""
    return min(LONGEST_PAUSE, 2.0 ** min(failures - 1, 10)) * random.uniform(0.5, 1.0)


async def _stopped(stop: asyncio.Event, seconds: float) -> bool:
    """Waits so long, or until it is to stop; whether it is."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True
