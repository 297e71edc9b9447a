"""The store's face towards what people say a mention is."""

from __future__ import annotations

from datetime import datetime

from listener.measuring import Judged
from listener.store import labels
from listener.store.connection import readable_errors, writing
from listener.store.labels import Drawable, Judgement, Labelled
from listener.store.opened import Opened


class OfLabels(Opened):
    """Labels by people: drawn, written, taken back, and what they measure."""

    def drawable(self, brand: str, since: datetime, until: datetime) -> list[Drawable]:
        """The mentions of a period that may be drawn, copies left out."""
        with readable_errors(self.path):
            return labels.drawable(self._connection, brand, since, until)

    def put_label(self, said: Judgement, now: datetime) -> bool:
        """Write down what a person says; the sums follow. False if there is no such mention."""
        with writing(self._connection):
            return labels.put(self._connection, said, now)

    def undo_label(self, brand: str, key: int) -> bool:
        """Take back what was said last of a mention; False if nothing was."""
        with writing(self._connection):
            return labels.undo(self._connection, brand, key)

    def labels(
        self, brand: str | None, since: datetime, *, drawn_only: bool = False
    ) -> list[Labelled]:
        """What stands labelled since then, with its words, the earliest first."""
        with readable_errors(self.path):
            return labels.labels(self._connection, brand, since, drawn_only=drawn_only)

    def judged(self, brand: str | None, since: datetime) -> list[Judged]:
        """What was drawn and labelled since then, beside what the machine says of it now."""
        with readable_errors(self.path):
            return labels.judged(self._connection, brand, since)
