"""One schema.org Review in plain words, its stars on a scale that the page tells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from listener.model import Author, ListingTotals, Precision, Rating, Reply
from listener.text import web_address

from ._answers import text_of, whole
from ._calendar import Calendar
from ._schemaorg import Thing, as_thing, first, is_a, many

# `4,5`, `4/5`, `Rated 4 out of 5 stars`, `80 %`, `4.8 (178)`; but `5 out of 30 reviews` tells no
# scale, and below zero there are no stars.
_NUMBER = r"([0-9]+(?:[.,][0-9]+)?)(?![.,]?[0-9]|e[0-9])"
_VALUE = re.compile(
    rf"[^0-9-]{{0,40}}?{_NUMBER}\s*(?:(?:/|out of|of|de|von|sur|su|di)\s*{_NUMBER}"
    r"(?!\s*(?!star|estrella)[^\W\d_])|(%))?",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_LONGEST_VALUE = 100


class Review(Struct, frozen=True, kw_only=True):
    """A review as the page marks it. `item` is the name of what it is about, `day` as written."""

    url: str = ""
    title: str = ""
    text: str = ""
    item: str = ""
    author: Author | None = None
    day: str = ""
    clock: str = ""
    published_at: datetime | None = None
    edited_at: datetime | None = None
    precision: Precision = "none"
    language: str | None = None
    rating: Rating | None = None
    replies: tuple[Reply, ...] = ()

    @property
    def at_day(self) -> str:
        """Its day as far as one is known, for the order on the page."""
        return f"{self.published_at:%Y-%m-%d}" if self.published_at else ""

    @property
    def likeness(self) -> str:
        """Author, day and words: the same where a page marks one review in two ways."""
        name = self.author.name or "" if self.author else ""
        return "\x1e".join((name, self.day, " ".join(f"{self.title} {self.text}".split())))

    @property
    def identity(self) -> str:
        """What tells a review from others. Stars alone are told apart by their time and number."""
        if self.title or self.text or not self.rating:
            return self.likeness
        return f"{self.likeness}\x1e{self.clock}\x1e{self.rating.raw}"


def review_of(thing: Thing, item: Thing, is_five: bool, calendar: Calendar) -> Review | None:
    """The review, or None where nothing is said in it: no words, no stars.

    `is_five` says that stars without a scale may be taken for one to five.
    """
    about, title = words(item.get("name")), words(thing.get("name"), thing.get("headline"))
    title = "" if title == about else " ".join(title.split())
    text = words(thing.get("reviewBody"), thing.get("description"), thing.get("text"))
    rating = rating_of(thing, item, is_five)
    if not (title or text or rating):
        return None
    written = written_date(thing)
    published, edited = calendar.day(written), calendar.day(_text(thing.get("dateModified"))).at
    name = _text(thing.get("@id"))
    language = _text(thing.get("inLanguage")).replace("_", "-").lower()
    return Review(
        url=_text(thing.get("url")) or ("" if name.startswith("_:") else name),
        title=title,
        text=text,
        item=about,
        author=author_of(first(thing.get("author")) or first(thing.get("creator"))),
        day=published.known_by,
        clock=written[10:] if published.known_by == written[:10] else "",
        published_at=published.at,
        edited_at=edited if published.at and edited and edited > published.at else None,
        precision=published.precision,
        language=language if _LANGUAGE.fullmatch(language) else None,
        rating=rating,
        replies=tuple(_replies(thing, calendar)),
    )


def written_date(thing: Thing) -> str:
    """When a review was written, in the page's own way."""
    return _text(thing.get("datePublished")) or _text(thing.get("dateCreated"))


def fits_five(reviews: Iterable[Thing]) -> bool:
    """Whether stars without a scale are one to five: not where one of them is beyond."""
    found = [stars_of(review) for review in reviews]
    return not any(raw > 5 for raw, _, best in found if raw is not None and best is None)


