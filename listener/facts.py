"""What a digest knows beyond sums: shares and means with their bounds, and what they are of. Pure.

Every share and mean is an `Estimate`: who tells it says between what it lies, and says nothing of
fewer than `Facts.least`.
"""

from __future__ import annotations

from datetime import datetime
from math import sqrt
from typing import Literal

from msgspec import Struct, field

from listener.measuring import wilson
from listener.outgoing import Pause
from listener.records import StoredMention, Totals
from listener.spikes import Incident

TOP = 10
"""Authors, storms and reviews that are told of at most: of so many there may be more."""

ComparisonKind = Literal["previous", "weekday", "year", "asked"]
CoverageKind = Literal["new", "lost", "partial"]


class Estimate(Struct, frozen=True, kw_only=True):
    """A share or a mean of `n`, and the bounds that hold it 95 times in 100."""

    value: float
    low: float
    high: float
    n: int


class CoverageChange(Struct, frozen=True, kw_only=True):
    """That a source was not seen in one of two periods as in the other.

    `new`: watched since, `lost`: watched no more, `partial`: in one of them not all the time.
    """

    source: str
    kind: CoverageKind


class Comparison(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The same sums over another time of equal length, to hold a period against.

    `previous` is just before; `weekday` the mean of the same span 7, 14, 21 and 28 days before,
    of the `periods` of these `wanted` in which was listened; `year` is 52 weeks before, `asked`
    what somebody named. `since` to `until` spans all of it. Weekdays are left out of a period that
    is longer than a week. `totals` are in whole mentions. `changed` are the sources that were not
    seen alike: of these a difference may say nothing. Without `periods` nothing is known.
    """

    kind: ComparisonKind
    since: datetime
    until: datetime
    totals: Totals
    periods: int = 1
    wanted: int = 1
    negative: Estimate | None = None
    changed: tuple[CoverageChange, ...] = ()


class Feeling(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How mentions feel: shares of all of them, the net of those that take sides, the mean tone.

    `net` is (positive - negative) / (positive + negative), -1 to 1, as Talkwalker has it.
    """

    negative: Estimate | None = None
    positive: Estimate | None = None
    net: Estimate | None = None
    polarity: Estimate | None = None


class Stars(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The stars of a source, a listing or a version: their mean, and how many gave one to five.

    `name` is that of the listing or version; empty for a whole source, and `source` for all.
    """

    source: str = ""
    name: str = ""
    mean: Estimate | None = None
    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)


class Topic(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A theme and what it does to the score: that of all, less that of all without the theme.

    Scores are the net of those that take sides and the mean stars, each with all mentions
    (`Topics`) and without those that speak of it; None where nothing would be left. `impact` is
    of the stars in a period that has enough of them, else of the net; below nothing it does harm.
    """

    aspect: str
    title: str = ""
    items: int = 0
    negatives: int = 0
    positives: int = 0
    negative: Estimate | None = None
    net_without: float | None = None
    stars_without: float | None = None
    impact: Estimate | None = None


class Topics(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Themes by how much they move the score, the gravest first.

    `by` says of what the impacts are.
    """

    by: Literal["net", "stars"] = "net"
    net: float | None = None
    stars: float | None = None
    topics: tuple[Topic, ...] = ()


class Voice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A brand among those that are compared: what is said of it, and its share of all of that.

    `brand` is its id where it is listened to itself: only then `items` and what follows from them
    are known, and it has a share. `named` is how many of our mentions name it.
    """

    name: str
    brand: str = ""
    items: int | None = None
    negatives: int | None = None
    share: Estimate | None = None
    share_before: Estimate | None = None
    negative: Estimate | None = None
    named: int = 0
    changed: tuple[CoverageChange, ...] = ()


class AuthorCount(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who wrote much in a period: how much, how much of it negative, how far it reached.

    `reach` are the views that its mentions tell, else None. `new`: none before this period is
    stored. Who has no name and no id is nobody's.
    """

    source: str
    name: str = ""
    url: str = ""
    items: int
    negatives: int = 0
    reach: int | None = None
    new: bool = False


class Storm(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One text that many repeat: the first that said so, and what of it falls in the period.

    `copies` repeat the first, `negatives` of them negative, written by `authors` people at most:
    of `unknown` copies nobody knows whose they are, and each counts as somebody's own.
    """

    first: StoredMention
    copies: int
    negatives: int = 0
    authors: int = 0
    unknown: int = 0
    since: datetime
    until: datetime
    sources: tuple[str, ...] = ()


class Hours(Struct, frozen=True, kw_only=True):
    """How many mentions, and negatives of them, came in each hour of the week in the brand's zone.

    Seven days from Monday, of 24 hours each.
    """

    items: tuple[tuple[int, ...], ...]
    negatives: tuple[tuple[int, ...], ...]


class Unread(Struct, frozen=True, kw_only=True):
    """Mentions in a language of which nothing is read: nobody knows how they feel."""

    language: str
    items: int


class Alarms(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many alarms since then people called useful, of those that they judged."""

    since: datetime
    alarms: int = 0
    judged: int = 0
    useful: int = 0
    precision: Estimate | None = None


class Waiting(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What needs somebody now: reviews without an answer, and incidents that nobody acknowledged.

    `reviews` are of one and two stars, of the last 30 days, of sources that can be answered: the
    gravest and oldest first, of `all_reviews` that there are; `more` than those were not counted.
    """

    reviews: tuple[StoredMention, ...] = ()
    all_reviews: int = 0
    more: bool = False
    incidents: tuple[Incident, ...] = ()


class Sampled(Struct, frozen=True, kw_only=True):
    """That of a busy period not all were read one by one: so many, evenly over it, of so many."""

    read: int
    of: int


class Facts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a report says of its period beyond the sums.

    Of fewer than `least` nothing is concluded. What comes from reading mentions one by one (stars,
    topics, answers, the worst, authors, storms, languages, who is named) is of an even sample where
    `sampled` says so.
    `comparisons` begin with the one that was asked for. `answered` is of the reviews that are due.
    """

    least: int = 20
    sampled: Sampled | None = None
    waiting: Waiting = Waiting()
    comparisons: tuple[Comparison, ...] = ()
    feeling: Feeling = Feeling()
    feeling_before: Feeling = Feeling()
    feeling_by_source: dict[str, Feeling] = field(default_factory=dict)
    stars: Stars = Stars()
    stars_by_source: tuple[Stars, ...] = ()
    stars_by_listing: tuple[Stars, ...] = ()
    stars_by_version: tuple[Stars, ...] = ()
    answered: Estimate | None = None
    answered_before: Estimate | None = None
    topics: Topics = Topics()
    voices: tuple[Voice, ...] = ()
    loud: tuple[AuthorCount, ...] = ()
    newcomers: tuple[AuthorCount, ...] = ()
    storms: tuple[Storm, ...] = ()
    hours: Hours | None = None
    unread: tuple[Unread, ...] = ()
    alarms: Alarms | None = None
    paused: tuple[Pause, ...] = ()

    def tells(self, estimate: Estimate | None) -> bool:
        """Whether there is enough behind it to be told."""
        return estimate is not None and estimate.n >= self.least


def share_of(part: int, whole: int) -> Estimate | None:
    """The share with its 95 % interval by Wilson, or None of nothing.

    Wilson (1927), "Probable inference, the law of succession, and statistical inference", as
    `measuring.wilson` has it: it holds its promise where few are counted.
    """
    if whole < 1:
        return None
    share = wilson(min(part, whole) / whole, whole)
    return Estimate(value=share.value, low=share.low, high=share.high, n=whole)


def balance_of(positives: int, negatives: int) -> Estimate | None:
    """(P - N) / (P + N) with its interval: the share of the positive, stretched to -1 to 1."""
    share = share_of(positives, positives + negatives)
    return share and _stretched(share, -1.0, 1.0)


def mean_of(
    total: float, squares: float, n: int, lowest: float = 1.0, highest: float = 5.0
) -> Estimate | None:
    """The mean of n values between bounds, with its 95 % interval by Student's t.

    Student (1908), "The probable error of a mean". Where all gave the same, a spread of nothing
    would promise certainty: then, as of one value, `bounded_mean_of`.
    """
    if n < 2:
        return bounded_mean_of(total, n, lowest, highest)
    mean = total / n
    variance = (squares - total * mean) / (n - 1)
    if variance <= 1e-9:
        return bounded_mean_of(total, n, lowest, highest)
    half = student(n - 1) * sqrt(variance / n)
    low, high = max(lowest, mean - half), min(highest, mean + half)
    return Estimate(value=mean, low=min(low, mean), high=max(high, mean), n=n)


def bounded_mean_of(total: float, n: int, lowest: float, highest: float) -> Estimate | None:
    """The mean of n values between bounds, where their spread is not known: as wide as it can be.

    No values between bounds with that mean spread wider than those that lie on the bounds
    (Bhatia and Davis 2000), and the mean of these is a share: Wilson's interval, stretched.
    """
    if n < 1:
        return None
    share = (total / n - lowest) / (highest - lowest)
    found = wilson(min(1.0, max(0.0, share)), n)
    whole = Estimate(value=found.value, low=found.low, high=found.high, n=n)
    return _stretched(whole, lowest, highest)


def _stretched(share: Estimate, lowest: float, highest: float) -> Estimate:
    width = highest - lowest
    low, value, high = (lowest + width * each for each in (share.low, share.value, share.high))
    return Estimate(value=value, low=low, high=high, n=share.n)


_Z = 1.959963984540054


def student(degrees: int) -> float:
    """What Student's t with so many degrees of freedom exceeds either way 5 times in 100.

    Exact for one and two; above by Abramowitz and Stegun 26.7.5, right to 0.2 % from three on.
    """
    if degrees < 3:
        return (12.706204736, 4.302652730)[degrees - 1]
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92_160,
    )
    return z + sum(term / float(degrees) ** power for power, term in enumerate(terms, 1))
