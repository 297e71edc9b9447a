"""How bad an incident is, from 1 to 10: how rare it is by chance, and how far above the usual."""

from __future__ import annotations

from math import log2, log10

from listener.spikes import Evaluation, Incident

MILDEST, GRAVEST = 1, 10
_PER_DOUBLING = 3.0


def severity(incident: Incident) -> int:
    """The severity of an incident as it is told of, 1 (just an alarm) to 10.

    One more for each factor of ten that it is rarer than the budget asks for, three for each
    doubling of the usual number of negatives; the mean of both, from 1 on. An incident of counts-1
    is judged by its number alone. Both figures stand in `listener explain`.
    """
    look = incident.told
    if look is None:
        return _scaled(_above(incident.observed, incident.expected))
    return of(look)


def of(look: Evaluation) -> int:
    """The severity by one look at a series."""
    rarer = log10(look.budget / max(look.monthly, 1e-12)) if look.budget > 0 else 0.0
    return _scaled((_clipped(rarer) + _above(look.observed, look.expected)) / 2)


def _above(observed: float, expected: float) -> float:
    return _clipped(_PER_DOUBLING * log2(max(observed, 1) / max(expected, 1.0)))


def _clipped(value: float) -> float:
    return min(GRAVEST - MILDEST, max(0.0, value))


def _scaled(value: float) -> int:
    return MILDEST + round(_clipped(value))
