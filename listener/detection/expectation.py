"""What is usual: negatives by hour of the day, on weekdays and at weekends, and their unrest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from math import sqrt

from msgspec import Struct

from listener.detection.timeline import QUARTERS_A_DAY, Timeline, sums
from listener.spikes import BIN

_SLOTS = 48
_BLOCK = 12
_APART, _NEARLY = 24, 0.8
_PRIOR_QUARTERS, _PRIOR_COUNTS = 8, 5
"""A slot is believed to be like the whole as firmly as two hours and five counts would say."""

_PRIOR_SPREAD, _PRIOR_WEIGHT = 0.1, 50.0
"""Ordinary days differ by a third; about a hundred effective windows of one say otherwise."""

_PASSES = 4


class Expectation(Struct, frozen=True, kw_only=True):
    """Means per quarter as running sums, and what they rest on.

    `taught` is the place where history ends: a day before the data end, so that what is judged
    did not teach. `doubt` is the squared relative uncertainty of the level.
    """

    mean_sums: list[float]
    taught: int
    doubt: float

    def mean(self, first: int, size: int) -> float:
        """Negatives expected in a stretch."""
        return self.mean_sums[first + size] - self.mean_sums[first]


def expectation(line: Timeline, zone: tzinfo) -> Expectation:
    """Learn from all complete quarters up to a day before the end.

    Twice: the second time without what stood out in the first, so that an incident of last
    week does not pass for usual.
    """
    slots = slots_of(line, zone)
    taught = max(0, len(line.negatives) - QUARTERS_A_DAY)
    plain: Sequence[float] = line.negatives
    rates = _rates(plain, line.complete, slots, taught)
    calm = _winsorised(plain, [rates[slot] for slot in slots], taught)
    rates = _rates(calm, line.complete, slots, taught)
    total = sum(n for n, whole in zip(calm[:taught], line.complete, strict=False) if whole)
    return Expectation(
        mean_sums=sums([rates[slot] for slot in slots]), taught=taught, doubt=1 / (total + 0.5)
    )


def spread(line: Timeline, usual: Expectation, size: int) -> float:
    """How much windows of this size differ from their mean beyond chance, squared and relative.

    By moments over the complete windows of history, a quarter of a window apart, each cut at
    three deviations; drawn towards what ordinary days do where there are few counts.
    """
    pairs = [(count, mean) for _, count, mean in _windows(line, usual, size)]
    weight = _PRIOR_WEIGHT * size / _step(size)
    squares = sum(mean * mean for _, mean in pairs) + weight
    value = _PRIOR_SPREAD
    for turn in range(_PASSES):
        excess = weight * _PRIOR_SPREAD
        for count, mean in pairs:
            off = count - mean
            if turn:
                off = min(off, 1 + 3 * sqrt(mean + value * mean * mean))
            excess += off * off - mean
        value = max(0.0, excess / squares)
    return value


def episodes(line: Timeline, usual: Expectation, size: int, observed: int, expected: float) -> int:
    """How often history stood out nearly as much as this, relative to its own hours.

    Real streams burst more than any textbook tail allows; what a brand's own talk does every
    other week is no news. Windows less than six hours apart are one episode.
    """
    ratio = _NEARLY * (observed + 1) / (expected + 1)
    count, free = 0, 0
    for at, negatives, mean in _windows(line, usual, size):
        if at >= free and negatives + 1 >= ratio * (mean + 1):
            count, free = count + 1, at + max(size, _APART)
    return count


def slots_of(line: Timeline, zone: tzinfo) -> list[int]:
    """The hour of the day of each quarter in the brand's zone, weekends apart.

    The clock is asked once an hour: after it changes, at most three quarters are misplaced.
    """
    slots: list[int] = []
    for place in range(0, len(line.negatives), 4):
        local = (line.start + BIN * place).astimezone(zone)
        minutes = local.hour * 60 + local.minute
        for quarter in range(4):
            hours, weekday = (minutes + 15 * quarter) // 60, local.weekday()
            if hours > 23:
                hours, weekday = hours - 24, (weekday + 1) % 7
            slots.append(hours + 24 * (weekday > 4))
    return slots[: len(line.negatives)]


def _windows(line: Timeline, usual: Expectation, size: int) -> list[tuple[int, int, float]]:
    """Place, count and mean of the complete windows of history, a quarter of a window apart."""
    counts, whole = line.negative_sums, line.complete_sums
    return [
        (at, counts[at + size] - counts[at], usual.mean(at, size))
        for at in range(0, usual.taught - size + 1, _step(size))
        if whole[at + size] - whole[at] == size
    ]


def _step(size: int) -> int:
    return max(1, size // 4)


def _rates(
    counts: Sequence[float], complete: Sequence[bool], slots: Sequence[int], taught: int
) -> list[float]:
    """Negatives a quarter by slot, shrunk to the hour's on all days, and that to the whole's."""
    sizes, totals = [0.0] * _SLOTS, [0.0] * _SLOTS
    for place in range(taught):
        if complete[place]:
            sizes[slots[place]] += 1
            totals[slots[place]] += counts[place]
    overall = (sum(totals) + 0.5) / max(1.0, sum(sizes))
    prior = _PRIOR_QUARTERS + _PRIOR_COUNTS / overall
    rates = []
    for slot in range(_SLOTS):
        hour = slot % 24
        of_hour = totals[hour] + totals[hour + 24] + prior * overall
        of_hour /= sizes[hour] + sizes[hour + 24] + prior
        rates.append((totals[slot] + prior * of_hour) / (sizes[slot] + prior))
    return rates


def _winsorised(counts: Sequence[float], means: Sequence[float], taught: int) -> list[float]:
    """The counts with every three hours cut down to three deviations above their mean."""
    calm = [float(n) for n in counts]
    for at in range(0, taught, _BLOCK):
        until = min(at + _BLOCK, taught)
        total, mean = sum(counts[at:until]), sum(means[at:until])
        limit = mean + 1 + 3 * sqrt(mean + _PRIOR_SPREAD * mean * mean)
        if total > limit:
            calm[at:until] = [n * limit / total for n in calm[at:until]]
    return calm
