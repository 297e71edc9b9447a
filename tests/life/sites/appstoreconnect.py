"""App Store Connect as it would show made-up reviews of one's app: newest first, with answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from listener.model import Payload, Request
from tests.life.reviews import Review, Shows

ADDRESS = "https://api.appstoreconnect.apple.com/v1/apps/1234567890/customerReviews"
_CALIFORNIA = timezone(timedelta(hours=-8))


class AppStoreConnectSite:
    """Two hundred reviews a page. An edit changes a review in its place, and no time tells of it.

    Stars without words are not listed. Each answer has the time of its last edit.
    """

    source = "appstoreconnect"
    listing = "1234567890"
    shows: frozenset[Shows] = frozenset({"created", "answer", "answer_time", "unchanged_id", "end"})
    options: ClassVar[dict[str, str]] = {}

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """The page after the cursor, with a link to the next one."""
        asked = parse_qs(urlsplit(request.url).query)
        limit, start = int(asked["limit"][0]), int(asked.get("cursor", ["0"])[0])
        written = sorted((r for r in reviews if r.text), key=lambda r: r.created, reverse=True)
        shown = written[start : start + limit]
        query = f"sort=-createdDate&limit={limit}&include=response"
        links = {"self": f"{ADDRESS}?{query}"}
        if start + limit < len(written):
            links["next"] = f"{ADDRESS}?cursor={start + limit}&{query}"
        told = {
            "data": [_review(review) for review in shown],
            "included": [_response(review) for review in shown if review.answer],
            "links": links,
            "meta": {"paging": {"total": len(written), "limit": limit}},
        }
        body = json.dumps(told).encode()
        return Payload(body=body, content_type="application/json", url=request.url)

    def id_of(self, review: Review) -> str:
        """Apple's id of the review, which is not the feed's number of it."""
        return f"00000046-ea46-3002-cf40-2d5b0000{review.id:04d}"


def _review(review: Review) -> dict[str, Any]:
    answer = {"type": "customerReviewResponses", "id": str(review.id)} if review.answer else None
    return {
        "type": "customerReviews",
        "id": SITE.id_of(review),
        "attributes": {
            "rating": review.stars,
            "title": review.title,
            "body": review.text,
            "reviewerNickname": review.author,
            "createdDate": review.created.astimezone(_CALIFORNIA).isoformat(timespec="seconds"),
            "territory": "ESP",
        },
        "relationships": {"response": {"data": answer}},
    }


def _response(review: Review) -> dict[str, Any]:
    at = review.answered.isoformat(timespec="seconds") if review.answered else None
    return {
        "type": "customerReviewResponses",
        "id": str(review.id),
        "attributes": {
            "responseBody": review.answer,
            "lastModifiedDate": at,
            "state": "PUBLISHED",
        },
    }


SITE = AppStoreConnectSite()
