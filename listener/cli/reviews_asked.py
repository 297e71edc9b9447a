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


class Asked(Struct, frozen=True, kw_only=True):
    """What the options ask for."""

    begin: datetime
    end: datetime
    now: datetime
    grace: timedelta
    by_listing: bool
    limit: int
