"""What is special about Instagram: whose account it is, and replies below comments."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from listener.spiders.instagram import SOURCE, TOKEN

from listener.errors import AccessDenied, Throttled, UnexpectedAnswer
from listener.model import Mention, Payload, Request, Watch
from tests.graph import BOOKMARK, NOW, SECRET, body, error, paging

ROOT = Path(__file__).parent.parent
REAL = Path(os.environ.get("LISTENER_SHARED") or ROOT.parent / "shared") / "recordings/instagram"
ME = "17841400000000001"
WATCH = Watch(brand="luna", source="instagram", listing="cafeluna")
ACCOUNT = {"instagram_business_account": {"id": ME, "username": "CafeLuna"}}


def asked(edge: str, *, fresh: bool = False) -> Request:
    """The first request for that list of a walk."""
    page = SOURCE.read(SOURCE.first(WATCH, None if fresh else BOOKMARK), body(ACCOUNT))
    while page.next and page.next.cursor["edge"] != edge:
        page = SOURCE.read(page.next, body({"data": []}))
    assert page.next
    return page.next


def media(number: int, at: datetime = NOW, **fields: Any) -> dict[str, Any]:
    """A made-up post."""
    link = f"https://www.instagram.com/p/L{number}/"
    return {"id": f"{number}", "permalink": link, "timestamp": written(at)} | fields


def comment(number: int, at: datetime = NOW, **fields: Any) -> dict[str, Any]:
    return {"id": f"{number}", "text": "x", "timestamp": written(at), "username": "ana"} | fields


def written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")


def read(*items: object) -> tuple[Mention, ...]:
    return SOURCE.read(asked("media", fresh=True), body({"data": items})).mentions


# --- whose account -------------------------------------------------------------------------


def test_the_token_of_a_page_leads_to_its_account() -> None:
    """People know the name of their account, not its number."""
    first = SOURCE.first(WATCH, None)
    assert urlsplit(first.url).path == "/v26.0/me"
    page = SOURCE.read(first, body(ACCOUNT))
    assert page.next
    assert f"/{ME}/tags?" in page.next.url


def test_the_token_of_a_person_leads_to_it_through_the_pages() -> None:
    """Which are listed page by page."""
    page = SOURCE.read(SOURCE.first(WATCH, None), error(100, "(#100) nonexisting field"))
    assert page.next
    assert "/me/accounts?" in page.next.url
    more = SOURCE.read(page.next, body({"data": [{"id": "1"}], "paging": paging("uno")}))
    assert more.next
    assert SECRET not in more.next.url
    found = SOURCE.read(more.next, body({"data": [{"id": "2", **ACCOUNT}]}))
    assert found.next
    assert f"/{ME}/tags?" in found.next.url


def test_an_account_that_the_token_does_not_reach_is_named() -> None:
    """It may be another page's, or not connected; an endless list of pages ends."""
    page = SOURCE.read(SOURCE.first(WATCH, None), body({"id": "9"}))
    assert page.next
    with pytest.raises(AccessDenied, match="cafeluna"):
        SOURCE.read(page.next, body({"data": []}))
    more = SOURCE.read(page.next, body({"data": [], "paging": paging("uno")}))
    assert more.next
    for payload in (body({"data": [], "paging": paging("uno")}), error(100)):
        with pytest.raises(AccessDenied, match=TOKEN):
            SOURCE.read(more.next, payload)


def test_a_number_needs_no_looking_up() -> None:
    """The account is asked about at once."""
    watch = Watch(brand="luna", source="instagram", listing=ME)
    assert f"/{ME}/tags?" in SOURCE.first(watch, None).url


@pytest.mark.parametrize(
    ("listing", "known"),
    [
        ("https://www.instagram.com/CafeLuna/?hl=es", "cafeluna"),
        ("instagram.com/cafe.luna_mx/", "cafe.luna_mx"),
        ("@CafeLuna", "cafeluna"),
        ("cafeluna", "cafeluna"),
        (ME, ME),
    ],
)
def test_an_account_is_known_by_its_address_name_or_number(listing: str, known: str) -> None:
    """What a person copies from the app or browser names the same account."""
    assert SOURCE.normal_listing(listing) == known
    assert SOURCE.normal_listing(known) == known


