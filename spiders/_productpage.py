"""An app's page in the App Store: the reviews and totals in the data that it carries along.

Nobody offers this data: its shape is known from what programs read out of it, seen 2026-11-22.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from listener.model import Author, ListingTotals, Mention, Reply

from ._answers import whole
from ._customerreviews import rating_of, time_of_label

_DATA = re.compile(rb"\bid=[\"']serialized-server-data[\"'][^>]{0,200}>")
_MOST_NODES = 1_000_000


def data_of(html: bytes) -> Any:
    """What the page carries along, or None when it carries nothing that can be read."""
    found = _DATA.search(html)
    if not found:
        return None
    try:
        return msgspec.json.decode(html[found.end() : html.find(b"</script", found.end())])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def reviews_in(data: Any) -> list[dict[str, Any]]:
    """Its reviews in their order; a review stands in it several times."""
    found: dict[str, dict[str, Any]] = {}
    for each in _objects(data):
        number = whole(each.get("id"))
        if each.get("$kind") == "Review" and number and whole(each.get("rating")):
            found.setdefault(str(number), each)
    return list(found.values())


def totals_in(data: Any, app: str) -> ListingTotals | None:
    """How many gave stars, with words or without, and which; of no other app than this."""
    for each in _objects(data):
        counts = each.get("ratingCounts")
        if isinstance(counts, list) and str(each.get("productId", app)) == app:
            return _totals(each, [whole(count) for count in counts])
    return None


def review_of_page(review: dict[str, Any], app: str, country: str) -> Mention:
    """One review of the app's page, which tells no version but the developer's answer."""
    at = time_of_label(str(review.get("date", "")))
    name = _words(review.get("reviewerName"))
    return Mention(
        id=str(whole(review["id"])),
        kind="review",
        url=f"https://apps.apple.com/{country}/app/id{app}?see-all=reviews",
        title=_words(review.get("title")),
        text=_words(review.get("contents")),
        author=Author(name=name) if name else None,
        published_at=at,
        precision="second" if at else "none",
        country=country,
        subject=app,
        rating=rating_of(str(whole(review["rating"]))),
        replies=_answers(review.get("response")),
    )


def _answers(response: object) -> tuple[Reply, ...]:
    given = response if isinstance(response, dict) else {}
    text, at = _words(given.get("contents")), time_of_label(str(given.get("date", "")))
    return (Reply(text=text, at=at, time_kind="modified" if at else "none"),) if text else ()


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _totals(ratings: dict[str, Any], counts: list[int | None]) -> ListingTotals | None:
    stars, total = ratings.get("ratingAverage"), whole(ratings.get("totalNumberOfRatings"))
    if not total or total < 0 or isinstance(stars, bool) or not isinstance(stars, int | float):
        return None
    if not 1 <= stars <= 5:
        return ListingTotals(count=total)
    known = [count for count in counts if count is not None and count >= 0]
    if len(counts) != 5 or len(known) != 5 or not sum(known):
        return ListingTotals(count=total, stars=float(stars))
    one, two, three, four, five = _from_one_up(known, float(stars))
    return ListingTotals(count=total, stars=float(stars), histogram=(one, two, three, four, five))


def _from_one_up(counts: list[int], stars: float) -> list[int]:
    """The counts of one star to five. Apple begins with five; should it turn, the mean tells."""
    turned = counts[::-1]
    return turned if abs(_mean(turned) - stars) <= abs(_mean(counts) - stars) else counts


def _mean(counts: list[int]) -> float:
    return sum(star * count for star, count in enumerate(counts, 1)) / sum(counts)


def _objects(data: Any) -> list[dict[str, Any]]:
    """All objects in some data, in the order of the page, however deep they lie."""
    found: list[dict[str, Any]] = []
    waiting = [data]
    while waiting and len(found) < _MOST_NODES:
        each = waiting.pop()
        if isinstance(each, dict):
            found.append(each)
            waiting.extend(reversed(each.values()))
        elif isinstance(each, list):
            waiting.extend(reversed(each))
    return found
