"""Mercado Libre's reviews as they are documented, for made-up reviews of a made-up item."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from listener.model import Payload, Request
from tests.life.reviews import Review, Shows

LEVELS = ("one_star", "two_star", "three_star", "four_star", "five_star")


class MercadoLibreSite:
    """As many a page as are asked for, in an order of its own that time does not tell."""

    source = "mercadolibre"
    listing = "MLA1234567890"
    options: ClassVar[dict[str, str]] = {}
    shows: frozenset[Shows] = frozenset({"star_only", "created", "unchanged_id", "end"})

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """The token, or a page with what is counted in all."""
        parts = urlsplit(request.url)
        if parts.path == "/oauth/token":
            return _json(request, {"access_token": "APP_USR-sintetico", "expires_in": 21600})
        assert parts.path == f"/reviews/item/{self.listing}"
        asked = {name: int(values[0]) for name, values in parse_qs(parts.query).items()}
        size, offset = asked.get("limit", 5), asked.get("offset", 0)
        relevant_first = sorted(reviews, key=lambda each: (not each.text, -each.stars, each.id))
        shown = relevant_first[offset : offset + size]
        return _json(
            request,
            {
                **_counts([each.stars for each in reviews]),
                "paging": {
                    "total": len(reviews),
                    "limit": size,
                    "offset": offset,
                    "total_pageable": len(reviews),
                },
                "reviews": [self._review(each) for each in shown],
            },
        )

    def id_of(self, review: Review) -> str:
        """The ids are whole numbers."""
        return str(900_000 + review.id)

    def _review(self, review: Review) -> dict[str, Any]:
        return {
            "id": int(self.id_of(review)),
            "reviewable_object": {"id": self.listing, "type": "item"},
            "date_created": review.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "status": "published",
            "title": review.title,
            "content": review.text,
            "rate": review.stars,
            "likes": 0,
            "dislikes": 0,
            "reviewer_id": 0,
        }


def _counts(stars: list[int]) -> dict[str, Any]:
    levels = {name: stars.count(number) for number, name in enumerate(LEVELS, 1)}
    mean = round(sum(stars) / len(stars), 1) if stars else 0
    return {"rating_average": mean, "rating_levels": levels}


def _json(request: Request, data: dict[str, Any]) -> Payload:
    return Payload(body=json.dumps(data).encode(), content_type="application/json", url=request.url)


SITE = MercadoLibreSite()
