"""The contract of a source that looks again: at stored mentions, by their ids."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from msgspec import Struct

from listener.model import MentionKind, Page, Payload, Request


class Asked(Struct, frozen=True, kw_only=True):
    """A stored mention whose source is to be asked about it again, by its id."""

    id: str
    kind: MentionKind = "post"
    url: str = ""
    subject: str | None = None
    thread_id: str | None = None
    parent_id: str | None = None


class CanLookAgain(ABC):
    """A source that tells of a mention by its id: whether it was edited, whether it has gone.

    `look_again_after` is how old what we know of a mention may become before it is asked for
    again, and `until_age` how old a mention may be to be asked for at all (None: for ever).
    `per_request` is how many go into one question.
    `erases`: the terms of the site demand that what was deleted there is deleted here too. Then
    title, text, author and earlier versions go; the mention stays as a mark, and what was counted
    stays counted. Elsewhere a deletion is noted, and what was said stays on record.
    `keeps` is how long the terms let anything be kept without being asked for again: what nobody
    could ask for by then is erased. `look_again_after` is well below it.
    `many_hosts`: each is asked for at a host of its own, of which one may have closed for good.
    """

    look_again_after: ClassVar[timedelta]
    until_age: ClassVar[timedelta | None] = None
    per_request: ClassVar[int] = 1
    erases: ClassVar[bool] = False
    keeps: ClassVar[timedelta | None] = None
    many_hosts: ClassVar[bool] = False

    def kind_of(self, asked: Asked) -> str | None:  # noqa: ARG002 - most have one kind
        """What kind of id it has: only those of one kind, of one host, go into one question.

        None where it cannot be asked for by its id.
        """
        return ""


class LooksAgain(CanLookAgain):
    """A source over plain HTTP that looks again."""

    @abstractmethod
    def look_again(self, asked: Sequence[Asked]) -> Request:
        """The request about these, at most `per_request`, all of one kind."""

    @abstractmethod
    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        """What became of them: those there are, as they are now; those deleted, as `deleted`.

        One whose author has gone, while what was said stands, has an Author without anything.
        What the answer does not tell of is left out, and asked for again later; `next` asks on
        about the same ones, and `stopped_because` leaves all others for later. Raises as `read`.
        """


class ClientLooksAgain(CanLookAgain):
    """A source with a library of its own that looks again."""

    @abstractmethod
    def look_again_at(self, client: Any, asked: Sequence[Asked]) -> Page:
        """What became of these, as in `LooksAgain`; raises SourceErrors only."""
