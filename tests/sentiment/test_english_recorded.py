"""English on what sites have really answered: the same four values as the library."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vaderSentiment.vaderSentiment as library  # noqa: N813 - the library is so named

from listener.sentiment.english import Vader
from tests.recorded import RECORDINGS

MOST = 2_000
"""The library's time grows with the square of a text; what is longer is compared in pieces."""
EVERY = 150
_BETWEEN_TAGS = re.compile(r">([^<>]+)<")
_IN_QUOTES = re.compile(r'"((?:[^"\\]|\\.){12,})"')


def texts() -> Iterator[str]:
    """Every string of every recording, each once, in the order of the files."""
    seen = set[str]()
    for path in sorted(RECORDINGS.rglob("*")):
        if not path.is_file() or path.suffix in (".md", ".zst"):
            continue
        written = path.read_bytes()
        if path.suffix == ".gz":
            written = gzip.decompress(written)
        charset = "utf-16" if written.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
        for text in _strings(path, written.decode(charset, "replace")):
            for start in range(0, len(text), MOST):
                piece = text[start : start + MOST]
                if piece not in seen:
                    seen.add(piece)
                    yield piece


def _strings(path: Path, written: str) -> Iterator[str]:
    """Those of the data where it is JSON, the cells of a table, else what stands between marks."""
    kind = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if kind in (".csv", ".tsv"):
        delimiter = "\t" if kind == ".tsv" else ","
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=delimiter):
            yield from row
        return
    try:
        yield from _within(json.loads(written))
    except ValueError:
        for found in _BETWEEN_TAGS.finditer(written):
            yield html.unescape(found[1])
        for found in _IN_QUOTES.finditer(written):
            yield found[1]
        yield from written.splitlines()


def _within(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
        if "<" in data:
            for found in _BETWEEN_TAGS.finditer(data):
                yield html.unescape(found[1])
    elif isinstance(data, dict):
        for value in data.values():
            yield from _within(value)
    elif isinstance(data, list):
        for value in data:
            yield from _within(value)


def _assert_same(every: int) -> None:
    if not RECORDINGS.exists():
        pytest.skip("the recordings of ../shared are not here")
    theirs, ours = library.SentimentIntensityAnalyzer().polarity_scores, Vader()
    compared = 0
    for n, text in enumerate(texts()):
        if n % every == 0:
            assert ours.values(text)._asdict() == (expected := theirs(text)), text
            assert ours.compound(text) == expected["compound"], text
            compared += 1
    assert compared > 1_000


def test_some_of_all_recorded_texts_score_as_in_the_library() -> None:
    """Posts, reviews, whole pages and what stands around them: one string in 150."""
    _assert_same(EVERY)


@pytest.mark.long
def test_all_recorded_texts_score_as_in_the_library() -> None:
    """Every string in every recording of every network."""
    _assert_same(1)
