"""Listings found by name: what each source asks, and what it reads in honest and odd answers.

All answers are made up by us in the shape that each site documents or shows.
"""

from __future__ import annotations

import json
import time

import pytest

from listener.config import Crawl
from listener.errors import SourceError, SourceUnavailable, UnexpectedAnswer
from listener.finding import LookUp, Question, findings, is_likely, is_there, look_ups
from listener.model import Payload, Request
from listener.source import FindsListings, Found, Source, load_source, source_names
from tests.growth import growth

NAMES = [name for name in source_names() if isinstance(load_source(name), FindsListings)]
SITE = "https://lumbre.example/"


def finder(name: str) -> FindsListings:
    source = load_source(name)
    assert isinstance(source, FindsListings)
    return source


def asked(name: str, words: str = "Lumbre", site: str = SITE, country: str = "es") -> Request:
    request = finder(name).look_up(words, site, country)
    assert request is not None
    return request


def found(name: str, body: str | bytes | object, status: int = 200, **more: str):
    """What the source reads in this answer to its look-up."""
    if not isinstance(body, str | bytes):
        body = json.dumps(body)
    request = asked(name)
    raw = body.encode() if isinstance(body, str) else body
    return finder(name).found(request, Payload(body=raw, url=request.url, status=status, **more))


def test_those_that_can_be_asked_by_name_are_these() -> None:
    """Stores have a search; the rest is found on the site of the brand."""
    assert set(NAMES) >= {"appstore", "googleplay", "feeds", "woocommerce", "reviewpages"}


@pytest.mark.parametrize("name", NAMES)
def test_without_name_and_site_nobody_is_asked(name: str) -> None:
    """There is nothing to ask."""
    assert finder(name).look_up("", "", "es") is None
    assert finder(name).look_up("  ", "", "") is None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "words", ["Café & Té = 100 %?", "日本 ñ", "a\udcffb", "x" * 500, "../../etc", "'; --"]
)
def test_any_name_can_be_looked_for(name: str, words: str) -> None:
    """Whatever it is called, the address asked is one address."""
    url = asked(name, words).url
    assert url.startswith("https://")
    assert url.isprintable()
    assert " " not in url


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"null", b"[]", b"{}", b"\xff\xfe\x00", b"<", b"<html></html>", b"[" * 5000),
        *(b'{"results": {}}', b'{"results": [1, null, {"trackId": true}]}', b"<rss", b"\x1f\x8bno"),
        b'[{"id": "x"}]',
    ],
)
def test_an_odd_answer_finds_nothing_and_breaks_nothing(name: str, body: bytes) -> None:
    """No listing, or an error of ours; never another."""
    try:
        listings, _ = found(name, body)
    except SourceError:
        return
    assert all(each.source == name for each in listings)


def test_apple_is_asked_in_one_country() -> None:
    """By its documented search, ten apps at most."""
    assert asked("appstore", "Café Luna", country="mx").url == (
        "https://itunes.apple.com/search?term=Caf%C3%A9+Luna&entity=software&country=mx&limit=10"
    )


def test_an_app_is_told_with_its_maker_its_stars_and_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the reader's language; without a rating there are no stars."""
    monkeypatch.setenv("LISTENER_LANG", "es")
    rated = {"trackId": 1234567890, "trackName": "Luna", "artistName": "Luna SL"}
    rated |= {"averageUserRating": 4.6, "userRatingCount": 12345}
    new = {"trackId": 1234567891, "trackName": "Luna 2", "averageUserRating": 0}
    [first, second], following = found("appstore", {"results": [rated, new]})
    assert following is None
    assert first == Found(
        source="appstore",
        listing="1234567890",
        title="Luna",
        url="https://apps.apple.com/es/app/id1234567890",
        detail="Luna SL · 4,6★ · 12.345 valoraciones",
        countries=("es",),
    )
    assert second.detail == ""


@pytest.mark.parametrize("name", ["appstore", "googleplay"])
@pytest.mark.parametrize("status", [403, 404, 503])
def test_a_store_that_refuses_is_told_with_what_to_do(name: str, status: int) -> None:
    """Not as an answer that changed."""
    with pytest.raises(SourceUnavailable, match=rf"answer {status}"):
        found(name, b"no", status)


def test_google_s_results_are_read_once_each_and_only_apps() -> None:
    """Links to books, makers and other sites are none."""
    html = """
    <a href="/store/apps/details?id=com.a.one"><div>Uno</div><div>A SL</div><div>4,4</div></a>
    <a href="https://play.google.com/store/apps/details?id=com.a.one&amp;hl=es">Uno</a>
    <a href="/store/apps/details?id=com.b.two"></a>
    <a href="/store/apps/developer?id=Luna">Luna</a><a href="/store/books/details?id=x.y">B</a>
    <a href="//evil.example/store/apps/details?id=com.evil.app">E</a>
    <a href="/store/apps/details?id=com.c.%3Cscript%3E">S</a><a href="http://[">x</a>"""
    listings, _ = found("googleplay", f"<body><p>{html}</p></body>")
    assert [each.listing for each in listings] == ["com.a.one", "com.b.two"]
    assert listings[0].title == "Uno"
    assert listings[0].detail == "A SL · 4.4★"


