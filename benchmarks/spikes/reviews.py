"""Whole histories of games on Steam: are their worst days found, and is the rest left in peace?

A review is recommended or not, which counts as stars. At one false alarm a month: are the
days with most negatives, once a history is five weeks old, by the end of the next day; and how many
incidents open at other times. A game that is always bad must stay within its budget.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.spikes.histories import FOLDER, Day, History, calm, histories, worst_days
from benchmarks.spikes.running import Flags, openings, rates
from benchmarks.spikes.simulation import BINS_A_DAY, DAYS_A_MONTH

WORST, LEAST = 3, 10
"""So many of a game's worst days are looked for, of those with so many negatives at least."""

KNOWN, WARM_UP = 35, 7
NEAR = 7 * BINS_A_DAY


class Found(NamedTuple):
    """A game's worst days, each with whether it was told by the end of the next; alarms a month.

    `others` are those away from its worst days.
    """

    days: list[tuple[Day, bool]]
    monthly: float
    others: float
    most: int


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks spikes reviews")
    parser.add_argument("--data", type=Path, default=FOLDER, help="a folder of Steam histories")
    parser.add_argument("--alarms", type=float, default=1.0, help="false alarms a month")
    parser.add_argument("--days", type=int, default=1_100, help="the first so many of each")
    parser.add_argument("--quick", action="store_true", help="the first 400 days")
    options = parser.parse_args(argv)
    told_of = histories(options.data)
    days = 400 if options.quick else options.days
    games = [_cut(game, days) for game in [*told_of, *filter(None, [calm()])]]
    found = judged(games, options.alarms)
    for game, each in zip(games, found, strict=True):
        print(
            f"{game.game}: {len(game.n) // BINS_A_DAY:,} days, at most {each.most} negatives a day,"
            f" {each.monthly:.2f} alarms a month, {each.others:.2f} away from its worst days"
        )
        for day, told in each.days:
            print(f"  {day.day} {day.k} of {day.n} negative: {'told' if told else 'NOT told'}")
    told = [hit for each in found for _, hit in each.days]
    highest = max(each.others for each in found)
    print(
        f"{sum(told)} of {len(told)} worst days told within a day; alarms at other times at most"
        f" {highest:.2f} a month, for {options.alarms:g}"
    )


def _cut(game: History, days: int) -> History:
    """From the Monday before its first review on, so many days."""
    early = game.start.weekday()
    n, k = (np.concatenate([np.zeros(early * BINS_A_DAY, int), each]) for each in (game.n, game.k))
    last = days * BINS_A_DAY
    return History(game.game, game.start - timedelta(days=early), n[:last], k[:last])


def judged(games: Sequence[History], budget: float) -> list[Found]:
    """All of them side by side."""
    shape = max(len(game.n) for game in games), len(games)
    n, k, heard = (np.zeros(shape, int) for _ in range(3))
    for column, game in enumerate(games):
        n[: len(game.n), column], k[: len(game.n), column] = game.n, game.k
        heard[: len(game.n), column] = 1
    share, count = rates(n, k, stars=True, heard=heard > 0).at(budget)
    both = np.minimum(share, count)
    opened, alarming = openings(both), both <= 0
    return [
        _of(game, opened[: len(game.n), column], alarming[: len(game.n), column])
        for column, game in enumerate(games)
    ]


def _of(game: History, opened: Flags, alarming: Flags) -> Found:
    months = max(len(opened) / BINS_A_DAY - WARM_UP, 1) / DAYS_A_MONTH
    worst = [day for day in worst_days(game, WORST, KNOWN) if day.k >= LEAST]
    apart = np.ones(len(opened), bool)
    for day in worst:
        apart[max(0, day.bin - NEAR) : day.bin + NEAR] = False
    return Found(
        days=[(day, bool(alarming[day.bin : day.bin + 2 * BINS_A_DAY].any())) for day in worst],
        monthly=opened.sum() / months,
        others=(opened & apart).sum() / months,
        most=int(game.k.reshape(-1, BINS_A_DAY).sum(axis=1)[KNOWN:].max(initial=0)),
    )
