"""A review of Trustpilot in its three forms: the API's, the saved page's and the webhook's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Author, ListingTotals, Mention, Page, Payload, Rating, Reply
from listener.text import one_line

from ._answers import first_of_each, json_of, whole
from ._counts import histogram_of, totals_of
from ._schemaorg import html_of
from ._token import moment

TITLE = "Trustpilot"
UNIT = re.compile(r"[0-9a-f]{24}", re.IGNORECASE)
DOMAIN = re.compile(r"(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}")

_LINK = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}(?:-[a-z]{2})?\.)?trustpilot\.com/review/", re.IGNORECASE
)
_ID = re.compile(r"[0-9A-Za-z]{8,64}")
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# What a browser saves under "web page, HTML only" still holds what the page was made from.
_DATA = re.compile(r"<script\b[^<>]*\bid=[\"']?__NEXT_DATA__[^<>]*>", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:\.(?:json|html?|txt|gz))+$", re.IGNORECASE)
_STARS_OF_UNIT = ("oneStar", "twoStars", "threeStars", "fourStars", "fiveStars")
_STARS_OF_PAGE = ("one", "two", "three", "four", "five")
_EVENTS = ("service-review-created", "service-review-updated", "service-review-deleted")

Thing = Mapping[str, Any]


def listing_of(written: str) -> str | None:
    """The id of a business unit, or its domain, from itself or from a link; else None."""
    text = written.strip().lower()
    if UNIT.fullmatch(text):
        return text
    link = _LINK.match(text)
    bare = text[link.end() :] if link else text.partition("://")[2] or text
    domain = re.split(r"[/?#]", bare, maxsplit=1)[0]
    return domain if DOMAIN.fullmatch(domain) and "trustpilot.com" not in domain else None


def changed(what: str) -> UnexpectedAnswer:
    """The error for an answer that lacks what it always had."""
    return UnexpectedAnswer(say("sources.changed", source=TITLE, what=what))


def mentions_of(reviews: list[Any], listing: str) -> tuple[Mention, ...]:
    """All that stand on the site, in the form of the API or of the page; each id once."""
    good = [each for each in reviews if _is_review(each)]
    if reviews and not good:
        raise changed("stars")
    return first_of_each(_mention(each, listing) for each in good if _is_public(each))


def totals_of_unit(unit: Thing) -> ListingTotals:
    """What Trustpilot counts of a business. Its mean is the TrustScore, as people see it there."""
    counts, score = _thing(unit.get("numberOfReviews")), _thing(unit.get("score"))
    histogram = histogram_of(counts, _STARS_OF_UNIT)
    return totals_of(counts.get("total"), score.get("trustScore"), histogram)


def pages_of(file: Payload) -> Iterator[tuple[str, Page]]:
    """What a saved page, its data or a webhook's body holds.

    No file is the whole listing, so none proves that anything has gone.
    """
    data = _data_of(file)
    bodies = data if isinstance(data, list) else [data]
    events = [each for body in bodies for each in _events(body)]
    if events:
        yield (
            _name_of(file, events),
            Page(mentions=_told_by(events, _name_of(file, events)), stopped_because="source_cap"),
        )
        return
    props = _thing(_thing(_thing(data).get("props")).get("pageProps")) or _thing(data)
    reviews = data if isinstance(data, list) else props.get("reviews")
    if not isinstance(reviews, list):
        raise UnexpectedAnswer(say("trustpilot.not_a_file"))
    unit = _thing(props.get("businessUnit"))
    listing = listing_of(str(unit.get("identifyingName") or "")) or _name_of(file, reviews)
    yield (
        listing,
        Page(
            mentions=mentions_of(reviews, listing),
            totals=_totals_of_page(props, unit),
            stopped_because="source_cap",
        ),
    )


def _data_of(file: Payload) -> Any:
    """The data in the page; or the file itself, if somebody saved only that."""
    text = html_of(file)
    found = _DATA.search(text)
    if found is None and text.lstrip()[:1] not in ("{", "["):
        raise UnexpectedAnswer(say("trustpilot.not_a_file"))
    if found:
        text = text[found.end() :].partition("</script")[0]
    return json_of(Payload(body=text.encode("utf-8", "replace")), TITLE)


def _events(body: Any) -> list[Thing]:
    """What a webhook's body tells; kinds that we do not know are none."""
    events = _thing(body).get("events")
    if not isinstance(events, list):
        return []
    return [
        {**_thing(_thing(each).get("eventData")), "eventName": _thing(each).get("eventName")}
        for each in events
        if _thing(each).get("eventName") in _EVENTS
    ]


