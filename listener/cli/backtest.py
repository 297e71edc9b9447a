"""`listener backtest`: what would have been sent, had the detector of now listened all along."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from listener.cli import exits, session
from listener.cli.blocking_shown import brand_of
from listener.cli.shape import command, form_option, option
from listener.cli.when import Instant
from listener.config import Brand, Config
from listener.errors import ConfigError, nearest
from listener.i18n import Translator, say
from listener.i18n.formats import day
from listener.text import one_line

if TYPE_CHECKING:
    from listener.replaying import Replay


@command("backtest")
@option("--brand", metavar="brand", help="brand_option")
@option("--from", "since", metavar="day", help="backtest_from_option")
@option("--to", "until", metavar="day", help="backtest_to_option")
@option("--alarms", metavar="numbers", help="alarms_option")
@option("--inject", "made_up", multiple=True, metavar="injection", help="inject_option")
@option("--seed", type=click.IntRange(0), default=1, metavar="n", help="seed_option")
@option("--source", metavar="source", help="backtest_source_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def backtest(
    ctx: click.Context,
    brand: str | None,
    since: str | None,
    until: str | None,
    alarms: str | None,
    made_up: Sequence[str],
    seed: int,
    source: str | None,
    form: str,
    at: datetime | None,
) -> None:
    from listener.cli import backtest_shown as shown
    from listener.cli.backtest_asked import budgets, injection, moment_of, within
    from listener.replaying import Replay

    config = session.configured()
    session.check_names(config, brand, source)
    now, t = session.clock(at)(), session.translator()
    whose = brand_of(config, brand)
    zone = session.zone_of(config, whose.id)
    settings = whose.detection or config.settings.detection
    asked = budgets(alarms, settings.alarms_per_month)
    injections = [(text, injection(text, zone)) for text in made_up]
    begins = moment_of(since, zone, "--from") if since else None
    ends = min(now, moment_of(until, zone, "--to")) if until else now
    with session.stored(config) as store:
        replay = Replay(store, whose, settings, begins, ends, asked, source)
        _check(replay, source, t, config, whose)
        _say_so(replay, t, config, whose)
        told = replay.run(within(injections, replay.since, replay.until, zone), seed)
        found = shown.Shown(whose, told, shown.examples(store, told), seed)
    if form == "json":
        from listener.cli.backtest_rows import as_json

        as_json(found, config, t)
    else:
        click.echo(shown.as_text(found, config, t))
    over = any(each.verdict == "over" for each in told.kept)
    ctx.exit(exits.OVER_BUDGET if over else exits.FINE)


def _check(replay: Replay, source: str | None, t: Translator, config: Config, brand: Brand) -> None:
    """Refuse what leaves nothing to look at, and say what there is."""
    zone = session.zone_of(config, brand.id)
    if not replay.there:
        raise ConfigError(say("backtest.nothing", brand=one_line(brand.name, 60)))
    if source and source not in replay.there:
        hint = nearest(source, replay.there)
        raise ConfigError(say("backtest.no_series", source=source), hint=hint)
    if replay.since >= replay.until:
        begins, ends = (day(t.language, at, zone) for at in (replay.since, replay.until))
        if replay.asked:
            raise ConfigError(say("backtest.ends_before", since=begins, until=ends))
        first = day(t.language, replay.begins or replay.since, zone)
        raise ConfigError(say("backtest.too_short", since=first))
    if not replay.months:
        raise ConfigError(say("backtest.unheard"))


def _say_so(replay: Replay, t: Translator, config: Config, brand: Brand) -> None:
    """A person who waits is told for what; it takes a second for two weeks."""
    if sys.stderr.isatty():
        zone = session.zone_of(config, brand.id)
        begins, ends = (day(t.language, at, zone) for at in (replay.since, replay.until))
        click.echo(t("backtest.looking", since=begins, until=ends), err=True)
