"""A mixture of bets on a change: sums that grow while one is on, and whose height is a rate.

Shiryaev-Roberts sums of likelihood ratios, one for each size of change, averaged (an e-detector:
Shin, Ramdas and Rinaldo 2022, https://arxiv.org/abs/2203.03532): while nothing changed, their mean
passes a bar of N looks once in N looks at the most. Beside each runs the sum of logarithms since
it was last nought (a CUSUM), which dates the change.
"""

from __future__ import annotations

import numpy as np

from listener.detection.layout import Numbers, Part

SHARE_ODDS = np.array([1.6, 2.1, 2.8, 4.0, 6.0, 9.0])[:, None]
"""Odds of being negative, times so much."""

COUNT_TIMES = np.array([1.5, 2.0, 3.0, 4.5, 7.0, 11.0])[:, None]
"""Negatives a quarter, times so much."""

_HIGHEST = 9.0
"""The logarithm of how far above one a month a sum may climb, so that it comes down again."""


def bet(
    part: Part, gains: Numbers, looks: Numbers, looks_a_month: Numbers, seen: Numbers
) -> Numbers:
    """Take in a quarter's log-likelihood ratios; the log of the sums' mean, in looks a month.

    `looks` is how many looks the quarter was (items, or one); `seen` is (items, negatives, items
    expected, where the quarter begins) and dates the windows.
    """
    with np.errstate(divide="ignore"):
        grown = np.logaddexp(part["odds_sum"], np.log(looks)) + gains
    limit = np.log(looks_a_month)
    part["odds_sum"][:] = np.where(looks > 0, np.minimum(grown, limit + _HIGHEST), part["odds_sum"])
    _date(part, np.where(looks > 0, gains, 0.0), seen)
    top = part["odds_sum"].max(0)
    base = np.where(np.isfinite(top), top, 0.0)
    total = np.zeros_like(base)
    for row in part["odds_sum"]:
        total = total + np.exp(row - base)
    with np.errstate(divide="ignore"):
        return base + np.log(total / len(part["odds_sum"])) - limit


def _date(part: Part, gains: Numbers, seen: Numbers) -> None:
    part["bet"] += gains
    over = part["bet"] <= 0
    part["bet"][over] = 0.0
    since = part["bet_since"]
    fresh = since[3] == 0
    for row in range(3):
        since[row] = np.where(over, 0.0, since[row] + seen[row])
    since[3] = np.where(over, 0.0, np.where(fresh, seen[3], since[3]))


def window(part: Part) -> Numbers:
    """(items, negatives, items expected, where it begins) of the bet that gained most."""
    best = part["bet"].argmax(0)
    found: Numbers = part["bet_since"][:, best, np.arange(best.size)]
    return found


def spread_of(part: Part, guess: Numbers) -> Numbers:
    """The squared wander between blocks of three hours: what is surely there, or the guess.

    Two standard errors below what was measured: tolerance that nobody needs costs days of delay.
    """
    sums, squares, weight = part["wander"]
    sure = (sums - 2 * np.sqrt(squares)) / np.maximum(weight, 1e-9)
    found: Numbers = np.maximum(guess, sure)
    return found


def guessed(blocks: Numbers) -> Numbers:
    """What is believed of a wander before it is measured: a quarter, fading after two weeks."""
    fading: Numbers = np.minimum(1.0, (112 / np.maximum(blocks, 1.0)) ** 6)
    return 0.0625 * fading


def close_block(part: Part, excess: Numbers, weight: Numbers) -> None:
    """Three hours are over: what they differed by beyond chance, and how much that weighs."""
    kept = 0.5 ** (1 / (8 * 42))
    for row, value in enumerate((excess, excess * excess, weight)):
        part["wander"][row] = part["wander"][row] * kept + value
    part["block"][:] = 0.0
