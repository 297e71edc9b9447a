"""The recorded answers of every network, through a real run into a real store: one table.

    pytest -s tests/test_replay.py -k table

prints how many items the payloads hold, how many are stored, and why any of them is not.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from listener.source import load_source, source_names
from tests.recorded import NAMED, RECORDINGS, Item, Thing, bodies, files_of, items
from tests.replay import Walked
from tests.replaying import NOW, answers, answers_of, reddit_page, watch_of

pytestmark = pytest.mark.skipif(
    not RECORDINGS.is_dir(), reason=f"no real recordings in {RECORDINGS}"
)

SOURCES = [name for name in [*NAMED, "feeds"] if name in source_names()]

KNOWN = {
    "mastodon": (66, 45, 240, 220),
    "bluesky": (65, 22, 183, 183),
    "youtube": (61, 29, 106, 106),
    "x": (40, 23, 1313, 1308),
    "facebook": (104, 22, 43, 43),
    "instagram": (46, 16, 30, 30),
    "discourse": (10, 3, 6, 6),
    "stackexchange": (2, 0, 0, 0),
    "threads": (9, 2, 2, 2),
    "reddit": (69, 31, 1607, 1606),
    "hackernews": (1, 1, 6, 6),
    "feeds": (94, 88, 1721, 1721),
}
"""Files, files with items, items in them, items stored, where the set of recordings is ours."""


class Row(NamedTuple):
    """What came of the files of a source."""

    source: str
    files: int
    holding: int
    items: int
    stored: int
    reasons: dict[str, int]


def why_not(source: str, item: Thing) -> str:
    """Why an item is not stored; nothing where it had to be."""
    if source == "mastodon":
        if isinstance(item.get("reblog"), dict):
            return "a boost: what it passes on is stored"
        if item.get("visibility", "public") not in ("public", "unlisted"):
            return "for few only: private or direct"
        if item["account"].get("noindex") is True:
            return "its author does not want to be found"
    if source == "reddit" and item["data"].get("body") in ("[deleted]", "[removed]"):
        return "deleted before it was first seen"
    if source == "x" and str(item["id"]) not in found_by_x():
        return "stands beside what was found: what somebody answers or quotes"
    return ""


@cache
def found_by_x() -> frozenset[str]:
    """The numbers of the posts that an answer of X lists, not beside its list."""
    told = (a["data"] for path in files_of("x") for a in bodies(path) if "data" in a)
    listed = [each for path in files_of("x") for each in bodies(path) if isinstance(each, list)]
    data = [*listed, *(each if isinstance(each, list) else [each] for each in told)]
    return frozenset(str(each.get("id")) for part in data for each in part)


def our_name(source: str, item: Item) -> str:
    """The id that it is stored under."""
    return f"foro.example/p/{item.id}" if source == "discourse" else item.id


def keep(walked: Walked, source: str, path: Path, held: list[Item]) -> tuple[int, int]:
    """Store what a file holds; how many of it were new, and how many had changed."""
    if source == "reddit":
        told = [walked.take_pages([reddit_page(held)])] if held else []
    elif source == "feeds":
        told = [walked.keep(*feed_answer(path))]
    else:
        told = [walked.keep(*each) for each in answers(source, path, held)]
    return sum(each.new for each in told), sum(each.changed for each in told)


def feed_answer(path: Path) -> Any:
    from tests.test_real_recordings import feed_asked

    return feed_asked(path.relative_to(RECORDINGS / "feeds").as_posix())


def held_in(source: str, path: Path) -> list[Item]:
    if source != "feeds":
        return items(source, path)
    from tests.test_real_recordings import BEYOND_FEEDPARSER, NOT_FEEDS, entries_in

    name = path.relative_to(RECORDINGS / "feeds").as_posix()
    count = 0 if name in NOT_FEEDS else BEYOND_FEEDPARSER.get(name, entries_in(name))
    return [Item(f"{name}#{n}", {}) for n in range(count)]


def replayed(source: str, folder: Path) -> tuple[Row, dict[str, Item], Walked]:
    """The files of a source, each stored twice."""
    walked = Walked(load_source(source), watch_of(source), folder, NOW)
    found: dict[str, Item] = {}
    holding, files = 0, files_of(source)
    for path in files:
        held = held_in(source, path)
        holding += bool(held)
        found |= {our_name(source, each): each for each in held}
        keep(walked, source, path, held)
        assert keep(walked, source, path, held) == (0, 0), (
            f"{path.name} brings more the second time"
        )
    stored = set(walked.ids())
    missing = [] if source == "feeds" else [found[name] for name in found.keys() - stored]
    reasons = Counter(why_not(source, each.data) for each in missing)
    return Row(source, len(files), holding, len(found), len(stored), dict(reasons)), found, walked


@pytest.mark.parametrize("source", SOURCES)
def test_the_table(source: str, tmp_path: Path) -> None:
    """Each distinct item is stored once, or there is a reason; storing all twice adds nothing."""
    row, _, walked = replayed(source, tmp_path)
    reasons = "; ".join(f"{count} {reason}" for reason, count in sorted(row.reasons.items()))
    print(  # noqa: T201 - the table is what this test is for
        f"\n| {row.source} | {row.files} files, {row.holding} with items | {row.items} in payloads"
        f" | {row.stored} stored | {reasons or 'none left out'} |"
    )
    ids = walked.ids()
    assert len(ids) == len(set(ids))
    assert "" not in row.reasons, "left out without a reason"
    assert row.items - sum(row.reasons.values()) == row.stored
    if row.files == KNOWN.get(source, (0,))[0]:
        assert row[1:5] == KNOWN[source]
    walked.store.close()


TOLD: dict[str, dict[str, tuple[str, ...]]] = {
    "mastodon": {
        "url": ("uri",),
        "text": ("content",),
        "published_at": ("created_at",),
        "author_id": ("account",),
        "parent_id": ("in_reply_to_id",),
        "likes": ("favourites_count",),
        "shares": ("reblogs_count",),
    },
    "bluesky": {
        "url": ("uri",),
        "text": ("record.text",),
        "published_at": ("record.createdAt", "indexedAt"),
        "author_id": ("author.did",),
        "parent_id": ("record.reply.parent.uri",),
        "thread_id": ("record.reply.root.uri",),
        "likes": ("likeCount",),
        "replies": ("replyCount",),
        "shares": ("repostCount",),
    },
    "x": {
        "url": ("id",),
        "text": ("text",),
        "published_at": ("created_at",),
        "author_id": ("author_id",),
        "thread_id": ("conversation_id",),
        "likes": ("public_metrics.like_count",),
        "shares": ("public_metrics.retweet_count",),
        "replies": ("public_metrics.reply_count",),
    },
    "facebook": {
        "url": ("id",),
        "text": ("message", "story"),
        "published_at": ("created_time",),
        "author_name": ("from.name",),
        "likes": ("like_count", "reactions.summary.total_count"),
        "shares": ("shares.count",),
    },
    "instagram": {
        "url": ("permalink",),
        "text": ("caption", "text"),
        "published_at": ("timestamp",),
        "author_name": ("username",),
        "likes": ("like_count",),
    },
    "discourse": {
        "url": ("topic_id",),
        "text": ("cooked",),
        "published_at": ("created_at",),
        "author_name": ("username",),
        "parent_id": ("reply_to_post_number",),
        "thread_id": ("topic_id",),
    },
    "threads": {
        "url": ("permalink",),
        "text": ("text",),
        "published_at": ("timestamp",),
        "author_name": ("username",),
        "parent_id": ("replied_to.id",),
        "thread_id": ("root_post.id",),
    },
    "reddit": {
        "url": ("data.permalink",),
        "text": ("data.body", "data.selftext"),
        "published_at": ("data.created_utc",),
        "author_name": ("data.author",),
        "parent_id": ("data.parent_id",),
        "thread_id": ("data.link_id",),
        "likes": ("data.score",),
        "replies": ("data.num_comments",),
    },
    "youtube": {
        "url": ("id",),
        "text": ("snippet.textOriginal", "snippet.textDisplay", "snippet.description"),
        "published_at": ("snippet.publishedAt",),
        "author_name": ("snippet.authorDisplayName", "snippet.channelTitle"),
        "parent_id": ("snippet.parentId",),
        "likes": ("snippet.likeCount", "statistics.likeCount"),
        "views": ("statistics.viewCount",),
    },
    "hackernews": {
        "url": ("id",),
        "published_at": ("time",),
        "author_name": ("by",),
        "parent_id": ("parent",),
    },
}
"""Where a payload says what a column holds."""

GONE = ("[deleted]", "[removed]")


def at(thing: Any, way: str) -> Any:
    """What stands at these names within each other."""
    for name in way.split("."):
        thing = thing.get(name) if isinstance(thing, dict) else None
    return thing


def says(thing: Thing, way: str) -> bool:
    """Whether a payload has something there: zero likes are something, empty markup is not."""
    value = at(thing, way)
    if isinstance(value, str):
        return bool(re.sub(r"<[^>]*>|\s", "", value)) and value not in GONE
    return value is not None


@pytest.mark.parametrize("source", [name for name in SOURCES if name in TOLD])
def test_what_a_payload_says_of_an_item_is_stored(source: str, tmp_path: Path) -> None:
    """Link, author, time, text, parent and engagement, wherever the payload has them."""
    walked = Walked(load_source(source), watch_of(source), tmp_path, NOW)
    found = {our_name(source, each): each for each in fullest(source)}
    if source == "reddit":
        walked.take_pages([reddit_page([*found.values()])])
    for asked in answers_of(source, [*found.values()]):
        walked.keep(*asked)
    columns = ", ".join(["native_id", "gone_at", *TOLD[source]])
    lacking = [
        (name, column)
        for name, gone, *values in walked.sql(f"SELECT {columns} FROM mentions")
        for column, value in zip(TOLD[source], values, strict=True)
        if value in (None, "") and not gone
        if any(says(found[name].data, way) for way in TOLD[source][column])
    ]
    assert lacking == []
    walked.store.close()


def fullest(source: str) -> list[Item]:
    """Each item of a source as the payload has it that tells most of it."""
    found: dict[str, Item] = {}
    for path in files_of(source):
        for each in items(source, path):
            if each.id not in found or len(each.data) > len(found[each.id].data):
                found[each.id] = each
    return [*found.values()]
