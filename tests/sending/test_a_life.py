"""The life of an alert over real servers: four messages to each, in one conversation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook as Reference

from listener import pipeline
from listener.config import Config
from listener.store import Store
from tests.blank import lived
from tests.sending.street import EVERYBODY, KEY, PEOPLE, Street
from tests.test_pipeline import ACME, NOW, WATCH, config_of, walk

LIFE = ["opened", "worse", "reminder", "recovered"]


def calm_days(store: Store) -> None:
    """Nine days in which nobody complained."""
    store.register([WATCH])
    for hour in range(24 * 9, 0, -4):
        walk(store, WATCH, NOW - timedelta(hours=hour), 3, spread=236, label="neutral")
    pipeline.detect(config_of(ACME), store, NOW - timedelta(hours=1))


@pytest.fixture
def calm(tmp_path: Path) -> Iterator[Store]:
    """After calm days, of which the detector has learned."""
    with lived(tmp_path / "calm.db", calm_days) as made:
        yield made


def run(config: Config, store: Store, street: Street, hour: int) -> list[str]:
    """What cron does at that hour: walk, look, tell; what happened."""
    at = NOW + timedelta(hours=hour)
    if said := {0: 5, 1: 15, 13: 2}.get(hour, 0):
        walk(store, WATCH, at, negatives=said, spread=55)
    else:
        walk(store, WATCH, at, negatives=12, spread=710, label="neutral")
    changes = pipeline.detect(config, store, at)
    pipeline.alert(config, store, at, street.secrets)
    return [str(change.event) for change in changes]


def test_a_life_is_four_messages_to_each_in_one_conversation(street: Street, calm: Store) -> None:
    """Opened, worse, brought to mind, over: mails answer to the first, and each is sent once."""
    config = street.config()
    hours = (0, 1, 13, 25, 37, 49, 61)
    assert [each for hour in hours for each in run(config, calm, street, hour)] == LIFE
    assert {who: len(street.titles(who)) for who in EVERYBODY} == dict.fromkeys(EVERYBODY, 4)
    assert {(each.state, each.attempts) for each in calm.deliveries()} == {("sent", 1)}
    assert len({each.thread for each in calm.deliveries()}) == 1
    for who in PEOPLE:
        first, *others = street.mails(who)
        assert {each["References"] for each in others} == {first["Message-ID"]}
        assert {each["In-Reply-To"] for each in others} == {first["Message-ID"]}
        assert len({each["Message-ID"] for each in (first, *others)}) == 4
    told = street.told("crm")
    bodies = [Reference(KEY).verify(each.body, each.headers) for each in told]
    assert [each["type"] for each in bodies] == [f"incident.{event}" for event in LIFE]
    assert len({each.headers["webhook-id"] for each in told}) == 4
    subjects = [str(each["Subject"]) for each in street.mails(PEOPLE[0])]
    assert [json.loads(each.body)["title"] for each in street.told("chat")] == subjects
