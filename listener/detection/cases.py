"""Many series looked at in one go: from what was learned of each to evaluations of what is new.

kept states, counts since ─► quarter by quarter, side by side ─► evaluations, states to keep

Final quarters (older than the source's watermark) teach; younger ones are looked at with what is
usually here of them by then. Pure: the same counts give the same evaluations, to the bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

import msgspec
import numpy as np
from msgspec import Struct

from listener.config import Detection
from listener.detection.band import Known
from listener.detection.evaluating import Frame, evaluation
from listener.detection.feed import Counts, Feed, feed, moment_of, quarter_of
from listener.detection.layout import ENGINE, States, fits, gathered
from listener.detection.seasons import WEEK
from listener.detection.shares import FIRST_ITEMS
from listener.detection.step import GUESS_WEIGHT, GUESSED_SHARE, Quarter, Seen, step
from listener.spikes import Arrivals, DetectorState, Evaluation, Mark, Series

SNAPSHOTS = 8
"""States of earlier weeks are kept, so that what comes late need not be learned from the start."""

APART = timedelta(hours=30)
"""What stood out in the past within so long is told as one."""

STALE = timedelta(days=1)
"""Data that end longer ago say nothing about now."""


_KNOWN_ITEMS = 8 * FIRST_ITEMS
"""So many items of its own leave no weight to what is believed of a series."""


class Prior(Struct, frozen=True, kw_only=True):
    """The share of negatives believed of a new series, and as how many items."""

    share: float = GUESSED_SHARE
    items: float = GUESS_WEIGHT


def learned(states: Sequence[DetectorState]) -> Prior:
    """What these series have taught of the share of negatives; nobody's guess where none has."""
    kept = [each.values for each in states if each.engine == ENGINE and fits(each.values)]
    if not kept:
        return Prior()
    shares = gathered(kept)["shares"]
    negatives, items = shares["negatives"].sum(), shares["items"].sum()
    if items < FIRST_ITEMS:
        return Prior()
    return Prior(share=min(0.9, max(0.02, float(negatives / items))))


def knows_its_share(states: Sequence[DetectorState]) -> bool:
    """Whether a series' own items say so much that nobody need guess its share any more."""
    latest = max(states, key=lambda each: each.at, default=None)
    if latest is None or latest.engine != ENGINE or not fits(latest.values):
        return False
    return float(gathered([latest.values])["shares"]["items"].sum()) >= _KNOWN_ITEMS


class Case(Struct, frozen=True, kw_only=True):
    """A series to be looked at: its counts since the state that is taken up, and what is known.

    `states` are kept ones, oldest first: the latest at or before the first change is taken up.
    `budget` is how many false alarms a month this series may raise, by all methods together.
    """

    series: Series
    states: tuple[DetectorState, ...] = ()
    changed_since: datetime | None = None
    looked_until: datetime | None = None
    zone: tzinfo
    settings: Detection
    budget: float
    marks: tuple[Mark, ...] = ()
    arrivals: Arrivals | None = None
    prior: Prior = Prior()


class Look(Struct, frozen=True, kw_only=True):
    """What came of it: states to keep in the place of the old ones, and what was seen.

    One evaluation for each quarter since the last look, and for the last of that, oldest first;
    before them what only stands out in what came late, as past. `basis` is what the last was
    computed from (`recompute`).
    """

    states: tuple[DetectorState, ...]
    evaluations: tuple[Evaluation, ...]
    basis: bytes


class Basis(Struct, frozen=True, kw_only=True):
    """All that an evaluation was computed from."""

    frame: Frame
    values: bytes | None
    quarter: int
    counts: list[Counts]
    slots: list[int]


def look(cases: Sequence[Case], now: datetime) -> list[Look]:
    """Look at all of them, those that begin at the same quarter side by side."""
    taken = [_taken_up(case) for case in cases]
    feeds = [
        feed(case, state.at if state else None, now)
        for case, state in zip(cases, taken, strict=True)
    ]
    # Before its first count a series is as new-born as ever: all new ones may begin together.
    born = [each.start for each, state in zip(feeds, taken, strict=True) if not state]
    oldest = min(born, default=0)
    groups: dict[int, list[int]] = {}
    for place, (each, state) in enumerate(zip(feeds, taken, strict=True)):
        groups.setdefault(each.start if state else oldest, []).append(place)
    found: dict[int, Look] = {}
    for start, places in groups.items():
        some = [_Walk(cases[place], taken[place], feeds[place], now) for place in places]
        _walk(start, some)
        found.update(zip(places, (each.look() for each in some), strict=True))
    return [found[place] for place in range(len(cases))]


def recompute(basis: bytes) -> Evaluation:
    """The evaluation again, from what it was computed from; ValueError for another engine's."""
    kept = msgspec.msgpack.decode(basis, type=Basis)
    if kept.values is not None and not fits(kept.values):
        raise ValueError("not learned by this engine")
    states = gathered([kept.values])
    seen = None
    for offset, (counts, slot) in enumerate(zip(kept.counts, kept.slots, strict=True)):
        seen = _step(states, kept.quarter + offset, [slot], [counts], [kept.frame])
    if seen is None:
        raise ValueError("a basis has at least the quarter of its evaluation")
    last = kept.quarter + len(kept.slots) - 1
    return evaluation(seen, 0, last, kept.frame, live=kept.counts[-1][7])


