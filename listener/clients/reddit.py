"""Reddit, through its official API and PRAW. Reddit has to approve the access first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.i18n import say
from listener.lookagain import Asked, ClientLooksAgain
from listener.model import Author, Bookmark, Engagement, Mention, Page, Request, Watch
from listener.source import About, ClientSource, Pace, Secret, base_url

if TYPE_CHECKING:
    import praw

PER_PAGE = 100
CAP = 950
"""Reddit ends a listing at about a thousand items, some of them left out; so many is the cap."""

_GONE = ("[deleted]", "[removed]")
_NAME = r"[A-Za-z0-9_]{2,32}"
_NAMES = re.compile(rf"{_NAME}(?:\+{_NAME})*")
_PREFIX = re.compile(r"^(?:https?://)?(?:[a-z]+\.)?(?:reddit\.com)?/?r/", re.IGNORECASE)
_REST = timedelta(minutes=1)
_LONGEST_REST = timedelta(days=1)
_SPANS = (("week", 6), ("month", 27), ("year", 360))
_WHERE = "https://www.reddit.com/prefs/apps"


class Reddit(ClientSource, ClientLooksAgain):
    """Posts that hold a phrase, or the new posts and comments of named communities."""

    # What its users delete has to be deleted wherever it was stored:
    # https://www.redditinc.com/policies/data-api-terms
    erases = True
    look_again_after = timedelta(days=1)
    per_request = PER_PAGE
    host = "https://oauth.reddit.com"
    site = "https://www.reddit.com"
    about = About(
        name="reddit",
        title="Reddit",
        homepage="https://www.reddit.com",
        docs="https://www.reddit.com/dev/api",
        access="official-api",
        gives="mentions",
        watches="both",
        example="r/mexico",
        sees={
            "es": "Publicaciones de todo Reddit que contienen tus frases y, en las comunidades "
            "que nombres, también los comentarios nuevos.",
            "en": "Posts from all of Reddit that contain your phrases and, in the communities "
            "you name, new comments as well.",
        },
        misses={
            "es": "Los comentarios fuera de las comunidades que nombres, las comunidades privadas "
            "y lo anterior a los últimos mil elementos de cada lista. Su búsqueda se salta cosas.",
            "en": "Comments outside the communities you name, private communities, and what lies "
            "before the latest thousand items of a listing. Its search skips some.",
        },
        secrets=(
            Secret(
                "LISTENER_REDDIT_CLIENT_ID",
                {
                    "es": "El identificador de tu app en Reddit. Reddit tiene que aprobar antes "
                    "tu acceso; sin aprobación, pon https://www.reddit.com/r/COMUNIDAD/.rss "
                    "como canal (feeds).",
                    "en": "The id of your app at Reddit. Reddit has to approve your access first; "
                    "without approval, put https://www.reddit.com/r/COMMUNITY/.rss under feeds.",
                },
                _WHERE,
            ),
            Secret(
                "LISTENER_REDDIT_CLIENT_SECRET",
                {
                    "es": "La clave secreta de esa misma app, que Reddit da junto al "
                    "identificador.",
                    "en": "The secret of the same app at Reddit, given with its id.",
                },
                _WHERE,
            ),
        ),
        pace=Pace(delay=1.0, concurrency=1),
        pages=30,
        overlap=timedelta(days=1),
        default_on=False,
        off_because={
            "es": "Reddit tiene que aprobar antes tu acceso a su API. Mientras tanto, añade como "
            "canal (feeds) la dirección https://www.reddit.com/r/COMUNIDAD/.rss",
            "en": "Reddit has to approve your access to its API first. Until then, add the "
            "address https://www.reddit.com/r/COMMUNITY/.rss as a feed (feeds)",
        },
    )

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock

    def normal_listing(self, listing: str) -> str:
        """`mexico`, or `mexico+espanol`, from a name, r/name or a link."""
        name = _PREFIX.sub("", listing.strip()).partition("/")[0].partition("?")[0]
        if not _NAMES.fullmatch(name):
            raise ValueError(say("sources.bad_subreddit"))
        return name.lower()

    def connect(self, secrets: dict[str, str]) -> praw.Reddit:
        """The client; asks nothing of Reddit yet."""
        ids = [secrets.get(secret.name, "") for secret in self.about.secrets]
        if not all(ids):
            raise AccessDenied(say("sources.reddit_keys"))
        import praw

        return praw.Reddit(
            client_id=ids[0],
            client_secret=ids[1],
            user_agent=secrets["user_agent"],
            oauth_url=base_url("reddit", self.host),
            reddit_url=base_url("reddit", self.site),
            check_for_updates=False,
            timeout=30,
        )

    def pages(self, client: praw.Reddit, watch: Watch, since: Bookmark | None) -> Iterator[Page]:
        """Pages of a hundred, newest first. `next` tells only that more follow."""
        listings = self._listings(client, watch, since)
        more = Request(url=f"{base_url('reddit', self.host)}/r/{watch.listing or 'all'}")
        found: list[Mention] = []
        try:
            for mention in _newest_first(listings):
                if len(found) == PER_PAGE:
                    yield Page(mentions=tuple(found), next=more)
                    found = []
                found.append(mention)
        except _failures() as error:
            if found:
                yield Page(mentions=tuple(found), next=more)
            raise self._translated(error, watch) from error
        capped = any(listing.is_capped for listing in listings)
        yield Page(mentions=tuple(found), stopped_because="source_cap" if capped else None)

    def look_again_at(self, client: praw.Reddit, asked: Sequence[Asked]) -> Page:
        """Those that Reddit still tells of; what it leaves out has moved out of sight.

        https://www.reddit.com/dev/api#GET_api_info
        """
        try:
            things = list(client.info(fullnames=[each.id for each in asked]))
            return Page(mentions=tuple(_known(_data(thing)) for thing in things))
        except _failures() as error:
            raise self._translated(error, Watch(brand="", source=self.about.name)) from error

    def _listings(
        self, client: praw.Reddit, watch: Watch, since: Bookmark | None
    ) -> tuple[_Listing, ...]:
        if watch.listing:
            place = client.subreddit(self.normal_listing(watch.listing))
            return _Listing(place.comments(limit=None)), _Listing(place.new(limit=None))
        quoted = '"{}"'.format(watch.terms[0].replace('"', " "))
        span = _span(since, self._clock())
        every = client.subreddit("all")
        return (_Listing(every.search(quoted, sort="new", time_filter=span, limit=None)),)

    def _translated(self, error: Exception, watch: Watch) -> SourceError:
        """The library's exception as one of ours, by what to do about it."""
        from prawcore.exceptions import OAuthException, RequestException

        answer = getattr(error, "response", None)
        status = 0 if answer is None else answer.status_code
        if isinstance(error, RequestException) or status >= 500:
            return SourceUnavailable(say("sources.reddit_down"), reached=_reached(error))
        if answer is not None and status == 429:
            wait = _wait(answer.headers.get("retry-after"))
            return Throttled(say("sources.reddit_slow"), retry_after=self._clock() + wait)
        if watch.listing and status in (301, 302, 403, 404, 451):
            return AccessDenied(say("sources.reddit_closed", listing=watch.listing))
        # prawcore 4.0 has no name for a bare 401 and raises KeyError(401): seen 2026-11-22.
        if isinstance(error, OAuthException) or status in (401, 403) or error.args == (401,):
            return AccessDenied(say("sources.reddit_refused"))
        return UnexpectedAnswer(say("sources.reddit_odd", what=repr(error)[:100]))


