"""Other real answers than those recorded: a field less, one of nothing, one of another kind.

Every recorded item loses each of its fields in turn. A reader may call the answer one that it does
not know; it may not fail otherwise, nor lose an item whose name, time and words are still there.
"""

import copy
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from listener.errors import UnexpectedAnswer
from listener.model import Mention, Page, Payload, Request
from listener.source import Source, load_source, source_names
from tests.recorded import NAMED, RECORDINGS, Item
from tests.replaying import ASK
from tests.test_replay import fullest

pytestmark = pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason=f"no real recordings in {RECORDINGS}"
)

SOURCES = [name for name in NAMED if name in source_names() and (name in ASK or name == "reddit")]

Way = tuple[str | int, ...]

NEEDED = {
    "mastodon": {"uri", "content", "visibility", "account.noindex"},
    "bluesky": {"posts", "uri", "record", "record.text"},
    "x": {"data", "id", "text", "edit_history_tweet_ids"},
    "facebook": {"data", "id", "created_time"},
    "instagram": {"data", "id", "timestamp"},
    "discourse": {"latest_posts", "id", "cooked", "post_type"},
    "threads": {"data", "id", "timestamp"},
    "youtube": {
        *("kind", "items", "id", "snippet", "snippet.title"),
        *("snippet.textOriginal", "snippet.textDisplay"),
    },
    "reddit": {"name", "created_utc"},
    "hackernews": {"hits", "objectID", "title", "story_text", "comment_text", "created_at_i"},
}
"""Fields without which there is no item: its name, its time, its words, the list it stands in."""

MISSING = object()
INSTEAD: tuple[Any, ...] = (
    MISSING,
    None,
    "",
    7,
    {},
    [],
    ["x"],
    {"x": 1},
    True,
    "\u200b<b>ñ&amp;",
    -1.5,
)


def sample(source: str) -> list[Item]:
    """Items that differ in which fields they have, a few of each source."""
    kinds: dict[tuple[str, ...], Item] = {}
    for each in fullest(source):
        data = each.data.get("data", each.data) if source == "reddit" else each.data
        kinds.setdefault(tuple(sorted(name for name, value in data.items() if value)), each)
    return [*kinds.values()][:8]


def ways(data: Any, depth: int = 5) -> Iterator[Way]:
    """Where anything stands in some data; of a list, its first two only."""
    inner: Any = ()
    if isinstance(data, dict):
        inner = data.items()
    elif isinstance(data, list):
        inner = enumerate(data[:2])
    for name, value in inner:
        yield (name,)
        if depth:
            yield from ((name, *way) for way in ways(value, depth - 1))


def changed(data: Any, way: Way, value: Any) -> Any:
    """The data with something else there, or nothing."""
    data = copy.deepcopy(data)
    inner = data
    for name in way[:-1]:
        inner = inner[name]
    if value is MISSING:
        del inner[way[-1]]
    else:
        inner[way[-1]] = value
    return data


def is_needed(source: str, way: Way) -> bool:
    names = ".".join(str(name) for name in way if isinstance(name, str))
    whole = isinstance(way[-1], int)
    return whole or any(
        names == each or (names.endswith(f".{each}") and _at_item(way, each))
        for each in NEEDED[source]
    )


def _at_item(way: Way, needed: str) -> bool:
    """Whether the field is one of the item itself, not of something within it."""
    numbers = [at for at, name in enumerate(way) if isinstance(name, int)]
    return len(numbers) == 1 and len(way) - numbers[0] - 1 == needed.count(".") + 1


def read(source: str, request: Request | None, data: Any) -> tuple[Mention, ...]:
    if source == "reddit":
        from listener.clients.reddit import mention_of

        return (mention_of(data),)
    found = load_source(source)
    assert isinstance(found, Source)
    page: Page = found.read(request, Payload(body=json.dumps(data).encode()))  # type: ignore[arg-type]
    return page.mentions


def outcome(source: str, request: Request | None, data: Any) -> str:
    """The name of the first item that is read, all its fields being what they have to be."""
    try:
        found = read(source, request, data)
    except UnexpectedAnswer:
        return ""
    except KeyError:
        # What a library gives without a name is told as such an answer by its source.
        return "" if source == "reddit" else "KeyError"
    return msgspec.convert(msgspec.to_builtins(found), tuple[Mention, ...])[0].id if found else ""


def asked(source: str, item: Item) -> tuple[Request | None, Any]:
    if source == "reddit":
        return None, item.data["data"]
    request, payload = ASK[source]([item.data])
    return request, json.loads(payload.body)


@pytest.mark.parametrize("source", SOURCES)
def test_a_field_less_loses_no_item(source: str) -> None:
    """Each field in turn is not there, is null, or is of another kind."""
    failures = []
    for item in sample(source):
        request, data = asked(source, item)
        kept = outcome(source, request, data)
        for way in ways(data):
            for value in INSTEAD:
                found = outcome(source, request, changed(data, way, value))
                if found != kept and not is_needed(source, way):
                    failures.append((way, value, found))
    assert not failures
