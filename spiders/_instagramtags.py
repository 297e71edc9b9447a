"""Hashtags on Instagram: which words are one, what may be asked of them, and what is lost.

https://developers.facebook.com/documentation/instagram-platform/instagram-api-with-facebook-login/hashtag-search
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from listener.model import Bookmark, Gap, Payload
from listener.source import Budget

from ._graph import GraphError
from ._graphwalk import moment_of

SHOWN = timedelta(hours=24)
"""How far back the posts below a hashtag go."""
LATE = timedelta(hours=2)
"""How far below the bookmark posts are looked for that came late."""

BUDGET = Budget(
    name="hashtags",
    limit=30,
    per="week",
    unit="things",
    what={"es": "hashtags distintos en siete días", "en": "different hashtags in seven days"},
    rolling=True,
    things=True,
)

# Letters, digits and _; emojis are not looked for.
_TAG = re.compile(
    r"#(\w{1,100})|(?:https?://)?(?:www\.|m\.)?instagram\.com/explore/tags/(\w{1,100})/?(?:[?#].*)?",
    re.IGNORECASE,
)
_TOO_MANY, _NO_SUCH = 18, 24


def tag_of(listing: str) -> str:
    """The hashtag, with its #, from itself or from its address; nothing for what is none."""
    found = _TAG.fullmatch(listing.strip())
    return f"#{(found[1] or found[2]).lower()}" if found else ""


def is_tag(cursor: Mapping[str, str]) -> bool:
    """Whether a walk is that of a hashtag."""
    return cursor["listing"].startswith("#")


def cursor_of(tag: str, since: Bookmark | None) -> dict[str, str]:
    """How far back a walk goes, and up to when the list is known."""
    newest = since and since.newest_at
    return {
        "listing": tag,
        "since": "",
        "floor": str(int((newest - LATE).timestamp())) if newest else "",
        "known": str(int(since.finished_at.timestamp())) if since else "",
    }


def is_too_many(error: GraphError) -> bool:
    """Whether the account has looked for all the hashtags that it may, with other programs too."""
    return error.code == _TOO_MANY


def is_unused(error: GraphError) -> bool:
    """Whether nobody has ever used it."""
    return error.code == _NO_SUCH


def lost(cursor: Mapping[str, str], payload: Payload) -> Gap | None:
    """What was shown and is not any more, by the clock of the answer, since the last walk."""
    known = moment_of(cursor["known"])
    try:
        sent = parsedate_to_datetime(payload.headers.get("date", ""))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    shown = _in_utc(sent) - SHOWN
    if known is None or known >= shown:
        return None
    return Gap(from_at=known, to_at=shown, reason="source_cap")


def _in_utc(at: datetime) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
