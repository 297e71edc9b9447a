"""Questions, answers and comments of a site of Stack Exchange, through its API."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from msgspec.structs import replace

from listener.errors import (
    AccessDenied,
    SourceError,
    SourceUnavailable,
    Throttled,
    UnexpectedAnswer,
)
from listener.i18n import say
from listener.lookagain import Asked, LooksAgain
from listener.model import Bookmark, Cost, Gap, Mention, Page, Payload, Request, Watch
from listener.source import About, Budget, Credential, Pace, Secret, Source, base_url
from listener.text import one_line

from ._answers import first_of_each, json_of, time_of, whole
from ._stackpost import IDS, is_item, mention_of, site_of

PER_PAGE = 100
LAST_PAGE = 25
"""Later pages of one question are for those with a key only; none is asked for."""

KEY = "LISTENER_STACKEXCHANGE_KEY"
_ONE = (Cost("requests"),)
_DONE = "done"
# "too many requests from this IP, more requests available in 82216 seconds"
_AVAILABLE_IN = re.compile(r"available in ([0-9]{1,9}) second")


class StackExchange(Source, LooksAgain):
    """All that is new on a site, from three lists that are read side by side, newest first.

    Of the lists the one that has come down least is asked next; so at every moment all that is
    newer than that one has been read. Each goes on by time, not by number: what is written or
    deleted while we read shifts pages, but no times.
    """

    host = "https://api.stackexchange.com"
    look_again_after = timedelta(days=7)
    until_age = timedelta(days=365)
    per_request = PER_PAGE
    about = About(
        name="stackexchange",
        title="Stack Exchange",
        homepage="https://stackexchange.com",
        docs="https://api.stackexchange.com/docs",
        access="official-api",
        gives="mentions",
        watches="listing",
        example="es.stackoverflow.com",
        sees={
            "es": "Todas las preguntas, respuestas y comentarios nuevos de un sitio de Stack "
            "Exchange (Stack Overflow en español o en inglés, Super User y otros 170), con sus "
            "votos. Guarda lo que menciona tu marca.",
            "en": "All new questions, answers and comments of a site of Stack Exchange (Stack "
            "Overflow, Super User and 170 others), with their votes. It keeps what mentions your "
            "brand.",
        },
        misses={
            "es": "Las etiquetas y el chat; lo que se borra, o se edita pasadas dos horas, solo se "
            "nota con «listener recheck»; las preguntas que llegan de otro sitio con su fecha de "
            "antes. Una respuesta o un comentario solo se guarda si él mismo nombra tu marca. La "
            "primera vez llega hasta unas 6000 publicaciones atrás. Sin clave hay 300 consultas "
            "al día para todos los sitios juntos.",
            "en": "Tags and chat; what is deleted, or edited after two hours, is noticed by "
            "`listener recheck` only; questions that move in from another site with their old "
            "date. An answer or a comment is kept only if it names your brand itself. The first "
            "time it goes some 6,000 posts back. Without a key there are 300 requests a day for "
            "all sites together.",
        },
        secrets=(
            Secret(
                KEY,
                {
                    "es": "La clave («API key») de una aplicación que registras gratis. Sin ella "
                    "se lee igual, con 300 consultas al día; con ella son 10.000.",
                    "en": 'The "API key" of an application that you register for free. Without '
                    "it all is read too, with 300 requests a day; with it there are 10,000.",
                },
                "https://stackapps.com/apps/oauth/register",
                optional=True,
            ),
        ),
        # As long as the waits that it usually asks for in an answer ("backoff").
        pace=Pace(delay=10.0, concurrency=1),
        pages=60,
        overlap=timedelta(hours=2),
        every=timedelta(hours=1),
        # All its errors come as 400: https://api.stackexchange.com/docs/error-handling
        reads=(200, 400),
        budgets=(
            # For all sites together: https://api.stackexchange.com/docs/throttle
            Budget(
                name="requests",
                limit=300,
                with_key=10_000,
                per="day",
                unit="calls",
                what={"es": "consultas a todos los sitios", "en": "requests to all sites"},
            ),
        ),
    )

    def normal_listing(self, listing: str) -> str:
        """The domain of the site."""
        site = site_of(listing)
        if site is None:
            raise ValueError(say("stackexchange.bad_site"))
        return site

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential | Request | None:
        """The key, if there is one."""
        key = secrets.get(KEY)
        return Credential(query={"key": key}) if key else None

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The newest questions, down to the bookmark less the overlap."""
        after = ""
        if since and since.newest_at:
            after = str(int((since.newest_at - self.about.overlap).timestamp()))
        return self._begin(watch, after, "")

    def between(self, watch: Watch, from_at: datetime, to_at: datetime) -> Request:
        """The questions of a slice; both ends belong to what is asked.

        https://api.stackexchange.com/docs/questions
        """
        return self._begin(watch, str(int(from_at.timestamp())), str(int(to_at.timestamp())))

    def _begin(self, watch: Watch, after: str, until: str) -> Request:
        site = self.normal_listing(watch.listing)
        lists = dict.fromkeys(IDS, until)
        return self._ask({"site": site, "after": after, "asked": "0", **lists}, next(iter(IDS)), 1)

    def read(self, request: Request, payload: Payload) -> Page:
        """What is on one page of one list, and which list to ask next."""
        asked = request.cursor
        answer, items = self._items(asked, payload)
        mentions = first_of_each(mention_of(each, asked["list"], asked["site"]) for each in items)
        return self._go_on(asked, answer, Page(mentions=mentions))

    def _items(
        self, asked: Mapping[str, str], payload: Payload
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """An answer, and the questions, answers or comments in it."""
        answer = json_of(payload, self.about.title)
        if not isinstance(answer, dict):
            raise _changed("items")
        if payload.status != 200 or "error_id" in answer:
            raise _refusal(answer, payload, asked["site"])
        kind, items = asked["list"], answer.get("items")
        if not isinstance(items, list):
            raise _changed("items")
        good = [item for item in items if is_item(item, kind)]
        if items and not good:
            raise _changed(IDS[kind])
        return answer, good

    def kind_of(self, asked: Asked) -> str | None:
        """The site, and the list in which it is numbered."""
        site, _, number = asked.id.partition("/")
        if number.startswith("comments/"):
            return f"{site} comments"
        return f"{site} {'questions' if asked.kind == 'post' else 'answers'}"

    def look_again(self, asked: Sequence[Asked]) -> Request:
        """These questions, answers or comments, by their numbers."""
        site, _, kind = (self.kind_of(asked[0]) or "").partition(" ")
        numbers = ";".join(each.id.rpartition("/")[2] for each in asked)
        query = urlencode({"site": site, "pagesize": PER_PAGE, "filter": "withbody"})
        return Request(
            url=f"{base_url('stackexchange', self.host)}/2.3/{kind}/{numbers}?{query}",
            cursor={"site": site, "list": kind},
            costs=_ONE,
        )

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        """Those there are; a number that is left out is one that was deleted."""
        site, kind = request.cursor["site"], request.cursor["list"]
        answer, items = self._items(request.cursor, payload)
        known = {each.id for each in asked}
        mentions = first_of_each(mention_of(each, kind, site) for each in items)
        there = tuple(each for each in mentions if each.id in known)
        left_out = known - {each.id for each in there}
        if left_out and answer.get("has_more") is not False:
            raise _changed("has_more")
        gone = tuple(
            Mention(id=each.id, kind=each.kind, deleted=True)
            for each in asked
            if each.id in left_out
        )
        is_enough = whole(answer.get("backoff")) or whole(answer.get("quota_remaining")) == 0
        return Page(mentions=there + gone, stopped_because="throttled" if is_enough else None)

    def _ask(self, cursor: Mapping[str, str], kind: str, page: int) -> Request:
        """The page of a list; `cursor` keeps how far down each list has been read."""
        asked: dict[str, str | int] = {
            "site": cursor["site"],
            "sort": "creation",
            "order": "desc",
            "pagesize": PER_PAGE,
            "page": page,
            # The words too: https://api.stackexchange.com/docs/filters
            "filter": "withbody",
        }
        asked |= {"fromdate": cursor["after"]} if cursor["after"] else {}
        asked |= {"todate": cursor[kind]} if cursor[kind] else {}
        count = int(cursor["asked"]) + 1
        return Request(
            url=f"{base_url('stackexchange', self.host)}/2.3/{kind}?{urlencode(asked)}",
            cursor={**cursor, "list": kind, "page": str(page), "asked": str(count)},
            costs=_ONE,
        )

    def _go_on(self, asked: dict[str, str], answer: dict[str, Any], page: Page) -> Page:
        """The page with what to ask next, unless all is read or the site has had enough."""
        kind, number = asked["list"], int(asked["page"]) + 1
        reached = _reached(answer, page)
        # A second in which more was written than a page holds: only numbers lead through it.
        stuck = reached != _DONE and bool(asked[kind]) and int(reached) >= int(asked[kind])
        cursor = {**asked, kind: asked[kind] if stuck else reached}
        left = [each for each in IDS if cursor[each] != _DONE]
        if not left:
            return page
        if whole(answer.get("quota_remaining")) == 0:
            return replace(page, stopped_because="throttled")
        if int(asked["asked"]) >= self.about.pages or (stuck and number > LAST_PAGE):
            return replace(page, stopped_because="source_cap", hole=_unread(cursor, left))
        upmost = kind if stuck else max(left, key=lambda each: int(cursor[each] or 2**62))
        following = self._ask(cursor, upmost, number if stuck else 1)
        # A wait that must be kept: https://api.stackexchange.com/docs/throttle
        wait = max(0, whole(answer.get("backoff")) or 0)
        return replace(page, next=replace(following, after=float(wait)) if wait else following)


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=StackExchange.about.title, what=what))


