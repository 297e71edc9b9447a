"""Walks over a real site on loopback, one page after the other."""

from __future__ import annotations

from listener import __version__
from tests.crawl.site import crawled, page, squeezed


def test_pages_one_after_the_other(site):
    """A walk goes from page to page and ends when there is no next."""
    third = site.answers("/3", page("c"))
    second = site.answers("/2", squeezed(page("b", following=third)))
    story = crawled({"url": site.answers("/1", page("a", following=second))})
    run = story["runs"][0]
    assert (run["items"], run["ended"], run["error"]) == (["a", "b", "c"], "taken", None)
    assert site.paths() == ["/1", "/2", "/3"]


def test_identity(site):
    """Every request says who asks, and how to reach them, and carries no cookie."""
    url = site.answers("/", page("a", following=site.url + "/2", Set_Cookie="id=1; Path=/"))
    site.answers("/2", page("b"))
    crawled({"url": url}, contact="team@example.org")
    agents = {asked.headers["user-agent"] for asked in site.asked}
    assert agents == {f"listener/{__version__} (team@example.org)"}
    assert not any("cookie" in asked.headers for asked in site.asked)
    assert "gzip" in site.asked[0].headers["accept-encoding"]


def test_the_store_has_one_thread(site):
    """All that touches the store happens in one thread, for HTTP and client sources alike."""
    url = site.answers("/", page("a"))
    story = crawled({"url": url}, {"url": url, "term": "y"}, {"source": "lib", "pages": [["b"]]})
    threads = {thread for run in story["runs"] for thread in run["threads"]}
    assert threads == {"listener-store_0"}


def test_post_and_headers(site):
    """A source's method, headers and body arrive as given."""
    url = site.answers("/search", page("a"))
    crawled({"url": url, "method": "POST", "headers": {"X-Key": "k"}, "body": '{"q": "ñ"}'})
    asked = site.asked[0]
    assert (asked.method, asked.headers["x-key"]) == ("POST", "k")
    assert asked.body.decode() == '{"q": "ñ"}'


def test_a_held_watch_is_left_alone(site):
    """A watch that another crawl holds is not asked for."""
    story = crawled({"url": site.answers("/", page("a")), "held": True})
    assert (site.asked, story["runs"][0]["ended"]) == ([], "")


def test_conditional(site):
    """A conditional request carries what was kept; 304 ends the walk as unchanged."""
    url = site.answers("/feed", (304, {"ETag": '"1"'}, b""))
    kept = {"etag": '"1"', "last_modified": "Sun, 22 Nov 2026 10:00:00 GMT"}
    story = crawled({"url": url, "conditional": True, "validators": kept})
    assert site.asked[0].headers["if-none-match"] == '"1"'
    assert site.asked[0].headers["if-modified-since"] == kept["last_modified"]
    assert story["runs"][0]["ended"] == "unchanged"


def test_validators_are_kept(site):
    """What a site gives to be asked with next time is handed on; an unconditional one is not."""
    stamped = page("a", ETag='W/"2"', Last_Modified="Sun, 22 Nov 2026 11:00:00 GMT")
    url = site.answers("/feed", stamped)
    story = crawled({"url": url, "conditional": True}, {"url": url, "term": "y"})
    assert story["runs"][0]["kept"][0]["validators"] == {
        "etag": 'W/"2"',
        "last_modified": "Sun, 22 Nov 2026 11:00:00 GMT",
    }
    assert story["runs"][1]["kept"][0]["validators"] == {}


def test_moved_for_good(site):
    """Permanent redirects all the way tell the new address; a temporary one does not."""
    new = site.answers("/new", page("a"))
    middle = site.answers("/middle", (308, {"Location": new}, b""))
    old = site.answers("/old", (301, {"Location": middle}, b""))
    for_now = site.answers("/today", (302, {"Location": old}, b""))
    story = crawled({"url": old}, {"url": for_now, "term": "y"})
    moved = [run["kept"][0]["moved_to"] for run in story["runs"]]
    assert moved == [new, None]


def test_keys_do_not_follow_to_another_site(site, new_site):
    """The headers that a source gave stay with its own site; the identity goes along."""
    other = new_site()
    away = (302, {"Location": other.answers("/there", page("a"))}, b"")
    url = site.answers("/", away)
    crawled({"url": url, "headers": {"X-Api-Key": "secret", "Accept": "application/json"}})
    asked = other.asked[0].headers
    assert "x-api-key" not in asked
    assert "referer" not in asked
    assert asked["accept"] == "application/json"
    assert asked["user-agent"].startswith("listener/")


def test_a_source_reads_statuses_of_its_own(site):
    """A status that the source reads itself is no error."""
    url = site.answers("/", (404, {}, b"nothing today"))
    story = crawled({"url": url, "about": {"reads": [200, 404]}})
    assert story["runs"][0]["ended"] == "read 404"


def test_logging_stays_as_it_was(site):
    """The crawl leaves the program's logging alone and logs no key that stands in an address."""
    url = site.answers("/", page("a", following=site.url + "/gone?token=hunter22"))
    story = crawled({"url": url + "?api_key=hunter22"}, debug=True)
    assert story["logging_untouched"]
    assert "hunter22" not in story["stderr"]
    assert "hunter22" not in str(story["runs"][0]["error"])
