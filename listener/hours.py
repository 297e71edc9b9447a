"""Hours of the week, as people write them: `22:00-08:00`, `mon-fri 09:00-18:00`, several by commas.

Spanish names of days count as well: `lun-vie 09:00-18:00`. A stretch that ends before it begins
goes on into the next day.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from msgspec import Struct

_DAYS = {
    name: at
    for names in (
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("lun", "mar", "mie", "jue", "vie", "sab", "dom"),
        ("", "", "mié", "", "", "sáb", ""),
    )
    for at, name in enumerate(names)
    if name
}
_PART = re.compile(
    r"(?:(?P<first>[^\W\d]{3})(?:-(?P<last>[^\W\d]{3}))?)?\s*"
    r"(?:(?P<start>\d{1,2}:\d{2})-(?P<end>\d{1,2}:\d{2}))?"
)
_DAY = 24 * 60


class Stretch(Struct, frozen=True):
    """Days of the week, Monday is 0, and minutes after midnight; `end` may lie on the next day."""

    days: frozenset[int]
    start: int = 0
    end: int = _DAY


class Hours(Struct, frozen=True):
    """Hours of the week; without a stretch there are none."""

    stretches: tuple[Stretch, ...] = ()

    def holds(self, at: datetime, zone: tzinfo) -> bool:
        """Whether a moment lies in them, by the clocks of that zone."""
        return any(_holds(each, at.astimezone(zone)) for each in self.stretches)

    def ends(self, at: datetime, zone: tzinfo) -> datetime:
        """When they are over next, in UTC: the first full minute from `at` that is not in them."""
        return self._next(at, zone, held=False)

    def begins(self, at: datetime, zone: tzinfo) -> datetime:
        """When they begin next, in UTC: the first full minute from `at` that is in them."""
        return self._next(at, zone, held=True)

    @property
    def never_end(self) -> bool:
        """Whether they are the whole week."""
        monday = datetime(2024, 1, 1, tzinfo=UTC)
        return self.holds(monday, UTC) and self.ends(monday, UTC) == monday

    def _next(self, at: datetime, zone: tzinfo, *, held: bool) -> datetime:
        if self.holds(at, zone) == held:
            return at.astimezone(UTC)
        # By the clock on the wall: a night in which the clocks change is as long as it is.
        wall = at.astimezone(zone).replace(second=0, microsecond=0)
        for minutes in range(1, 8 * _DAY):
            then = (wall + timedelta(minutes=minutes)).replace(fold=0)
            if any(_holds(each, then) for each in self.stretches) == held:
                return then.astimezone(UTC)
        return at.astimezone(UTC)


def hours(text: str) -> Hours:
    """The hours that a text names; none for an empty one. ValueError for what is no such text."""
    parts = [part.strip().lower() for part in text.split(",")]
    return Hours(tuple(_stretch(part) for part in parts if part))


def _stretch(text: str) -> Stretch:
    found = _PART.fullmatch(text)
    if found is None:
        raise ValueError(text)
    start, end = _minutes(found["start"], 0), _minutes(found["end"], _DAY)
    return Stretch(_days(found["first"], found["last"]), start, end if end > start else end + _DAY)


def _days(first: str | None, last: str | None) -> frozenset[int]:
    if first is None:
        return frozenset(range(7))
    begin, end = (_DAYS[name] if name in _DAYS else _fail(name) for name in (first, last or first))
    return frozenset((begin + each) % 7 for each in range((end - begin) % 7 + 1))


def _minutes(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    hour, minute = map(int, text.split(":"))
    if hour * 60 + minute > _DAY or minute > 59:
        _fail(text)
    return hour * 60 + minute


def _fail(text: str) -> int:
    raise ValueError(text)


def _holds(stretch: Stretch, local: datetime) -> bool:
    minute, day = local.hour * 60 + local.minute, local.weekday()
    today = day in stretch.days and stretch.start <= minute < stretch.end
    yesterday = (day - 1) % 7 in stretch.days and minute + _DAY < stretch.end
    return today or yesterday
