"""Google's API for developers as it would show made-up reviews: the last seven days, with words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from listener.model import Payload, Request
from tests.life.reviews import Review, Shows

WINDOW = timedelta(days=7)


class PlayConsoleSite:
    """At most a hundred reviews a page and one time, that of the last edit.

    Stars without words and what was not touched for a week are not there; an answer given in the
    Console moves nothing.
    """

    source = "playconsole"
    listing = "com.example.app"
    shows: frozenset[Shows] = frozenset({"answer", "answer_time", "unchanged_id"})
    options: ClassVar[dict[str, str]] = {}

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """The hundred that follow the token; an empty object where there is none."""
        asked = {name: each[0] for name, each in parse_qs(urlsplit(request.url).query).items()}
        start = int(asked.get("token", "t0").removeprefix("t"))
        end = start + min(int(asked["maxResults"]), 100)
        recent = [each for each in reviews if each.text and now - each.touched <= WINDOW]
        recent.sort(key=lambda each: each.touched, reverse=True)
        told: dict[str, Any] = {}
        if shown := recent[start:end]:
            told["reviews"] = [_object(review) for review in shown]
        if end < len(recent):
            told["tokenPagination"] = {"nextPageToken": f"t{end}"}
        body = json.dumps(told).encode()
        return Payload(body=body, content_type="application/json", url=request.url)

    def id_of(self, review: Review) -> str:
        """Google's id."""
        return f"gp:MadeUp{review.id:06}"


def _object(review: Review) -> dict[str, Any]:
    words = {
        "text": f"{review.title}\t{review.text}",
        "lastModified": _timestamp(review.touched),
        "starRating": review.stars,
        "reviewerLanguage": "es",
        "appVersionName": "4.2.0",
    }
    comments: list[dict[str, Any]] = [{"userComment": words}]
    if review.answer and review.answered:
        answer = {"text": review.answer, "lastModified": _timestamp(review.answered)}
        comments.insert(0, {"developerComment": answer})
    return {"reviewId": SITE.id_of(review), "authorName": review.author, "comments": comments}


def _timestamp(at: datetime) -> dict[str, Any]:
    return {"seconds": str(int(at.timestamp())), "nanos": at.microsecond * 1000}


SITE = PlayConsoleSite()
