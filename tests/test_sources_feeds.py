"""Feeds beyond the recordings: ids that hold, encodings, and answers that are no feed."""

import gzip
import time
import tracemalloc

import pytest
from listener.spiders import feeds
from listener.spiders._answers import text_of, whole
from listener.spiders.feeds import SOURCE

from listener.errors import UnexpectedAnswer
from listener.model import Mention, Payload, Watch

FEED = "https://diario.example/rss"
ITEM = "<item><title>{}</title><guid isPermaLink='false'>{}</guid><link>{}</link></item>"


def rss(*items: tuple[str, str, str], head: str = "") -> bytes:
    body = "".join(ITEM.format(*item) for item in items)
    return f"{head}<rss version='2.0'><channel>{body}</channel></rss>".encode()


def mentions(
    body: bytes, *, feed: str = FEED, url: str = "", kind: str = ""
) -> tuple[Mention, ...]:
    request = SOURCE.first(Watch(brand="luna", source="feeds", listing=feed), None)
    return SOURCE.read(request, Payload(body=body, content_type=kind, url=url)).mentions


def test_a_feed_is_asked_only_for_what_changed() -> None:
    """The request is conditional, so that an unchanged feed costs nothing."""
    request = SOURCE.first(Watch(brand="luna", source="feeds", listing=FEED), None)
    assert request.url == FEED
    assert request.conditional


def test_the_same_entry_in_two_feeds_is_two_mentions() -> None:
    """Ids of feeds are their own: two feeds may both have an entry called 1."""
    body = rss(("Uno", "1", "/1"))
    here, there = mentions(body), mentions(body, feed="https://otro.example/rss")
    assert here[0].id != there[0].id


def test_a_feed_that_moves_keeps_its_ids() -> None:
    """A redirect, or https in place of http, does not make every entry new."""
    body = rss(("Uno", "1", "/1"), ("Dos", "", "/2"), ("Tres", "", ""))
    ids = [mention.id for mention in mentions(body)]
    assert ids == [m.id for m in mentions(body, url="https://cdn.example/moved.xml")]
    assert ids == [m.id for m in mentions(body, feed="http://Diario.example/rss#top")]


def test_entries_that_share_an_id_are_all_kept_whatever_their_order() -> None:
    """A feed that gives all entries one id loses none, and doubles none when it grows."""
    old = [("Uno", "0", "/1"), ("Dos", "0", "/2")]
    before = {mention.id for mention in mentions(rss(*old))}
    after = {mention.id for mention in mentions(rss(("Tres", "0", "/3"), *reversed(old)))}
    assert len(before) == 2
    assert len(after) == 3
    assert before < after


def test_an_edited_entry_keeps_its_id() -> None:
    """A new headline under the same id is an edit, not another entry."""
    before, after = mentions(rss(("Mal", "1", "/1"))), mentions(rss(("Mejor", "1", "/1")))
    assert before[0].id == after[0].id
    assert before[0].content_hash != after[0].content_hash


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("", ""),
        ("", "text/xml"),
        ("", "text/html; charset=iso-8859-1"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?>", "application/rss+xml"),
        ("<?xml version='1.0' encoding='no-such'?>", "application/xml; charset=us-ascii"),
    ],
)
def test_accents_survive_a_wrong_charset(head: str, kind: str) -> None:
    """Text in UTF-8 is read as such, however the server or the feed announces it."""
    body = rss(("Pésimo café en Peñíscola", "1", "/1"), head=head)
    assert mentions(body, kind=kind)[0].title == "Pésimo café en Peñíscola"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_and_without_its_mark(codec: str) -> None:
    """The first two bytes are enough to know."""
    body = rss(("Año nuevo", "1", "/1")).decode().encode(codec)
    assert mentions(body, kind="application/xml")[0].title == "Año nuevo"


