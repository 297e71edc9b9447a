"""Real answers of Mastodon, recorded elsewhere and not kept in this repository.

They are looked for in the folder LISTENER_SHARED, or `../shared`, and skipped when absent.
"""

import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from listener.spiders._snowflake import are_snowflakes
from listener.spiders.mastodon import SOURCE

from listener.errors import AccessDenied, UnexpectedAnswer
from listener.model import Mention, Payload, Request, Watch
from tests.cassettes import body_in, one

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings"
FOLDER = SHARED / "mastodon"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real recordings in {FOLDER}")


class Recorded(NamedTuple):
    """One question and its answer; how many in its file come before it."""

    file: str
    before: int
    method: str
    url: str
    code: int
    link: str
    body: str


def cassette(path: Path) -> Iterator[Recorded]:
    """The questions and answers of a cassette of VCR, by Python or R."""
    parts = re.split(r"\n- request:\n", path.read_text("utf-8"))[1:]
    for before, part in enumerate(parts):
        question, _, told = part.partition("\n  response:\n")
        link = one(r"\n      link:\s(?:\s*- )?(.*?)\n      (?:- |[\w-]+:)", told)
        yield Recorded(
            file=path.relative_to(FOLDER).as_posix(),
            before=before,
            method=one(r"method: (\w+)", question).upper(),
            url=one(r"uri: (\S+)", question),
            code=int(one(r"(?:code|status): (\d+)", told)),
            link=re.sub(r"\s+", " ", link),
            body=body_in(told).decode("utf-8", "surrogatepass"),
        )


def raw(path: Path) -> Recorded:
    """An answer as it came over the wire in 2016; of what it was asked, only a name is left."""
    head, _, body = path.read_text("utf-8").replace("\r\n", "\n").partition("\n\n")
    url = f"https://mastodon.social/api/v1/timelines/{path.stem}"
    code = int(one(r"HTTP/\S+ (\d+)", head))
    file = path.relative_to(FOLDER).as_posix()
    return Recorded(file, 0, "GET", url, code, one(r"\nlink: ([^\n]+)", head), body)


def recorded() -> list[Recorded]:
    cassettes = sorted(
        [*FOLDER.glob("*/*.yml"), *FOLDER.glob("*/*/*.yaml"), *FOLDER.glob("*/*.yaml")]
    )
    found = [each for path in cassettes for each in cassette(path)]
    return found + [raw(path) for path in sorted(FOLDER.glob("mastodon-api-gem/*.json"))]


def asks_as_we_do(each: Recorded) -> bool:
    """Whether it is a list that the source reads, or one of the same form."""
    path = urlsplit(each.url).path
    lists = r"/api/v1/(timelines/(?!link)|accounts/\d+/statuses|trends/statuses)|/api/v2/search"
    is_list = each.body.startswith("[") or '"statuses":' in each.body
    return each.method == "GET" and is_list and bool(re.match(lists, path))


ALL = recorded() if FOLDER.is_dir() else []
LISTS = [each for each in ALL if asks_as_we_do(each)]


def listing_of(each: Recorded) -> str:
    """The listing that is nearest to what was asked; hosts without a dot get one."""
    parts = urlsplit(each.url)
    site = f"https://{parts.netloc.replace('localhost', 'localhost.example')}"
    if tag := re.search(r"/timelines/tag/(\w+)", parts.path):
        return f"{site}/tags/{tag[1]}"
    if "/accounts/" in parts.path:
        return f"{site}/@somebody"
    return f"{site}/search?q=x" if "/search" in parts.path else f"{site}/public"


def read(each: Recorded) -> Any:
    request = SOURCE.first(Watch(brand="x", source="mastodon", listing=listing_of(each)), None)
    if "/statuses" in each.url:
        request = Request(url=each.url, cursor={**request.cursor, "account": "1"})
    headers = {"link": each.link} if each.link else {}
    payload = Payload(body=each.body.encode(), status=each.code, headers=headers)
    return SOURCE.read(request, payload)


def posts_in(each: Recorded) -> list[dict[str, Any]]:
    """The posts of a payload, a boost standing for what it passes on, by their own name once."""
    data = json.loads(each.body)
    listed = data["statuses"] if isinstance(data, dict) else data
    posts = [post.get("reblog") or post for post in listed]
    return list({post["uri"]: post for post in reversed(posts)}.values())[::-1]


def kept(post: dict[str, Any], listing: str) -> bool:
    account = post["account"]
    searched = "/public" in listing or "/search" in listing
    searchable = not account.get("noindex") and not (searched and account.get("indexable") is False)
    return searchable and post.get("visibility", "public") in ("public", "unlisted")


def name_of(each: Recorded) -> str:
    return f"{each.file}:{each.before}"


@pytest.mark.parametrize("each", LISTS, ids=name_of)
def test_every_post_of_a_real_list_is_read_once(each: Recorded) -> None:
    """With its link, author, time, words, parent and counts; only what is held back is missing."""
    page = read(each)
    wanted = {post["uri"]: post for post in posts_in(each) if kept(post, listing_of(each))}
    assert sorted(mention.id for mention in page.mentions) == sorted(wanted)
    for mention in page.mentions:
        check(mention, wanted[mention.id])


