"""The page of a product as it would show made-up reviews, marked in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from listener.model import Payload, Request, Watch
from listener.source import Source, load_source
from tests.life.reviews import Review, Shows

SIZE = 20


class ReviewPagesSite:
    """Twenty reviews a page, the next one linked, days without hours, no number of a review.

    Its reviews have no ids: one that is edited is another. The page counts them all.
    """

    source = "reviewpages"
    listing = "https://tienda.example.com/cafetera"
    shows: frozenset[Shows] = frozenset({"star_only", "created", "end"})
    options: ClassVar[dict[str, str]] = {}

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """The page of that number; past its end it is a page without reviews."""
        number = int(parse_qs(urlsplit(request.url).query).get("page", ["1"])[0])
        written = sorted(reviews, key=lambda review: review.created, reverse=True)
        shown = written[(number - 1) * SIZE : number * SIZE]
        has_more = number * SIZE < len(written)
        following = f'<link rel="next" href="{self.listing}?page={number + 1}">' if has_more else ""
        data = json.dumps(_product(shown, written))
        html = (
            f'<html lang="es"><head><title>Cafetera Luna 3</title>{following}'
            f'<script type="application/ld+json">{data}</script></head>'
            "<body><h1>Cafetera Luna 3</h1></body></html>"
        )
        headers = {"date": f"{now:%a, %d %b %Y %H:%M:%S} GMT"}
        return Payload(
            body=html.encode(),
            content_type="text/html; charset=utf-8",
            url=request.url,
            headers=headers,
        )

    def id_of(self, review: Review) -> str:
        """The source makes it from author, day and words: it is asked what it makes of these."""
        source = load_source(self.source)
        assert isinstance(source, Source)
        watch = Watch(brand="acme", source=self.source, listing=self.listing)
        asked = source.first(watch, None)
        [mention] = source.read(asked, self.answer(asked, [review], datetime.now(UTC))).mentions
        return mention.id


def _product(shown: Sequence[Review], written: Sequence[Review]) -> dict[str, Any]:
    stars = [review.stars for review in written]
    return {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Cafetera Luna 3",
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": round(sum(stars) / max(1, len(stars)), 2),
            "reviewCount": len(stars),
        },
        "review": [_marked(review) for review in shown],
    }


def _marked(review: Review) -> dict[str, Any]:
    told = {
        "@type": "Review",
        "name": review.title,
        "reviewBody": review.text,
        "author": {"@type": "Person", "name": review.author},
        "datePublished": f"{review.created:%Y-%m-%d}",
        "reviewRating": {"@type": "Rating", "ratingValue": review.stars, "bestRating": 5},
    }
    return {name: value for name, value in told.items() if value}


SITE = ReviewPagesSite()
