"""What the detector remembers of a series: named numbers, many series side by side.

A state is one column of float64; the columns of many series make a matrix, in which each field is
a contiguous block of rows. A step over all of them is then a few hundred array operations however
many there are, and a series comes out the same to the bit whoever stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import mul
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

ENGINE = "spikes-1"
"""Which method found an incident, kept with it. Another one cannot read this one's states."""

Numbers: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.int64]

SCALES = 10
"""Windows of 1, 2, 4 ... 512 quarters of an hour: up to five days."""

ODDS = 6
"""How many sizes of change the mixtures of the share and of sparse counts bet on."""

_SHARE = {
    "odds_sum": (ODDS,),
    "bet": (ODDS,),
    "bet_since": (4, ODDS),
    "negatives": (),
    "items": (),
    "block": (2,),
    "wander": (3,),
    "blocks": (),
    "now": (2, SCALES),
    "past": (2, 3, SCALES),
}
_COUNT = {
    "now": (2, SCALES),
    "past": (2, 3, SCALES),
    "spread": (2, SCALES),
}
_PEAKS = {"quiet": (), "peak": (SCALES,), "number": (SCALES,), "sum": (SCALES,), "level": (SCALES,)}
_LOOP = {"number": (), "sum": (), "months": (), "peak": (), "quiet": ()}
_SPARSE = {
    "odds_sum": (ODDS,),
    "bet": (ODDS,),
    "bet_since": (4, ODDS),
    "block": (2,),
    "wander": (3,),
}
_SEASON = {
    "week": (2, 168),
    "hours": (2, 48),
    "days": (2, 7),
    "mean": (2,),
    "fast": (2,),
    "slow": (2,),
    "shadow": (3,),
}
_REST = {"age": (), "live": (3,), "gap": (), "frozen": (), "exposed": (), "since": ()}

_PARTS: dict[str, tuple[int, Mapping[str, tuple[int, ...]]]] = {
    "season": (1, _SEASON),
    "shares": (2, _SHARE),
    "counts": (2, _COUNT),
    "sparse": (1, _SPARSE),
    "share_peaks": (2, _PEAKS),
    "count_peaks": (2, _PEAKS),
    "loops": (4, _LOOP),
    "rest": (1, _REST),
}
"""How often a series has each part, and its fields: a share of texts and one of stars, say."""

_FIELDS = [
    (part, name, shape, sides)
    for part, (sides, fields) in _PARTS.items()
    for name, shape in fields.items()
]
_NEVER = {"odds_sum": -np.inf, "peak": -np.inf, "quiet": 99.0, "since": -1.0, "gap": 99.0}
"""What fields that do not begin at nought begin at."""

SIZE = sum(reduce(mul, shape, sides) for _, _, shape, sides in _FIELDS)
"""Numbers a series."""

Part: TypeAlias = dict[str, Numbers]


class States:
    """The states of many series: `part[name]` is a view of shape (..., sides x series).

    Sides stand beside each other as more columns: first that of every series, then the other.
    """

    def __init__(self, matrix: Numbers) -> None:
        self.matrix = matrix
        self.series = matrix.shape[1]
        self.parts: dict[str, Part] = {part: {} for part in _PARTS}
        row = 0
        for part, name, shape, sides in _FIELDS:
            rows = reduce(mul, shape, sides)
            columns = sides * self.series
            self.parts[part][name] = matrix[row : row + rows].reshape(*shape, columns)
            row += rows

    def __getitem__(self, part: str) -> Part:
        return self.parts[part]

    def column(self, series: int) -> bytes:
        """One series' numbers, as they are kept."""
        return self.matrix[:, series].tobytes()


def newborn(series: int) -> States:
    """States that have seen nothing."""
    states = States(np.zeros((SIZE, series)))
    for part, name, _, _ in _FIELDS:
        if name in _NEVER:
            states[part][name][:] = _NEVER[name]
    return states


def gathered(columns: Sequence[bytes | None]) -> States:
    """Kept numbers side by side; None stands for a series that has none yet."""
    states = newborn(len(columns))
    for place, kept in enumerate(columns):
        if kept is not None:
            states.matrix[:, place] = np.frombuffer(kept)
    return states


def fits(kept: bytes) -> bool:
    """Whether these are numbers of this engine, and all of them numbers."""
    return len(kept) == SIZE * 8 and not np.isnan(np.frombuffer(kept)).any()
