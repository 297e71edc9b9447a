"""Other competitors: what is stored is told anew towards whom, in pieces, and people are heeded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from listener import reaiming, rescoring
from listener.config import Brand, Config, Settings
from listener.enriching import Enricher
from listener.reaiming import Reaimed, reaim
from listener.scoring import Scoring
from listener.sentiment import Sentiments
from listener.store import Judgement
from listener.store.scores import ScoreRule
from tests.store.conftest import Feeling
from tests.store.test_rescoring import Gloomy
from tests.store.test_towards import GOOD_BAD, TwoBrands

CITRIC = "Acme is good, Citric is bad bad"


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TwoBrands]:
    """Acme and Bolt, scored by a scorer that knows two words."""

    def made(config: Config, store: object) -> Enricher:
        return Enricher(Sentiments([Feeling()]), brands=config.brands)

    bench = TwoBrands(tmp_path / "two.db")
    monkeypatch.setattr(reaiming, "enricher", made)
    yield bench
    bench.store.close()


def run(two: TwoBrands, *competitors: str, anyway: bool = False) -> list[Reaimed]:
    """What other competitors of Acme change."""
    acme: Brand = replace(two.brands["acme"], competitors=competitors)
    brands = (acme, two.brands["bolt"])
    config = Config(settings=Settings(), brands=brands, folder=two.path.parent, found_by="--config")
    done = list(reaim(config, two.store, lambda: two.now, anyway=anyway))
    assert two.rollups_equal_rows()
    return done


def test_a_new_competitor_changes_what_is_stored_once(two: TwoBrands) -> None:
    """What was said of it counts for the brand no more; the next crawl has nothing to do."""
    two.listen("acme", CITRIC, "Acme is good")
    assert run(two) == []
    assert run(two, "Citric") == [Reaimed(brand="acme", read=2, changed=1)]
    assert two.sql("SELECT towards FROM brand_links ORDER BY mention_id") == [
        ("positive",),
        (None,),
    ]
    assert run(two, "Citric") == []


def test_a_competitor_that_goes_gives_back_the_label_of_the_text(two: TwoBrands) -> None:
    """Nobody else is named any more."""
    two.listen("acme", CITRIC)
    run(two, "Citric", anyway=True)
    assert two.labels() == {"acme": "positive"}
    run(two)
    assert two.labels() == {"acme": "negative"}


def test_a_telling_that_was_cut_goes_on_where_it_was(
    two: TwoBrands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each piece is written with how far it came."""
    monkeypatch.setattr(reaiming, "PIECE", 1)
    two.listen("acme", *[f"{CITRIC} {n}" for n in range(3)])
    run(two)
    put, pieces = two.store.put_aimed, list[int]()

    def cut(*args: object) -> int:
        if len(pieces) == 2:
            raise KeyboardInterrupt
        pieces.append(1)
        return put(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(two.store, "put_aimed", cut)
    with pytest.raises(KeyboardInterrupt):
        run(two, "Citric")
    monkeypatch.setattr(two.store, "put_aimed", put)
    assert run(two, "Citric") == [Reaimed(brand="acme", read=1, changed=1)]


def test_what_a_person_said_outlives_other_competitors(two: TwoBrands) -> None:
    """The machine's new answer waits beside it."""
    two.listen("acme", CITRIC)
    two.store.put_label(Judgement(brand="acme", key=1, label="neutral"), two.now)
    run(two, "Citric", anyway=True)
    assert two.labels() == {"acme": "neutral"}
    assert two.sql("SELECT machine FROM labels") == [("positive",)]


def test_scoring_anew_tells_each_brand_its_own_and_heeds_people(
    two: TwoBrands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`listener score` asks towards whom for both brands; whom a person overruled is left alone."""
    two.listen("acme", GOOD_BAD)
    two.listen("bolt", GOOD_BAD)
    two.store.put_label(Judgement(brand="bolt", key=1, label="neutral"), two.now)
    brands = tuple(two.brands.values())
    config = Config(settings=Settings(), brands=brands, folder=two.path.parent, found_by="--config")
    enrich = Enricher(Sentiments([Gloomy()]), brands=brands)
    monkeypatch.setattr(rescoring, "enricher", lambda config, store: enrich)
    rule = rescoring.rule_of(two.store, Scoring(), ScoreRule(), back=None, again=True)
    rescoring.rescore(config, two.store, lambda: two.now, rule, rescoring.Sums(), again=True)
    expected = {
        brand: enrich.aims.at(each.mention, each.before, brand)
        for each in two.store.unscored(ScoreRule(), None, 1)
        for brand in two.brands
    }
    assert two.towards() == {"acme": expected["acme"], "bolt": "neutral"}
    assert two.sql("SELECT machine FROM labels") == [(expected["bolt"],)]
    assert two.sql("SELECT label, model FROM sentiments WHERE replaced_at IS NULL") == [
        ("positive", "gloom-1")
    ]
    assert two.rollups_equal_rows()
