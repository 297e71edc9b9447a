"""Logging in to Bluesky: with an app password once, then by renewing the session that it gave.

https://docs.bsky.app/docs/api/com-atproto-server-create-session; 300 sessions a day per account:
https://docs.bsky.app/docs/advanced-guides/rate-limits
"""

from __future__ import annotations

import binascii
import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.model import Cost, Payload, Request
from listener.source import Credential, required
from listener.text import one_line

from ._answers import json_of, time_of

HANDLE_NAME = "LISTENER_BLUESKY_HANDLE"
PASSWORD_NAME = "LISTENER_BLUESKY_APP_PASSWORD"  # noqa: S105 - a name, no password
TITLE = "Bluesky"
NO_LONGER_GOOD = ("ExpiredToken", "InvalidToken")
"""How a session is refused: as 400, not 401 (@atproto/pds, auth-verifier)."""

_LASTS, _MARGIN = timedelta(hours=1), timedelta(minutes=1)
_TOKEN = re.compile(r"[!-~]{1,8000}")


def create(secrets: Mapping[str, str], base: str) -> Request:
    """The request that logs in; sent once, for each attempt counts."""
    handle, password = required(secrets, HANDLE_NAME, PASSWORD_NAME)
    asked = {"identifier": handle.strip().removeprefix("@"), "password": password.strip()}
    return Request(
        url=f"{base}/xrpc/com.atproto.server.createSession",
        method="POST",
        headers={"Content-Type": "application/json"},
        body=json.dumps(asked).encode(),
        once=True,
        costs=(Cost("logins"),),
    )


def refresh(held: Credential, base: str) -> Request | None:
    """The request that renews a session without logging in."""
    token = held.renewal.get("refresh", "")
    if not token:
        return None
    return Request(
        url=f"{base}/xrpc/com.atproto.server.refreshSession",
        method="POST",
        headers={"Authorization": f"Bearer {token}"},
    )


def session_of(payload: Payload, now: datetime, base: str) -> Credential:
    """The session in an answer; AccessDenied, saying what a person can do, for a refusal."""
    if payload.status not in (200, 201):
        raise _refusal(payload)
    answer = json_of(payload, TITLE)
    answer = answer if isinstance(answer, dict) else {}
    if answer.get("active") is False:
        status = one_line(str(answer.get("status")), 40)
        raise AccessDenied(say("bluesky.not_active", status=status))
    access, renewal = _token(answer, "accessJwt"), _token(answer, "refreshJwt")
    return Credential(
        headers={"Authorization": f"Bearer {access}"},
        until=_until(access, now),
        host=urlsplit(base).netloc.lower(),
        renewal={"refresh": renewal},
    )


def error_of(payload: Payload) -> tuple[str, str]:
    """The name of an error and what is said about it; empty where the answer is a page."""
    try:
        answer = json_of(payload, TITLE)
    except UnexpectedAnswer:
        return "", ""
    told = answer if isinstance(answer, dict) else {}
    return one_line(str(told.get("error") or ""), 80), one_line(str(told.get("message") or ""), 200)


def _refusal(payload: Payload) -> AccessDenied:
    name, said = error_of(payload)
    if name == "AuthFactorTokenRequired":
        return AccessDenied(say("bluesky.needs_app_password"))
    if name in ("AccountTakedown", "AccountDeactivated"):
        return AccessDenied(say("bluesky.not_active", status=name))
    return AccessDenied(say("bluesky.bad_password", said=said or f"HTTP {payload.status}"))


def _token(answer: dict[str, Any], name: str) -> str:
    token = answer.get(name)
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise UnexpectedAnswer(say("sources.changed", source=TITLE, what=name))
    return token


def _until(token: str, now: datetime) -> datetime:
    """When a token expires, as it says itself; whether it is genuine is for the site to judge."""
    expires = _claims(token).get("exp")
    at = time_of(expires) if isinstance(expires, int | float) else None
    return (at or now + _LASTS) - _MARGIN


def _claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        told = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
