"""What a brand's volume allows to be seen, and how soon: before anything has happened. Pure.

First-order theory (Lorden 1971, doi 10.1214/aoms/1177693055) gives log(items between false alarms)
/ KL for the delay, which is far too long where few items lie between two false alarms. Siegmund's
form of it for a CUSUM (Sequential Analysis, 1985, 2.56) holds there too: the threshold x of which
exp(x) - x - 1 = KL of the usual against the change, times the items between false alarms; and
(x - 1 + exp(-x)) / KL of the change against the usual for the delay. It is what one takes who knows
the change to come; what knows nothing takes longer by the factors below, measured by simulation.
The engine itself took 0.4 to 1.4 times as long at 10 and at 100 items a day, share and talk alike;
talk that wanders by itself hides a threefold of it for longer.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, exp, log

from msgspec import Struct

DAYS_A_MONTH = 30.4
SHARE_SLOWER, COUNT_SLOWER = 1.2, 2.0
"""A count has to rule out that the brand's talk just comes in bursts."""

LEAST_CHANGE = 0.05
"""A smaller change of share is not told, however sure."""

_STRONGEST = 8.0
"""The largest odds ratio that a share is tested for."""

_MOST_SHARE, _LEAST_SHARE = 0.99, 0.01
_RISE, _THREEFOLD = 0.1, 3.0


class Sight(Struct, frozen=True, kw_only=True):
    """What can be seen of a series with so many items `a_day`, of which `share` are negative.

    A run of bad ones is seen after `run` of them. Within a day a share is seen from
    `share_in_a_day` on, and `times_in_a_day` as many negatives as usual; None where nothing is.
    `rise_days`: how long a rise by ten points takes. Below `least_a_day` items, threefold talk is
    not seen within a day.
    """

    a_day: float
    share: float
    run: int
    share_in_a_day: float | None
    times_in_a_day: float | None
    rise_days: float
    least_a_day: float

    @property
    def run_days(self) -> float:
        """How long it takes for as many to come."""
        return self.run / self.a_day


def sight(
    a_day: float, share: float, budget: float, least: int = 3, change: float = LEAST_CHANGE
) -> Sight:
    """What can be seen at so many false alarms a month.

    `least` negatives make an incident, and a share counts that has changed by `change` at least.
    """
    share = min(max(share, _LEAST_SHARE), 0.9)
    budget /= 2  # one half is the share's, the other the count's
    risen = min(share + _RISE, _MOST_SHARE)
    return Sight(
        a_day=a_day,
        share=share,
        run=_run(a_day, share, budget, least),
        share_in_a_day=_smallest(
            lambda new: share_days(a_day, share, new, budget, least),
            min(share + change, _MOST_SHARE),
            _MOST_SHARE,
        ),
        times_in_a_day=_smallest(
            lambda times: count_days(a_day * share, times, budget, least), 1.05, 50.0
        ),
        rise_days=share_days(a_day, share, risen, budget, least),
        least_a_day=_least_volume(share, budget, least),
    )


def share_days(a_day: float, usual: float, new: float, budget: float, least: int = 3) -> float:
    """How many days a change of the share of negatives takes to be seen."""
    between = a_day * DAYS_A_MONTH / budget
    items = SHARE_SLOWER * delay(_of_shares(usual, new), _of_shares(new, usual), between)
    return max(items, least / new) / a_day


def count_days(a_day: float, times: float, budget: float, least: int = 3) -> float:
    """How many days it takes to see so many times the negatives that there usually are a day."""
    ordinary, changed = a_day * (times - 1 - log(times)), a_day * (times * log(times) - times + 1)
    days = COUNT_SLOWER * delay(ordinary, changed, DAYS_A_MONTH / budget)
    return max(days, least / (a_day * times))


def delay(ordinary: float, changed: float, between: float) -> float:
    """How long a CUSUM takes, on average, that gives a false alarm once in `between`.

    `ordinary` is the divergence of the usual from the change, `changed` that of the change from the
    usual, both in the unit of time that `between` counts: an item or a day.
    """
    height = _height(ordinary * between)
    return (height - 1 + exp(-height)) / changed


def _height(wanted: float) -> float:
    """The x of exp(x) - x - 1 = wanted."""
    low, high = 0.0, log(wanted + 2) + 3
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if exp(middle) - middle - 1 < wanted else (low, middle)
    return high


def _of_shares(true: float, supposed: float) -> float:
    """The Kullback-Leibler divergence of one share from another, in an item."""
    return true * log(true / supposed) + (1 - true) * log((1 - true) / (1 - supposed))


def _run(a_day: float, share: float, budget: float, least: int) -> int:
    """After how many negatives in a row there is an alarm."""
    odds = _STRONGEST * share / (1 - share)
    lift = odds / (1 + odds) / share
    between = max(a_day * DAYS_A_MONTH / budget, 1.0)
    return max(least, ceil(log(between) / log(lift)))


def _smallest(days: Callable[[float], float], least: float, most: float) -> float | None:
    """The smallest change that is seen within a day."""
    if days(most) > 1:
        return None
    if days(least) <= 1:
        return least
    for _ in range(40):
        middle = (least + most) / 2
        least, most = (middle, most) if days(middle) > 1 else (least, middle)
    return most


def _least_volume(share: float, budget: float, least: int) -> float:
    """The fewest items a day of which threefold talk is seen within a day."""
    found = _smallest(
        lambda volume: count_days(volume * share, _THREEFOLD, budget, least), 0.1, 100_000.0
    )
    return found or 100_000.0
