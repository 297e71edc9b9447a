"""`listener alert test`: a message to everybody who is told, and what became of each."""

from __future__ import annotations

from datetime import datetime

import click

from listener import pipeline
from listener.cli import session
from listener.cli.alert import ended
from listener.cli.shape import command, form_option, option
from listener.cli.when import Instant
from listener.trying import put_tests


@command("test", within="alert")
@option("--brand", metavar="brand", help="test_brand_option")
@option("--to", metavar="target", help="test_to_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def test(
    ctx: click.Context, brand: str | None, to: str | None, form: str, at: datetime | None
) -> None:
    config = session.configured()
    session.check_names(config, brand)
    now = session.clock(at)()
    # A test comes before the first crawl, so it makes the database if there is none.
    with session.stored(config, create=True) as store:
        put_tests(config, store, now, brand=brand, to=to)
        ended(ctx, config, store, pipeline.alert(config, store, now), form, now)
