"""In which words a digest is told: what all its sections are given besides the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from listener.causes import Drivers
from listener.chart import Chart
from listener.i18n import Translator
from listener.routes import Authors
from listener.spikes import Incident


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The reader's language, and the moment at which they are told.

    `reason` tells in a few sentences why an incident is one, `driven` what it comes down to;
    detection has the words for it. `drawn` is its chart, where the form shows one. `titled` is what
    people call a source. `authors` are told by name, by a link only, or not at all. `top` is how
    many rows a list has at most; None: its own number.
    """

    t: Translator
    now: datetime
    reason: Callable[[Incident], str]
    driven: Callable[[Drivers], str] = lambda _: ""
    drawn: Callable[[Incident], Chart | None] = lambda _: None
    titled: Callable[[str], str] = lambda name: name
    authors: Authors = "name"
    top: int | None = None

    def most(self, usual: int) -> int:
        """How many rows a list has that usually has so many."""
        return self.top or usual
