"""Politeness: one pace for a host whoever asks, robots.txt for pages, and a clean stop."""

from __future__ import annotations

import json
import signal
import time
from itertools import pairwise

from tests.crawl.site import crawled, page, start_child, story_of


def test_one_pace_for_two_watches(site):
    """Two watches on one host keep its pace between them, redirects included."""
    for name in "ab":
        last = site.answers(f"/{name}3", page(name))
        moved = site.answers(f"/{name}2", (302, {"Location": last}, b""))
        site.answers(f"/{name}1", page(following=moved))
    about = {"pace": {"delay": 0.2, "concurrency": 1}}
    watches = [{"url": f"{site.url}/{name}1", "term": name, "about": about} for name in "ab"]
    runs = crawled(*watches, pace_factor=1.0)["runs"]
    assert [run["items"] for run in runs] == [["a"], ["b"]]
    times = [asked.at for asked in site.asked]
    assert len(times) == 6
    # A busy machine sees a request late, and the next one soon after it.
    assert min(b - a for a, b in pairwise(times)) >= 0.1
    assert times[-1] - times[0] >= 0.9


def test_hosts_do_not_wait_for_one_another(site, new_site):
    """Different hosts are asked side by side."""
    sites = [site, new_site(), new_site()]
    about = {"pace": {"delay": 0.5, "concurrency": 1}}
    for each in sites:
        each.answers("/", page("a", following=each.answers("/2", page("b"))))
    watches = [{"url": s.url + "/", "about": about, "term": s.url} for s in sites]
    crawled(*watches, pace_factor=1.0)
    began = [each.asked[0].at for each in sites]
    ended = [each.asked[1].at for each in sites]
    assert max(began) < min(ended)


def test_robots_forbid(site):
    """A public page that robots.txt closes is not read; its robots.txt is asked for once."""
    site.answers("/robots.txt", (200, {}, b"User-agent: *\nDisallow: /closed"))
    about = {"access": "public-page"}
    closed, opened = site.answers("/closed", page("x")), site.answers("/open", page("a"))
    runs = crawled({"url": closed, "about": about}, {"url": opened, "about": about, "term": "y"})[
        "runs"
    ]
    assert runs[0]["error"]["kind"] == "AccessDenied"
    assert "robots.txt" in runs[0]["error"]["text"]
    assert runs[1]["items"] == ["a"]
    assert sorted(site.paths()) == ["/open", "/robots.txt"]


def test_robots_by_name(site):
    """Rules for listener count; those for others do not."""
    rules = b"User-agent: listener\nDisallow: /\n\nUser-agent: *\nDisallow:"
    site.answers("/robots.txt", (200, {}, rules))
    run = crawled({"url": site.answers("/", page("a")), "about": {"access": "public-page"}})
    assert run["runs"][0]["error"]["kind"] == "AccessDenied"


def test_robots_ask_for_time(site):
    """The delay that robots.txt asks for is kept, even when our own pace is faster."""
    site.answers("/robots.txt", (200, {}, b"User-agent: *\nCrawl-delay: 1"))
    url = site.answers("/", page("a", following=site.answers("/2", page("b"))))
    crawled({"url": url, "about": {"access": "public-page"}})
    assert site.paths() == ["/robots.txt", "/", "/2"]
    assert site.asked[2].at - site.asked[1].at >= 0.7


def test_robots_missing_or_failing(site, new_site):
    """No robots.txt is permission; a server that fails to show it is not."""
    other = new_site()
    other.answers("/robots.txt", (500, {}, b""))
    about = {"access": "public-page"}
    runs = crawled(
        {"url": site.answers("/", page("a")), "about": about},
        {"url": other.answers("/", page("b")), "about": about, "term": "y"},
        retries=0,
    )["runs"]
    assert runs[0]["items"] == ["a"]
    assert runs[1]["error"]["kind"] == "SourceUnavailable"
    assert "robots.txt" in runs[1]["error"]["text"]
    assert other.paths() == ["/robots.txt"]


def test_an_api_has_no_robots(site):
    """An official API and a feed are made for programs: no robots.txt is asked for."""
    crawled({"url": site.answers("/", page("a")), "about": {"access": "public-feed"}})
    assert site.paths() == ["/"]


def test_redirect_into_a_closed_place(site):
    """A redirect does not lead around robots.txt."""
    site.answers("/robots.txt", (200, {}, b"User-agent: *\nDisallow: /closed"))
    away = (302, {"Location": site.url + "/closed"}, b"")
    run = crawled({"url": site.answers("/", away), "about": {"access": "public-page"}})
    assert run["runs"][0]["error"]["kind"] == "AccessDenied"
    assert "/closed" not in site.paths()


def test_interrupted(site):
    """Ctrl-C lets the page on its way arrive, takes it, and ends the walk there."""

    def slow(handler):
        time.sleep(1.0)
        handler.give(*page("a", following=site.url + "/2"))

    site.answers("/2", page("b"))
    waiting = {"url": site.url + "/2", "term": "y"}
    child = start_child(
        [{"source": "fake", "url": site.answers("/", slow)}, {"source": "fake", **waiting}],
        at_once=1,
    )
    wait_for(lambda: site.asked)
    child.send_signal(signal.SIGINT)
    runs = story_of(child)["runs"]
    assert runs[0]["items"] == ["a"]
    assert runs[0]["error"]["kind"] == "Interrupted"
    assert "interrupted" in runs[0]["error"]["text"]
    assert (runs[1]["ended"], site.paths()) == ("", ["/"])


def test_terminated_while_it_waits(site):
    """SIGTERM does not wait for a pause to pass."""
    url = site.answers("/", (429, {"Retry-After": "25"}, b""))
    child = start_child([{"source": "fake", "url": url}])
    wait_for(lambda: site.asked)
    time.sleep(0.3)
    child.send_signal(signal.SIGTERM)
    story = story_of(child)
    assert story["seconds"] < 10
    assert "interrupted" in story["runs"][0]["error"]["text"]


def test_second_signal_kills(site):
    """A second Ctrl-C ends the process at once."""
    url = site.answers("/", lambda handler: time.sleep(30))
    child = start_child([{"source": "fake", "url": url}])
    wait_for(lambda: site.asked)
    child.send_signal(signal.SIGINT)
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=5)
    assert child.returncode == -signal.SIGINT


def wait_for(happened) -> None:
    """Until it has happened, for ten seconds at most."""
    for _ in range(500):
        if happened():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def test_a_wait_that_an_answer_asks_for_is_kept(site):
    """Some sites say in their data how long to leave them alone."""
    body = json.dumps({"items": ["a"], "next": site.answers("/2", page("b")), "after": 0.4})
    first = site.answers("/", (200, {"Content-Type": "application/json"}, body.encode()))
    run = crawled({"url": first})["runs"][0]
    assert run["items"] == ["a", "b"]
    assert site.asked[1].at - site.asked[0].at >= 0.3


def test_a_long_wait_ends_the_walk_for_now(site):
    """What was read is kept, and nobody of this crawl asks that site before its time."""
    body = json.dumps({"items": ["a"], "next": site.answers("/2", page("b")), "after": 90})
    first = site.answers("/", (200, {"Content-Type": "application/json"}, body.encode()))
    run = crawled({"url": first})["runs"][0]
    assert run["items"] == ["a"]
    assert run["error"]["kind"] == "Throttled"
    assert 60 < run["error"]["rest"] <= 90
    assert site.paths() == ["/"]
