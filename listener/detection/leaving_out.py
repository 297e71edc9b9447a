"""What must be left out for an alarm to vanish: a version, a place, a person, a copied post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from typing import NamedTuple, get_args

from listener.causes import Dimension, Driver, Item

Alarming = Callable[[int, int, float], bool]
"""Whether so many negatives, of so many items, alarm where such a part of the usual is expected."""

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
"""The narrower first."""

_BY_NUMBER = ("author", "group")
_LEAST = 3
_MORE_THAN_USUAL = 0.1
_DEVIATIONS = 3.0
_DOUBT = 0.5
"""Usual negatives that may have a value unseen. No person or text is expected unseen."""


class _Spike(NamedTuple):
    """The items of a window, the negatives among them, and the usual negatives."""

    items: Sequence[Item]
    negatives: Sequence[Item]
    usual: Sequence[Item]


def causes(window: Sequence[Item], usual: Sequence[Item], alarming: Alarming) -> tuple[Driver, ...]:
    """Of each dimension the value that drives an alarm most, if any does.

    One that drives it has three negatives, and is a greater part of the window's than of the
    usual ones: by ten points, and by more than chance. Of those without which nothing would alarm
    the one with the fewest items is told, since it says most; else the one with the most
    negatives beyond its usual part.
    """
    spike = _Spike(window, [item for item in window if item.negative], usual)
    alarms = alarming(len(spike.negatives), len(window), 1.0)
    found = []
    for dimension in DIMENSIONS:
        drivers = _drivers(spike, dimension, alarming if alarms else None)
        found += [best] if (best := min(drivers, key=_rank, default=None)) else []
    return tuple(
        sorted(found, key=lambda each: (_rank(each)[:3], DIMENSIONS.index(each.dimension)))
    )


def having(driver: Driver, items: Sequence[Item]) -> list[Item]:
    """The items that a driver is about."""
    wanted = {driver.value}
    if driver.dimension in _BY_NUMBER:
        firsts = (item for item in items if str(item.id) == driver.value)
        wanted = {value for item in firsts for value in _values(item, driver.dimension)}
    return [item for item in items if not wanted.isdisjoint(_values(item, driver.dimension))]


def _values(item: Item, dimension: Dimension) -> tuple[str, ...]:
    """What it has of a dimension, if that is known."""
    if dimension == "aspect":
        return item.aspects
    value: str = getattr(item, dimension)
    return (value,) if value else ()


def _drivers(spike: _Spike, dimension: Dimension, alarming: Alarming | None) -> Iterator[Driver]:
    """The values that are over-represented, and whether they clear what alarms; None: nothing."""
    of_items, of_usual = _counts(spike.items, dimension), _counts(spike.usual, dimension)
    of = len(spike.negatives)
    for value, count in _counts(spike.negatives, dimension).items():
        usually = of_usual[value] / len(spike.usual) if spike.usual else 0.0
        doubt = 0.0 if dimension in _BY_NUMBER else _DOUBT
        if not _over(count, of, of_usual[value], len(spike.usual), doubt):
            continue
        rest = of - count, len(spike.items) - of_items[value]
        yield Driver(
            dimension=dimension,
            value=_told(dimension, value, spike.negatives),
            negatives=count,
            items=of_items[value],
            of=of,
            usual_share=round(usually, 4),
            clears=alarming is not None and not alarming(*rest, 1 - usually),
        )


def _over(count: int, of: int, before: int, known: int, doubt: float) -> bool:
    """Whether so many are enough, and clearly more than the part that is usual.

    Of `known` usual negatives `before` have it; the fewer are known, the less is sure.
    """
    part = (before + doubt) / (known + 2 * doubt) if known + doubt else 0.0
    chance = sqrt(part * (1 - part) * (of + of * of / (known + 1)) + 0.25)
    beyond = count - of * part
    return count >= _LEAST and beyond >= max(_MORE_THAN_USUAL * of, _DEVIATIONS * chance)


def _counts(items: Sequence[Item], dimension: Dimension) -> Counter[str]:
    return Counter(value for item in items for value in _values(item, dimension))


def _told(dimension: Dimension, value: str, negatives: Sequence[Item]) -> str:
    """The value; of a person or a copied text the number of the first that has it."""
    if dimension not in _BY_NUMBER:
        return value
    mine = (item for item in negatives if value in _values(item, dimension))
    return str(min(mine, key=lambda item: (item.at, item.id)).id)


def _rank(driver: Driver) -> tuple[bool, float, int, str]:
    """Those that clear the alarm first, the narrowest foremost; then the most beyond the usual."""
    beyond = driver.negatives - driver.usual_share * driver.of
    size = driver.items if driver.clears else -beyond
    return not driver.clears, size, -driver.negatives, driver.value
