"""Which of several models' sentiments is in force, exactly."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from listener.model import Sentiment
from listener.sentiment.english import vader
from listener.store import Scored, Store
from listener.store.ingest import note_sentiment
from tests.store.conftest import T0, Bench, post
from tests.store.test_upgrades import AT, _fill, older


def say(bench: Bench, model: str, label: str) -> None:
    """Put another model's sentiment of the first mention in force, in the same second."""
    scored = Scored(mention=post(1, T0), sentiment=Sentiment(label=label, model=model))
    note_sentiment(bench.store._connection, 1, scored, int(bench.now.timestamp()))


def in_force(bench: Bench) -> tuple[str, str]:
    (stored,) = bench.store.mentions()
    return stored.sentiment.model, stored.sentiment.label


def test_of_two_in_one_second_the_one_that_was_written_last_is_in_force(bench: Bench) -> None:
    """A tie of times shows a mention neither twice nor with the wrong sentiment."""
    bench.site.items = [post(1, T0, "bad")]
    bench.walk()
    for model in ("z-1", "a-1", "z-1", "word-1"):
        say(bench, model, "positive")
        assert in_force(bench) == (model, "positive")
    assert len(bench.sql("SELECT 1 FROM sentiments")) == 3


def test_what_a_model_said_of_an_earlier_text_goes_with_that_text(bench: Bench) -> None:
    """Nobody may go back to the label of words that stand there no more; versions keep those."""
    bench.site.items = [post(1, T0, "bad")]
    bench.walk()
    say(bench, "z-1", "negative")
    bench.later(hours=1)
    bench.site.items = [post(1, T0, "good")]
    bench.walk()
    assert bench.sql("SELECT model, label, replaced_at FROM sentiments") == [
        ("word-1", "positive", None)
    ]
    assert bench.sql("SELECT text, label FROM versions") == [("bad", "negative")]


def _score(raw: sqlite3.Connection, model: str, hours: float) -> None:
    raw.execute(
        "INSERT INTO sentiments VALUES (1, ?, 'negative', -0.5, 0.5, 'es', ?)",
        (model, AT + int(hours * 3600)),
    )


def test_of_an_older_database_the_latest_of_each_mention_is_in_force(tmp_path: Path) -> None:
    """The upgrade decides once, ties included."""
    with older(tmp_path / "old.db", 2) as raw:
        _fill(raw)
        for model, hours in (("a-1", 1.0), ("b-1", 3.0), ("c-1", 3.0), ("d-1", 2.0)):
            _score(raw, model, hours)
    with Store(tmp_path / "old.db") as store:
        (stored,) = store.mentions(since=T0 - timedelta(days=1))
        assert stored.sentiment.model == "c-1"


def test_vader_and_the_language_that_the_source_declares_are_kept_apart(bench: Bench) -> None:
    """Beside the answer of whatever engine is in force, and beside the language that was found."""
    text = "The support team was good and I love this shop"
    bench.site.items = [replace(post(1, T0, text), language="es-MX")]
    bench.walk()
    (stored,) = bench.store.mentions()
    assert stored.sentiment.model == "word-1"
    assert stored.sentiment.vader == vader().compound(text) != 0
    assert (stored.mention.language, stored.sentiment.language) == ("es-MX", "en")
