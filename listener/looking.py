"""Some stored mentions, asked for by their ids with one brand's keys: a walk of few questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from listener.budgeting import Pays, Purse
from listener.config import Brand
from listener.crawl.answers import retry_after
from listener.enriching import Enricher
from listener.errors import (
    AccessDenied,
    Interrupted,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.lookagain import CanLookAgain, ClientLooksAgain
from listener.model import Author, Bookmark, Page, Payload, Request, Watch
from listener.source import About, ClientSource, Source
from listener.store import Due, DueRule, LookedAgain, Store
from listener.text import masked, masked_bytes
from listener.tidying import tidied

LONGEST_ERROR = 1000
"""Characters: an error may repeat what a site said."""

NOBODY = Author()
"""Who wrote what stands there still, once its source no longer says who."""

MOST_FOLLOWS = 10
"""How often a source may ask on about the same mentions."""


class Looked(Struct, frozen=True, kw_only=True):
    """What came of looking again at one source.

    Of those `looked` at, some were `edited` or `deleted`; `left` are due still, and `errors` say
    why, unless it is for the limit alone. It `failed` if that is more than one of many hosts that
    could not be reached. `expired` were erased since nobody could ask for them
    as long as the terms of the site allow. `erases`: what was deleted was taken away here too.
    """

    source: str
    looked: int = 0
    failed: bool = False
    edited: int = 0
    deleted: int = 0
    expired: int = 0
    left: int = 0
    erases: bool = False
    errors: tuple[str, ...] = ()


def rule_of(source: str, looks: CanLookAgain, now: datetime, brand: str | None = None) -> DueRule:
    """Which of a source's mentions are due."""
    return DueRule(
        source=source,
        before=now - looks.look_again_after,
        since=now - looks.until_age if looks.until_age else None,
        erases=looks.erases,
        brand=brand,
    )


