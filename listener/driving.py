"""What drives an incident: what is stored of it, and before it, put to the question."""

from __future__ import annotations

from datetime import datetime, timedelta

from listener.causes import Drivers
from listener.config import Brand
from listener.detection.drivers import drivers_of
from listener.detection.leaving_out import Alarming
from listener.detection.tails import at_least
from listener.matching.names import names_of
from listener.spikes import WHOLE_BRAND, Incident
from listener.store import Store

USUAL = timedelta(weeks=8)
"""How far back the negatives lie that are called usual."""

_LOOKS = 4
_MONTH = 30 * 24 * 60
_UPPER = 1.645
"""So many deviations above the mean lies what is exceeded once in twenty times."""


def drivers(
    store: Store,
    brand: Brand,
    incident: Incident,
    now: datetime,
    alarming: Alarming | None = None,
) -> Drivers:
    """Words, causes and examples of an incident as it stands, by what is stored now.

    `alarming` is asked what would alarm without a part of it; else what the incident says is usual.
    """
    source = None if incident.source == WHOLE_BRAND else incident.source
    end = min(now, incident.onset_at + timedelta(minutes=incident.window_minutes))
    window = store.items(brand.id, source, incident.onset_at, end)
    return drivers_of(
        window,
        store.usual_negatives(brand.id, source, incident.onset_at - USUAL, incident.onset_at),
        _scaled(alarming or by_band(incident), incident.items / max(1, len(window))),
        names_of(brand.name, [query.query for query in brand.queries]),
    )


def by_band(incident: Incident) -> Alarming:
    """Whether so many negatives would be rarer than once a month, by what the incident says.

    How far apart ordinary windows lie, the upper end of its band tells. As it stands it alarms.
    """
    look = incident.look
    once = incident.window_minutes / (_LOOKS * _MONTH)
    if look is None or look.method == "count":
        mean = max(incident.expected, 1e-9)
        spread = _spread(mean, incident.high)
        limit = max(once, at_least(incident.observed, mean, spread))
        return lambda negatives, _, share: _rare(negatives, mean * share, spread, limit)
    usual = max(look.usual_share, 1e-9)
    spread = _spread(look.items * usual, look.items * look.share_high)
    limit = max(once, at_least(look.observed, look.items * usual, spread))
    return lambda negatives, items, _: _rare(negatives, items * usual, spread, limit)


def _rare(negatives: int, mean: float, spread: float, limit: float) -> bool:
    return negatives > 0 and at_least(negatives, mean, spread) <= limit


def _spread(mean: float, high: float) -> float:
    """The squared relative spread of a mean, by what counts around it are exceeded by rarely."""
    deviation = max(0.0, high - mean) / _UPPER
    return max(0.0, deviation**2 - mean) / mean**2 if mean > 0 else 0.0


def _scaled(alarming: Alarming, times: float) -> Alarming:
    """The same asked of all, where only the newest part of a very large window was read."""
    if times <= 1:
        return alarming
    return lambda negatives, items, share: alarming(
        round(negatives * times), round(items * times), share
    )
