"""`listener block`: an author or site that a brand does not want to hear."""

from __future__ import annotations

from datetime import datetime

import click

from listener.cli import blocking_shown as shown
from listener.cli import session
from listener.cli.shape import argument, command, option
from listener.cli.when import Instant


@command("block")
@argument("kind", type=click.Choice(["author", "site"]), metavar="block_kind")
@argument("name", required=False, metavar="block_name")
@option("--of", "number", type=click.IntRange(1), metavar="n", help="of_option")
@option("--brand", metavar="brand", help="block_brand_option")
@option("--source", metavar="source", help="block_source_option")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def block(
    kind: str,
    name: str | None,
    number: int | None,
    brand: str | None,
    source: str | None,
    at: datetime | None,
) -> None:
    from listener.rematching import block as hide

    config = session.configured()
    session.check_names(config, brand, source)
    whose, now, t = shown.brand_of(config, brand), session.clock(at), session.translator()
    with session.stored(config) as store:
        wish = shown.wished(store, whose.id, kind, name, number, source, now())
        held, new, hidden = hide(store, wish, now)
    click.echo(shown.blocked(whose, held, hidden, t, new=new))
