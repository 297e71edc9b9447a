"""Hacker News beyond the recordings: what is asked, and walks past the ceiling of hits."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders._answers import text_of
from listener.spiders.hackernews import CEILING, SOURCE

from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.walk import Walk, WalkEnd

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WATCH = Watch(brand="luna", source="hackernews", terms=('café "luna"',))


def asked(request: Request) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(request.url).query).items()}


class Algolia:
    """The search as documented: newest first, filters by time, a ceiling of hits."""

    def __init__(self, seconds: list[int], *, obeys_filters: bool = True) -> None:
        self.hits = [
            {"objectID": str(number), "created_at_i": at, "title": f"story {number}"}
            for number, at in enumerate(sorted(seconds, reverse=True))
        ]
        self.obeys_filters = obeys_filters
        self.requests = 0

    def answer(self, request: Request) -> Payload:
        self.requests += 1
        query = asked(request)
        found = self.hits
        for bound in filter(None, query.get("numericFilters", "").split(",")):
            name, operator, value = re.split(r"(<=|>)", bound)
            assert name == "created_at_i"
            if self.obeys_filters:
                found = [hit for hit in found if _holds(hit["created_at_i"], operator, int(value))]
        size, page = int(query["hitsPerPage"]), int(query["page"])
        shown = found[:CEILING]
        body = {
            "hits": shown[page * size : (page + 1) * size],
            "nbHits": len(found),
            "nbPages": -(-len(shown) // size),
            "hitsPerPage": size,
            "page": page,
        }
        return Payload(body=json.dumps(body).encode(), content_type="application/json")


def _holds(at: int, operator: str, value: int) -> bool:
    return at <= value if operator == "<=" else at > value


def walk(server: Algolia, since: Bookmark | None = None) -> tuple[set[str], WalkEnd]:
    """Every id that a whole walk finds, and how it ended."""
    steps = Walk(since=since, started_at=NOW, overlap=SOURCE.about.overlap, budget=200)
    step: Request | WalkEnd = SOURCE.first(WATCH, since)
    found: set[str] = set()
    while isinstance(step, Request):
        page: Page = SOURCE.read(step, server.answer(step))
        found |= {mention.id for mention in page.mentions}
        step = steps.take(page, {})
    return found, step


def test_the_first_walk_asks_for_the_phrase_and_all_its_past() -> None:
    """The phrase goes in quotes, typing errors do not count, and no time is set."""
    query = asked(SOURCE.first(WATCH, None))
    assert query["query"] == '"café  luna "'
    assert query["typoTolerance"] == "false"
    assert query["tags"] == "(story,comment)"
    assert "numericFilters" not in query


def test_a_later_walk_asks_from_behind_the_bookmark() -> None:
    """The question reaches back to the bookmark less the overlap, for what came late."""
    mark = Bookmark(newest_at=NOW, finished_at=NOW)
    behind = int((NOW - timedelta(days=1)).timestamp())
    assert asked(SOURCE.first(WATCH, mark))["numericFilters"] == f"created_at_i>{behind}"


def test_a_bookmark_without_a_time_asks_for_everything() -> None:
    """A walk that found nothing leaves no time to start from."""
    assert "numericFilters" not in asked(SOURCE.first(WATCH, Bookmark(finished_at=NOW)))


@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 999, 1000, 1001, 3450])
def test_a_walk_goes_past_the_ceiling_of_hits(count: int) -> None:
    """Below the thousand hits that one question shows, the walk goes on by time."""
    start = int(NOW.timestamp())
    server = Algolia([start - 30 * (number // 3) for number in range(count)])
    found, end = walk(server)
    assert len(found) == count
    assert end.stopped_because == "exhausted"


def test_a_full_ceiling_within_one_second_ends_the_walk() -> None:
    """Where time cannot divide the hits, the walk ends and says that the source cut it."""
    found, end = walk(Algolia([1795000000] * 1500))
    assert len(found) == CEILING
    assert end.stopped_because == "source_cap"


def test_a_server_that_ignores_the_time_cannot_keep_a_walk_going() -> None:
    """A slice that brings nothing older ends the walk."""
    server = Algolia([1795000000 - number for number in range(1500)], obeys_filters=False)
    _, end = walk(server)
    assert end.stopped_because == "source_cap"
    assert server.requests <= 10


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a &lt; b &amp; c", "a < b & c"),
        ("<p>uno<p>dos", "uno\n\ndos"),
        ("hola<script>x()</script><style>p{}</style>", "hola"),
        ("a\x1b<script>1</script>b", "a b"),
        ("a&#27;<script>1</script>&#27;b", "a b"),
        ("  sin marcas  ", "sin marcas"),
        ("<p></p>", ""),
        (None, ""),
        (["x"], ""),
    ],
)
def test_the_words_of_html_are_kept_and_nothing_else(html: object, text: str) -> None:
    """Scripts go, paragraphs stay apart, and no odd character stops the reading."""
    assert text_of(html) == text
