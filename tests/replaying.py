"""How recorded items are put to each source: as the list that it asks for."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.source import load_source
from tests.recorded import RECORDINGS, Item, Thing

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SINCE = Bookmark(finished_at=NOW)
LISTINGS = {
    "mastodon": "https://m.example/tags/cafe",
    "facebook": "cafeluna",
    "instagram": "cafeluna",
    "discourse": "https://foro.example",
    "reddit": "r/mexico",
    "feeds": "https://feeds.example/rss",
}

Asked = tuple[Request, Payload]


def payload(data: Any) -> Payload:
    """An answer as it would come."""
    return Payload(body=json.dumps(data).encode(), content_type="application/json")


def watch_of(source: str) -> Watch:
    """A watch whose answers the items could be."""
    if source in LISTINGS:
        return Watch(brand="luna", source=source, listing=LISTINGS[source])
    return Watch(brand="luna", source=source, terms=("café luna",))


def first_of(source: str) -> Request:
    """The first question of a walk that is not the first."""
    request: Request = load_source(source).first(watch_of(source), SINCE)  # type: ignore[union-attr]
    return request


def _facebook(data: list[Thing]) -> Asked:
    from tests.graph import asked, below

    return (below() if _is_comment(data[0]) else asked("feed", None)), payload({"data": data})


def _instagram(data: list[Thing]) -> Asked:
    from tests.test_sources_instagram import asked, below

    request = below() if _is_comment(data[0]) else asked("media", fresh=True)
    return request, payload({"data": data})


def _threads(data: list[Thing]) -> Asked:
    cursor = {"step": "search", "own": "cafeluna", "after": "", "until": "", "seen": "others"}
    request = first_of("threads")
    return replace(request, cursor={**request.cursor, **cursor}), payload({"data": data})


def _youtube(data: list[Thing]) -> Asked:
    todo = '[["videos","x","",1,""]]' if _stands_below("youtube", data[0]) is False else _REPLIES
    cursor = {"listing": "", "after": "", "floor": "", "before": "", "todo": todo}
    request = replace(first_of("youtube"), cursor=cursor)
    return request, payload({"kind": "youtube#listResponse", "items": data})


def _hackernews(data: list[Thing]) -> Asked:
    from tests.test_real_recordings import as_hits

    hits = as_hits(data)
    answer = {"hits": hits, "nbHits": len(hits), "nbPages": 1}
    return first_of("hackernews"), payload(answer)


ASK: dict[str, Callable[[list[Thing]], Asked]] = {
    "mastodon": lambda data: (first_of("mastodon"), payload(data)),
    "bluesky": lambda data: (first_of("bluesky"), payload({"posts": data})),
    "x": lambda data: (first_of("x"), payload({"data": data, "meta": {}})),
    "discourse": lambda data: (first_of("discourse"), payload({"latest_posts": data})),
    "facebook": _facebook,
    "instagram": _instagram,
    "threads": _threads,
    "hackernews": _hackernews,
    "youtube": _youtube,
}
_REPLIES = '[["replies","x","",1,"aVideo"]]'


def _stands_below(source: str, thing: Thing) -> bool:
    """Whether it is a comment, and its network lists these apart from what they stand below."""
    if source == "youtube":
        return thing.get("kind") == "youtube#comment"
    return source in ("facebook", "instagram") and _is_comment(thing)


def _is_comment(thing: Thing) -> bool:
    """Of Meta's objects those that stand in lists of their own, below a post."""
    is_threefold = str(thing.get("id")).count("_") == 2
    return is_threefold or "text" in thing or "comment_count" in thing


def answers(source: str, path: Path, held: list[Item]) -> Iterator[Asked]:
    """The answers that bring what a file holds: as they came, or one for each kind of list."""
    if source == "x":
        from tests.test_sources_x_real import bodies

        if not path.name.startswith("users_"):
            for answer in bodies(path.relative_to(RECORDINGS / "x").as_posix()):
                yield first_of("x"), payload(answer)
        return
    yield from answers_of(source, held)


def answers_of(source: str, held: list[Item]) -> Iterator[Asked]:
    """One answer for each kind of list that these items stand in."""
    for kind in (False, True):
        data = [each.data for each in held if _stands_below(source, each.data) == kind]
        if data and source in ASK:
            yield ASK[source](data)


def reddit_page(held: list[Item]) -> Page:
    """What the source makes of the things that its library was given."""
    from listener.clients.reddit import mention_of

    return Page(mentions=tuple(mention_of(each.data["data"]) for each in held))
