"""A WooCommerce shop as it would show made-up reviews of its products: newest first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from listener.model import Payload, Request
from tests.life.reviews import Review, Shows

CAP = 50
"""This shop gives fewer than the hundred that are asked for, as some do."""


class WooCommerceSite:
    """Pages by number, their count in the headers; no time of an edit, no answers, no titles.

    A review without words cannot be sent.
    """

    source = "woocommerce"
    listing = "https://tienda.example.com"
    shows: frozenset[Shows] = frozenset({"created", "unchanged_id", "end"})
    options: ClassVar[dict[str, str]] = {}

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """One page of the list; past its end it is empty."""
        asked = {name: int(each[0]) for name, each in _query(request).items() if each[0].isdigit()}
        size = min(CAP, asked["per_page"])
        written = sorted((r for r in reviews if r.text), key=lambda r: r.created, reverse=True)
        start = (asked["page"] - 1) * size
        shown = [_object(review) for review in written[start : start + size]]
        pages = -(-len(written) // size)
        headers = {"x-wp-total": str(len(written)), "x-wp-totalpages": str(pages)}
        return Payload(
            body=json.dumps(shown).encode(),
            content_type="application/json; charset=UTF-8",
            url=request.url,
            headers=headers,
        )

    def id_of(self, review: Review) -> str:
        """The number of the comment, which counts within its shop."""
        return f"tienda.example.com:{review.id}"


def _query(request: Request) -> dict[str, list[str]]:
    return parse_qs(urlsplit(request.url).query)


def _object(review: Review) -> dict[str, Any]:
    said = "\n".join(part for part in (review.title, review.text) if part)
    return {
        "id": review.id,
        "date_created": f"{review.created:%Y-%m-%dT%H:%M:%S}",
        "date_created_gmt": f"{review.created:%Y-%m-%dT%H:%M:%S}",
        "product_id": 71,
        "product_name": "Taza Luna",
        "product_permalink": "https://tienda.example.com/producto/taza-luna/",
        "reviewer": review.author,
        "review": f"<p>{escape(said)}</p>\n",
        "rating": review.stars,
        "verified": True,
    }


SITE = WooCommerceSite()
