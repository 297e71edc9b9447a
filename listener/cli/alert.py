"""`listener alert`: send what waits in the outbox; a dead mail server loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from listener import pipeline
from listener.cli import exits, session
from listener.cli.shape import command, form_option, option
from listener.cli.when import Instant
from listener.config import Brand, Config
from listener.i18n import say
from listener.records import (
    Delivery,
)


@command("alert")
@option("--test", is_flag=True, help="test_option")
@option("--brand", metavar="brand", help="test_brand_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def alert(
    ctx: click.Context, test: bool, brand: str | None, form: str, at: datetime | None
) -> None:
    config = session.configured()
    session.check_names(config, brand)
    now = session.clock(at)()
    # A test comes before the first crawl, so it makes the database if there is none.
    with session.stored(config, create=test) as store:
        if test:
            from listener.cli.letters import put_tests

            put_tests(config, store, _brands(config, brand), now)
        settled = pipeline.alert(config, store, now)
        handled = {delivery.id for delivery in settled}
        waiting = [each for each in store.waiting() if each.id not in handled]
    if form == "json":
        _as_json(settled, waiting)
    else:
        _as_text(settled, waiting)
    # What was refused was told by the run that tried it; what waits has not arrived.
    stuck = [each for each in settled if each.state != "sent"]
    stuck += [each for each in waiting if each.state == "waiting"]
    ctx.exit(exits.UNDELIVERED if stuck else exits.FINE)


def _brands(config: Config, brand: str | None) -> Sequence[Brand]:
    """The brand named, or all of them that tell somebody; at least the first, which then errs."""
    if brand:
        return [config.brand(brand)]
    return [each for each in config.brands if each.alerts.email] or config.brands[:1]


def _as_text(settled: Sequence[Delivery], waiting: Sequence[Delivery]) -> None:
    from listener.cli.letters import told

    for delivery in (*settled, *waiting):
        click.echo(told(delivery))
    if not settled and not waiting:
        click.echo(say("commands.nothing_waits"))


def _as_json(settled: Sequence[Delivery], waiting: Sequence[Delivery]) -> None:
    from listener.cli.as_json import delivery_row, echo_json

    echo_json(
        settled=[delivery_row(each) for each in settled],
        waiting=[delivery_row(each) for each in waiting],
    )