HOME = """<head>
<link rel="alternate" type="application/rss+xml" title="Blog &amp; m&aacute;s"
 href="/feed?a=1&amp;b=2">
<LINK HREF='blog/atom.xml' TYPE='application/atom+xml' REL='alternate'>
<link rel=alternate type=application/feed+json href=//lumbre.example/feed.json>
<link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" type="application/rss+xml" href="https://user@evil.example/">
<link rel="stylesheet" type="text/css" href="/feed.css"></head>"""


def test_a_page_s_feeds_are_found_each_once_with_their_titles() -> None:
    """RSS, Atom and JSON Feed, by whole addresses; nothing that is no feed."""
    listings, _ = found("feeds", HOME)
    assert [(each.listing, each.title) for each in listings] == [
        ("https://lumbre.example/feed?a=1&b=2", "Blog & más"),
        ("https://lumbre.example/blog/atom.xml", "https://lumbre.example/blog/atom.xml"),
        ("https://lumbre.example/feed.json", "https://lumbre.example/feed.json"),
    ]


def test_an_address_that_is_a_feed_is_found_itself() -> None:
    """Whoever gives the feed instead of the page gets the feed."""
    rss = "<?xml version='1.0'?><rss version='2.0'><channel><title>L</title></channel></rss>"
    [feed], _ = found("feeds", rss)
    assert feed.listing == SITE


@pytest.mark.parametrize(
    "piece",
    [
        *(b"<link ", b"<link type=application/rss+xml ", b"<", b"<a.a:"),
        b"<link rel=alternate type=application/rss+xml href=/x>",
    ],
)
def test_a_page_made_of_links_takes_as_long_as_it_is(piece: bytes) -> None:
    """However hostile: four times the page takes some four times as long, not sixteen."""
    assert growth(lambda size: found("feeds", piece * size), 100_000) < 9


def test_a_page_that_is_no_feed_is_not_read_as_one() -> None:
    """A megabyte of tags costs a look for the name of a feed, which any real one has."""
    assert found("feeds", b"<link " * 200_000) == ((), None)
    for start in ("<rss version='2.0'><channel>", "<feed xmlns='http://www.w3.org/2005/Atom'>"):
        for coding in ("utf-8", "utf-16"):
            body = f"<?xml version='1.0' encoding='{coding}'?>{start}<title>L</title>".encode(
                coding
            )
            [feed], _ = found("feeds", body)
            assert feed.listing == SITE


def test_a_store_page_made_of_empty_links_is_read_at_once() -> None:
    """Twenty thousand apps without a name, side by side."""
    link = '<a href="/store/apps/details?id=com.luna.a{}"></a>'
    html = "".join(link.format(n) for n in range(20_000))
    began = time.process_time()
    listings, _ = found("googleplay", f"<div>{html}</div>")
    assert listings == ()
    assert time.process_time() - began < 5


def test_more_feeds_than_anybody_reads_are_cut() -> None:
    """Twenty will do."""
    page = "".join(f'<link type="application/rss+xml" href="/f{n}">' for n in range(100))
    assert len(found("feeds", page)[0]) == 20


def test_a_shop_is_known_by_its_answer() -> None:
    """A list of reviews, be it empty; a page or a refusal says that it is no shop."""
    review = {"id": 7, "review": "<p>Bien</p>", "rating": 5}
    for body in ([], [review]):
        [shop], _ = found("woocommerce", body)
        assert shop.listing == "https://lumbre.example"
    assert found("woocommerce", "<html>404 as 200</html>") == ((), None)
    assert found("woocommerce", {"code": "rest_no_route"}) == ((), None)
    assert found("woocommerce", "no", 403) == ((), None)


def test_a_shop_without_pretty_addresses_is_asked_the_other_way_once() -> None:
    """After a 404, by `?rest_route=`; then it is no shop."""
    nothing, following = found("woocommerce", "no", 404)
    assert nothing == ()
    assert following is not None
    assert "rest_route" in following.url
    answer = Payload(body=b"no", url=following.url, status=404)
    assert finder("woocommerce").found(following, answer) == ((), None)


def test_a_page_that_marks_stars_is_found_and_one_that_does_not_is_none() -> None:
    """By schema.org; with its mean and how many."""
    marked = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Lumbre",
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": 8,
            "bestRating": 10,
            "worstRating": 0,
            "reviewCount": 30,
        },
    }
    script = f'<script type="application/ld+json">{json.dumps(marked)}</script>'
    head = "<html><head><title>Lumbre \u202e|\n café</title>"
    [page], _ = found("reviewpages", f"{head}{script}</head><body><h1>Lumbre</h1></body></html>")
    assert page.title == "Lumbre | café"
    assert page.detail == "4.2★ · 30 ratings"
    assert page.listing == SITE
    assert found("reviewpages", f"{head}</head><body>hola</body></html>") == ((), None)
    assert found("reviewpages", f"{head}{script}", 404) == ((), None)


