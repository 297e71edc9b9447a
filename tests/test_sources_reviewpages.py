"""Pages of reviews beyond the recordings: following pages, scales, dates; and the real pages."""

import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from listener.spiders.reviewpages import SOURCE

from listener.errors import UnexpectedAnswer
from listener.model import ListingTotals, Mention, Page, Payload, Request, Watch

ROOT = Path(__file__).parent.parent
RECORDINGS = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
HERE = "https://shop.example/product"


def read(html: str | bytes, url: str = HERE, request: Request | None = None) -> Page:
    """What the source reads on a page that stands at that address."""
    watch = Watch(brand="luna", source="reviewpages", listing=url)
    body = html.encode("utf-8") if isinstance(html, str) else html
    asked = request or SOURCE.first(watch, None)
    return SOURCE.read(asked, Payload(body=body, content_type="text/html", url=url))


def page(*reviews: dict[str, Any], head: str = "", count: int = 0) -> str:
    """A made-up page of a product with those reviews in JSON-LD."""
    product: dict[str, Any] = {"@type": "Product", "name": "Luna", "review": list(reviews)}
    if count:
        product["aggregateRating"] = {"@type": "AggregateRating", "reviewCount": count}
    data = json.dumps({"@context": "https://schema.org", **product})
    script = f'<script type="application/ld+json">{data}</script>'
    return f"<html><head><title>Luna</title>{head}{script}</head><body></body></html>"


def review(**facts: Any) -> dict[str, Any]:
    given = {"author": "Ana", "datePublished": "2026-11-20", "reviewBody": "Mal"}
    return {"@type": "Review", **given, **facts}


def only(html: str) -> Mention:
    (mention,) = read(html).mentions
    return mention


def test_a_page_of_thousands_of_reviews_holds_nobody_up() -> None:
    """Ten times the reviews take ten times as long, not a hundred times: all walks wait for it."""
    total = {"@type": "AggregateRating", "ratingValue": 4, "reviewCount": 9}
    many = (review(reviewBody=f"Mal {n}", aggregateRating=total) for n in range(8000))
    html = page(*many)
    begun = time.process_time()
    assert len(read(html).mentions) == 8000
    assert time.process_time() - begun < 10


# --- what the page counts ------------------------------------------------------------------


def rated(name: str = "Luna", **rating: Any) -> dict[str, Any]:
    """A made-up product with a total of its ratings."""
    total = {"@type": "AggregateRating", **rating}
    return {"@type": "Product", "name": name, "aggregateRating": total}


def totals(*things: dict[str, Any], title: str = "Luna") -> ListingTotals | None:
    """What the source counts on a page that describes these things."""
    data = json.dumps({"@context": "https://schema.org", "@graph": things})
    script = f'<script type="application/ld+json">{data}</script>'
    return read(f"<html><head><title>{title}</title>{script}</head></html>").totals


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        ({"reviewCount": 7, "ratingCount": 41}, ListingTotals(count=7)),
        ({"ratingCount": "41"}, ListingTotals(count=41)),
        ({"ratingValue": 9, "bestRating": 10, "worstRating": 1}, ListingTotals(stars=1 + 32 / 9)),
        ({"ratingValue": "4,5", "reviewCount": 2}, ListingTotals(count=2, stars=4.5)),
        ({"ratingValue": "90 %", "reviewCount": 2}, ListingTotals(count=2, stars=4.6)),
        ({"ratingValue": 8.7, "reviewCount": 2}, ListingTotals(count=2)),
        ({"ratingValue": 0, "worstRating": 0, "reviewCount": 0}, ListingTotals(count=0)),
        ({"ratingValue": "many", "reviewCount": "some"}, None),
    ],
)
def test_totals_are_on_one_to_five(rating: dict[str, Any], expected: ListingTotals | None) -> None:
    """By the scale that the page tells; a mean without a scale beyond five is none."""
    assert totals(rated(**rating)) == expected


def test_a_mean_among_reviews_of_another_scale_is_not_guessed() -> None:
    """Where reviews go up to ten, 4.5 may be half of it."""
    own = rated(ratingValue=4.5, reviewCount=2)
    own["review"] = review(reviewRating={"ratingValue": 9, "bestRating": 10})
    assert totals(own) == ListingTotals(count=2)


def test_the_totals_are_those_of_what_the_page_is_about() -> None:
    """The shop and what is shown beside have stars too: the headline names its own first."""
    shop, tea = rated("Tienda", reviewCount=9000), rated("Tetera", reviewCount=50)
    own = rated(reviewCount=7)
    assert totals(shop, tea, own, title="Luna | Tienda") == ListingTotals(count=7)
    assert totals(shop, tea, title="Tienda de Luna") == ListingTotals(count=9000)
    assert totals(shop, tea, title="Inicio") is None
    assert totals(tea, title="Inicio") == ListingTotals(count=50)


