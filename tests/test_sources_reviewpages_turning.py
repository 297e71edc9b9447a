"""From one page of reviews to the next: by the page's own link, or by a pattern."""

from typing import Any

import pytest
from listener.spiders.reviewpages import SOURCE

from listener.errors import UnexpectedAnswer
from tests.test_sources_reviewpages import HERE, begin, page, read, review


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


# --- by a pattern ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listing", "pattern", "address"),
    [
        (HERE, "?page={page}", f"{HERE}?page=2"),
        (f"{HERE}?lang=es&page=1", "?page={page}", f"{HERE}?lang=es&page=2"),
        (f"{HERE}?lang=es", "&p={page}", f"{HERE}?lang=es&p=2"),
        (HERE, "https://shop.example/r/{page}.html", "https://shop.example/r/2.html"),
        (f"{HERE}/", "opiniones-{page}", f"{HERE}/opiniones-2"),
        (HERE, "/r/{page}/{page}", "https://shop.example/r/2/2"),
    ],
)
def test_a_pattern_says_where_the_next_page_is(listing: str, pattern: str, address: str) -> None:
    """Also where the page links nothing, or something else."""
    request = begin(listing, next=pattern)
    html = page(review(), head=f'<link rel="next" href="{HERE}?page=9">')
    following = read(html, listing, request).next
    assert following is not None
    assert following.url == address
    third = read(page(review(author="Bea")), address, following).next
    assert third is not None
    assert third.url == address.replace("2", "3")


def test_a_pattern_may_begin_with_any_number() -> None:
    """Some sites call their second page the first."""
    following = read(page(review()), request=begin(next="?p={page}", first_page="1")).next
    assert following is not None
    assert following.url == f"{HERE}?p=1"


@pytest.mark.parametrize(
    "past_the_end",
    [
        {"html": page(review())},
        {"html": page()},
        {"html": "<html>schema.org</html>"},
        {"html": "<html><body>No hay más</body></html>"},
        {"html": "no está", "status": 404},
    ],
    ids=["the first again", "none left", "no reviews", "no marks", "404"],
)
@pytest.mark.parametrize(("count", "stopped"), [(2, None), (50, "source_cap"), (0, "source_cap")])
def test_a_pattern_is_followed_until_a_page_brings_nothing_new(
    past_the_end: dict[str, Any], count: int, stopped: str | None
) -> None:
    """However a site shows that there is no more; it is the end only if the count agrees."""
    first = read(page(review(), count=count), request=begin(next="?page={page}"))
    second = read(page(review(author="Bea")), f"{HERE}?page=2", first.next)
    assert second.next is not None
    last = read(url=f"{HERE}?page=3", request=second.next, **past_the_end)
    assert last.next is None
    assert last.stopped_because == stopped


def test_a_listing_that_is_gone_says_what_to_do() -> None:
    """A 404 ends a walk only where a following page was guessed."""
    with pytest.raises(UnexpectedAnswer, match=r"navegador|browser"):
        read("no está", status=404)


@pytest.mark.parametrize(
    "options",
    [
        {"next": "?page=2"},
        {"next": "https://elsewhere.example/?page={page}"},
        {"next": "//elsewhere.example/{page}"},
        {"next": "javascript:{page}"},
        {"next": "https://[{page}"},
        {"next": "#{page}"},
        {"first_page": "dos"},
        {"date_order": "DDMM"},
    ],
)
def test_a_setting_that_cannot_work_is_refused_in_plain_words(options: dict[str, str]) -> None:
    """The message names the setting, shows what was written and what would be right."""
    ((name, value),) = options.items()
    with pytest.raises(ValueError, match=name):
        SOURCE.check_option(HERE, name, value)
