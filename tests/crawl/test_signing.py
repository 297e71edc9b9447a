"""Signing in: one credential for all watches of an account, renewed in time, never told."""

from __future__ import annotations

import json

from listener.crawl.signing import _with
from listener.model import Request
from listener.source import Credential
from tests.crawl.site import crawled, page

TOKEN = "a-token-that-nobody-may-see"


def token(word: str = TOKEN, seconds: int = 3600, status: int = 200):
    """What a token endpoint answers."""
    body = {"token": word, "seconds": seconds, "error": "this key was revoked"}
    return status, {"Content-Type": "application/json"}, json.dumps(body).encode()


def asked(site, path: str) -> list[dict[str, str]]:
    """The headers of each request to a path."""
    return [each.headers for each in site.asked if each.path.split("?")[0] == path]


def test_one_token_for_all_watches_of_an_account(site):
    """Watches with the same secrets share a credential; others have their own."""
    token_url = site.answers("/token", token())
    watches = [
        {"url": site.answers(f"/{name}", page(name)), "token_url": token_url, "term": name}
        for name in "abc"
    ]
    watches[2]["secrets"] = {"LISTENER_FAKE_KEY": "of another account"}
    runs = crawled(*watches)["runs"]
    assert [run["items"] for run in runs] == [["a"], ["b"], ["c"]]
    assert len(asked(site, "/token")) == 2
    for name in "abc":
        assert [each["authorization"] for each in asked(site, f"/{name}")] == [f"Bearer {TOKEN}"]


def test_the_token_request_carries_no_credential(site):
    """Who asks for a token is not yet anybody."""
    token_url = site.answers("/token", token())
    crawled({"url": site.answers("/", page("a")), "token_url": token_url})
    (headers,) = asked(site, "/token")
    assert "authorization" not in headers


def test_an_expired_token_is_renewed_before_the_next_page(site):
    """A long walk goes on with a new credential."""
    token_url = site.answers("/token", token("first-token", seconds=0), token("second-token"))
    first = site.answers("/", page("a", following=site.answers("/2", page("b"))))
    (run,) = crawled({"url": first, "token_url": token_url})["runs"]
    assert run["items"] == ["a", "b"]
    assert asked(site, "/2")[0]["authorization"] == "Bearer second-token"


def test_a_refused_token_is_renewed_once(site):
    """A 401 may mean that the token was withdrawn early: a new one is tried."""
    token_url = site.answers("/token", token("old-token"), token("new-token"))
    first = site.answers("/", (401, {}, b""), page("a"))
    (run,) = crawled({"url": first, "token_url": token_url})["runs"]
    assert run["items"] == ["a"]
    assert [each["authorization"] for each in asked(site, "/")] == [
        "Bearer old-token",
        "Bearer new-token",
    ]


def test_a_new_token_that_is_refused_too_ends_the_walk(site):
    """One new token is tried, no more."""
    token_url = site.answers("/token", token("first-one"), token("second-one"), token("third-one"))
    (run,) = crawled({"url": site.answers("/", (401, {}, b"")), "token_url": token_url})["runs"]
    assert run["error"]["kind"] == "AccessDenied"
    assert len(asked(site, "/")) == len(asked(site, "/token")) == 2


def test_a_key_that_does_not_change_is_not_tried_twice(site):
    """What was refused once would be refused again."""
    site.answers("/", (401, {}, b""))
    key = {"headers": {"X-Key": "a-key-that-stays"}}
    (run,) = crawled({"url": site.url + "/", "key": key})["runs"]
    assert run["error"]["kind"] == "AccessDenied"
    assert len(asked(site, "/")) == 1


def test_a_refused_account_is_told_once_to_the_site_and_to_every_watch(site):
    """A hundred watches of a withdrawn key do not knock a hundred times."""
    token_url = site.answers("/token", token(status=400))
    watches = [
        {"url": site.url + f"/{n}", "token_url": token_url, "term": str(n)} for n in range(3)
    ]
    runs = crawled(*watches)["runs"]
    assert [run["error"]["text"] for run in runs] == ["this key was revoked"] * 3
    assert site.paths() == ["/token"]