def test_only_the_first_page_tells_the_totals() -> None:
    """The following pages repeat them, or count themselves."""
    html = page(review(), head=f'<link rel="next" href="{HERE}?page=2">', count=7)
    first = read(html)
    assert first.totals == ListingTotals(count=7)
    assert first.next is not None
    assert read(html, request=first.next).totals is None


# --- following pages -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listing", "link"),
    [
        (HERE, f"{HERE}?page=2"),
        (HERE, f"{HERE}/page/2/"),
        (f"{HERE}/", f"{HERE}/2"),
        (f"{HERE}.html", f"{HERE}-p2.html"),
        (f"{HERE}?lang=es", f"{HERE}?lang=es&offset=20"),
        (f"{HERE}/page/1/", f"{HERE}/page/2/"),
        (f"{HERE}?pagina=1", f"{HERE}?pagina=2"),
    ],
)
def test_the_next_page_of_the_same_reviews_is_followed(listing: str, link: str) -> None:
    """The next page differs in its number alone, however a site writes that."""
    following = read(page(review(), head=f'<link rel="next" href="{link}">'), listing).next
    assert following is not None
    assert following.url == link
    assert following.cursor["listing"] == listing
    assert not following.conditional


@pytest.mark.parametrize(
    "link",
    [
        "https://shop.example/another-product",
        "https://shop.example/product-with-another-name",
        "https://shop.example/product?id=2",
        "https://elsewhere.example/product?page=2",
        "javascript:next()",
        "https://[broken",
        HERE,
        f"{HERE}#reviews",
        "",
    ],
)
def test_another_article_or_site_is_not_the_next_page(link: str) -> None:
    """Blogs link their next article with `rel=next`: its reviews are not of this product."""
    assert read(page(review(), head=f'<a rel="next" href="{link}">')).next is None


def test_a_product_with_a_number_does_not_lead_to_the_next_product() -> None:
    """/product/123 and /product/124 are two things."""
    head = '<link rel="next" href="https://shop.example/product/124">'
    assert read(page(review(), head=head), f"{HERE}/123").next is None


def test_a_site_that_repeats_its_last_page_is_left() -> None:
    """The same reviews again end the walk, whatever the page links to."""
    first = read(page(review(), head=f'<link rel="next" href="{HERE}?page=2">'))
    html = page(review(), head=f'<link rel="next" href="{HERE}?page=3">')
    assert first.next is not None
    assert read(html, first.next.url, first.next).next is None


def test_a_review_keeps_its_id_when_it_moves_to_the_second_page() -> None:
    """Ids belong to the listing, not to the page that shows the review today."""
    first = read(page(review(), head=f'<link rel="next" href="{HERE}?page=2">'))
    second = read(page(review()), f"{HERE}?page=2", first.next)
    assert first.mentions[0].id == second.mentions[0].id
    assert second.mentions[0].subject == HERE


def test_only_a_page_with_all_its_reviews_proves_that_one_is_gone() -> None:
    """A page that shows five of its fifty reviews has no end that says anything."""
    assert read(page(review(), count=50)).stopped_because == "source_cap"
    assert read(page(review())).stopped_because == "source_cap"
    assert read(page(review(), count=1)).stopped_because is None


def test_the_reviews_of_all_pages_are_counted_together() -> None:
    """Two pages of one review each are all of two."""
    head = f'<link rel="next" href="{HERE}?page=2">'
    first = read(page(review(), head=head, count=2))
    assert first.stopped_because is None
    second = read(page(review(author="Bea"), count=2), f"{HERE}?page=2", first.next)
    assert second.stopped_because is None


# --- one review ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rating", "raw", "stars"),
    [
        ({"ratingValue": 4}, 4, 4.0),
        ({"ratingValue": "4,5"}, 4.5, 4.5),
        ({"ratingValue": "2", "bestRating": "10"}, 2, 1.44),
        ({"ratingValue": "1", "bestRating": 4, "worstRating": 0}, 1, 2.0),
        ({"ratingValue": "0", "bestRating": 100, "worstRating": 0}, 0, 1.0),
        ({"ratingValue": "5", "bestRating": "5", "worstRating": "5"}, 5, 5.0),
        ({"ratingValue": "8/10"}, 8, 4.11),
        ({"ratingValue": "60 %"}, 60, 3.4),
        ("3", 3, 3.0),
        ([{"ratingValue": 1, "reviewAspect": "sabor"}, {"ratingValue": 5}], 5, 5.0),
    ],
)
def test_stars_stand_on_the_scale_that_the_page_tells(
    rating: Any, raw: float, stars: float
) -> None:
    """Value, worst and best as they are written; one to five where nothing speaks against it."""
    found = only(page(review(reviewRating=rating))).rating
    assert found is not None
    assert found.raw == raw
    assert round(found.stars, 2) == stars


