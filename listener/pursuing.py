"""Incidents follow what was seen: saved with what is told of them, and with all that was looked at.

evaluations of all series of a brand, oldest first ─► follow ─► one transaction ─► outbox
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from listener.config import Brand, Config
from listener.detection import (
    Case,
    Change,
    Look,
    abandoned,
    concerned,
    end_of,
    expected_because,
    folded,
    follow,
    is_told_below,
    parent_of,
    settled,
    silenced,
)
from listener.posting import post
from listener.spikes import (
    WHOLE_BRAND,
    Bin,
    DetectorState,
    Evaluation,
    Incident,
    Mark,
    Method,
    Series,
)
from listener.store import Store

REMEMBERED = timedelta(days=400)
"""How long an incident is known: what comes late of its time is no news."""


class Watched(Struct, frozen=True, kw_only=True):
    """The series of a brand that are looked at, and what was read of them.

    What `changed` of those that are `left` is not taken in yet.
    """

    brand: Brand
    least: int
    cases: tuple[Case, ...]
    marks: tuple[Mark, ...] = ()
    changed: Mapping[str, datetime]
    left: Collection[str] = ()
    before: Mapping[str, tuple[DetectorState, ...]]


def pursue(
    config: Config,
    store: Store,
    watched: Watched,
    looks: Sequence[Look],
    now: datetime,
    *,
    tell: bool = True,
) -> list[Change]:
    """Let the incidents of a brand follow these looks, one for each case; what people are to know.

    States, evaluations, incidents and the messages about them are stored together, so that
    neither can be lost or doubled, whatever dies in between and however many runs look at once.
    """
    with store.at_once():
        run = _Run(store, watched, now)
        seen = [
            (case.series, found)
            for case, found in zip(watched.cases, looks, strict=True)
            if run.keeps(case.series.source, found)
        ]
        for evaluation in _oldest_first([found for _, found in seen]):
            run.follow(evaluation)
        for series, found in seen:
            run.finish(series.source, found)
        run.finish_others()
        run.let_go({case.series.source for case in watched.cases})
        if tell:
            post(config, store, watched.brand, run.news, now)
        return run.news


def _oldest_first(looks: Sequence[Look]) -> Iterator[Evaluation]:
    """Evaluations of all series in turn; the whole brand's after those of its sources."""
    every = (each for found in looks for each in found.evaluations)
    return iter(sorted(every, key=lambda each: (each.until, each.source == WHOLE_BRAND)))


