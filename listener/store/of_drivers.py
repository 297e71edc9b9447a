"""The part of the store's face that tells what an incident is made of."""

from __future__ import annotations

from datetime import datetime

from listener.causes import Item
from listener.store.connection import readable_errors
from listener.store.items import USUAL, WINDOW, usual, window
from listener.store.opened import Opened


class OfDrivers(Opened):
    """The items of an incident, and those that it is compared with."""

    def items(
        self,
        brand: str,
        source: str | None,
        since: datetime,
        until: datetime,
        limit: int = WINDOW,
    ) -> list[Item]:
        """Everything said of a brand between two moments, the newest first; on a source, or all.

        Only negatives have a text, and only those that are neither gone nor erased.
        """
        with readable_errors(self.path):
            return window(self._connection, brand, source, since, until, limit)

    def usual_negatives(
        self,
        brand: str,
        source: str | None,
        since: datetime,
        until: datetime,
        limit: int = USUAL,
    ) -> list[Item]:
        """The negatives of a stretch of time; of very many the last of each day."""
        with readable_errors(self.path):
            return usual(self._connection, brand, source, since, until, limit)
