"""Shares and means as they are told: with their bounds and of how many; or that it cannot be told.

A change is called one only where the bounds of then and now lie apart.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec.structs import replace

from listener.digest.blocks import UNKNOWN, Cell, Tone
from listener.facts import Estimate, Facts, Feeling, balance_of, share_of
from listener.i18n import Translator
from listener.i18n.formats import number, percent
from listener.records import Report, Totals

Scale = Literal["share", "stars", "net"]
NOTHING = Cell(text=UNKNOWN)


def facts_of(report: Report) -> Facts:
    """What is known beyond the sums; as far as the sums alone tell it, where nothing else does."""
    if report.facts is not None:
        return report.facts
    told, before = report.reviewed, report.reviewed_before
    return Facts(
        feeling=feeling_of(report.totals),
        feeling_before=feeling_of(report.previous),
        feeling_by_source={name: feeling_of(sums) for name, sums in report.by_source.items()},
        answered=share_of(told.answered, told.due) if told else None,
        answered_before=share_of(before.answered, before.due) if before else None,
    )


def told(
    estimate: Estimate | None, scale: Scale, facts: Facts, t: Translator, *, counted: bool = False
) -> Cell:
    """`38 % (31–45 %, n=180)`; that it is too few, or a dash of nothing.

    `counted`: of how many it is stands beside it already.
    """
    if estimate is None or not estimate.n:
        return NOTHING
    n, form = number(t.language, estimate.n), "counted" if counted else "told"
    if not facts.tells(estimate):
        few = t("digest.too_few" if counted else "digest.too_few_of", n=n)
        return Cell(text=few, n=estimate.n, tone="soft")
    value, low, high = (shown(at, scale, t) for at in _bounds(estimate))
    return Cell(
        text=t(f"digest.{form}_{scale}", value=value, low=_bare(low), high=high, n=n),
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        n=estimate.n,
        points=scale == "net",
    )


def before(estimate: Estimate | None, scale: Scale, facts: Facts, t: Translator) -> Cell:
    """The same of then, in passing; a dash where it was too few to tell."""
    if not facts.tells(estimate):
        return NOTHING
    return replace(told(estimate, scale, facts, t), tone="soft")


def changed(
    now: Estimate | None,
    before: Estimate | None,
    scale: Scale,
    facts: Facts,
    t: Translator,
    *,
    harms: bool = False,
) -> Cell:
    """By how much it has changed, where that is sure; `harms`: more of it is bad news."""
    if now is None or before is None or not (facts.tells(now) and facts.tells(before)):
        return NOTHING
    if not parted(now, before):
        return Cell(text=t("digest.no_clear_change"), tone="soft")
    more = now.value - before.value
    tone: Tone = "bad" if (more > 0) == harms else "good"
    told = moved(_as_written(now.value, before.value, scale) or more, scale, t)
    return Cell(text=told, value=more, tone=tone, points=scale != "stars")


def _as_written(now: float, before: float, scale: Scale) -> float:
    """What somebody finds who subtracts the two that stand beside it."""
    places = 1 if scale == "stars" else 2
    return round(round(now, places) - round(before, places), places)


def parted(one: Estimate, other: Estimate) -> bool:
    """Whether two estimates cannot well be the same: their bounds lie apart."""
    return one.low > other.high or one.high < other.low


def moved(more: float, scale: Scale, t: Translator) -> str:
    """`▲ +12 puntos`, `▼ −0,4`."""
    sign = "▲ +" if more > 0 else "▼ −"
    if scale == "stars":
        return sign + number(t.language, abs(more), 1)
    points = max(1, round(100 * abs(more)))
    return sign + t("digest.points", n=points, count=number(t.language, points))


def shown(value: float, scale: Scale, t: Translator, *, signed: bool = False) -> str:
    """A value as people read it: per cent, stars, or points from -100 to +100."""
    if scale == "share":
        return percent(t.language, value)
    if scale == "stars" and not signed:
        return number(t.language, value, 1)
    stars = scale == "stars"
    bare = number(t.language, abs(value if stars else 100 * value), int(stars))
    sign = "−" if value < 0 else "+"
    return f"{sign}{bare}" if re.search("[1-9]", bare) else bare


def _bare(low: str) -> str:
    return low.rstrip("%").rstrip("\u00a0")


def _bounds(estimate: Estimate) -> tuple[float, float, float]:
    return estimate.value, estimate.low, estimate.high


def feeling_of(totals: Totals) -> Feeling:
    """How mentions feel, by their sums."""
    return Feeling(
        negative=share_of(totals.negatives, totals.items),
        positive=share_of(totals.positives, totals.items),
        net=balance_of(totals.positives, totals.negatives),
    )
