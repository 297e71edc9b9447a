"""How X refuses: problems as JSON, by status and kind.

https://docs.x.com/x-api/fundamentals/response-codes-and-errors
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from listener.errors import (
    AccessDenied,
    SourceError,
    Throttled,
    UnexpectedAnswer,
)
from listener.i18n import say
from listener.model import Mention, Payload
from listener.text import one_line

from ._answers import json_of, time_of, whole
from ._xpost import either

READS = (200, 400, 401, 402, 403, 404, 429)
_NOT_SHOWN = ("/resource-not-found", "/not-authorized-for-resource", "/resource-unavailable")
_DENIED = {401: "bad_key", 402: "no_credit", 403: "not_allowed"}
_CAPPED = ("usage-capped", "usagecapexceeded", "usage cap exceeded")


def problem_of(payload: Payload) -> dict[str, Any]:
    """The problem in an answer; nothing where not the API refuses, but what stands before it."""
    try:
        answer = json_of(payload, "X")
    except UnexpectedAnswer:
        return {}
    return answer if isinstance(answer, dict) else {}


def errors_in(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The errors that an answer tells of, beside its data or instead of them."""
    told = answer.get("errors")
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


def said(problem: dict[str, Any]) -> str:
    """What a problem says, the most exact words first."""
    told = [str(each.get("message") or each.get("detail") or "") for each in errors_in(problem)]
    words = [*told, str(problem.get("detail") or ""), str(problem.get("title") or "")]
    return one_line(next(filter(None, words), "?"), 300)


def refusal(payload: Payload) -> SourceError:
    """The error in an answer that is none to the question."""
    problem, status = problem_of(payload), payload.status
    words = said(problem) if problem else f"HTTP {status}"
    if any(sign in f"{problem.get('type')} {problem.get('title')}".lower() for sign in _CAPPED):
        return Throttled(say("x.month_is_spent"), retry_after=_next_month(payload))
    if status == 429:
        return Throttled(say("x.slower"), retry_after=again_at(payload))
    if status in _DENIED:
        return AccessDenied(say(f"x.{_DENIED[status]}", said=words))
    return UnexpectedAnswer(say("x.odd", said=words))


def refuse_unless_empty(answer: dict[str, Any]) -> None:
    """Without posts an answer is one only if it says that there are none."""
    meta = answer.get("meta")
    if isinstance(meta, dict) and whole(meta.get("result_count")) == 0:
        return
    if errors_in(answer):
        raise UnexpectedAnswer(say("x.odd", said=said(answer)))
    raise UnexpectedAnswer(say("sources.changed", source="X", what="data"))


def gone_in(answer: dict[str, Any], missing: set[str]) -> Iterator[Mention]:
    """What X says it does not show: deleted, protected, or its author suspended."""
    for error in errors_in(answer):
        number = str(either(error, "resource_id", "value"))
        kind = str(error.get("type"))
        if number in missing and kind.endswith(_NOT_SHOWN):
            yield Mention(id=number, precision="none", deleted=True)


def again_at(payload: Payload) -> datetime | None:
    """When the quarter of an hour is over in which too much was asked; no Retry-After is sent."""
    seconds = whole(payload.headers.get("x-rate-limit-reset"))
    return time_of(seconds) if seconds and seconds > 0 else None


def wait_after(payload: Payload) -> float:
    """The seconds to wait before the next question, if this one was the last that is free."""
    until, sent = again_at(payload), sent_at(payload)
    if whole(payload.headers.get("x-rate-limit-remaining")) != 0 or not (until and sent):
        return 0.0
    return max(0.0, (until - sent).total_seconds())


def sent_at(payload: Payload) -> datetime | None:
    """When it was answered, by the site's own clock."""
    from email.utils import parsedate_to_datetime

    try:
        at = parsedate_to_datetime(payload.headers.get("date", ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _next_month(payload: Payload) -> datetime | None:
    sent = sent_at(payload)
    if sent is None:
        return None
    year, month = (sent.year + 1, 1) if sent.month == 12 else (sent.year, sent.month + 1)
    return datetime(year, month, 1, tzinfo=UTC)
