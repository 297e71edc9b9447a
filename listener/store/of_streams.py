"""The store's face towards streams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from listener.model import Watch
from listener.records import StreamStatus
from listener.store import copies, following, ingest, quarantine, streams, watches
from listener.store.batch import Batch, Saved
from listener.store.connection import readable_errors, writing
from listener.store.hearing import Hearing, Hold, Holding
from listener.store.opened import Opened


class OfStreams(Opened):
    """What a Store can do with what is heard as it happens."""

    def hold_stream(
        self, source: str, configured: Sequence[Watch], holder: str, now: datetime, seconds: float
    ) -> Hold | None:
        """Take a stream, for these watches; None while another one listens to it."""
        with writing(self._connection):
            return streams.hold(self._connection, source, configured, holder, now, seconds)

    def holding(self, source: str, ids: Sequence[str]) -> dict[str, Holding]:
        """What is stored of these ids, whatever the brand, by id."""
        with readable_errors(self.path):
            return streams.holding(self._connection, source, ids)

    def below(self, source: str, beginnings: Sequence[str]) -> list[str]:
        """The ids of what is stored, and not gone, that begin with one of these."""
        with readable_errors(self.path):
            return streams.below(self._connection, source, beginnings)

    def hear(self, hearing: Hearing) -> Saved:
        """Store some seconds of a stream; LeaseLost when another one listens by now."""
        saved = Saved()
        with writing(self._connection):
            streams.note(self._connection, hearing)
            for batch in hearing.batches:
                one = ingest.store_items(self._connection, batch)
                following.follow(self._connection, batch)
                watches.count(self._connection, batch, one)
                quarantine.keep(self._connection, batch)
                saved = Saved(new=saved.new + one.new, changed=saved.changed + one.changed)
        return saved

    def fail_stream(self, held: Hold, now: datetime, error: str) -> None:
        """Write down why nothing is heard at present."""
        with writing(self._connection):
            streams.fail(self._connection, held, now, error)

    def release_stream(self, held: Hold, now: datetime) -> None:
        """Give a stream back."""
        with writing(self._connection):
            for walk in held.walks.values():
                copies.forget(self._connection, Batch(walk=walk, now=now))
            streams.release(self._connection, held, now)

    def streams(self) -> list[StreamStatus]:
        """Every stream that was ever listened to, and up to where."""
        with readable_errors(self.path):
            return streams.statuses(self._connection)