def known_before(basis: bytes) -> Known | None:
    """What was known before the evaluation that was computed from it; None of another engine's."""
    kept = msgspec.msgpack.decode(basis, type=Basis)
    if kept.values is None or not fits(kept.values):
        return None
    return Known(values=kept.values, guess=kept.frame.guess, weight=kept.frame.weight)


def end_of(basis: bytes) -> datetime:
    """Where the data of the evaluation end that was computed from it."""
    kept = msgspec.msgpack.decode(basis, type=Basis)
    return moment_of(kept.quarter + len(kept.slots))


def _taken_up(case: Case) -> DetectorState | None:
    usable = [
        each
        for each in case.states
        if each.engine == ENGINE
        and fits(each.values)
        and (case.changed_since is None or each.at <= case.changed_since)
    ]
    return max(usable, key=lambda each: each.at, default=None)


class _Walk:
    """One series on its way from the state that was taken up to now."""

    def __init__(
        self, case: Case, state: DetectorState | None, counts: Feed, now: datetime
    ) -> None:
        self.case, self.state, self.feed, self.now = case, state, counts, now
        self.frame = Frame.of(case)
        kept = [each for each in case.states if state and each.at <= state.at]
        self.states = {each.at: each for each in kept}
        self.evaluations: list[Evaluation] = []
        self.past: list[Evaluation] = []
        self.past_until: datetime | None = None
        self.base: tuple[int, bytes | None] = (counts.start, state.values if state else None)
        looked = case.looked_until
        # The last quarter was not over when it was looked at: what has come since is not late.
        self.new_from = (
            quarter_of(looked) - 1 if looked else max(counts.first_live, counts.end - 192)
        )

    def take(self, quarter: int, states: States, seen: Seen, column: int) -> None:
        """Note what was seen in a quarter, and keep the state where it is due."""
        end = quarter + 1
        if end <= self.feed.final and (end == self.feed.final or end % WEEK == 0):
            self._keep(end, states.column(column))
        if not self.feed.start <= quarter < self.feed.end:
            return
        new = quarter >= self.new_from
        if not new and not self._stands_out(seen, column):
            return
        live = self.feed.is_live(quarter)
        found = evaluation(seen, column, quarter, self.frame, live=live)
        if new and live:
            self.evaluations.append(found)
        elif found.alarming:
            self._note_past(msgspec.structs.replace(found, past=True))

    def _stands_out(self, seen: Seen, column: int) -> bool:
        lowest = min(float(rate[column]) for rate in seen.rates.values())
        return bool(lowest - float(seen.handicap[column]) <= np.log(self.case.budget))

    def _note_past(self, found: Evaluation) -> None:
        """Add to what stood out: a stretch that goes on is told by its rarest moment."""
        goes_on = self.past_until is not None and found.until - self.past_until <= APART
        self.past_until = found.until
        if goes_on:
            self.past[-1] = min(self.past[-1], found, key=lambda each: each.monthly)
        else:
            self.past.append(found)

    def _keep(self, end: int, values: bytes) -> None:
        at = moment_of(end)
        series = self.case.series
        kept = DetectorState(
            brand=series.brand, source=series.source, engine=ENGINE, at=at, values=values
        )
        self.states[at] = kept
        self.base = (end, values)

    def look(self) -> Look:
        """All of it."""
        times = sorted(self.states)
        weekly = [at for at in times[:-1] if quarter_of(at) % WEEK == 0][-SNAPSHOTS:]
        states = tuple(self.states[at] for at in (*weekly, *times[-1:]))
        evaluations = (*self.past, *self._fresh())
        return Look(states=states, evaluations=evaluations, basis=self._basis())

    def _fresh(self) -> list[Evaluation]:
        if self.evaluations and self.now - self.evaluations[-1].until > STALE:
            return [msgspec.structs.replace(each, alarming=False) for each in self.evaluations]
        return self.evaluations

    def _basis(self) -> bytes:
        start, values = self.base
        if start >= self.feed.end:
            # The last quarter is final already: from the state before it.
            earlier = [each for each in self.states.values() if quarter_of(each.at) < self.feed.end]
            before = max(earlier, key=lambda each: each.at, default=self.state)
            start = quarter_of(before.at) if before else self.feed.start
            values = before.values if before else None
        quarters = range(start, self.feed.end)
        return msgspec.msgpack.encode(
            Basis(
                frame=self.frame,
                values=values,
                quarter=start,
                counts=[self.feed.at(quarter) for quarter in quarters],
                slots=[self.feed.slot(quarter) for quarter in quarters],
            )
        )


def _walk(start: int, walks: Sequence[_Walk]) -> None:
    states = gathered([each.state.values if each.state else None for each in walks])
    frames = [each.frame for each in walks]
    for quarter in range(start, max(each.feed.end for each in walks)):
        slots = [each.feed.slot(quarter) for each in walks]
        counts = [each.feed.at(quarter) for each in walks]
        seen = _step(states, quarter, slots, counts, frames)
        for column, each in enumerate(walks):
            each.take(quarter, states, seen, column)


def _step(
    states: States,
    quarter: int,
    slots: Sequence[int],
    counts: Sequence[Counts],
    frames: Sequence[Frame],
) -> Seen:
    items, negatives, rated, low, part = np.array([each[:5] for each in counts]).T.copy()
    heard, whole, live, marked = np.array([each[5:] for each in counts], dtype=bool).T.copy()
    return step(
        states,
        quarter,
        np.array(slots),
        Quarter(items, negatives, rated, low, part, heard, whole, live, marked),
        np.array([each.warm_up for each in frames]),
        np.array([each.guess for each in frames]),
        np.array([each.weight for each in frames]),
    )