class _Run:
    """One brand in one run, within its transaction."""

    def __init__(self, store: Store, watched: Watched, now: datetime) -> None:
        self.news: list[Change] = []
        self._store, self._watched, self._now = store, watched, now
        self._cases = {case.series.source: case for case in watched.cases}
        known = store.incidents(watched.brand.id, now - REMEMBERED, now + REMEMBERED)
        self._stored = {each.id: each for each in known}
        self._known: dict[str, list[Incident]] = {}
        for each in known:
            self._known.setdefault(each.source, []).append(each)
        self._steps: dict[str, list[Change]] = {}
        self._seen: dict[str, list[Evaluation]] = {}

    def keeps(self, source: str, found: Look) -> bool:
        """Keep what was learned; not where another run was quicker, which has told the team."""
        before = self._watched.before.get(source, ())
        taken = self._watched.changed.get(source)
        return self._store.keep_look(
            *(self._watched.brand.id, source, found.states, (), None, taken, self._now),
            before=before,
            leave=source in self._watched.left,
        )

    def follow(self, evaluation: Evaluation) -> None:
        """What it means for the incident of its series."""
        source = evaluation.source
        incident = concerned(self._known.get(source, ()), evaluation)
        if incident is not None and self._was_seen(evaluation, incident):
            return
        looked = self._counted(evaluation, incident)
        if looked.past and _is_history(looked, self._cases[source]):
            return
        is_open = self._open_ones()
        change = follow(
            incident,
            looked,
            now=self._now,
            least=self._watched.least,
            marks=self._marks(looked),
            parent=parent_of(source, is_open),
            told_below=is_told_below(source, {**settled(looked, self._all_known()), **is_open}),
            measured=self._cases[source].series.measured,
            previous=self._previous(source),
        )
        if change is not None or not looked.past:
            # What comes late of what is known leaves in place what was seen then.
            self._seen.setdefault(source, []).append(looked)
        if change is None:
            return
        self._know(change.incident)
        self._steps.setdefault(source, []).append(change)
        if source == WHOLE_BRAND and change.incident.id == 0:
            # Those of its sources will name it.
            self._save(source, None)
        if source == WHOLE_BRAND and change.event == "opened":
            self._speak_for(is_open)

    def _was_seen(self, evaluation: Evaluation, incident: Incident) -> bool:
        """Whether its incident has followed a look at that quarter, of which the basis is kept."""
        until = self._cases[evaluation.source].looked_until
        live = incident.state == "open" and not evaluation.past
        return live and until is not None and evaluation.until <= until

    def _speak_for(self, is_open: Mapping[str, Incident]) -> None:
        """Silence the incidents of sources for which that of the whole brand speaks now."""
        whole = self._open_ones()[WHOLE_BRAND]
        for source, child in is_open.items():
            if source != WHOLE_BRAND and not child.expected_because:
                before, _ = self._paired(child)
                steps = silenced(child, self._steps.get(source, ()), whole.id, before)
                self._steps[source] = steps
                self._know(steps[-1].incident)

    def _marks(self, evaluation: Evaluation) -> Sequence[Mark]:
        """What excuses it; a marked source excuses the whole brand, if the rest is as usual."""
        marks = self._watched.marks
        of_sources = [each for each in marks if each.source]
        if evaluation.source != WHOLE_BRAND or not evaluation.alarming or not of_sources:
            return marks
        names = {
            each.source for each in of_sources if expected_because([each], evaluation, each.source)
        }
        bad = sum(
            one.negatives_by(evaluation.method)
            for each in self._store.series(evaluation.brand, evaluation.onset_at, evaluation.until)
            if each.source in names
            for one in each.bins
        )
        if not names or evaluation.observed - bad > evaluation.high:
            return marks
        return [*marks, *(replace(each, source="") for each in of_sources if each.source in names)]

    def _counted(self, evaluation: Evaluation, incident: Incident | None) -> Evaluation:
        """The evaluation with its copies and people; past, where late ones make the alarm."""
        if not evaluation.alarming:
            return evaluation
        window = (evaluation.onset_at, evaluation.until)
        read = self._store.series(evaluation.brand, *window)
        bins = [one for each in read if _is_in(each, evaluation) for one in each.bins]
        method = evaluation.method
        copied = sum(min(one.negative_copies, one.negatives_by(method)) for one in bins)
        copies = min(evaluation.observed, copied)
        if incident is not None and incident.state == "open":
            return replace(evaluation, copies=copies)
        late = sum(_came_late(one, method) for one in bins)
        return replace(
            evaluation,
            copies=copies,
            authors=self._store.authors(evaluation.brand, evaluation.source, *window),
            past=evaluation.past or (late > 0 and evaluation.observed - late <= evaluation.high),
        )

    def _previous(self, source: str) -> datetime | None:
        """Where the data of the look before ended."""
        seen = [each.until for each in self._seen.get(source, ()) if not each.past]
        return seen[-1] if seen else self._cases[source].looked_until

    def _all_known(self) -> Iterator[Incident]:
        return (each for known in self._known.values() for each in known)

    def _open_ones(self) -> dict[str, Incident]:
        return {each.source: each for each in self._all_known() if each.state == "open"}

    def _know(self, incident: Incident) -> None:
        """Put an incident in the place of what it was before."""
        known = self._known.setdefault(incident.source, [])
        others = [each for each in known if not _is_same(each, incident)]
        self._known[incident.source] = [*others, incident]

    def finish(self, source: str, found: Look) -> None:
        """Save the incidents of a series and all that was looked at."""
        self._save(source, found)
        by_number: dict[int | None, list[Evaluation]] = {}
        for each in self._seen.get(source, ()):
            by_number.setdefault(self._number_of(each), []).append(each)
        for number, evaluations in by_number.items():
            self._store.keep_look(
                *(self._watched.brand.id, source, found.states, evaluations, number),
                *(None, self._now),
            )

    def finish_others(self) -> None:
        """Save what has become of the incidents of series that others have looked at meanwhile."""
        for source in sorted(self._steps):
            self._save(source, None)

    def _number_of(self, evaluation: Evaluation) -> int | None:
        """Of the incident that it belongs to."""
        for each in self._known.get(evaluation.source, ()):
            since = each.first.until if each.first else each.onset_at
            if since <= evaluation.until <= (each.recovered_at or evaluation.until):
                return each.id
        return None

    def _save(self, source: str, found: Look | None) -> None:
        for change in folded(self._steps.pop(source, [])):
            before, after = self._paired(change.incident)
            basis = self._basis(after, found)
            saved = self._store.save_incident(before, after, change.event, self._now, basis=basis)
            assert saved is not None, "nobody else writes within the transaction"
            self._stored[saved.id] = saved
            self._number(saved)
            self._report(Change(incident=saved, event=change.event))

    def _paired(self, after: Incident) -> tuple[Incident | None, Incident]:
        """What is stored of an incident, and the incident with its number."""
        before = next((each for each in self._stored.values() if _is_same(each, after)), None)
        return before, replace(after, id=before.id) if before else after

    def _number(self, saved: Incident) -> None:
        """Give what is known of an incident the number that it was stored under."""
        self._known[saved.source] = [
            replace(each, id=saved.id) if _is_same(each, saved) else each
            for each in self._known[saved.source]
        ]

    def _basis(self, incident: Incident, found: Look | None) -> bytes | None:
        """What its evaluation was computed from, if that is the one that was kept."""
        if found is None or incident.look is None or not found.evaluations:
            return None
        return found.basis if end_of(found.basis) == incident.look.until else None

    def _report(self, change: Change) -> None:
        """Tell of it; what was told before in this run, as it stands by now."""
        before = [each for each in self.news if each.incident.id == change.incident.id][-1:]
        told = folded([*before, change])
        if before and len(told) == 1:
            self.news[self.news.index(before[0])] = told[0]
        elif change.event is not None:
            self.news.append(change)

    def let_go(self, listened_to: set[str]) -> None:
        """End what is open of sources that nobody listens to, and forget what they taught."""
        for source, incident in sorted(self._open_ones().items()):
            if source not in listened_to:
                over = abandoned(incident, self._now).incident
                self._store.save_incident(incident, over, None, self._now)
        gone = (self._watched.changed.keys() | self._watched.before.keys()) - listened_to
        for source in sorted(gone):
            taken = self._watched.changed.get(source)
            self._store.keep_look(self._watched.brand.id, source, (), (), None, taken, self._now)


def _is_history(evaluation: Evaluation, case: Case) -> bool:
    """Whether it was over when listening began, or has not changed: it teaches, and is no news."""
    began, changed = case.series.collected_since, case.changed_since
    listened = began is None or evaluation.until > began
    new = changed is None or evaluation.until > changed
    return case.looked_until is None or not (listened and new)


def _is_in(series: Series, evaluation: Evaluation) -> bool:
    return evaluation.source in (series.source, WHOLE_BRAND)


def _came_late(one: Bin, method: Method) -> int:
    """How many negatives were not heard as they were said; what files added is not even counted."""
    return one.negatives_by(method) if one.coverage == "backfilled" else 0


def _is_same(one: Incident, other: Incident) -> bool:
    """Whether they are one incident at two times; one that is new has no number yet."""
    if one.id and other.id:
        return one.id == other.id
    return one.source == other.source and one.first == other.first
