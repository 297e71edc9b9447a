"""The robots.txt of each site, asked for once in a process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from protego import Protego

Fetch = Callable[[str], Awaitable["Protego"]]


class RobotsRules:
    """The rules of the sites seen so far."""

    def __init__(self) -> None:
        self._rules: dict[str, Protego] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def of(self, url: str, fetch: Fetch) -> Protego:
        """The rules for an address; only the first to ask fetches them, a failure is not kept."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._locks.setdefault(site, asyncio.Lock()):
            if site not in self._rules:
                self._rules[site] = await fetch(f"{site}/robots.txt")
        return self._rules[site]
