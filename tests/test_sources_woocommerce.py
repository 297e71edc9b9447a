"""WooCommerce beyond the recordings: pages, addresses of shops, and what is never kept."""

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from listener.spiders.woocommerce import SOURCE

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.model import ListingTotals, Mention, Page, Payload, Request, Watch
from listener.source import Credential

SHOP = "https://tienda.example.com"
WATCH = Watch(brand="luna", source="woocommerce", listing=SHOP)
ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
DOCUMENTED = SHARED / "woocommerce" / "wp-api-v3_product-reviews.md"


def review(number: int, **fields: Any) -> dict[str, Any]:
    """A made-up review in the form of the Store API."""
    return {
        "id": number,
        "date_created_gmt": "2026-11-20T10:15:00",
        "product_permalink": f"{SHOP}/producto/taza/",
        "reviewer": "Marta",
        "review": "<p>Bien</p>",
        "rating": 5,
    } | fields


def answer(*reviews: dict[str, Any], total: int | None = None, pages: int = 1) -> Payload:
    """An answer of the shop, with the headers that count where a total is given."""
    told = {} if total is None else {"x-wp-total": str(total), "x-wp-totalpages": str(pages)}
    return Payload(body=json.dumps(reviews).encode(), headers=told)


def begin(shop: str = SHOP, **options: str) -> Request:
    watch = Watch(brand="luna", source="woocommerce", listing=shop, options=options)
    return SOURCE.first(watch, None)


def signed(**secrets: str) -> Credential | None:
    """What the source signs in with, by these of its secrets."""
    given = {f"LISTENER_WOOCOMMERCE_{name}": value for name, value in secrets.items()}
    return SOURCE.sign_in(given, datetime(2026, 11, 22, tzinfo=UTC))


def only(**fields: Any) -> Mention:
    (mention,) = SOURCE.read(SOURCE.first(WATCH, None), answer(review(1, **fields))).mentions
    return mention


def asked(request: Request | None) -> dict[str, str]:
    assert request is not None
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


def full(start: int) -> Payload:
    return answer(*(review(number) for number in range(start, start - 100, -1)))


def test_the_newest_reviews_of_the_whole_shop_are_asked_for() -> None:
    """A hundred a page, by date, all products."""
    request = SOURCE.first(WATCH, None)
    assert request.url.startswith(f"{SHOP}/wp-json/wc/store/v1/products/reviews?")
    assert asked(request) == {"page": "1", "per_page": "100", "orderby": "date", "order": "desc"}


def test_a_full_page_leads_to_the_next_and_a_short_one_ends() -> None:
    """Pages are asked by their number until one is not full."""
    first = SOURCE.read(SOURCE.first(WATCH, None), full(500))
    assert asked(first.next)["page"] == "2"
    assert first.next is not None
    second = SOURCE.read(first.next, full(400))
    assert asked(second.next)["page"] == "3"
    assert second.next is not None
    assert SOURCE.read(second.next, answer(review(7))).next is None
    assert SOURCE.read(second.next, answer()) == Page()


def test_a_shop_that_gives_short_pages_is_read_to_its_last() -> None:
    """Some shops cap a page below the hundred asked for: their headers tell how many there are."""
    first = SOURCE.read(begin(), answer(review(9), review(8), total=5, pages=3))
    second = SOURCE.read(first.next or begin(), answer(review(7), review(6), total=5, pages=3))
    assert asked(second.next)["page"] == "3"
    third = SOURCE.read(second.next or begin(), answer(review(5), total=5, pages=3))
    assert third.next is None
    assert third.stopped_because is None
    assert [page.totals for page in (first, second, third)] == [ListingTotals(count=5), None, None]


def test_a_full_last_page_is_the_last_where_the_shop_says_so() -> None:
    """No request more than needed; and an empty page ends, whatever its headers say."""
    whole = [review(number) for number in range(200, 100, -1)]
    assert SOURCE.read(begin(), answer(*whole, total=100, pages=1)).next is None
    assert SOURCE.read(begin(), answer(total=100, pages=9)).next is None
    assert SOURCE.read(begin(), answer(review(1), total=100, pages=9)).next is not None


def test_a_shop_with_nothing_said_of_it_counts_none() -> None:
    """Headers that no one sends, or in odd letters, are no count."""
    assert SOURCE.read(begin(), answer(review(1))).totals is None
    odd = Payload(body=b"[]", headers={"x-wp-total": "muchas", "x-wp-totalpages": "-"})
    assert SOURCE.read(begin(), odd) == Page()


