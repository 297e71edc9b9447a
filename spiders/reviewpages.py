"""Reviews on any web page that marks them in the words of https://schema.org."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from msgspec.structs import replace

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Bookmark, ListingTotals, Mention, Page, Payload, Request, Watch
from listener.source import About, FindsListings, Found, Option, Pace, Source
from listener.text import fold, one_line, web_address

from ._answers import text_of, whole
from ._calendar import ORDERS, Calendar, today_of
from ._entry import digest_of
from ._found import detail_of, name_of
from ._review import Review, all_of_five, fits_five, review_of, totals_of, written_date
from ._schemaorg import (
    html_of,
    is_marked,
    may_have_reviews,
    named_things,
    of_type,
    reviews_in,
    things_of,
    totals_in,
    tree_of,
)
from ._turning import first_number, linked, numbered, pattern_of

# So many letters of an id are enough to tell the reviews of a walk apart.
_SHORT = 8
_NEXT = "contains(concat(' ', normalize-space(@rel), ' '), ' next ')"


class ReviewPages(Source, FindsListings):
    """Whatever a page shows of its reviews; in which order, only the page knows."""

    about = About(
        name="reviewpages",
        title="Web (schema.org)",
        homepage="https://schema.org/Review",
        docs="https://schema.org/Review",
        access="public-page",
        gives="reviews",
        watches="listing",
        example="https://example.com/product",
        sees={
            "es": "Las reseñas de cualquier página que las marque para los buscadores "
            "(schema.org): estrellas, texto, autor, día y de qué son. También las de las páginas "
            "siguientes, si la página las enlaza o dices cómo es su dirección.",
            "en": "The reviews of any page that marks them for search engines (schema.org): "
            "stars, text, author, day and what they are about. Those of the following pages too, "
            "if the page links them or you say what their address looks like.",
        },
        misses={
            "es": "Las reseñas que la página solo enseña al tocar un botón, la hora (casi todas "
            "dan solo el día), las fechas en las que no se sabe si va antes el día o el mes, y "
            "las estrellas cuya escala no se dice. Una reseña corregida parece nueva, porque las "
            "páginas no las numeran.",
            "en": "Reviews that the page shows only at the touch of a button, the hour (most give "
            "the day only), dates of which nobody knows whether day or month comes first, and "
            "stars whose scale is not told. A corrected review looks new, for pages give them no "
            "numbers.",
        },
        pace=Pace(delay=2.0, concurrency=1),
        pages=20,
        overlap=timedelta(0),
        rereads=timedelta(days=1),
        every=timedelta(hours=6),
        match=False,
        options=(
            Option(
                "next",
                {
                    "es": "Cómo son las direcciones de las páginas siguientes, con {page} donde va "
                    "el número: ?page={page}, o la dirección entera del mismo sitio. Sin esto se "
                    "sigue lo que la página enlaza como siguiente.",
                    "en": "What the addresses of the following pages look like, with {page} in the "
                    "place of the number: ?page={page}, or the whole address on the same site. "
                    "Without it, what the page links as its next one is followed.",
                },
            ),
            Option(
                "first_page",
                {
                    "es": "El número de la página que va detrás de la primera; 2 si no dices nada.",
                    "en": "The number of the page that follows the first; 2 if you say nothing.",
                },
            ),
            Option(
                "date_order",
                {
                    "es": "El orden de las fechas como 03/04/2024: DMY (día, mes, año), MDY o YMD. "
                    "Sin esto se deduce del idioma de la página o de fechas claras; si no hay "
                    "forma de saberlo, la reseña queda sin fecha.",
                    "en": "The order of dates such as 03/04/2024: DMY (day, month, year), MDY or "
                    "YMD. Without it, it is taken from the language of the page or from dates that "
                    "are clear; where nothing tells, the review has no date.",
                },
            ),
        ),
        # Past its last page a site may say that there is none.
        reads=(200, 404),
        default_on=False,
        off_because={
            "es": "Son páginas hechas para personas. Solo se leen las que tú añades y si su "
            "robots.txt lo permite; antes, mira en las condiciones de uso del sitio si deja "
            "guardar sus reseñas.",
            "en": "These pages are made for people. Only those that you add are read, and only "
            "where their robots.txt allows it; before, look into the site's terms of use whether "
            "its reviews may be kept.",
        },
    )

    def normal_listing(self, listing: str) -> str:
        """The address of the page in one form, without the place within it."""
        try:
            parts = urlsplit(listing.strip())
            host, _port = parts.hostname, parts.port
        except ValueError as error:
            raise ValueError(say("reviewpages.bad_address")) from error
        if not host or not web_address(parts.geturl()):
            raise ValueError(say("reviewpages.bad_address"))
        place = (parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, "")
        return urlunsplit(place)

    def check_option(self, listing: str, name: str, value: str) -> None:
        """Where the following pages are, and in which order dates are written."""
        given = {name: value}
        pattern_of(listing, given)
        first_number(given)
        _order(given)

    def first(self, watch: Watch, since: Bookmark | None) -> Request:
        """The page, unless it has not changed since the last time."""
        address = self.normal_listing(watch.listing)
        cursor = {"listing": address, "order": _order(watch.options)}
        if pattern := pattern_of(address, watch.options):
            cursor |= {"pattern": pattern, "number": str(first_number(watch.options))}
        return _ask(address, cursor, conditional=True)

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews that the page marks, and where the following ones are."""
        walked = Walked(request.cursor)
        if payload.status == 404:
            return walked.stopped(say("reviewpages.gone"))
        html = html_of(payload)
        if not html.strip():
            raise UnexpectedAnswer(say("reviewpages.empty"))
        if not is_marked(html):
            return walked.stopped(say("reviewpages.no_markup"))
        tree = tree_of(html) if may_have_reviews(html) else None
        if tree is None:
            return Page() if walked.is_first else walked.ended()
        shown = Shown(tree, html, payload.url or request.url, _calendar(tree, payload, walked))
        mentions = tuple(_mention(review, shown, walked.listing) for review in shown.reviews())
        page = walked.page(mentions, shown)
        return replace(page, totals=shown.totals()) if walked.is_first else page

    def look_up(self, name: str, site: str, country: str) -> Request | None:
        """The page of the site, if there is one."""
        if not site:
            return None
        address = self.normal_listing(site)
        return _ask(address, {"listing": address, "order": ""})

    def found(self, request: Request, payload: Payload) -> tuple[tuple[Found, ...], Request | None]:
        """The page itself, if it marks reviews or counts them."""
        html, walked = html_of(payload), Walked(request.cursor)
        marked = payload.status == 200 and is_marked(html) and may_have_reviews(html)
        tree = tree_of(html) if marked else None
        if tree is None:
            return (), None
        shown = Shown(tree, html, payload.url or request.url, _calendar(tree, payload, walked))
        totals, reviews = shown.totals() or ListingTotals(), shown.reviews()
        if not reviews and totals == ListingTotals():
            return (), None
        page = Found(
            source=self.about.name,
            listing=walked.listing,
            title=name_of(str(tree.xpath("string(//title)"))) or walked.listing,
            url=walked.listing,
            detail=detail_of(stars=totals.stars, count=totals.count or len(reviews) or None),
        )
        return (page,), None


