"""Reviews of an app in Google Play, as its public page shows and asks for them.

Not through app-reviews 1.3.0, the best kept library: it takes an answer that refuses for the end
of the list, cannot read answers in pieces, drops the developer's answers, knows one language, and
asks without robots.txt (tried on our recordings, 2026-11-22).
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from urllib.parse import urlencode

from listener.errors import AccessDenied
from listener.i18n import say
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.source import About, FindsListings, Found, Option, Pace, Source, base_url
from listener.text import one_line

from ._answers import first_of_each
from ._play import package_of
from ._playsearch import app_search, apps_found
from ._playweb import REVIEWS, answered, app_page, changed, is_review, mention_of, next_token

PER_PAGE = 150
NEWEST = 2


class GooglePlay(Source, FindsListings):
    """Reviews of one app in one language, last edited first."""

    host = "https://play.google.com"

    about = About(
        name="googleplay",
        title="Google Play",
        homepage="https://play.google.com/store/apps",
        # Google describes no way for strangers; this is its way for the owner of the app:
        docs="https://developers.google.com/android-publisher/reply-to-reviews",
        access="public-page",
        gives="reviews",
        watches="listing",
        example="https://play.google.com/store/apps/details?id=com.example.app",
        sees={
            "es": "Cuántas estrellas tiene la app, las pocas reseñas que enseña su página pública "
            "y, si Google lo permite, todas las demás, con versión y respuesta del desarrollador. "
            "Van por idioma: los de «languages» o, si no, los de la marca.",
            "en": "How many stars the app has, the few reviews that its public page shows and, if "
            "Google lets it, all the others, with version and the developer's answer. They go by "
            "language: those under languages, or else those of the brand.",
        },
        misses={
            "es": "Hoy, casi todo: el robots.txt de Google cierra la lista completa y solo quedan "
            "los totales y las reseñas más útiles; para tu propia app usa «playconsole». Tampoco "
            "los idiomas que no nombres, las estrellas sin texto (que sí cuentan en los totales, "
            "de todos los idiomas) ni la fecha original de una reseña editada.",
            "en": "Today, nearly everything: Google's robots.txt closes the whole list, and only "
            'the totals and the most helpful reviews remain; for your own app use "playconsole". '
            "Nor languages you do not name, stars without words (which the totals count, of all "
            "languages) and the first date of an edited review.",
        },
        pace=Pace(delay=5.0, concurrency=1),
        pages=50,
        overlap=timedelta(days=7),
        rereads=timedelta(days=7),
        every=timedelta(hours=3),
        match=False,
        by_language=True,
        times="edited",
        answers=True,
        reads=(200, 404),
        options=(
            Option(
                "country",
                {
                    "es": "El país cuya tienda se mira, con dos letras («us» si falta); ponlo si "
                    "la app no está en todas. No cambia qué reseñas salen.",
                    "en": 'The country whose store is looked at, in two letters ("us" without); '
                    "set it if the app is not in all of them. It does not change which reviews "
                    "come.",
                },
            ),
            Option(
                "rpc",
                {
                    "es": "El nombre interno que Google da a la lista de reseñas («UsvDTd» si "
                    "falta), por si lo cambia.",
                    "en": 'Google\'s internal name for the list of reviews ("UsvDTd" without), in '
                    "case it changes.",
                },
            ),
        ),
        default_on=False,
        # robots.txt has `Disallow: /_/`, under which lies the only address that gives reviews by
        # date: https://github.com/JoMingyu/google-play-scraper/issues/250, seen 2026-11-22.
        off_because={
            "es": "Google no ofrece esto a programas: sus condiciones piden respetar su "
            "robots.txt, que hoy cierra la dirección de la lista de reseñas. Mientras siga así, "
            "listener solo guarda los totales y lo que enseña la página de la app, y te lo dice. "
            "Si la app es tuya, usa «playconsole», la vía oficial.",
            "en": "Google does not offer this to programs: its terms ask to respect its "
            "robots.txt, which today closes the address of the list of reviews. As long as it "
            "does, listener only keeps the totals and what the page of the app shows, and tells "
            'you so. If the app is yours, use "playconsole", the official way.',
        },
    )

    def normal_listing(self, listing: str) -> str:
        """The package name of the app, from itself or from a link to the store."""
        return package_of(listing)

    def check_option(self, listing: str, name: str, value: str) -> None:
        """Two letters of a country, or a name as Google gives to its questions."""
        written = value.strip()
        if name == "country" and not re.fullmatch("(?:[A-Za-z]{2})?", written):
            raise ValueError(say("sources.bad_country", value=one_line(value, 40)))
        if name == "rpc" and not re.fullmatch("[A-Za-z0-9]{0,20}", written):
            raise ValueError(say("googleplay.bad_rpc", value=one_line(value, 40)))

    def look_up(self, name: str, site: str, country: str) -> Request | None:
        """The page of results for that name, which robots.txt may close."""
        return app_search(base_url("googleplay", self.host), name, country)

    def found(
        self,
        request: Request,
        payload: Payload,
    ) -> tuple[tuple[Found, ...], Request | None]:
        """The apps in an answer."""
        return apps_found(payload), None

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The app's page. Google's rules for robots leave it open, and close what follows it.

        Its reviews are old ones, and taken up by a first walk only: on a later one they would
        look like the end of what is new.
        """
        cursor = {
            "app": self.normal_listing(watch.listing),
            "language": watch.language.lower() or "es",
            "country": watch.options.get("country", "").strip().lower() or "us",
            "rpc": watch.options.get("rpc", "").strip() or REVIEWS[0],
            "page": "first" if since is None else "later",
        }
        query = {"id": cursor["app"], "hl": cursor["language"], "gl": cursor["country"]}
        url = f"{base_url('googleplay', self.host)}/store/apps/details?{urlencode(query)}"
        return Request(url=url, cursor=cursor)

    def read(self, request: Request, payload: Payload) -> Page:
        """The counts and reviews of the app's page, or the reviews of one answer of the list."""
        if "page" in request.cursor:
            return self._read_page(request.cursor, payload)
        return self._read_list(request.cursor, payload)

    def _read_page(self, cursor: dict[str, str], payload: Payload) -> Page:
        if payload.status == 404:
            raise AccessDenied(
                say("googleplay.no_app", app=cursor["app"], country=cursor["country"])
            )
        mentions, totals = app_page(payload, cursor["app"])
        following = self._ask(cursor, shown=len(mentions))
        kept = mentions if cursor["page"] == "first" else ()
        return Page(mentions=kept, totals=totals, next=following)

    def _read_list(self, cursor: dict[str, str], payload: Payload) -> Page:
        """One without any data is what Google says at the end.

        No data and a reason why is no end: taken for one, it would cut the walk off unseen. Nor
        is an empty list of an app whose page has just shown reviews.
        """
        if payload.status == 404:
            raise changed(cursor["rpc"])
        data = answered(payload, cursor["rpc"])
        reviews = (data[0] if data else None) or []
        if not isinstance(reviews, list):
            raise changed("reviews")
        mentions = first_of_each(
            mention_of(each, cursor["app"]) for each in reviews if is_review(each)
        )
        if reviews and not mentions:
            raise changed("review")
        token = next_token(data)
        cut_off = token == cursor["token"] if token else not mentions and cursor["shown"] != "0"
        if cut_off:
            return Page(mentions=mentions, stopped_because="source_cap")
        return Page(mentions=mentions, next=self._ask(cursor, token) if token else None)

    def _ask(self, about: dict[str, str], token: str = "", shown: int = 0) -> Request:
        what = [None, None, [2, NEWEST, [PER_PAGE, None, token or None], None, []]]
        asked = [[[about["rpc"], _compact([*what, [about["app"], 7]]), None, "generic"]]]
        query = urlencode({"hl": about["language"], "gl": about["country"]})
        kept = {name: about[name] for name in ("app", "language", "country", "rpc")}
        return Request(
            url=f"{base_url('googleplay', self.host)}/_/PlayStoreUi/data/batchexecute?{query}",
            method="POST",
            headers={"Content-Type": "application/x-www-form-urlencoded;charset=UTF-8"},
            body=urlencode({"f.req": _compact(asked)}).encode(),
            cursor=kept | {"token": token, "shown": str(shown)},
        )


def _compact(data: object) -> str:
    return json.dumps(data, separators=(",", ":"))


SOURCE = GooglePlay()
