"""`listener reviews`: what became of the stars, and whose words contradict them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import click
from msgspec import Struct

from listener.cli import session
from listener.cli.shape import command, form_option, option
from listener.cli.when import Instant, Span, since
from listener.config import Brand
from listener.model import StoredMention
from listener.reviewing import ReviewLife, StarChange
from listener.source import load_source, source_names
from listener.store import Store


class Found(Struct, frozen=True, kw_only=True):
    """All that is known of the reviews of one brand in the period, before it is counted."""

    brand: Brand
    lives: Sequence[ReviewLife]
    changes: Sequence[StarChange]
    mismatches: Sequence[StoredMention]

    @property
    def zone(self) -> tzinfo:
        """The time zone of the brand."""
        return ZoneInfo(self.brand.time_zone)

    @property
    def edited_only(self) -> frozenset[str]:
        """Those of its sources whose only time is that of the last edit."""
        names = {each.source for each in self.lives} & set(source_names())
        return frozenset(name for name in names if load_source(name).about.times == "edited")


class Asked(Struct, frozen=True, kw_only=True):
    """What the options ask for."""

    begin: datetime
    end: datetime
    now: datetime
    grace: timedelta
    by_listing: bool
    limit: int


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