class Looking(Pays):
    """Some mentions of one source, asked for with one brand's keys; the engine takes it for a walk.

    What an answer tells is stored before the next question. Whatever goes wrong leaves the rest
    due: `error` is what did.
    """

    since: Bookmark | None = None

    def __init__(
        self,
        due: Sequence[Due],
        source: Any,
        *,
        watch: Watch,
        brand: Brand | None,
        store: Store,
        enrich: Enricher,
        purse: Purse,
        secrets: dict[str, str],
        now: Callable[[], datetime],
    ) -> None:
        self._looks: Any = source
        self._parts = [
            due[at : at + source.per_request] for at in range(0, len(due), source.per_request)
        ]
        self.source: Source | ClientSource = source
        if isinstance(source, ClientLooksAgain):
            self.source = _Through(source, self._parts)
        self.watch, self.secrets = watch, secrets
        self.validators: dict[str, str] = {}
        self.error: SourceError | None = None
        self.told = Looked(source=watch.source, erases=source.erases)
        self._brand, self._enrich = brand, enrich
        self._store, self._now, self._purse = store, now, purse
        self._at = self._follows = 0

    def begin(self) -> bool:
        """Two that look again at once do no harm: no lease is taken."""
        return bool(self._parts)

    def first(self) -> Request:
        """The question about the first of them."""
        return self._question()

    def take(
        self,
        request: Request,
        payload: Payload,
        *,
        validators: dict[str, str] | None = None,  # noqa: ARG002 - nothing is conditional
        moved_to: str | None = None,  # noqa: ARG002
    ) -> Request | None:
        """Store what an answer tells; the next question, or None when all were asked for."""
        try:
            page: Page = self._looks.looked_again(self._asked(), request, payload)
        except SourceError as error:
            if request.costs and payload.status >= 400:
                self.unanswered(reached=True)
            self.fail(error, payload)
            return None
        if request.costs:
            self._purse.correct(page.spent)
        if page.next is not None and self._follows < MOST_FOLLOWS:
            self._follows += 1
            self._keep(page, self._parts[self._at], ())
            return page.next
        goes_on = self.take_page(page) and page.stopped_because is None
        return self._question() if goes_on else None

    def take_page(self, page: Page) -> bool:
        """Store what became of those last asked for; False when all were."""
        due = self._parts[self._at]
        self._keep(page, due, [each.key for each in due])
        self.told = replace(self.told, looked=self.told.looked + len(due))
        self._at, self._follows = self._at + 1, 0
        return self._at < len(self._parts)

    def _keep(self, page: Page, due: Sequence[Due], asked: Sequence[int]) -> None:
        """Store what a page tells of these, and that those were asked for."""
        now = self._now()
        known = {each.asked.id: each.key for each in due}
        told = [each for each in tidied(page.mentions, now).mentions if each.id in known]
        stored = self._store.known("", self.watch.source, [each.id for each in told])
        same = [
            each
            for each in told
            if not each.deleted and stored[each.id].content_hash == each.content_hash
        ]
        changed = [each for each in told if each not in same]
        scored = self._enrich(
            [(each, ()) for each in changed], source=self.watch.source, brand=self._brand
        )
        self._store.settle_again(
            LookedAgain(
                asked=asked,
                changed=[(known[each.mention.id], each) for each in scored],
                same=[known[each.id] for each in same],
                nameless=[known[each.id] for each in told if each.author == NOBODY],
                erases=self.told.erases,
                now=now,
            )
        )
        deleted = sum(each.deleted for each in changed)
        self.told = replace(
            self.told,
            deleted=self.told.deleted + deleted,
            edited=self.told.edited + len(changed) - deleted,
        )

    def end(self) -> None:
        """A library has told of all."""

    def unchanged(self) -> None:
        """Nothing is asked for conditionally."""

    def fail(self, error: SourceError, payload: Payload | None = None) -> None:
        """The rest stays due; an answer that nobody could read is kept for a person to look at."""
        if isinstance(error, Throttled) and payload is not None and error.retry_after is None:
            wait = retry_after(payload.headers, self._now())
            error.retry_after = None if wait is None else self._now() + timedelta(seconds=wait)
        self.error = error
        self.told = replace(self.told, failed=not self._is_one_of_many(error))
        if not self.told.failed:
            # Else the posts of a host that has closed for good would stand first in every run.
            left = [each.key for part in self._parts[self._at :] for each in part]
            self._store.settle_again(LookedAgain(asked=left, now=self._now()))
        if isinstance(error, UnexpectedAnswer) and payload is not None:
            hidden = list(self.secrets.values())
            shown = replace(
                payload,
                url=masked(payload.url, hidden),
                body=masked_bytes(payload.body, hidden),
            )
            self._store.set_aside(self.watch.source, shown, self.reason, self._now())

    def _is_one_of_many(self, error: SourceError) -> bool:
        """Whether a single host of many has trouble of its own."""
        own = isinstance(error, SourceUnavailable | AccessDenied | UnexpectedAnswer)
        return self._looks.many_hosts and own and not isinstance(error, Interrupted)

    @property
    def reason(self) -> str:
        """What went wrong, without secrets."""
        return masked(str(self.error or ""), list(self.secrets.values()))[:LONGEST_ERROR]

    def _asked(self) -> list[Any]:
        return [each.asked for each in self._parts[self._at]]

    def _question(self) -> Request:
        request: Request = self._looks.look_again(self._asked())
        return request


class _Through(ClientSource):
    """A source with a library of its own, whose pages tell of what is asked for."""

    def __init__(self, source: Any, parts: Sequence[Sequence[Due]]) -> None:
        self._source, self._parts = source, parts
        self.about: About = source.about  # type: ignore[misc]

    def connect(self, secrets: dict[str, str]) -> Any:
        return self._source.connect(secrets)

    def pages(self, client: Any, watch: Watch, since: Bookmark | None) -> Iterator[Page]:  # noqa: ARG002
        for part in self._parts:
            yield self._source.look_again_at(client, [each.asked for each in part])
