"""A walk over the lists of a page or account on Meta's Graph API, and what is said below each post.

A list is read down to four weeks before the walk that made the bookmark: so long does an older
post's talk go on. Its posts bring their newest comments along; where those are not enough, the
comments of that post are asked for before the list goes on. The cursor holds what is still to ask.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Bookmark, Gap, Mention, Page, Payload, Request, Watch
from listener.source import Credential, Source, base_url

from ._answers import first_of_each, time_of
from ._graph import (
    VERSION,
    GraphError,
    Named,
    after_of,
    answer_of,
    error_in,
    is_nearly_spent,
    refuse,
    signed,
)

TALK = timedelta(days=28)
MOST_PAGES = 20
"""Of the comments of one post, in one walk."""

NEWEST_FIRST = "reverse_chronological"


class Thread(Struct, frozen=True):
    """A list of comments to go on with: of which post, below what, from which cursor.

    `head` is the first comment of the page before, `turn` how many pages were read.
    """

    node: str
    edge: str
    post: str
    url: str = ""
    after: str = ""
    turn: int = 0
    head: str = ""


class Said(Struct, frozen=True):
    """A post or comment, the time that decides how far to go, and what hangs below it.

    `below` is to be asked for; of what is cut no more can be had.
    """

    mention: Mention
    at: datetime | None
    below: Thread | None = None
    is_cut: bool = False


class GraphWalk(Source):
    """A subclass says what its lists are and how a post and a comment read."""

    host: ClassVar[str] = "https://graph.facebook.com"
    lists: ClassVar[tuple[tuple[str, Mapping[str, str]], ...]]
    """The edges to read, one after the other, each with what to ask of it."""

    threads: ClassVar[Mapping[str, Mapping[str, str]]]
    """What to ask of comments and of replies."""

    named: ClassVar[Named]
    app_secret: ClassVar[str]

    @abstractmethod
    def post(self, item: Mapping[str, Any], listing: str, since: datetime | None) -> list[Said]:
        """A post of a list, and the comments that came with it."""

    @abstractmethod
    def comments(self, item: Mapping[str, Any], thread: Thread, listing: str) -> list[Said]:
        """A comment, and the replies that came with it."""

    @abstractmethod
    def begin(self, request: Request, payload: Payload, answer: dict[str, Any]) -> Page:
        """The answer to a question before the lists: whose they are."""

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """Who is asked about, with how far back to go."""
        newest = since and since.newest_at
        cursor = {
            "listing": self.normal_listing(watch.listing),
            "since": _seconds(newest - self.about.overlap) if newest else "",
            "floor": _seconds(since.finished_at - TALK) if since else "",
        }
        return self.introduction(cursor)

    @abstractmethod
    def introduction(self, cursor: dict[str, str]) -> Request:
        """The first question of a walk."""

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The token of the page or account."""
        return signed(secrets, self.named.secret, self.app_secret, self.base())

    def read(self, request: Request, payload: Payload) -> Page:
        """One answer; where nearly nothing may be asked any more, the walk ends with it."""
        cursor = request.cursor
        answer = answer_of(payload, self.named, cursor["listing"])
        error = error_in(answer)
        if error:
            page = self.excused(cursor, error)
            if page is None:
                refuse(error, payload, self.named, cursor["listing"])
        elif "edge" not in cursor:
            page = self.begin(request, payload, answer)
        else:
            page = self._comments(cursor, answer) if waiting(cursor) else self._list(cursor, answer)
        spent = page.next is not None and is_nearly_spent(payload.headers)
        return replace(page, next=None, stopped_because="throttled") if spent else page

    def excused(self, cursor: dict[str, str], error: GraphError) -> Page | None:
        """A post that was deleted while we walk is passed over."""
        threads = waiting(cursor)
        if not threads or not error.is_gone:
            return None
        return self.onward({**cursor, "waiting": _written(threads[1:])}, Page(in_order=False))

    def start(self, cursor: dict[str, str], node: str) -> Request:
        """The first page of the first list."""
        edge = self.edges(cursor)[0][0]
        own = {"node": node, "edge": edge, "after": "", "head": "", "waiting": "[]"}
        return self._ask({**cursor, **own})

    def edges(self, cursor: Mapping[str, str]) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """The lists of this walk, each with what to ask of it."""
        return self.lists

    def onward(self, cursor: dict[str, str], page: Page) -> Page:
        """The page with what to ask next: waiting comments, the rest of the list, the next list.

        A walk to the very end is one to where Meta shows no more: what it did not see may stand.
        """
        if waiting(cursor) or cursor["after"]:
            return replace(page, next=self._ask(cursor))
        edges = [edge for edge, _ in self.edges(cursor)]
        left = edges[edges.index(cursor["edge"]) + 1 :]
        if left:
            following = self._ask({**cursor, "edge": left[0], "head": ""})
            return replace(page, next=following)
        return page if cursor["floor"] else replace(page, stopped_because="source_cap")

    def base(self) -> str:
        """Where the API is asked."""
        return base_url(self.about.name, self.host)

    def ask(self, way: str, asked: Mapping[str, str], cursor: dict[str, str]) -> Request:
        """A question to the API; the token comes as a header, and is in no address."""
        return Request(url=f"{self.base()}/{VERSION}/{way}?{urlencode(asked)}", cursor=cursor)

    def items(self, answer: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The objects of a list."""
        data = answer.get("data")
        if not isinstance(data, list):
            raise self.changed("data")
        return [item for item in data if isinstance(item, dict)]

    def changed(self, what: str) -> UnexpectedAnswer:
        """The error for an answer that lacks what it always had."""
        return UnexpectedAnswer(say("sources.changed", source=self.about.title, what=what))

    def _ask(self, cursor: dict[str, str]) -> Request:
        threads = waiting(cursor)
        if threads:
            node, edge, after = threads[0].node, threads[0].edge, threads[0].after
            asked = self.threads[edge]
        else:
            node, edge, after = cursor["node"], cursor["edge"], cursor["after"]
            asked = dict(self.edges(cursor))[edge]
        more = {"after": after} if after else {}
        return self.ask(f"{quote(node, safe='')}/{edge}", {**asked, **more}, cursor)

    def _list(self, cursor: dict[str, str], answer: dict[str, Any]) -> Page:
        """Posts, each with its newest comments."""
        items, after = self.items(answer), after_of(answer)
        since, listing = moment_of(cursor["since"]), cursor["listing"]
        said = [each for item in items for each in self.post(item, listing, since)]
        if items and not said:
            raise self.changed("id")
        head = _head(said)
        turns = after == cursor["after"] if not said else head == cursor["head"]
        posts = [each for each in said if each.mention.parent_id is None]
        is_over = after is None or _all_behind(posts, moment_of(cursor["floor"]))
        is_cut = not is_over and (turns or not after)
        own = {
            "after": "" if is_over or is_cut or after is None else after,
            "head": head,
            "waiting": _written(each.below for each in said),
        }
        return self.onward({**cursor, **own}, _page(said, since, is_cut))

    def _comments(self, cursor: dict[str, str], answer: dict[str, Any]) -> Page:
        """Older comments of the post that waits first."""
        thread, *others = waiting(cursor)
        items, since = self.items(answer), moment_of(cursor["since"])
        said = [each for i in items for each in self.comments(i, thread, cursor["listing"])]
        if items and not said:
            raise self.changed("id")
        following, is_cut = go_on(thread, answer, said, since)
        left = _written([following, *(each.below for each in said), *others])
        return self.onward({**cursor, "waiting": left}, _page(said, since, is_cut))


def talk(
    mention: Mention,
    at: datetime | None,
    thread: Thread,
    listing: object,
    below: list[Said],
    since: datetime | None,
) -> list[Said]:
    """Something said, and what came with it from below; what did not come is still to be asked."""
    following, is_cut = go_on(thread, listing, below, since)
    return [Said(mention, at, following, is_cut), *below]


def go_on(
    thread: Thread, listing: object, said: list[Said], since: datetime | None
) -> tuple[Thread | None, bool]:
    """The thread from its next page on, if that may hold anything new; whether it had to be cut.

    Replies stand oldest first, and so may comments for all that was asked: they say so themselves.
    """
    after, head = after_of(listing), _head(said)
    turns = after == thread.after if not said else head == thread.head
    newest_first = thread.edge == "comments" and _order_of(listing) == NEWEST_FIRST
    if after is None or (newest_first and _all_behind(said, since)):
        return None, False
    if turns or not after or thread.turn + 1 >= MOST_PAGES:
        return None, True
    return replace(thread, after=after, turn=thread.turn + 1, head=head), False


def waiting(cursor: Mapping[str, str]) -> list[Thread]:
    """The threads that are still to be read, the one that is asked for first."""
    try:
        return json.decode(cursor.get("waiting", "[]"), type=list[Thread])
    except DecodeError:
        return []


def objects(listing: object) -> Iterator[dict[str, Any]]:
    """The objects of a list within an object."""
    data = listing.get("data") if isinstance(listing, dict) else None
    if isinstance(data, list):
        yield from (item for item in data if isinstance(item, dict))


def moment_of(seconds: str) -> datetime | None:
    """The time in a cursor."""
    return time_of(int(seconds)) if seconds else None


def _seconds(at: datetime) -> str:
    return str(int(at.timestamp()))


def _written(threads: Iterable[Thread | None]) -> str:
    return json.encode([thread for thread in threads if thread]).decode()


def _head(said: list[Said]) -> str:
    return said[0].mention.id if said else ""


def _order_of(listing: object) -> object:
    summary = listing.get("summary") if isinstance(listing, dict) else None
    return summary.get("order", NEWEST_FIRST) if isinstance(summary, dict) else NEWEST_FIRST


def _all_behind(said: list[Said], than: datetime | None) -> bool:
    """Whether there is something, and all of it older than that."""
    return bool(said) and than is not None and all(each.at and each.at < than for each in said)


def _page(said: list[Said], since: datetime | None, is_cut: bool) -> Page:
    """The mentions, and what may stand below them and cannot be asked for."""
    times = [each.at for each in said if each.at]
    hole = Gap(from_at=since, to_at=min(times, default=None), reason="source_cap")
    return Page(
        mentions=first_of_each(each.mention for each in said),
        in_order=False,
        hole=hole if is_cut or any(each.is_cut for each in said) else None,
    )
