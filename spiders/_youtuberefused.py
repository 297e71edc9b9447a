"""What YouTube means when it refuses: who has to do something about it, and what.

https://developers.google.com/youtube/v3/docs/errors
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.i18n import say
from listener.model import Payload
from listener.text import one_line

from ._answers import json_of
from ._youtube import TITLE, part

ZONE = "America/Los_Angeles"
"""Where the day of its quotas begins."""


def refusal(payload: Payload, answer: Any, what: str) -> SourceError:
    """The error in an answer; `what` was asked for."""
    reason, words = reason_of(answer), one_line(str(part(answer, "error").get("message", "")), 200)
    if reason in _USED_UP:
        return Throttled(say("youtube.used_up"), retry_after=_midnight(payload))
    if reason in _TOO_FAST:
        return Throttled(say("google.slow_down", source=TITLE))
    if reason in _PASSING:
        return SourceUnavailable(say("youtube.trouble", said=words))
    said = words or str(payload.status)
    if payload.status == 404:
        return UnexpectedAnswer(say("youtube.not_there", what=one_line(what, 100)))
    denied = _denied(payload, reason, said)
    return AccessDenied(denied) if denied else UnexpectedAnswer(say("youtube.odd", said=said))


def _denied(payload: Payload, reason: str, said: str) -> str:
    """What a person has to do; nothing where it is no matter of keys."""
    if reason in _NO_KEY or "API key" in said:
        return say("youtube.bad_key")
    if reason in _OFF or "has not been used in project" in said:
        return say("google.api_off", source="YouTube Data API v3")
    return say("youtube.refused", said=said) if payload.status == 403 else ""


def reason_of(answer: Any) -> str:
    """The one word in which YouTube says why it refuses."""
    error = part(answer, "error")
    found = [error.get("errors"), error.get("details")]
    told = [each for group in found if isinstance(group, list) for each in group]
    reasons = [str(each["reason"]) for each in told if isinstance(each, dict) and "reason" in each]
    special = [each for each in reasons if each not in ("badRequest", "invalid", "forbidden")]
    return next(iter(special or reasons), "")


def answer_of(payload: Payload) -> Any:
    """The data in an answer; nothing where a refusal comes as a page."""
    try:
        return json_of(payload, TITLE)
    except UnexpectedAnswer:
        if payload.status == 200:
            raise
        return {}


_USED_UP = frozenset(("quotaExceeded", "dailyLimitExceeded"))
_TOO_FAST = frozenset(("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"))
_PASSING = frozenset(("processingFailure", "backendError", "internalError", "invalidPageToken"))
"""A list that changes while it is read may not know its own page any more: it is read anew."""
_NO_KEY = frozenset(("keyInvalid", "keyExpired", "API_KEY_INVALID", "ipRefererBlocked"))
_OFF = frozenset(("accessNotConfigured", "SERVICE_DISABLED"))


def _midnight(payload: Payload) -> datetime | None:
    """When the quotas of the day begin anew, by the clock of the answer."""
    try:
        sent = parsedate_to_datetime(payload.headers.get("date", ""))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    zone = ZoneInfo(ZONE)
    day = (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(zone).date()
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