def rating_of(thing: Thing, item: Thing, is_five: bool) -> Rating | None:
    """The stars, if their scale is told, or can be no other than one to five.

    https://schema.org/bestRating is five where it is missing, but many sites leave it out with
    ten or a hundred; so the scale of the item's own rating comes before that. Stars outside
    their scale, zero among them, mean "not rated" on real pages.
    """
    raw, worst, best = stars_of(thing)
    if raw is None:
        return None
    if best is None:
        _, worst_of_all, best = _limits(as_thing(first(item.get("aggregateRating"))))
        worst = worst_of_all if worst is None else worst
    if best is None:
        best = 5.0 if is_five else 0.0
    # Some write the value itself as the worst.
    if worst is None or worst >= best or worst > raw:
        worst = 1.0
    return Rating(raw, worst, best) if worst < best and worst <= raw <= best else None


def all_of_five(reviews: Iterable[Thing]) -> bool:
    """Whether a mean without a scale is of one to five: only where every review beside it is."""
    known = list(reviews)
    return fits_five(known) and all(stars_of(each)[2] in (None, 5) for each in known)


def totals_of(thing: Thing, is_five: bool) -> ListingTotals | None:
    """What the page counts in all, its mean on one to five if the scale of it is told."""
    rating = rating_of({"reviewRating": thing}, {}, is_five)
    count = whole(thing.get("reviewCount"))
    count = whole(thing.get("ratingCount")) if count is None else count
    # Zero of zero reviews is no mean.
    stars = rating.stars if rating and count != 0 else None
    if count is None and stars is None:
        return None
    return ListingTotals(count=count, stars=stars)


def author_of(given: Any) -> Author | None:
    """Who wrote it: a name, a person, or the first of several."""
    author = as_thing(given)
    name = " ".join(words(author.get("name")).split())
    return Author(name=name, url=web_address(_text(author.get("url"))) or None) if name else None


def words(*given: Any) -> str:
    """The first of these texts that says something, as plain text."""
    return next(filter(None, (text_of(_text(each)) for each in given)), "")


def _text(value: Any) -> str:
    """The first of several values as text; of a thing, none."""
    value = first(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def stars_of(thing: Thing) -> tuple[float | None, float | None, float | None]:
    """Value, worst and best of a review; the whole before its aspects."""
    ratings = [each for each in many(thing.get("reviewRating")) if each is not None]
    whole = [each for each in ratings if not isinstance(each, dict) or "reviewAspect" not in each]
    given = first(whole or ratings or thing.get("ratingValue"))
    return _limits(given if isinstance(given, dict) else {"ratingValue": given})


def _limits(rating: Thing) -> tuple[float | None, float | None, float | None]:
    """Value, worst and best as a rating gives them, or as its value is written."""
    found = _VALUE.match(_text(rating.get("ratingValue"))[:_LONGEST_VALUE])
    worst, best = _number(rating.get("worstRating")), _number(rating.get("bestRating"))
    if not found:
        return None, worst, best
    value, scale = _number(found[1]), _number(found[2])
    if found[3]:
        return value, 0.0, 100.0
    return value, worst, best or (scale if value and scale and value <= scale else None)


def _number(value: Any) -> float | None:
    written = _text(value).replace(",", ".")
    try:
        number = float(written) if len(written) <= _LONGEST_VALUE else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _replies(thing: Thing, calendar: Calendar) -> Iterable[Reply]:
    """What a business answered first; comments of other people are none."""
    for comment in many(thing.get("comment")):
        by = first(comment.get("author")) if isinstance(comment, dict) else None
        if not isinstance(by, dict) or not (text := words(comment.get("text"))):
            continue
        if "@type" in by and not is_a(by, {"Person"}):
            written = _text(comment.get("dateCreated")) or _text(comment.get("datePublished"))
            at = calendar.day(written).at
            author = author_of(by)
            kind: Literal["created", "none"] = "created" if at else "none"
            yield Reply(text=text, author=author.name if author else None, at=at, time_kind=kind)
            return
