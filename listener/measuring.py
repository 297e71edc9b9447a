"""How right the machine is about *negative*, from mentions that a person has judged. Pure.

What was judged was drawn at random within strata (source and what the machine said), each with a
known chance; a mention's `weight` is how many of its kind it stands for. What is told is

    precision = of what the machine calls negative, the share that is;
    recall    = of what is negative, the share that the machine calls so.

Both are ratio estimators of weighted sums (Cochran, Sampling Techniques, 3rd ed., ch. 6). Weights
cost certainty: `n` judged ones say as much as (sum w)² / sum w² of equal weight would (Kish,
Survey Sampling, 1965, 11.7). With that number in the place of n the interval of a share is
Wilson's (1927), which holds its promise at small n, modified where only one to three cases were
met (Brown, Cai, DasGupta, Statistical Science 16, 2001).

Recall has its doubt in two places: how many of those called negative are, and how many of all the
others are as well. Where none of thirty others was negative, one in ten still may be, and they
stand for hundreds: so the interval is made of both shares' intervals, by the method of variance
estimates recovery for a ratio (Donner, Zou, Statistical Methods in Medical Research 21, 2012).

No correction is made for what share of all was judged: people ask how right the machine is, also
with what comes tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import ceil, inf, sqrt

from msgspec import Struct
from msgspec.structs import replace

from listener.model import Label
from listener.spikes import Measured, Share, TrueCount

Z = 1.959964
"""Two-sided 95 %."""

ENOUGH = 30
"""Fewer labels tell nothing that one would put into a digest."""

LASTS = timedelta(days=365)
"""What was labelled longer ago tells of a machine and of a talk that have changed."""

WANTED = 0.10
"""An interval that reaches so far to either side is worth deciding by."""


STARS = "stars"
"""The model, so to say, where the stars of a review are the label."""


class Judged(Struct, frozen=True, kw_only=True):
    """A mention drawn at random: what a person says it is, and what the machine says."""

    truth: Label
    predicted: Label
    weight: float
    source: str
    language: str
    model: str
    labelled_at: datetime


def measured(judged: Sequence[Judged]) -> Measured | None:
    """How right the machine is with mentions like these; None without any."""
    if not judged:
        return None
    called, others = _Part(), _Part()
    for each in judged:
        (called if each.predicted == "negative" else others).add(each)
    precision, recall = called.share(), _recall(called, others)
    return Measured(
        labels=len(judged),
        since=min(each.labelled_at for each in judged),
        models=tuple(sorted({each.model for each in judged})),
        precision=precision,
        recall=recall,
        wanted=_wanted(len(judged), precision, recall),
    )


def true_count(observed: int, known: Measured | None) -> TrueCount | None:
    """How many of so many that were called negative are, by what was measured.

    Two doubts: that of the measure, and that so few are never just the average.
    """
    if known is None or known.precision is None or known.labels < ENOUGH or observed < 1:
        return None
    share = known.precision
    chance = Z * Z * observed * share.value * (1 - share.value)
    low = observed * share.value - sqrt((observed * (share.value - share.low)) ** 2 + chance)
    high = observed * share.value + sqrt((observed * (share.high - share.value)) ** 2 + chance)
    return TrueCount(
        count=observed * share.value,
        low=max(0.0, low),
        high=min(float(observed), high),
        labels=known.labels,
    )


def wilson(share: float, n: float) -> Share:
    """The share with its 95 % interval, known from so many (effective) cases."""
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return Share(
        value=share,
        low=max(0.0, min(middle - half, _few(share * n) / n)),
        high=min(1.0, max(middle + half, 1 - _few((1 - share) * n) / n)),
    )


def _few(cases: float) -> float:
    """The least that may be behind one to three cases, where Wilson's interval promises too much.

    The lower twentieth of chi-squared with twice as many degrees, halved (Brown et al., 4.1).
    """
    if cases > 3:
        return cases
    below = int(min(cases, 2))
    return _LEAST[below] + (cases - below) * (_LEAST[below + 1] - _LEAST[below])


_LEAST = (0.0, 0.0513, 0.3554, 0.8177)


class _Part:
    """Those that the machine calls negative, or all others: weighted sums."""

    def __init__(self) -> None:
        self.weight = 0.0
        self._squares = 0.0
        self._negative = 0.0

    def add(self, judged: Judged) -> None:
        self.weight += judged.weight
        self._squares += judged.weight**2
        self._negative += judged.weight * (judged.truth == "negative")

    def share(self) -> Share | None:
        """Which share of them is negative; None where none was judged."""
        if not self.weight:
            return None
        return wilson(self._negative / self.weight, self.weight**2 / self._squares)


def _recall(called: _Part, others: _Part) -> Share | None:
    """The share of the negatives that are called so; None where none was met.

    Also where only one kind was judged: then nobody knows what was missed, or what was found.
    """
    hits, misses = called.share(), others.share()
    if hits is None or misses is None or not hits.value + misses.value:
        return None
    found, missed = called.weight * hits.value, others.weight * misses.value
    low, high = _ratio(misses, hits)
    times = others.weight / called.weight
    return Share(
        value=found / (found + missed),
        low=1 / (1 + times * high),
        high=1 / (1 + times * low),
    )


def _ratio(upper: Share, lower: Share) -> tuple[float, float]:
    """The limits of the ratio of two independent shares; without end where `lower` may be none."""
    product = upper.value * lower.value
    below = lower.low * (2 * lower.value - lower.low)
    above = lower.high * (2 * lower.value - lower.high)
    least = product**2 - upper.low * (2 * upper.value - upper.low) * above
    most = product**2 - upper.high * (2 * upper.value - upper.high) * below
    low = 0.0 if not above else (product - sqrt(max(0.0, least))) / above
    high = inf if below <= 0 else (product + sqrt(max(0.0, most))) / below
    return max(0.0, low), high


def _wanted(labels: int, *shares: Share | None) -> int:
    """How many labels more until both intervals are narrow enough; width falls with the root."""
    widths = [(each.high - each.low) / 2 if each else 0.5 for each in shares]
    return max(0, ceil(labels * ((max(widths) / WANTED) ** 2 - 1)))


def by_language(judged: Sequence[Judged]) -> tuple[Measured, ...]:
    """How right it is in each language that has enough labels, those with the most first."""
    return tuple(
        replace(found, language=language)
        for language, part in by(judged, "language").items()
        if len(part) >= ENOUGH and (found := measured(part))
    )


def of_source(judged: Sequence[Judged], source: str) -> Measured | None:
    """How right it is on a source: by that one's own labels if they are enough, else by all."""
    for part in (by(judged, "source").get(source, []), judged):
        if len(part) >= ENOUGH:
            return measured(part)
    return None


def by(judged: Iterable[Judged], name: str) -> dict[str, list[Judged]]:
    """The same apart by `language` or `source`, those with the most labels first."""
    parts: dict[str, list[Judged]] = {}
    for each in judged:
        parts.setdefault(getattr(each, name), []).append(each)
    return dict(sorted(parts.items(), key=lambda part: (-len(part[1]), part[0])))
