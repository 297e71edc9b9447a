"""Real answers and a real stream of Bluesky, recorded elsewhere and not kept in this repository.

They are looked for in the folder LISTENER_SHARED, or `../shared`, and skipped when absent.
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from listener.spiders._blueskypost import is_view, mention_of
from listener.spiders.bluesky import SOURCE

from listener.errors import SourceError
from listener.model import Mention, Payload, Request
from listener.tidying import tidied
from tests.cassettes import one, scalar

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
FOLDER = SHARED / "bluesky"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real recordings in {FOLDER}")


def bodies() -> dict[str, tuple[int, Any]]:
    """Status and data of every recorded answer, by file."""
    found = {}
    for path in sorted(FOLDER.glob("*/*.json")):
        told = json.loads(path.read_bytes())
        if path.parent.name == "local_devenv":
            found[path.name] = (told["response"]["status"], told["response"]["body"])
        elif path.parent.name == "atproto":
            found[path.name] = (200, told)
    for path in sorted(FOLDER.glob("bskyr/*.yml")):
        text = path.read_text("utf-8")
        written = text[text.index("\n      string: ") :]
        body = scalar(one(r"""string: ("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""", written))
        found[path.name] = (200, json.loads(body))
    return found


def views(thing: Any) -> Iterator[dict[str, Any]]:
    """Every post, wherever it stands in an answer."""
    if isinstance(thing, dict):
        if "uri" in thing and "record" in thing and "author" in thing and "indexedAt" in thing:
            yield thing
        for each in thing.values():
            yield from views(each)
    elif isinstance(thing, list):
        for each in thing:
            yield from views(each)


def test_every_post_of_every_answer_is_read_whole() -> None:
    """Id, link, author, time, text, parent and counts, as they stand in the payload."""
    count = 0
    for file, (_, body) in bodies().items():
        for view in views(body):
            if view["record"].get("$type") != "app.bsky.feed.post":
                continue
            assert is_view(view), file
            mention = mention_of(view)
            reply, record = view["record"].get("reply"), view["record"]
            handle = view["author"]["handle"]
            key = view["uri"].rpartition("/")[2]
            assert mention.id == view["uri"]
            assert mention.url == f"https://bsky.app/profile/{handle}/post/{key}"
            assert mention.author is not None
            assert mention.author.id == view["author"]["did"]
            assert mention.author.name
            assert mention.text == record["text"].strip()
            assert mention.published_at == datetime.fromisoformat(record["createdAt"])
            assert (mention.parent_id == reply["parent"]["uri"]) if reply else True
            assert (mention.thread_id == reply["root"]["uri"]) if reply else True
            assert mention.engagement is not None
            assert mention.engagement.likes == view.get("likeCount")
            count += 1
    assert count > 200


def test_each_answer_of_a_search_is_a_page_of_all_its_posts() -> None:
    """Nothing is left out, nothing doubled; the pages of one search join without a gap."""
    seen: dict[str, Mention] = {}
    for file, (status, body) in bodies().items():
        if status != 200 or not isinstance(body, dict) or "posts" not in body:
            continue
        request = Request(url="https://bsky.social/xrpc/x")
        page = SOURCE.read(request, Payload(body=json.dumps(body).encode()))
        assert [each.id for each in page.mentions] == [view["uri"] for view in body["posts"]]
        assert tidied(page.mentions, NOW).claimed == {}
        assert (page.next is not None) == (bool(body["posts"]) and "cursor" in body), file
        if file.startswith("searchPosts_p"):
            assert not seen.keys() & {each.id for each in page.mentions}
            seen |= {each.id: each for each in page.mentions}
    assert len(seen) == 33


def test_each_refusal_is_an_error_of_our_tree() -> None:
    """What the software really says when it refuses ends in an error that says what to do."""
    refused = {file: told for file, told in bodies().items() if told[0] in SOURCE.about.reads[1:]}
    assert len(refused) >= 4
    for file, (status, body) in refused.items():
        payload = Payload(body=json.dumps(body).encode(), status=status)
        with pytest.raises(SourceError):
            SOURCE.read(Request(url="https://bsky.social/xrpc/x"), payload)
        assert SOURCE.refuses(payload) == (status == 401 or "bad_token" in file), file


def test_every_line_of_the_real_stream_is_heard() -> None:
    """All kinds of messages; of them the posts, each once, and where to go on."""
    files = sorted(FOLDER.glob("jetstream/**/*.jsonl"))
    lines = [line for file in files for line in file.read_bytes().splitlines() if line.strip()]
    posts = 0
    for line in lines:
        told, heard = json.loads(line), SOURCE.hear(line)
        assert heard.cursor == str(told["time_us"])
        assert heard.gone == ()
        commit = told.get("commit") or {}
        if commit.get("collection") != "app.bsky.feed.post":
            assert heard.mentions == ()
            continue
        (mention,) = heard.mentions
        assert mention.id.endswith(commit["rkey"])
        assert mention.text == commit["record"]["text"]
        posts += 1
    assert posts >= 1
