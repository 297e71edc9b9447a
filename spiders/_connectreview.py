"""A review, an answer and the totals as App Store Connect writes them, which is JSON:API."""

from __future__ import annotations

import re
from typing import Any

from listener.model import Author, ListingTotals, Mention, Payload, Rating, Reply, ReplyState

from ._answers import whole
from ._customerreviews import time_of_label
from ._territories import country_of

PLENTY = 1_000

_REMAINING = re.compile(r"user-hour-rem:\s*(\d+)")
_STATES: dict[str, ReplyState] = {"PUBLISHED": "published", "PENDING_PUBLISH": "pending"}


def is_review(review: object) -> bool:
    """Whether it has what every review has: an id and stars."""
    if not isinstance(review, dict) or not isinstance(review.get("id"), str) or not review["id"]:
        return False
    attributes = review.get("attributes")
    return isinstance(attributes, dict) and whole(attributes.get("rating")) is not None


def review_of(review: dict[str, Any], app: str, responses: dict[str, Reply]) -> Mention:
    """One review with its answer, if there is one."""
    said = review["attributes"]
    at, country = time_of_label(_words(said.get("createdDate"))), country_of(said.get("territory"))
    name, stars = _words(said.get("reviewerNickname")), whole(said["rating"]) or 0
    answer = responses.get(_response_id(review))
    store = f"{country}/app" if country else "app"
    return Mention(
        id=review["id"],
        kind="review",
        url=f"https://apps.apple.com/{store}/id{app}?see-all=reviews",
        title=_words(said.get("title")),
        text=_words(said.get("body")),
        author=Author(name=name) if name else None,
        published_at=at,
        precision="second" if at else "none",
        country=country,
        subject=app,
        rating=Rating(float(stars), 1.0, 5.0) if 1 <= stars <= 5 else None,
        replies=(answer,) if answer else (),
    )


def _response_id(review: dict[str, Any]) -> str:
    """The id of the answer that belongs to a review; JSON:API puts the answer itself elsewhere."""
    found: Any = review
    for name in ("relationships", "response", "data", "id"):
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""


def responses_in(included: object) -> dict[str, Reply]:
    """The answers beside the reviews, by their id."""
    things = included if isinstance(included, list) else []
    found = {
        str(each.get("id")): response_of(each)
        for each in things
        if isinstance(each, dict) and each.get("type") == "customerReviewResponses"
    }
    return {name: reply for name, reply in found.items() if reply is not None}


def response_of(data: object) -> Reply | None:
    """The developer's answer; its only time moves when it is edited."""
    said = data.get("attributes") if isinstance(data, dict) else None
    text = _words(said.get("responseBody")) if isinstance(said, dict) else ""
    if not text or not isinstance(said, dict):
        return None
    at = time_of_label(_words(said.get("lastModifiedDate")))
    state = _STATES.get(_words(said.get("state")), "published")
    return Reply(text=text, at=at, time_kind="modified" if at else "none", state=state)


def totals_of(answer: dict[str, Any]) -> ListingTotals | None:
    """How many reviews with words Apple counts."""
    found: Any = answer
    for name in ("meta", "paging", "total"):
        found = found.get(name) if isinstance(found, dict) else None
    count = whole(found)
    return None if count is None or count < 0 else ListingTotals(count=count)


def remaining(payload: Payload) -> int:
    """How many requests this key may make within the hour; enough where Apple does not tell."""
    found = _REMAINING.search(payload.headers.get("x-rate-limit", ""))
    return int(found[1][:9]) if found else PLENTY


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
