"""How much more a site may be asked, as its answers say: where nothing is left, we rest in time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

UNTOLD = 900.0
"""Seconds of rest where all is used up and nobody says for how long."""

_COUNTED = ("x-ratelimit", "x-rate-limit", "ratelimit")
"""Mastodon, Reddit and many others; X; Bluesky and the drafts of the IETF.

https://docs.joinmastodon.org/api/rate-limits/
https://docs.x.com/x-api/fundamentals/rate-limits
https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
"""
_USED = ("x-app-usage", "x-page-usage", "x-business-use-case-usage")
"""Meta's, in per cent: https://developers.facebook.com/docs/graph-api/overview/rate-limiting/"""

_POLICY = re.compile(r";\s*r=(\d{1,12})\b[^,]*?;\s*t=(\d{1,12})\b")
_EPOCH = 1_000_000_000
"""A number that large is a moment, not a span: seconds since 1970 after 2001."""


def rest_told(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds until more may be asked, where an answer says that nothing is left; else None."""
    rests = [*_counted(headers, now), *_announced(headers), *_used(headers)]
    longest = max(rests, default=0.0)
    return longest if longest > 0 else None


def reset_told(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds until all is filled up again, for a refusal that says no more; else None."""
    here = date_of(headers.get("date", "")) or now
    told = (_until(headers.get(f"{family}-reset", ""), here) for family in _COUNTED)
    rests = [*told, *_used(headers)]
    return max((each for each in rests if each > 0), default=None)


def date_of(value: str) -> datetime | None:
    """The moment in a header, as mails write it; None for what is none."""
    try:
        at = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _counted(headers: Mapping[str, str], now: datetime) -> Iterator[float]:
    """By what remains, and when it is filled up: a moment in words or numbers, or a span."""
    here = date_of(headers.get("date", "")) or now
    for family in _COUNTED:
        remaining = _number(headers.get(f"{family}-remaining", ""))
        if remaining is not None and remaining <= 0:
            yield _until(headers.get(f"{family}-reset", ""), here)


def _announced(headers: Mapping[str, str]) -> Iterator[float]:
    """By the newer header of one line: `"default";r=0;t=30`."""
    for left, seconds in _POLICY.findall(headers.get("ratelimit", "")):
        if int(left) == 0:
            yield float(seconds)


def _used(headers: Mapping[str, str]) -> Iterator[float]:
    """By how much of the hundred per cent is used; only some answers say for how long."""
    for name in _USED:
        for usage in _usages(headers.get(name, "")):
            minutes = _number(usage.get("estimated_time_to_regain_access"))
            shares = (_number(v) for k, v in usage.items() if k in _SHARES)
            if minutes and minutes > 0:
                yield minutes * 60
            elif any(share is not None and share >= 100 for share in shares):
                yield UNTOLD


_SHARES = ("call_count", "total_time", "total_cputime")


def _usages(value: str) -> list[dict[str, Any]]:
    """The objects with per cents in such a header, also one list for each account."""
    try:
        told = msgspec.json.decode(value)
    except msgspec.DecodeError:
        return []
    if not isinstance(told, dict):
        return []
    lists = [each for each in told.values() if isinstance(each, list)]
    return [told, *(usage for each in lists for usage in each if isinstance(usage, dict))]


def _until(value: str, here: datetime) -> float:
    """The seconds to a moment or of a span; none for what is neither."""
    number = _number(value)
    if number is not None:
        return number - here.timestamp() if number >= _EPOCH else number
    try:
        at = datetime.fromisoformat(value.strip())
    except ValueError:
        return 0.0
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - here) / timedelta(seconds=1)


def _number(value: object) -> float | None:
    """The first number of a header; of two that came as one, too."""
    text = str(value).split(",")[0].strip() if isinstance(value, int | float | str) else ""
    return float(text) if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", text, re.ASCII) else None
