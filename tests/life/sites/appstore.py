"""The App Store's customer reviews feed as it would show made-up reviews: last edited first."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, ClassVar

from listener.model import Payload, Request
from tests.life.reviews import Review, Shows

PER_PAGE = 50
PAGES = 10
_PAGE = re.compile(r"/page=(\d+)/.*/(json|xml)$")
_CALIFORNIA = timezone(timedelta(hours=-7))


class AppStoreSite:
    """Fifty reviews a page, ten pages; the only time is that of the last edit.

    Stars without words and the developer's answers are not in the feed.
    """

    source = "appstore"
    listing = "1234567890"
    shows: frozenset[Shows] = frozenset({"unchanged_id", "end"})
    options: ClassVar[dict[str, str]] = {}

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """The page that the address names; without an entry when it is past the end."""
        found = _PAGE.search(request.url)
        assert found, request.url
        number, form = int(found[1]), found[2]
        if number > PAGES:
            said = b"CustomerReviews RSS page depth is limited to 10"
            return Payload(body=said, content_type="text/plain", url=request.url)
        written = sorted((r for r in reviews if r.text), key=lambda r: r.touched, reverse=True)
        shown = written[(number - 1) * PER_PAGE : number * PER_PAGE]
        last = max(1, min(PAGES, -(-len(written) // PER_PAGE)))
        if form == "xml":
            return Payload(body=_as_xml(shown, last), content_type="text/xml", url=request.url)
        body = json.dumps(_as_json(shown, last)).encode()
        return Payload(body=body, content_type="text/javascript; charset=utf-8", url=request.url)

    def id_of(self, review: Review) -> str:
        """Apple's number of the review."""
        return str(9_000_000_000 + review.id)


def _as_json(shown: Sequence[Review], last: int) -> dict[str, Any]:
    href = f"https://itunes.apple.com/es/rss/customerreviews/page={last}/id=1234567890/x"
    feed: dict[str, Any] = {
        "title": {"label": "iTunes Store: Customer Reviews"},
        "link": [{"attributes": {"rel": "last", "href": href}}],
    }
    entries = [{name: {"label": text} for name, text in _facts(r).items()} for r in shown]
    for entry, review in zip(entries, shown, strict=True):
        entry["author"] = {"name": {"label": review.author}}  # type: ignore[dict-item]
    if entries:
        feed["entry"] = entries if len(entries) > 1 else entries[0]
    return {"feed": feed}


def _as_xml(shown: Sequence[Review], last: int) -> bytes:
    from xml.sax.saxutils import escape

    entries = "".join(
        "<entry>"
        + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in _facts(review).items())
        + f"<author><name>{escape(review.author)}</name></author></entry>"
        for review in shown
    )
    spaces = 'xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom"'
    link = f'<link rel="last" href="https://itunes.apple.com/es/rss/page={last}/id=1"/>'
    return f"<feed {spaces}>{link}{entries}</feed>".encode()


def _facts(review: Review) -> dict[str, str]:
    return {
        "id": SITE.id_of(review),
        "title": review.title,
        "content": review.text,
        "updated": review.touched.astimezone(_CALIFORNIA).isoformat(timespec="seconds"),
        "im:rating": str(review.stars),
        "im:version": "4.2.0",
        "im:voteSum": "0",
    }


SITE = AppStoreSite()
