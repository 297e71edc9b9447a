"""The standard suite: every source with every recorded answer.

A new source needs one file and one recording; nothing here changes for it. The recordings of a
client source are lists of raw objects, read by its module's `mention_of`.
"""

import importlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from listener.errors import SourceError
from listener.model import Bookmark, Mention, Page, Payload, Request, Watch
from listener.source import Source, load_source, source_names
from listener.watching import searching_sources

RECORDINGS = Path(__file__).parent / "recordings"
TYPES = {".json": "application/json", ".xml": "application/xml", ".txt": "text/html"}
SOURCES = source_names()
CASES = sorted(
    path.relative_to(RECORDINGS).as_posix()
    for path in RECORDINGS.glob("*/*.*")
    if not path.name.endswith((".expected.json", ".request.json"))
)
MARKUP = re.compile(
    r"</?(?:p|a|b|i|br|div|span|img|em|strong|pre|code|table|style)\b[^>]*>", re.IGNORECASE
)


def watch_of(name: str) -> Watch:
    """A watch as a person would set it up from the source's example."""
    about = load_source(name).about
    if about.watches == "query":
        return Watch(brand="luna", source=name, terms=("café luna",))
    country = "es" if about.by_country else ""
    return Watch(brand="luna", source=name, listing=about.example, country=country)


def request_of(case: str) -> Request:
    """The request that a recording answers: its own, or the first of a walk."""
    source = load_source(case.split("/", maxsplit=1)[0])
    kept = (RECORDINGS / case).with_suffix(".request.json")
    if kept.exists():
        return msgspec.json.decode(kept.read_bytes(), type=Request)
    assert isinstance(source, Source)
    return source.first(watch_of(source.about.name), None)


def read(case: str) -> Page:
    """What the source says about a recording."""
    path = RECORDINGS / case
    source = load_source(path.parent.name)
    if isinstance(source, Source):
        request = request_of(case)
        payload = Payload(body=path.read_bytes(), content_type=TYPES[path.suffix], url=request.url)
        return source.read(request, payload)
    mention_of = importlib.import_module(type(source).__module__).mention_of
    return Page(mentions=tuple(mention_of(data) for data in json.loads(path.read_bytes())))


def seen(case: str) -> Any:
    """The page, or the error, in the form of the golden files."""
    try:
        return json.loads(msgspec.json.encode(legible(msgspec.to_builtins(read(case)))))
    except SourceError as error:
        return {"error": type(error).__name__}


