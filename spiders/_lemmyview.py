"""One post or comment of Lemmy, as version 3 (0.18, 0.19) and version 4 (1.0) of its API write it.

https://join-lemmy.org/docs/contributors/09-api-v4.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from listener.model import Author, Engagement, Mention
from listener.text import one_line, web_address

from ._answers import whole
from ._token import moment

_WORDS = {"post": "name", "comment": "content"}


def is_view(view: object, kind: str) -> bool:
    """Whether this is a post, or a comment, with its own address."""
    said = view.get(kind) if isinstance(view, dict) else None
    return isinstance(said, dict) and _WORDS[kind] in said and bool(_address(said.get("ap_id")))


def published(view: dict[str, Any], kind: str) -> datetime | None:
    """When it was written, which is what lists go by; instances before 0.19 write no zone."""
    return _time(view[kind], "published")


def mention_of(view: dict[str, Any], kind: str, instance: str) -> Mention:
    """One post or comment. Its address where it was written is its id, wherever it is read."""
    said, post = view[kind], _part(view, "post")
    counts = _part(view, "counts") or said
    is_comment = kind == "comment"
    at, edited = _time(said, "published"), _time(said, "updated")
    gone = bool(said.get("deleted") or said.get("removed"))
    title, text = said.get("name"), said.get("content" if is_comment else "body")
    upvotes = whole(counts.get("upvotes"))
    thread = _address(post.get("ap_id"))
    return Mention(
        id=_address(said["ap_id"]),
        kind="comment" if is_comment else "post",
        url=_address(said["ap_id"]),
        title="" if is_comment or gone else one_line(str(title or ""), 500),
        text=text.strip() if isinstance(text, str) and not gone else "",
        author=_author(_part(view, "creator")),
        published_at=at,
        edited_at=edited if edited and at and edited > at else None,
        precision="second" if at else "none",
        subject=_at(_part(view, "community")) or None,
        engagement=Engagement(
            likes=whole(counts.get("score")) if upvotes is None else upvotes,
            replies=whole(counts.get("child_count" if is_comment else "comments")),
        ),
        parent_id=_parent(said.get("path"), thread, instance) if is_comment else None,
        thread_id=thread or None,
        deleted=gone,
    )


def _parent(path: object, thread: str, instance: str) -> str | None:
    """What a comment answers: the post, or the comment before it in `0.12.34`.

    Of that only the number is told that it has in this instance, so its address there is given.
    """
    steps = path.split(".") if isinstance(path, str) else []
    if len(steps) > 2 and steps[-2].isascii() and steps[-2].isdigit():
        return f"{instance}/comment/{steps[-2]}"
    return thread or None


def _author(creator: dict[str, Any]) -> Author | None:
    """Who wrote it, as `ana@lemmy.example`: names are somebody's within an instance only."""
    name, address = _at(creator), _actor(creator)
    if not name or creator.get("deleted"):
        return None
    return Author(name=name, id=address or None, url=address or None)


def _at(actor: dict[str, Any]) -> str:
    name, address = actor.get("name"), _actor(actor)
    if not isinstance(name, str) or not name:
        return ""
    return f"{name}@{urlsplit(address).netloc}" if address else name


def _actor(actor: dict[str, Any]) -> str:
    return _address(actor.get("actor_id")) or _address(actor.get("ap_id"))


def _time(said: dict[str, Any], name: str) -> datetime | None:
    return moment(said.get(name)) or moment(said.get(f"{name}_at"))


def _part(view: dict[str, Any], name: str) -> dict[str, Any]:
    part = view.get(name)
    return part if isinstance(part, dict) else {}


def _address(url: object) -> str:
    return web_address(url) if isinstance(url, str) else ""
