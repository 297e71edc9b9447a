"""The recorded answers of every network, and the items in them, counted without our readers.

They are looked for in the folder LISTENER_SHARED, or `../shared`, and are not kept here.
"""

import base64
import gzip
import json
import os
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.cassettes import scalar

SHARED = Path(os.environ.get("LISTENER_SHARED") or Path(__file__).parent.parent.parent / "shared")
RECORDINGS = SHARED / "recordings"

Thing = dict[str, Any]

_STRING = re.compile(
    r"""\n(?P<in> +)(?:base64_)?string: (?:(?P<quoted>'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")"""
    r"""|(?P<how>!!binary )?\|-?\n(?P<block>(?:(?P=in) +[^\n]*\n|\s*\n)+))""",
    re.DOTALL,
)


class Item(NamedTuple):
    """Something that somebody said, as a payload has it, and what we call it."""

    id: str
    data: Thing


def files_of(source: str) -> list[Path]:
    """The recorded files of a source."""
    found = sorted((RECORDINGS / source).rglob("*"))
    return [path for path in found if path.is_file() and "MANIFEST" not in path.name]


def bodies(path: Path) -> list[Any]:
    """The data of every answer in a file: as it came, in a cassette, or line by line."""
    written = path.read_bytes()
    if path.suffix in (".yml", ".yaml"):
        return [*_parsed(_strings(written.decode("utf-8")))]
    if path.suffix == ".jsonl":
        return [*_parsed(written.splitlines())]
    head, _, after = written.replace(b"\r\n", b"\n").partition(b"\n\n")
    if head.startswith(b"HTTP/"):
        return [*_parsed([after])]
    return [each for data in _parsed([written]) for each in _within(data)]


def _strings(text: str) -> Iterator[bytes]:
    """The bodies in a cassette of VCR, be it Python's, R's or Ruby's."""
    for found in _STRING.finditer(text):
        if found["quoted"]:
            yield scalar(found["quoted"]).encode("utf-8", "surrogatepass")
        elif found["how"]:
            body = base64.b64decode(found["block"])
            yield gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        else:
            yield textwrap.dedent(found["block"]).encode()


def _parsed(written: Any) -> Iterator[Any]:
    for each in written:
        try:
            data = json.loads(each)
        except ValueError:
            continue
        if isinstance(data, dict | list):
            yield data


def _within(data: Any) -> list[Any]:
    """The answers in a cassette that is JSON itself; else what came."""
    if isinstance(data, dict) and "interactions" in data:
        told = [each["response"]["body"].get("string", "") for each in data["interactions"]]
        return [*_parsed(told)]
    if isinstance(data, dict) and {"request", "response"} <= data.keys():
        return [data["response"]["body"]]
    return [data]


def things(data: Any) -> Iterator[Thing]:
    """Every object in some data, however deep."""
    if isinstance(data, dict):
        yield data
        for each in data.values():
            yield from things(each)
    elif isinstance(data, list):
        for each in data:
            yield from things(each)


# --- what an item is, by network: the name it has for us, or none for what is no item -----------


def mastodon(thing: Thing) -> str | None:
    """A status; of a boost, what is boosted is one too."""
    is_status = {"content", "account", "created_at", "uri"} <= thing.keys()
    return (thing["uri"] or thing.get("url")) if is_status else None


def bluesky(thing: Thing) -> str | None:
    """A post as it is viewed."""
    is_view = {"uri", "record", "author", "indexedAt"} <= thing.keys()
    return thing["uri"] if is_view and "/app.bsky.feed.post/" in thing["uri"] else None


def youtube(thing: Thing) -> str | None:
    """A video or a comment with its words; a search names videos that are then asked for."""
    kinds = ("youtube#video", "youtube#comment")
    return thing.get("id") if thing.get("kind") in kinds and "snippet" in thing else None


def x(thing: Thing) -> str | None:
    """A post, by the first number of its history."""
    if not {"id", "text"} <= thing.keys() or not str(thing["id"]).isdigit():
        return None
    return str(min((*thing.get("edit_history_tweet_ids", ()), thing["id"]), key=int))


def facebook(thing: Thing) -> str | None:
    """A post or a comment: words, and a time; a comment also bears the number of the page."""
    said = "message" in thing or "story" in thing
    is_one = said and {"id", "created_time"} <= thing.keys()
    return "_".join(str(thing["id"]).split("_")[-2:]) if is_one else None


def instagram(thing: Thing) -> str | None:
    """A post or a comment."""
    if "timestamp" not in thing or "id" not in thing:
        return None
    return str(thing["id"]) if {"media_type", "text", "caption"} & thing.keys() else None


def discourse(thing: Thing) -> str | None:
    """A post with its words."""
    return str(thing["id"]) if {"id", "cooked"} <= thing.keys() else None


def threads(thing: Thing) -> str | None:
    """A post or a reply."""
    return str(thing["id"]) if {"id", "timestamp"} <= thing.keys() else None


def reddit(thing: Thing) -> str | None:
    """A comment (t1) or a post (t3)."""
    is_one = thing.get("kind") in ("t1", "t3") and isinstance(thing.get("data"), dict)
    return str(thing["data"]["name"]) if is_one else None


def hackernews(thing: Thing) -> str | None:
    """A story, comment, job or poll."""
    return str(thing["id"]) if {"id", "time", "type"} <= thing.keys() else None


def stackexchange(thing: Thing) -> str | None:
    """A question, an answer or a comment."""
    ids = [thing[name] for name in ("question_id", "answer_id", "comment_id") if name in thing]
    return str(ids[0]) if ids and "body" in thing else None


NAMED: dict[str, Callable[[Thing], str | None]] = {
    each.__name__: each
    for each in (
        *(mastodon, bluesky, youtube, x, facebook, instagram),
        *(discourse, threads, reddit, hackernews, stackexchange),
    )
}


def items(source: str, path: Path) -> list[Item]:
    """Every different item in the answers of a file, the fullest telling of each."""
    found: dict[str, Thing] = {}
    for data in bodies(path):
        for thing in things(data):
            name = NAMED[source](thing)
            if name and len(thing) > len(found.get(name, ())):
                found[name] = thing
    return [Item(name, data) for name, data in found.items()]
