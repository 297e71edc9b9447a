"""How much of what was published some time ago is here by now."""

from __future__ import annotations

from datetime import timedelta

from listener.spikes import BIN, Arrivals

NEARLY_ALL = 0.95
"""The share of what a source publishes that the watermark waits for."""

LONGEST = timedelta(days=2)
"""What comes later than this is taken in when it comes; nobody waits for it."""

_AS_IF = 5.0


def watermark(arrivals: Arrivals | None) -> timedelta:
    """The age from which a bin is final, since nearly all of it is here."""
    shares = _shares(arrivals)
    for bucket, share in enumerate(shares):
        if share >= NEARLY_ALL:
            age: timedelta = BIN * 2**bucket
            return min(age, LONGEST)
    return LONGEST if shares else BIN


def part_here(arrivals: Arrivals | None, age: timedelta) -> float:
    """The share of a bin that is here when it began that long ago; between buckets on a line."""
    if age <= timedelta(0):
        return 0.0
    quarters = age / BIN
    elapsed = min(1.0, quarters)
    shares = _shares(arrivals)
    if not shares:
        return elapsed
    before, bound_before = 0.0, 0.0
    for bucket, share in enumerate(shares):
        bound = float(2**bucket)
        if quarters <= bound:
            return before + (share - before) * (quarters - bound_before) / (bound - bound_before)
        before, bound_before = share, bound
    return 1.0


def _shares(arrivals: Arrivals | None) -> list[float]:
    """How much came within each bucket's delay; a few arrivals at once are taken for granted."""
    counts = list(arrivals.counts) if arrivals else []
    total = sum(counts) + _AS_IF
    if not counts or sum(counts) < 1:
        return []
    found, here = [], _AS_IF
    for count in counts:
        here += count
        found.append(here / total)
    return found
