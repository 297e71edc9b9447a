"""The scoring rule of the Numenta Anomaly Benchmark, written from its definition.

https://arxiv.org/abs/1510.03336, section 3. Each row of a series has a worth: within a labelled
window it falls from one at the left edge to nought at the right one along a sigmoid, and after
the window on to minus one three windows later, times the profile's weight of a false alarm. Of
the detections in a window only the best, which is the earliest, counts; a window without one
costs a miss. The first 15 % of a series, 750 rows at most, are not scored. A file set's sum is
put on a scale from 0, the detector that never speaks, to 100, the one that is always at once
right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

UNSCORED, UNSCORED_ROWS = 0.15, 750
STEEP, FAR = 5.0, 3.0


class Profile(NamedTuple):
    """What a hit, a miss and a false alarm are worth."""

    hit: float
    miss: float
    false_alarm: float


PROFILES = {
    "standard": Profile(1, 1, 0.11),
    "low FP": Profile(1, 1, 0.22),
    "low FN": Profile(1, 2, 0.11),
}


class Windows(NamedTuple):
    """The labelled windows of a series of so many rows, first and last row of each, in order."""

    rows: int
    edges: Sequence[tuple[int, int]]


class Tally(NamedTuple):
    """The score of a file set under a profile, windows hit and rows of false alarm."""

    score: float
    hits: int
    false_alarms: int


NOTHING = Tally(0.0, 0, 0)
"""What silence scores."""


def tally(files: Sequence[tuple[Windows, Sequence[int]]], profile: Profile) -> Tally:
    """The score of detections, rows of each file, of which an incident has one."""
    scores = [np.isin(np.arange(file.rows), rows).astype(float) for file, rows in files]
    return swept([file for file, _ in files], scores, profile).get(1.0, NOTHING)


def best(
    files: Sequence[Windows], scores: Sequence[NDArray[np.float64]], profile: Profile
) -> tuple[float, Tally]:
    """The threshold of a profile as the benchmark itself chooses it, by the outcome."""
    found = swept(files, scores, profile)
    threshold = max(found, key=lambda each: found[each].score)
    return threshold, found[threshold]


def swept(
    files: Sequence[Windows], scores: Sequence[NDArray[np.float64]], profile: Profile
) -> Mapping[float, Tally]:
    """The score at each threshold: rows whose score reaches it are detections."""
    gains = [
        gain
        for file, each in zip(files, scores, strict=True)
        for gain in _gains(file, each, profile)
    ]
    gains.sort(reverse=True)
    windows = sum(len(_scored(file)) for file in files)
    whole = windows * (profile.hit + profile.miss)
    found, total, hits, wrong = {np.inf: NOTHING}, 0.0, 0, 0
    for threshold, gain, hit, false_alarm in gains:
        total, hits, wrong = total + gain, hits + hit, wrong + false_alarm
        found[threshold] = Tally(100 * total / whole, hits, wrong)
    return found


def _gains(
    file: Windows, scores: NDArray[np.float64], profile: Profile
) -> Iterator[tuple[float, float, int, int]]:
    """What each row adds once the threshold has sunk to its score: score, gain, hit, false."""
    worth = _worth(file)
    outside = np.arange(file.rows) >= unscored(file.rows)
    for first, last in file.edges:
        outside[first : last + 1] = False
    for row in np.flatnonzero(outside & (scores > 0)):
        yield float(scores[row]), profile.false_alarm * worth[row], 0, 1
    for first, last in _scored(file):
        within = np.arange(max(first, unscored(file.rows)), last + 1)
        rows = within[np.argsort(-scores[within], kind="stable")]
        held, hit = -profile.miss, 1
        for row in rows[scores[rows] > 0]:
            reached = profile.hit * worth[row] / _sigmoid(-1)
            if reached > held:
                yield float(scores[row]), float(reached - held), hit, 0
                held, hit = reached, 0


def _worth(file: Windows) -> NDArray[np.float64]:
    """The place of each row relative to its window, or to the one before it, on the sigmoid."""
    worth, rows = np.full(file.rows, -1.0), np.arange(file.rows)
    for first, last in file.edges:
        width = last - first + 1
        after = rows[last + 1 :]
        worth[last + 1 :] = _sigmoid((after - last) / (width - 1))
        within = rows[first : last + 1]
        worth[first : last + 1] = _sigmoid((within - last - 1) / width)
    return worth


def _scored(file: Windows) -> list[tuple[int, int]]:
    return [(first, last) for first, last in file.edges if last >= unscored(file.rows)]


def unscored(rows: int) -> int:
    """The rows at the start of a series that nobody is judged by."""
    return min(int(UNSCORED * rows), UNSCORED_ROWS)


def _sigmoid(place: float | NDArray[np.float64]) -> NDArray[np.float64]:
    held = np.asarray(place, float)
    return np.where(held > FAR, -1.0, 2 / (1 + np.exp(STEEP * np.minimum(held, FAR))) - 1)
