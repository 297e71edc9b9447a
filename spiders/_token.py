"""A token that a site gives for a key and its secret, and the times that APIs write."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.model import Payload

from ._answers import json_of, whole

_MARGIN = timedelta(minutes=1)
_DEFAULT_SECONDS = 3600
_LONGEST_SECONDS = 7 * 24 * 3600
# What may stand in a header: https://www.rfc-editor.org/rfc/rfc6750#section-2.1
_TOKEN = re.compile(r"[!-~]{1,8000}")


def token_of(payload: Payload, now: datetime, *, source: str, refused: str) -> tuple[str, datetime]:
    """The token in the answer to a sign-in, and until when to use it.

    `refused` is what to tell a person whose key the site does not take.
    """
    if payload.status in (400, 401, 403):
        raise AccessDenied(refused)
    answer = json_of(payload, source)
    token = answer.get("access_token") if isinstance(answer, dict) else None
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise UnexpectedAnswer(say("sources.changed", source=source, what="access_token"))
    seconds = whole(answer.get("expires_in")) or _DEFAULT_SECONDS
    # However short it is said to last, it is not asked for again before every request.
    lasts = timedelta(seconds=min(max(seconds, 120), _LONGEST_SECONDS))
    return token, now + lasts - _MARGIN


def moment(written: object) -> datetime | None:
    """The moment that an API writes; without a zone it is meant in Greenwich time."""
    try:
        at = datetime.fromisoformat(written) if isinstance(written, str) else None
        return at and (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None
