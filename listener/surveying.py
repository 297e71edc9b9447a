"""What a report knows of its period beyond the sums: read once, looked up where it pays."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from listener import concluding
from listener.against import Against, changes, comparisons
from listener.config import Brand, Config
from listener.counting import WHOLE, Author, Counts, slices
from listener.facts import (
    TOP,
    Alarms,
    AuthorCount,
    Facts,
    Hours,
    Sampled,
    Stars,
    Storm,
    Voice,
    Waiting,
    share_of,
)
from listener.records import Report, StoredMention
from listener.scopes import Scope
from listener.source import load_source, source_names
from listener.store import Store
from listener.store.sums import added
from listener.telling import answerable

ANSWERED_WITHIN = timedelta(days=30)
JUDGED_WITHIN = timedelta(days=90)

MANY = 1_000
"""Reviews of a brand that wait are counted up to here."""


def counts_of(store: Store, scope: Scope, reports: Sequence[Report]) -> Counts:
    """All mentions of a period counted in one pass, or of a busy one its even sample."""
    counts = Counts()
    for brand, report in zip(scope.brands, reports, strict=True):
        for since, until, limit in slices(report.since, report.until, report.totals.items):
            heard = store.heard(brand.id, since, until, limit, scope.of(brand))
            counts.take(heard, brand.id)
    return counts


def worst_of(store: Store, scope: Scope, counts: Counts) -> tuple[StoredMention, ...]:
    """The negative mentions to open first."""
    chosen = counts.worst(TOP)
    found = {
        (brand.id, each.key): each
        for brand in scope.brands
        for each in answerable(store, brand, _listed(store, brand, chosen))
    }
    return tuple(found[each] for each in chosen if each in found)


def _listed(store: Store, brand: Brand, chosen: Sequence[tuple[str, int]]) -> list[StoredMention]:
    return store.listed(brand.id, [key for of, key in chosen if of == brand.id])


def facts_of(
    config: Config,
    store: Store,
    scope: Scope,
    report: Report,
    counts: Counts,
    compare: Against | None,
) -> Facts:
    """Everything beyond the sums of a report whose sums and mentions are counted."""
    least = config.settings.digest.least
    titles = _titles(store, scope)
    told, before = report.reviewed, report.reviewed_before
    everything = concluding.stars_by(counts, lambda *_: ("", ""))
    return Facts(
        least=least,
        sampled=_sampled(report, counts),
        waiting=_waiting(store, scope, report),
        comparisons=comparisons(store, scope, report, compare),
        feeling=concluding.feeling_of(report.totals),
        feeling_before=concluding.feeling_of(report.previous),
        feeling_by_source={
            name: concluding.feeling_of(totals) for name, totals in report.by_source.items()
        },
        stars=everything[0] if everything else Stars(),
        stars_by_source=concluding.stars_by(counts, lambda source, *_: (source, "")),
        stars_by_listing=concluding.stars_by(
            counts, lambda source, watch, _: (source, titles.get(watch, ""))
        )[: concluding.LISTED],
        stars_by_version=tuple(
            each
            for each in concluding.stars_by(counts, lambda source, _, version: (source, version))
            if each.name
        )[: concluding.LISTED],
        answered=share_of(told.answered, told.due) if told else None,
        answered_before=share_of(before.answered, before.due) if before else None,
        topics=concluding.topics_of(counts, report.aspects, least),
        voices=_voices(config, store, scope, report, counts),
        loud=tuple(
            _told(author, new=_is_new(store, scope, report, author))
            for author in concluding.loudest(counts, TOP)
        ),
        newcomers=tuple(_newcomers(store, scope, report, counts)),
        storms=tuple(_storms(store, counts)),
        hours=_hours(store, scope, report),
        unread=concluding.unread_of(counts),
        alarms=_alarms(store, scope, report),
        paused=tuple(
            {each.id: each for brand in scope.brands for each in store.pauses(brand.id)}.values()
        ),
    )


def _sampled(report: Report, counts: Counts) -> Sampled | None:
    read, of = counts.read, report.totals.items
    return Sampled(read=read, of=of) if read < of and of > WHOLE else None


def _titles(store: Store, scope: Scope) -> dict[int, str]:
    return {
        each.number: each.title or each.listing
        for brand in scope.brands
        for each in store.listings(brand.id)
    }


def _waiting(store: Store, scope: Scope, report: Report) -> Waiting:
    """What nobody has answered, where answers are told; and what nobody has acknowledged."""
    stretch = (report.until - ANSWERED_WITHIN, report.until)
    waiting = list[StoredMention]()
    count, more = 0, False
    for brand in scope.brands:
        sources = _answering(report, brand)
        if sources:
            keys = store.unanswered(brand.id, stretch, sources, MANY + 1, scope.of(brand))
            more |= len(keys) > MANY
            count += min(MANY, len(keys))
            waiting += answerable(store, brand, store.listed(brand.id, keys[:TOP]))
    return Waiting(
        reviews=tuple(sorted(waiting, key=_urgency)[:TOP]),
        all_reviews=count,
        more=more,
        incidents=tuple(each for each in report.incidents if each.pressing and not each.attended),
    )


def _answering(report: Report, brand: Brand) -> set[str]:
    """The sources of a brand that tell what was answered: of others nobody knows."""
    watched = {each.source for each in report.coverage if each.brand == brand.id}
    return {name for name in watched & set(source_names()) if load_source(name).about.answers}


def _urgency(waiting: StoredMention) -> tuple[float, datetime, int]:
    """Few stars before many, and then what has waited longest."""
    rating = waiting.mention.rating
    written = waiting.mention.published_at or waiting.first_seen_at
    return (rating.stars if rating else 5.0, written, waiting.key)


def _voices(
    config: Config, store: Store, scope: Scope, report: Report, counts: Counts
) -> tuple[Voice, ...]:
    """A brand beside the competitors that it names; of a part of it, or of several, none."""
    (brand, *others) = scope.brands
    if others or not scope.whole or not brand.competitors:
        return ()
    among = counts.keys.get(brand.id, set())
    listened = {each.name.casefold().strip(): each for each in config.brands}
    rivals = [
        (name, listened.get(name.casefold().strip())) for name in dict.fromkeys(brand.competitors)
    ]
    ours = Voice(
        name=brand.name,
        brand=brand.id,
        items=report.totals.items,
        negatives=report.totals.negatives,
        named=counts.read,
    )
    heard = [ours, *(_rival(store, name, rival, report, among) for name, rival in rivals)]
    before = {
        brand.id: report.previous.items,
        **{rival.id: _before(store, rival, report) for _, rival in rivals if rival},
    }
    now = sum(each.items or 0 for each in heard)
    return tuple(_shared(each, now, before) for each in heard)


def _rival(
    store: Store, name: str, rival: Brand | None, report: Report, among: Collection[int]
) -> Voice:
    named = store.named(name, among)
    if rival is None:
        return Voice(name=name, named=named)
    stretches = [(report.since, report.until), _previous(report)]
    totals = added(store.sums(rival.id, stretches[:1])[0].values())
    seen = [(s.source, s.shares[0], list(s.shares[1:])) for s in store.sights(rival.id, stretches)]
    return Voice(
        name=name,
        brand=rival.id,
        items=totals.items,
        negatives=totals.negatives,
        named=named,
        changed=changes(seen),
    )


def _previous(report: Report) -> tuple[datetime, datetime]:
    return report.since - (report.until - report.since), report.since


def _before(store: Store, rival: Brand, report: Report) -> int:
    return added(store.sums(rival.id, [_previous(report)])[0].values()).items


def _shared(voice: Voice, now: int, before: dict[str, int]) -> Voice:
    """With its share of all that is said of those who are listened to, now and before.

    One alone has none: it would be all, whatever is said of the others.
    """
    if voice.items is None:
        return voice
    several = len(before) > 1
    return replace(
        voice,
        share=share_of(voice.items, now) if several else None,
        share_before=share_of(before[voice.brand], sum(before.values())) if several else None,
        negative=share_of(voice.negatives or 0, voice.items),
    )


def _told(author: Author, *, new: bool = False) -> AuthorCount:
    return AuthorCount(
        source=author.source,
        name=author.name,
        url=author.url,
        items=author.items,
        negatives=author.negatives,
        reach=author.reach,
        new=new,
    )


def _newcomers(store: Store, scope: Scope, report: Report, counts: Counts) -> Iterator[AuthorCount]:
    """Who wrote often and was never heard of before; of the most frequent some are looked up."""
    often = sorted(
        (each for each in counts.authors.values() if each.items >= concluding.OFTEN),
        key=lambda each: (-each.items, each.source, each.given),
    )
    new = (each for each in often[: 5 * TOP] if _is_new(store, scope, report, each))
    yield from (_told(each, new=True) for each in islice(new, TOP))


def _is_new(store: Store, scope: Scope, report: Report, author: Author) -> bool:
    return not any(
        store.heard_before(brand.id, author.source, author.given, report.since)
        for brand in scope.brands
    )


def _storms(store: Store, counts: Counts) -> Iterator[Storm]:
    for (brand, first), group in concluding.storms(counts, TOP):
        for told in store.listed(brand, [first, group.example])[:1]:
            yield Storm(
                first=told,
                copies=group.copies,
                negatives=group.negatives,
                authors=len(group.authors),
                unknown=sum(isinstance(each, int) for each in group.authors),
                since=datetime.fromtimestamp(group.since, UTC),
                until=datetime.fromtimestamp(group.until, UTC),
                sources=tuple(sorted(group.sources)),
            )


def _hours(store: Store, scope: Scope, report: Report) -> Hours | None:
    """Sums know no listing: of a location nobody knows them."""
    if not scope.whole:
        return None
    return concluding.hours_of(
        (ZoneInfo(brand.time_zone), store.quarters(brand.id, report.since, report.until))
        for brand in scope.brands
    )


def _alarms(store: Store, scope: Scope, report: Report) -> Alarms | None:
    since = report.until - JUDGED_WITHIN
    found = [store.precision(brand.id, since) for brand in scope.brands]
    told, useful, noise = (sum(getattr(each, name) for each in found) for name in _JUDGED)
    if not told:
        return None
    return Alarms(
        since=since,
        alarms=told,
        judged=useful + noise,
        useful=useful,
        precision=share_of(useful, useful + noise),
    )


_JUDGED = ("told", "useful", "noise")
