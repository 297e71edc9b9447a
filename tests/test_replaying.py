"""A backtest tells again what the detector told when it happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from listener.config import Brand, BrandQuery, Config, Detection, Settings
from listener.detecting import detect
from listener.detection.hindsight import Injection
from listener.model import Author, Bookmark, Mention, Sentiment, Watch
from listener.replaying import Replay
from listener.spikes import EventKind
from listener.store import Batch, Scored, Store
from listener.walk import WalkEnd

START = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVERY, DAYS = 3 * HOUR, 10
SPIKE = START + timedelta(days=8.5)
NEWS = Watch(brand="acme", source="hackernews", terms=("acme",))
FEED = Watch(brand="acme", source="feeds", listing="https://example.com/rss")
ACME = Brand(
    name="Acme", id="acme", time_zone="Europe/Madrid", queries=(BrandQuery(any=("acme",)),)
)
CONFIG = Config(settings=Settings(), brands=(ACME,), folder=Path("config"), found_by="--config")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "test.db") as made:
        made.register([NEWS, FEED])
        yield made


def walk(store: Store, watch: Watch, at: datetime, rng: np.random.Generator, bad: float) -> None:
    """A walk that finds some eighteen mentions of the hours before."""
    said = [
        Scored(
            mention=Mention(
                id=f"{at}{n}",
                text=f"{at}{n}",
                author=Author(name=f"{at}{n}"),
                published_at=at - EVERY * rng.uniform(0.01, 0.99),
            ),
            sentiment=Sentiment(
                label="negative" if rng.random() < bad else "positive", polarity=0.0
            ),
        )
        for n in range(rng.poisson(18))
    ]
    lease = store.lease(watch, "me", at, 300)
    assert lease is not None
    end = WalkEnd(stopped_because="exhausted", bookmark=Bookmark(newest_at=at, finished_at=at))
    store.save(Batch(walk=lease, now=at, fresh=said, end=end))


def test_it_tells_what_was_told_live(store: Store) -> None:
    """The same incident, of the same source and moment; sooner by no more than a walk."""
    rng, live = np.random.default_rng(5), list[tuple[datetime, EventKind | None]]()
    for count in range(1, DAYS * 8 + 1):
        now = START + EVERY * count
        spike = SPIKE < now <= SPIKE + 12 * HOUR
        walk(store, NEWS, now, rng, 0.2)
        walk(store, FEED, now, rng, 0.8 if spike else 0.2)
        if now - START >= timedelta(days=7.5):
            live += [(now, each.event) for each in detect(CONFIG, store, now, [ACME])]
    now = START + EVERY * DAYS * 8
    kept = store.detector_states("acme")
    told = Replay(store, ACME, Detection(), START + timedelta(days=8), now, (1.0,)).run()
    assert store.detector_states("acme") == kept
    (found,) = told.would_be
    (stored,) = store.incidents("acme", START, now)
    assert (found.incident.source, found.incident.onset_at) == ("feeds", stored.onset_at)
    assert found.incident.kind == stored.kind
    # Nobody is told twice in a run: what got worse within the first is not told apart.
    told_again = [event for _, event in found.told if event != "worse"]
    assert told_again == [event for _, event in live if event]
    opened = next(at for at, event in live if event == "opened")
    assert found.sent_at is not None
    assert timedelta() <= opened - found.sent_at < EVERY
    assert told.kept[0].months == pytest.approx(2 / 30)
    assert [each.late for each in told.heard] == [4 * HOUR, 4 * HOUR]


def test_a_made_up_spike_is_measured_by_what_was_listened_to(store: Store) -> None:
    """What another source brought of its past cannot be alarmed at, and speeds up nobody."""
    rng = np.random.default_rng(7)
    for count in range(1, DAYS * 8 + 1):
        now = START + EVERY * count
        walk(store, NEWS, now, rng, 0.2)
        if count == 70:
            bring_the_past(store, FEED, now, rng, per_walk=4)
        elif count > 70:
            walk(store, FEED, now, rng, 0.2)
    at = START + timedelta(days=7.5)
    spike = Injection(kind="share", since=at, until=at + timedelta(days=1), share=0.6)
    replay = Replay(store, ACME, Detection(), START + timedelta(days=7), now, (1.0,))
    told = replay.run([spike])
    since = {each.source: each.since for each in told.heard}
    assert since["feeds"] is not None
    assert since["feeds"] > at
    (trial,) = told.trials
    assert trial.a_day == pytest.approx(18 * 8, rel=0.08)


def bring_the_past(
    store: Store, watch: Watch, at: datetime, rng: np.random.Generator, per_walk: int
) -> None:
    """A first walk that finds some of what was said before it."""
    spans = [at - EVERY * (n + rng.uniform(0.01, 0.99)) for n in range(60) for _ in range(per_walk)]
    said = [
        Scored(
            mention=Mention(id=f"past{n}", text=f"past {n}", published_at=each),
            sentiment=Sentiment(label="positive", polarity=0.0),
        )
        for n, each in enumerate(spans)
    ]
    lease = store.lease(watch, "me", at, 300)
    assert lease is not None
    end = WalkEnd(stopped_because="exhausted", bookmark=Bookmark(newest_at=at, finished_at=at))
    store.save(Batch(walk=lease, now=at, fresh=said, end=end))
