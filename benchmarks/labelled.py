"""The labelled texts that benchmarks measure on, and that nothing is trained by unless said."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from training import corpus

SHARED = Path(os.environ.get("LISTENER_SHARED", Path(__file__).parents[2] / "shared"))
LANGUAGES = ("es", "en", "pt", "fr", "it", "de")
SHORT = {"neg": "negative", "neu": "neutral", "pos": "positive"}
SOME = 1_000


class Group(NamedTuple):
    """The texts of one set in one language, and their labels."""

    set: str
    language: str
    texts: list[str]
    labels: list[str]


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rows of one set of `eval/sentiment`; the benchmark ends where it is not at hand."""
    file = SHARED / "eval" / "sentiment" / f"{name}.jsonl"
    if not file.exists():
        sys.exit(f"nothing to measure on: {file} is missing; LISTENER_SHARED names its folder")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def texts_of(name: str) -> list[str]:
    """The texts of one set."""
    return [row["text"] for row in rows_of(name)]


def sets() -> list[Group]:
    """All that sentiment is measured on: others' labels first, then our own."""
    posts = [(row["lang"], row["text"], SHORT[row["label"]]) for row in rows_of("umsab_val")]
    groups = [*_grouped("umsab_val", posts, LANGUAGES)]
    groups += _grouped("own", [*own_test()], (*LANGUAGES, "ca"))
    for name in ("hutto_amazon", "hutto_movie"):
        rows = [("en", row["text"], SHORT[row["label"]]) for row in rows_of(name)]
        # So many that the slowest scorer is done in a minute, the same for all.
        rows.sort(key=lambda row: sha256(row[1].encode()).digest())
        groups += _grouped(name, rows[:SOME], ("en",))
    return groups


def own_test() -> Iterator[tuple[str, str, str]]:
    """Language, text and label of the part of our corpus that is kept out of training."""
    for row in corpus.rows("test"):
        yield row.language, row.text, row.label


def _grouped(
    name: str, rows: list[tuple[str, str, str]], languages: tuple[str, ...]
) -> Iterator[Group]:
    for language in languages:
        own = [(text, label) for said, text, label in rows if said == language]
        if own:
            yield Group(name, language, [text for text, _ in own], [label for _, label in own])
