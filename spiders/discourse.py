"""Discourse forums, through the list of newest posts that each of them offers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.lookagain import Asked, LooksAgain
from listener.model import Author, Bookmark, Engagement, Mention, Page, Payload, Request, Watch
from listener.source import About, Pace, Source
from listener.text import one_line, web_address

from ._answers import first_of_each, json_of, whole
from ._cooked import said_in
from ._token import moment

WINDOW = 50
"""Numbers of posts that one answer reaches down, at least."""
MOST_EMPTY = 20
"""Answers without a post in a row, as long runs of private messages make them."""

_LIKE = 2
_SAID = (None, 1, 2)
"""Kinds of post that somebody wrote; the others note that a topic was closed, or moved."""
_ROUTES = frozenset(
    "about admin badges c categories faq g groups guidelines hot latest login my new p posts "
    "privacy search session signup t tag tags top tos u unread".split()
)


class Discourse(Source, LooksAgain):
    """All public posts of one forum, newest first."""

    look_again_after = timedelta(days=7)
    many_hosts = True
    until_age = timedelta(days=180)
    about = About(
        name="discourse",
        title="Discourse",
        homepage="https://www.discourse.org",
        docs="https://docs.discourse.org/#tag/Posts/operation/listPosts",
        access="official-api",
        gives="mentions",
        watches="listing",
        example="https://foro.example.com",
        sees={
            "es": "Los temas y respuestas públicos de un foro hecho con Discourse, con sus «me "
            "gusta», respuestas y lecturas. Se lee todo el foro y se guarda lo que habla de tu "
            "marca.",
            "en": "The public topics and replies of a forum made with Discourse, with their likes, "
            "replies and reads. The whole forum is read, and what speaks of your brand is kept.",
        },
        misses={
            "es": "Los mensajes privados, las categorías cerradas, los temas ocultos y los foros "
            "que piden iniciar sesión. Lo que alguien cita de otra persona no cuenta como suyo. Lo "
            "que su autor edita o borra se nota durante medio día y después una vez por semana, "
            "en los últimos 4900 mensajes; lo que borra un moderador, solo con «listener recheck».",
            "en": "Private messages, closed categories, unlisted topics, and forums that ask for a "
            "login. What somebody quotes of somebody else does not count as theirs. What its "
            "author edits or deletes is noticed for half a day and then once a week, among the "
            "latest 4900 posts; what a moderator deletes, by `listener recheck` only.",
        },
        pace=Pace(delay=1.0, concurrency=1),
        pages=100,
        # Nothing comes late, as posts are numbered in their order: this is for edits.
        overlap=timedelta(hours=12),
        rereads=timedelta(days=7),
        reads=(200, 403, 404),
    )

    def normal_listing(self, listing: str) -> str:
        """The address of the forum itself, without what lies within it."""
        text = listing.strip()
        try:
            parts = urlsplit(text if "://" in text else f"https://{text}")
            host, _port = parts.hostname, parts.port
        except ValueError as error:
            raise ValueError(say("discourse.bad_forum")) from error
        path = ""
        for step in filter(None, parts.path.split("/")):
            if step.partition(".")[0] in _ROUTES:
                break
            path += f"/{step}"
        address = web_address(f"{parts.scheme.lower()}://{parts.netloc.lower()}{path}")
        if not address or "." not in (host or ""):
            raise ValueError(say("discourse.bad_forum"))
        return address

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The newest posts."""
        return _ask(self.normal_listing(watch.listing))

    def read(self, request: Request, payload: Payload) -> Page:
        """The posts of one answer, and the question for those below them."""
        forum = request.cursor["forum"]
        _check(payload, forum)
        answer = json_of(payload, self.about.title)
        posts = answer.get("latest_posts") if isinstance(answer, dict) else None
        if not isinstance(posts, list):
            raise _changed("latest_posts")
        known = [post for post in posts if _is_post(post)]
        if posts and not known:
            raise _changed("cooked")
        written = (post for post in known if post.get("post_type") in _SAID)
        mentions = first_of_each(_mention(post, forum) for post in written)
        return _go_on(request.cursor, [int(post["id"]) for post in known], mentions)

    def kind_of(self, asked: Asked) -> str | None:
        """The forum."""
        return asked.id.rpartition("/p/")[0] or None

    def look_again(self, asked: Sequence[Asked]) -> Request:
        """The one post; of the first in a topic the topic, since only that tells its title.

        https://docs.discourse.org/#tag/Posts/operation/getPost, /Topics/operation/getTopic
        """
        (one,) = asked
        place, _, number = one.id.rpartition("/p/")
        scheme = "http" if one.url.startswith("http://") else "https"
        thread = (one.thread_id or "").rpartition("/t/")[2]
        way = f"t/{thread}" if one.kind == "post" and thread else f"posts/{number}"
        forum = f"{scheme}://{place}"
        return Request(
            url=f"{forum}/{way}.json",
            headers={"Accept": "application/json"},
            cursor={"forum": forum, "post": number},
        )

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        """The post as it is; deleted, if the forum says that there is none for everybody."""
        (one,), forum = asked, request.cursor["forum"]
        if payload.status == 404 and _says(payload) == "not_found":
            return Page(mentions=(Mention(id=one.id, kind=one.kind, deleted=True),))
        if payload.status == 403 and _says(payload) == "invalid_access":
            return Page()
        _check(payload, forum)
        post = _post_in(json_of(payload, self.about.title), int(request.cursor["post"]))
        return Page(mentions=(_mention(post, forum),))


