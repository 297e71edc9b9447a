"""What reading X costs: by the post, by its author, and by the question how much there is.

https://docs.x.com/x-api/getting-started/pricing
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from listener.model import Cost, Request

from ._answers import whole
from ._token import moment
from ._xpost import either, listed, posts_in

COUNT = 0.005
"""Dollars for one question how many posts there are."""

POST, USER = 0.005, 0.010
"""Dollars for each that an answer holds."""

OWNED_POST = 0.001
"""For what mentions the account that the key's app belongs to."""


def post_price(kept: dict[str, str]) -> float:
    """Of a post without its author."""
    return OWNED_POST if kept["own"] else POST


def full_price(kept: dict[str, str]) -> float:
    """Of a post with its author, whom X counts as an answer of its own."""
    return post_price(kept) + USER


def dollars(amount: float) -> tuple[Cost, ...]:
    """An amount of the one budget there is."""
    return (Cost("dollars", round(amount, 6)),)


def price_of(answer: dict[str, Any], post: float) -> float:
    """What an answer cost: every post and user in it, as if none had been read that day.

    X takes money once for what is read again until midnight (UTC), but warrants it to nobody.
    """
    posts = len(posts_in(answer) or ()) + len(listed(answer, "tweets", "posts"))
    return posts * post + len(listed(answer, "users")) * USER


def stamp(at: datetime) -> str:
    """A moment as X takes and gives it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def days_of(answer: dict[str, Any]) -> list[tuple[str, int]] | None:
    """How many posts each day has, by its beginning; None for what is no such list."""
    found, data = [], answer.get("data")
    for each in data if isinstance(data, list) else ():
        begun = moment(each.get("start")) if isinstance(each, dict) else None
        count = whole(either(each, "tweet_count", "post_count")) if begun else None
        if begun is None or count is None:
            return None
        found.append((stamp(begun), count))
    return found if isinstance(data, list) else None


def sum_of(days: Sequence[tuple[str, int]]) -> int:
    """How many posts these days have together."""
    return sum(count for _, count in days)


def affordable(asks: Sequence[Request]) -> Request:
    """The first of these questions that can be paid."""
    *before, ask = asks
    for dearer in reversed(before):
        ask = replace(dearer, cheaper=ask)
    return ask
