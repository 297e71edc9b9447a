"""Videos and comments as YouTube gives them, and the channels that people write.

https://developers.google.com/youtube/v3/docs
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from msgspec.structs import replace

from listener.i18n import say
from listener.lookagain import Asked
from listener.model import Author, Engagement, Mention
from listener.text import one_line, web_address

from ._answers import first_of_each, whole
from ._token import moment

TITLE = "YouTube"

_CHANNEL = re.compile(r"UC[0-9A-Za-z_-]{22}")
_HANDLE = re.compile(r"@[\w.·-]{3,30}")
_ID = re.compile(r"[0-9A-Za-z_.=-]{1,200}")
_HOSTS = ("www.youtube.com", "youtube.com", "m.youtube.com")


def channel_of(listing: str) -> str:
    """The channel's id or @handle, from itself or from its address; ValueError for none."""
    written = listing.strip()
    parts = urlsplit(written if "://" in written else f"https://{written}")
    if parts.netloc.lower() in _HOSTS:
        names = [unquote(each) for each in parts.path.split("/") if each]
        written = names[1] if names[:1] == ["channel"] and len(names) > 1 else "".join(names[:1])
    if _CHANNEL.fullmatch(written):
        return written
    if _HANDLE.fullmatch(written):
        return written.lower()
    raise ValueError(say("youtube.bad_channel"))


def is_channel_id(listing: str) -> bool:
    """Whether it is the number of a channel, not its @handle."""
    return _CHANNEL.fullmatch(listing) is not None


def id_of(told: object) -> str:
    """An id that fits into an address and a list, or nothing."""
    return told if isinstance(told, str) and _ID.fullmatch(told) else ""


def part(item: object, *names: str) -> dict[str, Any]:
    """The object found at these names within another, or an empty one."""
    for name in names:
        item = item.get(name) if isinstance(item, dict) else None
    return item if isinstance(item, dict) else {}


def video(item: Mapping[str, Any], listing: str) -> Mention | None:
    """A video with its title, description and counts; None without an id or a title."""
    number, told = id_of(item.get("id")), part(item, "snippet")
    if not number or not isinstance(told.get("title"), str):
        return None
    counts, at = part(item, "statistics"), moment(told.get("publishedAt"))
    language = told.get("defaultLanguage") or told.get("defaultAudioLanguage")
    return Mention(
        id=number,
        url=f"https://www.youtube.com/watch?v={number}",
        title=one_line(told["title"], 500),
        text=_text(told.get("description")),
        author=_author(told.get("channelTitle"), told.get("channelId"), None),
        published_at=at,
        precision="second" if at else "none",
        language=language.lower() if isinstance(language, str) and language else None,
        subject=listing or None,
        engagement=Engagement(
            likes=whole(counts.get("likeCount")),
            replies=whole(counts.get("commentCount")),
            views=whole(counts.get("viewCount")),
        ),
        thread_id=number,
    )


def comment(
    item: Mapping[str, Any],
    listing: str,
    *,
    below: str = "",
    channel: str = "",
    replies: object = None,
) -> Mention | None:
    """A comment or a reply, below that video or on that channel; None for what is neither.

    The words as written are told to some only; as they are shown they are plain text too, since
    that is how they are asked for.
    """
    number, told = id_of(item.get("id")), part(item, "snippet")
    shown = told.get("textOriginal", told.get("textDisplay"))
    if not number or not isinstance(shown, str):
        return None
    where = id_of(told.get("videoId")) or below
    created, edited = moment(told.get("publishedAt")), moment(told.get("updatedAt"))
    parent = id_of(told.get("parentId")) or number.partition(".")[0]
    return Mention(
        id=number,
        kind="comment",
        url=_address(number, where, id_of(told.get("channelId")) or channel),
        text=_text(shown),
        author=_author(
            told.get("authorDisplayName"),
            part(told, "authorChannelId").get("value"),
            told.get("authorChannelUrl"),
        ),
        published_at=created,
        edited_at=edited if created and edited and edited > created else None,
        precision="second" if created else "none",
        subject=listing or None,
        engagement=Engagement(likes=whole(told.get("likeCount")), replies=whole(replies)),
        parent_id=parent if parent != number else where or None,
        thread_id=where or None,
    )


def _address(number: str, where: str, channel: str) -> str:
    if where:
        return f"https://www.youtube.com/watch?v={where}&lc={number}"
    return f"https://www.youtube.com/channel/{channel}/discussion?lc={number}" if channel else ""


def _author(name: object, number: object, url: object) -> Author | None:
    shown, channel = one_line(_text(name), 200), id_of(number)
    if not shown and not channel:
        return None
    address = f"https://www.youtube.com/channel/{quote(channel)}" if channel else ""
    address = address or (web_address(url) if isinstance(url, str) else "")
    return Author(name=shown or None, id=channel or None, url=address or None)


def _text(told: object) -> str:
    return told.strip() if isinstance(told, str) else ""


def talk_of(
    thread: Mapping[str, Any], listing: str, *, below: str = "", channel: str = ""
) -> list[Mention]:
    """A comment and the replies that came along with it."""
    told = part(thread, "snippet")
    where, whose = id_of(told.get("videoId")) or below, id_of(told.get("channelId")) or channel
    top = comment(
        part(told, "topLevelComment"),
        listing,
        below=where,
        channel=whose,
        replies=told.get("totalReplyCount"),
    )
    if top is None:
        return []
    came = part(thread, "replies").get("comments")
    replies = [each for each in came if isinstance(each, dict)] if isinstance(came, list) else []
    return [top, *read_of(comment(r, listing, below=where, channel=whose) for r in replies)]


def as_it_is(item: Mapping[str, Any], before: Asked) -> Mention | None:
    """The mention as it is now; what only its list tells stays as it was."""
    if before.kind != "comment":
        return video(item, before.subject or "")
    found = comment(item, before.subject or "", below=before.thread_id or "")
    return found and replace(found, url=before.url or found.url, parent_id=before.parent_id)


def as_gone(before: Asked) -> Mention:
    """The mark of what was deleted."""
    return Mention(
        id=before.id,
        kind=before.kind,
        url=before.url,
        precision="none",
        subject=before.subject,
        parent_id=before.parent_id,
        thread_id=before.thread_id,
        deleted=True,
    )


def read_of(found: Iterable[Mention | None]) -> tuple[Mention, ...]:
    """Those that could be read, each once."""
    return first_of_each(each for each in found if each is not None)
