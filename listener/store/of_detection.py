"""The part of the store's face that the detector looks at, and keeps what it sees in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from listener.spikes import Arrivals, DetectorState, Evaluation, Mark, Series, Weeks
from listener.store import arrivals, changes, looks, marks, negatives, series, weeks
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened


class OfDetection(Opened):
    """Series, what was learned of them, and every look at them."""

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Whatever is written within is written in one transaction, all or nothing."""
        with writing(self._connection):
            yield

    def series(
        self,
        brand: str,
        since: datetime,
        until: datetime,
        starts: Mapping[str, datetime] | None = None,
    ) -> list[Series]:
        """Counts per quarter of an hour and coverage, one series a source, sources in order.

        Each source from its own moment in `starts` on, the others from `since`.
        """
        with readable_errors(self.path):
            return series.series(self._connection, brand, since, until, starts or {})

    def negatives(self, brand: str, since: datetime) -> dict[str, int]:
        """How many negative mentions of each source were published since then."""
        with readable_errors(self.path):
            return negatives.since(self._connection, brand, since)

    def weekly_negatives(self, brand: str, bounds: Sequence[datetime]) -> list[Weeks]:
        """How many negatives each source of a brand had in each week between these moments."""
        with readable_errors(self.path):
            return weeks.negatives(self._connection, brand, bounds)

    def weeks_seen(
        self, brand: str, sources: Sequence[str], bounds: Sequence[datetime]
    ) -> list[float]:
        """What share of each week was seen of these sources, by the watch that saw least."""
        with readable_errors(self.path):
            return weeks.seen(self._connection, brand, sources, bounds)

    def series_changes(self, brand: str) -> dict[str, datetime]:
        """The earliest quarter of each source, and of the whole, that has changed meanwhile.

        Since the detector took the series in; it is noted that this was read. Read it before
        the series, and give it to `keep_look`.
        """
        with writing(self._connection):
            return changes.read(self._connection, brand)

    def detector_states(self, brand: str) -> list[DetectorState]:
        """What was learned of each series of a brand, by source, oldest first."""
        with readable_errors(self.path):
            return looks.states(self._connection, brand)

    def looked_until(self, brand: str) -> dict[str, datetime]:
        """Where the data of the last look at each series of a brand ended."""
        with readable_errors(self.path):
            return looks.looked_until(self._connection, brand)

    def keep_look(
        self,
        brand: str,
        source: str,
        states: Sequence[DetectorState],
        evaluations: Sequence[Evaluation],
        incident_id: int | None,
        taken: datetime | None,
        now: datetime,
        *,
        before: Sequence[DetectorState] | None = None,
        leave: bool = False,
    ) -> bool:
        """Keep the states of a series in the place of those that it has, and a look at it.

        `taken` is the change that was read and taken in; what has changed since stays to be
        taken in, and with `leave` this one as well. `before` are the states as they were read:
        False, and nothing kept, when another run has kept others meanwhile.
        """
        with writing(self._connection):
            held = looks.held(self._connection, brand, source)
            if before is not None and held != list(before):
                if taken is not None:
                    changes.put_back(self._connection, brand, source, taken)
                return False
            looks.keep(self._connection, held, states, evaluations, incident_id, now)
            looks.forget(self._connection, brand, source, now)
            if taken is not None and not leave:
                changes.taken(self._connection, brand, source, taken)
            return True

    def evaluations(
        self, brand: str, source: str, since: datetime, until: datetime
    ) -> list[Evaluation]:
        """The looks at a series whose data ended within a period, oldest first."""
        with readable_errors(self.path):
            return looks.of_series(self._connection, brand, source, since, until)

    def evaluations_of(self, incident_id: int) -> list[Evaluation]:
        """The looks that belong to an incident, oldest first."""
        with readable_errors(self.path):
            return looks.of_incident(self._connection, incident_id)

    def arrivals(self) -> dict[str, Arrivals]:
        """How late what each source publishes gets here, where anything came live."""
        with readable_errors(self.path):
            return arrivals.read(self._connection)

    def marks(self, brand: str, since: datetime, until: datetime) -> list[Mark]:
        """Days of a period that people called expected, and did not take back, oldest first."""
        with readable_errors(self.path):
            return marks.in_force(self._connection, brand, since, until)

    def mark(self, mark: Mark) -> Mark:
        """Write down that days are expected to stand out; what they taught is learned anew."""
        with writing(self._connection):
            return marks.put(self._connection, mark)

    def withdraw_mark(self, number: int, now: datetime) -> Mark | None:
        """Take a mark back; None where there is none of that number in force."""
        with writing(self._connection):
            return marks.withdraw(self._connection, number, now)
