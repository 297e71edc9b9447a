"""One entry of a feed of any kind, and how a feed's entries get ids that hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

from listener.model import Author, Precision

_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_MONTH = re.compile(r"\d{4}(-\d{2})?")


class Entry(Struct, frozen=True, kw_only=True):
    """An entry in words and times, before it has an id of ours.

    `publisher` is who published it first, where a feed gathers what others publish.
    """

    id: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    author: Author | None = None
    published_at: datetime | None = None
    edited_at: datetime | None = None
    precision: Precision = "none"
    language: str = ""
    replies: int | None = None
    publisher: str = ""
    publisher_url: str = ""
    is_native: bool = True

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that tell this entry from one with the same id."""
        when = self.published_at.isoformat() if self.published_at else ""
        return digest_of(self.link, self.title, self.text, when, size=8)


def digest_of(*parts: str, size: int = 4) -> str:
    """The hash of some texts in hexadecimal digits, two for each byte of its size."""
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=size).hexdigest()


def precision_of(raw: str) -> Precision:
    """How exact a written time is."""
    if clock := _CLOCK.search(raw):
        return "second" if clock[1] else "minute"
    return "month" if _MONTH.fullmatch(raw.strip()) else "day"


def with_ids(entries: Iterable[Entry]) -> list[Entry]:
    """Each different entry once, with an id; `is_native` where the feed gave it.

    The id is the feed's own, else the link. Where different entries share one, it names none
    of them: each gets a suffix from its content, so that their order does not matter and the
    next crawl finds the same ids.
    """
    distinct = list({(entry.id or entry.link, entry.digest): entry for entry in entries}.values())
    uses = Counter(entry.id or entry.link for entry in distinct)
    return [_named(entry, uses[entry.id or entry.link] > 1) for entry in distinct]


def _named(entry: Entry, is_shared: bool) -> Entry:
    name = entry.id or entry.link
    if name and not is_shared:
        return replace(entry, id=name)
    return replace(entry, id=f"{name}~{entry.digest}", is_native=False)
