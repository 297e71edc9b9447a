"""The part of the store's face that tells what cannot be seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from listener.records import Delivery, LastSeen, Outage
from listener.store import outages, outbox
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened


class OfOutages(Opened):
    """Sources that are read no more, and that are again."""

    def last_seen(self, brand: str) -> list[LastSeen]:
        """When each source was last seen for a brand that ever was, by source."""
        with readable_errors(self.path):
            return outages.last_seen(self._connection, brand)

    def usual_interval(self, brand: str, source: str) -> timedelta:
        """How often a source is usually read for a brand."""
        with readable_errors(self.path):
            return outages.usual_interval(self._connection, brand, source)

    def open_outages(self, brand: str) -> list[Outage]:
        """Outages of a brand that are not over, by source."""
        with readable_errors(self.path):
            return outages.still_open(self._connection, brand)

    def last_outages(self, brand: str) -> dict[str, datetime]:
        """When each source's last outage was over that somebody was told of."""
        with readable_errors(self.path):
            return outages.last_told(self._connection, brand)

    def save_outages(self, changed: Sequence[Outage], deliveries: Sequence[Delivery]) -> bool:
        """Store what began or ended with the messages about it, all or nothing.

        False, and nothing stored, when another run has been quicker.
        """
        with writing(self._connection):
            if not outages.save(self._connection, changed):
                return False
            for delivery in deliveries:
                outbox.put(self._connection, delivery, None)
            return True
