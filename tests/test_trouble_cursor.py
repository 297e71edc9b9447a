"""A cursor that expired between two pages: told as the error tree says, and nothing is lost by it.

What each site then answers is in its documentation, or in its source where that is open; those of
whom neither is known answer as their kin do.
"""

import json
from pathlib import Path

import pytest

from listener.model import Payload
from listener.source import source_names
from tests.test_trouble_everywhere import WALKS, Life, recovers


def refusal(data: object, status: int = 400) -> Payload:
    return Payload(body=json.dumps(data).encode(), content_type="application/json", status=status)


def google(reason: str, message: str) -> Payload:
    """https://cloud.google.com/apis/design/errors"""
    told = {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}
    return refusal({"error": {**told, "errors": [{"reason": reason, "message": message}]}})


META = refusal({"error": {"message": "(#100) Invalid cursors values", "code": 100}})
"""https://developers.facebook.com/docs/graph-api/guides/error-handling"""

EXPIRED: dict[str, Payload] = {
    # https://developer.apple.com/documentation/appstoreconnectapi
    "appstoreconnect": refusal(
        {"errors": [{"status": "400", "code": "PARAMETER_ERROR.INVALID", "title": "cursor"}]}
    ),
    # https://docs.bsky.app/docs/api/app-bsky-feed-search-posts
    "bluesky": refusal({"error": "InvalidRequest", "message": "Invalid cursor"}),
    "chromewebstore": google("badRequest", "Invalid page token"),
    "facebook": META,
    "googlebusiness": google("badRequest", "Invalid page token"),
    "instagram": META,
    # LemmyErrorType in crates/utils/src/error.rs
    "lemmy": refusal({"error": "couldnt_parse_pagination_token"}),
    "mercadolibre": refusal({"message": "Invalid scroll_id", "error": "bad_request"}),
    "playconsole": google("badRequest", "Invalid pagination token"),
    "threads": META,
    # https://developers.google.com/youtube/v3/docs/errors
    "youtube": google("invalidPageToken", "The request specifies an invalid page token."),
    # https://docs.x.com/x-api/fundamentals/response-codes-and-errors
    "x": refusal(
        {
            "errors": [{"message": "Invalid 'next_token'", "parameters": {"next_token": ["b26"]}}],
            "title": "Invalid Request",
            "type": "https://api.twitter.com/2/problems/invalid-request",
        }
    ),
}


NUMBERED = {
    "appstore": "pages have numbers, ten at most",
    "discourse": "a list goes on below the number of a post",
    "googleplay": "the token is a place in the order; without it the walk begins anew",
    "hackernews": "a slice of time, and the number of a page within it",
    "mastodon": "a list goes on below the number of a post",
    "reviewpages": "pages have numbers or addresses",
    "stackexchange": "a slice of time, and the number of a page within it",
    "steam": "the cursor holds a time and a number, and is good for ever",
    "telegram": "a list goes on below the number of a message",
    "trustpilot": "pages have numbers",
    "woocommerce": "pages have numbers",
    **dict.fromkeys(("feeds", "gdelt", "googlenews"), "one answer is all there is"),
    **dict.fromkeys(("places", "tripadvisor", "yelp", "table"), "one answer is all there is"),
    "mailbox": "mails have numbers; tests/test_trouble_clients.py counts them anew",
    "reddit": "answers with nothing: tests/test_trouble_clients.py",
}
"""Where no cursor can expire, and why."""

AGAIN_SOON = ("youtube",)


def test_every_source_has_a_cursor_or_a_reason() -> None:
    """A new source has to say what its site does."""
    assert EXPIRED.keys() | NUMBERED.keys() == set(source_names())
    assert not EXPIRED.keys() & NUMBERED.keys()


@pytest.mark.parametrize("name", EXPIRED)
def test_a_cursor_that_expired_is_an_error_and_loses_nothing(name: str, tmp_path: Path) -> None:
    """The bookmark stays; the next walk begins at the newest again, and brings all, once."""
    life = Life(name, tmp_path)
    for first in (True, False):
        for at in range(1, len(WALKS[name])):
            bookmark = life.bookmark()
            told = life.walk(at, EXPIRED[name])
            assert (told.event, bool(told.error)) == ("failed", True), (at, told)
            assert life.fact("health") == ("unavailable" if name in AGAIN_SOON else "broken")
            assert (life.bookmark(), life.gone()) == (bookmark, [])
        if first:
            recovers(life, tmp_path)
    life.store.close()
