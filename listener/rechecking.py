"""Looking again at what is stored, by its ids: edited, deleted, or as it was?

due ─► by brand's keys and kind of id ─► some at a time ─► asked ─► what became of them ─► store
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from listener.budgeting import Purse, account_with, limits_of, purse_of
from listener.config import Config
from listener.crawl.answers import LONGEST_REST
from listener.enriching import enricher
from listener.errors import StoreError
from listener.i18n import language_of, say
from listener.i18n.formats import moment
from listener.lookagain import CanLookAgain
from listener.looking import Looked, Looking, rule_of
from listener.model import Watch
from listener.source import About, ClientSource, Source, load_source, source_names
from listener.store import Due, LookedAgain, Store

Secrets = Callable[[Source | ClientSource, str], dict[str, str]]
"""The keys with which a source is asked for a brand."""


class Overdue(Struct, frozen=True, kw_only=True):
    """Mentions of a source that were not looked at for so many days, though its terms demand it.

    Of the oldest nothing is known `since` then.
    """

    source: str
    count: int
    days: int
    since: datetime | None


def recheck(
    config: Config,
    store: Store,
    now: Callable[[], datetime],
    secrets: Secrets,
    *,
    brand: str | None = None,
    source: str | None = None,
    limit: int | None = None,
) -> list[Looked]:
    """Ask every source that can be asked for what is due of it; what came of it, a row a source.

    At most `limit` mentions of each, or as many as a walk has pages. A source's failure leaves
    its mentions due and stops no other one.
    """
    from listener.crawl.run import crawl
    from listener.crawl.sessions import beside

    found = looking_sources(source)
    runs: list[Looking] = []
    resting: dict[str, str] = {}
    resting_until = _resting(store, now())
    for name, looks in found.items():
        if until := resting_until.get(name):
            at = moment(language_of(), until, UTC)
            resting[name] = say("recheck.rests", source=looks.about.title, at=at)
        else:
            runs += _runs(config, store, now, secrets, name, looks, brand=brand, limit=limit)
    if runs:
        try:
            crawl(runs, config.settings.crawl, now=now, sessions=beside(config.database))
        except ExceptionGroup as failures:
            stored, _ = failures.split(StoreError)
            raise stored.exceptions[0] if stored else failures from failures
    rows = []
    for name, looks in found.items():
        own = [run for run in runs if run.watch.source == name]
        rows.append(_summed(store, name, looks, own, resting.get(name, ""), now(), brand))
    store.forget_words()
    return [row for row in rows if row.looked or row.left or row.expired or row.errors]


def looking_sources(only: str | None = None) -> dict[str, Any]:
    """The sources that look again, by name."""
    names = source_names() if only is None else [only]
    found = {name: load_source(name) for name in names}
    return {name: each for name, each in found.items() if isinstance(each, CanLookAgain)}


def expire(store: Store, now: datetime) -> dict[str, int]:
    """Erase what may be kept no longer and could not be asked for; how many, by source."""
    keeping = {name: looks.keeps for name, looks in looking_sources().items() if looks.keeps}
    expired = {name: store.expire(name, now - keeps, now) for name, keeps in keeping.items()}
    store.forget_words()
    return {name: n for name, n in expired.items() if n}


def overdue(store: Store, now: datetime) -> list[Overdue]:
    """Where the terms of a site demand that we look again, and nobody did for twice as long."""
    found = []
    for name, looks in looking_sources().items():
        if looks.erases or looks.keeps:
            late = 2 * looks.look_again_after
            if looks.keeps:
                late = min(late, (looks.look_again_after + looks.keeps) / 2)
            rule = replace(rule_of(name, looks, now), before=now - late)
            count, oldest = store.count_due(rule)
            if count:
                found.append(Overdue(source=name, count=count, days=late.days, since=oldest))
    return found


def _runs(
    config: Config,
    store: Store,
    now: Callable[[], datetime],
    secrets: Secrets,
    name: str,
    looks: Any,
    *,
    brand: str | None,
    limit: int | None,
) -> list[Looking]:
    """A run for each brand's keys and each kind of id, so that one that fails stops no other."""
    most = looks.about.pages * looks.per_request if limit is None else limit
    due = store.due_again(rule_of(name, looks, now(), brand), most)
    keys = {each.id: secrets(looks, each.id) for each in config.brands}
    groups: dict[tuple[str, str], list[Due]] = {}
    unaskable: list[int] = []
    for each in due:
        kind = looks.kind_of(each.asked)
        if kind is None:
            unaskable.append(each.key)
        else:
            groups.setdefault((_account(looks.about, each, keys, brand), kind), []).append(each)
    if unaskable:
        # Else they would stand first in every run, and nothing else would have its turn.
        store.settle_again(LookedAgain(asked=unaskable, now=now()))
    enrich = enricher(config, store)
    brands = {each.id: each for each in config.brands}
    return [
        Looking(
            group,
            looks,
            watch=Watch(brand=account, source=name, title=looks.about.title),
            brand=brands.get(account),
            store=store,
            enrich=enrich,
            purse=_purse(config, store, looks.about, name, account, now),
            secrets=dict(keys.get(account) or secrets(looks, account)),
            now=now,
        )
        for (account, _), group in groups.items()
    ]


def _purse(
    config: Config,
    store: Store,
    about: About,
    name: str,
    account: str,
    now: Callable[[], datetime],
) -> Purse:
    """What a brand's questions are paid from; those of one that is listened for no more as well."""
    if account in {each.id for each in config.brands}:
        return purse_of(config, store, name, account, now)
    return Purse(store, account_with(about, name, limits=limits_of(config, name, about)), now)


def _account(
    about: About, due: Due, keys: Mapping[str, Mapping[str, str]], brand: str | None
) -> str:
    """With whose keys it is asked for: a brand that it is about and that has them all."""
    own = [brand] if brand else [each for each in due.brands if each in keys]
    needed = [each.name for each in about.secrets if not each.optional]
    able = [each for each in own if all(keys.get(each, {}).get(name) for name in needed)]
    return next(iter(able or own or due.brands))


def _resting(store: Store, now: datetime) -> dict[str, datetime]:
    """Until when sources have asked to be left alone; a crawl was told so."""
    found: dict[str, datetime] = {}
    for each in store.statuses():
        until = each.rests_until
        if each.health == "throttled" and until and now < until <= now + LONGEST_REST:
            found[each.source] = max(until, found.get(each.source, until))
    return found


def _summed(
    store: Store,
    name: str,
    looks: CanLookAgain,
    runs: Sequence[Looking],
    resting: str,
    now: datetime,
    brand: str | None,
) -> Looked:
    told = [run.told for run in runs]
    expired = store.expire(name, now - looks.keeps, now) if looks.keeps else 0
    left, _ = store.count_due(rule_of(name, looks, now, brand))
    reasons = [resting, *(run.reason for run in runs)]
    return Looked(
        source=name,
        looked=sum(each.looked for each in told),
        failed=bool(resting) or any(each.failed for each in told),
        edited=sum(each.edited for each in told),
        deleted=sum(each.deleted for each in told),
        expired=expired,
        left=left,
        erases=looks.erases,
        errors=tuple(dict.fromkeys(filter(None, reasons))),
    )
