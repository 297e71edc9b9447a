"""Tweets about a company, every five minutes for eight weeks, scored by NAB's own rule.

Five of the benchmark's ten series stand in the shared folder; `--data DIR` scores the folder that
you name, all ten if they are there. For comparison: what one detection at each labelled instant
would score, one at each window's largest count, what a rolling z does, with the threshold that
suits these files best, as the benchmark chooses it for everybody, and what others score on all ten.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled import SHARED
from benchmarks.spikes import nab_listener
from benchmarks.spikes.nab_rule import PROFILES, Tally, Windows, best, tally

FOLDER = SHARED / "eval" / "spikes" / "nab_realTweets"
SET = "realTweets"
A_DAY = 288
APART = 6 * 12
"""Rows of six hours: exceedances less far apart are one incident."""

_LIKELY = np.arange(3, 60, 0.5)


class Tweets(NamedTuple):
    """A series: when its rows begin, their counts, its labelled windows and instants."""

    name: str
    times: list[datetime]
    counts: NDArray[np.int64]
    windows: Windows
    instants: list[int]


class Quarters(NamedTuple):
    """A series in bins of a quarter of an hour, as the product sees it.

    What is said of a bin is known when it ends, so that its `last_row` is where it is detected;
    a bin with fewer than three rows is partial, one with none was down.
    """

    start: datetime
    counts: NDArray[np.int64]
    rows: NDArray[np.int64]
    last_row: NDArray[np.int64]


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks spikes nab")
    parser.add_argument("--data", type=Path, default=FOLDER, help="a folder with NAB's tweets")
    folder = parser.parse_args(argv).data
    files = tweets(folder)
    windows = [file.windows for file in files]
    print(f"{len(files)} of NAB's ten series, {sum(len(each.edges) for each in windows)} windows")
    tell("at each labelled instant", files, [file.instants for file in files])
    tell("at each window's largest count", files, [_largest(file) for file in files])
    scores = [rolling_z(file.counts) for file in files]
    _print("rolling z, 7 days", (best(windows, scores, each)[1] for each in PROFILES.values()))
    _print("the same, one alarm an incident", _best_incidents(windows, scores))
    print("others, on all ten series", *nab_listener.published(folder), sep="\n")
    _print_listener(files)


def _print_listener(files: Sequence[Tweets]) -> None:
    """Alarms a month against what was asked for, and scores; the fixed budget's come last."""
    windows, series = [file.windows for file in files], [quarters(file) for file in files]
    known = windows, series, nab_listener.rates(series)
    _print("listener, all bins, best threshold", nab_listener.best_of_bins(*known))
    _print("listener, best budget", nab_listener.best_of_all(*known))
    ratios = []
    for budget in nab_listener.BUDGETS:
        ratios.append(nab_listener.alarms_a_month(*known, budget) / budget)
        _print(f"listener, at {budget} a month", nab_listener.scored(*known, budget))
    low, high = nab_listener.KEPT
    asked = ", ".join(map(str, nab_listener.BUDGETS))
    told = ", ".join(f"{each:.2f}" for each in ratios)
    print(f"all alarms a month / {asked}: {told} (within {low} to {high})")
    fixed = nab_listener.FIXED
    _print(f"listener, at {fixed} a month", nab_listener.scored(*known, fixed))


def tweets(folder: Path) -> list[Tweets]:
    """The series of a folder; the benchmark ends where there is none."""
    files = sorted(folder.glob("Twitter_volume_*.csv"))
    if not files:
        sys.exit(f"nothing to measure on: no NAB tweets in {folder}; --data names their folder")
    edges = json.loads((folder / "combined_windows.json").read_text("utf-8"))
    labels = json.loads((folder / "combined_labels.json").read_text("utf-8"))
    return [_tweets(file, edges, labels) for file in files]


def quarters(file: Tweets) -> Quarters:
    """The series from the quarter that its first row is in."""
    first = file.times[0]
    start = first.replace(minute=first.minute // 15 * 15, second=0)
    bins = np.array([(time - start) // timedelta(minutes=15) for time in file.times])
    rows = np.bincount(bins)
    return Quarters(
        start=start,
        counts=np.bincount(bins, weights=file.counts).astype(np.int64),
        rows=rows,
        last_row=np.cumsum(rows) - 1,
    )


def tell(name: str, files: Sequence[Tweets], rows: Sequence[Sequence[int]]) -> None:
    """Print what detections score under the three profiles, one row of each incident."""
    pairs = [(file.windows, found) for file, found in zip(files, rows, strict=True)]
    _print(name, (tally(pairs, profile) for profile in PROFILES.values()))


def incidents(scores: NDArray[np.float64], threshold: float) -> list[int]:
    """The first row of each run of rows that reach the threshold, six hours apart at least."""
    reached = np.flatnonzero(scores >= threshold)
    return [int(row) for row in reached[np.diff(reached, prepend=-APART - 1) > APART]]


def rolling_z(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """How many deviations each count is above the mean of the seven days before it."""
    size = 7 * A_DAY
    places = np.arange(len(counts))
    first = np.maximum(places - size, 0)
    sums = np.cumsum(np.concatenate([[0.0], counts]))
    squares = np.cumsum(np.concatenate([[0.0], counts.astype(float) ** 2]))
    number = np.maximum(places - first, 1)
    mean = (sums[places] - sums[first]) / number
    variance = (squares[places] - squares[first]) / number - mean**2
    return np.maximum(0, (counts - mean) / np.sqrt(np.maximum(variance, 1)))


def _best_incidents(
    windows: Sequence[Windows], scores: Sequence[NDArray[np.float64]]
) -> Iterable[Tally]:
    for profile in PROFILES.values():
        yield max(
            tally([(w, incidents(s, z)) for w, s in zip(windows, scores, strict=True)], profile)
            for z in _LIKELY
        )


def _print(name: str, tallies: Iterable[Tally]) -> None:
    found = list(tallies)
    print(
        f"{name:<34} "
        + "/".join(f"{each.score:.1f}" for each in found)
        + f"  (hits {found[0].hits}, false rows {found[0].false_alarms})"
    )


def _tweets(file: Path, edges: dict[str, list[list[str]]], labels: dict[str, list[str]]) -> Tweets:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    times = [_time(row["timestamp"]) for row in rows]
    name = f"{SET}/{file.name}"
    found = [(_row(times, first), _row(times, last)) for first, last in edges[name]]
    return Tweets(
        name=file.stem.removeprefix("Twitter_volume_"),
        times=times,
        counts=np.array([int(row["value"]) for row in rows]),
        windows=Windows(len(times), found),
        instants=[_row(times, each) for each in labels[name]],
    )


def _row(times: list[datetime], moment: str) -> int:
    return bisect_left(times, _time(moment))


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _largest(file: Tweets) -> list[int]:
    return [
        first + int(np.argmax(file.counts[first : last + 1])) for first, last in file.windows.edges
    ]