class Shown:
    """A page as it was shown: what it describes, where it stands, what it is about."""

    def __init__(self, tree: Any, html: str, url: str, calendar: Calendar) -> None:
        self.url, self._calendar = url, calendar
        self.base = _joined(url, str(tree.xpath("string(//base/@href)"))) or url
        self.ways = list(things_of(tree, html, self.base))
        self._tree = tree
        said = [*tree.xpath("//h1"), *tree.xpath("//title")]
        self._headlines = _compared(" ".join(str(node.xpath("string()")) for node in said))
        self._own = self._own_names()

    def reviews(self) -> list[Review]:
        """Each review once, though a page may mark it twice and in two ways."""
        found: dict[str, Review] = {}
        earlier: set[str] = set()
        marked = [reviews_in(things) for things in self.ways]
        self._calendar.learn(written_date(review) for pairs in marked for review, _ in pairs)
        for pairs in marked:
            is_five = fits_five(review for review, _ in pairs)
            read = [review_of(review, item, is_five, self._calendar) for review, item in pairs]
            new = [review for review in read if review and review.likeness not in earlier]
            for review in new:
                found.setdefault(review.identity, review)
            earlier.update(review.likeness for review in new)
        # RDFa comes in any order, and each time in another.
        return sorted(found.values(), key=lambda review: (review.at_day, review.identity))[::-1]

    def count(self) -> int:
        """How many reviews the page says there are, 0 when it does not."""
        ratings = (each for things in self.ways for each in of_type(things, "AggregateRating"))
        return max((whole(rating.get("reviewCount")) or 0 for rating in ratings), default=0)

    def totals(self) -> ListingTotals | None:
        """What the page counts of its own reviews: of the thing that its headline names first.

        A shop has stars of its own beside those of what it sells, and they are not the same.
        """
        for things in self.ways:
            is_five = all_of_five(review for review, _ in reviews_in(things))
            found = [
                (self._place(_compared(text_of(item.get("name")))), told)
                for rating, item in totals_in(things)
                if (told := totals_of(rating, is_five))
            ]
            own = [(place, told) for place, told in found if place is not None]
            if own and (self._own or len({told for _, told in own}) == 1):
                return min(own, key=_first_and_largest)[1]
        return None

    def links(self) -> Iterator[str]:
        """Where the page says that it goes on."""
        for href in self._tree.xpath(f"//link[{_NEXT}]/@href | //a[{_NEXT}]/@href"):
            if address := _joined(self.base, str(href)):
                yield address

    def _place(self, name: str) -> int | None:
        """Where the headlines name it: what has no name comes last, what is not in them nowhere."""
        if not name or not self._own:
            return len(self._headlines)
        return self._headlines.find(name) if name in self._own else None

    def _own_names(self) -> set[str]:
        """The names of what the page is about: those in its title and headline."""
        rated = ("aggregateRating", "offers", "review", "reviews")
        things = [each for way in self.ways for each in named_things(way, rated)]
        items = [item for way in self.ways for _, item in reviews_in(way)]
        names = {_compared(text_of(thing.get("name"))) for thing in [*things, *items]}
        return {name for name in names if name and name in self._headlines}


