"""Which streams there are, which brands are heard there, and all of it under way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from listener.config import Brand, BrandQuery, Config
from listener.crawl.identity import identity
from listener.enriching import enricher
from listener.errors import ConfigError
from listener.i18n import say
from listener.listening import Listening, Progress
from listener.source import Streams, load_source, source_names, title_of
from listener.store import Store


def stream_names() -> tuple[str, ...]:
    """The sources that can be listened to as it happens."""
    return tuple(name for name in source_names() if isinstance(load_source(name), Streams))


def heard_brands(config: Config, source: str) -> list[Brand]:
    """The brands that a stream is heard for, each with the queries that are meant for it.

    A stream is open to everybody: a query that names no sources is heard there too, though its
    source be off, for who starts listening wants that.
    """
    chosen = (
        replace(brand, queries=tuple(q for q in brand.queries if _is_for(q, source)))
        for brand in config.brands
        if not brand.paused
    )
    return [brand for brand in chosen if brand.queries]


def _is_for(query: BrandQuery, source: str) -> bool:
    return query.sources is None or source in query.sources


def hearings(
    config: Config,
    store: Store,
    now: Callable[[], datetime],
    tell: Callable[[Progress], None],
    *,
    source: str | None,
    holder: str,
) -> list[Listening]:
    """Every stream, or that one, with the brands that it is heard for.

    Raises ConfigError where there is nothing to be heard.
    """
    names = stream_names()
    if source is not None and source not in names:
        words = say("listening.no_stream", source=title_of(source), names=", ".join(names))
        raise ConfigError(words)
    chosen = [(name, heard_brands(config, name)) for name in names if source in (None, name)]
    if not any(brands for _, brands in chosen):
        raise ConfigError(say("listening.nothing_to_hear", source=names[0]))
    enrich = enricher(config, store)
    return [
        Listening(
            load_source(name),
            brands,
            store=store,
            enrich=enrich,
            holder=holder,
            now=now,
            tell=tell,
        )
        for name, brands in chosen
        if brands
    ]


def run(
    heard: list[Listening],
    config: Config,
    database: Path,
    *,
    seconds: float | None,
    look: Callable[[Store], None],
    every: float = 60.0,
) -> None:
    """Listen until stopped; every minute look, with a store of its own, at what has come."""
    from listener.crawl.streaming import listen

    def look_around() -> None:
        with Store(database) as own:
            look(own)

    agent = identity(config.settings.crawl.contact)
    asyncio.run(listen(heard, agent=agent, seconds=seconds, every=every, each_time=look_around))
