"""Counts over windows that double: a quarter of an hour, half an hour ... five days.

Each window is four blocks, of which the last fills up: a window of scale s holds between three and
four blocks of 2^(s-2) quarters, and none of them is ever counted again.
"""

from __future__ import annotations

import numpy as np

from listener.detection.layout import SCALES, Numbers, Part

SIZES = 2 ** np.arange(SCALES)
BLOCKS = np.maximum(1, SIZES // 4)
_WHOLE = np.minimum(SIZES, 4) - 1
_KEPT = (np.arange(3)[:, None] < _WHOLE)[:, :, None]

MONTH = 2880.0
"""Quarters of an hour in thirty days."""

LOOKS = np.where(SIZES > 96, 30.0, MONTH / SIZES * 2)
"""Different looks a month that a window makes: half a window apart, and at most one a day."""


def add(part: Part, values: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    """Add a quarter's two numbers; their sums over each window, (scales, series)."""
    found = []
    for row, value in enumerate(values):
        part["now"][row] += value
        past = np.where(_KEPT, part["past"][row], 0.0)
        found.append(part["now"][row] + past[0] + past[1] + past[2])
    return found[0], found[1]


def closing(quarter: int) -> int:
    """How many scales have a block that ends with this quarter: the first so many."""
    return int(((quarter + 1) % BLOCKS == 0).sum())


def close(part: Part, scales: int) -> None:
    """Blocks that are full become past ones."""
    for row in range(2):
        past, now = part["past"][row], part["now"][row]
        past[2, :scales] = past[1, :scales]
        past[1, :scales] = past[0, :scales]
        past[0, :scales] = now[:scales]
        now[:scales] = 0.0


def begins(scale: int, quarter: int) -> int:
    """Where the window of a scale begins that ends with this quarter."""
    block = int(BLOCKS[scale])
    return quarter + 1 - (int(_WHOLE[scale]) * block + quarter % block + 1)
