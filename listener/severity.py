"""How bad an incident is, from 1 to 10: how rare it is by chance, and how far above the usual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import floor, log2, log10

from listener.spikes import Evaluation, Incident, Method

MILDEST, GRAVEST = 1, 10
_PER_DOUBLING = 3.0
_HAIR = 1e-9
_MOST = float(GRAVEST - MILDEST)


def severity(incident: Incident) -> int:
    """The severity of an incident as it is told of, 1 (just an alarm) to 10.

    One more for each factor of ten that it is rarer than the budget asks for, three for each
    doubling of the usual number of negatives; the mean of both, from 1 on. An incident of counts-1
    is judged by its number alone. Both figures stand in `listener explain`.
    """
    return _scaled(_grade_of(incident))


def of(look: Evaluation) -> int:
    """The severity by one look at a series."""
    return _scaled(grade(look))


def grade(look: Evaluation) -> float:
    """The same before it is rounded, from 0 on: what steps are measured by."""
    rarer = log10(look.budget / max(look.monthly, 1e-12)) if look.budget > 0 else 0.0
    # Where more is said, more negatives are usual of so much; but that is not what is usual.
    more = look.kind in ("talk", "both")
    usual = min(look.expected, _usual(look)) if more else look.expected
    return (_clipped(rarer) + _above(look.observed, usual)) / 2


def is_a_step_up(look: Evaluation, told: Incident) -> bool:
    """Whether it is a whole step graver than when people were told last.

    A whole one, since rounding would turn a hair's breadth into a step, and back.
    """
    before = _grade_of(told) if told.notified_grade is None else told.notified_grade
    now = grade(look)
    return now >= min(before + 1, _MOST) - _HAIR and _scaled(now) > _scaled(before)


def cost_of(
    negatives: int, looks: Sequence[Evaluation], ended: datetime, method: Method = "count"
) -> int:
    """How many of so many negatives an incident cost: those above what is usual in its time.

    What is usual is that of each look at it, oldest first, for the time since the one before; of
    one by another method than they were counted by, what was usual at the nearest before it.
    """
    usual, before = 0.0, None
    alike = [look for look in looks if look.method == method]
    rate = _rate(alike[0]) if alike else 0.0
    for look in looks:
        rate = _rate(look) if look.method == method or not alike else rate
        until, since = min(look.until, ended), look.onset_at if before is None else before
        usual += rate * max(0.0, (until - since).total_seconds())
        before = until
    return max(0, round(negatives - usual))


def _rate(look: Evaluation) -> float:
    """The negatives that are usual in a second of its window."""
    return _usual(look) / max((look.until - look.onset_at).total_seconds(), 1.0)


def _usual(look: Evaluation) -> float:
    """The negatives that are usual in its window, whatever is said in it."""
    by_share = look.method != "count"
    return look.items_expected * look.usual_share if by_share else look.expected


def _grade_of(incident: Incident) -> float:
    look = incident.told
    return _above(incident.observed, incident.expected) if look is None else grade(look)


def _above(observed: float, expected: float) -> float:
    return _clipped(_PER_DOUBLING * log2(max(observed, 1) / max(expected, 1.0)))


def _clipped(value: float) -> float:
    return min(_MOST, max(0.0, value))


def _scaled(value: float) -> int:
    # Halves up: what is a whole step more has to be a whole number more.
    return MILDEST + floor(_clipped(value) + 0.5 + _HAIR)
