"""The labelled texts that benchmarks measure on, and that nothing is trained by unless said."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

SHARED = Path(os.environ.get("LISTENER_SHARED", Path(__file__).parents[2] / "shared"))
CORPUS = Path(os.environ.get("LISTENER_CORPUS", Path(__file__).parents[1] / "corpus"))
LANGUAGES = ("es", "en", "pt", "fr", "it", "de")
SHORT = {"neg": "negative", "neu": "neutral", "pos": "positive"}
MARKS = {"n": "negative", "0": "neutral", "p": "positive"}
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
    for place, text, label in corpus_rows():
        if is_test(text):
            yield place[:2], text, label


def corpus_rows() -> Iterator[tuple[str, str, str]]:
    """Language and country (`es-MX`), text and label of all of our corpus."""
    for file in sorted(CORPUS.rglob("??-*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 6 and cells[0] in MARKS:
                yield file.name.split(".")[0], cells[5], MARKS[cells[0]]


def is_test(text: str) -> bool:
    """Whether a text of our corpus is kept out of training."""
    return sha256(text.encode()).digest()[0] % 5 == 0


def _grouped(
    name: str, rows: list[tuple[str, str, str]], languages: tuple[str, ...]
) -> Iterator[Group]:
    for language in languages:
        own = [(text, label) for said, text, label in rows if said == language]
        if own:
            yield Group(name, language, [text for text, _ in own], [label for _, label in own])
