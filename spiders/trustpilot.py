"""Reviews of a business on Trustpilot, through its API, and from pages that a person saved."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.model import Bookmark, Mention, Page, Payload, Reply, Request, Watch
from listener.source import (
    About,
    Credential,
    Option,
    Pace,
    ReadsFiles,
    Secret,
    Source,
    TakesReplies,
    base_url,
    required,
)

from ._answers import json_of
from ._choice import is_yes
from ._token import moment, token_of
from ._trustpilot import UNIT, changed, listing_of, mentions_of, pages_of, totals_of_unit

PER_PAGE = 100
API_KEY = "LISTENER_TRUSTPILOT_API_KEY"
API_SECRET = "LISTENER_TRUSTPILOT_API_SECRET"  # noqa: S105 - a name, no password
BUSINESS_USER = "LISTENER_TRUSTPILOT_BUSINESS_USER"
TOKEN_ROUTE = "/v1/oauth/oauth-business-users-for-applications/accesstoken"  # noqa: S105
_WHERE = "https://developers.trustpilot.com/get-started/authentication"


class Trustpilot(Source, TakesReplies, ReadsFiles):
    """The reviews of one business unit, newest first."""

    host = "https://api.trustpilot.com"
    # No limit is documented; Google's is taken, so that one text fits both.
    longest_reply = 4096
    about = About(
        name="trustpilot",
        title="Trustpilot",
        homepage="https://www.trustpilot.com",
        docs="https://developers.trustpilot.com/business-units-api",
        access="official-api",
        gives="reviews",
        watches="listing",
        example="https://es.trustpilot.com/review/cafeluna.example",
        sees={
            "es": "Las reseñas de una empresa en Trustpilot en todos los idiomas, con sus "
            "estrellas, sus ediciones y la respuesta de la empresa; y cuántas cuenta Trustpilot "
            "de cada número de estrellas. También lee páginas de Trustpilot que guardes tú con "
            "el navegador.",
            "en": "The reviews of a business on Trustpilot in all languages, with their stars, "
            "their edits and the company's answer; and how many Trustpilot counts of each number "
            "of stars. It also reads pages of Trustpilot that you save with your browser.",
        },
        misses={
            "es": "Las reseñas denunciadas o retiradas y las de productos. Una respuesta o una "
            "edición de hace más de una semana, o un borrado, puede tardar una semana en verse. "
            "Sin clave no se lee la web de Trustpilot: su robots.txt lo prohíbe.",
            "en": "Reviews that were reported or taken down, and those of products. An answer or "
            "an edit of a review older than a week, or a deletion, may take a week to be seen. "
            "Without a key Trustpilot's pages are not read: its robots.txt forbids it.",
        },
        secrets=(
            Secret(
                API_KEY,
                {
                    "es": "La clave (API Key) de tu aplicación en Trustpilot Business. Basta para "
                    "leer.",
                    "en": "The API Key of your application at Trustpilot Business. Enough to read.",
                },
                _WHERE,
            ),
            Secret(
                API_SECRET,
                {
                    "es": "La clave secreta (API Secret) de esa aplicación. Solo hace falta para "
                    'responder reseñas, o para leer con private = "yes".',
                    "en": "The API Secret of the same application. Needed only to answer reviews, "
                    'or to read with private = "yes".',
                },
                _WHERE,
                optional=True,
            ),
            Secret(
                BUSINESS_USER,
                {
                    "es": "El «User ID» de tu perfil en Trustpilot Business: en su nombre se "
                    "responde.",
                    "en": 'The "User ID" of your profile at Trustpilot Business: answers are '
                    "given in its name.",
                },
                "https://businessapp.b2b.trustpilot.com",
                optional=True,
            ),
        ),
        options=(
            Option(
                "private",
                {
                    "es": "«yes»: leer por la vía privada de la empresa, que pide también la clave "
                    "secreta; el correo y el pedido de quien escribe no se guardan.",
                    "en": '"yes": read by the private way of the business, which asks for the '
                    "secret too; the mail address and order of who wrote are not kept.",
                },
            ),
        ),
        pace=Pace(delay=1.0, concurrency=1),
        pages=200,
        overlap=timedelta(days=7),
        # The order is by creation: an edit or an answer of an old review does not move it.
        rereads=timedelta(days=7),
        match=False,
        answers=True,
        reads=(200, 401, 403, 404),
    )

    def normal_listing(self, listing: str) -> str:
        """The domain or the 24 signs of a business unit, from itself or from a link."""
        found = listing_of(listing)
        if found is None:
            raise ValueError(say("trustpilot.bad_unit"))
        return found

    def check_option(self, listing: str, name: str, value: str) -> None:
        """The only one, `private`, is yes or no."""
        is_yes(value)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The business unit: what it counts and, where we know its domain only, its id."""
        listing = self.normal_listing(watch.listing)
        private = is_yes(watch.options.get("private", ""))
        way = f"/{listing}" if UNIT.fullmatch(listing) else f"/find?{urlencode({'name': listing})}"
        return Request(
            url=f"{self._base()}/v1/business-units{way}",
            cursor={"listing": listing, "private": "yes" if private else ""},
        )

    def read(self, request: Request, payload: Payload) -> Page:
        """The unit, or a page of its reviews; the page after the last one is empty."""
        if payload.status in (401, 403):
            private = request.cursor.get("private")
            raise AccessDenied(
                say("trustpilot.refused_private" if private else "trustpilot.refused")
            )
        if payload.status == 404:
            raise UnexpectedAnswer(say("trustpilot.no_unit", listing=request.cursor["listing"]))
        answer = json_of(payload, self.about.title)
        if not isinstance(answer, dict):
            raise changed("id")
        if "page" in request.cursor:
            return self._reviews(request.cursor, answer)
        unit = answer.get("id")
        if not isinstance(unit, str) or not UNIT.fullmatch(unit):
            raise changed("id")
        following = self._ask({**request.cursor, "unit": unit, "newest": ""}, 1)
        return Page(totals=totals_of_unit(answer), next=following)

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential | Request:
        """The key is enough to read; with the secret a token is asked for, in order to answer."""
        (key,) = (each.strip() for each in required(secrets, API_KEY))
        secret = secrets.get(API_SECRET, "").strip()
        if not secret:
            return Credential(headers={"apikey": key})
        return Request(
            url=f"{base_url('trustpilot_token', self._base())}{TOKEN_ROUTE}",
            method="POST",
            headers={
                "Authorization": f"Basic {b64encode(f'{key}:{secret}'.encode()).decode()}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
            body=b"grant_type=client_credentials",
        )

    def signed_in(self, payload: Payload, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The token, good for four days, beside the key and in whose name to answer."""
        refused = say("trustpilot.wrong_secret")
        token, until = token_of(payload, now, source=self.about.title, refused=refused)
        headers = {"Authorization": f"Bearer {token}", "apikey": secrets[API_KEY].strip()}
        if user := secrets.get(BUSINESS_USER, "").strip():
            headers["x-business-user-id"] = user
        return Credential(headers=headers, until=until)

    def reply(self, review: Mention, text: str) -> Request:
        """The answer under that review, sent once."""
        return Request(
            url=f"{self._base()}/v1/private/reviews/{review.id}/reply",
            method="POST",
            headers={"Content-Type": "application/json"},
            body=json.dumps({"message": text}, ensure_ascii=False).encode(),
            once=True,
        )

    def replied(self, request: Request, payload: Payload) -> Reply:
        """The answer stands at once; Trustpilot does not repeat it in every answer of its own."""
        if payload.status in (401, 403):
            raise AccessDenied(say("trustpilot.refused_private"))
        if payload.status == 404:
            raise UnexpectedAnswer(say("trustpilot.no_review"))
        answer: Any = json_of(payload, self.about.title) if payload.body.strip() else {}
        told = answer.get("reply", answer) if isinstance(answer, dict) else {}
        at = moment(told.get("createdAt")) if isinstance(told, dict) else None
        text = str(json.loads(request.body)["message"])
        return Reply(text=text, at=at, time_kind="created" if at else "none")

    def file_pages(self, file: Payload) -> Iterator[tuple[str, Page]]:
        """A page saved with a browser, the data in it, or what a webhook sent."""
        return pages_of(file)

    def _base(self) -> str:
        return base_url("trustpilot", self.host)

    def _ask(self, cursor: dict[str, str], page: int) -> Request:
        query = urlencode({"perPage": PER_PAGE, "page": page, "orderBy": "createdat.desc"})
        way = "private/business-units" if cursor["private"] else "business-units"
        return Request(
            url=f"{self._base()}/v1/{way}/{cursor['unit']}/reviews?{query}",
            cursor={**cursor, "page": str(page)},
        )

    def _reviews(self, cursor: dict[str, str], answer: dict[str, Any]) -> Page:
        reviews = answer.get("reviews")
        if not isinstance(reviews, list):
            raise changed("reviews")
        if not reviews:
            return Page()
        mentions = mentions_of(reviews, cursor["listing"])
        newest = str(reviews[0].get("id")) if isinstance(reviews[0], dict) else ""
        if newest and newest == cursor["newest"]:
            # A page that comes again, whatever number is asked for, would lead in a circle.
            return Page(stopped_because="source_cap")
        following = self._ask({**cursor, "newest": newest}, int(cursor["page"]) + 1)
        return Page(mentions=mentions, next=following)


SOURCE = Trustpilot()
