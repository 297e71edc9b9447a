"""Reviews of your own app in Google Play, through Google's API for developers and its exports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from listener.errors import AccessDenied, Throttled, UnexpectedAnswer
from listener.i18n import say
from listener.model import (
    Author,
    Bookmark,
    Engagement,
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

from . import _google, _playcsv
from ._answers import first_of_each, json_of, whole
from ._play import address_of, moment_of, package_of, stars_of

PER_PAGE = 100
SCOPE = "https://www.googleapis.com/auth/androidpublisher"
KEY = "LISTENER_PLAYCONSOLE_KEY"

_BUSY = ("quota", "ratelimit", "resource_exhausted")
_OFF = ("service_disabled", "accessnotconfigured")


class PlayConsole(Source, TakesReplies, ReadsFiles):
    """The reviews with words of the last seven days, those written or edited last first."""

    host = "https://androidpublisher.googleapis.com"
    # "More than approximately 350 characters will be rejected":
    # https://developers.google.com/android-publisher/api-ref/rest/v3/reviews/reply
    longest_reply = 350

    about = About(
        name="playconsole",
        title="Google Play Console",
        homepage="https://play.google.com/console",
        docs="https://developers.google.com/android-publisher/reply-to-reviews",
        access="official-api",
        gives="reviews",
        watches="listing",
        example="https://play.google.com/store/apps/details?id=com.example.app",
        sees={
            "es": "Las reseñas con texto de tu propia app, en todos los idiomas, con estrellas, "
            "versión y tu respuesta; y desde aquí se pueden responder. Lo más antiguo y las "
            "estrellas sin texto entran con los CSV que Play Console deja descargar («Descargar "
            "informes», «Reseñas») y «listener import».",
            "en": "The reviews with words of your own app, in all languages, with stars, version "
            "and your answer; and they can be answered from here. What is older, and stars "
            "without words, come in through the CSV files that Play Console offers (Download "
            'reports, Reviews) and "listener import".',
        },
        misses={
            "es": "Todo lo que tenga más de 7 días: Google solo enseña lo escrito o editado en "
            "ese plazo, así que escucha a diario. Tampoco las estrellas sin texto, las versiones "
            "de prueba, los borrados ni, en una reseña editada antes de verla por primera vez, "
            "su fecha original.",
            "en": "Everything older than 7 days: Google shows only what was written or edited "
            "within them, so listen every day. Nor stars without words, test versions, deletions "
            "and, of a review edited before it was first seen, its first date.",
        },
        secrets=(
            Secret(
                KEY,
                {
                    "es": "El archivo JSON de una cuenta de servicio de Google Cloud, entero (o su "
                    "ruta en LISTENER_PLAYCONSOLE_KEY_FILE). En Play Console, «Usuarios y "
                    "permisos», invita su correo con el permiso «Responder a reseñas».",
                    "en": "The JSON file of a service account of Google Cloud, whole (or its path "
                    "in LISTENER_PLAYCONSOLE_KEY_FILE). In Play Console, Users and permissions, "
                    'invite its address with the right "Reply to reviews".',
                },
                "https://console.cloud.google.com/iam-admin/serviceaccounts",
            ),
        ),
        # 200 an hour for an app, the stricter of two official figures:
        # https://support.google.com/googleplay/android-developer/contact/review_apiqr
        pace=Pace(delay=1.0, concurrency=1),
        pages=100,
        overlap=timedelta(days=1),
        # An answer that was given in the Console moves no review to the top.
        rereads=timedelta(days=1),
        every=timedelta(hours=1),
        match=False,
        window=timedelta(days=7),
        # That of the interface; the files tell both. What is older than the window was told by
        # a file, so that its time is known to be that of writing: see listener/reviewed.py.
        times="edited",
        answers=True,
        reads=(200, 400, 403, 404),
    )

    def normal_listing(self, listing: str) -> str:
        """The package name of the app, from itself or from a link to the store."""
        return package_of(listing)

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential | Request | None:
        """The request for a token as the service account."""
        (key,) = required(secrets, KEY)
        where = base_url("playconsole_token", _google.TOKEN_URL)
        return _google.ask_as_service(key, SCOPE, now, url=where)

    def signed_in(self, payload: Payload, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The token, as Google gave it."""
        return _google.credential(payload, now)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The reviews that were written or edited last."""
        return self._ask(self.normal_listing(watch.listing))

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews of one answer; the last has no token for a next one.

        An app without reviews in the last seven days is answered with an empty object.
        """
        app, token = request.cursor["app"], request.cursor["token"]
        answer = _answer(payload, app)
        reviews = answer.get("reviews") or []
        if not isinstance(reviews, list):
            raise _changed("reviews")
        mentions = first_of_each(m for m in (_mention(each, app) for each in reviews) if m)
        if reviews and not mentions:
            raise _changed("userComment")
        following = _next_token(answer)
        if following and following == token:
            return Page(mentions=mentions, stopped_because="source_cap")
        return Page(mentions=mentions, next=self._ask(app, following) if following else None)

    def reply(self, review: Mention, text: str) -> Request:
        """The request that puts the answer under the review, in place of an earlier one."""
        if review.id_kind == "derived" or not review.subject:
            raise AccessDenied(say("playconsole.no_answer"))
        given = quote(review.id, safe=":", errors="replace")
        return Request(
            url=f"{self._reviews(review.subject)}/{given}:reply",
            method="POST",
            headers={"Content-Type": "application/json; charset=utf-8"},
            body=json.dumps({"replyText": text}).encode(),
            cursor={"app": review.subject},
            once=True,
        )

    def replied(self, request: Request, payload: Payload) -> Reply:
        """The answer as Google took it; it is in the store at once."""
        if payload.status == 400:
            raise AccessDenied(say("playconsole.answer_refused"))
        if payload.status == 404:
            raise AccessDenied(say("playconsole.review_gone"))
        result = _answer(payload, request.cursor["app"]).get("result")
        if not isinstance(result, dict) or not _text(result.get("replyText")):
            raise _changed("replyText")
        at = _time(result.get("lastEdited"))
        return Reply(text=_text(result["replyText"]), at=at, time_kind="modified" if at else "none")

    def file_pages(self, file: Payload) -> Iterator[tuple[str, Page]]:
        """The reviews of one exported month, each with the app it is about."""
        return _playcsv.pages_of(file)

    def _reviews(self, app: str) -> str:
        host = base_url(self.about.name, self.host)
        return f"{host}/androidpublisher/v3/applications/{quote(app, safe='')}/reviews"

    def _ask(self, app: str, token: str = "") -> Request:
        # Without `translationLanguage`: the words stay those that were written.
        asked = {"maxResults": str(PER_PAGE)} | ({"token": token} if token else {})
        query = urlencode(asked, errors="replace")
        return Request(url=f"{self._reviews(app)}?{query}", cursor={"app": app, "token": token})


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=PlayConsole.about.title, what=what))


