"""What YouTube is asked, and what its lists hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct, json

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Cost, Request, Watch
from listener.source import base_url

from ._token import moment
from ._youtube import TITLE, id_of, is_channel_id, part
from ._youtuberefused import reason_of

HOST = "https://www.googleapis.com"
MOST = {"uploads": 20, "search": 3, "channel_threads": 20, "video_threads": 3, "replies": 10}
"""Pages of one list in one walk."""

_SKIPPED = frozenset(
    "commentsDisabled videoNotFound channelNotFound commentNotFound commentThreadNotFound "
    "playlistNotFound".split()
)


class Ask(Struct, frozen=True, array_like=True):
    """One question: what about, which page of it; of replies, below which video."""

    what: str
    of: str
    token: str = ""
    turn: int = 1
    below: str = ""


def asked_of(cursor: Mapping[str, str], todo: Sequence[Ask]) -> Request:
    """The first of what is to be asked; the rest goes along."""
    ask = todo[0]
    way, asked = _address(ask, cursor)
    asked |= {"pageToken": ask.token} if ask.token else {}
    return Request(
        url=f"{base_url('youtube', HOST)}/youtube/v3/{way}?{urlencode(asked)}",
        cursor={**cursor, "todo": json.encode(todo).decode()},
        costs=(Cost("searches" if way == "search" else "units"),),
    )


def question(watch: Watch) -> str:
    """What is searched for: the whole question, or the phrase as it stands."""
    return watch.ask or '"{}"'.format(watch.terms[0].replace('"', " "))


def written(at: datetime) -> str:
    """A moment as YouTube wants it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def items_of(answer: Any) -> list[dict[str, Any]]:
    """What is listed; a list of nothing may be left out."""
    is_ours = isinstance(answer, dict) and str(answer.get("kind")).startswith("youtube#")
    items = answer.get("items", []) if is_ours else None
    if not isinstance(items, list):
        raise changed("items")
    return [each for each in items if isinstance(each, dict)]


def listed_video(item: Mapping[str, Any]) -> tuple[str, datetime | None] | None:
    """The number of a video in a list of uploads or of what was found, and its time."""
    told = part(item, "contentDetails") or part(item, "snippet", "resourceId") or part(item, "id")
    number = id_of(told.get("videoId"))
    at = told.get("videoPublishedAt") or part(item, "snippet").get("publishedAt")
    return (number, moment(at)) if number else None


def is_passed_over(ask: Ask, answer: Any) -> bool:
    """Whether it is only this list that is closed or gone; the walk goes on without it."""
    if ask.what not in MOST or ask.what == "search":
        return False
    reason, told = reason_of(answer), part(answer, "error").get("errors")
    first = told[0] if isinstance(told, list) and told and isinstance(told[0], dict) else {}
    is_closed = reason == "forbidden" and "youtube.comment" in str(first.get("domain"))
    return reason in _SKIPPED or is_closed


def must_be_read(items: Sequence[object], found: object, what: str) -> None:
    """Raises UnexpectedAnswer for a list of which nothing could be read, for want of that."""
    if items and not found:
        raise changed(what)


def changed(what: str) -> UnexpectedAnswer:
    """The error for an answer that has another form."""
    return UnexpectedAnswer(say("sources.changed", source=TITLE, what=what))


def _address(ask: Ask, cursor: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The list of the API that answers a question, and what to ask of it."""
    plain = {"part": "snippet", "textFormat": "plainText"}
    if ask.what == "search":
        asked = {"part": "snippet", "type": "video", "order": "date", "maxResults": "50"}
        bounds = {"publishedAfter": cursor["after"], "publishedBefore": cursor["before"]}
        return "search", {**asked, "q": ask.of, **{k: v for k, v in bounds.items() if v}}
    if ask.what.endswith("threads"):
        whose = "allThreadsRelatedToChannelId" if ask.what == "channel_threads" else "videoId"
        more = {"order": "time", "maxResults": "100"}
        return "commentThreads", {**plain, "part": "snippet,replies", whose: ask.of, **more}
    name = "id" if is_channel_id(ask.of) else "forHandle"
    uploads = {"part": "contentDetails", "playlistId": ask.of, "maxResults": "50"}
    return {
        "channel": ("channels", {"part": "contentDetails", name: ask.of}),
        "uploads": ("playlistItems", uploads),
        "videos": ("videos", {"part": "snippet,statistics", "id": ask.of}),
        "comments": ("comments", {**plain, "id": ask.of}),
        "replies": ("comments", {**plain, "parentId": ask.of, "maxResults": "100"}),
    }[ask.what]
