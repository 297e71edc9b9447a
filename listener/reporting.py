"""Reports of a period: of a brand, a group or a location, with all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from listener import concluding
from listener.against import Against
from listener.comparing import last_week
from listener.config import Config
from listener.counting import Counts, slices
from listener.measuring import LASTS, by_language
from listener.model import ASPECTS
from listener.noticing import noticed
from listener.records import AspectCount, Report
from listener.reviewed import counted
from listener.reviewing import Figures, ReviewLife, StarStep
from listener.scopes import Scope, scopes_of
from listener.store import Store
from listener.store.sums import added
from listener.surveying import counts_of, facts_of, worst_of
from listener.telling import known_drivers


def reports(
    config: Config,
    store: Store,
    since: datetime,
    until: datetime,
    brand: str | None = None,
    *,
    group: str | None = None,
    location: str | None = None,
    compare: Against | None = None,
    now: datetime | None = None,
) -> list[Report]:
    """What a digest says: a report a brand, or one of all brands of a group, or of a location.

    `now` is when it is read, where that is not as the period ends.
    """
    return [
        _report(config, store, scope, since, until, compare, now or until)
        for scope in scopes_of(config, store, brand, group, location)
    ]


def _report(
    config: Config,
    store: Store,
    scope: Scope,
    since: datetime,
    until: datetime,
    compare: Against | None,
    now: datetime,
) -> Report:
    parts = [
        store.report(each.id, each.name, each.time_zone, since, until, scope.of(each))
        for each in scope.brands
    ]
    if scope.whole:
        parts = [_with_open(store, each, now) for each in parts]
    counts, before = counts_of(store, scope, parts), since - (until - since)
    report = replace(
        _together(scope, parts),
        worst=worst_of(store, scope, counts),
        aspects=_aspects(config, store, scope, parts, counts),
        reviewed=_figures(store, scope, parts, since, until, counts.lives),
        reviewed_before=_figures(store, scope, parts, before, since, _lives(store, scope, parts)),
    )
    report = replace(
        report,
        coverage=tuple(noticed(config, store, report.coverage, until)),
        drivers={
            number: drivers
            for each, part in zip(scope.brands, parts, strict=True)
            for number, drivers in known_drivers(store, each, part.incidents, until).items()
        },
    )
    if len(scope.brands) == 1 and scope.whole:
        (one,) = scope.brands
        report = replace(
            report,
            measured=by_language(store.judged(one.id, until - LASTS)),
            week_of_year=last_week(config, store, one, since, until),
        )
    return replace(report, facts=facts_of(config, store, scope, report, counts, compare))


def _with_open(store: Store, part: Report, now: datetime) -> Report:
    """With what has opened since the period and presses: who reads of yesterday is to learn it."""
    later = [
        each
        for each in store.open_incidents(part.brand)
        if each.pressing and part.until < each.opened_at <= now
    ]
    return replace(part, incidents=(*part.incidents, *later))


def _together(scope: Scope, parts: Sequence[Report]) -> Report:
    """The reports of several brands as one: their sums, and all that is known of each."""
    return replace(
        parts[0],
        brand=scope.key,
        name=scope.name,
        location=scope.location,
        brands=tuple(each.id for each in scope.brands),
        totals=added(each.totals for each in parts),
        previous=added(each.previous for each in parts),
        by_source={
            source: added(each.by_source[source] for each in parts if source in each.by_source)
            for source in sorted({name for each in parts for name in each.by_source})
        },
        by_brand={each.name: each.totals for each in parts} if len(parts) > 1 else {},
        incidents=tuple(incident for each in parts for incident in each.incidents),
        coverage=tuple(status for each in parts for status in each.coverage),
        hidden=sum(each.hidden for each in parts),
    )


def _aspects(
    config: Config, store: Store, scope: Scope, parts: Sequence[Report], counts: Counts
) -> tuple[AspectCount, ...]:
    """What is spoken of beside the period before, by the names that people gave."""
    before: dict[str, AspectCount] = {}
    for brand, part in zip(scope.brands, parts, strict=True):
        for since, until, limit in slices(*_before(part), part.previous.items):
            found = store.aspect_counts(
                brand.id, since, until, watches=scope.of(brand), among=limit
            )
            for name, each in found.items():
                known = before.get(name, AspectCount(aspect=name, items=0))
                before[name] = replace(
                    known,
                    items=known.items + each.items,
                    negatives=known.negatives + each.negatives,
                )
    names = _own_names(config)
    return tuple(
        replace(each, title=names.get(each.aspect) or _retired(each.aspect))
        for each in concluding.aspect_counts(counts, before)
    )


def _own_names(config: Config) -> Mapping[str, str]:
    """What people call aspects of their own; most have none, and load no list."""
    if not (config.folder / "aspects").is_dir():
        return {}
    from listener.sentiment.lists import Lists

    return Lists(config.folder).own_names


def _retired(aspect: str) -> str:
    """An aspect of people's own that stands in no list any more is called by its key."""
    return "" if aspect in ASPECTS else aspect


def _figures(
    store: Store,
    scope: Scope,
    parts: Sequence[Report],
    since: datetime,
    until: datetime,
    lives: Sequence[ReviewLife],
) -> Figures | None:
    """The figures of the reviews of a period; of a busy one, of those in its even sample."""
    changes = list[StarStep]()
    for brand, part in zip(scope.brands, parts, strict=True):
        found = store.star_steps(brand.id, since, until)
        changes += found if scope.whole else _at(part, found)
    return counted(lives, changes, now=until) if lives or changes else None


def _lives(store: Store, scope: Scope, parts: Sequence[Report]) -> list[ReviewLife]:
    """The reviews of the period before, or of its even sample."""
    return [
        life
        for brand, part in zip(scope.brands, parts, strict=True)
        for since, until, among in slices(*_before(part), part.previous.items)
        for life in store.reviews(brand.id, since, until, watches=scope.of(brand), among=among)
    ]


def _before(part: Report) -> tuple[datetime, datetime]:
    return part.since - (part.until - part.since), part.since


def _at(part: Report, found: Sequence[StarStep]) -> list[StarStep]:
    """Those on the location's own listings."""
    heads = [(each.key, f"{each.brand}/{each.source}/") for each in part.coverage]
    own = [f"/{key.removeprefix(head)}/" for key, head in heads]
    return [
        each
        for each in found
        if each.listing and any(f"/{each.listing}/" in listing for listing in own)
    ]
