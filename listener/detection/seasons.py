"""What is usual at this hour: items a quarter, by hour of the week, and how it is learned.

The mean is a level (of days) times a factor of the hour. Hour of the week leans on hour of the day
(weekends apart) times day of the week, and that on the whole, as firmly as a few hours of talk
would say. All of it forgets by half in six weeks, the level in three days. In the first week
there is no factor; then all are read off it at once.
"""

from __future__ import annotations

import numpy as np

from listener.detection.layout import Flags, Numbers, Part, Places, States

WEEK = 672
"""Quarters of an hour in a week."""

FORGETS_DAYS, LEVEL_DAYS = 42, 3
_LEVEL_ITEMS = 20
"""The level of days leans on that of weeks as firmly as twenty items say."""

_FIRM_ITEMS, _FIRM_HOUR, _FIRM_DAY = 5, 8, 16
"""A factor leans on the coarser one as firmly as five items and so many quarters say."""


class Usual:
    """What is expected in a quarter: `items` of it, `factor` of the hour, `level` of the days."""

    def __init__(self, states: States, slot: Places) -> None:
        season, age = states["season"], states["rest"]["age"]
        column = np.arange(states.series)
        self.slot, self.day = slot, slot // 24
        self.hour = slot % 24 + 24 * (self.day > 4)
        self.young = age < WEEK
        _turn(season, age == WEEK)
        self.slow = (season["slow"][0] + 0.5) / (season["slow"][1] + 20)
        self.level = (season["fast"][0] + _LEVEL_ITEMS) / (
            season["fast"][1] + _LEVEL_ITEMS / self.slow
        )
        firm, firm_day = _FIRM_ITEMS + _FIRM_HOUR * self.level, _FIRM_ITEMS + _FIRM_DAY * self.level
        seen, meant = season["hours"][:, self.hour, column]
        self.of_hour = (seen + firm) / (meant + firm)
        seen, meant = season["days"][:, self.day, column]
        coarse = self.of_hour * (seen + firm_day) / (meant + firm_day)
        seen, meant = season["week"][:, self.slot, column]
        raw = np.where(self.young, 1.0, (seen + firm * coarse) / (meant + firm))
        self.raw = raw
        self.factor = raw * (season["mean"][1] + 96) / (season["mean"][0] + 96)
        self.items = self.level * self.factor
        self.doubt = 1 / (season["fast"][0] + _LEVEL_ITEMS)


def learn(states: States, usual: Usual, items: Numbers, taught: Flags) -> None:
    """Take in the items of a quarter, where it teaches."""
    season = states["season"]
    column = np.arange(states.series)
    one = taught.astype(float)
    meant = np.where(usual.young, 1.0, usual.level)
    fine = np.where(usual.young, 1.0, usual.level * usual.of_hour)
    weekend = np.where(usual.hour < 24, 7 / 5, 7 / 2) / 4
    for name, at, exposure, days in (
        ("week", usual.slot, meant, np.float64(7 / 4)),
        ("days", usual.day, fine, np.float64(7 / 96)),
        ("hours", usual.hour, meant, weekend),
    ):
        sums = season[name]
        kept = np.where(taught, 0.5 ** (days / FORGETS_DAYS), 1.0)
        sums[0, at, column] = sums[0, at, column] * kept + one * items
        sums[1, at, column] = sums[1, at, column] * kept + one * exposure
    _fade(season["mean"], 7, taught, usual.raw, 1.0)
    _fade(season["fast"], LEVEL_DAYS, taught, items, usual.factor)
    _fade(season["slow"], FORGETS_DAYS, taught, items, usual.factor)


def kept_a_quarter(days: float) -> float:
    """What is left after a quarter of an hour of what halves in so many days."""
    return float(0.5 ** (1 / (96 * days)))


def _fade(sums: Numbers, days: float, taught: Flags, *added: Numbers | float) -> None:
    kept = np.where(taught, kept_a_quarter(days), 1.0)
    for row, value in enumerate(added):
        sums[row] = sums[row] * kept + np.where(taught, value, 0.0)


def _turn(season: Part, now: Flags) -> None:
    """The first week is over: what was counted in quarters is from now on in items expected."""
    if not now.any():
        return
    mean = np.where(now, (season["slow"][0] + 0.5) / (season["slow"][1] + 1e-9), 1.0)
    for name in ("week", "hours", "days"):
        season[name][1] *= mean
