"""The closed loop: what a score is worth on this series, by how often it got there before.

A score is minus the log of the false alarms a month that a threshold just there would raise, as
the theory of its method has it. No theory keeps its word on real streams, so the peaks above ten a
month are counted, and their mean height above that level measured. By both, any score is a rate.
"""

from __future__ import annotations

import numpy as np

from listener.detection.chance import LEVEL
from listener.detection.layout import Numbers, Part
from listener.detection.seasons import kept_a_quarter

QUIET = 24
"""Quarters after which a peak is over."""

NO_SCORE = -50.0
_COMMON = float(np.log(1e3))
_AS_IF_MONTHS, _AS_IF_PEAKS = 0.25, 5.0
_TALLEST = 4.0
_MEMORY = kept_a_quarter(90)


def log_rate(part: Part, score: Numbers, expected: Numbers) -> Numbers:
    """The log of the false alarms a month of a threshold here; `expected` peaks before any.

    What was counted on a few peaks is taken a good half of a deviation worse than it looks: a
    guess that is right on average breaks its promise every other time.
    """
    height = score + LEVEL
    number = part["number"] + 0.7 * np.sqrt(part["number"])
    often = (number + expected * _AS_IF_MONTHS) / (part["months"] + _AS_IF_MONTHS)
    reach = _mean(part) * (1 + 0.3 / np.sqrt(part["number"] + _AS_IF_PEAKS))
    return np.where(height > 0, np.log(often) - height / reach, _COMMON)


def learn(part: Part, score: Numbers, months: Numbers) -> None:
    """Count a peak when it is over; `months` is how much of one this quarter was."""
    height = score + LEVEL
    out = height > 0
    part["peak"][:] = np.where(out, np.maximum(part["peak"], height), part["peak"])
    part["quiet"][:] = np.where(out, 0.0, np.minimum(part["quiet"] + 1, 99))
    ended = (part["quiet"] == QUIET) & np.isfinite(part["peak"])
    tallest = _TALLEST * np.maximum(1.0, _mean(part))
    counted = np.where(ended, np.minimum(part["peak"], tallest), 0.0)
    part["number"][:] = part["number"] * _MEMORY + ended
    part["sum"][:] = part["sum"] * _MEMORY + counted
    part["months"][:] = part["months"] * _MEMORY + months
    part["peak"][:] = np.where(ended, -np.inf, part["peak"])


def _mean(part: Part) -> Numbers:
    return (part["sum"] + _AS_IF_PEAKS) / (part["number"] + _AS_IF_PEAKS)
