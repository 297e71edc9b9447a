"""Reviews of the products of a WooCommerce shop, through its public Store API."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Author, Bookmark, Mention, Page, Payload, Rating, Request, Watch
from listener.source import About, Pace, Source
from listener.text import one_line, web_address

from ._answers import first_of_each, json_of, text_of, whole

PER_PAGE = 100
ROUTE = "/wc/store/v1/products/reviews"

_BEHIND_THE_SHOP = re.compile(r"/+(?:wp-json|wp-admin|index\.php)(?:/.*)?$|/+$")
_MAIL = re.compile(r"\S+@\S+")


class WooCommerce(Source):
    """All approved reviews of all products of one shop, newest first."""

    about = About(
        name="woocommerce",
        title="WooCommerce",
        homepage="https://woocommerce.com",
        docs="https://developer.woocommerce.com/docs/apis/store-api/",
        access="official-api",
        gives="reviews",
        watches="listing",
        example="https://tienda.example.com",
        sees={
            "es": "Las reseñas aprobadas de todos los productos de una tienda WooCommerce, con sus "
            "estrellas y el enlace al producto.",
            "en": "The approved reviews of all products of a WooCommerce shop, with their stars "
            "and the link to the product.",
        },
        misses={
            "es": "Las reseñas sin aprobar, las de productos ocultos o con contraseña, las "
            "respuestas de la tienda y cuándo se editó una reseña. Una edición o un borrado puede "
            "tardar una semana en verse.",
            "en": "Reviews not approved, those of hidden products or behind a password, the shop's "
            "answers, and when a review was edited. An edit or a deletion may take a week to be "
            "seen.",
        },
        pace=Pace(delay=2.0, concurrency=1),
        pages=100,
        # A review keeps its date while it waits for approval, and appears in the past.
        overlap=timedelta(days=7),
        rereads=timedelta(days=7),
        every=timedelta(hours=1),
        match=False,
        reads=(200, 404),
    )

    def normal_listing(self, listing: str) -> str:
        """The address of the shop's front page, without what lies behind it."""
        text = listing.strip()
        try:
            parts = urlsplit(text if "://" in text else f"https://{text}")
            host, _port = parts.hostname, parts.port
        except ValueError as error:
            raise ValueError(say("woocommerce.bad_shop")) from error
        scheme, path = parts.scheme.lower(), _BEHIND_THE_SHOP.sub("", parts.path)
        address = web_address(f"{scheme}://{parts.netloc.lower()}{path}")
        if not address or "." not in (host or ""):
            raise ValueError(say("woocommerce.bad_shop"))
        return address

    def first(self, watch: Watch, since: Bookmark | None) -> Request:  # noqa: ARG002 - no cursor
        """The newest reviews."""
        return self._ask(self.normal_listing(watch.listing), 1)

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews of one answer; a short page is the last.

        A shop whose addresses are not made pretty answers under `?rest_route=` only.
        """
        cursor = request.cursor
        if payload.status == 404:
            return self._not_found(cursor)
        items = json_of(payload, self.about.title)
        if not isinstance(items, list):
            raise _changed("id")
        reviews = [each for each in items if _is_review(each)]
        if items and not reviews:
            raise _changed("review")
        mentions = first_of_each(_mention(review, cursor["shop"]) for review in reviews)
        if len(items) < PER_PAGE:
            return Page(mentions=mentions)
        newest = mentions[0].id
        if newest == cursor["newest"]:
            # A cache that forgets the number of the page gives the first for ever:
            # https://github.com/woocommerce/woocommerce-rest-api/issues/60
            return Page(stopped_because="source_cap")
        number = int(cursor["page"]) + 1
        following = self._ask(cursor["shop"], number, cursor["form"], newest)
        return Page(mentions=mentions, next=following)

    def _ask(self, shop: str, page: int, form: str = "pretty", newest: str = "") -> Request:
        asked: dict[str, str | int] = {"page": page, "per_page": PER_PAGE}
        asked |= {"orderby": "date", "order": "desc"}
        route = f"/wp-json{ROUTE}?" if form == "pretty" else f"/?rest_route={ROUTE}&"
        return Request(
            url=f"{shop}{route}{urlencode(asked)}",
            headers={"Accept": "application/json"},
            cursor={"shop": shop, "page": str(page), "form": form, "newest": newest},
        )

    def _not_found(self, cursor: dict[str, str]) -> Page:
        if cursor["form"] == "pretty" and cursor["page"] == "1":
            return Page(next=self._ask(cursor["shop"], 1, "plain"))
        raise UnexpectedAnswer(say("woocommerce.no_shop", shop=one_line(cursor["shop"], 80)))


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=WooCommerce.about.title, what=what))


def _is_review(review: object) -> bool:
    return isinstance(review, dict) and bool(whole(review.get("id"))) and "review" in review


def _mention(review: dict[str, Any], shop: str) -> Mention:
    """One review. Its number is its own within its shop only; http or https is the same shop."""
    at, number = _time(review.get("date_created_gmt")), whole(review["id"])
    return Mention(
        id=f"{shop.partition('://')[2]}:{number}",
        kind="review",
        url=_address(review.get("product_permalink"), number),
        text=text_of(review["review"]),
        author=_author(review.get("reviewer")),
        published_at=at,
        precision="second" if at else "none",
        subject=shop,
        rating=_rating(review.get("rating")),
    )


def _address(product: object, number: int | None) -> str:
    """Where the review stands on the page of its product."""
    page = web_address(product.partition("#")[0]) if isinstance(product, str) else ""
    return f"{page}#comment-{number}" if page else ""


def _author(reviewer: object) -> Author | None:
    """The name, unless somebody signed with a mail address: none is ever kept."""
    name = one_line(text_of(reviewer))
    return Author(name=name) if name and not _MAIL.search(name) else None


def _rating(raw: object) -> Rating | None:
    """One to five stars; zero is what WooCommerce writes where none were given."""
    stars = whole(raw)
    return Rating(float(stars), 1.0, 5.0) if stars is not None and 1 <= stars <= 5 else None


def _time(raw: object) -> datetime | None:
    """The moment, in Greenwich time although it does not say so."""
    try:
        at = datetime.fromisoformat(raw) if isinstance(raw, str) else None
        return at and (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


SOURCE = WooCommerce()