def test_a_compressed_file_is_unpacked() -> None:
    """A feed that is served as a .gz file is a feed."""
    assert mentions(gzip.compress(rss(("Uno", "1", "/1"))))[0].title == "Uno"


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What grows beyond all measure is refused, and memory stays small."""
    monkeypatch.setattr(feeds, "LARGEST", 1000)
    with pytest.raises(UnexpectedAnswer):
        mentions(gzip.compress(rss(("x" * 5000, "1", "/1"))))


def test_a_page_that_offers_a_feed_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who gave the address of the blog is told that of its feed."""
    monkeypatch.setenv("LISTENER_LANG", "es")
    page = b'<html><link href="/feed/" rel=alternate type="application/rss+xml"></html>'
    with pytest.raises(UnexpectedAnswer, match=r"https://blog\.example/feed/"):
        mentions(page, url="https://blog.example/inicio")


def test_an_answer_cannot_send_the_reader_elsewhere() -> None:
    """A body that is an address or a file name is never opened."""
    for body in (b"http://127.0.0.1:9/", b"/etc/passwd", b"file:///etc/passwd"):
        with pytest.raises(UnexpectedAnswer):
            mentions(body)


def test_links_are_whole_or_left_out() -> None:
    """Relative links count from where the answer came from; other schemes are dropped."""
    body = rss(("a", "1", "/x?a=1&amp;b=2"), ("b", "2", "javascript:alert(1)"), ("c", "3", ""))
    urls = [mention.url for mention in mentions(body, url="https://cdn.example/f/rss")]
    assert urls == ["https://cdn.example/x?a=1&b=2", "", ""]


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (" https://Diario.example ", "https://diario.example/"),
        ("feed://diario.example/rss", "https://diario.example/rss"),
        ("feed:http://diario.example/rss", "http://diario.example/rss"),
        ("HTTPS://diario.example/RSS?Q=1#x", "https://diario.example/RSS?Q=1"),
    ],
)
def test_an_address_has_one_right_form(given: str, right: str) -> None:
    """However it is written, a feed is watched once."""
    assert SOURCE.normal_listing(given) == right


@pytest.mark.parametrize("given", ["", "diario", "ftp://d.example/rss", "https://", "https://[x/"])
def test_what_is_no_address_is_refused_with_an_example(given: str) -> None:
    """The message shows what a whole address looks like."""
    with pytest.raises(ValueError, match="https://"):
        SOURCE.normal_listing(given)


@pytest.mark.parametrize(
    "page",
    [
        b"<link " * 30_000,
        b"<link " + b"type=application/rss+xml " * 8_000,
        b"<link" + b" " * 200_000,
    ],
)
def test_a_page_of_nothing_but_links_takes_no_time(page: bytes) -> None:
    """Looking for the feed that a page offers does not run away on a hostile page."""
    began = time.process_time()
    with pytest.raises(UnexpectedAnswer):
        mentions(b"<html>" + page, url=FEED)
    assert time.process_time() - began < 3


def test_a_tag_of_a_million_attributes_takes_no_memory() -> None:
    """Such a tag is left out, a picture in the text for one; the words around it are kept."""
    picture = b"<![CDATA[hola <img src='data:" + b"x" * 200_000 + b"'> adi\xc3\xb3s]]>"
    bomb = b"<p " + b'a="b" ' * 300_000 + b">"
    body = (
        b"<rss version='2.0'><channel>%s<item><description>%s</description></item></channel></rss>"
    )
    tracemalloc.start()
    (found,) = mentions(body % (bomb, picture))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.text.split() == ["hola", "adiós"]
    assert peak < 50_000_000


@pytest.mark.parametrize("tag", ["<", "<script ", "</script", "<style>"])
def test_html_that_the_cleaner_refuses_takes_no_time(tag: str) -> None:
    """The plain way of taking tags out is as fast on a text made of tags that never end."""
    began = time.process_time()
    assert text_of("hola <script></script>&#27;" + tag * 100_000).startswith("hola")
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("value", "count"),
    [("7", 7), (10**30, None), (-(10**30), None), ("9" * 5000, None), (1e300, None)],
)
def test_a_count_that_no_database_holds_is_none(value: object, count: int | None) -> None:
    """A ridiculous number of likes does not stop what was said from being stored."""
    assert whole(value) == count
