"""Steam's interface for reviews as it would show made-up ones: last written or edited first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from listener.model import Payload, Request
from tests.life.reviews import Review, Shows


class SteamSite:
    """A hundred reviews a page, a cursor that nobody can read, and thumbs instead of stars.

    A review without words cannot be sent on Steam. Its counts stand in the first answer only.
    """

    source = "steam"
    listing = "1234560"
    shows: frozenset[Shows] = frozenset(
        {"created", "edited_at", "answer", "answer_time", "unchanged_id", "end"}
    )
    options: ClassVar[dict[str, str]] = {}

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """The hundred that follow the cursor; past the end there is no list at all."""
        asked = json.loads(parse_qs(urlsplit(request.url).query)["input_json"][0])
        start = 0 if asked["cursor"] == "*" else int(asked["cursor"].removeprefix("AoJ4/"))
        written = sorted((r for r in reviews if r.text), key=lambda r: r.touched, reverse=True)
        shown = written[start : start + asked["num_per_page"]]
        told: dict[str, Any] = {"success": 1, "cursor": f"AoJ4/{start + len(shown)}"}
        if shown:
            told["reviews"] = [_object(review) for review in shown]
        if start == 0:
            up = sum(review.stars > 3 for review in written)
            told["query_summary"] = {
                "num_reviews": len(shown),
                "total_positive": up,
                "total_negative": len(written) - up,
                "total_reviews": len(written),
            }
        body = json.dumps({"response": told}).encode()
        return Payload(body=body, content_type="application/json", url=request.url)

    def id_of(self, review: Review) -> str:
        """Steam's number of the recommendation."""
        return str(200_000_000 + review.id)


def _object(review: Review) -> dict[str, Any]:
    told: dict[str, Any] = {
        "recommendationid": SITE.id_of(review),
        "author": {"steamid": str(76_561_190_000_000_000 + review.id)},
        "language": "spanish",
        "review": "\n".join(part for part in (review.title, review.text) if part),
        "timestamp_created": int(review.created.timestamp()),
        "timestamp_updated": int(review.touched.timestamp()),
        "voted_up": review.stars > 3,
        "votes_up": 0,
        "comment_count": 0,
    }
    if review.answer:
        told["developer_response"] = review.answer
        told["timestamp_dev_responded"] = int(review.answered.timestamp()) if review.answered else 0
    return told


SITE = SteamSite()
