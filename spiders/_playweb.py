"""What Google Play's public page and its answers to that page hold: lists without names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from listener.errors import Throttled, UnexpectedAnswer
from listener.i18n import say
from listener.model import Author, Engagement, ListingTotals, Mention, Payload, Reply

from ._answers import first_of_each, whole
from ._play import address_of, moment_of, stars_of

TITLE = "Google Play"
REVIEWS = ("UsvDTd", "oCPfdb")
"""Google's names for the question for reviews, the newest first."""

_DETAILS = "Ws7gDc"
_GUARD = re.compile(r"\A\s*\)\]\}'")
_BETWEEN = re.compile(r"[\s\d]*")
_TOO_MANY = 8
"""The code for "quota used up": https://grpc.io/docs/guides/status-codes/, seen 2026-11-22."""

_MOST_BLOCKS = 100
"""A page has thirteen; one that is made of nothing else shall not take long."""
_LD_JSON = re.compile(r"<script[^<>]{0,200}?application/ld\+json[^<>]{0,200}>\s*", re.IGNORECASE)
_BLOCK = re.compile(r"AF_initDataCallback\(\{key: ?'(ds:\d{1,4})',[^{}\[\]]{0,80}?data:\s*")
_ASKED = re.compile(r"'(ds:\d{1,4})' ?: ?\{id: ?'(\w{1,20})'")


def changed(what: str) -> UnexpectedAnswer:
    """The error for an answer of another form than we know."""
    return UnexpectedAnswer(say("sources.changed", source=TITLE, what=what))


# The page of an app


def app_page(payload: Payload, app: str) -> tuple[tuple[Mention, ...], ListingTotals | None]:
    """The few reviews that an app's page shows, those held most helpful first, and its counts."""
    html = payload.body.decode("utf-8", "replace")
    blocks, rated = list(_blocks(html)), _rated(html)
    if rated is None and not _BLOCK.search(html):
        raise changed("AF_initDataCallback")
    lists = [_at(data, 0) for question, data in blocks if question in REVIEWS]
    shown = [review for each in lists if isinstance(each, list) for review in each]
    mentions = first_of_each(mention_of(review, app) for review in shown if is_review(review))
    return mentions, _totals(rated, _histogram(blocks))


def _blocks(html: str) -> Iterator[tuple[str, Any]]:
    """The data in a page that matters to us, with the name of the question that it answers."""
    asked = dict(_ASKED.findall(html))
    for found in islice(_BLOCK.finditer(html), _MOST_BLOCKS):
        question = asked.get(found[1])
        if question in (_DETAILS, *REVIEWS):
            yield question, _json_at(html, found.end())


def _rated(html: str) -> dict[str, Any] | None:
    """The rating that a page tells search engines."""
    for found in islice(_LD_JSON.finditer(html), _MOST_BLOCKS):
        told = _json_at(html, found.end())
        rated = told.get("aggregateRating") if isinstance(told, dict) else None
        if isinstance(rated, dict):
            return rated
    return None


def _json_at(text: str, start: int) -> Any:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def _histogram(blocks: list[tuple[str, Any]]) -> tuple[int, ...] | None:
    """How many gave one star, two, up to five: `[null, ["594,092", 594092], …]`."""
    for question, data in blocks:
        if question != _DETAILS:
            continue
        bars = _at(_at(_at(_at(data, 1), 2), 51), 1)
        counts = [whole(_at(bar, 1)) for bar in bars[1:]] if isinstance(bars, list) else []
        if len(counts) == 5 and all(count is not None and count >= 0 for count in counts):
            return tuple(count for count in counts if count is not None)
    return None


def _totals(rated: dict[str, Any] | None, bars: tuple[int, ...] | None) -> ListingTotals | None:
    """Stars with and without words, in all languages: Google counts no others."""
    given = rated or {}
    count = whole(given.get("ratingCount"))
    try:
        mean = float(given["ratingValue"])
    except (KeyError, TypeError, ValueError, OverflowError):
        mean = 0.0
    stars = mean if 1 <= mean <= 5 else None
    if count is None and bars:
        count = sum(bars)
    if count is None and stars is None:
        return None
    histogram = (bars[0], bars[1], bars[2], bars[3], bars[4]) if bars else None
    return ListingTotals(count=count, stars=stars, histogram=histogram)


