"""Hacker News, through the search that Algolia offers for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.lookagain import Asked, LooksAgain
from listener.model import Author, Bookmark, Engagement, Mention, Page, Payload, Request, Watch
from listener.source import About, Pace, Source, base_url

from ._answers import first_of_each, json_of, text_of, time_of, whole

PER_PAGE = 200
CEILING = 1000
"""Algolia shows no more hits of one question than this; what lies below is asked by time."""

_SAID = frozenset(("title", "story_text", "comment_text"))
_GONE = ("[deleted]", "[dead]", "[flagged]")


class HackerNews(Source, LooksAgain):
    """Stories and comments that hold a phrase, newest first."""

    host = "https://hn.algolia.com"
    # The search keeps for a while what was deleted; the site's own interface says so at once:
    # https://github.com/HackerNews/API#items
    items = "https://hacker-news.firebaseio.com"
    look_again_after = timedelta(days=2)
    until_age = timedelta(days=30)
    about = About(
        name="hackernews",
        title="Hacker News",
        homepage="https://news.ycombinator.com",
        docs="https://hn.algolia.com/api",
        access="official-api",
        gives="mentions",
        watches="query",
        example="acme bank",
        sees={
            "es": "Publicaciones y comentarios que contienen tus frases, con votos y respuestas, "
            "desde 2006.",
            "en": "Stories and comments that contain your phrases, with points and replies, "
            "since 2006.",
        },
        misses={
            "es": "Lo que dicen las páginas enlazadas y, casi siempre, lo borrado o marcado por "
            "moderación. Puede tardar unos minutos en aparecer. Casi todo está en inglés.",
            "en": "What the linked pages say and, mostly, what was deleted or flagged. It may "
            "take some minutes to appear. Nearly all of it is in English.",
        },
        pace=Pace(delay=1.0, concurrency=1),
        pages=50,
        overlap=timedelta(days=1),
    )

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The newest hits, down to the bookmark less the overlap."""
        after = ""
        if since and since.newest_at:
            after = str(int((since.newest_at - self.about.overlap).timestamp()))
        return self._ask(watch.terms[0], after)

    def between(self, watch: Watch, from_at: datetime, to_at: datetime) -> Request:
        """The hits of a slice, newest first."""
        after, until = int(from_at.timestamp()) - 1, int(to_at.timestamp())
        return self._ask(watch.terms[0], str(after), str(until))

    def read(self, request: Request, payload: Payload) -> Page:
        """The hits of one answer, and the question for those that come after."""
        answer = json_of(payload, self.about.title)
        hits = answer.get("hits") if isinstance(answer, dict) else None
        if not isinstance(hits, list):
            raise UnexpectedAnswer(say("sources.changed", source=self.about.title, what="hits"))
        mentions = first_of_each(_mention(hit) for hit in hits if _is_hit(hit))
        if hits and not mentions:
            raise UnexpectedAnswer(say("sources.changed", source=self.about.title, what="title"))
        page = Page(mentions=mentions)
        return self._go_on(request.cursor, answer, page) if hits else page

    def look_again(self, asked: Sequence[Asked]) -> Request:
        """The one story or comment."""
        base = base_url("hackernews_items", self.items)
        return Request(url=f"{base}/v0/item/{quote(asked[0].id, safe='')}.json")

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        """The story or comment as it is; `null` for one that never was, which tells nothing."""
        item = json_of(payload, self.about.title)
        if item is None:
            return Page()
        if not isinstance(item, dict) or str(item.get("id")) != asked[0].id:
            raise UnexpectedAnswer(say("sources.changed", source=self.about.title, what="id"))
        return Page(mentions=(_mention(_as_hit(item)),))

    def _ask(self, term: str, after: str, until: str = "", page: int = 0) -> Request:
        quoted = '"{}"'.format(term.replace('"', " "))
        bounds = [f"created_at_i>{after}"] if after else []
        bounds += [f"created_at_i<={until}"] if until else []
        # Without quotes and with typo tolerance "acme" finds "acne":
        # https://www.algolia.com/doc/api-reference/api-parameters/typoTolerance/
        asked: dict[str, str | int] = {
            "query": quoted,
            "tags": "(story,comment)",
            "typoTolerance": "false",
            "advancedSyntax": "true",
            "hitsPerPage": PER_PAGE,
            "page": page,
        }
        if bounds:
            asked["numericFilters"] = ",".join(bounds)
        return Request(
            url=f"{base_url('hackernews', self.host)}/api/v1/search_by_date?{urlencode(asked)}",
            cursor={"term": term, "after": after, "until": until, "page": str(page)},
        )

    def _go_on(self, cursor: dict[str, str], answer: dict[str, Any], page: Page) -> Page:
        """The page with what to ask next: the next page of this slice, or an older slice."""
        number = int(cursor["page"]) + 1
        if number < (whole(answer.get("nbPages")) or 0):
            following = self._ask(cursor["term"], cursor["after"], cursor["until"], number)
            return Page(mentions=page.mentions, next=following)
        seen = number * (whole(answer.get("hitsPerPage")) or PER_PAGE)
        if seen < CEILING and (whole(answer.get("nbHits")) or 0) <= seen:
            return page
        times = [mention.published_at for mention in page.mentions if mention.published_at]
        oldest = int(min(times).timestamp()) if times else None
        if oldest is None or (cursor["until"] and oldest >= int(cursor["until"])):
            return Page(mentions=page.mentions, stopped_because="source_cap")
        return Page(
            mentions=page.mentions, next=self._ask(cursor["term"], cursor["after"], str(oldest))
        )


