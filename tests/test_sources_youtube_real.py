"""Real answers of YouTube, recorded elsewhere and not kept in this repository.

They are looked for in the folder LISTENER_SHARED, or `../shared`, and skipped when absent.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from listener.spiders.youtube import SOURCE

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.model import Mention, Page, Payload, Request
from tests.cassettes import body_in, one

ROOT = Path(__file__).parent.parent
FOLDER = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings/youtube"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real recordings in {FOLDER}")

TODO = {
    "commentThreadListResponse": '[["video_threads","x","",1,""]]',
    "commentThread": '[["video_threads","x","",1,""]]',
    "commentListResponse": '[["replies","x","",1,"aVideo"]]',
    "videoListResponse": '[["videos","x","",1,""]]',
    "video": '[["videos","x","",1,""]]',
    "searchListResponse": '[["search","x","",1,""]]',
    "playlistItemListResponse": '[["uploads","x","",1,""]]',
    "playlistItem": '[["uploads","x","",1,""]]',
    "channelListResponse": '[["channel","x","",1,""]]',
}


class Recorded(NamedTuple):
    """One answer: in which file, the how manieth, and what it says."""

    file: str
    before: int
    code: int
    told: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.told.get("kind", "")).removeprefix("youtube#")

    @property
    def items(self) -> list[dict[str, Any]]:
        """What is listed; of what was written, the thing itself."""
        found: list[dict[str, Any]] = self.told.get("items", [self.told])
        return found


def recorded() -> Iterator[Recorded]:
    for path in sorted(FOLDER.rglob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        code = int(told.get("error", {}).get("code", 200))
        yield Recorded(path.relative_to(FOLDER).as_posix(), 0, code, told)
    for path in sorted(FOLDER.rglob("*.yml")):
        parts = re.split(r"\n- request:\n", path.read_text("utf-8"))[1:]
        for before, part in enumerate(parts):
            told = part.partition("\n  response:\n")[2]
            body = body_in(told)
            if "googleapis.com/youtube/v3" in part and body.strip().startswith(b"{"):
                code = int(one(r"code: (\d+)", told))
                file = path.relative_to(FOLDER).as_posix()
                yield Recorded(file, before, code, json.loads(body))


ALL = list(recorded()) if FOLDER.is_dir() else []


def read(each: Recorded) -> Page:
    cursor = {"listing": "", "after": "", "floor": "", "before": ""}
    request = Request(url="https://x.example", cursor={**cursor, "todo": TODO[each.kind]})
    body = {"kind": f"youtube#{each.kind}", "items": each.items}
    if token := each.told.get("nextPageToken"):
        body["nextPageToken"] = token
    return SOURCE.read(request, Payload(body=json.dumps(body).encode(), status=each.code))


def said_in(each: Recorded) -> dict[str, dict[str, Any]]:
    """What a payload says, by its id, replies that came along included."""
    found: dict[str, dict[str, Any]] = {}
    for item in each.items:
        if each.kind.startswith("commentThread"):
            top = item["snippet"]["topLevelComment"]
            replies = item.get("replies", {}).get("comments", [])
            found |= {one["id"]: one for one in (top, *replies)}
        else:
            found[item["id"]] = item
    return found


def name_of(each: Recorded) -> str:
    return f"{each.file}:{each.before}"


SAID_IN = tuple(
    "commentThread commentThreadListResponse commentListResponse video videoListResponse".split()
)
SAID = [
    each for each in ALL if each.kind in SAID_IN and all("snippet" in item for item in each.items)
]
LISTED = [each for each in ALL if each.kind in ("searchListResponse", "playlistItemListResponse")]


@pytest.mark.parametrize("each", SAID, ids=name_of)
def test_everything_that_was_said_is_read_once(each: Recorded) -> None:
    """With its link, author, time, words, parent and counts."""
    wanted = said_in(each)
    mentions = read(each).mentions
    assert [mention.id for mention in mentions] == list(wanted)
    for mention in mentions:
        check(mention, wanted[mention.id]["snippet"])
    if each.kind.startswith("video"):
        for mention, item in zip(mentions, wanted.values(), strict=True):
            check_counts(mention, item.get("statistics", {}))


def check(mention: Mention, told: dict[str, Any]) -> None:
    assert mention.published_at == datetime.fromisoformat(told["publishedAt"])
    assert mention.author is not None
    if "title" in told:
        assert mention.title == " ".join(told["title"].split())
        assert mention.text == told["description"].strip()
        assert mention.author.name == " ".join(told["channelTitle"].split())
        assert mention.url.endswith(f"watch?v={mention.id}")
        return
    assert mention.text == told["textOriginal"].strip()
    assert mention.author.name == " ".join(told["authorDisplayName"].split())
    assert mention.author.id == told.get("authorChannelId", {}).get("value")
    assert mention.engagement is not None
    assert mention.engagement.likes == told["likeCount"]
    assert bool(mention.edited_at) == (told["updatedAt"] > told["publishedAt"])
    assert mention.url.endswith(f"lc={mention.id}")
    assert mention.parent_id == (told.get("parentId") or mention.thread_id)
    assert mention.thread_id == told.get("videoId", mention.thread_id)


def check_counts(mention: Mention, told: dict[str, str]) -> None:
    assert mention.engagement is not None
    counts = (mention.engagement.views, mention.engagement.likes, mention.engagement.replies)
    wanted = (told.get(name) for name in ("viewCount", "likeCount", "commentCount"))
    assert counts == tuple(None if count is None else int(count) for count in wanted)


@pytest.mark.parametrize("each", LISTED, ids=name_of)
def test_every_video_of_a_list_is_asked_for(each: Recorded) -> None:
    """A search for channels finds none, and says so."""
    told = [item.get("id") for item in each.items]
    ids = [video for item in each.items if (video := video_in(item))]
    if told and not ids:
        with pytest.raises(UnexpectedAnswer, match="videoId"):
            read(each)
        return
    page = read(each)
    assert page.next is None if not ids else f"id={'%2C'.join(ids)}" in page.next.url  # type: ignore[union-attr]
    token = each.told.get("nextPageToken")
    assert not token or token in page.next.cursor["todo"]  # type: ignore[union-attr]


def video_in(item: dict[str, Any]) -> str:
    inner = item["snippet"].get("resourceId") or item["id"]
    return str(inner.get("videoId", ""))


def test_real_refusals_ask_a_person() -> None:
    """A wrong key, a missing right; a request that is no good means that the site has changed."""
    seen: Counter[tuple[str, int]] = Counter()
    for each in (each for each in ALL if "error" in each.told):
        cursor = {"listing": "", "after": "", "floor": "", "todo": TODO["channelListResponse"]}
        payload = Payload(body=json.dumps(each.told).encode(), status=each.code)
        with pytest.raises((AccessDenied, UnexpectedAnswer)) as caught:
            SOURCE.read(Request(url="https://x.example", cursor=cursor), payload)
        seen[type(caught.value).__name__, each.code] += 1
    if seen.total() == 5:
        # A 401 is told by the engine, before a source reads it.
        assert seen["AccessDenied", 403] == 2
        assert seen["AccessDenied", 400] == seen["UnexpectedAnswer", 401] == 1


@pytest.mark.skipif(len(ALL) != 63, reason="another set of recordings")
def test_the_recordings_together() -> None:
    """The sum over all files, so that none is lost unseen; and why the others say nothing."""
    payload = {number for each in SAID for number in said_in(each)}
    found = {mention.id for each in SAID for mention in read(each).mentions}
    rest = Counter(each.kind or "error" for each in ALL if each not in SAID)
    assert payload == found
    assert (len(SAID), len(LISTED), len(payload)) == (34, 8, 106)
    assert rest == {
        "searchListResponse": 6,  # these two tell which videos to ask for
        "playlistItemListResponse": 2,
        "videoListResponse": 7,  # asked for their status or counts alone, without title and words
        "error": 5,
        "channelListResponse": 2,  # what follows is never asked for, or holds nothing said
        "activityListResponse": 4,
        "playlistItem": 1,
        "videoGetRatingResponse": 1,
        "videoCategoryListResponse": 1,
    }