# The answers to the page's questions


def answered(payload: Payload, rpc: str) -> list[Any]:
    """The data in the answer to that question; none at the end of the list."""
    for chunk in _chunks(payload.body.decode("utf-8-sig", "replace")):
        for row in chunk if isinstance(chunk, list) else ():
            if isinstance(row, list) and row[:2] == ["wrb.fr", rpc]:
                return _data(row)
    raise changed(rpc)


def _chunks(text: str) -> Iterator[Any]:
    """The pieces of JSON after Google's guard, each with or without its length before it.

    The lengths are left alone: what they count differs from bytes and from characters.
    """
    guard = _GUARD.match(text)
    if guard is None:
        raise _not_json()
    decoder, at = json.JSONDecoder(strict=False), guard.end()
    while (start := _end_of_gap(text, at)) < len(text):
        try:
            chunk, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            raise _not_json() from error
        yield chunk


def _end_of_gap(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _not_json() -> UnexpectedAnswer:
    return UnexpectedAnswer(say("sources.not_json", source=TITLE))


def _data(row: list[Any]) -> list[Any]:
    """The data in a row, JSON within JSON; none at the end of the list."""
    inner = row[2] if len(row) > 2 else None
    if inner is None:
        _complain(row[5] if len(row) > 5 else None)
        return []
    try:
        data = json.loads(inner, strict=False)
    except (ValueError, TypeError, RecursionError) as error:
        raise _not_json() from error
    if data is not None and not isinstance(data, list):
        raise changed("reviews")
    return data or []


def _complain(refusal: object) -> None:
    """Raise what Google gives as the reason for no data; nothing when it gives none.

    Its gateway refuses so, with status 200, when it is asked too often:
    https://github.com/JoMingyu/google-play-scraper/pull/216, seen 2026-11-22.
    """
    if not refusal:
        return
    code = whole(refusal[0]) if isinstance(refusal, list) else None
    if code == _TOO_MANY or "PlayGatewayError" in str(refusal):
        raise Throttled(say("googleplay.slow"))
    raise UnexpectedAnswer(say("googleplay.refused", code="?" if code is None else code))


def next_token(data: list[Any]) -> str:
    """What to ask the next page with: the last of a list beside the reviews."""
    for each in data[1:]:
        if isinstance(each, list) and each and isinstance(each[-1], str):
            return each[-1]
    return ""


# A review


def is_review(review: object) -> bool:
    """Whether a list is a review: it begins with an id."""
    return isinstance(review, list) and len(review) > 5 and bool(_text(review[0]))


def mention_of(review: list[Any], app: str) -> Mention:
    """One review. Its only time is that of the last edit; the store keeps the first it saw.

    The language it was asked in is that of the writer's account, often not that of the text:
    none is declared, so that the words themselves decide.
    """
    at, given = _time(_at(review, 5)), _text(review[0])
    return Mention(
        id=given,
        kind="review",
        url=address_of(app, given),
        title=_text(review[3]),
        text=_text(review[4]),
        author=_author(review[1]),
        published_at=at,
        precision="second" if at else "none",
        subject=app,
        version=_text(_at(review, 10)) or None,
        rating=stars_of(review[2]),
        engagement=Engagement(likes=whole(_at(review, 6))),
        replies=_replies(_at(review, 7)),
    )


def _at(values: object, index: int) -> Any:
    """The value in that place; None where the list is shorter or is none."""
    return values[index] if isinstance(values, list) and len(values) > index else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _author(value: object) -> Author | None:
    name = _text(_at(value, 0))
    return Author(name=name) if name else None


def _time(value: object) -> datetime | None:
    """The moment of `[seconds, nanoseconds]`, to the second."""
    return moment_of(_at(value, 0))


def _replies(value: object) -> tuple[Reply, ...]:
    """The developer's answer; its time moves when it is edited."""
    text, at = _text(_at(value, 1)), _time(_at(value, 2))
    if not text:
        return ()
    author = _text(_at(value, 0)) or None
    return (Reply(text=text, author=author, at=at, time_kind="modified" if at else "none"),)
