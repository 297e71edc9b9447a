"""Channels as `listener doctor` looks at them; nothing is sent, and no address is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from listener.config import Config, secret
from listener.errors import ConfigError, DeliveryError
from listener.i18n import say
from listener.routes import Channel, variable
from listener.text import one_line
from listener.trying import who_is_told

State = Literal["ok", "note", "wrong"]


def channel_lines(config: Config) -> Iterator[tuple[State, str]]:
    """Each channel and how it is, in words."""
    told = who_is_told(config)
    for name, channel in config.settings.channels.items():
        parts = {"name": name, "kind": channel.kind, "variable": variable(name)}
        try:
            several = _places(name, channel)
        except (ConfigError, DeliveryError) as error:
            yield "wrong", one_line(str(error), 300)
            continue
        yield "ok", say("doctor.channel_fine", **parts)
        if several > 1:
            yield "note", say("doctor.channel_wide", name=name, n=several)
        if name not in told:
            yield "note", say("doctor.channel_unused", **parts)


def _places(name: str, channel: Channel) -> int:
    """How many places a channel reaches; DeliveryError where it cannot be used as it is set."""
    address = variable(name)
    url = secret(address)
    if channel.kind == "webhook":
        from listener.alerts.webhook import Webhook

        Webhook(name, address, url, secret(f"{address}_KEY")).check()
        return 1
    from listener.alerts.chats import Chat

    return Chat(name, address, url).check()
