"""What nobody has acknowledged is brought to mind again; and what was put off, when that is over.

open incidents ─► due ─► one transaction a brand: noted, and in the outbox
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from listener.config import Brand, Config
from listener.detection import Change
from listener.posting import post, reminds_after
from listener.spikes import Incident
from listener.store import Store


def remind(config: Config, store: Store, now: datetime, brands: Sequence[Brand]) -> list[Change]:
    """Bring to mind what is due; two runs at once do it once."""
    changes: list[Change] = []
    is_open = {each.brand for each in store.open_incidents()}
    for brand in brands:
        every = reminds_after(config, brand)
        if brand.id not in is_open or not _due(store, brand, every, now):
            continue
        with store.at_once():
            due = _due(store, brand, every, now)
            news = [Change(incident=each, event="reminder") for each in due]
            told = {
                each
                for letter in post(config, store, brand, news, now)
                for each in letter.incidents
            }
            # Who read of it a while ago, as it was held, is reminded later.
            changes += [_noted(store, each, now) for each in due if each.id in told]
    return changes


def is_due(incident: Incident, every: timedelta, now: datetime) -> bool:
    """Whether it has to be brought to mind: still alarming, and not told for long enough.

    Once more when it was snoozed until now, whatever the interval: so much was asked for.
    """
    last = max(filter(None, (incident.notified_at, incident.reminded_at)), default=None)
    if last is None or not incident.pressing or incident.cooling_since is not None:
        return False
    snoozed = incident.snoozed_until
    if snoozed is not None and last < snoozed:
        return snoozed <= now
    return bool(every) and not incident.is_acknowledged and now - last >= every


def _due(store: Store, brand: Brand, every: timedelta, now: datetime) -> list[Incident]:
    return [each for each in store.open_incidents(brand.id) if is_due(each, every, now)]


def _noted(store: Store, before: Incident, now: datetime) -> Change:
    saved = store.save_incident(before, replace(before, reminded_at=now), "reminder", now)
    assert saved is not None, "nobody else writes within the transaction"
    return Change(incident=saved, event="reminder")
