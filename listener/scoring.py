"""`[sentiment]` in the settings: which engine says how texts feel, and how hard it looks."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct, field

from listener.errors import ConfigError
from listener.i18n import say

EngineName = Literal["core", "e5", "transformers"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
FeltLabel = Literal["negative", "neutral", "positive"]


class Scoring(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The engine and its settings.

    `model` is the one of a hub, or a folder, that `transformers` reads, and `labels` say what its
    labels mean where their names do not. The core is looked over where its two likeliest labels
    lie less than `recheck_below` apart; up to so many texts at once, everything is. `workers` are
    processes (0: one a core); with `cache` no text is read twice by the encoder. Without
    `calibrate` nothing that was learned of probabilities is used.
    """

    engine: EngineName = "core"
    model: str = ""
    labels: dict[str, FeltLabel] = field(default_factory=dict)
    recheck_below: Annotated[float, Meta(ge=0, le=1)] = 0.4
    everything_up_to: Annotated[int, Meta(ge=0, le=100_000)] = 20
    workers: Annotated[int, Meta(ge=0, le=64)] = 1
    cache: bool = True
    calibrate: bool = True


def check_scoring(scoring: Scoring, file: str) -> None:
    """Refuse an engine that lacks what it cannot do without."""
    if scoring.engine == "transformers" and not scoring.model.strip():
        raise ConfigError(say("engines.no_model"), file=file, key="sentiment.model")
