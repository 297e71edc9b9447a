"""All that an alert says of what happened to an incident, gathered from what is stored.

incident, event ─► gathered (the same for everybody) ─► in_language (for those who read it)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from listener.causes import Dimension, Drivers
from listener.config import Brand, Config
from listener.i18n import LANGUAGES, Translator
from listener.outgoing import Story
from listener.records import StoredMention
from listener.routing import Concern
from listener.severity import cost_of, severity
from listener.source import load_source, source_names, title_of
from listener.spikes import ENDS, WHOLE_BRAND, Evaluation, EventKind, Incident, Method
from listener.store import Store
from listener.telling import answerable

ITEMS_TO_OPEN = 10

ABOUT = 0.2
"""What so much of its negatives is about, or is written in, an incident is about for routes."""

_BAD_STARS = 2.5


def gathered(
    store: Store, brand: Brand, incident: Incident, event: EventKind, driven: Drivers, now: datetime
) -> Story:
    """All of it but the sentences."""
    worst = answerable(store, brand, _worst(store, incident, driven.examples, now))
    looks = store.evaluations_of(incident.id) if incident.id else []
    told = Story(
        incident=incident,
        event=event,
        severity=severity(incident),
        reason="",
        drivers=driven,
        worst=worst,
        children=tuple(children(store, incident, now)),
        coverage=tuple(store.statuses(brand.id)),
        looks=len(looks),
        alarming=sum(look.alarming for look in looks),
    )
    if event not in ENDS:
        return told
    found = outcome(store, incident, looks, now)
    return replace(told, cost=found.cost, answered=found.answered, answerable=found.answerable)


def in_language(config: Config, told: Story, t: Translator, zone: tzinfo) -> Story:
    """The same with its sentences."""
    from listener.detection import reason
    from listener.driving import in_words

    shown = replace(told.incident, source=title_of(told.incident.source))
    words = {"reason": reason(shown, t, zone), "driven": in_words(config, told.drivers, t)}
    return replace(told, **words)


def children(store: Store, incident: Incident, now: datetime) -> list[Incident]:
    """The incidents of its sources that one of the whole brand speaks for."""
    if incident.source != WHOLE_BRAND or not incident.id:
        return []
    found = store.incidents(incident.brand, incident.began_at, now)
    return [each for each in found if each.parent == incident.id]


def concern_of(
    config: Config,
    store: Store,
    brand: Brand,
    incident: Incident,
    driven: Drivers | None,
    now: datetime,
) -> Concern:
    """What routes may ask of an incident; what it is about, only by what drives it."""
    from listener.driving import about, topic_names

    below = [each.source for each in children(store, incident, now)]
    concern = Concern(severity=severity(incident), sources=(incident.source, *below))
    if driven is None:
        return concern
    aspects, languages = about(store, brand, incident, now, ABOUT)
    aspects += _causes(driven, "aspect")
    # Whoever writes a route knows them by the names that they are shown by.
    named = [topic_names(config, Translator(language)) for language in LANGUAGES]
    shown = [name(each) for each in aspects for name in named]
    terms = [each.text for each in driven.terms]
    return replace(
        concern,
        sources=(*concern.sources, *_causes(driven, "source")),
        topics=(*aspects, *shown, *terms),
        languages=tuple(languages),
    )


def _causes(driven: Drivers, dimension: Dimension) -> list[str]:
    return [each.value for each in driven.causes if each.dimension == dimension]


class Outcome(Struct, frozen=True, kw_only=True):
    """What an incident came to: negatives above the usual; how many reviews were answered."""

    cost: int
    answered: int
    answerable: int


def outcome(
    store: Store, incident: Incident, looks: Sequence[Evaluation], now: datetime
) -> Outcome:
    """What it came to, now that it is over."""
    began, ended = incident.began_at, incident.recovered_at or incident.closed_at or now
    source = None if incident.source == WHOLE_BRAND else incident.source
    series = store.series(incident.brand, began, ended)
    # A share of texts tells of it; what it cost are all the negatives, those with stars as well.
    is_of_stars = incident.told is not None and incident.told.method == "stars"
    method: Method = "stars" if is_of_stars else "count"
    bins = [one for each in series if source in (None, each.source) for one in each.bins]
    bad = [
        each
        for each in store.reviews(incident.brand, began, ended + timedelta(seconds=1), source)
        if each.stars is not None and each.stars < _BAD_STARS and not each.gone
    ]
    tell = {each for each in {one.source for one in bad} & set(source_names()) if _tells(each)}
    asked = [each for each in bad if each.source in tell or each.answered]
    return Outcome(
        cost=cost_of(sum(one.negatives_by(method) for one in bins), looks, ended, method),
        answered=sum(each.answered for each in asked),
        answerable=len(asked),
    )


def _tells(source: str) -> bool:
    """Whether a source shows what its owner answered."""
    return load_source(source).about.answers


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
