"""What the engine needs of a watch that is to be walked."""

from __future__ import annotations

from typing import Protocol

from listener.errors import SourceError
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.source import ClientSource, Source


class WatchRun(Protocol):
    """One watch's walk, as the engine sees it; `pipeline.py` has the real one.

    All methods are called in one thread. `take` and `take_page` store a page and say how the
    walk goes on; `fail`, `unchanged`, `end`, or an answer of None or False ends it.
    """

    watch: Watch
    source: Source | ClientSource
    since: Bookmark | None
    validators: dict[str, str]
    secrets: dict[str, str]

    def begin(self) -> bool:
        """Takes the lease and loads the bookmark; False when another crawl has the watch."""

    def first(self) -> Request:
        """Where the walk begins."""

    def payable(self, request: Request) -> Request:
        """The request, or a cheaper one in its place; called for one that has such only."""

    def afford(self, request: Request) -> None:
        """Books what an attempt at it costs; raises Throttled when so much is not left."""

    def unanswered(self, *, reached: bool) -> None:
        """What was booked last has brought nothing; whether its request had reached the site."""

    def take(
        self,
        request: Request,
        payload: Payload,
        *,
        validators: dict[str, str],
        moved_to: str | None,
    ) -> Request | None:
        """Reads and stores an answer; the next request, or None when the walk is over."""

    def take_page(self, page: Page) -> bool:
        """Stores a client's page; False when the walk is over."""

    def end(self) -> None:
        """A client has no more pages."""

    def unchanged(self) -> None:
        """The site says that nothing is new since the last walk."""

    def fail(self, error: SourceError, payload: Payload | None = None) -> None:
        """The walk ends here; the payload is what nobody could read."""
