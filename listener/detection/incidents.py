"""What an evaluation means for the incident of its series. Pure; time is an argument.

    nothing ──alarming, evident──► open ──usual, seen, long enough──► recovered
                                    ▲  │ ├─two weeks at this level──► recovered, a new normal
                                    │  │ └─a person says the cause──► closed, for good
                                    │  └─told again when it is a step of severity worse
                                    └──alarming within a day: the same incident, told again──┘

Found only in what came late, it opens and ends at once, as past, and wakes nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from listener.detection.changes import Change
from listener.detection.ending import has_fallen, is_anew, is_near, quiet_for
from listener.measuring import true_count
from listener.severity import grade, is_a_step_up
from listener.spikes import (
    BIN,
    Evaluation,
    EventKind,
    Incident,
    IncidentKind,
    Mark,
    Measured,
)

REOPENS_WITHIN = timedelta(hours=24)
"""What alarms again so soon after its end has not ended."""

LEAST_AUTHORS = 2
_WORSE_KINDS: dict[IncidentKind, tuple[IncidentKind, ...]] = {
    "talk": ("share", "both"),
    "share": ("both",),
}


class _Around(Struct, frozen=True, kw_only=True):
    now: datetime
    least: int
    marks: Sequence[Mark]
    parent: int | None
    told_below: bool
    measured: Measured | None
    previous: datetime | None


def concerned(known: Sequence[Incident], evaluation: Evaluation) -> Incident | None:
    """Of the incidents of a series, the one that an evaluation may be about.

    The one that is open, else the latest; of what was found late, the one of that time.
    """
    if not evaluation.past:
        return max(known, key=_how_late, default=None)
    near = [each for each in known if _is_of_that_time(each, evaluation)]
    return max(near, key=_how_late, default=None)


def _how_late(incident: Incident) -> tuple[bool, datetime, int]:
    ended = incident.recovered_at or incident.updated_at
    return incident.state == "open", ended, incident.id


def _is_of_that_time(incident: Incident, evaluation: Evaluation) -> bool:
    around = REOPENS_WITHIN if incident.past else timedelta()
    began = min(incident.onset_at, incident.first.onset_at if incident.first else incident.onset_at)
    ended = incident.recovered_at or max(incident.updated_at, evaluation.until)
    return began - around < evaluation.until and evaluation.onset_at < ended + around


def follow(
    incident: Incident | None,
    evaluation: Evaluation,
    *,
    now: datetime,
    least: int = 3,
    marks: Sequence[Mark] = (),
    parent: int | None = None,
    told_below: bool = False,
    measured: Measured | None = None,
    previous: datetime | None = None,
) -> Change | None:
    """The incident after this evaluation; None when nothing changed.

    `incident` is the one that is `concerned`; evaluations come oldest first, the data of the one
    before ended at `previous`. `least` negatives make one, `marks` say what was expected. `parent`
    is the whole brand's open incident, which tells of this source as well; `told_below`: a
    source's open one tells of the whole brand.
    """
    around = _Around(
        now=now,
        least=least,
        marks=marks,
        parent=parent,
        told_below=told_below,
        measured=measured,
        previous=previous,
    )
    if evaluation.past:
        return _found_past(incident, evaluation, around)
    if incident is not None and incident.state == "open":
        return _went_on(incident, evaluation, around)
    if not _opens(evaluation, around):
        return None
    if incident is None or incident.recovered_at is None:
        return _opened(evaluation, around)
    return _again(incident, incident.recovered_at, evaluation, around)


def expected_because(
    marks: Sequence[Mark], evaluation: Evaluation, source: str | None = None
) -> str:
    """Why people said that this was to be expected: half of the window lies in marked days.

    Of another `source` than its own, where one is named.
    """
    half = (evaluation.until - evaluation.onset_at) / 2
    own = ("", evaluation.source if source is None else source)
    for mark in marks:
        of_it = mark.brand == evaluation.brand and mark.source in own
        start, end = max(mark.since, evaluation.onset_at), min(mark.until, evaluation.until)
        if of_it and mark.withdrawn_at is None and start < end and end - start >= half:
            return mark.why
    return ""


def _opens(evaluation: Evaluation, around: _Around) -> bool:
    """An alarm with evidence of its own: one angry person is no incident."""
    seen = evaluation.observed >= max(around.least, 1)
    several = evaluation.authors is None or evaluation.authors >= LEAST_AUTHORS
    return evaluation.alarming and seen and several and not around.told_below


def _found_past(
    incident: Incident | None, evaluation: Evaluation, around: _Around
) -> Change | None:
    """Found only in what came late: it opens and ends at once; of what is known it is no news."""
    if evaluation == (incident and incident.look) or not _opens(evaluation, around):
        return None
    if incident is None:
        found = _over_at_once(_begun(evaluation, around), evaluation)
        return Change(incident=found, event="past")
    if not incident.past:
        return None
    return Change(incident=_over_at_once(_updated(incident, evaluation, around), evaluation))


def _begun(evaluation: Evaluation, around: _Around) -> Incident:
    return Incident(
        brand=evaluation.brand,
        source=evaluation.source,
        opened_at=around.now,
        updated_at=around.now,
        **_measured(evaluation, around),
        peak_observed=evaluation.observed,
        peak_probability=evaluation.chance,
        first=evaluation,
        peak=evaluation,
        expected_because=expected_because(around.marks, evaluation),
        parent=around.parent,
    )


def _opened(evaluation: Evaluation, around: _Around) -> Change:
    incident = _begun(evaluation, around)
    if incident.expected_because:
        return Change(incident=incident, event="marked")
    if around.parent is not None:
        return Change(incident=incident)
    return Change(incident=_told(incident, evaluation, around), event="opened")


def _over_at_once(incident: Incident, evaluation: Evaluation) -> Incident:
    ended = max(evaluation.until, incident.recovered_at or evaluation.until)
    return replace(incident, state="recovered", recovered_at=ended, past=True)


def _measured(evaluation: Evaluation, around: _Around) -> dict[str, Any]:
    """What an incident keeps of an evaluation, and how much of it is true where it is known."""
    window = evaluation.until - evaluation.onset_at
    names = ("onset_at", "observed", "items", "copies", "expected", "low", "high", "kind", "engine")
    return {
        **{name: getattr(evaluation, name) for name in names},
        "window_minutes": max(1, round(window / timedelta(minutes=1))),
        "probability": evaluation.chance,
        "history_days": evaluation.basis_days,
        "truly": true_count(evaluation.observed, around.measured),
        "look": evaluation,
    }


def _told(incident: Incident, evaluation: Evaluation, around: _Around) -> Incident:
    return replace(
        incident,
        notified_at=around.now,
        notified_grade=grade(evaluation),
        notified_kind=evaluation.kind,
    )


def untold(incident: Incident) -> Incident:
    """The incident as if nobody had been told that it is open."""
    return replace(incident, notified_at=None, notified_grade=None, notified_kind=None)


def _again(
    incident: Incident, ended: datetime, evaluation: Evaluation, around: _Around
) -> Change | None:
    """An alarm after one that is over: the same again, another, or the tail of what is settled."""
    soon = evaluation.until - incident.updated_at <= REOPENS_WITHIN
    if incident.rescored or incident.new_normal or incident.state == "closed":
        return _opened(evaluation, around) if evaluation.onset_at >= ended else None
    if incident.past:
        return _goes_on(incident, ended, evaluation, around)
    if evaluation.onset_at < ended and not is_anew(incident, evaluation):
        return _forgotten(incident, evaluation)
    if soon or evaluation.onset_at < ended:
        # People believe that it is over.
        return _alarmed(_reopened(untold(incident), around), evaluation, around)
    return _opened(evaluation, around)


def _forgotten(incident: Incident, evaluation: Evaluation) -> Change | None:
    """What has ended is forgotten little by little: what is told again is measured by the rest."""
    if incident.tail is None or evaluation.monthly <= incident.tail:
        return None
    return Change(incident=replace(incident, tail=evaluation.monthly))


def _reopened(incident: Incident, around: _Around) -> Incident:
    return replace(
        incident,
        state="open",
        recovered_at=None,
        cooling_since=None,
        tail=None,
        reopened=incident.reopened + 1,
        reopened_at=around.now,
    )


def _goes_on(
    incident: Incident, ended: datetime, evaluation: Evaluation, around: _Around
) -> Change:
    """What was found late goes on before our eyes, and is told; or there is another."""
    if evaluation.onset_at >= ended:
        return _opened(evaluation, around)
    alive = replace(incident, state="open", past=False, recovered_at=None)
    return _alarmed(alive, evaluation, around)


def _went_on(incident: Incident, evaluation: Evaluation, around: _Around) -> Change | None:
    if evaluation == incident.look:
        # The same data were seen before: a repeated run changes nothing.
        return None
    missed = _missed(evaluation, around.previous)
    if incident.cooling_since is None or missed <= timedelta():
        return _moved_on(incident, evaluation, around)
    # What is missing proves nothing: the quiet that it lies in counts without it.
    later = min(evaluation.until, incident.cooling_since + missed)
    shifted = replace(incident, cooling_since=later, updated_at=around.now)
    return _moved_on(shifted, evaluation, around) or Change(incident=shifted)


def _missed(evaluation: Evaluation, previous: datetime | None) -> timedelta:
    """How much lies between this evaluation and the one before, beyond the usual quarter."""
    return evaluation.until - previous - BIN if previous else timedelta()


def _moved_on(incident: Incident, evaluation: Evaluation, around: _Around) -> Change | None:
    if evaluation.adopted:
        adopted = replace(_over(incident, evaluation.until, evaluation, around), new_normal=True)
        return Change(incident=adopted, event="adopted")
    fallen = has_fallen(incident, evaluation)
    if evaluation.alarming and not fallen:
        return _alarmed(incident, evaluation, around)
    if not evaluation.complete:
        return _unseen(incident, evaluation, around)
    if fallen or (evaluation.usual and not is_near(evaluation)):
        return _cooled(incident, evaluation, around)
    return _still_high(incident, evaluation, around)


def _alarmed(incident: Incident, evaluation: Evaluation, around: _Around) -> Change:
    """Still alarming: told if nobody was, or when it is a step worse; else updated in silence."""
    why = expected_because(around.marks, evaluation)
    parent = around.parent
    if parent is None and evaluation.usual and not incident.is_told:
        # Of what the whole brand told of it stands for itself once that is over, if it goes on.
        parent = incident.parent
    alarming = replace(incident, expected_because=why, cooling_since=None, parent=parent)
    current = _updated(alarming, evaluation, around)
    if why:
        return Change(incident=current, event=None if incident.expected_because else "marked")
    if parent is not None or _is_snoozed(incident, around):
        return Change(incident=current)
    if not incident.is_told:
        return Change(incident=_told(current, evaluation, around), event="opened")
    if _is_worse(incident, evaluation):
        return Change(incident=_told(current, evaluation, around), event="worse")
    return Change(incident=current)


def _updated(incident: Incident, evaluation: Evaluation, around: _Around) -> Incident:
    peak = incident.peak
    rarest = evaluation if peak is None or evaluation.monthly < peak.monthly else peak
    return replace(
        incident,
        updated_at=around.now,
        **_measured(evaluation, around),
        peak=rarest,
        peak_observed=max(incident.peak_observed, evaluation.observed),
        peak_probability=min(incident.peak_probability, evaluation.chance),
    )


def _is_snoozed(incident: Incident, around: _Around) -> bool:
    return incident.snoozed_until is not None and around.now < incident.snoozed_until


def _is_worse(incident: Incident, evaluation: Evaluation) -> bool:
    """A step of severity worse than when people were last told; or of a worse kind.

    A kind is believed when it is seen twice.
    """
    kinds = _WORSE_KINDS.get(incident.notified_kind or "both", ())
    if evaluation.kind in kinds and incident.kind == evaluation.kind:
        return True
    return is_a_step_up(evaluation, incident)


def _unseen(incident: Incident, evaluation: Evaluation, around: _Around) -> Change | None:
    """Not long enough after a gap to tell: the quiet goes on when it can be seen."""
    if incident.cooling_since is None:
        return None
    later = min(evaluation.until, incident.cooling_since + BIN)
    return Change(incident=replace(incident, cooling_since=later, updated_at=around.now))


def _still_high(incident: Incident, evaluation: Evaluation, around: _Around) -> Change | None:
    """No alarm, and not as usual either."""
    kind = incident.kind if evaluation.kind == "unclear" else evaluation.kind
    if incident.cooling_since is None and kind == incident.kind:
        return None
    return Change(incident=replace(incident, kind=kind, cooling_since=None, updated_at=around.now))


def _cooled(incident: Incident, evaluation: Evaluation, around: _Around) -> Change | None:
    """As usual: over when it has been so for long enough."""
    since = incident.cooling_since
    if since is None:
        cooling = replace(incident, cooling_since=evaluation.until, updated_at=around.now)
        return Change(incident=cooling)
    if evaluation.until - since < quiet_for(incident, evaluation):
        return None
    event: EventKind | None = "recovered" if incident.is_told else None
    return Change(incident=_over(incident, since, evaluation, around), event=event)


def _over(incident: Incident, ended: datetime, evaluation: Evaluation, around: _Around) -> Incident:
    # A run that catches up sees now what was over then; how soon it is back counts from then.
    return replace(
        incident,
        state="recovered",
        recovered_at=ended,
        updated_at=min(around.now, evaluation.until),
        cooling_since=None,
        tail=evaluation.monthly if is_near(evaluation) else None,
    )
