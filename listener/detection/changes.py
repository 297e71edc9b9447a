"""What changed of an incident, and the ends that no evaluation sees. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from listener.spikes import ALARMS, EventKind, Incident, Series


class Change(Struct, frozen=True, kw_only=True):
    """The incident as it is now; `event` is what people are to be told, if anything."""

    incident: Incident
    event: EventKind | None = None


def abandoned(incident: Incident, now: datetime) -> Change:
    """The incident where nobody listens any more: over as far as we can tell, and not news."""
    return Change(incident=replace(incident, state="recovered", recovered_at=now, updated_at=now))


def unfounded(incident: Incident, series: Series) -> bool:
    """Whether so few of its negatives are left, scored anew, that they are no more than usual."""
    end = incident.onset_at + timedelta(minutes=incident.window_minutes)
    bins = [each for each in series.bins if incident.onset_at <= each.start < end]
    method = incident.look.method if incident.look else "count"
    left = sum(each.negatives_by(method) for each in bins)
    return left <= max(incident.high, incident.expected)


def withdrawn(incident: Incident, now: datetime) -> Change:
    """The incident that scoring anew has ended: with its window, so that a later one is seen."""
    end = incident.onset_at + timedelta(minutes=incident.window_minutes)
    over = replace(
        incident,
        state="recovered",
        recovered_at=min(now, max(incident.opened_at, end)),
        updated_at=now,
        cooling_since=None,
        rescored=True,
    )
    return Change(incident=over, event="recovered")


def folded(changes: Sequence[Change]) -> list[Change]:
    """What happened within one run in as few steps as tell it: nobody gets two mails at once."""
    told: list[Change] = []
    for change in changes:
        last = told[-1] if told else None
        if last is not None and _is_more(last, change):
            event = change.event if last.event == "past" else None
            told[-1] = Change(incident=change.incident, event=event or last.event)
        else:
            told.append(change)
    return told


def _is_more(before: Change, change: Change) -> bool:
    """Whether it only says more of what is told already."""
    if before.incident.first != change.incident.first or before.event == "recovered":
        return False
    more = change.event == "worse" and before.event in ALARMS
    return more or change.event is None or before.event == "past"
