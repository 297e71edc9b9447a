"""Reviews of an item sold on Mercado Libre, through its API."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from msgspec.structs import replace

from listener.errors import AccessDenied, SourceUnavailable, UnexpectedAnswer
from listener.i18n import say
from listener.model import (
    Bookmark,
    Engagement,
    ListingTotals,
    Mention,
    Page,
    Payload,
    Rating,
    Request,
    Watch,
)
from listener.source import About, Credential, Option, Pace, Secret, Source, base_url, required
from listener.text import one_line

from ._answers import first_of_each, json_of, whole
from ._counts import count_of, histogram_of, totals_of
from ._token import moment, token_of

PER_PAGE = 100
CLIENT_ID = "LISTENER_MERCADOLIBRE_CLIENT_ID"
CLIENT_SECRET = "LISTENER_MERCADOLIBRE_CLIENT_SECRET"  # noqa: S105 - a name, no password

# https://api.mercadolibre.com/sites: the country of each, and where its items are shown.
_SITES = {
    "MLA": ("ar", "articulo.mercadolibre.com.ar"),
    "MLB": ("br", "produto.mercadolivre.com.br"),
    "MLC": ("cl", "articulo.mercadolibre.cl"),
    "MLM": ("mx", "articulo.mercadolibre.com.mx"),
    "MLU": ("uy", "articulo.mercadolibre.com.uy"),
    "MLV": ("ve", "articulo.mercadolibre.com.ve"),
    "MBO": ("bo", "articulo.mercadolibre.com.bo"),
    "MCO": ("co", "articulo.mercadolibre.com.co"),
    "MCR": ("cr", "articulo.mercadolibre.co.cr"),
    "MEC": ("ec", "articulo.mercadolibre.com.ec"),
    "MGT": ("gt", "articulo.mercadolibre.com.gt"),
    "MHN": ("hn", "articulo.mercadolibre.com.hn"),
    "MNI": ("ni", "articulo.mercadolibre.com.ni"),
    "MPA": ("pa", "articulo.mercadolibre.com.pa"),
    "MPE": ("pe", "articulo.mercadolibre.com.pe"),
    "MPY": ("py", "articulo.mercadolibre.com.py"),
    "MRD": ("do", "articulo.mercadolibre.com.do"),
    "MSV": ("sv", "articulo.mercadolibre.com.sv"),
}
_ID = re.compile(rf"({'|'.join(_SITES)})-?0*([1-9][0-9]{{4,14}})", re.IGNORECASE)
_LINK = re.compile(
    r"(?:https?://)?[a-z.]*\bmercadoli[bv]re\.[a-z.]{2,6}/(?:[^?#\s]*/)?(?:p/)?"
    rf"({_ID.pattern})(?![0-9])\S*",
    re.IGNORECASE,
)
# Items have nine digits and more since 2010; products of the catalogue have eight.
_LONGEST_PRODUCT = 8
_SHORT = 8
_LEVELS = ("one_star", "two_star", "three_star", "four_star", "five_star")


class MercadoLibre(Source):
    """All reviews that the API lets anyone reach of one item, all of them each time."""

    host = "https://api.mercadolibre.com"
    about = About(
        name="mercadolibre",
        title="Mercado Libre",
        homepage="https://www.mercadolibre.com",
        docs="https://developers.mercadolibre.com.ar/es_ar/opiniones-de-productos",
        access="official-api",
        gives="reviews",
        watches="listing",
        example="https://articulo.mercadolibre.com.ar/MLA-1234567890-taza-de-ejemplo-_JM",
        sees={
            "es": "Las reseñas de un producto con sus estrellas, también las de publicaciones "
            "hermanas del catálogo; y, completo en cada vuelta, cuántas personas dieron cada "
            "número de estrellas.",
            "en": "The reviews of a product with their stars, also those of sibling listings of "
            "the catalogue; and, complete on every walk, how many people gave each number of "
            "stars.",
        },
        misses={
            "es": "Quién escribe, cuándo se editó y buena parte de las reseñas sin texto: "
            "Mercado Libre las cuenta pero no las enseña todas. El vendedor no puede responder. "
            "De una publicación pausada no se ve nada.",
            "en": "Who wrote it, when it was edited, and many of the reviews without words: "
            "Mercado Libre counts them but does not show them all. Sellers cannot answer. Of a "
            "paused item nothing is seen.",
        },
        secrets=(
            Secret(
                CLIENT_ID,
                {
                    "es": "El identificador (App ID) de tu aplicación en Mercado Libre.",
                    "en": "The id (App ID) of your application at Mercado Libre.",
                },
                "https://developers.mercadolibre.com.ar/devcenter",
            ),
            Secret(
                CLIENT_SECRET,
                {
                    "es": "La clave secreta (Secret Key) de esa misma aplicación de Mercado Libre.",
                    "en": "The secret key of the same application at Mercado Libre.",
                },
                "https://developers.mercadolibre.com.ar/devcenter",
            ),
        ),
        options=(
            Option(
                "catalog_product_id",
                {
                    "es": "El producto del catálogo al que pertenece la publicación, por ejemplo "
                    "MLA12345678: trae también las reseñas del producto.",
                    "en": "The product of the catalogue that the item belongs to, for example "
                    "MLA12345678: brings the reviews of the product too.",
                },
            ),
        ),
        pace=Pace(delay=1.0, concurrency=1),
        pages=200,
        # The reviews come in no documented order, so every walk is a whole one.
        overlap=timedelta(0),
        rereads=timedelta(0),
        every=timedelta(hours=1),
        match=False,
        reads=(200, 401, 403, 404),
    )

    def normal_listing(self, listing: str) -> str:
        """The id of the item or product, from itself or from a link to it."""
        return _id_in(listing)

    def check_option(self, listing: str, name: str, value: str) -> None:
        """The only one, `catalog_product_id`, is an id or a link as the listing is."""
        _product_in(value)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The first hundred reviews, in whatever order they come."""
        product = _product_in(watch.options.get("catalog_product_id", ""))
        item = self.normal_listing(watch.listing)
        return self._ask({"item": item, "product": product, "seen": "", "total": "0"}, 0)

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews of one answer and, in every answer, what is counted in all."""
        if payload.status in (401, 403):
            raise AccessDenied(say("mercadolibre.refused"))
        if payload.status == 404:
            raise SourceUnavailable(say("mercadolibre.paused", item=request.cursor["item"]))
        answer = json_of(payload, self.about.title)
        reviews = answer.get("reviews") if isinstance(answer, dict) else None
        paging = answer.get("paging") if isinstance(answer, dict) else None
        if not isinstance(reviews, list) or not isinstance(paging, dict):
            raise _changed("reviews" if isinstance(paging, dict) else "paging")
        good = [each for each in reviews if _is_review(each)]
        if reviews and not good:
            raise _changed("rate")
        shown = (each for each in good if each.get("status", "published") == "published")
        item = request.cursor["item"]
        mentions = first_of_each(_mention(review, item) for review in shown)
        page = Page(mentions=mentions, totals=_totals(answer, paging), in_order=False)
        return self._go_on(request.cursor, paging, good, page)

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Request:
        """In the name of the application: nobody's account, and no refresh token to lose."""
        client, secret = required(secrets, CLIENT_ID, CLIENT_SECRET)
        form = {"grant_type": "client_credentials"}
        form |= {"client_id": client.strip(), "client_secret": secret.strip()}
        base = base_url("mercadolibre_token", base_url("mercadolibre", self.host))
        return Request(
            url=f"{base}/oauth/token",
            method="POST",
            headers={
                "Accept": "application/json",
                "Content-Type": "application/x-www-form-urlencoded",
            },
            body=urlencode(form).encode(),
        )

    def signed_in(self, payload: Payload, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The token, good for six hours."""
        refused = say("mercadolibre.wrong_app")
        token, until = token_of(payload, now, source=self.about.title, refused=refused)
        return Credential(headers={"Authorization": f"Bearer {token}"}, until=until)

    def _ask(self, walk: dict[str, str], offset: int) -> Request:
        asked: dict[str, str | int] = {"limit": PER_PAGE, "offset": offset}
        if walk["product"]:
            asked["catalog_product_id"] = walk["product"]
        base = base_url("mercadolibre", self.host)
        return Request(
            url=f"{base}/reviews/item/{walk['item']}?{urlencode(asked)}",
            cursor={**walk, "offset": str(offset)},
        )

    def _go_on(
        self, asked: dict[str, str], paging: dict[str, Any], came: list[dict[str, Any]], page: Page
    ) -> Page:
        """The page with what to ask next, up to as many as can be reached.

        The answer says how long its pages are: where a limit is not granted, ours would leap.
        Fewer reviews than the first answer counted prove none of the others gone; one that came
        twice, because the order has changed meanwhile, stands in for another.
        """
        total = count_of(paging.get("total")) or 0
        reachable = count_of(paging.get("total_pageable", total)) or 0
        step = min(count_of(paging.get("limit")) or PER_PAGE, PER_PAGE)
        following, seen = int(asked["offset"]) + step, _seen(asked["seen"], came)
        counted = int(asked["total"]) or total
        if came and following < reachable:
            walk = {**asked, "seen": "".join(sorted(seen)), "total": str(counted)}
            return replace(page, next=self._ask(walk, following))
        return replace(page, stopped_because="source_cap" if len(seen) < counted else None)


def _id_in(text: str) -> str:
    """The id without its dash, in upper case; raises ValueError where there is none."""
    found = _ID.fullmatch(text.strip())
    link = _LINK.fullmatch(text.strip())
    if found is None and link is not None:
        found = _ID.fullmatch(link[1])
    if found is None:
        raise ValueError(say("mercadolibre.bad_item"))
    return f"{found[1].upper()}{found[2]}"


def _product_in(text: str) -> str:
    try:
        return _id_in(text) if text.strip() else ""
    except ValueError as error:
        raise ValueError(say("mercadolibre.bad_product", value=one_line(text, 60))) from error


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=MercadoLibre.about.title, what=what))


def _is_review(review: object) -> bool:
    return isinstance(review, dict) and bool(whole(review.get("id"))) and "rate" in review


def _seen(earlier: str, came: list[dict[str, Any]]) -> set[str]:
    """The last eight digits of the numbers of all reviews of the walk, this answer's included."""
    before = {earlier[at : at + _SHORT] for at in range(0, len(earlier), _SHORT)}
    return before | {str(whole(each["id"]))[-_SHORT:].zfill(_SHORT) for each in came}


def _totals(answer: dict[str, Any], paging: dict[str, Any]) -> ListingTotals | None:
    """What Mercado Libre counts: complete, also where the texts cannot all be reached."""
    levels = answer.get("rating_levels")
    histogram = histogram_of(levels, _LEVELS) if isinstance(levels, dict) else None
    totals = totals_of(paging.get("total"), answer.get("rating_average"), histogram)
    # A paused item counts none: that is no news of the item.
    return totals if totals.count else None


def _mention(review: dict[str, Any], asked: str) -> Mention:
    """One review. Its language is not told: buyers of other countries are shown too."""
    at, about = moment(review.get("date_created")), _about(review.get("reviewable_object"))
    site = (about or asked)[:3]
    return Mention(
        id=str(whole(review["id"])),
        kind="review",
        url=_address(asked),
        title=_words(review.get("title")),
        text=_words(review.get("content")),
        published_at=at,
        precision="second" if at else "none",
        country=_SITES[site][0],
        subject=asked,
        item=about if about != asked else None,
        rating=_rating(review.get("rate")),
        engagement=Engagement(likes=whole(review.get("likes"))),
    )


def _about(reviewable: object) -> str | None:
    """Which of the sibling listings the buyer wrote about: often not the one asked."""
    name = reviewable.get("id") if isinstance(reviewable, dict) else None
    found = _ID.fullmatch(name) if isinstance(name, str) else None
    return f"{found[1].upper()}{found[2]}" if found else None


def _address(item: str) -> str:
    """Where people see the item; a review has no address of its own."""
    site, number = item[:3], item[3:]
    host = _SITES[site][1]
    if len(number) <= _LONGEST_PRODUCT:
        return f"https://www.{host.partition('.')[2]}/p/{item}"
    return f"https://{host}/{site}-{number}"


def _rating(rate: object) -> Rating | None:
    stars = whole(rate)
    return Rating(float(stars), 1.0, 5.0) if stars is not None and 1 <= stars <= 5 else None


def _words(text: object) -> str:
    return text.strip() if isinstance(text, str) else ""


SOURCE = MercadoLibre()
