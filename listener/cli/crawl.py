"""`listener crawl`: listen, look for spikes, and tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

import click

from listener import pipeline
from listener.cli import exits, session
from listener.cli.engines_shown import announce
from listener.cli.incidents_shown import in_words, unseen
from listener.cli.shape import command, option
from listener.cli.when import Instant
from listener.cli.when import since as moment_since
from listener.records import Delivery

if TYPE_CHECKING:
    from listener.backfilling import Backfill
    from listener.summing import Outcome

LEFT = "left"
"""`--backfill` alone: what is left of what was asked for before."""


@command("crawl")
@option("--brand", metavar="brand", help="brand_option")
@option("--source", metavar="source", help="source_option")
@option("--all", "everything", is_flag=True, help="all_option")
@option("--backfill", is_flag=False, flag_value=LEFT, metavar="since", help="backfill_option")
@option("--no-alert", is_flag=True, help="no_alert_option")
@option("--quiet", "-q", is_flag=True, help="quiet_option")
@option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="log_option",
)
@option("--exit-zero", is_flag=True, help="exit_zero_option")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def crawl(
    ctx: click.Context,
    brand: str | None,
    source: str | None,
    everything: bool,
    backfill: str | None,
    no_alert: bool,
    quiet: bool,
    log_format: str,
    exit_zero: bool,
    at: datetime | None,
) -> None:
    from listener.aspecting import reapply as reread
    from listener.cli.progress import voice
    from listener.enriching import aspects_of
    from listener.reaiming import reaim
    from listener.rematching import reapply

    config = session.configured()
    announce(config.settings.sentiment)
    session.check_names(config, brand, source)
    now, t = session.clock(at), session.translator()
    with session.stored(config, create=True) as store:
        with voice(quiet=quiet, log_format=log_format, now=now, t=t) as says:
            for done in reapply(config, store, now, only=brand):
                says.applied(done, config)
            for aimed in reaim(config, store, now, only=brand):
                says.reaimed(aimed, config)
            parts = list(reread(config, store, aspects_of(config, store), now))
            says.reread(sum(read for read, _ in parts), sum(changed for _, changed in parts))
            outcome = pipeline.crawl(
                config,
                store,
                now,
                brand=brand,
                source=source,
                everything=everything,
                backfill=_wanted(backfill, now(), session.zone_of(config, brand)),
                tell=says.watch,
            )
        for status in outcome.silent:
            says.silent(status, session.zone_of(config, status.brand))
        says.end(outcome, asked=backfill is not None)
        for change in pipeline.detect(config, store, now(), brand):
            says.change(change, in_words(change, config, t))
        for outage in pipeline.look_out(config, store, now(), brand):
            says.outage(outage, unseen(outage, config, t))
        for name, count in pipeline.expire(store, now()).items():
            says.erased(name, count)
        settled = [] if no_alert else pipeline.alert(config, store, now())
        for delivery in settled:
            says.delivery(delivery)
        for pause in [] if no_alert else store.pauses():
            newly = any(each.state == "refused" for each in settled)
            says.pause(pause, session.zone_of(config, None), newly=newly)
    ctx.exit(exits.FINE if exit_zero else _code(outcome, settled))


def _wanted(text: str | None, now: datetime, zone: tzinfo) -> Backfill | None:
    """What of the past a person wants; nothing where none was asked for."""
    if text is None:
        return None
    from listener.backfilling import Backfill

    since = None if text == LEFT else moment_since(text, now, zone, "--backfill")
    return Backfill(since=since)


def _code(outcome: Outcome, settled: Sequence[Delivery]) -> int:
    """A source that failed weighs more than a mail that waits: the mail is tried again."""
    if outcome.failed or outcome.silent:
        return exits.SOURCE_FAILED
    delivered = all(delivery.state == "sent" for delivery in settled)
    return exits.FINE if delivered else exits.UNDELIVERED
