"""Reviews of two stores when something goes wrong: ours beside three libraries, on the same bytes.

The stores are made up here, in the form in which they answer; each library is given its answers in
place of its transport. What counts is how many rows come back, and what is said about the others:
an exception, a line in the log, a word in the result, or nothing.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote_plus

from listener.crawl.answers import judge
from listener.errors import SourceError
from listener.model import Payload, Watch
from listener.source import Source, load_source
from listener.walk import Walk, WalkEnd

PEERS = {
    "google_play_scraper": "google-play-scraper==1.2.7",
    "app_reviews": "app-reviews==1.3.0",
    "app_store": "app-store-reviews-reader==1.3",
}
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
APP, PACKAGE = "1234567890", "com.example.app"
Answer = tuple[int, str]
Ask = Callable[[str, str], Answer]
"""Address and form to status and body."""
Told = tuple[int, str, bool]
"""Rows, what is said, whether that says that rows are missing."""


def main() -> None:
    if missing := [wanted for module, wanted in PEERS.items() if find_spec(module) is None]:
        print(f"nothing to compare with: pip install {' '.join(missing)}")
        return
    lost: dict[str, int] = {}
    for store, total, sites, libraries in STORES:
        for case, ask in sites.items():
            print(f"{store}, {case}: {total} reviews")
            for name, library in libraries.items():
                rows, said, warned = _run(library, ask)
                lost[name] = lost.get(name, 0) + (0 if warned else total - rows)
                print(f"  {name:<26}{rows:>4} rows   {said[:100]}")
    print("rows missing without a word: " + ", ".join(f"{name} {n}" for name, n in lost.items()))


def _run(library: Callable[[Ask], Told], ask: Ask) -> Told:
    lines: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        rows, said, warned = library(ask)
    except Exception as error:
        return 0, f"raises {type(error).__name__}: {error}", True
    finally:
        logging.getLogger().removeHandler(handler)
    return (rows, f"{said}; log: {lines[0]}", True) if lines else (rows, said, warned)


def _ours(name: str, listing: str) -> Callable[[Ask], Told]:
    def read(ask: Ask) -> Told:
        source = load_source(name)
        assert isinstance(source, Source)
        about, ids = source.about, set[str]()
        watch = Watch(brand="acme", source=name, listing=listing, country="us", language="en")
        walk = Walk(since=None, started_at=NOW, overlap=about.overlap, budget=about.pages)
        step: Any = source.first(watch, None)
        try:
            while not isinstance(step, WalkEnd):
                status, body = ask(step.url, step.body.decode())
                payload = Payload(body=body.encode(), url=step.url, status=status)
                if error := judge(payload, {}, reads=about.reads, now=NOW).error:
                    raise error
                page = source.read(step, payload)
                ids |= {mention.id for mention in page.mentions}
                step = walk.take(page, {})
        except SourceError as error:
            kept = "gap kept" if walk.end("error").gap else "no gap"
            return len(ids), f"{type(error).__name__}, {kept}: {error}", True
        return len(ids), step.stopped_because, step.gap is not None

    return read


def _app_reviews(client: str, app: str, **asked: Any) -> Callable[[Ask], Told]:
    def read(ask: Ask) -> Told:
        import app_reviews
        import httpx
        from app_reviews.core.http import HttpClient

        def answered(request: httpx.Request) -> httpx.Response:
            status, body = ask(str(request.url), request.content.decode())
            return httpx.Response(status, text=body)

        http = HttpClient(transport=httpx.MockTransport(answered))
        found = getattr(app_reviews, client)(http=http).fetch(app, **asked)
        [outcome] = found.outcomes
        said = f"result: {outcome.stopped_because}"
        said += f", {outcome.error.message}" if outcome.error else ""
        return len({each.id for each in found.reviews}), said, bool(found.errors)

    return read


def _google_play_scraper(ask: Ask) -> Told:
    from google_play_scraper import reviews_all
    from google_play_scraper.utils import request as transport

    def opened(request: Any) -> Any:
        status, body = ask(request.full_url, request.data.decode())
        if status != 200:
            raise transport.HTTPError(request.full_url, status, "", None, None)  # type: ignore[arg-type]
        return SimpleNamespace(read=body.encode)

    with patch.object(transport, "urlopen", opened):
        return len({each["reviewId"] for each in reviews_all(PACKAGE)}), "nothing", False


def _reader(ask: Ask) -> Told:
    from app_store import app_store_reviews_reader as reader

    def got(url: str, timeout: float | None = None) -> Any:
        status, body = ask(url, "")
        return SimpleNamespace(status_code=status, text=body)

    with patch.object(reader.requests, "get", got):
        found = reader.AppStoreReviewsReader(country="us", app_id=APP).fetch_reviews()
    return len({each.id for each in found}), "nothing", False


# --- Apple's feed, 150 reviews on three pages --------------------------------------------------


def _apple(json_is_empty: bool = False, failing: int = 0) -> Ask:
    def answer(url: str, form: str) -> Answer:
        found = re.search(r"page=(\d+)", url)
        page, is_json = int(found[1]) if found else 1, url.endswith("json")
        if page == failing:
            return 500, "<html><body><h1>Internal Server Error</h1></body></html>"
        is_empty = page > 3 or (is_json and json_is_empty)
        shown = [] if is_empty else [_apple_facts(50 * page - n) for n in range(50)]
        return 200, _apple_json(shown) if is_json else _apple_xml(shown, page)

    return answer


def _apple_facts(number: int) -> dict[str, str]:
    return {
        "id": str(9_000_000_000 - number),
        "title": "Opinión",
        "content": f"La reseña inventada número {number}.",
        "updated": (NOW - timedelta(hours=number)).isoformat(),
        "im:rating": str(number % 5 + 1),
        "im:version": "4.2.0",
        "im:voteCount": "0",
        "im:voteSum": "0",
    }


def _apple_json(reviews: list[dict[str, str]]) -> str:
    author = {"name": {"label": "Ana"}, "uri": {"label": "https://example.com/ana"}}
    told = [{"author": author} | {n: {"label": v} for n, v in each.items()} for each in reviews]
    return json.dumps({"feed": {"entry": told} if told else {}})


def _apple_xml(reviews: list[dict[str, str]], page: int) -> str:
    author = "<author><name>Ana</name><uri>https://example.com/ana</uri></author>"
    entries = "".join(
        f"<entry>{author}{''.join(f'<{n}>{v}</{n}>' for n, v in each.items())}</entry>"
        for each in reviews
    )
    links = "".join(
        f'<link rel="{rel}" href="https://itunes.apple.com/us/rss/page={to}/id={APP}/xml"/>'
        for rel, to in (("self", page), ("last", 3), ("next", min(3, page + 1)))
    )
    spaces = 'xmlns:im="http://itunes.apple.com/rss" xmlns="http://www.w3.org/2005/Atom"'
    return f"<feed {spaces}>{links}{entries}</feed>"


# --- Google's list, 400 reviews on three pages -------------------------------------------------


def _google(second: Callable[[str], Answer]) -> Ask:
    def answer(url: str, form: str) -> Answer:
        if not form:
            rated = json.dumps({"aggregateRating": {"ratingValue": "3.0", "ratingCount": "400"}})
            return 200, f'<script type="application/ld+json">{rated}</script>'
        asked = unquote_plus(form)
        rpc = "UsvDTd" if "UsvDTd" in asked else "oCPfdb"
        token = re.search(r"T(\d+)\\?\"", asked)
        start = int(token[1]) if token else 0
        if start == 150:
            return second(rpc)
        end = min(400, start + 150)
        shown = [_google_review(number) for number in range(start, end)]
        data = [shown, [None, f"T{end}"] if end < 400 else None]
        # The older question is answered with one thing more.
        return 200, _google_answer(rpc, json.dumps(data + [None] * (rpc == "oCPfdb")), None)

    return answer


def _google_answer(rpc: str, said: str | None, status: list[int] | None) -> str:
    rows = [["wrb.fr", rpc, said, None, None, status, "generic"], ["di", 31]]
    return f")]}}'\n\n{json.dumps(rows)}"


def _google_review(number: int) -> list[Any]:
    picture = [None, 2, None, [None, None, "https://example.com/ana.png"]]
    at = [int((NOW - timedelta(hours=number)).timestamp()), 0]
    said = f"La reseña inventada número {number}."
    identity = [f"00000000-{number:04}", ["Ana", picture]]
    return [*identity, number % 5 + 1, None, said, at, 0, None, None, None, "4.2.0"]


STORES = (
    (
        "App Store",
        150,
        {"page 2 fails": _apple(failing=2), "JSON empty, XML full": _apple(json_is_empty=True)},
        {
            "listener": _ours("appstore", APP),
            "app-reviews": _app_reviews("AppStoreReviews", APP, countries=["us"]),
            "app-store-reviews-reader": _reader,
        },
    ),
    (
        "Google Play",
        400,
        {
            "page 2 fails": _google(lambda rpc: (500, "Internal Server Error")),
            "page 2 refuses in a 200": _google(lambda rpc: (200, _google_answer(rpc, None, [8]))),
        },
        {
            "listener": _ours("googleplay", PACKAGE),
            "app-reviews": _app_reviews("GooglePlayReviews", PACKAGE),
            "google-play-scraper": _google_play_scraper,
        },
    ),
)
