"""What kind of a spike it is: a worse share, more talk, or both.

By how well each explains the window: items are a negative binomial around what is usual times some
factor, negatives a binomial of them at the usual odds times some factor. Each kind is the mean of
its factors' likelihoods, and the likeliest is believed where it is surely more so than the others.
"""

from __future__ import annotations

from math import exp, lgamma, log, sqrt

from listener.spikes import IncidentKind

_TALK = (1.6, 2.2, 3.0, 4.5, 7.0)
_ODDS = (1.6, 2.2, 3.0, 4.5, 7.0)
_NODES = ((-1.7321, 1 / 6), (0.0, 2 / 3), (1.7321, 1 / 6))
"""Three points of a normal distribution that stand for all of it (Gauss-Hermite)."""

_SURE = 0.6


def kind_of(
    items: float, negatives: float, usual: float, spread: float, share: float, wander: float
) -> IncidentKind:
    """The kind of a window of `items`, of which so many are negative, where `usual` are usual.

    `spread` is the squared relative spread of the items, `wander` that of the share's log odds.
    """
    talk = [_counts(items, usual * times, spread) for times in (1.0, *_TALK)]
    worse = [_share(negatives, items, share, log(times), wander) for times in (1.0, *_ODDS)]
    kinds: dict[IncidentKind, float] = {
        "share": talk[0] + _mean(worse[1:]),
        "talk": _mean(talk[1:]) + worse[0],
        "both": _mean(talk[1:]) + _mean(worse[1:]),
    }
    top = max(kinds.values())
    total = sum(exp(each - top) for each in kinds.values())
    best = max(kinds, key=lambda kind: kinds[kind])
    return best if 1 / total >= _SURE else "unclear"


def _mean(logs: list[float]) -> float:
    top = max(logs)
    return top + log(sum(exp(each - top) for each in logs) / len(logs))


def _counts(items: float, mean: float, spread: float) -> float:
    """The log-likelihood of a negative binomial, but for what all have in common."""
    size = 1 / max(spread, 1e-6)
    mean = max(mean, 1e-6)
    return (
        lgamma(items + size)
        - lgamma(size)
        + size * log(size / (size + mean))
        + items * log(mean / (size + mean))
    )


def _share(negatives: float, items: float, share: float, worse: float, wander: float) -> float:
    """The log-likelihood of a binomial whose log odds are off by so much, and wander."""
    odds = log(share / (1 - share)) + worse
    found = []
    for node, weight in _NODES:
        at = odds + node * sqrt(wander)
        fitting = -negatives * log(1 + exp(-at)) - (items - negatives) * log(1 + exp(at))
        found.append(log(weight) + fitting)
    top = max(found)
    return top + log(sum(exp(each - top) for each in found))
