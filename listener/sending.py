"""One answer of the owner's to one review, sent once: always by a person, and never twice.

a person says yes ─► row 'sending' ─► request, once ─► row settled ─► crawls follow it up
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from listener.answering import Draft
from listener.budgeting import Pays, Purse, purse_of
from listener.config import Config
from listener.errors import (
    AccessDenied,
    ConfigError,
    SourceError,
    SourceUnavailable,
    StoreError,
    Throttled,
    UnexpectedAnswer,
)
from listener.i18n import say
from listener.model import Bookmark, Mention, Page, Payload, Reply, Request, Watch
from listener.records import Answer, AnswerState
from listener.source import (
    About,
    ClientSource,
    Credential,
    Source,
    TakesReplies,
    load_source,
    title_of,
)
from listener.store import Store
from listener.text import masked, one_line, storable

LONGEST_DETAIL = 1000
"""Characters of what a site said that are kept."""


def send(
    draft: Draft,
    config: Config,
    store: Store,
    secrets: Mapping[str, str],
    now: Callable[[], datetime],
) -> Answer:
    """Send the answer, once, and tell what became of it.

    An answer that is still `sending` then may have been published: nobody knows. Raises
    ConfigError when somebody else has answered in the meantime.
    """
    from listener.crawl.run import crawl

    purse = purse_of(config, store, draft.review.source, draft.brand.id, now)
    run = Sending(draft, store, dict(secrets), now, purse)
    try:
        crawl([run], config.settings.crawl, now=now)
    except ExceptionGroup as failures:
        stored, _ = failures.split(StoreError)
        raise stored.exceptions[0] if stored else failures from failures
    if run.answer is None:
        raise ConfigError(say("reply.meanwhile", key=draft.review.key))
    return run.answer


class _Watched(Source):
    """The source as it is, and whether anything but a sign-in has left us for it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.about: About = source.about  # type: ignore[misc]
        self.may_have_left = False

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        return self._source.first(watch, since)

    def read(self, request: Request, payload: Payload) -> Page:
        return self._source.read(request, payload)

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential | Request | None:
        # Signing in anew follows a refusal: what was refused was not published.
        self.may_have_left = False
        found = self._source.sign_in(secrets, now)
        self.may_have_left = not isinstance(found, Request)
        return found

    def signed_in(self, payload: Payload, secrets: Mapping[str, str], now: datetime) -> Credential:
        credential = self._source.signed_in(payload, secrets, now)
        self.may_have_left = True
        return credential


class Sending(Pays):
    """An answer on its way, as the engine sees it: a walk of one request."""

    since: Bookmark | None = None

    def __init__(
        self,
        draft: Draft,
        store: Store,
        secrets: dict[str, str],
        now: Callable[[], datetime],
        purse: Purse,
    ) -> None:
        source: Any = load_source(draft.review.source)
        self._taker: TakesReplies = source
        self._watched = _Watched(source)
        self.source: Source | ClientSource = self._watched
        self.secrets = secrets
        self.validators: dict[str, str] = {}
        self.answer: Answer | None = None
        self.watch = Watch(
            brand=draft.brand.id,
            source=draft.review.source,
            listing=draft.review.mention.subject or "",
            title=title_of(draft.review.source),
        )
        self._draft, self._store, self._now, self._purse = draft, store, now, purse

    def begin(self) -> bool:
        """Write the row, before anything goes out; False when somebody else was quicker."""
        draft = self._draft
        answer = Answer(
            mention_key=draft.review.key,
            brand=draft.brand.id,
            source=draft.review.source,
            text=draft.text,
            template=draft.template,
            language=draft.language,
            written_by=draft.written_by,
            created_at=self._now(),
        )
        self.answer = self._store.begin_answer(answer, draft.standing)
        return self.answer is not None

    def first(self) -> Request:
        """The one request. A second attempt could publish twice, so there is none."""
        review: Mention = self._draft.review.mention
        return replace(self._taker.reply(review, self._draft.text), once=True)

    def payable(self, request: Request) -> Request:
        """No other one in its place."""
        return request

    def take(
        self,
        request: Request,
        payload: Payload,
        *,
        validators: dict[str, str] | None = None,  # noqa: ARG002 - nothing is asked twice
        moved_to: str | None = None,  # noqa: ARG002
    ) -> None:
        """The site has answered: published, waiting to be, or turned down."""
        try:
            reply: Reply = self._taker.replied(request, payload)
        except SourceError as error:
            self._end(error, payload, str(error))
            return
        detail = say("reply.turned_down") if reply.state == "rejected" else ""
        self._settle(reply.state, detail, self._now())

    def take_page(self, page: Page) -> bool:  # noqa: ARG002
        """No library sends answers."""
        return False

    def end(self) -> None:
        """No library sends answers."""

    def unchanged(self) -> None:
        """No site says so of what is new to it."""

    def fail(self, error: SourceError, payload: Payload | None = None) -> None:
        """It did not go out; or nobody knows, and then the row stays as it is."""
        self._end(error, payload, self._reason(error, payload))

    def _end(self, error: SourceError, payload: Payload | None, reason: str) -> None:
        detail = storable(masked(reason, self.secrets.values()), LONGEST_DETAIL)
        self._settle("failed" if self._is_certain(error, payload) else "sending", detail, None)

    def _reason(self, error: SourceError, payload: Payload | None) -> str:
        """What went wrong; a crawl would try again by itself, which is never done here."""
        source = self.source.about.title
        if isinstance(error, SourceUnavailable):
            key = "no_answer" if error.reached else "unreached"
            return say(f"reply.{key}", source=source)
        if isinstance(error, Throttled):
            return say("reply.slower", source=source)
        if isinstance(error, UnexpectedAnswer) and payload is not None and payload.status >= 400:
            said = _said(payload)
            return say("reply.not_taken", source=source, status=payload.status, said=said).strip()
        return str(error)

    def _is_certain(self, error: SourceError, payload: Payload | None) -> bool:
        """Whether nothing can have been published."""
        if not self._watched.may_have_left or isinstance(error, AccessDenied | Throttled):
            return True
        if isinstance(error, SourceUnavailable):
            return not error.reached
        if isinstance(error, UnexpectedAnswer) and payload is not None:
            return 400 <= payload.status < 500
        return False

    def _settle(self, state: AnswerState, detail: str, sent_at: datetime | None) -> None:
        assert self.answer is not None
        self.answer = replace(self.answer, state=state, detail=detail, sent_at=sent_at)
        self._store.settle_answer(self.answer, self._draft.standing.answer)


def _said(payload: Payload) -> str:
    """The sentence in which an API says why it refuses, wherever in its JSON it stands."""
    try:
        waiting = [msgspec.json.decode(payload.body)]
    except msgspec.DecodeError:
        return ""
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            told = [part[name] for name in _SAID_IN if isinstance(part.get(name), str)]
            if told:
                return one_line(told[0], 300)
            waiting += part.values()
    return ""


_SAID_IN = ("message", "detail", "error_description", "title")
