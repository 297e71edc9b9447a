"""`listener blocks`: what each brand does not want to hear, and how much that hides."""

from __future__ import annotations

from collections.abc import Sequence

import click

from listener.cli import blocking_shown as shown
from listener.cli import session
from listener.cli.shape import command, form_option, option
from listener.records import Block


@command("blocks")
@option("--brand", metavar="brand", help="brand_option")
@option("--all", "lifted_too", is_flag=True, help="lifted_option")
@form_option("text", "json")
def blocks(brand: str | None, lifted_too: bool, form: str) -> None:
    config = session.configured()
    session.check_names(config, brand)
    with session.stored(config) as store:
        found = [each for each in store.blocks(brand) if lifted_too or each.lifted_at is None]
    if form == "json":
        _as_json(found)
    else:
        click.echo(shown.listed(config, found, session.translator()))


def _as_json(found: Sequence[Block]) -> None:
    from listener.cli.as_json import clean, echo_json

    echo_json(
        blocks=[
            {
                "brand": clean(each.brand),
                "kind": each.kind,
                "value": clean(each.value),
                "name": clean(each.shown),
                "source": clean(each.source) or None,
                "created_at": each.created_at,
                "written_by": clean(each.written_by) or None,
                "lifted_at": each.lifted_at,
                "hides": each.hides,
            }
            for each in found
        ]
    )
