"""Sites that fail, in every way that we know; the words say what to do."""

from __future__ import annotations

import gzip
import time
from contextlib import suppress

from listener.crawl.answers import REST
from tests.crawl.site import crawled, page


def failed(site, *answers, path="/", **watch):
    """The error of a walk that begins at such an answer."""
    settings = watch.pop("settings", {})
    story = crawled({"url": site.answers(path, *answers), **watch}, **settings)
    assert story["runs"][0]["ended"] == "failed"
    return story["runs"][0]["error"]


REFUSALS = [
    (401, "AccessDenied", "listener doctor"),
    (403, "AccessDenied", "no permission"),
    (410, "AccessDenied", "gone for good"),
    (451, "AccessDenied", "legal"),
    (404, "UnexpectedAnswer", "check that the address"),
    (400, "UnexpectedAnswer", "status 400"),
    (204, "UnexpectedAnswer", "status 204"),
    (304, "UnexpectedAnswer", "status 304"),
]


def test_refusals(site):
    """A refusal is not asked for twice, and says what a person can do."""
    for status, *_ in REFUSALS:
        site.answers(f"/{status}", (status, {}, b"" if status in (204, 304) else b"no"))
    runs = crawled(
        *({"url": f"{site.url}/{status}", "term": str(status)} for status, *_ in REFUSALS)
    )
    assert len(site.asked) == len(REFUSALS)
    for run, (_, kind, words) in zip(runs["runs"], REFUSALS, strict=True):
        assert run["error"]["kind"] == kind
        assert words in run["error"]["text"]
        assert ("payload" in run["error"]) is (kind == "UnexpectedAnswer")


def test_trouble_passes(site):
    """A failing server is asked again, and the walk goes on as if nothing had been."""
    url = site.answers("/", (503, {}, b""), (500, {}, b""), page("a"))
    run = crawled({"url": url})["runs"][0]
    assert (run["items"], run["error"], len(site.asked)) == (["a"], None, 3)


def test_trouble_stays(site):
    """After its retries a failing server is left for later."""
    error = failed(site, (502, {}, b""), settings={"retries": 1})
    assert error["kind"] == "SourceUnavailable"
    assert len(site.asked) == 2


def test_short_rest_is_waited_for(site):
    """A short Retry-After is waited for, once."""
    url = site.answers("/", (429, {"Retry-After": "1"}, b""), page("a"))
    story = crawled({"url": url})
    assert story["runs"][0]["items"] == ["a"]
    assert site.asked[1].at - site.asked[0].at >= 0.7


def test_asked_twice_to_slow_down(site):
    """A site that goes on asking to slow down is left to rest for as long as it says."""
    error = failed(site, (429, {"Retry-After": "1"}, b""))
    assert (error["kind"], error["rest"], len(site.asked)) == ("Throttled", 1.0, 2)


def test_long_rest(new_site):
    """A longer rest ends the walk, with the moment when the site may be asked again."""
    dated = {"Retry-After": "Sun, 22 Nov 2026 13:00:00 GMT"}
    cases = [
        (429, {"Retry-After": "3600"}, 3600.0),
        (503, {**dated, "Date": "Sun, 22 Nov 2026 12:30:00 GMT"}, 1800.0),
        (429, {}, REST.total_seconds()),
        (429, {"Retry-After": "soon"}, REST.total_seconds()),
    ]
    sites = [new_site() for _ in cases]
    for each, (status, headers, _) in zip(sites, cases, strict=True):
        each.answers("/", (status, headers, b""))
    runs = crawled(*({"url": each.url + "/", "term": each.url} for each in sites))["runs"]
    assert [run["error"]["kind"] for run in runs] == ["Throttled"] * 4
    assert [run["error"]["rest"] for run in runs] == [rest for *_, rest in cases]
    assert [len(each.asked) for each in sites] == [1] * 4


def test_a_resting_host_is_not_asked_by_others(site):
    """When one watch is told to slow down, the others on that host are not let loose on it."""
    url = site.answers("/", (429, {"Retry-After": "600"}, b""))
    runs = crawled({"url": url}, {"url": url, "term": "y"}, at_once=1)["runs"]
    assert [run["error"]["kind"] for run in runs] == ["Throttled", "Throttled"]
    assert runs[1]["error"]["rest"] > 590
    assert len(site.asked) == 1


