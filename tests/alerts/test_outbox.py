"""A message that could not be sent is tried again, ever more slowly, until it is or is refused."""

from __future__ import annotations

from datetime import timedelta

from listener.alerts.outbox import GIVEN_UP, after_failure, after_success
from listener.errors import DeliveryError
from listener.records import Delivery
from tests.digest.samples import NOW

WAITING = Delivery(
    id=1, brand="acme", recipient="a@example.org", payload=b"x", created_at=NOW, next_try_at=NOW
)


def test_waits_double_up_to_an_hour() -> None:
    """1, 2, 4 … minutes, and never more than 60, however often it failed."""
    delivery, minutes = WAITING, []
    for _ in range(2000):
        delivery = after_failure(delivery, DeliveryError("down"), NOW)
        assert delivery.next_try_at is not None
        minutes.append((delivery.next_try_at - NOW) / timedelta(minutes=1))
    assert minutes[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert set(minutes[8:]) == {60}
    assert delivery.state == "waiting"
    assert delivery.attempts == 2000


def test_a_refusal_for_good_is_not_tried_again() -> None:
    """A permanent error ends the tries and keeps the reason on one line."""
    refused = after_failure(WAITING, DeliveryError("no\nsuch box", permanent=True), NOW)
    assert (refused.state, refused.next_try_at, refused.attempts) == ("refused", None, 1)
    assert refused.last_error == "no such box"


def test_what_is_not_wanted_is_given_up_and_what_finds_nobody_waits_on() -> None:
    """Five days of "looks like spam" are enough; a server that is away may come back in a month."""
    spam, down = DeliveryError("spam", of_message=True), DeliveryError("down", of_channel=True)
    later = NOW + GIVEN_UP
    assert after_failure(WAITING, spam, later - timedelta(seconds=1)).state == "waiting"
    given_up = after_failure(WAITING, spam, later)
    assert (given_up.state, given_up.next_try_at, given_up.last_error) == ("refused", None, "spam")
    assert after_failure(WAITING, down, later + timedelta(days=25)).state == "waiting"


def test_success_clears_the_trouble() -> None:
    """Once sent it has a time, no next try and no error."""
    sent = after_success(after_failure(WAITING, DeliveryError("down"), NOW), NOW)
    assert (sent.state, sent.sent_at, sent.next_try_at) == ("sent", NOW, None)
    assert (sent.attempts, sent.last_error) == (2, "")
    assert sent.payload == WAITING.payload
