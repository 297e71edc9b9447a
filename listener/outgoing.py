"""Messages before they are written: what is told, to whom, and who takes none for now.

All are frozen. Every `datetime` is aware and in UTC.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from listener.causes import Drivers
from listener.records import ChannelKind, StoredMention, WatchStatus
from listener.spikes import EventKind, Incident

PauseReason = Literal["refused", "unsubscribed"]


class Target(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a message goes: an address, or a channel by its name in the settings.

    `language` and `time_zone` are those that it is read in.
    """

    channel: ChannelKind = "email"
    recipient: str
    language: str
    time_zone: str = "UTC"


class Pause(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A target that takes no messages: it refuses them for good, or somebody unsubscribed it.

    Without a `brand` it holds for all; `detail` is what was said. Lifted, it stays as a row.
    """

    id: int = 0
    channel: ChannelKind = "email"
    recipient: str
    brand: str = ""
    since: datetime
    reason: PauseReason
    detail: str = ""
    lifted_at: datetime | None = None


class DigestRun(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A digest that was made to be sent, so that one that is missing can be told.

    `scope` is the brand, or `group:` and the group; `period` day, week, month or empty.
    """

    scope: str
    period: str
    since: datetime
    until: datetime
    made_at: datetime


class Story(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that an alert says of one event of one incident, before it is put into words.

    `worst` are the mentions to open first, `children` the incidents of its sources that it speaks
    for. `looks` at it since it began, of which `alarming` said so: how persistent it is. Once it is
    over, `cost` counts its negatives above the usual and `answered` of `answerable` reviews were
    answered. `reason` and `driven` are detection's sentences in the reader's language.
    """

    incident: Incident
    event: EventKind
    severity: int
    reason: str
    driven: str = ""
    drivers: Drivers = Drivers()
    worst: tuple[StoredMention, ...] = ()
    children: tuple[Incident, ...] = ()
    coverage: tuple[WatchStatus, ...] = ()
    looks: int = 0
    alarming: int = 0
    cost: int = 0
    answered: int = 0
    answerable: int = 0
    chart: bytes = b""
    chart_alt: str = ""