def _answer(payload: Payload, app: str) -> dict[str, Any]:
    """The data in an answer; a refusal is raised with what to do about it."""
    if payload.status != 200:
        _refuse(payload, app)
    answer = json_of(payload, PlayConsole.about.title)
    if not isinstance(answer, dict):
        raise _changed("reviews")
    return answer


def _refuse(payload: Payload, app: str) -> None:
    """Raise what Google refuses: https://cloud.google.com/apis/design/errors."""
    said = payload.body[:10_000].decode("utf-8", "replace").casefold()
    if payload.status == 404:
        raise AccessDenied(say("playconsole.no_app", app=app))
    if payload.status == 400:
        raise UnexpectedAnswer(say("playconsole.odd_question"))
    if any(word in said for word in _BUSY):
        raise Throttled(say("playconsole.busy"))
    if any(word in said for word in _OFF):
        raise AccessDenied(say("playconsole.api_off"))
    raise AccessDenied(say("playconsole.no_right", app=app))


def _next_token(answer: dict[str, Any]) -> str:
    pagination = answer.get("tokenPagination")
    return _text(pagination.get("nextPageToken")) if isinstance(pagination, dict) else ""


def _mention(review: object, app: str) -> Mention | None:
    """One review as it stands now; None for what has no id or no user's comment.

    `reviewerLanguage` is that of the device, often not that of the words: it is not declared.
    """
    if not isinstance(review, dict) or not _text(review.get("reviewId")):
        return None
    said = _newest(review, "userComment")
    if said is None:
        return None
    given, at = _text(review["reviewId"]), _time(said.get("lastModified"))
    title, text = _words(said)
    name = _text(review.get("authorName"))
    version = _text(said.get("appVersionName")) or str(whole(said.get("appVersionCode")) or "")
    return Mention(
        id=given,
        kind="review",
        url=address_of(app, given),
        title=title,
        text=text,
        author=Author(name=name) if name else None,
        published_at=at,
        precision="second" if at else "none",
        subject=app,
        version=version or None,
        rating=stars_of(said.get("starRating")),
        engagement=Engagement(likes=whole(said.get("thumbsUpCount"))),
        replies=_replies(review),
    )


def _newest(review: dict[str, Any], kind: str) -> dict[str, Any] | None:
    """The newest of the comments of that kind; the list is in no order to rely on."""
    comments = review.get("comments")
    found = [
        each[kind]
        for each in (comments if isinstance(comments, list) else ())
        if isinstance(each, dict) and isinstance(each.get(kind), dict)
    ]
    return max(found, key=_position, default=None)


def _position(comment: dict[str, Any]) -> tuple[int, int]:
    at = comment.get("lastModified")
    if not isinstance(at, dict):
        return (0, 0)
    return (whole(at.get("seconds")) or 0, whole(at.get("nanos")) or 0)


def _words(comment: dict[str, Any]) -> tuple[str, str]:
    """Title and text: one field holds both, with a tab between; the tab may come first.

    Where Google has translated, the original stands in a field of its own.
    """
    whole_text = comment.get("originalText") or comment.get("text")
    said = whole_text if isinstance(whole_text, str) else ""
    title, tab, text = said.partition("\t")
    return (title.strip(), text.strip()) if tab else ("", said.strip())


def _replies(review: dict[str, Any]) -> tuple[Reply, ...]:
    """The developer's answer; its time moves when it is edited."""
    said = _newest(review, "developerComment")
    text = _text(said.get("text")) if said else ""
    if not said or not text:
        return ()
    at = _time(said.get("lastModified"))
    return (Reply(text=text, at=at, time_kind="modified" if at else "none"),)


def _time(value: object) -> datetime | None:
    return moment_of(value.get("seconds")) if isinstance(value, dict) else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


SOURCE = PlayConsole()
