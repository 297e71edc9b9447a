"""Which incident speaks for which: a source for the whole brand, or the whole brand for all. Pure.

one source open ──► the whole brand opens none of its own: it is that one
one closed by a person, or usual by now ──► nor does it of what that one was about
several open ─────► the whole brand speaks for them; they say nothing while it is open
the whole brand over, a source still alarming ──► that one speaks for itself again
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from listener.detection.changes import Change
from listener.detection.incidents import untold
from listener.spikes import ALARMS, WHOLE_BRAND, Evaluation, Incident

SEVERAL = 2
"""So many sources at once are no matter of a source any more."""

Open = Mapping[str, Incident]
"""The open incidents of a brand, by source."""


def parent_of(source: str, is_open: Open) -> int | None:
    """The number of the whole brand's incident that speaks for a source."""
    whole = is_open.get(WHOLE_BRAND) if source != WHOLE_BRAND else None
    return whole.id if whole and not whole.expected_because else None


def is_told_below(source: str, is_open: Open) -> bool:
    """Whether a source's incident tells what the whole brand would, or told it and is settled."""
    below = [each for each in is_open.values() if each.source != WHOLE_BRAND]
    pressing = [each for each in below if each.state == "open" and not each.expected_because]
    return source == WHOLE_BRAND and bool(below) and len(pressing) < SEVERAL


def settled(evaluation: Evaluation, known: Iterable[Incident]) -> dict[str, Incident]:
    """The incidents of sources closed by a person, or usual by now, since what is seen began."""
    return {
        each.source: each
        for each in known
        if each.source != WHOLE_BRAND
        and (each.state == "closed" or each.new_normal)
        and each.recovered_at is not None
        and evaluation.onset_at < each.recovered_at
    }


def silenced(
    child: Incident, steps: Iterable[Change], parent: int, before: Incident | None
) -> list[Change]:
    """What becomes of a source's incident, and its steps of this run, under the whole brand's.

    What nobody was told yet nobody will be; `before` is the incident as it was before this run.
    """
    kept = list(steps)
    if any(each.event in ALARMS and each.incident.first == child.first for each in kept):
        notified = before or untold(child)
        child = replace(
            child,
            notified_at=notified.notified_at,
            notified_grade=notified.notified_grade,
            notified_kind=notified.notified_kind,
        )
    quiet = [
        replace(each, event=None)
        if each.event in ALARMS and each.incident.first == child.first
        else each
        for each in kept
    ]
    return [*quiet, Change(incident=replace(child, parent=parent))]
