"""The brand's own account on Instagram: where it is tagged, and the comments on what it shows.

And hashtags, which are looked for in the name of such an account.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import quote

from msgspec.structs import replace

from listener.errors import AccessDenied, Throttled
from listener.i18n import say
from listener.model import (
    Author,
    Bookmark,
    Cost,
    Engagement,
    Mention,
    Page,
    Payload,
    Request,
    Watch,
)
from listener.source import About, Pace, Secret

from ._answers import whole
from ._graph import GraphError, Named, address_of, after_of, id_of, proof_secret
from ._graphwalk import GraphWalk, Said, Thread, objects, talk
from ._instagramtags import (
    BUDGET,
    cursor_of,
    is_tag,
    is_too_many,
    is_unused,
    lost,
    tag_of,
)
from ._token import moment

TOKEN = "LISTENER_INSTAGRAM_TOKEN"  # noqa: S105 - a name, no password
APP_SECRET = "LISTENER_INSTAGRAM_APP_SECRET"  # noqa: S105

_REPLY = "id,text,timestamp,username,from,like_count"
_COMMENT = f"{_REPLY},replies.limit(50){{{_REPLY}}}"
_POST = "id,caption,permalink,timestamp,username,like_count,comments_count"
_TAGGED = "id,caption,permalink,timestamp,like_count,comments_count"
_ACCOUNT = "instagram_business_account{id,username}"
_PER_PAGE = "50"

_NUMBER = re.compile(r"[0-9]{15,20}")
_NAME = "([a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?)"
_LISTING = re.compile(
    rf"@?{_NAME}|(?:https?://)?(?:www\.|m\.)?instagram\.com/{_NAME}(?:[/?#].*)?", re.IGNORECASE
)
_NO_ACCOUNTS = frozenset("accounts explore p reel reels stories tv direct".split())


class Instagram(GraphWalk):
    """The posts that tag one account, its own, and what is said below these."""

    named = Named("Instagram", TOKEN, "instagram_basic, instagram_manage_comments")
    app_secret = APP_SECRET
    lists = (
        ("tags", {"fields": _POST, "limit": _PER_PAGE}),
        ("media", {"fields": f"{_POST},comments.limit(50){{{_COMMENT}}}", "limit": "25"}),
    )
    threads: ClassVar = {
        "comments": {"fields": _COMMENT, "limit": _PER_PAGE},
        "replies": {"fields": _REPLY, "limit": _PER_PAGE},
    }
    about = About(
        name="instagram",
        title="Instagram",
        homepage="https://www.instagram.com",
        docs="https://developers.facebook.com/docs/instagram-platform",
        access="official-api",
        gives="mentions",
        watches="listing",
        example="https://www.instagram.com/cafeluna/",
        sees={
            "es": "Tu propia cuenta profesional de Instagram: las publicaciones en las que la "
            "etiquetan, las tuyas, y todos los comentarios y respuestas en las tuyas, con sus me "
            "gusta. Y hashtags («#cafeluna»): las publicaciones de las últimas 24 horas que lo "
            "llevan. Meta deja buscar 30 distintos en siete días, y para eso pide aprobar tu "
            "aplicación («Instagram Public Content Access») y el token de una persona.",
            "en": "Your own professional account on Instagram: the posts in which it is tagged, "
            "your own, and all comments and replies below your own, with their likes. And "
            'hashtags ("#cafeluna"): the posts of the last 24 hours that bear it. Meta lets 30 '
            "different ones be searched for in seven days, and for that asks to approve your "
            'application ("Instagram Public Content Access") and for the token of a person.',
        },
        misses={
            "es": "De un hashtag, quién escribió y los comentarios (Meta no los da), y lo que se "
            "publica mientras no se mira en un día entero; las menciones con @ en textos o "
            "comentarios ajenos (Meta solo las avisa al momento), las historias y las cuentas "
            "privadas. Instagram no se puede buscar por palabras. Un comentario en una "
            "publicación de hace más de cuatro semanas, o una respuesta a un comentario antiguo, "
            "puede tardar una semana en verse; lo borrado no se nota.",
            "en": "Of a hashtag, who wrote and the comments (Meta does not give them), and what is "
            "posted while nobody looks for a whole day; mentions with @ in others' texts or "
            "comments (Meta only tells of them as they happen), stories and private accounts. "
            "Instagram cannot be searched by words. A comment below a post older than four "
            "weeks, or a reply to an old comment, may take a week to be seen; deletions go "
            "unnoticed.",
        },
        secrets=(
            Secret(
                TOKEN,
                {
                    "es": "Un token de la página de Facebook unida a tu cuenta, con los permisos "
                    "instagram_basic, instagram_manage_comments y pages_read_engagement.",
                    "en": "A token of the Facebook page that your account is connected to, with "
                    "the permissions instagram_basic, instagram_manage_comments and "
                    "pages_read_engagement.",
                },
                "https://developers.facebook.com/docs/instagram-platform",
            ),
            proof_secret(APP_SECRET),
        ),
        pace=Pace(delay=1.0, concurrency=1),
        pages=300,
        overlap=timedelta(days=1),
        rereads=timedelta(days=7),
        match=False,
        reads=(200, 400, 401, 403, 404),
        budgets=(BUDGET,),
    )

    def normal_listing(self, listing: str) -> str:
        """The name or number of the account, or the hashtag, from itself or from its address."""
        if tag := tag_of(listing):
            return tag
        found = _LISTING.fullmatch(listing.strip())
        name = (found[1] or found[2]).lower() if found else ""
        if not name or name in _NO_ACCOUNTS or name.endswith("instagram.com"):
            raise ValueError(say("graph.bad_account"))
        return name

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """Who is asked about; or, of a hashtag, who may ask."""
        if tag := tag_of(watch.listing):
            return self.ask("me", {"fields": _ACCOUNT}, cursor_of(tag, since))
        return super().first(watch, since)

    def read(self, request: Request, payload: Payload) -> Page:
        """One answer; below a hashtag no more than a day is shown."""
        page, cursor = super().read(request, payload), request.cursor
        if not is_tag(cursor) or "edge" not in cursor or cursor["after"]:
            return page
        return replace(page, hole=page.hole or lost(cursor, payload))

    def edges(self, cursor: Mapping[str, str]) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """The lists of an account, or the one of a hashtag."""
        if not is_tag(cursor):
            return self.lists
        asked = {"user_id": cursor["user"], "fields": _TAGGED, "limit": _PER_PAGE}
        return (("recent_media", asked),)

    def introduction(self, cursor: dict[str, str]) -> Request:
        """The number of the account, where we know its name only."""
        if _NUMBER.fullmatch(cursor["listing"]):
            return self.start(cursor, cursor["listing"])
        return self.ask("me", {"fields": _ACCOUNT}, cursor)

    def begin(self, request: Request, payload: Payload, answer: dict[str, Any]) -> Page:
        """The account among those that the token gives access to: one page's, or a person's."""
        if "user" in request.cursor:
            return self._tag(request.cursor, answer)
        pages = answer.get("data") if "pages" in request.cursor else [answer]
        if not isinstance(pages, list):
            raise self.changed("data")
        listing, after = request.cursor["listing"], after_of(answer)
        number = next((n for page in pages if (n := _account(page, listing))), "")
        if number and is_tag(request.cursor):
            return Page(in_order=False, next=self._look_up(request.cursor, number))
        if number:
            return Page(in_order=False, next=self.start(request.cursor, number))
        if "pages" not in request.cursor or (after and after != request.cursor["pages"]):
            return Page(in_order=False, next=self._pages(request.cursor, after or ""))
        raise _no_account(listing)

    def excused(self, cursor: dict[str, str], error: GraphError) -> Page | None:
        """A person's token knows no account of its own, but those of the person's pages."""
        if "user" in cursor and is_too_many(error):
            raise Throttled(say("graph.many_hashtags"))
        if "user" in cursor and is_unused(error):
            return Page(in_order=False, stopped_because="reached_bookmark")
        if "user" in cursor:
            return super().excused(cursor, error)
        if "edge" in cursor or not error.is_not_for_us:
            return super().excused(cursor, error)
        if "pages" not in cursor:
            return Page(in_order=False, next=self._pages(cursor, ""))
        raise _no_account(cursor["listing"])

    def post(self, item: Mapping[str, Any], listing: str, since: datetime | None) -> list[Said]:
        """A post, and the comments below it that came along."""
        post = id_of(item.get("id"))
        if not post:
            return []
        url = address_of(item.get("permalink"))
        mention = _mention(item, listing, url=url, text="caption", replies="comments_count")
        thread = Thread(node=post, edge="comments", post=post, url=mention.url)
        told = item.get("comments")
        below = [each for i in objects(told) for each in self.comments(i, thread, listing)]
        return talk(mention, mention.published_at, thread, told, below, since)

    def comments(self, item: Mapping[str, Any], thread: Thread, listing: str) -> list[Said]:
        """A comment with the replies that came along, or a reply."""
        number = id_of(item.get("id"))
        if not number:
            return []
        told = item.get("replies")
        mention = _mention(item, listing, url=thread.url, text="text", thread=thread)
        own = Thread(node=number, edge="replies", post=thread.post, url=thread.url)
        below = [each for i in objects(told) for each in self.comments(i, own, listing)]
        return talk(mention, mention.published_at, own, told, below, None)

    def _look_up(self, cursor: dict[str, str], user: str) -> Request:
        """The number of a hashtag: this is what Meta counts."""
        tag = cursor["listing"].removeprefix("#")
        asked = {"user_id": user, "q": tag}
        request = self.ask("ig_hashtag_search", asked, {**cursor, "user": user})
        return replace(request, costs=(Cost("hashtags", thing=tag),))

    def _tag(self, cursor: dict[str, str], answer: dict[str, Any]) -> Page:
        number = next((id_of(each.get("id")) for each in self.items(answer)), "")
        if not number:
            raise self.changed("id")
        return Page(in_order=False, next=self.start(cursor, number))

    def _pages(self, cursor: dict[str, str], after: str) -> Request:
        asked = {"fields": _ACCOUNT, "limit": "100"} | ({"after": after} if after else {})
        return self.ask("me/accounts", asked, {**cursor, "pages": after})


def _mention(
    item: Mapping[str, Any],
    listing: str,
    *,
    url: str,
    text: str,
    replies: str = "",
    thread: Thread | None = None,
) -> Mention:
    number, at = id_of(item.get("id")), moment(item.get("timestamp"))
    return Mention(
        id=number,
        kind="comment" if thread else "post",
        url=url,
        text=_text(item.get(text)).strip(),
        author=_author(item),
        published_at=at,
        precision="second" if at else "none",
        subject=listing,
        engagement=Engagement(
            likes=whole(item.get("like_count")), replies=whole(item.get(replies))
        ),
        parent_id=thread.node if thread else None,
        thread_id=thread.post if thread else number,
    )


def _author(item: Mapping[str, Any]) -> Author | None:
    """Who wrote it: a name, and beside own posts a number."""
    told = item.get("from") or item.get("user") or item.get("owner")
    told = told if isinstance(told, dict) else {}
    name, number = _text(item.get("username")) or _text(told.get("username")), id_of(told.get("id"))
    if not name and not number:
        return None
    url = f"https://www.instagram.com/{quote(name, safe='', errors='replace')}/" if name else None
    return Author(name=name or None, id=number or None, url=url)


def _account(page: object, listing: str) -> str:
    """The number of that account, if it is connected to this page; any may look for tags."""
    told = page.get("instagram_business_account") if isinstance(page, dict) else None
    if not isinstance(told, dict):
        return ""
    if not listing.startswith("#") and _text(told.get("username")).lower() != listing:
        return ""
    return id_of(told.get("id"))


def _no_account(listing: str) -> AccessDenied:
    if listing.startswith("#"):
        return AccessDenied(say("graph.no_account_for_tags", secret=TOKEN))
    return AccessDenied(say("graph.no_account", listing=listing, secret=TOKEN))


def _text(told: object) -> str:
    return told if isinstance(told, str) else ""


SOURCE = Instagram()
