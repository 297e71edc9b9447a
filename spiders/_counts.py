"""What sites count of a listing, as far as they are numbers that can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from listener.model import ListingTotals

from ._answers import whole

Histogram = tuple[int, int, int, int, int]


def totals_of(count: object, stars: object, histogram: Histogram | None = None) -> ListingTotals:
    """The totals; there is no mean of no reviews."""
    number = count_of(count)
    mean = None if number == 0 else _mean(stars)
    return ListingTotals(count=number, stars=mean, histogram=histogram)


def histogram_of(counts: Mapping[str, Any], names: Iterable[str]) -> Histogram | None:
    """How many gave one star, two, up to five; None unless all five are told."""
    one, two, three, four, five = (count_of(counts.get(name)) for name in names)
    if one is None or two is None or three is None or four is None or five is None:
        return None
    return one, two, three, four, five


def count_of(value: object) -> int | None:
    """The number, however it is written: some write it as people read it, `1,234`."""
    number = whole(value.replace(",", "") if isinstance(value, str) else value)
    return number if number is not None and number >= 0 else None


def _mean(value: object) -> float | None:
    try:
        mean = float(value) if isinstance(value, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return None
    return mean if 1 <= mean <= 5 else None
