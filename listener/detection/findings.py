"""What detection says: a reading per window, the finding, and the change to an incident."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from listener.detection.incidents import Change

__all__ = ["ENGINE", "Change", "Finding", "Reading"]

ENGINE = "counts-1"
"""Which method found an incident; kept with it."""

WINDOWS = (60, 180, 720, 1440)
"""Minutes of the windows that are looked at, all ending now."""

LOOKS_PER_WINDOW = 4
"""Looks a quarter of a window apart count as different ones; nearer ones see the same thing."""

Verdict = Literal["warm_up", "too_little", "usual", "spike"]


class Reading(Struct, frozen=True, kw_only=True):
    """One window: what was observed, what is usual, and how likely so many are by chance.

    `low` and `high` bound what is usual nine times in ten. `complete` says that nearly all of
    it was collected; `judged` that it may raise an alarm as well.
    """

    window_minutes: int
    start: datetime
    observed: int
    items: int
    copies: int
    expected: float
    low: float
    high: float
    probability: float
    history_days: float
    complete: bool
    judged: bool
    alarming: bool

    @property
    def end(self) -> datetime:
        """Where the data end."""
        return self.start + timedelta(minutes=self.window_minutes)

    @property
    def usual(self) -> bool:
        """No more negatives than there usually are."""
        return self.observed <= max(self.high, self.expected)

    @property
    def strangeness(self) -> float:
        """Smaller is stranger: the alarms a month that a threshold just here would raise."""
        return self.probability * looks_per_month(self.window_minutes)


class Finding(Reading, frozen=True, kw_only=True):
    """The strangest window, the verdict on it, and all readings, the shortest window first."""

    verdict: Verdict
    readings: tuple[Reading, ...]


def looks_per_month(window_minutes: int) -> float:
    """How many different looks a month all windows make, spread evenly over the windows."""
    return len(WINDOWS) * LOOKS_PER_WINDOW * 30 * 1440 / window_minutes
