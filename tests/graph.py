"""Made-up answers of the Graph API, and how the tests of Facebook ask for them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from listener.spiders.facebook import SOURCE

from listener.model import Bookmark, Payload, Request, Watch

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WATCH = Watch(brand="luna", source="facebook", listing="cafeluna")
PAGE = "100200300400500"
SECRET = "EAAB-token-secreto"
BOOKMARK = Bookmark(newest_at=NOW - timedelta(hours=1), finished_at=NOW - timedelta(minutes=15))


def body(data: object, status: int = 200, **headers: str) -> Payload:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Payload(body=json.dumps(data).encode(), status=status, headers=named)


def error(code: int, message: str = "x", status: int = 400, **more: object) -> Payload:
    return body({"error": {"message": message, "code": code, **more}}, status)


def paging(after: str) -> dict[str, Any]:
    """As Facebook writes it: the token that asked stands in the address."""
    return {
        "cursors": {"before": "a", "after": after},
        "next": f"https://graph.facebook.com/v26.0/x?access_token={SECRET}&after={after}",
    }


def asked(edge: str, since: Bookmark | None = BOOKMARK) -> Request:
    """The first request for that list of a walk."""
    page = SOURCE.read(SOURCE.first(WATCH, since), body({"id": PAGE}))
    while page.next and page.next.cursor["edge"] != edge:
        page = SOURCE.read(page.next, body({"data": []}))
    assert page.next
    return page.next


def post(number: int, at: datetime, **fields: Any) -> dict[str, Any]:
    """A made-up post."""
    written = at.strftime("%Y-%m-%dT%H:%M:%S+0000")
    return {"id": f"{PAGE}_{number}", "message": f"n{number}", "created_time": written} | fields


def comment(number: int, at: datetime, **fields: Any) -> dict[str, Any]:
    return post(number, at, id=f"c_{number}") | fields


def below() -> Request:
    """The request for the comments of a post."""
    thread = {"data": [comment(2, NOW)], "paging": paging("uno")}
    page = SOURCE.read(asked("feed", None), body({"data": [post(1, NOW, comments=thread)]}))
    assert page.next
    return page.next
