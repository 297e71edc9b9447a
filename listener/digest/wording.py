"""In which words a digest is told: what all its sections are given besides the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from listener.causes import Drivers
from listener.i18n import Translator
from listener.spikes import Incident


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The reader's language, and the moment at which they are told.

    `reason` tells in a few sentences why an incident is one, `driven` what it comes down to;
    detection has the words for it.
    """

    t: Translator
    now: datetime
    reason: Callable[[Incident], str]
    driven: Callable[[Drivers], str] = lambda _: ""
