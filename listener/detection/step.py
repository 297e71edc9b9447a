"""One quarter of an hour, for many series at once: look, then learn.

usual ─► shares (text, stars) · counts (negatives, all) ─► closed loop ─► rates ─► what it teaches

Every rate is the log of the false alarms a month that a threshold just there would raise.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from listener.detection import loop, seasons
from listener.detection.counts import Count
from listener.detection.layout import Flags, Numbers, Places, States, newborn
from listener.detection.seasons import WEEK, Usual, kept_a_quarter
from listener.detection.shares import Share
from listener.detection.sparse import Sparse
from listener.detection.windows import MONTH

_N = TypeVar("_N", bound=np.generic)

ADOPTED_AFTER = 14 * 96
"""Quarters after which what stood out is what is usual now."""

_ENOUGH_ITEMS = 30
_YOUNG = 28 * 96
_ALWAYS_TAUGHT = 3 * WEEK
GUESSED_SHARE, GUESS_WEIGHT = 0.25, 8.0
_SPARSE = 1.0
"""Negatives a quarter below which bets by the clock take the place of the scan."""

_MISSED = 24
JUMP, AS_IF = 3.0, 5
LOOPS = ("text", "stars", "negative", "volume")
_PEAKS_EXPECTED = (2.5, 2.5, 5.0, 10.0)


class Quarter(NamedTuple):
    """What was counted in a quarter of an hour; every field has one place a series.

    `part` of what was published is here already; where it is `heard` the counts are true as far as
    they go, where `whole` they are final and teach, where `live` it was listened to as it happened;
    where `marked` people said that nothing is to be learned of it.
    """

    items: Numbers
    negatives: Numbers
    rated: Numbers
    low_rated: Numbers
    part: Numbers
    heard: Flags
    whole: Flags
    live: Flags
    marked: Flags


class Seen(NamedTuple):
    """What was made of it: what is usual, how each method looks at it, and at what rate.

    The columns of `shares` are those of texts, then those of stars; of `counts` those of all items,
    then those of negatives.
    """

    usual: Usual
    shares: Share
    counts: Count
    sparse: Sparse
    share: Numbers
    is_sparse: Flags
    rates: dict[str, Numbers]
    handicap: Numbers
    adopted: Flags
    age: Numbers
    gap: Numbers
    since: Numbers


def step(
    states: States,
    quarter: int,
    slot: Places,
    counts: Quarter,
    warm_up: Numbers,
    guess: Numbers,
    weight: Numbers,
) -> Seen:
    """Take in a quarter, in place; `quarter` counts them since 1970, `slot` is its local hour.

    `warm_up` is how many quarters are listened to before anything alarms; `guess` and `weight` are
    the share of negatives believed of a new series, and as how many items.
    """
    age = states["rest"]["age"]
    heard = counts.heard.astype(float)
    usual = Usual(states, slot)
    expected = usual.items * counts.part * heard
    seen = _look(states, quarter, usual, counts, expected, guess, weight)
    ready = _ready(states, counts, warm_up)
    scores = _scores(seen, ready, counts.heard)
    expected_peaks = np.repeat(_PEAKS_EXPECTED, states.series)
    rated = loop.log_rate(states["loops"], scores, expected_peaks)
    rates = dict(zip(LOOPS, np.split(rated, len(LOOPS)), strict=True))
    # A young series does not know yet how far its own talk goes: it has to be rarer.
    handicap = 1.5 * np.log(np.clip(age / _YOUNG, 1e-3, 1.0))
    calm, adopted = _calm(states, rates, counts)
    age += heard
    since = states["rest"]["since"]
    since[:] = np.where((since < 0) & counts.heard, float(quarter), since)
    _learn(states, quarter, seen, counts, expected, calm & counts.whole)
    grown = (age > WEEK) & counts.heard & ~counts.marked
    often = np.tile(grown, len(LOOPS))
    loop.learn(states["loops"], np.where(often, scores, loop.NO_SCORE), often / MONTH)
    exposed = states["rest"]["exposed"]
    exposed[:] = exposed * kept_a_quarter(90) + grown / MONTH
    _adopt(states, adopted)
    _begin_anew(states, counts, expected)
    return seen._replace(rates=rates, handicap=handicap, adopted=adopted)


def _look(
    states: States,
    quarter: int,
    usual: Usual,
    counts: Quarter,
    expected: Numbers,
    guess: Numbers,
    weight: Numbers,
) -> Seen:
    months = _twice(states["rest"]["exposed"])
    known = believed(states, usual, guess, weight)
    shares, parts, share, counted = known.shares, known.parts, known.share, known.counts
    a_month = _twice(np.maximum(usual.slow * MONTH, 1.0))
    items, negatives = _sides(counts)
    due = _twice(expected) * parts
    shares.look(items, negatives, np.maximum(a_month * parts, 1), due, quarter, months)
    blocks = states["shares"]["blocks"][: states.series]
    sparse = Sparse(states["sparse"], blocks, usual.doubt + known.negative_doubt)
    heard = counts.heard.astype(float)
    sparse.look(counts.items * heard, counts.negatives * heard, expected, share, heard, quarter)
    observed = np.concatenate([counts.items * heard, counts.negatives * heard])
    factor = np.concatenate([np.ones_like(share), share])
    counted.look(observed, _twice(expected), factor, months)
    is_sparse = usual.level * share < _SPARSE
    rest = states["rest"]
    return Seen(
        usual=usual,
        shares=shares,
        counts=counted,
        sparse=sparse,
        share=share,
        is_sparse=is_sparse,
        rates={},
        handicap=np.zeros_like(share),
        adopted=np.zeros(states.series, dtype=bool),
        age=rest["age"],
        gap=rest["gap"],
        since=rest["since"],
    )


class Believed(NamedTuple):
    """What states say of shares and of counts before anything is looked at.

    Of all items `parts` are texts, and have stars; a `share` of them all is negative.
    """

    shares: Share
    parts: Numbers
    share: Numbers
    counts: Count
    negative_doubt: Numbers


def believed(states: States, usual: Usual, guess: Numbers, weight: Numbers) -> Believed:
    """What these states say; of new ones, what is guessed."""
    shares = Share(states["shares"], states["share_peaks"], _twice(guess), _twice(weight))
    texts, starred = _halves(states["shares"]["items"])
    unrated = (texts + 1) / (texts + starred + 1)
    parts = np.concatenate([unrated, np.maximum(1 - unrated, 0)])
    of_texts, of_stars = _halves(shares.usual * parts)
    bad, low = _halves(states["shares"]["negatives"])
    negative_doubt = 1 / (bad + low + 2)
    doubt = np.concatenate([usual.doubt, negative_doubt])
    age = _twice(states["rest"]["age"])
    counts = Count(states["counts"], states["count_peaks"], age, doubt)
    return Believed(shares, parts, of_texts + of_stars, counts, negative_doubt)


def _sides(counts: Quarter) -> tuple[Numbers, Numbers]:
    """Items and negatives of texts, then of stars; nothing where nobody listened."""
    rated, low = counts.rated * counts.heard, counts.low_rated * counts.heard
    unrated = counts.items * counts.heard - rated
    bad = np.maximum(0, counts.negatives * counts.heard - low)
    return np.concatenate([unrated, rated]), np.concatenate([bad, low])


def _ready(states: States, counts: Quarter, warm_up: Numbers) -> tuple[Flags, Flags]:
    """Where shares, and where counts, may alarm; after hours of silence counts wait a little."""
    rest = states["rest"]
    gap = rest["gap"]
    missed = np.where(rest["age"] == 0, gap, np.where(gap > 0, -1.0, np.maximum(gap - 1, -99)))
    back = np.where(gap <= -_MISSED, 1.0, np.where(gap < 0, 99.0, np.minimum(gap + 1, 99)))
    gap[:] = np.where(counts.heard, back, missed)
    warm = rest["age"] >= warm_up
    settled = (rest["live"][0] >= 96) | ~counts.live | (rest["live"][0] == rest["age"])
    return warm, warm & (gap >= 3) & settled


def _scores(seen: Seen, ready: tuple[Flags, Flags], heard: Flags) -> Numbers:
    """One for each of LOOPS, side by side."""
    shares, counts = ready
    _, rarest = _halves(seen.counts.bursts.rarest())
    volume, windowed = _halves(seen.counts.score)
    rare = -np.logaddexp(-seen.sparse.score, rarest)
    few = np.where(seen.sparse.window[1] >= 3, rare, loop.NO_SCORE)
    negative = np.where(seen.is_sparse, few, windowed)
    scores = np.concatenate([seen.shares.score, negative, volume])
    may = np.concatenate([_twice(shares & heard), _twice(counts & heard)])
    return np.where(may, scores, loop.NO_SCORE)


def _calm(states: States, rates: dict[str, Numbers], counts: Quarter) -> tuple[Flags, Flags]:
    """Where a quarter may teach, and where what stands out is taken for what is usual by now.

    What is rarer than once a month does not teach, for two weeks. Then it is adopted, where enough
    was said lately to tell by; where little is, it teaches from then on. Marked days do not count.
    """
    frozen, age = states["rest"]["frozen"], states["rest"]["age"]
    usual = np.minimum(np.minimum(rates["text"], rates["stars"]), rates["negative"]) > 0
    lasting = counts.heard & ~usual & ~counts.marked
    frozen[:] = np.where(usual & counts.heard, 0.0, frozen + lasting)
    lasts = frozen >= ADOPTED_AFTER
    adopted = lasts & (age >= _ALWAYS_TAUGHT) & (states["season"]["shadow"][0] >= _ENOUGH_ITEMS)
    return usual | lasts | (age < _ALWAYS_TAUGHT), adopted


def _learn(
    states: States,
    quarter: int,
    seen: Seen,
    counts: Quarter,
    expected: Numbers,
    taught: Flags,
) -> None:
    usual, age = seen.usual, states["rest"]["age"]
    items = counts.items * counts.heard
    highest = (
        usual.items
        + 3 * np.sqrt(usual.items + seen.counts.spread[0, : states.series] * usual.items**2)
        + 1
    )
    calm = np.where(age <= WEEK, items, np.minimum(items, highest))
    peaks = counts.whole & (age > WEEK)
    grown = _twice(taught & (age > WEEK))
    a_quarter, begun = _twice(usual.slow), _twice(age > 0)
    both, peaks = _twice(taught), _twice(peaks)
    seen.shares.learn(*_sides(counts), a_quarter, both, peaks, quarter, begun)
    seen.sparse.learn(items, expected, taught, quarter)
    seen.counts.learn(grown, peaks, quarter)
    seasons.learn(states, usual, calm, taught)
    shadow = states["season"]["shadow"]
    for row, value in enumerate((items, usual.factor, counts.negatives * counts.heard)):
        kept = np.where(counts.whole, kept_a_quarter(seasons.LEVEL_DAYS), 1.0)
        shadow[row] = shadow[row] * kept + np.where(counts.whole, value, 0.0)


def _adopt(states: States, adopted: Flags) -> None:
    """What has lasted two weeks is what is usual now: its level and its share are taken over."""
    if not adopted.any():
        return
    items, factor, negatives = states["season"]["shadow"]
    season = states["season"]
    for name in ("fast", "slow"):
        season[name][0] = np.where(adopted, items, season[name][0])
        season[name][1] = np.where(adopted, factor, season[name][1])
    share = _twice(negatives / np.maximum(items, 1e-9))
    part, both = states["shares"], _twice(adopted)
    part["negatives"][:] = np.where(both, part["items"] * share, part["negatives"])
    running = ("odds_sum", "bet", "bet_since", "now", "past")
    for name in ("shares", "counts", "sparse"):
        _forget(states, name, adopted, running)
    states["rest"]["frozen"][adopted] = 0.0


def _begin_anew(states: States, counts: Quarter, expected: Numbers) -> None:
    """A day after listening began: was what came before of the same size as what comes now?

    What a source gives of the past is often only a part of it. Then what is usual begins here.
    """
    live = states["rest"]["live"]
    first = counts.live & counts.heard & (live[0] < 96)
    for row, value in enumerate((np.ones_like(expected), counts.items, expected)):
        live[row] += np.where(first, value, 0.0)
    done = first & (live[0] == 96) & (states["rest"]["age"] > 96)
    times = (live[1] + AS_IF) / (live[2] + AS_IF)
    jumped = done & ((times > JUMP) | (times < 1 / JUMP))
    if jumped.any():
        for part in ("season", "counts", "sparse", "count_peaks"):
            _forget(states, part, jumped)
        of_counts = np.concatenate([np.zeros(2 * states.series, dtype=bool), jumped, jumped])
        _forget_columns(states, "loops", of_counts)
        states["rest"]["age"][jumped] = 0.0
        states["rest"]["since"][jumped] = -1.0
        states["rest"]["live"][0, jumped] = 0.0


def _forget(states: States, part: str, where: Flags, names: tuple[str, ...] = ()) -> None:
    """Begin these fields of a part anew, all of them unless some are named."""
    any_field = next(iter(states[part].values()))
    sides = any_field.shape[-1] // states.series
    _forget_columns(states, part, np.tile(where, sides), names)


def _forget_columns(states: States, part: str, where: Flags, names: tuple[str, ...] = ()) -> None:
    fresh = newborn(1)[part]
    for name, field in states[part].items():
        if not names or name in names:
            field[..., where] = fresh[name][..., :1]


def _twice(numbers: NDArray[_N]) -> NDArray[_N]:
    """For both sides of a series the same."""
    return np.concatenate([numbers, numbers])


def _halves(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The one side of all series, and the other."""
    middle = numbers.shape[-1] // 2
    return numbers[..., :middle], numbers[..., middle:]


def nobody_s_guess(series: int) -> tuple[Numbers, Numbers]:
    """What is believed of a share of which nothing is known: a quarter, as eight items say."""
    return np.full(series, GUESSED_SHARE), np.full(series, GUESS_WEIGHT)
