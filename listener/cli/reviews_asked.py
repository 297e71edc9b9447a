"""What `listener reviews` was asked for, and what it found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from msgspec import Struct

from listener.config import Brand
from listener.records import (
    StoredMention,
)
from listener.reviewing import ReviewLife, StarChange
from listener.source import load_source, source_names


class Found(Struct, frozen=True, kw_only=True):
    """All that is known of the reviews of one brand in the period, before it is counted."""

    brand: Brand
    lives: Sequence[ReviewLife]
    changes: Sequence[StarChange]
    mismatches: Sequence[StoredMention]

    @property
    def zone(self) -> tzinfo:
        """The time zone of the brand."""
        return ZoneInfo(self.brand.time_zone)

    @property
    def edited_only(self) -> frozenset[str]:
        """Those of its sources whose only time is that of the last edit."""
        names = {each.source for each in self.lives} & set(source_names())
        return frozenset(name for name in names if load_source(name).about.times == "edited")


class Asked(Struct, frozen=True, kw_only=True):
    """What the options ask for."""

    begin: datetime
    end: datetime
    now: datetime
    grace: timedelta
    by_listing: bool
    limit: int
