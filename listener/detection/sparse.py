"""Are there more negatives than usual, where they are rarer than one a quarter of an hour?

A scan has nothing to count there. Bets on the rate, by the clock, against what is usual plus a
tolerance for what the rate is surely known to wander by and what is not known of it.
"""

from __future__ import annotations

import numpy as np

from listener.detection import odds
from listener.detection.layout import Flags, Numbers, Part
from listener.detection.windows import MONTH

_TOLERATED = 2.0


class Sparse:
    """What a quarter says of few negatives: `score` is minus the log of alarms a month."""

    def __init__(self, part: Part, blocks: Numbers, doubt: Numbers) -> None:
        self.part = part
        wander = odds.spread_of(part, odds.guessed(blocks))
        self.tolerance = np.sqrt(_TOLERATED**2 * wander + 0.25 * doubt)

    def look(
        self,
        items: Numbers,
        negatives: Numbers,
        usual: Numbers,
        share: Numbers,
        heard: Numbers,
        quarter: int,
    ) -> None:
        """Take in a quarter; one that was not heard is no look."""
        mean = usual * share * np.exp(self.tolerance)
        gains = negatives * np.log(odds.COUNT_TIMES) - (odds.COUNT_TIMES - 1) * mean
        begins = np.full_like(items, float(quarter))
        seen = np.stack([items, negatives, usual, begins])
        month = np.full_like(items, MONTH)
        self.score = odds.bet(self.part, gains, heard, month, seen)
        self.log_evidence = self.score + np.log(MONTH)
        self.window = odds.window(self.part)

    def learn(self, items: Numbers, usual: Numbers, taught: Flags, quarter: int) -> None:
        """Let three hours say how the rate wanders."""
        self.part["block"] += np.where(taught, np.stack([items, usual]), 0.0)
        if quarter % 12 == 11:
            n, mean = self.part["block"]
            widest = 4 * np.sqrt(mean + 0.06 * mean**2) + 1
            off = np.clip(n - mean, -widest, widest)
            odds.close_block(self.part, off**2 - mean, mean**2)
