"""Messages that try whether what is told arrives, one to each who is told and over each channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

import msgspec

from listener.config import Brand, Config
from listener.errors import ConfigError, nearest
from listener.i18n import Translator, say
from listener.outgoing import Target
from listener.records import Delivery
from listener.routing import Whom, targets, ways
from listener.store import Store
from listener.telling import sender_of
from listener.text import one_line

Told = tuple[Target, tuple[Brand, ...]]
"""Who is told, and of which brands."""

NAMED = 3
"""Brands that a test names."""


def put_tests(
    config: Config, store: Store, now: datetime, *, brand: str | None = None, to: str | None = None
) -> None:
    """Put a test into the outbox for each target: of a brand or all, or just the one named.

    Raises ConfigError when there is nobody, or nobody of that name.
    """
    told = who_is_told(config, brand)
    if to is None and not told:
        file = f"brands/{brand or config.brands[0].id}.toml"
        raise ConfigError(say("channels.nobody_told"), file=file, key="alerts")
    if to is not None:
        known = {**_channels(config), **{name: told[name] for name in told}}
        if to not in known:
            text = say("channels.no_such_target", who=one_line(to, 80))
            raise ConfigError(text, hint=nearest(to, known))
        told = {to: known[to]}
    for target, brands in told.values():
        store.put(
            Delivery(
                event="test",
                brand=(brands or config.brands)[0].id,
                channel=target.channel,
                recipient=target.recipient,
                title=_say("test_subject", target, brands),
                payload=_packed(config, target, brands, now),
                created_at=now,
            )
        )


def who_is_told(config: Config, brand: str | None = None) -> dict[str, Told]:
    """Everybody who may be told of anything, with the brands that it may be about, by recipient."""
    found: dict[Whom, Told] = {}
    for each in config.brands:
        if brand in (None, each.id):
            for who, target in targets(ways(config.settings, each)).items():
                first, brands = found.get(who, (target, ()))
                found[who] = (first, (*brands, each))
    return {target.recipient: (target, brands) for target, brands in found.values()}


def _channels(config: Config) -> dict[str, Told]:
    """Every channel of the settings, used or not."""
    return {
        name: (
            Target(
                channel=channel.kind,
                recipient=name,
                language=channel.language or config.settings.language,
            ),
            (),
        )
        for name, channel in config.settings.channels.items()
    }


def _packed(config: Config, target: Target, brands: Sequence[Brand], now: datetime) -> bytes:
    from listener.alerts.mail import message

    t, subject = Translator(target.language), _say("test_subject", target, brands)
    text = _say("test_text", target, brands)
    if target.channel == "email":
        return message(
            subject=subject,
            text=text,
            html=f'<!doctype html><html lang="{t.language}"><p>{escape(text)}</p></html>',
            sender=sender_of(config),
            recipient=target.recipient,
            thread="test",
            now=now,
        )
    if target.channel == "apprise":
        told = {"title": subject, "body": text, "format": "text", "type": "info"}
        return msgspec.json.encode(told)
    data = {"brands": [each.id for each in brands], "text": text}
    return msgspec.json.encode({"type": "test", "timestamp": now, "data": data})


def _say(key: str, target: Target, brands: Sequence[Brand]) -> str:
    t, who = Translator(target.language), one_line(target.recipient, 80)
    if not brands:
        return t(f"channels.{key}_unused", who=who)
    names = ", ".join(one_line(each.name, 80) for each in brands[:NAMED])
    if len(brands) > NAMED:
        names = t("channels.some", names=names, n=len(brands) - NAMED)
    return t(f"channels.{key}", brands=names)
