"""What a query finds in what is stored: how many, where, when, and the newest."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, tzinfo

import click
from msgspec import Struct
from msgspec.structs import replace

from listener.card import card
from listener.cli import session
from listener.cli.table import table, wrap
from listener.i18n import Translator
from listener.i18n.formats import day, number
from listener.matching import Matcher
from listener.model import Mention, Query
from listener.records import StoredMention
from listener.source import title_of
from listener.store import Store

DAYS = 31
"""So many days are shown, the newest; JSON has all."""

KEPT = 1_000


class Tested(Struct, frozen=True):
    """The mentions that fit, the newest of them, and how many were looked at."""

    newest: list[StoredMention]
    count: int
    looked_at: int
    by_source: Counter[str]
    by_moment: Counter[datetime]


def test(
    store: Store, query: Query, brand: str | None, source: str | None, begin: datetime | None
) -> Tested:
    """Ask every stored mention; each once, whichever brands it is of.

    One by one, at tens of thousands a second: full-text search knows neither #joined words nor
    scripts without spaces, and would count too few.
    """
    match, seen = Matcher([query]), set[int]()
    newest: list[StoredMention] = []
    by_source, by_moment = Counter[str](), Counter[datetime]()
    for each in store.mentions(brand=brand, source=source, since=begin):
        if each.key in seen:
            continue
        seen.add(each.key)
        if match(_with_language(each), each.source):
            by_source[each.source] += 1
            by_moment[each.mention.published_at or each.first_seen_at] += 1
            if len(newest) < KEPT:
                newest.append(each)
    return Tested(newest, by_source.total(), len(seen), by_source, by_moment)


def _with_language(stored: StoredMention) -> Mention:
    """The mention with the language of its text, where its source said none."""
    if stored.mention.language or not stored.sentiment.language.isalpha():
        return stored.mention
    return replace(stored.mention, language=stored.sentiment.language)


def show(found: Tested, limit: int, zone: tzinfo, form: str) -> None:
    """Print what was found."""
    days = Counter[datetime]()
    for at, n in found.by_moment.items():
        days[at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)] += n
    if form == "json":
        from listener.cli.as_json import echo_json, mention_row

        echo_json(
            count=found.count,
            looked_at=found.looked_at,
            by_source=dict(found.by_source.most_common()),
            by_day={f"{at:%Y-%m-%d}": n for at, n in sorted(days.items())},
            mentions=[mention_row(each) for each in found.newest[:limit]],
        )
        return
    _as_text(found, days, limit, zone, session.translator())


def _as_text(
    found: Tested, days: Counter[datetime], limit: int, zone: tzinfo, t: Translator
) -> None:
    count, of = number(t.language, found.count), number(t.language, found.looked_at)
    click.echo(t("queries.tested", n=found.count, count=count, of=of))
    click.echo(t("queries.tested_only_stored"))
    if not found.count:
        return
    sources = [(title_of(name), n) for name, n in found.by_source.most_common()]
    recent = [(day(t.language, at, zone), n) for at, n in sorted(days.items())[-DAYS:]]
    for key, rows in (("by_source", sources), ("by_day", recent)):
        click.echo(f"\n{t(f'queries.{key}')}")
        click.echo(table([(name, number(t.language, n)) for name, n in rows]))
    click.echo(f"\n{t('queries.newest')}")
    for each in found.newest[:limit]:
        _echo_card(each, zone, t)


def _echo_card(stored: StoredMention, zone: tzinfo, t: Translator) -> None:
    shown = card(replace(stored, source=title_of(stored.source)), t, zone)
    stars = f"{shown.stars} " if shown.stars else ""
    for line in wrap(stars + shown.text, 90):
        click.echo(f"  {line}")
    click.echo(f"  {shown.about} · {shown.number}")
    click.echo(f"  {shown.url}\n" if shown.url else "")
