"""Reviews of an app in Apple's App Store, from the public customer-reviews feed.

The feed's pages are copies of different ages. Where a page is an older copy than the one before,
what has come in between stands on neither: a hole. Such a page is asked for once more in its other
form, XML, which is copied on its own. If that is no younger either, the walk goes on, and the page
tells the hole: a gap, if it lies above what earlier walks have read. It is closed later: every walk
reads a week back, and one a day reads all the ten pages, whose copies have other ages by then.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from listener.errors import SourceUnavailable, Throttled, UnexpectedAnswer
from listener.i18n import say
from listener.model import Bookmark, Gap, Mention, Page, Payload, Request, Watch
from listener.source import About, FindsListings, Found, Option, Pace, Source, base_url

from ._answers import first_of_each, json_of
from ._choice import is_yes
from ._customerreviews import from_xml, label, last_page, many, review_of, time_of_label
from ._itunes import app_search, apps_found
from ._productpage import data_of, review_of_page, reviews_in, totals_in
from ._territories import STOREFRONTS, app_of

LAST_PAGE = 10
FULL_PAGE = 50
SAME_COPY = timedelta(minutes=1)
"""Copies no further apart than this are taken for one: hardly a review comes in between."""


class AppStore(Source, FindsListings):
    """Reviews of one app in one country, last edited first.

    With the option `page` the app's page in the store tells how many have given stars, once a day,
    and is read for its few reviews where the feed shows none.
    """

    host = "https://itunes.apple.com"
    page_host = "https://apps.apple.com"
    about = About(
        name="appstore",
        title="App Store",
        homepage="https://apps.apple.com",
        # Apple publishes no page about this feed; its own talks about feeds of the store:
        docs="https://rss.marketingtools.apple.com",
        access="public-feed",
        gives="reviews",
        watches="listing",
        example="https://apps.apple.com/es/app/id1234567890",
        sees={
            "es": "Las últimas 500 reseñas de tu app en cada país que elijas (o en los 175: "
            'countries = ["todos"]), con estrellas, título y versión.',
            "en": "The latest 500 reviews of your app in each country you choose (or in all 175: "
            'countries = ["all"]), with stars, title and version.',
        },
        misses={
            "es": "Las estrellas sin texto, las respuestas del desarrollador, la fecha original "
            "de una reseña editada y todo lo anterior a las últimas 500 de cada país. De algunas "
            "apps Apple no enseña nada por este canal. Si la app es tuya, usa mejor "
            "«appstoreconnect», que lo ve todo; con las dos a la vez cada reseña sale dos veces.",
            "en": "Stars without words, the developer's answers, the first date of an edited "
            "review, and all before the latest 500 of each country. Of some apps Apple shows "
            "nothing in this feed. If the app is yours, rather use appstoreconnect, which sees "
            "it all; with both at once each review appears twice.",
        },
        pace=Pace(delay=1.0, concurrency=1),
        pages=30,
        overlap=timedelta(days=7),
        rereads=timedelta(days=1),
        every=timedelta(hours=1),
        match=False,
        by_country=True,
        countries=STOREFRONTS,
        options=(
            Option(
                "page",
                {
                    "es": '"sí": lee también la página de la app en la tienda: cuántas personas '
                    "han dado estrellas y, si el canal de reseñas está vacío, las pocas que la "
                    "página enseña. Apple no ofrece esa página a programas: tú decides.",
                    "en": '"yes": also read the app\'s page in the store: how many people gave '
                    "stars and, where the feed of reviews is empty, the few that the page shows. "
                    "Apple does not offer that page to programs: you decide.",
                },
            ),
        ),
        times="edited",
        reads=(200, 403, 404),
    )

    def normal_listing(self, listing: str) -> str:
        """The number of the app, from itself or from a link to the store."""
        return app_of(listing)

    def check_option(self, listing: str, name: str, value: str) -> None:
        """The only one, `page`, is yes or no."""
        is_yes(value)

    def look_up(self, name: str, site: str, country: str) -> Request | None:
        """The question for the apps of that name in the country's store."""
        return app_search(base_url("appstore", self.host), name, country)

    def found(self, request: Request, payload: Payload) -> tuple[tuple[Found, ...], Request | None]:
        """The apps in an answer."""
        return apps_found(request, payload), None

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The reviews that were written or edited last; before a whole walk, the app's page."""
        look = is_yes(watch.options.get("page", ""))
        start = {
            "app": app_of(watch.listing),
            "country": watch.country.lower() or "us",
            "look": "yes" if look else "",
            "known": "yes" if since and since.newest_at else "",
        }
        return self._ask_page(start, "totals") if look and since is None else self._ask(start, 1)

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews of one answer.

        An empty page of JSON is asked again as XML before it is believed: the JSON twin is
        at times empty where the XML has reviews.
        """
        cursor = request.cursor
        if cursor["form"] in ("totals", "page"):
            return self._read_page(cursor, payload)
        if payload.status != 200:
            return self._refused(cursor, payload.status)
        if payload.body.lstrip().startswith(b"CustomerReviews RSS page depth"):
            return Page(stopped_because="source_cap")
        feed = self._feed(cursor, payload)
        reviews = _reviews(feed)
        if not reviews:
            return self._empty(cursor)
        mentions = first_of_each(
            review_of(review, cursor["app"], cursor["country"]) for review in reviews
        )
        return self._go_on(cursor, feed, mentions, is_full=len(reviews) >= FULL_PAGE)

    def _go_on(
        self,
        cursor: dict[str, str],
        feed: dict[str, Any],
        mentions: tuple[Mention, ...],
        is_full: bool,
    ) -> Page:
        """The page with the next one, or with its own other form where it leaves a hole.

        Until that is read, nobody knows what stands above the page: it does not end the walk.
        """
        number, last, hole = int(cursor["page"]), last_page(feed), None
        if _leaves_a_hole(cursor, feed, mentions):
            if cursor["form"] == "json":
                asked = cursor | {"again": "yes", "head": _time_told(mentions[0])}
                again = self._ask(asked, number, "xml")
                return Page(mentions=mentions, next=again, in_order=False)
            cursor = {"head": _time_told(mentions[0])} | cursor | {"holes": "yes"}
            hole = _hole(cursor)
        if number < LAST_PAGE and (is_full or number < last):
            made = time_of_label(label(feed, "updated"))
            seen = {
                "made": made.isoformat() if made else "",
                "tail": mentions[-1].id,
                "tail_at": _time_told(mentions[-1]),
                "last": str(last),
                "again": "",
                "head": "",
            }
            return Page(mentions=mentions, next=self._ask(cursor | seen, number + 1), hole=hole)
        is_cut = "holes" in cursor or (number >= LAST_PAGE and is_full)
        return Page(mentions=mentions, stopped_because="source_cap" if is_cut else None, hole=hole)

    def _empty(self, cursor: dict[str, str]) -> Page:
        """What an answer without reviews means: ask in the other form, go on, or the end."""
        number, hole = int(cursor["page"]), None
        if cursor["form"] == "json":
            return Page(next=self._ask(cursor, number, "xml"))
        if "again" in cursor:
            cursor, hole = cursor | {"holes": "yes"}, _hole(cursor)
            if number < LAST_PAGE:
                return Page(
                    next=self._ask(cursor | {"again": "", "head": ""}, number + 1), hole=hole
                )
        if number > 1:
            is_cut = "holes" in cursor or number <= int(cursor.get("last", "0"))
            return Page(stopped_because="source_cap" if is_cut else None, hole=hole)
        if "look" in cursor:
            return Page(next=self._ask_page(cursor, "page"))
        if "known" in cursor:
            raise SourceUnavailable(say("appstore.went_empty"))
        return Page()

    def _refused(self, cursor: dict[str, str], status: int) -> Page:
        """Apple answers 403 to those who ask in a hurry: a reason to slow down, not to give up."""
        if "look" in cursor and cursor["page"] == "1":
            return Page(next=self._ask_page(cursor, "page"))
        if status == 403:
            raise Throttled(say("appstore.slow"))
        raise UnexpectedAnswer(say("appstore.no_feed", country=cursor["country"]))

    def _read_page(self, cursor: dict[str, str], payload: Payload) -> Page:
        """The totals in the app's page; its reviews only where the feed shows none.

        They come with an answer and without a version: as another version of the same reviews
        they would seem edited each day.
        """
        data = data_of(payload.body) if payload.status == 200 else None
        totals = totals_in(data, cursor["app"])
        if cursor["form"] == "totals":
            return Page(totals=totals, next=self._ask(cursor, 1))
        if data is None:
            raise SourceUnavailable(say("appstore.no_page", country=cursor["country"]))
        mentions = first_of_each(
            review_of_page(review, cursor["app"], cursor["country"]) for review in reviews_in(data)
        )
        return Page(mentions=mentions, totals=totals, stopped_because="source_cap")

    def _ask(self, cursor: dict[str, str], page: int, form: str = "json") -> Request:
        path = f"rss/customerreviews/page={page}/id={cursor['app']}/sortby=mostrecent/{form}"
        kept = cursor | {"page": str(page), "form": form}
        return Request(
            url=f"{base_url('appstore', self.host)}/{cursor['country']}/{path}",
            cursor={name: value for name, value in kept.items() if value},
        )

    def _ask_page(self, cursor: dict[str, str], form: str) -> Request:
        host = base_url("appstore_page", base_url("appstore", self.page_host))
        kept = cursor | {"page": "1", "form": form}
        # The page itself has the totals; the one behind its "see all" has a few reviews more.
        query = "?see-all=reviews" if form == "page" else ""
        return Request(
            url=f"{host}/{cursor['country']}/app/id{cursor['app']}{query}",
            cursor={name: value for name, value in kept.items() if value},
            for_people=True,
        )

    def _feed(self, cursor: dict[str, str], payload: Payload) -> dict[str, Any]:
        if cursor["form"] == "xml":
            feed = from_xml(payload.body)
        else:
            answer = json_of(payload, self.about.title)
            feed = answer.get("feed") if isinstance(answer, dict) else None
        if not isinstance(feed, dict):
            raise _changed("feed")
        return feed


def _changed(what: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.changed", source=AppStore.about.title, what=what))


def _reviews(feed: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries that are reviews: older feeds begin with one about the app itself."""
    entries = many(feed.get("entry"))
    reviews = [entry for entry in entries if label(entry, "im:rating")]
    if not reviews and not all("im:name" in entry for entry in entries):
        raise _changed("im:rating")
    return reviews


def _time_told(mention: Mention) -> str:
    return mention.published_at.isoformat() if mention.published_at else ""


def _hole(cursor: dict[str, str]) -> Gap:
    """What stands on neither page: between the last of the one above and the first of this one."""
    head, tail = (time_of_label(cursor.get(name, "")) for name in ("head", "tail_at"))
    return Gap(from_at=head, to_at=tail, reason="source_cap")


def _leaves_a_hole(
    cursor: dict[str, str], feed: dict[str, Any], mentions: tuple[Mention, ...]
) -> bool:
    """Whether reviews may stand between this page and the one before it, on neither of them.

    A page that shows the last review of the one before follows on it without a hole, and so
    does one that was made no earlier, but for a moment.
    """
    if any(mention.id == cursor.get("tail") for mention in mentions):
        return False
    before = time_of_label(cursor.get("made", ""))
    made = time_of_label(label(feed, "updated"))
    if before is None or made is None:
        return "again" in cursor
    return made + SAME_COPY < before


SOURCE = AppStore()
