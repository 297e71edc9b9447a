"""When each host may be asked next: one table for all watches of the process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from listener.source import Pace

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class Host:
    """The turns of one host: so many at once, so far apart, none while it rests."""

    def __init__(self, concurrency: int) -> None:
        self.next_at = 0.0
        self.rests_until = 0.0
        self.places = asyncio.Semaphore(max(1, concurrency))

    def reserve(self, at: float, delay: float) -> float:
        """Takes the next turn; the seconds until it comes."""
        turn = max(at, self.next_at, self.rests_until)
        self.next_at = turn + delay
        return turn - at

    def rest(self, until: float) -> None:
        """No turn before that moment, whoever asks."""
        self.rests_until = max(self.rests_until, until)


class Hosts:
    """All hosts asked in this process, by their part of the address."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self._clock, self._sleep = clock, sleep
        self._hosts: dict[str, Host] = {}

    def of(self, url: str, concurrency: int = 1) -> Host:
        """The host of an address."""
        name = urlsplit(url).netloc.lower()
        return self._hosts.setdefault(name, Host(concurrency))

    def rest_left(self, url: str) -> float:
        """Seconds for which the host of an address still rests."""
        return max(0.0, self.of(url).rests_until - self._clock())

    def rest(self, url: str, seconds: float) -> None:
        """The host of an address asked for so many seconds of rest."""
        self.of(url).rest(self._clock() + seconds)

    async def enter(self, url: str, pace: Pace) -> Host:
        """Waits for a turn; the host must be left again."""
        host = self.of(url, pace.concurrency)
        await host.places.acquire()
        wait = host.reserve(self._clock(), pace.delay)
        if wait > 0:
            try:
                await self._sleep(wait)
            except BaseException:
                host.places.release()
                raise
        return host

    def leave(self, host: Host) -> None:
        """Gives the place at the host to the next."""
        host.places.release()
