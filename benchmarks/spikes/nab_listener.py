"""What listener's counts make of NAB's tweets: how often they alarm, and what that scores.

Tweets have no sentiment here: each counts as a negative, beside one that is not, so that only the
count of them can alarm, and has the whole budget. One configuration, that of the product. The fixed
budget was chosen by the rule's weights before anything was scored: a miss costs nine false alarms.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.spikes.nab_rule import PROFILES, Profile, Tally, Windows, best, tally, unscored
from benchmarks.spikes.running import NEVER, openings, rates_of, walk
from benchmarks.spikes.simulation import BINS_A_DAY, DAYS_A_MONTH, Counts, Numbers

if TYPE_CHECKING:
    from benchmarks.spikes.nab import Quarters

BUDGETS, FIXED = (1, 2, 4, 8), 8
KEPT = 0.6, 1.4
PUBLISHED = "published_scores_recomputed.csv"
_BIN = 900
_SWEPT = np.geomspace(0.1, 60, 60)


def rates(series: Sequence[Quarters]) -> list[Numbers]:
    """The log of each series' monthly rate, bin by bin; all stand side by side, at their times."""
    firsts = [_bin_of(each.start) for each in series]
    lasts = [first + len(each.counts) for first, each in zip(firsts, series, strict=True)]
    first, last = min(firsts), max(lasts)
    counts: Counts = np.zeros((last - first, len(series)), np.int64)
    heard = np.zeros(counts.shape, bool)
    for column, (begins, each) in enumerate(zip(firsts, series, strict=True)):
        there = slice(begins - first, begins - first + len(each.counts))
        counts[there, column] = each.counts
        heard[there, column] = each.rows > 0
    found = np.full(counts.shape, NEVER)
    for bin_, seen in enumerate(walk(2 * counts, counts, heard=heard, first=first)):
        found[bin_] = np.where(heard[bin_], rates_of(seen)[1], NEVER)
    ends = zip(firsts, lasts, strict=True)
    return [
        found[begins - first : end - first, column] for column, (begins, end) in enumerate(ends)
    ]


def detections(series: Quarters, rate: Numbers, budget: float) -> list[int]:
    """The rows at which incidents open: a bin is known when it ends."""
    opened = openings((rate - log(budget))[:, None])[:, 0]
    return [int(row) for row in series.last_row[opened]]


def alarms_a_month(
    files: Sequence[Windows], series: Sequence[Quarters], found: Sequence[Numbers], budget: float
) -> float:
    """All alarms, whatever they were for, in the rows that the rule scores."""
    months = sum((file.rows - unscored(file.rows)) / (3 * BINS_A_DAY) for file in files)
    number = sum(
        row >= unscored(file.rows)
        for file, each, rate in zip(files, series, found, strict=True)
        for row in detections(each, rate, budget)
    )
    return number / months * DAYS_A_MONTH


def scored(
    files: Sequence[Windows], series: Sequence[Quarters], found: Sequence[Numbers], budget: float
) -> list[Tally]:
    """Under the three profiles, at a budget."""
    rows = [detections(each, rate, budget) for each, rate in zip(series, found, strict=True)]
    return [tally(list(zip(files, rows, strict=True)), each) for each in PROFILES.values()]


def best_of_all(
    files: Sequence[Windows], series: Sequence[Quarters], found: Sequence[Numbers]
) -> list[Tally]:
    """At the budget that suits these files best, as NAB chooses it for everybody."""
    tallies = [scored(files, series, found, budget) for budget in _SWEPT]
    return [max(each, key=lambda one: one.score) for each in zip(*tallies, strict=True)]


def best_of_bins(
    files: Sequence[Windows], series: Sequence[Quarters], found: Sequence[Numbers]
) -> list[Tally]:
    """The same, where every bin that passes the threshold is told."""
    scores = []
    for file, each, rate in zip(files, series, found, strict=True):
        score = np.zeros(file.rows)
        # The rarer the higher; a rate at which nobody would be told scores nought.
        score[each.last_row] = np.where(rate < log(60), np.exp(-rate / 10), 0)
        scores.append(score)
    return [_best(files, scores, profile) for profile in PROFILES.values()]


def published(folder: Path) -> list[str]:
    """What others score on all ten series, at the threshold of NAB's scoreboard."""
    file = folder / PUBLISHED
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["det"]]
    columns = [f"{profile.replace(' ', '_')}_tw_pubthr" for profile in PROFILES]
    return [
        f"{row['det']:<34} "
        + "/".join(f"{float(row[column]):.1f}" for column in columns)
        + f"  (hits {row['hit_pubthr']}, false rows {row['fp_pubthr']})"
        for row in rows
    ]


def _best(files: Sequence[Windows], scores: Sequence[Numbers], profile: Profile) -> Tally:
    return best(files, scores, profile)[1]


def _bin_of(start: datetime) -> int:
    return int((start - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) // _BIN