class _Listing:
    """One of Reddit's listings: its newest item yet to be taken, and how many were."""

    def __init__(self, things: Iterable[Any]) -> None:
        self._things = iter(things)
        self._taken = 0
        self.head: Mention | None = None
        self.is_over = False

    @property
    def is_capped(self) -> bool:
        """Whether Reddit gives no more of it, without having come to its end."""
        return self.is_over and (self._taken >= CAP or self._lost_its_place())

    def _lost_its_place(self) -> bool:
        """Whether nothing came where more had been announced.

        So Reddit answers when the post below which to go on was deleted meanwhile.
        """
        asked = getattr(self._things, "params", {})
        return bool(asked.get("after")) and not getattr(self._things, "_exhausted", True)

    def advance(self) -> None:
        thing = next(self._things, None)
        if thing is None and isinstance(getattr(self._things, "_listing", None), str):
            # PRAW takes no answer at all for an empty listing.
            raise ValueError("empty answer")
        self.head = None if thing is None else mention_of(_data(thing))
        self.is_over = thing is None
        self._taken += thing is not None


def _newest_first(listings: tuple[_Listing, ...]) -> Iterator[Mention]:
    """The mentions of all listings as one, newest first.

    It ends where the first of them ends at Reddit's cap: below that the walk would see one
    kind only, and take it for all there is.
    """
    for listing in listings:
        listing.advance()
    while not any(listing.is_capped for listing in listings):
        open_ones = [listing for listing in listings if listing.head]
        if not open_ones:
            return
        newest = max(open_ones, key=_time_of_head)
        if newest.head:
            yield newest.head
        newest.advance()