def _first_and_largest(found: tuple[int, ListingTotals]) -> tuple[int, int, float]:
    place, told = found
    return place, -(told.count or 0), -(told.stars or 0.0)


def _mention(review: Review, shown: Shown, listing: str) -> Mention:
    """One review. Its id is ours: few pages give one, and some of those number by place."""
    return Mention(
        id=digest_of(listing.partition("://")[2], review.identity, size=16),
        id_kind="derived",
        kind="review",
        url=web_address(_joined(shown.base, review.url)) or shown.url,
        title=review.title,
        text=review.text,
        author=review.author,
        published_at=review.published_at,
        edited_at=review.edited_at,
        precision=review.precision,
        language=review.language,
        subject=listing,
        item=one_line(review.item) or None,
        rating=review.rating,
        replies=review.replies,
    )


class Walked:
    """What a walk remembers from page to page: which reviews it has seen, and of how many."""

    def __init__(self, cursor: dict[str, str]) -> None:
        self.listing, self.order = cursor["listing"], cursor.get("order", "")
        self.is_first = "seen" not in cursor
        self._pattern, self._number = cursor.get("pattern", ""), int(cursor.get("number", "0"))
        seen = cursor.get("seen", "")
        self._seen = {seen[at : at + _SHORT] for at in range(0, len(seen), _SHORT)}
        self._count, self._dated = int(cursor.get("count", "0")), "dated" in cursor

    def page(self, mentions: tuple[Mention, ...], shown: Shown) -> Page:
        """The page of a walk. A site that shows nothing new any more is left."""
        new = {mention.id[:_SHORT] for mention in mentions} - self._seen
        self._seen |= new
        self._count = max(self._count, shown.count())
        self._dated = self._dated or any(mention.published_at for mention in mentions)
        address = self._following(shown) if new else ""
        if not address:
            return self.ended(mentions)
        return Page(mentions=mentions, next=_ask(address, self._onward()))

    def ended(self, mentions: tuple[Mention, ...] = ()) -> Page:
        """The last page. Most sites mark a handful of their reviews: only with all of them is a
        missing one deleted.
        """
        is_part = self._dated and not 0 < self._count <= len(self._seen)
        return Page(mentions=mentions, stopped_because="source_cap" if is_part else None)

    def stopped(self, what_to_do: str) -> Page:
        """Where a following page was expected there is none; without a first one a person acts."""
        if self.is_first:
            raise UnexpectedAnswer(what_to_do)
        return self.ended()

    def _following(self, shown: Shown) -> str:
        if self._pattern:
            return numbered(self.listing, self._pattern, self._number)
        return linked(self.listing, shown.url, shown.links())

    def _onward(self) -> dict[str, str]:
        kept = {"listing": self.listing, "order": self.order, "count": str(self._count)}
        if self._pattern:
            kept |= {"pattern": self._pattern, "number": str(self._number + 1)}
        if self._dated:
            kept["dated"] = "yes"
        return kept | {"seen": "".join(sorted(self._seen))}


def _ask(address: str, cursor: dict[str, str], *, conditional: bool = False) -> Request:
    headers = {"Accept": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"}
    return Request(url=address, headers=headers, cursor=cursor, conditional=conditional)


def _order(options: dict[str, str]) -> str:
    """The order of day and month that a person gave."""
    order = options.get("date_order", "").strip().upper()
    if order and order not in ORDERS:
        raise ValueError(say("reviewpages.bad_order", value=one_line(order, 40)))
    return order


def _calendar(tree: Any, payload: Payload, walked: Walked) -> Calendar:
    """How the page writes its dates, as far as it tells."""
    declared = str(tree.xpath("string(//html/@lang)")).strip()
    language = declared or payload.headers.get("content-language", "").partition(",")[0].strip()
    return Calendar(language.replace("_", "-"), walked.order, today_of(payload))


def _joined(base: str, address: str) -> str:
    """The absolute address, or nothing where it cannot be one."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def _compared(name: str) -> str:
    return " ".join(fold(name).split())


SOURCE = ReviewPages()
