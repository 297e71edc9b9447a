"""Synthetic demo content as Algolia's search for Hacker News answers it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from listener.demo.content import LABEL, DemoItem
from listener.testing import Answer
from listener.text import fold

CEILING = 1000
FIRST_ID = 900_000_000
"""Far above the ids that the real site has given, so that no link leads to a real person."""

_BOUND = re.compile(r"created_at_i(<=|>=|<|>|=)(-?\d+)")


def search_by_date(said: Sequence[DemoItem], query: Mapping[str, str]) -> Answer:
    """The hits of a question, newest first, at most a thousand of them in all."""
    found = [item for item in said if _is_asked(item, query)]
    per_page = min(int(query.get("hitsPerPage") or 20), CEILING)
    page = int(query.get("page") or 0)
    shown = found[:CEILING][page * per_page : (page + 1) * per_page]
    answer = {
        "exhaustive": {"nbHits": True, "typo": True},
        "hits": [_hit(item) for item in shown],
        "hitsPerPage": per_page,
        "nbHits": len(found),
        "nbPages": -(-min(len(found), CEILING) // per_page),
        "page": page,
        "params": LABEL,
        "processingTimeMS": 1,
        "query": query.get("query", ""),
    }
    return Answer(body=msgspec.json.encode(answer))


def _is_asked(item: DemoItem, query: Mapping[str, str]) -> bool:
    phrases = re.findall(r'"([^"]*)"|(\S+)', fold(query.get("query", "")))
    body = fold(item.body)
    if not all((quoted or word) in body for quoted, word in phrases):
        return False
    tags = query.get("tags", "")
    if tags and ("story" if item.title else "comment") not in tags:
        return False
    seconds = int(item.at.timestamp())
    bounds = _BOUND.findall(query.get("numericFilters", ""))
    return all(_holds(seconds, sign, int(bound)) for sign, bound in bounds)


def _holds(seconds: int, sign: str, bound: int) -> bool:
    return (
        (seconds == bound and "=" in sign)
        or (seconds < bound and "<" in sign)
        or (seconds > bound and ">" in sign)
    )


def _hit(item: DemoItem) -> dict[str, Any]:
    number = FIRST_ID + item.number
    kind = "story" if item.title else "comment"
    hit: dict[str, Any] = {
        "_tags": [kind, f"author_{item.author}", LABEL.replace(" ", "_")],
        "author": item.author,
        "created_at": item.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "created_at_i": int(item.at.timestamp()),
        "objectID": str(number),
        "updated_at": item.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    text = html.escape(item.text)
    if item.title:
        told = {"story_text": text} if text else {"url": "https://cafelumbre.example/blog"}
        return hit | told | {"title": item.title, "points": item.number % 60, "num_comments": 3}
    story = FIRST_ID + (item.thread or item.number)
    thread = {"parent_id": story, "story_id": story, "story_title": "Café Lumbre"}
    return hit | thread | {"comment_text": text}
