"""The series of a whole brand: the sum of its sources, as far as each of them was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest

from listener.spikes import BIN, WHOLE_BRAND, Arrivals, Bin, Coverage, Series

_SUMMED = (
    *("items", "negatives", "positives", "polarity_sum", "rated", "low_rated", "stars_sum"),
    *("late", "copies", "negative_copies"),
)


def whole_brand(series: Sequence[Series], since: datetime | None = None) -> Series | None:
    """The sum of the sources that are listened to; None where fewer than two are.

    From `since` on, else from where something is known of each: a source that is added later
    would look like more talk. Listening to the whole began with the last of them.
    """
    live = [each for each in series if each.collected_since is not None and each.bins]
    if len(live) < 2:
        return None
    start = since or max(each.bins[0].start for each in live)
    return Series(
        brand=live[0].brand,
        source=WHOLE_BRAND,
        bins=tuple(_sums(live, start)),
        collected_since=max(each.collected_since for each in live if each.collected_since),
    )


def arrivals_of(
    source: str, known: Mapping[str, Arrivals], sources: Iterable[str]
) -> Arrivals | None:
    """How late what a series counts gets here; of the whole brand, all its sources together."""
    if source != WHOLE_BRAND:
        return known.get(source)
    counted = [known[each].counts for each in sources if each in known]
    together = tuple(sum(each) for each in zip_longest(*counted, fillvalue=0.0))
    return Arrivals(source=source, counts=together) if counted else None


def _sums(live: Sequence[Series], start: datetime) -> Iterator[Bin]:
    by_start: dict[datetime, dict[str, Bin]] = {}
    for each in live:
        for one in each.bins:
            if one.start >= start:
                by_start.setdefault(one.start, {})[each.source] = one
    for at in sorted(by_start):
        found = by_start[at]
        waited_for = [each for each in live if _was_live(each, at) or each.source in found]
        seen = [_coverage_of(found.get(each.source)) for each in waited_for]
        sums = {name: sum(getattr(one, name) for one in found.values()) for name in _SUMMED}
        yield Bin(start=at, coverage=_together(seen), **sums)


def _was_live(series: Series, at: datetime) -> bool:
    return series.collected_since is not None and at >= series.collected_since - BIN


def _coverage_of(found: Bin | None) -> Coverage | None:
    return found.coverage if found else "down"


def _together(seen: Sequence[Coverage | None]) -> Coverage | None:
    """What all saw is ok, what some saw is partial; what came late for any of them came late."""
    kinds = set(seen)
    if kinds <= {None}:
        return None
    if kinds == {"ok"}:
        return "ok"
    if "backfilled" in kinds:
        return "backfilled"
    if kinds & {"ok", "partial"}:
        return "partial"
    return "truncated" if "truncated" in kinds else "down"
