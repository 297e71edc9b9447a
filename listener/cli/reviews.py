"""`listener reviews`: what became of the stars, and whose words contradict them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import click

from listener.cli import session
from listener.cli.reviews_asked import Asked, Found
from listener.cli.shape import command, form_option, option
from listener.cli.when import Instant, Span, since
from listener.config import Brand
from listener.store import Store


@command("reviews")
@option("--brand", metavar="brand", help="brand_option")
@option("--source", metavar="source", help="source_option")
@option("--since", "period", default="90d", show_default=True, metavar="since", help="since_option")
@option("--until", "until", metavar="since", help="until_option")
@option(
    "--by",
    type=click.Choice(["source", "listing"]),
    default="source",
    show_default=True,
    help="by_option",
)
@option(
    "--grace", type=Span(), default="0d", show_default=True, metavar="span", help="grace_option"
)
@option("--changes", is_flag=True, help="changes_option")
@option("--mismatch", is_flag=True, help="mismatch_option")
@option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=20,
    show_default=True,
    metavar="n",
    help="list_limit_option",
)
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def reviews(
    brand: str | None,
    source: str | None,
    period: str,
    until: str | None,
    by: str,
    grace: timedelta,
    changes: bool,
    mismatch: bool,
    limit: int,
    form: str,
    at: datetime | None,
) -> None:
    from listener.cli import reviews_shown as shown

    config = session.configured()
    session.check_names(config, brand, source)
    zone, now = session.zone_of(config, brand), session.clock(at)()
    asked = Asked(
        begin=since(period, now, zone),
        # A review of this very second is in.
        end=since(until, now, zone, "--until") if until else now + timedelta(seconds=1),
        now=now,
        grace=grace,
        by_listing=by == "listing",
        limit=limit,
    )
    with session.stored(config) as store:
        brands = [each for each in config.brands if brand in (None, each.id)]
        found = [_found(store, each, source, asked) for each in brands]
    if form == "json":
        shown.as_json(found, asked)
        return
    lists: list[Callable[..., str]] = [shown.changes_text] if changes else []
    lists += [shown.mismatches_text] if mismatch else []
    t = session.translator()
    for each in found:
        for text in lists or [shown.figures_text]:
            click.echo(text(each, asked, t) + "\n")


def _found(store: Store, brand: Brand, source: str | None, asked: Asked) -> Found:
    period = (asked.begin, asked.end)
    return Found(
        brand=brand,
        lives=store.reviews(brand.id, *period, source),
        changes=store.star_changes(brand.id, *period, source),
        mismatches=store.mismatches(brand.id, *period, source, asked.limit),
    )
