"""One quarter of an hour, for many series at once: look, then learn.

usual ─► shares (text, stars) · counts (negatives, all) ─► closed loop ─► rates ─► what it teaches

Every rate is the log of the false alarms a month that a threshold just there would raise.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from listener.detection import loop, seasons
from listener.detection.counts import Count
from listener.detection.layout import Flags, Numbers, Places, States, newborn
from listener.detection.seasons import WEEK, Usual, kept_a_quarter
from listener.detection.shares import Share
from listener.detection.sparse import Sparse
from listener.detection.windows import MONTH

ADOPTED_AFTER = 14 * 96
"""Quarters after which what stood out is what is usual now."""

_ENOUGH_ITEMS = 30
_YOUNG = 28 * 96
_ALWAYS_TAUGHT = 3 * WEEK
_GUESSED_SHARE, _GUESS_WEIGHT = 0.25, 8.0
_SPARSE = 1.0
"""Negatives a quarter below which bets by the clock take the place of the scan."""

_MISSED = 24
_JUMP = 3.0
_PEAKS_EXPECTED = {"text": 2.5, "stars": 2.5, "negative": 10.0, "volume": 10.0}


class Quarter(NamedTuple):
    """What was counted in a quarter of an hour; every field has one place a series.

    `part` of what was published is here already; where it is `heard` the counts are true as far as
    they go, where `whole` they are final and teach, where `live` it was listened to as it happened.
    """

    items: Numbers
    negatives: Numbers
    rated: Numbers
    low_rated: Numbers
    part: Numbers
    heard: Flags
    whole: Flags
    live: Flags


class Seen(NamedTuple):
    """What was made of it: what is usual, how each method looks at it, and at what rate."""

    usual: Usual
    text: Share
    stars: Share
    volume: Count
    negative: Count
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
    rates = {
        name: loop.log_rate(states[f"{name}_loop"], score, _PEAKS_EXPECTED[name])
        for name, score in scores.items()
    }
    # A young series does not know yet how far its own talk goes: it has to be rarer.
    handicap = 1.5 * np.log(np.clip(age / _YOUNG, 1e-3, 1.0))
    calm, adopted = _calm(states, rates, counts.heard)
    age += heard
    since = states["rest"]["since"]
    since[:] = np.where((since < 0) & counts.heard, float(quarter), since)
    _learn(states, quarter, seen, counts, expected, calm & counts.whole)
    grown = (age > WEEK) & counts.heard
    for name, score in scores.items():
        known = np.where(grown, score, loop.NO_SCORE)
        loop.learn(states[f"{name}_loop"], known, grown / MONTH)
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
    months = states["rest"]["exposed"]
    age = states["rest"]["age"]
    known = {name: states[name]["items"] for name in ("text", "stars")}
    unrated = (known["text"] + 1) / (known["text"] + known["stars"] + 1)
    a_month = np.maximum(usual.slow * MONTH, 1.0)
    items = counts.items * counts.heard
    negatives = counts.negatives * counts.heard
    rated, low = counts.rated * counts.heard, counts.low_rated * counts.heard
    text = Share(states["text"], states["text_peaks"], guess, weight)
    stars = Share(states["stars"], states["stars_peaks"], guess, weight)
    text.look(
        items - rated,
        np.maximum(0, negatives - low),
        np.maximum(a_month * unrated, 1),
        expected * unrated,
        quarter,
        months,
    )
    part = np.maximum(1 - unrated, 0)
    stars.look(rated, low, np.maximum(a_month * part, 1), expected * part, quarter, months)
    share = text.usual * unrated + stars.usual * part
    negative_doubt = 1 / (states["text"]["negatives"] + states["stars"]["negatives"] + 2)
    sparse = Sparse(states["sparse"], states["text"]["blocks"], usual.doubt + negative_doubt)
    sparse.look(items, negatives, expected, share, counts.heard.astype(float), quarter)
    volume = Count(states["volume"], states["volume_peaks"], age, usual.doubt)
    volume.look(items, expected, np.ones_like(share), months)
    negative = Count(states["negative"], states["negative_peaks"], age, negative_doubt)
    negative.look(negatives, expected, share, months)
    is_sparse = usual.level * share < _SPARSE
    rest = states["rest"]
    return Seen(
        usual=usual,
        text=text,
        stars=stars,
        volume=volume,
        negative=negative,
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


def _scores(seen: Seen, ready: tuple[Flags, Flags], heard: Flags) -> dict[str, Numbers]:
    shares, counts = ready
    rare = -np.logaddexp(-seen.sparse.score, seen.negative.bursts.rarest())
    few = np.where(seen.sparse.window[1] >= 3, rare, loop.NO_SCORE)
    negative = np.where(seen.is_sparse, few, seen.negative.score)
    return {
        "text": np.where(shares & heard, seen.text.score, loop.NO_SCORE),
        "stars": np.where(shares & heard, seen.stars.score, loop.NO_SCORE),
        "negative": np.where(counts & heard, negative, loop.NO_SCORE),
        "volume": np.where(counts & heard, seen.volume.score, loop.NO_SCORE),
    }


def _calm(states: States, rates: dict[str, Numbers], heard: Flags) -> tuple[Flags, Flags]:
    """Where a quarter may teach, and where what stands out is taken for what is usual by now.

    What is rarer than once a month does not teach, for two weeks. Then it is adopted, where enough
    was said lately to tell by; where little is, it teaches from then on.
    """
    frozen, age = states["rest"]["frozen"], states["rest"]["age"]
    usual = np.minimum(np.minimum(rates["text"], rates["stars"]), rates["negative"]) > 0
    frozen[:] = np.where(usual & heard, 0.0, frozen + (heard & ~usual))
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
    highest = usual.items + 3 * np.sqrt(usual.items + seen.volume.spread[0] * usual.items**2) + 1
    calm = np.where(age <= WEEK, items, np.minimum(items, highest))
    peaks = counts.whole & (age > WEEK)
    negatives = counts.negatives * counts.heard
    rated, low = counts.rated * counts.heard, counts.low_rated * counts.heard
    a_quarter, begun = usual.slow, age > 0
    unrated, bad = items - rated, np.maximum(0, negatives - low)
    seen.text.learn(unrated, bad, a_quarter, taught, peaks, quarter, begun)
    seen.stars.learn(rated, low, a_quarter, taught, peaks, quarter, begun)
    seen.sparse.learn(items, expected, taught, quarter)
    grown = taught & (age > WEEK)
    seen.volume.learn(grown, peaks, quarter)
    seen.negative.learn(grown, peaks, quarter)
    seasons.learn(states, usual, calm, taught)
    shadow = states["season"]["shadow"]
    for row, value in enumerate((items, usual.factor, negatives)):
        kept = np.where(counts.whole, kept_a_quarter(seasons.LEVEL_DAYS), 1.0)
        shadow[row] = shadow[row] * kept + np.where(counts.whole, value, 0.0)


_MEASURED = ("volume", "negative", "text", "stars")


def _adopt(states: States, adopted: Flags) -> None:
    """What has lasted two weeks is what is usual now: its level and its share are taken over."""
    if not adopted.any():
        return
    items, factor, negatives = states["season"]["shadow"]
    season = states["season"]
    for name in ("fast", "slow"):
        season[name][0] = np.where(adopted, items, season[name][0])
        season[name][1] = np.where(adopted, factor, season[name][1])
    share = negatives / np.maximum(items, 1e-9)
    for name in ("text", "stars"):
        part = states[name]
        part["negatives"][:] = np.where(adopted, part["items"] * share, part["negatives"])
    _forget(
        states, adopted, ("odds_sum", "bet", "bet_since", "now", "past"), (*_MEASURED, "sparse")
    )
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
    times = (live[1] + 5) / (live[2] + 5)
    jumped = done & ((times > _JUMP) | (times < 1 / _JUMP))
    if jumped.any():
        parts = ("season", "volume", "negative", "sparse", "volume_peaks", "negative_peaks")
        _forget(states, jumped, None, (*parts, "volume_loop", "negative_loop"))
        states["rest"]["age"][jumped] = 0.0
        states["rest"]["since"][jumped] = -1.0
        states["rest"]["live"][0, jumped] = 0.0


def _forget(
    states: States, where: Flags, names: tuple[str, ...] | None, parts: tuple[str, ...]
) -> None:
    fresh = newborn(1)
    for part in parts:
        for name, field in states[part].items():
            if names is None or name in names:
                field[..., where] = fresh[part][name]


def nobody_s_guess(series: int) -> tuple[Numbers, Numbers]:
    """What is believed of a share of which nothing is known: a quarter, as eight items say."""
    return np.full(series, _GUESSED_SHARE), np.full(series, _GUESS_WEIGHT)
