"""What was seen of one series in one quarter, in numbers that people can check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from listener.detection import kinds, windows
from listener.detection.layout import ENGINE
from listener.detection.shares import FIRST_ITEMS, Share
from listener.detection.step import Seen
from listener.detection.tails import band
from listener.spikes import Evaluation, IncidentKind, Method

if TYPE_CHECKING:
    from listener.detection.cases import Case

_NINE_IN_TEN = 1.645
_HOURS = (4, 5)
"""The windows of some hours by which it is as usual again, or not."""

_CLASSED_BELOW = 10.0
"""Alarms a month from which on the kind is of interest to nobody."""

_QUARTER = 15


class Frame(Struct, frozen=True, kw_only=True):
    """What is the same for all evaluations of a series in one look."""

    brand: str
    source: str
    budget: float
    least: int
    min_change: float
    warm_up: float
    guess: float
    weight: float

    @classmethod
    def of(cls, case: Case) -> Frame:
        """That of a case."""
        settings = case.settings
        return cls(
            brand=case.series.brand,
            source=case.series.source,
            budget=case.budget,
            least=settings.min_negatives,
            min_change=settings.min_change / 100,
            warm_up=settings.warm_up_days * 96,
            guess=case.prior.share,
            weight=case.prior.items,
        )


class _Window(NamedTuple):
    begins: int
    items: float
    negatives: float
    usual_items: float
    chance: float


def evaluation(seen: Seen, column: int, quarter: int, frame: Frame, *, live: bool) -> Evaluation:
    """The window that stands out most for the budget of its method, and what is usual in it."""
    budgets = _budgets(seen, column, frame.budget)
    rates = {
        method: _at(seen.rates[_RATE[method]], column) - _at(seen.handicap, column)
        for method in budgets
    }
    method = min(budgets, key=lambda each: rates[each] - log(budgets[each]))
    found = _window(seen, column, quarter, method)
    scale = _scale_of(quarter + 1 - found.begins)
    share = _share(seen, column, method)
    doubt = _doubt(seen, column, method)
    spread = _at(seen.volume.spread[scale], column)
    off = _NINE_IN_TEN * sqrt(1 / (max(found.items, 1) * share * (1 - share)) + doubt)
    share_low, share_high = _moved(share, -off), _moved(share, off)
    items_low, items_high = band(found.usual_items, spread)
    if method == "count":
        expected = found.usual_items * share
        low, high = map(float, band(expected, _at(seen.negative.spread[scale], column)))
    else:
        expected = found.items * share
        low, high = found.items * share_low, found.items * share_high
    monthly = exp(min(rates[method], log(1e3)))
    kind: IncidentKind = "unclear"
    if monthly < _CLASSED_BELOW:
        kind = kinds.kind_of(_judged(seen, column, quarter, method))
    changed = found.negatives / max(found.items, 1) - share >= frame.min_change
    evident = found.negatives >= frame.least and (changed or method == "count")
    since = _at(seen.since, column)
    return Evaluation(
        brand=frame.brand,
        source=frame.source,
        engine=ENGINE,
        method=method,
        onset_at=_moment(found.begins),
        until=_moment(quarter + 1),
        observed=round(found.negatives),
        items=round(found.items),
        expected=_short(expected),
        low=_short(low),
        high=_short(high),
        items_expected=_short(found.usual_items),
        items_low=float(items_low),
        items_high=float(items_high),
        usual_share=_short(share),
        share_low=_short(share_low),
        share_high=_short(share_high),
        chance=_short(min(1.0, found.chance)),
        monthly=_short(monthly),
        budget=_short(budgets[method]),
        kind=kind,
        basis_days=_short(_at(seen.age, column) / 96),
        basis_since=_moment(int(since)) if since >= 0 else None,
        alarming=monthly <= budgets[method] and evident,
        usual=_as_usual(seen, column),
        complete=_at(seen.gap, column) >= min(16, quarter + 1 - found.begins),
        past=not live,
        adopted=bool(seen.adopted[column]),
    )


_RATE: dict[Method, str] = {"share": "text", "stars": "stars", "count": "negative"}


def _budgets(seen: Seen, column: int, budget: float) -> dict[Method, float]:
    """Half for counts, half for shares; where texts and stars both tell, half of that for each."""
    shares: tuple[tuple[Method, Share], ...] = (("share", seen.text), ("stars", seen.stars))
    known = [method for method, share in shares if _at(share.part["items"], column) >= FIRST_ITEMS]
    half = budget / 2
    return {"count": half, **{method: half / len(known) for method in known}}


def _window(seen: Seen, column: int, quarter: int, method: Method) -> _Window:
    if method != "count":
        share = seen.text if method == "share" else seen.stars
        items, negatives, usual, begins = (_at(each, column) for each in share.window)
        chance = exp(-min(_at(share.log_evidence, column), 700.0))
        return _Window(int(begins) or quarter, items, negatives, usual, chance)
    if seen.is_sparse[column]:
        items, negatives, usual, begins = (_at(each, column) for each in seen.sparse.window)
        chance = exp(-min(_at(seen.sparse.log_evidence, column), 700.0))
        return _Window(int(begins) or quarter, items, negatives, usual, chance)
    scale = int(seen.negative.scale[column])
    return _Window(
        windows.begins(scale, quarter),
        _at(seen.volume.observed[scale], column),
        _at(seen.negative.observed[scale], column),
        _at(seen.negative.usual[scale], column),
        exp(_at(seen.negative.log_chance[scale], column)),
    )


def _judged(seen: Seen, column: int, quarter: int, method: Method) -> Iterator[kinds.Window]:
    """The windows by which its kind is judged: those of all scales, and that of each bet."""
    share, doubt = _share(seen, column, "count"), _doubt(seen, column, method)
    volume, negative = seen.volume, seen.negative
    for scale in range(len(windows.SIZES)):
        rows = (volume.observed, negative.observed, volume.usual, volume.spread)
        items, negatives, usual, spread = (_at(each[scale], column) for each in rows)
        yield kinds.Window(items, negatives, usual, spread, share, doubt)
    bets = [seen.sparse.window] if seen.is_sparse[column] else []
    bets.append((seen.stars if method == "stars" else seen.text).window)
    for bet in bets:
        items, negatives, usual, begins = (_at(each, column) for each in bet)
        spread = _at(volume.spread[_scale_of(quarter + 1 - int(begins))], column)
        own = _share(seen, column, method) if bet is bets[-1] else share
        yield kinds.Window(items, negatives, usual, spread, own, doubt)


def _share(seen: Seen, column: int, method: Method) -> float:
    if method == "share":
        return _at(seen.text.usual, column)
    if method == "stars":
        return _at(seen.stars.usual, column)
    return _at(seen.share, column)


def _doubt(seen: Seen, column: int, method: Method) -> float:
    """How far the log odds may be off: what the share wanders by, and what is not known of it."""
    share = seen.stars if method == "stars" else seen.text
    return max(_at(share.wander, column) + min(_at(share.doubt, column), 4.0), 0.0025)


def _as_usual(seen: Seen, column: int) -> bool:
    """Negatives of the last hours, and their share, are no more than chance gives in twenty."""
    looks = (seen.negative.log_chance, seen.text.log_chance, seen.stars.log_chance)
    return all(_at(each[scale], column) > log(0.05) for each in looks for scale in _HOURS)


def _scale_of(quarters: int) -> int:
    """The scale whose window is as long as this, or a little longer."""
    return min(len(windows.SIZES) - 1, max(0, (max(1, quarters) - 1).bit_length()))


def _moved(share: float, by: float) -> float:
    odds = log(share / (1 - share)) + max(-30.0, min(30.0, by))
    return 1 / (1 + exp(-odds))


def _at(numbers: object, column: int) -> float:
    return float(numbers[column])  # type: ignore[index]


def _short(value: float) -> float:
    """Nine digits: more than anybody reads, and the same on every machine."""
    return float(f"{value:.9g}")


def _moment(quarter: int) -> datetime:
    from listener.detection.feed import moment_of

    return moment_of(quarter)