@pytest.mark.parametrize(
    "listing",
    [
        "",
        "Café Luna",
        "https://www.instagram.com/",
        "https://www.instagram.com/p/Cluna0001/",
        "https://www.instagram.com/explore/tags/",
        "#café luna",
        "#☕",
        "../me",
    ],
)
def test_what_is_no_account_is_refused(listing: str) -> None:
    """Nor a hashtag; with an example of what is meant."""
    with pytest.raises(ValueError, match="@cafeluna"):
        SOURCE.normal_listing(listing)


def test_errors_speak_of_instagram() -> None:
    """And name its own secret."""
    with pytest.raises(AccessDenied, match=TOKEN):
        SOURCE.read(asked("tags"), error(190))
    with pytest.raises(AccessDenied, match="instagram_manage_comments"):
        SOURCE.read(asked("tags"), error(10))
    with pytest.raises(Throttled, match="Instagram"):
        SOURCE.read(asked("tags"), error(80002))
    with pytest.raises(AccessDenied, match=TOKEN):
        SOURCE.sign_in({}, NOW)


# --- reading -------------------------------------------------------------------------------


def test_replies_stand_below_their_comment() -> None:
    """And link to the post: comments have no address of their own."""
    replies = {"data": [comment(3), comment(4)]}
    below = {"data": [comment(2, replies=replies)]}
    _, above, *answers = read(media(1, comments=below))
    assert [each.id for each in answers] == ["3", "4"]
    assert {(each.parent_id, each.thread_id) for each in answers} == {("2", "1")}
    assert (above.parent_id, above.thread_id, above.url) == (
        "1",
        "1",
        "https://www.instagram.com/p/L1/",
    )


def test_replies_and_comments_that_did_not_come_along_are_asked_for() -> None:
    """One list after the other; what waits is in the cursor."""
    replies = {"data": [comment(3)], "paging": paging("uno")}
    below = {"data": [comment(2, replies=replies)], "paging": paging("dos")}
    page = SOURCE.read(asked("media"), body({"data": [media(1, comments=below)]}))
    ways, found = [], list(page.mentions)
    while page.next:
        ways.append(urlsplit(page.next.url).path)
        page = SOURCE.read(page.next, body({"data": [comment(10 + len(ways))]}))
        found += page.mentions
    assert ways == ["/v26.0/1/comments", "/v26.0/2/replies"]
    assert [(each.id, each.parent_id) for each in found] == [
        ("1", None),
        ("2", "1"),
        ("3", "2"),
        ("11", "1"),
        ("12", "2"),
    ]


def test_old_comments_are_not_asked_for_again() -> None:
    """Instagram lists the newest first."""
    below = {"data": [comment(2, NOW - timedelta(days=3))], "paging": paging("dos")}
    assert SOURCE.read(asked("media"), body({"data": [media(1, comments=below)]})).next is None


def test_a_new_reply_to_an_old_comment_is_read() -> None:
    """Where it comes along with one of the newest fifty, and then older ones are looked at."""
    replies = {"data": [comment(3, NOW)]}
    old = comment(2, NOW - timedelta(days=3), replies=replies)
    below = {"data": [old], "paging": paging("dos")}
    page = SOURCE.read(asked("media"), body({"data": [media(1, comments=below)]}))
    assert [each.id for each in page.mentions] == ["1", "2", "3"]
    assert page.next


def test_old_posts_end_a_list() -> None:
    """Four weeks after it was shown, a post is left for the weekly walk."""
    answer = {"data": [media(1, NOW - timedelta(days=29))], "paging": paging("uno")}
    assert SOURCE.read(asked("media"), body(answer)).next is None
    assert SOURCE.read(asked("media", fresh=True), body(answer)).next


def test_a_missing_name_is_no_author() -> None:
    """Some answers leave it out."""
    (mention,) = read(media(1))
    assert mention.author is None


