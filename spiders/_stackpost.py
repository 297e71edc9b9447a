"""The sites of Stack Exchange by their names, and what is written on them as mentions."""

from __future__ import annotations

import re
from typing import Any

from listener.model import Author, Engagement, Mention
from listener.text import web_address

from ._answers import text_of, time_of, whole

IDS = {"questions": "question_id", "answers": "answer_id", "comments": "comment_id"}
"""The lists of a site, and the field that names each thing on them."""

_OF_THEIR_OWN = "stackoverflow|superuser|serverfault|askubuntu|stackapps"
_DOMAIN = re.compile(
    rf"(?:https?://)?(?:www\.)?("
    rf"(?:[a-z0-9-]{{1,40}}\.){{0,2}}(?:{_OF_THEIR_OWN})\.com"
    r"|(?:(?!www\.)[a-z0-9-]{1,40}\.){1,2}stackexchange\.com|(?:meta\.)?mathoverflow\.net)"
    r"(?=$|[/?#])"
)
# As the API shortens them: https://api.stackexchange.com/docs/types/site
_SHORT = re.compile(rf"(?:[a-z0-9-]{{1,40}}\.){{0,2}}(?:{_OF_THEIR_OWN})")
_SHORTEST = re.compile(r"(?!stackexchange$)[a-z0-9-]{1,40}(?:\.meta)?")
_LANGUAGES = {
    f"{before}stackoverflow.com": language
    for before, language in {"": "en", "es.": "es", "ja.": "ja", "pt.": "pt", "ru.": "ru"}.items()
}


def site_of(listing: str) -> str | None:
    """The domain of a site, from a link to it or its short name; None for anything else.

    The API takes domains, and links begin with them.
    """
    text = listing.strip().lower()
    if found := _DOMAIN.match(text):
        return found[1]
    if _SHORT.fullmatch(text):
        return f"{text}.com"
    return f"{text}.stackexchange.com" if _SHORTEST.fullmatch(text) else None


def is_item(item: object, kind: str) -> bool:
    """Whether this is something of that list, with its number and its time."""
    if not isinstance(item, dict):
        return False
    number, at = whole(item.get(IDS[kind])), whole(item.get("creation_date"))
    return bool(number and number > 0 and at is not None and time_of(at))


def mention_of(item: dict[str, Any], kind: str, site: str) -> Mention:
    """A question, an answer or a comment.

    Questions and answers are numbered together, comments by themselves.
    """
    number = whole(item[IDS[kind]]) or 0
    at, edited = _time(item, "creation_date"), _time(item, "last_edit_date")
    question, parent = whole(item.get("question_id")), None
    if kind != "questions":
        parent = question if kind == "answers" else whole(item.get("post_id"))
    return Mention(
        id=f"{site}/comments/{number}" if kind == "comments" else f"{site}/{number}",
        kind="post" if kind == "questions" else "comment",
        url=_address(item.get("link")) or f"https://{site}/{_short_link(kind)}/{number}",
        title=text_of(item.get("title")) if kind == "questions" else "",
        text=text_of(item.get("body")),
        author=_author(item.get("owner")),
        published_at=at,
        edited_at=edited if at and edited and edited > at else None,
        language=_LANGUAGES.get(site),
        subject=site,
        engagement=Engagement(
            likes=whole(item.get("score")),
            replies=whole(item.get("answer_count")),
            views=whole(item.get("view_count")),
        ),
        parent_id=f"{site}/{parent}" if parent else None,
        thread_id=f"{site}/{question}" if question else None,
    )


def _short_link(kind: str) -> str:
    return {"questions": "q", "answers": "a", "comments": "posts/comments"}[kind]


def _time(item: dict[str, Any], name: str) -> Any:
    seconds = whole(item.get(name))
    return None if seconds is None else time_of(seconds)


def _author(owner: object) -> Author | None:
    """Who wrote it, with the link that the licence (CC BY-SA) asks for; some have gone."""
    if not isinstance(owner, dict):
        return None
    name, number = text_of(owner.get("display_name")), whole(owner.get("user_id"))
    if not name and not number:
        return None
    return Author(
        name=name or None,
        id=str(number) if number else None,
        url=_address(owner.get("link")) or None,
    )


def _address(link: object) -> str:
    return web_address(link) if isinstance(link, str) else ""
