"""What the counts of a period come to: stars, topics, authors, storms, hours, coverage. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from math import sqrt

from listener.counting import Author, Counts, Group
from listener.facts import (
    CoverageChange,
    CoverageKind,
    Estimate,
    Feeling,
    Hours,
    Stars,
    Topic,
    Topics,
    Unread,
    balance_of,
    bounded_mean_of,
    mean_of,
    share_of,
)
from listener.model import Label
from listener.records import AspectCount, Totals

LISTED = 20
"""Listings and versions that are told of: those with most stars."""

STORM = 3
"""So many copies of one text are one."""

OFTEN = 3
"""Who wrote less in a period is neither loud nor worth a greeting."""

MOSTLY = 6 / 7
"""A stretch of which a day in a week was not seen was seen in part."""

_Stars = Counter[float]


def feeling_of(totals: Totals) -> Feeling:
    """How all of it feels, with what bounds each share and mean."""
    return Feeling(
        negative=share_of(totals.negatives, totals.items),
        positive=share_of(totals.positives, totals.items),
        net=balance_of(totals.positives, totals.negatives),
        polarity=bounded_mean_of(totals.polarity_sum, totals.items, -1.0, 1.0),
    )


def stars_by(counts: Counts, name: Callable[[str, int, str], tuple[str, str]]) -> tuple[Stars, ...]:
    """The stars by a name made of source, watch and version; those with most of them first."""
    found: dict[tuple[str, str], _Stars] = {}
    for (source, watch, version, stars), n in counts.rated.items():
        found.setdefault(name(source, watch, version), Counter())[stars] += n
    ranked = sorted(found.items(), key=lambda each: (-each[1].total(), each[0]))
    return tuple(_stars(source, told, given) for (source, told), given in ranked)


def _stars(source: str, name: str, given: _Stars) -> Stars:
    histogram = [0] * 5
    for stars, n in given.items():
        # Half a star more or less: below 2.5 is one or two, as everywhere.
        histogram[min(4, max(0, int(stars + 0.5) - 1))] += n
    one, two, three, four, five = histogram
    return Stars(source=source, name=name, mean=_mean(given), counts=(one, two, three, four, five))


def _mean(given: Mapping[float, int]) -> Estimate | None:
    total = sum(stars * n for stars, n in given.items())
    squares = sum(stars * stars * n for stars, n in given.items())
    return mean_of(total, squares, sum(given.values()))


def aspect_counts(counts: Counts, before: Mapping[str, AspectCount]) -> tuple[AspectCount, ...]:
    """What is spoken of, beside the period before, what has most negatives first."""
    spoken: dict[str, Counter[str]] = {}
    for (aspect, felt, _, _), n in counts.spoken.items():
        spoken.setdefault(aspect, Counter())[felt] += n
    none = AspectCount(aspect="", items=0)
    both = [
        AspectCount(
            aspect=aspect,
            items=spoken.get(aspect, Counter()).total(),
            negatives=spoken.get(aspect, Counter())["negative"],
            positives=spoken.get(aspect, Counter())["positive"],
            items_before=before.get(aspect, none).items,
            negatives_before=before.get(aspect, none).negatives,
        )
        for aspect in spoken.keys() | before.keys()
    ]
    return tuple(sorted(both, key=lambda each: (-each.negatives, -each.items, each.aspect)))


def topics_of(counts: Counts, aspects: Iterable[AspectCount], least: int) -> Topics:
    """The themes by how much they move the score, the gravest first.

    Thematic's impact: the score of all, less that of all without the theme
    (https://help.getthematic.com/article/32-impact-calculation-equations).
    """
    everything = _Score(counts.sides)
    by_stars = everything.rated >= least
    of: dict[str, Counter[tuple[Label, float | None]]] = {}
    for (aspect, _, label, stars), n in counts.spoken.items():
        of.setdefault(aspect, Counter())[label, stars] += n
    topics = []
    for each in aspects:
        if not each.items:
            continue
        within, without = _Score(of[each.aspect]), _Score(counts.sides - of[each.aspect])
        topics.append(
            Topic(
                aspect=each.aspect,
                title=each.title,
                items=each.items,
                negatives=each.negatives,
                positives=each.positives,
                negative=share_of(each.negatives, each.items),
                net_without=_value(without.net),
                stars_without=_value(without.stars),
                impact=_impact(within, without, by_stars=by_stars),
            )
        )
    return Topics(
        by="stars" if by_stars else "net",
        net=_value(everything.net),
        stars=_value(everything.stars),
        topics=tuple(sorted(topics, key=_harm)),
    )


def _harm(topic: Topic) -> tuple[float, int, str]:
    return (topic.impact.value if topic.impact else 0.0, -topic.items, topic.aspect)


class _Score:
    """Some mentions as their scores see them."""

    def __init__(self, sides: Mapping[tuple[Label, float | None], int]) -> None:
        labels, given = Counter[str](), _Stars()
        for (label, stars), n in sides.items():
            labels[label] += n
            if stars is not None:
                given[stars] += n
        self.sided, self.rated = labels["positive"] + labels["negative"], given.total()
        self.net = balance_of(labels["positive"], labels["negative"])
        self.stars = _mean(given)


def _impact(within: _Score, without: _Score, *, by_stars: bool) -> Estimate | None:
    """The mean of all, less that without the theme: its part of all, times how far it lies off.

    The bounds are those of a difference of two means whose own bounds are known (Newcombe 1998,
    method 10; Zou and Donner 2008).
    """
    one, other = (within.stars, without.stars) if by_stars else (within.net, without.net)
    if one is None or other is None:
        return None
    part = one.n / (one.n + other.n)
    apart = one.value - other.value
    low = apart - sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    high = apart + sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return Estimate(value=part * apart, low=part * low, high=part * high, n=one.n)


def _value(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate.value


def loudest(counts: Counts, top: int) -> list[Author]:
    """Who wrote most, wrote most negatives, or was seen by most: by turns, and each once."""
    often = [each for each in counts.authors.values() if each.items >= OFTEN]
    orders: Sequence[Callable[[Author], int]] = (
        lambda each: each.items,
        lambda each: each.negatives,
        lambda each: each.reach or 0,
    )
    ranked = [
        sorted(filter(order, often), key=lambda each: (-order(each), each.given))[:top]
        for order in orders
    ]
    turns = (each[place] for place in range(top) for each in ranked if place < len(each))
    chosen: dict[tuple[str, str], Author] = {}
    for author in turns:
        chosen.setdefault((author.source, author.given), author)
    return list(chosen.values())[:top]


def storms(counts: Counts, top: int) -> list[tuple[tuple[str, int], Group]]:
    """The texts that are repeated most, by brand and the key of their first."""
    found = [each for each in counts.groups.items() if each[1].copies >= STORM]
    return sorted(found, key=lambda each: (-each[1].copies, each[0]))[:top]


def unread_of(counts: Counts) -> tuple[Unread, ...]:
    """Languages that nothing reads, the most frequent first."""
    ranked = sorted(counts.unread.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Unread(language=language, items=n) for language, n in ranked)


def hours_of(parts: Iterable[tuple[tzinfo, Sequence[tuple[int, int, int]]]]) -> Hours | None:
    """Quarters of an hour by the hours of the week, each part in its own zone."""
    items, negatives = ([[0] * 24 for _ in range(7)] for _ in range(2))
    told = False
    for zone, quarters in parts:
        for second, n, bad in quarters:
            at = datetime.fromtimestamp(second, UTC).astimezone(zone)
            items[at.weekday()][at.hour] += n
            negatives[at.weekday()][at.hour] += bad
            told = True
    if not told:
        return None
    return Hours(items=tuple(map(tuple, items)), negatives=tuple(map(tuple, negatives)))


def coverage_changes(
    watches: Iterable[tuple[str, float, Sequence[float]]],
) -> tuple[CoverageChange, ...]:
    """Sources that were not seen alike; each watch with what it saw now, and in the other times."""
    found: set[tuple[str, CoverageKind]] = set()
    for source, now, others in watches:
        before = max(others, default=0.0)
        if now > 0.0 and before == 0.0:
            found.add((source, "new"))
        elif now == 0.0 and before > 0.0:
            found.add((source, "lost"))
        elif before > 0.0 and (now < MOSTLY or min(others) < MOSTLY):
            found.add((source, "partial"))
    return tuple(CoverageChange(source=source, kind=kind) for source, kind in sorted(found))


def mean_totals(parts: Sequence[Totals]) -> Totals:
    """Several sums as the one that they have in the mean, to whole mentions."""
    n = max(1, len(parts))
    return Totals(
        items=round(sum(each.items for each in parts) / n),
        negatives=round(sum(each.negatives for each in parts) / n),
        positives=round(sum(each.positives for each in parts) / n),
        polarity_sum=sum(each.polarity_sum for each in parts) / n,
        rated=round(sum(each.rated for each in parts) / n),
        stars_sum=sum(each.stars_sum for each in parts) / n,
        undated=round(sum(each.undated for each in parts) / n),
        copies=round(sum(each.copies for each in parts) / n),
    )
