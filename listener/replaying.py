"""What would have been sent: a brand's stored counts looked at again, quarter by quarter.

series ─► as if heard ─► look ─► at each budget: incidents ─► kept?
                    └─► with a spike that is made up ─► look ─► found, and how soon?

Nothing is stored. The data are taken as they are known today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from msgspec.structs import replace

from listener.config import Brand, Detection
from listener.detection.cases import Case, Look, look
from listener.detection.hindsight import (
    Injection,
    as_heard,
    injected,
    is_heard,
    shift_of,
    usual_of,
)
from listener.detection.incidents import REOPENS_WITHIN
from listener.detection.kept import Kept
from listener.detection.lateness import watermark
from listener.detection.oracle import A_DAY, Shift, fastest
from listener.detection.replay import WouldBe, replay
from listener.detection.replayed import Backtest, Heard, Known, Trial, Tried
from listener.detection.whole_brand import arrivals_of, whole_brand
from listener.detection.windows import MONTH
from listener.marking import of_series, unteaching
from listener.spikes import ALARMS, BIN, WHOLE_BRAND, Evaluation, Incident, Series
from listener.store import Store

LEARNED = timedelta(days=28)
"""So much is learned from before the replay begins, where nobody says from when on."""

LONGEST = timedelta(days=366)
INJECTED_FOR = timedelta(days=28)
"""A spike that is made up lasts until it is found, and no longer than this."""


class Replay:
    """A brand's stored counts, looked at once at the largest budget that is asked about."""

    def __init__(
        self,
        store: Store,
        brand: Brand,
        settings: Detection,
        since: datetime | None,
        until: datetime,
        budgets: Sequence[float],
        source: str | None = None,
    ) -> None:
        self._store, self._brand, self._settings = store, brand, settings
        self.budgets, self._most = tuple(budgets), max(budgets)
        self.until = datetime.fromtimestamp(until.timestamp() // 900 * 900, UTC)
        every = _read(store, brand, settings, since, self.until)
        self.there = tuple(each.source for each in every)
        read = [each for each in every if source in (None, each.source)]
        self.begins = min((each.bins[0].start for each in read), default=None)
        self.asked = since is not None
        self.since = since or _default(self.begins, self.until)
        oldest = self.since - timedelta(days=settings.history_days)
        known = [replace(s, bins=tuple(b for b in s.bins if b.start >= oldest)) for s in read]
        taken = [s for s in known if _has_part(s, self.since)]
        self.sources = [as_heard(s, self.since, self.until) for s in taken]
        self._really = {each.source: each.collected_since for each in read}
        self._marks = store.marks(brand.id, oldest, self.until)
        incidents = store.incidents(brand.id, oldest, self.until)
        self._untaught = unteaching(self._marks, incidents)
        self._arrivals = store.arrivals()
        self._looks: dict[str, Look] = {}
        self.months = self._quarters() / MONTH

    def run(self, injections: Sequence[Injection] = (), seed: int = 1) -> Backtest:
        """Look at all of it, and at each spike that is made up."""
        series = _together(self.sources)
        self._looks = self._looked(series, self.since, self.until)
        stored = self._store.incidents(self._brand.id, self.since, self.until)
        right = [each for each in stored if each.is_right]
        would_be = {each: self._incidents(self._evaluations(), each) for each in self.budgets}
        own = self._settings.alarms_per_month
        shown = own if own in self.budgets else self._most
        return Backtest(
            since=self.since,
            until=self.until,
            heard=tuple(self._heard()),
            kept=tuple(
                _kept(budget, found, right, self.months) for budget, found in would_be.items()
            ),
            budget=shown,
            would_be=tuple(_sent(would_be[shown])),
            known=tuple(self._known(stored, would_be[shown], shown, seed)),
            trials=tuple(self._trial(each, would_be, seed) for each in injections),
        )

    def _looked(
        self, series: Sequence[Series], since: datetime, until: datetime
    ) -> dict[str, Look]:
        """Looked at from then on, from what was learned before."""
        cases = [self._case(each, since, len(self.sources)) for each in series]
        looks = look(cases, until)
        return {case.series.source: found for case, found in zip(cases, looks, strict=True)}

    def _case(self, series: Series, since: datetime, sources: int) -> Case:
        before = self._looks.get(series.source)
        return Case(
            series=series,
            states=before.states if before else (),
            changed_since=since if before else None,
            looked_until=since,
            zone=ZoneInfo(self._brand.time_zone),
            settings=self._settings,
            budget=self._most / (sources + (sources > 1)),
            marks=of_series(self._untaught, series.source),
            arrivals=arrivals_of(
                series.source, self._arrivals, [each.source for each in self.sources]
            ),
        )

    def _evaluations(self) -> list[Evaluation]:
        return [each for found in self._looks.values() for each in found.evaluations]

    def _incidents(
        self, evaluations: Sequence[Evaluation], budget: float, *, made_up: bool = False
    ) -> list[WouldBe]:
        return replay(
            evaluations,
            part=budget / self._most,
            least=self._settings.min_negatives,
            marks=self._marks,
            authors=(lambda _: None) if made_up else self._authors,
        )

    def _authors(self, evaluation: Evaluation) -> int:
        brand, source = evaluation.brand, evaluation.source
        return self._store.authors(brand, source, evaluation.onset_at, evaluation.until)

    def _quarters(self) -> int:
        """In how many quarters of an hour any source was heard, by one who had warmed up."""
        warm = timedelta(days=self._settings.warm_up_days)
        return len(
            {
                each.start
                for series in self.sources
                for each in series.bins
                if max(self.since, series.bins[0].start + warm) <= each.start < self.until
                and is_heard(each)
            }
        )

    def _heard(self) -> Iterator[Heard]:
        for each in self.sources:
            arrivals = self._arrivals.get(each.source)
            yield Heard(
                source=each.source,
                since=each.collected_since,
                really_since=self._really[each.source],
                late=watermark(arrivals) if arrivals else None,
            )

    def _known(
        self, known: Sequence[Incident], found: Sequence[WouldBe], budget: float, seed: int
    ) -> Iterator[Known]:
        """Those that somebody was at; what was expected is to wake nobody."""
        for each in known:
            if each.acknowledged_at is None or each.expected_because:
                continue
            same = [w for w in _sent(found) if _are_one(w.incident, each)]
            sent = min((w.sent_at for w in same if w.sent_at), default=None)
            shift = _shift(each, usual_of(self._of(each.source), each.began_at).share)
            best = self._best(each.source, each.began_at, shift, [budget], seed)[0]
            yield Known(incident=each, sent_at=sent, best=best)

    def _of(self, source: str) -> list[Series]:
        return [each for each in self.sources if source in (WHOLE_BRAND, each.source)]

    def _best(
        self, source: str, at: datetime, shift: Shift, budgets: Sequence[float], seed: int
    ) -> list[timedelta | None]:
        usual = usual_of(_listened(self._of(source), at), at)
        starts = int(at.timestamp()) // 900 % A_DAY
        rng = np.random.default_rng(seed)
        found = fastest(rng, usual.day, usual.share, shift, budgets, starts)
        return [None if each is None else max(BIN, BIN * each) for each in found]

    def _trial(
        self, injection: Injection, without: Mapping[float, Sequence[WouldBe]], seed: int
    ) -> Trial:
        """A spike that is made up in all sources, and when each budget would have told of it."""
        since = injection.since
        listened = _listened(self.sources, since)
        usual = usual_of(listened, since)
        rng = np.random.default_rng(seed)
        series = [injected(_before(each, injection.until), injection, rng) for each in self.sources]
        looks = self._looked(_together(series), since, injection.until)
        there = {each.source for each in listened}
        counted = [each for each in series if each.source in there]
        seen = [each for each in self._evaluations() if each.until <= since]
        seen += [e for found in looks.values() for e in found.evaluations if e.until > since]
        best = self._best(WHOLE_BRAND, since, shift_of(injection, usual), self.budgets, seed)
        found = [
            _first_told(self._incidents(seen, budget, made_up=True), without[budget], since)
            for budget in self.budgets
        ]
        some = zip(self.budgets, found, best, strict=True)
        tried = tuple(_tried(*each, since, counted) for each in some)
        every = (each.incident for found in without.values() for each in found)
        return Trial(
            injection=injection,
            a_day=float(usual.day.sum()),
            share=usual.share,
            soon_after=any(_is_near(each, since) for each in every),
            tried=tried,
        )


def _listened(some: Sequence[Series], at: datetime) -> list[Series]:
    """Those that were listened to then: who finds nothing in the others is no slower for it."""
    return [s for s in some if s.collected_since is not None and s.collected_since <= at]


def _is_near(incident: Incident, at: datetime) -> bool:
    open_yet = incident.recovered_at is None
    return incident.began_at < at and (open_yet or at - incident.updated_at <= REOPENS_WITHIN)


def _before(series: Series, until: datetime) -> Series:
    return replace(series, bins=tuple(each for each in series.bins if each.start < until))


def _read(
    store: Store,
    brand: Brand,
    settings: Detection,
    since: datetime | None,
    until: datetime,
) -> list[Series]:
    history = timedelta(days=settings.history_days)
    oldest = since - history if since else until - LONGEST - history
    read = store.series(brand.id, oldest, until)
    return [each for each in read if each.bins]


def _says_something(series: Series) -> bool:
    return any(each.items for each in series.bins)


def _has_part(series: Series, since: datetime) -> bool:
    """Whether it has a part of the budget: who is listened to has, also where nothing is said."""
    began = series.collected_since
    return _says_something(series) or (began is not None and began <= since)


def _default(begins: datetime | None, until: datetime) -> datetime:
    return max(begins + LEARNED, until - LONGEST) if begins else until


def _together(sources: Sequence[Series]) -> list[Series]:
    """The sources, and the whole brand where it has several."""
    whole = whole_brand(sources)
    return [*sources, whole] if whole is not None else list(sources)


def _kept(
    budget: float, found: Sequence[WouldBe], known: Sequence[Incident], months: float
) -> Kept:
    sent = _sent(found)
    true = [each for each in sent if any(_are_one(each.incident, one) for one in known)]
    return Kept(budget=budget, sent=len(sent), true=len(true), months=months)


def _sent(found: Sequence[WouldBe]) -> list[WouldBe]:
    return [each for each in found if each.sent_at is not None]


def _are_one(one: Incident, other: Incident) -> bool:
    """Whether they are of the same time, and of one source or the whole brand."""
    if one.source != other.source and WHOLE_BRAND not in (one.source, other.source):
        return False
    return one.began_at <= _ended(other) and other.began_at <= _ended(one)


def _ended(incident: Incident) -> datetime:
    return incident.recovered_at or incident.updated_at


def _shift(incident: Incident, usual: float) -> Shift:
    """The change that an incident was, as it was seen at its worst."""
    seen = incident.peak or incident.look
    if seen is None:
        return Shift(max(1.0, incident.observed / max(incident.expected, 1e-9)), usual)
    share = max(seen.usual_share, seen.observed / max(seen.items, 1))
    talk = max(1.0, seen.items / max(seen.items_expected, 1e-9))
    return Shift(1.0 if seen.kind == "share" else talk, share)


def _first_told(
    found: Sequence[WouldBe], without: Sequence[WouldBe], since: datetime
) -> datetime | None:
    """What is told of it, and would not have been without it."""
    told = _told(found) - _told(without)
    return min((at for at, _ in told if at > since), default=None)


def _told(found: Sequence[WouldBe]) -> set[tuple[datetime, str]]:
    return {
        (at, each.incident.source) for each in found for at, event in each.told if event in ALARMS
    }


def _tried(
    budget: float,
    found: datetime | None,
    best: timedelta | None,
    since: datetime,
    series: Sequence[Series],
) -> Tried:
    if found is None:
        return Tried(budget=budget, found_at=None, delay=None, items=None, best=best)
    bins = (b for each in series for b in each.bins if since <= b.start < found)
    items = sum(each.items for each in bins)
    return Tried(budget=budget, found_at=found, delay=found - since, items=items, best=best)
