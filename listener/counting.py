"""Mentions of a period, read one by one in one pass, and what is counted of them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from heapq import nsmallest
from typing import NamedTuple

from msgspec import Struct, field

from listener.likeness import name_of_one
from listener.model import Label, Precision
from listener.reviewing import ReviewLife

WORST = 10
"""How many negative mentions a report lists."""

WHOLE, PART = 20_000, 6_000
"""Up to so many mentions of a period all are read one by one; of more, so many."""

SLICES = 48
"""Of a busy period the newest of so many equal stretches are read: no hour of it is passed over."""


BELIED = "!"
"""Before a language, or alone: the words of a review belie its stars."""


class Heard(NamedTuple):
    """A mention as far as a period is counted by it.

    `label` is the one towards the brand, `one_sided` whether that was told apart from the
    text's. `words` is `BELIED` where they are, and the language of a text that nothing reads.
    `aspects` has a name and a label in turn, with spaces between. What follows `reviewed` is of
    reviews: `answered_at` is None without an answer, -1 of one that nobody timed. Times are
    Unix seconds.
    """

    key: int
    at: int
    source: str
    watch: int
    label: Label
    one_sided: bool
    stars: float | None
    polarity: float
    copy_of: int | None
    author_id: str | None
    author_name: str | None
    author_url: str | None
    version: str | None
    views: int | None
    words: str | None
    erased: bool
    aspects: str | None
    reviewed: bool
    subject: str | None
    published_at: int | None
    precision: Precision
    first_seen_at: int
    gone: bool
    answered_at: int | None

    def life(self) -> ReviewLife:
        """What became of a review."""
        answered = self.answered_at
        return ReviewLife(
            source=self.source,
            listing=self.subject or "",
            published_at=_moment(self.published_at),
            precision=self.precision,
            first_seen_at=datetime.fromtimestamp(self.first_seen_at, UTC),
            stars=self.stars,
            answered=answered is not None,
            answered_at=None if answered == -1 else _moment(answered),
            gone=bool(self.gone),
            contradicted=(self.words or "").startswith(BELIED),
        )


def _moment(at: int | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(at, UTC)


class Author(Struct):
    """What somebody wrote in a period."""

    source: str
    given: str
    name: str = ""
    url: str = ""
    items: int = 0
    negatives: int = 0
    reach: int | None = None


class Group(Struct):
    """The copies of one text in a period; `example` is one of them, should the first be hidden."""

    example: int = 0
    copies: int = 0
    negatives: int = 0
    since: int = 0
    until: int = 0
    authors: set[tuple[str, str] | int] = field(default_factory=set)
    sources: Counter[str] = field(default_factory=Counter)


class Counts(Struct):
    """All that is counted of the mentions of a period.

    `sides` are mentions by label and stars, `rated` by source, watch, version and stars, `spoken`
    by aspect, what is felt of it, label and stars. Groups go by brand and the key of the first.
    """

    keys: dict[str, set[int]] = field(default_factory=dict)
    sides: Counter[tuple[Label, float | None]] = field(default_factory=Counter)
    rated: Counter[tuple[str, int, str, float]] = field(default_factory=Counter)
    spoken: Counter[tuple[str, str, Label, float | None]] = field(default_factory=Counter)
    authors: dict[tuple[str, str], Author] = field(default_factory=dict)
    groups: dict[tuple[str, int], Group] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    lives: list[ReviewLife] = field(default_factory=list)
    gravest: dict[tuple[str, int], tuple[tuple[bool, int, int], Heard]] = field(
        default_factory=dict
    )

    def take(self, heard: Iterable[Heard], brand: str) -> None:
        """Count all that was heard of a brand, in one pass."""
        names: dict[str, str] = {}
        keys = self.keys.setdefault(brand, set())
        sides, rated, told = self.sides, self.rated, self.spoken
        for one in heard:
            label, stars, words = one.label, one.stars, one.words
            keys.add(one.key)
            sides[label, stars] += 1
            if stars is not None:
                rated[one.source, one.watch, one.version or "", stars] += 1
            if one.reviewed:
                self.lives.append(one.life())
            if one.aspects:
                for aspect, felt in spoken(one):
                    told[aspect, felt, label, stars] += 1
            if words and (language := words.removeprefix(BELIED)):
                self.unread[language] += 1
            author = _identity(one, names)
            if author is not None:
                self._wrote(author, one)
            if one.copy_of is not None:
                self._copied((brand, one.copy_of), author, one)
            if label == "negative" and not one.erased:
                self._grieved(brand, one)

    @property
    def read(self) -> int:
        """How many were read."""
        return sum(map(len, self.keys.values()))

    def worst(self, limit: int = WORST) -> list[tuple[str, int]]:
        """Brand and key of the gravest, one for all that say the same: stars, then dark words."""
        told = ((_gravity(one), brand) for (brand, _), (_, one) in self.gravest.items())
        return [(brand, -key) for (_, _, _, key), brand in nsmallest(limit, told)]

    def _wrote(self, author: tuple[str, str], one: Heard) -> None:
        known = self.authors.get(author)
        if known is None:
            known = self.authors[author] = Author(
                source=one.source, given=one.author_id or one.author_name or ""
            )
        known.items += 1
        known.negatives += one.label == "negative"
        known.name = known.name or one.author_name or ""
        known.url = known.url or one.author_url or ""
        if one.views is not None:
            known.reach = (known.reach or 0) + one.views

    def _copied(self, first: tuple[str, int], author: tuple[str, str] | None, one: Heard) -> None:
        group = self.groups.get(first)
        if group is None:
            group = self.groups[first] = Group(example=one.key, since=one.at, until=one.at)
        group.copies += 1
        group.negatives += one.label == "negative"
        group.since, group.until = min(group.since, one.at), max(group.until, one.at)
        group.authors.add(author or one.key)
        group.sources[one.source] += 1

    def _grieved(self, brand: str, one: Heard) -> None:
        """Keep the first that said so, or where that is not among them, the earliest that did."""
        first = brand, one.copy_of or one.key
        place = (one.copy_of is not None, one.at, one.key)
        known = self.gravest.get(first)
        if known is None or place < known[0]:
            self.gravest[first] = place, one


def _gravity(one: Heard) -> tuple[float, float, int, int]:
    return (2.0 if one.stars is None else one.stars, one.polarity, -one.at, -one.key)


def spoken(one: Heard) -> Iterator[tuple[str, str]]:
    """What it speaks of, and what is felt of each.

    Who says all of one brand feels it of each thing that is named; else each is as its clauses are.
    """
    parts = (one.aspects or "").split(" ")
    felt = parts[1::2]
    if one.one_sided and len(set(felt)) == 1:
        felt = [one.label] * len(felt)
    return zip(parts[::2], felt, strict=True)


def slices(
    since: datetime, until: datetime, items: int, whole: int = WHOLE, part: int = PART
) -> list[tuple[datetime, datetime, int]]:
    """The stretches of a period to read, and how many mentions of each; the newest first."""
    if items <= whole:
        return [(since, until, -1)]
    start, end = int(since.timestamp()), int(until.timestamp())
    bounds = [start + (end - start) * n // SLICES for n in range(SLICES + 1)]
    times = [datetime.fromtimestamp(at, UTC) for at in bounds]
    return [(times[n], times[n + 1], part // SLICES) for n in reversed(range(SLICES))]


def _identity(one: Heard, names: dict[str, str]) -> tuple[str, str] | None:
    """Who wrote it, apart by source; None where only a name is known that many share."""
    if one.author_id:
        return one.source, one.author_id
    if not one.author_name:
        return None
    name = names.get(one.author_name)
    if name is None:
        name = names[one.author_name] = name_of_one(one.author_name)
    return (one.source, one.author_name) if name else None
