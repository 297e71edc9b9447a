"""The part of the store's face that knows what mentions speak of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec.structs import replace

from listener.records import AspectCount
from listener.store import spoken
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened
from listener.store.spoken import Renewed, StoredText


class OfAspects(Opened):
    """Aspects and stages of what is stored."""

    def aspect_counts(
        self,
        brand: str,
        since: datetime,
        until: datetime,
        *,
        watches: Collection[int] | None = None,
        among: int = -1,
    ) -> dict[str, AspectCount]:
        """How many mentions of a period, or its newest, speak of each aspect, and how they feel."""
        with readable_errors(self.path):
            span = int(since.timestamp()), int(until.timestamp())
            return spoken.counts(self._connection, brand, span, watches, among)

    def aspect_changes(self, brand: str, since: datetime, until: datetime) -> list[AspectCount]:
        """The aspects of a period beside the one before, those with most negatives first."""
        now = self.aspect_counts(brand, since, until)
        before = self.aspect_counts(brand, since - (until - since), since)
        none = AspectCount(aspect="", items=0)
        both = [
            replace(
                now.get(name, replace(none, aspect=name)),
                items_before=before.get(name, none).items,
                negatives_before=before.get(name, none).negatives,
            )
            for name in now.keys() | before.keys()
        ]
        return sorted(both, key=lambda each: (-each.negatives, -each.items, each.aspect))

    def texts(self, after: int, limit: int) -> list[StoredText]:
        """Stored mentions from one number on, for their aspects to be read anew."""
        with readable_errors(self.path):
            return spoken.texts(self._connection, after, limit)

    def renew_aspects(
        self, renewed: Sequence[Renewed], lists: str, read_to: int | None, now: datetime
    ) -> int:
        """Write what was found by these lists, and how far: whoever is cut goes on from there."""
        with writing(self._connection):
            changed = spoken.renew(self._connection, renewed)
            spoken.note_applied(self._connection, lists, read_to, now)
        return changed

    def aspects_applied(self) -> tuple[str, int | None]:
        """By which lists what is stored was read last, and up to which number; None: all of it."""
        with readable_errors(self.path):
            return spoken.applied(self._connection)
