"""Mastodon and what speaks its API: tags, accounts, whole instances, and search with a token.

How a walk goes from page to page, and why, stands in _mastodonpages.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from msgspec.structs import replace

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.i18n import say
from listener.lookagain import Asked, LooksAgain
from listener.model import Bookmark, Mention, Page, Payload, Request, Watch
from listener.source import About, Credential, Pace, Secret, Source, base_url
from listener.text import one_line

from ._answers import json_of
from ._mastodon import (
    Place,
    is_boost,
    is_status,
    mentions_of,
    opted_out,
    place_of,
    route_of,
)
from ._mastodonpages import ID, PER_PAGE, Step, next_found, next_newer, next_older, turned

TOKEN = "LISTENER_MASTODON_TOKEN"  # noqa: S105 - a name, no password
INSTANCE = "LISTENER_MASTODON_INSTANCE"

_WHERE = "https://docs.joinmastodon.org/client/authorized/"

# https://docs.joinmastodon.org/spec/activitypub/#id and, since 4.5, with an account's number.
# A name in the public net only: strangers write these addresses.
_HOME = re.compile(
    r"(https://(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+)/(?:ap/)?users/[^/?#]+/statuses/([0-9A-Za-z]{1,64})"
)


class Mastodon(Source, LooksAgain):
    """The posts of one list of one instance: the newest, then the others since the bookmark.

    Each post is looked at again where it was written: only there is it sure to be known.
    """

    look_again_after = timedelta(days=3)
    many_hosts = True
    until_age = timedelta(days=90)
    about = About(
        name="mastodon",
        title="Mastodon",
        homepage="https://joinmastodon.org",
        docs="https://docs.joinmastodon.org/methods/timelines/",
        access="official-api",
        gives="mentions",
        watches="listing",
        example="https://mastodon.social/tags/cafeluna",
        sees={
            "es": "Lo que una instancia de Mastodon conoce de una etiqueta "
            "(https://INSTANCIA/tags/ETIQUETA), de una cuenta (@cuenta@INSTANCIA) o de todo el "
            "mundo (https://INSTANCIA/public; /public/local, solo lo suyo) y, con clave, lo que "
            "encuentra su búsqueda (https://INSTANCIA/search?q=PALABRAS), con sus ediciones. "
            "Apunta varias instancias: lo que está en dos se guarda una vez. Guarda lo que "
            "menciona tu marca; con match = false, todo.",
            "en": "What an instance of Mastodon knows of a tag (https://INSTANCE/tags/TAG), of an "
            "account (@account@INSTANCE) or of everybody (https://INSTANCE/public; /public/local, "
            "its own only) and, with a key, what its search finds "
            "(https://INSTANCE/search?q=WORDS), with its edits. Name several instances: what "
            "stands in two is kept once. It keeps what mentions your brand; with match = false, "
            "everything.",
        },
        misses={
            "es": "Lo que no llegó a las instancias que apuntes; lo privado; lo de quienes cierran "
            "su cuenta a los buscadores y, en la lista de todo el mundo y en la búsqueda, lo de "
            "quienes no han activado que se les encuentre: a menudo, más de la mitad. Tampoco las "
            "encuestas ni la descripción de las imágenes. De una lista con más de 2000 mensajes "
            "entre dos visitas, los que pasen de ahí. La clave vale para una instancia; la "
            "búsqueda pide que la tenga activada. Una lista que la instancia ha cerrado puede "
            "parecer vacía.",
            "en": "What never reached the instances you name; what is private; what is said by "
            "those who close their account to search engines and, in the list of everybody and in "
            "search, by those who have not chosen to be found there: often more than half. Nor "
            "polls and descriptions of pictures. Of a list with more than 2,000 posts between two "
            "visits, those beyond that number. The key is for one instance, and search has to be "
            "turned on there. A list that an instance has closed may look empty.",
        },
        secrets=(
            Secret(
                TOKEN,
                {
                    "es": "La clave de acceso de una aplicación tuya en tu instancia "
                    "(Preferencias, Desarrollo, Nueva aplicación), con permiso «read». Solo hace "
                    "falta para la búsqueda y para instancias cerradas a quien no tiene cuenta.",
                    "en": "The access token of an application of yours on your instance "
                    "(Preferences, Development, New application), with the right to read. Needed "
                    "only for search, and for instances closed to those without an account.",
                },
                _WHERE,
                optional=True,
            ),
            Secret(
                INSTANCE,
                {
                    "es": "La dirección de la instancia de esa clave: a ninguna otra se le enseña.",
                    "en": "The address of the instance of that token: no other one is shown it.",
                },
                _WHERE,
                optional=True,
            ),
        ),
        # 300 requests in five minutes: https://docs.joinmastodon.org/api/rate-limits/
        pace=Pace(delay=1.0, concurrency=1),
        pages=50,
        # Longer, and the public list of a large instance would never reach its bookmark.
        overlap=timedelta(hours=1),
        # Finds what came later than that, and edits and deletions, which move no post.
        rereads=timedelta(days=1),
        reads=(200, 401, 403, 404, 410, 422),
    )

    def normal_listing(self, listing: str) -> str:
        """The address that a browser shows for the list, also from @account@instance."""
        return place_of(listing).listing

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The newest posts; of an account first its number, which each instance gives itself."""
        place = place_of(watch.listing)
        cursor = {"listing": place.listing}
        if since and since.newest_at and place.kind != "search":
            cursor["until"] = (since.newest_at - self.about.overlap).isoformat()
        if place.kind != "account":
            return self._ask(place, cursor)
        way = f"/api/v1/accounts/lookup?{urlencode({'acct': place.what})}"
        return Request(url=_base(place) + way, cursor=cursor)

    def sign_in(self, secrets: Mapping[str, str], now: datetime) -> Credential | None:
        """The token, for the instance that it is of; most lists are read without any."""
        token = secrets.get(TOKEN, "").strip()
        if not token:
            return None
        try:
            place = place_of(secrets.get(INSTANCE, ""))
        except ValueError as error:
            raise AccessDenied(say("mastodon.whose_token")) from error
        host = urlsplit(_base(place)).netloc
        return Credential(headers={"Authorization": f"Bearer {token}"}, host=host)

    def read(self, request: Request, payload: Payload) -> Page:
        """The posts of one answer, or the number of an account."""
        place = place_of(request.cursor["listing"])
        if "min_id" in request.cursor and payload.status in (404, 410, 422):
            return self._page(place, turned(request.cursor, self.about.pages))
        if payload.status != 200:
            return _refused(place, request.cursor, payload)
        answer = json_of(payload, self.about.title)
        if place.kind == "account" and "account" not in request.cursor:
            return self._found(request.cursor, place, answer)
        listed = answer.get("statuses") if isinstance(answer, dict) else answer
        if not isinstance(listed, list):
            raise _changed("statuses")
        statuses = [each for each in listed if is_status(each)]
        if listed and not statuses:
            raise _changed("uri")
        found = self._page(place, self._step(place, request.cursor, payload, listed))
        return replace(
            found,
            mentions=mentions_of(statuses, place),
            # What is boosted today may have been said years ago.
            in_order=found.in_order and not any(map(is_boost, statuses)),
        )

    def kind_of(self, asked: Asked) -> str | None:
        """The instance where it was written, if its address there says the post's number."""
        found = _HOME.fullmatch(asked.id)
        return found and found[1].lower()

    def look_again(self, asked: Sequence[Asked]) -> Request:
        """The one post, at home.

        https://docs.joinmastodon.org/methods/statuses/#get
        """
        found = _HOME.fullmatch(asked[0].id)
        assert found is not None
        return Request(
            url=f"{base_url('mastodon', found[1])}/api/v1/statuses/{found[2]}",
            headers={"Accept": "application/json"},
        )

    def looked_again(self, asked: Sequence[Asked], request: Request, payload: Payload) -> Page:
        """The post as it is; deleted, if its instance says that there is none for everybody.

        An instance that is closed to strangers, or that is none any more, tells nothing.
        """
        (one,) = asked
        if payload.status in (404, 410) and _tells_an_error(payload):
            return Page(mentions=(Mention(id=one.id, kind=one.kind, deleted=True),))
        if payload.status != 200:
            return Page()
        status = json_of(payload, self.about.title)
        if not is_status(status):
            raise _changed("uri")
        home = urlsplit(one.id)
        place = Place(instance=f"{home.scheme}://{home.netloc}", kind="tag")
        return Page(mentions=mentions_of([status], place))

    def _step(
        self, place: Place, cursor: dict[str, str], payload: Payload, listed: list[Any]
    ) -> Step:
        if place.kind == "search":
            return next_found(cursor, listed)
        if "min_id" in cursor:
            return next_newer(cursor, listed, self.about.pages)
        return next_older(cursor, payload.headers.get("link", ""), listed, self.about.pages)

    def _page(self, place: Place, step: Step) -> Page:
        """What leads on, without what is on the page."""
        return Page(
            next=self._ask(place, step.cursor) if step.cursor else None,
            stopped_because=step.stopped_because,
            in_order=step.in_order,
            hole=step.hole,
        )

    def _ask(self, place: Place, cursor: dict[str, str]) -> Request:
        asked: dict[str, str | int] = {"limit": PER_PAGE}
        if place.kind == "search":
            asked["offset"] = cursor.get("offset", "0")
        elif "min_id" in cursor:
            asked["min_id"] = cursor["min_id"]
        elif "max_id" in cursor:
            asked["max_id"] = cursor["max_id"]
        way = route_of(place)
        if place.kind == "account":
            way = f"/api/v1/accounts/{cursor['account']}/statuses?exclude_reblogs=true&"
        return Request(url=f"{_base(place)}{way}{urlencode(asked)}", cursor=cursor)

    def _found(self, cursor: dict[str, str], place: Place, account: Any) -> Page:
        """The page that leads on to what the account says, if it may be searched."""
        number = str(account.get("id")) if isinstance(account, dict) else ""
        if not ID.fullmatch(number) or "acct" not in account:
            raise _changed("acct")
        if opted_out(account, place.kind):
            raise AccessDenied(say("mastodon.opted_out", listing=one_line(place.listing, 100)))
        return Page(next=self._ask(place, {**cursor, "account": number}))


