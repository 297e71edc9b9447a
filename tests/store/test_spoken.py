"""What stored mentions speak of: written, edited, erased, and read anew with other lists."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener.aspecting import Aspects, reapply
from listener.config import Config, Settings
from listener.enriching import Enricher
from listener.model import Rating
from listener.sentiment import Sentiments
from listener.sentiment.lists import Lists
from listener.store import erasing
from tests.store.conftest import T0, Bench, Feeling, post

HOUR = timedelta(hours=1)
PRICE = "El precio es bad y el personal es good, gente"


def reader(folder: Path | None = None) -> Aspects:
    return Aspects(Lists(folder), Sentiments([Feeling()]))


@pytest.fixture
def reading(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A bench whose walks read what mentions speak of."""
    made = Bench.run.__globals__
    monkeypatch.setitem(made, "Enricher", lambda felt: Enricher(felt, reader()))
    return bench


def spoken(bench: Bench) -> list[tuple[str, str]]:
    return bench.sql("SELECT aspect, label FROM mention_aspects ORDER BY 1")


def settings(bench: Bench, folder: Path) -> Config:
    return Config(settings=Settings(), brands=(bench.brand,), folder=folder, found_by="--config")


def apply(bench: Bench, folder: Path, *, anyway: bool = False) -> list[tuple[int, int]]:
    config = settings(bench, folder)
    return list(reapply(config, bench.store, reader(folder), lambda: bench.now, anyway=anyway))


def test_aspects_are_stored_with_the_mention_and_renewed_with_an_edit(reading: Bench) -> None:
    """What somebody no longer complains of does not count any more."""
    reading.site.items = [post(1, T0, PRICE)]
    reading.walk()
    assert spoken(reading) == [("price", "negative"), ("staff", "positive")]
    reading.later(hours=1)
    reading.site.items = [post(1, T0, "El pedido, good: buen embalaje")]
    reading.walk()
    assert spoken(reading) == [("delivery", "positive")]
    assert reading.sql("SELECT stage FROM mentions") == [("purchase",)]


def test_a_review_about_one_thing_feels_about_it_as_its_stars_say(reading: Bench) -> None:
    """Stars are the label of a review."""
    starred = replace(post(1, T0, "El precio, gente"), kind="review", rating=Rating(1.0))
    reading.site.items = [starred]
    reading.walk()
    assert spoken(reading) == [("price", "negative")]


def test_erasing_a_mention_takes_its_aspects_and_its_stage_away(reading: Bench) -> None:
    """They were read from a text that may be kept no longer."""
    reading.site.items = [post(1, T0, PRICE)]
    reading.walk()
    erasing.erase(reading.store._connection, 1, int(reading.now.timestamp()))
    assert spoken(reading) == []
    assert reading.sql("SELECT stage FROM mentions") == [(None,)]


def test_what_was_stored_before_is_read_when_the_lists_change(bench: Bench, tmp_path: Path) -> None:
    """Once; a second time there is nothing to do, and `anyway` changes nothing."""
    bench.site.items = [post(n, T0, PRICE) for n in range(3)]
    bench.walk()
    assert spoken(bench) == []
    assert apply(bench, tmp_path) == [(3, 3)]
    assert len(spoken(bench)) == 6
    assert apply(bench, tmp_path) == []
    assert apply(bench, tmp_path, anyway=True) == [(3, 0)]
    (tmp_path / "aspects").mkdir()
    (tmp_path / "aspects" / "es.toml").write_text("[price]\noff = true\n")
    assert apply(bench, tmp_path) == [(3, 3)]
    assert {name for name, _ in spoken(bench)} == {"staff"}


def test_a_reading_that_was_cut_goes_on_where_it_was(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is not read again."""
    monkeypatch.setattr("listener.aspecting.READ", 2)
    bench.site.items = [post(n, T0, PRICE) for n in range(5)]
    bench.walk()
    config, aspects = settings(bench, tmp_path), reader(tmp_path)
    cut = reapply(config, bench.store, aspects, lambda: bench.now)
    assert next(cut) == (2, 2)
    cut.close()
    assert [read for read, _ in apply(bench, tmp_path)] == [2, 1]
    assert len(spoken(bench)) == 10


def test_what_was_edited_meanwhile_keeps_what_the_edit_says(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Aspects of words that stand there no more are not written over those of now."""
    bench.site.items = [post(1, T0, PRICE)]
    bench.walk()
    before = bench.store.texts(0, 10)
    bench.later(hours=1)
    bench.site.items = [post(1, T0, "otra cosa, gente")]
    bench.walk()
    texts = [before, []]
    monkeypatch.setattr(type(bench.store), "texts", lambda *_: texts.pop(0))
    assert apply(bench, tmp_path) == [(1, 0)]
    assert spoken(bench) == []


def test_aspects_are_counted_for_a_brand_and_a_period(reading: Bench) -> None:
    """By the time at which they were said."""
    reading.site.items = [post(1, T0, PRICE), post(2, T0 - 3 * HOUR, "El precio es good, gente")]
    reading.walk()
    both = reading.store.aspect_counts("acme", T0 - 4 * HOUR, T0 + HOUR)
    assert (both["price"].items, both["price"].negatives, both["price"].positives) == (2, 1, 1)
    late = reading.store.aspect_counts("acme", T0 - HOUR, T0 + HOUR)
    assert (late["price"].items, late["price"].negatives) == (1, 1)
    assert reading.store.aspect_counts("other", T0 - HOUR, T0 + HOUR) == {}


def test_what_is_felt_towards_the_brand_counts_where_all_is_said_of_one_mind(
    reading: Bench,
) -> None:
    """A person's label on a mention is its aspects' too."""
    reading.site.items = [post(1, T0, "El precio es good, gente")]
    reading.walk()
    reading.store._connection.execute("UPDATE brand_links SET towards = 'negative'")
    counted = reading.store.aspect_counts("acme", T0 - HOUR, T0 + HOUR)["price"]
    assert (counted.negatives, counted.positives) == (1, 0)
