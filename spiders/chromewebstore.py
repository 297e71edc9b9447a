"""Reviews of one's own extension in the Chrome Web Store, through its interface for publishers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.model import (
    Author,
    Bookmark,
    ListingTotals,
    Mention,
    Page,
    Payload,
    Rating,
    Request,
    Watch,
)
from listener.source import About, Credential, Pace, Secret, Source, base_url, required

from ._answers import first_of_each, json_of, whole
from ._google import TOKEN_URL, ask_as_service, credential, refusal, stamp

PER_PAGE = 200
SCOPE = "https://www.googleapis.com/auth/chromewebstore.readonly"
TITLE = "Chrome Web Store"

_ITEM = re.compile(r"(?:^|/)(publishers/[\w~-][\w.~-]*/items/[\w~-][\w.~-]*)(?::fetchReviews)?/*$")
_STAR_COUNTS = tuple(f"{n}StarRatingCount" for n in ("one", "two", "three", "four", "five"))
_KEY = "LISTENER_CHROMEWEBSTORE_KEY"


class ChromeWebStore(Source):
    """The counts of the extension, then all its reviews, newest first."""

    host = "https://chromewebstore.googleapis.com"
    about = About(
        name="chromewebstore",
        title=TITLE,
        homepage="https://chromewebstore.google.com",
        docs="https://developer.chrome.com/docs/webstore/api",
        access="official-api",
        gives="reviews",
        watches="listing",
        example="publishers/12345678-90ab-cdef-1234-567890abcdef/"
        "items/abcdefghijklmnopabcdefghijklmnop",
        sees={
            "es": "Todas las reseñas de tus extensiones y temas de Chrome, con sus estrellas, y "
            "cuántas personas dieron cada nota.",
            "en": "All reviews of your Chrome extensions and themes, with their stars, and how "
            "many people gave each rating.",
        },
        misses={
            "es": "Las extensiones de otros, tus respuestas, el idioma y la hora de una edición. "
            "Una edición puede tardar un día en verse, y un borrado, dos.",
            "en": "Extensions of others, your answers, the language and the time of an edit. An "
            "edit may take a day to be seen, and a deletion two.",
        },
        secrets=(
            Secret(
                _KEY,
                {
                    "es": "La clave JSON entera de una cuenta de servicio, añadida antes en tu "
                    f"panel de Chrome Web Store; lo más fácil es {_KEY}_FILE con la ruta del "
                    "archivo.",
                    "en": "The whole JSON key of a service account, added before in your Chrome "
                    f"Web Store dashboard; the easiest is {_KEY}_FILE with the path of the file.",
                },
                "https://console.cloud.google.com/iam-admin/serviceaccounts",
            ),
        ),
        pace=Pace(delay=1.0, concurrency=1),
        pages=200,
        overlap=timedelta(days=2),
        # Neither moves a review in the order; two hundred a page make reading all of them cheap.
        rereads=timedelta(days=1),
        match=False,
        reads=(200, 403, 404, 429),
    )

    def normal_listing(self, listing: str) -> str:
        """Publisher and extension as Google names them."""
        found = _ITEM.search(listing.strip())
        if not found:
            raise ValueError(say("chromewebstore.bad_listing"))
        return found[1]

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential | Request | None:
        """The request for an hour's access as the service account."""
        (key,) = required(secrets, _KEY)
        url = base_url("chromewebstore_token", TOKEN_URL)
        return ask_as_service(key, SCOPE, now, url=url)

    def signed_in(self, payload: Payload, secrets: Mapping[str, str], now: datetime) -> Credential:
        """What the token endpoint has given."""
        return credential(payload, now)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """How many the store counts: the reviews themselves do not tell."""
        item = self.normal_listing(watch.listing)
        return Request(url=f"{self._address()}/{item}/ratingSummary", cursor={"item": item})

    def read(self, request: Request, payload: Payload) -> Page:
        """The counts, or the reviews of one answer."""
        item = request.cursor["item"]
        if payload.status == 404:
            raise AccessDenied(say("chromewebstore.no_item", listing=item))
        if payload.status != 200:
            raise refusal(payload, TITLE, say("chromewebstore.not_yours", listing=item))
        answer = json_of(payload, TITLE)
        if not isinstance(answer, dict):
            raise _changed("reviews")
        if "token" not in request.cursor:
            return Page(totals=_totals(answer), next=self._ask(item))
        return self._reviews(request.cursor, answer)

    def _reviews(self, asked: dict[str, str], answer: dict[str, Any]) -> Page:
        reviews, token = answer.get("reviews") or [], answer.get("nextPageToken")
        # An item without a review answers with nothing in it.
        if not isinstance(reviews, list) or (answer and not answer.keys() & _ANSWERED):
            raise _changed("reviews")
        good = [each for each in reviews if _is_review(each)]
        if reviews and not good:
            raise _changed("name")
        mentions = first_of_each(_mention(review, asked["item"]) for review in good)
        if not isinstance(token, str) or not token:
            return Page(mentions=mentions)
        if token == asked["token"]:
            return Page(mentions=mentions, stopped_because="source_cap")
        return Page(mentions=mentions, next=self._ask(asked["item"], token))

    def _ask(self, item: str, token: str = "") -> Request:
        asked = {"pageSize": str(PER_PAGE), "orderBy": "create_time desc"}
        query = urlencode(asked | ({"pageToken": token} if token else {}), errors="replace")
        return Request(
            url=f"{self._address()}/{item}:fetchReviews?{query}",
            cursor={"item": item, "token": token},
        )

    def _address(self) -> str:
        return f"{base_url('chromewebstore', self.host)}/v2"


_ANSWERED = frozenset(("reviews", "nextPageToken"))


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=TITLE, what=what))


def _is_review(review: object) -> bool:
    name = review.get("name") if isinstance(review, dict) else None
    return isinstance(name, str) and bool(name)


def _totals(answer: dict[str, Any]) -> ListingTotals | None:
    """The counts. Ratings without words are in the mean, not among the reviews."""
    reviews, mean = whole(answer.get("nonEmptyReviewCount")), answer.get("rating")
    counts = [whole(answer.get(name)) or 0 for name in _STAR_COUNTS]
    one, two, three, four, five = counts
    if not sum(counts) and reviews is None:
        return None
    is_mean = isinstance(mean, int | float) and 1 <= mean <= 5
    return ListingTotals(
        count=reviews or 0,
        stars=float(mean or 0) if is_mean else None,
        histogram=(one, two, three, four, five) if sum(counts) else None,
    )


def _mention(review: dict[str, Any], item: str) -> Mention:
    created, text = stamp(review.get("createTime")), review.get("comment")
    stars, author = whole(review.get("rating")), review.get("authorInfo")
    name = author.get("displayName") if isinstance(author, dict) else None
    return Mention(
        id=review["name"],
        kind="review",
        url=f"https://chromewebstore.google.com/detail/{item.rpartition('/')[2]}/reviews",
        text=text.strip() if isinstance(text, str) else "",
        author=Author(name=name.strip()) if isinstance(name, str) and name.strip() else None,
        published_at=created,
        precision="second" if created else "none",
        subject=item,
        rating=Rating(float(stars)) if stars and 1 <= stars <= 5 else None,
    )


SOURCE = ChromeWebStore()
