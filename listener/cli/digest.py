"""`listener digest`: what was said, what is a spike, and what could not be seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource

from listener import pipeline
from listener.cli import exits, session
from listener.cli.digest_forms import FORMS, form_of, put
from listener.cli.shape import command, option
from listener.cli.when import Instant, since
from listener.config import Config
from listener.i18n import say
from listener.periods import PERIODS, Period, Stretch, last_whole
from listener.records import Report
from listener.scopes import scopes_of
from listener.store import Store
from listener.text import one_line

if TYPE_CHECKING:
    from listener.against import Against


@command("digest")
@option("--brand", metavar="brand", help="brand_option")
@option("--group", metavar="group", help="group_option")
@option("--location", metavar="name", help="location_option")
@option("--since", "begin", default="24h", show_default=True, metavar="since", help="since_option")
@option("--period", type=click.Choice(PERIODS), help="period_option")
@option("--compare", metavar="compare", help="compare_option")
@option("--top", type=click.IntRange(1, 1_000), metavar="n", help="top_option")
@option("--format", "form", type=click.Choice(FORMS), help="digest_format_option")
@option("--output", type=click.Path(dir_okay=False), metavar="file", help="output_option")
@option("--email", is_flag=True, help="email_option")
@option("--again", is_flag=True, help="digest_again_option")
@option("--exit-zero", is_flag=True, help="exit_zero_option")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def digest(
    ctx: click.Context,
    brand: str | None,
    group: str | None,
    location: str | None,
    begin: str,
    period: Period | None,
    compare: str | None,
    top: int | None,
    form: str | None,
    output: str | None,
    email: bool,
    again: bool,
    exit_zero: bool,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand)
    chosen = form_of(form, output)
    now = session.clock(at)()
    _check(ctx, period, brand, group, location, again=again, email=email)
    with session.stored(config) as store:
        if period and email:
            found = _sent(config, store, period, now, brand, group, compare, top, again=again)
        else:
            found = _found(config, store, now, brand, group, location, begin, period, compare)
            if email:
                _put(config, store, found, now, top)
        # Before it is written: a file that cannot be is no reason to keep a mail waiting.
        delivered = _delivered(config, store, now) if email else True
        if found or not email:
            put(config, store, found, now, form=chosen, output=output, top=top)
        # Whether or not the digest that tells of it was sent before.
        spiking = any(
            incident.pressing
            for scope in scopes_of(config, store, brand, group, location)
            for each in scope.brands
            for incident in store.open_incidents(each.id)
        )
    if not exit_zero:
        ctx.exit(_code(found, spiking=spiking, delivered=delivered))


def _check(
    ctx: click.Context,
    period: str | None,
    brand: str | None,
    group: str | None,
    location: str | None,
    *,
    again: bool,
    email: bool,
) -> None:
    """What would be left undone is refused, with what to type instead."""
    typed = ctx.get_parameter_source("begin") is ParameterSource.COMMANDLINE
    if period and typed:
        raise click.UsageError(say("digest.period_or_since"))
    if again and not (period and email):
        raise click.UsageError(say("digest.again_what"))
    if group and (brand or location):
        raise click.UsageError(say("digest.group_whole"))
    if location and email:
        raise click.UsageError(say("digest.location_by_mail"))


def _found(
    config: Config,
    store: Store,
    now: datetime,
    brand: str | None,
    group: str | None,
    location: str | None,
    begin: str,
    period: Period | None,
    compare: str | None,
) -> list[Report]:
    """The reports of the time that was asked for, a group's and each brand's by its own clocks."""

    def told(one: str | None, zone: tzinfo) -> list[Report]:
        whole = last_whole(period, now, zone) if period else Stretch(since(begin, now, zone), now)
        held = against(compare, now, zone) if compare else None
        _check_apart(held, whole, zone)
        asked = (config, store, whole.since, whole.until, one)
        return pipeline.reports(*asked, group=group, location=location, compare=held, now=now)

    if group:
        return told(None, session.zone_of(config, None, group))
    scopes = scopes_of(config, store, brand, None, location)
    own = [(scope.key, ZoneInfo(scope.brands[0].time_zone)) for scope in scopes]
    return [each for one, zone in own for each in told(one, zone)]


def _sent(
    config: Config,
    store: Store,
    period: Period,
    now: datetime,
    brand: str | None,
    group: str | None,
    compare: str | None,
    top: int | None,
    *,
    again: bool,
) -> list[Report]:
    """The digests of the last whole period, put into the outbox; those that were sent are named."""
    from listener.cli.digest_letters import due, put_due

    wanted, before = due(config, store, period, now, brand=brand, group=group, again=again)
    for each in before:
        click.echo(say("digest.sent_before", scope=one_line(each.scope, 80)), err=True)
    put = list[Report | None]()
    for each in wanted:
        zone = session.zone_of(config, each.brand, each.group)
        held = against(compare, now, zone) if compare else None
        _check_apart(held, each.stretch, zone)
        put.append(put_due(config, store, each, now, again=again, compare=held, top=top))
    return [report for report in put if report is not None]


def against(text: str, now: datetime, zone: tzinfo) -> Against:
    """What `--compare` names: a comparison that has a name, or when another period began."""
    named: dict[str, Against] = {"previous": "previous", "weekday": "weekday", "year": "year"}
    return named.get(text) or since(text, now, zone, "--compare")


def _check_apart(held: Against | None, whole: Stretch, zone: tzinfo) -> None:
    from listener.against import is_itself

    if held and is_itself(held, whole.since, whole.until, zone):
        raise click.BadParameter(say("digest.compare_itself"), param_hint="--compare")


def _code(found: Sequence[Report], *, spiking: bool, delivered: bool) -> int:
    """An open spike matters most, then a mail that waits, then a source that fails."""
    if spiking:
        return exits.SPIKE_OPEN
    if not delivered:
        return exits.UNDELIVERED
    failing = any(s.health not in ("ok", "new") for report in found for s in report.coverage)
    return exits.SOURCE_FAILED if failing else exits.FINE


def _put(
    config: Config, store: Store, found: Sequence[Report], now: datetime, top: int | None
) -> None:
    from listener.cli.digest_letters import put_digests

    put_digests(config, store, found, now, top)


def _delivered(config: Config, store: Store, now: datetime) -> bool:
    from listener.cli.letters import send

    return send(config, store, now, err=True)
