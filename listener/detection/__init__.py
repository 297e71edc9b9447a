"""Counts in, incidents out.

`look` says what stands out in a series and against what; `follow` says what that means for its
incident. Both are pure: data in, data out.
"""

from listener.detection.band import Known, UsualHour, usual_hours
from listener.detection.cases import (
    Case,
    Look,
    Prior,
    end_of,
    known_before,
    knows_its_share,
    learned,
    look,
    recompute,
)
from listener.detection.changes import Change, abandoned, folded, unfounded, withdrawn
from listener.detection.counted import SeenHour, blind_times, seen_hours
from listener.detection.family import is_told_below, parent_of, settled, silenced
from listener.detection.incidents import concerned, expected_because, follow
from listener.detection.layout import ENGINE, fits
from listener.detection.sentences import reason
from listener.detection.whole_brand import arrivals_of, whole_brand

__all__ = [
    "ENGINE",
    "Case",
    "Change",
    "Known",
    "Look",
    "Prior",
    "SeenHour",
    "UsualHour",
    "abandoned",
    "arrivals_of",
    "blind_times",
    "concerned",
    "end_of",
    "expected_because",
    "fits",
    "folded",
    "follow",
    "is_told_below",
    "known_before",
    "knows_its_share",
    "learned",
    "look",
    "parent_of",
    "reason",
    "recompute",
    "seen_hours",
    "settled",
    "silenced",
    "unfounded",
    "usual_hours",
    "whole_brand",
    "withdrawn",
]
