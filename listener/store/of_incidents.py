"""The part of the store's face that is about incidents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from listener.records import AlarmPrecision, Delivery, Notice
from listener.spikes import Evaluation, EventKind, Incident
from listener.store import incidents, negatives, outbox, told
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened


class OfIncidents(Opened):
    """Incidents as they are found, told of, and looked up."""

    def open_incidents(self, brand: str | None = None) -> list[Incident]:
        """Incidents that have not recovered, oldest first."""
        with readable_errors(self.path):
            return incidents.still_open(self._connection, brand)

    def incidents(self, brand: str, since: datetime, until: datetime) -> list[Incident]:
        """Incidents of a brand that were open in a period, oldest first.

        Among them those that were over when they were found, if that was in the period.
        """
        with readable_errors(self.path):
            return incidents.between(self._connection, brand, since, until)

    def incident(self, number: int) -> Incident | None:
        """The incident of that number."""
        with readable_errors(self.path):
            return incidents.incident(self._connection, number)

    def last_incident(self, brand: str | None = None) -> Incident | None:
        """The incident that was found last."""
        with readable_errors(self.path):
            return incidents.last(self._connection, brand)

    def incident_events(self, number: int) -> list[tuple[datetime, EventKind]]:
        """What happened to an incident, and when, oldest first."""
        with readable_errors(self.path):
            return incidents.events(self._connection, number)

    def save_incident(
        self,
        before: Incident | None,
        after: Incident,
        event: EventKind | None,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        *,
        basis: bytes | None = None,
    ) -> Incident | None:
        """Store an incident with its event, its basis and the messages about it, all or nothing.

        `before` is the incident as it was read, open or over. None, and nothing stored, when
        another run has changed it since, or opened another of its series: that one has told
        the team.
        """
        with writing(self._connection):
            saved = incidents.save(self._connection, before, after, event, now, basis)
            if saved is not None:
                for delivery in deliveries:
                    outbox.put(self._connection, delivery, saved.id)
            return saved

    def basis(self, number: int, *, latest: bool = False) -> bytes | None:
        """What the evaluation was computed from that opened an incident, or its latest one."""
        with readable_errors(self.path):
            return incidents.basis(self._connection, number, latest=latest)

    def told_looks(self, number: int) -> list[Evaluation]:
        """The evaluations by which an incident was told of when something happened to it."""
        with readable_errors(self.path):
            return incidents.told_looks(self._connection, number)

    def told(self, numbers: Sequence[int], now: datetime) -> list[Notice]:
        """What was told of these incidents, or waits to be, with all that the same messages tell.

        Oldest first; what somebody is sending now counts as told.
        """
        with readable_errors(self.path):
            return told.told(self._connection, numbers, now)

    def told_of(self, delivery: Delivery) -> list[tuple[Incident, EventKind]]:
        """What a message tells: each incident as it was when it was written, the gravest first."""
        with readable_errors(self.path):
            return told.events_of(self._connection, delivery)

    def begins_thread(self, delivery: Delivery) -> bool:
        """Whether nothing was told to its recipient in its thread before."""
        with readable_errors(self.path):
            return told.begins(self._connection, delivery)

    def replace_deliveries(self, numbers: Sequence[int]) -> None:
        """Take back messages that were not sent: a later one says what they would have said."""
        with writing(self._connection):
            told.replace(self._connection, numbers)

    def precision(self, brand: str, since: datetime) -> AlarmPrecision:
        """How many of the alarms that a brand was told of since then were worth it."""
        with readable_errors(self.path):
            return told.precision(self._connection, brand, since)

    def authors(self, brand: str, source: str, since: datetime, until: datetime) -> int:
        """How many people wrote the negatives of a period, of one source or ("*") of all.

        A mention of which nobody knows who wrote it counts as one of its own.
        """
        with readable_errors(self.path):
            return negatives.authors(self._connection, brand, source, since, until)
