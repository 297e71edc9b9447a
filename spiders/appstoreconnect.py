"""All reviews of one's own app in all countries, through Apple's App Store Connect API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec

from listener.errors import AccessDenied, SourceError, UnexpectedAnswer
from listener.i18n import say
from listener.model import Bookmark, Mention, Page, Payload, Reply, Request, Watch
from listener.source import (
    About,
    Credential,
    Pace,
    Secret,
    Source,
    TakesReplies,
    base_url,
    required,
)
from listener.text import one_line

from ._answers import first_of_each, json_of
from ._connectreview import is_review, remaining, response_of, responses_in, review_of, totals_of
from ._territories import app_of

KEY_ID = "LISTENER_APPSTORECONNECT_KEY_ID"
ISSUER_ID = "LISTENER_APPSTORECONNECT_ISSUER_ID"
KEY = "LISTENER_APPSTORECONNECT_KEY"
# Apple refuses a token that is good for more than twenty minutes:
# https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
GOOD_FOR = timedelta(minutes=19)
MARGIN = timedelta(minutes=1)
SPARED = 50
"""So many requests of the hour are left to the other programs that share the key."""


class AppStoreConnect(Source, TakesReplies):
    """The reviews of one app, newest first, each with the developer's answer."""

    host = "https://api.appstoreconnect.apple.com"
    longest_reply = 5970
    about = About(
        name="appstoreconnect",
        title="App Store Connect",
        homepage="https://appstoreconnect.apple.com",
        docs="https://developer.apple.com/documentation/appstoreconnectapi/customer-reviews",
        access="official-api",
        gives="reviews",
        watches="listing",
        example="https://apps.apple.com/es/app/id1234567890",
        sees={
            "es": "Todas las reseñas con texto de tu propia app, de todos los países y desde el "
            "principio, con tus respuestas y si Apple ya las ha publicado. Con esta fuente también "
            "puedes responder.",
            "en": "All reviews with words of your own app, of all countries and from the "
            "beginning, with your answers and whether Apple has published them. With this source "
            "you can also answer.",
        },
        misses={
            "es": "Las estrellas sin texto, la versión de la app y cuándo se editó una reseña. Una "
            "edición, o una respuesta a una reseña de hace más de una semana, puede tardar un "
            "día en verse. Quita esa app de «appstore»: con las dos a la vez cada reseña sale "
            "dos veces.",
            "en": "Stars without words, the version of the app, and when a review was edited. An "
            "edit, or an answer to a review older than a week, may take a day to be seen. Take "
            "the app out of appstore: with both at once each review appears twice.",
        },
        secrets=(
            Secret(
                KEY_ID,
                {
                    "es": "El identificador de la clave de la API (diez letras y números).",
                    "en": "The id of the key of the API (ten letters and digits).",
                },
                "https://appstoreconnect.apple.com/access/integrations/api",
            ),
            Secret(
                ISSUER_ID,
                {
                    "es": "El «Issuer ID» que está encima de las claves de equipo. Déjalo vacío "
                    "si tu clave es individual.",
                    "en": "The Issuer ID that stands above the team keys. Leave it empty if your "
                    "key is an individual one.",
                },
                "https://appstoreconnect.apple.com/access/integrations/api",
                optional=True,
            ),
            Secret(
                KEY,
                {
                    "es": "El contenido del archivo AuthKey_….p8; con _FILE al final, la ruta del "
                    "archivo. La clave necesita el rol «Atención al cliente».",
                    "en": "The content of the file AuthKey_….p8; with _FILE at the end, the path "
                    "of the file. The key needs the role Customer Support.",
                },
                "https://appstoreconnect.apple.com/access/integrations/api",
            ),
        ),
        pace=Pace(delay=1.0, concurrency=1),
        pages=500,
        overlap=timedelta(days=7),
        # No time of an edit is told; only a second look finds one.
        # Fifty requests of the hour's 3,500, for an app of ten thousand reviews.
        rereads=timedelta(days=1),
        match=False,
        answers=True,
        reads=(200, 201, 400, 401, 403, 404, 409, 422),
    )

    def normal_listing(self, listing: str) -> str:
        """The number of the app, from itself or from a link to either store."""
        return app_of(listing)

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential:
        """A token that we sign ourselves; Apple is not asked for it."""
        key_id, key = required(secrets, KEY_ID, KEY)
        issuer = secrets.get(ISSUER_ID, "").strip()
        token = _token(key_id.strip(), issuer, key, now)
        bearer = {"Authorization": f"Bearer {token}"}
        return Credential(headers=bearer, until=now + GOOD_FOR - MARGIN)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The newest reviews of all countries."""
        return self._ask(app_of(watch.listing), "sort=-createdDate&limit=200&include=response")

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews of one answer, with where Apple says that the next ones are.

        When few requests of the hour are left, the walk stops here: other programs share the key.
        """
        app = request.cursor["app"]
        answer = self._answer(payload, say("appstoreconnect.no_app", app=app))
        found = answer.get("data")
        if not isinstance(found, list):
            raise _changed("data")
        reviews = [each for each in found if is_review(each)]
        if found and not reviews:
            raise _changed("rating")
        responses = responses_in(answer.get("included"))
        mentions = first_of_each(review_of(each, app, responses) for each in reviews)
        totals, following = totals_of(answer), self._next(request, answer)
        if following is None or following.url != request.url:
            is_spent = following is not None and remaining(payload) < SPARED
            return Page(
                mentions=mentions,
                totals=totals,
                next=None if is_spent else following,
                stopped_because="throttled" if is_spent else None,
            )
        return Page(mentions=mentions, totals=totals, stopped_because="source_cap")

    def reply(self, review: Mention, text: str) -> Request:
        """The answer; it takes the place of an earlier one, so that a second attempt is safe."""
        about = {"review": {"data": {"type": "customerReviews", "id": review.id}}}
        data = {
            "type": "customerReviewResponses",
            "attributes": {"responseBody": text},
            "relationships": about,
        }
        return Request(
            url=f"{base_url(self.about.name, self.host)}/v1/customerReviewResponses",
            method="POST",
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            body=json.dumps({"data": data}).encode(),
        )

    def replied(self, request: Request, payload: Payload) -> Reply:
        """The answer as Apple took it; it is shown in the store some hours later."""
        answer = self._answer(payload, say("appstoreconnect.no_review"))
        given = response_of(answer.get("data"))
        if given is None:
            raise _changed("responseBody")
        return given

    def _ask(self, app: str, query: str) -> Request:
        return Request(
            url=f"{base_url(self.about.name, self.host)}/v1/apps/{app}/customerReviews?{query}",
            headers={"Accept": "application/json"},
            cursor={"app": app},
        )

    def _answer(self, payload: Payload, missing: str) -> dict[str, Any]:
        """The JSON of an answer; raises what Apple's error means for the person who reads it."""
        if payload.status not in (200, 201):
            raise _error(payload, missing)
        answer = json_of(payload, self.about.title)
        return answer if isinstance(answer, dict) else {}

    def _next(self, request: Request, answer: dict[str, Any]) -> Request | None:
        """The next page, on our own address only: the token goes nowhere else."""
        links = answer.get("links")
        link = links.get("next") if isinstance(links, dict) else None
        if not link:
            return None
        try:
            there = urlsplit(str(link))
        except ValueError as error:
            raise _changed("links.next") from error
        app = request.cursor["app"]
        hosts = {urlsplit(self.host)[:2], urlsplit(request.url)[:2]}
        paths = {f"/v1/apps/{app}/customerReviews", urlsplit(request.url).path}
        if there[:2] not in hosts or there.path not in paths:
            raise _changed("links.next")
        return self._ask(app, there.query)


