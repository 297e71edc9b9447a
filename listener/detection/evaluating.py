"""What was seen of one series in one quarter, in numbers that people can check."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from listener.detection import kinds, windows
from listener.detection.band import share_band, share_doubt
from listener.detection.feed import moment_of
from listener.detection.layout import ENGINE, Numbers
from listener.detection.shares import FIRST_ITEMS
from listener.detection.step import Seen
from listener.detection.tails import band
from listener.spikes import Evaluation, IncidentKind, Method

if TYPE_CHECKING:
    from listener.detection.cases import Case

_HOURS = (4, 5)
"""The windows of some hours by which it is as usual again, or not."""

_CLASSED_BELOW = 10.0
"""Alarms a month from which on the kind is of interest to nobody."""


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


class _Usual(NamedTuple):
    """What is usual in a window: negatives, items and share, each with its band."""

    expected: float
    low: float
    high: float
    items_low: float
    items_high: float
    share: float
    share_low: float
    share_high: float


def evaluation(seen: Seen, column: int, quarter: int, frame: Frame, *, live: bool) -> Evaluation:
    """The window that stands out most for the budget of its method, and what is usual in it."""
    method, monthly, budget = _foremost(seen, column, frame)
    found = _window(seen, column, quarter, method)
    usual = _usual(seen, column, quarter, method, found)
    kind: IncidentKind = "unclear"
    if monthly < _CLASSED_BELOW:
        kind = kinds.kind_of(_judged(seen, column, quarter, method))
    changed = found.negatives / max(found.items, 1) - usual.share >= frame.min_change
    evident = found.negatives >= frame.least and (changed or method == "count")
    since = _at(seen.since, column)
    return Evaluation(
        brand=frame.brand,
        source=frame.source,
        engine=ENGINE,
        method=method,
        onset_at=moment_of(found.begins),
        until=moment_of(quarter + 1),
        observed=round(found.negatives),
        items=round(found.items),
        expected=_short(usual.expected),
        low=_short(usual.low),
        high=_short(usual.high),
        items_expected=_short(found.usual_items),
        items_low=usual.items_low,
        items_high=usual.items_high,
        usual_share=_short(usual.share),
        share_low=_short(usual.share_low),
        share_high=_short(usual.share_high),
        chance=_short(min(1.0, found.chance)),
        monthly=_short(monthly),
        budget=_short(budget),
        kind=kind,
        basis_days=_short(_at(seen.age, column) / 96),
        basis_since=moment_of(int(since)) if since >= 0 else None,
        alarming=monthly <= budget and evident,
        usual=_as_usual(seen, column),
        complete=_at(seen.gap, column) >= min(16, quarter + 1 - found.begins),
        past=not live,
        adopted=bool(seen.adopted[column]),
    )


def _foremost(seen: Seen, column: int, frame: Frame) -> tuple[Method, float, float]:
    """The method that is nearest to its budget, its alarms a month, and the budget."""
    budgets = _budgets(seen, column, frame.budget)
    rates = {
        method: _at(seen.rates[_RATE[method]], column) - _at(seen.handicap, column)
        for method in budgets
    }
    method = min(budgets, key=lambda each: rates[each] - log(budgets[each]))
    return method, exp(min(rates[method], log(1e3))), budgets[method]


def _usual(seen: Seen, column: int, quarter: int, method: Method, found: _Window) -> _Usual:
    scale = _scale_of(quarter + 1 - found.begins)
    share, doubt = _share(seen, column, method), _doubt(seen, column, method)
    share_low, share_high = share_band(share, doubt, found.items)
    items_low, items_high = band(found.usual_items, _at(seen.counts.spread[scale], column))
    if method == "count":
        expected = found.usual_items * share
        own = _at(seen.counts.spread[scale], _negative(seen, column))
        low, high = map(float, band(expected, own))
    else:
        expected = found.items * share
        low, high = found.items * share_low, found.items * share_high
    items = float(items_low), float(items_high)
    return _Usual(expected, low, high, *items, share, share_low, share_high)


_RATE: dict[Method, str] = {"share": "text", "stars": "stars", "count": "negative"}


def _budgets(seen: Seen, column: int, budget: float) -> dict[Method, float]:
    """Half for counts, half for shares; where texts and stars both tell, half of that for each."""
    items = seen.shares.part["items"]
    shares: tuple[Method, ...] = ("share", "stars")
    known = [each for each in shares if _at(items, _side(seen, column, each)) >= FIRST_ITEMS]
    half = budget / 2
    return {"count": half, **{method: half / len(known) for method in known}}


def _side(seen: Seen, column: int, method: Method) -> int:
    """Its column among those of shares: stars stand behind all texts."""
    return column + seen.share.size if method == "stars" else column


def _negative(seen: Seen, column: int) -> int:
    """Its column among those of counts: negatives stand behind all items."""
    return column + seen.share.size


def _window(seen: Seen, column: int, quarter: int, method: Method) -> _Window:
    if method != "count":
        side = _side(seen, column, method)
        return _bet(seen.shares.window, seen.shares.log_evidence, side, quarter)
    if seen.is_sparse[column]:
        return _bet(seen.sparse.window, seen.sparse.log_evidence, column, quarter)
    behind = _negative(seen, column)
    scale = int(seen.counts.scale[behind])
    return _Window(
        windows.begins(scale, quarter),
        _at(seen.counts.observed[scale], column),
        _at(seen.counts.observed[scale], behind),
        _at(seen.counts.usual[scale], behind),
        exp(_at(seen.counts.log_chance[scale], behind)),
    )


def _bet(window: Numbers, log_evidence: Numbers, column: int, quarter: int) -> _Window:
    items, negatives, usual, begins = (_at(each, column) for each in window)
    chance = exp(-min(_at(log_evidence, column), 700.0))
    return _Window(int(begins) or quarter, items, negatives, usual, chance)


def _judged(seen: Seen, column: int, quarter: int, method: Method) -> Iterator[kinds.Window]:
    """The windows by which its kind is judged: those of all scales, and that of each bet."""
    share, doubt = _share(seen, column, "count"), _doubt(seen, column, method)
    behind, counts = _negative(seen, column), seen.counts
    for scale in range(len(windows.SIZES)):
        yield kinds.Window(
            _at(counts.observed[scale], column),
            _at(counts.observed[scale], behind),
            _at(counts.usual[scale], column),
            _at(counts.spread[scale], column),
            share,
            doubt,
        )
    own = _share(seen, column, method), _side(seen, column, method)
    bets = [(seen.sparse.window, share, column)] if seen.is_sparse[column] else []
    for bet, of_it, at in (*bets, (seen.shares.window, *own)):
        items, negatives, usual, begins = (_at(each, at) for each in bet)
        spread = _at(counts.spread[_scale_of(quarter + 1 - int(begins))], column)
        yield kinds.Window(items, negatives, usual, spread, of_it, doubt)


def _share(seen: Seen, column: int, method: Method) -> float:
    if method == "count":
        return _at(seen.share, column)
    return _at(seen.shares.usual, _side(seen, column, method))


def _doubt(seen: Seen, column: int, method: Method) -> float:
    """How far the log odds may be off: what the share wanders by, and what is not known of it."""
    side = _side(seen, column, method)
    return share_doubt(_at(seen.shares.wander, side), _at(seen.shares.doubt, side))


def _as_usual(seen: Seen, column: int) -> bool:
    """Negatives of the last hours, and their share, are no more than chance gives in twenty."""
    behind, shares = column + seen.share.size, seen.shares.log_chance
    looks = ((seen.counts.log_chance, behind), (shares, column), (shares, behind))
    return all(_at(each[scale], at) > log(0.05) for each, at in looks for scale in _HOURS)


def _scale_of(quarters: int) -> int:
    """The scale whose window is as long as this, or a little longer."""
    return min(len(windows.SIZES) - 1, max(0, (max(1, quarters) - 1).bit_length()))


def _at(numbers: object, column: int) -> float:
    return float(numbers[column])  # type: ignore[index]


def _short(value: float) -> float:
    """Nine digits: more than anybody reads, and the same on every machine."""
    return float(f"{value:.9g}")
