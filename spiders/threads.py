"""Threads: posts that hold a phrase, and those that name one's own account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NoReturn
from urllib.parse import urlencode

from msgspec.structs import replace

from listener.errors import AccessDenied, SourceUnavailable, Throttled, UnexpectedAnswer
from listener.i18n import say
from listener.model import Author, Bookmark, Mention, Page, Payload, Request, Watch
from listener.source import About, Credential, Pace, Secret, Source, base_url, required
from listener.text import one_line, web_address

from ._answers import first_of_each, json_of, whole
from ._token import moment

PER_PAGE = 100
TOKEN = "LISTENER_THREADS_TOKEN"  # noqa: S105 - a name, no password
EVERYDAY = "hola"
"""A word that somebody else has written, if the search sees anybody else at all."""

_FIELDS = "id,permalink,username,text,timestamp,is_reply,root_post,replied_to,topic_tag"
# The first second that Threads takes: https://developers.facebook.com/docs/threads/threads-media
_BEGINNING = 1688540400
_HANDLE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:threads\.(?:net|com)/)?@?([\w.]{1,60})/?", re.ASCII
)
# https://developers.facebook.com/docs/graph-api/guides/error-handling
_EXPIRED, _PASSING = {102, 190}, {1, 2}
_TOO_OFTEN = {4, 17, 32, 341, 368, 613, *range(80000, 80015)}


class Threads(Source):
    """Posts, newest first; each walk begins with the question whose token it is."""

    host = "https://graph.threads.net"
    about = About(
        name="threads",
        title="Threads",
        homepage="https://www.threads.com",
        docs="https://developers.facebook.com/docs/threads/keyword-search",
        access="official-api",
        gives="mentions",
        watches="both",
        example="@cafeluna",
        sees={
            "es": "Publicaciones y respuestas públicas de Threads con tus frases, cuando Meta ha "
            "aprobado tu app para buscar (threads_keyword_search); y las que nombran a tu propia "
            "cuenta (threads_manage_mentions).",
            "en": "Public posts and replies on Threads with your phrases, once Meta has approved "
            "your app for searching (threads_keyword_search); and those that name your own account "
            "(threads_manage_mentions).",
        },
        misses={
            "es": "Sin esa aprobación, Threads busca solo en tus propias publicaciones y no lo "
            "dice: listener lo comprueba y avisa. Con palabras que Threads considera ofensivas no "
            "da nada. Faltan los «me gusta», las cuentas privadas y los borrados. Meta permite "
            "2200 búsquedas al día por cuenta, y la clave caduca a los 60 días: hay que renovarla "
            "allí.",
            "en": "Without that approval Threads searches your own posts only and does not say so: "
            "listener checks and tells. For words that Threads takes for offensive it gives "
            "nothing. Likes, private accounts and deletions are missing. Meta allows 2,200 "
            "searches a day per account, and the key expires after 60 days: it has to be renewed "
            "there.",
        },
        secrets=(
            Secret(
                TOKEN,
                {
                    "es": "La clave larga (60 días) de tu cuenta de Threads en tu app de Meta, con "
                    "los permisos threads_basic, threads_keyword_search y threads_manage_mentions.",
                    "en": "The long-lived token (60 days) of your Threads account at your Meta "
                    "app, with the permissions threads_basic, threads_keyword_search and "
                    "threads_manage_mentions.",
                },
                "https://developers.facebook.com/docs/threads/get-started/long-lived-tokens",
            ),
        ),
        pace=Pace(delay=2.0, concurrency=1),
        pages=20,
        overlap=timedelta(days=1),
        # 48 walks a day, of one to three searches: some twenty phrases within 2,200 searches.
        every=timedelta(minutes=30),
        match=False,
        reads=(200, 400, 401, 403, 500),
        default_on=False,
        off_because={
            "es": "Meta tiene que aprobar antes tu app para buscar en Threads "
            "(threads_keyword_search)",
            "en": "Meta has to approve your app for searching Threads first "
            "(threads_keyword_search)",
        },
    )

    def normal_listing(self, listing: str) -> str:
        """One's own account as `@name`, from itself or from the link of its profile."""
        found = _HANDLE.fullmatch(listing.strip())
        if found is None:
            raise ValueError(say("threads.bad_account"))
        return f"@{found[1].lower()}"

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The token goes in a header, so that it stands in no address."""
        (token,) = required(secrets, TOKEN)
        return Credential(headers={"Authorization": f"Bearer {token.strip()}"})

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """Whose token it is: only so can be told whether the search sees anybody else."""
        after = _BEGINNING
        if since and since.newest_at:
            after = max(after, int((since.newest_at - self.about.overlap).timestamp()))
        return self._begin(watch, {"since": str(after), "is_first": "" if since else "yes"})

    def between(self, watch: Watch, from_at: datetime, to_at: datetime) -> Request:
        """Whose token it is, and then what was said in a slice."""
        after = max(_BEGINNING, int(from_at.timestamp()))
        # The end may not belong to what is asked.
        until = max(after, int(to_at.timestamp())) + 1
        return self._begin(watch, {"since": str(after), "is_first": "", "until": str(until)})

    def _begin(self, watch: Watch, span: dict[str, str]) -> Request:
        what = {"listing": watch.listing} if watch.listing else {"term": watch.terms[0]}
        return self._ask("me", {"fields": "id,username"}, {"step": "me", **span, **what})

    def read(self, request: Request, payload: Payload) -> Page:
        """What the answer brings, and what to ask next; a search that seems deaf is tested."""
        asked, answer = request.cursor, _answer(payload)
        if asked["step"] == "me":
            return self._begun(asked, answer)
        posts = answer.get("data")
        if not isinstance(posts, list):
            raise _changed("data")
        mentions = first_of_each(_mention(post) for post in posts if _is_post(post))
        if posts and not mentions:
            raise _changed("id, timestamp")
        heard = any(_is_other(each, asked["own"]) for each in mentions)
        if asked["step"] == "test":
            return self._tested(heard)
        kept = {**asked, "seen": "others" if heard else asked["seen"] or ("own" if posts else "")}
        return self._go_on(kept, answer, Page(mentions=mentions))

    def _begun(self, asked: dict[str, str], answer: dict[str, Any]) -> Page:
        own = answer.get("username")
        if not isinstance(own, str) or not own:
            raise _changed("username")
        listing = asked.get("listing", "")
        if listing and listing != f"@{own.lower()}":
            raise AccessDenied(say("threads.other_account", listing=listing, own=one_line(own, 60)))
        step = "mentions" if listing else "search"
        kept = {**asked, "step": step, "own": own, "after": "", "seen": ""}
        kept.setdefault("until", "")
        return Page(next=self._following(kept))

    def _following(self, kept: dict[str, str]) -> Request:
        asked = {"fields": _FIELDS, "limit": str(PER_PAGE), "since": kept["since"]}
        asked |= {name: kept[name] for name in ("after", "until") if kept[name]}
        if kept["step"] == "mentions":
            return self._ask("me/mentions", asked, kept)
        asked = {"q": kept["term"], "search_type": "RECENT", **asked}
        return self._ask("keyword_search", asked, kept)

    def _ask(self, path: str, asked: dict[str, str], kept: dict[str, str]) -> Request:
        where = f"{base_url('threads', self.host)}/v1.0/{path}?{urlencode(asked)}"
        return Request(url=where, cursor=kept)

    def _go_on(self, kept: dict[str, str], answer: dict[str, Any], page: Page) -> Page:
        """By the cursor if there is one, else by time. `paging.next` holds the token: unused."""
        after, until = _cursor(answer), _oldest(page)
        if page.mentions and after and after != kept["after"]:
            return replace(page, next=self._following({**kept, "after": after}))
        if len(answer["data"]) < PER_PAGE:
            return self._ended(kept, page)
        if not until or after or until == kept["until"]:
            return replace(page, stopped_because="source_cap")
        return replace(page, next=self._following({**kept, "until": until}))

    def _ended(self, kept: dict[str, str], page: Page) -> Page:
        """The end; but where nobody else was heard, first a test whether anybody can be.

        Silence is believed once a first walk was tested; posts that are all one's own never are.
        """
        believed = kept["seen"] == "others" or not (kept["seen"] or kept["is_first"])
        if kept["step"] == "mentions" or believed:
            return page
        asked = {"q": EVERYDAY, "search_type": "TOP", "fields": "id,username,timestamp"}
        return replace(page, next=self._ask("keyword_search", asked, {**kept, "step": "test"}))

    def _tested(self, heard: bool) -> Page:
        if not heard:
            raise AccessDenied(say("threads.only_own"))
        return Page()


def _answer(payload: Payload) -> dict[str, Any]:
    """The data of an answer; raises what its error means."""
    if payload.status != 200 and not payload.body.lstrip().startswith(b"{"):
        # A page: not the API has answered, but what stands before it.
        _raise(None, payload.status)
    answer = json_of(payload, Threads.about.title)
    if not isinstance(answer, dict):
        raise _changed("data")
    if "error" in answer or payload.status != 200:
        _raise(answer.get("error"), payload.status)
    return answer


def _raise(error: object, status: int) -> NoReturn:
    told = error if isinstance(error, dict) else {}
    code = whole(told.get("code")) or 0
    said = one_line(str(told.get("message") or ""), 200)
    if code in _EXPIRED:
        raise AccessDenied(say("threads.expired"))
    if code in _TOO_OFTEN:
        raise Throttled(say("threads.slower"))
    if code in _PASSING or told.get("is_transient") is True:
        raise SourceUnavailable(say("threads.down"))
    # 100 is a wrong question, except with 33: what may not be seen, or is not there.
    if code in (3, 10) or 200 <= code < 300 or (code == 100 and told.get("error_subcode") == 33):
        raise AccessDenied(say("threads.not_allowed", said=said))
    if status >= 500:
        raise SourceUnavailable(say("threads.down"))
    if not code and status in (401, 403):
        raise AccessDenied(say("threads.not_allowed", said=said or f"HTTP {status}"))
    raise UnexpectedAnswer(say("threads.odd", said=said or "?"))


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=Threads.about.title, what=what))


def _is_post(post: object) -> bool:
    return isinstance(post, dict) and bool(_id(post)) and "timestamp" in post


def _is_other(mention: Mention, own: str) -> bool:
    name = (mention.author and mention.author.name) or ""
    return bool(name) and name.lower() != own.lower()


def _mention(post: dict[str, Any]) -> Mention:
    at, name, link = moment(post["timestamp"]), post.get("username"), post.get("permalink")
    text, topic = post.get("text"), post.get("topic_tag")
    return Mention(
        id=_id(post),
        kind="comment" if post.get("is_reply") is True else "post",
        url=web_address(link) if isinstance(link, str) else "",
        text=text.strip() if isinstance(text, str) else "",
        author=_author(name) if isinstance(name, str) and name else None,
        published_at=at,
        precision="second" if at else "none",
        subject=topic.strip() or None if isinstance(topic, str) else None,
        parent_id=_id(post.get("replied_to")) or None,
        thread_id=_id(post.get("root_post")) or None,
    )


def _author(name: str) -> Author:
    is_handle = re.fullmatch(r"[\w.]{1,60}", name, re.ASCII)
    return Author(name=name, url=f"https://www.threads.com/@{name}" if is_handle else None)


def _id(post: object) -> str:
    value = post.get("id") if isinstance(post, dict) else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _cursor(answer: dict[str, Any]) -> str:
    """What leads to the next page, or nothing."""
    paging = answer.get("paging")
    cursors = paging.get("cursors") if isinstance(paging, dict) else None
    after = cursors.get("after") if isinstance(cursors, dict) else None
    return after if isinstance(after, str) else ""


def _oldest(page: Page) -> str:
    """The second after the oldest time of a page, for the end may or may not belong to it."""
    times = [each.published_at for each in page.mentions if each.published_at]
    return str(int(min(times).timestamp()) + 1) if times else ""


SOURCE = Threads()
