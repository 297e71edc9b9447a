"""Reviews on real pages, in the examples of schema.org, and stars as real shops write them."""

import json
import re
from collections import Counter

import pytest
from listener.spiders._answers import text_of
from listener.spiders._review import stars_of

from listener.model import Page
from tests.test_sources_reviewpages import HERE, RECORDINGS, read

PAGES = RECORDINGS / "generic_html"
real = pytest.mark.skipif(not PAGES.is_dir(), reason=f"no real recordings in {PAGES}")
WITH_REVIEWS = {
    "allrecipes.com__allrecipescurated.html": 10,
    "delishkitchen.tv__delishkitchen_1.html": 10,
    "eatsmarter.com__eatsmarter.html": 4,
    "food.com__food.html": 1,
    "insanelygoodrecipes.com__insanelygoodrecipes_2.html": 2,
    "inspiredtaste.net__inspiredtaste_2.html": 4,
    "littlespicejar.com__littlespicejar.html": 5,
    "madamecuisine.de__madamecuisine_1.html": 1,
    "rachlmansfield.com__rachlmansfield.html": 77,  # 78, one of them twice
    "realmomnutrition.com__realmomnutrition_1.html": 100,
    "recept.se__recept.html": 5,  # 10, each of them twice
    "reishunger.de__reishunger_1.html": 3,
    "williams-sonoma.com__williamssonoma_2.html": 8,
    # One more is marked in fitmencook: without words, and with zero stars of nobody knows how many.
}
WITHOUT_DATE = {"allrecipes.com__allrecipescurated.html": 1}
_CANONICAL = re.compile(rb'<link (?=[^>]*rel="canonical")[^>]*href="([^"]+)"')


def read_real(name: str) -> Page:
    body = (PAGES / name).read_bytes()
    found = _CANONICAL.search(body)
    return read(body, found[1].decode() if found else HERE)


@real
@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.glob("*.html")))
def test_every_review_of_a_real_page_is_read(name: str) -> None:
    """Thirty-three real pages: all that they mark, once, and no page after them."""
    found = read_real(name)
    assert len(found.mentions) == WITH_REVIEWS.get(name, 0)
    assert len({mention.id for mention in found.mentions}) == len(found.mentions)
    assert found == read_real(name)
    assert found.next is None
    assert len({mention.subject for mention in found.mentions}) <= 1
    for mention in found.mentions:
        assert mention.author is not None
        assert mention.rating is not None or name.startswith("recept.se")
        assert mention.text or mention.rating
    dates = [mention.published_at for mention in found.mentions]
    assert dates.count(None) == WITHOUT_DATE.get(name, 0)


@real
def test_the_real_pages_together() -> None:
    """The sums, so that none is lost unseen."""
    if not WITH_REVIEWS.keys() <= {path.name for path in PAGES.glob("*.html")}:
        pytest.skip("another set of pages")
    mentions = [mention for name in WITH_REVIEWS for mention in read_real(name).mentions]
    assert len(mentions) == len({mention.id for mention in mentions}) == 230
    labels = Counter(mention.rating.label if mention.rating else None for mention in mentions)
    assert labels == {"positive": 222, "negative": 3, None: 5}
    exact = Counter(mention.precision for mention in mentions)
    # One day of them is in words: October 24, 2011.
    assert exact == {"second": 124, "day": 105, "none": 1}
    # The eight of williams-sonoma do not say what they are about.
    assert sum(mention.item is not None for mention in mentions) == 222


EXAMPLES = RECORDINGS / "schemaorg" / "schemaorg_30.0_review_examples.txt"
_FORM = re.compile(
    r"\n(MICRODATA|RDFA|JSON):\n(.*?)(?=\n(?:RDFA|JSON|PRE-MARKUP):\n|\nTYPES: |\Z)", re.DOTALL
)


@pytest.mark.skipif(not EXAMPLES.exists(), reason=f"no real recordings in {EXAMPLES}")
def test_the_three_ways_of_marking_say_the_same() -> None:
    """In the examples of schema.org itself a review has the same id in each of the three ways."""
    compared, reviews = 0, 0
    for example in EXAMPLES.read_text("utf-8").split("\nTYPES: "):
        forms = {name: text for name, text in _FORM.findall(f"{example}\n") if "Review" in text}
        read_in = {name: read(f"<title>x</title>{text}").mentions for name, text in forms.items()}
        found = [ids for each in read_in.values() if (ids := {mention.id for mention in each})]
        reviews += max(map(len, found), default=0)
        if len(found) == 3:
            compared += 1
            assert found[0] == found[1] == found[2]
    assert compared == 2
    assert reviews == 10


RATINGS = PAGES / "zyte_parsers_rating_values.json"


@pytest.mark.skipif(not RATINGS.exists(), reason=f"no real recordings in {RATINGS}")
def test_stars_as_real_shops_write_them_are_read() -> None:
    """All of 270 snippets give the right value, and none a scale that others deny.

    Eight tell a scale (`8,4/10`, `60 %`) that their list leaves out; of 55 the scale stands
    elsewhere on the page, so ours says that it does not know.
    """
    snippets = json.loads(RATINGS.read_text("utf-8"))
    right, scales = 0, Counter[str]()
    for snippet in snippets:
        said = {"reviewRating": {"ratingValue": text_of(snippet["html"])}}
        value, _, best = stars_of(said)
        right += value == snippet["ratingValue"]
        known, expected = best is not None, snippet["bestRating"] is not None
        told = "other" if known and expected and best != snippet["bestRating"] else ""
        scales[told or f"{known}, {expected}"] += 1
    assert (right, len(snippets)) == (270, 270)
    assert scales == {"False, False": 175, "True, True": 32, "True, False": 8, "False, True": 55}
