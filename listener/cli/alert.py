"""`listener alert`: send what waits in the outbox; a dead server loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

import click

from listener import pipeline
from listener.cli import exits, session
from listener.cli.shape import Group, form_option, option
from listener.cli.when import Instant
from listener.config import Config
from listener.i18n import say
from listener.outgoing import Pause
from listener.records import Delivery
from listener.store import Store


@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def waiting(ctx: click.Context, form: str, at: datetime | None) -> None:
    if ctx.invoked_subcommand is not None:
        return
    config = session.configured()
    now = session.clock(at)()
    with session.stored(config) as store:
        settled = pipeline.alert(config, store, now)
        ended(ctx, config, store, settled, form, now)


alert = Group("alert", within=("test", "resume", "list"), alone=waiting)


def ended(
    ctx: click.Context,
    config: Config,
    store: Store,
    settled: Sequence[Delivery],
    form: str,
    now: datetime,
) -> None:
    """Say what became of each message, what waits on and who is paused; then end."""
    handled = {delivery.id for delivery in settled}
    others = [each for each in store.waiting() if each.id not in handled]
    paused = store.pauses()
    if form == "json":
        _as_json(settled, others, paused)
    else:
        _as_text(settled, others, paused, session.zone_of(config, None))
    # What was refused was told by the run that tried it; what waits has not arrived.
    stuck = [each for each in settled if each.state != "sent"]
    stuck += [each for each in others if each.state == "waiting" and not _is_held(each, now)]
    ctx.exit(exits.UNDELIVERED if stuck else exits.FINE)


def _is_held(delivery: Delivery, now: datetime) -> bool:
    """Whether it waits for the end of quiet hours, as it should."""
    return delivery.not_before is not None and delivery.not_before > now


def _as_text(
    settled: Sequence[Delivery],
    others: Sequence[Delivery],
    paused: Sequence[Pause],
    zone: tzinfo,
) -> None:
    from listener.cli.letters import told
    from listener.cli.pauses_shown import pause_lines

    for delivery in (*settled, *others):
        click.echo(told(delivery))
    for line in pause_lines(paused, session.translator(), zone):
        click.echo(line)
    if not settled and not others and not paused:
        click.echo(say("commands.nothing_waits"))


def _as_json(
    settled: Sequence[Delivery], others: Sequence[Delivery], paused: Sequence[Pause]
) -> None:
    from listener.cli.as_json import delivery_row, echo_json
    from listener.cli.pauses_shown import pause_row

    echo_json(
        settled=[delivery_row(each) for each in settled],
        waiting=[delivery_row(each) for each in others],
        pauses=[pause_row(each) for each in paused],
    )
