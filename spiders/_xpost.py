"""A post of X, under its old names (tweet) and its new ones (post).

https://docs.x.com/x-api/fundamentals/data-dictionary
"""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from typing import Any

from listener.model import Author, Engagement, Mention
from listener.text import one_line

from ._answers import time_of, whole
from ._token import moment

_ID = re.compile(r"[0-9]{1,19}")
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,50}")
# The age of a post stands in its number since November 2010:
# https://github.com/twitter-archive/snowflake/tree/snowflake-2010
_FIRST_SNOWFLAKE, _SNOWFLAKE_EPOCH = 29_700_859_247, 1_288_834_974.657
# Codes of X's own, for what has no language and for two that were renamed long ago.
_NO_LANGUAGE = frozenset({"und", "zxx", "qam", "qct", "qht", "qme", "qst"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")
_RENAMED = {"in": "id", "iw": "he"}


def either(thing: dict[str, Any], *names: str) -> Any:
    """What stands under the first of these names that is there: X is renaming its fields."""
    return next((thing[name] for name in names if thing.get(name) is not None), None)


def id_of(value: object) -> str:
    """A number that X names something by, as text; nothing for what is none."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if _ID.fullmatch(text) else ""


def is_post(thing: object) -> bool:
    """Whether this is a post: a number and, however few, words."""
    if not isinstance(thing, dict) or not id_of(thing.get("id")):
        return False
    return "text" in thing or either(thing, "note_tweet", "note_post") is not None


def posts_in(answer: dict[str, Any]) -> list[Any] | None:
    """What an answer lists, also if that is one post alone; None where it lists nothing."""
    data = answer.get("data")
    return [data] if isinstance(data, dict) else data if isinstance(data, list) else None


def listed(answer: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    """The objects in a list of an answer's `includes`; none where there is none."""
    includes = answer.get("includes")
    found = either(includes, *names) if isinstance(includes, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def mentions_of(answer: dict[str, Any], subject: str = "") -> tuple[Mention, ...]:
    """The posts of an answer, each once by its first number; of two versions the later one."""
    users = {id_of(user.get("id")): user for user in listed(answer, "users")}
    places = {str(place.get("id")): place for place in listed(answer, "places")}
    whole_posts = {id_of(post.get("id")): post for post in listed(answer, "tweets", "posts")}
    found: dict[str, tuple[int, Mention]] = {}
    for post in filter(is_post, posts_in(answer) or ()):
        mention = _mention(post, users, places, whole_posts, subject)
        number = int(id_of(post["id"]))
        if mention.id not in found or number > found[mention.id][0]:
            found[mention.id] = number, mention
    return tuple(mention for _, mention in found.values())


def first_id(post: dict[str, Any]) -> str:
    """The number it was first published under: each edit has a new one, and tells all."""
    return min(history_of(post), key=int)


def history_of(post: dict[str, Any]) -> list[str]:
    """The numbers of all its versions, with its own."""
    told = either(post, "edit_history_tweet_ids", "edit_history_post_ids")
    ids = [id_of(each) for each in told] if isinstance(told, list) else []
    return [*filter(None, ids), id_of(post["id"])]


def _mention(
    post: dict[str, Any],
    users: dict[str, dict[str, Any]],
    places: dict[str, dict[str, Any]],
    whole_posts: dict[str, dict[str, Any]],
    subject: str,
) -> Mention:
    first, number = first_id(post), id_of(post["id"])
    written = moment(post.get("created_at")) or _told_by(number)
    began = written if first == number else _told_by(first) or written
    user, parent = users.get(id_of(post.get("author_id"))), _parent(post)
    article = post.get("article")
    title = article.get("title") if isinstance(article, dict) else None
    return Mention(
        id=first,
        kind="comment" if parent else "post",
        url=f"https://x.com/{_handle(user) or 'i/web'}/status/{number}",
        title=one_line(title, 500).strip() if isinstance(title, str) else "",
        text=_text(post, whole_posts),
        author=_author(id_of(post.get("author_id")), user),
        published_at=began,
        edited_at=written if first != number and written != began else None,
        precision="second" if began else "none",
        language=_language(post.get("lang")),
        country=_country(post, places),
        subject=subject or None,
        engagement=_engagement(either(post, "public_metrics", "organic_metrics")),
        parent_id=parent or None,
        thread_id=id_of(post.get("conversation_id")) or None,
    )


def _told_by(number: str) -> datetime | None:
    """When a post was published, as its number tells."""
    if not number or int(number) < _FIRST_SNOWFLAKE:
        return None
    return time_of(int((int(number) >> 22) / 1000 + _SNOWFLAKE_EPOCH))


def _text(post: dict[str, Any], whole_posts: dict[str, dict[str, Any]]) -> str:
    """All its words: `text` ends after 280 letters, and that of a repost earlier still."""
    original = whole_posts.get(_referenced(post, "retweeted", "reposted"))
    if original is not None and is_post(original):
        head = re.match(r"RT @\w+: ", str(post.get("text")))
        return (head[0] if head else "") + _text(original, {})
    note = either(post, "note_tweet", "note_post")
    long = note.get("text") if isinstance(note, dict) else None
    text = long if isinstance(long, str) and long else post.get("text")
    # `&`, `<` and `>` come as HTML writes them, and nothing else does.
    return unescape(text).strip() if isinstance(text, str) else ""


def _referenced(post: dict[str, Any], *kinds: str) -> str:
    told = either(post, "referenced_tweets", "referenced_posts")
    for each in told if isinstance(told, list) else ():
        if isinstance(each, dict) and each.get("type") in kinds:
            return id_of(each.get("id"))
    return ""


def _parent(post: dict[str, Any]) -> str:
    return _referenced(post, "replied_to")


def _handle(user: dict[str, Any] | None) -> str:
    name = user.get("username") if user else None
    return name if isinstance(name, str) and _HANDLE.fullmatch(name) else ""


def _author(number: str, user: dict[str, Any] | None) -> Author | None:
    handle, name = _handle(user), user.get("name") if user else None
    if not number and not handle:
        return None
    shown = one_line(name, 200).strip() if isinstance(name, str) else ""
    return Author(
        name=shown or handle or None,
        id=number or None,
        url=f"https://x.com/{handle}" if handle else None,
    )


def _language(told: object) -> str | None:
    if not isinstance(told, str) or told in _NO_LANGUAGE or not _LANGUAGE.fullmatch(told):
        return None
    return _RENAMED.get(told, told).replace("_", "-").lower()


def _country(post: dict[str, Any], places: dict[str, dict[str, Any]]) -> str | None:
    geo = post.get("geo")
    place = places.get(str(geo.get("place_id"))) if isinstance(geo, dict) else None
    code = place.get("country_code") if place else None
    is_code = isinstance(code, str) and re.fullmatch(r"[A-Za-z]{2}", code)
    return code.lower() if is_code and isinstance(code, str) else None


def _engagement(counts: object) -> Engagement | None:
    """What was done with it; a quotation passes it on as much as a repost does."""
    if not isinstance(counts, dict):
        return None
    reposts = whole(either(counts, "retweet_count", "repost_count"))
    quotes = whole(counts.get("quote_count"))
    passed_on = [each for each in (reposts, quotes) if each is not None]
    return Engagement(
        likes=whole(counts.get("like_count")),
        replies=whole(counts.get("reply_count")),
        shares=sum(passed_on) if passed_on else None,
        views=whole(counts.get("impression_count")),
    )
