"""The part of the store's face that is about the past: slices to be read, and what days brought."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from listener.model import Watch
from listener.records import DayCount
from listener.slices import Slice
from listener.store import backfills, watches, yields
from listener.store.batch import Lease
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened


class PastStore(Opened):
    """What backfills, and whoever looks at the past of a watch, need of the store."""

    def ask_backfill(self, since: Mapping[str, datetime | None], now: datetime) -> None:
        """Write down, by watch, back to when all is to be read that was not asked before."""
        with writing(self._connection):
            backfills.ask(self._connection, since, now)

    def open_slices(
        self, now: datetime | None = None, key: str | None = None
    ) -> dict[str, tuple[Slice, ...]]:
        """Slices still to be read, by watch, newest first; with a time, those due by then."""
        with readable_errors(self.path):
            return backfills.open_slices(self._connection, now, key)

    def being_backfilled(self, brand: str) -> set[str]:
        """The sources of a brand that have open slices."""
        with readable_errors(self.path):
            return backfills.sources(self._connection, brand)

    def day_counts(
        self,
        brand: str,
        keys: Collection[str],
        since: datetime,
        until: datetime,
        zone: timedelta = timedelta(),
    ) -> dict[str, tuple[DayCount, ...]]:
        """Days with items of a brand's watches, by key, in a zone that is so far from UTC."""
        with readable_errors(self.path):
            return yields.day_counts(self._connection, brand, keys, since, until, zone)

    def lately(self, brand: str, now: datetime) -> dict[str, tuple[int, int, datetime]]:
        """Items of the last 7 and the last 28 days and the newest, of watches that had any."""
        with readable_errors(self.path):
            return yields.lately(self._connection, brand, now)

    def lease_backfill(
        self, watch: Watch, holder: str, now: datetime, seconds: float
    ) -> Lease | None:
        """Take a watch for slices of its past; it stays as due as it was."""
        with writing(self._connection):
            return watches.lease(self._connection, watch, holder, now, seconds, importing=True)
