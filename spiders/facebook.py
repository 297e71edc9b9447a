"""The brand's own page on Facebook: where it is tagged, what stands on it, and all comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from listener.i18n import say
from listener.model import Author, Engagement, ListingTotals, Mention, Page, Payload, Request
from listener.source import About, Pace, Secret

from ._answers import whole
from ._graph import GraphError, Named, address_of, id_of, proof_secret
from ._graphwalk import NEWEST_FIRST, GraphWalk, Said, Thread, objects, talk
from ._token import moment

TOKEN = "LISTENER_FACEBOOK_TOKEN"  # noqa: S105 - a name, no password
APP_SECRET = "LISTENER_FACEBOOK_APP_SECRET"  # noqa: S105

_COMMENT = "id,message,created_time,from,permalink_url,parent{id},like_count,comment_count"
# Replies come with `stream` only, and the newest first in this order only:
# https://developers.facebook.com/docs/graph-api/reference/object/comments
_COMMENTS = f"comments.filter(stream).order({NEWEST_FIRST}).limit(25).summary(true){{{_COMMENT}}}"
_POST = "id,message,story,created_time,permalink_url,from"
_COUNTS = "shares,reactions.summary(total_count).limit(0)"

_NAME = re.compile(r"[a-z0-9][a-z0-9.]{2,49}")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)?(?:facebook|fb)\.com")
_COMMENT_ADDRESS = re.compile(
    r"/posts/([0-9]+)/?\?comment_id=([0-9]+)(?:&reply_comment_id=([0-9]+))?"
)
_LAST_NUMBER = re.compile(r"(?:.*-)?([0-9]{5,20})")
_NO_PAGES = frozenset(
    "ads events gaming groups hashtag help login marketplace photo photo.php posts reel reels "
    "search share sharer story.php stories watch permalink.php".split()
)


class Facebook(GraphWalk):
    """The posts of one page and what is said below them."""

    named = Named("Facebook", TOKEN, "pages_read_engagement, pages_read_user_content")
    app_secret = APP_SECRET
    lists = (
        ("tagged", {"fields": f"{_POST},tagged_time,{_COUNTS}", "limit": "50"}),
        ("feed", {"fields": f"{_POST},{_COUNTS},{_COMMENTS}", "limit": "25"}),
    )
    threads: ClassVar = {
        "comments": {
            "fields": _COMMENT,
            "filter": "stream",
            "order": NEWEST_FIRST,
            "summary": "true",
            "limit": "100",
        }
    }
    about = About(
        name="facebook",
        title="Facebook",
        homepage="https://www.facebook.com",
        docs="https://developers.facebook.com/docs/pages-api",
        access="official-api",
        gives="mentions",
        watches="listing",
        example="https://www.facebook.com/cafeluna",
        sees={
            "es": "Tu propia página de Facebook: las publicaciones que la etiquetan, lo que la "
            "gente y tú escribís en ella y todos los comentarios y respuestas, con me gusta y "
            "veces compartido; y, si Meta lo cuenta, la nota media de sus reseñas.",
            "en": "Your own Facebook page: the posts that tag it, what people and you write on "
            "it, and all comments and replies, with likes and shares; and, where Meta tells, the "
            "mean of its reviews.",
        },
        misses={
            "es": "Las reseñas y recomendaciones: Meta ya no las da por su API. El resto de "
            "Facebook: otras páginas, grupos y perfiles. A menudo Meta no dice quién escribe. Un "
            "comentario en una publicación de hace más de cuatro semanas, o una edición, puede "
            "tardar una semana en verse; lo borrado no se nota. Los comentarios de publicaciones "
            "ajenas que te etiquetan. Un token lee una sola página, la de su marca.",
            "en": "Reviews and recommendations: Meta no longer gives them by its API. The rest of "
            "Facebook: other pages, groups and profiles. Often Meta does not tell who wrote. A "
            "comment below a post older than four weeks, or an edit, may take a week to be seen; "
            "deletions go unnoticed. The comments below others' posts that tag you. One token "
            "reads one page, that of its brand.",
        },
        secrets=(
            Secret(
                TOKEN,
                {
                    "es": "El token de tu página (page access token), de larga duración, con los "
                    "permisos pages_read_engagement y pages_read_user_content.",
                    "en": "The token of your page (page access token), a long-lived one, with the "
                    "permissions pages_read_engagement and pages_read_user_content.",
                },
                "https://developers.facebook.com/docs/pages-api/getting-started",
            ),
            proof_secret(APP_SECRET),
        ),
        pace=Pace(delay=1.0, concurrency=1),
        pages=300,
        overlap=timedelta(days=1),
        rereads=timedelta(days=7),
        match=False,
        reads=(200, 400, 401, 403, 404),
    )

    def normal_listing(self, listing: str) -> str:
        """The name or number of the page, from itself or from its address."""
        found = _page_in(listing.strip())
        if found is None:
            raise ValueError(say("graph.bad_page"))
        return found

    def introduction(self, cursor: dict[str, str]) -> Request:
        """What the page counts of its reviews."""
        return self.ask(
            cursor["listing"], {"fields": "id,overall_star_rating,rating_count"}, cursor
        )

    def begin(self, request: Request, payload: Payload, answer: dict[str, Any]) -> Page:
        """The number of the page: its name may change."""
        page = id_of(answer.get("id"))
        if not page:
            raise self.changed("id")
        return Page(totals=_totals(answer), in_order=False, next=self.start(request.cursor, page))

    def excused(self, cursor: dict[str, str], error: GraphError) -> Page | None:
        """Where the stars are not told, the posts may be."""
        if "edge" not in cursor and error.is_not_for_us:
            return Page(in_order=False, next=self.start(cursor, cursor["listing"]))
        return super().excused(cursor, error)

    def post(self, item: Mapping[str, Any], listing: str, since: datetime | None) -> list[Said]:
        """A post, and the comments below it that came along."""
        post = id_of(item.get("id"))
        if not post:
            return []
        mention = _mention(item, post, listing, thread=post)
        at = max(
            (t for t in (mention.published_at, moment(item.get("tagged_time"))) if t), default=None
        )
        thread = Thread(node=post, edge="comments", post=post, url=mention.url)
        told = item.get("comments")
        below = [each for i in objects(told) for each in self.comments(i, thread, listing)]
        return talk(mention, at, thread, told, below, since)

    def comments(self, item: Mapping[str, Any], thread: Thread, listing: str) -> list[Said]:
        """A comment or a reply: with `stream` they come in one list."""
        told, above = _numbers_in(item.get("permalink_url"))
        comment = _comment(item.get("id")) or told
        if not comment:
            return []
        parent = _comment(_of(item.get("parent"), "id")) or above or thread.post
        mention = _mention(item, comment, listing, parent=parent, thread=thread.post)
        return [Said(mention, mention.published_at)]


def _mention(
    item: Mapping[str, Any], number: str, listing: str, *, thread: str, parent: str | None = None
) -> Mention:
    at, said = moment(item.get("created_time")), item.get("message") or item.get("story")
    return Mention(
        id=number,
        kind="comment" if parent else "post",
        url=address_of(item.get("permalink_url")) or f"https://www.facebook.com/{number}",
        text=said.strip() if isinstance(said, str) else "",
        author=_author(item.get("from")),
        published_at=at,
        precision="second" if at else "none",
        subject=listing,
        engagement=_engagement(item),
        parent_id=parent,
        thread_id=thread,
    )


def _engagement(item: Mapping[str, Any]) -> Engagement:
    """What stands beside a post or a comment: each counts in words of its own."""
    likes = whole(item.get("like_count"))
    reactions = item.get("reactions") or item.get("likes")
    replies = whole(item.get("comment_count"))
    return Engagement(
        likes=_total(reactions) if likes is None else likes,
        replies=_total(item.get("comments")) if replies is None else replies,
        shares=whole(_of(item.get("shares"), "count")),
    )


def _total(listing: object) -> int | None:
    """How many a list counts: in its summary, in the oldest versions beside its objects."""
    summary = _of(listing, "summary")
    return whole(_of(summary, "total_count") if summary else _of(listing, "total_count"))


def _author(told: object) -> Author | None:
    """Who wrote it; of most people Meta does not tell."""
    number, name = id_of(_of(told, "id")), _of(told, "name")
    if not number and not isinstance(name, str):
        return None
    return Author(
        id=number or None,
        name=name if isinstance(name, str) else None,
        url=f"https://www.facebook.com/{number}" if number.isdigit() else None,
    )


def _totals(page: Mapping[str, Any]) -> ListingTotals | None:
    """How many reviews the page has and their mean, where it has any."""
    count, stars = whole(page.get("rating_count")), page.get("overall_star_rating")
    if count is None or count < 0:
        return None
    good = isinstance(stars, int | float) and not isinstance(stars, bool) and 1 <= stars <= 5
    return ListingTotals(count=count, stars=float(stars) if good and count and stars else None)


def _of(told: object, name: str) -> Any:
    return told.get(name) if isinstance(told, dict) else None


def _comment(told: object) -> str:
    """The number of a comment: post and comment, with or without that of the page before them."""
    return "_".join(id_of(told).split("_")[-2:])


def _numbers_in(address: object) -> tuple[str, str]:
    """The numbers of a comment, and of the one it answers, from its address.

    Meta keeps the number back of comments on a page that one does not moderate.
    https://developers.facebook.com/docs/graph-api/reference/object/comments
    """
    found = _COMMENT_ADDRESS.search(address_of(address))
    if not found:
        return "", ""
    post, comment, reply = found.groups()
    return (f"{post}_{reply}", f"{post}_{comment}") if reply else (f"{post}_{comment}", "")


def _page_in(text: str) -> str | None:
    """The page that a person means; None for a group, an event and what is no page."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:
        return None
    if not _HOST.fullmatch((parts.hostname or "").lower()):
        name = text.removeprefix("@")
        return None if name.endswith((".com", ".php")) else _page_named(name)
    way = [unquote(each) for each in parts.path.split("/") if each]
    match way:
        case ["profile.php"]:
            return _page_named(next(iter(parse_qs(parts.query).get("id", [])), ""))
        case ["pages" | "people" | "p", _, *_]:
            last = _LAST_NUMBER.fullmatch(way[-1])
            return last[1] if last else None
        case ["pg", name, *_] | [name, *_]:
            return _page_named(name)
    return None


def _page_named(name: str) -> str | None:
    last = _LAST_NUMBER.fullmatch(name)
    if last:
        return last[1]
    name = name.lower()
    return name if _NAME.fullmatch(name) and name not in _NO_PAGES else None


SOURCE = Facebook()
