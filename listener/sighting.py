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
from listener.records import Delivery, LastSeen, Outage
from listener.source import title_of
from listener.store import Store
from listener.telling import sender_of, translator

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
    if not outages or not brand.alerts.email:
        return []
    from listener.alerts.mail import message
    from listener.alerts.outages import outage_letter, outage_words

    t = translator(config, brand)
    shown = [replace(each, source=title_of(each.source)) for each in outages]
    letter = outage_letter(shown, brand.name, t, ZoneInfo(brand.time_zone), over=over)
    text, html = outage_words(letter, t)
    return [
        Delivery(
            event="sighted" if over else "blind",
            brand=brand.id,
            recipient=recipient,
            payload=message(
                subject=letter.subject,
                text=text,
                html=html,
                sender=sender_of(config),
                recipient=recipient,
                thread=f"outage.{brand.id}",
                now=now,
            ),
            created_at=now,
        )
        for recipient in dict.fromkeys(brand.alerts.email)
    ]