def test_other_answers_are_a_change() -> None:
    """A list without one readable post is no empty list."""
    with pytest.raises(UnexpectedAnswer):
        SOURCE.read(asked("media"), body({"data": [{"pk": 1}]}))


# --- real answers --------------------------------------------------------------------------

# The pages of hashtags, stories and other accounts are not asked for, but are written the same.
LISTS = {
    "python-facebook/instagram/apidata/users/tagged_medias.json": ("tags", 5),
    "python-facebook/instagram/apidata/users/medias_p2.json": ("media", 2),
    "python-facebook/instagram/apidata/medias/comments_p2.json": ("comments", 2),
    "python-facebook/instagram/apidata/hashtags/hashtag_top_medias_p1.json": ("tags", 25),
    "python-facebook/instagram/apidata/hashtags/hashtag_top_medias_p2.json": ("tags", 25),
    "python-facebook/instagram/apidata/users/stories.json": ("tags", 2),
    "python-facebook/instagram/apidata/stories/stories_fields_p1.json": ("tags", 2),
}
OBJECTS = {
    "python-facebook/instagram/apidata/comments/comment_fields.json": ("comments", 1),
    "python-facebook/instagram/apidata/comments/comments_fields.json": ("comments", 2),
    "python-facebook/instagram/apidata/medias/media_default.json": ("media", 1),
    "python-facebook/instagram/apidata/medias/medias_fields.json": ("media", 2),
    "python-facebook/instagram/apidata/stories/stories_info.json": ("media", 2),
    "python-facebook/instagram/models/ig_comment.json": ("comments", 2),
    "restfb/comment_missing_user.json": ("comments", 1),
    "restfb/media-image.json": ("media", 1),
}


def real_answer(name: str) -> Any:
    """A recorded answer; a single object, or several by their ids, as the list they stand in."""
    data = json.loads((REAL / name).read_bytes())
    if name in LISTS:
        return data
    return {"data": [data] if "id" in data else list(data.values())}


def below() -> Request:
    """The request for the comments of a post."""
    thread = {"data": [comment(2)], "paging": paging("uno")}
    page = SOURCE.read(asked("media", fresh=True), body({"data": [media(1, comments=thread)]}))
    assert page.next
    return page.next


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real recordings in {REAL}")
@pytest.mark.parametrize("name", [*LISTS, *OBJECTS])
def test_every_real_post_and_comment_is_read(name: str) -> None:
    """Once, with all that the payload has of it."""
    edge, count = (LISTS | OBJECTS)[name]
    answer = real_answer(name)
    request = below() if edge == "comments" else asked(edge, fresh=True)
    page = SOURCE.read(request, body(answer))
    items = [
        one for each in answer["data"] for one in (each, *each.get("replies", {}).get("data", []))
    ]
    assert len(page.mentions) == len({each.id for each in page.mentions}) == len(items) == count
    for item, mention in zip(items, page.mentions, strict=True):
        assert mention.id == item["id"]
        assert mention.text == (item.get("caption") or item.get("text") or "").strip()
        assert (mention.published_at is not None) == ("timestamp" in item)
        assert mention.published_at is None or mention.published_at.tzinfo is UTC
        link = item.get("permalink", "").replace("<", "")
        assert mention.url == link or edge == "comments"
        assert mention.author is None or mention.author.name == item.get("username")
        assert (mention.author is not None) == bool({"username", "user", "owner"} & item.keys())
        assert mention.engagement
        assert mention.engagement.likes == item.get("like_count")
        if edge != "comments":
            assert mention.engagement.replies == item.get("comments_count")


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real recordings in {REAL}")
def test_the_real_error_of_instagram_is_told() -> None:
    """A wrong question is our mistake, not that of who uses the token."""
    payload = Payload(body=(REAL / "restfb/ig_login_exception.json").read_bytes(), status=400)
    with pytest.raises(UnexpectedAnswer, match="Instagram"):
        SOURCE.read(asked("tags"), payload)
