"""YouTube: the videos and comments of a channel, or of the videos that a search finds.

A walk has a list of what is still to be asked, newest first, which travels in the cursor:

channel ─► uploads ─► videos ─► … ─► comment threads of the channel ─► replies that were left out
search ─► videos ─► comment threads of each ─► replies that were left out ─► …

Nothing here proves that something has gone: a search finds one thing today and another tomorrow
(https://arxiv.org/abs/2506.11727). What was deleted is seen when it is asked for by its id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import json
from msgspec.structs import replace

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.lookagain import Asked, LooksAgain
from listener.model import (
    Bookmark,
    Gap,
    Mention,
    Page,
    Payload,
    Request,
    StopReason,
    Watch,
)
from listener.source import About, Budget, Credential, Dialect, Pace, Secret, Source, required

from ._answers import first_of_each, whole
from ._token import moment
from ._youtube import (
    TITLE,
    as_gone,
    as_it_is,
    channel_of,
    comment,
    id_of,
    part,
    read_of,
    talk_of,
    video,
)
from ._youtubeask import (
    HOST,
    MOST,
    Ask,
    asked_of,
    changed,
    is_passed_over,
    items_of,
    listed_video,
    must_be_read,
    question,
    written,
)
from ._youtuberefused import ZONE, answer_of, refusal

KEY = "LISTENER_YOUTUBE_KEY"
FOLLOWED = timedelta(days=7)
"""So long the comments below a video that a search has found are followed."""
SEARCHED_OF_A_SLICE = 10
"""Pages: no search shows more than some 500 videos."""
MANY = 10
"""So many mentions do not disappear at once: an answer without any of them is a mistake."""


class YouTube(Source, LooksAgain):
    """Videos and comments of a channel, or those that a phrase finds."""

    host = HOST
    look_again_after = timedelta(days=25)
    per_request = 50
    # https://developers.google.com/youtube/terms/developer-policies (III.E.4): deleted or asked
    # for again within 30 days.
    erases = True
    keeps = timedelta(days=30)

    about = About(
        name="youtube",
        title=TITLE,
        homepage="https://www.youtube.com",
        docs="https://developers.google.com/youtube/v3/docs",
        access="official-api",
        gives="mentions",
        watches="both",
        example="https://www.youtube.com/@cafeluna",
        sees={
            "es": "De un canal (su dirección, su @nombre o su número), los vídeos nuevos y los "
            "comentarios y respuestas en todos sus vídeos. De una frase, los vídeos que la "
            "búsqueda encuentra y los comentarios debajo de ellos durante una semana. Con me "
            "gusta, visitas y ediciones. Guarda lo que menciona tu marca; para todo lo que se "
            "dice en tu propio canal, match = false.",
            "en": "Of a channel (its address, its @handle or its number), new videos, and the "
            "comments and replies below all its videos. Of a phrase, the videos that the search "
            "finds and the comments below them for a week. With likes, views and edits. It keeps "
            "what mentions your brand; for all that is said on your own channel, match = false.",
        },
        misses={
            "es": "Google deja buscar 100 veces al día: cada búsqueda se hace una vez por hora y, "
            "con más de dos, con menos frecuencia (diez, cada tres horas y media). Su búsqueda no "
            "está completa ni da siempre lo mismo, y olvida pronto lo que pasa de unas semanas: "
            "apunta como canal los que conozcas, que sí se leen enteros. No se oyen las palabras "
            "dichas en el vídeo, ni el chat de un directo; tampoco un comentario nuevo debajo de "
            "un vídeo encontrado hace más de una semana, ni una respuesta a un comentario de hace "
            "más de dos días. De un vídeo muy comentado se leen los 300 últimos comentarios cada "
            "vez.",
            "en": "Google lets anyone search 100 times a day: each search is made once an hour "
            "and, with more than two, less often (ten, every three and a half hours). Its search "
            "is neither complete nor the same each time, and soon forgets what is older than some "
            "weeks: name the channels you know as listings, which are read whole. What is spoken "
            "in a video is not heard, nor the chat of a live one; nor a new comment below a video "
            "found over a week ago, nor a reply to a comment older than two days. Of a video with "
            "very many comments the latest 300 are read each time.",
        },
        secrets=(
            Secret(
                KEY,
                {
                    "es": "Una clave de API de un proyecto de Google Cloud (gratis) que tenga "
                    "habilitada «YouTube Data API v3».",
                    "en": "An API key of a Google Cloud project (for free) in which the YouTube "
                    "Data API v3 is enabled.",
                },
                "https://console.cloud.google.com/apis/credentials",
            ),
        ),
        pace=Pace(delay=0.5, concurrency=1),
        pages=400,
        overlap=timedelta(days=2),
        every=timedelta(hours=1),
        reads=(200, 400, 403, 404),
        default_on=False,
        off_because={
            "es": "necesita una clave gratuita de Google y solo deja buscar 100 veces al día: "
            "enciéndelo para pocas frases, y apunta los canales que conozcas",
            "en": "needs a free key of Google's and lets anyone search 100 times a day only: turn "
            "it on for a few phrases, and name the channels you know",
        },
        # https://developers.google.com/youtube/v3/determine_quota_cost (2026-11-21)
        budgets=(
            Budget(
                name="searches",
                limit=100,
                per="day",
                unit="calls",
                what={"es": "búsquedas al día", "en": "searches a day"},
                zone=ZONE,
                per_walk=1.5,
            ),
            Budget(
                name="units",
                limit=10_000,
                per="day",
                unit="units",
                what={"es": "unidades al día", "en": "units a day"},
                zone=ZONE,
            ),
        ),
        # "boating|sailing": https://developers.google.com/youtube/v3/docs/search/list#q. Its "-"
        # would leave out a video with all comments below it.
        dialect=Dialect(either="|", longest=300, most=10),
    )

    def normal_listing(self, listing: str) -> str:
        """The number or the @handle of the channel."""
        return channel_of(listing)

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential | Request | None:
        """The key, in a header: no address carries it.

        https://cloud.google.com/apis/docs/system-parameters
        """
        (key,) = required(secrets, KEY)
        return Credential(headers={"X-Goog-Api-Key": key.strip()})

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The channel, for the number of its list of uploads; or the newest that a phrase finds."""
        newest = since and since.newest_at
        cursor = {
            "listing": self.normal_listing(watch.listing) if watch.listing else "",
            "after": written(newest - FOLLOWED) if newest else "",
            "floor": written(newest - self.about.overlap) if newest else "",
            "before": "",
        }
        if watch.listing:
            return asked_of(cursor, [Ask("channel", cursor["listing"])])
        return asked_of(cursor, [Ask("search", question(watch))])

    def between(self, watch: Watch, from_at: datetime, to_at: datetime) -> Request | None:
        """What a phrase finds of one slice of time; a channel is read down its lists."""
        if watch.listing:
            return None
        start = written(from_at)
        cursor = {"listing": "", "after": start, "floor": start, "before": written(to_at)}
        return asked_of(cursor, [Ask("search", question(watch))])

    def read(self, request: Request, payload: Payload) -> Page:
        """One answer, and what is to be asked next; what is closed or gone is passed over."""
        cursor = request.cursor
        ask, *rest = json.decode(cursor["todo"], type=list[Ask])
        answer = answer_of(payload)
        if payload.status != 200 or part(answer, "error"):
            if not is_passed_over(ask, answer):
                raise refusal(payload, answer, ask.of)
            return self._onward(cursor, rest, Page())
        items = items_of(answer)
        if ask.what == "channel":
            return self._channel(cursor, items)
        token = answer.get("nextPageToken")
        following = token if isinstance(token, str) else ""
        if ask.what in ("uploads", "search"):
            return self._found(cursor, ask, rest, items, following)
        if ask.what == "videos":
            return self._videos(cursor, rest, items)
        if ask.what == "replies":
            mentions = read_of(comment(each, cursor["listing"], below=ask.below) for each in items)
            must_be_read(items, mentions, "textDisplay")
            return self._listed(cursor, ask, rest, Page(mentions=mentions), following, [])
        return self._threads(cursor, ask, rest, items, following)

    def kind_of(self, asked: Asked) -> str | None:
        """Comments and videos are asked for apart."""
        if not id_of(asked.id) or "," in asked.id:
            return None
        return "comments" if asked.kind == "comment" else "videos"

    def look_again(self, asked: Sequence[Asked]) -> Request:
        """These videos, or these comments."""
        what = self.kind_of(asked[0]) or "videos"
        return asked_of({"listing": ""}, [Ask(what, ",".join(each.id for each in asked))])

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        """Those that are there; what is missing has gone, unless far too much is."""
        answer = answer_of(payload)
        if payload.status != 200 or part(answer, "error"):
            raise refusal(payload, answer, "")
        items = {id_of(each.get("id")): each for each in items_of(answer)}
        there = [each for each in asked if each.id in items]
        mentions = read_of(as_it_is(items[each.id], each) for each in there)
        must_be_read(list(items), mentions, "snippet")
        if len(asked) >= MANY and not there:
            return Page()
        gone = [as_gone(each) for each in asked if each.id not in items]
        return Page(mentions=(*mentions, *gone))

    def _onward(self, cursor: Mapping[str, str], todo: Sequence[Ask], page: Page) -> Page:
        """The page with what to ask next, or the end, which proves no absence.

        Of a slice with more than a search shows, what is older is asked for again.
        """
        if todo:
            return replace(page, in_order=False, next=asked_of(cursor, todo))
        why: StopReason = "source_cap" if cursor.get("cut") else "reached_bookmark"
        return replace(page, in_order=False, stopped_because=why)

    def _channel(self, cursor: Mapping[str, str], items: Sequence[dict[str, Any]]) -> Page:
        if not items:
            raise UnexpectedAnswer(say("youtube.no_channel", listing=cursor["listing"]))
        number = id_of(items[0].get("id"))
        uploads = id_of(part(items[0], "contentDetails", "relatedPlaylists").get("uploads"))
        if not number or not uploads:
            raise changed("uploads")
        todo = [Ask("uploads", uploads), Ask("channel_threads", number)]
        return self._onward(cursor, todo, Page())

    def _found(
        self,
        cursor: Mapping[str, str],
        ask: Ask,
        rest: list[Ask],
        items: Sequence[dict[str, Any]],
        following: str,
    ) -> Page:
        """A list of videos tells too little of each: they are asked for together."""
        found = dict(filter(None, map(listed_video, items)))
        must_be_read(items, found, "videoId")
        after = moment(cursor["after"])
        wanted = [key for key, at in found.items() if not (after and at and at < after)]
        ahead = [Ask("videos", ",".join(wanted))] if wanted else []
        is_down = len(wanted) < len(found) or not items
        times = [at for at in found.values() if at]
        page = Page()
        return self._listed(cursor, ask, rest, page, "" if is_down else following, ahead, times)

    def _videos(
        self, cursor: Mapping[str, str], rest: list[Ask], items: Sequence[dict[str, Any]]
    ) -> Page:
        """The videos; of those that were searched for, the comments below each come next."""
        mentions = read_of(video(each, cursor["listing"]) for each in items)
        must_be_read(items, mentions, "title")
        below = [] if cursor["listing"] else [m for m in mentions if _is_talked_about(m)]
        ahead = [Ask("video_threads", each.id) for each in below]
        return self._onward(cursor, [*ahead, *rest], Page(mentions=mentions))

    def _threads(
        self,
        cursor: Mapping[str, str],
        ask: Ask,
        rest: list[Ask],
        items: Sequence[dict[str, Any]],
        following: str,
    ) -> Page:
        """Comments, newest first, with the first replies to each; where there are more, all."""
        floor, listing = moment(cursor["floor"]), cursor["listing"]
        mentions: list[Mention] = []
        times: list[datetime] = []
        ahead: list[Ask] = []
        where = {"channel" if ask.what == "channel_threads" else "below": ask.of}
        for item in items:
            talk = talk_of(item, listing, **where)
            mentions += talk
            at = talk[0].published_at if talk else None
            times += [at] if at else []
            told = whole(part(item, "snippet").get("totalReplyCount")) or 0
            is_old = floor is not None and at is not None and at < floor
            if talk and told > len(talk) - 1 and not is_old:
                ahead.append(Ask("replies", talk[0].id, below=talk[0].thread_id or ""))
        must_be_read(items, mentions, "topLevelComment")
        is_down = bool(floor and times and min(times) < floor)
        page = Page(mentions=first_of_each(mentions))
        return self._listed(cursor, ask, rest, page, "" if is_down else following, ahead, times)

    def _listed(
        self,
        cursor: Mapping[str, str],
        ask: Ask,
        rest: list[Ask],
        page: Page,
        following: str,
        ahead: list[Ask],
        times: Sequence[datetime] = (),
    ) -> Page:
        """A page of a list, and its next one if we go so far; what we leave is a hole.

        A list that gives the same page again would go on for ever.
        """
        in_slice, is_search = bool(cursor["before"]), ask.what == "search"
        most = SEARCHED_OF_A_SLICE if in_slice and is_search else MOST[ask.what]
        if following and following != ask.token and ask.turn < most:
            ahead = [*ahead, replace(ask, token=following, turn=ask.turn + 1)]
        elif following and times and (is_search or not in_slice):
            page = replace(page, hole=Gap(from_at=None, to_at=min(times), reason="source_cap"))
            cursor = {**cursor, "cut": "yes"} if in_slice else cursor
        return self._onward(cursor, [*ahead, *rest], page)


def _is_talked_about(found: Mention) -> bool:
    """Whether anybody may have commented on it; of some the count is not told."""
    return found.engagement is None or found.engagement.replies != 0


SOURCE = YouTube()
