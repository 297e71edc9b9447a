"""The engine on made-up or published counts, many series side by side, and what it opens.

Everything is heard, whole and live from the first bin on, which is a Monday's midnight, unless
said otherwise; an incident is opened and closed as the product does it, but for what the product
calls over while it would alarm still (`benchmarks.spikes.fading`).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.spikes.simulation import Counts, Numbers
from listener.config import Detection
from listener.detection.evaluating import Frame
from listener.detection.layout import newborn
from listener.detection.step import Quarter, Seen, nobody_s_guess, step

Flags = NDArray[np.bool_]

MONDAY = 4 * 96
"""The first bin since 1970 that a week begins with."""

QUIET, REOPENED = 6 * 4, 24 * 4
"""Bins above the exit level after which an incident is closed, and then may open as the same."""

EXIT = log(1 / 0.7)
NEVER = 99.0
_WEEK = 7 * 24 * 4


class Rates(NamedTuple):
    """Logs of the false alarms a month that a threshold just there would raise, bin by bin.

    `share` is the share of texts, or of stars. Both are `NEVER` where the evidence is too little.
    """

    share: Numbers
    count: Numbers

    def at(self, budget: float) -> tuple[Numbers, Numbers]:
        """Relative to what each of the two may spend: nought and below alarms."""
        half = np.float32(log(budget / 2))
        return self.share - half, self.count - half

    def alarms(self, budget: float) -> Flags:
        """Where either alarms."""
        share, count = self.at(budget)
        return (share <= 0) | (count <= 0)


def rates(
    items: Counts, negatives: Counts, *, stars: bool = False, heard: Flags | None = None
) -> Rates:
    """What the engine says of every bin: a row a bin, a column a series."""
    found = Rates(*(np.full(items.shape, NEVER, np.float32) for _ in range(2)))
    for bin_, seen in enumerate(walk(items, negatives, stars=stars, heard=heard)):
        found.share[bin_], found.count[bin_] = rates_of(seen, stars=stars)
    return found


def walk(
    items: Counts,
    negatives: Counts,
    *,
    stars: bool = False,
    heard: Flags | None = None,
    first: int = MONDAY,
) -> Iterator[Seen]:
    """Bin after bin, what is seen; it is good until the next."""
    number = items.shape[1]
    states, (guess, weight) = newborn(number), nobody_s_guess(number)
    warm_up = np.full(number, float(Detection().warm_up_days * 96))
    yes, one, none = np.ones(number, bool), np.ones(number), np.zeros(number)
    for bin_, (all_, bad) in enumerate(
        zip(items.astype(float), negatives.astype(float), strict=True)
    ):
        there = yes if heard is None else heard[bin_]
        rated, low = (all_, bad) if stars else (none, none)
        quarter = Quarter(all_, bad, rated, low, one, there, there, there, ~yes)
        slot = np.full(number, (first + bin_ - MONDAY) % _WEEK // 4)
        yield step(states, first + bin_, slot, quarter, warm_up, guess, weight)


def rates_of(seen: Seen, *, stars: bool = False) -> tuple[Numbers, Numbers]:
    """Of shares and of counts, where there is enough to show."""
    settings = Detection()
    side = slice(seen.share.size, None) if stars else slice(seen.share.size)
    items, negatives = seen.shares.window[:2, side]
    usual = seen.shares.usual[side]
    risen = negatives / np.maximum(items, 1) - usual >= settings.min_change / 100
    evident = risen & (negatives >= settings.min_negatives)
    told = seen.rates["stars" if stars else "text"] - seen.handicap
    return np.where(evident, told, NEVER), seen.rates["negative"] - seen.handicap


def openings(relative: Numbers) -> Flags:
    """Where an incident opens: at the budget, and not within a day of the one before."""
    opened = np.zeros(relative.shape, bool)
    last = np.full(relative.shape[1], -(QUIET + REOPENED) - 1)
    is_open = np.zeros(relative.shape[1], bool)
    for bin_, row in enumerate(relative):
        hit = row <= 0
        opened[bin_] = hit & ~is_open & (bin_ - last > QUIET + REOPENED)
        is_open |= hit
        last = np.where(is_open & (row <= EXIT), bin_, last)
        is_open &= bin_ - last <= QUIET
    return opened


def frame(budget: float) -> Frame:
    """A series of nobody's, at a budget of so many alarms a month."""
    settings = Detection()
    return Frame(
        brand="made up",
        source="made up",
        budget=budget,
        least=settings.min_negatives,
        min_change=settings.min_change / 100,
        warm_up=settings.warm_up_days * 96.0,
        guess=0.25,
        weight=8.0,
    )
