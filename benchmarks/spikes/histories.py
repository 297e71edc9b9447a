"""Whole review histories of games on Steam, whose worst days are known, in quarters of an hour.

The tables of `recordings/datasets/steam_full_history`: below a block of totals a line for each
review, whose month counts from nought and whose hour is of an unknown zone, read as UTC.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled import SHARED
from benchmarks.spikes.simulation import BINS_A_DAY

FOLDER = SHARED / "recordings" / "datasets" / "steam_full_history"
CALM = FOLDER.parent / "steam_control" / "730_cs2_2024-04-06_2024-05-01.json.gz"
FIRST_COLUMN, BAD = "Review ID", "❌"
BIN = timedelta(days=1) / BINS_A_DAY


class History(NamedTuple):
    """Reviews and negative ones by bin, from midnight before the first review on."""

    game: str
    start: datetime
    n: NDArray[np.int64]
    k: NDArray[np.int64]


class Day(NamedTuple):
    """A day's reviews, how many of them are negative, and the bin that it begins with."""

    day: date
    n: int
    k: int
    bin: int


def histories(folder: Path = FOLDER) -> list[History]:
    """All games of a folder; the benchmark ends where there is none."""
    files = sorted([*folder.glob("steam_*.csv"), *folder.glob("steam_*.csv.gz")])
    if not files:
        sys.exit(
            f"nothing to measure on: no Steam histories in {folder}; --data names their folder"
        )
    return [
        _history(file.name.removeprefix("steam_").split(".")[0], _reviews(file)) for file in files
    ]


def calm(file: Path = CALM) -> History | None:
    """Counter-Strike 2 in a month in which nothing happened, two hundred reviews a day."""
    if not file.exists():
        return None
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        reviews = json.load(lines)["reviews"].values()
    told = [
        (datetime.fromtimestamp(each["timestamp_created"], UTC), not each["voted_up"])
        for each in reviews
    ]
    return _history("Counter-Strike 2", told)


def days(history: History) -> list[Day]:
    """Every day of a history, in order."""
    n, k = (each.reshape(-1, BINS_A_DAY).sum(axis=1).tolist() for each in (history.n, history.k))
    return [
        Day((history.start + timedelta(days=at)).date(), n[at], k[at], at * BINS_A_DAY)
        for at in range(len(n))
    ]


def worst_days(history: History, number: int, after: int = 28) -> list[Day]:
    """The days with most negatives, worst first, once there are so many days to compare with.

    Of two less than a week apart only the worse counts: they are one incident.
    """
    found: list[Day] = []
    for each in sorted(days(history)[after:], key=lambda day: -day.k):
        if all(abs(each.day - other.day) >= timedelta(days=7) for other in found):
            found.append(each)
    return found[:number]


def _reviews(file: Path) -> Iterator[tuple[datetime, bool]]:
    """When each review was written, and whether it is negative."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        for row in rows:
            if row and row[0].lstrip("\ufeff") == FIRST_COLUMN:
                break
        for row in rows:
            yield _time(row[2]), row[3] == BAD


def _history(game: str, reviews: Iterable[tuple[datetime, bool]]) -> History:
    told = list(reviews)
    start = min(time for time, _ in told).replace(hour=0, minute=0, second=0)
    bins = np.array([(time - start) // BIN for time, _ in told])
    bad = np.array([negative for _, negative in told])
    size = -(-(bins.max() + 1) // BINS_A_DAY) * BINS_A_DAY
    return History(
        game, start, np.bincount(bins, minlength=size), np.bincount(bins[bad], minlength=size)
    )


def _time(text: str) -> datetime:
    """`2025.04.31 21:26` is the last of May."""
    day, clock = text.split()
    year, month, number = map(int, day.split("."))
    hour, minute = map(int, clock.split(":"))
    return datetime(year, month + 1, number, hour, minute, tzinfo=UTC)
