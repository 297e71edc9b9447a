"""How Google is told who asks, and what its refusals mean: shared by the sources of Google's APIs.

Two ways: with a person's lasting permission (a refresh token), or as a service account.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode

from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.i18n import say
from listener.model import Payload, Request
from listener.source import Credential
from listener.text import one_line

from ._answers import json_of, whole

TOKEN_URL = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address, no password
TITLE = "Google"

# An hour is the longest that Google takes:
# https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests
_ASSERTION_LASTS = timedelta(hours=1)
_MARGIN = timedelta(minutes=1)
_DEFAULT_SECONDS = 3600


def ask_with_refresh(
    client_id: str, client_secret: str, refresh_token: str, *, url: str
) -> Request:
    """The request for an access token in the name of a person who once said yes."""
    return _token_request(
        url,
        {
            "client_id": client_id.strip(),
            "client_secret": client_secret.strip(),
            "refresh_token": refresh_token.strip(),
            "grant_type": "refresh_token",
        },
    )


def ask_as_service(key_json: str, scope: str, now: datetime, *, url: str) -> Request:
    """The request for an access token as a service account.

    `key_json` is the whole key file; raises AccessDenied, saying what to get, if it is none.
    """
    key = _key_of(key_json)
    header = {"kid": str(key["private_key_id"])} if key.get("private_key_id") else None
    claims = {
        "iss": str(key["client_email"]),
        "scope": scope,
        # Google's own address, also where a proxy or a test stands in its place.
        "aud": TOKEN_URL,
        "iat": int(now.timestamp()),
        "exp": int((now + _ASSERTION_LASTS).timestamp()),
    }
    assertion = _signed(claims, str(key["private_key"]), header)
    grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    return _token_request(url, {"grant_type": grant, "assertion": assertion})


def credential(payload: Payload, now: datetime) -> Credential:
    """The credential in Google's answer; raises AccessDenied that says what to do."""
    if payload.status == 429:
        raise Throttled(say("google.busy"))
    if payload.status >= 500:
        raise SourceUnavailable(say("google.busy"))
    answer = json_of(payload, TITLE)
    token = answer.get("access_token") if isinstance(answer, dict) else None
    is_token = isinstance(token, str) and token.isascii() and token.isprintable() and token
    if is_token and payload.status == 200:
        seconds = whole(answer.get("expires_in")) or _DEFAULT_SECONDS
        lasts = timedelta(seconds=min(max(seconds, 0), _DEFAULT_SECONDS * 24))
        return Credential(headers={"Authorization": f"Bearer {token}"}, until=now + lasts - _MARGIN)
    if isinstance(answer, dict) and answer.get("error"):
        raise AccessDenied(_refusal(answer))
    raise UnexpectedAnswer(say("sources.changed", source=TITLE, what="access_token"))


Refused = Literal["off", "scope", "quota", "busy", "other"]


def why_refused(payload: Payload) -> Refused:
    """Why one of Google's APIs refused: what a person has to do differs.

    https://cloud.google.com/apis/design/errors#error_info; a project that is not approved yet
    has a quota of zero, told in the same way as a quota that is used up.
    """
    error = _error_in(payload)
    message, details = str(error.get("message") or ""), error.get("details")
    infos = (
        [each for each in details if isinstance(each, dict)] if isinstance(details, list) else []
    )
    reasons = {str(info.get("reason")) for info in infos}
    limits = [info["metadata"] for info in infos if isinstance(info.get("metadata"), dict)]
    if any(str(limit.get("quota_limit_value")) == "0" for limit in limits):
        return "quota"
    if payload.status == 429:
        return "busy"
    if "SERVICE_DISABLED" in reasons or "has not been used in project" in message:
        return "off"
    narrow = (
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in reasons or "insufficient authentication" in message
    )
    return "scope" if narrow else "other"


def _error_in(payload: Payload) -> dict[str, Any]:
    """What an API tells; nothing where Google's front door has answered, with a page."""
    try:
        answer = json_of(payload, TITLE)
    except UnexpectedAnswer:
        return {}
    error = answer.get("error") if isinstance(answer, dict) else None
    return error if isinstance(error, dict) else {}


def refusal(payload: Payload, title: str, otherwise: str) -> SourceError:
    """The error that says what to do; `otherwise` where Google's reason says nothing special."""
    why = why_refused(payload)
    if why == "busy":
        return Throttled(say("google.slow_down", source=title))
    if why == "off":
        return AccessDenied(say("google.api_off", source=title))
    if why == "scope":
        return AccessDenied(say("google.narrow_permission", source=title))
    return AccessDenied(otherwise)


def stamp(raw: object) -> datetime | None:
    """The moment that Google writes with none, three, six or nine digits of a second."""
    try:
        at = datetime.fromisoformat(raw) if isinstance(raw, str) else None
        return at and (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def _token_request(url: str, form: dict[str, str]) -> Request:
    return Request(
        url=url,
        method="POST",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        body=urlencode(form).encode(),
    )


def _key_of(key_json: str) -> dict[str, Any]:
    try:
        key = json.loads(key_json.lstrip("\ufeff"))
    except ValueError as error:
        raise AccessDenied(say("google.no_key_file")) from error
    if not isinstance(key, dict) or not all(key.get(n) for n in ("client_email", "private_key")):
        raise AccessDenied(say("google.other_key_file"))
    return key


def _signed(claims: dict[str, Any], private_key: str, header: dict[str, str] | None) -> str:
    """The claims, signed. With pyjwt, not with google-auth: that would do the asking itself."""
    import jwt

    # Where the file went through a setting, its line ends have become two characters.
    pem = private_key.replace("\\n", "\n")
    try:
        return jwt.encode(claims, pem, algorithm="RS256", headers=header)
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise AccessDenied(say("google.broken_key_file")) from error


def _refusal(answer: dict[str, Any]) -> str:
    """What to do about a refusal.

    https://developers.google.com/identity/protocols/oauth2/web-server#offline names the ends of
    a permission; the wording of refused signatures stands under "JWT error codes" of
    https://developers.google.com/identity/protocols/oauth2/service-account.
    """
    code, why = str(answer["error"]), str(answer.get("error_description") or "")
    if code == "invalid_grant":
        if "reasonable timeframe" in why:
            return say("google.wrong_clock")
        is_service = "JWT" in why or "account" in why.lower()
        return say("google.service_gone" if is_service else "google.permission_gone")
    if code in ("invalid_client", "deleted_client"):
        return say("google.wrong_client")
    if code in ("unauthorized_client", "invalid_scope", "access_denied"):
        return say("google.not_allowed")
    return say("google.refused", told=one_line(f"{code}: {why}" if why else code, 200))
