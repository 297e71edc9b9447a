"""Reviews of one's own places on Google, through the Business Profile interface."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from msgspec.structs import replace

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.model import (
    Bookmark,
    ListingTotals,
    Mention,
    Page,
    Payload,
    Reply,
    Request,
    Watch,
)
from listener.source import (
    About,
    Credential,
    Pace,
    ReadsFiles,
    Secret,
    Source,
    TakesReplies,
    base_url,
    required,
)

from ._answers import first_of_each, json_of, whole
from ._businesspush import HOST, TITLE, business_refused, pull, read_push
from ._businessreview import NAME, is_review, mention_of, reply_of
from ._google import TOKEN_URL, ask_with_refresh, credential, stamp
from ._maps import MAPS, places_of

PER_PAGE = 50

_LOCATION = re.compile(r"(?:^|/)(accounts/[\w~-][\w.~-]*/locations/[\w~-][\w.~-]*)(?:/reviews)?/*$")
_SUBSCRIPTION = re.compile(r"(?:^|/)(projects/[\w-][\w.:-]*/subscriptions/[\w-][\w.~+%-]*)/*$")
_IN_FILES = re.compile(rf"({re.escape(MAPS)}\?(?:cid|ftid)=[\w:%.~-]+)")
_KNOWN_KEYS = frozenset(("reviews", "averageRating", "totalReviewCount", "nextPageToken"))
_CLOUD = "https://console.cloud.google.com/apis/credentials"
_SCOPES = (
    "https://www.googleapis.com/auth/business.manage",
    "https://www.googleapis.com/auth/pubsub",
)


class GoogleBusiness(Source, TakesReplies, ReadsFiles):
    """All reviews of one location, those written or edited last first; or those announced."""

    host = HOST
    longest_reply = 4096
    about = About(
        name="googlebusiness",
        title=TITLE,
        homepage="https://business.google.com",
        docs="https://developers.google.com/my-business/content/review-data",
        access="official-api",
        gives="reviews",
        watches="listing",
        example="accounts/1234567890/locations/9876543210",
        sees={
            "es": "Todas las reseñas de tus locales en Google Maps y en el buscador, también las "
            "que solo tienen estrellas, con sus ediciones, tu respuesta y si Google la publicó. "
            "De una reseña traducida, el texto original. También lee archivos guardados de "
            "Google Maps.",
            "en": "All reviews of your places on Google Maps and in the search, those of stars "
            "alone too, with their edits, your answer and whether Google published it. Of a "
            "translated review, the original text. Saved files of Google Maps are read as well.",
        },
        misses={
            "es": "Los locales que no son tuyos o no están verificados, las fotos y el idioma. Una "
            "respuesta dada fuera de aquí puede tardar un día en verse, y un borrado, dos. Google "
            "tiene que aprobar antes tu proyecto.",
            "en": "Places that are not yours or not verified, photos and the language. An answer "
            "given elsewhere may take a day to be seen, and a deletion two. Google has to approve "
            "your project first.",
        },
        secrets=(
            Secret(
                "LISTENER_GOOGLEBUSINESS_CLIENT_ID",
                {
                    "es": "El identificador de cliente de OAuth de tu proyecto de Google Cloud, "
                    "cuando Google lo haya aprobado para Business Profile.",
                    "en": "The OAuth client id of your Google Cloud project, once Google has "
                    "approved it for Business Profile.",
                },
                _CLOUD,
            ),
            Secret(
                "LISTENER_GOOGLEBUSINESS_CLIENT_SECRET",
                {
                    "es": "La clave secreta de ese mismo cliente de OAuth.",
                    "en": "The secret of that same OAuth client.",
                },
                _CLOUD,
            ),
            Secret(
                "LISTENER_GOOGLEBUSINESS_REFRESH_TOKEN",
                {
                    "es": "El permiso duradero («refresh token») que da la cuenta de Google que "
                    f"administra los locales, para {_SCOPES[0]} y, con avisos de Pub/Sub, también "
                    f"para {_SCOPES[1]}.",
                    "en": "The lasting permission (refresh token) of the Google account that "
                    f"manages the locations, for {_SCOPES[0]} and, with notices by Pub/Sub, also "
                    f"for {_SCOPES[1]}.",
                },
                "https://developers.google.com/oauthplayground/",
            ),
        ),
        # 300 requests a minute: https://developers.google.com/my-business/content/limits. Twice
        # 120, for cron may start a crawl while a long one is still at it. A page each, 500 places
        # take some four minutes.
        pace=Pace(delay=0.5, concurrency=1),
        pages=400,
        overlap=timedelta(days=2),
        # An answer may leave the order as it is, and a deletion is never announced.
        rereads=timedelta(days=1),
        match=False,
        answers=True,
        reads=(200, 403, 404, 429),
    )

    def normal_listing(self, listing: str) -> str:
        """The location, or the subscription that announces reviews, as Google names it.

        The address of a place on the maps is that of reviews in files.
        """
        text = listing.strip()
        found = _LOCATION.search(text) or _SUBSCRIPTION.search(text) or _IN_FILES.fullmatch(text)
        if not found:
            raise ValueError(say("googlebusiness.bad_listing"))
        return found[1]

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential | Request | None:
        """The request for an hour's access in the name of who manages the locations."""
        values = required(secrets, *(secret.name for secret in self.about.secrets))
        return ask_with_refresh(*values, url=base_url("googlebusiness_token", TOKEN_URL))

    def signed_in(self, payload: Payload, secrets: Mapping[str, str], now: datetime) -> Credential:
        """What the token endpoint has given."""
        return credential(payload, now)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The reviews that were written or edited last; or the first announcements."""
        listing = self.normal_listing(watch.listing)
        if listing.startswith(MAPS):
            raise AccessDenied(say("googlebusiness.only_files", listing=listing))
        if listing.startswith("projects/"):
            return pull(listing)
        until = since and (since.newest_at or since.finished_at) - self.about.overlap
        return self._ask({"listing": listing, "until": until.isoformat() if until else ""})

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews of one answer, with how many Google counts and their mean."""
        if "step" in request.cursor:
            return read_push(request, payload)
        listing = request.cursor["listing"]
        if payload.status == 404:
            raise AccessDenied(say("googlebusiness.no_location", listing=listing))
        if payload.status != 200:
            raise business_refused(payload, listing)
        answer = json_of(payload, TITLE)
        # A location without a review answers with nothing in it.
        if not isinstance(answer, dict) or (answer and not _KNOWN_KEYS & answer.keys()):
            raise _changed("reviews")
        reviews = answer.get("reviews") or []
        good = [each for each in reviews if is_review(each)] if isinstance(reviews, list) else []
        if reviews and not good:
            raise _changed("name")
        return self._go_on(request.cursor, answer, good)

    def length(self, text: str) -> int:
        """In bytes: letters with an accent count twice, emojis four times.

        https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews
        """
        return len(text.encode("utf-8", "replace"))

    def reply(self, review: Mention, text: str) -> Request:
        """The request that puts the answer under the review, or in the place of the last one."""
        if not NAME.fullmatch(review.id):
            raise AccessDenied(say("googlebusiness.cannot_answer"))
        return Request(
            url=f"{base_url('googlebusiness', self.host)}/v4/{quote(review.id, safe='/=~')}/reply",
            method="PUT",
            headers={"Content-Type": "application/json"},
            body=json.dumps({"comment": text}).encode(),
            cursor={"listing": review.id.partition("/reviews/")[0]},
        )

    def replied(self, request: Request, payload: Payload) -> Reply:
        """The answer as Google took it: published, or waiting to be looked over."""
        if payload.status == 404:
            raise AccessDenied(say("googlebusiness.review_gone"))
        if payload.status in (403, 429):
            raise business_refused(payload, request.cursor["listing"])
        answer = json_of(payload, TITLE)
        reply = reply_of(answer) if isinstance(answer, dict) else None
        if reply is None:
            raise _changed("comment")
        return reply

    def file_pages(self, file: Payload) -> Iterator[tuple[str, Page]]:
        """The reviews of a saved file of Google Maps, a page for each place."""
        places = places_of(json_of(file, TITLE))
        if not places:
            raise UnexpectedAnswer(say("googlebusiness.not_a_maps_file"))
        yield from places

    def _ask(self, cursor: dict[str, str], token: str = "") -> Request:
        asked = {"pageSize": str(PER_PAGE), "orderBy": "updateTime desc"}
        query = urlencode(asked | ({"pageToken": token} if token else {}), errors="replace")
        listing = cursor["listing"]
        return Request(
            url=f"{base_url('googlebusiness', self.host)}/v4/{listing}/reviews?{query}",
            cursor={**cursor, "token": token},
        )

    def _go_on(
        self, asked: dict[str, str], answer: dict[str, Any], reviews: list[dict[str, Any]]
    ) -> Page:
        """The page with what to ask next; a token that repeats leads in a circle.

        The order is that of `updateTime`, which an answer may move and which is then no time of
        the review's: behind a page of old reviews, answered today, new ones may stand. So it is
        by that time, and here, that what is known ends a walk.
        """
        page = Page(
            mentions=first_of_each(mention_of(review) for review in reviews),
            totals=_totals(answer),
            in_order=False,
        )
        token = answer.get("nextPageToken")
        if not isinstance(token, str) or not token:
            return page
        if token == asked["token"]:
            return replace(page, stopped_because="source_cap")
        if _is_known(reviews, asked.get("until", "")):
            return replace(page, stopped_because="reached_bookmark")
        return replace(page, next=self._ask(asked, token))


def _is_known(reviews: list[dict[str, Any]], until: str) -> bool:
    """Whether what follows them was last touched before that moment.

    The last of them tells, so that one page is enough for a quiet place; where they are not in
    the order that was asked for, all have to.
    """
    times = [at for review in reviews if (at := stamp(review.get("updateTime")))]
    if not until or not times or len(times) < len(reviews):
        return False
    in_order = times == sorted(times, reverse=True)
    return (times[-1] if in_order else max(times)) < datetime.fromisoformat(until)


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=TITLE, what=what))


def _totals(answer: dict[str, Any]) -> ListingTotals | None:
    count, mean = whole(answer.get("totalReviewCount")), answer.get("averageRating")
    if count is None or count < 0:
        return None
    is_mean = isinstance(mean, int | float) and 1 <= mean <= 5 and count
    return ListingTotals(count=count, stars=float(mean or 0) if is_mean else None)


SOURCE = GoogleBusiness()
