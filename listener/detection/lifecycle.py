"""What a finding means for the incident: opened, worse, or over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from listener.detection.findings import ENGINE, Change, Finding, Reading
from listener.detection.tails import at_least
from listener.measuring import true_count
from listener.spikes import Incident, Series

QUIET_MINUTES = 180
"""How long it must have been as usual for an incident to be over."""

UNLIKELY = 0.05
"""A quiet stretch counts when the incident going on would have been as quiet so rarely."""

_STEP_RARER, _STEP_MORE = 10, 1.5


def follow(
    incident: Incident | None, finding: Finding | None, series: Series, now: datetime
) -> Change | None:
    """The incident after this finding; None when nothing changed.

    `incident` is the latest of this brand and source, open or recovered: after one that
    recovered, only windows that begin later raise a new one, or its tail would be told again.
    """
    if finding is None:
        return None
    if incident is None or incident.state == "recovered":
        since = incident.recovered_at if incident else None
        return _opened(_strangest(finding, since), series, now)
    if quiet := _quiet(incident, finding):
        over = replace(incident, state="recovered", recovered_at=quiet, updated_at=now)
        return Change(incident=over, event="recovered")
    return _went_on(incident, _strangest(finding, None), series, now)


def abandoned(incident: Incident, now: datetime) -> Change:
    """The incident where nobody listens any more: over as far as we can tell, and not news."""
    return Change(incident=replace(incident, state="recovered", recovered_at=now, updated_at=now))


def unfounded(incident: Incident, series: Series, since: datetime) -> bool:
    """Whether so few of its negatives are left, scored anew, that they are no more than usual.

    Of what was before `since` the series does not tell.
    """
    end = incident.onset_at + timedelta(minutes=incident.window_minutes)
    if incident.onset_at < since:
        return False
    left = sum(each.negatives for each in series.bins if incident.onset_at <= each.start < end)
    return left <= max(incident.high, incident.expected)


def withdrawn(incident: Incident, now: datetime) -> Change:
    """The incident that scoring anew has ended: with its window, so that a later one is seen."""
    end = incident.onset_at + timedelta(minutes=incident.window_minutes)
    over = replace(
        incident,
        state="recovered",
        recovered_at=min(now, max(incident.opened_at, end)),
        updated_at=now,
        rescored=True,
    )
    return Change(incident=over, event="recovered")


def _strangest(finding: Finding, since: datetime | None) -> Reading | None:
    """The strangest alarming window, of those that begin no earlier."""
    alarming = [r for r in finding.readings if r.alarming and (since is None or r.start >= since)]
    return min(alarming, key=lambda r: r.strangeness, default=None)


def _opened(reading: Reading | None, series: Series, now: datetime) -> Change | None:
    if reading is None:
        return None
    incident = Incident(
        brand=series.brand,
        source=series.source,
        opened_at=now,
        updated_at=now,
        **_measured(reading, series),
        peak_observed=reading.observed,
        peak_probability=reading.probability,
        engine=ENGINE,
        notified_probability=reading.probability,
        notified_observed=reading.observed,
    )
    return Change(incident=incident, event="opened")


def _measured(reading: Reading, series: Series) -> dict[str, Any]:
    """What an incident keeps of a reading, and how much of that is true where it is known."""
    names = (
        "window_minutes",
        "observed",
        "items",
        "copies",
        "expected",
        "low",
        "high",
        "probability",
    )
    kept = {name: getattr(reading, name) for name in (*names, "history_days")}
    truly = true_count(reading.observed, series.measured)
    return {"onset_at": reading.start, "truly": truly, **kept}


def _went_on(
    incident: Incident, reading: Reading | None, series: Series, now: datetime
) -> Change | None:
    """Still open: told again when it is a step worse, else brought up to date in silence."""
    if reading is None or _same(incident, reading):
        return None
    current = replace(
        incident,
        updated_at=now,
        **_measured(reading, series),
        peak_observed=max(incident.peak_observed, reading.observed),
        peak_probability=min(incident.peak_probability, reading.probability),
    )
    if not _worse(incident, reading):
        return Change(incident=current)
    told = replace(
        current, notified_probability=reading.probability, notified_observed=reading.observed
    )
    return Change(incident=told, event="worse")


def _same(incident: Incident, reading: Reading) -> bool:
    """The same window of the same data was seen before: a repeated run changes nothing."""
    return all(
        getattr(incident, name) == getattr(reading, name)
        for name in ("window_minutes", "observed", "items", "copies", "probability")
    )


def _worse(incident: Incident, reading: Reading) -> bool:
    """Ten times less likely than when people were last told, and half as many again."""
    probability = incident.notified_probability or incident.peak_probability
    observed = incident.notified_observed or incident.peak_observed
    rarer = reading.probability * _STEP_RARER <= probability
    return rarer and reading.observed >= _STEP_MORE * observed


def _quiet(incident: Incident, finding: Finding) -> datetime | None:
    """Since when it has been as usual, if for long enough; what is missing proves nothing."""
    factor = incident.observed / max(incident.expected, 1e-9)
    for count, stretch in enumerate(finding.readings, start=1):
        if not (stretch.usual and stretch.complete):
            return None
        if stretch.window_minutes >= QUIET_MINUTES and _over(stretch, factor):
            return stretch.start
        if count == len(finding.readings) and stretch.observed <= stretch.expected:
            return stretch.start
    return None


def _over(stretch: Reading, factor: float) -> bool:
    """Had the incident gone on at its pace, so few negatives would be unlikely."""
    return 1 - at_least(stretch.observed + 1, factor * stretch.expected, 0) <= UNLIKELY
