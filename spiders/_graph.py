"""Meta's Graph API, as Facebook and Instagram share it: who asks, errors, cursors, what is left.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn
from urllib.parse import parse_qs, urlsplit

from msgspec import DecodeError, Struct, json

from listener.errors import AccessDenied, SourceUnavailable, Throttled, UnexpectedAnswer
from listener.i18n import say
from listener.model import Payload
from listener.source import Credential, Secret, required
from listener.text import one_line

from ._answers import json_of, whole

VERSION = "v26.0"
READS = (200, 400, 401, 403, 404)
NEARLY_SPENT = 95
"""Per cent of what an application may ask for; at a hundred every request is refused."""

_EXPIRED = frozenset({102, 190})
_SLOW = frozenset({4, 17, 32, 341, 613, *range(80000, 80015)})
_TROUBLE = frozenset({1, 2})
_REFUSED = frozenset({3, 10, *range(200, 300), 803})
_PARAMETER, _NO_SUCH_OBJECT = 100, 33
_PLAIN = re.compile(r"[!-~]{1,4000}")
_OUR_MISTAKE = ("cursor", "nonexisting field", "invalid parameter", "unknown field", "syntax error")
_USAGE = ("x-app-usage", "x-page-usage", "x-business-use-case-usage")
_COUNTS = ("call_count", "total_time", "total_cputime")


class Named(Struct, frozen=True):
    """The words in which an error speaks of a source: its title, its secret, its permissions."""

    title: str
    secret: str
    permissions: str


class GraphError(Struct, frozen=True):
    """An error as Meta tells it."""

    code: int
    subcode: int
    said: str
    is_passing: bool

    @property
    def is_gone(self) -> bool:
        """Whether just the object that was asked for is not there any more."""
        return self.code == _PARAMETER and self.subcode == _NO_SUCH_OBJECT

    @property
    def is_not_for_us(self) -> bool:
        """Whether what was asked for is not there, not there any more, or not for us."""
        return self.code in (10, 12, _PARAMETER)


_AT_THE_DOOR = GraphError(code=200, subcode=0, said="HTTP 401/403", is_passing=False)
"""Not the API refuses, but what stands before it."""


def proof_secret(name: str) -> Secret:
    """The App Secret, which only some applications have to prove with every request."""
    why = {
        "es": "La clave secreta de tu aplicación de Meta. Solo hace falta si la aplicación exige "
        "«appsecret_proof».",
        "en": "The App Secret of your application at Meta. Needed only if the application requires "
        '"appsecret_proof".',
    }
    where = "https://developers.facebook.com/docs/graph-api/guides/secure-requests"
    return Secret(name, why, where, optional=True)


def signed(secrets: Mapping[str, str], token: str, app_secret: str, host: str) -> Credential:
    """The token as a header, never in an address; with the app's secret, the proof of it.

    https://developers.facebook.com/docs/graph-api/guides/secure-requests
    """
    (key,) = (each.strip() for each in required(secrets, token))
    secret = secrets.get(app_secret, "").strip()
    proof = hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest() if secret else ""
    return Credential(
        headers={"Authorization": f"Bearer {key}"},
        query={"appsecret_proof": proof} if proof else {},
        host=urlsplit(host).netloc.lower(),
    )


def answer_of(payload: Payload, named: Named, listing: str) -> dict[str, Any]:
    """The object in an answer. A refusal without an error of Meta's is one all the same."""
    try:
        answer = json_of(payload, named.title)
    except UnexpectedAnswer:
        if payload.status not in (401, 403):
            raise
        answer = {}
    if not isinstance(answer, dict):
        raise UnexpectedAnswer(say("sources.changed", source=named.title, what="data"))
    if payload.status in (401, 403) and not isinstance(answer.get("error"), dict):
        refuse(_AT_THE_DOOR, payload, named, listing)
    return answer