def test_with_its_keys_the_owner_reads_the_older_api() -> None:
    """In the form of https://woocommerce.github.io/woocommerce-rest-api-docs, on every page."""
    request = begin(api="v3")
    assert request.url.startswith(f"{SHOP}/wp-json/wc/v3/products/reviews?page=1&per_page=100&")
    v3 = {"product_id": 22, "product_permalink": None, "status": "approved", "verified": True}
    page = SOURCE.read(request, answer(review(7, **v3), total=150, pages=2))
    assert page.mentions[0].url == f"{SHOP}/?p=22#comment-7"
    assert page.next is not None
    assert page.next.url.startswith(f"{SHOP}/wp-json/wc/v3/products/reviews?page=2&")
    plain = SOURCE.read(request, Payload(body=b"", status=404)).next
    assert asked(plain)["rest_route"] == "/wc/v3/products/reviews"


def test_a_review_has_one_id_in_both_apis() -> None:
    """A shop that changes from one to the other does not see all of its reviews anew."""
    by_store, by_keys = (
        SOURCE.read(request, answer(review(7))).mentions[0].id
        for request in (begin(), begin(api="v3"))
    )
    assert by_store == by_keys


@pytest.mark.parametrize("status", ["hold", "spam", "trash", "unspam"])
def test_what_no_customer_sees_is_left_out(status: str) -> None:
    """With keys a shop also tells what waits for approval, or was thrown away."""
    page = SOURCE.read(begin(api="v3"), answer(review(7, status=status), review(6)))
    assert [mention.id for mention in page.mentions] == ["tienda.example.com:6"]


def test_keys_are_shown_to_their_own_shop_only() -> None:
    """A brand may listen to the shops of others too: none of them learns a key."""
    credential = signed(KEY="ck_1", SECRET="cs_2", SHOP=f"{SHOP}/")
    assert credential == Credential(
        headers={"Authorization": "Basic Y2tfMTpjc18y"}, host="tienda.example.com"
    )


@pytest.mark.parametrize(
    "secrets",
    [
        {},
        {"KEY": "ck_1", "SHOP": SHOP},
        {"SECRET": "cs_2", "SHOP": SHOP},
        {"KEY": "ck_1", "SECRET": "cs_2"},
        {"KEY": "ck_1", "SECRET": "cs_2", "SHOP": "http://tienda.example.com"},
        {"KEY": "ck_1", "SECRET": "cs_2", "SHOP": "Café Luna"},
    ],
)
def test_without_both_keys_and_a_safe_address_nobody_signs_in(secrets: dict[str, str]) -> None:
    """The public way needs no key; keys never travel in the open."""
    assert signed(**secrets) is None


def test_keys_and_an_open_line_do_not_go_together() -> None:
    """Over http anybody on the way could read them."""
    with pytest.raises(ValueError, match="https"):
        SOURCE.check_option("http://tienda.example.com", "api", "v3")


def test_an_api_that_does_not_exist_is_refused_in_plain_words() -> None:
    """The message shows what was written, and what would be right."""
    with pytest.raises(ValueError, match="v2"):
        SOURCE.check_option("https://tienda.example.com", "api", "v2")


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_says_what_to_do(status: int) -> None:
    """With keys: which to set. Without: whom to ask, and how keys would help."""
    refused = Payload(body=b"{}", status=status)
    with pytest.raises(AccessDenied, match="LISTENER_WOOCOMMERCE_SHOP"):
        SOURCE.read(begin(api="v3"), refused)
    with pytest.raises(AccessDenied, match="Store API"):
        SOURCE.read(begin(), refused)


def test_a_review_names_its_product() -> None:
    """The shop is the listing; the product is what the review is about."""
    mention = only(product_name="Taza &amp; plato")
    assert (mention.subject, mention.item) == (SHOP, "Taza & plato")
    assert only().item is None


def test_a_page_that_comes_again_is_named_as_a_cut() -> None:
    """A cache in front of some shops gives the first page whatever is asked."""
    first = SOURCE.read(SOURCE.first(WATCH, None), full(500))
    assert first.next is not None
    assert SOURCE.read(first.next, full(500)) == Page(stopped_because="source_cap")


def test_a_shop_without_pretty_addresses_is_asked_in_the_plain_way() -> None:
    """WordPress answers under `?rest_route=` in every shop; the pages go on in that form."""
    missing = Payload(body=b"<html></html>", status=404)
    again = SOURCE.read(SOURCE.first(WATCH, None), missing).next
    assert again is not None
    assert again.url.startswith(f"{SHOP}/?rest_route=/wc/store/v1/products/reviews&page=1&")
    following = SOURCE.read(again, full(500)).next
    assert asked(following)["rest_route"] == "/wc/store/v1/products/reviews"
    assert asked(following)["page"] == "2"
    with pytest.raises(UnexpectedAnswer, match=r"tienda\.example\.com"):
        SOURCE.read(again, missing)


