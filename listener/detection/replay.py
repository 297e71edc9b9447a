"""Incidents as they would have been, had somebody looked at every quarter. Pure.

evaluations of all series, oldest first ─► at a budget ─► follow ─► what would have been told, when
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from listener.detection.changes import Change
from listener.detection.family import is_told_below, parent_of, settled, silenced
from listener.detection.incidents import concerned, follow
from listener.spikes import WHOLE_BRAND, Evaluation, EventKind, Incident, Mark

Authors = Callable[[Evaluation], int | None]


class WouldBe(Struct, frozen=True, kw_only=True):
    """An incident that would have been, as it ended, and what would have been told of it."""

    incident: Incident
    told: tuple[tuple[datetime, EventKind], ...] = ()

    @property
    def sent_at(self) -> datetime | None:
        """When people would have had a mail of it first."""
        return next((at for at, event in self.told if event == "opened"), None)


def replay(
    evaluations: Iterable[Evaluation],
    *,
    part: float = 1.0,
    least: int = 3,
    marks: Sequence[Mark] = (),
    authors: Authors = lambda _: None,
) -> list[WouldBe]:
    """The incidents of a brand at that part of the budget that its series were looked at with.

    What was found only in what came late wakes nobody, and is left out.
    """
    run = _Run(least, marks, authors)
    live = (each for each in evaluations if not each.past)
    for each in sorted(live, key=lambda each: (each.until, each.source == WHOLE_BRAND)):
        run.take(each, part)
    return run.found()


def at_budget(evaluation: Evaluation, part: float) -> Evaluation:
    """The same look, at a part of the budget: which window stands out most does not change."""
    budget = evaluation.budget * part
    alarming = evaluation.alarming and evaluation.monthly <= budget
    return replace(evaluation, budget=budget, alarming=alarming)


class _Run:
    def __init__(self, least: int, marks: Sequence[Mark], authors: Authors) -> None:
        self._least, self._marks, self._authors = least, marks, authors
        self._known: dict[str, dict[int, Incident]] = {}
        self._told: dict[int, list[tuple[datetime, EventKind]]] = {}
        self._until: dict[str, datetime] = {}
        self._count = 0

    def take(self, evaluation: Evaluation, part: float) -> None:
        """What an evaluation means for the incident of its series."""
        source = evaluation.source
        is_open = source in self._open_ones()
        looked = at_budget(evaluation, part) if is_open or evaluation.alarming else evaluation
        if looked.alarming and not is_open:
            looked = replace(looked, authors=self._authors(looked))
        if looked.alarming or is_open:
            self._note(self._followed(looked), looked.until)
        self._until[source] = evaluation.until

    def _followed(self, evaluation: Evaluation) -> Change | None:
        source, is_open = evaluation.source, self._open_ones()
        return follow(
            concerned(list(self._known.get(source, {}).values()), evaluation),
            evaluation,
            now=evaluation.until,
            least=self._least,
            marks=self._marks,
            parent=parent_of(source, is_open),
            told_below=is_told_below(source, {**settled(evaluation, self._every()), **is_open}),
            previous=self._until.get(source),
        )

    def _note(self, change: Change | None, at: datetime) -> None:
        if change is None:
            return
        incident = change.incident
        if incident.id == 0:
            self._count += 1
            incident = replace(incident, id=self._count)
        self._known.setdefault(incident.source, {})[incident.id] = incident
        if change.event is not None:
            self._told.setdefault(incident.id, []).append((at, change.event))
        if incident.source == WHOLE_BRAND and change.event == "opened":
            self._speak_for(incident.id, at)

    def _speak_for(self, whole: int, at: datetime) -> None:
        """Silence the incidents of sources; what was to be told of them just now is not."""
        for source, child in self._open_ones().items():
            if source == WHOLE_BRAND or child.expected_because:
                continue
            told = self._told.get(child.id, [])
            steps = [Change(incident=child, event=event) for when, event in told if when == at]
            quiet = silenced(child, steps, whole, None if child.notified_at == at else child)
            self._known[source][child.id] = quiet[-1].incident
            self._told[child.id] = [each for each in told if each[0] != at]

    def _every(self) -> Iterator[Incident]:
        return (each for known in self._known.values() for each in known.values())

    def _open_ones(self) -> dict[str, Incident]:
        return {each.source: each for each in self._every() if each.state == "open"}

    def found(self) -> list[WouldBe]:
        """All of them, in the order in which they opened."""
        return [
            WouldBe(incident=each, told=tuple(self._told.get(each.id, ())))
            for each in sorted(self._every(), key=lambda each: each.id)
        ]
