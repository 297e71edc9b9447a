"""`listener alert resume`: somebody who was paused gets messages again."""

from __future__ import annotations

from datetime import datetime

import click

from listener import pipeline
from listener.cli import session
from listener.cli.alert import ended
from listener.cli.shape import argument, command, form_option, option
from listener.cli.when import Instant
from listener.errors import ConfigError, nearest
from listener.i18n import say
from listener.text import one_line


@command("resume", within="alert")
@argument("who", metavar="target")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def resume(ctx: click.Context, who: str, form: str, at: datetime | None) -> None:
    config = session.configured()
    now = session.clock(at)()
    with session.stored(config) as store:
        paused = {each.recipient: each for each in store.pauses()}
        if who not in paused:
            text = say("channels.not_paused", who=one_line(who, 80))
            raise ConfigError(text, hint=nearest(who, paused))
        revived = store.lift(paused[who].channel, who, now)
        if form == "text":
            click.echo(f"✓ {say('channels.resumed', who=one_line(who, 80), n=revived)}")
        ended(ctx, config, store, pipeline.alert(config, store, now), form, now)
