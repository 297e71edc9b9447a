"""A post of Bluesky: as its record says, with what the network adds around it.

https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from listener.model import Author, Engagement, Mention
from listener.text import one_line

from ._answers import whole
from ._token import moment

POST = "app.bsky.feed.post"
AHEAD = timedelta(hours=1)
"""How far the clock of who writes may be ahead of that of the network."""

# https://atproto.com/specs/did, https://atproto.com/specs/handle, https://atproto.com/specs/record-key
DID = re.compile(r"did:[a-z]{1,20}:[A-Za-z0-9._:%-]{1,500}")
HANDLE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_KEY = r"[A-Za-z0-9._:~-]{1,512}"
_URI = re.compile(rf"at://({DID.pattern})/{re.escape(POST)}/({_KEY})")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}")


def uri_of(did: object, key: object) -> str:
    """The address in the network of a post, by which it is known; empty for what is none."""
    uri = f"at://{did}/{POST}/{key}"
    return uri if _URI.fullmatch(uri) else ""


def is_view(view: object) -> bool:
    """Whether this is a post as searches and threads show it."""
    if not isinstance(view, dict):
        return False
    known = isinstance(view.get("uri"), str) and _URI.fullmatch(view["uri"])
    return bool(known) and is_record(view.get("record"))


def is_record(record: object) -> bool:
    """Whether this is what somebody wrote: a text, be it empty as under a picture."""
    return isinstance(record, dict) and isinstance(record.get("text"), str)


def mention_of(view: dict[str, Any], subject: str | None = None) -> Mention:
    """A post with its author's name and the counts around it."""
    handle, name = _within(view, "author", "handle"), _within(view, "author", "displayName")
    handle = handle if isinstance(handle, str) and HANDLE.fullmatch(handle.lower()) else ""
    if handle == "handle.invalid":
        # What is shown for a handle that no longer leads to its owner.
        handle = ""
    shown = one_line(name) if isinstance(name, str) else ""
    counts = Engagement(
        likes=whole(view.get("likeCount")),
        replies=whole(view.get("replyCount")),
        shares=whole(view.get("repostCount")),
    )
    return mention_of_record(
        view["uri"],
        view["record"],
        moment(view.get("indexedAt")),
        handle=handle,
        name=shown or handle,
        engagement=counts,
        subject=subject,
    )


def mention_of_record(
    uri: str,
    record: dict[str, Any],
    seen_at: datetime | None,
    *,
    handle: str = "",
    name: str = "",
    engagement: Engagement | None = None,
    subject: str | None = None,
) -> Mention:
    """What was written, and when: as its author's program says, unless the network knows better."""
    found = _URI.fullmatch(uri)
    assert found is not None
    did, key = found.groups()
    profile = f"https://bsky.app/profile/{quote(handle or did, safe=':.')}"
    written, parent = _written(moment(record.get("createdAt")), seen_at), _parent(record)
    root = _uri(_within(record, "reply", "root"))
    return Mention(
        id=uri,
        kind="comment" if isinstance(record.get("reply"), dict) else "post",
        url=f"{profile}/post/{quote(key, safe=':~')}",
        title=_title(record),
        text=record["text"].strip(),
        author=Author(name=name or None, id=did, url=profile),
        published_at=written,
        precision="second" if written else "none",
        language=_language(record.get("langs")),
        subject=subject,
        engagement=engagement,
        parent_id=parent,
        thread_id=root,
    )


def _written(written: datetime | None, seen_at: datetime | None) -> datetime | None:
    """`createdAt` is what the author's program claims, and may lie far ahead."""
    if written is None or (seen_at is not None and written > seen_at + AHEAD):
        return seen_at
    return written


def _parent(record: dict[str, Any]) -> str | None:
    """The post that is answered or, without one, the post that is quoted."""
    answered = _uri(_within(record, "reply", "parent"))
    quoted = _within(record, "embed", "record")
    return answered or _uri(quoted) or _uri(_within(quoted, "record"))


def _title(record: dict[str, Any]) -> str:
    """The headline of the page that is linked: often all that names what is spoken of."""
    card = _within(record, "embed", "external") or _within(record, "embed", "media", "external")
    title = card.get("title") if isinstance(card, dict) else None
    return one_line(title, 500) if isinstance(title, str) else ""


def _within(thing: object, *names: str) -> Any:
    for name in names:
        thing = thing.get(name) if isinstance(thing, dict) else None
    return thing


def _uri(thing: object) -> str | None:
    uri = thing.get("uri") if isinstance(thing, dict) else None
    return uri if isinstance(uri, str) and _URI.fullmatch(uri) else None


def _language(languages: object) -> str | None:
    first = languages[0] if isinstance(languages, list) and languages else None
    if not isinstance(first, str) or not _LANGUAGE.fullmatch(first):
        return None
    return first.replace("_", "-").lower()
