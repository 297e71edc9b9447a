"""Evaluations made up for tests: looks at one series, a quarter of an hour after another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from listener.detection import Change, follow
from listener.spikes import BIN, WHOLE_BRAND, Evaluation, Incident

START = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def look(place: int, **said: Any) -> Evaluation:
    """A look at a quiet series after so many quarters: one negative of ten, as ever."""
    until = START + BIN * place
    usual = Evaluation(
        brand="acme",
        source="feeds",
        engine="test-1",
        method="share",
        onset_at=until - HOUR,
        until=until,
        observed=1,
        items=10,
        expected=1.0,
        low=0.0,
        high=3.0,
        items_expected=10.0,
        items_low=4.0,
        items_high=18.0,
        usual_share=0.1,
        share_low=0.02,
        share_high=0.3,
        chance=1.0,
        monthly=30.0,
        budget=1.0,
        kind="unclear",
        basis_days=28.0,
        usual=True,
    )
    return replace(usual, **said)


def alarm(place: int, **said: Any) -> Evaluation:
    """A look that alarms: nine of ten are negative."""
    bad = {"observed": 9, "expected": 1.0, "chance": 1e-5, "monthly": 0.1, "kind": "share"}
    return look(place, **{**bad, "alarming": True, "usual": False, "authors": 9, **said})


def high(place: int, **said: Any) -> Evaluation:
    """A look that does not alarm, and is not as usual either."""
    return look(place, **{"observed": 4, "monthly": 3.0, "usual": False, "kind": "share", **said})


def blind(place: int, **said: Any) -> Evaluation:
    """A look at a window that was not seen whole."""
    return look(place, **{"observed": 0, "items": 0, "complete": False, **said})


def brandwide(evaluation: Evaluation) -> Evaluation:
    """The same look at the whole brand."""
    return replace(evaluation, source=WHOLE_BRAND)


def followed(
    evaluations: Iterable[Evaluation], incident: Incident | None = None, **around: Any
) -> list[Change]:
    """All that changes as these are looked at one after the other, each at its time."""
    changes: list[Change] = []
    for number, each in enumerate(evaluations, 1):
        change = follow(incident, each, now=each.until, **around)
        if change is not None:
            opened = incident is None or change.incident.opened_at != incident.opened_at
            known = number if opened or incident is None else incident.id
            incident = replace(change.incident, id=known)
            changes.append(replace(change, incident=incident))
    return changes


def events(changes: Iterable[Change]) -> list[str]:
    """What people are told of it."""
    return [change.event for change in changes if change.event is not None]


def opened(place: int = 100, **around: Any) -> Incident:
    """An incident right after it was opened."""
    return followed([alarm(place)], **around)[-1].incident


def calm(first: int, last: int) -> list[Evaluation]:
    """Looks at a quiet series, from the one to before the other."""
    return [look(place) for place in range(first, last)]
