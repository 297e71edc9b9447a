"""Counts in, incidents out.

`look` says what stands out in a series and against what; `follow` says what that means for its
incident. Both are pure: data in, data out.
"""

from listener.detection.cases import Case, Look, look
from listener.detection.incidents import (
    Change,
    abandoned,
    folded,
    follow,
    unfounded,
    withdrawn,
)
from listener.detection.sentences import reason
from listener.detection.whole_brand import whole_brand

__all__ = [
    "Case",
    "Change",
    "Look",
    "abandoned",
    "folded",
    "follow",
    "look",
    "reason",
    "unfounded",
    "whole_brand",
    "withdrawn",
]
