"""The outbox is emptied: each message on its own, each channel opened once, late, and left alone
when it is down.

claim one ─► its channel ─► sent: what it is called there
                         ├► passing: waits 1, 2, 4 … 60 minutes; all others of a dead channel too
                         └► refused for good: its target is paused
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b

from msgspec.structs import replace

from listener.alerts.outbox import after_failure, after_success, passed_over
from listener.config import Config, secret
from listener.errors import ConfigError, DeliveryError
from listener.i18n import say
from listener.outgoing import Pause
from listener.posting import held_anew, written_anew
from listener.records import Delivery
from listener.routes import variable
from listener.store import Store

CLAIM = 300.0
"""Seconds in which one message is sent or refused, time-outs and all, with the usual settings."""

PATIENCE = 120.0
"""Seconds that one channel may take in a run; what it is too slow for waits for the next one."""

Send = Callable[[bytes, str, str], str]
"""Hands over a message for a recipient, with its mark; what it is called there."""


def deliver(
    config: Config,
    store: Store,
    now: datetime,
    environment: Mapping[str, str],
    seconds: Callable[[], float],
) -> list[Delivery]:
    """Send what waits; what became of each message that was due. `seconds` is a clock that runs."""
    began, longest = seconds(), max(CLAIM, 5 * config.settings.mail.timeout_seconds)
    store.let_go(now)
    with ExitStack() as stack:
        run = _Run(config, store, environment, stack, seconds)
        settled: list[Delivery] = []
        # One at a time: a server that hangs on each must not outlast the claims on the rest. What
        # is due is what was as the run began, or one that fails for ever would never let it end.
        while claimed := store.claim(now, seconds() - began + longest, limit=1):
            what = run.outcome(claimed[0])
            settled.append(what(now + timedelta(seconds=int(seconds() - began))))
    return settled


class _Run:
    """One run over the outbox: the channels that are open, and those that are down."""

    def __init__(
        self,
        config: Config,
        store: Store,
        environment: Mapping[str, str],
        stack: ExitStack,
        seconds: Callable[[], float],
    ) -> None:
        self._config, self._store, self._environment = config, store, environment
        self._stack, self._seconds = stack, seconds
        self._open: dict[str, Send] = {}
        self._down: dict[str, DeliveryError] = {}
        self._spent: dict[str, float] = {}

    def outcome(self, claimed: Delivery) -> Callable[[datetime], Delivery]:
        """Send it; what then writes down what became of it, and when."""
        way = _way(claimed)
        if way and way not in self._config.settings.channels:
            # It was taken out of the settings: there is nobody to be paused, nor to be tried again.
            gone = DeliveryError(say("channels.channel_gone", name=way), permanent=True)
            return partial(self._failed, claimed, gone)
        if way in self._down:
            return partial(self._passed_over, claimed, self._down[way])
        try:
            payload = claimed.payload or written_anew(self._config, self._store, claimed)
        except DeliveryError as error:
            return partial(self._failed, claimed, error)
        try:
            name = self._send(way, claimed, payload)
        except DeliveryError as error:
            if error.of_channel:
                self._down[way] = error
            return partial(self._failed, claimed, error, of_target=True)
        return partial(self._sent, claimed, name)

    def _sent(self, claimed: Delivery, name: str, at: datetime) -> Delivery:
        settled = after_success(claimed, at, name)
        self._store.settle(settled)
        return settled

    def _passed_over(self, claimed: Delivery, error: DeliveryError, at: datetime) -> Delivery:
        settled = self._held(passed_over(claimed, error, at))
        self._store.settle(settled)
        return settled

    def _failed(
        self, claimed: Delivery, error: DeliveryError, at: datetime, *, of_target: bool = False
    ) -> Delivery:
        settled = self._held(after_failure(claimed, error, at))
        refused = of_target and error.permanent
        self._store.settle(settled, _pause(settled, at) if refused else None)
        return settled

    def _held(self, settled: Delivery) -> Delivery:
        """The same; where quiet hours have begun when it would be tried again, until they end."""
        if settled.state != "waiting" or settled.next_try_at is None:
            return settled
        until = held_anew(self._config, self._store, settled, settled.next_try_at)
        return replace(settled, not_before=until or settled.not_before)

    def _send(self, way: str, claimed: Delivery, payload: bytes) -> str:
        began = self._seconds()
        try:
            if way not in self._open:
                self._open[way] = self._opened(claimed)
            return self._open[way](payload, claimed.recipient, mark(claimed))
        finally:
            self._spent[way] = self._spent.get(way, 0.0) + self._seconds() - began
            if self._spent[way] > PATIENCE:
                self._down[way] = DeliveryError(say("channels.too_slow"))

    def _opened(self, claimed: Delivery) -> Send:
        """Its channel; what is wrong with the settings of one keeps no other from being told."""
        try:
            return self._mail() if claimed.channel == "email" else self._channel(claimed)
        except ConfigError as wrong:
            raise DeliveryError(str(wrong), of_channel=True) from wrong

    def _channel(self, claimed: Delivery) -> Send:
        name = claimed.recipient
        address = variable(name)
        url = secret(address, self._environment)
        if claimed.channel == "apprise":
            from listener.alerts.chats import Chat

            chat = Chat(name, address, url)
            return lambda payload, _to, _mark: chat.send(payload)
        from listener.alerts.webhook import Webhook

        key = secret(f"{address}_KEY", self._environment)
        webhook = Webhook(name, address, url, key)
        return lambda payload, _to, mark: webhook.send(payload, mark)

    def _mail(self) -> Send:
        from listener.alerts.smtp import Smtp

        mail = self._config.settings.mail
        if not mail.host:
            raise DeliveryError(say("watching.no_mail_server"), of_channel=True)
        password = secret("LISTENER_SMTP_PASSWORD", self._environment)
        smtp = self._stack.enter_context(Smtp(mail, password))
        return lambda payload, to, _mark: smtp.send(payload, to)


def mark(delivery: Delivery) -> str:
    """What a message is called at each attempt, and nothing else ever: by that it is known again.

    The number alone would be that of another message in another database.
    """
    told = f"{delivery.created_at.timestamp()}\x1f{delivery.brand}\x1f{delivery.recipient}"
    return f"msg_{delivery.id}_{blake2b(told.encode(), digest_size=8).hexdigest()}"


def _way(delivery: Delivery) -> str:
    """All mail goes one way; each chat and program has one of its own."""
    return "" if delivery.channel == "email" else delivery.recipient


def _pause(refused: Delivery, at: datetime) -> Pause:
    return Pause(
        channel=refused.channel,
        recipient=refused.recipient,
        since=at,
        reason="refused",
        detail=refused.last_error,
    )
