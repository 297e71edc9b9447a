"""`listener aspects`: what mentions speak of, read anew, and words that no list has yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from listener.cli import aspects_shown as shown
from listener.cli import session
from listener.cli.shape import argument, command, form_option, option
from listener.cli.when import Instant, since
from listener.config import Brand, Config
from listener.errors import ConfigError
from listener.i18n import say
from listener.text import one_line

if TYPE_CHECKING:
    from listener.sentiment.suggesting import Suggestion

READ = 2_000
"""So many of a brand's latest mentions are looked through for suggestions: some ten seconds."""


@command("aspects")
@argument("action", type=click.Choice(["list", "apply", "suggest"]), default="list")
@option("--brand", metavar="brand", help="brand_option")
@option("--since", "period", default="30d", show_default=True, metavar="since", help="since_option")
@option("--language", metavar="language", help="suggest_language_option")
@option(
    "--limit",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    metavar="n",
    help="limit_option",
)
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def aspects(
    action: str,
    brand: str | None,
    period: str,
    language: str | None,
    limit: int,
    form: str,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand)
    now = session.clock(at)
    if action == "apply":
        _apply(config, form, now)
        return
    begin = since(period, now(), session.zone_of(config, brand))
    if action == "list":
        _list(config, brand, begin, now(), form)
        return
    if brand is None and len(config.brands) > 1:
        raise ConfigError(say("aspects.which_brand"))
    _suggest(config, config.brand(brand or config.brands[0].id), language, begin, limit, form)


def _apply(config: Config, form: str, now: Callable[[], datetime]) -> None:
    from listener.aspecting import reapply
    from listener.enriching import aspects_of

    read = changed = 0
    with session.stored(config) as store:
        for part, of_them in reapply(config, store, aspects_of(config, store), now, anyway=True):
            read, changed = read + part, changed + of_them
    if form == "json":
        from listener.cli.as_json import echo_json

        echo_json(read=read, changed=changed)
    else:
        click.echo(shown.renewed(read, changed, session.translator()))


def _list(config: Config, brand: str | None, begin: datetime, end: datetime, form: str) -> None:
    from listener.aspecting import aspects_of_period

    t = session.translator()
    with session.stored(config) as store:
        found = [
            (each, aspects_of_period(config, store, each.id, begin, end))
            for each in config.brands
            if brand in (None, each.id)
        ]
    if form == "json":
        from listener.cli.as_json import echo_json

        brands = [{"brand": each.id, "aspects": shown.as_rows(a, t)} for each, a in found]
        echo_json(since=begin, until=end, brands=brands)
    else:
        shown.echo([shown.listed(each.name, counted, t) for each, counted in found])


def _suggest(
    config: Config, brand: Brand, language: str | None, begin: datetime, limit: int, form: str
) -> None:
    from listener.sentiment.lists import Lists
    from listener.sentiment.suggesting import suggestions

    chosen = language or (brand.languages[0] if brand.languages else "es")
    with session.stored(config) as store:
        texts = [
            each.mention.body
            for each in store.mentions(brand=brand.id, since=begin, limit=READ)
            if each.sentiment.language == chosen and each.erased_at is None
        ]
    terms = Lists(config.folder).terms(chosen, brand.languages)
    found = suggestions(texts, chosen, terms, _names(brand), limit)
    if form == "json":
        from listener.cli.as_json import clean, echo_json

        echo_json(
            brand=brand.id,
            language=chosen,
            read=len(texts),
            suggestions=[
                {"term": each.term, "mentions": each.mentions, "example": clean(each.example)}
                for each in found
            ],
        )
    else:
        _as_text(found, len(texts), chosen)


def _names(brand: Brand) -> list[str]:
    """What the brand is called: that everybody says it is no news."""
    phrases = [phrase for query in brand.queries for phrase in (*query.any, *query.all)]
    return [brand.name, *phrases]


def _as_text(found: Sequence[Suggestion], read: int, language: str) -> None:
    t = session.translator()
    if not found:
        click.echo(t("aspects.no_suggestion", n=read, language=language))
        return
    for each in found:
        click.echo(t("aspects.suggested", n=each.mentions, term=each.term))
        click.echo(f"    «{one_line(each.example, 100)}»")
    click.echo()
    click.echo(t("aspects.paste", file=f"config/aspects/{language}.toml"))
    for each in found:
        key = re.sub(r"[^a-z0-9]+", "-", each.term).strip("-") or "new"
        click.echo(f'\n[{key}]\nname = "{each.term.capitalize()}"\nadd = ["{each.term}"]')
