"""What kind of a spike it is: a worse share, more talk, or both.

By how well each explains a window: items are a negative binomial around what is usual times some
factor, negatives a beta-binomial of them at the usual odds times some factor. Each kind is the mean
of its factors' likelihoods. Of all windows that one is asked in which something shows most, since
it holds most of what happened, and least of what was before; and its likeliest kind is believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, lgamma, log
from typing import NamedTuple

from listener.spikes import IncidentKind

_TIMES = (2.2, 3.0, 4.5, 7.0)
"""How many times the items, or the odds, it may be; less than double makes no kind."""

_PRIORS: dict[IncidentKind, float] = {"share": 0.5, "talk": 1.5, "both": 0.0}
"""Logarithms. One thing is likelier to change than two at a time; and since an alarm by negatives
comes when more of the talk than usual happened to be negative, talk would seem to be both."""

_SURE = 0.5


class Window(NamedTuple):
    """So many items, of which so many are negative, where `usual` items of `share` are usual.

    `spread` is the squared relative spread of the items, `wander` that of the share's log odds.
    """

    items: float
    negatives: float
    usual: float
    spread: float
    share: float
    wander: float


def kind_of(windows: Iterable[Window]) -> IncidentKind:
    """The kind of what shows in these windows, which end at the same time."""
    judged = [_judged(window) for window in windows if window.negatives > 0]
    if not judged:
        return "unclear"
    kinds = max(judged, key=lambda each: max(each.values()))
    top = max(kinds.values())
    best = max(kinds, key=lambda kind: kinds[kind])
    return best if sum(exp(each - top) for each in kinds.values()) <= 1 / _SURE else "unclear"


def _judged(window: Window) -> dict[IncidentKind, float]:
    """How much likelier each kind is than that nothing changed, as logarithms."""
    items, negatives, usual, spread, share, wander = window
    talk = _mean([_items(items, usual * times, spread) for times in _TIMES])
    worse = _mean([_negatives(negatives, items, share, times, wander) for times in _TIMES])
    talk -= _items(items, usual, spread)
    worse -= _negatives(negatives, items, share, 1.0, wander)
    likelier: dict[IncidentKind, float] = {"share": worse, "talk": talk, "both": talk + worse}
    return {kind: log_likely + _PRIORS[kind] for kind, log_likely in likelier.items()}


def _mean(logs: list[float]) -> float:
    top = max(logs)
    return top + log(sum(exp(each - top) for each in logs) / len(logs))


def _items(items: float, mean: float, spread: float) -> float:
    """The log-likelihood of a negative binomial, but for what all have in common."""
    size = 1 / max(spread, 1e-6)
    mean = max(mean, 1e-6)
    return items * log(mean / (size + mean)) - size * log(1 + mean / size)


def _negatives(negatives: float, items: float, share: float, times: float, wander: float) -> float:
    """The log-likelihood of a beta-binomial at so many times the odds, but for what is common."""
    odds = share / (1 - share) * times
    likely = odds / (1 + odds)
    size = max(1 / (max(wander, 1e-4) * likely * (1 - likely)) - 1, 0.2)
    bad, good = likely * size, (1 - likely) * size
    return (
        lgamma(negatives + bad)
        + lgamma(items - negatives + good)
        - lgamma(items + size)
        - lgamma(bad)
        - lgamma(good)
        + lgamma(size)
    )