def _says(payload: Payload) -> str:
    """The kind of error that a forum tells, which a page of something else does not."""
    try:
        answer = json_of(payload, Discourse.about.title)
    except UnexpectedAnswer:
        return ""
    return str(answer.get("error_type", "")) if isinstance(answer, dict) else ""


def _post_in(answer: Any, number: int) -> dict[str, Any]:
    """The post of that number: the answer itself, or one of a topic, which gives its title."""
    stream = answer.get("post_stream") if isinstance(answer, dict) else None
    if isinstance(stream, dict):
        posts = stream.get("posts")
        found = [each for each in posts if _is_post(each)] if isinstance(posts, list) else []
        title = {"topic_title": answer.get("title"), "topic_slug": answer.get("slug")}
        answer = next(({**each, **title} for each in found if each["id"] == number), None)
    if not isinstance(answer, dict) or not _is_post(answer) or answer["id"] != number:
        raise _changed("cooked")
    return answer


def _ask(forum: str, before: int | None = None, empty: int = 0) -> Request:
    query = "" if before is None else f"?{urlencode({'before': before})}"
    return Request(
        url=f"{forum}/posts.json{query}",
        headers={"Accept": "application/json"},
        cursor={
            "forum": forum,
            "before": "" if before is None else str(before),
            "empty": str(empty),
        },
    )


def _go_on(cursor: dict[str, str], numbers: list[int], mentions: tuple[Mention, ...]) -> Page:
    """The page with the question for what is older.

    Until 2024 an answer told what it could show of fifty numbers, and be empty in the midst of a
    forum; `before` itself was among them, and since 2026 it is not. So the lowest number is asked
    for once more, and emptiness ends a walk only where no numbers are left.
    https://github.com/discourse/discourse/pull/27098
    """
    forum, asked = cursor["forum"], cursor["before"]
    lowest = min(numbers, default=None)
    if lowest is not None and (not asked or lowest < int(asked)):
        following = _ask(forum, lowest) if lowest > 1 else None
        return Page(mentions=mentions, next=following)
    empty = int(cursor["empty"]) + 1
    if not asked or empty > MOST_EMPTY:
        return Page(mentions=mentions, stopped_because="source_cap")
    before = int(asked) - WINDOW
    following = _ask(forum, before, empty) if before > 0 else None
    return Page(mentions=mentions, next=following)


def _check(payload: Payload, forum: str) -> None:
    """Raises an error for what is no answer of a forum that anybody may read."""
    shown = one_line(forum, 80)
    if payload.status == 404:
        raise UnexpectedAnswer(say("discourse.no_forum", forum=shown))
    # A forum that is closed answers 403, or sends everybody to where one signs in.
    path = payload.url.partition("?")[0]
    if payload.status == 403 or path.endswith(("/login", "/session/sso")):
        raise AccessDenied(say("discourse.closed", forum=shown))


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=Discourse.about.title, what=what))


def _is_post(post: object) -> bool:
    return isinstance(post, dict) and bool(whole(post.get("id"))) and "cooked" in post


def _mention(post: dict[str, Any], forum: str) -> Mention:
    """One post. Ids are the forum's own short addresses: /p/ a post, /t/ a topic and its posts."""
    place = forum.partition("://")[2]
    topic, number = whole(post.get("topic_id")), whole(post.get("post_number"))
    parent = whole(post.get("reply_to_post_number"))
    at = moment(post.get("created_at"))
    is_first = number == 1
    # Texts that were hidden or taken back are replaced by a notice of the forum's.
    gone = any(post.get(key) for key in ("deleted_at", "user_deleted", "hidden"))
    title = post.get("topic_title") if is_first and not gone else ""
    return Mention(
        id=f"{place}/p/{whole(post['id'])}",
        kind="post" if is_first else "comment",
        url=_address(post, forum, topic, number),
        title=one_line(title, 500) if isinstance(title, str) else "",
        text="" if gone else said_in(post["cooked"]),
        author=_author(post, forum),
        published_at=at,
        edited_at=_edited(post, at),
        precision="second" if at else "none",
        subject=place,
        engagement=Engagement(
            likes=_likes(post.get("actions_summary")),
            replies=whole(post.get("reply_count")),
            views=whole(post.get("reads")),
        ),
        parent_id=f"{place}/t/{topic}/{parent}" if topic and parent else None,
        thread_id=f"{place}/t/{topic}" if topic else None,
        deleted=gone,
    )


def _address(post: dict[str, Any], forum: str, topic: int | None, number: int | None) -> str:
    if topic is None or number is None:
        return f"{forum}/p/{whole(post['id'])}"
    slug = quote(str(post.get("topic_slug") or "-"), safe="", errors="replace")
    return f"{forum}/t/{slug}/{topic}/{number}"


def _author(post: dict[str, Any], forum: str) -> Author | None:
    """The user by the name that is written after the @; one who has left has none."""
    name, number = post.get("username"), whole(post.get("user_id"))
    if not isinstance(name, str) or not name:
        return None
    url = f"{forum}/u/{quote(name, safe='', errors='replace')}"
    return Author(name=name, id=None if number is None else str(number), url=url)


def _edited(post: dict[str, Any], created: datetime | None) -> datetime | None:
    """When it was last edited; a forum that was moved has changed posts that nobody edited."""
    at = moment(post.get("updated_at"))
    edited = (whole(post.get("version")) or 1) > 1
    return at if edited and at and created and at > created else None


def _likes(actions: object) -> int | None:
    """How many like it; only what somebody has done to a post is listed."""
    if not isinstance(actions, list):
        return None
    done = [each for each in actions if isinstance(each, dict) and each.get("id") == _LIKE]
    return whole(done[0].get("count")) if done else 0


SOURCE = Discourse()
