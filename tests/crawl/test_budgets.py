"""What costs something is paid before it goes out, attempt by attempt, sign-ins included."""

from __future__ import annotations

import socket

import pytest

from tests.crawl.site import crawled, page


def test_every_page_is_paid_before_it_is_asked_for(site):
    """What cannot be paid is not asked for: the walk ends as throttled until there is more."""
    first = site.answers("/", page("a", following=site.answers("/2", page("b"))))
    (run,) = crawled({"url": first, "allowed": 1})["runs"]
    assert (run["items"], run["paid"]) == (["a"], ["page"])
    assert (run["error"]["kind"], run["error"]["rest"]) == ("Throttled", 5 * 3600)
    assert site.paths() == ["/"]


def test_every_attempt_is_paid(site):
    """Sites count each call that arrives: a page that is tried three times costs three."""
    trouble = (503, {}, b"")
    url = site.answers("/", trouble, trouble, page("a"))
    (run,) = crawled({"url": url, "allowed": 9}, retries=2, pace_factor=0)["runs"]
    assert run["items"] == ["a"]
    assert run["paid"] == ["page, reached", "page, reached", "page"]


def test_what_never_arrived_is_given_back():
    """Nobody counts a call to a server that is not there."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        (run,) = crawled({"url": url, "allowed": 9}, retries=0)["runs"]
    assert run["paid"] == ["page, given back"]


def test_what_robots_txt_forbids_is_given_back(site):
    """Asking is what costs."""
    site.answers("/robots.txt", (200, {}, b"User-agent: *\nDisallow: /"))
    plan = {"url": site.answers("/", page("a")), "allowed": 9, "for_people": True}
    (run,) = crawled(plan)["runs"]
    assert run["paid"] == ["page, given back"]


def test_signing_in_is_paid_as_well(site):
    """Some sites count how often one signs in; who cannot pay does not knock."""
    token = (200, {}, b'{"token": "t", "seconds": 3600}')
    plan = {"url": site.answers("/", page("a")), "token_url": site.answers("/token", token)}
    (run,) = crawled({**plan, "allowed": 2})["runs"]
    assert (run["items"], run["paid"]) == (["a"], ["sign-in", "page"])
    site.asked.clear()
    (run,) = crawled({**plan, "allowed": 0})["runs"]
    assert (run["error"]["kind"], run["error"]["rest"]) == ("Throttled", 5 * 3600)
    assert site.paths() == []


@pytest.mark.parametrize(("allowed", "asked"), [(2, "/dear"), (1, "/cheap")])
def test_what_cannot_be_paid_is_asked_for_more_cheaply(site, allowed, asked):
    """Where a question has a cheaper one in its place, and enough is left for that."""
    plan = {"url": site.answers("/cheap", page("a")), "allowed": allowed}
    (run,) = crawled({**plan, "dearer_url": site.answers("/dear", page("a"))})["runs"]
    assert (run["items"], run["error"]) == (["a"], None)
    assert site.paths() == [asked]


def test_all_that_books_happens_in_the_stores_thread(site):
    """SQLite is written from one thread."""
    (run,) = crawled({"url": site.answers("/", page("a")), "allowed": 9})["runs"]
    assert len(run["threads"]) == 1
