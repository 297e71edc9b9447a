"""The order of work: watches from settings, incidents from counts, mails from the outbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from listener import pipeline
from listener.config import Alerts, Brand, BrandQuery, Config, Listing, Mail, Settings
from listener.errors import DeliveryError
from listener.model import (
    Bookmark,
    Label,
    Mention,
    Sentiment,
    Watch,
)
from listener.records import (
    Delivery,
)
from listener.store import Batch, Scored, Store
from listener.walk import WalkEnd
from listener.watching import watches_of
from tests.blank import lived, new_store

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WATCH = Watch(brand="acme", source="hackernews", terms=("acme",))


def config_of(brand: Brand, **settings: object) -> Config:
    return Config(
        settings=Settings(**settings),  # type: ignore[arg-type]
        brands=(brand,),
        folder=Path("config"),
        found_by="--config",
    )


ACME = Brand(name="Acme", id="acme", queries=(BrandQuery(any=("acme",)),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path / "test.db") as made:
        yield made


def walk(
    store: Store,
    watch: Watch,
    at: datetime,
    negatives: int = 0,
    spread: float = 60.0,
    label: Label = "negative",
) -> None:
    """A walk that ends, with so many negatives of the last minutes."""
    lease = store.lease(watch, "me", at, 300)
    assert lease is not None
    fresh = [
        Scored(
            mention=Mention(
                id=f"{watch.key}{at:%d%H%M}{n}",
                text="bad",
                published_at=at - timedelta(minutes=1 + spread * n / negatives),
            ),
            sentiment=Sentiment(label=label, polarity=-0.5),
        )
        for n in range(negatives)
    ]
    oldest = fresh[-1].mention.published_at if fresh else None
    end = WalkEnd(
        stopped_because="exhausted",
        bookmark=Bookmark(newest_at=at, finished_at=at),
        oldest_at=oldest,
    )
    store.save(Batch(walk=lease, now=at, fresh=fresh, end=end))


def calm_weeks(store: Store) -> None:
    """Three weeks of hourly walks with something said in each, a complaint in every eighth."""
    store.register([WATCH])
    for hour in range(24 * 21, 0, -1):
        label: Label = "neutral" if hour % 8 else "negative"
        walk(store, WATCH, NOW - timedelta(hours=hour), 1, spread=30, label=label)
    assert pipeline.detect(config_of(ACME), store, NOW - timedelta(hours=1)) == []


@pytest.fixture
def calm(tmp_path: Path) -> Iterator[Store]:
    """After calm weeks, of which the detector has learned."""
    with lived(tmp_path / "calm.db", calm_weeks) as made:
        yield made


def test_a_phrase_and_a_community_of_one_name_are_two_watches() -> None:
    """Neither may hide the other: the name of a brand is often that of its community."""
    query = BrandQuery(any=("acme",), sources=("reddit",))
    listing = Listing(source="reddit", id="r/acme", match=False)
    brand = Brand(name="Acme", id="acme", queries=(query,), listings=(listing,))
    watches = watches_of(config_of(brand))
    assert [(w.terms, w.listing) for w in watches] == [(("acme",), ""), ((), "acme")]


def test_phrases_that_must_all_be_there_need_not_stand_together() -> None:
    """A site is asked for one of them as it stands; matching sees to the others."""
    brand = Brand(name="Acme", id="acme", queries=(BrandQuery(all=("acme", "banco azul")),))
    assert {w.terms for w in watches_of(config_of(brand))} == {("banco azul",)}


def test_a_spike_that_was_heard_alarms_and_a_backfill_does_not(calm: Store) -> None:
    """Thirty complaints of the last two hours: news from a known watch, history from a new one."""
    other = Watch(brand="acme", source="hackernews", terms=("acme bank",))
    walk(calm, WATCH, NOW)
    calm.register([WATCH, other])
    walk(calm, other, NOW, negatives=30, spread=110)
    assert {each.event for each in pipeline.detect(config_of(ACME), calm, NOW)} <= {"past"}
    assert calm.waiting() == []
    later = NOW + timedelta(hours=1)
    for watch in (WATCH, other):
        walk(calm, watch, later, negatives=15, spread=55)
    (change,) = pipeline.detect(config_of(ACME), calm, later)
    assert change.event == "opened"


@pytest.mark.parametrize("paused", [True, False])
def test_an_incident_ends_where_nobody_listens_any_more(calm: Store, paused: bool) -> None:
    """A paused brand, or a source that was switched off, has no spike open for ever."""
    walk(calm, WATCH, NOW, negatives=30)
    config = config_of(ACME)
    assert [change.event for change in pipeline.detect(config, calm, NOW)] == ["opened"]
    calm.register([] if paused else [Watch(brand="acme", source="feeds", listing="x")])
    assert pipeline.detect(config, calm, NOW + timedelta(minutes=15)) == []
    assert calm.open_incidents("acme") == []


def test_a_paused_brand_opens_nothing(calm: Store) -> None:
    """What was said before the pause is not told after it."""
    walk(calm, WATCH, NOW, negatives=30)
    calm.register([])
    assert pipeline.detect(config_of(ACME), calm, NOW) == []


def test_a_message_that_failed_waits_for_the_next_run(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is down is asked once a message a run, not for ever."""

    def send(_self: object, _payload: bytes, _recipient: str) -> None:
        raise DeliveryError("down")

    monkeypatch.setattr("listener.alerts.smtp.Smtp.send", send)
    store.put(Delivery(brand="acme", recipient="a@a.example", payload=b"x", created_at=NOW))
    config = config_of(ACME, mail=Mail(host="mail.example"))
    assert [each.state for each in pipeline.alert(config, store, NOW, {})] == ["waiting"]
    assert pipeline.alert(config, store, NOW, {}) == []


