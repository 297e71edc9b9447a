"""What is heard of a stream and goes into the store at once, and what is known of streams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from listener.model import Gap
from listener.store.batch import Batch, Lease


class Hold(Struct, frozen=True, kw_only=True):
    """The right to listen to a stream for some seconds, and up to where it was heard.

    `walks` are those of the brands' watches, by brand. `at` is up to when all was heard.
    """

    source: str
    holder: str
    seconds: float
    cursor: str
    at: datetime | None
    walks: Mapping[str, Lease]


class Holding(Struct, frozen=True, kw_only=True):
    """A mention that is stored already, and the brands that have it, hidden or not."""

    key: int
    content_hash: bytes
    edited_at: datetime | None
    brands: tuple[str, ...]


class Hearing(Struct, frozen=True, kw_only=True):
    """Some seconds of a stream, stored in one transaction with where it is to be taken up again.

    `batches` are those of brands that were spoken of. `covered` is the stretch that was heard
    without a hole since the last time, and `gap` one that nobody will hear any more.
    """

    hold: Hold
    now: datetime
    cursor: str
    at: datetime | None
    batches: Sequence[Batch] = ()
    covered: tuple[datetime, datetime] | None = None
    gap: Gap | None = None
