"""`listener query`: what a query means, what is asked for it, what it finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import click

from listener.cli import query_explained as explained
from listener.cli import query_tested as tested
from listener.cli import session
from listener.cli.shape import Command, argument, form_option, option
from listener.cli.when import Instant, since
from listener.config import Brand, BrandQuery, Config
from listener.errors import ConfigError
from listener.i18n import say
from listener.matching import QueryError, tree_of
from listener.matching.snippets import SNIPPETS
from listener.matching.tree import Node
from listener.text import storable
from listener.tomlfile import shown_path

_REFUSING = re.compile(r"-(?!-|h$)")


class Query(Command):
    """The command, whose query may begin with what must not be there: that is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What begins with one dash comes last, where click takes it as it is."""
        refusing = [each for each in args if _REFUSING.match(each)]
        if refusing and "--" not in args:
            args = [*(each for each in args if each not in refusing), "--", *refusing]
        return super().parse_args(ctx, args)


@click.command("query", cls=Query)
@argument("action", type=click.Choice(["explain", "test", "apply", "snippets"]), metavar="action")
@argument("text", required=False, metavar="query_words")
@option("--brand", metavar="brand", help="brand_option")
@option("--source", metavar="source", help="source_option")
@option("--inflect", is_flag=True, help="inflect_option")
@option("--without", type=click.Choice(list(SNIPPETS)), multiple=True, help="without_option")
@option("--since", "period", metavar="since", help="since_option")
@option(
    "--limit",
    type=click.IntRange(1, 1_000),
    default=5,
    show_default=True,
    metavar="n",
    help="limit_option",
)
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def query(
    action: str,
    text: str | None,
    brand: str | None,
    source: str | None,
    inflect: bool,
    without: tuple[str, ...],
    period: str | None,
    limit: int,
    form: str,
    at: datetime | None,
) -> None:
    config = session.settled()
    session.check_names(config, brand, source)
    if action == "snippets":
        explained.snippets(form)
        return
    if action == "apply":
        from listener.cli.query_applied import apply

        if text or source or period or inflect or without:
            # Else somebody would think that just this was applied.
            raise ConfigError(say("queries.applies_all"))
        apply(config, brand, form, session.clock(at))
        return
    asked = BrandQuery(query_text=storable(text or ""), inflect=inflect, without=without)
    if action == "explain":
        explained.explain(_explainable(config, brand, asked), source, form)
        return
    if not asked.query_text.strip():
        raise ConfigError(say("queries.which_query", action="test"))
    zone, now = session.zone_of(config, brand), session.clock(at)()
    begin = since(period, now, zone) if period else None
    _understood(asked)
    with session.stored(config) as store:
        found = tested.test(store, asked.query, brand, source, begin)
    tested.show(found, limit, zone, form)


def _explainable(
    config: Config, brand: str | None, asked: BrandQuery
) -> Sequence[explained.Explained]:
    """The query that was typed, or those of a brand's file."""
    if asked.query_text.strip():
        return [explained.Explained(asked, _understood(asked))]
    if brand is None:
        raise ConfigError(say("queries.which_brand"))
    known = config.brand(brand)
    if not known.queries:
        raise ConfigError(say("queries.no_queries", brand=brand))
    return [_of_file(config, known, index) for index in range(len(known.queries))]


def _of_file(config: Config, brand: Brand, index: int) -> explained.Explained:
    query = brand.queries[index]
    try:
        return explained.Explained(query, tree_of(query.query), brand=brand.id)
    except QueryError as error:
        file = shown_path(config.folder / "brands" / f"{brand.id}.toml")
        raise error.inside(file, f"queries[{index}]") from error


def _understood(asked: BrandQuery) -> Node:
    try:
        return tree_of(asked.query)
    except QueryError as error:
        raise QueryError(error.told, hint=error.hint) from error
