"""Slices of time, as each source that can asks for them: both ends are asked, and no more."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from listener.model import Payload, Request, Watch
from listener.source import Source, load_source, source_names

FROM = datetime(2026, 10, 1, 8, 0, 0, tzinfo=UTC)
TO = datetime(2026, 10, 31, 20, 30, 15, tzinfo=UTC)
START, END = int(FROM.timestamp()), int(TO.timestamp())


def asked(name: str, **watch: object) -> tuple[Source, Request, dict[str, str]]:
    """The source, its question for the slice, and what its address asks for."""
    source = load_source(name)
    assert isinstance(source, Source)
    request = source.between(Watch(brand="acme", source=name, **watch), FROM, TO)  # type: ignore[arg-type]
    assert request is not None
    return source, request, parameters(request)


def parameters(request: Request) -> dict[str, str]:
    return {name: each[0] for name, each in parse_qs(urlsplit(request.url).query).items()}


def test_hacker_news_is_asked_by_second() -> None:
    """The first second belongs to it, and so does the last."""
    _, _, said = asked("hackernews", terms=("acme",))
    assert said["numericFilters"] == f"created_at_i>{START - 1},created_at_i<={END}"


def test_stack_exchange_reads_its_three_lists_within_the_slice() -> None:
    """Questions first, then answers and comments, each from the end of the slice."""
    source, request, said = asked("stackexchange", listing="es.stackoverflow.com")
    assert (said["fromdate"], said["todate"]) == (str(START), str(END))
    empty = Payload(body=b'{"items": [], "has_more": false}', content_type="application/json")
    ways = [urlsplit(request.url).path]
    while (following := source.read(request, empty).next) is not None:
        request = following
        ways.append(urlsplit(request.url).path)
        assert parameters(request)["todate"] == str(END)
        assert parameters(request)["fromdate"] == str(START)
    assert [way.rpartition("/")[2] for way in ways] == ["questions", "answers", "comments"]


def test_gdelt_is_asked_with_a_second_around_the_slice() -> None:
    """Nobody tells whether the ends belong to what it answers."""
    _, _, said = asked("gdelt", terms=("acme",))
    assert (said["startdatetime"], said["enddatetime"]) == ("20261001075959", "20261031203016")


def test_google_news_is_asked_for_whole_days() -> None:
    """With one before and one after, since it knows no hours."""
    _, _, said = asked("googlenews", terms=("acme",))
    assert said["q"] == '"acme" after:2026-09-30 before:2026-11-01'


@pytest.mark.parametrize("what", [{"terms": ("acme",)}, {"listing": "@acme"}])
def test_threads_is_asked_for_the_slice_once_it_is_known_who_asks(what: dict[str, object]) -> None:
    """Silence in a slice is no reason to test whether the search is deaf."""
    source, request, _ = asked("threads", **what)
    me = Payload(body=msgspec.json.encode({"id": "1", "username": "acme"}))
    page = source.read(request, me)
    assert page.next is not None
    said = parameters(page.next)
    assert (said["since"], said["until"]) == (str(START), str(END + 1))
    assert source.read(page.next, Payload(body=b'{"data": []}')).next is None


def test_sources_that_cannot_say_so() -> None:
    """They are walked as deep as they go instead."""
    watch = Watch(brand="acme", source="feeds", listing="https://example.com/rss")
    feeds = load_source("feeds")
    assert isinstance(feeds, Source)
    assert feeds.between(watch, FROM, TO) is None


def test_which_sources_can() -> None:
    """Those whose sites document it."""
    can = {
        name
        for name in source_names()
        if isinstance(found := load_source(name), Source)
        and type(found).between is not Source.between
    }
    assert {"gdelt", "googlenews", "hackernews", "stackexchange", "threads"} <= can
