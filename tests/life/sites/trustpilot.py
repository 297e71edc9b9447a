"""Trustpilot's API as it is documented, for made-up reviews of a made-up business."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from listener.model import Payload, Request
from tests.life.reviews import Review, Shows

UNIT = "5f1c0ffee0000000000000aa"
NAMES = ("oneStar", "twoStars", "threeStars", "fourStars", "fiveStars")


class TrustpilotSite:
    """A hundred reviews a page at most, by creation, and an empty page after the last.

    A review without words cannot be sent.
    """

    source = "trustpilot"
    listing = "cafeluna.example"
    options: ClassVar[dict[str, str]] = {}
    shows: frozenset[Shows] = frozenset(
        {"created", "edited_at", "answer", "answer_time", "unchanged_id", "end"}
    )

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """The token, the unit with what it counts, or a page of reviews."""
        parts, written = urlsplit(request.url), [each for each in reviews if each.text]
        if parts.path.endswith("/accesstoken"):
            return _json(request, {"access_token": "sintetico", "expires_in": "359999"})
        if not parts.path.endswith("/reviews"):
            return _json(request, self._unit(written))
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        size, page = int(asked.get("perPage", 20)), int(asked.get("page", 1))
        assert 1 <= size <= 100
        assert asked["orderBy"] == "createdat.desc"
        newest_first = sorted(written, key=lambda each: each.created, reverse=True)
        shown = newest_first[(page - 1) * size : page * size]
        return _json(request, {"links": [], "reviews": [self._review(each) for each in shown]})

    def id_of(self, review: Review) -> str:
        """The ids are 24 signs long."""
        return f"{review.id:024x}"

    def _unit(self, reviews: Sequence[Review]) -> dict[str, Any]:
        stars = [each.stars for each in reviews]
        counts = {name: stars.count(number) for number, name in enumerate(NAMES, 1)}
        mean = round(sum(stars) / len(stars), 1) if stars else 0
        return {
            "id": UNIT,
            "name": {"identifying": self.listing},
            "numberOfReviews": {"total": len(stars), **counts},
            "score": {"trustScore": mean, "stars": round(mean * 2) / 2},
            "status": "active",
        }

    def _review(self, review: Review) -> dict[str, Any]:
        answer = {"text": review.answer, "createdAt": _time(review.answered), "updatedAt": None}
        return {
            "id": self.id_of(review),
            "consumer": {"id": f"{review.id:024x}", "displayName": review.author},
            "businessUnit": {"id": UNIT, "identifyingName": self.listing},
            "stars": review.stars,
            "title": review.title,
            "text": review.text,
            "language": "es",
            "createdAt": _time(review.created),
            "updatedAt": _time(review.edited),
            "companyReply": answer if review.answer else None,
            "status": "active",
        }


def _time(at: datetime | None) -> str | None:
    return at and at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(request: Request, data: dict[str, Any]) -> Payload:
    return Payload(body=json.dumps(data).encode(), content_type="application/json", url=request.url)


SITE = TrustpilotSite()
