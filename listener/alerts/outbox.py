"""What becomes of a message after an attempt. Pure; the store keeps it."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from listener.errors import DeliveryError
from listener.records import Delivery
from listener.text import one_line

LONGEST_WAIT = timedelta(minutes=60)

GIVEN_UP = timedelta(days=5)
"""After so long, what a server that is there does not want is given up:
https://datatracker.ietf.org/doc/html/rfc5321#section-4.5.4.1"""

LONGEST_ID = 200
"""Of what the one who took a message calls it; some say a whole sentence."""


def after_success(delivery: Delivery, now: datetime, provider_id: str = "") -> Delivery:
    """Sent: the server took it, and it is never sent again."""
    return replace(
        delivery,
        state="sent",
        attempts=delivery.attempts + 1,
        sent_at=now,
        next_try_at=None,
        last_error="",
        provider_id=one_line(provider_id, LONGEST_ID),
    )


def after_failure(delivery: Delivery, error: DeliveryError, now: datetime) -> Delivery:
    """Refused if that is for good, else tried again after 1, 2, 4 … and at most 60 minutes.

    What is not wanted itself is refused in the end; what finds nobody at home waits on.
    """
    refused = error.permanent or (error.of_message and now - delivery.created_at >= GIVEN_UP)
    return replace(
        delivery,
        state="refused" if refused else "waiting",
        attempts=delivery.attempts + 1,
        next_try_at=None if refused else now + wait(delivery.attempts, error.rest),
        last_error=one_line(str(error), 300),
    )


def passed_over(delivery: Delivery, error: DeliveryError, now: datetime) -> Delivery:
    """Not tried, since its channel fails in this run: no attempt, and due again in a minute.

    One message that no server can stomach must not make the others wait as long as itself.
    """
    return replace(
        delivery, next_try_at=now + wait(0, error.rest), last_error=one_line(str(error), 300)
    )


def wait(failures: int, rest: timedelta | None = None) -> timedelta:
    """How long to wait after that many earlier failures; as long as was asked for, if longer."""
    usual = min(LONGEST_WAIT, timedelta(minutes=2 ** min(failures, 10)))
    return min(LONGEST_WAIT, max(usual, rest or usual))
