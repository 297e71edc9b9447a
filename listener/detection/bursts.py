"""What a brand's own talk does every other week: peaks, how many a month, how far they reach.

Real streams burst far beyond what chance allows, and shares wander. Peaks that stand out at ten a
month are counted for each window, six hours apart, and their height above that level is learned;
above it they are taken to fall off exponentially (peaks over threshold on the log ratio; an
exponential tail of log ratios is a Pareto tail of bursts). The level climbs with every peak and
sinks with every day, so that it comes to lie where ten a month pass it.
"""

from __future__ import annotations

import numpy as np

from listener.detection.chance import LEVEL
from listener.detection.layout import Flags, Numbers, Part
from listener.detection.seasons import kept_a_quarter
from listener.detection.windows import MONTH

APART = 24
"""Quarters of quiet after which a peak is over."""

_CLIMBS = 0.1
_EXPECTED, _AS_IF_MONTHS = 0.1, 0.02
"""Before any was seen: five a month, believed for a day."""

_REACHES, _AS_IF_PEAKS = 0.5, 3.0
_FARTHEST = 2.0
_MEMORY = kept_a_quarter(90)


class Bursts:
    """How often, a month, the series' own peaks reach as far as each window does now."""

    def __init__(self, part: Part, effect: Numbers, standing_out: Numbers, months: Numbers) -> None:
        self.part = part
        self.level = np.maximum(standing_out, part["level"])
        self.beyond = effect - self.level
        reach = (part["sum"] + _REACHES * _AS_IF_PEAKS) / (part["number"] + _AS_IF_PEAKS)
        # What was never seen is not made likelier by looking below the level.
        with np.errstate(divide="ignore"):
            known = np.log(part["number"]) - self.beyond / reach
        guessed = np.log(_EXPECTED) - np.maximum(self.beyond, 0) / reach
        self.log_rate = np.logaddexp(known, guessed) - np.log(months + _AS_IF_MONTHS)

    def total(self, chance: Numbers) -> Numbers:
        """Both causes of a false alarm together, as the log of a rate a month."""
        out = (chance < LEVEL) & (self.beyond > 0)
        return np.where(out, np.logaddexp(chance, self.log_rate), np.maximum(chance, LEVEL))

    def rarest(self) -> Numbers:
        """The rate of what reaches as far as the window that reaches farthest."""
        found: Numbers = np.minimum(self.log_rate, LEVEL).min(0)
        return found

    def learn(self, chance: Numbers, taught: Flags) -> None:
        """Count a peak when it is over."""
        part = self.part
        out = (chance < LEVEL) & (self.beyond > 0) & taught
        part["peak"][:] = np.where(out, np.maximum(part["peak"], self.beyond), part["peak"])
        part["quiet"][:] = np.where(out.any(0), 0.0, np.minimum(part["quiet"] + 1, 99))
        over = part["quiet"] == APART
        if over.any():
            ended = over & np.isfinite(part["peak"])
            height = np.where(ended, np.minimum(part["peak"], _FARTHEST), 0.0)
            part["number"] += ended
            part["sum"] += height
            part["level"][:] = np.where(ended, self.level + _CLIMBS, part["level"])
            part["peak"][:] = np.where(over, -np.inf, part["peak"])
        part["level"][:] = np.maximum(part["level"] - _CLIMBS * 10 / MONTH, 0)
        part["number"] *= _MEMORY
        part["sum"] *= _MEMORY
