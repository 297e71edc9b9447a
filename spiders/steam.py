"""Reviews of a game on Steam, through Valve's public interface for reviews."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from msgspec.structs import replace

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import (
    Author,
    Bookmark,
    Engagement,
    ListingTotals,
    Mention,
    Page,
    Payload,
    Rating,
    Reply,
    Request,
    Watch,
)
from listener.source import About, Pace, Source, base_url

from ._answers import first_of_each, json_of, time_of, whole

PER_PAGE = 100
LAST_UPDATED_FIRST = 2
FIRST_CURSOR = "*"

_LINK = re.compile(
    r"(?:https?://)?(?:store\.steampowered\.com|steamcommunity\.com)/(?:agecheck/)?app/"
    r"0*([1-9][0-9]{0,9})(?=$|[/?#])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"0*([1-9][0-9]{0,9})")
# Steam's marks for bold, lists and tables:
# https://steamcommunity.com/comment/Recommendation/formattinghelp
_AROUND_WORDS = re.compile(
    r"\[/?(?:b|i|u|s|strike|spoiler|noparse|url(?:=[^\[\]]*)?)\]", re.IGNORECASE
)
_BETWEEN_WORDS = re.compile(
    r"\[/?(?:h[1-6]|hr|p|list|olist|\*|code|quote(?:=[^\[\]]*)?|table(?: [^\[\]]*)?|tr|th|td)\]",
    re.IGNORECASE,
)
# https://partner.steamgames.com/doc/store/localization/languages
_LANGUAGES = {
    "arabic": "ar",
    "brazilian": "pt-br",
    "bulgarian": "bg",
    "czech": "cs",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hungarian": "hu",
    "indonesian": "id",
    "italian": "it",
    "japanese": "ja",
    "koreana": "ko",
    "latam": "es-419",
    "norwegian": "no",
    "polish": "pl",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "schinese": "zh-cn",
    "spanish": "es",
    "swedish": "sv",
    "tchinese": "zh-tw",
    "thai": "th",
    "turkish": "tr",
    "ukrainian": "uk",
    "vietnamese": "vi",
}


class Steam(Source):
    """All reviews of one game, those written or edited last first."""

    host = "https://api.steampowered.com"
    about = About(
        name="steam",
        title="Steam",
        homepage="https://store.steampowered.com",
        docs="https://partner.steamgames.com/doc/webapi/IUserReviewsService",
        access="official-api",
        gives="reviews",
        watches="listing",
        example="https://store.steampowered.com/app/1234560/",
        sees={
            "es": "Las reseñas públicas de tu juego en todos los idiomas, con su voto a favor o en "
            "contra, sus ediciones y la respuesta del desarrollador; también las de claves "
            "compradas fuera de Steam y las que Steam aparta como «bombardeo de reseñas».",
            "en": "The public reviews of your game in all languages, with their vote for or "
            "against, their edits and the developer's answer; also those of keys bought outside "
            "Steam and those that Steam sets apart as a review bombing.",
        },
        misses={
            "es": "Los comentarios bajo una reseña y el nombre de quien la escribe. Una respuesta "
            "o un borrado puede tardar una semana en verse; en juegos con más de 10.000 reseñas, "
            "los de las más antiguas no se ven.",
            "en": "The comments under a review and the name of who wrote it. An answer or a "
            "deletion may take a week to be seen; in games with more than 10,000 reviews, those "
            "of the oldest are not seen.",
        },
        pace=Pace(delay=1.0, concurrency=1),
        pages=100,
        overlap=timedelta(days=1),
        rereads=timedelta(days=7),
        match=False,
        answers=True,
    )

    def normal_listing(self, listing: str) -> str:
        """The number of the game, from itself or from a link to Steam."""
        text = listing.strip()
        found = _LINK.match(text) or _NUMBER.fullmatch(text)
        if not found:
            raise ValueError(say("steam.bad_app"))
        return found[1]

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The reviews that were written or edited last."""
        return self._ask(self.normal_listing(watch.listing), FIRST_CURSOR)

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews of one answer; the answer after the last review has none.

        A short page is no end: Steam gives pages of 99 in the middle of the list.
        """
        answer = json_of(payload, self.about.title)
        answer = answer.get("response") if isinstance(answer, dict) else None
        if not isinstance(answer, dict):
            raise _changed("response")
        reviews = answer.get("reviews") or []
        if not isinstance(reviews, list):
            raise _changed("reviews")
        good = [each for each in reviews if _is_review(each)]
        if reviews and not good:
            raise _changed("voted_up")
        app = request.cursor["app"]
        mentions = first_of_each(_mention(review, app) for review in good)
        page = Page(mentions=mentions, totals=_totals(answer))
        return self._go_on(request.cursor, answer, page) if reviews else page

    def _ask(self, app: str, cursor: str, seen: int = 0, total: int = 0) -> Request:
        # What the defaults hide is asked for: other languages than English, keys bought
        # elsewhere, "off-topic" reviews. Wrong names are ignored without a word.
        asked = {
            "appid": int(app),
            "filter": LAST_UPDATED_FIRST,
            "languages": ["all"],
            "review_type": 0,
            "purchase_type": 1,
            "num_per_page": PER_PAGE,
            "cursor": cursor,
            "filter_offtopic_activity": False,
        }
        query = urlencode({"input_json": json.dumps(asked, separators=(",", ":"))})
        return Request(
            url=f"{base_url('steam', self.host)}/IUserReviewsService/GetAppReviews/v1/?{query}",
            cursor={"app": app, "cursor": cursor, "seen": str(seen), "total": str(total)},
        )

    def _go_on(self, asked: dict[str, str], answer: dict[str, Any], page: Page) -> Page:
        """The page with what to ask next.

        A cursor that repeats leads in a circle: the list is over if we hold as many reviews as
        the first answer counted, else Steam cut it off.
        """
        seen = int(asked["seen"]) + len(page.mentions)
        told = page.totals and page.totals.count
        total = told or int(asked["total"])
        following = answer.get("cursor")
        if isinstance(following, str) and following and following != asked["cursor"]:
            request = self._ask(asked["app"], following, seen, total)
            return replace(page, next=request)
        cut_off = not total or seen < total
        return replace(page, stopped_because="source_cap" if cut_off else None)


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=Steam.about.title, what=what))


def _is_review(review: object) -> bool:
    return (
        isinstance(review, dict)
        and bool(whole(review.get("recommendationid")))
        and isinstance(review.get("voted_up"), bool)
    )


def _totals(answer: dict[str, Any]) -> ListingTotals | None:
    """How many reviews Steam counts, and their votes; it says so in its first answer only."""
    summary = answer.get("query_summary")
    if not isinstance(summary, dict):
        return None
    count = whole(summary.get("total_reviews"))
    if count is None or count < 0:
        return None
    positive = whole(summary.get("total_positive"))
    if not count or positive is None or not 0 <= positive <= count:
        return ListingTotals(count=count)
    return ListingTotals(count=count, stars=Rating(positive / count, 0.0, 1.0).stars)


def _mention(review: dict[str, Any], app: str) -> Mention:
    created, updated = (
        _time(review.get("timestamp_created")),
        _time(review.get("timestamp_updated")),
    )
    author, declared = _author(review.get("author")), review.get("language")
    page = f"{author.url}recommended/{app}/" if author and author.url else ""
    return Mention(
        id=str(whole(review["recommendationid"])),
        kind="review",
        url=page or f"https://steamcommunity.com/app/{app}/reviews/",
        text=_words(review.get("review")),
        author=author,
        published_at=created,
        edited_at=updated if created and updated and updated > created else None,
        precision="second" if created else "none",
        language=_LANGUAGES.get(declared) if isinstance(declared, str) else None,
        subject=app,
        rating=Rating(float(review["voted_up"]), 0.0, 1.0),
        engagement=Engagement(
            likes=whole(review.get("votes_up")), replies=whole(review.get("comment_count"))
        ),
        replies=_replies(review),
    )


def _replies(review: dict[str, Any]) -> tuple[Reply, ...]:
    """The developer's answer; answers of some years have no time but a zero."""
    text = _words(review.get("developer_response"))
    at = _time(review.get("timestamp_dev_responded"))
    return (Reply(text=text, at=at, time_kind="created" if at else "none"),) if text else ()


def _author(author: object) -> Author | None:
    """Who wrote it: Steam gives a number, not a name."""
    number = whole(author.get("steamid")) if isinstance(author, dict) else None
    if not number or number < 0:
        return None
    return Author(id=str(number), url=f"https://steamcommunity.com/profiles/{number}/")


def _time(seconds: object) -> datetime | None:
    """The moment, or None for the zero that Steam writes where it knows none."""
    count = whole(seconds)
    return time_of(count) if count and count > 0 else None


def _words(marked: object) -> str:
    """The text without Steam's marks; it is no HTML, so that `<3` stays."""
    text = marked if isinstance(marked, str) else ""
    bare = _BETWEEN_WORDS.sub(" ", _AROUND_WORDS.sub("", text))
    return "\n".join(line.strip() for line in bare.split("\n")).strip()


SOURCE = Steam()
