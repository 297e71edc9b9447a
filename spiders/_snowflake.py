"""The numbers that Mastodon gives to posts: each holds the moment under which the post is filed.

Milliseconds above, sixteen bits of chance below; of what came from elsewhere, the milliseconds are
chance as well (lib/mastodon/snowflake.rb). Its kin have other ids, and posts from before 2017 were
just counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from ._answers import time_of
from ._token import moment

_BITS = 16
_NEAR = timedelta(days=1)


def rank(number: str) -> tuple[int, str]:
    """How ids are ordered: by length, then letter by letter.

    https://docs.joinmastodon.org/api/guidelines/
    """
    return len(number), number


def before(at: datetime) -> str:
    """The number below all posts of that second and later."""
    return str((int(at.timestamp()) * 1000 << _BITS) - 1)


def time_in(number: str) -> datetime | None:
    """The moment that a number holds; None for one that is none, or holds none of a calendar."""
    if not (number.isascii() and number.isdigit() and len(number) <= 20):
        return None
    return time_of((int(number) >> _BITS) / 1000)


def are_snowflakes(statuses: Sequence[dict[str, Any]]) -> bool:
    """Whether most of these posts are filed under when they were written.

    Not all: some stand where they came in (override_timestamps).
    """
    filed = [time_in(str(each.get("id"))) for each in statuses]
    written = [moment(each.get("created_at")) for each in statuses]
    near = sum(
        abs(one - other) < _NEAR
        for one, other in zip(filed, written, strict=True)
        if one is not None and other is not None
    )
    return None not in filed and 2 * near > len(filed)
