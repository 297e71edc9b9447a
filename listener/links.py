"""Links in a mail that do one thing to one incident, and that nobody else can make up. Pure.

A link is `<url>/do/<token>`; the token says what is to be done, to which incident, for whom and
since when, signed with LISTENER_LINK_KEY. Whoever has the mail can read it; it holds no secret.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, TypeVar, get_args

import msgspec
from msgspec import Struct

from listener.outgoing import Target
from listener.records import ChannelKind
from listener.spikes import Incident

Action = Literal["ack", "snooze", "useful", "noise", "close"]

_T = TypeVar("_T")

LASTS = timedelta(days=90)
"""Later than this nobody should change what is known of an incident by an old mail."""

SNOOZED = timedelta(hours=4)
"""How long a link snoozes."""

SHORTEST_KEY = 16


class Links(Struct, frozen=True, kw_only=True):
    """The addresses that do something to an incident; each is for one recipient."""

    ack: str
    snooze: str
    useful: str
    noise: str
    close: str


class Asked(Struct, frozen=True, array_like=True):
    """What a link of an incident asks for, and on which day it was made.

    `began` is when the incident was opened, in seconds: it tells it from one of another database.
    """

    action: Action
    number: int
    began: int
    recipient: str
    language: str
    day: int


class Leaving(Struct, frozen=True, array_like=True):
    """Who wants no more messages of a brand."""

    channel: ChannelKind
    recipient: str
    brand: str
    language: str


class BadLink(Exception):
    """The link was not made here, or is too old."""


def links_of(incident: Incident, target: Target, url: str, key: str, now: datetime) -> Links:
    """All that a message to this target may do to an incident."""
    began = int(incident.opened_at.timestamp())
    told = (incident.id, began, target.recipient, target.language, _day(now))
    made = {
        action: f"{url.rstrip('/')}/do/{_signed(key, 'do', Asked(action, *told))}"
        for action in get_args(Action)
    }
    return Links(**made)


def unsubscribe_link(target: Target, brand: str, url: str, key: str) -> str:
    """Where this target says that it wants no more of a brand: RFC 8058."""
    who = Leaving(target.channel, target.recipient, brand, target.language)
    return f"{url.rstrip('/')}/leave/{_signed(key, 'leave', who)}"


def asked(token: str, key: str, now: datetime) -> Asked:
    """What the link asks for. Raises BadLink."""
    found = _read(token, key, "do", Asked)
    if not timedelta(days=-1) <= timedelta(days=_day(now) - found.day) <= LASTS:
        raise BadLink
    return found


def leaving(token: str, key: str) -> Leaving:
    """Who wants no more; however old the mail is. Raises BadLink."""
    return _read(token, key, "leave", Leaving)


def _signed(key: str, purpose: str, told: Asked | Leaving) -> str:
    from itsdangerous import URLSafeSerializer

    return URLSafeSerializer(key, salt=f"listener.{purpose}").dumps(msgspec.to_builtins(told))


def _read(token: str, key: str, purpose: str, kind: type[_T]) -> _T:
    from itsdangerous import BadData, URLSafeSerializer

    try:
        read = URLSafeSerializer(key, salt=f"listener.{purpose}").loads(token)
        return msgspec.convert(read, kind)
    except (BadData, msgspec.ValidationError) as error:
        raise BadLink from error


def _day(now: datetime) -> int:
    # By the day: a mail that is written anew has the same links.
    return int(now.timestamp()) // 86_400
