"""Who refuses messages for good gets none, loses none that matter, and gets them again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from listener.outgoing import Pause
from listener.records import Delivery
from listener.spikes import Incident
from listener.store import Store
from tests.blank import new_store
from tests.cli.world import NOW, spike

WHO = "gone@example.org"
REFUSED = Pause(recipient=WHO, since=NOW, reason="refused", detail="no such user")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with new_store(tmp_path / "test.db") as made:
        yield made


def put(store: Store, title: str, at: datetime = NOW, **changes: Any) -> None:
    known = {"brand": "lumbre", "recipient": WHO, "payload": b"words", "created_at": at}
    store.put(Delivery(title=title, **{**known, **changes}))


def states(store: Store) -> dict[str, str]:
    return {each.title: each.state for each in store.deliveries()}


def opened(store: Store) -> Incident:
    saved = store.save_incident(None, spike(), "opened", NOW)
    assert saved is not None
    return saved


def test_a_pause_holds_back_what_waits_and_what_comes(store: Store) -> None:
    """For this recipient over this channel only; everybody else is told as ever."""
    put(store, "before")
    put(store, "other", recipient="team@example.org")
    put(store, "chat", channel="apprise")
    store.pause(REFUSED)
    put(store, "after")
    put(store, "shouted", recipient=WHO.upper())
    assert states(store) == {
        "before": "paused",
        "after": "paused",
        "shouted": "paused",
        "other": "waiting",
        "chat": "waiting",
    }
    assert [each.title for each in store.claim(NOW)] == ["other", "chat"]


def test_what_fails_after_its_target_was_paused_is_not_tried_again(store: Store) -> None:
    """Somebody unsubscribes as their message is being sent."""
    put(store, "in flight")
    (claimed,) = store.claim(NOW)
    store.pause(replace(REFUSED, reason="unsubscribed"))
    store.settle(replace(claimed, attempts=1, next_try_at=NOW))
    assert states(store) == {"in flight": "paused"}


def test_a_pause_of_one_brand_holds_for_no_other(store: Store) -> None:
    """Who unsubscribed from one brand is told of the others."""
    store.pause(Pause(recipient=WHO, brand="lumbre", since=NOW, reason="unsubscribed"))
    put(store, "ours")
    put(store, "theirs", brand="other")
    assert states(store) == {"ours": "paused", "theirs": "waiting"}
    assert [each.brand for each in store.pauses("lumbre")] == ["lumbre"]
    assert store.pauses("other") == []


def test_one_pause_holds_however_often_it_is_asked_for(store: Store) -> None:
    """Two messages refused at once are one pause, with the first reason."""
    store.pause(REFUSED)
    store.pause(replace(REFUSED, detail="again"))
    assert [each.detail for each in store.pauses()] == ["no such user"]


def test_what_is_still_news_goes_out_after_a_pause(store: Store) -> None:
    """Of the last day, or of an incident that is open; all else is let go with its words."""
    incident = opened(store)
    store.pause(REFUSED)
    put(store, "old digest", NOW - timedelta(days=3), event="digest")
    put(store, "old, open", NOW - timedelta(days=3), incident_id=incident.id)
    put(store, "new", NOW - timedelta(hours=3))
    assert store.lift("email", WHO, NOW) == 2
    assert states(store) == {"old digest": "replaced", "old, open": "waiting", "new": "waiting"}
    assert {each.title: each.payload for each in store.deliveries()}["old digest"] == b""
    assert store.pauses() == []


def test_of_a_conversation_only_the_last_message_goes_out(store: Store) -> None:
    """It says how things stand: nobody wants five mails of an hour ago."""
    incident = opened(store)
    store.pause(REFUSED)
    for title in ("opened", "worse", "reminder"):
        put(store, title, thread="t", incident_id=incident.id)
    assert store.lift("email", WHO, NOW) == 1
    assert states(store) == {"opened": "replaced", "worse": "replaced", "reminder": "waiting"}


def test_a_mail_that_tells_of_more_than_the_last_one_goes_out_too(store: Store) -> None:
    """Two incidents opened in one mail, and only one of them got worse."""
    one = opened(store)
    other = store.save_incident(None, replace(spike(), source="hackernews"), "opened", NOW)
    assert other is not None
    store.pause(REFUSED)
    put(store, "both", thread="t", incident_id=one.id, incidents=(one.id, other.id))
    put(store, "worse", thread="t", incident_id=one.id)
    assert store.lift("email", WHO, NOW) == 2


def test_what_was_refused_is_told_after_all_while_its_incident_is_open(store: Store) -> None:
    """The message that met the refusal is the one that nobody read; its words are written anew."""
    incident = opened(store)
    put(store, "refused", incident_id=incident.id)
    put(store, "refused digest", event="digest")
    for claimed in store.claim(NOW):
        store.settle(replace(claimed, state="refused", attempts=1), REFUSED)
    store.lift("email", WHO, NOW)
    assert states(store) == {"refused": "waiting", "refused digest": "refused"}
    assert [each.payload for each in store.claim(NOW)] == [b""]


def test_words_are_not_kept_for_longer_than_they_may_be_sent(store: Store) -> None:
    """They are those of others; a pause that nobody lifts is no archive."""
    store.pause(REFUSED)
    put(store, "old", NOW)
    store.let_go(NOW + timedelta(hours=23))
    assert states(store) == {"old": "paused"}
    store.let_go(NOW + timedelta(hours=25))
    assert states(store) == {"old": "replaced"}
    assert [each.payload for each in store.deliveries()] == [b""]


def test_a_test_that_is_taken_ends_the_pause(store: Store) -> None:
    """It goes out in spite of the pause, and the rest follows it."""
    store.pause(REFUSED)
    put(store, "kept")
    put(store, "test", event="test")
    assert [each.title for each in store.claim(NOW)] == ["test"]
    (test,) = [each for each in store.deliveries() if each.event == "test"]
    store.settle(replace(test, state="sent", sent_at=NOW))
    assert store.pauses() == []
    assert states(store) == {"kept": "waiting", "test": "sent"}


def test_who_unsubscribed_is_sent_no_test_either(store: Store) -> None:
    """Nor does one that went out before end what they asked for."""
    put(store, "test", event="test")
    (test,) = store.claim(NOW)
    store.pause(replace(REFUSED, reason="unsubscribed"))
    store.settle(replace(test, state="sent", sent_at=NOW))
    assert len(store.pauses()) == 1
    put(store, "another", event="test")
    assert states(store)["another"] == "paused"


def test_what_was_refused_is_told_of_until_something_was_taken(store: Store) -> None:
    """A list of what waits is no archive either."""
    put(store, "refused")
    (claimed,) = store.claim(NOW)
    store.settle(replace(claimed, state="refused"))
    assert [each.title for each in store.waiting()] == ["refused"]
    put(store, "taken")
    (claimed,) = store.claim(NOW)
    store.settle(replace(claimed, state="sent", sent_at=NOW))
    assert store.waiting() == []
