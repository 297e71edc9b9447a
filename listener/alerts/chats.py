"""Chats and pagers by Apprise: Slack, Teams, Telegram, Discord, WhatsApp, PagerDuty, ntfy and more.

Apprise is imported with the first message: it takes a third of a second.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec

from listener.alerts.as_chat import plain
from listener.alerts.in_time import in_time
from listener.alerts.webhook import HEALING
from listener.errors import DeliveryError
from listener.i18n import say, why
from listener.text import one_line

if TYPE_CHECKING:
    from apprise import Apprise

TIMEOUT = 30.0
"""Seconds for one message; Apprise waits four for a connection, and as long between two bytes."""


class ChatMessage(msgspec.Struct, frozen=True, kw_only=True):
    """What a chat is told, as it stands in the outbox."""

    title: str = ""
    body: str
    format: str = "markdown"
    type: str = "info"


class Chat:
    """One place that Apprise knows how to reach, known in the settings by its name.

    `variable` names what its address was read from; the address holds secrets and is never told.
    """

    def __init__(
        self, name: str, variable: str, url: str | None, *, timeout: float = TIMEOUT
    ) -> None:
        self.name, self.variable = name, variable
        self._url, self._timeout = url, timeout
        self._apprise: Apprise | None = None

    def check(self) -> int:
        """How many rooms or people its address reaches; DeliveryError where it is none.

        With more than one, those who took a message get it again when another did not.
        """
        return sum(len(each) for each in self._opened())

    def send(self, payload: bytes) -> str:
        """Hands the message over; Apprise does not tell what it is called there.

        Raises DeliveryError: permanent when the service wants none of it, or there is no such
        address.
        """
        opened = self._opened()
        try:
            message = msgspec.json.decode(payload, type=ChatMessage)
        except msgspec.MsgspecError as odd:
            raise self._error("channel_unreadable") from odd
        try:
            taken, said = in_time(self._timeout, lambda: _notified(opened, message))
        except TimeoutError as late:
            raise self._error("channel_unreachable", why(late), of_channel=True) from None
        if not taken:
            raise self._refusal(said)
        return ""

    def _opened(self) -> Apprise:
        if self._apprise is None:
            if not self._url:
                raise self._error("channel_unset", of_channel=True)
            self._apprise = opened(self._url)
        if self._apprise is None:
            raise self._error("chat_address", permanent=True, of_channel=True)
        return self._apprise

    def _refusal(self, said: str) -> DeliveryError:
        """Passing, unless the service blames us for what no second try would mend."""
        codes = [int(code) for code in re.findall(r"error=(\d{3})\b", said)]
        code = codes[-1] if codes else 0
        reason = one_line(without_secrets(said, self._url or ""), 160) or say("channels.no_reason")
        if not code and "connection error" in said.lower():
            reason = say("channels.no_connection")
        permanent = 400 <= code < 500 and code not in HEALING
        return self._error(
            "channel_refused" if code else "channel_unreachable",
            reason,
            permanent=permanent,
            of_channel=permanent or code in (0, 429, 503),
        )

    def _error(
        self, key: str, reason: str = "", *, permanent: bool = False, of_channel: bool = False
    ) -> DeliveryError:
        message = say(f"channels.{key}", name=self.name, variable=self.variable, reason=reason)
        return DeliveryError(message, permanent=permanent, of_channel=of_channel)


def opened(url: str) -> Apprise | None:
    """The one place that an address of Apprise's names; None where it names none, or several."""
    from apprise import Apprise, AppriseAsset, OverflowMode, exception
    from apprise.plugins.pagerduty import NotifyPagerDuty

    logger = logging.getLogger("apprise")
    # What it logs holds addresses, and whoever else logs in this process would print it.
    logger.propagate = False
    logger.addHandler(logging.NullHandler())
    asset = AppriseAsset(
        app_id="listener",
        app_desc="listener",
        app_url="",
        image_url_mask="",  # else each message shows pictures of Apprise's
        image_url_logo="",
        http_redirects=False,
        service_timeout=0,  # its own limit leaves threads that keep the process from ending
        async_mode=False,
    )
    try:
        service = Apprise.instantiate(url.strip(), asset=asset, suppress_exceptions=True)
    except exception.AppriseException:
        return None
    if service is None:
        return None
    # The outbox is what tries again; and nothing is told as taken that was not.
    service.retry, service.optional = 0, False
    if isinstance(service, NotifyPagerDuty):
        service.overflow_mode = OverflowMode.TRUNCATE  # a longer one is refused, for good
    found = Apprise(asset=asset)
    found.add(service)
    return found


def _notified(found: Apprise, message: ChatMessage) -> tuple[bool, str]:
    """Whether it was taken, and what Apprise said of it."""
    with found.notify(
        body=message.body,
        # Some chats read it as they read the text: a cause that a person typed may hold anything.
        title=plain(message.title),
        notify_type=message.type,
        body_format=message.format,
        log_level=logging.WARNING,
    ) as result:
        said = [each.message for of_place in result.results for each in of_place.logs()]
        return bool(result), " ".join(said)


def without_secrets(said: str, url: str) -> str:
    """The same without any part of the address that might let another in."""
    kept = {"http", "https", "json", "post", "markdown"}
    scheme, _, rest = url.partition("://")
    parts = {unquote(part) for part in re.split(r"[/:@?&=#,;+\s]+", rest)}
    parts |= set(re.split(r"[/:@?&=#,;+\s]+", rest)) | {rest, url}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) > 3 and part.lower() not in kept and part != scheme:
            said = said.replace(part, "•••")
    return said
