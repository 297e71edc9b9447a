"""X: posts of the last seven days that hold a phrase, and those that name an account.

It costs money: every answer tells what it cost, and whatever may cost more than one page is
counted first, for half a cent, so that a walk that cannot be paid is not begun.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from msgspec.structs import replace

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.lookagain import Asked, LooksAgain
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.source import (
    About,
    Budget,
    Credential,
    Option,
    Pace,
    Secret,
    Source,
    base_url,
    required,
)
from listener.text import one_line

from ._answers import json_of, whole
from ._choice import is_yes
from ._xmoney import (
    COUNT,
    POST,
    USER,
    affordable,
    days_of,
    dollars,
    full_price,
    post_price,
    price_of,
    stamp,
    sum_of,
)
from ._xpost import first_id, history_of, id_of, is_post, mentions_of, posts_in
from ._xquestion import DIALECT, NO_REPOSTS
from ._xrefusal import (
    READS,
    errors_in,
    gone_in,
    problem_of,
    refusal,
    refuse_unless_empty,
    said,
    sent_at,
    wait_after,
)

TOKEN = "LISTENER_X_BEARER_TOKEN"  # noqa: S105 - a name, no password
PER_PAGE, FEWEST = 100, 10
SHORTER = (3, 1)
"""Days: where a first walk over all seven cannot be paid, one over these is asked for."""

_POST = (
    "id,text,author_id,created_at,conversation_id,edit_history_{0}_ids,geo,lang,note_{0},"
    "public_metrics,referenced_{0}s"
)
_PROFILE = re.compile(
    r"(?:(?:https?://)?(?:www\.|mobile\.)?(?:x|twitter)\.com/)?@?(\w{1,15})/?(?:\?.*)?",
    re.ASCII | re.IGNORECASE,
)
_NO_ACCOUNTS = frozenset({"home", "explore", "search", "hashtag", "i", "messages", "settings"})
_PLAIN = re.compile(r"[!-~]{1,4000}")


class X(Source, LooksAgain):
    """One question, page by page; each page repeats its bounds with the token of the next."""

    host = "https://api.x.com"
    # Each time costs a third of having read it.
    look_again_after = timedelta(days=7)
    until_age = timedelta(days=30)
    per_request = 100
    # https://developer.x.com/en/developer-terms/policy
    erases = True

    about = About(
        name="x",
        title="X",
        homepage="https://x.com",
        docs="https://docs.x.com/x-api/posts/search/introduction",
        access="official-api",
        gives="mentions",
        watches="both",
        example="@cafeluna",
        sees={
            "es": "Los mensajes públicos de X (antes Twitter) de los últimos siete días con tus "
            "frases, y los que nombran a una cuenta (@cuenta), con su autor, sus ediciones y sus "
            "cifras. X cobra por leer: 0,005 dólares por mensaje y 0,010 por autor; listener "
            "cuenta antes de leer y se detiene en tu tope mensual ([budgets.x], 10 dólares).",
            "en": "Public posts on X (formerly Twitter) of the last seven days with your phrases, "
            "and those that name an account (@account), with author, edits and figures. X charges "
            "for reading: $0.005 a post and $0.010 an author; listener counts before it reads and "
            "stops at your monthly limit ([budgets.x], 10 dollars).",
        },
        misses={
            "es": "Lo de hace más de siete días, las cuentas protegidas y las republicaciones: X "
            "ya no las da. Las cifras son las del momento de leer: no se vuelve a pagar por ellas. "
            "El gasto se calcula por lo alto, como si X cobrara siempre lo que se lee dos veces el "
            "mismo día. Cuando una búsqueda cuesta más de lo que queda, no se lee; la primera vez "
            "se prueba con tres días y con uno. Comprobar qué se ha borrado también cuesta: 0,005 "
            "dólares por mensaje y semana, durante 30 días.",
            "en": "What is older than seven days, protected accounts and reposts: X gives them no "
            "more. Figures are those of the moment of reading: nobody pays for them again. What is "
            "spent is reckoned high, as if X always charged for what is read twice in a day. A "
            "search that costs more than what is left is not read; the first time, three days and "
            "then one are tried. Checking what was deleted costs as well: $0.005 a post and week, "
            "for 30 days.",
        },
        secrets=(
            Secret(
                TOKEN,
                {
                    "es": "La clave de solo lectura («Bearer Token») de tu app de desarrollador, "
                    "con saldo y, mejor, con un límite de gasto puesto también allí.",
                    "en": "The key for reading only (Bearer Token) of your developer app, with "
                    "credit and, better, with a spending limit set there too.",
                },
                "https://console.x.com",
            ),
        ),
        # 450 questions in a quarter of an hour: https://docs.x.com/x-api/fundamentals/rate-limits
        pace=Pace(delay=2.0, concurrency=1),
        pages=50,
        # Each post within it is counted as paid twice; the index is half a minute behind.
        overlap=timedelta(minutes=10),
        every=timedelta(hours=1),
        match=False,
        window=timedelta(days=7),
        options=(
            Option(
                "own",
                {
                    "es": "«sí» si la cuenta es la de tu app de desarrollador: X cobra entonces "
                    "0,001 dólares por mensaje, y así se calcula.",
                    "en": '"yes" if the account is that of your developer app: X then charges '
                    "$0.001 a post, and so it is reckoned.",
                },
            ),
        ),
        reads=READS,
        default_on=False,
        off_because={
            "es": "X cobra por cada mensaje que se lee (0,005 dólares, y 0,010 por su autor)",
            "en": "X charges for every post that is read ($0.005, and $0.010 for its author)",
        },
        budgets=(
            Budget(
                name="dollars",
                limit=10.0,
                per="month",
                unit="dollars",
                refusals=False,
                what={
                    "es": "dólares al mes",
                    "en": "dollars a month",
                },
            ),
        ),
        dialect=DIALECT,
    )

    def normal_listing(self, listing: str) -> str:
        """An account as `@name`, from itself or from the link of its profile."""
        found = _PROFILE.fullmatch(listing.strip())
        if found is None or found[1].lower() in _NO_ACCOUNTS:
            raise ValueError(say("x.bad_account"))
        return f"@{found[1].lower()}"

    def check_option(self, listing: str, name: str, value: str) -> None:
        """Raises ValueError for what says neither yes nor no."""
        is_yes(value)

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The token in a header, for this host alone."""
        token = required(secrets, TOKEN)[0].strip()
        if not _PLAIN.fullmatch(token):
            raise AccessDenied(say("x.bad_key"))
        host = urlsplit(base_url("x", self.host)).netloc
        return Credential(headers={"Authorization": f"Bearer {token}"}, host=host)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """What is new since the bookmark; on a first walk, how much there is."""
        start = stamp(since.newest_at - self.about.overlap) if since and since.newest_at else ""
        day = f"{since.finished_at:%Y-%m-%d}" if since else ""
        begin = {"start": start, "day": day, "first": "" if since else "y"}
        return self._begin({**self._asked_for(watch), **begin})

    def between(self, watch: Watch, from_at: datetime, to_at: datetime) -> Request:
        """One slice of the last seven days, counted first."""
        bounds = {"start": stamp(from_at), "end": stamp(to_at), "count": "y"}
        return self._begin({**self._asked_for(watch), **bounds})

    def read(self, request: Request, payload: Payload) -> Page:
        """The posts of an answer; or how many there are, or whose number an account has."""
        asked = request.cursor
        if payload.status != 200:
            return self._other_way(asked, payload)
        answer = json_of(payload, self.about.title)
        if not isinstance(answer, dict):
            raise _changed("data")
        if asked["step"] == "who":
            return self._found(asked, answer, sent_at(payload))
        if asked["step"] == "count":
            return self._counted(asked, answer)
        return self._posts(asked, answer, wait_after(payload))

    def look_again(self, asked: Sequence[Asked]) -> Request:
        """The posts themselves, without their authors, who cost twice as much."""
        ids = ",".join(each.id for each in asked)
        cursor = {"step": "again", "ids": ids, "fields": "tweet"}
        return self._ask_again(cursor)

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        """Those there are, in their last version; what X does not show any more is deleted."""
        if payload.status != 200:
            return self._other_way(request.cursor, payload)
        answer = json_of(payload, self.about.title)
        if not isinstance(answer, dict) or not (answer.get("data") or errors_in(answer)):
            raise _changed("data")
        urls = {each.id: each.url for each in asked}
        posts = [*filter(is_post, posts_in(answer) or ())]
        newer = {history_of(post)[-2] for post in posts if len(history_of(post)) > 1}
        newer -= {id_of(post["id"]) for post in posts}
        last = [post for post in posts if not newer.intersection(history_of(post))]
        found = mentions_of({**answer, "data": last})
        kept = tuple(replace(each, url=urls.get(each.id) or each.url) for each in found)
        again = {**request.cursor, "ids": ",".join(sorted(newer))}
        return Page(
            mentions=(*kept, *gone_in(answer, set(urls) - {first_id(post) for post in posts})),
            next=self._ask_again(again) if newer else None,
            spent=dollars(price_of(answer, POST)),
        )

    def _asked_for(self, watch: Watch) -> dict[str, str]:
        kept = dict.fromkeys(("start", "end", "token", "first", "count", "day"), "")
        kept["fields"] = "tweet"
        if watch.listing:
            own = "y" if is_yes(watch.options.get("own", "")) else ""
            return {**kept, "listing": watch.listing, "query": watch.listing, "own": own}
        quoted = '"{}"'.format(watch.terms[0].replace('"', " ")) if watch.terms else ""
        question = f"({watch.ask})" if watch.ask else quoted
        return {**kept, "query": f"{question} {NO_REPOSTS}", "own": ""}

    def _begin(self, kept: dict[str, str]) -> Request:
        if "listing" in kept and "user" not in kept:
            name = kept["listing"].lstrip("@")
            return self._ask(f"users/by/username/{name}", {}, {**kept, "step": "who"}, USER)
        if kept["first"] or kept["count"]:
            return self._count(kept)
        return self._page(kept)

    def _count(self, kept: dict[str, str]) -> Request:
        asked = {"query": kept["query"], "granularity": "day", **_bounds(kept)}
        return self._ask("tweets/counts/recent", asked, {**kept, "step": "count"}, COUNT)

    def _page(self, kept: dict[str, str], posts: int | None = None) -> Request:
        """The next page; where so much is not left, the smallest that there is.

        `posts` is how many there are in all, if that is known: the first of them is read only if
        all can be paid.
        """
        if posts is None:
            return replace(self._sized(kept, PER_PAGE), cheaper=self._sized(kept, FEWEST))
        size = min(PER_PAGE, posts + FEWEST)
        return replace(self._sized(kept, size), costs=dollars(max(size, posts) * full_price(kept)))

    def _sized(self, kept: dict[str, str], size: int) -> Request:
        spelling = kept["fields"]
        asked = {
            "max_results": str(size),
            f"{spelling}.fields": _POST.format(spelling),
            "expansions": "author_id,geo.place_id",
            "user.fields": "id,name,username",
            "place.fields": "id,country_code",
            **_bounds(kept),
        }
        cursor = {**kept, "step": "posts"}
        most = size * full_price(kept)
        if "user" in kept:
            asked |= {"pagination_token": kept["token"]} if kept["token"] else {}
            return self._ask(f"users/{kept['user']}/mentions", asked, cursor, most)
        asked |= {"next_token": kept["token"]} if kept["token"] else {}
        asked = {"query": kept["query"], "sort_order": "recency", **asked}
        return self._ask("tweets/search/recent", asked, cursor, most)

    def _ask(
        self, path: str, asked: dict[str, str], cursor: dict[str, str], most: float
    ) -> Request:
        question = f"?{urlencode(asked)}" if asked else ""
        url = f"{base_url('x', self.host)}/2/{path}{question}"
        return Request(url=url, cursor=cursor, costs=dollars(most))

    def _ask_again(self, cursor: dict[str, str]) -> Request:
        spelling, ids = cursor["fields"], cursor["ids"]
        asked = {"ids": ids, f"{spelling}.fields": _POST.format(spelling)}
        return self._ask("tweets", asked, cursor, POST * (ids.count(",") + 1))

    def _other_way(self, asked: dict[str, str], payload: Payload) -> Page:
        """The question put so that X takes it, once; else its refusal is raised."""
        words = said(problem_of(payload)).lower() if payload.status == 400 else ""
        if asked["fields"] == "tweet" and "tweet.fields" in words:
            other = {**asked, "fields": "post"}
            again = self._ask_again(other) if asked["step"] == "again" else self._page(other)
            return Page(next=again, spent=dollars(0.0))
        if asked.get("end") and "prior to" in words:
            # A slice that ends now, of which X knows nothing yet.
            return Page(next=self._count({**asked, "end": ""}), spent=dollars(0.0))
        if asked.get("end") and "end_time" in words:
            # One that X does not show any more.
            return Page(stopped_because="source_cap", spent=dollars(0.0))
        if asked.get("start") and "start_time" in words and "stale" not in asked:
            # Older than seven days: all that X still shows, which may be much.
            anew = {**asked, "start": "", "stale": "y"}
            return Page(next=self._count(anew), spent=dollars(0.0))
        raise refusal(payload)

    def _found(self, asked: dict[str, str], answer: dict[str, Any], at: datetime | None) -> Page:
        """On with the number of an account, which is paid for once a day."""
        user = answer.get("data")
        number = id_of(user.get("id")) if isinstance(user, dict) else ""
        if not number and errors_in(answer):
            listing = one_line(asked["listing"], 60)
            raise UnexpectedAnswer(say("x.no_account", listing=listing, said=said(answer)))
        if not number:
            raise _changed("id")
        is_paid = at is not None and f"{at:%Y-%m-%d}" == asked["day"]
        following = self._begin({**asked, "user": number})
        return Page(next=following, spent=dollars(0.0 if is_paid else USER))

    def _counted(self, asked: dict[str, str], answer: dict[str, Any]) -> Page:
        """On to the posts, if all of them can be paid; a first walk may have fewer days."""
        days = days_of(answer)
        if days is None:
            raise _changed("tweet_count")
        kept = {**asked, "count": "", "first": "", "counted": "y"}
        if "user" in kept and not kept["start"] and days and "stale" not in kept:
            kept["start"] = days[0][0]
        read = whole(asked.get("read")) or 0
        asks = [self._page(kept, max(0, sum_of(days) - read))]
        if not (kept["token"] or kept["end"]):
            for part in (days[-length:] for length in SHORTER if length < len(days)):
                shorter = {**kept, "start": part[0][0], "cut": "y"}
                asks.append(self._page(shorter, sum_of(part)))
        return Page(next=affordable(asks), spent=dollars(COUNT))

    def _posts(self, asked: dict[str, str], answer: dict[str, Any], wait: float) -> Page:
        posts, meta = posts_in(answer), answer.get("meta")
        if posts is None:
            refuse_unless_empty(answer)
        mentions = mentions_of(answer, asked.get("listing", ""))
        if posts and not mentions:
            raise _changed("id, text")
        page = Page(mentions=mentions, spent=dollars(price_of(answer, post_price(asked))))
        token = meta.get("next_token") if isinstance(meta, dict) else None
        if not isinstance(token, str) or not token:
            return replace(page, stopped_because="source_cap" if asked.get("cut") else None)
        if token == asked["token"]:
            return replace(page, stopped_because="source_cap")
        following = self._following({**asked, "token": token}, len(posts or ()))
        return replace(page, next=replace(following, after=wait))

    def _following(self, kept: dict[str, str], read: int) -> Request:
        """The next page; before the second one it is counted how many there are to come."""
        if kept.get("counted"):
            return self._page(kept)
        return self._count({**kept, "read": str(read)})


def _bounds(kept: dict[str, str]) -> dict[str, str]:
    named = {"start_time": kept["start"], "end_time": kept["end"]}
    return {name: at for name, at in named.items() if at}


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=X.about.title, what=what))


SOURCE = X()
