"""Who asks: each source's credential, got once and renewed in time, and put on every request.

sign_in ──► a credential ──────────────────────────► on every request, until it expires
   └──────► a request ──► its answer ──► signed_in ─┘          └── refused: another, once
a source that can `renew`: the session kept from an earlier crawl ──► renewed ──► signed in anew
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from msgspec.structs import replace

from listener.crawl.answers import Answer
from listener.crawl.sessions import Sessions
from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.model import Request
from listener.source import Credential, Source

if TYPE_CHECKING:
    from listener.crawl.contract import WatchRun

Ask = Callable[[Request], Awaitable[Answer]]
_Who = tuple[str, frozenset[tuple[str, str]]]


class SignIns:
    """The credentials of one process, shared by all watches that ask with the same secrets."""

    def __init__(self, now: Callable[[], datetime], sessions: Sessions) -> None:
        self._now, self._sessions = now, sessions
        self._held: dict[_Who, Credential | None] = {}
        self._failed: dict[_Who, SourceError] = {}
        self._locks: dict[_Who, asyncio.Lock] = {}

    def of(self, run: WatchRun, ask: Ask) -> Ask:
        """The same way of asking, as the one whom the run's secrets stand for."""
        who = (run.watch.source, frozenset(run.secrets.items()))

        async def signed(request: Request) -> Answer:
            credential = await self._credential(who, run, ask)
            if credential is None:
                return await ask(request)
            answer = await ask(_with(credential, request))
            assert isinstance(run.source, Source)
            if not run.source.refuses(answer.payload):
                return answer
            renewed = await self._credential(who, run, ask, instead_of=credential)
            # One made anew from the same secrets that says the same would be refused the same.
            return answer if renewed in (None, credential) else await ask(_with(renewed, request))

        return signed

    async def _credential(
        self, who: _Who, run: WatchRun, ask: Ask, instead_of: Credential | None = None
    ) -> Credential | None:
        """The one held, while it is good; only the first watch to need one asks for it."""
        async with self._locks.setdefault(who, asyncio.Lock()):
            held = self._held.get(who)
            if who in self._held and self._is_good(held) and held is not instead_of:
                _keep_secret(run, held)
                return held
            if who in self._failed:
                # Hundreds of watches of one account must not knock hundreds of times, nor wait
                # one after the other for a door that does not open.
                raise self._failed[who]
            try:
                found = await self._found(run, ask, instead_of or held)
            except SourceError as error:
                self._failed[who] = error
                raise
            self._held[who] = found
            _keep_secret(run, found)
            return found

    def _is_good(self, held: Credential | None) -> bool:
        return held is None or held.until is None or held.until > self._now()

    async def _found(self, run: WatchRun, ask: Ask, before: Credential | None) -> Credential | None:
        """A credential other than the one before: kept, renewed or, at last, signed in for."""
        assert isinstance(run.source, Source)
        if type(run.source).renew is Source.renew:
            return await self._sign_in(run, ask)
        name = run.source.about.name
        secrets = {each.name: run.secrets.get(each.name, "") for each in run.source.about.secrets}
        async with self._sessions.alone():
            kept = self._sessions.get(name, secrets)
            if kept is not None and kept != before and self._is_good(kept):
                return kept
            found = await self._renewed(run, ask, kept or before)
            found = found or await self._sign_in(run, ask)
            if found is not None and found.renewal:
                self._sessions.keep(name, secrets, found)
            return found

    async def _renewed(self, run: WatchRun, ask: Ask, held: Credential | None) -> Credential | None:
        """The session renewed; None where it cannot be, or the site has revoked it."""
        assert isinstance(run.source, Source)
        wanted = run.source.renew(held, run.secrets, self._now()) if held else None
        if wanted is None:
            return None
        _keep_secret(run, held)
        try:
            return await self._signed_in(run, ask, wanted)
        except (AccessDenied, UnexpectedAnswer):
            return None

    async def _sign_in(self, run: WatchRun, ask: Ask) -> Credential | None:
        assert isinstance(run.source, Source)
        wanted = run.source.sign_in(run.secrets, self._now())
        return await self._signed_in(run, ask, wanted) if isinstance(wanted, Request) else wanted

    async def _signed_in(self, run: WatchRun, ask: Ask, wanted: Request) -> Credential:
        assert isinstance(run.source, Source)
        answer = await ask(wanted)
        if isinstance(answer.error, SourceUnavailable | Throttled):
            raise answer.error
        # A refusal tells why in its body, which only the source can read.
        return run.source.signed_in(answer.payload, run.secrets, self._now())


def _with(credential: Credential | None, request: Request) -> Request:
    assert credential is not None
    url = request.url
    if credential.host and not _is_safe(url, credential.host):
        return request
    if credential.query:
        url += f"{'&' if urlsplit(url).query else '?'}{urlencode(credential.query)}"
    return replace(request, url=url, headers={**request.headers, **credential.headers})


def _is_safe(url: str, host: str) -> bool:
    """Whether that host is asked, and nobody on the way to it can read along."""
    there = urlsplit(url)
    is_closed = there.scheme == "https" or there.hostname in ("127.0.0.1", "::1", "localhost")
    return is_closed and there.netloc.lower() == host


def _keep_secret(run: WatchRun, credential: Credential | None) -> None:
    """What is among a run's secrets stays out of errors and of quarantined answers."""
    if credential is not None:
        given = [
            *credential.headers.values(),
            *credential.query.values(),
            *credential.renewal.values(),
        ]
        run.secrets |= {f"credential {n}": value.split()[-1] for n, value in enumerate(given)}
