"""The label towards each brand that has a mention: stored, followed, and left to people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from listener import rematching
from listener.collecting import WatchRun
from listener.config import Brand, BrandQuery, Config, Crawl, Settings
from listener.enriching import Enricher, enricher
from listener.model import Payload, Rating, Reply, Watch
from listener.sentiment import Sentiments
from listener.store import Judgement, ingest
from listener.store.verdicts import Verdict
from tests.store.conftest import T0, Bench, Feeling, post

GOOD_BAD = "Acme is good, Bolt is bad bad"
BAD_GOOD = "Acme is bad, Bolt is good"


class TwoBrands(Bench):
    """One site that two brands listen to, each the other's competitor."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.brands = {
            name.lower(): Brand(
                name=name,
                id=name.lower(),
                languages=("en",),
                queries=(BrandQuery(any=(name.lower(),)),),
            )
            for name in ("Acme", "Bolt")
        }
        self.watches = {
            brand: Watch(brand=brand, source="site", listing="all", match=False)
            for brand in self.brands
        }
        self.store.register(list(self.watches.values()))
        self.enrich = Enricher(Sentiments([Feeling()]), brands=list(self.brands.values()))

    def listen(self, brand: str, *texts: str) -> None:
        """A walk of one brand, which sees these posts."""
        self.site.items = [post(n, T0, text) for n, text in enumerate(texts)]
        run = WatchRun(
            self.watches[brand],
            self.site,
            brand=self.brands[brand],
            store=self.store,
            enrich=self.enrich,
            settings=Crawl(),
            holder="me",
            now=lambda: self.now,
            secrets={},
            tell=self.told.append,
        )
        assert run.begin()
        request = run.first()
        while request is not None:
            request = run.take(request, Payload(body=b""))
        self.later(hours=1)
        assert self.rollups_equal_rows()

    def towards(self) -> dict[str, str | None]:
        """What is stored for each brand: None, that of the text."""
        return dict(self.sql("SELECT brand, towards FROM brand_links ORDER BY brand"))  # type: ignore[arg-type]

    def labels(self) -> dict[str, str]:
        return {stored.brand: stored.label for stored in self.store.mentions()}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoBrands]:
    made = TwoBrands(tmp_path / "two.db")
    yield made
    made.store.close()


def test_each_brand_gets_what_is_felt_towards_it(two: TwoBrands) -> None:
    """One text, two brands, two labels; the sums of each count its own."""
    two.listen("acme", GOOD_BAD)
    two.listen("bolt", GOOD_BAD)
    assert two.labels() == {"acme": "positive", "bolt": "negative"}
    assert two.sql("SELECT label FROM mentions") == [("negative",)]


def test_an_edit_turns_it_for_all_brands_that_have_it(two: TwoBrands) -> None:
    """Whoever reads the edit first sets it anew for the others as well."""
    two.listen("acme", GOOD_BAD)
    two.listen("bolt", GOOD_BAD)
    two.listen("acme", BAD_GOOD)
    assert two.labels() == {"acme": "negative", "bolt": "positive"}


def test_an_edit_that_speaks_of_one_only_takes_it_away(two: TwoBrands) -> None:
    """What nothing speaks for any more is that of the text again."""
    two.listen("acme", GOOD_BAD)
    two.listen("bolt", GOOD_BAD)
    two.listen("acme", "Acme is good")
    assert two.towards() == {"acme": None, "bolt": None}


def test_a_brand_that_nobody_knows_any_more_is_given_that_of_the_text(two: TwoBrands) -> None:
    """Its settings have gone: who else was named with it cannot be told."""
    two.listen("acme", GOOD_BAD)
    two.listen("bolt", GOOD_BAD)
    two.enrich = Enricher(Sentiments([Feeling()]), brands=[two.brands["bolt"]])
    two.listen("bolt", f"{BAD_GOOD}, really")
    assert two.towards()["acme"] is None


def test_what_a_person_said_of_unchanged_words_stays(two: TwoBrands) -> None:
    """A machine that reads the same words again does not overrule whoever labelled them."""
    two.listen("acme", GOOD_BAD)
    two.listen("bolt", GOOD_BAD)
    two.store.put_label(Judgement(brand="acme", key=1, label="neutral"), two.now)
    two.store.settle_links("acme", [Verdict(key=1, wanted=False, queries=("main",))], two.now)
    two.store.settle_links("acme", [Verdict(key=1, wanted=True, queries=("main",))], two.now)
    assert two.labels() == {"acme": "neutral", "bolt": "negative"}
    assert two.rollups_equal_rows()


def test_an_edit_of_stars_or_answers_alone_leaves_a_persons_label(two: TwoBrands) -> None:
    """The words are those that the person read."""
    two.listen("acme", GOOD_BAD)
    two.store.put_label(Judgement(brand="acme", key=1, label="neutral"), two.now)
    answered = post(0, T0, GOOD_BAD, replies=(Reply(text="thanks"),))
    (scored,) = two.enrich([(answered, ())], source="site", brand=two.brands["acme"])
    ingest.change(two.store._connection, 1, scored, int(two.now.timestamp()), brand="acme")
    assert two.labels() == {"acme": "neutral"}
    assert two.rollups_equal_rows()


def test_what_others_have_stored_is_felt_anew_for_the_brand_that_meets_it(two: TwoBrands) -> None:
    """Nothing is new on the page, and the second brand gets its own label all the same."""
    two.listen("acme", BAD_GOOD)
    two.listen("bolt", BAD_GOOD)
    assert two.towards() == {"acme": None, "bolt": "positive"}


def test_matching_anew_tells_towards_the_brand_that_finds_it(two: TwoBrands) -> None:
    """A brand that is listened to from today on is given what others heard, with its own label."""
    text = "Acme is wonderful, Bolt is terrible, awful, the worst"
    two.listen("acme", text)
    brands = (two.brands["acme"], two.brands["bolt"])
    config = Config(settings=Settings(), brands=brands, folder=two.path.parent, found_by="--config")
    (held,) = two.store.held({"acme"}, 0, 10, {"site"}, set())
    feels = enricher(config, two.store).towards
    acme, bolt = (
        rematching._Anew(brand, [], {}, two.store, lambda: two.now, feels) for brand in brands
    )
    assert (acme._felt(held), bolt._felt(held)) == ("positive", None)


def test_what_is_found_for_a_brand_later_gets_its_own(two: TwoBrands) -> None:
    """A verdict of matching anew brings the label towards the brand with it."""
    two.listen("acme", GOOD_BAD)
    found = Verdict(key=1, wanted=True, queries=("main",), watch_id=2, towards="positive")
    two.store.settle_links("bolt", [found], two.now)
    assert two.towards() == {"acme": "positive", "bolt": "positive"}
    assert two.rollups_equal_rows()


def test_stars_are_towards_what_they_were_given_to(two: TwoBrands) -> None:
    """A review is not looked into: its label is that of its stars."""
    review = post(1, T0, GOOD_BAD, kind="review", rating=Rating(1))
    (scored,) = two.enrich([(review, ())], source="site", brand=two.brands["acme"])
    assert scored.towards is None
    assert scored.elsewhere("bolt") is None
