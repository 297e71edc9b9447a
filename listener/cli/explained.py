"""What is known of an incident: what was seen, how it went, and whether it computes anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import isclose
from typing import Any

import msgspec
from msgspec import Struct

from listener.causes import Drivers
from listener.cli.incidents_shown import incident_row
from listener.config import Config
from listener.detection.cases import recompute
from listener.digest.as_json import evaluation as evaluation_row
from listener.driving import drivers
from listener.i18n import Translator
from listener.severity import severity
from listener.spikes import WHOLE_BRAND, Evaluation, EventKind, Incident, Series
from listener.store import Store
from listener.stories import Outcome, outcome
from listener.text import plain

NOT_OF_THE_BASIS = ("authors", "copies", "past")
"""Told by the mentions and by what is known of the incident, not by the counts of a basis."""

_UNSEEN = ("down", "partial", "truncated")


class Difference(Struct, frozen=True):
    """A figure that does not come out the same: as stored, and computed anew."""

    figure: str
    stored: Any
    anew: Any


class Again(Struct, frozen=True, kw_only=True):
    """An evaluation computed anew from its basis, and what differs from the stored one."""

    until: datetime
    differences: tuple[Difference, ...] = ()


class Unseen(Struct, frozen=True, kw_only=True):
    """How many quarters of an hour of a window were not seen whole at a source."""

    source: str
    quarters: int
    of: int


class Account(Struct, frozen=True, kw_only=True):
    """All that is told of one incident."""

    incident: Incident
    events: tuple[tuple[datetime, EventKind], ...]
    evaluations: tuple[Evaluation, ...]
    anew: tuple[Again, ...]
    unseen: tuple[Unseen, ...]
    blind: tuple[str, ...]
    drivers: Drivers | None = None
    came_to: Outcome | None = None

    @property
    def same(self) -> bool:
        """All that was computed anew came out the same."""
        return not any(again.differences for again in self.anew)


def account(config: Config, store: Store, incident: Incident, now: datetime) -> Account:
    """What the store knows of an incident."""
    brand = next((each for each in config.brands if each.id == incident.brand), None)
    blind = {
        each.source
        for each in store.statuses(incident.brand)
        if each.health not in ("ok", "new") and _is_of(incident, each.source)
    }
    looks = tuple(store.evaluations_of(incident.id))
    return Account(
        incident=incident,
        events=tuple(store.incident_events(incident.id)),
        evaluations=looks,
        came_to=None if incident.state == "open" else outcome(store, incident, looks, now),
        anew=tuple(_anew(store, incident)),
        unseen=tuple(_unseen(incident, store)),
        drivers=drivers(store, brand, incident, now) if brand else None,
        blind=tuple(sorted(blind)),
    )


def _anew(store: Store, incident: Incident) -> Iterator[Again]:
    """What was kept of the opening, and the latest: computed, where this engine has made it."""
    own = [each for each in (incident.look, incident.first, incident.peak) if each is not None]
    bases = (store.basis(incident.id, latest=latest) for latest in (False, True))
    for basis in dict.fromkeys(bases):
        if basis is None or (found := recomputed(basis)) is None:
            continue
        kept = store.evaluations(
            incident.brand, incident.source, found.until, found.until + timedelta(seconds=1)
        )
        # A later look at the same quarter takes the place of an earlier one, which was told.
        yield again(found, [*own, *store.told_looks(incident.id), *kept])


def recomputed(basis: bytes) -> Evaluation | None:
    """The evaluation again; None where another engine kept it, in a form of its own."""
    try:
        return recompute(basis)
    except (msgspec.DecodeError, ValueError):
        return None


def again(anew: Evaluation, stored: Sequence[Evaluation]) -> Again:
    """The evaluation computed anew beside that of the stored ones which it is nearest to.

    Of two whose data end at the same time the later one has seen what came late meanwhile.
    """
    found = [tuple(_differences(each, anew)) for each in stored if each.until == anew.until] or [
        (Difference("until", None, anew.until),)
    ]
    return Again(until=anew.until, differences=min(found, key=len))


def _differences(before: Evaluation, anew: Evaluation) -> Iterator[Difference]:
    for name in Evaluation.__struct_fields__:
        old, new = getattr(before, name), getattr(anew, name)
        if name not in NOT_OF_THE_BASIS and not _alike(old, new):
            yield Difference(name, old, new)


def _alike(old: object, new: object) -> bool:
    """The same; of broken numbers, as far as another machine's arithmetic goes."""
    if isinstance(old, float) and isinstance(new, float):
        return isclose(old, new, rel_tol=1e-6)
    return old == new


def _unseen(incident: Incident, store: Store) -> Iterator[Unseen]:
    look = incident.told
    if look is None:
        return
    for series in store.series(incident.brand, look.onset_at, look.until):
        if _is_of(incident, series.source) and (found := _not_whole(series)).quarters:
            yield found


def _not_whole(series: Series) -> Unseen:
    states = [each.coverage for each in series.bins if each.coverage is not None]
    missed = sum(state in _UNSEEN for state in states)
    return Unseen(source=series.source, quarters=missed, of=len(states))


def _is_of(incident: Incident, source: str) -> bool:
    return incident.source in (WHOLE_BRAND, source)


def as_row(found: Account, config: Config, t: Translator) -> dict[str, Any]:
    """The same for programs."""
    return {
        **incident_row(found.incident, config, t, found.drivers),
        "severity": severity(found.incident),
        "cost": found.came_to and found.came_to.cost,
        "answered": found.came_to and found.came_to.answered,
        "answerable": found.came_to and found.came_to.answerable,
        "events": [{"at": at, "event": event} for at, event in found.events],
        "evaluations": [evaluation_row(each) for each in found.evaluations],
        "anew": [
            {"until": each.until, "differences": msgspec.to_builtins(each.differences)}
            for each in found.anew
        ],
        "unseen": [
            {"source": plain(each.source), "quarters": each.quarters, "of": each.of}
            for each in found.unseen
        ],
        "blind": [plain(source) for source in found.blind],
    }
