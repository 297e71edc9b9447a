"""`listener unblock`: hear an author or site again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from listener.blocking import author_value, key_of, keys_of
from listener.cli import blocking_shown as shown
from listener.cli import session
from listener.cli.shape import argument, command, option
from listener.cli.when import Instant
from listener.errors import ConfigError, nearest
from listener.i18n import say
from listener.records import Block
from listener.store import Store
from listener.text import one_line


@command("unblock")
@argument("kind", type=click.Choice(["author", "site"]), metavar="block_kind")
@argument("name", required=False, metavar="block_name")
@option("--of", "number", type=click.IntRange(1), metavar="n", help="of_option")
@option("--brand", metavar="brand", help="block_brand_option")
@option("--source", metavar="source", help="block_source_option")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def unblock(
    kind: str,
    name: str | None,
    number: int | None,
    brand: str | None,
    source: str | None,
    at: datetime | None,
) -> None:
    from listener.rematching import unblock as lift

    config = session.configured()
    session.check_names(config, brand, source)
    whose, now, t = shown.brand_of(config, brand), session.clock(at), session.translator()
    with session.stored(config) as store:
        wish = shown.wished(store, whose.id, kind, name, number, source, now())
        meant = _meant(store, wish, number, source)
        if not meant:
            hints = [each.shown for each in store.blocks(whose.id) if each.lifted_at is None]
            hint = nearest(wish.shown, hints)
            words = say("blocks.no_such_block", brand=one_line(whose.name, 60))
            raise ConfigError(words, hint=hint and one_line(hint, 80))
        holding = [each for each in meant if each.lifted_at is None]
        settled = lift(store, whose, holding, now)
    click.echo(shown.unblocked(whose, holding or meant[:1], settled.back, t, new=bool(holding)))


def _meant(store: Store, wish: Block, number: int | None, source: str | None) -> Sequence[Block]:
    """The blocks of that name or value, or that hide that mention; lifted ones too."""
    origin = store.origin(number) if number else None
    reached = set(keys_of(origin)) if origin else set()
    return [
        each
        for each in store.blocks(wish.brand)
        if each.kind == wish.kind
        and source in (None, each.source)
        and (key_of(each) in reached or wish.value in _names(each))
    ]


def _names(block: Block) -> tuple[str, ...]:
    """What a person may call it: a block by id was shown with its author's name."""
    if block.kind == "site":
        return (block.value,)
    return (block.value, author_value(block.shown))
