"""The benchmark of aspects: the texts that were read for it, and what its figures mean."""

from __future__ import annotations

from typing import get_args

import pytest

from benchmarks.aspects import Read, gold, measured
from listener.model import Aspect, Sentiment
from listener.sentiment.aspects import Spoken
from listener.sentiment.lists import ASPECTS
from listener.sentiment.stages import Stage
from training import corpus


@pytest.mark.parametrize(("language", "texts"), [("es", 220), ("en", 110)])
def test_texts_that_are_measured_on_are_no_part_of_what_is_learned_from(
    language: str, texts: int
) -> None:
    """Lists and engine learn from the training part alone."""
    rows = gold(language)
    learned = {row.text for row in corpus.rows("train", language)}
    assert len(rows) == len({row.text for row in rows}) == texts
    assert not learned & {row.text for row in rows}


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_a_reader_saw_has_the_names_that_listener_knows(language: str) -> None:
    """A slip of the pen would count as a miss for ever."""
    rows = gold(language)
    assert {name for row in rows for name in row.aspects} <= {*ASPECTS}
    assert {row.stage for row in rows} <= {*get_args(Stage), "-"}


def test_a_feeling_counts_only_where_its_aspect_is_found_rightly() -> None:
    """One of two is found, one is too much; the right one's feeling is not the text's."""
    rows = [Read({"price": "positive", "wait": "negative"}, "use", "cheap, but slow")]
    spoken = [
        Spoken((Aspect("price", "positive", 0.5), Aspect("food", "positive", 0.5)), "support")
    ]
    found = measured(rows, [Sentiment(label="negative")], spoken)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert (found.felt, found.felt_as_whole, found.staged) == (1, 0, 0)