def error_in(answer: Mapping[str, Any]) -> GraphError | None:
    """The error that an answer tells of, whatever its status."""
    told = answer.get("error")
    if not isinstance(told, dict):
        return None
    return GraphError(
        code=whole(told.get("code")) or 0,
        subcode=whole(told.get("error_subcode")) or 0,
        said=one_line(str(told.get("message") or ""), 200),
        is_passing=told.get("is_transient") is True,
    )


def refuse(error: GraphError, payload: Payload, named: Named, listing: str) -> NoReturn:
    """Raises what that error means to whoever has to do something about it."""
    words = {"source": named.title, "secret": named.secret}
    if error.code in _EXPIRED:
        raise AccessDenied(say("graph.expired", **words))
    if error.code in _SLOW:
        raise Throttled(say("graph.slow", source=named.title), retry_after=_again_at(payload))
    if error.code in _TROUBLE or error.is_passing:
        raise SourceUnavailable(say("graph.trouble", source=named.title))
    is_ours = any(each in error.said.lower() for each in _OUR_MISTAKE)
    if error.code in _REFUSED or (error.code == _PARAMETER and not is_ours):
        more = {"listing": listing, "permissions": named.permissions, "said": error.said}
        raise AccessDenied(say("graph.no_permission", **words, **more))
    said = error.said or f"error {error.code}"
    raise UnexpectedAnswer(say("graph.odd", source=named.title, said=said))


def after_of(listing: object) -> str | None:
    """The cursor of the page that follows; None where none follows, empty where it is not told.

    A `next` holds the token that asked: of that address only the cursor is taken. It alone says
    that there is more: pages are shorter than what was asked for.
    """
    paging = listing.get("paging") if isinstance(listing, dict) else None
    following = paging.get("next") if isinstance(paging, dict) else None
    if not isinstance(paging, dict) or not isinstance(following, str) or not following:
        return None
    cursors = paging.get("cursors")
    after = cursors.get("after") if isinstance(cursors, dict) else None
    return _plain(after) or _plain(next(iter(parse_qs(_query(following)).get("after", [])), ""))


def id_of(told: object) -> str:
    """The number of an object, where it tells one that fits into an address."""
    return _plain(told)


def address_of(told: object) -> str:
    """A whole address, or none."""
    address = _plain(told)
    return address if address.startswith(("https://", "http://")) else ""


def is_nearly_spent(headers: Mapping[str, str]) -> bool:
    """Whether hardly anything is left of what may be asked for.

    https://developers.facebook.com/docs/graph-api/overview/rate-limiting
    """
    shares = (whole(use.get(name)) or 0 for use in _uses(headers) for name in _COUNTS)
    return max(shares, default=0) >= NEARLY_SPENT


def _plain(told: object) -> str:
    return told if isinstance(told, str) and _PLAIN.fullmatch(told) else ""


def _query(address: str) -> str:
    try:
        return urlsplit(address).query
    except ValueError:
        return ""


def _uses(headers: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the three headers tell: of the app, of the page, of each use of the business."""
    found: list[dict[str, Any]] = []
    for name in _USAGE:
        try:
            told = json.decode(headers.get(name, "null").encode(errors="replace"))
        except (DecodeError, RecursionError):
            continue
        if isinstance(told, dict):
            lists = [each for each in told.values() if isinstance(each, list)]
            found += [use for each in lists for use in each if isinstance(use, dict)] or [told]
    return found


def _again_at(payload: Payload) -> datetime | None:
    """When it may be asked again, by the clock of the answer; None where it does not tell."""
    minutes = [whole(use.get("estimated_time_to_regain_access")) for use in _uses(payload.headers)]
    wait = max((each for each in minutes if each), default=0)
    if not 0 < wait < 7 * 24 * 60:
        return None
    from email.utils import parsedate_to_datetime

    try:
        answered = parsedate_to_datetime(payload.headers.get("date", ""))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    answered = answered if answered.tzinfo else answered.replace(tzinfo=UTC)
    return answered.astimezone(UTC) + timedelta(minutes=wait)
