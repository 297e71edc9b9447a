"""Incidents follow what was seen: saved with their letters, and with all that was looked at.

evaluations of all series of a brand, oldest first ─► follow ─► one transaction
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from listener.config import Brand, Config
from listener.detection import Case, Change, Look, abandoned, folded, follow
from listener.spikes import WHOLE_BRAND, DetectorState, Evaluation, EventKind, Incident, Mark
from listener.store import Store
from listener.telling import deliveries

REMEMBERED = timedelta(days=60)
"""How long an incident may have been over for its series to be known by it."""

TOLD: tuple[EventKind, ...] = ("opened", "worse")


class Watched(Struct, frozen=True, kw_only=True):
    """The series of a brand that are looked at, and what was read of them."""

    brand: Brand
    least: int
    cases: tuple[Case, ...]
    marks: tuple[Mark, ...] = ()
    changed: Mapping[str, datetime]
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
        run = _Run(config, store, watched, now, tell=tell)
        seen = [
            (case.series, found)
            for case, found in zip(watched.cases, looks, strict=True)
            if run.keeps(case.series.source, found)
        ]
        for evaluation in _oldest_first([found for _, found in seen]):
            run.follow(evaluation)
        for series, found in seen:
            run.finish(series.source, found)
        run.let_go({case.series.source for case in watched.cases})
        return run.news


def _oldest_first(looks: Sequence[Look]) -> Iterator[Evaluation]:
    """Evaluations of all series in turn; the whole brand's after those of its sources."""
    every = (each for found in looks for each in found.evaluations)
    return iter(sorted(every, key=lambda each: (each.until, each.source == WHOLE_BRAND)))


class _Run:
    """One brand in one run, within its transaction."""

    def __init__(
        self, config: Config, store: Store, watched: Watched, now: datetime, *, tell: bool
    ) -> None:
        self.news: list[Change] = []
        self._config, self._store, self._watched = config, store, watched
        self._now, self._tell = now, tell
        self._measured = {case.series.source: case.series.measured for case in watched.cases}
        known = store.incidents(watched.brand.id, now - REMEMBERED, now + REMEMBERED)
        self._stored = {each.source: each for each in sorted(known, key=_latest_last)}
        self._now_is: dict[str, Incident] = dict(self._stored)
        self._steps: dict[str, list[Change]] = {}
        self._seen: dict[str, list[Evaluation]] = {}

    def keeps(self, source: str, found: Look) -> bool:
        """Keep what was learned; not where another run was quicker, which has told the team."""
        before = self._watched.before.get(source, ())
        taken = self._watched.changed.get(source)
        return self._store.keep_look(
            *(self._watched.brand.id, source, found.states, (), None, taken, self._now),
            before=before,
        )

    def follow(self, evaluation: Evaluation) -> None:
        """What it means for the incident of its series."""
        source, whole = evaluation.source, self._now_is.get(WHOLE_BRAND)
        incident = self._now_is.get(source)
        looked = self._counted(evaluation, incident)
        of_source = source != WHOLE_BRAND
        change = follow(
            incident,
            looked,
            now=self._now,
            least=self._watched.least,
            marks=self._watched.marks,
            parent=whole.id if of_source and whole and whole.state == "open" else None,
            told_below=not of_source and self._a_source_tells(),
            measured=self._measured.get(source),
        )
        self._seen.setdefault(source, []).append(looked)
        if change is None:
            return
        self._now_is[source] = change.incident
        self._steps.setdefault(source, []).append(change)
        if not of_source and change.incident.id == 0:
            # Those of its sources will name it.
            self._save(source, None)

    def _counted(self, evaluation: Evaluation, incident: Incident | None) -> Evaluation:
        """The evaluation with how many people it rests on, where that matters."""
        if not evaluation.alarming or (incident is not None and incident.state == "open"):
            return evaluation
        authors = self._store.authors(
            evaluation.brand, evaluation.source, evaluation.onset_at, evaluation.until
        )
        return replace(evaluation, authors=authors)

    def _a_source_tells(self) -> bool:
        return any(
            each.state == "open" for source, each in self._now_is.items() if source != WHOLE_BRAND
        )

    def finish(self, source: str, found: Look) -> None:
        """Save the incident of a series and all that was looked at."""
        self._save(source, found)
        incident = self._now_is.get(source)
        for number, evaluations in self._by_incident(source, incident):
            self._store.keep_look(
                *(self._watched.brand.id, source, found.states, evaluations, number),
                *(None, self._now),
            )

    def _by_incident(
        self, source: str, incident: Incident | None
    ) -> Iterator[tuple[int | None, list[Evaluation]]]:
        """The evaluations since the latest incident began, and the others."""
        seen = self._seen.get(source, [])
        if incident is None:
            yield None, seen
            return
        since = incident.first.until if incident.first else incident.onset_at
        end = incident.recovered_at or self._now
        of_it = [each for each in seen if since <= each.until <= max(end, since)]
        yield incident.id, of_it
        yield None, [each for each in seen if each not in of_it]

    def _save(self, source: str, found: Look | None) -> None:
        for change in folded(self._steps.pop(source, [])):
            before, after = _paired(self._stored.get(source), change.incident)
            basis = self._basis(after, found)
            saved = self._store.save_incident(before, after, change.event, self._now, basis=basis)
            assert saved is not None, "nobody else writes within the transaction"
            self._stored[source] = self._now_is[source] = saved
            self._report(Change(incident=saved, event=change.event))

    def _basis(self, incident: Incident, found: Look | None) -> bytes | None:
        """What its evaluation was computed from, if that is the one that was kept."""
        if found is None or incident.look is None or not found.evaluations:
            return None
        return found.basis if found.evaluations[-1].until == incident.look.until else None

    def _report(self, change: Change) -> None:
        if change.event is None:
            return
        self.news.append(change)
        if self._tell and change.event in TOLD:
            told = (self._watched.brand, change.incident, change.event, self._now)
            for letter in deliveries(self._config, self._store, *told):
                self._store.put(replace(letter, incident_id=change.incident.id))

    def let_go(self, listened_to: set[str]) -> None:
        """End what is open of sources that nobody listens to, and forget what they taught."""
        brand = self._watched.brand.id
        for source in sorted(self._stored.keys() - listened_to):
            if self._stored[source].state == "open":
                over = abandoned(self._stored[source], self._now).incident
                self._store.save_incident(self._stored[source], over, None, self._now)
        gone = (self._watched.changed.keys() | self._watched.before.keys()) - listened_to
        for source in sorted(gone):
            taken = self._watched.changed.get(source)
            self._store.keep_look(brand, source, (), (), None, taken, self._now)


def _paired(stored: Incident | None, after: Incident) -> tuple[Incident | None, Incident]:
    """What is stored of an incident, and the incident with its number."""
    if stored is None or (after.id == 0 and after.first != stored.first):
        return None, after
    if after.id not in (0, stored.id):
        return None, after
    return stored, replace(after, id=stored.id)


def _latest_last(incident: Incident) -> tuple[bool, datetime, int]:
    """In the order in which they are what a series is known by: what is open before all."""
    return incident.state == "open", incident.recovered_at or incident.updated_at, incident.id
