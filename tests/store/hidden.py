"""What is hidden: blocks, changed queries, and what counts meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from listener import rematching
from listener.blocking import author_value, site_value
from listener.config import Brand, BrandQuery, Config, Settings
from listener.model import Author, Mention, Watch
from listener.records import Block
from listener.store.verdicts import Settled
from listener.watching import asked_by
from tests.store.conftest import T0, Bench, post

NOBODY = Settled()


def a_block(who: str = "Ana", **more: str) -> Block:
    return Block(
        brand="acme", kind="author", value=author_value(who), shown=who, created_at=T0, **more
    )


def a_site(domain: str) -> Block:
    return Block(brand="acme", kind="site", value=site_value(domain), shown=domain, created_at=T0)


def by(who: str, number: int, text: str = "bad", minutes: float = 0, **more: object) -> Mention:
    at = T0 - timedelta(minutes=minutes)
    return post(number, at, text, author=Author(name=who, id=f"id-{who}"), **more)


def search(bench: Bench, *phrases: str) -> None:
    """From now on the brand is searched for by these phrases."""
    bench.brand = Brand(name="Acme", id="acme", queries=(BrandQuery(any=phrases),))
    bench.watch = Watch(
        brand="acme",
        source="site",
        query="main",
        terms=phrases[:1],
        match=True,
        asked=asked_by(bench.brand),
    )
    bench.store.register([bench.watch])


def apply(bench: Bench, monkeypatch: pytest.MonkeyPatch | None = None) -> Settled:
    """Match anew what is stored, as the brand is listened to now."""
    config = Config(
        settings=Settings(), brands=(bench.brand,), folder=bench.path.parent, found_by="--config"
    )
    kept, rematching.watches_of = rematching.watches_of, lambda _: [bench.watch]
    try:
        done = list(rematching.reapply(config, bench.store, lambda: bench.now))
    finally:
        rematching.watches_of = kept
    return done[0].settled if done else NOBODY


def counted(bench: Bench) -> list[tuple[object, ...]]:
    """All that counts for brands, and how."""
    return [
        *bench.sql(
            "SELECT brand, mention_id, at, watch_id, queries FROM brand_links ORDER BY 1, 2"
        ),
        *bench.sql(
            "SELECT brand, source, bin, items, negatives, positives, round(polarity_sum, 6), rated,"
            " round(stars_sum, 6) FROM rollups ORDER BY 1, 2, 3"
        ),
        *bench.sql("SELECT watch_id, bin, state, late FROM coverage ORDER BY 1, 2"),
    ]
