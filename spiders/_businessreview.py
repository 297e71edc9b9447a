"""A review as the Business Profile interface (v4) gives it, in our words.

https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from listener.model import Author, Mention, Rating, Reply, ReplyState
from listener.text import web_address

from ._google import stamp

_PART = r"[\w~-][\w.~=-]*"
NAME = re.compile(rf"accounts/{_PART}/locations/{_PART}/reviews/{_PART}")

_STARS = {"ONE": 1.0, "TWO": 2.0, "THREE": 3.0, "FOUR": 4.0, "FIVE": 5.0}
_STATES: dict[str, ReplyState] = {"PENDING": "pending", "REJECTED": "rejected"}
_SAME_MOMENT = timedelta(seconds=1)
_BY_THE_REPLY = timedelta(seconds=5)
# Marks as they are seen in the languages that Google's own pages speak to our users:
# "(Translated by Google) … (Original) …", reported on
# https://github.com/serpapi/public-roadmap/issues/923 (2023-06-07).
_TRANSLATED = re.compile(
    r"^[ \t]*\((?:Translated by Google|Traducido por Google|Traduït per Google|Traduit par Google"
    r"|Traduzido pelo Google|Traduzione di Google|Tradotto da Google"
    r"|Übersetzt von Google)\)[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_ORIGINAL = re.compile(
    r"^[ \t]*\((?:Original|Originale|Avis d[’']origine)\)[ \t]*", re.IGNORECASE | re.MULTILINE
)


def is_review(thing: object) -> bool:
    """Whether it has a name that a review of a location has."""
    name = thing.get("name") if isinstance(thing, dict) else None
    return isinstance(name, str) and NAME.fullmatch(name) is not None


def mention_of(review: dict[str, Any]) -> Mention:
    """The review; its id is the whole name, as an answer to it is sent there."""
    created = stamp(review.get("createTime"))
    replies = _replies(review.get("reviewReply"))
    link = review.get("reviewReplyUrl")
    stars = _STARS.get(str(review.get("starRating")))
    return Mention(
        id=review["name"],
        kind="review",
        url=web_address(link) if isinstance(link, str) else "",
        text=original(review.get("comment")),
        author=_author(review.get("reviewer")),
        published_at=created,
        edited_at=_edited(created, stamp(review.get("updateTime")), replies),
        precision="second" if created else "none",
        subject=review["name"].partition("/reviews/")[0],
        rating=Rating(stars) if stars else None,
        replies=replies,
    )


def reply_of(reply: dict[str, Any]) -> Reply | None:
    """The owner's answer with its state; None where nothing was answered.

    Its only time is that of the last edit.
    """
    text, at = original(reply.get("comment")), stamp(reply.get("updateTime"))
    if not text:
        return None
    return Reply(text=text, at=at, time_kind="modified" if at else "none", state=_state(reply))


def original(raw: object) -> str:
    """What the author wrote, where a translation stands beside it; else all that is there.

    Either comes first. Where the marks are not one and one, nothing is thrown away.
    """
    text = raw.strip() if isinstance(raw, str) else ""
    translated = list(_TRANSLATED.finditer(text))
    if len(translated) != 1:
        return text
    mark, marks = translated[0], list(_ORIGINAL.finditer(text))
    if not marks:
        # The author's words, then the mark, then the translation. With the mark in front there
        # is nothing but a translation.
        return text[: mark.start()].strip() or text
    if len(marks) > 1:
        return text
    begin = marks[0].end()
    end = mark.start() if mark.start() > begin else len(text)
    stands_alone = not text[: min(mark.start(), marks[0].start())].strip()
    return (text[begin:end].strip() or text) if stands_alone else text


def _edited(
    created: datetime | None, updated: datetime | None, replies: tuple[Reply, ...]
) -> datetime | None:
    """When the author last edited it, if that was so.

    Google does not say whether an answer moves a review's `updateTime`; the answer has one of its
    own. So a time that goes with the answer's is no edit: it would make the stars seem changed
    after the answer.
    """
    if created is None or updated is None or updated - created <= _SAME_MOMENT:
        return None
    answered = [abs(updated - reply.at) for reply in replies if reply.at]
    return None if any(apart <= _BY_THE_REPLY for apart in answered) else updated


def _replies(reply: object) -> tuple[Reply, ...]:
    found = reply_of(reply) if isinstance(reply, dict) else None
    return (found,) if found else ()


def _state(reply: dict[str, Any]) -> ReplyState:
    """Both names of the field are seen; a named violation is a rejection whatever they say."""
    violation = reply.get("policyViolation")
    if violation and "UNSPECIFIED" not in str(violation):
        return "rejected"
    told = str(reply.get("state") or reply.get("reviewReplyState")).upper()
    return _STATES.get(told, "published")


def _author(reviewer: object) -> Author | None:
    """Who wrote it; an anonymous person's "A Google user" is no name."""
    if not isinstance(reviewer, dict) or reviewer.get("isAnonymous") is True:
        return None
    name = reviewer.get("displayName")
    return Author(name=name.strip()) if isinstance(name, str) and name.strip() else None
