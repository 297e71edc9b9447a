"""The mails about an incident: one to each who is told of its brand, in the language they read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener.causes import Drivers
from listener.config import Brand, Config
from listener.errors import DeliveryError
from listener.i18n import Translator, say
from listener.outgoing import Story, Target
from listener.records import Delivery, Report, StoredMention, WeekOfYear
from listener.severity import severity
from listener.source import TakesReplies, load_source, source_names, title_of
from listener.spikes import WHOLE_BRAND, EventKind, Incident
from listener.store import Standing, Store

ITEMS_TO_OPEN = 10


def deliveries(
    config: Config,
    store: Store,
    brand: Brand,
    incident: Incident,
    event: EventKind,
    now: datetime,
) -> list[Delivery]:
    """One mail to each who is told of this brand."""
    return _mails(config, store, brand, incident, event, now, brand.alerts.email)


def written_anew(config: Config, store: Store, delivery: Delivery) -> bytes:
    """A mail whose words were taken away, since some of them were erased at their source.

    Raises a permanent DeliveryError for one that is not about an incident, or whose brand has gone.
    """
    incident = store.told_by(delivery)
    brand = next((each for each in config.brands if each.id == delivery.brand), None)
    if incident is None or brand is None:
        raise DeliveryError(say("alerts.erased"), permanent=True)
    event, to = cast("EventKind", delivery.event), (delivery.recipient,)
    (mail,) = _mails(config, store, brand, incident, event, delivery.created_at, to)
    return mail.payload


def _mails(
    config: Config,
    store: Store,
    brand: Brand,
    incident: Incident,
    event: EventKind,
    now: datetime,
    recipients: Sequence[str],
) -> list[Delivery]:
    if not recipients:
        return []
    from listener.alerts.compose import compose
    from listener.alerts.pack import pack

    zone = ZoneInfo(brand.time_zone)
    t = translator(config, brand)
    story = _story(config, store, brand, incident, event, now, t)
    alert = compose([story], brand.name, t, zone, now=now, authors=config.settings.alerts.authors)
    found: list[Delivery] = []
    for recipient in dict.fromkeys(recipients):
        target = Target(recipient=recipient, language=t.language, time_zone=brand.time_zone)
        thread = thread_of(incident)
        payload = pack(
            alert,
            target,
            sender=sender_of(config),
            thread=thread,
            first=event == "opened",
            now=now,
        )
        found.append(
            Delivery(
                event=event,
                brand=brand.id,
                recipient=recipient,
                title=alert.subject,
                thread=thread,
                payload=payload,
                created_at=now,
            )
        )
    return found


def _story(
    config: Config,
    store: Store,
    brand: Brand,
    incident: Incident,
    event: EventKind,
    now: datetime,
    t: Translator,
) -> Story:
    """All that is told of what happened to an incident."""
    from listener.detection import reason
    from listener.driving import drivers, in_words

    driven = drivers(store, brand, incident, now)
    worst = answerable(store, brand, _worst(store, incident, driven.examples, now))
    shown = replace(incident, source=title_of(incident.source))
    return Story(
        incident=shown,
        event=event,
        severity=severity(incident),
        reason=reason(shown, t, ZoneInfo(brand.time_zone)),
        driven=in_words(config, driven, t),
        drivers=driven,
        worst=tuple(replace(each, source=title_of(each.source)) for each in worst),
        coverage=tuple(
            replace(each, source=title_of(each.source)) for each in store.statuses(brand.id)
        ),
    )


def _worst(
    store: Store, incident: Incident, examples: Sequence[int], now: datetime
) -> list[StoredMention]:
    """What to open first: the examples, then what is repeated most."""
    listed = list(
        store.mentions(
            brand=incident.brand,
            source=None if incident.source == WHOLE_BRAND else incident.source,
            label="negative",
            since=incident.onset_at,
            until=now,
            limit=ITEMS_TO_OPEN,
            collapsed=True,
        )
    )
    known = {each.key: each for each in listed}
    first = [known.get(key) or _of_brand(store, incident.brand, key) for key in examples]
    others = [each for each in listed if each.key not in examples]
    return [*filter(None, first), *others][:ITEMS_TO_OPEN]


def _of_brand(store: Store, brand: str, key: int) -> StoredMention | None:
    return next((each for each in store.mention(key) if each.brand == brand), None)


def answerable(
    store: Store, brand: Brand, found: Sequence[StoredMention]
) -> tuple[StoredMention, ...]:
    """The same, with a mark at each review that can be answered from here, and is not."""
    return tuple(replace(each, answerable=_is_answerable(store, brand, each)) for each in found)


def _is_answerable(store: Store, brand: Brand, stored: StoredMention) -> bool:
    if not brand.answers.allowed or stored.mention.rating is None or stored.gone_at is not None:
        return False
    if stored.source not in source_names():
        return False
    source: object = load_source(stored.source)
    return isinstance(source, TakesReplies) and store.standing(stored.key) == Standing()


def known_drivers(
    store: Store, brand: Brand, incidents: Sequence[Incident], now: datetime
) -> dict[int, Drivers]:
    """What each of these incidents comes down to, by its number."""
    if not incidents:
        return {}
    from listener.driving import drivers

    return {incident.id: drivers(store, brand, incident, now) for incident in incidents}


def driven_by(config: Config, found: Drivers, t: Translator) -> str:
    """The same in words; where there is no incident, none of its modules is loaded."""
    from listener.driving import in_words

    return in_words(config, found, t)


def for_people(report: Report) -> Report:
    """The report with the sources' titles instead of their names."""
    return replace(
        report,
        by_source={title_of(name): sums for name, sums in report.by_source.items()},
        worst=tuple(replace(each, source=title_of(each.source)) for each in report.worst),
        incidents=tuple(replace(each, source=title_of(each.source)) for each in report.incidents),
        coverage=tuple(replace(each, source=title_of(each.source)) for each in report.coverage),
        week_of_year=_titled(report.week_of_year),
    )


def _titled(week: WeekOfYear | None) -> WeekOfYear | None:
    return week and replace(week, without=tuple(map(title_of, week.without)))


def thread_of(incident: Incident) -> str:
    """What an incident's mails have in common, known before it has an id."""
    return f"{incident.brand}.{incident.source}.{int(incident.opened_at.timestamp())}"


def translator(
    config: Config, brand: Brand | None = None, language: str | None = None
) -> Translator:
    """The language asked for, else the brand's recipients', else the configured one."""
    chosen = language or (brand.alerts.language if brand else None)
    return Translator(chosen or config.settings.language)


def sender_of(config: Config) -> str:
    """The address that mails come from."""
    mail = config.settings.mail
    return mail.sender or mail.user or "listener@localhost"
