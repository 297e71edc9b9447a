"""A small store at random: undated mentions, edits, copies, hidden ones, labels towards a brand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from listener.config import Brand, BrandQuery, Config, Settings
from listener.likeness import sketch
from listener.model import Aspect, Author, Engagement, Mention, Rating, Reply, Sentiment, Watch
from listener.records import Report
from listener.reporting import reports
from listener.routes import Digests
from listener.store import Batch, Scored
from listener.store.verdicts import Verdict
from tests.blank import new_store

T0 = datetime(2026, 3, 30, 9, 20, tzinfo=UTC)
"""A day after Madrid's clocks went forward."""

STORY = (
    "Lumbre closes {} of its shops in Leeds before spring as costs rise; the council has asked for"
    " an explanation and the union speaks of a shock to all who work there and to who eats there"
)
WATCHES = (
    Watch(brand="acme", source="googleplay", listing="com.acme", title="Acme App"),
    Watch(brand="acme", source="googlebusiness", listing="acme-centro", title="Centro"),
    Watch(brand="acme", source="forum", listing="plaza", title=""),
    Watch(brand="zeta", source="forum", listing="zeta", title="Zeta"),
)
BRANDS = (
    Brand(
        name="Acme",
        id="acme",
        time_zone="Europe/Madrid",
        queries=(BrandQuery(any=("acme",)),),
        competitors=("Zeta", "Cafés Ñandú"),
        groups=("food",),
    ),
    Brand(
        name="Zeta",
        id="zeta",
        time_zone="America/Mexico_City",
        queries=(BrandQuery(any=("zeta",)),),
        groups=("food", "north"),
    ),
)


class World:
    """A store with two brands, and what a digest says of them."""

    def __init__(self, path: Path, seed: int = 0, least: int = 5) -> None:
        self.store = new_store(path / "listener.db")
        self.store.register(WATCHES)
        self.dice = random.Random(seed)
        self.config = Config(
            settings=Settings(digest=Digests(least=least)),
            brands=BRANDS,
            folder=path,
            found_by="--config",
        )

    def save(self, scored: Sequence[Scored], watch: Watch = WATCHES[0], at: datetime = T0) -> None:
        """Store them as one page of a walk."""
        lease = self.store.lease(watch, "me", at, 600)
        assert lease is not None
        self.store.save(Batch(walk=lease, now=at, fresh=list(scored), items=len(scored)))
        self.store._connection.execute("UPDATE watches SET lease_holder = NULL")

    def fill(self, count: int) -> None:
        """Store so many at random over sixty days, edit some, and hide some."""
        for watch in WATCHES:
            made = [self.scored(watch, n) for n in range(count // len(WATCHES))]
            self.save(made, watch)
            changed = [self.scored(watch, n, "edited") for n in range(0, len(made), 7)]
            self.save(changed, watch, T0 + timedelta(minutes=5))
        keys = [
            key for (key,) in self.sql("SELECT mention_id FROM brand_links WHERE brand = 'acme'")
        ]
        unwanted = [Verdict(key=key, watch_id=1, queries=(), wanted=False) for key in keys[::11]]
        self.store.settle_links("acme", unwanted, T0)

    def scored(self, watch: Watch, n: int, word: str = "") -> Scored:
        """A mention of that number, all else at random."""
        draw = self.dice
        review = watch.source != "forum" or draw.random() < 0.2
        stars = draw.choice([None, 1.0, 2.0, 2.5, 3.0, 4.0, 5.0]) if review else None
        text = STORY.format(draw.randrange(3)) if draw.random() < 0.3 else f"words {n} {word}"
        language = draw.choice(["es", "pt", "und"])
        label = "unknown" if language != "es" else draw.choice(["negative", "neutral", "positive"])
        author = Author(
            id=draw.choice([None, "", f"id{draw.randrange(6)}"]),
            name=draw.choice([None, "A Google user", f"Somebody {draw.randrange(9)}"]),
        )
        mention = Mention(
            id=f"{watch.source}{watch.brand}{n}",
            kind="review" if review else "post",
            text="" if stars and draw.random() < 0.3 else text,
            author=author,
            published_at=None if draw.random() < 0.1 else self.moment(),
            rating=None if stars is None else Rating(stars),
            version=draw.choice([None, "7.1", "7.2"]) if watch.source == "googleplay" else None,
            subject=watch.listing,
            engagement=draw.choice([None, Engagement(views=draw.randrange(90))]),
            replies=(Reply(text="Gracias", at=T0),) if stars and draw.random() < 0.4 else (),
        )
        told = draw.sample(["price", "wait", "staff"], draw.choice([0, 0, 1, 2]))
        return Scored(
            mention=mention,
            sentiment=Sentiment(
                label=label,  # type: ignore[arg-type]
                polarity=round(draw.uniform(-1, 1), 3),
                language=language,
                model="word-1",
                negative=draw.choice([None, 0.1, 0.9]),
                positive=draw.choice([None, 0.1, 0.9]),
                confidence=draw.random(),
            ),
            queries=("main",),
            sketch=sketch(mention),
            towards=draw.choice([None, None, None, "negative", "neutral"]),
            aspects=tuple(
                Aspect(name, draw.choice(["negative", "positive"]), 0.5) for name in told
            ),
        )

    def moment(self) -> datetime:
        """Some second of the sixty days before."""
        return T0 - timedelta(seconds=self.dice.randrange(60 * 86_400))

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.store._connection.execute(query, values)]

    def rows(self, brand: str, since: datetime, until: datetime) -> list[dict[str, Any]]:
        """Everything that counts for a brand in a period, row by row."""
        cursor = self.store._connection.execute(
            "SELECT m.*, b.at, b.watch_id, b.copy_of, b.towards,"
            " coalesce(b.towards, m.label) AS felt, s.label AS text_label,"
            " s.language AS found_language"
            " FROM brand_links b JOIN mentions m ON m.id = b.mention_id"
            " LEFT JOIN sentiments s ON s.mention_id = m.id AND s.replaced_at IS NULL"
            " WHERE b.brand = ? AND b.at >= ? AND b.at < ? ORDER BY b.at",
            (brand, int(since.timestamp()), int(until.timestamp())),
        )
        return [dict(row) for row in cursor]

    def report(self, since: datetime, until: datetime, brand: str = "acme", **more: Any) -> Report:
        """What a digest says of a brand."""
        (found,) = reports(self.config, self.store, since, until, brand, **more)
        return found
