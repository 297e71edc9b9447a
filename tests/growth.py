"""How time grows with what is read: a measure that is the same on a slow machine and a fast one."""

from __future__ import annotations

import time
from collections.abc import Callable

AT_LEAST = 0.02
"""Seconds below which a time is mostly chance."""


def growth(do: Callable[[int], object], size: int) -> float:
    """How many times as long four times the size takes: four, or sixteen where it is the square."""
    few, many = (min(_seconds(do, each) for _ in range(3)) for each in (size, 4 * size))
    return many / max(few, AT_LEAST)


def _seconds(do: Callable[[int], object], size: int) -> float:
    began = time.process_time()
    do(size)
    return time.process_time() - began
