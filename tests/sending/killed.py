"""A run over the outbox, in a process of its own that is killed at one step of one message.

`killed.py CONFIG CHANNEL STEP AT`: SIGKILL at that step of the first message over that channel.
"""

from __future__ import annotations

import os
import signal
import smtplib
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from listener import pipeline
from listener.alerts import chats, smtp, webhook
from listener.config import load
from listener.records import Delivery
from listener.store import Store, outbox

CLAIMS = {"email": 1, "webhook": 3, "apprise": 4}
"""Which claim is that of the first message over a channel."""

channel = ""
current = ""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def around(
    owner: Any, name: str, *, before: bool = False, mine: Callable[..., bool] | None = None
) -> None:
    """Die before or after a call, the first time that it is about our channel."""
    call = getattr(owner, name)

    def called(*arguments: Any, **named: Any) -> Any:
        ours = mine(*arguments) if mine else current == channel
        if ours and before:
            die()
        found = call(*arguments, **named)
        if ours:
            die()
        return found

    setattr(owner, name, called)


def watch_claims(*, dies: bool) -> None:
    """Notes which channel the claimed message is for; dies once it is ours."""
    claim = Store.claim

    def claimed(self: Store, *arguments: Any, **named: Any) -> list[Delivery]:
        global current  # noqa: PLW0603 - this process is one run
        found = claim(self, *arguments, **named)
        current = found[0].channel if found else ""
        if dies and current == channel:
            die()
        return found

    Store.claim = claimed  # type: ignore[method-assign]


def is_about_us(_: object, delivery: Delivery, *__: object) -> bool:
    return delivery.channel == channel


def arrange(step: str) -> None:
    """See to it that this process dies at that step."""
    watch_claims(dies=step == "after the claim")
    post = {"email": (smtp.Smtp, "_open"), "apprise": (chats, "_notified"),
            "webhook": (webhook, "_posted")}[channel]  # fmt: skip
    if step == "before the claim":
        counted = count(1)
        around(Store, "claim", before=True, mine=lambda *_: next(counted) == CLAIMS[channel])
    elif step == "before it connects":
        around(*post, before=True)
    elif step == "once it is connected":
        from urllib3.connection import HTTPConnection

        around(*(post if channel == "email" else (HTTPConnection, "connect")))
    elif step == "after RCPT":
        around(smtplib.SMTP, "rcpt")
    elif step == "before the answer":
        unanswered()
    elif step == "before it is written down":
        around(Store, "settle", before=True, mine=is_about_us)
    elif step == "while it is written down":
        around(outbox, "settle", mine=is_about_us)
    elif step == "after it is written down":
        around(Store, "settle", mine=is_about_us)


def unanswered() -> None:
    """Die once the message has been handed over whole, before a word of an answer is read."""
    if channel == "email":
        reply = smtp._Plain.getreply

        def getreply(self: smtp._Plain) -> tuple[int, bytes]:
            if getattr(self, "handing_over", False):
                die()
            found = reply(self)
            self.handing_over = found[0] == 354  # type: ignore[attr-defined]
            return found

        smtp._Plain.getreply = getreply  # type: ignore[method-assign]
        return
    import http.client

    answer = http.client.HTTPConnection.getresponse

    def getresponse(self: http.client.HTTPConnection) -> http.client.HTTPResponse:
        if current == channel:
            die()
        return answer(self)

    http.client.HTTPConnection.getresponse = getresponse  # type: ignore[method-assign]


def main(folder: str, of: str, step: str, at: str) -> None:
    global channel  # noqa: PLW0603
    channel = of
    arrange(step)
    config = load(folder)
    with Store(config.database) as store:
        pipeline.alert(config, store, datetime.fromisoformat(at))


main(*sys.argv[1:])
