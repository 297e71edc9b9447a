"""Google Play's public page and list as they would show made-up reviews, robots let in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import parse_qs

from listener.model import Payload, Request
from tests.life.reviews import Review, Shows

ON_THE_PAGE = 20


class GooglePlaySite:
    """A page with all stars and the twenty oldest reviews, then 150 an answer, last edited first.

    Stars without words are counted and not listed. The list of no reviews is no list at all.
    """

    source = "googleplay"
    listing = "com.example.app"
    shows: frozenset[Shows] = frozenset({"answer", "answer_time", "unchanged_id", "end"})
    options: ClassVar[dict[str, str]] = {}

    def answer(self, request: Request, reviews: Sequence[Review], now: datetime) -> Payload:
        """The page, or the reviews that follow the token in the form."""
        written = sorted((r for r in reviews if r.text), key=lambda r: r.touched, reverse=True)
        if request.method == "GET":
            return Payload(body=_page(reviews, written), content_type="text/html; charset=utf-8")
        [[[rpc, inner, _, _]]] = json.loads(parse_qs(request.body.decode())["f.req"][0])
        count, _, token = json.loads(inner)[2][2]
        start = int((token or "T0").removeprefix("T"))
        end = start + min(count, 150)
        data: Any = None
        if shown := written[start:end]:
            data = [
                [_list(each) for each in shown],
                [None, f"T{end}"] if end < len(written) else None,
            ]
        said = None if data is None else json.dumps(data)
        rows = [["wrb.fr", rpc, said, None, None, None, "generic"], ["di", 31]]
        return Payload(
            body=b")]}'\n\n" + json.dumps(rows).encode(), content_type="application/json"
        )

    def id_of(self, review: Review) -> str:
        """Google's id."""
        return f"00000000-0000-4000-8000-{review.id:012}"


def _page(reviews: Sequence[Review], written: Sequence[Review]) -> bytes:
    bars = [[str(n), n] for n in (sum(r.stars == stars for r in reviews) for stars in range(1, 6))]
    details = [None] * 51 + [[None, [None, *bars]]]
    total = sum(review.stars for review in reviews) / len(reviews) if reviews else None
    rated = {"ratingValue": str(total), "ratingCount": str(len(reviews))} if reviews else None
    helpful = [_list(each) for each in written[-ON_THE_PAGE:]]
    return (
        "<script>var AF_dataServiceRequests = {'ds:5' : {id:'Ws7gDc',request:[]},"
        "'ds:10' : {id:'oCPfdb',request:[]}};</script>"
        f'<script type="application/ld+json">{json.dumps({"aggregateRating": rated})}</script>'
        + _block("ds:5", [[], [None, None, details]])
        + _block("ds:10", [helpful] if helpful else [])
    ).encode()


def _block(key: str, data: object) -> str:
    told = json.dumps(data).replace("<", "\\u003c")
    call = f"AF_initDataCallback({{key: '{key}', hash: '1', data:{told}, sideChannel: {{}}}})"
    return f"<script>{call};</script>"


def _list(review: Review) -> list[Any]:
    answer = ["Acme", review.answer, _time(review.answered)] if review.answer else None
    return [
        *(SITE.id_of(review), [review.author], review.stars, review.title, review.text),
        *(_time(review.touched), 0, answer, None, None, "4.2.0"),
    ]


def _time(at: datetime | None) -> list[int] | None:
    return [int(at.timestamp()), 0] if at else None


SITE = GooglePlaySite()
