"""`listener search`: find what was said, whatever its accents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

import click
from msgspec.structs import replace

from listener.card import card
from listener.cli import session
from listener.cli.aspects_shown import STAGES, check_aspect
from listener.cli.shape import argument, command, form_option, option
from listener.cli.table import wrap
from listener.cli.when import Instant, since
from listener.i18n import Translator
from listener.i18n.formats import number
from listener.model import (
    Label,
)
from listener.records import (
    StoredMention,
)
from listener.source import title_of
from listener.text import storable

MOST = 1_000_000
LABELS = ("negative", "neutral", "positive", "unknown")
SIGNS: dict[Label, str] = {"negative": "−", "neutral": "=", "positive": "+", "unknown": "?"}


@command("search")
@argument("words", nargs=-1, metavar="words")
@option("--brand", metavar="brand", help="brand_option")
@option("--source", metavar="source", help="source_option")
@option("--label", type=click.Choice(LABELS), help="label_option")
@option("--aspect", metavar="aspect", help="aspect_option")
@option("--stage", type=click.Choice(STAGES), help="stage_option")
@option("--since", "period", metavar="since", help="since_option")
@option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    metavar="n",
    help="limit_option",
)
@form_option("text", "json")
@option("--at", type=Instant(), metavar="iso", help="at_option")
def search(
    words: tuple[str, ...],
    brand: str | None,
    source: str | None,
    label: Label | None,
    aspect: str | None,
    stage: str | None,
    period: str | None,
    limit: int,
    form: str,
    at: datetime | None,
) -> None:
    config = session.configured()
    session.check_names(config, brand, source)
    check_aspect(config, aspect)
    zone, now = session.zone_of(config, brand), session.clock(at)()
    begin = since(period, now, zone) if period else None
    with session.stored(config) as store:
        found = list(
            store.mentions(
                text=storable(" ".join(words)),
                brand=brand,
                source=source,
                label=label,
                aspect=aspect,
                stage=stage,
                since=begin,
                limit=min(limit, MOST),
            )
        )
    if form == "json":
        from listener.cli.as_json import echo_json, mention_row

        echo_json(mentions=[mention_row(each) for each in found])
    else:
        _as_text(found, limit, session.translator(), zone)


def _as_text(found: Sequence[StoredMention], limit: int, t: Translator, zone: tzinfo) -> None:
    for each in found:
        shown = card(replace(each, source=title_of(each.source)), t, zone)
        stars = f"{shown.stars} " if shown.stars else ""
        for index, line in enumerate(wrap(stars + shown.text, 90)):
            click.echo(f"  {line}" if index else f"{SIGNS[each.label]} {line}")
        click.echo(f"  {shown.about} · {t('card.number', key=each.key)}")
        if each.differs:
            click.echo(f"  {t(f'card.whole_{each.sentiment.label}')}")
        if shown.url:
            click.echo(f"  {shown.url}")
        click.echo()
    key = "nothing_found" if not found else "found_limit" if len(found) == limit else "found"
    click.echo(t(f"commands.{key}", n=len(found), count=number(t.language, len(found))))