def check(mention: Mention, post: dict[str, Any]) -> None:
    assert mention.url == (post["url"] or post["uri"])
    assert mention.author is not None
    assert mention.author.id is not None
    assert mention.author.id.startswith(post["account"]["acct"])
    assert mention.author.url == post["account"]["url"]
    assert mention.published_at == datetime.fromisoformat(post["created_at"])
    assert bool(mention.edited_at) == bool(post.get("edited_at"))
    assert bool(mention.parent_id) == (mention.kind == "comment") == bool(post["in_reply_to_id"])
    assert mention.engagement is not None
    assert mention.engagement.likes == post["favourites_count"]
    assert mention.engagement.shares == post["reblogs_count"]
    assert mention.engagement.replies == post.get("replies_count")
    words = unescape(re.sub(r"<[^>]*>", "", post["content"]))
    assert re.sub(r"\s", "", mention.text) == re.sub(r"\s", "", words)
    assert "# " not in mention.text or "# " in post["content"]


@pytest.mark.parametrize("each", [each for each in LISTS if each.link], ids=name_of)
def test_a_real_list_goes_on_where_its_header_says(each: Recorded) -> None:
    """The number of the next page, asked again of our own address."""
    following = read(each).next
    told = one(r"max_id=(\w+)[^,]*rel=\"next\"", each.link)
    assert told or following is None
    if told:
        assert following is not None
        assert following.url.endswith(f"max_id={told}")


def test_real_refusals_and_other_answers_are_told_apart() -> None:
    """An account that is not there, an instance's own page, a list of accounts."""
    lookups = [each for each in ALL if "/accounts/lookup" in each.url]
    assert [each.code for each in lookups] in ([], [404, 200, 200])
    for each in lookups:
        parts = urlsplit(each.url)
        listing = f"https://{parts.netloc.replace('localhost', 'localhost.example')}/@somebody"
        request = SOURCE.first(Watch(brand="x", source="mastodon", listing=listing), None)
        payload = Payload(body=each.body.encode(), status=each.code)
        if each.code == 404:
            with pytest.raises(UnexpectedAnswer, match="@somebody"):
                SOURCE.read(request, payload)
        elif kept({"account": json.loads(each.body)}, listing):
            following = SOURCE.read(request, payload).next
            assert following is not None
            assert f"/accounts/{json.loads(each.body)['id']}/statuses" in following.url
        else:
            with pytest.raises(AccessDenied):
                SOURCE.read(request, payload)


@pytest.mark.parametrize(
    "each", [each for each in ALL if "/instance" in each.url and each.method == "GET"], ids=name_of
)
def test_a_real_answer_of_another_kind_is_no_empty_list(each: Recorded) -> None:
    """What an instance says about itself holds no posts."""
    request = SOURCE.first(
        Watch(brand="x", source="mastodon", listing="https://m.example/public"), None
    )
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(request, Payload(body=each.body.encode()))


@pytest.mark.skipif((len(ALL), len(LISTS)) != (234, 44), reason="another set of recordings")
def test_the_lists_together() -> None:
    """The sum over all files, so that none is lost unseen."""
    posts = {post["uri"] for each in LISTS for post in posts_in(each)}
    wanted = {
        post["uri"] for each in LISTS for post in posts_in(each) if kept(post, listing_of(each))
    }
    found = {mention.id for each in LISTS for mention in read(each).mentions}
    assert (len(posts), len(found)) == (216, 155)
    assert wanted == found


@pytest.mark.parametrize(
    "each",
    [each for each in LISTS if each.link or each.file.startswith("mastodon-api-gem")],
    ids=name_of,
)
def test_real_ids_hold_the_time_of_their_post(each: Recorded) -> None:
    """All of them, of four instances; those of 2016 were just counted."""
    data = json.loads(each.body)
    listed = data["statuses"] if isinstance(data, dict) else data
    assert are_snowflakes(listed) == (not each.file.startswith("mastodon-api-gem"))


@pytest.mark.parametrize("each", [each for each in LISTS if "min_id=" in each.url], ids=name_of)
def test_a_real_page_forwards_lies_above_what_was_asked(each: Recorded) -> None:
    """And leads on from its newest post, as the header's `prev` does."""
    start, top = one(r"min_id=(\w+)", each.url), "9" * 18
    cursor = {"listing": listing_of(each), "account": "1", "min_id": start, "max_id": top}
    cursor |= {"until": "2020-01-01T00:00:00+00:00", "pages": "2"}
    payload = Payload(body=each.body.encode(), headers={"link": each.link} if each.link else {})
    page = SOURCE.read(Request(url=each.url, cursor=cursor), payload)
    assert page.next is not None
    told = one(r"[?&]min_id=(\w+)[^,]*rel=\"prev\"", each.link)
    assert bool(told) == bool(json.loads(each.body))
    assert page.next.url.endswith(f"min_id={told}" if told else f"max_id={top}")
