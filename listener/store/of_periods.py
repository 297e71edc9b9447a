"""The part of the store's face that tells what was said in a period."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from listener.counting import Heard
from listener.records import StoredMention
from listener.store import periods, sights, sums
from listener.store.connection import readable_errors
from listener.store.opened import Opened
from listener.store.periods import Listed
from listener.store.sights import Sight
from listener.store.sums import Span, Sums

Stretch = tuple[datetime, datetime]
"""From one moment up to, and without, another."""


class OfPeriods(Opened):
    """Sums over stretches of time, and what is read of them one by one."""

    def sums(
        self, brand: str, stretches: Sequence[Stretch], watches: Collection[int] | None = None
    ) -> list[Sums]:
        """The sums of each of these stretches by source; of some of the brand's watches only."""
        with readable_errors(self.path):
            spans = list(map(_span, stretches))
            own = None if watches is None else sorted(watches)
            return sums.by_source(self._connection, brand, spans, own)

    def quarters(self, brand: str, since: datetime, until: datetime) -> list[tuple[int, int, int]]:
        """Second, items and negatives of each quarter of an hour that begins in a period."""
        with readable_errors(self.path):
            return sums.quarters(self._connection, brand, _span((since, until)))

    def heard(
        self,
        brand: str,
        since: datetime,
        until: datetime,
        limit: int,
        watches: Collection[int] | None = None,
    ) -> Iterator[Heard]:
        """The newest mentions of a period, as far as it is counted by them."""
        with readable_errors(self.path):
            yield from periods.heard(self._connection, brand, _span((since, until)), limit, watches)

    def listings(self, brand: str) -> list[Listed]:
        """All watches of a brand, those of former times too."""
        with readable_errors(self.path):
            return periods.listings(self._connection, brand)

    def listed(self, brand: str, keys: Sequence[int]) -> list[StoredMention]:
        """The mentions of these numbers, as the brand has them, in that order."""
        with readable_errors(self.path):
            return periods.listed(self._connection, brand, keys)

    def heard_before(self, brand: str, source: str, author: str, before: datetime) -> bool:
        """Whether somebody, by the id or else the name, was heard of that brand before."""
        with readable_errors(self.path):
            at = int(before.timestamp())
            return periods.heard_before(self._connection, brand, source, author, at)

    def named(self, name: str, among: Collection[int]) -> int:
        """How many of these mentions have that name in them."""
        with readable_errors(self.path):
            return periods.named(self._connection, name, among)

    def unanswered(
        self,
        brand: str,
        stretch: Stretch,
        sources: Collection[str],
        limit: int,
        watches: Collection[int] | None = None,
    ) -> list[int]:
        """The numbers of reviews of one or two stars without an answer, the gravest first."""
        with readable_errors(self.path):
            span = _span(stretch)
            return periods.unanswered(self._connection, brand, span, sources, limit, watches)

    def sights(self, brand: str, stretches: Sequence[Stretch]) -> list[Sight]:
        """How much each watch of a brand saw of each of these stretches."""
        with readable_errors(self.path):
            return sights.sights(self._connection, brand, list(map(_span, stretches)))


def _span(stretch: Stretch) -> Span:
    since, until = stretch
    return int(since.timestamp()), int(until.timestamp())