def _time_of_head(listing: _Listing) -> datetime:
    at = listing.head.published_at if listing.head else None
    return at or datetime.min.replace(tzinfo=UTC)


def mention_of(data: dict[str, Any]) -> Mention:
    """One post or comment, from the data of its JSON."""
    name, author = str(data["name"]), _text(data.get("author"))
    is_comment = name.startswith("t1_")
    said = str(data.get("body" if is_comment else "selftext") or "")
    gone = said.strip() in _GONE or bool(data.get("removed_by_category"))
    written = _moment(data.get("created_utc"))
    return Mention(
        id=name,
        kind="comment" if is_comment else "post",
        url=f"{Reddit.site}{data.get('permalink') or _path(data)}",
        title="" if is_comment else _plain(str(data.get("title") or "")),
        text="" if said.strip() in _GONE else _plain(said),
        author=_author(author, _text(data.get("author_fullname"))) if author else None,
        published_at=written,
        edited_at=_edited(data.get("edited")),
        precision="second" if written else "none",
        subject=str(data["subreddit"]) if data.get("subreddit") else None,
        engagement=Engagement(
            likes=_count(data.get("score")), replies=_count(data.get("num_comments"))
        ),
        parent_id=_text(data.get("parent_id")),
        thread_id=_text(data.get("link_id")),
        deleted=gone,
    )


def _known(data: dict[str, Any]) -> Mention:
    """One post or comment that was asked for; of a deleted account the words may stand."""
    mention = mention_of(data)
    return mention if mention.author else replace(mention, author=Author())


def _author(name: str, fullname: str | None) -> Author | None:
    if name in _GONE:
        return None
    return Author(name=name, id=fullname, url=f"{Reddit.site}/user/{name}")


def _path(data: dict[str, Any]) -> str:
    """Where a comment stands; before 2017 Reddit did not say."""
    thread, own = str(data.get("link_id") or "").partition("_")[2], str(data.get("id") or "")
    return f"/comments/{thread}/_/{own}/" if thread else f"/comments/{own}/"


def _edited(value: object) -> datetime | None:
    """The time of the last edit; Reddit says false for none, and true for old ones."""
    return None if isinstance(value, bool) else _moment(value)


def _moment(seconds: object) -> datetime | None:
    """The moment so many seconds after 1970, however they are written; None where there is none."""
    try:
        return datetime.fromtimestamp(float(seconds), UTC) if _is_number(seconds) else None  # type: ignore[arg-type]
    except (ValueError, OverflowError, OSError):
        return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _plain(text: str) -> str:
    """The text without the empty marks that Reddit's editor leaves."""
    return text.replace("&#x200B;", "").replace("&nbsp;", " ").strip()


def _data(thing: Any) -> dict[str, Any]:
    """The JSON that a PRAW object was made of; `vars` asks Reddit nothing."""
    fields = dict(vars(thing))
    for name in ("author", "subreddit"):
        fields[name] = str(fields[name]) if fields.get(name) else None
    return fields


def _span(since: Bookmark | None, now: datetime) -> str:
    """The shortest time filter of Reddit's that reaches behind the bookmark's overlap."""
    if since is None or since.newest_at is None:
        return "all"
    days = (now - since.newest_at + Reddit.about.overlap) / timedelta(days=1)
    return next((span for span, most in _SPANS if days <= most), "all")


def _wait(header: str | None) -> timedelta:
    """How long Reddit asks to wait; a minute when it does not say."""
    try:
        return min(timedelta(seconds=max(1.0, float(header or ""))), _LONGEST_REST)
    except (ValueError, OverflowError):
        return _REST


def _reached(error: Exception) -> bool:
    """Whether a connection came about at all."""
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    [cause, *_] = getattr(getattr(error, "original_exception", None), "args", None) or [None]
    return not (isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError))


def _failures() -> tuple[type[Exception], ...]:
    """What PRAW raises.

    It takes answers apart without looking: a login page or a field that is missing comes out
    as one of Python's own errors.
    """
    from praw.exceptions import PRAWException
    from prawcore.exceptions import PrawcoreException

    return PrawcoreException, PRAWException, LookupError, ValueError, TypeError, AttributeError


SOURCE = Reddit()
