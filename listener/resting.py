"""How long a source is left alone after an error, and what that says of its health."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from listener.crawl.answers import retry_after
from listener.errors import Interrupted, SourceError, SourceUnavailable, Throttled
from listener.model import Payload

RESTS = {
    "denied": timedelta(hours=6),
    "broken": timedelta(hours=1),
    "throttled": timedelta(minutes=15),
}
LONGEST_REST = timedelta(hours=6)
LONGEST_UNREACHED = timedelta(hours=1)
"""Where no connection came about it may be our own that was cut, and asking burdens nobody."""
LONGEST_ASKED = timedelta(days=1)
LONGEST_ERROR = 2000
"""Characters: an error may repeat what a site said."""


def rest_after(error: SourceError | None, failures: int, now: datetime) -> datetime | None:
    """Until when the source is left alone: as long as it asked, else longer each time."""
    if error is None or isinstance(error, Interrupted):
        return None
    if isinstance(error, Throttled) and error.retry_after:
        return min(error.retry_after, now + LONGEST_ASKED)
    if error.kind in RESTS:
        return now + RESTS[error.kind]
    is_unreached = isinstance(error, SourceUnavailable) and not error.reached
    longest = LONGEST_UNREACHED if is_unreached else LONGEST_REST
    return now + min(longest, timedelta(minutes=15) * ((1 << min(failures, 10)) - 1))


def asked_for(payload: Payload | None, now: datetime) -> datetime | None:
    """Until when a site asks to be left alone in an answer that its source has read itself."""
    wait = retry_after(payload.headers, now) if payload else None
    return None if wait is None else now + timedelta(seconds=wait)


def health_after(
    error: SourceError | None,
) -> Literal["ok", "unavailable", "throttled", "denied", "broken"]:
    """What is said of a watch whose walk ended so."""
    kinds: dict[str, Literal["unavailable", "throttled", "denied", "broken"]] = {
        "throttled": "throttled",
        "denied": "denied",
        "broken": "broken",
    }
    return "ok" if error is None else kinds.get(error.kind, "unavailable")
