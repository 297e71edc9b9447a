"""Google's Business Profile interface as it would show made-up reviews: last edited first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from listener.model import Payload, Request
from tests.life.reviews import Review, Shows

STARS = ("ONE", "TWO", "THREE", "FOUR", "FIVE")


class GoogleBusinessSite:
    """Fifty reviews a page with a token for the next, and the counts on every page.

    There are no titles. Whether an answer moves a review in the order is not known; here it
    does not, which is the harder case. An empty location answers with nothing in it.
    """

    source = "googlebusiness"
    listing = "accounts/1234567890/locations/9876543210"
    shows: frozenset[Shows] = frozenset(
        {"star_only", "created", "edited_at", "answer", "answer_time", "unchanged_id", "end"}
    )
    options: ClassVar[dict[str, str]] = {}

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """The fifty that follow the token."""
        parts = urlsplit(request.url)
        assert parts.path == f"/v4/{self.listing}/reviews", parts.path
        asked = parse_qs(parts.query)
        assert asked["orderBy"] == ["updateTime desc"]
        start, size = int(asked.get("pageToken", ["0"])[0]), min(int(asked["pageSize"][0]), 50)
        written = sorted(reviews, key=lambda r: r.touched, reverse=True)
        shown = written[start : start + size]
        told: dict[str, Any] = {}
        if written:
            told["reviews"] = [_object(review) for review in shown]
            told["averageRating"] = sum(r.stars for r in written) / len(written)
            told["totalReviewCount"] = len(written)
        if start + size < len(written):
            told["nextPageToken"] = str(start + size)
        body = json.dumps(told).encode()
        return Payload(body=body, content_type="application/json", url=request.url)

    def id_of(self, review: Review) -> str:
        """The whole name of the review."""
        return f"{self.listing}/reviews/AbSintetica{review.id}"


def _object(review: Review) -> dict[str, Any]:
    name = SITE.id_of(review)
    told: dict[str, Any] = {
        "name": name,
        "reviewId": name.rpartition("/")[2],
        "reviewer": {"displayName": review.author},
        "starRating": STARS[review.stars - 1],
        "createTime": _stamp(review.created),
        "updateTime": _stamp(review.touched),
    }
    said = "\n".join(part for part in (review.title, review.text) if part)
    if said:
        told["comment"] = said
    if review.answer:
        told["reviewReply"] = {"comment": review.answer, "reviewReplyState": "APPROVED"}
        if review.answered:
            told["reviewReply"]["updateTime"] = _stamp(review.answered)
    return told


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


SITE = GoogleBusinessSite()
