"""A status as Mastodon and its kin give it, and the addresses that a person may write for a list.

https://docs.joinmastodon.org/entities/Status/
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, quote, quote_plus, unquote, urlsplit

from msgspec import Struct

from listener.i18n import say
from listener.model import Author, Engagement, Mention
from listener.text import one_line, web_address

from ._answers import first_of_each, text_of, whole
from ._token import moment

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+(?::[0-9]{1,5})?")
_USER = r"[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?"
_HANDLE = re.compile(rf"@?({_USER})@({_HOST.pattern})")
_ACCOUNT = re.compile(rf"/(?:@|users/)({_USER}(?:@{_HOST.pattern})?)(?:/(?:with_replies|media))?")
_TAG = re.compile(r"/tags/(.+)")
_PUBLIC = re.compile(r"(?:/public)?(?:/(local|remote))?")
# Of a word only: https://docs.joinmastodon.org/user/posting/#hashtags
_WORD = re.compile(r"(?!\d+$)[\w·・]+")
# `#<span>luna</span>` is one word, and a link stands in three pieces, two of them hidden.
_WITHIN_WORDS = re.compile(r"</?(?:span|a)\b[^<>]*>", re.IGNORECASE)
_SHOWN = ("public", "unlisted")


class Place(Struct, frozen=True, kw_only=True):
    """A list of an instance: a tag's, an account's, the public one, or what a search finds."""

    instance: str
    kind: str
    what: str = ""

    @property
    def listing(self) -> str:
        """Its one right form: the address that a browser shows."""
        ways = {
            "tag": f"/tags/{self.what}",
            "account": f"/@{self.what}",
            "public": f"/public/{self.what}".rstrip("/"),
            "search": f"/search?q={quote_plus(self.what)}",
        }
        return self.instance + ways[self.kind]


def place_of(listing: str) -> Place:
    """The list that is meant; raises ValueError, saying what may be written, for none."""
    text = listing.strip()
    if handle := _HANDLE.fullmatch(text.lower()):
        return Place(instance=f"https://{handle[2]}", kind="account", what=handle[1])
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError as error:
        raise ValueError(say("mastodon.bad_listing")) from error
    found = None
    if parts.scheme.lower() in ("http", "https") and _HOST.fullmatch(parts.netloc.lower()):
        # The pages of those who are logged in have the same names behind /web or /deck.
        path = re.sub(r"^/(?:web|deck)(?=/|$)", "", unquote(parts.path).rstrip("/"))
        found = _list_at(path, parts.query)
    if found is None:
        raise ValueError(say("mastodon.bad_listing"))
    return Place(instance=f"https://{parts.netloc.lower()}", kind=found[0], what=found[1])


def _list_at(path: str, query: str) -> tuple[str, str] | None:
    """Which list of an instance has that address."""
    if public := _PUBLIC.fullmatch(path):
        return "public", public[1] or ""
    if account := _ACCOUNT.fullmatch(path.lower()):
        return "account", account[1]
    if (tag := _TAG.fullmatch(path)) and _WORD.fullmatch(tag[1].lower().lstrip("#")):
        return "tag", tag[1].lower().lstrip("#")
    words = " ".join(parse_qs(query).get("q", [""])[0].split())
    return ("search", words) if path == "/search" and words else None


def route_of(place: Place) -> str:
    """Where the API gives that list, for a `limit` to follow."""
    if place.kind == "tag":
        return f"/api/v1/timelines/tag/{quote(place.what)}?"
    if place.kind == "search":
        # Without a token any `offset` is refused, and a search without one finds nothing:
        # https://docs.joinmastodon.org/methods/search/
        return f"/api/v2/search?q={quote_plus(place.what)}&type=statuses&"
    return f"/api/v1/timelines/public?{place.what}{'=true&' if place.what else ''}"


def is_status(thing: object) -> bool:
    """Whether this is a post: words, and a name that is the same everywhere."""
    return (
        isinstance(thing, dict)
        and isinstance(thing.get("content"), str)
        and bool(thing.get("uri") or thing.get("url"))
    )


def is_boost(status: dict[str, Any]) -> bool:
    """Whether somebody only passes on what another one said."""
    return is_status(status.get("reblog"))


def opted_out(account: dict[str, Any], kind: str) -> bool:
    """Whether who writes there has asked not to be found in this way.

    `noindex` closes an account to search engines; without `indexable`, which is off until
    somebody turns it on, a search in what everybody said does not find it. Who writes under a
    tag wants to be found there.
    https://docs.joinmastodon.org/entities/Account/
    """
    searched = kind in ("public", "search")
    return account.get("noindex") is True or (searched and account.get("indexable") is False)


def mentions_of(statuses: list[dict[str, Any]], place: Place) -> tuple[Mention, ...]:
    """What everybody may read and search, each post once; of a boost, what was passed on."""
    posts = [status["reblog"] if is_boost(status) else status for status in statuses]
    names = {str(post.get("id")): _name(post) for post in posts}
    return first_of_each(
        _mention(post, place, names) for post in posts if _may_be_kept(post, place)
    )


def _may_be_kept(post: dict[str, Any], place: Place) -> bool:
    shown = (post.get("visibility") or "public") in _SHOWN
    return shown and not opted_out(_account(post), place.kind)


def _account(post: dict[str, Any]) -> dict[str, Any]:
    account = post.get("account")
    return account if isinstance(account, dict) else {}


def _name(post: dict[str, Any]) -> str:
    """What the post is called on every instance; its `id` is the own number of this one."""
    return str(post.get("uri") or post.get("url"))


def _mention(post: dict[str, Any], place: Place, names: dict[str, str]) -> Mention:
    created, edited = moment(post.get("created_at")), moment(post.get("edited_at"))
    parent, language = post.get("in_reply_to_id"), post.get("language")
    host = urlsplit(place.instance).netloc
    return Mention(
        id=_name(post),
        kind="comment" if parent else "post",
        url=_address(post.get("url")) or _address(post.get("uri")),
        title=one_line(str(post.get("spoiler_text") or ""), 500),
        text=text_of(_WITHIN_WORDS.sub("", post["content"])),
        author=_author(_account(post), host),
        published_at=created,
        edited_at=edited if created and edited and edited > created else None,
        precision="second" if created else "none",
        language=language.replace("_", "-").lower() if isinstance(language, str) else None,
        subject=place.listing,
        engagement=Engagement(
            likes=whole(post.get("favourites_count")),
            replies=whole(post.get("replies_count")),
            shares=whole(post.get("reblogs_count")),
        ),
        # Of the parent only this instance's number is told, unless it stands on the same page.
        parent_id=names.get(str(parent), f"{host}:{parent}") if parent else None,
    )


def _author(account: dict[str, Any], host: str) -> Author | None:
    """Who wrote it; those at home on this instance are told without its name."""
    handle, url = account.get("acct"), _address(account.get("url"))
    if not isinstance(handle, str) or not handle:
        return None
    at_home = urlsplit(url).netloc or host
    full = handle if "@" in handle else f"{handle}@{at_home}"
    name = account.get("display_name")
    shown = one_line(name) if isinstance(name, str) else ""
    return Author(name=shown or handle.partition("@")[0], id=full, url=url or None)


def _address(url: object) -> str:
    return web_address(url) if isinstance(url, str) else ""