def legible(value: Any) -> Any:
    """The value with lone surrogates written out: JSON has no letters for them."""
    if isinstance(value, dict):
        return {key: legible(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [legible(each) for each in value]
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value


@cache
def mentions(case: str) -> tuple[Mention, ...]:
    try:
        return read(case).mentions
    except SourceError:
        return ()


def every_mention() -> Iterator[tuple[str, Mention]]:
    """All that is read in all recordings, each with the name of its recording."""
    return ((case, mention) for case in CASES for mention in mentions(case))


@pytest.mark.parametrize("case", CASES)
def test_an_answer_is_read_as_its_golden_page_says(
    case: str, request: pytest.FixtureRequest
) -> None:
    """What a source reads in an answer is what a person once read and agreed to."""
    golden = (RECORDINGS / case).with_suffix(".expected.json")
    if request.config.getoption("--write-golden"):
        golden.write_text(json.dumps(seen(case), indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert golden.exists(), "run pytest tests/test_sources.py --write-golden, and read the result"
    assert seen(case) == json.loads(golden.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_reading_twice_gives_the_same(case: str) -> None:
    """A source keeps no state: the second reading of an answer equals the first."""
    assert seen(case) == seen(case)


def test_every_mention_has_an_id_of_its_own() -> None:
    """Ids are there, and no two mentions of a page share one."""
    for case in CASES:
        ids = [mention.id for mention in mentions(case)]
        assert all(ids), case
        assert len(set(ids)) == len(ids), case


def test_times_are_in_utc_and_say_how_exact_they_are() -> None:
    """A time is aware and in UTC; without one the precision is none."""
    for case, mention in every_mention():
        for at in (mention.published_at, mention.edited_at, *(r.at for r in mention.replies)):
            assert at is None or at.tzinfo is UTC, case
        assert (mention.precision == "none") == (mention.published_at is None), case


def test_addresses_are_whole_and_safe() -> None:
    """An address begins with http or https, or there is none."""
    for case, mention in every_mention():
        author = mention.author.url if mention.author else None
        for url in filter(None, (mention.url, author)):
            assert url.startswith(("https://", "http://")), case


def test_text_is_text() -> None:
    """No markup is left in title or text, and nothing around them."""
    for case, mention in every_mention():
        for text in (mention.title, mention.text):
            assert "hostile" in case or not MARKUP.search(text), case
            assert "hostile" in case or text == text.strip(), case


def test_reviews_have_stars_and_a_listing() -> None:
    """A source of reviews says of each which listing it is about; stars stay on their scale."""
    for case, mention in every_mention():
        gives = load_source(case.split("/", maxsplit=1)[0]).about.gives
        assert (mention.kind == "review") == (gives == "reviews"), case
        assert mention.rating is None or 0 <= mention.rating.value <= 1, case
        assert gives == "mentions" or mention.subject, case


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_a_recording(name: str) -> None:
    """No source comes without an answer that shows it can be read."""
    assert any(case.startswith(f"{name}/") for case in CASES)


@pytest.mark.parametrize("name", SOURCES)
def test_the_facts_of_a_source_are_complete(name: str) -> None:
    """All that the command line, the documentation and the engine take from a source is there."""
    about = load_source(name).about
    assert about.name == name
    assert all((about.title, about.example, about.sees.keys() == {"es", "en"}))
    assert about.misses.keys() == {"es", "en"}
    assert all([*about.sees.values(), *about.misses.values()])
    assert about.homepage.startswith("https://")
    assert about.docs.startswith("https://")
    assert about.pages >= 1
    assert about.overlap >= timedelta(0)
    assert about.pace.delay > 0
    assert 200 in about.reads


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_off_says_why(name: str) -> None:
    """A source that is off by default, or reads pages nobody offers, gives its reason."""
    about = load_source(name).about
    assert about.default_on or about.off_because.keys() == {"es", "en"}
    assert about.access != "public-page" or not about.default_on


@pytest.mark.parametrize("name", searching_sources())
def test_a_query_that_names_no_source_asks_none_that_needs_a_key(name: str) -> None:
    """Else every brand without that key would be told at each crawl that it was refused."""
    assert all(secret.optional for secret in load_source(name).about.secrets)


@pytest.mark.parametrize("name", SOURCES)
def test_secrets_say_why_and_where(name: str) -> None:
    """A person who is asked for a key learns what it is for and where to get it."""
    for secret in load_source(name).about.secrets:
        assert re.fullmatch(rf"LISTENER_{name.upper()}_[A-Z_]+", secret.name)
        assert all(len(secret.why[language]) > 20 for language in ("es", "en"))
        assert secret.where.startswith("https://")


@pytest.mark.parametrize("name", SOURCES)
def test_the_example_file_names_every_secret(name: str) -> None:
    """config/secrets.env.example knows every key that a source can ask for."""
    example = Path(__file__).parent.parent / "config" / "secrets.env.example"
    secrets = load_source(name).about.secrets
    if secrets and not example.exists():
        pytest.skip("config/secrets.env.example is not written yet")
    for secret in secrets:
        assert secret.name in example.read_text("utf-8")


@pytest.mark.parametrize("name", SOURCES)
def test_the_right_form_of_a_listing_stays_as_it_is(name: str) -> None:
    """Bringing a listing to its one right form twice changes nothing more."""
    source = load_source(name)
    if source.about.watches == "query":
        return
    once = source.normal_listing(source.about.example)
    assert source.normal_listing(once) == once


@pytest.mark.parametrize(
    "name", [name for name in SOURCES if isinstance(load_source(name), Source)]
)
def test_a_walk_begins_at_an_address_and_can_be_moved(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first request is whole; LISTENER_<NAME>_URL leads a fixed service elsewhere."""
    source, watch = load_source(name), watch_of(name)
    assert isinstance(source, Source)
    for since in (None, Bookmark(finished_at=datetime(2026, 11, 20, tzinfo=UTC))):
        assert source.first(watch, since).url.startswith("https://")
    monkeypatch.setenv(f"LISTENER_{name.upper()}_URL", "http://127.0.0.1:9")
    if hasattr(source, "host"):
        assert source.first(watch, None).url.startswith("http://127.0.0.1:9/")
