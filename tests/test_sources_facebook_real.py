"""Real answers of Facebook, recorded elsewhere and not kept in this repository.

They are looked for in the folder LISTENER_SHARED, or `../shared`, and skipped when absent.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from listener.spiders.facebook import SOURCE

from listener.errors import AccessDenied, SourceUnavailable
from listener.model import Payload
from tests.graph import WATCH, asked, below, body

ROOT = Path(__file__).parent.parent
REAL = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings/facebook"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"no real recordings in {REAL}")

LISTS = {
    "python-facebook/base/full_connecions_p1.json": ("feed", 5),
    "python-facebook/facebook/apidata/posts/feeds_default_fields_p1.json": ("feed", 5),
    "python-facebook/facebook/apidata/posts/feeds_default_fields_p2.json": ("feed", 5),
    "python-facebook/facebook/apidata/comments/comments_p1.json": ("comments", 10),
    "python-facebook/facebook/apidata/comments/comments_p2.json": ("comments", 5),
}
OBJECTS = {
    "python-facebook/facebook/apidata/comments/comment_info.json": ("comments", 1),
    "python-facebook/facebook/apidata/comments/create_resp.json": ("comments", 1),
    "python-facebook/facebook/apidata/posts/multi_posts_data.json": ("feed", 18),
    "python-facebook/facebook/apidata/posts/multi_posts_data_fields.json": ("feed", 2),
    "python-facebook/facebook/apidata/posts/single_post_data_fields.json": ("feed", 1),
    "python-facebook/facebook/models/comment.json": ("comments", 1),
    "python-facebook/facebook/models/post.json": ("feed", 1),
    "restfb/post-with-comment-count-only.json": ("feed", 1),
    "restfb/post-with-normal-comments.json": ("feed", 2),
    "restfb/v2_1/post-messagetags.json": ("feed", 1),
    "restfb/v2_1/post-portoguese.json": ("feed", 1),
    "restfb/v2_1/post-story.json": ("feed", 1),
    "restfb/v2_1/post-with-likes-totalcount.json": ("feed", 1),
    "restfb/v2_2/comment-issue286.json": ("comments", 1),
    "restfb/v2_3/post-attachments.json": ("feed", 1),
    "restfb/v2_3/post-likes-summary.json": ("feed", 1),
    "restfb/v2_4/video-commentcount.json": ("feed", 2),
    "restfb/v2_5/album-with-comments.json": ("feed", 2),
    "restfb/v2_5/photo-comments.json": ("feed", 2),
    "restfb/v2_5/post-parent.json": ("feed", 1),
    "restfb/v2_9/comment-permalink.json": ("comments", 1),
    "restfb/v2_9/comment-reactions.json": ("comments", 1),
}
ERRORS = {
    "python-facebook/base/error_data.json": AccessDenied,
    "restfb/exampleError.json": AccessDenied,
    "restfb/exampleErrorNew.json": AccessDenied,
    "restfb/oauthExampleError.json": SourceUnavailable,
}


def real_answer(name: str) -> Any:
    """A recorded answer; a single object, or several by their ids, as the list they stand in."""
    data = json.loads((REAL / name).read_bytes())
    if name in LISTS:
        return data
    return {"data": [data] if "id" in data else list(data.values())}


def in_payload(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The posts and comments of an object, counted without our reader."""
    yield item
    yield from (item.get("comments") or {}).get("data", [])


@pytest.mark.parametrize("name", [*LISTS, *OBJECTS])
def test_every_real_post_and_comment_is_read(name: str) -> None:
    """Once, with all that the payload has of it."""
    edge, count = (LISTS | OBJECTS)[name]
    answer = real_answer(name)
    page = SOURCE.read(below() if edge == "comments" else asked(edge, None), body(answer))
    items = [one for item in answer["data"] for one in in_payload(item)]
    assert len(page.mentions) == len(items) == count
    assert len({each.id for each in page.mentions}) == count
    for item, mention in zip(items, page.mentions, strict=True):
        assert item.get("id", mention.id).endswith(mention.id)
        assert mention.text == (item.get("message") or item.get("story") or "").strip()
        assert (mention.published_at is not None) == ("created_time" in item)
        assert (mention.author is not None) == ("from" in item)
        assert mention.url == item.get("permalink_url", mention.url)
        assert (mention.kind == "comment") == (mention.parent_id is not None)
        assert mention.engagement
        told = item.get("like_count"), item.get("comment_count")
        if told != (None, None):
            assert (mention.engagement.likes, mention.engagement.replies) == told


def test_the_real_lists_go_on_where_facebook_says_so() -> None:
    """And without the token of their addresses."""
    for name, (edge, _) in LISTS.items():
        answer = real_answer(name)
        request = below() if edge == "comments" else asked(edge, None)
        page = SOURCE.read(request, body(answer))
        after = "next" in answer.get("paging", {})
        assert (page.next is not None) == after
        assert not page.next or "access_token" not in page.next.url + str(page.next.cursor)


def test_the_counts_of_a_real_post_are_read() -> None:
    """Reactions, comments and shares, each in a word of its own."""
    answer = real_answer("python-facebook/facebook/apidata/posts/feeds_default_fields_p1.json")
    counts = SOURCE.read(asked("feed", None), body(answer)).mentions[0].engagement
    assert counts
    assert (counts.likes, counts.replies, counts.shares) == (125, 13, 10)


@pytest.mark.parametrize("name", ERRORS)
def test_every_real_error_is_told(name: str) -> None:
    """As what a person has to do about it."""
    with pytest.raises(ERRORS[name]):
        SOURCE.read(asked("feed"), Payload(body=(REAL / name).read_bytes(), status=400))


def test_the_real_page_with_ratings_gives_its_totals() -> None:
    """The stars that are left of the reviews."""
    payload = Payload(body=(REAL / "restfb/v3_2/page-with-ratings.json").read_bytes())
    totals = SOURCE.read(SOURCE.first(WATCH, None), payload).totals
    assert totals
    assert (totals.stars, totals.count) == (2.5, 2)
