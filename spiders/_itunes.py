"""Apps found by name in the App Store, through Apple's search interface.

https://developer.apple.com/library/archive/documentation/AudioVideo/Conceptual/iTuneSearchAPI/
(about twenty calls a minute).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from listener.errors import UnexpectedAnswer
from listener.i18n import say
from listener.model import Payload, Request
from listener.source import Found
from listener.text import web_address

from ._answers import json_of, whole
from ._found import checked, detail_of, name_of

MOST = 10
TITLE = "App Store"


def app_search(host: str, name: str, country: str) -> Request | None:
    """The question for the apps of that name in one country's store."""
    if not name.strip():
        return None
    asked = {"term": name.strip(), "entity": "software", "country": country or "us", "limit": MOST}
    query = urlencode(asked, errors="replace")
    return Request(url=f"{host}/search?{query}", cursor={"country": country or "us"})


def apps_found(request: Request, payload: Payload) -> tuple[Found, ...]:
    """The apps in an answer, the store's best first."""
    checked(payload, TITLE)
    answer = json_of(payload, TITLE)
    results = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(results, list):
        raise UnexpectedAnswer(say("sources.changed", source=TITLE, what="results"))
    return tuple(_apps(results, request.cursor["country"]))


def _apps(results: list[Any], country: str) -> Iterator[Found]:
    for each in results[:MOST]:
        number = whole(each.get("trackId")) if isinstance(each, dict) else None
        title = name_of(each.get("trackName")) if number else ""
        if not number or number < 1 or not title:
            continue
        who, count = name_of(each.get("artistName")), whole(each.get("userRatingCount"))
        stars = _stars(each.get("averageUserRating")) if count else None
        url = f"https://apps.apple.com/{country}/app/id{number}"
        yield Found(
            source="appstore",
            listing=str(number),
            title=title,
            url=web_address(url),
            detail=detail_of(who, stars, count),
            countries=(country,),
        )


def _stars(value: object) -> float | None:
    fine = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if fine else None  # type: ignore[arg-type]
