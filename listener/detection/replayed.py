"""What a backtest tells: budgets, incidents that would have been, spikes that were made up."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from listener.detection.hindsight import Injection
from listener.detection.kept import Kept
from listener.detection.replay import WouldBe
from listener.spikes import Incident


class Heard(Struct, frozen=True, kw_only=True):
    """A series as it is replayed: since when it counts as heard, really or as if it had been.

    `late`: nearly all of what its source publishes is here after so long, where that is known.
    """

    source: str
    since: datetime | None
    really_since: datetime | None
    late: timedelta | None


class Known(Struct, frozen=True, kw_only=True):
    """An incident that people called true, and when the replay would have told of it."""

    incident: Incident
    sent_at: datetime | None
    best: timedelta | None

    @property
    def delay(self) -> timedelta | None:
        """From where it began; a replay may see it begin sooner."""
        if self.sent_at is None:
            return None
        return max(timedelta(), self.sent_at - self.incident.began_at)


class Tried(Struct, frozen=True, kw_only=True):
    """What became of a spike that was made up, at a budget.

    `best` is what it takes who is told the change; `items` came until it was found.
    """

    budget: float
    found_at: datetime | None
    delay: timedelta | None
    items: int | None
    best: timedelta | None

    @property
    def ratio(self) -> float | None:
        """How many times as long as the best; both are a quarter of an hour at least."""
        if self.delay is None or self.best is None:
            return None
        return self.delay / self.best


class Trial(Struct, frozen=True, kw_only=True):
    """A spike that was made up, and what is usual there.

    `soon_after`: so soon after an incident that what alarms is the same one, told already.
    """

    injection: Injection
    a_day: float
    share: float
    soon_after: bool
    tried: tuple[Tried, ...]


class Backtest(Struct, frozen=True, kw_only=True):
    """All that a replay tells."""

    since: datetime
    until: datetime
    heard: tuple[Heard, ...]
    kept: tuple[Kept, ...]
    budget: float
    would_be: tuple[WouldBe, ...]
    known: tuple[Known, ...]
    trials: tuple[Trial, ...]
