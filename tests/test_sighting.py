"""What cannot be seen is told as itself: once, and when it is over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener import pipeline
from listener.config import Alerts, Brand, BrandQuery, Config, Settings
from listener.model import Bookmark, Watch
from listener.records import LastSeen, Outage
from listener.routes import Channel, Route
from listener.sighting import is_blind
from listener.store import Batch, Store
from listener.walk import WalkEnd

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEWS = Watch(brand="acme", source="hackernews", terms=("acme",))
FEED = Watch(brand="acme", source="feeds", listing="https://example.com/rss")
TEAM = Alerts(email=("team@example.com", "team@example.com"), language="es")
ACME = Brand(name="Acme", id="acme", queries=(BrandQuery(any=("acme",)),), alerts=TEAM)
CONFIG = Config(settings=Settings(), brands=(ACME,), folder=Path("config"), found_by="--config")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "test.db") as made:
        made.register([NEWS, FEED])
        yield made


def walk(store: Store, watch: Watch, at: datetime, error: str = "") -> None:
    """One walk that ends well, or does not."""
    lease = store.lease(watch, "me", at, 300)
    assert lease is not None
    bookmark = None if error else Bookmark(newest_at=at, finished_at=at)
    end = WalkEnd(stopped_because="error" if error else "exhausted", bookmark=bookmark)
    batch = Batch(walk=lease, now=at, end=end, error=error, health="ok")
    store.save(replace(batch, health="unavailable") if error else batch)


def look_out(store: Store, at: datetime, config: Config = CONFIG) -> list[Outage]:
    return pipeline.look_out(config, store, at)


def subjects(store: Store) -> list[str]:
    mails = [message_from_bytes(each.payload, policy=default) for each in store.waiting()]
    return [str(mail["Subject"]) for mail in mails]


def lost(store: Store, hours: int = 7) -> datetime:
    """News every quarter of an hour, of which the feed can be read no more; now it is told."""
    for n in range(8):
        for watch in (NEWS, FEED):
            walk(store, watch, NOW + n * HOUR / 4)
    last = NOW + 7 * HOUR / 4
    for n in range(1, hours):
        walk(store, NEWS, last + n * HOUR)
        walk(store, FEED, last + n * HOUR, error="no answer")
    return last


@pytest.mark.parametrize(
    ("every", "failing", "hours", "blind"),
    [
        (0.25, True, 6, False),
        (0.25, True, 6.5, True),
        (0.25, False, 6.5, True),
        (24, True, 29, False),
        (24, True, 31, True),
        (24, False, 31, False),
        (24, False, 49, True),
    ],
)
def test_two_of_its_intervals_or_six_hours_in_vain(
    every: float, failing: bool, hours: float, blind: bool
) -> None:
    """A source that is read once a day is not lost after seven hours."""
    seen = LastSeen(brand="acme", source="feeds", at=NOW, failing=failing)
    assert is_blind(seen, every * HOUR, NOW + hours * HOUR) == blind


def test_an_outage_is_told_once_and_when_it_is_over(store: Store) -> None:
    """To each once, in their language; the other source is not mentioned."""
    last = lost(store)
    assert look_out(store, last + 6 * HOUR) == []
    (outage,) = look_out(store, last + 7 * HOUR)
    assert (outage.source, outage.since, outage.error) == ("feeds", last, "no answer")
    assert look_out(store, last + 8 * HOUR) == []
    assert subjects(store) == ["Acme: no vemos RSS desde el 1 mar 2026, 13:45"]
    walk(store, FEED, last + 9 * HOUR)
    (over,) = look_out(store, last + 10 * HOUR)
    assert (over.id, over.ended_at) == (1, last + 9 * HOUR)
    assert look_out(store, last + 11 * HOUR) == []
    assert subjects(store)[1:] == ["Acme: volvemos a ver RSS"]
    assert [each.event for each in store.waiting()] == ["blind", "sighted"]


def test_what_is_lost_again_the_same_day_is_not_told_again(store: Store) -> None:
    """A site that comes and goes writes no mails all day; a day later it does."""
    last = lost(store)
    look_out(store, last + 7 * HOUR)
    walk(store, FEED, last + 8 * HOUR)
    look_out(store, last + 8 * HOUR)
    walk(store, NEWS, last + 15 * HOUR)
    walk(store, FEED, last + 15 * HOUR, error="no answer")
    (again,) = look_out(store, last + 15 * HOUR)
    assert not again.told
    for watch in (NEWS, FEED):
        walk(store, watch, last + 40 * HOUR)
    assert [each.told for each in look_out(store, last + 40 * HOUR)] == [False]
    assert len(store.waiting()) == 2
    walk(store, NEWS, last + 90 * HOUR)
    (third,) = look_out(store, last + 90 * HOUR)
    assert third.told


def test_several_sources_make_one_mail(store: Store) -> None:
    """When the line is cut everything is lost at once."""
    last = lost(store, hours=1)
    for watch in (NEWS, FEED):
        walk(store, watch, last + HOUR, error="no line")
    assert len(look_out(store, last + 7 * HOUR)) == 2
    (mail,) = store.waiting()
    assert "no line" in message_from_bytes(mail.payload, policy=default).as_string()
    assert "y Hacker News desde" in subjects(store)[0]


def test_nobody_is_told_of_what_is_listened_to_no_more(store: Store) -> None:
    """Nor of what was never seen: `listener status` tells what it needs."""
    last = lost(store)
    look_out(store, last + 7 * HOUR)
    other = Watch(brand="acme", source="reddit", terms=("acme",))
    store.register([NEWS, other])
    walk(store, NEWS, last + 30 * HOUR)
    walk(store, other, last + 30 * HOUR, error="a key is missing")
    (over,) = look_out(store, last + 36 * HOUR)
    assert (over.source, over.ended_at) == ("feeds", last + 36 * HOUR)
    assert [each.event for each in store.waiting()] == ["blind"]
    assert store.open_outages("acme") == []


def test_without_anybody_to_tell_it_is_kept_all_the_same(store: Store) -> None:
    """The log of the crawl tells it."""
    last = lost(store)
    config = replace(CONFIG, brands=(replace(ACME, alerts=Alerts()),))
    assert len(look_out(store, last + 7 * HOUR, config)) == 1
    assert store.waiting() == []


def test_of_two_runs_at_once_one_tells(store: Store) -> None:
    """What another has stored meanwhile is not stored again."""
    last = lost(store)
    (outage,) = look_out(store, last + 7 * HOUR)
    assert not store.save_outages([replace(outage, id=0)], store.waiting())
    walk(store, FEED, last + 9 * HOUR)
    (over,) = look_out(store, last + 10 * HOUR)
    assert not store.save_outages([over], store.waiting())
    assert len(store.waiting()) == 2


def test_in_quiet_hours_nobody_is_woken_for_it(store: Store) -> None:
    """It is told when they end."""
    alerts = replace(TEAM, quiet_hours="18:00-08:00")
    last = lost(store)
    quiet = replace(CONFIG, brands=(replace(ACME, alerts=alerts),))
    (outage,) = look_out(store, last + 6.5 * HOUR, quiet)
    (mail,) = store.waiting()
    assert outage.source == "feeds"
    assert mail.not_before == (NOW + timedelta(days=1)).replace(hour=8)


def test_chats_are_told_as_well_and_routes_are_not(store: Store) -> None:
    """Who is told of grave incidents only need not know which source is down."""
    settings = Settings(channels={"room": Channel(language="en"), "boss": Channel()})
    team = Alerts(
        email=("team@example.com",),
        channels=("room",),
        language="es",
        routes=(Route(to=("boss",), severity=8),),
    )
    config = replace(CONFIG, settings=settings, brands=(replace(ACME, alerts=team),))
    last = lost(store)
    look_out(store, last + 6.5 * HOUR, config)
    mail, chat = sorted(store.waiting(), key=lambda each: each.channel != "email")
    assert (mail.recipient, chat.recipient) == ("team@example.com", "room")
    told = json.loads(chat.payload)
    assert told["title"].startswith("Acme: we have not seen ")
    assert told["type"] == "warning"
