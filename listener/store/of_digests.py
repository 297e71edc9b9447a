"""The part of the store's face that is about digests that were sent."""

from __future__ import annotations

from listener.outgoing import DigestRun
from listener.store import digest_runs
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened


class OfDigests(Opened):
    """Digests that were made to be sent."""

    def note_digest(self, run: DigestRun) -> None:
        """Write down that a digest was made."""
        with writing(self._connection):
            digest_runs.note(self._connection, run)

    def last_digest(self, scope: str, period: str) -> DigestRun | None:
        """The digest of the latest period that was made of a brand or group."""
        with readable_errors(self.path):
            return digest_runs.last(self._connection, scope, period)
