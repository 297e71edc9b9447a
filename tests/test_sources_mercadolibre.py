"""Mercado Libre beyond the recordings: whole walks, caps, siblings, paused items, the token.

No real recording exists; the documentation's sample is not kept here either. All is made up.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders.mercadolibre import CLIENT_ID, CLIENT_SECRET, SOURCE

from listener.errors import AccessDenied, SourceUnavailable, UnexpectedAnswer
from listener.model import Bookmark, ListingTotals, Mention, Page, Payload, Request, Watch
from listener.walk import Walk, WalkEnd
from tests.life.reviews import Review
from tests.life.sites.mercadolibre import SITE

ITEM = "MLA1234567890"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WATCH = Watch(brand="luna", source="mercadolibre", listing=ITEM)
SECRETS = {CLIENT_ID: "1234", CLIENT_SECRET: "secreto inventado"}


def review(number: int, **fields: Any) -> dict[str, Any]:
    """A made-up review in the form of the API."""
    return {
        "id": number,
        "reviewable_object": {"id": ITEM, "type": "item"},
        "date_created": "2026-11-20T10:15:00Z",
        "status": "published",
        "title": "Bien",
        "content": "Muy bien.",
        "rate": 5,
        "reviewer_id": 0,
        "buying_date": "2026-11-01T04:00:00Z",
    } | fields


def answer(*reviews: dict[str, Any], **paging: Any) -> Payload:
    told = {"total": len(reviews), "total_pageable": len(reviews), "limit": 100} | paging
    return Payload(body=json.dumps({"paging": told, "reviews": reviews}).encode())


def read(payload: Payload, offset: int = 0, seen: int = 0) -> Page:
    first = SOURCE.first(WATCH, None)
    before = "".join(str(90_000_000 + number) for number in range(seen or offset))
    cursor = first.cursor | {"offset": str(offset), "seen": before}
    return SOURCE.read(Request(url=first.url, cursor=cursor), payload)


def only(**fields: Any) -> Mention:
    (mention,) = read(answer(review(1, **fields))).mentions
    return mention


def asked(request: Request | None) -> dict[str, str]:
    assert request is not None
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


def test_a_hundred_reviews_are_asked_for_not_the_five_of_the_default() -> None:
    """Without a limit the API gives five."""
    request = SOURCE.first(WATCH, None)
    assert request.url.startswith(f"https://api.mercadolibre.com/reviews/item/{ITEM}?")
    assert asked(request) == {"limit": "100", "offset": "0"}


def test_every_walk_goes_to_the_end() -> None:
    """There is no order to stop by: even a page of known reviews is followed by the next."""
    assert SOURCE.about.overlap == timedelta(0)
    assert SOURCE.about.rereads == timedelta(0)
    since = Bookmark(newest_at=NOW, finished_at=NOW)
    walk = Walk(since=since, started_at=NOW, overlap=timedelta(0), budget=9, to_the_end=True)
    page = read(answer(review(1), total=150, total_pageable=150))
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    assert asked(walk.take(page, {"1": long_ago}))["offset"] == "100"  # type: ignore[arg-type]


def test_the_last_page_is_the_one_that_total_pageable_says() -> None:
    """Not a short page, nor an order of times, ends the list."""
    page = read(answer(review(1), total=150, total_pageable=150))
    assert asked(page.next)["offset"] == "100"
    last = read(answer(review(2), total=150, total_pageable=150), offset=100, seen=149)
    assert (last.next, last.stopped_because) == (None, None)


def test_a_limit_that_is_not_granted_skips_no_review() -> None:
    """Where the site gives fifty, the next page begins at fifty."""
    page = read(answer(review(1), total=150, total_pageable=150, limit=50))
    assert asked(page.next)["offset"] == "50"


def test_what_cannot_be_reached_is_named_as_a_cap() -> None:
    """7,651 counted and 4,600 shown: nothing is proved gone."""
    last = read(answer(review(2), total=7651, total_pageable=4600), offset=4500)
    assert last.next is None
    assert last.stopped_because == "source_cap"


def test_without_total_pageable_the_total_counts() -> None:
    """The older form of the answer does not have it."""
    body = {"paging": {"total": 3, "limit": 2, "offset": 0}, "reviews": [review(1), review(2)]}
    page = read(Payload(body=json.dumps(body).encode()))
    assert asked(page.next)["offset"] == "2"


def test_an_empty_page_before_the_end_is_a_cut() -> None:
    """A list that breaks off does not say that the rest was deleted."""
    page = read(answer(total=150, total_pageable=150), offset=100)
    assert page == Page(
        totals=ListingTotals(count=150), stopped_because="source_cap", in_order=False
    )


def test_a_list_that_shrinks_on_the_way_is_a_cut() -> None:
    """The first answer counted 150; the second, of a faulty server, counts 101 of them."""
    first = read(answer(*(review(n) for n in range(1, 101)), total=150, total_pageable=150))
    assert first.next is not None
    last = SOURCE.read(first.next, answer(review(200), total=101, total_pageable=101))
    assert (last.next, last.stopped_because) == (None, "source_cap")


def test_a_review_that_comes_twice_stands_in_for_one_that_did_not_come() -> None:
    """No order is promised: as many reviews as were counted may still not be all of them."""
    first = read(answer(review(1), review(2), total=4, total_pageable=4, limit=2))
    assert first.next is not None
    again = SOURCE.read(
        first.next, answer(review(2), review(3), total=4, total_pageable=4, limit=2)
    )
    assert again.stopped_because == "source_cap"
    all_four = SOURCE.read(
        first.next, answer(review(3), review(4), total=4, total_pageable=4, limit=2)
    )
    assert all_four.stopped_because is None


def test_the_levels_are_complete_where_the_texts_are_not() -> None:
    """How many gave each star is taken on every walk."""
    levels = {"one_star": 19, "two_star": 13, "three_star": 58, "four_star": 356, "five_star": 7205}
    told = {"paging": {"total": 7651, "total_pageable": 4600}, "rating_average": 4.9}
    body = json.dumps({**told, "rating_levels": levels, "reviews": [review(1)]}).encode()
    totals = read(Payload(body=body)).totals
    assert totals == ListingTotals(count=7651, stars=4.9, histogram=(19, 13, 58, 356, 7205))


def test_a_paused_item_is_told_as_such() -> None:
    """Neither a change of the site nor a deletion: the reviews stay and it is asked again."""
    with pytest.raises(SourceUnavailable, match=ITEM):
        read(Payload(body=b'{"error":"not_found"}', status=404))
    assert read(answer()) == Page(in_order=False)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_says_what_to_do(status: int) -> None:
    """A policy that returned UNAUTHORIZED is nothing that a person understands."""
    with pytest.raises(AccessDenied, match="Devcenter"):
        read(Payload(body=b'{"blocked_by":"PolicyAgent"}', status=status))


def test_siblings_of_the_catalogue_share_reviews() -> None:
    """The subject is the listing asked for; the one written about is named beside it."""
    mention = only(reviewable_object={"id": "MLA1234567999", "type": "product"})
    assert (mention.id, mention.subject, mention.item) == ("1", ITEM, "MLA1234567999")
    assert only().item is None


def test_the_country_is_that_of_the_site_where_it_was_written() -> None:
    """Reviews of other countries are mixed in; their language is for the text to tell."""
    brazil = only(reviewable_object={"id": "MLB4330911507", "type": "item"})
    assert (only().country, brazil.country) == ("ar", "br")
    assert (only().language, brazil.language) == (None, None)


def test_stars_without_words_are_a_review() -> None:
    """Many buyers give nothing else."""
    mention = only(title="", content="", rate=1)
    assert mention.body == ""
    assert mention.rating
    assert mention.rating.raw == 1


def test_only_published_reviews_are_kept() -> None:
    """Pending and blocked ones are not for anyone to see."""
    page = read(answer(review(1), review(2, status="pending"), review(3, status="blocked")))
    assert [mention.id for mention in page.mentions] == ["1"]


def test_the_time_is_that_of_writing_not_of_buying() -> None:
    """`buying_date` is weeks before; the writer, always number zero, is nobody."""
    mention = only()
    assert mention.published_at == datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
    assert mention.author is None


@pytest.mark.parametrize(
    ("listing", "item", "address"),
    [
        ("mla-1234567890", ITEM, "https://articulo.mercadolibre.com.ar/MLA-1234567890"),
        (
            "https://produto.mercadolivre.com.br/MLB-4330911507-xicara-_JM#posicao=1",
            "MLB4330911507",
            "https://produto.mercadolivre.com.br/MLB-4330911507",
        ),
        (
            "https://www.mercadolibre.com.mx/taza-de-ejemplo/p/MLM15482175?source=x#reviews",
            "MLM15482175",
            "https://www.mercadolibre.com.mx/p/MLM15482175",
        ),
        ("MCO987654321", "MCO987654321", "https://articulo.mercadolibre.com.co/MCO-987654321"),
    ],
)
def test_an_item_is_known_by_its_code_or_link(listing: str, item: str, address: str) -> None:
    """What a person copies from the browser leads to the item, and back to its page."""
    assert SOURCE.normal_listing(listing) == item
    first = SOURCE.first(Watch(brand="luna", source="mercadolibre", listing=listing), None)
    (mention,) = SOURCE.read(first, answer(review(1))).mentions
    assert mention.url == address


@pytest.mark.parametrize(
    "listing", ["", "taza", "MLX123456789", "MLA12", "https://example.com/MLA1"]
)
def test_what_is_no_item_is_refused(listing: str) -> None:
    """With an example of what is meant."""
    with pytest.raises(ValueError, match="MLA1234567890"):
        SOURCE.normal_listing(listing)


def test_the_product_of_the_catalogue_is_asked_for_on_every_page() -> None:
    """`catalog_product_id` is an option of the listing."""
    options = {"catalog_product_id": "MLA-14186226"}
    watch = Watch(brand="luna", source="mercadolibre", listing=ITEM, options=options)
    first = SOURCE.first(watch, None)
    assert asked(first)["catalog_product_id"] == "MLA14186226"
    following = SOURCE.read(first, answer(review(1), total=150, total_pageable=150)).next
    assert asked(following)["catalog_product_id"] == "MLA14186226"


def test_the_application_asks_for_itself() -> None:
    """No account and no refresh token, which Mercado Libre would change each time."""
    request = SOURCE.sign_in(SECRETS, NOW)
    assert request.url == "https://api.mercadolibre.com/oauth/token"
    assert request.method == "POST"
    assert parse_qs(request.body.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["1234"],
        "client_secret": ["secreto inventado"],
    }


def test_the_token_is_renewed_in_time() -> None:
    """A minute before its six hours are over."""
    body = b'{"access_token":"APP_USR-1","token_type":"Bearer","expires_in":21600}'
    credential = SOURCE.signed_in(Payload(body=body), {}, NOW)
    assert credential.headers == {"Authorization": "Bearer APP_USR-1"}
    assert credential.until == NOW + timedelta(hours=6, minutes=-1)


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_wrong_application_is_named(status: int) -> None:
    """The person learns which two secrets to copy again."""
    with pytest.raises(AccessDenied, match="LISTENER_MERCADOLIBRE_CLIENT_ID"):
        SOURCE.signed_in(Payload(body=b'{"error":"invalid_client"}', status=status), {}, NOW)


@pytest.mark.parametrize("token", [None, "", "a\r\nX-Evil: 1", 7])
def test_what_is_no_token_is_not_sent_on(token: object) -> None:
    """A token with a line end would smuggle a header."""
    with pytest.raises(UnexpectedAnswer):
        SOURCE.signed_in(Payload(body=json.dumps({"access_token": token}).encode()), {}, NOW)


def test_missing_secrets_are_named() -> None:
    """Both, so that one look into the file is enough."""
    with pytest.raises(AccessDenied, match=f"{CLIENT_ID}, {CLIENT_SECRET}"):
        SOURCE.sign_in({}, NOW)


def test_one_address_leads_everything_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token's too."""
    monkeypatch.setenv("LISTENER_MERCADOLIBRE_URL", "http://127.0.0.1:9")
    assert SOURCE.sign_in(SECRETS, NOW).url.startswith("http://127.0.0.1:9/")
    assert SOURCE.first(WATCH, None).url.startswith("http://127.0.0.1:9/")


def test_the_made_up_site_is_read_to_its_last_review() -> None:
    """250 reviews in three pages, in an order that time does not tell."""
    day = datetime(2026, 1, 1, tzinfo=UTC)
    reviews = [
        Review(id=n, stars=n % 5 + 1, text="x" * (n % 2), created=day + timedelta(hours=n))
        for n in range(250)
    ]
    walk = Walk(since=None, started_at=NOW, overlap=timedelta(0), budget=10)
    step: Request | WalkEnd = SOURCE.first(WATCH, None)
    seen: set[str] = set()
    while isinstance(step, Request):
        page = SOURCE.read(step, SITE.answer(step, reviews, NOW))
        seen |= {mention.id for mention in page.mentions}
        step = walk.take(page, {})
    assert seen == {SITE.id_of(review) for review in reviews}
    assert step.complete
