"""`listener doctor`: is all in place? Never prints a secret."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import click
from msgspec import Struct
from msgspec.structs import replace

from listener import __version__
from listener.cli import exits, session
from listener.cli.shape import command, form_option, option
from listener.cli.table import table
from listener.cli.when import Instant
from listener.config import Config, find_folder, secret, user_folder
from listener.errors import ConfigError, StoreError
from listener.i18n import language_of, say
from listener.i18n.formats import number
from listener.model import Watch
from listener.records import StreamStatus, WatchStatus
from listener.routing import targets, ways
from listener.store import Store
from listener.text import one_line

State = Literal["ok", "note", "wrong"]
MARKS: dict[State, str] = {"ok": "✓", "note": "·", "wrong": "✗"}
CRAWL_AT_LEAST = timedelta(hours=3)


class Finding(Struct, frozen=True, kw_only=True):
    """One thing looked at: where, how it is, in words; `code` is the exit code it asks for."""

    about: str
    state: State = "ok"
    words: str
    code: int = exits.FINE


@command("doctor")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def doctor(ctx: click.Context, form: str, at: datetime | None) -> None:
    found = list(_findings(session.clock(at)()))
    if form == "json":
        from listener.cli.as_json import echo_json

        rows = [{"about": f.about, "state": f.state, "words": f.words} for f in found]
        echo_json(listener=__version__, config_places=_places(), findings=rows)
    else:
        cells = [[MARKS[f.state], say(f"doctor.about_{f.about}"), f.words] for f in found]
        click.echo(table(cells, indent=0))
    ctx.exit(max((f.code for f in found), default=exits.FINE))


def _findings(now: datetime) -> Iterator[Finding]:
    config, fault = _configuration()
    yield from _machine()
    yield from _folder()
    if fault or config is None:
        yield _wrong("config", fault, exits.CONFIGURATION)
        return
    watches, fault = _watches(config)
    if fault:
        yield _wrong("brands", fault, exits.CONFIGURATION)
    else:
        yield from _brands(config, watches)
    yield from _secrets(watches)
    yield _mail(config)
    yield from _links(config)
    yield from _channels(config)
    yield _engine(config)
    yield from _database(config, now)


def _configuration() -> tuple[Config | None, str]:
    """The configuration, read first so that all is told in its language; or what is wrong."""
    try:
        return session.settled(), ""
    except ConfigError as error:
        return None, one_line(str(error), 1000)


def _wrong(about: str, words: str, code: int) -> Finding:
    return Finding(about=about, state="wrong", words=words, code=code)


def _machine() -> Iterator[Finding]:
    from zoneinfo import available_timezones

    python = f"{platform.python_version()} · {sys.executable}"
    yield Finding(about="python", words=f"listener {__version__} · Python {python}")
    zones = len(available_timezones())
    if zones:
        yield Finding(about="zones", words=say("doctor.zones", n=zones))
    else:
        yield _wrong("zones", say("doctor.no_zones"), exits.CONFIGURATION)


def _places() -> list[dict[str, object]]:
    """The four places for a configuration, in their order; the first that counts is used."""
    option, variable = session.chosen_folder(), os.environ.get("LISTENER_CONFIG")
    places = (
        ("--config", option),
        ("LISTENER_CONFIG", variable),
        ("./config", str(Path("config").absolute())),
        ("user folder", str(user_folder())),
    )
    try:
        used = find_folder(option, os.environ)[1]
    except ConfigError:
        used = "--config" if option else "LISTENER_CONFIG"
    return [
        {
            "place": place,
            "folder": folder,
            "exists": bool(folder) and _is_folder(Path(str(folder))),
            "used": place == used,
        }
        for place, folder in places
    ]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # another user's
        return False


def _folder() -> Iterator[Finding]:
    for each in _places():
        key = "used" if each["used"] else "exists" if each["exists"] else "unused"
        shown = say("doctor.place_user") if each["place"] == "user folder" else each["place"]
        folder = one_line(str(each["folder"] or say("doctor.not_given")), 300)
        words = say(f"doctor.place_{key}", place=shown, folder=folder)
        yield Finding(about="config", state="ok" if each["used"] else "note", words=words)


def _watches(config: Config) -> tuple[list[Watch], str]:
    """What is to be listened for, or what is wrong with it."""
    from listener.watching import watches_of

    try:
        return watches_of(config), ""
    except ConfigError as error:
        return [], one_line(str(error), 1000)


def _brands(config: Config, watches: Sequence[Watch]) -> Iterator[Finding]:
    if not config.brands:
        words = say("commands.no_brands", folder=config.folder)
        yield _wrong("brands", words, exits.CONFIGURATION)
        return
    for brand in config.brands:
        count = sum(watch.brand == brand.id for watch in watches)
        told = [each.recipient for each in targets(ways(config.settings, brand)).values()]
        key = "brand_paused" if brand.paused else "brand" if told else "brand_untold"
        words = say(
            f"doctor.{key}",
            n=count,
            name=one_line(brand.name, 80),
            id=brand.id,
            told=one_line(", ".join(told), 200),
        )
        yield Finding(about="brands", state="ok" if key == "brand" else "note", words=words)


def _secrets(watches: Sequence[Watch]) -> Iterator[Finding]:
    """The keys of the sources in use, with the brands that lack them where only some do."""
    from listener.source import load_source

    for name in sorted({watch.source for watch in watches}):
        brands = sorted({watch.brand for watch in watches if watch.source == name})
        for each in load_source(name).about.secrets:
            try:
                without = [brand for brand in brands if not secret(each.name, brand=brand)]
            except ConfigError as error:
                yield _wrong("secrets", one_line(str(error), 300), exits.CONFIGURATION)
                continue
            lacking = "optional" if each.optional else "missing"
            state = say(f"commands.secret_{lacking if without else 'set'}", where=each.where)
            some = 0 < len(without) < len(brands)
            who = f" ({one_line(', '.join(without), 200)})" if some else ""
            words = f"{name}: {each.name}: {state}{who}"
            yield Finding(
                about="secrets",
                state="note" if without and not each.optional else "ok",
                words=words,
            )


def _mail(config: Config) -> Finding:
    mail = config.settings.mail
    if not mail.host:
        return Finding(about="mail", state="note", words=say("doctor.mail_off"))
    try:
        password = bool(secret("LISTENER_SMTP_PASSWORD"))
    except ConfigError as error:
        return _wrong("mail", one_line(str(error), 300), exits.CONFIGURATION)
    words = say(
        "doctor.mail_with_password" if password else "doctor.mail_without_password",
        host=one_line(mail.host, 100),
        port=mail.port,
        security=mail.security,
    )
    return Finding(about="mail", state="ok" if password or not mail.user else "note", words=words)


def _links(config: Config) -> Iterator[Finding]:
    """Whether what is sent from here has the links that `listener serve` answers."""
    from listener.cli.serve import link_key

    url = config.settings.serve.url
    if not url:
        return
    try:
        link_key(config)
    except ConfigError as error:
        words = say("doctor.no_links", reason=one_line(str(error), 300))
        yield Finding(about="mail", state="note", words=words)
    else:
        yield Finding(about="mail", words=say("doctor.links", url=one_line(url, 200)))


def _channels(config: Config) -> Iterator[Finding]:
    """Whether each channel has its variable, with an address that can be one."""
    if not config.settings.channels:
        return
    from listener.cli.channels_shown import channel_lines

    for state, words in channel_lines(config):
        yield Finding(about="channels", state=state, words=words)


def _paused(config: Config, store: Store) -> Iterator[Finding]:
    """Who takes no messages for now; that somebody unsubscribed is no fault."""
    from listener.cli.pauses_shown import in_words

    zone = session.zone_of(config, None)
    for each in store.pauses():
        state: State = "wrong" if each.reason == "refused" else "note"
        yield Finding(
            about="channels", state=state, words=in_words(each, session.translator(), zone)
        )


def _engine(config: Config) -> Finding:
    """Which engine says how texts feel, and whether what it needs is installed."""
    from listener.cli.engines_shown import engine_in_words
    from listener.sentiment.tiers import lacking

    scoring = config.settings.sentiment
    if lacking(scoring.engine):
        words = say("engines.extra_missing", engine=scoring.engine)
        return _wrong("sentiment", words, exits.CONFIGURATION)
    return Finding(about="sentiment", words=engine_in_words(scoring))


def _database(config: Config, now: datetime) -> Iterator[Finding]:
    from listener.noticing import noticed
    from listener.store.checkup import checkup

    try:
        found = checkup(config.database)
        if found is None:
            words = say("store.missing", path=config.database)
            yield Finding(about="database", state="note", words=words)
            return
        language = language_of()
        words = say(
            "doctor.database",
            n=found.mentions,
            count=number(language, found.mentions),
            path=config.database,
            version=found.version,
            megabytes=number(language, found.bytes / 1e6, 1),
        )
        yield Finding(about="database", words=words)
        if found.faults:
            fault = say("doctor.database_faults", fault=one_line(found.faults[0], 200))
            yield _wrong("database", fault, exits.STORE)
            return
        with session.stored(config) as store:
            known = noticed(config, store, store.statuses(), now)
            unchecked = [*_unchecked(store, now), *_others(config, store)]
            live = store.streams()
            sights = list(_sights(config, store, now))
            paused = list(_paused(config, store))
        yield _cron(known, now)
        yield from _streams(live, now)
        yield from unchecked
        yield from _deadlines(config, known, now)
        yield from _silences(config, known)
        yield from sights
        yield from paused
    except StoreError as error:
        yield _wrong("database", one_line(str(error), 500), exits.STORE)


def _sights(config: Config, store: Store, now: datetime) -> Iterator[Finding]:
    """What can be seen of so much talk as there is, and what cannot."""
    from listener.cli.power_shown import power_lines

    for words in power_lines(config, store, session.translator(), now):
        yield Finding(about="power", words=words)


def _cron(known: Sequence[WatchStatus], now: datetime) -> Finding:
    """Whether something crawls by itself: told by when it last did."""
    starts = [each.last_started_at for each in known if each.last_started_at]
    starts += [each.last_success_at for each in known if each.last_success_at]
    if starts and now - max(starts) < CRAWL_AT_LEAST:
        return Finding(about="schedule", words=say("doctor.crawled_lately"))
    return Finding(about="schedule", state="note", words=say("doctor.crawled_long_ago"))


def _unchecked(store: Store, now: datetime) -> Iterator[Finding]:
    """What should have been looked at again by now, as the terms of its site demand."""
    from listener.cli.recheck import overdue_lines
    from listener.rechecking import overdue

    for words in overdue_lines(overdue(store, now), session.translator()):
        yield Finding(about="schedule", state="note", words=words)


def _others(config: Config, store: Store) -> Iterator[Finding]:
    """What another model has scored than the engine of now would."""
    from listener.cli.scores_shown import stale_line
    from listener.rescoring import stale

    if words := stale_line(stale(config, store), session.translator()):
        yield Finding(about="sentiment", state="note", words=words)


def _streams(live: Sequence[StreamStatus], now: datetime) -> Iterator[Finding]:
    """Whether the streams that were once listened to still are."""
    from listener.cli.streams_shown import told

    for stream in live:
        is_well, words = told(stream, now, session.translator())
        yield Finding(about="schedule", state="ok" if is_well else "wrong", words=words)


def _deadlines(config: Config, known: Sequence[WatchStatus], now: datetime) -> Iterator[Finding]:
    """What a source will soon show no more, or has begun to forget."""
    from listener.digest.coverage import deadline
    from listener.source import title_of

    for status in known:
        zone = session.zone_of(config, status.brand)
        shown = replace(status, source=title_of(status.source))
        words = deadline(shown, session.translator(), zone, now)
        if words and status.loses_at:
            state: State = "wrong" if status.loses_at <= now else "note"
            title = one_line(status.title or status.key, 80)
            yield Finding(about="schedule", state=state, words=f"{title}: {words}")


def _silences(config: Config, known: Sequence[WatchStatus]) -> Iterator[Finding]:
    """What answers and brings nothing any more."""
    from listener.digest.coverage import quiet

    for status in known:
        if words := quiet(status, session.translator(), session.zone_of(config, status.brand)):
            title = one_line(status.title or status.key, 80)
            yield _wrong("sources", f"{title}: {words}", exits.SOURCE_FAILED)
