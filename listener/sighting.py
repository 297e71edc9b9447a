"""What cannot be seen of a brand: told once when a source falls silent on us, and when it is back.

    each source: last seen ─► too long ago? ─► outage, in the outbox ─► seen again ─► told again

A source that cannot be read is no quiet day, and nobody opens a digest to learn it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.config import Brand, Config
from listener.i18n import Translator
from listener.records import Delivery, LastSeen, Outage
from listener.routing import opens, targets, ways
from listener.severity import MILDEST
from listener.store import Store
from listener.telling import leaving, sender_of

SHORTEST = timedelta(hours=6)
"""Sites are away for an hour now and then."""

AGAIN = timedelta(days=1)
"""What is lost again so soon after it was back is not told again."""


def look_out(config: Config, store: Store, now: datetime, brands: Sequence[Brand]) -> list[Outage]:
    """Outages that began or ended; what is to be told of them goes into the outbox."""
    changed: list[Outage] = []
    for brand in brands:
        known = {each.source: each for each in store.open_outages(brand.id)}
        seen = {each.source: each for each in store.last_seen(brand.id)}
        begun = _begun(store, brand, seen, known, now)
        ended = [
            replace(outage, ended_at=max(outage.since, at))
            for source, outage in known.items()
            if (at := _ended(outage, seen.get(source), now)) is not None
        ]
        news = _letters(config, brand, begun, ended, set(seen), now)
        if (begun or ended) and store.save_outages([*begun, *ended], news):
            changed += [*begun, *ended]
    return changed


def is_blind(seen: LastSeen, every: timedelta, now: datetime) -> bool:
    """Whether it is too long ago that a source was seen: two of its usual intervals.

    Six hours more than one, where it was tried in vain; and no less than six hours.
    """
    patience = every + SHORTEST if seen.failing else max(2 * every, SHORTEST)
    return now - seen.at > patience


def _begun(
    store: Store,
    brand: Brand,
    seen: dict[str, LastSeen],
    known: dict[str, Outage],
    now: datetime,
) -> list[Outage]:
    late = [s for s in seen.values() if s.source not in known and now - s.at > SHORTEST]
    if not late:
        return []
    told = store.last_outages(brand.id)
    return [
        Outage(
            brand=brand.id,
            source=each.source,
            since=each.at,
            noticed_at=now,
            told=each.source not in told or now - told[each.source] > AGAIN,
            error=each.error,
        )
        for each in late
        if is_blind(each, store.usual_interval(brand.id, each.source), now)
    ]


def _ended(outage: Outage, seen: LastSeen | None, now: datetime) -> datetime | None:
    """When it was seen again; now, where nobody listens to it any more."""
    if seen is None:
        return now
    return seen.at if seen.at > outage.since else None


def _letters(
    config: Config,
    brand: Brand,
    begun: Sequence[Outage],
    ended: Sequence[Outage],
    heard: set[str],
    now: datetime,
) -> list[Delivery]:
    back = [each for each in ended if each.told and each.source in heard]
    lost = [each for each in begun if each.told]
    return [
        *_mails(config, brand, lost, now, over=False),
        *_mails(config, brand, back, now, over=True),
    ]


def _mails(
    config: Config, brand: Brand, outages: Sequence[Outage], now: datetime, *, over: bool
) -> list[Delivery]:
    # Who is told of what drives an incident only, is not told of what cannot be seen.
    plainly = [way for way in ways(config.settings, brand) if way.route is None]
    if not outages or not plainly:
        return []
    from listener.alerts.outages import outage_alert
    from listener.alerts.pack import pack

    thread, found = f"outage.{brand.id}", []
    for who, target in targets(plainly).items():
        t, zone = Translator(target.language), ZoneInfo(target.time_zone)
        alert = outage_alert(outages, brand.name, t, zone, over=over)
        payload = pack(
            *(alert, target),
            sender=sender_of(config),
            thread=thread,
            first=False,
            now=now,
            unsubscribe=leaving(config, brand.id, target),
        )
        blank = Delivery(
            event=alert.event,
            brand=brand.id,
            channel=target.channel,
            recipient=target.recipient,
            thread=thread,
            payload=payload,
            created_at=now,
            not_before=opens(plainly, who, MILDEST, now),
        )
        found.append(replace(blank, title=alert.title))
    return found
