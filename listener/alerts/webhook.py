"""A program that is told over HTTP, signed so that it knows who speaks.

Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from listener import __version__
from listener.alerts.in_time import in_time
from listener.errors import DeliveryError
from listener.i18n import say, why
from listener.text import one_line

if TYPE_CHECKING:
    from requests import PreparedRequest, RequestException

TIMEOUT = 20.0
"""Seconds for an answer, from the first knock to its head."""

HEALING = (408, 409, 425, 429)
"""Of the answers that blame the message, those that may not last."""


class Webhook:
    """One address that takes JSON, known in the settings by its name.

    `variable` names what its address and, with `_KEY`, its key were read from; neither is ever
    told. Nothing is connected before the first message.
    """

    def __init__(
        self,
        name: str,
        variable: str,
        url: str | None,
        key: str | None,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        timeout: float = TIMEOUT,
    ) -> None:
        self.name, self.variable = name, variable
        self._url, self._key = url, key
        self._now, self._timeout = now, timeout

    def check(self) -> None:
        """DeliveryError where its address or its key is none."""
        self._address()
        self._signing_key()

    def send(self, payload: bytes, mark: str) -> str:
        """Hands the message over; what its receiver calls it, if it says so.

        `mark` is the same for each attempt at one message, so that the receiver can tell them from
        two messages. Raises DeliveryError: permanent when it wants none of it.
        """
        from requests import RequestException

        url, key = self._address(), self._signing_key()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"listener/{__version__}",
            **signed(payload, mark, self._now(), key),
        }
        try:
            code, said = in_time(
                self._timeout, lambda: _posted(url, payload, headers, self._timeout)
            )
        except TimeoutError as late:
            raise self._error("channel_unreachable", why(late), of_channel=True) from None
        except RequestException as failed:
            # Its own words hold the address, which is a secret.
            raise self._error("channel_unreachable", _reason(failed), of_channel=True) from None
        self._judge(code, said)
        return _named(said)

    def _address(self) -> str:
        if not self._url:
            raise self._error("channel_unset", of_channel=True)
        url = self._url.strip()
        if not _may_be_told(url):
            raise self._error("webhook_address", permanent=True, of_channel=True)
        return url

    def _signing_key(self) -> bytes:
        if not self._key:
            raise self._error("webhook_no_key", of_channel=True)
        try:
            return key_of(self._key)
        except ValueError:
            raise self._error("webhook_key", permanent=True, of_channel=True) from None

    def _judge(self, code: int, said: Mapping[str, str]) -> None:
        """DeliveryError unless the receiver has taken it."""
        if 200 <= code < 300:
            return
        refused = 400 <= code < 500 and code not in HEALING
        raise self._error(
            "webhook_moved" if 300 <= code < 400 else "channel_refused",
            f"HTTP {code}",
            permanent=refused,
            of_channel=refused or code in (429, 503),
            rest=rest_of(said.get("Retry-After", ""), self._now()),
        )

    def _error(
        self,
        key: str,
        reason: str = "",
        *,
        permanent: bool = False,
        of_channel: bool = False,
        rest: timedelta | None = None,
    ) -> DeliveryError:
        message = say(f"channels.{key}", name=self.name, variable=self.variable, reason=reason)
        return DeliveryError(message, permanent=permanent, of_channel=of_channel, rest=rest)


def signed(payload: bytes, mark: str, at: datetime, key: bytes) -> dict[str, str]:
    """The three headers by which the receiver knows who speaks, and that it is no old copy."""
    seconds = str(int(at.timestamp()))
    told = b".".join((mark.encode(), seconds.encode(), payload))
    code = base64.b64encode(hmac.digest(key, told, sha256)).decode()
    return {
        "webhook-id": mark,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{code}",
    }


def key_of(text: str) -> bytes:
    """The key in `whsec_` and base64, or any other text as it stands; ValueError for neither."""
    text = text.strip()
    if not text.startswith("whsec_"):
        return text.encode()
    try:
        key = base64.b64decode(text.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if not key:
        raise ValueError
    return key


def rest_of(text: str, now: datetime) -> timedelta | None:
    """How long `Retry-After` asks to wait: seconds or a date."""
    text = text.strip()
    if text.isdecimal() and text.isascii():
        return timedelta(seconds=min(int(text[:9]), 86_400))
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(timedelta(), at - now)


def _may_be_told(url: str) -> bool:
    """Over TLS, or within one's own machine and network."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    return parts.scheme == "http" and _is_near(host)


def _is_near(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return bool(host) and ("." not in host or host.endswith((".local", ".internal", ".lan")))
    return address.is_loopback or address.is_private


def _posted(
    url: str, payload: bytes, headers: dict[str, str], timeout: float
) -> tuple[int, Mapping[str, str]]:
    """The code and the headers that it answers with."""
    from requests import Session

    with (
        Session() as session,
        session.post(
            url,
            data=payload,
            headers=headers,
            timeout=timeout,
            allow_redirects=False,  # the signature is for this address, and no other sees it
            auth=_as_told,
            stream=True,  # nothing is read of what may never end
        ) as answer,
    ):
        return answer.status_code, answer.headers


def _as_told(request: PreparedRequest) -> PreparedRequest:
    """With the login of its address, if it has one; else requests looks for one in ~/.netrc."""
    from requests.auth import HTTPBasicAuth
    from requests.utils import get_auth_from_url

    user, password = get_auth_from_url(request.url or "")
    if user or password:
        HTTPBasicAuth(user.encode(), password.encode())(request)
    return request


def _named(said: Mapping[str, str]) -> str:
    found = filter(None, (said.get(each) for each in ("x-request-id", "request-id")))
    return one_line(next(found, ""), 80)


def _reason(failed: RequestException) -> str:
    from requests import ConnectionError as Unreachable
    from requests import Timeout
    from requests.exceptions import SSLError

    if isinstance(failed, SSLError):
        return say("channels.no_trust")
    if isinstance(failed, Timeout):
        return say("errors.os_timeout")
    cause = _os_error(failed)
    if cause is not None:
        return why(cause)
    return say("errors.os_broken") if isinstance(failed, Unreachable) else type(failed).__name__


def _os_error(error: BaseException | None) -> OSError | None:
    """What the system said, beneath what libraries made of it."""
    from requests import RequestException

    for _ in range(8):
        if error is None:
            return None
        if isinstance(error, OSError) and not isinstance(error, RequestException):
            return error
        inner = getattr(error, "reason", None) or next(
            (each for each in error.args if isinstance(each, BaseException)), None
        )
        error = inner if isinstance(inner, BaseException) else error.__cause__ or error.__context__
    return None
