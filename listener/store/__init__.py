"""The store: the only thing that speaks SQL. `Store` is its face; SQLite is behind it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from listener.model import (
    Label,
    Watch,
)
from listener.records import (
    Delivery,
    EventKind,
    Incident,
    Report,
    Series,
    StoredMention,
    WatchStatus,
)
from listener.reviewing import CONFIDENT, ReviewLife, StarChange
from listener.store import (
    incidents,
    ingest,
    mentions,
    outbox,
    reports,
    reviews,
    series,
    statuses,
    totals,
    watches,
)
from listener.store.batch import Batch, Known, Lease, Saved, Scored
from listener.store.connection import connect, readable_errors, writing

__all__ = ["Batch", "Known", "Lease", "Saved", "Scored", "Store"]


class Store:
    """A database of mentions, watches and incidents.

    Every method either does all of its work or raises StoreError having done nothing.
    One Store is for one thread at a time; processes may share a file.
    """

    def __init__(self, path: Path | str, *, create: bool = True) -> None:
        self.path = Path(path)
        self._connection: sqlite3.Connection = connect(path, create=create)
        with readable_errors(path):
            ingest.prepare(self._connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Watches

    def register(self, configured: Sequence[Watch]) -> None:
        """Make the configured watches the active ones."""
        with writing(self._connection):
            watches.register(self._connection, configured)

    def due(self, now: datetime, every: dict[str, timedelta]) -> list[str]:
        """Keys of the watches whose time has come, the longest waiting first."""
        with readable_errors(self.path):
            return watches.due(self._connection, now, every)

    def lease(self, watch: Watch, holder: str, now: datetime, seconds: float) -> Lease | None:
        """Take a watch for one walk; None when another crawl holds it."""
        with writing(self._connection):
            return watches.lease(self._connection, watch, holder, now, seconds)

    # Pages

    def known(self, brand: str, source: str, ids: Sequence[str]) -> dict[str, Known]:
        """What is stored of these ids, by id."""
        with readable_errors(self.path):
            return ingest.known(self._connection, brand, source, ids)

    def save(self, batch: Batch) -> Saved:
        """Store a page, and with the last one the end of its walk; LeaseLost if taken over."""
        with writing(self._connection):
            watches.hold(self._connection, batch)
            saved = ingest.store_items(self._connection, batch)
            self._connection.execute(
                "UPDATE walks SET pages = pages + ?, items = items + ?, new = new + ?,"
                " changed = changed + ?, unmatched = unmatched + ? WHERE id = ?",
                (
                    batch.pages,
                    batch.items,
                    saved.new,
                    saved.changed,
                    batch.unmatched,
                    batch.walk.walk_id,
                ),
            )
            totals.note(self._connection, batch)
            watches.cover_late(self._connection, batch)
            watches.quarantine(self._connection, batch)
            if batch.end is not None:
                watches.end_walk(self._connection, batch, batch.end)
        return saved

    # Detection

    def series(self, brand: str, since: datetime, until: datetime) -> list[Series]:
        """Counts per quarter of an hour and coverage, one series a source, sources in order."""
        with readable_errors(self.path):
            return series.series(self._connection, brand, since, until)

    def negatives(self, brand: str, since: datetime) -> dict[str, int]:
        """How many negative mentions of each source were published since then."""
        with readable_errors(self.path):
            return series.negatives(self._connection, brand, since)

    def open_incidents(self, brand: str | None = None) -> list[Incident]:
        """Incidents that have not recovered, oldest first."""
        with readable_errors(self.path):
            return incidents.still_open(self._connection, brand)

    def incidents(self, brand: str, since: datetime, until: datetime) -> list[Incident]:
        """Incidents of a brand that were open at some time of a period, oldest first."""
        with readable_errors(self.path):
            return incidents.between(self._connection, brand, since, until)

    def save_incident(
        self,
        before: Incident | None,
        after: Incident,
        event: EventKind | None,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
    ) -> Incident | None:
        """Store an incident with its event and the messages about it, all or nothing.

        `before` is the open incident as it was read. None, and nothing stored, when another
        run has changed it since: that one has told the team.
        """
        with writing(self._connection):
            saved = incidents.save(self._connection, before, after, event, now)
            if saved is not None:
                for delivery in deliveries:
                    outbox.put(self._connection, delivery, saved.id)
            return saved

    # Outbox

    def put(self, delivery: Delivery) -> None:
        """Put a message into the outbox."""
        with writing(self._connection):
            outbox.put(self._connection, delivery, delivery.incident_id)

    def claim(
        self, now: datetime, seconds: float = 300.0, limit: int | None = None
    ) -> list[Delivery]:
        """Messages that are due, the oldest first, reserved for this process for some seconds."""
        with writing(self._connection):
            return outbox.claim(self._connection, now, seconds, limit)

    def settle(self, delivery: Delivery) -> None:
        """Write what became of a claimed message."""
        with writing(self._connection):
            outbox.settle(self._connection, delivery)

    def waiting(self) -> list[Delivery]:
        """Messages not yet sent, refused ones included, oldest first."""
        with readable_errors(self.path):
            return outbox.waiting(self._connection)

    # Reading

    def report(self, brand: str, name: str, zone: str, since: datetime, until: datetime) -> Report:
        """Everything a digest of one brand needs."""
        with readable_errors(self.path):
            return reports.report(self._connection, brand, name, zone, since, until)

    def statuses(self, brand: str | None = None) -> list[WatchStatus]:
        """All active watches with their health, by brand and source."""
        with readable_errors(self.path):
            return statuses.statuses(self._connection, brand, None, None)

    def mentions(
        self,
        *,
        text: str = "",
        brand: str | None = None,
        source: str | None = None,
        label: Label | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[StoredMention]:
        """Mentions newest first, by full text (accents folded) and filters.

        Raises StoreError for a search that cannot be understood.
        """
        with readable_errors(self.path):
            yield from mentions.mentions(
                self._connection,
                text=text,
                brand=brand,
                source=source,
                label=label,
                since=since,
                until=until,
                limit=limit,
            )

    def reviews(
        self, brand: str, since: datetime, until: datetime, source: str | None = None
    ) -> list[ReviewLife]:
        """What became of the reviews that were written in a period."""
        with readable_errors(self.path):
            return reviews.lives(self._connection, brand, since, until, source)

    def star_changes(
        self, brand: str, since: datetime, until: datetime, source: str | None = None
    ) -> list[StarChange]:
        """Stars that authors have changed, noticed in a period, newest first."""
        with readable_errors(self.path):
            return reviews.star_changes(self._connection, brand, since, until, source)

    def mismatches(
        self, brand: str, since: datetime, until: datetime, source: str | None, limit: int
    ) -> list[StoredMention]:
        """Reviews of a period whose words contradict their stars, newest first."""
        with readable_errors(self.path):
            found = mentions.mentions(
                self._connection,
                brand=brand,
                source=source,
                since=since,
                until=until,
                limit=limit,
                contradicted=CONFIDENT,
            )
            return list(found)
