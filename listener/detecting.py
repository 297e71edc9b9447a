"""One run of detection: what has changed is looked at, and incidents follow.

what changed, what was learned ─► Case ─► look (many brands at once) ─► pursue ─► incidents, letters
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.config import Brand, Config
from listener.detection import (
    ENGINE,
    Case,
    Change,
    Prior,
    arrivals_of,
    fits,
    knows_its_share,
    learned,
    look,
    whole_brand,
)
from listener.marking import of_series, unteaching
from listener.measuring import LASTS, of_source
from listener.pursuing import Watched, pursue
from listener.spikes import BIN, WHOLE_BRAND, Arrivals, Bin, DetectorState, Series
from listener.store import Store

MARKED_AHEAD = timedelta(days=366)

BINS_AT_ONCE = 400_000
"""Quarters of an hour held in memory at once, more or less."""

ASKED_OTHERS = 20
"""Brands whose share of negatives on a source is asked for what a new one's may be."""

_States = Mapping[str, tuple[DetectorState, ...]]


def detect(
    config: Config,
    store: Store,
    now: datetime,
    brands: Sequence[Brand],
    *,
    again: bool = False,
    tell: bool = True,
) -> list[Change]:
    """Look at what has changed of these brands; what is to be told goes into the outbox.

    Where nobody listens any more nothing alarms, and what is open ends. `again` looks once more at
    what was looked at last, as after scoring anew; without `tell` nobody gets a mail.
    """
    known = store.arrivals(), _Guesses(config, store)
    watched = (_watched(config, store, brand, *known, now, again=again) for brand in brands)
    changes: list[Change] = []
    for some in _portions(each for each in watched if each is not None):
        looks = iter(look([case for each in some for case in each.cases], now))
        for each in some:
            changes += pursue(
                config, store, each, [next(looks) for _ in each.cases], now, tell=tell
            )
    return changes


def _portions(watched: Iterable[Watched]) -> Iterator[list[Watched]]:
    """As many brands as may be held in memory at once."""
    some, bins = list[Watched](), 0
    for each in watched:
        some.append(each)
        bins += sum(len(case.series.bins) for case in each.cases)
        if bins > BINS_AT_ONCE:
            yield some
            some, bins = [], 0
    if some:
        yield some


def _watched(
    config: Config,
    store: Store,
    brand: Brand,
    arrivals: Mapping[str, Arrivals],
    guesses: _Guesses,
    now: datetime,
    *,
    again: bool,
) -> Watched | None:
    """What there is to look at of a brand; None where nothing has changed, as most often."""
    changed = store.series_changes(brand.id)
    states = _by_source(store.detector_states(brand.id))
    if not changed and states and not again:
        return None
    settings = brand.detection or config.settings.detection
    oldest = now - timedelta(days=settings.history_days)
    looked = store.looked_until(brand.id)
    if again:
        looked = {source: at - BIN for source, at in looked.items()}
        changed = {**looked, **changed}
    known = _readable(states)
    left = {} if again else _left(store, brand, known, changed, looked, now)
    read = _series(store, brand, _begin(known, {**changed, **left}), oldest, now)
    if _has_joined(read, looked.get(WHOLE_BRAND)):
        # What the whole brand has taught was the sum of others.
        known.pop(WHOLE_BRAND, None)
        left.pop(WHOLE_BRAND, None)
        read = _series(store, brand, _begin(known, {**changed, **left}), oldest, now)
    since = {**changed, **left}
    marks = tuple(store.marks(brand.id, oldest, now + MARKED_AHEAD))
    untaught = unteaching(marks, store.incidents(brand.id, oldest, now))
    sources = [each.source for each in read]
    return Watched(
        brand=brand,
        least=settings.min_negatives,
        marks=marks,
        changed=changed,
        left=left.keys(),
        before=states,
        cases=tuple(
            Case(
                series=series,
                states=known.get(series.source, ()),
                changed_since=since.get(series.source),
                looked_until=looked.get(series.source),
                zone=ZoneInfo(brand.time_zone),
                settings=settings,
                budget=settings.alarms_per_month / len(read),
                marks=of_series(untaught, series.source),
                arrivals=arrivals_of(series.source, arrivals, sources),
                prior=guesses.of(brand.id, series.source, states),
            )
            for series in read
        ),
    )