def test_a_clock_that_ran_ahead_keeps_no_alarm_back(store: Store) -> None:
    """Neither a message written in the next year nor a claim of then is waited for."""
    ahead = NOW + timedelta(days=365)
    store.put(Delivery(brand="acme", recipient="a@a.example", payload=b"x", created_at=ahead))
    assert len(store.claim(ahead)) == 1
    assert len(store.claim(NOW)) == 1
    assert store.claim(NOW) == []


def test_a_recipient_named_twice_is_told_once(calm: Store) -> None:
    """The team's list may be long; nobody wants the same mail twice."""
    walk(calm, WATCH, NOW, negatives=30)
    alerts = Alerts(email=("a@a.example", "b@a.example", "a@a.example"))
    brand = Brand(name="Acme", id="acme", queries=ACME.queries, alerts=alerts)
    pipeline.detect(config_of(brand), calm, NOW)
    assert [each.recipient for each in calm.waiting()] == ["a@a.example", "b@a.example"]


def test_changed_phrases_are_looked_for_in_what_was_passed_over(store: Store) -> None:
    """With other phrases nothing is known any more: no bookmark, no "unchanged" from the site."""
    listing = Listing(source="feeds", id="https://example.com/rss")
    brands = [
        Brand(name="Acme", id="acme", queries=(BrandQuery(any=(phrase,)),), listings=(listing,))
        for phrase in ("foo", "foo", "bar")
    ]
    known = []
    for hours, brand in enumerate(brands):
        watch = next(w for w in watches_of(config_of(brand)) if w.source == "feeds")
        store.register([watch])
        at = NOW + timedelta(hours=hours)
        lease = store.lease(watch, "me", at, 300)
        assert lease is not None
        known.append((lease.since is not None, lease.validators))
        bookmark = Bookmark(newest_at=at, finished_at=at)
        end = WalkEnd(stopped_because="exhausted", bookmark=bookmark)
        store.save(Batch(walk=lease, now=at, end=end, validators={"etag": "one"}))
    assert known == [(False, {}), (True, {"etag": "one"}), (False, {})]
