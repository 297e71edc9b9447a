"""What goes into the store at once, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct

from listener.lookagain import Asked
from listener.model import (
    Aspect,
    Bookmark,
    Health,
    Label,
    ListingTotals,
    Mention,
    Payload,
    Sentiment,
)
from listener.slices import SliceEnd
from listener.walk import WalkEnd


class Known(Struct, frozen=True, kw_only=True):
    """A mention that is stored already; `linked` when this brand has it, hidden or not.

    `hidden` is the reason why it does not count: blocked, or query.
    """

    key: int
    content_hash: bytes
    first_seen_at: datetime
    linked: bool
    hidden: str = ""


def _nobody_knows(_: object) -> Label | None:
    """Where nobody can tell what is felt towards a brand, it is what the text feels."""
    return None


class Scored(Struct, frozen=True, kw_only=True):
    """A mention that is new or has changed, matched and scored.

    `towards` is the label towards the brand where it is not that of the text; `elsewhere` tells
    it for the id of another brand that has the mention. `stage` is where on the customer's way it
    was said. `sketch` is that of its text; None: the store makes it, while
    others wait to write.
    """

    mention: Mention
    sentiment: Sentiment
    queries: tuple[str, ...] = ()
    sketch: tuple[int, ...] | None = None
    towards: Label | None = None
    elsewhere: Callable[[str], Label | None] = _nobody_knows
    aspects: tuple[Aspect, ...] = ()
    stage: str | None = None


class Lease(Struct, frozen=True, kw_only=True):
    """The right to walk a watch for some seconds, with what the store knows of it.

    Without `match` it keeps all that its listing shows, whatever the queries say.
    """

    watch_id: int
    walk_id: int
    holder: str
    brand: str
    source: str
    started_at: datetime
    seconds: float
    since: Bookmark | None
    last_success_at: datetime | None
    last_reread_at: datetime | None
    failures: int
    validators: dict[str, str]
    moved_to: str | None
    match: bool = True

    @property
    def read_anew_before(self) -> datetime | None:
        """When a query has changed, up to when its watch has listened with the one before.

        What it passed over then and finds now is history.
        """
        return self.last_success_at if self.since is None else None


class Claim(Struct, frozen=True, kw_only=True):
    """A mention as its source gave it, with times that cannot be, and which in words."""

    mention: str
    payload: Payload
    error: str


class Batch(Struct, frozen=True, kw_only=True):
    """One page of one walk, stored in one transaction, with the walk's end if it is the last.

    `fresh` is new or changed, `seen` are the keys of what is stored just so, `relinked` those
    of them that this brand has not had yet. `error` is said with an end by error; `interrupted`
    is an end that is not the source's fault. `claims` are impossible times among `fresh`.
    `feels` tells what a stored mention that is `relinked` feels towards the brand.
    `imported` comes from a file. `erases`: what the source says was deleted is taken away here.
    What is new of before `late_before` is no news; `slices` are those that are read with
    this page, and `ends_slices` gives the watch back.
    """

    walk: Lease
    now: datetime
    fresh: Sequence[Scored] = ()
    seen: Sequence[int] = ()
    relinked: Sequence[tuple[int, tuple[str, ...]]] = ()
    feels: Callable[[Mention], Label | None] = _nobody_knows
    pages: int = 0
    items: int = 0
    unmatched: int = 0
    end: WalkEnd | None = None
    error: str = ""
    health: Health = "ok"
    rests_until: datetime | None = None
    interrupted: bool = False
    payload: Payload | None = None
    validators: dict[str, str] | None = None
    moved_to: str | None = None
    totals: ListingTotals | None = None
    claims: Sequence[Claim] = ()
    imported: bool = False
    erases: bool = False
    late_before: datetime | None = None
    slices: Sequence[SliceEnd] = ()
    ends_slices: bool = False


class Saved(Struct, frozen=True, kw_only=True):
    """What a batch changed."""

    new: int = 0
    changed: int = 0
    seen: int = 0


class DueRule(Struct, frozen=True, kw_only=True):
    """Which mentions of a source are to be asked for by their ids.

    Those of which nothing is known since `before`, and that were written after `since`. Where
    deletions have to be followed (`erases`) also those that seem to have gone, as long as the
    source has not said so itself.
    """

    source: str
    before: datetime
    since: datetime | None = None
    erases: bool = False
    brand: str | None = None


class Due(Struct, frozen=True, kw_only=True):
    """A stored mention that is to be asked for again, with the brands that it is about."""

    key: int
    brands: tuple[str, ...]
    asked: Asked


class LookedAgain(Struct, frozen=True, kw_only=True):
    """What one answer told of mentions that were asked for by their ids; `asked` are their keys.

    `changed` are edited or deleted, `same` those that stand as they did; of the `nameless` nobody
    may know any more who wrote them.
    """

    asked: Sequence[int]
    changed: Sequence[tuple[int, Scored]] = ()
    same: Sequence[int] = ()
    nameless: Sequence[int] = ()
    erases: bool = False
    now: datetime