def _token(key_id: str, issuer: str, key: str, now: datetime) -> str:
    """A signed token. The key of one person names no issuer but that it is a user's."""
    import jwt
    from cryptography.exceptions import UnsupportedAlgorithm

    claims = {"iss": issuer} if issuer else {"sub": "user"}
    times = {"iat": int(now.timestamp()), "exp": int((now + GOOD_FOR).timestamp())}
    # A line end that was pasted into one line of a file of secrets stands as two characters.
    pem = key.strip().replace("\\n", "\n")
    try:
        return jwt.encode(
            claims | times | {"aud": "appstoreconnect-v1"},
            pem,
            algorithm="ES256",
            headers={"kid": key_id},
        )
    except (ValueError, TypeError, UnsupportedAlgorithm, jwt.PyJWTError):
        # Without the cause: it may show the key.
        raise AccessDenied(say("appstoreconnect.bad_key")) from None


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=AppStoreConnect.about.title, what=what))


def _error(payload: Payload, missing: str) -> SourceError:
    """What a refusal means for the person who has to mend it."""
    if payload.status == 401:
        return AccessDenied(say("appstoreconnect.withdrawn_key"))
    if payload.status == 403:
        pending = b"AGREEMENTS" in payload.body
        return AccessDenied(
            say("appstoreconnect.agreements") if pending else say("appstoreconnect.no_role")
        )
    if payload.status == 404:
        return AccessDenied(missing)
    return UnexpectedAnswer(say("appstoreconnect.refused", reason=_reason(payload)))


def _reason(payload: Payload) -> str:
    """What Apple says of its refusal, or its number."""
    try:
        first = msgspec.json.decode(payload.body)["errors"][0]
        said = first.get("detail") or first.get("title")
    except (msgspec.DecodeError, LookupError, TypeError, AttributeError):
        said = ""
    return one_line(str(said or payload.status), 200)


SOURCE = AppStoreConnect()
