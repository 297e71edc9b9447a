"""The corpus and the lexicons of `corpus/`, read; which part of it is the test set.

A file of texts is the unit of the split: neighbours often tell one event in three moods, and would
give each other away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from msgspec import Struct

from listener.model import Label

ROOT = Path(__file__).parents[1] / "corpus"
LANGUAGES = ("es", "en", "pt", "ca", "fr", "it", "de")
LABELS: dict[str, Label] = {"n": "negative", "0": "neutral", "p": "positive"}
ROLES = ("negators", "boosters", "dampeners", "but")

Part = Literal["train", "tune", "test"]


class Row(Struct, frozen=True, kw_only=True):
    """One text of our own; docs/data-card.md has the columns.

    `label` is its writer's, `second` a reader's who did not see the first; None: not read yet.
    """

    text: str
    label: Label
    second: Label | None
    language: str
    country: str
    file: str
    part: Part
    tags: tuple[str, ...]
    target: str
    aspects: tuple[str, ...]
    stage: str


class Lexicon(Struct, frozen=True):
    """One language: what words, stems (`word*`) and phrases feel like, and what words do."""

    values: dict[str, float]
    roles: dict[str, tuple[str, ...]]


def rows(part: Part | None = None, language: str | None = None) -> list[Row]:
    """The texts, file after file; only those of a part or language if asked so."""
    return [row for row in _all() if part in (None, row.part) and language in (None, row.language)]


@cache
def _all() -> tuple[Row, ...]:
    files = sorted(path for name in LANGUAGES for path in (ROOT / name).glob("*.tsv"))
    return tuple(row for file in files for row in _read(file))


def _read(file: Path) -> Iterator[Row]:
    country = file.name.split(".")[0].rpartition("-")[2]
    for line in file.read_text(encoding="utf-8").splitlines():
        label, second, tags, target, aspects, stage, text = line.split("\t")
        yield Row(
            text=text,
            label=LABELS[label],
            second=LABELS.get(second),
            language=file.parent.name,
            country=country,
            file=file.name,
            part=part_of(file.name),
            tags=_several(tags),
            target="" if target == "-" else target,
            aspects=_several(aspects),
            stage="" if stage == "-" else stage,
        )


def part_of(file: str) -> Part:
    """By its name alone one file in five is kept out of training, and one in twenty for tuning."""
    place = blake2b(file.encode()).digest()[0] % 20
    return "test" if place < 4 else "tune" if place == 4 else "train"


def lexicon(language: str) -> Lexicon:
    """The lexicon of a language, as people wrote it."""
    values: dict[str, float] = {}
    roles: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for line in (ROOT / "lexicon" / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        head, _, entries = line.partition("\t")
        several = tuple(entries.split(", "))
        if head in ROLES:
            roles[head] = several
        else:
            values |= dict.fromkeys(several, float(head))
    return Lexicon(values, dict(roles))


def induced(language: str) -> dict[str, float]:
    """What an encoder told us of more words: `python -m training induce` writes it."""
    text = (ROOT / "induced" / f"{language}.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines())
    return {word: float(value) for value, word in pairs}


def _several(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split(","))
