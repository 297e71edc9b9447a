"""What Google counts of a place on its map: stars and number of reviews, no texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from listener.i18n import say
from listener.model import ListingTotals, Request
from listener.source import About, Credential, Pace, Secret, base_url, required

from ._counts import totals_of
from ._totals_only import ONCE_A_DAY, READS, TotalsOnly

# What is not asked for is not paid for, and cannot be kept by mistake.
FIELDS = "id,rating,userRatingCount,googleMapsUri"
KEY = "LISTENER_PLACES_API_KEY"

_ID = re.compile(r"(?:.*place_id[:=]|places/)?([A-Za-z0-9_-]{10,300})(?:[&#].*)?", re.DOTALL)


class Places(TotalsOnly):
    """The mean and the number of reviews of one place, once a day."""

    host = "https://places.googleapis.com"
    about = About(
        name="places",
        title="Google Maps (Places API)",
        homepage="https://mapsplatform.google.com",
        docs="https://developers.google.com/maps/documentation/places/web-service/place-details",
        access="official-api",
        gives="totals",
        watches="listing",
        example="ChIJSintetico0LunaCafe00001",
        sees={
            "es": "La nota media y el número de reseñas de un lugar en Google Maps, una vez al "
            "día.",
            "en": "The mean rating and the number of reviews of a place on Google Maps, once a "
            "day.",
        },
        misses={
            "es": "Los textos, las estrellas de cada reseña y las respuestas: las condiciones de "
            "Google prohíben guardarlos, y solo enseña cinco. Si el negocio es tuyo, usa "
            "«googlebusiness», que sí los lee todos.",
            "en": "The texts, the stars of each review and the answers: Google's terms forbid to "
            'keep them, and it shows five only. If the business is yours, use "googlebusiness", '
            "which reads them all.",
        },
        secrets=(
            Secret(
                KEY,
                {
                    "es": "La clave de Google Maps Platform, con «Places API (New)» activada. "
                    "Google cobra cada consulta.",
                    "en": 'The key of Google Maps Platform, with "Places API (New)" turned on. '
                    "Google charges for every question.",
                },
                "https://console.cloud.google.com/google/maps-apis/credentials",
            ),
        ),
        pace=Pace(delay=1.0),
        pages=1,
        every=ONCE_A_DAY,
        match=False,
        reads=READS,
        default_on=False,
        off_because={
            "es": "Las condiciones de Google Maps Platform solo dejan guardar el identificador "
            "del lugar; también la nota y el número de reseñas son «contenido». Léelas, o "
            "pregunta a Google, antes de activarla: "
            "https://developers.google.com/maps/documentation/places/web-service/policies",
            "en": "The terms of Google Maps Platform let you keep only the id of the place; the "
            'rating and the number of reviews are "content" too. Read them, or ask Google, before '
            "you turn this on: "
            "https://developers.google.com/maps/documentation/places/web-service/policies",
        },
    )

    def normal_listing(self, listing: str) -> str:
        """The id of the place, from itself or from an address that names it."""
        found = _ID.fullmatch(listing.strip())
        if not found:
            raise ValueError(say("totals_only.bad_place"))
        return found[1]

    def ask(self, listing: str) -> Request:
        """Rating and count by name; the reviews are not even asked for."""
        url = f"{base_url('places', self.host)}/v1/places/{listing}"
        return Request(url=url, headers={"X-Goog-FieldMask": FIELDS})

    def totals(self, answer: Mapping[str, Any]) -> ListingTotals:
        """A place without reviews has neither a rating nor a count."""
        if not isinstance(answer.get("id"), str):
            raise self.changed("id")
        return totals_of(answer.get("userRatingCount"), answer.get("rating"))

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The key, in its header."""
        (key,) = required(secrets, KEY)
        return Credential(headers={"X-Goog-Api-Key": key.strip()})


SOURCE = Places()
