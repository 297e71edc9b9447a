"""What a period is held against: the one before, the same weekdays, a year ago, or as asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from listener.concluding import MOSTLY, coverage_changes, mean_totals
from listener.facts import Comparison, ComparisonKind, CoverageChange, share_of
from listener.periods import lengths
from listener.records import Report, Totals
from listener.scopes import Scope
from listener.store import Store
from listener.store.sights import Sight
from listener.store.sums import added

Against = datetime | Literal["previous", "weekday", "year"]

Stretch = tuple[datetime, datetime]

WEEK = timedelta(weeks=1)
WEEKS, YEAR, QUARTER = 4, 52, 900


def comparisons(
    store: Store, scope: Scope, report: Report, asked: Against | None = None
) -> tuple[Comparison, ...]:
    """What was asked for first, then the period before and the same weekdays of four weeks."""
    times = _times(report, asked)
    stretches = list(dict.fromkeys(each for spans in times.values() for each in spans))
    (before,) = times["previous"]
    others = [each for each in stretches if each != before]
    sums = {before: report.previous, **_sums(store, scope, others)}
    sights = _sights(store, scope, [(report.since, report.until), *stretches])
    return tuple(
        _comparison(kind, spans, sums, _seen(sights, stretches, spans))
        for kind, spans in times.items()
    )


def _times(report: Report, asked: Against | None) -> dict[ComparisonKind, list[Stretch]]:
    """The stretches of each comparison, the last one first.

    Weeks are as the clock on the wall has them, to the quarter of an hour. A period that is longer
    than one would be held against itself.
    """
    zone, period = ZoneInfo(report.time_zone), (report.since, report.until)
    length = report.until - report.since
    known: dict[ComparisonKind, list[Stretch]] = {
        "previous": [(report.since - length, report.since)],
        "weekday": [_earlier(period, weeks, zone) for weeks in range(1, WEEKS + 1)],
        "year": [_earlier(period, YEAR, zone)],
    }
    chosen: dict[ComparisonKind, list[Stretch]] = {}
    if isinstance(asked, datetime):
        chosen["asked"] = [(asked, asked + length)]
    elif asked is not None:
        chosen[asked] = known[asked]
    chosen.setdefault("previous", known["previous"])
    if min(lengths(*period, zone)) <= WEEK:
        chosen.setdefault("weekday", known["weekday"])
    return chosen


def is_itself(asked: Against, since: datetime, until: datetime, zone: tzinfo) -> bool:
    """Whether a period would be held against itself, or mostly."""
    if isinstance(asked, datetime):
        return asked >= since
    longest = {"weekday": WEEK, "year": YEAR * WEEK}.get(asked)
    return longest is not None and min(lengths(since, until, zone)) > longest


def _earlier(period: Stretch, weeks: int, zone: tzinfo) -> Stretch:
    since, until = ((at.astimezone(zone) - weeks * WEEK).astimezone(UTC) for at in period)
    return _quarter(since), _quarter(until)


def _quarter(at: datetime) -> datetime:
    """The nearest one: where none is cut, nothing has to be counted by row."""
    seconds = at.timestamp()
    return datetime.fromtimestamp(round(seconds / QUARTER) * QUARTER, UTC)


def _sums(store: Store, scope: Scope, stretches: Sequence[Stretch]) -> dict[Stretch, Totals]:
    by_brand = [store.sums(brand.id, stretches, scope.of(brand)) for brand in scope.brands]
    return {
        stretch: added(totals for each in by_brand for totals in each[place].values())
        for place, stretch in enumerate(stretches)
    }


def _sights(store: Store, scope: Scope, stretches: Sequence[Stretch]) -> list[Sight]:
    return [
        sight
        for brand in scope.brands
        for sight in store.sights(brand.id, stretches)
        if (own := scope.of(brand)) is None or sight.number in own
    ]


_Seen = list[tuple[str, float, list[float]]]
"""Source of a watch, what it saw now, and what of each stretch of a comparison."""


def _seen(sights: Sequence[Sight], stretches: Sequence[Stretch], spans: Sequence[Stretch]) -> _Seen:
    places = [1 + stretches.index(span) for span in spans]
    return [(each.source, each.shares[0], [each.shares[n] for n in places]) for each in sights]


def _comparison(
    kind: ComparisonKind, spans: Sequence[Stretch], sums: dict[Stretch, Totals], seen: _Seen
) -> Comparison:
    """The mean of the stretches in which was listened; where nobody listens, of all."""
    heard = [
        place
        for place in range(len(spans))
        if not seen or any(others[place] >= MOSTLY for _, _, others in seen)
    ]
    parts = [sums[spans[place]] for place in heard]
    whole = added(parts)
    return Comparison(
        kind=kind,
        since=min(since for since, _ in spans),
        until=max(until for _, until in spans),
        totals=mean_totals(parts),
        periods=len(parts),
        wanted=len(spans),
        negative=share_of(whole.negatives, whole.items),
        changed=changes(
            [(source, now, [others[n] for n in heard]) for source, now, others in seen]
        ),
    )


def changes(seen: _Seen) -> tuple[CoverageChange, ...]:
    """Which sources were not seen alike; nothing where there is no other time to speak of."""
    return coverage_changes(seen) if any(others for _, _, others in seen) else ()