def _refused(place: Place, cursor: dict[str, str], payload: Payload) -> Page:
    """An empty page for a tag that nobody has used yet; errors for all else."""
    instance, is_told = one_line(urlsplit(place.instance).netloc, 80), _tells_an_error(payload)
    if payload.status in (404, 410):
        if is_told and place.kind == "tag" and "max_id" not in cursor:
            return Page()
        if is_told and place.kind == "account":
            listing = one_line(place.listing, 100)
            raise UnexpectedAnswer(say("mastodon.no_account", listing=listing))
        raise UnexpectedAnswer(say("mastodon.no_instance", instance=instance))
    if place.kind == "search" and payload.status == 422:
        raise UnexpectedAnswer(say("mastodon.bad_search", words=one_line(place.what, 80)))
    if place.kind == "search":
        raise AccessDenied(say("mastodon.search_needs_token", instance=instance))
    raise AccessDenied(say("mastodon.closed", instance=instance))


def _base(place: Place) -> str:
    return base_url("mastodon", place.instance)


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=Mastodon.about.title, what=what))


def _tells_an_error(payload: Payload) -> bool:
    """Whether the API refuses, not a page of something else that is found at that address."""
    try:
        answer = json_of(payload, Mastodon.about.title)
    except UnexpectedAnswer:
        return False
    return isinstance(answer, dict) and bool(answer.get("error"))


SOURCE = Mastodon()
