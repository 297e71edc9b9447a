"""The part of the store's face that looks again at what is stored."""

from __future__ import annotations

from datetime import datetime

from listener.store import erasing, rechecks
from listener.store.batch import Due, DueRule, LookedAgain, Saved
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened


class LooksAgain(Opened):
    """Which mentions are due, what became of them, and what may be kept no longer."""

    def due_again(self, rule: DueRule, limit: int) -> list[Due]:
        """Mentions that are to be asked for by their ids, the oldest knowledge first."""
        with readable_errors(self.path):
            return rechecks.due(self._connection, rule, limit)

    def count_due(self, rule: DueRule) -> tuple[int, datetime | None]:
        """How many those are, and since when nothing is known of the oldest."""
        with readable_errors(self.path):
            return rechecks.count(self._connection, rule)

    def settle_again(self, looked: LookedAgain) -> Saved:
        """Write what became of the mentions of one answer, all or nothing."""
        with writing(self._connection):
            return rechecks.settle(self._connection, looked)

    def expire(self, source: str, before: datetime, now: datetime) -> int:
        """Erase what nobody has been able to ask a source for since then; how many.

        In pieces, each all or nothing, so that others may write.
        """
        with readable_errors(self.path):
            return erasing.expire(self._connection, source, before, now)

    def forget_words(self) -> None:
        """Take what was erased out of the search index too, word for word; others may write."""
        with readable_errors(self.path):
            erasing.forget_words(self._connection)
