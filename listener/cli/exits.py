"""How a command ends, as a number that cron and scripts can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from listener.errors import ListenerError

FINE = 0
UNFORESEEN = 1
CONFIGURATION = 2
SOURCE_FAILED = 3
STORE = 4
UNDELIVERED = 5
NOT_THE_SAME = 6
OVER_BUDGET = 7
SPIKE_OPEN = 10


def code_of(error: ListenerError) -> int:
    """The exit code that says what kind of error it was."""
    from listener.errors import ConfigError, DeliveryError, SourceError, StoreError

    for kind, code in (
        (ConfigError, CONFIGURATION),
        (SourceError, SOURCE_FAILED),
        (StoreError, STORE),
        (DeliveryError, UNDELIVERED),
    ):
        if isinstance(error, kind):
            return code
    return UNFORESEEN
