"""Google News beyond the recordings: what is asked, what a full page proves, what is no feed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from listener.spiders.googlenews import MOST, SOURCE

from listener.errors import UnexpectedAnswer
from listener.model import Bookmark, Page, Payload, Request, Watch
from listener.walk import Walk, WalkEnd

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WATCH = Watch(brand="luna", source="googlenews", terms=('café "luna"',))
SHARED = Path(os.environ.get("LISTENER_SHARED") or Path(__file__).parent.parent.parent / "shared")
ALERT = SHARED / "recordings" / "feeds" / "feedjira" / "google_alerts_atom.xml"


def asked(request: Request) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(request.url).query).items()}


def page(*items: str) -> Page:
    body = f"<rss version='2.0'><channel><title>x</title>{''.join(items)}</channel></rss>"
    return SOURCE.read(SOURCE.first(WATCH, None), Payload(body=body.encode()))


def item(number: int, *, hours_ago: int = 0, more: str = "", outlet: str = "El Diario") -> str:
    at = (NOW - timedelta(hours=hours_ago)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return (
        f"<item><title>Titular {number} - {outlet}</title><link>https://news.google.com/a/{number}"
        f"</link><guid isPermaLink='false'>CBM{number}</guid><pubDate>{at}</pubDate>"
        f"<description>{more}</description><source url='https://www.diario.example'>{outlet}"
        "</source></item>"
    )


def test_the_phrase_is_asked_in_quotes_and_of_one_edition() -> None:
    """Language, country and edition say the same; where they do not, Google shows nothing."""
    query = asked(SOURCE.first(WATCH, None))
    assert query == {
        "q": '"café luna" when:30d',
        "hl": "es",
        "gl": "ES",
        "ceid": "ES:es",
    }


def test_a_watch_in_english_reads_the_english_edition() -> None:
    """A watch that has a language gets the edition of it; one that is not known, the Spanish."""
    watch = Watch(brand="luna", source="googlenews", terms=("luna",), language="en")
    assert asked(SOURCE.first(watch, None))["ceid"] == "US:en"
    watch = Watch(brand="luna", source="googlenews", terms=("luna",), language="xx")
    assert asked(SOURCE.first(watch, None))["ceid"] == "ES:es"


def test_a_later_walk_asks_from_the_day_before_the_bookmark() -> None:
    """Nothing falls between two walks, however far apart they are."""
    mark = Bookmark(newest_at=NOW, finished_at=NOW)
    assert asked(SOURCE.first(WATCH, mark))["q"] == '"café luna" after:2026-11-19'


def test_it_is_off_until_turned_on_and_asks_once_a_minute_at_most() -> None:
    """The search is not offered: it is off, slow, and read as robots.txt allows only."""
    about = SOURCE.about
    assert not about.default_on
    assert about.access == "public-page"
    assert about.pace.delay >= 60
    assert about.pace.concurrency == 1


def test_a_full_page_leaves_a_gap() -> None:
    """Google shows a hundred by relevance: what it left out may be as new as what it shows."""
    full = page(*(item(number, hours_ago=number) for number in range(MOST)))
    assert len(full.mentions) == MOST
    since = Bookmark(newest_at=NOW - timedelta(hours=6), finished_at=NOW - timedelta(hours=6))
    walk = Walk(since=since, started_at=NOW, overlap=SOURCE.about.overlap, budget=1)
    end = walk.take(full, {})
    assert isinstance(end, WalkEnd)
    assert end.stopped_because == "source_cap"
    assert end.gap is not None
    assert end.gap.to_at == NOW


def test_a_page_that_is_not_full_leaves_none() -> None:
    """Fewer than a hundred headlines are all there are."""
    since = Bookmark(newest_at=NOW - timedelta(hours=6), finished_at=NOW - timedelta(hours=6))
    walk = Walk(since=since, started_at=NOW, overlap=SOURCE.about.overlap, budget=1)
    end = walk.take(page(item(1), item(2, hours_ago=50)), {})
    assert isinstance(end, WalkEnd)
    assert end.stopped_because == "exhausted"
    assert end.gap is None


def test_headline_and_outlet_are_told_apart() -> None:
    """The outlet is the author and gives the site; the description that repeats both is nothing."""
    (mention,) = page(item(7, more="Titular 7&amp;nbsp;El Diario")).mentions
    assert mention.title == "Titular 7"
    assert mention.text == ""
    assert mention.author is not None
    assert (mention.author.name, mention.subject) == ("El Diario", "diario.example")


def test_a_description_that_says_more_is_kept() -> None:
    """Where Google gathers the headlines of other outlets, they are words to be matched."""
    (mention,) = page(item(7, more="Titular 7 El Diario. Café Luna cierra La Voz")).mentions
    assert "Café Luna cierra" in mention.text


def test_an_article_keeps_its_id_wherever_it_stands() -> None:
    """The guid is Google's own: order and company do not change it."""
    assert {each.id for each in page(item(1), item(2)).mentions} == {"CBM1", "CBM2"}
    assert page(item(2), item(1), item(1)).mentions[1].id == "CBM1"


@pytest.mark.parametrize(
    "body", ["", "We're sorry", "<html><body>Antes de continuar</body></html>", '{"error": 1}']
)
def test_prose_and_pages_answered_as_200_are_errors(body: str) -> None:
    """What is no feed is never taken for "no headlines"."""
    with pytest.raises(UnexpectedAnswer, match="Google"):
        SOURCE.read(SOURCE.first(WATCH, None), Payload(body=body.encode()))


@pytest.mark.skipif(not ALERT.is_file(), reason=f"no real recording at {ALERT}")
def test_the_real_feed_of_an_alert_has_the_same_shape() -> None:
    """Each entry of the only real answer of Google's news that there is, is read once and whole."""
    found = SOURCE.read(SOURCE.first(WATCH, None), Payload(body=ALERT.read_bytes())).mentions
    assert len(found) == ALERT.read_bytes().count(b"<entry>")
    for mention in found:
        assert mention.id.startswith("tag:google.com,2013:googlealerts/feed:")
        assert mention.url.startswith("https://www.google.com/url?")
        assert mention.title
        assert mention.text
        assert mention.published_at