@pytest.mark.parametrize(
    "rating",
    [
        {"ratingValue": 9},
        {"ratingValue": 0},
        {"ratingValue": 0, "bestRating": 5},
        {"ratingValue": 11, "bestRating": 10},
        {"ratingValue": -1, "bestRating": 5},
        {"ratingValue": "cinco"},
        {"ratingValue": True},
        {"ratingValue": "1" * 5000},
        {},
        None,
    ],
)
def test_stars_without_a_scale_are_none(rating: Any) -> None:
    """What lies outside its scale, or has none, is no rating; the words are kept."""
    mention = only(page(review(reviewRating=rating)))
    assert mention.rating is None
    assert mention.text == "Mal"


def test_one_value_beyond_five_makes_all_others_doubtful() -> None:
    """Next to a nine without a scale, a four is not four of five."""
    four, nine = review(reviewRating="4"), review(author="Bea", reviewRating="9")
    assert [mention.rating for mention in read(page(four, nine)).mentions] == [None, None]


@pytest.mark.parametrize(
    ("written", "at", "precision"),
    [
        ("2026-11-20", "2026-11-20T00:00:00+00:00", "day"),
        ("2026-11-20T00:00:00+02:00", "2026-11-19T22:00:00+00:00", "day"),
        ("2026-11-20T10:00:00.123Z", "2026-11-20T10:00:00.123000+00:00", "second"),
        ("2026-11-20T10:00+0100", "2026-11-20T09:00:00+00:00", "minute"),
        ("2026-11-20 10:00:00", "2026-11-20T00:00:00+00:00", "day"),
        ("2026-11", "2026-11-01T00:00:00+00:00", "month"),
        ("October 24, 2011", None, "none"),
        ("20/11/2026", None, "none"),
        ("2026-02-30", None, "none"),
        ("9999-12-31T23:59:59-12:00", None, "none"),
        ("", None, "none"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(written: str, at: str | None, precision: str) -> None:
    """A day is a day; a clock without a zone may be half a day off, so it is one too."""
    mention = only(page(review(datePublished=written)))
    assert (mention.published_at.isoformat() if mention.published_at else None) == at
    assert mention.precision == precision


def test_a_page_without_marks_says_what_to_do() -> None:
    """Nothing can be read there, now or later: a person is told."""
    with pytest.raises(UnexpectedAnswer, match=r"schema\.org"):
        read("<html><body>Reviews: very bad</body></html>")


def test_a_review_without_words_and_stars_is_none() -> None:
    """Some pages mark an empty form."""
    assert read(page(review(reviewBody="", reviewRating={"ratingValue": "0"}))).mentions == ()


def test_what_is_broken_in_a_page_stays_out_of_sight() -> None:
    """Broken JSON costs its own script only, and is no news for whoever runs this."""
    script = '<script type="application/ld+json">{"@type": "Review",</script>'
    code = f"""
from listener.spiders.reviewpages import SOURCE
from listener.model import Payload, Watch
request = SOURCE.first(Watch(brand="x", source="reviewpages", listing={HERE!r}), None)
print(len(SOURCE.read(request, Payload(body={page(review(), head=script).encode()!r})).mentions))
"""
    env = {"PYTHONPATH": str(ROOT)}
    told = run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=env
    )
    assert (told.stdout, told.stderr) == ("1\n", "")


@pytest.mark.parametrize(
    "body",
    [
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">' + " " * 1_000_000 + '{"a": "Review"</script>',
        "<div itemscope itemtype='https://schema.org/Review'>" * 20_000,
        "<p itemscope itemtype='https://schema.org/Review'><b itemprop=name>x</b></p>" * 3_000,
        "&#" + "0" * 500_000,
    ],
    ids=["deep JSON", "blanks", "deep microdata", "many", "zeros"],
)
def test_a_hostile_page_costs_little_time(body: str) -> None:
    """No page, however odd, holds up the others for long."""
    began = time.perf_counter()
    read(f"<html><body><i class=' Review '>schema.org</i>{body}</body></html>")
    assert time.perf_counter() - began < 10


def test_the_reader_of_pages_is_loaded_for_pages_only() -> None:
    """Commands start fast: extruct and its company come with the first page that has reviews."""
    code = "import sys, listener.spiders.reviewpages; sys.exit('extruct' in sys.modules)"
    run([sys.executable, "-c", code], check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)})


@pytest.mark.parametrize(
    "listing", ["", "shop", "ftp://shop.example", "https://a@b.example/", "https://["]
)
def test_what_is_no_address_is_refused_with_an_example(listing: str) -> None:
    """The message shows what a right address looks like."""
    with pytest.raises(ValueError, match=r"https://example\.com/"):
        SOURCE.normal_listing(listing)


# --- real pages ----------------------------------------------------------------------------

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
WITHOUT_DATE = {"allrecipes.com__allrecipescurated.html": 1, "food.com__food.html": 1}
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
    assert exact == {"second": 124, "day": 104, "none": 2}


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
