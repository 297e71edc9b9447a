"""Days, weeks and months by the clocks of a place: the last that is over, and those before. Pure.

A week begins on Monday. Nights in which the clocks change are as long as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal, get_args

from msgspec import Struct

Period = Literal["day", "week", "month"]
PERIODS: tuple[Period, ...] = get_args(Period)

LOOKS_BACK = 60
"""Periods that are looked back upon, at most: who was away for longer asks for what they want."""


class Stretch(Struct, frozen=True):
    """A period of published time: from `since` up to, and without, `until`."""

    since: datetime
    until: datetime


def last_whole(period: Period, now: datetime, zone: tzinfo) -> Stretch:
    """The last period that is over."""
    until = _begin(period, now.astimezone(zone))
    return _between(_before(period, until), until)


def missing(period: Period, done_until: datetime, stretch: Stretch, zone: tzinfo) -> list[Stretch]:
    """The periods between what was done up to then and this one, oldest first."""
    return list(_backwards(period, done_until, stretch, zone))[::-1]


def lengths(since: datetime, until: datetime, zone: tzinfo) -> tuple[timedelta, timedelta]:
    """How long it is, and how long by the clocks on the wall, which are set twice a year.

    A week is one by either.
    """
    begins, ends = (at.astimezone(zone).replace(tzinfo=None) for at in (since, until))
    return until.astimezone(UTC) - since.astimezone(UTC), ends - begins


def _backwards(
    period: Period, done_until: datetime, stretch: Stretch, zone: tzinfo
) -> Iterator[Stretch]:
    until = stretch.since.astimezone(zone)
    for _ in range(LOOKS_BACK):
        if until <= done_until:
            return
        since = _before(period, until)
        yield _between(since, until)
        until = since


def _begin(period: Period, local: datetime) -> datetime:
    """When the period of a moment began, on the wall."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if period == "week":
        return midnight - timedelta(days=midnight.weekday())
    return midnight.replace(day=1) if period == "month" else midnight


def _before(period: Period, local: datetime) -> datetime:
    """When the period began that ends there. Aware times of one zone are subtracted on the wall."""
    return _begin(period, local - timedelta(days=1))


def _between(since: datetime, until: datetime) -> Stretch:
    return Stretch(since.astimezone(UTC), until.astimezone(UTC))
