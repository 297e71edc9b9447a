"""The part of the store's face that is about messages: the outbox, and who takes none."""

from __future__ import annotations

from datetime import datetime

from listener.outgoing import Pause
from listener.records import ChannelKind, Delivery
from listener.store import outbox, pauses
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened


class OfOutgoing(Opened):
    """Messages as they are written, sent, held back and looked up."""

    def put(self, delivery: Delivery) -> None:
        """Put a message into the outbox; held back where its target takes none for now."""
        with writing(self._connection):
            outbox.put(self._connection, delivery, delivery.incident_id)

    def claim(
        self, now: datetime, seconds: float = 300.0, limit: int | None = None
    ) -> list[Delivery]:
        """Messages that are due, the oldest first, reserved for this process for some seconds."""
        with writing(self._connection):
            return outbox.claim(self._connection, now, seconds, limit)

    def settle(self, delivery: Delivery, pause: Pause | None = None) -> None:
        """Write what became of a claimed message; `pause` holds its target from here on.

        A test that was taken ends the pause of a target that had refused.
        """
        with writing(self._connection):
            outbox.settle(self._connection, delivery)
            if pause is not None:
                pauses.pause(self._connection, pause)
            if delivery.event == "test" and delivery.sent_at is not None:
                target = (delivery.channel, delivery.recipient, delivery.sent_at, None)
                pauses.lift(self._connection, *target, refused_only=True)

    def waiting(self) -> list[Delivery]:
        """Messages not yet sent, oldest first.

        Among them those that are held back, and what was refused if nothing was taken since.
        """
        with readable_errors(self.path):
            return outbox.waiting(self._connection)

    def deliveries(self, limit: int | None = None) -> list[Delivery]:
        """All messages that were ever written, the newest first."""
        with readable_errors(self.path):
            return outbox.latest(self._connection, limit)

    def let_go(self, now: datetime) -> None:
        """Give up messages that were held back until they were no news any more."""
        with writing(self._connection):
            pauses.let_go(self._connection, now)

    # Pauses

    def pauses(self, brand: str | None = None) -> list[Pause]:
        """Who takes no messages for now, the oldest first; of a brand, those for all included."""
        with readable_errors(self.path):
            return pauses.pauses(self._connection, brand)

    def pause(self, pause: Pause) -> None:
        """Send a target nothing from here on; what waits for it is held back."""
        with writing(self._connection):
            pauses.pause(self._connection, pause)

    def lift(
        self, channel: ChannelKind, recipient: str, now: datetime, brand: str | None = None
    ) -> int:
        """End the pauses of a target, or only that for a brand; how many messages wait again.

        What was held back is sent if it is of the last day, or its incident is still open.
        """
        with writing(self._connection):
            return pauses.lift(self._connection, channel, recipient, now, brand)
