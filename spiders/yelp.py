"""What Yelp counts of a business: stars and number of reviews, no texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote

from listener.i18n import say
from listener.model import ListingTotals, Request
from listener.source import About, Credential, Pace, Secret, base_url, required

from ._counts import totals_of
from ._totals_only import ONCE_A_DAY, READS, TotalsOnly

KEY = "LISTENER_YELP_API_KEY"

_LINK = re.compile(r"(?:https?://)?(?:[a-z]+\.)?yelp\.[a-z.]{2,6}/biz/([^/?#]+).*", re.IGNORECASE)
# The name in an address may hold letters with accents: `café-luna-madrid`.
_NAME = re.compile(r"[\w-]{3,200}")


class Yelp(TotalsOnly):
    """The mean and the number of reviews of one business, once a day."""

    host = "https://api.yelp.com"
    about = About(
        name="yelp",
        title="Yelp",
        homepage="https://www.yelp.com",
        docs="https://docs.developer.yelp.com/reference/v3_business_info",
        access="official-api",
        gives="totals",
        watches="listing",
        example="https://www.yelp.com/biz/cafe-luna-de-ejemplo-madrid",
        sees={
            "es": "La nota media, redondeada a media estrella, y el número de reseñas de un "
            "negocio en Yelp, una vez al día.",
            "en": "The mean rating, rounded to half a star, and the number of reviews of a "
            "business on Yelp, once a day.",
        },
        misses={
            "es": "Los textos y las estrellas de cada reseña: Yelp solo da tres fragmentos y sus "
            "condiciones no dejan guardarlos.",
            "en": "The texts and the stars of each review: Yelp gives three excerpts only and its "
            "terms do not let you keep them.",
        },
        secrets=(
            Secret(
                KEY,
                {
                    "es": "La clave de tu app en Yelp, de la página «Manage App».",
                    "en": 'The key of your app at Yelp, from the page "Manage App".',
                },
                "https://www.yelp.com/developers/v3/manage_app",
            ),
        ),
        pace=Pace(delay=1.0),
        pages=1,
        every=ONCE_A_DAY,
        match=False,
        reads=READS,
        default_on=False,
        off_because={
            "es": "Las condiciones de Yelp limitan cuánto se guarda lo que da su API, y la nota y "
            "el número de reseñas también son «contenido». Léelas antes de activarla: "
            "https://terms.yelp.com/developers/api_terms/",
            "en": "Yelp's terms limit how long anything from its API is kept, and the rating and "
            'the number of reviews are "content" too. Read them before you turn this on: '
            "https://terms.yelp.com/developers/api_terms/",
        },
    )

    def normal_listing(self, listing: str) -> str:
        """The name of the business in its address on Yelp, or its id."""
        text = listing.strip()
        link = _LINK.fullmatch(text)
        name = unquote(link[1]) if link else text
        if not _NAME.fullmatch(name):
            raise ValueError(say("totals_only.bad_business"))
        return name

    def ask(self, listing: str) -> Request:
        """The business without its reviews."""
        return Request(url=f"{base_url('yelp', self.host)}/v3/businesses/{quote(listing)}")

    def totals(self, answer: Mapping[str, Any]) -> ListingTotals:
        """Both stand in every answer, also for a business without reviews."""
        if "review_count" not in answer:
            raise self.changed("review_count")
        return totals_of(answer["review_count"], answer.get("rating"))

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential:
        """The key is itself the token."""
        (key,) = required(secrets, KEY)
        return Credential(headers={"Authorization": f"Bearer {key.strip()}"})


SOURCE = Yelp()
