"""`listener digest`: what was said, what is a spike, and what could not be seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import click

from listener import pipeline
from listener.cli import exits, session
from listener.cli.digest_forms import FORMS, form_of, put
from listener.cli.shape import command, option
from listener.cli.when import Instant, since
from listener.config import Config
from listener.records import Report
from listener.store import Store

if TYPE_CHECKING:
    from listener.against import Against


@command("digest")
@option("--brand", metavar="brand", help="brand_option")
@option("--group", metavar="group", help="group_option")
@option("--location", metavar="name", help="location_option")
@option("--since", "period", default="24h", show_default=True, metavar="since", help="since_option")
@option("--compare", metavar="compare", help="compare_option")
@option("--top", type=click.IntRange(1, 1_000), metavar="n", help="top_option")
@option("--format", "form", type=click.Choice(FORMS), help="digest_format_option")
@option("--output", type=click.Path(dir_okay=False), metavar="file", help="output_option")
@option("--email", is_flag=True, help="email_option")
@option("--exit-zero", is_flag=True, help="exit_zero_option")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def digest(
    ctx: click.Context,
    brand: str | None,
    group: str | None,
    location: str | None,
    period: str,
    compare: str | None,
    top: int | None,
    form: str | None,
    output: str | None,
    email: bool,
    exit_zero: bool,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand)
    chosen = form_of(form, output)
    now = session.clock(at)()
    zone = session.zone_of(config, brand)
    begin = since(period, now, zone)
    with session.stored(config) as store:
        found = pipeline.reports(
            config,
            store,
            begin,
            now,
            brand,
            group=group,
            location=location,
            compare=against(compare, now, zone) if compare else None,
        )
        put(config, store, found, now, form=chosen, output=output, top=top)
        delivered = _mailed(config, store, found, now) if email else True
        spiking = any(
            incident.pressing
            for report in found
            for each in report.brands or (report.brand,)
            for incident in store.open_incidents(each)
        )
    if not exit_zero:
        ctx.exit(_code(found, spiking=spiking, delivered=delivered))


def against(text: str, now: datetime, zone: tzinfo) -> Against:
    """What `--compare` names: a comparison that has a name, or when another period began."""
    named: dict[str, Against] = {"previous": "previous", "weekday": "weekday", "year": "year"}
    return named.get(text) or since(text, now, zone, "--compare")


def _code(found: Sequence[Report], *, spiking: bool, delivered: bool) -> int:
    """An open spike matters most, then a mail that waits, then a source that fails."""
    if spiking:
        return exits.SPIKE_OPEN
    if not delivered:
        return exits.UNDELIVERED
    failing = any(s.health not in ("ok", "new") for report in found for s in report.coverage)
    return exits.SOURCE_FAILED if failing else exits.FINE


def _mailed(config: Config, store: Store, found: Sequence[Report], now: datetime) -> bool:
    """Send each brand's digest to those who are told of it; True when all have gone out."""
    from listener.cli.letters import put_digests, send

    put_digests(config, store, found, now)
    return send(config, store, now, err=True)
