"""When an incident is over, and when what is over is told again. Pure.

Where little is said, what has happened would alarm for weeks after it: evidence is counted by
items, and few of them come. So its end does not wait for that, and an alarm after it has to be of
more than what was left.
"""

from __future__ import annotations

from datetime import timedelta

from listener.spikes import Evaluation, Incident

SHORTEST_QUIET, LONGEST_QUIET = timedelta(hours=6), timedelta(days=14)
QUIET_PER_ONSET, QUIET_ITEMS = 3, 5
"""It is over after three times as long as it took to be seen, and after so many usual items."""

CLOSES_BELOW = 0.7
"""To close it must be further from an alarm than what does not open: else it would flap."""

FALLEN = 20.0
"""What would alarm so much oftener than at its rarest is over: while it goes on, evidence of
likelihoods falls so far once in so many times (`python -m benchmarks spikes fading`)."""

ANEW = 3.0
"""What is over, and would alarm still, has to seem rarer by so much to be told again."""


def quiet_for(incident: Incident, evaluation: Evaluation) -> timedelta:
    """For how long it has to be as usual until the incident is over."""
    first = incident.first
    to_alarm = first.until - first.onset_at if first else timedelta()
    window = evaluation.until - evaluation.onset_at
    wait = max(SHORTEST_QUIET, QUIET_PER_ONSET * to_alarm)
    if evaluation.items_expected * LONGEST_QUIET <= QUIET_ITEMS * window:
        return LONGEST_QUIET
    return min(LONGEST_QUIET, max(wait, window * (QUIET_ITEMS / evaluation.items_expected)))


def is_near(evaluation: Evaluation) -> bool:
    """Whether it alarms, or nearly."""
    return evaluation.monthly <= evaluation.budget / CLOSES_BELOW


def has_fallen(incident: Incident, evaluation: Evaluation) -> bool:
    """Whether it is over, and only remembered: where little is said that takes weeks to fade."""
    peak = incident.peak
    return evaluation.usual and peak is not None and evaluation.monthly >= FALLEN * peak.monthly


def is_anew(incident: Incident, evaluation: Evaluation) -> bool:
    """Whether more stands out than what has ended: something is amiss by now."""
    if evaluation.usual:
        return False
    return incident.tail is None or evaluation.monthly * ANEW <= incident.tail
