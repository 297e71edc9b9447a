"""Is a worse share of it negative? Counted by items, not by the clock.

The null is the usual share plus a tolerance: what this share is surely known to wander by, and
what is not known of it yet. Items are the looks, so an empty night proves nothing.
"""

from __future__ import annotations

import numpy as np

from listener.detection import odds, windows
from listener.detection.bursts import Bursts
from listener.detection.chance import LOG_LOOKS, STANDING_OUT, log_tail, off_share
from listener.detection.layout import Flags, Numbers, Part
from listener.detection.loop import NO_SCORE
from listener.detection.seasons import kept_a_quarter

FIRST_ITEMS = 30
"""So many items teach the usual share before it may alarm."""

_TOLERATED = 3.0
_LEAST = 0.05
_HARDLY_WORSE = 0.95
"""Where nearly all is negative already, no share can be worse by so much that it matters."""

_POSSIBLE = 0.001, 0.98
"""No share is ever nought or all, whatever was seen so far."""

_MEMORY_ITEMS = 300
_MEMORY = kept_a_quarter(42)


class Share:
    """What a quarter's items say of one share: `score` is minus the log of alarms a month."""

    def __init__(self, part: Part, peaks: Part, guess: Numbers, weight: Numbers) -> None:
        self.part, self.peaks = part, peaks
        known = part["items"] + weight
        usual = (part["negatives"] + guess * weight) / known
        self.usual = np.clip(usual, *_POSSIBLE)
        self.odds = self.usual / (1 - self.usual)
        self.variance = self.usual * (1 - self.usual)
        self.doubt = 1 / (known * self.variance)
        blocks = part["blocks"]
        self.wander = odds.spread_of(part, odds.guessed(blocks))
        self.tolerance = np.sqrt(
            _TOLERATED**2 * self.wander * (1 + 4 / (blocks + 1)) + self.doubt + _LEAST**2
        )

    def look(
        self,
        items: Numbers,
        negatives: Numbers,
        items_a_month: Numbers,
        expected: Numbers,
        quarter: int,
        months: Numbers,
    ) -> None:
        """Take in a quarter."""
        least = self.odds * np.exp(np.minimum(self.tolerance, 5.0))
        null = least / (1 + least)
        worse = odds.SHARE_ODDS * least
        worse = worse / (1 + worse)
        gains = negatives * np.log(worse / null) + (items - negatives) * np.log(
            (1 - worse) / (1 - null)
        )
        begins = np.full_like(items, float(quarter))
        seen = np.stack([items, negatives, expected, begins])
        by_chance = odds.bet(self.part, gains, items, items_a_month, seen)
        self.log_evidence = by_chance + np.log(items_a_month)
        self.window = odds.window(self.part)
        self._wandered(items, negatives, months)
        known = (self.part["items"] >= FIRST_ITEMS) & (self.window[1] >= 3)
        known &= self.usual <= _HARDLY_WORSE
        self.score = np.where(known, -np.logaddexp(-by_chance, self.bursts.rarest()), NO_SCORE)

    def _wandered(self, items: Numbers, negatives: Numbers, months: Numbers) -> None:
        n, k = windows.add(self.part, (items, negatives))
        self.counted, self.negative = n, k
        effect = np.log((k + 0.5) / (n - k + 0.5)) - np.log(self.odds)
        deviation = np.sqrt(1 / ((n + 1) * self.variance) + self.doubt)
        self.log_chance = log_tail(off_share(k, n, self.usual, self.doubt))
        self.chance = self.log_chance + LOG_LOOKS
        self.bursts = Bursts(self.peaks, effect, STANDING_OUT * deviation, months)

    def learn(
        self,
        items: Numbers,
        negatives: Numbers,
        items_a_quarter: Numbers,
        taught: Flags,
        peaks: Flags,
        quarter: int,
        begun: Flags,
    ) -> None:
        """Let the quarter say what is usual, cut at three deviations."""
        part = self.part
        mean = items * self.usual
        # What the share is known to wander by is calm as well, or it would seem never to.
        widest = 3 * np.sqrt(mean + self.wander * (items * self.variance) ** 2) + 1
        calm = np.minimum(negatives, mean + widest)
        kept = np.maximum(_MEMORY, 0.5 ** (items_a_quarter / _MEMORY_ITEMS))
        kept = np.where(taught, kept, 1.0)
        for name, value in (("negatives", calm), ("items", items)):
            part[name][:] = part[name] * kept + np.where(taught, value, 0.0)
        part["block"] += np.where(taught, np.stack([items, calm]), 0.0)
        self.bursts.learn(self.chance, peaks)
        if quarter % 12 == 11:
            self._close_block(begun)
        windows.close(part, windows.closing(quarter))

    def _close_block(self, begun: Flags) -> None:
        n, k = self.part["block"]
        mean = n * self.variance
        widest = 4 * np.sqrt(mean + 0.06 * mean**2) + 1
        off = np.clip(k - n * self.usual, -widest, widest)
        odds.close_block(
            self.part, off**2 - mean, n * np.maximum(n - 1, 0) * self.variance * self.variance
        )
        self.part["blocks"][:] = self.part["blocks"] * 0.5 ** (1 / (8 * 42)) + begun
