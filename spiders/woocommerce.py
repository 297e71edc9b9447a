"""Reviews of the products of a WooCommerce shop: by its Store API, or with keys of its owner."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.model import (
    Author,
    Bookmark,
    ListingTotals,
    Mention,
    Page,
    Payload,
    Rating,
    Request,
    Watch,
)
from listener.source import About, Credential, FindsListings, Found, Option, Pace, Secret, Source
from listener.text import one_line, web_address

from ._answers import first_of_each, json_of, text_of, whole
from ._found import detail_of

PER_PAGE = 100
ROUTES = {"store": "/wc/store/v1/products/reviews", "v3": "/wc/v3/products/reviews"}

_KEYS = "https://woocommerce.com/document/woocommerce-rest-api/"

_BEHIND_THE_SHOP = re.compile(r"/+(?:wp-json|wp-admin|index\.php)(?:/.*)?$|/+$")
_MAIL = re.compile(r"\S+@\S+")


class WooCommerce(Source, FindsListings):
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
        options=(
            Option(
                "api",
                {
                    "es": "v3 para leer con las claves de la tienda, si su «Store API» está "
                    "cerrada. Sin esto se lee la «Store API», que no pide clave.",
                    "en": "v3 to read with the keys of the shop, if its Store API is closed. "
                    "Without it the Store API is read, which asks for no key.",
                },
            ),
        ),
        secrets=(
            Secret(
                "LISTENER_WOOCOMMERCE_KEY",
                {
                    "es": "La clave de cliente (ck_…) de tu tienda, con permiso de lectura. Solo "
                    "hace falta con api = v3.",
                    "en": "The consumer key (ck_…) of your shop, with the right to read. Needed "
                    "with api = v3 only.",
                },
                _KEYS,
                optional=True,
            ),
            Secret(
                "LISTENER_WOOCOMMERCE_SECRET",
                {
                    "es": "La clave secreta de cliente (cs_…) que WooCommerce da junto a la otra.",
                    "en": "The consumer secret (cs_…) that WooCommerce gives with the other.",
                },
                _KEYS,
                optional=True,
            ),
            Secret(
                "LISTENER_WOOCOMMERCE_SHOP",
                {
                    "es": "La dirección de la tienda de esas claves: a ninguna otra se le enseñan.",
                    "en": "The address of the shop of these keys: no other one is shown them.",
                },
                _KEYS,
                optional=True,
            ),
        ),
        reads=(200, 401, 403, 404),
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

    def check_option(self, listing: str, name: str, value: str) -> None:
        """The only one, `api`, names a way of asking; that with keys is for safe addresses."""
        api = value.strip()
        if api not in ("", *ROUTES):
            raise ValueError(say("woocommerce.bad_api", value=one_line(api, 40)))
        if api == "v3" and not listing.startswith("https://"):
            raise ValueError(say("woocommerce.not_safe", shop=one_line(listing, 80)))

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The newest reviews."""
        shop, api = self.normal_listing(watch.listing), watch.options.get("api", "").strip()
        return self._ask({"shop": shop, "api": api or "store", "page": "1"})

    def sign_in(
        self,
        secrets: Mapping[str, str],
        now: datetime,
    ) -> Credential | None:
        """The owner's keys, for the shop that they are of; most shops are read without any."""
        names = ("LISTENER_WOOCOMMERCE_KEY", "LISTENER_WOOCOMMERCE_SECRET")
        keys = ":".join(secrets.get(name, "").strip() for name in names)
        try:
            shop = self.normal_listing(secrets.get("LISTENER_WOOCOMMERCE_SHOP", ""))
        except ValueError:
            return None
        if keys.startswith(":") or keys.endswith(":") or not shop.startswith("https://"):
            return None
        said = b64encode(keys.encode()).decode()
        return Credential(headers={"Authorization": f"Basic {said}"}, host=urlsplit(shop).netloc)

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews of one answer.

        A shop whose addresses are not made pretty answers under `?rest_route=` only.
        """
        cursor = request.cursor
        if payload.status != 200:
            return self._refused(cursor, payload.status)
        items = json_of(payload, self.about.title)
        if not isinstance(items, list):
            raise _changed("id")
        reviews = [each for each in items if _is_review(each)]
        if items and not reviews:
            raise _changed("review")
        mentions = first_of_each(_mention(each, cursor["shop"]) for each in reviews if _shown(each))
        totals = _totals(payload) if cursor["page"] == "1" else None
        if not _has_more(payload, int(cursor["page"]), len(items)):
            return Page(mentions=mentions, totals=totals)
        newest = str(whole(reviews[0]["id"]))
        if newest == cursor.get("newest"):
            # A cache that forgets the number of the page gives the first for ever:
            # https://github.com/woocommerce/woocommerce-rest-api/issues/60
            return Page(stopped_because="source_cap")
        following = {"page": str(int(cursor["page"]) + 1), "newest": newest}
        return Page(mentions=mentions, next=self._ask(cursor | following), totals=totals)

    def look_up(self, name: str, site: str, country: str) -> Request | None:
        """The question that only a shop answers, if there is a site."""
        try:
            shop = self.normal_listing(site)
        except ValueError:
            return None
        return self._ask({"shop": shop, "api": "store", "page": "1"})

    def found(self, request: Request, payload: Payload) -> tuple[tuple[Found, ...], Request | None]:
        """The site, if it answers as a shop does; any other answer says that it is none."""
        cursor = request.cursor
        if payload.status == 404 and "plain" not in cursor:
            return (), self._ask(cursor | {"plain": "yes"})
        try:
            items = json_of(payload, self.about.title) if payload.status == 200 else None
        except UnexpectedAnswer:
            return (), None
        if not isinstance(items, list) or not all(map(_is_review, items)):
            return (), None
        totals, shop = _totals(payload), cursor["shop"]
        detail = detail_of(count=totals.count if totals else len(items))
        title, source = urlsplit(shop).netloc, self.about.name
        return (Found(source=source, listing=shop, title=title, url=shop, detail=detail),), None

    def _ask(self, cursor: dict[str, str]) -> Request:
        asked: dict[str, str | int] = {"page": cursor["page"], "per_page": PER_PAGE}
        asked |= {"orderby": "date", "order": "desc"}
        path = ROUTES[cursor["api"]]
        route = f"/?rest_route={path}&" if "plain" in cursor else f"/wp-json{path}?"
        return Request(
            url=f"{cursor['shop']}{route}{urlencode(asked)}",
            headers={"Accept": "application/json"},
            cursor=cursor,
        )

    def _refused(self, cursor: dict[str, str], status: int) -> Page:
        shop = one_line(cursor["shop"], 80)
        if status == 404 and "plain" not in cursor and cursor["page"] == "1":
            return Page(next=self._ask(cursor | {"plain": "yes"}))
        if status == 404:
            raise UnexpectedAnswer(say("woocommerce.no_shop", shop=shop))
        if cursor["api"] == "v3":
            raise AccessDenied(say("woocommerce.refused", shop=shop))
        raise AccessDenied(say("woocommerce.closed", shop=shop))


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=WooCommerce.about.title, what=what))


def _is_review(review: object) -> bool:
    return isinstance(review, dict) and bool(whole(review.get("id"))) and "review" in review


def _has_more(payload: Payload, page: int, items: int) -> bool:
    """Whether the shop says so; where it does not, only a full page has another after it.

    Some shops give fewer than the hundred asked for, and call that page full.
    """
    pages = whole(payload.headers.get("x-wp-totalpages"))
    return items > 0 and (items >= PER_PAGE if pages is None else page < pages)


def _totals(payload: Payload) -> ListingTotals | None:
    count = whole(payload.headers.get("x-wp-total"))
    return None if count is None else ListingTotals(count=count)


def _shown(review: dict[str, Any]) -> bool:
    """Whether customers can see it: with keys a shop may also tell what waits, or is spam."""
    return bool(review.get("status", "approved") == "approved")


def _mention(review: dict[str, Any], shop: str) -> Mention:
    """One review. Its number is its own within its shop only; http or https is the same shop."""
    at, number = _time(review.get("date_created_gmt")), whole(review["id"])
    return Mention(
        id=f"{shop.partition('://')[2]}:{number}",
        kind="review",
        url=_address(review, shop, number),
        text=text_of(review["review"]),
        author=_author(review.get("reviewer")),
        published_at=at,
        precision="second" if at else "none",
        subject=shop,
        item=one_line(text_of(review.get("product_name"))) or None,
        rating=_rating(review.get("rating")),
    )


def _address(review: dict[str, Any], shop: str, number: int | None) -> str:
    """Where the review stands on the page of its product, which v3 names by its number alone."""
    product = review.get("product_permalink")
    page = web_address(product.partition("#")[0]) if isinstance(product, str) else ""
    if not page and (product_id := whole(review.get("product_id"))):
        page = f"{shop}/?p={product_id}"
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
