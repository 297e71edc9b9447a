"""Where on the customer's way a text was said: before buying, buying, using, or asking for help."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

from listener.model import MentionKind

Stage = Literal["before", "purchase", "use", "support"]
STAGES: tuple[Stage, ...] = get_args(Stage)

STAGE = "stage."
"""What the names of stages begin with among the targets of a list."""

_USE = 1.2
"""How much speaks for use before anything is read: half of all that customers write is of use."""

# Read off one half of the corpus, and measured on the other (`python -m benchmarks aspects`).
_SPEAKS_FOR: dict[str, tuple[Stage, float]] = {
    "stage.before": ("before", 2.0),
    "stage.purchase": ("purchase", 2.0),
    "stage.use": ("use", 0.8),
    "stage.support": ("support", 1.8),
    "availability": ("before", 1.2),
    "price": ("before", 0.4),
    "location": ("before", 0.4),
    "performance": ("before", 0.3),
    "delivery": ("purchase", 1.8),
    "payment": ("purchase", 0.8),
    "booking": ("purchase", 0.4),
    "refund": ("support", 1.8),
    "support": ("support", 1.5),
    "billing": ("support", 0.8),
    "login": ("support", 0.5),
    "wait": ("support", 0.3),
    "cleanliness": ("use", 1.2),
    "crash": ("use", 1.0),
    "ambience": ("use", 0.8),
    "food": ("use", 0.5),
    "usability": ("use", 0.5),
    "quality": ("use", 0.4),
    "staff": ("use", 0.4),
}
_ASKED: dict[Stage, float] = {"before": 1.8, "support": 0.8}
_REVIEWED: dict[Stage, float] = {"use": 2.0}


def stage_of(named: Collection[str], kind: MentionKind, *, asks: bool) -> Stage | None:
    """The stage by what a text names and by its kind; None where nothing speaks for any.

    A review is of use unless much speaks against it.
    """
    if not named and kind != "review":
        return None
    votes: dict[Stage, float] = dict.fromkeys(STAGES, 0.0)
    votes["use"] = _USE
    evidence = [_SPEAKS_FOR[name] for name in named if name in _SPEAKS_FOR]
    if asks:
        evidence += _ASKED.items()
    if kind == "review":
        evidence += _REVIEWED.items()
    for stage, weight in evidence:
        votes[stage] += weight
    return max(STAGES, key=votes.__getitem__)
