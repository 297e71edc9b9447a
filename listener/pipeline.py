"""The order of work. Only this file knows everybody.

listener crawl:   queries changed ─► matched anew ┐
                  watches due ─► crawl (collect ─► match ─► score ─► store) ─► detect ─► alert
listener recheck: mentions due ─► asked for by their ids ─► edited, deleted or as they were ─► store
listener listen:  stream ─► match ─► score ─► store, all the while; detect ─► alert, every minute
listener score:   stored mentions ─► scored anew ─► in force ─► incidents follow, in silence
listener digest:  store ─► report ─► page
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NoReturn

from msgspec.structs import replace

from listener.config import Brand, Config, secret
from listener.errors import StoreError
from listener.records import Delivery, Outage, Report
from listener.store import Store

if TYPE_CHECKING:
    from listener.against import Against
    from listener.backfilling import Backfill, Plan
    from listener.collecting import Progress, WatchRun
    from listener.detection import Change
    from listener.digest import FileForm, Form
    from listener.listening import Progress as Heard
    from listener.looking import Looked
    from listener.rescoring import Sums as Rescoring
    from listener.source import ClientSource, Source
    from listener.store.scores import ScoreRule
    from listener.summing import Outcome

Clock = Callable[[], datetime]
RECENT = timedelta(days=2)
"""A spike that recovered within the longest window must not be found there again."""


def crawl(
    config: Config,
    store: Store,
    now: Clock,
    *,
    brand: str | None = None,
    source: str | None = None,
    everything: bool = False,
    backfill: Backfill | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Outcome:
    """Walk every watch that is due (or, with `everything`, all), at once, each on its own.

    What a person wants of the past is read as well, and a little of what is left of it each time.

    Raises ConfigError for what cannot be listened for; a source's failure is in the outcome.
    """
    from listener.crawl.run import crawl as run
    from listener.crawl.sessions import beside
    from listener.noticing import silent
    from listener.summing import Sums

    sums = Sums(tell)
    plan, runs = _runs(
        *(config, store, now, sums),
        brand=brand,
        source=source,
        everything=everything,
        backfill=backfill,
    )
    if runs:
        try:
            run(runs, config.settings.crawl, now=now, sessions=beside(config.database))
        except ExceptionGroup as failures:
            _raise_one(failures)
    return replace(
        sums.outcome(),
        slices_left=sum(map(len, store.open_slices().values())),
        windows=plan.windows,
        silent=silent(config, store, sums.walked(), now()),
    )


def recheck(
    config: Config,
    store: Store,
    now: Clock,
    *,
    brand: str | None = None,
    source: str | None = None,
    limit: int | None = None,
) -> list[Looked]:
    """Look again at what is stored: what came of it, a row for each source that had any due."""
    from listener.rechecking import recheck as run

    def secrets(asked: Source | ClientSource, of: str) -> dict[str, str]:
        return secrets_of(asked, config, of)

    return run(config, store, now, secrets, brand=brand, source=source, limit=limit)


def expire(store: Store, now: datetime) -> dict[str, int]:
    """Erase what the terms of its site let be kept no longer; how many, by source."""
    from listener.rechecking import expire

    return expire(store, now)


def _raise_one(failures: ExceptionGroup[Exception]) -> NoReturn:
    """A full disk fails every watch alike: one error says it, unless there are other kinds."""
    of_store, others = failures.split(StoreError)
    if others is not None or of_store is None:
        raise failures
    raise of_store.exceptions[0] from failures


def _runs(
    config: Config,
    store: Store,
    now: Clock,
    tell: Callable[[Progress], None],
    *,
    brand: str | None,
    source: str | None,
    everything: bool,
    backfill: Backfill | None,
) -> tuple[Plan, list[WatchRun]]:
    from listener.backfilling import Plan
    from listener.budgeting import intervals, purse_of
    from listener.enriching import enricher
    from listener.source import load_source
    from listener.watching import watches_of

    watches = watches_of(config)
    store.register(watches)
    sources = {name: load_source(name) for name in {watch.source for watch in watches}}
    every = {} if everything else intervals(config, watches)
    due = {watch.key for watch in watches} if everything else set(store.due(now(), every))
    ours = [
        watch
        for watch in watches
        if brand in (None, watch.brand) and source in (None, watch.source)
    ]
    plan = Plan(store, now(), backfill, [(watch, sources[watch.source]) for watch in ours])
    brands = {each.id: each for each in config.brands}
    enrich, holder = enricher(config, store), _holder()
    runs = [
        plan.run(
            watch,
            sources[watch.source],
            is_due=watch.key in due,
            brand=brands[watch.brand],
            store=store,
            enrich=enrich,
            settings=config.settings.crawl,
            holder=holder,
            now=now,
            secrets=secrets_of(sources[watch.source], config, watch.brand),
            tell=tell,
            purse=purse_of(config, store, watch.source, watch.brand, now),
        )
        for watch in ours
        if watch.key in due or watch.key in plan.open
    ]
    return plan, runs


def secrets_of(source: Source | ClientSource, config: Config, brand: str) -> dict[str, str]:
    """The keys that a source asks for, as far as they are set, and who we say we are."""
    from listener.crawl.identity import identity

    found = {each.name: secret(each.name, brand=brand) for each in source.about.secrets}
    kept = {name: value for name, value in found.items() if value}
    return {**kept, "user_agent": identity(config.settings.crawl.contact)}


def _holder() -> str:
    import socket

    return f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}"


def listen(
    config: Config,
    store: Store,
    now: Clock,
    *,
    source: str | None = None,
    seconds: float | None = None,
    tell: Callable[[Heard], None] = lambda _: None,
    look: Callable[[Store], None] = lambda _: None,
) -> None:
    """Hear the streams for every brand as it happens, until stopped or for so many seconds.

    `look` is called every minute with a store of its own: to detect and to alert meanwhile.
    Raises ConfigError where there is nothing to be heard.
    """
    from listener.live import hearings, run

    heard = hearings(config, store, now, tell, source=source, holder=_holder())
    run(heard, config, store.path, seconds=seconds, look=look)


def detect(config: Config, store: Store, now: datetime, brand: str | None = None) -> list[Change]:
    """Look for negative spikes in every brand; what is to be told goes into the outbox.

    What nobody has acknowledged is brought to mind.
    """
    from listener.detecting import detect as run
    from listener.reminding import remind

    brands = _brands(config, brand)
    return [*run(config, store, now, brands), *remind(config, store, now, brands)]


def look_out(config: Config, store: Store, now: datetime, brand: str | None = None) -> list[Outage]:
    """Sources that cannot be seen any more, or are seen again; what is to be told waits."""
    from listener.sighting import look_out

    return look_out(config, store, now, _brands(config, brand))


def rescore(
    config: Config,
    store: Store,
    now: Clock,
    rule: ScoreRule,
    *,
    rehearse: bool = False,
    again: bool = False,
    tell: Callable[[Rescoring], None] = lambda _: None,
) -> tuple[Rescoring, list[Change]]:
    """Score anew what is stored, and let incidents follow without a word to anybody.

    They follow what was done even where the rest is cut short.
    """
    from listener.rescoring import Sums, rescore, settle

    sums, changes = Sums(), list["Change"]()
    try:
        rescore(config, store, now, rule, sums, rehearse=rehearse, again=again, tell=tell)
    finally:
        if not rehearse:
            changes = settle(config, store, now(), sums.touched)
    return sums, changes


def alert(
    config: Config, store: Store, now: datetime, environment: Mapping[str, str] = os.environ
) -> list[Delivery]:
    """Send what waits in the outbox; what fails waits on, each message on its own.

    The deliveries come back as they are now: sent, waiting or refused.
    """
    import time

    from listener.delivering import deliver

    return deliver(config, store, now, environment, time.monotonic)


def reports(
    config: Config,
    store: Store,
    since: datetime,
    until: datetime,
    brand: str | None = None,
    *,
    group: str | None = None,
    location: str | None = None,
    compare: Against | None = None,
    now: datetime | None = None,
) -> list[Report]:
    """What a digest says: a report a brand, or one of a group; or what stands on one listing.

    `compare` is what the period is held against first: the start of another of the same length,
    the one before, the same weekdays of four weeks, or a year ago. A spike that has opened by `now`
    and is still open is told as well.
    """
    from listener.reporting import reports as run

    chosen = {"group": group, "location": location}
    return run(config, store, since, until, brand, **chosen, compare=compare, now=now)


def digest(
    config: Config,
    found: Sequence[Report],
    now: datetime,
    *,
    form: Form = "text",
    language: str | None = None,
    top: int | None = None,
    store: Store | None = None,
    width: int = 80,
    color: bool = False,
) -> str:
    """The digest of these reports in any form that is text; its charts need the store."""
    from listener.digest import render
    from listener.digesting import wording

    words = wording(config, now, form=form, language=language, top=top, store=store)
    return render(found, form=form, words=words, width=width, color=color)


def digest_file(
    config: Config,
    found: Sequence[Report],
    now: datetime,
    *,
    form: FileForm,
    language: str | None = None,
    top: int | None = None,
    store: Store | None = None,
) -> bytes:
    """The digest of these reports as a PDF or a workbook."""
    from listener.digest import render_file
    from listener.digesting import wording

    words = wording(config, now, form=form, language=language, top=top, store=store)
    return render_file(found, form=form, words=words)


def _brands(config: Config, brand: str | None) -> Sequence[Brand]:
    return [config.brand(brand)] if brand else config.brands
