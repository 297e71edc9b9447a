"""Reviews on any web page that marks them in the words of https://schema.org."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

from msgspec.structs import replace

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Bookmark, ListingTotals, Mention, Page, Payload, Request, Watch
from listener.source import About, Pace, Source
from listener.text import fold, web_address

from ._answers import text_of, whole
from ._entry import digest_of
from ._review import Review, all_of_five, fits_five, review_of, totals_of
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

_PAGE = r"(?:page|p|pg|pag|pagina|comment-page|seite|reviews?|opiniones|resenas)"
_NUMBER = re.compile(rf"[-/_.](?:{_PAGE}[-/_=]?)?\d{{1,4}}/?(?:\.html?)?", re.IGNORECASE)
_AT_A_PAGE = re.compile(rf"[-/_.]{_PAGE}[-/_=]?\d{{1,4}}/?$", re.IGNORECASE)
_END = re.compile(r"(?:\.html?|/)$", re.IGNORECASE)
_TURNS = re.compile(r".*(?:page|pag|offset|start|cursor|after|skip).*|p|pg|o", re.IGNORECASE)
_NEXT = "contains(concat(' ', normalize-space(@rel), ' '), ' next ')"


class ReviewPages(Source):
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
            "(schema.org): estrellas, texto, autor y día. También las de las páginas siguientes.",
            "en": "The reviews of any page that marks them for search engines (schema.org): "
            "stars, text, author and day. Those of the following pages too.",
        },
        misses={
            "es": "Las reseñas que la página solo enseña al tocar un botón, la hora (casi todas "
            "dan solo el día), las fechas escritas con palabras y las estrellas cuya escala no se "
            "dice. Una reseña corregida parece nueva, porque las páginas no las numeran.",
            "en": "Reviews that the page shows only at the touch of a button, the hour (most give "
            "the day only), dates written in words, and stars whose scale is not told. A corrected "
            "review looks new, for pages give them no numbers.",
        },
        pace=Pace(delay=2.0, concurrency=1),
        pages=20,
        overlap=timedelta(0),
        rereads=timedelta(days=1),
        every=timedelta(hours=6),
        match=False,
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

    def first(self, watch: Watch, since: Bookmark | None) -> Request:  # noqa: ARG002 - no cursor
        """The page, unless it has not changed since the last time."""
        address = self.normal_listing(watch.listing)
        return _ask(address, {"listing": address, "read": "0"}, conditional=True)

    def read(self, request: Request, payload: Payload) -> Page:
        """The reviews that the page marks, and where the following ones are."""
        html = html_of(payload)
        if not html.strip():
            raise UnexpectedAnswer(say("reviewpages.empty"))
        if not is_marked(html):
            raise UnexpectedAnswer(say("reviewpages.no_markup"))
        tree = tree_of(html) if may_have_reviews(html) else None
        if tree is None:
            return Page()
        shown = Shown(tree, html, request.cursor["listing"], payload.url or request.url)
        mentions = tuple(_mention(review, shown) for review in shown.reviews())
        page = _page(mentions, shown, request.cursor)
        is_first = "ids" not in request.cursor
        return replace(page, totals=shown.totals()) if is_first else page


class Shown:
    """A page as it was shown: what it describes, where it stands, what it is about."""

    def __init__(self, tree: Any, html: str, listing: str, url: str) -> None:
        self.listing, self.url = listing, url
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
        for things in self.ways:
            pairs = reviews_in(things)
            is_five = fits_five(review for review, _ in pairs)
            read = [review_of(review, item, is_five) for review, item in pairs]
            new = [review for review in read if review and review.likeness not in earlier]
            for review in new:
                found.setdefault(review.identity, review)
            earlier.update(review.likeness for review in new)
        # RDFa comes in any order, and each time in another.
        return sorted(found.values(), key=lambda review: (review.day, review.identity))[::-1]

    def subject(self, review: Review) -> str:
        """The page; or, within it, the other thing that a review on it is about."""
        name = _compared(review.item)
        if not name or not self._own or name in self._own:
            return self.listing
        return f"{self.listing}#{quote(review.item[:100], safe='')}"

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


def _mention(review: Review, shown: Shown) -> Mention:
    """One review. Its id is ours: few pages give one, and some of those number by place."""
    return Mention(
        id=digest_of(shown.listing.partition("://")[2], review.identity, size=16),
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
        subject=shown.subject(review),
        rating=review.rating,
        replies=review.replies,
    )


def _page(mentions: tuple[Mention, ...], shown: Shown, cursor: dict[str, str]) -> Page:
    """The page of a walk. A site that shows the same page again and again is left."""
    ids = digest_of(*sorted(mention.id for mention in mentions))
    read = int(cursor["read"]) + len(mentions)
    address = _following(shown) if mentions and ids != cursor.get("ids") else ""
    if address:
        onward = {"listing": shown.listing, "read": str(read), "ids": ids}
        return Page(mentions=mentions, next=_ask(address, onward))
    # Most pages mark a handful of their reviews: only with all of them is a missing one deleted.
    is_part = any(mention.published_at for mention in mentions) and not 0 < shown.count() <= read
    return Page(mentions=mentions, stopped_because="source_cap" if is_part else None)


def _ask(address: str, cursor: dict[str, str], *, conditional: bool = False) -> Request:
    headers = {"Accept": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"}
    return Request(url=address, headers=headers, cursor=cursor, conditional=conditional)


def _following(shown: Shown) -> str:
    """The next page of these reviews; blogs also link their next article with `rel=next`."""
    here = urlsplit(shown.url)
    for address in shown.links():
        there = urlsplit(address)
        is_near = there.netloc.lower() == here.netloc.lower() and address != shown.url
        if is_near and web_address(address) and _turns_page(shown.listing, address):
            return urlunsplit(there._replace(fragment=""))
    return ""


def _turns_page(listing: str, address: str) -> bool:
    """Whether two addresses differ in the number of a page alone."""
    start, there = urlsplit(listing), urlsplit(address)
    stem = _END.sub("", _AT_A_PAGE.sub("", start.path))
    rest = there.path[len(stem) :] if there.path.startswith(stem) else "another"
    is_numbered = _NUMBER.fullmatch(rest) is not None
    is_same = rest in ("", "/") or there.path == start.path
    changed = set(parse_qsl(start.query)) ^ set(parse_qsl(there.query))
    turned = all(_TURNS.fullmatch(name) for name, _ in changed)
    return turned and (is_numbered or (is_same and bool(changed)))


def _joined(base: str, address: str) -> str:
    """The absolute address, or nothing where it cannot be one."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def _compared(name: str) -> str:
    return " ".join(fold(name).split())


SOURCE = ReviewPages()
