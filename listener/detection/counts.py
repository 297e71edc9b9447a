"""Are there more than usual? A scan of windows that double, where there is one a quarter or more.

Two causes of a false alarm are added for each window: chance, by a negative binomial whose spread
is that of the series' own windows of this length, and the series' own bursts.
"""

from __future__ import annotations

import numpy as np

from listener.detection import windows
from listener.detection.bursts import Bursts
from listener.detection.chance import LEVEL, LOG_LOOKS, STANDING_OUT, log_tail, off_counts
from listener.detection.layout import Flags, Numbers, Part
from listener.detection.seasons import WEEK
from listener.detection.windows import BLOCKS, SIZES

LEAST = 3
"""Negatives in a window for it to count."""

_FIRST_SPREAD, _AS_IF = 0.1, 50.0
"""Ordinary days differ by a third, as fifty effective items say."""

_LONG = 3
"""The scale from which a window may hold what is over already: two hours."""

_FORGETS_DAYS = np.where(SIZES > 96, 28.0, 14.0)


class Count:
    """What a quarter says of one count, by windows: rows are scales."""

    def __init__(self, part: Part, peaks: Part, age: Numbers, doubt: Numbers) -> None:
        self.part, self.peaks, self.age = part, peaks, age
        learned = part["spread"][0] + _FIRST_SPREAD * _AS_IF
        spread = np.maximum(learned / (part["spread"][1] + _AS_IF), 1e-4)
        # In its second week a series does not know its weekdays yet.
        self.spread = spread + 0.06 * np.clip(2 - age / WEEK, 0, 1) + doubt

    def look(self, observed: Numbers, usual: Numbers, factor: Numbers, months: Numbers) -> None:
        """Take in a quarter; the mean of a window is `factor` of its usual items."""
        self.observed, self.usual = windows.add(self.part, (observed, usual))
        self.mean = self.usual * factor
        self.variance = self.mean + self.spread * self.mean**2
        effect = np.log((self.observed + 0.5) / (self.mean + 0.5))
        highest = self.mean + STANDING_OUT * np.sqrt(self.variance)
        outstanding = np.log((highest + 0.5) / (self.mean + 0.5))
        self.log_chance = log_tail(off_counts(self.observed, self.mean, self.spread))
        self.chance = self.log_chance + LOG_LOOKS
        self.bursts = Bursts(self.peaks, effect, outstanding, months)
        enough = (self.observed >= LEAST) & _goes_on(self.log_chance)
        rates = np.where(enough, self.bursts.total(self.chance), LEVEL + 2)
        self.scale = rates.argmin(0)
        self.score = -rates.min(0)

    def learn(self, taught: Flags, peaks: Flags, quarter: int) -> None:
        """Let windows whose last block is full say how much they spread."""
        self.bursts.learn(self.chance, peaks)
        sums, full = self.part["spread"], windows.closing(quarter)
        sums *= np.where(self.age == 2 * WEEK - 1, 0.1, 1.0)
        mean = self.mean[:full]
        off = np.minimum(self.observed[:full] - mean, 3 * np.sqrt(self.variance[:full]) + 1)
        kept = (0.5 ** (BLOCKS[:full] / (96 * _FORGETS_DAYS[:full])))[:, None]
        for row, value in enumerate((off**2 - mean, mean**2)):
            sums[row, :full] = sums[row, :full] * kept + np.where(taught, value, 0.0)
        windows.close(self.part, full)


def _goes_on(log_chance: Numbers) -> Flags:
    """Where the last quarter of a window stands out a little too: what is over is no alarm."""
    now = np.ones_like(log_chance, dtype=bool)
    now[_LONG:] = log_chance[_LONG - 2 : -2] < np.log(0.1)
    return now
