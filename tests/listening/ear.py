"""An ear for tests: what listens to a made-up stream for two brands, by a clock that is moved."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from listener.spiders.bluesky import SOURCE

from listener.config import Brand, BrandQuery
from listener.enriching import Enricher
from listener.listening import LEASE, Listening, Progress
from listener.sentiment import Sentiments
from tests.blank import new_store
from tests.life.life import Wordless
from tests.listening.jetstream import T0

LUNA = Brand(name="Luna", id="luna", queries=(BrandQuery(any=("café luna",)),))
SOL = Brand(name="Sol", id="sol", queries=(BrandQuery(any=("hotel sol", "luna y sol")),))


class Ear:
    """A listener to a made-up stream, by a clock that the test moves; it can die and come back."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "listener.db"
        self.now = T0
        self.told: list[Progress] = []
        self.brands = [LUNA, SOL]
        self.store = new_store(self.path)
        self.start()

    def start(self, holder: str = "first") -> None:
        self.listening = Listening(
            SOURCE,
            self.brands,
            store=self.store,
            enrich=Enricher(Sentiments([Wordless()])),
            holder=holder,
            now=lambda: self.now,
            tell=self.told.append,
        )

    def connect(self) -> str:
        assert self.listening.begin()
        return self.listening.address()

    def hears(self, *messages: bytes) -> None:
        """These come in one go, at the time of the last."""
        self.listening.take(messages)

    def dies(self) -> None:
        """kill -9: nothing is given back; a minute later another one may listen."""
        self.now += timedelta(seconds=LEASE + 1)
        self.start(holder=f"after {self.now}")

    def rows(self, sql: str, *values: object) -> list[tuple]:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(sql, values).fetchall()

    def texts(self, brand: str = "luna") -> list[str]:
        return [
            text
            for (text,) in self.rows(
                "SELECT text FROM mentions m JOIN brand_links b ON b.mention_id = m.id"
                " WHERE brand = ? ORDER BY m.id",
                brand,
            )
        ]