def _reached(answer: dict[str, Any], page: Page) -> str:
    """How far down this list is read; the second of the last one is asked for once more."""
    times = [mention.published_at for mention in page.mentions if mention.published_at]
    if answer.get("has_more") is not True or not times:
        return _DONE
    return str(int(min(times).timestamp()) + 1)


def _unread(cursor: dict[str, str], left: list[str]) -> Gap:
    """What a cap leaves: all that is older than where the list stands that came down least."""
    stands = [int(cursor[kind]) if cursor[kind] else None for kind in left]
    known = [at for at in stands if at is not None]
    to_at = time_of(max(known)) if len(known) == len(stands) else None
    return Gap(from_at=None, to_at=to_at, reason="source_cap")


def _refusal(answer: dict[str, Any], payload: Payload, site: str) -> SourceError:
    """The error in an answer, by its number and, where that says little, by its words."""
    number, words = whole(answer.get("error_id")), str(answer.get("error_message") or "")
    if number == 502 or answer.get("error_name") == "throttle_violation":
        return Throttled(say("stackexchange.slower"), retry_after=_again_at(words, payload))
    if number in (500, 503):
        return SourceUnavailable(say("stackexchange.trouble"))
    if "No site found" in words or words == "site":
        return AccessDenied(say("stackexchange.no_site", site=site))
    if number in (401, 402, 403, 405, 406) or re.search(r"\bkey\b", words):
        return AccessDenied(say("stackexchange.bad_key"))
    return UnexpectedAnswer(say("stackexchange.refused", message=one_line(words, 120)))


def _again_at(words: str, payload: Payload) -> datetime | None:
    """When it says that it will answer again, by its own clock."""
    found = _AVAILABLE_IN.search(words)
    try:
        sent = parsedate_to_datetime(payload.headers.get("date", ""))
        return sent + timedelta(seconds=int(found[1])) if found and sent.tzinfo else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


SOURCE = StackExchange()
