"""Counts in, incidents out.

`evaluate` asks whether the negatives of the last hours are more than is usual here; `follow`
says what that means for the incident of this brand and source. Both are pure: data in, data out.
"""

from listener.detection.engine import evaluate
from listener.detection.findings import ENGINE, Change, Finding, Reading
from listener.detection.lifecycle import abandoned, follow, unfounded, withdrawn
from listener.detection.sentences import reason

__all__ = [
    "ENGINE",
    "Change",
    "Finding",
    "Reading",
    "abandoned",
    "evaluate",
    "follow",
    "reason",
    "unfounded",
    "withdrawn",
]
