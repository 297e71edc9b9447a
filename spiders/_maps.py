"""Reviews in what Google Maps sends to a browser: lists in lists without a name for anything.

Two objects are known: the entries of a list of reviews (`listugcposts`), and the whole place with
some reviews in it. An entry looks the same in both; where it lies does not, so entries are found
by their looks. Seen in real files, saved 2023-09 to 2026-05.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from listener.model import Author, ListingTotals, Mention, Page, Rating, Reply
from listener.text import web_address

from ._answers import first_of_each, time_of, whole

MAPS = "https://www.google.com/maps"

_GUARD = ")]}'"
_GOOGLE = "Google"
_TOO_MUCH = 2**63


def places_of(data: Any) -> list[tuple[str, Page]]:
    """A page of reviews for each place, with the address of the place as the listing."""
    names, totals = _place(data)
    found: dict[str, list[Mention]] = {}
    for entry in _entries(data):
        mention = _mention(entry, names)
        found.setdefault(mention.subject or "", []).append(mention)
    alone = totals if len(found) == 1 else None
    return [
        (listing, Page(mentions=first_of_each(mentions), totals=alone))
        for listing, mentions in found.items()
    ]


def at(data: Any, *path: int) -> Any:
    """What lies there, or None: lists end early where nothing more is to be said."""
    for index in path:
        if not isinstance(data, list) or not -len(data) <= index < len(data):
            return None
        data = data[index]
    return data


def _entries(data: Any) -> Iterator[list[Any]]:
    """All entries, in their order. Answers lie in texts within answers, behind a guard."""
    stack = [data]
    while stack:
        each = stack.pop()
        if _is_entry(each):
            yield each
        elif isinstance(each, list):
            stack.extend(reversed(each))
        elif isinstance(each, dict):
            stack.extend(reversed(each.values()))
        elif isinstance(each, str) and each.startswith(_GUARD):
            stack.append(_guarded(each))


def _guarded(text: str) -> Any:
    try:
        return json.loads(text.removeprefix(_GUARD))
    except (ValueError, RecursionError):
        return None


def _is_entry(thing: Any) -> bool:
    """An id, then a list that begins with the place and goes on with two times."""
    place = at(thing, 1, 0)
    return (
        isinstance(at(thing, 0), str)
        and bool(at(thing, 0))
        and isinstance(place, str)
        and place.startswith("0x")
        and ":0x" in place
        and whole(at(thing, 1, 2)) is not None
    )


def _place(data: Any) -> tuple[str, ListingTotals | None]:
    """The name of the place and its counts, where the file is that of a place."""
    place = at(data, 6)
    name = at(place, 11)
    if not isinstance(name, str):
        return "", None
    counts, count, mean = at(place, 175, 3), whole(at(place, 4, 8)), at(place, 4, 7)
    numbers = [whole(each) for each in counts] if isinstance(counts, list) else []
    one, two, three, four, five = [each or 0 for each in numbers] if len(numbers) == 5 else [0] * 5
    histogram = (one, two, three, four, five) if sum((one, two, three, four, five)) else None
    stars = _number(mean)
    return name, ListingTotals(count=count, stars=stars, histogram=histogram)


def _mention(entry: list[Any], place: str) -> Mention:
    """One review. `entry`: 0 id, 1 who and when, 2 what, 3 the owner's answer, 4 links."""
    about, said = at(entry, 1), at(entry, 2)
    created, edited = _time(at(about, 2)), _time(at(about, 3))
    language, text = at(said, 14, 0), _original(at(said, 15))
    link = at(entry, 4, 3, 0)
    return Mention(
        id=entry[0],
        kind="review",
        url=web_address(link) if isinstance(link, str) else "",
        text=text or _text(at(said, 1, 0)),
        author=_author(about),
        published_at=created,
        edited_at=edited if created and edited and (edited - created).total_seconds() > 1 else None,
        precision="second" if created else "none",
        language=language if isinstance(language, str) and language else None,
        subject=_listing(at(about, 0)),
        item=place or None,
        rating=_rating(said, at(about, 13, 4)),
        replies=_replies(at(entry, 3)),
    )


def _author(about: Any) -> Author | None:
    """Who wrote it, and where if that was not on Google."""
    person = at(about, 4)
    name = _text(at(person, 5, 0)) or _text(at(person, 0, 4))
    address = _text(at(person, 5, 2, 0)) or _text(at(person, 0, 5)) or _text(at(person, 2, 0))
    number = _text(at(person, 5, 3)) or _text(at(person, 0, 13)) or None
    elsewhere = _text(at(about, 13, 0))
    if elsewhere and elsewhere != _GOOGLE:
        name = f"{name} ({elsewhere})" if name else elsewhere
    if not (name or number):
        return None
    return Author(name=name or None, id=number, url=web_address(address) or None)


def _rating(said: Any, best: Any) -> Rating | None:
    """Stars of five; those of another site on that site's scale."""
    stars, other = _number(at(said, 0, 0)), _number(at(said, 8, 1))
    if stars is not None and 1 <= stars <= 5:
        return Rating(stars)
    highest = whole(best)
    if other is not None and highest and 1 <= other <= highest and highest > 1:
        return Rating(other, 1.0, float(highest))
    return None


def _replies(reply: Any) -> tuple[Reply, ...]:
    """The owner's answer. Without one the list holds nothing but links for giving one."""
    text = _original(at(reply, 14))
    when = _time(at(reply, 2)) or _time(at(reply, 1))
    return (Reply(text=text, at=when, time_kind="modified" if when else "none"),) if text else ()


def _original(texts: Any) -> str:
    """What was written; where it was translated too, that stands after it."""
    return _text(at(texts, 0, 0)) or _text(at(texts, 1, 0))


def _number(thing: Any) -> float | None:
    is_one = isinstance(thing, int | float) and not isinstance(thing, bool)
    return float(thing) if is_one and abs(thing) < _TOO_MUCH else None


def _text(thing: Any) -> str:
    return thing.strip() if isinstance(thing, str) else ""


def _time(count: Any) -> datetime | None:
    """The moment in micro- or milliseconds, told apart by their size."""
    number = whole(count)
    if not number or number <= 0:
        return None
    return time_of(number / (1_000_000 if number >= 10**14 else 1000))


def _listing(place: str) -> str:
    """The place as an address that can be opened: its number is the second half of its id."""
    half = place.rpartition(":")[2]
    try:
        return f"{MAPS}?cid={int(half, 16)}"
    except ValueError:
        return f"{MAPS}?ftid={quote(place, safe=':')}"