def _as_hit(item: dict[str, Any]) -> dict[str, Any]:
    """An item of the site's own interface, in the words of the search."""
    comment = item.get("type") == "comment"
    return {
        "objectID": item["id"],
        "_tags": ["comment" if comment else "story"],
        "title": item.get("title"),
        "comment_text" if comment else "story_text": item.get("text"),
        "author": item.get("by"),
        "created_at_i": item.get("time"),
        "points": item.get("score"),
        "num_comments": item.get("descendants"),
        "parent_id": item.get("parent"),
        "deleted": item.get("deleted"),
        "dead": item.get("dead"),
    }


def _is_hit(hit: object) -> bool:
    """Whether this is a story or comment; a text that is null was deleted, one that is not
    named at all means that the site has changed.
    """
    if not isinstance(hit, dict) or not re.fullmatch("[0-9]+", str(hit.get("objectID"))):
        return False
    return not _SAID.isdisjoint(hit)


def _mention(hit: dict[str, Any]) -> Mention:
    """One hit as a mention."""
    item = str(hit["objectID"])
    tags = hit.get("_tags")
    comment = "comment" in tags if isinstance(tags, list) else bool(hit.get("comment_text"))
    title = "" if comment else text_of(hit.get("title"))
    text = text_of(hit.get("comment_text" if comment else "story_text"))
    gone = bool(hit.get("deleted") or hit.get("dead")) or text in _GONE or not (title or text)
    seconds = hit.get("created_at_i")
    at = time_of(seconds) if isinstance(seconds, int | float) else None
    return Mention(
        id=item,
        kind="comment" if comment else "post",
        url=f"https://news.ycombinator.com/item?id={item}",
        title=title,
        text="" if text in _GONE else text,
        author=_author(hit.get("author")),
        published_at=at,
        precision="second" if at else "none",
        engagement=Engagement(
            likes=whole(hit.get("points")), replies=whole(hit.get("num_comments"))
        ),
        parent_id=_id(hit.get("parent_id")),
        thread_id=_id(hit.get("story_id")),
        deleted=gone,
    )


def _author(name: object) -> Author | None:
    if not isinstance(name, str) or not name:
        return None
    query = urlencode({"id": name}, errors="replace")
    return Author(name=name, url=f"https://news.ycombinator.com/user?{query}")


def _id(value: object) -> str | None:
    return None if value is None else str(value)


SOURCE = HackerNews()
