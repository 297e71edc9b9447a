"""The Chrome Web Store's interface as it would show made-up reviews: newest first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from listener.model import Payload, Request
from tests.life.reviews import Review, Shows

ITEM = "publishers/12345678-90ab-cdef-1234-567890abcdef/items/abcdefghijklmnopabcdefghijklmnop"
COUNTS = ("one", "two", "three", "four", "five")


class ChromeWebStoreSite:
    """The counts, then two hundred reviews a page. No answers, no titles, no time of an edit."""

    source = "chromewebstore"
    listing = ITEM
    shows: frozenset[Shows] = frozenset({"star_only", "created", "unchanged_id", "end"})
    options: ClassVar[dict[str, str]] = {}

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """The counts of the extension, or the two hundred that follow the token."""
        parts = urlsplit(request.url)
        if parts.path == f"/v2/{ITEM}/ratingSummary":
            return _json(request, _summary(reviews))
        assert parts.path == f"/v2/{ITEM}:fetchReviews", parts.path
        asked = parse_qs(parts.query)
        assert asked["orderBy"] == ["create_time desc"]
        start, size = int(asked.get("pageToken", ["0"])[0]), min(int(asked["pageSize"][0]), 200)
        written = sorted(reviews, key=lambda r: r.created, reverse=True)
        told: dict[str, Any] = {}
        if written[start : start + size]:
            told["reviews"] = [_object(review) for review in written[start : start + size]]
        if start + size < len(written):
            told["nextPageToken"] = str(start + size)
        return _json(request, told)

    def id_of(self, review: Review) -> str:
        """The name of the review."""
        return f"reviews/sintetica-{review.id}"


def _summary(reviews: Sequence[Review]) -> dict[str, Any]:
    """Zeros are left out, and whole numbers are texts, as Google writes them."""
    told: dict[str, Any] = {"name": f"{ITEM}/ratingSummary"}
    if reviews:
        told["rating"] = sum(r.stars for r in reviews) / len(reviews)
        told["ratingCount"] = told["nonEmptyReviewCount"] = str(len(reviews))
    for stars, name in enumerate(COUNTS, start=1):
        if count := sum(review.stars == stars for review in reviews):
            told[f"{name}StarRatingCount"] = str(count)
    return told


def _object(review: Review) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": SITE.id_of(review),
        "item": ITEM,
        "rating": review.stars,
        "createTime": review.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "authorInfo": {"displayName": review.author},
    }
    said = "\n".join(part for part in (review.title, review.text) if part)
    return told | ({"comment": said} if said else {})


def _json(request: Request, told: dict[str, Any]) -> Payload:
    body = json.dumps(told).encode()
    return Payload(body=body, content_type="application/json", url=request.url)


SITE = ChromeWebStoreSite()
