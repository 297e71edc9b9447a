"""What is scored anew: what comes out of the store for it, and what goes back."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from listener.model import Label, Mention, Sentiment
from listener.store.batch import Scored


class ScoreRule(Struct, frozen=True, kw_only=True):
    """Which stored mentions are to be scored anew.

    Those whose sentiment in force is by a model of `done` are left; with `back` only those of which
    that model's answer is kept.
    """

    since: datetime | None = None
    brand: str | None = None
    source: str | None = None
    language: str | None = None
    done: tuple[str, ...] = ()
    back: str | None = None


class Unscored(Struct, frozen=True, kw_only=True):
    """A mention to be scored anew: what it says, whom it is about, and its sentiment by now.

    `kept` is what the model said to which one goes back.
    """

    key: int
    source: str
    mention: Mention
    content_hash: bytes
    brands: tuple[str, ...]
    before: Sentiment
    kept: Sentiment | None = None


class Aimed(Struct, frozen=True, kw_only=True):
    """The label of a mention towards a brand, told anew; None: the mention's own."""

    key: int
    content_hash: bytes
    towards: Label | None


class Rescored(Struct, frozen=True, kw_only=True):
    """A mention as it is scored now, with the label towards each brand, None: the text's own."""

    key: int
    content_hash: bytes
    scored: Scored
    towards: tuple[tuple[str, Label | None], ...] = ()
