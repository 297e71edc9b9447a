"""Synthetic demo content as Reddit's OAuth API lists it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from listener.demo.content import LABEL, DemoItem
from listener.testing import Answer
from listener.text import fold

MOST, PER_PAGE = 1000, 100
# As ids of seven signs that begin with z, which the real site has not reached.
FIRST_ID = 35 * 36**6

_SPANS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 31, "year": 366}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def token() -> Answer:
    """What Reddit gives for an app's id and secret."""
    granted = {"access_token": "demo", "token_type": "bearer", "expires_in": 86400, "scope": "*"}
    return Answer(body=msgspec.json.encode(granted))


def listing(
    said: Sequence[DemoItem],
    places: str,
    kind: str,
    query: Mapping[str, str],
    *,
    headers: Mapping[str, str],
    now: datetime,
) -> Answer:
    """New posts (`new`), new comments (`comments`) or posts that hold a phrase (`search`)."""
    if not headers.get("authorization", "").lower().startswith("bearer "):
        return Answer(status=401, body=b'{"message": "Unauthorized", "error": 401}')
    wanted = places.lower().split("+")
    found = [item for item in said if "all" in wanted or item.place.lower() in wanted]
    found = [item for item in found if bool(item.title) == (kind != "comments")]
    if kind == "search":
        found = [item for item in found if _is_found(item, query, now)]
    return _page(found[:MOST], query)


def _is_found(item: DemoItem, query: Mapping[str, str], now: datetime) -> bool:
    days = _SPANS.get(query.get("t", "all"))
    if days is not None and item.at < now - timedelta(days=days):
        return False
    phrases = re.findall(r'"([^"]*)"|(\S+)', fold(query.get("q", "")))
    return all((quoted or word) in fold(item.body) for quoted, word in phrases)


def _page(found: Sequence[DemoItem], query: Mapping[str, str]) -> Answer:
    names = [_name(item) for item in found]
    after = query.get("after", "")
    start = names.index(after) + 1 if after in names else 0
    end = start + min(int(query.get("limit") or 25), PER_PAGE)
    children = [{"kind": _name(item)[:2], "data": _data(item)} for item in found[start:end]]
    data = {
        "after": names[end - 1] if end < len(names) else None,
        "before": None,
        "dist": len(children),
        "modhash": "",
        "geo_filter": "",
        "children": children,
    }
    # Such that the client library sees no reason to wait between two questions.
    limits = {"x-ratelimit-remaining": "995.0", "x-ratelimit-used": "5"}
    return Answer(
        body=msgspec.json.encode({"kind": "Listing", "data": data}),
        headers=limits | {"x-ratelimit-reset": "300"},
    )


def _data(item: DemoItem) -> dict[str, Any]:
    seconds, own = item.at.timestamp(), _base36(FIRST_ID + item.number)
    thread = _base36(FIRST_ID + (item.thread or item.number))
    data: dict[str, Any] = {
        "author": item.author,
        "author_flair_text": LABEL,
        "author_fullname": f"t2_{_base36(sum(map(ord, item.author)))}",
        "created": seconds,
        "created_utc": seconds,
        "edited": False,
        "id": own,
        "name": _name(item),
        "score": item.number % 40 + 1,
        "subreddit": item.place,
        "subreddit_name_prefixed": f"r/{item.place}",
        "ups": item.number % 40 + 1,
    }
    where = f"/r/{item.place}/comments"
    if item.title:
        post = {"title": item.title, "selftext": item.text, "num_comments": item.number % 9}
        place = {"permalink": f"{where}/{own}/demo/", "url": f"https://www.reddit.com{where}/{own}"}
        return data | post | place | {"link_flair_text": LABEL, "is_self": True}
    parent = {"link_id": f"t3_{thread}", "parent_id": f"t3_{thread}"}
    return data | parent | {"body": item.text, "permalink": f"{where}/{thread}/demo/{own}/"}


def _name(item: DemoItem) -> str:
    return f"{'t3' if item.title else 't1'}_{_base36(FIRST_ID + item.number)}"


def _base36(number: int) -> str:
    signs = ""
    while number:
        number, rest = divmod(number, 36)
        signs = _DIGITS[rest] + signs
    return signs or "0"