def _told_by(events: list[Thing], listing: str) -> tuple[Mention, ...]:
    """Where several events tell of one review, the last is how it stands."""
    good = [each for each in events if _is_review(each) or _is_deleted(each)]
    if events and not good:
        raise changed("eventData")
    return first_of_each(_mention(each, listing) for each in reversed(good))[::-1]


def _name_of(file: Payload, reviews: Iterable[Any]) -> str:
    """Whose reviews these are: as the first says, else as the file is called."""
    unit = next((_thing(_thing(each).get("businessUnit")) for each in reviews), {})
    stem = _SUFFIX.sub("", re.split(r"[/\\]", file.url)[-1])
    told = listing_of(str(unit.get("identifyingName") or unit.get("id") or ""))
    listing = told or listing_of(stem)
    if listing is None:
        raise UnexpectedAnswer(say("trustpilot.unnamed_file", file=one_line(stem, 60)))
    return listing


def _totals_of_page(props: Thing, unit: Thing) -> ListingTotals:
    statistics = _thing(_thing(props.get("filters")).get("reviewStatistics"))
    histogram = histogram_of(_thing(statistics.get("ratings")), _STARS_OF_PAGE)
    return totals_of(unit.get("numberOfReviews"), unit.get("trustScore"), histogram)


def _is_review(review: Any) -> bool:
    has_stars = isinstance(review, dict) and ("stars" in review or "rating" in review)
    return has_stars and _has_id(review)


def _is_deleted(event: Thing) -> bool:
    return event.get("eventName") == "service-review-deleted" and _has_id(event)


def _has_id(review: Thing) -> bool:
    number = review.get("id")
    return isinstance(number, str) and _ID.fullmatch(number) is not None


def _is_public(review: Thing) -> bool:
    """Not what waits, was reported or was archived."""
    hidden = any(review.get(name) is True for name in ("pending", "isPending", "filtered"))
    return review.get("status", "active") == "active" and not hidden


def _mention(review: Thing, listing: str) -> Mention:
    dates = _thing(review.get("dates"))
    created = moment(review.get("createdAt") or dates.get("publishedDate"))
    updated = moment(review.get("updatedAt") or dates.get("updatedDate"))
    consumer, text = _thing(review.get("consumer")), _words(review.get("text"))
    language = review.get("language")
    known = isinstance(language, str) and _LANGUAGE.fullmatch(language)
    return Mention(
        id=review["id"],
        kind="review",
        url=f"https://www.trustpilot.com/reviews/{review['id']}",
        title=_title(_words(review.get("title")), text),
        text=text,
        author=_author(consumer),
        published_at=created,
        edited_at=updated if created and updated and updated > created else None,
        precision="second" if created else "none",
        language=str(language) if known else None,
        country=_country(consumer),
        subject=listing,
        rating=_rating(review.get("stars", review.get("rating"))),
        replies=_replies(review),
        deleted=_is_deleted(review),
    )


def _title(title: str, text: str) -> str:
    """The title, unless Trustpilot made it from the beginning of the text."""
    start = title.rstrip(".… ")
    return "" if start != title and start and text.startswith(start) else title


def _author(consumer: Thing) -> Author | None:
    name = one_line(_words(consumer.get("displayName")) or _words(consumer.get("name")))
    number = consumer.get("id")
    number = number if isinstance(number, str) and UNIT.fullmatch(number) else None
    if not name and number is None:
        return None
    url = f"https://www.trustpilot.com/users/{number}" if number else None
    return Author(name=name or None, id=number, url=url)


def _country(consumer: Thing) -> str | None:
    """The country if it is told as such; "Frederiksberg, DK" is a place, in any words."""
    told = _words(consumer.get("countryCode")) or _words(consumer.get("displayLocation"))
    return told.lower() if _COUNTRY.fullmatch(told) else None


def _rating(stars: object) -> Rating | None:
    number = whole(stars)
    return Rating(float(number), 1.0, 5.0) if number is not None and 1 <= number <= 5 else None


def _replies(review: Thing) -> tuple[Reply, ...]:
    """The company's answer: when it was given, not when it was edited."""
    reply = _thing(review.get("companyReply") or review.get("reply"))
    text = _words(reply.get("text")) or _words(reply.get("message"))
    at = moment(reply.get("createdAt") or reply.get("publishedDate"))
    kind: Literal["created", "none"] = "created" if at else "none"
    return (Reply(text=text, at=at, time_kind=kind),) if text else ()


def _thing(value: object) -> Thing:
    return value if isinstance(value, dict) else {}


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
