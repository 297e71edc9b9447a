"""The store's face towards what was learned from people's labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from listener.store import calibrations
from listener.store.calibrations import StoredCalibration
from listener.store.connection import readable_errors, writing
from listener.store.opened import Opened


class OfLearning(Opened):
    """Calibrations: in force, put in force, taken back."""

    def calibrations(self) -> list[StoredCalibration]:
        """All that are in force, by model, language and source."""
        with readable_errors(self.path):
            return calibrations.in_force(self._connection)

    def put_calibrations(
        self, found: Sequence[StoredCalibration], now: datetime, only: str | None = None
    ) -> None:
        """Put these in force, in place of all before; with `only`, of those of that source."""
        with writing(self._connection):
            calibrations.put(self._connection, found, now, only)

    def undo_calibrations(self, now: datetime) -> bool:
        """Put in force again what the latest ones took the place of; False if none are in force."""
        with writing(self._connection):
            return calibrations.undo(self._connection, now)
