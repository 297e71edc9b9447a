"""The store: the only thing that speaks SQL. `Store` is its face; SQLite is behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from listener.model import (
    Label,
    Payload,
    Watch,
)
from listener.records import Answer, Report, StoredMention, WatchStatus
from listener.reviewing import ReviewLife, StarChange, StarStep
from listener.store import (
    answers,
    backfills,
    copies,
    following,
    imports,
    ingest,
    mentions,
    quarantine,
    reports,
    reviews,
    statuses,
    totals,
    watches,
)
from listener.store.again import LooksAgain
from listener.store.answers import Standing
from listener.store.batch import (
    Batch,
    Claim,
    Due,
    DueRule,
    Known,
    Lease,
    LookedAgain,
    Saved,
    Scored,
)
from listener.store.calibrations import StoredCalibration
from listener.store.connection import readable_errors, rehearsing, writing
from listener.store.hearing import Hearing, Hold, Holding
from listener.store.labels import Drawable, Judgement, Labelled
from listener.store.of_aspects import OfAspects
from listener.store.of_budgets import OfBudgets
from listener.store.of_detection import OfDetection
from listener.store.of_digests import OfDigests
from listener.store.of_drivers import OfDrivers
from listener.store.of_incidents import OfIncidents
from listener.store.of_labels import OfLabels
from listener.store.of_learning import OfLearning
from listener.store.of_outages import OfOutages
from listener.store.of_outgoing import OfOutgoing
from listener.store.of_periods import OfPeriods
from listener.store.of_scores import OfScores
from listener.store.of_streams import OfStreams
from listener.store.past import PastStore
from listener.store.spending import Account, Booked
from listener.store.what_counts import WhatCounts

__all__ = [
    "Account",
    "Batch",
    "Booked",
    "Claim",
    "Drawable",
    "Due",
    "DueRule",
    "Hearing",
    "Hold",
    "Holding",
    "Judgement",
    "Known",
    "Labelled",
    "Lease",
    "LookedAgain",
    "Saved",
    "Scored",
    "Standing",
    "Store",
    "StoredCalibration",
]


class Store(
    LooksAgain,
    PastStore,
    OfStreams,
    OfAspects,
    OfBudgets,
    OfDetection,
    OfDigests,
    OfDrivers,
    OfIncidents,
    OfLabels,
    OfLearning,
    OfOutages,
    OfOutgoing,
    OfPeriods,
    OfScores,
    WhatCounts,
):
    """A database of mentions, watches and incidents.

    Every method either does all of its work or raises StoreError having done nothing.
    One Store is for one thread at a time; processes may share a file.
    """

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

    def holds_one(self, held: Lease) -> bool:
        """Whether just one mention of a watch is stored that is not gone."""
        with readable_errors(self.path):
            return watches.holds_one(self._connection, held)

    def save(self, batch: Batch) -> Saved:
        """Store a page, and with the last one the end of its walk; LeaseLost if taken over."""
        with writing(self._connection):
            watches.hold(self._connection, batch)
            late = batch.imported or batch.late_before is not None
            before = imports.counts(self._connection, batch) if late else {}
            saved = ingest.store_items(self._connection, batch)
            following.follow(self._connection, batch)
            if batch.imported:
                imports.date_sightings(self._connection, batch)
                imports.cover(self._connection, batch, before)
            elif batch.late_before is not None:
                backfills.cover_late(self._connection, batch, before)
            watches.count(self._connection, batch, saved)
            totals.note(self._connection, batch)
            watches.cover_late(self._connection, batch)
            quarantine.keep(self._connection, batch)
            if batch.end is not None:
                copies.forget(self._connection, batch)
                watches.end_walk(self._connection, batch, batch.end)
            backfills.settle(self._connection, batch)
        return saved

    # Files

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Whatever is stored within is forgotten afterwards; other writers wait so long."""
        with rehearsing(self._connection):
            yield

    def lease_import(
        self, watch: Watch, holder: str, now: datetime, seconds: float
    ) -> Lease | None:
        """Take a watch, configured or not, for a file; None when a crawl holds it."""
        with writing(self._connection):
            return imports.lease(self._connection, watch, holder, now, seconds)

    def release(self, held: Lease, now: datetime) -> None:
        """Give back a watch that was taken for a file."""
        with writing(self._connection):
            imports.release(self._connection, held, now)

    def known_until(self, source: str, ids: Sequence[str]) -> dict[str, datetime]:
        """Up to when what is stored of these ids is known to be so, by id."""
        with readable_errors(self.path):
            return imports.known_until(self._connection, source, ids)

    def set_aside(self, source: str, file: Payload, error: str, now: datetime) -> None:
        """Keep a file that could not be read."""
        with writing(self._connection):
            imports.set_aside(self._connection, source, file, error, now)

    # Reading

    def report(
        self,
        brand: str,
        name: str,
        zone: str,
        since: datetime,
        until: datetime,
        watches: Collection[int] | None = None,
    ) -> Report:
        """The sums, incidents and watches of a brand; or, of some of its watches, what they had."""
        with readable_errors(self.path):
            return reports.report(self._connection, brand, name, zone, (since, until), watches)

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
        aspect: str | None = None,
        stage: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
        collapsed: bool = False,
    ) -> Iterator[StoredMention]:
        """Mentions newest first, by full text (accents folded) and filters.

        With `collapsed`, one for all that say the same, what is repeated most on top.
        Raises StoreError for a search that cannot be understood.
        """
        with readable_errors(self.path):
            yield from mentions.mentions(
                self._connection,
                text=text,
                brand=brand,
                source=source,
                label=label,
                aspect=aspect,
                stage=stage,
                since=since,
                until=until,
                limit=limit,
                collapsed=collapsed,
            )

    def reviews(
        self,
        brand: str,
        since: datetime,
        until: datetime,
        source: str | None = None,
        *,
        watches: Collection[int] | None = None,
        among: int = -1,
    ) -> list[ReviewLife]:
        """What became of the reviews that were written in a period; among its newest mentions."""
        with readable_errors(self.path):
            span = int(since.timestamp()), int(until.timestamp())
            return reviews.lives(self._connection, brand, span, source, watches, among)

    def star_changes(
        self, brand: str, since: datetime, until: datetime, source: str | None = None
    ) -> list[StarChange]:
        """Stars that authors have changed, noticed in a period, newest first."""
        with readable_errors(self.path):
            return reviews.star_changes(self._connection, brand, since, until, source)

    def star_steps(self, brand: str, since: datetime, until: datetime) -> list[StarStep]:
        """How stars were changed in a period, without what was said."""
        with readable_errors(self.path):
            span = int(since.timestamp()), int(until.timestamp())
            return reviews.star_steps(self._connection, brand, span)

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
                contradicted=True,
            )
            return list(found)

    # Answers

    def mention(self, key: int) -> list[StoredMention]:
        """The mention of that number, once for each brand that it is about."""
        with readable_errors(self.path):
            return list(mentions.mentions(self._connection, key=key))

    def standing(self, key: int) -> Standing:
        """What stands under a review: the owner's answers that its site shows, and ours."""
        with readable_errors(self.path):
            return answers.standing(self._connection, key)

    def begin_answer(self, answer: Answer, before: Standing) -> Answer | None:
        """Write down that an answer is about to be sent, in place of what stands there.

        None, and nothing written, when something else stands there than the person saw: of two
        who answer at once, one sends.
        """
        with writing(self._connection):
            return answers.begin(self._connection, answer, before)

    def settle_answer(self, answer: Answer, instead_of: Answer | None = None) -> None:
        """Write what became of an answer; `instead_of` stands again where it did not go out."""
        with writing(self._connection):
            answers.settle(self._connection, answer, instead_of)

    def answers(self, brand: str | None = None, limit: int | None = None) -> list[Answer]:
        """What was answered: first what is still open, the oldest first; then the latest."""
        with readable_errors(self.path):
            return answers.sent(self._connection, brand, limit)

    def open_answers(self, brand: str | None = None) -> list[Answer]:
        """Answers that wait at their site, were rejected, or of which we know nothing."""
        with readable_errors(self.path):
            return answers.still_open(self._connection, brand)
