"""What is usual in each hour, as the detector knew it: for a chart of what stands out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from math import exp, log, sqrt

import numpy as np
from msgspec import Struct

from listener.detection.feed import moment_of, quarter_of, slot_of
from listener.detection.layout import gathered
from listener.detection.seasons import Usual
from listener.detection.step import GUESS_WEIGHT, GUESSED_SHARE, Believed, believed
from listener.detection.tails import band
from listener.spikes import Method

_NINE_IN_TEN = 1.645
_SIDES: dict[Method, int] = {"count": 0, "share": 0, "stars": -1}
"""Texts come first among the columns of shares, stars last."""

_HOUR = 2
"""The scale whose windows are an hour."""


class Known(Struct, frozen=True, kw_only=True):
    """What was learned of a series, and the share of negatives believed of it at first."""

    values: bytes
    guess: float = GUESSED_SHARE
    weight: float = GUESS_WEIGHT


class UsualHour(Struct, frozen=True, kw_only=True):
    """How many negatives are usual in the hour from `start` on, `low` to `high` nine in ten."""

    start: datetime
    expected: float
    low: float
    high: float


def usual_hours(
    known: Known,
    start: datetime,
    hours: int,
    zone: tzinfo,
    method: Method = "count",
    items: Sequence[float] | None = None,
) -> list[UsualHour]:
    """What is usual in so many hours from a quarter of an hour on, by the hour of the week.

    With the `items` of each hour, what is usual of so many. Nothing is learned by asking.
    """
    first = quarter_of(start)
    clock = range(first // 4, (first + 4 * hours - 1) // 4 + 1)
    # The same state once for each hour of the clock, side by side.
    states = gathered([known.values] * len(clock))
    usual = Usual(states, np.array([slot_of(hour, zone) for hour in clock]))
    guess, weight = (np.full(len(clock), each) for each in (known.guess, known.weight))
    said = believed(states, usual, guess, weight)
    starts = range(first, first + 4 * hours, 4)
    if items is not None:
        some = [_of_so_many(said, method, each) for each in items]
    else:
        a_quarter = usual.items * _share(said, method)
        means = [
            float(sum(a_quarter[each // 4 - clock[0]] for each in range(at, at + 4)))
            for at in starts
        ]
        spread = float(said.counts.spread[_HOUR, -1])
        bands = (band(mean, spread) for mean in means)
        some = [(mean, low, high) for mean, (low, high) in zip(means, bands, strict=True)]
    return [
        UsualHour(start=moment_of(at), expected=expected, low=low, high=high)
        for at, (expected, low, high) in zip(starts, some, strict=True)
    ]


def _share(said: Believed, method: Method) -> float:
    """Of all items, those that a method counts as negative."""
    if method == "count":
        return float(said.share[0])
    side = _SIDES[method]
    return float(said.shares.usual[side] * said.parts[side])


def _of_so_many(said: Believed, method: Method, items: float) -> tuple[float, float, float]:
    side = _SIDES[method]
    share = float(said.share[0] if method == "count" else said.shares.usual[side])
    doubt = share_doubt(float(said.shares.wander[side]), float(said.shares.doubt[side]))
    low, high = share_band(share, doubt, items)
    return items * share, items * low, items * high


def share_doubt(wander: float, doubt: float) -> float:
    """How far log odds may be off: what a share wanders by, and what is not known of it."""
    return max(wander + min(doubt, 4.0), 0.0025)


def share_band(share: float, doubt: float, items: float) -> tuple[float, float]:
    """The shares that are undercut, and exceeded, once in twenty times among so many items."""
    off = _NINE_IN_TEN * sqrt(1 / (max(items, 1) * share * (1 - share)) + doubt)
    return _moved(share, -off), _moved(share, off)


def _moved(share: float, by: float) -> float:
    odds = log(share / (1 - share)) + max(-30.0, min(30.0, by))
    return 1 / (1 + exp(-odds))