# All of them together.

QUESTION = Question(name="Café Lumbre", site=SITE, countries=("es", "mx"))


def run_of(name: str, *listings: Found, error: str = "") -> LookUp:
    source = load_source(name)
    run = LookUp(name, finder(name), source.about, Request(url="https://x.example/"), "", {})
    run.found, run.error = list(listings), error
    return run


def test_what_depends_on_no_country_is_asked_once() -> None:
    """The stores once for each country, the site once for each source."""
    asks = [run.watch.source for run in look_ups(QUESTION, {})]
    assert asks.count("appstore") == asks.count("googleplay") == 2
    assert asks.count("feeds") == asks.count("woocommerce") == asks.count("reviewpages") == 1


def test_the_site_is_read_as_a_page_and_the_interfaces_as_what_they_are() -> None:
    """robots.txt is obeyed wherever a page made for people is asked for."""
    access = {run.watch.source: run.source.about.access for run in look_ups(QUESTION, {})}
    assert access.pop("appstore") != "public-page"
    assert set(access.values()) == {"public-page"}


def test_a_look_up_signs_in_nowhere() -> None:
    """It asks as any stranger would, even of a source whose key is set."""
    for run in look_ups(QUESTION, {"LISTENER_WOOCOMMERCE_KEY": "ck_x"}):
        assert isinstance(run.source, Source)
        assert run.source.sign_in(run.secrets, None) is None  # type: ignore[arg-type]


def test_one_app_in_two_countries_is_one_listing() -> None:
    """With both countries; the likely ones come first, else the order stays."""
    other = Found(source="appstore", listing="2222222222", title="Otra", countries=("es",))
    app = Found(source="appstore", listing="1111111111", title="El CAFE Lumbre", countries=("es",))
    mexican = Found(source="appstore", listing="id1111111111", title="x", countries=("mx",))
    runs = [run_of("appstore", other, app), run_of("appstore", mexican), run_of("feeds")]
    told = findings(runs, QUESTION)
    assert [each.listing for each in told.found] == ["1111111111", "2222222222"]
    assert told.failed == {}


def test_a_listing_that_its_source_cannot_read_is_left_out() -> None:
    """It could not be written either."""
    bad = Found(source="appstore", listing="nonsense", title="Café Lumbre")
    unknown = Found(source="nowhere", listing="x", title="Café Lumbre")
    assert findings([run_of("appstore", bad, unknown)], QUESTION).found == ()


def test_what_failed_is_told_by_source() -> None:
    """Once each, beside what the others found."""
    told = findings([run_of("feeds", error="down"), run_of("appstore")], QUESTION)
    assert told.failed == {"feeds": "down"}


@pytest.mark.parametrize(
    ("title", "listing", "likely"),
    [
        ("Café Lumbre: pedidos", "1", True),
        ("LUMBRE CAFE", "1", True),
        ("Lumbre", "1", False),
        ("Cafetería Alumbre", "1", False),
        ("x", "https://www.lumbre.example/feed", True),
        ("x", "https://lumbre.example.evil/feed", False),
    ],
)
def test_likely_is_what_has_all_words_of_the_name_or_is_on_the_site(
    title: str, listing: str, likely: bool
) -> None:
    """Accents, capitals and order do not matter; half a name is no name."""
    assert is_likely(Found(source="feeds", listing=listing, title=title), QUESTION) == likely


def test_without_a_name_only_the_site_counts() -> None:
    """An empty name is in every title."""
    anything = Found(source="feeds", listing="https://else.example/", title="x")
    assert not is_likely(anything, Question(site=SITE))
    assert not is_there(anything, [("nowhere", "x"), ("feeds", "not an address")])


def test_a_look_up_ends_however_many_pages_the_source_would_like() -> None:
    """A person is waiting."""

    class Endless(FindsListings):
        def look_up(self, name, site, country):
            return Request(url="https://x.example/")

        def found(self, request, payload):
            return (), request

    about = load_source("feeds").about
    run = LookUp("feeds", Endless(), about, Request(url="https://x.example/"), "", {})
    request, answers = run.first(), 0
    while request is not None:
        request = run.take(request, Payload(body=b""))
        answers += 1
    assert answers == 3


def test_patience_is_short_and_nothing_is_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the configuration says of crawls."""
    import listener.crawl.run
    from listener.finding import find

    given = []
    monkeypatch.setattr(
        listener.crawl.run, "crawl", lambda runs, settings, *, now: given.append(settings)
    )
    find(Question(name="x"), Crawl(retries=9, page_timeout_seconds=600.0), now=lambda: None)  # type: ignore[arg-type,return-value]
    assert (given[0].retries, given[0].page_timeout_seconds) == (0, 20.0)


def test_an_answer_that_changed_is_an_error_of_the_source() -> None:
    """Told to the person, not swallowed."""
    with pytest.raises(UnexpectedAnswer, match="results"):
        found("appstore", {"resultCount": 0})
