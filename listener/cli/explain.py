"""`listener explain`: why an incident is one, from what is stored; and computed anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from listener.cli import exits, session
from listener.cli.shape import argument, command, form_option, option
from listener.cli.when import Instant
from listener.marking import of_brand
from listener.spikes import Incident
from listener.store import Store


@command("explain")
@argument("number", type=click.IntRange(min=1), required=False, metavar="number")
@option("--brand", metavar="brand", help="brand_option")
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
@click.pass_context
def explain(
    ctx: click.Context, number: int | None, brand: str | None, form: str, at: datetime | None
) -> None:
    from listener.cli.explained import account, as_row
    from listener.cli.explained_shown import as_text

    config = session.configured()
    session.check_names(config, brand)
    now, t = session.clock(at), session.translator()
    with session.stored(config) as store:
        found = [account(config, store, each, now()) for each in _chosen(store, number, brand)]
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(explained=[as_row(each, config, t) for each in found])
    else:
        click.echo("\n\n".join(as_text(each, config, t) for each in found) or t("explain.none"))
    ctx.exit(exits.FINE if all(each.same for each in found) else exits.NOT_THE_SAME)


def _chosen(store: Store, number: int | None, brand: str | None) -> Sequence[Incident]:
    """The one of that number; else all that are open, or the latest."""
    last = store.last_incident(brand)
    if number is None:
        return store.open_incidents(brand) or ([last] if last else [])
    return [of_brand(store, number, brand)]
