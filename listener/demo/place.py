"""Synthetic demo content as Google's Business Profile interface gives it to a place's owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

import msgspec
from msgspec import Struct

from listener.demo.content import LABEL
from listener.testing import Answer

LOCATION = "accounts/1000000000/locations/2000000000"
# Made up, like everything here: with it the demo signs in to its own server and to nothing else.
PERMISSION = "made-up-refresh-token-of-the-demo"
TOKEN_PATH = "/token"  # noqa: S105 - an address
REVIEWS_PATH = f"/v4/{LOCATION}/reviews"
PER_PAGE = 50
_PASS = "made-up-token-of-the-demo"  # noqa: S105 - opens nothing
_STARS = ("ONE", "TWO", "THREE", "FOUR", "FIVE")


class PlaceReview(Struct, frozen=True, kw_only=True):
    """One review with what comes of it; each time is its own, and may not have come yet."""

    number: int
    at: datetime
    stars: int
    author: str
    text: str
    answer: str = ""
    answered_at: datetime | None = None
    new_stars: int = 0
    new_text: str = ""
    edited_at: datetime | None = None


def reviews(until: datetime) -> list[PlaceReview]:
    """The reviews of the place, whose times are counted back from `until`."""
    found: list[PlaceReview] = []
    lines = (files("listener.demo") / "place.txt").read_text(encoding="utf-8")
    for line in lines.splitlines():
        if not line or line.startswith("#"):
            continue
        mark = line[0] if line[0] in ">~" else ""
        hours, *parts = (part.strip() for part in line.removeprefix(mark).split("|"))
        at = (until - timedelta(hours=float(hours))).replace(microsecond=0)
        if mark == ">":
            found[-1] = msgspec.structs.replace(found[-1], answer=parts[0], answered_at=at)
        elif mark == "~":
            edit = {"new_stars": int(parts[0]), "new_text": parts[1], "edited_at": at}
            found[-1] = msgspec.structs.replace(found[-1], **edit)
        else:
            stars, author, text = parts
            number = len(found) + 1
            found.append(
                PlaceReview(number=number, at=at, stars=int(stars), author=author, text=text)
            )
    return found


def answer(
    every: list[PlaceReview],
    query: Mapping[str, str],
    headers: Mapping[str, str],
    body: bytes,
    *,
    now: datetime,
) -> Answer:
    """The sign-in, where a permission is sent; else a page for who has signed in."""
    return _token(body) if body else _page(every, query, headers, now)


def _token(body: bytes) -> Answer:
    if parse_qs(body.decode()).get("refresh_token") != [PERMISSION]:
        return Answer(status=400, body=b'{"error": "invalid_grant"}')
    return Answer(body=msgspec.json.encode({"access_token": _PASS, "expires_in": 3600}))


def _page(
    every: list[PlaceReview], query: Mapping[str, str], headers: Mapping[str, str], now: datetime
) -> Answer:
    """One page of what stands there now, what was written or edited last first."""
    if headers.get("authorization") != f"Bearer {_PASS}":
        return Answer(status=401, body=b'{"error": {"code": 401}}')
    shown = sorted(_standing(every, now), key=lambda each: str(each["updateTime"]), reverse=True)
    start = int(query.get("pageToken") or 0)
    end = start + min(int(query.get("pageSize") or PER_PAGE), PER_PAGE)
    stars = [1 + _STARS.index(each["starRating"]) for each in shown]
    told: dict[str, Any] = {"reviews": shown[start:end], "totalReviewCount": len(shown)}
    if stars:
        told["averageRating"] = round(sum(stars) / len(stars), 1)
    if end < len(shown):
        told["nextPageToken"] = str(end)
    return Answer(body=msgspec.json.encode(told))


def _standing(every: list[PlaceReview], now: datetime) -> Iterator[dict[str, Any]]:
    for review in every:
        if review.at <= now:
            yield _object(review, now)


def _object(review: PlaceReview, now: datetime) -> dict[str, Any]:
    edited = review.edited_at is not None and review.edited_at <= now
    updated = review.edited_at if edited and review.edited_at else review.at
    told: dict[str, Any] = {
        "name": f"{LOCATION}/reviews/{LABEL.replace(' ', '-')}-{review.number}",
        "reviewer": _reviewer(review),
        "starRating": _STARS[(review.new_stars if edited else review.stars) - 1],
        "createTime": _time(review.at),
        "updateTime": _time(updated),
    }
    if text := review.new_text if edited else review.text:
        told["comment"] = text
    if review.answered_at is not None and review.answered_at <= now:
        told["reviewReply"] = {"comment": review.answer, "updateTime": _time(review.answered_at)}
    return told


def _reviewer(review: PlaceReview) -> dict[str, Any]:
    if not review.author:
        return {"displayName": "A Google user", "isAnonymous": True}
    return {"displayName": review.author}


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
