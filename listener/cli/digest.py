"""`listener digest`: what was said, what is a spike, and what could not be seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from listener import pipeline
from listener.cli import exits, session
from listener.cli.shape import command, form_option, option
from listener.cli.when import Instant, since
from listener.config import Config
from listener.records import (
    Report,
)
from listener.store import Store

if TYPE_CHECKING:
    from listener.digest import Form


@command("digest")
@option("--brand", metavar="brand", help="brand_option")
@option("--since", "period", default="24h", show_default=True, metavar="since", help="since_option")
@form_option("text", "html", "json", "markdown")
@option("--email", is_flag=True, help="email_option")
@option("--exit-zero", is_flag=True, help="exit_zero_option")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def digest(
    ctx: click.Context,
    brand: str | None,
    period: str,
    form: Form,
    email: bool,
    exit_zero: bool,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand)
    now = session.clock(at)()
    begin = since(period, now, session.zone_of(config, brand))
    with session.stored(config) as store:
        found = pipeline.reports(config, store, begin, now, brand)
        language = session.translator().language
        click.echo(pipeline.digest(config, found, now, form=form, language=language), nl=False)
        delivered = _mailed(config, store, found, now) if email else True
        spiking = any(
            incident.pressing for report in found for incident in store.open_incidents(report.brand)
        )
    if not exit_zero:
        ctx.exit(_code(found, spiking=spiking, delivered=delivered))


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