def test_the_same_number_in_two_shops_is_two_reviews() -> None:
    """A number counts within its shop only; https or http is the same shop."""
    ids = []
    for listing in (SHOP, "http://tienda.example.com", "https://otra.example.com/tienda"):
        first = SOURCE.first(Watch(brand="luna", source="woocommerce", listing=listing), None)
        ids += [mention.id for mention in SOURCE.read(first, answer(review(7))).mentions]
    assert ids == ["tienda.example.com:7", "tienda.example.com:7", "otra.example.com/tienda:7"]


@pytest.mark.parametrize("rating", [0, None, "", 9, -1, True])
def test_no_stars_are_no_rating(rating: object) -> None:
    """Zero is what WooCommerce writes where none were given, not the worst review."""
    assert only(rating=rating).rating is None


def test_a_mail_address_is_never_kept() -> None:
    """Neither the field for it, nor a picture made from it, nor one that stands as the name."""
    mention = only(
        reviewer="persona@example.com",
        reviewer_email="persona@example.com",
        reviewer_avatar_urls={"48": "https://secure.gravatar.com/avatar/abc"},
    )
    kept = msgspec.json.encode(mention)
    assert mention.author is None
    assert b"persona" not in kept
    assert b"gravatar" not in kept


def test_times_are_those_of_greenwich() -> None:
    """The shop's own time has no zone; the other one is taken."""
    mention = only(date_created="2026-11-20T04:15:00")
    assert mention.published_at == datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
    assert only(date_created_gmt="0000-00-00T00:00:00").precision == "none"


@pytest.mark.parametrize(
    ("listing", "shop"),
    [
        ("tienda.example.com", SHOP),
        (" https://Tienda.Example.com/ ", SHOP),
        ("https://tienda.example.com/wp-json/wc/store/v1/products/reviews?page=2", SHOP),
        ("https://tienda.example.com/?s=taza#arriba", SHOP),
        ("http://tienda.example.com:8080/es/", "http://tienda.example.com:8080/es"),
    ],
)
def test_a_shop_is_known_by_its_address(listing: str, shop: str) -> None:
    """What a person copies from the browser names the same shop."""
    assert SOURCE.normal_listing(listing) == shop


@pytest.mark.parametrize(
    "listing",
    [
        "",
        "Café Luna",
        "ftp://tienda.example.com",
        "https://a@tienda.example.com",
        "https://[x",
        "x",
    ],
)
def test_what_names_no_shop_is_refused_with_an_example(listing: str) -> None:
    """The message shows what a right address looks like."""
    with pytest.raises(ValueError, match=r"example\.com"):
        SOURCE.normal_listing(listing)


def test_the_documented_reviews_are_read() -> None:
    """The examples of WooCommerce's own documentation, which show mail addresses."""
    if not DOCUMENTED.exists():
        pytest.skip(f"no recording {DOCUMENTED}")
    blocks = re.findall(r"```json\n(.*?)```", DOCUMENTED.read_text("utf-8"), re.DOTALL)
    lists = [found for found in map(json.loads, blocks) if isinstance(found, list)]
    assert [len(found) for found in lists] == [2]
    mentions = SOURCE.read(SOURCE.first(WATCH, None), answer(*lists[0])).mentions
    assert [mention.text for mention in mentions] == ["Nice album!", "Now works just fine."]
    assert [mention.rating.raw for mention in mentions if mention.rating] == [5.0, 1.0]
    times = [mention.published_at for mention in mentions]
    assert times[0] == datetime(2018, 10, 18, 20, 59, 17, tzinfo=UTC)
    assert times[1] == datetime(2018, 9, 9, 0, 47, 19, tzinfo=UTC)
    assert b"@" not in msgspec.json.encode(mentions)


def test_every_documented_review_is_read() -> None:
    """Also the examples that show a single review: each of them is one."""
    if not DOCUMENTED.exists():
        pytest.skip(f"no recording {DOCUMENTED}")
    blocks = re.findall(r"```json\n(.*?)```", DOCUMENTED.read_text("utf-8"), re.DOTALL)
    singles = [found for found in map(json.loads, blocks) if "reviewer_email" in found]
    assert singles
    for found in singles:
        (mention,) = SOURCE.read(SOURCE.first(WATCH, None), answer(found)).mentions
        assert mention.id == f"tienda.example.com:{found['id']}"
        assert b"@" not in msgspec.json.encode(mention)