def test_hang(site):
    """A site that never ends its answer is given up after the time cap."""

    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b".")
            time.sleep(0.2)

    def silence(_):
        time.sleep(20)

    urls = [site.answers("/drip", drip), site.answers("/silence", silence)]
    watches = [{"url": url, "term": url} for url in urls]
    story = crawled(*watches, page_timeout_seconds=0.7, retries=1)
    for run in story["runs"]:
        assert run["error"]["kind"] == "SourceUnavailable"
        assert "0.7 s" in run["error"]["text"]
    assert len(site.asked) == 4
    assert story["seconds"] < 15


def test_reset_in_the_middle(site):
    """A connection cut in the middle of a body is asked again."""

    def cut(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"items": [')
        handler.wfile.flush()
        handler.close_connection = True

    url = site.answers("/", cut, page("a"))
    run = crawled({"url": url})["runs"][0]
    assert (run["items"], run["error"], len(site.asked)) == (["a"], None, 2)


def test_too_much(site):
    """A body over the cap is not taken in, packed or not, announced or not."""
    body = b"x" * 3_000_000

    def unannounced(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        with suppress(OSError):
            handler.wfile.write(body)

    site.answers("/plain", (200, {}, body))
    site.answers("/packed", (200, {"Content-Encoding": "gzip"}, gzip.compress(body)))
    site.answers("/unannounced", unannounced)
    urls = [site.url + path for path in ("/plain", "/packed", "/unannounced")]
    watches = [{"url": url, "term": url} for url in urls]
    for run in crawled(*watches, answer_megabytes=1.0)["runs"]:
        assert run["error"]["kind"] == "UnexpectedAnswer"
        assert "answer_megabytes" in run["error"]["text"]


def test_garbage(site):
    """What nobody can read is kept, and does not stop the other watches."""
    bad = site.answers("/bad", (200, {}, b"<html>surprise</html>"))
    good = site.answers("/good", page("a"))
    runs = crawled({"url": bad + "?key=hunter22"}, {"url": good, "term": "y"})["runs"]
    assert runs[0]["error"]["kind"] == "UnexpectedAnswer"
    assert runs[0]["error"]["payload"] == "<html>surprise</html>"
    assert runs[0]["error"]["payload_url"].endswith("?key=***")
    assert runs[1]["items"] == ["a"]


def test_broken_gzip(site):
    """A body that is not what its encoding says is trouble, not a crash."""
    error = failed(site, (200, {"Content-Encoding": "gzip"}, b"not gzip at all"))
    assert error["kind"] in ("SourceUnavailable", "UnexpectedAnswer")


def test_circles(site):
    """A redirect without end is given up."""
    url = site.url + "/"
    error = failed(site, (302, {"Location": url}, b""))
    assert error["kind"] == "UnexpectedAnswer"
    assert "without end" in error["text"]


def test_only_the_web():
    """An address that is not the web's is refused, above all one of this machine's files."""
    urls = [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "example.org",
        "data:text/plain,x",
        "http://a..b/",
    ]
    for run in crawled(*({"url": url, "term": url} for url in urls))["runs"]:
        assert run["error"]["kind"] == "UnexpectedAnswer"
        assert "https://" in run["error"]["text"]


def test_nobody_there():
    """A closed port is trouble that may pass."""
    error = crawled({"url": "http://127.0.0.1:9/"})["runs"][0]["error"]
    assert error["kind"] == "SourceUnavailable"
    assert "no connections" in error["text"]


def test_an_error_of_the_source(site):
    """The source's own error comes through as it is, with the answer."""
    error = failed(site, (200, {}, b'{"broken": true}'))
    assert (error["text"], error["payload"]) == ("no items here", '{"broken": true}')


def test_the_store_fails_for_one(site):
    """A watch whose store fails ends alone; the failure is told when all others have ended."""
    url = site.answers("/", page("a"))
    story = crawled(
        {"url": url, "mishap": "disk full"},
        {"url": url, "term": "y"},
        {"url": url, "term": "z", "mishap": "lease lost"},
    )
    assert story["failures"] == ["StoreError: disk full"]
    assert [run["ended"] for run in story["runs"]] == ["", "taken", ""]
