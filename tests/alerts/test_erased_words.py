"""Mails that wait, or were sent, hold no words that were erased at their source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener import pipeline
from listener.config import Alerts, Config
from listener.model import Author, Bookmark, Mention, Sentiment
from listener.records import Delivery
from listener.store import Batch, Scored, Store
from listener.walk import WalkEnd
from tests.blank import lived
from tests.test_pipeline import ACME, NOW, WATCH, calm_weeks, config_of, walk

from .post_office import PostOffice, opened, settings

TOLD = replace(ACME, alerts=Alerts(email=("a@example.org", "b@example.org")))
SAID = Mention(
    id="said",
    text="Bad and unforgettable coffee",
    author=Author(name="Anamaria"),
    published_at=NOW - timedelta(minutes=2),
)
WORDS = ("unforgettable", "Anamaria")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """What is an incident when somebody looks; all that was said in it is `SAID`."""
    with lived(tmp_path / "test.db", complaints) as made:
        yield made


def complaints(store: Store) -> None:
    calm_weeks(store)
    walk(store, WATCH, NOW, negatives=30)
    meet(store, NOW, SAID)


def meet(store: Store, at: datetime, mention: Mention) -> None:
    """A walk over a site whose terms demand that what is deleted goes here too."""
    lease = store.lease(WATCH, "me", at, 300)
    assert lease is not None
    feeling = Sentiment(label="negative", polarity=-0.9)
    end = WalkEnd(
        stopped_because="exhausted", bookmark=Bookmark(newest_at=at, finished_at=at), oldest_at=at
    )
    fresh = [Scored(mention=mention, sentiment=feeling, queries=("main",))]
    store.save(Batch(walk=lease, now=at, fresh=fresh, end=end, erases=True))


def deleted(store: Store) -> None:
    meet(store, NOW + timedelta(minutes=15), Mention(id="said", deleted=True))


def words_in(payload: bytes) -> str:
    mail = message_from_bytes(payload, policy=policy.default)
    parts = (part for part in mail.walk() if part.get_content_maintype() == "text")
    return "".join(part.get_content() for part in parts)


def words_left(store: Store) -> list[str]:
    """Which of the words can still be read anywhere in the file."""
    store.forget_words()
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = store.path.read_bytes()
    return [word for word in WORDS if word.encode() in file]


def send(config: Config, store: Store, office: PostOffice, at: datetime) -> list[Delivery]:
    with opened(office) as port:
        return pipeline.alert(replace_mail(config, port), store, at, {})


def replace_mail(config: Config, port: int) -> Config:
    return replace(config, settings=replace(config.settings, mail=settings(port, "none")))


def test_an_alarm_that_waits_is_sent_without_what_was_erased(store: Store) -> None:
    """The alarm itself is as it was, in the same thread, to each who is told."""
    config = config_of(TOLD, mail=settings(25, "none"))
    assert [each.event for each in pipeline.detect(config, store, NOW)] == ["opened"]
    before = store.waiting()
    assert all(word in words_in(each.payload) for each in before for word in WORDS)
    deleted(store)
    assert words_left(store) == []
    assert [each.payload for each in store.waiting()] == [b"", b""]
    office = PostOffice()
    sent = send(config, store, office, NOW + timedelta(hours=1))
    assert [each.state for each in sent] == ["sent", "sent"]
    for (_, (to,), payload), written in zip(office.boxes, before, strict=True):
        old, new = map(message_from_bytes, (written.payload, payload))
        assert to == written.recipient
        for head in ("To", "Subject", "Date", "Message-ID"):
            assert new[head] == old[head]
        assert not any(word in words_in(payload) for word in WORDS)
        assert len(words_in(payload)) > 1000


def test_a_digest_of_a_group_that_waits_loses_its_words_too(store: Store) -> None:
    """It may be of the brand that was spoken of."""
    known = {"brand": "group:cafes", "recipient": "a@example.org", "created_at": NOW}
    store.put(Delivery(event="digest", payload=b"unforgettable", **known))  # type: ignore[arg-type]
    deleted(store)
    assert [each.payload for each in store.waiting()] == [b""]


def test_what_is_not_erased_is_sent_as_it_was_written(store: Store) -> None:
    """Mails are not written anew without need."""
    config = config_of(TOLD)
    pipeline.detect(config, store, NOW)
    office = PostOffice()
    send(config, store, office, NOW + timedelta(hours=1))
    assert all(word in words_in(office.boxes[0][2]) for word in WORDS)


def test_a_mail_that_was_sent_is_not_kept(store: Store) -> None:
    """Nor is one that was refused: only that it went, to whom, and when."""
    config, office = config_of(TOLD), PostOffice()
    pipeline.detect(config, store, NOW)
    office.refuses["b@example.org"] = "550 5.1.1 no such user"
    settled = send(config, store, office, NOW + timedelta(hours=1))
    assert [each.state for each in settled] == ["sent", "refused"]
    rows = store._connection.execute("SELECT state, payload FROM deliveries ORDER BY id")
    assert [tuple(row) for row in rows] == [("sent", b""), ("refused", b"")]
    deleted(store)
    assert words_left(store) == []


def test_one_that_waits_for_its_server_keeps_its_words(store: Store) -> None:
    """A failure that may pass takes nothing away."""
    config = config_of(TOLD)
    pipeline.detect(config, store, NOW)
    office = PostOffice()
    office.after_data = "451 4.3.0 try again later"
    settled = send(config, store, office, NOW + timedelta(hours=1))
    assert {each.state for each in settled} == {"waiting"}
    assert all(each.payload for each in store.waiting())


def test_a_digest_that_waits_is_refused_and_says_so(store: Store) -> None:
    """Nobody knows any more how it was asked for; a message without others' words still goes."""
    config, office = config_of(TOLD), PostOffice()
    for event in ("digest", "test"):
        store.put(
            Delivery(
                event=event,  # type: ignore[arg-type]
                brand="acme",
                recipient=f"{event}@example.org",
                payload=b"Subject: x\r\n\r\nBad and unforgettable coffee\r\n",
                created_at=NOW,
            )
        )
    deleted(store)
    settled = send(config, store, office, NOW + timedelta(hours=1))
    assert [each.state for each in settled] == ["refused", "sent"]
    assert "listener digest --email" in settled[0].last_error
    assert [box[1] for box in office.boxes] == [["test@example.org"]]


def test_another_brands_mails_stay(store: Store) -> None:
    """Only those of brands that the mention is about."""
    store.put(Delivery(brand="other", recipient="o@example.org", payload=b"x", created_at=NOW))
    deleted(store)
    assert [each.payload for each in store.waiting()] == [b"x"]


def test_an_alarm_of_a_brand_that_has_gone_is_refused(store: Store) -> None:
    """There is nobody left to write it for."""
    pipeline.detect(config_of(TOLD), store, NOW)
    deleted(store)
    without = config_of(replace(ACME, id="another"))
    settled = send(without, store, PostOffice(), NOW + timedelta(hours=1))
    assert {each.state for each in settled} == {"refused"}


def test_an_incident_holds_no_words(store: Store) -> None:
    """Only counts and times, so that nothing has to be erased in it."""
    pipeline.detect(config_of(TOLD), store, NOW)
    for table in ("incidents", "incident_events"):
        for (detail,) in store._connection.execute(f"SELECT detail FROM {table}"):
            assert not any(word in detail for word in WORDS)
