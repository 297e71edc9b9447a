"""What drives an incident: what is stored of it, and before it, put to the question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from listener.causes import Dimension, Drivers, Item
from listener.config import Brand, Config
from listener.detection.drivers import drivers_of
from listener.detection.leaving_out import Alarming
from listener.detection.tails import at_least
from listener.i18n import Translator
from listener.i18n.formats import country, language
from listener.matching.names import names_of
from listener.source import title_of
from listener.spikes import WHOLE_BRAND, Incident
from listener.store import Store
from listener.store.items import WINDOW

USUAL = timedelta(weeks=8)
"""How far back the negatives lie that are called usual."""

_LOOKS = 4
_MONTH = timedelta(days=30)
_ONCE_IN_TWENTY = 0.05
_SPREADS = (0.0, *(0.01 * 1.3**step for step in range(24)))
"""How far ordinary windows may lie apart beyond chance, squared and relative: up to four."""


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
    start, end = stretch(incident)
    began = min([start, incident.onset_at, *([incident.first.onset_at] if incident.first else [])])
    window = store.items(brand.id, source, start, min(now, end))
    asked = alarming or by_band(incident)
    if len(window) == WINDOW:
        asked = _scaled(asked, (incident.told or incident).items / WINDOW)
    return drivers_of(
        [item for item in window if _is_counted(item, incident)],
        store.usual_negatives(brand.id, source, began - USUAL, began),
        asked,
        names_of(brand.name, [query.query for query in brand.queries]),
    )


def about(
    store: Store, brand: Brand, incident: Incident, now: datetime, share: float
) -> tuple[list[str], list[str]]:
    """Aspects and languages of at least that share of an incident's negatives."""
    source = None if incident.source == WHOLE_BRAND else incident.source
    start, end = stretch(incident)
    bad = [each for each in store.items(brand.id, source, start, min(now, end)) if each.negative]
    aspects = Counter(aspect for each in bad for aspect in set(each.aspects))
    languages = Counter(each.language for each in bad if each.language)
    least = share * len(bad)
    return (
        [name for name, count in aspects.items() if count >= least],
        [name for name, count in languages.items() if count >= least],
    )


def in_words(config: Config, found: Drivers, t: Translator) -> str:
    """What drives an incident, as people call sources, places, and what mentions speak of."""
    from listener.detection.driver_sentences import driven_by

    names: dict[Dimension, Callable[[str], str]] = {
        "source": title_of,
        "aspect": topic_names(config, t),
        "country": lambda code: country(t.language, code) or code,
        "language": lambda code: language(t.language, code) or code,
    }
    return driven_by(found, t, names)


def topic_names(config: Config, t: Translator) -> Callable[[str], str]:
    """What people call the subjects that mentions speak of."""
    from listener.sentiment.lists import Lists

    lists = Lists(config.folder)
    return lambda name: lists.name_of(name, t)


def stretch(incident: Incident) -> tuple[datetime, datetime]:
    """The time that an incident is told of: as it stands, or at its worst once it is calmer."""
    look = incident.told
    if look is not None:
        return look.onset_at, look.until
    return incident.onset_at, incident.onset_at + timedelta(minutes=incident.window_minutes)


def by_band(incident: Incident) -> Alarming:
    """Whether so many negatives would be rarer than once a month, by what the incident says.

    How far apart ordinary windows lie, the upper end of its band tells. As it stands it alarms.
    """
    start, end = stretch(incident)
    once, look = (end - start) / (_LOOKS * _MONTH), incident.told
    if look is not None and look.method != "count":
        usual = max(look.usual_share, 1e-9)
        rare = _rare(look.observed, look.items * usual, look.items * look.share_high, once)
        # Of how many there are it need not alarm; where it does, what is left may do so as well.
        mean = max(look.items_expected * usual, 1e-9)
        many = _rare(None, mean, look.items_high * look.share_high, once)
        return lambda negatives, items, share: (
            rare(negatives, items * usual) or many(negatives, mean * share)
        )
    seen = look or incident
    mean = max(seen.expected, 1e-9)
    rare = _rare(seen.observed, mean, seen.high, once)
    return lambda negatives, _, share: rare(negatives, mean * share)


def _is_counted(item: Item, incident: Incident) -> bool:
    """Whether it is one of those that are told of: a share is that of texts, or that of stars."""
    method = incident.told.method if incident.told else "count"
    return method == "count" or item.rated == (method == "stars")


def _rare(
    observed: int | None, mean: float, high: float, once: float
) -> Callable[[int, float], bool]:
    """Whether so many are rarer than once a month, or as rare as what was observed, at a mean."""
    # The least of which ordinary windows reach the upper end of the band as often as they do.
    reached = (each for each in _SPREADS if at_least(ceil(high), mean, each) >= _ONCE_IN_TWENTY)
    spread = next(reached, _SPREADS[-1])
    limit = once if observed is None else max(once, at_least(observed, mean, spread))
    return lambda count, of: count > 0 and at_least(count, of, spread) <= limit


def _scaled(alarming: Alarming, times: float) -> Alarming:
    """The same asked of all, where only the newest part of a very large window was read."""
    return lambda negatives, items, share: alarming(
        round(negatives * max(1, times)), round(items * max(1, times)), share
    )