def _left(
    store: Store,
    brand: Brand,
    known: _States,
    changed: Mapping[str, datetime],
    looked: Mapping[str, datetime],
    now: datetime,
) -> dict[str, datetime]:
    """Series whose past is still being read, and from when on they are looked at meanwhile.

    Each slice of it would have all be learned anew: once it is whole does, and once a day.
    """
    if not looked or max(looked.values()).date() < now.date():
        return {}
    old = {source for source in changed.keys() & known if changed[source] < known[source][0].at}
    if not old:
        return {}
    being_read = store.being_backfilled(brand.id)
    whole = {WHOLE_BRAND} if being_read else set[str]()
    return {source: known[source][-1].at for source in old & (being_read | whole)}


class _Guesses:
    """What is believed of a series that has taught little yet: by its source, else its brand."""

    def __init__(self, config: Config, store: Store) -> None:
        self._store = store
        self._brands = [each.id for each in config.brands]
        self._known: dict[str, _States] = {}

    def of(self, brand: str, source: str, own: _States) -> Prior:
        """The share that is guessed of a source of a brand, whose states are `own`."""
        if knows_its_share(own.get(source, ())):
            return Prior()
        others = [each for each in self._brands if each != brand][:ASKED_OTHERS]
        known = [self._states(each).get(source, ()) for each in others]
        of_source = [kept[-1] for kept in known if kept]
        of_brand = [kept[-1] for each, kept in own.items() if each not in (source, WHOLE_BRAND)]
        return learned(of_source or of_brand)

    def _states(self, brand: str) -> _States:
        if brand not in self._known:
            latest = _by_source(self._store.detector_states(brand)).items()
            self._known[brand] = {source: kept[-1:] for source, kept in latest}
        return self._known[brand]


def _series(
    store: Store,
    brand: Brand,
    begin: Mapping[str, datetime],
    oldest: datetime,
    now: datetime,
) -> list[Series]:
    """Counts of each source from where it has to be looked at, and of the whole brand."""
    judged = store.judged(brand.id, now - LASTS)
    whole = begin.get(WHOLE_BRAND, oldest)
    starts = {source: min(at, whole) for source, at in begin.items()}
    read = store.series(brand.id, oldest, now, starts)
    found = [
        replace(
            each, bins=_from(each, begin.get(each.source)), measured=of_source(judged, each.source)
        )
        for each in read
        # What was never read is no series yet, and has no part of the budget.
        if each.collected_since is not None
    ]
    together = whole_brand(read, begin.get(WHOLE_BRAND))
    return [*found, together] if together is not None else found


def _has_joined(read: Sequence[Series], looked_until: datetime | None) -> bool:
    """Whether a source was first listened to after the whole brand was last looked at."""
    began = [each.collected_since for each in read if each.source != WHOLE_BRAND]
    return looked_until is not None and any(at is not None and at > looked_until for at in began)


def _from(series: Series, start: datetime | None) -> tuple[Bin, ...]:
    if start is None:
        return series.bins
    return tuple(each for each in series.bins if each.start >= start)


def _begin(states: _States, changed: Mapping[str, datetime]) -> dict[str, datetime]:
    """From when on counts have to be read: from the latest state before the first change."""
    found: dict[str, datetime] = {}
    for source, kept in states.items():
        since = changed.get(source)
        usable = [each.at for each in kept if since is None or each.at <= since]
        if usable:
            found[source] = max(usable)
    return found


def _readable(states: _States) -> dict[str, tuple[DetectorState, ...]]:
    """Those that this version can take up; of others everything is learned anew."""
    found = {
        source: tuple(each for each in kept if each.engine == ENGINE and fits(each.values))
        for source, kept in states.items()
    }
    return {source: kept for source, kept in found.items() if kept}


def _by_source(states: Sequence[DetectorState]) -> dict[str, tuple[DetectorState, ...]]:
    found: dict[str, tuple[DetectorState, ...]] = {}
    for each in states:
        found[each.source] = (*found.get(each.source, ()), each)
    return found