def test_a_token_endpoint_in_trouble_is_no_refusal(site):
    """All its watches are tried again later, and none waits for what another has waited for."""
    token_url = site.answers("/token", (503, {}, b"later"))
    watches = [
        {"url": site.url + f"/{n}", "token_url": token_url, "term": str(n)} for n in range(3)
    ]
    runs = crawled(*watches, retries=0)["runs"]
    assert [run["error"]["kind"] for run in runs] == ["SourceUnavailable"] * 3
    assert site.paths() == ["/token"]


def test_a_key_in_the_address_is_asked_with_and_never_told(site):
    """Some sites take a key in the address only; it stays out of what is kept."""
    site.answers("/", page("a"))
    key = {"query": {"key": "a-key-in-the-open"}}
    (run,) = crawled({"url": site.url + "/?language=es", "key": key})["runs"]
    assert run["items"] == ["a"]
    assert site.paths() == ["/?language=es&key=a-key-in-the-open"]
    site.answers("/", (200, {}, json.dumps({"broken": True, "was": TOKEN}).encode()))
    (run,) = crawled({"url": site.url + "/", "key": key})["runs"]
    assert "a-key-in-the-open" not in json.dumps(run["error"])


def test_a_credential_stays_with_its_site(site, new_site):
    """A redirect to another host does not take the token along."""
    other = new_site()
    away = other.answers("/", page("a"))
    token_url = site.answers("/token", token())
    crawled({"url": site.answers("/", (302, {"Location": away}, b"")), "token_url": token_url})
    assert "authorization" not in asked(other, "/")[0]


def test_a_key_of_one_shop_is_not_shown_to_another(site, new_site):
    """Own shops and those of others may be listened to through one source."""
    other = new_site()
    key = {"headers": {"X-Key": "a-key-of-one-shop"}, "host": site.url.removeprefix("http://")}
    for each in (site, other):
        (run,) = crawled({"url": each.answers("/", page("a")), "key": key})["runs"]
        assert run["items"] == ["a"]
    assert asked(site, "/")[0]["x-key"] == "a-key-of-one-shop"
    assert "x-key" not in asked(other, "/")[0]


def test_what_may_happen_once_is_asked_once(site):
    """A request that writes something is never repeated by the engine."""
    site.answers("/", (503, {}, b"later"))
    (run,) = crawled({"url": site.url + "/", "method": "POST", "once": True}, retries=3)["runs"]
    assert run["error"]["kind"] == "SourceUnavailable"
    assert len(site.asked) == 1


def test_what_was_written_may_say_so(site):
    """201 and 202 answer a request that writes, as 200 answers one that reads."""
    _, headers, body = page("a")
    for written in (201, 202):
        site.answers("/", (written, headers, body))
        (run,) = crawled({"url": site.url + "/", "method": "POST"})["runs"]
        assert run["ended"] == f"read {written}"


def test_a_page_for_people_asks_robots_even_of_an_api(site):
    """Where an API's source looks at a page as well, robots.txt decides about that page."""
    site.answers("/robots.txt", (200, {}, b"User-agent: *\nDisallow: /"))
    (run,) = crawled({"url": site.answers("/", page("a")), "for_people": True})["runs"]
    assert run["error"]["kind"] == "AccessDenied"
    assert site.paths() == ["/robots.txt"]


def test_the_key_of_a_host_is_not_shown_on_an_open_line():
    """A shop that somebody wrote down with http: anybody on the way could read its keys."""
    key = Credential(headers={"Authorization": "Basic x"}, host="tienda.example.com")
    assert not _with(key, Request(url="http://tienda.example.com/")).headers
    assert _with(key, Request(url="https://tienda.example.com/")).headers == key.headers
