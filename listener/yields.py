"""When the silence of a watch is no chance any more. Pure.

A site that has changed may answer well and show nothing, which looks like no news. The rule takes
the eight weeks before the last item, and the pauses in them: from the last item of a day to the
first one of the next day that has any. Time is counted as the week goes, so that a weekend on which
little is said is a short one. How much the longest quarter of the pauses, `k` of `n`, exceed the
one before them says how the tail falls (not faster than `STEADY` has it: what comes by the clock
may be late); since that is known from so few only, the chance that a pause is longer than `t` is
taken to be

    k / n * (S / (S + t - limit)) ** k        with S the sum of the excesses over that limit

A watch that is well is to be flagged once in `YEARS` years, however many items it has a day; one
whose items come in waves over weeks deceives the rule more often (`tests/test_yields.py`). Whatever
has been nearly so quiet before is not flagged, nor what is quiet for less than a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from listener.records import DayCount, Silence

DAY = timedelta(days=1)
HISTORY = timedelta(days=56)
SHORTEST_HISTORY = timedelta(days=14)
FEWEST_DAYS = 12
"""Days with something; of fewer nobody knows what is usual."""

FEWEST_PAUSES = 8
"""From how many of the longest pauses, at least, the tail is judged."""

STEADY = 0.25
"""Of a pause: so much longer ones are usual, at least."""

YEARS = 100.0
LIKE_BEFORE = 2.0
"""How many times longer than ever before a silence has to be."""


def silence_of(
    days: Sequence[DayCount], heard_since: datetime, heard_until: datetime
) -> Silence | None:
    """The silence of a watch that cannot be chance; None where all is as ever, or nobody knows.

    `days` are those with items, the oldest first, in the watch's own time zone; what was said
    between `heard_since` and `heard_until` was read.
    """
    if not days or heard_until - days[-1].last < DAY:
        return None
    newest = days[-1].last
    heard_since, heard_until = (at.astimezone(newest.tzinfo) for at in (heard_since, heard_until))
    start = max(newest - HISTORY, min(heard_since, days[0].first))
    history = [each for each in days if each.last >= start]
    if newest - start < SHORTEST_HISTORY or len(history) < FEWEST_DAYS:
        return None
    week = _by_weekday(history, start, newest)
    ends = [start, *(each.last for each in history)]
    pauses = [_time(week, a, b.first) for a, b in zip(ends, history, strict=False)]
    now = _time(week, newest, heard_until)
    if now <= LIKE_BEFORE * max(pauses):
        return None
    chance, span = _chance(sorted(pauses), now), (newest - start) / DAY
    if chance * len(pauses) / span * 365.25 * YEARS >= 1.0:
        return None
    items = sum(each.count for each in history)
    return Silence(since=newest, a_day=items / span, probability=chance)


def _chance(pauses: Sequence[float], now: float) -> float:
    """That of a pause as long as this one, after all that there were, the shortest first."""
    longest = max(FEWEST_PAUSES, len(pauses) // 4)
    limit = pauses[-longest - 1]
    excess = sum(each - limit for each in pauses[-longest:])
    total = max(excess, STEADY * limit * longest)
    return float(longest / len(pauses) * (total / (total + now - limit)) ** longest)


def _by_weekday(history: Sequence[DayCount], start: datetime, newest: datetime) -> list[float]:
    """How much a Monday, a Tuesday and so on count, one on average; drawn a little towards one."""
    counts = [0.0] * 7
    for day in history:
        counts[day.first.weekday()] += day.count
    lengths = [_time([float(n == day) for n in range(7)], start, newest) for day in range(7)]
    mean = sum(counts) / sum(lengths)
    return [(n / mean + 1.0) / (length + 1.0) for n, length in zip(counts, lengths, strict=True)]


def _time(week: Sequence[float], start: datetime, end: datetime) -> float:
    """How long a stretch is, in days that count as the week goes."""
    return _place(week, end) - _place(week, start)


def _place(week: Sequence[float], at: datetime) -> float:
    """The same, from a Monday long ago."""
    weeks, weekday = divmod(at.toordinal() - 1, 7)
    part = (at.hour * 3600 + at.minute * 60 + at.second) / 86400
    return weeks * sum(week) + sum(week[:weekday]) + week[weekday] * part
