"""Made-up answers of Trustpilot for the tests, and how they are read."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from listener.spiders.trustpilot import SOURCE

from listener.model import Mention, Page, Payload, Request, Watch
from tests.life.sites.trustpilot import UNIT

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SHOP = "cafeluna.example"
WATCH = Watch(brand="luna", source="trustpilot", listing=SHOP)
PRIVATE = Watch(brand="luna", source="trustpilot", listing=SHOP, options={"private": "yes"})


def ident(number: int) -> str:
    return f"{number:024x}"


def review(number: int, **fields: Any) -> dict[str, Any]:
    """A made-up review in the form of the API."""
    return {
        "id": ident(number),
        "consumer": {"id": ident(number), "displayName": "Marta", "displayLocation": "Jaén, ES"},
        "stars": 5,
        "title": "Bien",
        "text": "Todo llegó a tiempo.",
        "language": "es",
        "createdAt": "2026-11-20T10:15:00Z",
        "updatedAt": None,
        "companyReply": None,
        "status": "active",
    } | fields


def body(data: Any, status: int = 200) -> Payload:
    return Payload(body=json.dumps(data).encode(), status=status)


def reviews_request(watch: Watch = WATCH) -> Request:
    following = SOURCE.read(SOURCE.first(watch, None), body({"id": UNIT})).next
    assert following is not None
    return following


def read(*reviews: Any) -> Page:
    return SOURCE.read(reviews_request(), body({"reviews": reviews}))


def only(**fields: Any) -> Mention:
    (mention,) = read(review(1, **fields)).mentions
    return mention


def asked(request: Request | None) -> dict[str, str]:
    assert request is not None
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
