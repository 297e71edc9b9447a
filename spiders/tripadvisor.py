"""What Tripadvisor counts of a place: stars, how many gave each, number of reviews, no texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from listener.i18n import say
from listener.model import ListingTotals, Request
from listener.source import About, Credential, Pace, Secret, base_url, required

from ._counts import histogram_of, totals_of
from ._totals_only import ONCE_A_DAY, READS, TotalsOnly

KEY = "LISTENER_TRIPADVISOR_API_KEY"

_NUMBER = re.compile(
    r"(?:(?:https?://)?(?:[a-z]+\.)?tripadvisor\.[a-z.]{2,6}/\S*?-d)?0*([1-9][0-9]{0,11})(?:-\S*)?",
    re.IGNORECASE,
)


class Tripadvisor(TotalsOnly):
    """The mean, its five counts and the number of reviews of one place, once a day."""

    host = "https://api.content.tripadvisor.com"
    about = About(
        name="tripadvisor",
        title="Tripadvisor",
        homepage="https://www.tripadvisor.com",
        docs="https://tripadvisor-content-api.readme.io/reference/getlocationdetails",
        access="official-api",
        gives="totals",
        watches="listing",
        example="https://www.tripadvisor.es/Restaurant_Review-g1-d1234567-Reviews-Cafe_Luna.html",
        sees={
            "es": "La nota media, cuántas reseñas hay y cuántas dieron cada número de estrellas, "
            "una vez al día.",
            "en": "The mean rating, how many reviews there are and how many gave each number of "
            "stars, once a day.",
        },
        misses={
            "es": "Los textos, la fecha de cada reseña y las respuestas: las condiciones de "
            "Tripadvisor prohíben guardarlos, y solo enseña las cinco últimas.",
            "en": "The texts, the date of each review and the answers: Tripadvisor's terms forbid "
            "to keep them, and it shows the last five only.",
        },
        secrets=(
            Secret(
                KEY,
                {
                    "es": "La clave de la Content API de Tripadvisor. Allí hay que apuntar "
                    "también la dirección de internet (IP) de este equipo.",
                    "en": "The key of Tripadvisor's Content API. The internet address (IP) of "
                    "this machine has to be entered there too.",
                },
                "https://www.tripadvisor.com/developers",
            ),
        ),
        pace=Pace(delay=1.0),
        pages=1,
        every=ONCE_A_DAY,
        match=False,
        reads=READS,
        default_on=False,
        off_because={
            # https://tripadvisor-content-api.readme.io/reference/caching-policy, seen 2026-11-22.
            "es": "Las condiciones de Tripadvisor solo dejan guardar el número del lugar; la nota "
            "y el número de reseñas también son contenido. Pide permiso a Tripadvisor antes de "
            "activarla: https://tripadvisor-content-api.readme.io/reference/caching-policy",
            "en": "Tripadvisor's terms let you keep only the number of the place; the rating and "
            "the number of reviews are content too. Ask Tripadvisor for permission before you "
            "turn this on: https://tripadvisor-content-api.readme.io/reference/caching-policy",
        },
    )

    def normal_listing(self, listing: str) -> str:
        """The number of the place, from itself or from the `-d…-` of a link."""
        found = _NUMBER.fullmatch(listing.strip())
        if not found:
            raise ValueError(say("totals_only.bad_location"))
        return found[1]

    def ask(self, listing: str) -> Request:
        """The place without its reviews."""
        base = base_url("tripadvisor", self.host)
        return Request(url=f"{base}/api/v1/location/{listing}/details?language=es")

    def totals(self, answer: Mapping[str, Any]) -> ListingTotals:
        """All numbers are written as texts."""
        if "location_id" not in answer:
            raise self.changed("location_id")
        counts = answer.get("review_rating_count")
        histogram = histogram_of(counts, "12345") if isinstance(counts, dict) else None
        return totals_of(answer.get("num_reviews"), answer.get("rating"), histogram)

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The key goes into the address: Tripadvisor takes it nowhere else."""
        (key,) = required(secrets, KEY)
        return Credential(query={"key": key.strip()})


SOURCE = Tripadvisor()
