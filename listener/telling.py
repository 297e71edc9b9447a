"""What people read of a brand: titles of sources, their language, what can be answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from msgspec.structs import replace

from listener.causes import Drivers
from listener.config import Brand, Config, secret
from listener.errors import ConfigError
from listener.i18n import Translator
from listener.links import SHORTEST_KEY, Links, links_of, unsubscribe_link
from listener.outgoing import Target
from listener.records import StoredMention
from listener.source import TakesReplies, load_source, source_names
from listener.spikes import Incident
from listener.store import Standing, Store


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
    """What each of these incidents comes down to, by its number; of what goes on, as it stands."""
    if not incidents:
        return {}
    from listener.driving import drivers

    return {
        incident.id: drivers(store, brand, incident, max(now, incident.updated_at))
        for incident in incidents
    }


def driven_by(config: Config, found: Drivers, t: Translator) -> str:
    """The same in words; where there is no incident, none of its modules is loaded."""
    from listener.driving import in_words

    return in_words(config, found, t)


def reason_of(incident: Incident, t: Translator, zone: tzinfo) -> str:
    """Why an incident is one, in words; where there is none, nothing that counts is loaded."""
    from listener.detection import reason

    return reason(incident, t, zone)


def thread_of(incident: Incident) -> str:
    """What an incident's mails have in common, known before it has an id."""
    return f"{incident.brand}.{incident.source}.{int(incident.opened_at.timestamp())}"


def translator(
    config: Config, brand: Brand | None = None, language: str | None = None
) -> Translator:
    """The language asked for, else the brand's recipients', else the configured one."""
    chosen = language or (brand.alerts.language if brand else None)
    return Translator(chosen or config.settings.language)


def clicks(
    config: Config, incidents: Iterable[Incident], target: Target, now: datetime
) -> dict[int, Links]:
    """What a message may do to each incident with one click; nothing where nobody serves."""
    url, key = _served(config)
    if not key:
        return {}
    return {each.id: links_of(each, target, url, key, now) for each in incidents if each.id}


def leaving(config: Config, brand: str, target: Target) -> str:
    """Where this target says that it wants no more of a brand; nothing where nobody serves."""
    url, key = _served(config)
    return unsubscribe_link(target, brand, url, key) if key else ""


def _served(config: Config) -> tuple[str, str]:
    """Where `listener serve` is reached, and what its links are signed with: both, or neither."""
    url = config.settings.serve.url
    try:
        key = secret("LISTENER_LINK_KEY") or ""
    except ConfigError:
        key = ""  # an alert with commands is better than none; `listener doctor` says what is wrong
    return (url, key) if url and len(key) >= SHORTEST_KEY else ("", "")


def sender_of(config: Config) -> str:
    """The address that mails come from."""
    mail = config.settings.mail
    return mail.sender or mail.user or "listener@localhost"
