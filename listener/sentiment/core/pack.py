"""The engine's one file: what each language's words feel like, and how feelings become a label.

msgpack under zlib, so that it opens in tens of milliseconds; a language is unpacked when it is
first asked for. `training/` writes it, and README of `corpus/` says from what.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct, msgpack

VALENCE = 25.0
"""Valences, -4 to 4, are kept as whole numbers: this many to one."""

FILE = "core.bin"


class Words(Struct, frozen=True):
    """One language: words and what they feel like, in pieces that are quick to read.

    `forms`, `stems` and `phrases` are lines, folded, each with the valence of the same place in the
    bytes beside it. `induced` are words of which only an encoder has told us. `roles` are negators,
    boosters, dampeners and words for but. `mean` and `spread` are those of the features.
    """

    forms: str
    form_values: bytes
    stems: str
    stem_values: bytes
    phrases: str
    phrase_values: bytes
    induced: str
    induced_values: bytes
    roles: dict[str, str]
    mean: tuple[float, ...]
    spread: tuple[float, ...]


class Pack(Struct, frozen=True):
    """All languages, and the two models whose answers are added up.

    `weights` are those of the features, a row for each label in the order negative, neutral,
    positive, its last number the constant; `grams` are three bytes for each bucket of word and
    letter n-grams, of which `scale` make one; `share` is how much they count.
    """

    version: str
    languages: dict[str, bytes]
    weights: tuple[tuple[float, ...], ...]
    grams: bytes
    gram_bits: int
    scale: float
    gram_constants: tuple[float, float, float]
    share: float
    temperature: float


_FEELINGS = tuple((byte - 128) / VALENCE for byte in range(256))


def opened(content: bytes) -> Pack:
    """A file's content as the model."""
    return msgpack.decode(zlib.decompress(content), type=Pack)


def packed(pack: Pack) -> bytes:
    """The model as a file's content: the same bytes for the same model."""
    return zlib.compress(msgpack.encode(pack, order="deterministic"), 9)


@cache
def shipped() -> Pack:
    """The model that listener comes with."""
    return opened(files("listener.sentiment").joinpath("data", FILE).read_bytes())


def words_of(pack: Pack, language: str) -> Words:
    """One language of a model, unpacked."""
    return msgpack.decode(pack.languages[language], type=Words)


def listed(values: Mapping[str, float]) -> tuple[str, bytes]:
    """Words and their valences as lines and bytes."""
    names = sorted(values)
    return "\n".join(names), bytes(_byte(values[name]) for name in names)


def mapped(lines: str, values: Sequence[int]) -> dict[str, float]:
    """Lines and bytes as words and their valences."""
    if not lines:
        return {}
    return dict(zip(lines.split("\n"), [_FEELINGS[byte] for byte in values], strict=True))


def _byte(valence: float) -> int:
    return min(255, max(0, round(valence * VALENCE) + 128))
