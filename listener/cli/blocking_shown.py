"""Blocks as people say them and as they are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Literal, cast
from zoneinfo import ZoneInfo

import click

from listener.blocking import Origin, author_value, site_value
from listener.cli import session
from listener.cli.table import table
from listener.config import Brand, Config
from listener.errors import ConfigError
from listener.i18n import Translator, say
from listener.i18n.formats import moment, number
from listener.records import Block
from listener.source import source_names, title_of
from listener.store import Store
from listener.text import one_line

LONGEST = 80


def brand_of(config: Config, brand: str | None) -> Brand:
    """The brand asked for, or the only one."""
    if brand is None and len(config.brands) > 1:
        ids = ", ".join(each.id for each in config.brands)
        raise ConfigError(say("blocks.which_brand", ids=ids))
    return config.brand(brand) if brand else config.brands[0]


def wished(
    store: Store,
    brand: str,
    kind: str,
    name: str | None,
    key: int | None,
    source: str | None,
    now: datetime,
) -> Block:
    """The block that a person means, by a name or by the number of a mention."""
    if name is None and key is None:
        raise click.UsageError(say("blocks.which"))
    if name is not None and key is not None:
        raise click.UsageError(say("blocks.one_of_both"))
    if kind == "site" and source:
        raise click.UsageError(say("blocks.source_of_site"))
    if key is None:
        value, shown, where = _named(kind, name or "", source)
    else:
        value, shown, where = _of_mention(kind, store.origin(key), key, source)
    return Block(
        brand=brand,
        kind=cast("Literal['author', 'site']", kind),
        value=value,
        shown=shown,
        source=where,
        created_at=now,
        written_by=session.login(),
    )


def _named(kind: str, name: str, source: str | None) -> tuple[str, str, str]:
    value = author_value(name) if kind == "author" else site_value(name)
    if not value:
        raise ConfigError(say(f"blocks.bad_{kind}", text=one_line(name, LONGEST)))
    return value, one_line(name, LONGEST) if kind == "author" else value, source or ""


def _of_mention(
    kind: str, origin: Origin | None, key: int, source: str | None
) -> tuple[str, str, str]:
    """Its author by id, which another may not have, in its own source; or its site."""
    if origin is None:
        raise ConfigError(say("blocks.no_such_mention", key=key))
    if kind == "site":
        value = site_value(origin.url)
        if not value:
            raise ConfigError(say("blocks.no_site", key=key))
        return value, value, ""
    said = origin.author_id or origin.author_name or ""
    value = author_value(said)
    if not value:
        raise ConfigError(say("blocks.no_author", key=key))
    return value, one_line(origin.author_name or said, LONGEST), source or origin.source


def blocked(brand: Brand, block: Block, hidden: int, t: Translator, *, new: bool) -> str:
    """What blocking has done."""
    key = "blocks.blocked" if new else "blocks.blocked_before"
    said = t(key, brand=one_line(brand.name, 60), who=_who(block, t))
    if not hidden:
        return f"{said} {t('blocks.none_hidden')}"
    return f"{said} {t('blocks.hidden_now', n=hidden, count=number(t.language, hidden))}"


def unblocked(brand: Brand, lifted: Sequence[Block], back: int, t: Translator, *, new: bool) -> str:
    """What unblocking has done."""
    key = "blocks.unblocked" if new else "blocks.unblocked_before"
    who = ", ".join(_who(each, t) for each in lifted)
    said = t(key, brand=one_line(brand.name, 60), who=who)
    if not back:
        return f"{said} {t('blocks.none_back')}"
    return f"{said} {t('blocks.back_now', n=back, count=number(t.language, back))}"


def listed(config: Config, found: Sequence[Block], t: Translator) -> str:
    """Brand by brand, the latest first."""
    if not found:
        return t("blocks.no_blocks")
    names = {brand.id: brand for brand in config.brands}
    parts = []
    for brand, own in groupby(found, key=lambda block: block.brand):
        known = names.get(brand)
        zone = ZoneInfo(known.time_zone if known else "UTC")
        rows = [_row(each, t, zone) for each in own]
        parts.append(f"{one_line(known.name if known else brand, 60)}\n{table(rows)}")
    return "\n\n".join(parts)


def _row(block: Block, t: Translator, zone: ZoneInfo) -> tuple[str, ...]:
    at, who = moment(t.language, block.created_at, zone), one_line(block.written_by, 40)
    since = t("blocks.since_by", at=at, who=who) if who else t("blocks.since", at=at)
    if block.lifted_at:
        hides = t("blocks.lifted", at=moment(t.language, block.lifted_at, zone))
    else:
        hides = t("blocks.hides", n=block.hides, count=number(t.language, block.hides))
    where = _where(block, t) if block.kind == "author" else ""
    return (t(f"blocks.{block.kind}"), one_line(block.shown, 40), where, hides, since)


def _who(block: Block, t: Translator) -> str:
    return t(f"blocks.who_{block.kind}", name=one_line(block.shown, 60), where=_where(block, t))


def _where(block: Block, t: Translator) -> str:
    if not block.source:
        return t("blocks.everywhere")
    known = block.source in source_names()
    title = title_of(block.source) if known else one_line(block.source, 40)
    return t("blocks.in_source", source=title)
