"""Pages of reviews beyond the recordings: what is counted, scales, and what is broken."""

import json
import os
import sys
import time
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


def begin(listing: str = HERE, **options: str) -> Request:
    """The first request of a walk over that listing."""
    watch = Watch(brand="luna", source="reviewpages", listing=listing, options=options)
    return SOURCE.first(watch, None)


def read(
    html: str | bytes,
    url: str = HERE,
    request: Request | None = None,
    status: int = 200,
    **headers: str,
) -> Page:
    """What the source reads on a page that stands at that address."""
    body = html.encode("utf-8") if isinstance(html, str) else html
    payload = Payload(body=body, content_type="text/html", url=url, status=status, headers=headers)
    return SOURCE.read(request or begin(url), payload)


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
        ({"ratingValue": "Rated 4 out of 5 stars"}, 4, 4.0),
        ({"ratingValue": "4,5 de 5 estrellas"}, 4.5, 4.5),
        ({"ratingValue": "8,4/10 (7 Bewertungen)"}, 8.4, 1 + 4 * 7.4 / 9),
        ({"ratingValue": "4.8 (178)"}, 4.8, 4.8),
        ({"ratingValue": "3 out of 30 reviews"}, 3, 3.0),
        ({"ratingValue": "5 out of 1"}, 5, 5.0),
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
    assert found.stars == pytest.approx(stars, abs=0.005)


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
from listener.spiders._answers import text_of
from listener.spiders._review import stars_of
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
        ("<div itemprop=review itemscope>" * 200 + "</div>" * 200) * 100,
        "<div " + " ".join(f"a{number}" for number in range(150_000)) + ">",
        "<div a' " + " ".join(f'a{number}=">"' for number in range(100_000)) + ">",
        f"<div prefix='{' '.join(f'a{n}: http://x/{n}' for n in range(30_000))}' typeof=Review>",
    ],
    ids=[
        *("deep JSON", "blanks", "deep microdata", "many", "zeros", "things in things"),
        *("attributes", "attributes with quotes", "prefixes"),
    ],
)
def test_a_hostile_page_costs_little_time(body: str) -> None:
    """No page, however odd, holds up the others for long."""
    began = time.process_time()
    read(f"<html><body><i class=' Review '>schema.org</i>{body}</body></html>")
    assert time.process_time() - began < 10


def test_the_reader_of_pages_is_loaded_for_pages_only() -> None:
    """Commands start fast: extruct and its company come with the first page that has reviews."""
    code = "import sys, listener.spiders.reviewpages; sys.exit({!r} in sys.modules)"
    for heavy in ("extruct", "dateparser"):
        told = [sys.executable, "-c", code.format(heavy)]
        run(told, check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)})


@pytest.mark.parametrize(
    "listing", ["", "shop", "ftp://shop.example", "https://a@b.example/", "https://["]
)
def test_what_is_no_address_is_refused_with_an_example(listing: str) -> None:
    """The message shows what a right address looks like."""
    with pytest.raises(ValueError, match=r"https://example\.com/"):
        SOURCE.normal_listing(listing)


def test_a_program_that_looks_like_a_tag_hides_no_review() -> None:
    """`a<b` in a script is no tag, whatever quotes follow: real pages have such programs."""
    words = " ".join(f"word{number}" for number in range(5_000))
    script = f"<script>for(;a<b--)say('it\\'s');</script><p>{words}</p><i class='x'></i>"
    assert len(read(page(review(), head=script)).mentions) == 1
