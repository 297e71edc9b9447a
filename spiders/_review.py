"""One schema.org Review in plain words, its stars on a scale that the page tells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal

from msgspec import Struct

from listener.model import Author, ListingTotals, Precision, Rating, Reply
from listener.text import web_address

from ._answers import text_of, whole
from ._entry import precision_of
from ._schemaorg import Thing, as_thing, first, is_a, many

# `4,5`, `4/5`, `4 out of 5`, `80 %`.
_VALUE = re.compile(
    r"([0-9]+(?:[.,][0-9]+)?)\s*(?:(?:/|out of|de|von|sur|su|di)\s*([0-9]+(?:[.,][0-9]+)?)|(%))?"
)
_DATE = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?:[T ].*)?")
_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
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


def review_of(thing: Thing, item: Thing, is_five: bool) -> Review | None:
    """The review, or None where nothing is said in it: no words, no stars.

    `is_five` says that stars without a scale may be taken for one to five.
    """
    about, title = words(item.get("name")), words(thing.get("name"), thing.get("headline"))
    title = "" if title == about else " ".join(title.split())
    text = words(thing.get("reviewBody"), thing.get("description"), thing.get("text"))
    rating = rating_of(thing, item, is_five)
    if not (title or text or rating):
        return None
    written = _text(thing.get("datePublished")) or _text(thing.get("dateCreated"))
    published, precision = when(written)
    edited, _ = when(_text(thing.get("dateModified")))
    name = _text(thing.get("@id"))
    language = _text(thing.get("inLanguage")).replace("_", "-").lower()
    return Review(
        url=_text(thing.get("url")) or ("" if name.startswith("_:") else name),
        title=title,
        text=text,
        item=about,
        author=author_of(first(thing.get("author")) or first(thing.get("creator"))),
        day=written[:10],
        clock=written[10:],
        published_at=published,
        edited_at=edited if published and edited and edited > published else None,
        precision=precision,
        language=language if _LANGUAGE.fullmatch(language) else None,
        rating=rating,
        replies=tuple(_replies(thing)),
    )


def fits_five(reviews: Iterable[Thing]) -> bool:
    """Whether stars without a scale are one to five: not where one of them is beyond."""
    found = [_stars(review) for review in reviews]
    return not any(raw > 5 for raw, _, best in found if raw is not None and best is None)


def rating_of(thing: Thing, item: Thing, is_five: bool) -> Rating | None:
    """The stars, if their scale is told, or can be no other than one to five.

    https://schema.org/bestRating is five where it is missing, but many sites leave it out with
    ten or a hundred; so the scale of the item's own rating comes before that. Stars outside
    their scale, zero among them, mean "not rated" on real pages.
    """
    raw, worst, best = _stars(thing)
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
    return fits_five(known) and all(_stars(each)[2] in (None, 5) for each in known)


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


def when(written: str) -> tuple[datetime | None, Precision]:
    """A date and how exact it is; a date in words is none, for its order of parts is a guess.

    Midnight is how programs write a day. A clock without a zone may be half a day off: it
    counts as the day alone.
    """
    if month := _MONTH.fullmatch(written):
        return _at(f"{month[1]}-{month[2] or '01'}-01", "month")
    if not _DATE.fullmatch(written):
        return None, "none"
    at, precision = _at(written, precision_of(written))
    if at and (":" not in written or not _has_zone(written)):
        return at.replace(hour=0, minute=0, second=0, microsecond=0), "day"
    is_midnight = re.search(r"[T ]00:00(?::00(?:\.0+)?)?(?![0-9:.])", written)
    return at, "day" if is_midnight and at else precision


def words(*given: Any) -> str:
    """The first of these texts that says something, as plain text."""
    return next(filter(None, (text_of(_text(each)) for each in given)), "")


def _at(written: str, precision: Precision) -> tuple[datetime | None, Precision]:
    try:
        at = datetime.fromisoformat(written)
        return (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)), precision
    except (ValueError, OverflowError):
        return None, "none"


def _has_zone(written: str) -> bool:
    return re.search(r"(?:[zZ]|[+-][0-9]{2}:?[0-9]{2})$", written) is not None


def _text(value: Any) -> str:
    """The first of several values as text; of a thing, none."""
    value = first(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _stars(thing: Thing) -> tuple[float | None, float | None, float | None]:
    """Value, worst and best of a review; the whole before its aspects."""
    ratings = [each for each in many(thing.get("reviewRating")) if each is not None]
    whole = [each for each in ratings if not isinstance(each, dict) or "reviewAspect" not in each]
    given = first(whole or ratings or thing.get("ratingValue"))
    return _limits(given if isinstance(given, dict) else {"ratingValue": given})


def _limits(rating: Thing) -> tuple[float | None, float | None, float | None]:
    """Value, worst and best as a rating gives them, or as its value is written."""
    found = _VALUE.fullmatch(_text(rating.get("ratingValue"))[:_LONGEST_VALUE])
    worst, best = _number(rating.get("worstRating")), _number(rating.get("bestRating"))
    if not found:
        return None, worst, best
    if found[3]:
        return _number(found[1]), 0.0, 100.0
    return _number(found[1]), worst, best or _number(found[2])


def _number(value: Any) -> float | None:
    written = _text(value).replace(",", ".")
    try:
        number = float(written) if len(written) <= _LONGEST_VALUE else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _replies(thing: Thing) -> Iterable[Reply]:
    """What a business answered first; comments of other people are none."""
    for comment in many(thing.get("comment")):
        by = first(comment.get("author")) if isinstance(comment, dict) else None
        if not isinstance(by, dict) or not (text := words(comment.get("text"))):
            continue
        if "@type" in by and not is_a(by, {"Person"}):
            at, _ = when(_text(comment.get("dateCreated")) or _text(comment.get("datePublished")))
            author = author_of(by)
            kind: Literal["created", "none"] = "created" if at else "none"
            yield Reply(text=text, author=author.name if author else None, at=at, time_kind=kind)
            return
